"""Words of working time."""

from __future__ import annotations

from enum import StrEnum


class WorkKind(StrEnum):
    """Whether time went to employment services (fidelity scale, S2)."""

    EMPLOYMENT = "employment"
    OTHER = "other"


class WorkPlace(StrEnum):
    """Where time was spent: the places of a contact, a day centre, and on the way."""

    OWN_OFFICE = "own_office"
    TEAM_SITE = "team_site"
    DAY_CENTRE = "day_centre"
    WORKPLACE = "workplace"
    COMMUNITY = "community"
    HOME = "home"
    REMOTE = "remote"
    TRAVEL = "travel"
