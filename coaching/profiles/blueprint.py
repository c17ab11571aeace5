"""The blueprint of the profile's pages, all about one client."""

from flask import Blueprint

blueprint = Blueprint("profiles", __name__, url_prefix="/clients/<period_id>")
