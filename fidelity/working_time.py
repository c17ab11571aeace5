"""Recorded working time: minutes of contacts and the rest that no contact holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fidelity.coaches import why_away
from fidelity.facts import Coach, Facts
from fidelity.results import LeftOut

EMPLOYMENT = "employment"


@dataclass(frozen=True)
class Recorded:
    """Minutes that a coach worked: their kind, their place, and the contact when one holds them."""

    coach: str
    minutes: int
    kind: str
    place: str | None
    contact: str | None = None


@dataclass(frozen=True)
class RecordedTime:
    """What was recorded in a span of days, and the contacts that add nothing with the reason."""

    rows: tuple[Recorded, ...]
    left_out: tuple[LeftOut, ...]

    def of(self, coach: Coach) -> list[Recorded]:
        """Return the rows of one coach."""
        return [row for row in self.rows if row.coach == coach.id]


def recorded_time(facts: Facts, coaches: Iterable[Coach], first: date, last: date) -> RecordedTime:
    """Gather the working time of coaches from `first` to `last`, both included.

    Contacts are employment service, also attempts that reached nobody; one without minutes adds
    none. Minutes on a leave day or outside the post are left out.

    Source: fidelity scale, S2 and V13; exchange format, *How records count*; readings 8, 28, 52.
    """
    known = {coach.id: coach for coach in coaches}
    # Asked once for a day of a coach, on which there are many rows.
    reasons: dict[tuple[str, date], str | None] = {}

    def away(coach: str, day: date) -> str | None:
        key = (coach, day)
        if key not in reasons:
            reasons[key] = why_away(known[coach], day)
        return reasons[key]

    rows: list[Recorded] = []
    left_out: list[LeftOut] = []
    for contact in facts.contacts_between(first, last):
        if contact.coach not in known:
            continue
        why = away(contact.coach, contact.on)
        if why or contact.minutes is None:
            left_out.append(LeftOut(contact.id, why or "no_minutes"))
        else:
            rows.append(
                Recorded(contact.coach, contact.minutes, EMPLOYMENT, contact.place, contact.id)
            )
    rows += [
        Recorded(row.coach, row.minutes, row.kind, row.place)
        for row in facts.work_time
        if row.coach in known and first <= row.on <= last and away(row.coach, row.on) is None
    ]
    return RecordedTime(tuple(rows), tuple(left_out))
