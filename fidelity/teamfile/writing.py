"""Writes a team file: one text for one content, a row of a list on each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from fidelity.teamfile import layout
from fidelity.teamfile.problems import cannot_write
from fidelity.teamfile.records import NamedCoach, NamedStay, TeamFile, by_days
from fidelity.teamfile.shapes import Column, Rows


def write(file: TeamFile) -> str:
    """Return the JSON text of a file; `read` gives the same file again.

    Every key is written, those that hold nothing as null; only `posts` stands for several posts
    alone. Lists are in the order of `in_order`.

    Raises:
        CannotWrite: an FTE or share that no decimal number says exactly, or a code that the format
            does not have.
    """
    return "".join(pieces(file))


def pieces(file: TeamFile) -> Iterator[str]:
    """Give the text of a file piece by piece, so that a large one need not be held at once.

    Raises:
        CannotWrite: as `write`.
    """
    file = in_order(file)
    lead = "{\n"
    for column in layout.FILE.columns:
        yield f'{lead}  "{column.key}": '
        yield from _value(column, column.taken_from(file))
        lead = ",\n"
    yield "\n}\n"


def _value(column: Column, value: Any) -> Iterable[str]:
    if not isinstance(column.kind, Rows):
        try:
            yield column.kind.text(value)
        except ValueError as wrong:
            raise cannot_write(f".{column.key}", wrong) from None
        return
    lead = "[\n"
    for index, record in enumerate(value):
        try:
            row = column.kind.shape.text(record)
        except ValueError as wrong:
            raise cannot_write(f".{column.key}[{index}]", wrong) from None
        yield f"{lead}    {row}"
        lead = ",\n"
    yield "\n  ]" if value else "[]"


def in_order(file: TeamFile) -> TeamFile:
    """Return the file with every list in its one order: by id, or by client and day."""
    lists: dict[str, Any] = {}
    for column in layout.LISTS:
        if column.key == "statuses":
            continue
        name = column.of or column.key
        order = column.kind.shape.order  # type: ignore[attr-defined]
        lists[name] = tuple(sorted(getattr(file, name), key=order))
    lists["coaches"] = tuple(map(_coach_in_order, lists["coaches"]))
    lists["clients"] = tuple(map(_stay_in_order, lists["clients"]))
    return replace(file, **lists)


def _coach_in_order(row: NamedCoach) -> NamedCoach:
    coach = row.coach
    return replace(
        row,
        coach=replace(
            coach,
            posts=tuple(sorted(coach.posts, key=layout.POST.order)),
            leave=tuple(sorted(coach.leave, key=by_days)),
            care_teams=tuple(sorted(coach.care_teams, key=layout.ATTACHMENT.order)),
        ),
    )


def _stay_in_order(row: NamedStay) -> NamedStay:
    if len(row.stay.statuses) < 2:
        return row
    dated = tuple(sorted(row.stay.statuses, key=lambda status: status.since))
    return replace(row, stay=replace(row.stay, statuses=dated))
