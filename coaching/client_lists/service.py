"""Bringing in a team's existing client list: looked at first, then saved as one, undone as one.

Rows go through the same intake as any client, one after another: an accepted client holds a place of
the coach from today, whoever finds the coach full waits. Of the file only the list's own code of
each client is kept, so that a client is found by it; everything else is in the client's record.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from coaching import clock
from coaching.accounts import organisation
from coaching.accounts.models import Team, User
from coaching.accounts.types import Actor
from coaching.caseload import places
from coaching.caseload import service as caseload
from coaching.caseload.models import Assignment
from coaching.client_lists import planning
from coaching.client_lists.reading import identity_codes, read_rows
from coaching.client_lists.refusals import HoldsIdentityCodes, ListUndone, NothingToBringIn
from coaching.client_lists.types import (
    OTHER,
    BroughtIn,
    Choices,
    Column,
    Fate,
    ListBatch,
    ListRow,
    Planned,
    Undone,
    Word,
)
from coaching.clients import doors, intake, stays, taking_back
from coaching.clients.models import Client, ServicePeriod
from coaching.clients.types import Decision, Intake, ServiceLanguage, Status, shown_as
from coaching.employers import batches, staging
from coaching.employers.import_types import Kind, NewRow
from coaching.employers.models import ImportBatch, ImportRow, ImportStage
from coaching.errors import NotThere
from coaching.sheets.workbook import RawFile
from coaching.uselog.types import Basis

KINDS = (Kind.CLIENTS,)

_SHOWN = 50


def put(session: Session, actor: Actor, team_id: int, file: RawFile) -> ImportStage:
    """Keep a list that was just read, for the steps of bringing it in.

    Raises:
        NotThere: a team the person does not lead.
        HoldsIdentityCodes: such a file is not kept, not even for a day.
        TooManyRows: more clients than a team has.
    """
    if team_id not in actor.leader_of:
        raise NotThere
    if found := identity_codes(file):
        raise HoldsIdentityCodes(rows=found)
    stage = staging.keep(session, actor, Kind.CLIENTS, team_id, file, Choices().as_json())
    choose(session, actor, stage, Choices())
    return stage


def find(session: Session, actor: Actor, public_id: str) -> ImportStage:
    """Return a list on its way in, to the leader who brought it.

    Raises:
        NotThere: no such list, another person's, fallen away, or of a team no longer led.
    """
    stage = staging.find(session, actor, public_id, KINDS)
    if stage.team_id not in actor.leader_of:
        raise NotThere
    return stage


def choices_of(stage: ImportStage) -> Choices:
    """Return what the leader has chosen of a list."""
    return Choices.of_json(stage.choices)


def choose(session: Session, actor: Actor, stage: ImportStage, choices: Choices) -> None:
    """Keep what the leader chose of a list."""
    rows = _rows(session, stage, choices)
    results = {"name": staging.raw(stage).name, "rows": [row.key for row in rows]}
    staging.keep_plan(session, stage, choices.as_json(), results)


def look(session: Session, actor: Actor, stage: ImportStage) -> tuple[list[Planned], list[Word]]:
    """Tell what becomes of each row as the places are now, and what the words are taken to mean."""
    choices = choices_of(stage)
    rows = _rows(session, stage, choices)
    names_on = organisation.load(session).names_on
    planned = planning.plan(session, actor, stage.team_id, rows, choices, names_on=names_on)
    told = planning.meanings(session, stage.team_id, rows, choices)
    return planned, planning.words_of(rows, told)


def save(session: Session, actor: Actor, stage: ImportStage) -> ImportBatch:
    """Bring in the list as it was chosen: everything or nothing.

    Raises:
        NothingToBringIn: no row gives a client.
        Refusals of `clients.intake.take_in`, such as CaseloadFull when somebody else took the last
        place in the same moment.
    """
    # Two leaders may save one list in the same moment: the second sees what the first brought in.
    # Coaches are held in the order everybody holds them, not in that of the list.
    # SQLite needs no lock, its writing transactions come one after another.
    session.execute(
        select(Team.id).where(Team.id == stage.team_id).with_for_update(key_share=True)
    ).all()
    coaches = caseload.coaches_of(session, [stage.team_id])
    places.lock_coaches(session, [one.user_id for one in coaches])
    planned, _words = look(session, actor, stage)
    coming = [one for one in planned if one.fate in (Fate.PLACE, Fate.WAITS)]
    if not coming:
        raise NothingToBringIn
    with session.begin_nested():
        periods = _take_in(session, actor, stage, coming)
        marks = taking_back.marks(session, [period.id for period in periods])
        rows = [
            NewRow(
                sheet=one.row.sheet,
                number=one.row.number,
                cells=[one.row.code, *marks[period.id]],
                fingerprint=one.fingerprint,
                outcome=one.fate.value,
                reason=" ".join(one.reasons),
                period_id=period.id,
            )
            for one, period in zip(coming, periods, strict=True)
        ]
        file = staging.raw(stage)
        batch = batches.keep(session, actor, Kind.CLIENTS, stage.team_id, file, rows)
        staging.finish(session, stage, batch.id)
    return batch


def list_batches(session: Session, actor: Actor) -> list[ListBatch]:
    """Return the lists that were brought in for the person's teams, newest first."""
    rows = session.scalars(
        select(ImportBatch)
        .where(ImportBatch.kind == Kind.CLIENTS, ImportBatch.team_id.in_(actor.teams))
        .order_by(ImportBatch.id.desc())
        .limit(_SHOWN)
    ).all()
    return _told(session, actor, rows)


