"""Putting the merge page together: two cards side by side, and what is to be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.employers import pages
from coaching.employers import service as employers
from coaching.employers.merge_types import Merged, Stays, Undone
from coaching.employers.types import EmployerCard, Look, LookAlike
from coaching.errors import Refusal
from forms import refusals
from forms.employer_merge import FIELD_WORDS, MergeForm
from forms.labels import label


@dataclass(frozen=True)
class Row:
    """One field of both cards in words; `is_asked` when somebody chooses whose value stays."""

    field: Merged
    words: Any
    kept: str
    other: str
    is_asked: bool


def candidates(session: Session, actor: Any, card: EmployerCard, words: str) -> list[LookAlike]:
    """Return the cards that may be the same employer: those alike, or what was looked for."""
    if not words:
        where = next((site.details.municipality for site in card.sites), "")
        alike = employers.look_alikes(session, card.details.name, None, where)
        return [one for one in alike if one.public_id != card.public_id]
    found = employers.list_employers(session, actor, Look(words=words), page=10).rows
    return [
        LookAlike(one.public_id, one.name, None, one.places, is_same=False)
        for one in found
        if one.public_id != card.public_id
    ]


def compare(session: Session, kept: EmployerCard, other: EmployerCard) -> list[Row]:
    """Return the fields that either card tells something in, side by side in words."""
    ours, theirs = _words(session, kept), _words(session, other)
    rows = []
    for field in Merged:
        if field is Merged.BAN and not (kept.is_banned or other.is_banned):
            continue
        differs = ours[field] != theirs[field]
        is_asked = differs and bool(ours[field] and theirs[field])
        if ours[field] or theirs[field]:
            rows.append(Row(field, FIELD_WORDS[field], ours[field], theirs[field], is_asked))
    return rows


def merge_form(rows: list[Row], kept: EmployerCard, other: EmployerCard) -> MergeForm:
    """Return the form that asks for what is to be chosen."""
    form = MergeForm(data={"row_version": kept.row_version, "other_version": other.row_version})
    asked = {row.field: row for row in rows if row.is_asked}
    for field in Merged:
        row = asked.get(field)
        if row is None:
            form.leave_out(field)
        else:
            lost = field is Merged.BAN and not kept.is_banned
            form.ask(field, row.kept, row.other, Stays.OTHER if lost else Stays.KEPT)
    return form


def why_not(session: Session, kept: EmployerCard, other: EmployerCard) -> str:
    """Return the sentence of why two cards cannot be merged, empty when they can."""
    try:
        employers.check_mergeable(session, kept.public_id, other.public_id)
    except Refusal as refusal:
        return refusals.words(refusal)
    return ""


def show_newest(form: MergeForm, kept: EmployerCard, other: EmployerCard) -> None:
    """Let whoever saves again after seeing the newest cards mean those."""
    form.row_version.process_data(kept.row_version)
    form.other_version.process_data(other.row_version)


def undone_words(undone: Undone) -> list[str]:
    """Return what is said after an undo: that it is done, and what stays and why."""
    said = [_("The merge is undone. %(name)s has its own card again.", name=undone.other)]
    if undone.fields:
        names = ", ".join(str(FIELD_WORDS[one]) for one in undone.fields)
        said.append(_("Changed after the merge, so it stays as it is: %(names)s.", names=names))
    if undone.rows:
        said.append(
            ngettext(
                "%(num)s meeting, job or imported row was changed after the merge and stays here.",
                "%(num)s meetings, jobs or imported rows were changed after the merge and stay"
                " here.",
                undone.rows,
            )
        )
    if undone.places:
        said.append(
            ngettext(
                "%(num)s site or person was changed after the merge and stays here.",
                "%(num)s sites or people were changed after the merge and stay here.",
                undone.places,
            )
        )
    return said


def _words(session: Session, card: EmployerCard) -> dict[Merged, str]:
    details = card.details
    ban = _("until further notice")
    if details.no_contact_until:
        ban = _("until %(date)s", date=i18n.day(details.no_contact_until))
    return {
        Merged.NAME: details.name,
        Merged.BUSINESS_ID: details.business_id or "",
        Merged.CHAIN: details.chain,
        Merged.INDUSTRY: pages.industry_words(session, card),
        Merged.SIZE: str(label(details.size)) if details.size else "",
        Merged.NEEDS: details.needs,
        Merged.OWNER: card.owner_name,
        Merged.BAN: ban if card.is_banned else _("may be contacted"),
    }
