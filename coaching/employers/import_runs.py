"""Saving a file that was looked at: all or nothing, in a thread, so that it can be watched and stopped."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.db import Database
from coaching.employers import batch_meetings, importing, staging
from coaching.employers.import_types import Kind, State
from coaching.employers.importing import Reading
from coaching.employers.models import ImportBatch, ImportStage
from coaching.employers.refusals import ImportRunning
from coaching.errors import Refusal
from coaching.sheets import runs
from coaching.sheets.runs import Progress, Run, Stopped, Tick

log = logging.getLogger(__name__)

STOPPED, FAILED = "stopped", "failed"
"""How saving ended without a rule that refused it."""


def begin(session: Session, stage: ImportStage, instance: Path) -> None:
    """Mark a file as being saved, before the request that asks for it ends.

    Raises:
        ImportRunning: it is being saved already.
    """
    if stage.state == State.RUNNING and runs.look(instance, stage.public_id).alive:
        raise ImportRunning
    if stage.state != State.DONE:
        stage.state, stage.ended = State.RUNNING, None
        session.flush()


def start(
    database: Database, instance: Path, actor: Actor, public_id: str, why_kept: str
) -> threading.Thread | None:
    """Save a file that was marked, in a thread; call it once the request's work is committed.

    Args:
        why_kept: as `importing.accept`, in the language of the person.

    Returns:
        The thread; None when another one is at it.
    """
    with database.read() as session:
        stage = session.scalars(_of(public_id)).one()
        rows, again = stage.results["rows"], stage.kind == Kind.MEETINGS
    steps = len(rows) * (1 if again else 2) + sum("meeting" in row for row in rows)
    try:
        run = Run(instance, public_id, steps)
    except BlockingIOError:
        return None
    return run.start(lambda tick: _save(database, actor, public_id, why_kept, tick))


def progress(instance: Path, stage: ImportStage) -> Progress:
    """Return how far saving a file is."""
    return runs.look(instance, stage.public_id)


def ask_to_stop(instance: Path, stage: ImportStage) -> None:
    """Ask for the saving of a file to stop; nothing of it is saved then."""
    runs.ask_to_stop(instance, stage.public_id)


def _save(database: Database, actor: Actor, public_id: str, why_kept: str, tick: Tick) -> None:
    try:
        with database.read() as session:
            stage = session.scalars(_of(public_id)).one()
            file, choices, kind = staging.raw(stage), staging.choices_of(stage), stage.kind
        # A long file is read before the one place of the writer is taken.
        read = None if kind == Kind.MEETINGS else importing.read_rows(file, choices, tick)
        with database.write() as session:
            stage = session.scalars(_of(public_id)).one()
            if stage.state == State.RUNNING:
                _accept(session, actor, stage, read, why_kept, tick)
    except Stopped:
        _end(database, public_id, {"how": STOPPED})
    except Refusal as refusal:
        told = {"how": type(refusal).__name__, "facts": refusal.facts}
        _end(database, public_id, told)
    except Exception:
        log.exception("an import was not saved")
        _end(database, public_id, {"how": FAILED})


def _accept(
    session: Session,
    actor: Actor,
    stage: ImportStage,
    read: Reading | None,
    why_kept: str,
    tick: Tick,
) -> None:
    choices, terms = staging.choices_of(stage), staging.terms_of(session, stage)
    if read is None:
        batch, file = session.get_one(ImportBatch, stage.batch_id), staging.raw(stage)
        batch_meetings.accept(session, actor, batch, file, choices, terms, tick)
        staging.finish(session, stage, batch.id)
        return
    _found, made = importing.accept(
        session,
        actor,
        read,
        why_kept,
        terms if choices.meetings else None,
        team_id=stage.team_id,
        tick=tick,
    )
    staging.finish(session, stage, made.id if made else None)


def _end(database: Database, public_id: str, told: dict[str, Any]) -> None:
    """Open the file again for its person, with why nothing of it was saved."""
    with database.write() as session:
        stage = session.scalars(_of(public_id)).one()
        stage.state, stage.ended = State.OPEN, told


def _of(public_id: str) -> Any:
    return select(ImportStage).where(ImportStage.public_id == public_id)
