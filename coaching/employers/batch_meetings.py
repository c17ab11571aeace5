"""Meetings made of the rows of an earlier import, those that have none yet."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.contacts import bringing_in
from coaching.contacts.bringing_in import OldMeeting
from coaching.employers import meeting_rows
from coaching.employers.batches import PLACED
from coaching.employers.import_types import Choices, MeetingTerms, NoMeeting
from coaching.employers.importing import Preview, Result, headings_read, hold_register
from coaching.employers.meeting_rows import MetRow
from coaching.employers.models import EmployerPerson, ImportBatch, ImportRow
from coaching.employers.refusals import ImportUndone
from coaching.employers.rows import normalise
from coaching.employers.types import Decision, Outcome, Why
from coaching.sheets.runs import Tick, silent
from coaching.sheets.workbook import RawFile
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

_AT_ONCE = 500


def preview(
    session: Session,
    batch: ImportBatch,
    file: RawFile,
    choices: Choices,
    terms: MeetingTerms,
    tick: Tick = silent,
) -> Preview:
    """Tell which rows of an earlier import become meetings; writes nothing.

    Args:
        file: the rows of the batch as a file.
    """
    headings = {
        sheet.name: found for sheet in file.sheets if (found := headings_read(sheet, choices))
    }
    rows = {
        (row.sheet, row.number): row
        for row in session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id))
    }
    people = select(EmployerPerson.id, EmployerPerson.decides).where(
        EmployerPerson.id.in_({row.person_id for row in rows.values()})
    )
    decides = {row[0]: Decision(row[1]) for row in session.execute(people)}
    results, met = [], []
    for index, sheet in enumerate(file.sheets):
        for raw in sheet.rows:
            row = rows[sheet.name, raw.number]
            result = Result(f"{index}-{raw.number}", sheet.name, raw, Outcome(row.outcome))
            result.reasons, result.fingerprint = {Why.BROUGHT_BEFORE: {}}, row.fingerprint
            results.append(result)
            under = headings.get(sheet.name)
            if under is None or raw.number <= under.row or raw.is_blank:
                continue
            result.read = normalise(sheet.name, raw, under)
            if row.contact_id is not None:
                result.meeting = NoMeeting.MADE_BEFORE
            elif row.outcome not in PLACED or row.employer_id is None:
                result.meeting = NoMeeting.NO_EMPLOYER
            else:
                told = decides.get(row.person_id or 0, Decision.UNSURE)
                spot = (row.employer_id, row.site_id, row.person_id, told)
                met.append((result, MetRow(result.read, under, row.fingerprint, *spot)))
        tick(len(sheet.rows))
    planned = meeting_rows.plan(session, terms, [one for _result, one in met])
    for (result, _one), meeting in zip(met, planned, strict=True):
        result.meeting = meeting
    return Preview(file, headings, tuple(results))


def accept(
    session: Session,
    actor: Actor,
    batch: ImportBatch,
    file: RawFile,
    choices: Choices,
    terms: MeetingTerms,
    tick: Tick = silent,
) -> int:
    """Make meetings of the rows of an earlier import.

    Returns:
        How many were made.

    Raises:
        ImportUndone: somebody has undone the import meanwhile.
    """
    hold_register(session)
    session.refresh(batch)
    if batch.undone_at is not None:
        raise ImportUndone
    found = preview(session, batch, file, choices, terms, tick)
    made = {
        (result.sheet, result.number): result.meeting
        for result in found.results
        if isinstance(result.meeting, OldMeeting)
    }
    ids = bringing_in.bring_in(session, actor, terms.team_id, list(made.values()), tick)
    contacts = dict(zip(made, ids, strict=True))
    rows = session.execute(
        select(ImportRow.id, ImportRow.sheet, ImportRow.number).where(
            ImportRow.batch_id == batch.id
        )
    ).all()
    told = [
        {"id": row.id, "contact_id": contacts[row.sheet, row.number]}
        for row in rows
        if (row.sheet, row.number) in contacts
    ]
    for start in range(0, len(told), _AT_ONCE):
        session.execute(update(ImportRow), told[start : start + _AT_ONCE])
    if batch.team_id is None:
        batch.team_id = terms.team_id
    session.flush()
    uselog.note(
        session,
        actor.user_id,
        Action.CREATE,
        Basis.EMPLOYER_WORK,
        import_batch=batch.public_id,
        meetings=len(ids),
    )
    return len(ids)
