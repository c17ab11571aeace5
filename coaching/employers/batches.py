"""Imports that were accepted: whose they are, what they brought, and their rows as a file again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Post, Team, User
from coaching.accounts.types import Actor
from coaching.employers.headings import VOCABULARY, Column, Headings
from coaching.employers.import_types import Batch, Kind, NewRow
from coaching.employers.models import (
    Employer,
    EmployerPerson,
    EmployerSite,
    ImportBatch,
    ImportRow,
)
from coaching.employers.types import Outcome
from coaching.errors import NotThere
from coaching.sheets.workbook import RawFile, RawRow, RawSheet

PLACED = (Outcome.NEW, Outcome.JOINED)

_SHOWN = 50


def list_batches(session: Session, actor: Actor) -> list[Batch]:
    """Return the imports the person's team has brought in, newest first."""
    rows = session.scalars(
        select(ImportBatch)
        .where(ImportBatch.kind == Kind.EMPLOYERS, own(session, actor))
        .order_by(ImportBatch.id.desc())
        .limit(_SHOWN)
    ).all()
    return _told(session, actor, rows)


def show(session: Session, actor: Actor, public_id: str) -> Batch:
    """Return one import.

    Raises:
        NotThere: as `find`.
    """
    return _told(session, actor, [find(session, actor, public_id)])[0]


def find(session: Session, actor: Actor, public_id: str) -> ImportBatch:
    """Return the row of one import.

    Raises:
        NotThere: no such import, or another team's.
    """
    batch = session.scalar(
        select(ImportBatch).where(
            ImportBatch.public_id == public_id,
            ImportBatch.kind == Kind.EMPLOYERS,
            own(session, actor),
        )
    )
    if batch is None:
        raise NotThere
    return batch


def public_id(session: Session, batch_id: int | None) -> str | None:
    """Return the public id of an import by its key."""
    return session.scalar(select(ImportBatch.public_id).where(ImportBatch.id == batch_id))


