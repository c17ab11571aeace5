"""The blueprint of the jobs' pages."""

from flask import Blueprint

blueprint = Blueprint("jobs", __name__, url_prefix="/clients/<period_id>/jobs")
