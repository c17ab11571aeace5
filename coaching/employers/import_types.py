"""Words of an import: what a person chooses of it, and what becomes of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from coaching.contacts.types import Mode
from coaching.employers.types import Outcome

SKIP = "skip"
"""What a person says of a row that is to be left out."""

NEW = "new"
"""What a person says of a row whose employer is not in the register."""


class Kind(StrEnum):
    """What is brought in, or read again."""

    EMPLOYERS = "employers"
    MEETINGS = "meetings"
    """Rows of an earlier batch become meetings."""
    CLIENTS = "clients"
    """A team's clients (coaching/client_lists)."""


class State(StrEnum):
    """How far a file on its way in is."""

    OPEN = "open"
    RUNNING = "running"
    DONE = "done"


class NoMeeting(StrEnum):
    """Why a row gives no meeting."""

    NO_EMPLOYER = "no_employer"
    NO_DAY = "no_day"
    DAY_AHEAD = "day_ahead"
    COACH_UNKNOWN = "coach_unknown"
    NOTE_TOO_LONG = "note_too_long"
    IDENTITY_CODE = "identity_code"
    SAME_ROW = "same_row"
    LOGGED_BEFORE = "logged_before"
    MADE_BEFORE = "made_before"


@dataclass(frozen=True)
class Choices:
    """What a person chose of a file.

    Attributes:
        columns: by sheet, what the columns hold by their positions; sheets that are left out here
            are read as their headings tell.
        rows: by the key of a row, SKIP, NEW, or the code of an employer that was offered.
        meetings: whether rows with a day become meetings.
        mode: how they were held, where the row does not tell.
        coaches: by what stands in the coach's column, folded: a user's public id, or nobody ("").
    """

    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    meetings: bool = False
    mode: Mode = Mode.FACE_TO_FACE
    coaches: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return them as JSON can hold them."""
        columns = {
            sheet: {str(place): code for place, code in told.items()}
            for sheet, told in self.columns.items()
        }
        return {**vars(self), "columns": columns, "mode": self.mode.value}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Choices:
        """Read them again."""
        columns = {
            sheet: {int(place): code for place, code in kept.items()}
            for sheet, kept in told["columns"].items()
        }
        return cls(**{**told, "columns": columns, "mode": Mode(told["mode"])})


@dataclass(frozen=True)
class MeetingTerms:
    """On what terms rows become meetings: the team, and who each coach's name is.

    `coaches` are keys of users by what stands in the coach's column, folded.
    """

    team_id: int
    coaches: Mapping[str, int]
    mode: Mode = Mode.FACE_TO_FACE


@dataclass(frozen=True)
class Candidate:
    """An employer that a row may be of; `code` is what a choice carries."""

    code: str
    words: str


@dataclass(frozen=True)
class ShownRow:
    """A row as the preview shows it.

    `reasons` are codes with the facts of their sentences. `meeting` is the day of the meeting it
    gives, `no_meeting` why it gives none; both are None where no meetings are made. A row `asks`
    when a person is to choose, or has chosen, and `chosen` is what was said.
    """

    key: str
    sheet: str
    number: int
    name: str
    outcome: Outcome
    reasons: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    candidates: tuple[Candidate, ...] = ()
    asks: bool = False
    chosen: str = ""
    meeting: date | None = None
    no_meeting: NoMeeting | None = None
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CoachName:
    """What stands in the coach's column, on how many rows, and who is meant."""

    words: str
    count: int
    chosen: str


@dataclass(frozen=True)
class Batch:
    """An import that was accepted, as pages tell of it."""

    public_id: str
    kind: str
    file_name: str
    on: date
    by: str
    undone_on: date | None
    rows: int
    counts: Mapping[Outcome, int]
    meetings: int
    without_meeting: int
    employers: int
    sites: int
    people: int
    unread: tuple[str, ...]
    may_undo: bool


@dataclass(frozen=True)
class NewRow:
    """A row of an import that made a client's stay; `cells` are what is kept of it."""

    sheet: str
    number: int
    cells: list[Any]
    fingerprint: str
    outcome: str
    reason: str
    period_id: int


@dataclass(frozen=True)
class Undone:
    """What undoing an import takes away, and what stays because it was used since."""

    employers: int = 0
    sites: int = 0
    people: int = 0
    meetings: int = 0
    fills: int = 0
    kept_employers: tuple[str, ...] = ()
    kept_people: int = 0
    kept_meetings: int = 0
