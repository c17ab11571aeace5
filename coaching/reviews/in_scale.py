"""The scale's international words where ours differ (exchange format)."""

from __future__ import annotations

_IN_SCALE = {
    "care_team": "treatment_team",
    "team_site": "treatment_site",
    "care_team_meeting": "treatment_team_meeting",
}


def in_scale(code: str) -> str:
    """Return what the scale calls a code of ours."""
    return _IN_SCALE.get(code, code)
