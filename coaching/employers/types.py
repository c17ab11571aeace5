"""Words of the employer register and its import."""

from __future__ import annotations

from enum import StrEnum


class StaffSize(StrEnum):
    """How many people work for the employer."""

    S1_9 = "1-9"
    S10_49 = "10-49"
    S50_249 = "50-249"
    S250 = "250+"


class Outcome(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    JOINED = "joined"
    UNCHANGED = "unchanged"
    NEEDS_PERSON = "needs_person"
    SKIPPED = "skipped"
