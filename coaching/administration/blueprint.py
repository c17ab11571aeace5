"""The blueprint of the administration page, which three modules of views share."""

from flask import Blueprint

blueprint = Blueprint("administration", __name__, url_prefix="/administration")
