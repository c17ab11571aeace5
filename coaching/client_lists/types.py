"""Words of a client list on its way in: its columns, what becomes of a row and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from coaching.clients.types import ReferralSource, WantsWork

MOST_CLIENTS = 300
"""Clients of one list: more than a team of any size holds and has waiting."""

SKIP = "skip"
"""What a person says of a row that is to be left out."""

OTHER = "other"
"""What a person says of a row that is somebody else than the client it looks like."""

WAIT = "wait"
"""In place of a coach: the client waits for one."""


class Column(StrEnum):
    """What a column of a client list can hold; the others are not kept."""

    CODE = "code"
    NAME = "name"
    FIRST = "first"
    LAST = "last"
    BIRTH_YEAR = "birth_year"
    LANGUAGE = "language"
    PHONE = "phone"
    EMAIL = "email"
    SOURCE = "source"
    REFERRED = "referred"
    ENTERED = "entered"
    IN_WORK = "in_work"
    COACH = "coach"
    STATUS = "status"


NAMES = frozenset({Column.NAME, Column.FIRST, Column.LAST, Column.PHONE, Column.EMAIL})
"""Columns that are read only where the organisation keeps names."""

WORDED = (Column.COACH, Column.STATUS, Column.SOURCE, Column.LANGUAGE)
"""Columns whose words a person may say the meaning of."""


class Fate(StrEnum):
    """What becomes of a row."""

    PLACE = "place"
    WAITS = "waits"
    ASKS = "asks"
    KNOWN = "known"
    SKIPPED = "skipped"


class Why(StrEnum):
    """Why this becomes of a row, or what of it could not be taken in."""

    HAS_PLACE = "has_place"
    COACH_FULL = "coach_full"
    ON_LIST = "on_list"
    NO_COACH = "no_coach"
    COACH_UNKNOWN = "coach_unknown"
    STATUS_UNKNOWN = "status_unknown"
    LOOKS_LIKE = "looks_like"
    SOMEBODY_ELSE = "somebody_else"
    COMES_BACK = "comes_back"
    BROUGHT_BEFORE = "brought_before"
    SAME_ROW = "same_row"
    ENDED = "ended"
    NOBODY = "nobody"
    READS_AS_NAME = "reads_as_name"
    LEFT_OUT = "left_out"
    DAY_UNCLEAR = "day_unclear"
    DAY_AHEAD = "day_ahead"
    REFERRED_AFTER = "referred_after"
    YEAR_UNCLEAR = "year_unclear"
    IN_WORK_UNCLEAR = "in_work_unclear"


Reasons = dict[Why, dict[str, str]]


@dataclass(frozen=True)
class Choices:
    """What a person chose of a list.

    Attributes:
        columns: by sheet, what the columns hold by their positions; sheets that are left out here
            are read as their headings tell.
        meanings: by column and what stands in it, folded: a coach's public id or WAIT, a status, a
            referral source, a language; "" for undecided.
        rows: by the key of a row: SKIP, OTHER, or the public id of the client it is.
        source: where clients came from whose row does not tell.
        wants_work: whether they want paid work, which lists do not tell.
    """

    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    source: str = ReferralSource.OTHER
    wants_work: WantsWork = WantsWork.YES

    def as_json(self) -> dict[str, Any]:
        """Return them as JSON can hold them."""
        columns = {
            sheet: {str(place): code for place, code in told.items()}
            for sheet, told in self.columns.items()
        }
        return {**vars(self), "columns": columns, "wants_work": self.wants_work.value}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Choices:
        """Read them again."""
        columns = {
            sheet: {int(place): code for place, code in kept.items()}
            for sheet, kept in told["columns"].items()
        }
        return cls(**{**told, "columns": columns, "wants_work": WantsWork(told["wants_work"])})


@dataclass(frozen=True)
class ListRow:
    """A row as it reads: texts are tidied, empty when nothing is told.

    `coach`, `status`, `source` and `language` are words of the list. `findings` tell what could not
    be read and is left out.
    """

    key: str
    sheet: str
    number: int
    code: str = ""
    name: str = ""
    birth_year: int | None = None
    language: str = ""
    contact_details: str = ""
    source: str = ""
    referred: date | None = None
    entered: date | None = None
    in_work: bool = False
    coach: str = ""
    status: str = ""
    findings: Mapping[Why, Mapping[str, str]] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """How the row is called: by the code of the list, by the name beside it, or by both."""
        return ", ".join(filter(None, (self.name, self.code)))

    def words(self, column: Column) -> str:
        """Return what stands in a column of words."""
        return str(getattr(self, column.value))


@dataclass(frozen=True)
class Offered:
    """A client in sight whom a row may be; `is_open` while a stay of theirs goes on."""

    client_id: int
    public_id: str
    shown: str
    is_open: bool


@dataclass(frozen=True)
class Planned:
    """What becomes of a row; `coach` is the public id of whoever gets the client."""

    row: ListRow
    fate: Fate
    reasons: Reasons
    coach: str = ""
    offered: tuple[Offered, ...] = ()
    fingerprint: str = ""

    def because(self, why: Why, **facts: str) -> Reasons:
        """Return the reasons with another one before them."""
        return {why: facts, **self.reasons}


@dataclass(frozen=True)
class Word:
    """What stands in a column of words, on how many rows, and what it is taken to mean."""

    column: Column
    words: str
    count: int
    means: str


@dataclass(frozen=True)
class ListBatch:
    """A client list that was brought in, as pages tell of it."""

    public_id: str
    file_name: str
    on: date
    by: str
    undone_on: date | None
    clients: int
    may_undo: bool


@dataclass(frozen=True)
class BroughtIn:
    """A client of a list that was brought in, for whoever may see the client."""

    own_code: str
    shown: str
    code: str
    period_public_id: str
    coach: str


@dataclass(frozen=True)
class Undone:
    """How many clients undoing a list takes away, and how many stay because of work done since."""

    clients: int = 0
    kept: int = 0
