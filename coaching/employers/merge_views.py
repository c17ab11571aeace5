"""Pages of merging two cards of one employer, and of undoing it."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.employers import merge_pages, pages
from coaching.employers import service as employers
from coaching.employers.blueprint import blueprint
from coaching.employers.merge_types import UNDO_DAYS
from coaching.web import actor, needs, send, transaction
from forms.base import BaseForm
from forms.employer_merge import OtherForm


@blueprint.get("/<employer_id>/merge")
@needs("coach", "leader")
def choose_other(employer_id: str) -> ResponseReturnValue:
    """Choose the other card of the same employer: those alike first, or a search."""
    with transaction() as session:
        card = employers.show(session, employer_id)
        if led_on := pages.elsewhere(card):
            return led_on
        form = OtherForm(formdata=request.args)
        words = (form.words.data or "")[: form.words.limit]
        found = merge_pages.candidates(session, actor(), card, words)
        return render_template(
            "employers/choose_other.html", card=card, form=form, found=found, words=words
        )


@blueprint.route("/<employer_id>/merge/<other_id>", methods=["GET", "POST"])
@needs("coach", "leader")
def merge_employers(employer_id: str, other_id: str) -> ResponseReturnValue:
    """Show two cards side by side, and make them one."""
    with transaction() as session:
        card, other = employers.show(session, employer_id), employers.show(session, other_id)
        if led_on := pages.elsewhere(card):
            return led_on
        rows = merge_pages.compare(session, card, other)
        form = merge_pages.merge_form(rows, card, other)
        if form.validate_on_submit():

            def work() -> str:
                shown = int(form.row_version.data or 0), int(form.other_version.data or 0)
                employers.merge(session, actor(), employer_id, other_id, form.choices(), shown)
                flash(_("The cards are merged. You can undo it on this card."), "success")
                return url_for("employers.show_employer", employer_id=employer_id)

            if sent := send(session, form, work):
                return sent
            merge_pages.show_newest(form, card, other)
        return render_template(
            "employers/merge_employers.html",
            card=card,
            other=other,
            rows=rows,
            form=form,
            days=UNDO_DAYS,
            why_not=merge_pages.why_not(session, card, other),
        ), form.status


@blueprint.route("/<employer_id>/merges/<merge_id>/undo", methods=["GET", "POST"])
@needs("coach", "leader")
def undo_merge(employer_id: str, merge_id: str) -> ResponseReturnValue:
    """Take a merge apart."""
    form = BaseForm()
    with transaction() as session:
        card = employers.show(session, employer_id)
        if led_on := pages.elsewhere(card):
            return led_on
        merge = employers.show_merge(session, employer_id, merge_id)
        if form.validate_on_submit():

            def work() -> str:
                undone = employers.undo(session, actor(), employer_id, merge_id)
                for words in merge_pages.undone_words(undone):
                    flash(words, "success")
                return url_for("employers.show_employer", employer_id=employer_id)

            if sent := send(session, form, work):
                return sent
        page = render_template("employers/undo_merge.html", form=form, card=card, merge=merge)
        return page, form.status
