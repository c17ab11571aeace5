"""Words of the benefits check (forms.md, 1.4 and part 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class CheckReason(StrEnum):
    """Why benefits are checked."""

    BEFORE_START = "before_start"
    HOURS_CHANGE = "hours_change"
    PAY_CHANGE = "pay_change"
    OTHER = "other"


class CheckedBy(StrEnum):
    """Who went through the benefits with the client."""

    COACH = "coach"
    ADVISER = "adviser"


class CheckResult(StrEnum):
    """What came of a benefits check."""

    CLEAR = "clear"
    WAITING = "waiting"
    DECLINED = "declined"


class RowAnswer(StrEnum):
    """What was found out of one row of the check."""

    DONE = "done"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"
    UNSURE = "unsure"


NOT_ASKED_IF = frozenset({"no", "no_limit"})
"""Answers of form C on the earnings limit with which an interrupted pension is not asked about."""


@dataclass(frozen=True)
class Row:
    """One row of the check as data: what is asked, for whom, and who may have to be told.

    Attributes:
        shown_for: incomes (codes of `clients.types.Income`) that the row fits; empty fits everybody.
        of_job: facts of the job that the row fits whatever the income: wage_subsidy, adjustments.
        over_limit: asked only when pay may go over the limit, or that is not known.
        own_wish: answered only when the client wishes.
        figures: ids of yearly figures shown beside the question.
    """

    id: str
    words: Mapping[str, str]
    hint: Mapping[str, str]
    told: tuple[str, ...]
    shown_for: frozenset[str]
    of_job: frozenset[str]
    over_limit: bool
    own_wish: bool
    figures: tuple[str, ...]


@dataclass(frozen=True)
class OfJob:
    """What the rows need to know of the job that the check is about; nothing without a job."""

    facts: frozenset[str] = frozenset()
    over_limit: str | None = None


@dataclass(frozen=True)
class Figure:
    """One yearly figure with its source; without a value it is looked up at the source."""

    id: str
    words: Mapping[str, str]
    unit: Mapping[str, str]
    value: Decimal | None
    year: int | None
    source: Mapping[str, str]
    address: Mapping[str, str]
    verified_on: date | None


@dataclass(frozen=True)
class NewRow:
    """What was found out of one row; `answer` is None for a row that was left alone."""

    row: str
    answer: RowAnswer | None
    told: tuple[str, ...] = ()
    note: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return self.answer is None and not self.told and not self.note


@dataclass(frozen=True)
class NewCheck:
    """What the page of a check tells."""

    on: date
    reason: CheckReason
    checked_by: CheckedBy
    result: CheckResult
    waiting_for: str | None
    rows: tuple[NewRow, ...]


@dataclass(frozen=True)
class Check:
    """A check as pages show it; `job` is the public id of the job it was about."""

    public_id: str
    on: date
    reason: CheckReason
    checked_by: CheckedBy
    result: CheckResult
    waiting_for: str | None
    income: tuple[str, ...]
    by_name: str
    job: str | None
    job_title: str | None
    row_version: int
    rows: tuple[NewRow, ...] = ()
