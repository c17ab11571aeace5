"""Pages of a stay's course: status, pause, the end of the service and its undoing, two records."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.caseload import service as caseload
from coaching.clients import joining, pages, stays
from coaching.clients import service as clients
from coaching.clients.blueprint import blueprint
from coaching.clients.types import ClosingReason
from coaching.jobs import statuses as jobs
from coaching.uselog.types import Basis
from coaching.web import actor, needs, send, transaction
from forms.caseload import coach_options
from forms.client import CloseForm, PauseForm, ReopenForm, ResumeForm, SameForm, StatusForm


@blueprint.route("/<period_id>/status", methods=["GET", "POST"])
@needs("coach", "leader")
def change_status(period_id: str) -> ResponseReturnValue:
    """Change where a client stands."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)
        form = StatusForm(stands=head.status)

        def work() -> str:
            clients.change_status(session, actor(), period, form.to_status(), form.on.data)
            flash(_("Status saved"), "success")
            return url_for("clients.show_client", period_id=period_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("clients/change_status.html", form=form, head=head), form.status


@blueprint.route("/<period_id>/pause", methods=["GET", "POST"])
@needs("coach", "leader")
def pause_client(period_id: str) -> ResponseReturnValue:
    """Pause the work, keeping the place or giving it up."""
    form = PauseForm()
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)

        def work() -> str:
            keeps = form.way.data == "keep"
            stays.pause(session, actor(), period, form.on.data, keep_place=keeps)
            flash(_("Pause saved"), "success")
            return pages.seen_or_list(session, actor(), period)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("clients/pause_client.html", form=form, head=head), form.status


@blueprint.route("/<period_id>/resume", methods=["GET", "POST"])
@needs("coach", "leader")
def resume_client(period_id: str) -> ResponseReturnValue:
    """Go on after a pause."""
    form = ResumeForm()
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)

        def work() -> str:
            stays.resume(session, actor(), period, form.on.data)
            jobs.follow(session, actor(), period)
            flash(_("The pause has ended"), "success")
            return url_for("clients.show_client", period_id=period_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("clients/resume_client.html", form=form, head=head), form.status


@blueprint.route("/<period_id>/close", methods=["GET", "POST"])
@needs("coach", "leader")
def close_client(period_id: str) -> ResponseReturnValue:
    """End the service of a client."""
    form = CloseForm()
    suggested = request.args.get("reason", "")
    if not form.is_submitted() and not form.came_back and suggested in set(ClosingReason):
        form.reason.process_data(ClosingReason(suggested))
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)

        def work() -> str:
            reason, confirmed = form.reason.data, form.confirmed.data
            stays.close(session, actor(), period, reason, form.on.data, confirmed=confirmed)
            flash(_("The service has ended"), "success")
            return pages.seen_or_list(session, actor(), period)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("clients/close_client.html", form=form, head=head), form.status


@blueprint.route("/<period_id>/reopen", methods=["GET", "POST"])
@needs("coach", "leader")
def reopen_client(period_id: str) -> ResponseReturnValue:
    """Undo the end of the service."""
    form = ReopenForm()
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)
        caseloads = caseload.coaches_with_places(session, [head.team_id])
        form.offer(coach_options(caseloads), may_wait=stays.may_wait(session, period))
        if not form.is_submitted() and not form.came_back:
            last = clients.newest_coach(session, period)
            form.coach.data = next(
                (c.coach_public_id for c in caseloads if c.coach_id == last), None
            )

        def work() -> str:
            coach = caseload.find_coach(session, form.coach.data or "", [head.team_id])
            stays.reopen(session, actor(), period, coach.user_id if coach else None)
            flash(_("The service goes on"), "success")
            pages.flash_near(session, actor(), coach.user_id if coach else None)
            return pages.seen_or_list(session, actor(), period)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("clients/reopen_client.html", form=form, head=head), form.status


@blueprint.route("/<period_id>/same/<other_id>", methods=["GET", "POST"])
@needs("leader")
def same_client(period_id: str, other_id: str) -> ResponseReturnValue:
    """Answer whether two records of one name are one person."""
    form = SameForm()
    with transaction() as session:
        both = joining.pair(session, actor(), period_id, other_id)
        heads = [clients.head(session, actor(), period) for period in both]

        def work() -> str:
            if form.answer.data == "same":
                joining.join(session, actor(), period_id, other_id)
                flash(_("The two records are one now"), "success")
            else:
                joining.say_two(session, actor(), period_id, other_id)
                flash(_("Saved: they are two people"), "success")
            return url_for("clients.list_clients")

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("clients/same_client.html", form=form, heads=heads), form.status
