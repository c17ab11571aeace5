"""Words of a merge: two cards of one employer made one, and taken apart again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

UNDO_DAYS = 30
"""Days in which a merge can be undone on the kept card."""


class Stays(StrEnum):
    """Whose value stays when both cards tell something."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"


class Merged(StrEnum):
    """The fields of a card that a merge chooses between, in the order of the page."""

    NAME = "name"
    BUSINESS_ID = "business_id"
    CHAIN = "chain"
    INDUSTRY = "industry"
    SIZE = "size"
    NEEDS = "needs"
    OWNER = "owner"
    BAN = "ban"


@dataclass(frozen=True)
class Pointing:
    """Where a row of another table points in the register, by keys."""

    row: int
    employer: int
    site: int | None = None
    person: int | None = None


@dataclass(frozen=True)
class MergeDone:
    """A merge that stands, as the kept card shows it while it can be undone."""

    public_id: str
    other: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Undone:
    """What an undo could not put back, since it was changed after the merge.

    `fields` are those of the kept card; `rows` counts meetings, jobs and imported rows, `places`
    sites and people, that stay with the kept card.
    """

    other: str
    fields: tuple[Merged, ...] = ()
    rows: int = 0
    places: int = 0


Choices = Mapping[Merged, Stays]
"""Whose value stays, by field; a field that is left out takes the kept card's."""


@dataclass
class Map:
    """Where sites and people of the other card are found afterwards, by keys."""

    sites: dict[int, int] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
