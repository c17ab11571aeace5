"""The blueprint of employers' pages, which several modules of views share."""

from flask import Blueprint

blueprint = Blueprint("employers", __name__, url_prefix="/employers")
