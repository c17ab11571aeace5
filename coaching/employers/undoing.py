"""Undoing an import as one: what it added goes, unless somebody has used it since.

What was used stays and is told: a meeting that was edited, a person a meeting was with, an employer
with a job, a site that a later sheet joined, whatever was changed by hand. Empty fields that the
import filled are emptied again while nobody has written over them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.models import ValueChange
from coaching.accounts.types import Actor
from coaching.contacts import bringing_in
from coaching.db import Model
from coaching.employers import batches
from coaching.employers.import_types import Undone
from coaching.employers.importing import hold_register
from coaching.employers.models import (
    Employer,
    EmployerMerge,
    EmployerPerson,
    EmployerSite,
    ImportBatch,
    ImportRow,
)
from coaching.employers.refusals import ImportUndone
from coaching.employers.types import Decision
from coaching.errors import NotThere
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

_AT_ONCE = 500
_NAMED = 20

_Table = type[Employer] | type[EmployerSite] | type[EmployerPerson]


def look(session: Session, actor: Actor, public_id: str) -> Undone:
    """Tell what undoing an import would take away and what stays; writes nothing.

    Raises:
        NotThere: no such import, or not this person's to undo.
        ImportUndone: it has been undone.
    """
    return _Undoing(session, actor, _find(session, actor, public_id)).look()


def undo(session: Session, actor: Actor, public_id: str) -> Undone:
    """Undo an import: employers, sites, people, meetings and filled fields that are its own.

    Its line stays in the list, marked; the cells of its rows go with what they brought.

    Raises:
        NotThere, ImportUndone: as `look`.
    """
    hold_register(session)
    return _Undoing(session, actor, _find(session, actor, public_id)).undo()


def _find(session: Session, actor: Actor, public_id: str) -> ImportBatch:
    batch = batches.find(session, actor, public_id)
    if not batches.may_undo(actor, batch):
        raise NotThere
    if batch.undone_at is not None:
        raise ImportUndone
    return batch


class _Undoing:
    """One import being undone: meetings first, then people, sites, employers."""

    def __init__(self, session: Session, actor: Actor, batch: ImportBatch) -> None:
        self.session, self.actor, self.batch = session, actor, batch
        of_rows = select(ImportRow.contact_id).where(ImportRow.batch_id == batch.id)
        self.meetings = {found for found in session.scalars(of_rows) if found is not None}
        self.merged = _merged(session)
        self.used_meetings = bringing_in.used_since(session, self.meetings, self.merged)
        free = {"contact": self.meetings - self.used_meetings}
        self.free: dict[str, set[int]] = free
        self.used: dict[str, set[int]] = {}
        for table in (EmployerPerson, EmployerSite, Employer):
            self._part(table)

    def _part(self, table: _Table) -> None:
        """Part what the import added into what nobody uses and what somebody does."""
        rows = self.session.execute(
            select(table.id, table.row_version).where(table.batch_id == self.batch.id)
        ).all()
        added = {row[0] for row in rows}
        used = {row[0] for row in rows if row[1] > 1} | self._of_merged(table)
        used |= _pointed_at(self.session, table, added, self._goes)
        self.used[table.__tablename__] = used
        self.free[table.__tablename__] = added - used

    def _of_merged(self, table: _Table) -> set[int]:
        """Return the sites and people of cards that were merged: a merge remembers them."""
        mine = select(table.id).where(table.batch_id == self.batch.id)
        if table is EmployerSite:
            mine = mine.where(EmployerSite.employer_id.in_(self.merged))
        elif table is EmployerPerson:
            sites = select(EmployerSite.id).where(EmployerSite.employer_id.in_(self.merged))
            mine = mine.where(EmployerPerson.site_id.in_(sites))
        else:
            mine = mine.where(Employer.id.in_(self.merged))
        return set(self.session.scalars(mine)) if self.merged else set()

    def _goes(self, other: str, ids: set[int]) -> set[int]:
        """Return those rows of a table that go themselves, or are the import's own rows."""
        if other == ImportRow.__tablename__:
            own = select(ImportRow.id).where(ImportRow.batch_id == self.batch.id)
            return _asked(ids, lambda some: self.session.scalars(own.where(ImportRow.id.in_(some))))
        return ids & self.free.get(other, set())

    def look(self) -> Undone:
        """Tell what goes and what stays."""
        names = (
            self.session.scalars(
                select(Employer.name)
                .where(Employer.id.in_(sorted(self.used["employer"])[:_AT_ONCE]))
                .order_by(Employer.sort_key)
                .limit(_NAMED)
            ).all()
            if self.used["employer"]
            else ()
        )
        return Undone(
            employers=len(self.free["employer"]),
            sites=len(self.free["employer_site"]),
            people=len(self.free["employer_person"]),
            meetings=len(self.free["contact"]),
            fills=len(self._fills()),
            kept_employers=tuple(names),
            kept_people=len(self.used["employer_person"]),
            kept_meetings=len(self.used_meetings),
        )

    def undo(self) -> Undone:
        """Take away what goes."""
        told = self.look()
        self._empty_fills()
        self._let_go()
        bringing_in.take_back(self.session, self.free["contact"])
        for table in (EmployerPerson, EmployerSite, Employer):
            for some in _parts(self.free[table.__tablename__]):
                self.session.execute(delete(table).where(table.id.in_(some)))
        self.batch.undone_at = clock.now()
        self.session.flush()
        uselog.note(
            self.session,
            self.actor.user_id,
            Action.CHANGE,
            Basis.EMPLOYER_WORK,
            import_batch=self.batch.public_id,
            undone={
                "employers": told.employers,
                "people": told.people,
                "meetings": told.meetings,
                "kept_employers": len(self.used["employer"]),
                "kept_meetings": told.kept_meetings,
            },
        )
        return told

    def _let_go(self) -> None:
        """Let the import's rows point at nothing that goes, and hold no cells of it any more."""
        rows = self.session.scalars(select(ImportRow).where(ImportRow.batch_id == self.batch.id))
        for row in rows:
            if row.contact_id in self.free["contact"]:
                row.contact_id = None
            if row.person_id in self.free["employer_person"]:
                row.person_id = None
            if row.site_id in self.free["employer_site"]:
                row.site_id = None
            if row.employer_id in self.free["employer"]:
                row.employer_id = None
            if not (row.contact_id or row.employer_id):
                row.cells = []
        self.session.flush()

    def _fills(self) -> list[ValueChange]:
        """Return the fields the import filled whose newest value is still the import's."""
        filled = self.session.scalars(
            select(ValueChange).where(
                ValueChange.record_kind.in_(("employer", "employer_person")),
                ValueChange.source == "imported",
                ValueChange.origin == self.batch.public_id,
            )
        ).all()
        newest: dict[tuple[str, str, str], int] = {}
        for some in _texts(row.record_id for row in filled):
            rows = self.session.execute(
                select(
                    ValueChange.record_kind,
                    ValueChange.record_id,
                    ValueChange.field,
                    ValueChange.id,
                )
                .where(ValueChange.record_id.in_(some))
                .order_by(ValueChange.id)
            )
            newest |= {(row[0], row[1], row[2]): row[3] for row in rows}
        return [
            row
            for row in filled
            if newest[row.record_kind, row.record_id, row.field] == row.id
            and row.value_sealed is not None
        ]

    def _empty_fills(self) -> None:
        filled = self._fills()
        for kind, table in (("employer", Employer), ("employer_person", EmployerPerson)):
            fields: dict[str, list[str]] = defaultdict(list)
            for change in filled:
                if change.record_kind == kind:
                    fields[change.record_id].append(change.field)
            for some in _texts(fields):
                for row in self.session.scalars(_found(table, some)):
                    empty = {name: _empty(name) for name in fields[row.public_id]}
                    for name, value in empty.items():
                        setattr(row, name, value)
                    history.record(
                        self.session, self.actor, kind, row.public_id, empty, origin="import_undone"
                    )
        self.session.flush()


