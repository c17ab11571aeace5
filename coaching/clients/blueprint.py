"""The blueprint of clients' pages, which two modules of views share."""

from flask import Blueprint

blueprint = Blueprint("clients", __name__, url_prefix="/clients")
