"""What rows of a team file say together: ids once, one specialist a day, at most 20 open places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from fidelity.facts import Assignment, Span
from fidelity.teamfile.layout import LISTS
from fidelity.teamfile.problems import Problem, shown

MOST_OPEN = 20
"""Open assignments of a specialist, whatever the FTE (reading 14)."""

WITH_IDS = tuple(
    column.key
    for column in LISTS
    if any(inner.key == "id" for inner in column.kind.shape.columns)  # type: ignore[attr-defined]
)
"""The lists whose rows have an id."""


def ids_of(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return the ids of each list of a file that is not read yet; what is no id is passed over."""
    found: dict[str, dict[str, str]] = {}
    for name in WITH_IDS:
        ids = (row.get("id") for row in _rows(data, name) if isinstance(row, dict))
        found[name] = {id: id for id in ids if type(id) is str}
    return found


def _rows(data: dict[str, Any], name: str) -> list[Any]:
    rows = data.get(name)
    return rows if isinstance(rows, list) else []


def ids_twice(data: dict[str, Any]) -> Iterator[Problem]:
    """Give each id that stands a second time in the file that is not read yet (reading 55)."""
    places: dict[str, str | tuple[str, int]] = {}
    team = data.get("team")
    if isinstance(team, dict) and type(team.get("id")) is str:
        places[team["id"]] = "team"
    for name in WITH_IDS:
        for index, row in enumerate(_rows(data, name)):
            id = row.get("id") if isinstance(row, dict) else None
            if type(id) is not str:
                continue
            other = places.setdefault(id, (name, index))
            if other != (name, index):
                at = other if isinstance(other, str) else _path(*other)
                facts = {"got": shown(id), "other": at}
                yield Problem(f"{name}[{index}].id", "id_twice", facts)


def together(rows: dict[str, Any]) -> Iterator[Problem]:
    """Give what is wrong between rows that are right each by itself."""
    yield from _overlaps(rows["assignments"])
    yield from _too_many_open(rows["assignments"], rows["exported_on"])
    yield from _twice(
        "statuses",
        rows["statuses"],
        lambda row: (row.client, row.since),
        "status_twice",
        lambda row: {"client": shown(row.client), "start": row.since},
    )
    yield from _twice(
        "profiles",
        rows["profiles"],
        lambda row: (row.client, row.version),
        "version_twice",
        lambda row: {"client": shown(row.client), "version": row.version},
    )
    yield from _twice(
        "employers",
        rows["employers"],
        lambda row: row.business_id,
        "business_id_twice",
        lambda row: {"got": shown(row.business_id)},
    )


def _overlaps(rows: tuple[Assignment, ...]) -> Iterator[Problem]:
    """Two assignments of one client that share a day; an empty one shares none (reading 60)."""
    by_client: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.span.start != row.span.end:
            by_client[row.client].append(index)
    found = []
    for client, indexes in by_client.items():
        if len(indexes) == 1:
            continue
        indexes.sort(key=lambda index: rows[index].span.start)
        latest = indexes[0]
        for index in indexes[1:]:
            if _reaches(rows[latest].span, rows[index].span.start):
                first, second = sorted((latest, index))
                facts = {"client": shown(client), "other": _path("assignments", first)}
                found.append((second, Problem("", "assignments_overlap", facts)))
            if not _ends_later(rows[latest].span, rows[index].span):
                latest = index
    for index, problem in sorted(found, key=lambda pair: pair[0]):
        yield Problem(_path("assignments", index), problem.code, problem.facts)


def _reaches(span: Span, day: date) -> bool:
    return span.end is None or day < span.end


def _ends_later(one: Span, other: Span) -> bool:
    return one.end is None or (other.end is not None and one.end > other.end)


def _too_many_open(rows: tuple[Assignment, ...], on: date) -> Iterator[Problem]:
    """Name the row with which a specialist has one more open assignment than anybody may have."""
    opened = [
        (index, row.coach)
        for index, row in enumerate(rows)
        if row.span.start != row.span.end and _reaches(row.span, on)
    ]
    totals = Counter(coach for _, coach in opened)
    so_far: Counter[str] = Counter()
    for index, coach in opened:
        so_far[coach] += 1
        if so_far[coach] == MOST_OPEN + 1:
            facts = {"specialist": shown(coach), "count": totals[coach], "most": MOST_OPEN}
            yield Problem(_path("assignments", index), "too_many_open", facts)


def _twice(name: str, rows: Any, key: Any, code: str, facts: Any) -> Iterator[Problem]:
    """Give each row with the same key as an earlier one; None is no key."""
    seen: dict[Any, int] = {}
    for index, row in enumerate(rows):
        value = key(row)
        if value is None:
            continue
        other = seen.setdefault(value, index)
        if other != index:
            yield Problem(_path(name, index), code, {**facts(row), "other": _path(name, other)})


def _path(name: str, index: int) -> str:
    return f"{name}[{index}]"
