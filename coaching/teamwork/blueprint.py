"""The blueprint of what a team does together."""

from __future__ import annotations

from flask import Blueprint
from flask.sansio.blueprints import BlueprintSetupState

from forms import teamwork_words

blueprint = Blueprint("teamwork", __name__, url_prefix="/teamwork")


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) the words of kinds, rhythms and months."""
    state.app.jinja_env.globals.update(teamwork_words.ON_PAGE)
