"""A file on its way into the register: kept sealed between the steps, and gone after a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.types import Actor
from coaching.contacts.bringing_in import OldMeeting
from coaching.employers import batch_meetings, batches, importing, meeting_rows
from coaching.employers.headings import Column, Headings
from coaching.employers.import_types import (
    Choices,
    CoachName,
    Kind,
    MeetingTerms,
    NoMeeting,
    State,
)
from coaching.employers.importing import Preview, Result
from coaching.employers.models import ImportBatch, ImportStage
from coaching.employers.refusals import ImportUndone, NoHeadings
from coaching.employers.rows import normalise
from coaching.employers.types import Outcome
from coaching.errors import NotThere
from coaching.sheets.workbook import RawFile, RawRow, RawSheet
from coaching.text import fold

KEPT_FOR = timedelta(days=1)

OF_EMPLOYERS = (Kind.EMPLOYERS, Kind.MEETINGS)


def put(session: Session, actor: Actor, team_id: int, file: RawFile) -> ImportStage:
    """Keep a file that was just read, and work out what it would do.

    Raises:
        NotThere: a team the person does not work in.
    """
    stage = keep(session, actor, Kind.EMPLOYERS, team_id, file, Choices().as_json())
    choices = Choices(meetings=_has_days(file))
    if choices.meetings:
        stage.choices = choices.as_json()
    work_out(session, stage)
    return stage


def put_again(session: Session, actor: Actor, batch_id: str, team_id: int) -> ImportStage:
    """Keep the rows of an earlier import, to make meetings of those that have none.

    Args:
        batch_id: public id of the import.
        team_id: whose meetings they are, for an import that belongs to no team yet.

    Raises:
        NotThere: no such import of the person's team.
        ImportUndone: it has been undone.
    """
    batch = batches.find(session, actor, batch_id)
    if batch.undone_at is not None:
        raise ImportUndone
    file = batches.file_of(session, batch)
    choices = Choices(columns=batches.columns_of(batch, file), meetings=True)
    team = batch.team_id or team_id
    stage = keep(session, actor, Kind.MEETINGS, team, file, choices.as_json(), batch.id)
    work_out(session, stage)
    return stage


def keep(
    session: Session,
    actor: Actor,
    kind: Kind,
    team_id: int,
    file: RawFile,
    choices: Mapping[str, Any],
    batch_id: int | None = None,
) -> ImportStage:
    """Keep a file for the steps of its import; what becomes of its rows is worked out after.

    Raises:
        NotThere: a team the person does not work in.
    """
    if team_id not in actor.teams:
        raise NotThere
    session.execute(delete(ImportStage).where(ImportStage.at < clock.now() - KEPT_FOR))
    stage = ImportStage(
        user_id=actor.user_id,
        kind=kind,
        team_id=team_id,
        batch_id=batch_id,
        state=State.OPEN,
        file=_as_json(file),
        choices=dict(choices),
        results={},
        at=clock.now(),
    )
    session.add(stage)
    return stage


def find(
    session: Session, actor: Actor, public_id: str, kinds: Collection[Kind] = OF_EMPLOYERS
) -> ImportStage:
    """Return a file on its way in, to the person who brought it.

    Raises:
        NotThere: no such file, another person's, or fallen away.
    """
    stage = session.scalar(
        select(ImportStage).where(
            ImportStage.public_id == public_id,
            ImportStage.user_id == actor.user_id,
            ImportStage.kind.in_(kinds),
            ImportStage.at > clock.now() - KEPT_FOR,
        )
    )
    if stage is None or stage.team_id not in actor.teams:
        raise NotThere
    return stage


def waiting(
    session: Session, actor: Actor, kinds: Collection[Kind] = OF_EMPLOYERS
) -> list[tuple[str, str]]:
    """Return public id and file name of the person's files that are not saved yet, newest first."""
    rows = session.scalars(
        select(ImportStage)
        .where(
            ImportStage.user_id == actor.user_id,
            ImportStage.team_id.in_(actor.teams),
            ImportStage.kind.in_(kinds),
            ImportStage.state != State.DONE,
            ImportStage.at > clock.now() - KEPT_FOR,
        )
        .order_by(ImportStage.id.desc())
    )
    return [(row.public_id, row.results["name"]) for row in rows]


def throw_away(session: Session, stage: ImportStage) -> None:
    """Drop a file that is not to be brought in."""
    session.delete(stage)
    session.flush()


def choices_of(stage: ImportStage) -> Choices:
    """Return what the person has chosen of a file."""
    return Choices.of_json(stage.choices)


def choose(session: Session, stage: ImportStage, choices: Choices) -> None:
    """Take in what the person chose, and work out anew what becomes of each row."""
    stage.choices = choices.as_json()
    work_out(session, stage)


def choose_team(session: Session, actor: Actor, stage: ImportStage, team_id: int) -> None:
    """Say whose sheet it is.

    Raises:
        NotThere: a team the person does not work in.
    """
    if team_id not in actor.teams:
        raise NotThere
    stage.team_id = team_id
    session.flush()


