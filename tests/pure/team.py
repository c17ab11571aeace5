"""Builds the records of one team for the scoring tests, with a day D that is a Sunday."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from fidelity.facts import (
    LOG_REVIEW,
    Assignment,
    ClientStay,
    Coach,
    Contact,
    Event,
    Post,
    Span,
    StatusFrom,
)

D = date(2026, 11, 22)
LONG_AGO = date(2023, 1, 2)
FULL_WEEK = 38 * 60 + 15


def coach(
    name: str = "aino",
    fte: Fraction | str = "1",
    *,
    start: date = LONG_AGO,
    end: date | None = None,
    leave: tuple[Span, ...] = (),
) -> Coach:
    """A coach with one post."""
    share = Fraction(fte)
    return Coach(name, (Post(Span(start, end), share, int(FULL_WEEK * share)),), leave)


def stays(
    count: int, coaches: list[Coach], *, status: str = "searching", entry: date = LONG_AGO
) -> tuple[tuple[ClientStay, ...], tuple[Assignment, ...]]:
    """Clients with open assignments, spread evenly over the coaches."""
    clients = tuple(
        ClientStay(f"client-{number}", entry, False, (StatusFrom(status, entry),))
        for number in range(count)
    )
    assigned = tuple(
        Assignment(client.id, coaches[number % len(coaches)].id, Span(entry))
        for number, client in enumerate(clients)
    )
    return clients, assigned


def meeting(number: int, on: date, by: str = "aino", **values: object) -> Contact:
    """An employer meeting that counts, unless a value says otherwise."""
    plain: dict[str, object] = {
        "id": f"meeting-{by}-{number}",
        "on": on,
        "coach": by,
        "client": None,
        "with_whom": "employer",
        "mode": "face_to_face",
        "reached": True,
        "decides": True,
    }
    return Contact(**{**plain, **values})  # type: ignore[arg-type]


def log_reviews(how: str) -> tuple[Event, ...]:
    """Looks at the employer log: weekly (7 of 8 weeks), monthly (one in each half) or none."""
    weeks = {"weekly": range(7), "monthly": (1, 5), "none": ()}[how]
    return tuple(Event(f"look-{week}", D - timedelta(days=7 * week), LOG_REVIEW) for week in weeks)
