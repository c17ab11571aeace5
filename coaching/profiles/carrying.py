"""What goes on from one version of form A into the next, and where a carried answer came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.types import Actor
from coaching.definitions import reading
from coaching.definitions.types import is_empty, skip_key
from coaching.profiles.models import FormVersion
from coaching.profiles.types import Source

RECORD = FormVersion.__tablename__
STEPS, DONE = "next_steps", "done"


@dataclass(frozen=True)
class Carried:
    """Where a carried answer came from: the version in which somebody typed or confirmed it.

    `confirmed_on` is the day somebody said in this version that it is still right.
    """

    number: int
    by_name: str
    on: date
    confirmed_on: date | None


def carry(session: Session, actor: Actor, old: FormVersion, new: FormVersion) -> None:
    """Carry every answer that goes on; steps that are done stay behind."""
    form = reading.load(new.form, new.definition)
    going_on = {question.id for question in form if question.carried}
    going_on |= {skip_key(section) for section in form.sections}
    answers = {key: value for key, value in old.answers.items() if key in going_on}
    answers[STEPS] = [row for row in answers.get(STEPS, ()) if not row.get(DONE)]
    new.answers = {key: value for key, value in answers.items() if not is_empty(value)}
    session.flush()
    known = history.newest(session, RECORD, old.public_id)
    by_origin: dict[str, dict[str, Any]] = {}
    for key, value in new.answers.items():
        row = known.get(key)
        only_carried = row is not None and row.source == Source.CARRIED and not row.confirmed
        origin = row.origin if row is not None and only_carried else old.public_id
        by_origin.setdefault(origin, {})[key] = value
    for origin, values in by_origin.items():
        history.record(
            session, actor, RECORD, new.public_id, values, source=Source.CARRIED, origin=origin
        )


def origins(session: Session, version: FormVersion) -> dict[str, Carried]:
    """Return where the carried answers of a version came from, by question id."""
    rows = history.newest(session, RECORD, version.public_id)
    carried = {key: row for key, row in rows.items() if row.source == Source.CARRIED and row.origin}
    found = {}
    for public_id in {row.origin for row in carried.values()}:
        source = session.scalar(select(FormVersion).where(FormVersion.public_id == public_id))
        if source is None:
            continue
        first = history.newest(session, RECORD, public_id)
        for key, row in carried.items():
            if row.origin == public_id and key in first:
                at = clock.local(first[key].at).date()
                confirmed = clock.local(row.at).date() if row.confirmed else None
                found[key] = Carried(source.number, first[key].by_name, at, confirmed)
    return found
