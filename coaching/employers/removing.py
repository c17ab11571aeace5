"""A contact person is removed on request: from the register, its history, and rows of imports.

Source: forms.md, 1.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.employers.cards import get
from coaching.employers.models import (
    Employer,
    EmployerMerge,
    EmployerPerson,
    EmployerSite,
    ImportBatch,
    ImportRow,
)
from coaching.employers.types import PersonDetails
from coaching.sheets.cells import Kept, meant
from coaching.text import fold

_PERSONAL = ("person", "role", "phone", "email")
"""Columns of a sheet that tell of a person."""

_EMPTY = {**asdict(PersonDetails(name="")), "name_folded": ""}


def remove_person(session: Session, actor: Actor, public_id: str) -> None:
    """Remove a person for good: from the register, its history, and the rows of imports.

    Meetings stay, without the name. The rows of imports are known again by their fingerprints, so
    that bringing in the same file does not bring the person back. The same person on a card that
    was merged into this one goes too.

    Raises:
        NotThere: no such person, or removed.
        Source: forms.md, 1.2.
    """
    person = get(session, EmployerPerson, public_id)
    everywhere = [person, *_joined_into(session, person)]
    words = _words_of(everywhere)
    rows = _rows_of(session, everywhere)
    for one in everywhere:
        blank_person(session, one)
        history.record(session, actor, one.__tablename__, one.public_id, {"removed": True})
    _blank_rows(session, rows, words)


def blank_person(session: Session, person: EmployerPerson) -> None:
    """Leave nothing of a person but the row that meetings point at."""
    for name, value in _EMPTY.items():
        setattr(person, name, value)
    person.removed_at = clock.now()
    session.flush()
    history.blank(session, person.__tablename__, [person.public_id], list(_EMPTY))


def _joined_into(session: Session, person: EmployerPerson) -> list[EmployerPerson]:
    """Return the people of merged cards who were joined with a person, at any remove."""
    found: dict[int, None] = {}
    merges = session.scalars(select(EmployerMerge).where(EmployerMerge.undone_at.is_(None)))
    pairs = [pair for merge in merges for pair in merge.moved["joined_people"]]
    asked = {person.id}
    while asked:
        asked = {one for one, kept in pairs if kept in asked} - found.keys()
        found |= dict.fromkeys(asked)
    rows = session.scalars(select(EmployerPerson).where(EmployerPerson.id.in_(found)))
    return list(rows)


def _words_of(people: Iterable[EmployerPerson]) -> list[str]:
    """Return name and ways of contact, the longest first."""
    told = {word for one in people for word in (one.name, one.phone, one.email) if len(word) > 3}
    return sorted(told, key=len, reverse=True)


def _rows_of(session: Session, people: list[EmployerPerson]) -> list[ImportRow]:
    """Return every row of an import that tells of a person.

    Those that led to the person; the same rows in files that were brought in again, which lead to
    nobody; and rows left to somebody to sort out that name the person at the same employer.
    """
    led = session.scalars(
        select(ImportRow).where(ImportRow.person_id.in_([one.id for one in people]))
    ).all()
    again = session.scalars(
        select(ImportRow).where(
            ImportRow.person_id.is_(None),
            ImportRow.fingerprint.in_({row.fingerprint for row in led if row.fingerprint}),
        )
    ).all()
    return [*led, *again, *_unsorted(session, people)]


def _unsorted(session: Session, people: list[EmployerPerson]) -> list[ImportRow]:
    names = {one.name_folded for one in people}
    employers = _names_of_employers(session, people)
    rows = session.execute(
        select(ImportRow, ImportBatch)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(ImportRow.employer_id.is_(None), ImportRow.fingerprint != "")
    )
    found = []
    for row, batch in rows:
        columns = batch.headings.get(row.sheet, {}).get("columns", {})
        told = {name: _told(row.cells, columns.get(name)) for name in ("person", "name")}
        if told["person"] in names and told["name"] in employers:
            found.append(row)
    return found


def _names_of_employers(session: Session, people: list[EmployerPerson]) -> set[str]:
    """Return the folded names of the people's employer, those of cards merged into it too."""
    sites = select(EmployerSite.employer_id).where(
        EmployerSite.id.in_([one.site_id for one in people])
    )
    ids = set(session.scalars(sites))
    cards = select(Employer.name).where(Employer.id.in_(ids) | Employer.merged_into_id.in_(ids))
    return {fold(name) for name in session.scalars(cards)}


def _told(cells: list[Kept], place: int | None) -> str:
    said = None if place is None or place >= len(cells) else meant(cells[place])
    return fold(said) if isinstance(said, str) else ""


def _blank_rows(session: Session, rows: Iterable[ImportRow], words: list[str]) -> None:
    """Blank what rows of imports tell of a person, in whatever cell it stands."""
    headings: dict[int, Any] = {}
    for row in rows:
        if row.batch_id not in headings:
            headings[row.batch_id] = session.get_one(ImportBatch, row.batch_id).headings
        told = headings[row.batch_id].get(row.sheet, {}).get("columns", {})
        personal = {told[name] for name in _PERSONAL if name in told}
        row.cells = [
            None if place in personal else _without(cell, words)
            for place, cell in enumerate(row.cells)
        ]
    session.flush()


def _without(cell: Kept, words: list[str]) -> Kept:
    """Return a cell without the person's name and ways of contact; the rest of a note stays."""
    if not isinstance(cell, str):
        return cell
    for word in words:
        cell = cell.replace(word, "…")
    return cell
