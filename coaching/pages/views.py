"""Help, the accessibility statement, and data protection in words."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

blueprint = Blueprint("pages", __name__, url_prefix="/about")

GUIDES = ("coach", "placement", "leader")


@blueprint.get("/help")
def help() -> ResponseReturnValue:
    """List the guides."""
    return render_template("pages/help.html")


@blueprint.get("/help/<guide>")
def show_guide(guide: str) -> ResponseReturnValue:
    """Show one guide."""
    if guide not in GUIDES:
        abort(404)
    return render_template(f"pages/guide_{guide}.html")


@blueprint.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """Show the accessibility statement."""
    return render_template("pages/accessibility.html")


@blueprint.get("/data-protection")
def data_protection() -> ResponseReturnValue:
    """Say what is kept, who sees it, and what is logged."""
    return render_template("pages/data_protection.html")
