"""Rows of made-up records, gathered first and written at once."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from coaching.db import new_public_id

AT = datetime(2026, 1, 1, tzinfo=UTC)


def days(number: int) -> timedelta:
    return timedelta(days=number)


class Rows:
    """Rows by their table, in the order in which the tables were first written into."""

    def __init__(self) -> None:
        self._rows: dict[Any, list[dict[str, Any]]] = {}
        self._keys: dict[Any, Any] = defaultdict(lambda: count(1))
        self.objects: list[Any] = []
        """Rows with sealed values, which only the object itself can seal."""

    def add(self, model: Any, **values: Any) -> int:
        """Keep a row of a table with a key and return it."""
        row = {"id": next(self._keys[model]), "public_id": new_public_id(), **values}
        self._rows.setdefault(model, []).append(row)
        return row["id"]

    def add_plain(self, model: Any, **values: Any) -> None:
        """Keep a row of a table that has a key of its own."""
        self._rows.setdefault(model, []).append(values)

    def write(self, session: Session) -> None:
        for model, rows in self._rows.items():
            # Rows of one table need not name the same columns.
            alike = defaultdict(list)
            for row in rows:
                alike[tuple(row)].append(row)
            for some in alike.values():
                session.execute(insert(model.__table__), some)
        session.add_all(self.objects)
        session.flush()


class Drawn:
    """What is known of a team while it is made, and chance."""

    def __init__(self, rows: Rows, seed: int, last: date | None) -> None:
        self.rows, self.seed, self.random = rows, seed, Random(seed)
        self.last = last or date(2027, 1, 1) + days(self.random.randrange(700))
        self.team = 0
        self.coaches: list[int] = []
        self.care_teams: list[int] = []
        self.employers: list[int] = []
        self.jobs: list[tuple[int, date, date | None]] = []
        """Jobs with a start: whose, from when, the last day."""
        self.stays: list[int] = []
        self.posts: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
        self.phases: dict[int, tuple[tuple[str, ...], ...]] = {}
        """What each coach writes down contacts to be about."""
        # How a team works: all of it well, badly or in between.
        self.often = {
            name: self.pick(0.1, 0.5, 0.8, 0.95, 0.99)
            for name in ("goals", "good", "support", "looks", "linked", "ours", "alike")
        }
        self.often["good"] = self.pick(0.4, 0.6, 0.7, 0.8, 0.95, 1.0)
        self.forgets = self.by_chance(0.15)
        """Nobody in work is met after the first month."""

    def pick(self, *options: Any) -> Any:
        return self.random.choice(options)

    def by_chance(self, share: float) -> bool:
        return self.random.random() < share

    def day(self, back: int, ahead: int = 0) -> date:
        """Return a day from some days before the last one to some days after it."""
        return self.last + days(self.random.randint(-back, ahead))
