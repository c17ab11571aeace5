"""Which items look at which records, so that only those are scored again when some change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fidelity.changes import LISTS, Step
from fidelity.facts import Contact

OF_CONTACTS = frozenset({"S1", "S2", "S3", "O3", "V4", "V5", "V6", "V12", "V13"})
OF_JOBS = frozenset({"S3", "V8", "V9", "V10", "V12"})
COMPUTED = OF_CONTACTS | OF_JOBS | {"O1"}

READ_BY: Mapping[str, frozenset[str]] = {
    "contacts": OF_CONTACTS,
    "work_time": frozenset({"S2", "O3", "V13"}),
    "events": frozenset({"O3", "V6"}),
    "jobs": OF_JOBS,
}
"""Items that look at a list of records; at a list that is not named, all may look."""

_FIELDS: Mapping[tuple[str, str], frozenset[str]] = {
    ("contacts", "minutes"): frozenset({"S2", "V13"}),
    ("contacts", "place"): frozenset({"V13"}),
    ("contacts", "phases"): frozenset({"S3"}),
    ("contacts", "decides"): frozenset({"V6"}),
    ("contacts", "matches_goals"): frozenset({"V5"}),
    ("clients", "care_team"): frozenset({"O1"}),
    ("coaches", "care_teams"): frozenset({"O1"}),
}
"""Items that look at a field; at one that is not named, all that look at its list."""


def items_moved(steps: Iterable[Step]) -> frozenset[str]:
    """Return the computed items that may come out otherwise once the steps are taken."""
    moved: set[str] = set()
    for step in steps:
        for one in step.filled:
            for name, _value in one.values:
                moved |= _FIELDS.get((one.rows, name), READ_BY.get(one.rows, COMPUTED))
        for change in step.moved:
            moved |= {"S2"} if any(row.kind != change.row.kind for row in change.to) else set()
            moved |= {"V13"} if any(row.place != change.row.place for row in change.to) else set()
        for name in LISTS:
            rows: tuple[Any, ...] = getattr(step.added, name)
            if name == "contacts":
                moved.update(*(_of_contact(row) for row in rows))
            elif rows:
                moved |= READ_BY.get(name, COMPUTED)
    return frozenset(moved)


def _of_contact(row: Contact) -> set[str]:
    """Return the items that a new contact may move; O3 by the day alone, as the first record of all."""
    moved = {"O3"}
    if row.minutes is not None:
        moved |= {"S2", "V13"}
    if row.phases:
        moved.add("S3")
    if row.with_whom == "client":
        moved |= {"S1", "V12"}
    if row.with_whom == "employer":
        moved |= {"V6"} if row.client is None else {"V4", "V5", "V6"}
    return moved
