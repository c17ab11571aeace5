"""The scale's international words where ours differ, and the ids of facts (exchange format)."""

from __future__ import annotations

_IN_SCALE = {
    "care_team": "treatment_team",
    "team_site": "treatment_site",
    "care_team_meeting": "treatment_team_meeting",
}


def coach(user_id: int) -> str:
    """Return the id by which facts know a person of the team; ids are unique among all (reading 55)."""
    return f"coach-{user_id}"


def client(period_id: int) -> str:
    """Return the id by which facts know a client's stay."""
    return f"client-{period_id}"


def key_of(fact_id: str) -> tuple[str, int]:
    """Return the kind of a fact's id and the key of its record: "job-7" is ("job", 7)."""
    kind, _dash, key = fact_id.rpartition("-")
    return kind, int(key)


def in_scale(code: str) -> str:
    """Return what the scale calls a code of ours."""
    return _IN_SCALE.get(code, code)
