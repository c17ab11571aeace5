"""Pages of a client's jobs: begun, form C, form D, the job itself."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import clock
from coaching.benefits import missing
from coaching.benefits import service as benefits
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.contacts import lists as contacts
from coaching.jobs import answers as kept
from coaching.jobs import (
    beginning,
    cancelling,
    ending,
    lists,
    pages,
    papers,
    shown_words,
    starting,
)
from coaching.jobs import change_views as _change_views  # noqa: F401 - registers its views
from coaching.jobs.blueprint import blueprint
from coaching.jobs.pages import JobFormPage
from coaching.profiles import talks
from coaching.profiles.types import TELLS
from coaching.support.pages import SupportPage
from coaching.uselog.types import Basis
from coaching.web import actor, needs, organisation, send, transaction
from forms.base import BaseForm
from forms.job import CancelForm

__all__ = ["blueprint"]


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) what is said of competitive jobs."""
    state.app.jinja_env.globals.update(competitive_words=shown_words.competitive_words)


@blueprint.route("/new", methods=["GET", "POST"])
@needs("coach", "leader")
def begin_job(period_id: str) -> ResponseReturnValue:
    """Begin a job: from the meeting at which it was agreed on, or by choosing the employer."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        head = clients.head(session, actor(), period)
        page = pages.BeginPage(session, actor(), period)
        if page.meeting is not None and page.meeting.job_id is not None:
            return redirect(_start_of(period_id, beginning.led_to(session, page.meeting)), 303)

        def work() -> str:
            job = beginning.begin(session, actor(), period, page.told(), page.meeting)
            return _start_of(period_id, job.public_id)

        form = page.form
        valid = not form.is_only_search and form.validate_on_submit()
        if valid and (sent := send(session, form, work)):
            return sent
        jobs = [one for one in lists.of_stay(session, period) if one.goes_on]
        return render_template(
            "jobs/begin_job.html", form=form, head=head, page=page, jobs=jobs
        ), form.status


@blueprint.get("/<job_id>")
@needs("coach", "leader")
def show_job(period_id: str, job_id: str) -> ResponseReturnValue:
    """Show a job with its forms, its changes, and where it stands."""
    with transaction() as session:
        period = doors.open_record(session, actor(), period_id, Basis.COACHING)
        job = starting.get(session, period, job_id)
        (line,) = lists.of_stay(session, period, job)
        end = papers.of_job(session, job, kept.END)
        return render_template(
            "jobs/show_job.html",
            head=clients.head(session, actor(), period),
            job=line,
            start=JobFormPage(session, period, job, starting.start_form(session, job), kept.START),
            end=JobFormPage(session, period, job, end, kept.END) if end else None,
            changes=pages.change_lines(session, job),
            missing=starting.missing(session, period, job),
            checks=benefits.of_job(session, job),
            is_unchecked=missing.missing_before(session, job, clock.today()),
            support=SupportPage(session, period, job),
            contacts=contacts.of_job(session, actor(), job.id),
            form=BaseForm(formdata=None),
        )


@blueprint.route("/<job_id>/start", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_start(period_id: str, job_id: str) -> ResponseReturnValue:
    """Fill in form C; a draft is saved with anything missing, ready asks for what is needed."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        job = starting.get(session, period, job_id)
        page = JobFormPage(session, period, job, starting.start_form(session, job), kept.START)
        form = pages.start_page_form(session, page, period, asks_pay=organisation.asks_pay)
        if not form.is_submitted() and not page.can_be_filled(period):
            return redirect(_home_of(period_id, job_id), code=303)

        def work() -> str:
            version = int(form.row_version.data or 0)
            told, moved = form.answers(), form.moved_start
            starting.save(session, actor(), period, job, told, version, moved)
            if form.is_marking_ready:
                starting.mark_ready(session, actor(), period, job)
                flash(_("The form is marked as ready"), "success")
                return _home_of(period_id, job_id)
            flash(_("The job is saved"), "success")
            return pages.after_start(period_id, job_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        if form.status == 422 and form.is_marking_ready:
            form.require(starting.missing_of(session, period, job, form.answers()))
        return render_template(
            "jobs/edit_start.html",
            form=form,
            head=clients.head(session, actor(), period),
            page=page,
            newer=form.newer(page.version, {}),
            job=lists.of_stay(session, period, job)[0],
            times=pages.times_that_suit(session, period),
        ), form.status


@blueprint.route("/<job_id>/end", methods=["GET", "POST"])
@needs("coach", "leader")
def record_end(period_id: str, job_id: str) -> ResponseReturnValue:
    """Record a job's end on one screen, or correct it."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        job = starting.get(session, period, job_id)
        if not (starting.has_begun(job) and job.cancelled_on is None):
            flash(_("The job has not begun, so it cannot end. Fill in the start first."), "notice")
            return redirect(_home_of(period_id, job_id), code=303)
        if period.closed_on is not None:
            return redirect(_home_of(period_id, job_id), code=303)
        end = papers.of_job(session, job, kept.END)
        page = JobFormPage(session, period, job, end, kept.END)
        talk = talks.newest(session, period)
        told = talk is not None and talk.in_force and talk.choice in TELLS
        form = pages.end_page_form(page, period, told)

        def work() -> str:
            version = int(form.row_version.data or 0)
            then = ending.record(session, actor(), period, job, form.answers(), version)
            flash(_("The job’s end is saved. Contact the client within three days."), "success")
            return pages.after_end(period_id, job, then)

        valid = form.validate_on_submit()
        if form.is_submitted():
            valid = form.require(form.NEEDED) and valid
        if valid and (sent := send(session, form, work)):
            return sent
        return render_template(
            "jobs/record_end.html",
            form=form,
            head=clients.head(session, actor(), period),
            page=page,
            newer=form.newer(page.version, {}),
        ), form.status


@blueprint.post("/<job_id>/reopen")
@needs("coach", "leader")
def reopen_start(period_id: str, job_id: str) -> ResponseReturnValue:
    """Open form C again."""
    return _turn(period_id, job_id, starting.reopen, _("The form is open again"))


@blueprint.route("/<job_id>/cancel", methods=["GET", "POST"])
@needs("coach", "leader")
def cancel_job(period_id: str, job_id: str) -> ResponseReturnValue:
    """Keep that an agreed job did not begin, and why."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        job = starting.get(session, period, job_id)
        form = CancelForm()

        def work() -> str:
            cancelling.cancel(session, actor(), period, job, form.why.data or "")
            flash(_("It is kept that the job did not begin"), "success")
            return _home_of(period_id, job_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        head = clients.head(session, actor(), period)
        (line,) = lists.of_stay(session, period, job)
        return render_template("jobs/cancel_job.html", form=form, head=head, job=line), form.status


@blueprint.post("/<job_id>/begins")
@needs("coach", "leader")
def restore_job(period_id: str, job_id: str) -> ResponseReturnValue:
    """Keep that a job that was cancelled begins after all."""
    return _turn(period_id, job_id, cancelling.restore, _("The job is agreed on again"))


@blueprint.post("/<job_id>/goes-on")
@needs("coach", "leader")
def take_end_back(period_id: str, job_id: str) -> ResponseReturnValue:
    """Keep that a job goes on after all."""
    return _turn(period_id, job_id, ending.take_back, _("The job goes on"))


def _turn(period_id: str, job_id: str, turn: Callable[..., None], said: str) -> ResponseReturnValue:
    form = BaseForm()
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        job = starting.get(session, period, job_id)

        def work() -> str:
            turn(session, actor(), period, job)
            flash(said, "success")
            return _home_of(period_id, job_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        words = " ".join(problem.words for problem in form.problems())
        return render_template("errors/422.html", words=words), 422


def _home_of(period_id: str, job_id: str) -> str:
    return url_for("jobs.show_job", period_id=period_id, job_id=job_id)


def _start_of(period_id: str, job_id: str) -> str:
    return url_for("jobs.edit_start", period_id=period_id, job_id=job_id)
