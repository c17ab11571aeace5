"""What is due as a calendar that leaves the program: kinds, days and how many, never whom."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta

from icalendar import Calendar, Event

from coaching import clock
from coaching.due.types import DueKind

AHEAD = timedelta(weeks=8)
"""How far the calendar looks ahead."""


def feed(
    counts: Mapping[tuple[DueKind, date], int],
    words: Mapping[DueKind, str],
    *,
    owner: str,
    name: str,
    url: str,
) -> bytes:
    """Return the calendar as a file (RFC 5545), an all-day event for each kind and day.

    Args:
        counts: how many things of a kind fall on a day.
        words: of the kinds, in the person's language.
        owner: public id of the person, which keeps the events of two calendars apart.
        name: of the calendar.
        url: address of the first page, where it is said whom it is about.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Rinnalla//Rinnalla//FI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for (kind, day), count in sorted(counts.items(), key=lambda one: (one[0][1], one[0][0])):
        event = Event()
        told = words[kind] if count == 1 else f"{words[kind]} ({count})"
        event.add("uid", f"{_uid(owner, kind, day)}@rinnalla")
        event.add("dtstamp", clock.now())
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", told)
        event.add("url", url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _uid(owner: str, kind: DueKind, day: date) -> str:
    """Return what a calendar program knows the event by when it reads the feed again."""
    return hashlib.sha256(f"{owner}:{kind}:{day}".encode()).hexdigest()[:32]