def own(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Return the predicate over ImportBatch of those whose rows the person may read.

    A sheet may tell more of a meeting than other teams see. One from the command line is nobody's:
    everybody's where there is one team, else the leaders'.
    """
    if not actor.teams:
        return false()
    mates = select(Post.user_id).where(Post.team_id.in_(actor.teams))
    shared = actor.is_leader or session.scalar(select(func.count(Team.id))) == 1
    of_nobody = and_(ImportBatch.by_id.is_(None), true() if shared else false())
    of_no_team = and_(ImportBatch.team_id.is_(None), or_(ImportBatch.by_id.in_(mates), of_nobody))
    return or_(ImportBatch.team_id.in_(actor.teams), of_no_team)


def may_undo(actor: Actor, batch: ImportBatch) -> bool:
    """Tell whether the person may undo an import: who brought it in, and the team's leader."""
    if batch.team_id is None:
        return actor.is_leader
    mine = batch.by_id == actor.user_id and batch.team_id in actor.teams
    return mine or batch.team_id in actor.leader_of


def file_of(session: Session, batch: ImportBatch) -> RawFile:
    """Return the rows of a batch as the file they came in."""
    rows = session.scalars(
        select(ImportRow).where(ImportRow.batch_id == batch.id).order_by(ImportRow.id)
    )
    sheets: dict[str, list[RawRow]] = defaultdict(list)
    for row in rows:
        sheets[row.sheet].append(RawRow(row.number, tuple(row.cells)))
    return RawFile(
        batch.file_name,
        batch.file_hash,
        tuple(RawSheet(name, tuple(found)) for name, found in sheets.items()),
    )


def columns_of(batch: ImportBatch, file: RawFile) -> dict[str, dict[int, str]]:
    """Return what the columns of a batch hold: as they were read, and what is understood since."""
    found: dict[str, dict[int, str]] = {sheet.name: {} for sheet in file.sheets}
    for sheet in file.sheets:
        if sheet.name not in batch.headings:
            continue
        told: dict[str, int] = dict(batch.headings[sheet.name]["columns"])
        guess = VOCABULARY.find(sheet)
        for column, place in (guess.columns if guess else {}).items():
            if column.value not in told and place not in told.values():
                told[column.value] = place
        found[sheet.name] = {place: code for code, place in told.items()}
    return found


def brought(session: Session, kind: Kind, team_id: int, fingerprints: Collection[str]) -> set[str]:
    """Return which of these rows an earlier import of the team holds that was not undone."""
    return set(
        session.scalars(
            select(ImportRow.fingerprint)
            .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
            .where(
                ImportBatch.kind == kind,
                ImportBatch.team_id == team_id,
                ImportBatch.undone_at.is_(None),
                ImportRow.fingerprint.in_(fingerprints),
            )
        )
    )


def keep(
    session: Session,
    actor: Actor,
    kind: Kind,
    team_id: int,
    file: RawFile,
    rows: Sequence[NewRow],
) -> ImportBatch:
    """Keep what a file brought as one import, a row for each record it made."""
    batch = ImportBatch(
        kind=kind.value,
        team_id=team_id,
        file_name=file.name,
        file_hash=file.sha256,
        headings={},
        by_id=actor.user_id,
        at=clock.now(),
    )
    session.add(batch)
    session.flush()
    session.add_all([ImportRow(batch_id=batch.id, **vars(row)) for row in rows])
    session.flush()
    return batch


def clients_in(session: Session, batch_ids: Collection[int]) -> Counter[int]:
    """Return how many clients each import brought in that are still there."""
    return _count(session, ImportRow, batch_ids, ImportRow.period_id.is_not(None))


def undo(session: Session, batch: ImportBatch, gone: Collection[ImportRow]) -> None:
    """Mark an import as undone: rows of records that are gone point nowhere and hold no cells."""
    for row in gone:
        row.period_id, row.cells = None, []
    batch.undone_at = clock.now()
    session.flush()


def _told(session: Session, actor: Actor, batches: Collection[ImportBatch]) -> list[Batch]:
    ids = [batch.id for batch in batches]
    names = {
        row[0]: row[1]
        for row in session.execute(
            select(User.id, User.name).where(User.id.in_({batch.by_id for batch in batches}))
        )
    }
    outcomes = _outcomes(session, ids)
    lacking = _count(
        session,
        ImportRow,
        ids,
        and_(ImportRow.outcome.in_(PLACED), ImportRow.contact_id.is_(None)),
    )
    meetings = _count(session, ImportRow, ids, ImportRow.contact_id.is_not(None))
    added = [_count(session, table, ids) for table in (Employer, EmployerSite, EmployerPerson)]
    return [
        Batch(
            public_id=batch.public_id,
            kind=batch.kind,
            file_name=batch.file_name,
            on=clock.local(batch.at).date(),
            by=names.get(batch.by_id or 0, ""),
            undone_on=clock.local(batch.undone_at).date() if batch.undone_at else None,
            rows=sum(outcomes[batch.id].values()),
            counts={outcome: outcomes[batch.id][outcome] for outcome in Outcome},
            meetings=meetings[batch.id],
            without_meeting=lacking[batch.id],
            employers=added[0][batch.id],
            sites=added[1][batch.id],
            people=added[2][batch.id],
            unread=_unread(batch),
            may_undo=batch.undone_at is None and may_undo(actor, batch),
        )
        for batch in batches
    ]


def _outcomes(session: Session, ids: Collection[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = session.execute(
        select(ImportRow.batch_id, ImportRow.outcome, func.count())
        .where(ImportRow.batch_id.in_(ids))
        .group_by(ImportRow.batch_id, ImportRow.outcome)
    )
    for batch_id, outcome, count in rows:
        found[batch_id][outcome] = count
    return found


def _count(
    session: Session, table: Any, ids: Collection[int], *narrowed: ColumnElement[bool]
) -> Counter[int]:
    rows = session.execute(
        select(table.batch_id, func.count())
        .where(table.batch_id.in_(ids), *narrowed)
        .group_by(table.batch_id)
    )
    return Counter({row[0]: row[1] for row in rows})


def _unread(batch: ImportBatch) -> tuple[str, ...]:
    """Return the headings of columns that were kept without being understood."""
    found: list[str] = []
    for told in batch.headings.values():
        columns = {Column(code): place for code, place in told["columns"].items()}
        found += Headings(told["row"], tuple(told["texts"]), columns).unread
    return tuple(dict.fromkeys(found))