def find_batch(session: Session, actor: Actor, public_id: str) -> tuple[ImportBatch, ListBatch]:
    """Return one list that was brought in.

    Raises:
        NotThere: no such list of the person's teams.
    """
    batch = session.scalar(
        select(ImportBatch).where(
            ImportBatch.public_id == public_id,
            ImportBatch.kind == Kind.CLIENTS,
            ImportBatch.team_id.in_(actor.teams),
        )
    )
    if batch is None:
        raise NotThere
    return batch, _told(session, actor, [batch])[0]


def clients_of(session: Session, actor: Actor, batch: ImportBatch) -> list[BroughtIn]:
    """Return the clients a list brought in that the person may see, in the list's order."""
    rows = doors.list_records(
        session,
        actor,
        Basis.INTAKE,
        select(ServicePeriod, ImportRow, User.name)
        .join(Client, Client.id == ServicePeriod.client_id)
        .join(ImportRow, ImportRow.period_id == ServicePeriod.id)
        .outerjoin(
            Assignment,
            (Assignment.period_id == ServicePeriod.id) & Assignment.ended_on.is_(None),
        )
        .outerjoin(User, User.id == Assignment.coach_id)
        .where(ImportRow.batch_id == batch.id)
        .options(contains_eager(ServicePeriod.client))
        .order_by(ImportRow.id),
        period_id=lambda row: row.ServicePeriod.id,
    )
    return [
        BroughtIn(
            own_code=row.ImportRow.cells[0],
            shown=shown_as(row.ServicePeriod.client),
            code=row.ServicePeriod.client.code,
            period_public_id=row.ServicePeriod.public_id,
            coach=row.name or "",
        )
        for row in rows
    ]


def look_back(session: Session, batch: ImportBatch) -> Undone:
    """Tell how many clients undoing a list takes away, and how many stay; writes nothing.

    Raises:
        ListUndone: it has been undone.
    """
    gone, kept = _parted(session, batch)
    return Undone(len(gone), len(kept))


def undo(session: Session, actor: Actor, batch: ImportBatch) -> Undone:
    """Undo a list: clients with whom nothing was done since go, with their places; others stay.

    Raises:
        NotThere: the person does not lead the team.
        ListUndone: it has been undone.
    """
    if batch.team_id not in actor.leader_of:
        raise NotThere
    gone, kept = _parted(session, batch)
    ids = [row.period_id for row in gone if row.period_id is not None]
    batches.undo(session, batch, gone)
    taking_back.take_back(session, actor, ids)
    return Undone(len(gone), len(kept))


