"""Pages of form A, the disclosure talk, Kykyviisari figures and the introduction for employers."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("profiles", __name__)
