"""The register as rows of a file, and imported rows with what the register tells of them by now.

Rows are given a few hundred at a time, whatever the size of the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select, true, tuple_
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.contacts import service as contacts
from coaching.employers.batches import own
from coaching.employers.export_types import (
    OF_PERSON,
    OF_SITE,
    BroughtSheet,
    EmployerColumn,
    Record,
)
from coaching.employers.importing import KIND
from coaching.employers.lists import fitting
from coaching.employers.models import (
    Employer,
    EmployerPerson,
    EmployerSite,
    ImportBatch,
    ImportRow,
)
from coaching.employers.register import is_banned
from coaching.employers.types import Decision, Look, StaffSize
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

_AT_ONCE = 500


def employer_rows(
    session: Session, actor: Actor, look: Look, columns: Iterable[EmployerColumn]
) -> Iterator[Record]:
    """Give the employers the list is narrowed to, in its order.

    A row for each person when something of people is asked for, else one for each site when
    something of sites is, else one for each employer; an employer without either has one row.
    """
    asked = set(columns)
    sites_too, people_too = bool(asked & (OF_SITE | OF_PERSON)), bool(asked & OF_PERSON)
    for employers in _employers(session, look):
        ids = [one.id for one in employers]
        told = _told(session, actor, employers)
        sites = _grouped(_sites(session, ids) if sites_too else [], "employer_id")
        site_ids = [site.id for found in sites.values() for site in found]
        people = _grouped(_people(session, site_ids) if people_too else [], "site_id")
        for employer in employers:
            for site in sites.get(employer.id, [None]):
                for person in people.get(site.id if site else 0, [None]):
                    yield {**told[employer.id], **_of_site(site), **_of_person(person)}


def brought_sheets(session: Session, actor: Actor) -> Iterator[BroughtSheet]:
    """Give each sheet that was imported and not undone, as far as the person's team brought it in.

    The cells of a sheet may tell more than other teams see of a meeting. A sheet from the command
    line is nobody's: it is everybody's where there is one team, else the leaders'.
    """
    batches = session.scalars(
        select(ImportBatch)
        .where(ImportBatch.kind == KIND, ImportBatch.undone_at.is_(None), own(session, actor))
        .order_by(ImportBatch.id)
    ).all()
    for batch in batches:
        for name, width, first, last in _extents(session, batch.id):
            yield BroughtSheet(
                file=batch.file_name,
                name=name,
                headings=batch.headings.get(name, {}).get("row", 0),
                width=width,
                rows=_brought(session, actor, batch.id, name, first, last),
            )


def count_brought(session: Session, actor: Actor) -> int:
    """Return how many imported rows the person may take out again."""
    rows = (
        select(func.count(ImportRow.id))
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(ImportBatch.kind == KIND, ImportBatch.undone_at.is_(None), own(session, actor))
    )
    return session.scalar(rows) or 0


def note_export(
    session: Session, actor: Actor, what: str, kind: str, columns: Sequence[str], rows: int
) -> None:
    """Leave a line of what went out: codes of columns and a count, never words."""
    uselog.note(
        session,
        actor.user_id,
        Action.EXPORT,
        Basis.EMPLOYER_WORK,
        what=what,
        file=kind,
        columns=list(columns),
        rows=rows,
    )


# ---- the register


def _employers(session: Session, look: Look) -> Iterator[Sequence[Employer]]:
    narrowed = fitting(session, look)
    last: tuple[str, int] | None = None
    while True:
        after = true() if last is None else tuple_(Employer.sort_key, Employer.id) > last
        found = session.scalars(
            select(Employer)
            .where(*narrowed, after)
            .order_by(Employer.sort_key, Employer.id)
            .limit(_AT_ONCE)
        ).all()
        yield found
        if len(found) < _AT_ONCE:
            return
        last = (found[-1].sort_key, found[-1].id)
        session.expunge_all()


def _told(
    session: Session, actor: Actor, employers: Sequence[Employer]
) -> dict[int, dict[EmployerColumn, Any]]:
    """Return what the register tells of employers, without sites and people."""
    met = contacts.last_meetings(session, actor, [one.id for one in employers])
    owners = {one.owner_id for one in employers}
    names = {
        row.id: row.name
        for row in session.execute(select(User.id, User.name).where(User.id.in_(owners)))
    }
    found = {}
    for one in employers:
        last, banned = met.get(one.id), is_banned(one.no_contact, one.no_contact_until)
        found[one.id] = {
            EmployerColumn.NAME: one.name,
            EmployerColumn.BUSINESS_ID: one.business_id,
            EmployerColumn.CHAIN: one.chain,
            EmployerColumn.INDUSTRY: one.industry,
            EmployerColumn.SIZE: StaffSize(one.size) if one.size else None,
            EmployerColumn.OWNER: names.get(one.owner_id),
            EmployerColumn.LAST_MET: last.on if last else None,
            EmployerColumn.LAST_MET_BY: last.coach if last else None,
            EmployerColumn.NEEDS: one.needs,
            EmployerColumn.BAN: banned,
            EmployerColumn.BAN_UNTIL: one.no_contact_until if banned else None,
            EmployerColumn.ADDED: clock.local(one.created_at).date(),
        }
    return found


def _sites(session: Session, employer_ids: Sequence[int]) -> Sequence[EmployerSite]:
    return session.scalars(
        select(EmployerSite)
        .where(EmployerSite.employer_id.in_(employer_ids))
        .order_by(EmployerSite.municipality_folded, EmployerSite.name_folded, EmployerSite.id)
    ).all()


def _people(session: Session, site_ids: Sequence[int]) -> Sequence[EmployerPerson]:
    return session.scalars(
        select(EmployerPerson)
        .where(EmployerPerson.site_id.in_(site_ids), EmployerPerson.removed_at.is_(None))
        .order_by(EmployerPerson.name_folded, EmployerPerson.id)
    ).all()


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _of_site(site: EmployerSite | None) -> dict[EmployerColumn, Any]:
    if site is None:
        return {}
    return {EmployerColumn.MUNICIPALITY: site.municipality, EmployerColumn.SITE: site.name}


def _of_person(person: EmployerPerson | None) -> dict[EmployerColumn, Any]:
    if person is None or person.removed_at is not None:
        return {}
    return {
        EmployerColumn.PERSON: person.name,
        EmployerColumn.ROLE: person.role,
        EmployerColumn.PHONE: person.phone,
        EmployerColumn.EMAIL: person.email,
        EmployerColumn.DECIDES: Decision(person.decides),
        EmployerColumn.WHY_KEPT: person.why_kept,
    }


# ---- imported rows


def _extents(session: Session, batch_id: int) -> list[tuple[str, int, int, int]]:
    """Return the sheets of a batch in their order: name, cells of the longest row, first and last
    key."""
    found: dict[str, tuple[int, int, int]] = {}
    for rows in _chunks(session, batch_id, None, 0, None):
        for row in rows:
            width, first, _last = found.get(row.sheet, (0, row.id, row.id))
            found[row.sheet] = (max(width, len(row.cells)), first, row.id)
    return [(name, *extent) for name, extent in found.items()]


def _brought(
    session: Session, actor: Actor, batch_id: int, sheet: str, first: int, last: int
) -> Iterator[tuple[int, list[Any], Record]]:
    for rows in _chunks(session, batch_id, sheet, first - 1, last):
        employers = _by_id(session, Employer, (row.employer_id for row in rows))
        sites = _by_id(session, EmployerSite, (row.site_id for row in rows))
        people = _by_id(session, EmployerPerson, (row.person_id for row in rows))
        told = _told(session, actor, list(employers.values()))
        for row in rows:
            now = {
                **told.get(row.employer_id or 0, {}),
                **_of_site(sites.get(row.site_id or 0)),
                **_of_person(people.get(row.person_id or 0)),
            }
            yield row.number, row.cells, now


def _chunks(
    session: Session, batch_id: int, sheet: str | None, after: int, last: int | None
) -> Iterator[Sequence[ImportRow]]:
    while True:
        found = session.scalars(
            select(ImportRow)
            .where(
                ImportRow.batch_id == batch_id,
                ImportRow.id > after,
                true() if sheet is None else ImportRow.sheet == sheet,
                true() if last is None else ImportRow.id <= last,
            )
            .order_by(ImportRow.id)
            .limit(_AT_ONCE)
        ).all()
        yield found
        if len(found) < _AT_ONCE:
            return
        after = found[-1].id
        session.expunge_all()


def _by_id(session: Session, model: Any, ids: Iterable[int | None]) -> dict[int, Any]:
    asked = {one for one in ids if one is not None}
    return {one.id: one for one in session.scalars(select(model).where(model.id.in_(asked)))}