def _rows(session: Session, stage: ImportStage, choices: Choices) -> list[ListRow]:
    names_on = organisation.load(session).names_on
    return read_rows(staging.raw(stage), choices, names_on=names_on)


def _take_in(
    session: Session, actor: Actor, stage: ImportStage, coming: Sequence[Planned]
) -> list[ServicePeriod]:
    choices, today = choices_of(stage), clock.today()
    told = planning.meanings(session, stage.team_id, [one.row for one in coming], choices)
    coaches = {one.public_id: one.user_id for one in caseload.coaches_of(session, [stage.team_id])}
    periods = []
    for one in coming:
        status = Status(told.of(Column.STATUS, one.row.status))
        coach_id = coaches[one.coach] if one.fate is Fate.PLACE else None
        period = intake.take_in(session, actor, _intake(stage, one, told, choices, coach_id))
        if status is Status.PAUSED and coach_id is not None:
            stays.pause(session, actor, period, today, keep_place=True)
        periods.append(period)
    return periods


def _intake(
    stage: ImportStage,
    one: Planned,
    told: planning.Meanings,
    choices: Choices,
    coach_id: int | None,
) -> Intake:
    row, today = one.row, clock.today()
    days = [day for day in (row.referred, row.entered) if day is not None]
    status = Status(told.of(Column.STATUS, row.status))
    said = choices.rows.get(row.key, "")
    back = {two.public_id: two.client_id for two in one.offered}.get(said)
    language = told.of(Column.LANGUAGE, row.language)
    return Intake(
        team_id=stage.team_id,
        decision=Decision.WAITING if coach_id is None else Decision.ACCEPTED,
        decided_on=max(days, default=today),
        referral_source=told.of(Column.SOURCE, row.source) or choices.source,
        referral_date=row.referred,
        wants_work=choices.wants_work,
        in_work_at_entry=row.in_work,
        name=row.name or None,
        birth_year=row.birth_year,
        language=ServiceLanguage(language) if language else None if back else ServiceLanguage.FI,
        needs_interpreter=None if back else False,
        contact_details=row.contact_details or None,
        entry_date=row.entered,
        coach_id=coach_id,
        returning_client_id=back,
        not_the_same=said == OTHER,
        known_on=min(days, default=today),
        coached_from=today,
        status=Status.PROFILING if status in (Status.WAITING, Status.PAUSED) else status,
    )


def _parted(session: Session, batch: ImportBatch) -> tuple[list[ImportRow], list[ImportRow]]:
    """Part the rows of a list into those whose clients go with it and those who stay."""
    if batch.undone_at is not None:
        raise ListUndone
    rows = session.scalars(
        select(ImportRow).where(ImportRow.batch_id == batch.id).order_by(ImportRow.id)
    ).all()
    before = {row.period_id: tuple(row.cells[1:]) for row in rows if row.period_id is not None}
    used = taking_back.used_since(session, before)
    return (
        [row for row in rows if row.period_id not in used],
        [row for row in rows if row.period_id in used],
    )


def _told(session: Session, actor: Actor, found: Sequence[ImportBatch]) -> list[ListBatch]:
    ids = [batch.id for batch in found]
    counts = batches.clients_in(session, ids)
    names = dict(
        iter(
            session.execute(
                select(User.id, User.name).where(User.id.in_({batch.by_id for batch in found}))
            )
        )
    )
    return [
        ListBatch(
            public_id=batch.public_id,
            file_name=batch.file_name,
            on=clock.local(batch.at).date(),
            by=names.get(batch.by_id or 0, ""),
            undone_on=clock.local(batch.undone_at).date() if batch.undone_at else None,
            clients=counts[batch.id],
            may_undo=batch.undone_at is None and batch.team_id in actor.leader_of,
        )
        for batch in found
    ]
