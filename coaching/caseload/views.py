"""Pages of the caseload: places of a team, handing over, moving many, the waiting list."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.caseload import pages
from coaching.caseload import service as caseload
from coaching.caseload.squares import key, squares
from coaching.clients import doors, waiting
from coaching.clients import pages as client_pages
from coaching.clients import service as clients
from coaching.uselog.types import Action, Basis
from coaching.web import actor, needs, send, transaction, typed
from forms.caseload import (
    HandOverForm,
    MoveForm,
    PositionForm,
    TakeForm,
    coach_options,
    places_taken,
)

blueprint = Blueprint("caseload", __name__, url_prefix="/caseload")


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) the squares of places and their words."""
    state.app.jinja_env.globals.update(squares_of=squares, key_of=key, places_taken=places_taken)


@blueprint.get("")
@needs("leader")
def team_caseloads() -> ResponseReturnValue:
    """Show every coach's places to the leader."""
    with transaction() as session:
        return render_template(
            "caseload/team_caseloads.html",
            caseloads=caseload.caseloads(session, actor(), actor().leader_of),
            waiting=sum(waiting.counts(session, actor().leader_of).values()),
        )


@blueprint.route("/clients/<period_id>/coach", methods=["GET", "POST"])
@needs("coach", "leader")
def hand_over(period_id: str) -> ResponseReturnValue:
    """Let another coach go on with a client."""
    form = HandOverForm()
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.CASELOAD)
        head = clients.head(session, actor(), period)
        others = pages.other_coaches(session, head)
        form.coach.set_options(coach_options(others))

        def work() -> str:
            coach = pages.chosen(others, form.coach.data)
            caseload.hand_over(session, actor(), period, coach, form.on.data)
            flash(_("The client has a new coach"), "success")
            client_pages.flash_near(session, actor(), coach)
            return url_for("clients.show_client", period_id=period_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("caseload/hand_over.html", form=form, head=head), form.status


@blueprint.route("/move", methods=["GET", "POST"])
@needs("leader")
def move_clients() -> ResponseReturnValue:
    """Move many clients at once: all or nothing."""
    form = MoveForm()
    with transaction() as session:
        page = pages.MovePage(session, actor(), form)

        def work() -> str:
            moved = page.move(request.form)
            flash(pages.moved_words(moved), "success")
            return url_for("caseload.team_caseloads")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "caseload/move_clients.html", form=form, page=page, typed=typed()
        ), form.status


@blueprint.get("/waiting")
@needs("coach", "leader")
def waiting_list() -> ResponseReturnValue:
    """Show the waiting list: code, date and order to coaches, all to the leader."""
    with transaction() as session:
        lines = waiting.queue(session, actor())
        return render_template("caseload/waiting_list.html", lines=lines)


@blueprint.route("/waiting/<period_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def take_from_list(period_id: str) -> ResponseReturnValue:
    """Give a client of the waiting list a coach; a coach takes the first one only."""
    form = TakeForm()
    with transaction() as session:
        period = waiting.open_waiting(session, actor(), period_id, Action.VIEW)
        queued = waiting.queued(session, actor(), period)
        coaches = pages.coaches_to_take(session, actor(), period.team_id)
        form.coach.set_options(coach_options(coaches))
        if not form.is_submitted() and not form.came_back:
            form.coach.data = actor().public_id if actor().is_coach else None

        def work() -> str:
            coach = pages.chosen(coaches, form.coach.data)
            waiting.take(session, actor(), period, coach, form.on.data, form.reason.data)
            flash(_("The client has a coach now"), "success")
            client_pages.flash_near(session, actor(), coach)
            return url_for("clients.show_client", period_id=period_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("caseload/take_from_list.html", form=form, line=queued), form.status


@blueprint.route("/waiting/<period_id>/position", methods=["GET", "POST"])
@needs("leader")
def move_on_list(period_id: str) -> ResponseReturnValue:
    """Move a client to another position of the waiting list, with a reason."""
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.CASELOAD)
        queued = waiting.queued(session, actor(), period)
        form = PositionForm(position=queued.position)

        def work() -> str:
            reason = form.reason.data or ""
            waiting.move_to(session, actor(), period, form.position.data, reason)
            flash(_("The order of the waiting list has changed"), "success")
            return url_for("caseload.waiting_list")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("caseload/move_on_list.html", form=form, line=queued), form.status