def work_out(session: Session, stage: ImportStage) -> None:
    """Work out what becomes of each row, and keep it for the pages."""
    file, choices = raw(stage), choices_of(stage)
    names = _coach_words(file, choices)
    terms = terms_of(session, stage, names)
    try:
        if stage.kind == Kind.MEETINGS:
            batch = session.get_one(ImportBatch, stage.batch_id)
            found = batch_meetings.preview(session, batch, file, choices, terms)
        else:
            read = importing.read_rows(file, choices)
            found = importing.preview(session, read, terms if choices.meetings else None)
    except NoHeadings:
        found = Preview(file, {}, ())
    stage.results = {
        "name": file.name,
        "unread": [one for told in found.headings.values() for one in told.unread],
        "adds": _adds(stage, found),
        "coaches": [[words, count] for words, count in names.items()],
        "rows": [_plain(result, choices) for result in found.results],
    }
    session.flush()


def terms_of(
    session: Session, stage: ImportStage, names: Mapping[str, int] | None = None
) -> MeetingTerms:
    """Return on what terms the rows of a file become meetings, once they were worked out."""
    choices = choices_of(stage)
    told = dict(stage.results["coaches"]) if names is None else names
    people = meeting_rows.coaches_of(session, stage.team_id)
    ids = {public_id: id_ for id_, public_id, _name, _stays in people}
    meant = {**meeting_rows.guess_coaches(people, list(told)), **choices.coaches}
    coaches = {words: ids[public_id] for words, public_id in meant.items() if public_id in ids}
    return MeetingTerms(stage.team_id, coaches, choices.mode)


def coach_names(session: Session, stage: ImportStage) -> list[CoachName]:
    """Return what stands in the coach's columns, most rows first, and who is meant."""
    told = dict(stage.results["coaches"])
    people = meeting_rows.coaches_of(session, stage.team_id)
    meant = {**meeting_rows.guess_coaches(people, list(told)), **choices_of(stage).coaches}
    return [CoachName(words, count, meant.get(fold(words), "")) for words, count in told.items()]


def keep_plan(
    session: Session, stage: ImportStage, choices: Mapping[str, Any], results: Mapping[str, Any]
) -> None:
    """Keep what a person chose of a file, and what becomes of its rows."""
    stage.choices, stage.results = dict(choices), dict(results)
    session.flush()


def finish(session: Session, stage: ImportStage, batch_id: int | None) -> None:
    """Mark a file as brought in; its rows are in the batch, a second copy of them serves nothing."""
    stage.state, stage.result_id = State.DONE, batch_id
    stage.file, stage.results = {}, {"name": stage.results["name"], "rows": []}
    session.flush()


def raw(stage: ImportStage) -> RawFile:
    """Return the file as it came."""
    told = stage.file
    return RawFile(
        told["name"],
        told["sha256"],
        tuple(
            RawSheet(
                sheet["name"],
                tuple(RawRow(number, tuple(cells)) for number, cells in sheet["rows"]),
                sheet["hidden"],
            )
            for sheet in told["sheets"]
        ),
    )


def _as_json(file: RawFile) -> dict[str, Any]:
    sheets = [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "rows": [[row.number, list(row.cells)] for row in sheet.rows],
        }
        for sheet in file.sheets
    ]
    return {"name": file.name, "sha256": file.sha256, "sheets": sheets}


def _has_days(file: RawFile) -> bool:
    found = [importing.headings_read(sheet, Choices()) for sheet in file.sheets]
    return any(told is not None and Column.DATE in told.columns for told in found)


def _coach_words(file: RawFile, choices: Choices) -> dict[str, int]:
    """Return what stands in the coach's columns, most rows first; "" for rows without a coach."""
    counted: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for sheet in file.sheets:
        headings = importing.headings_read(sheet, choices)
        if headings is None or Column.DATE not in headings.columns:
            continue
        for words in _coaches_on(sheet.rows, headings):
            shown.setdefault(fold(words), words)
            counted[fold(words)] += 1
    return {shown[told]: count for told, count in counted.most_common()}


def _coaches_on(rows: Iterable[RawRow], headings: Headings) -> Iterable[str]:
    only = replace(
        headings,
        columns={
            column: place
            for column, place in headings.columns.items()
            if column in (Column.COACH, Column.NAME)
        },
    )
    for row in rows:
        if row.number > headings.row and not row.is_blank:
            read = normalise("", row, only)
            if read.name:
                yield read.coach


def _adds(stage: ImportStage, found: Preview) -> bool:
    if stage.kind == Kind.MEETINGS:
        # Whoever the coaches are may be chosen in the same moment.
        return any(
            isinstance(result.meeting, OldMeeting) or result.meeting is NoMeeting.COACH_UNKNOWN
            for result in found.results
        )
    return found.adds


def _plain(result: Result, choices: Choices) -> dict[str, Any]:
    """Return what a page needs of a row, as JSON can hold it."""
    told: dict[str, Any] = {
        "key": result.key,
        "sheet": result.sheet,
        "number": result.number,
        "name": result.name,
        "outcome": result.outcome.value,
        "reasons": [[code.value, dict(facts)] for code, facts in result.reasons.items()],
    }
    if result.read is not None and (
        result.outcome is Outcome.NEEDS_PERSON or result.key in choices.rows
    ):
        told["asks"] = True
        told["candidates"] = [[one.code, one.words] for one in result.candidates]
    if isinstance(result.meeting, OldMeeting):
        told["meeting"] = result.meeting.on.isoformat()
    elif result.meeting is not None:
        told["no_meeting"] = result.meeting.value
    return told
