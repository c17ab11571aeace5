"""Pages of the disclosure talk, Kykyviisari, skills mappings, and the introduction for an employer."""

from __future__ import annotations

import hashlib

from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching import clock
from coaching.clients import service as clients
from coaching.clients.refusals import NotOpen
from coaching.clients.types import Head
from coaching.coming_back import onward
from coaching.documents.paper import TemplateUnreadable, template_in
from coaching.errors import Refusal
from coaching.profiles import document, mappings, pages, rounds, talks, telling
from coaching.profiles.blueprint import blueprint
from coaching.profiles.refusals import (
    EmployerNotKnown,
    NotAllowedToTell,
    NothingToTell,
)
from coaching.uselog.types import Basis
from coaching.web import actor, config, needs, organisation, send, transaction
from forms import refusals
from forms.profile import IntroductionForm, MappingForm, RoundForm, TalkForm

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.route("/talk", methods=["GET", "POST"])
@needs("coach", "leader")
def record_talk(period_id: str) -> ResponseReturnValue:
    """Record a talk about what an employer is told; show the earlier ones."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.PROFILE)
        head = clients.head(session, actor(), period)
        form = TalkForm(data={"on": clock.today()})

        def work() -> str:
            talks.record(session, actor(), period, form.to_talk())
            flash(_("The talk is saved"), "success")
            return onward(url_for("clients.show_client", period_id=period_id))

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "profiles/record_talk.html",
            form=form,
            head=head,
            talks=talks.of_stay(session, period),
        ), form.status


@blueprint.route("/rounds/new", methods=["GET", "POST"], defaults={"round_id": None})
@blueprint.route("/rounds/<round_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_round(period_id: str, round_id: str | None) -> ResponseReturnValue:
    """Add the figures of a Kykyviisari round, or change a round."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.PROFILE)
        head = clients.head(session, actor(), period)
        row = rounds.get(session, period, round_id) if round_id else None
        known = rounds.as_round(row) if row else None
        version = row.row_version if row else 0
        sections = known.sections if known else {}
        form = RoundForm(obj=known, data={"on": clock.today(), **sections, "row_version": version})

        def work() -> str:
            shown = int(form.row_version.data or 0)
            rounds.save(session, actor(), period, form.to_round(), row, shown)
            flash(_("The figures are saved"), "success")
            return onward(url_for("clients.show_client", period_id=period_id))

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        newer = form.newer(version, {})
        page = render_template("profiles/edit_round.html", form=form, head=head, newer=newer)
        return page, form.status


@blueprint.route("/mappings/new", methods=["GET", "POST"], defaults={"mapping_id": None})
@blueprint.route("/mappings/<mapping_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_mapping(period_id: str, mapping_id: str | None) -> ResponseReturnValue:
    """Add what a skills mapping made elsewhere told, or change it."""
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.PROFILE)
        head = clients.head(session, actor(), period)
        row = mappings.get(session, period, mapping_id) if mapping_id else None
        known = mappings.as_map(row) if row else None
        version = row.row_version if row else 0
        form = MappingForm(obj=known, data={"on": clock.today(), "row_version": version})

        def work() -> str:
            shown = int(form.row_version.data or 0)
            mappings.save(session, actor(), period, form.to_mapping(), row, shown)
            flash(_("The skills mapping is saved"), "success")
            return url_for("profiles.show_profile", period_id=period_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        newer = form.newer(version, {})
        return render_template(
            "profiles/edit_mapping.html", form=form, head=head, newer=newer
        ), form.status


@blueprint.route("/introduction", methods=["GET", "POST"])
@needs("coach", "leader")
def introduce(period_id: str) -> ResponseReturnValue:
    """Preview the introduction for an employer word by word, and make its Word file."""
    form = IntroductionForm()
    with transaction() as session:
        period = clients.take_charge(session, actor(), period_id, Basis.EMPLOYER_PROFILE)
        head = clients.head(session, actor(), period)
        service = config().service_name or organisation.name
        try:
            page = pages.IntroductionPage(session, actor(), period, form, service)
        except (NotOpen, NotAllowedToTell, NothingToTell) as refusal:
            return _not_possible(head, refusal)
        if form.validate_on_submit() and form.is_making:
            try:
                employer = telling.employer_id(session, form.for_whom.data or "")
                template = template_in(config().instance)
                content = document.build(page.written(), template)
            except (EmployerNotKnown, TemplateUnreadable) as refusal:
                form.refuse(refusal.field, refusals.words(refusal))
            else:
                telling.note_export(
                    session,
                    actor(),
                    period,
                    page.chosen,
                    template="own" if template else "ours",
                    sha256=hashlib.sha256(content).hexdigest(),
                    for_whom=employer or "general",
                )
                return _download(content, _("introduction"))
        return render_template(
            "profiles/introduce.html", form=form, head=head, page=page, introduction=page.written()
        ), form.status


def _not_possible(head: Head, refusal: Refusal) -> ResponseReturnValue:
    """Say why there can be no introduction, and where to go on."""
    return render_template(
        "profiles/no_introduction.html",
        head=head,
        why=refusals.words(refusal),
        missing=type(refusal).__name__,
    ), 422


def _download(content: bytes, name: str) -> Response:
    """Send a Word file to be saved, under a name that tells nothing of the client."""
    response = Response(content, mimetype=_WORD)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.docx")
    return response
