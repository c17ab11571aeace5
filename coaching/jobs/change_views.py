"""Pages of changes while a job goes on."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import clock
from coaching.clients import service as clients
from coaching.jobs import changing, pages, starting
from coaching.jobs.blueprint import blueprint
from coaching.jobs.types import ChangeKind
from coaching.uselog.types import Basis
from coaching.web import actor, needs, send, transaction
from forms.base import BaseForm


@blueprint.route("/<job_id>/changes/new", methods=["GET", "POST"], defaults={"change_id": None})
@blueprint.route("/<job_id>/changes/<change_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def add_change(period_id: str, job_id: str, change_id: str | None) -> ResponseReturnValue:
    """Add a dated change of a job, or correct one."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        job = starting.get(session, period, job_id)
        row = changing.get(session, job, change_id) if change_id else None
        form = pages.change_form(session, job, row)

        def work() -> str:
            version = int(form.row_version.data or 0)
            saved = changing.save(session, actor(), period, job, form.to_change(), row, version)
            flash(_("The change is saved"), "success")
            if row is None and saved.kind in changing.TOUCHES_BENEFITS:
                return url_for(
                    "benefits.record_check", period_id=period_id, job=job_id, change=saved.public_id
                )
            return url_for("jobs.show_job", period_id=period_id, job_id=job_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "jobs/add_change.html",
            form=form,
            head=clients.head(session, actor(), period),
            job_id=job_id,
            change_id=change_id,
            newer=form.newer(row.row_version if row else 0, {}),
            touching=[ChangeKind(kind) for kind in changing.TOUCHES_BENEFITS],
            today=clock.today(),
        ), form.status


@blueprint.post("/<job_id>/changes/<change_id>/remove")
@needs("coach", "leader")
def remove_change(period_id: str, job_id: str, change_id: str) -> ResponseReturnValue:
    """Take a change away that was entered by mistake."""
    form = BaseForm()
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.COACHING)
        job = starting.get(session, period, job_id)
        row = changing.get(session, job, change_id)

        def work() -> str:
            changing.remove(session, actor(), period, job, row)
            flash(_("The change is removed"), "success")
            return url_for("jobs.show_job", period_id=period_id, job_id=job_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        words = " ".join(problem.words for problem in form.problems())
        return render_template("errors/422.html", words=words), 422
