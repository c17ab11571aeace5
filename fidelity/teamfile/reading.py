"""Reads a team file: strict JSON, every key, every reference, then what rows say together."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

from fidelity.facts import StatusFrom
from fidelity.teamfile import checks, layout
from fidelity.teamfile.kinds import Context
from fidelity.teamfile.problems import Problem, TeamFileRefused, Wrong, shown
from fidelity.teamfile.records import FORMAT, DatedStatus, NamedStay, TeamFile
from fidelity.teamfile.strict import parse
from fidelity.teamfile.writing import in_order

MOST_PROBLEMS = 20
"""Problems a refusal names at most."""

MOST_ROWS = 2_000_000
"""Rows of a list that are read at most."""


def read(
    raw: bytes | str, *, scales: Collection[str] | None = None, most_rows: int = MOST_ROWS
) -> TeamFile:
    """Read a team file, all or nothing; the order of its lists makes no difference.

    Args:
        raw: the file's content.
        scales: versions of the scale that are known; any is taken without them.
        most_rows: rows of one list that are read at most.

    Raises:
        TeamFileRefused: with the path of each thing that is wrong, as far as `MOST_PROBLEMS`.

    Source: exchange-format.md; readings 1, 2, 14, 15, 19, 44, 55, 58–61.
    """
    with _no_collecting():
        return _read(raw, scales, most_rows)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep Python from looking for rings among millions of new rows, which hold none: half the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read(raw: bytes | str, scales: Collection[str] | None, most_rows: int) -> TeamFile:
    data = parse(raw)
    del raw
    _check_format(data)
    context = Context(checks.ids_of(data), most_rows=most_rows)
    found = list(islice(checks.ids_twice(data), MOST_PROBLEMS + 1))
    try:
        rows = layout.FILE.reader(context)(data)
    except Wrong as bad:
        own = [Problem(p.path.removeprefix("."), p.code, p.facts) for p in bad.problems]
        raise _refused(own + found) from None
    if scales is not None and rows["scale"] not in scales:
        facts = {"got": shown(rows["scale"]), "known": ", ".join(sorted(scales))}
        found.insert(0, Problem("scale", "unknown_scale", facts))
    if found:
        raise _refused(found)
    found = list(islice(checks.together(rows), MOST_PROBLEMS + 1))
    if found:
        raise _refused(found)
    return in_order(_team_file(rows))


def _check_format(data: Any) -> None:
    """Refuse what is no team file, or one of a version not known, before anything else of it."""
    expected = layout.FILE.expected
    if not isinstance(data, dict):
        facts = {"expected": expected, "got": shown(data)}
        raise _refused([Problem("", "wrong_type", facts)])
    if "format" not in data:
        raise _refused([Problem("format", "missing", {"expected": FORMAT})])
    if data["format"] != FORMAT:
        facts = {"got": shown(data["format"]), "known": FORMAT}
        raise _refused([Problem("format", "unknown_format", facts)])


def _refused(problems: Iterable[Problem]) -> TeamFileRefused:
    found = list(problems)
    return TeamFileRefused(found[:MOST_PROBLEMS], more=len(found) > MOST_PROBLEMS)


def _team_file(rows: dict[str, Any]) -> TeamFile:
    """Return the file from its keys; the statuses go to the clients they belong to."""
    return TeamFile(
        scale=rows["scale"],
        exported_on=rows["exported_on"],
        team=rows["team"],
        settings=rows["settings"],
        clients=_with_statuses(rows["clients"], rows["statuses"]),
        **{
            column.of or column.key: rows[column.key]
            for column in layout.LISTS
            if column.key not in {"clients", "statuses"}
        },
    )


def _with_statuses(
    clients: tuple[NamedStay, ...], statuses: tuple[DatedStatus, ...]
) -> tuple[NamedStay, ...]:
    by_client: defaultdict[str, list[StatusFrom]] = defaultdict(list)
    for row in statuses:
        by_client[row.client].append(StatusFrom(row.status, row.since))
    return tuple(
        replace(row, stay=replace(row.stay, statuses=tuple(by_client[row.stay.id])))
        if row.stay.id in by_client
        else row
        for row in clients
    )
