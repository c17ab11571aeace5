"""The first page."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from coaching import clock, navigation
from coaching.contacts import pages as contact_pages
from coaching.days import pages
from coaching.days import service as days
from coaching.web import actor, transaction

blueprint = Blueprint("days", __name__)


@blueprint.get("/")
def my_day() -> ResponseReturnValue:
    """Show the day of a coach or a leader; lead others to their own first page."""
    if not (actor().is_coach or actor().is_leader):
        return redirect(navigation.first_page(actor()), code=303)
    with transaction() as session:
        # A leader who coaches nobody has no strip: no clients are read for one.
        form = contact_pages.blank_form(session, actor()) if actor().is_coach else None
        day = days.load(session, actor(), (form and form.clients) or ())
        return render_template(
            "days/my_day.html",
            day=day,
            form=form,
            today=clock.today(),
            unsaved=pages.unsaved_texts(session, actor()),
        )
