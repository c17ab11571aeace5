"""Changes of records: rows that are added, filled in or moved, for working out what they would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from fidelity.facts import Facts, WorkTime

Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Filled:
    """What is filled in on a row that exists: the list of the facts it stands in, its id, the values."""

    rows: str
    id: str
    values: Values


@dataclass(frozen=True)
class Moved:
    """A row of working time, which has no id, and the rows that stand in its place."""

    row: WorkTime
    to: tuple[WorkTime, ...]


@dataclass(frozen=True)
class Step:
    """The smallest piece of a change: for whom it is, and the minutes of work it takes."""

    minutes: int
    coach: str | None = None
    client: str | None = None
    added: Facts = field(default_factory=Facts)
    filled: tuple[Filled, ...] = ()
    moved: tuple[Moved, ...] = ()


def changed(facts: Facts, steps: Iterable[Step]) -> Facts:
    """Return the records as if the steps had been taken; rows to fill that are missing are passed over."""
    steps = tuple(steps)
    filled: dict[str, dict[str, dict[str, Any]]] = {}
    moved: Counter[Moved] = Counter()
    lists: dict[str, list[Any]] = {}
    for step in steps:
        for one in step.filled:
            filled.setdefault(one.rows, {}).setdefault(one.id, {}).update(one.values)
        moved.update(step.moved)
        for name in LISTS:
            if rows := getattr(step.added, name):
                lists.setdefault(name, []).extend(rows)
    result: dict[str, Any] = {}
    for name in {*filled, *lists, *(("work_time",) if moved else ())}:
        rows = getattr(facts, name)
        if name in filled:
            values = filled[name]
            rows = tuple(
                replace(row, **values[row.id]) if row.id in values else row for row in rows
            )
        if name == "work_time" and moved:
            rows = tuple(_moved(rows, moved))
        result[name] = (*rows, *lists.get(name, ()))
    return replace(facts, **result)


def lists_changed(steps: Iterable[Step]) -> frozenset[str]:
    """Return which lists of the facts the steps change, as a kind of action."""
    names: set[str] = set()
    for step in steps:
        names.update(one.rows for one in step.filled)
        names.update(("work_time",) if step.moved else ())
        names.update(name for name in LISTS if getattr(step.added, name))
    return frozenset(names)


LISTS = tuple(one.name for one in fields(Facts) if isinstance(one.default, tuple))
"""The lists of records in the facts."""


def _moved(rows: Iterable[WorkTime], moved: Counter[Moved]) -> Iterable[WorkTime]:
    places: dict[WorkTime, list[tuple[WorkTime, ...]]] = {}
    for one, times in moved.items():
        places.setdefault(one.row, []).extend([one.to] * times)
    for row in rows:
        waiting = places.get(row)
        yield from waiting.pop() if waiting else (row,)