def _merged(session: Session) -> set[int]:
    """Return the employers of merges that can still be taken apart."""
    rows = session.execute(
        select(EmployerMerge.kept_id, EmployerMerge.merged_id).where(
            EmployerMerge.undone_at.is_(None)
        )
    )
    return {id_ for row in rows for id_ in row}


def _found(table: Any, public_ids: Collection[str]) -> Any:
    return select(table).where(table.public_id.in_(public_ids))


def _empty(name: str) -> Any:
    return {"business_id": None, "decides": Decision.UNSURE.value}.get(name, "")


def _pointed_at(
    session: Session,
    table: _Table,
    ids: set[int],
    goes: Callable[[str, set[int]], set[int]],
) -> set[int]:
    """Return those of the ids that a row of any table points at which does not go itself."""
    used: set[int] = set()
    target = table.__table__
    for other in Model.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is not target:
                continue
            column: ColumnElement[int] = key.parent
            for some in _parts(ids):
                rows = session.execute(select(other.c.id, column).where(column.in_(some))).all()
                going = goes(other.name, {row[0] for row in rows})
                used |= {row[1] for row in rows if row[0] not in going}
    return used


def _asked(ids: Collection[int], ask: Callable[[list[int]], Iterable[int]]) -> set[int]:
    return {found for some in _parts(ids) for found in ask(some)}


def _parts(ids: Collection[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _texts(ids: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(set(ids))
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
