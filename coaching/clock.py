"""The only reader of the clock: today in Finland and the present moment in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

FINLAND = ZoneInfo("Europe/Helsinki")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_moment", default=None)


def now() -> datetime:
    """Return the present moment as an aware UTC datetime."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """Return the calendar date in Finland, the date every rule works with (model.md)."""
    return now().astimezone(FINLAND).date()


def local(moment: datetime) -> datetime:
    """Return an aware moment in Finnish local time, for showing."""
    return moment.astimezone(FINLAND)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stand still at an aware moment inside the block (tests and the demo's making).

    Raises:
        ValueError: the moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
