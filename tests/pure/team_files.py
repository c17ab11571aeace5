"""A made-up team file to change, and what reading it gives or refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fidelity.teamfile import TeamFile, TeamFileRefused, read, write

EXAMPLE = (Path(__file__).parent.parent / "data" / "team-1.json").read_text(encoding="utf-8")
LISTS = tuple(key for key, value in json.loads(EXAMPLE).items() if isinstance(value, list))


def example() -> dict[str, Any]:
    """The file as Python sees it, to change."""
    return json.loads(EXAMPLE)


def reading(data: Any) -> TeamFile:
    """What reading gives."""
    return read(json.dumps(data))


def refusal(data: Any) -> dict[str, str]:
    """Return path and code of each problem; fails when the file is read."""
    return {problem.path: problem.code for problem in problems(data)}


def problems(data: Any) -> tuple:
    """Return the problems of a file (or of its text); fails when it is read."""
    raw = data if isinstance(data, (str, bytes)) else json.dumps(data)
    with pytest.raises(TeamFileRefused) as refused:
        read(raw)
    assert all(problem.sentence for problem in refused.value.problems)
    return refused.value.problems


def outcome(data: Any) -> dict[str, str]:
    """Return path and code of each problem, nothing when the file is read; whatever is read is kept."""
    raw = data if isinstance(data, (str, bytes)) else json.dumps(data)
    try:
        file = read(raw)
    except TeamFileRefused as refused:
        return {problem.path: problem.code for problem in refused.problems}
    if read(write(file)) != file:
        raise AssertionError("what was written reads differently")
    return {}


def change(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Put a value at a path such as `jobs.0.end`."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = data
    for step in steps:
        place = place[step]
    place[last] = value
    return data


def without(data: dict[str, Any], path: str) -> dict[str, Any]:
    """Take away the key at a path."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = data
    for step in steps:
        place = place[step]
    del place[last]
    return data


def with_open_assignments(data, count, coach="s-2", **span):
    """Clients in plenty, so that a specialist has so many open assignments."""
    taken = sum(row["specialist"] == coach and row["to"] is None for row in data["assignments"])
    for number in range(count - taken):
        client = f"more-{number}"
        data["clients"].append(
            {"id": client, "code": client, "in_work_at_entry": False, "status": "searching"}
        )
        row = {"client": client, "specialist": coach, "from": "2026-01-01", **span}
        data["assignments"].append(row)
    return data


def in_file(path):
    """`jobs.0.end` as a refusal names it: `jobs[0].end`."""
    return "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in path.split("."))[1:]
