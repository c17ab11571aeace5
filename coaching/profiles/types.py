"""Words of form A, the disclosure talk and Kykyviisari."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FormState(StrEnum):
    """A form is open or ready (model.md, *Forms*)."""

    OPEN = "open"
    READY = "ready"


class Source(StrEnum):
    """Where a value came from."""

    TYPED = "typed"
    CARRIED = "carried"
    IMPORTED = "imported"
    COMPUTED = "computed"


class SkipReason(StrEnum):
    """Why a section of form A is skipped."""

    KYKYVIISARI = "kykyviisari"
    SKILLS_MAPPING = "skills_mapping"
    READY_PLAN = "ready_plan"
    DOES_NOT_WISH = "does_not_wish"
    LATER = "later"


class Disclosure(StrEnum):
    """The client's choice at the disclosure talk."""

    NOTHING = "nothing"
    AGREED = "agreed"
    FREELY = "freely"
    LATER = "later"


class KykyRound(StrEnum):
    """Rounds of Kykyviisari."""

    START = "start"
    MONTHS_3_4 = "months_3_4"
    MONTHS_10 = "months_10"
    OTHER = "other"


@dataclass(frozen=True)
class Strength:
    """A strength in a short line, and whether employers may hear of it."""

    words: str
    may_tell: bool


@dataclass(frozen=True)
class Talk:
    """The newest disclosure talk of a client (model.md, *What an employer may be told*).

    `in_force` is False when its review date has passed: then it is as if decided later.
    """

    public_id: str
    on: date
    choice: Disclosure
    pros_and_cons: bool
    tell_name: bool
    tell_coach: bool
    tell_arrangements: bool
    tell_employers: bool
    words: str | None
    review_on: date | None
    in_force: bool

    @property
    def allows_profile(self) -> bool:
        """Whether an employer may be given a written introduction."""
        told = self.choice in (Disclosure.AGREED, Disclosure.FREELY)
        return told and self.tell_coach and self.in_force


@dataclass(frozen=True)
class Round:
    """Figures of one Kykyviisari round: 0 to 10 each, None where not asked."""

    public_id: str
    on: date
    round: KykyRound
    work_ability: int | None
    functioning: int | None
    sections: Mapping[str, str]


@dataclass(frozen=True)
class FormLine:
    """Form A in the list of forms: its newest version and how far it is."""

    number: int
    state: FormState
    answered: int
    asked: int


@dataclass(frozen=True)
class Summary:
    """What the client's page shows of the profile.

    `goal` and `strengths` are those of the newest version in which they are; `rounds` are oldest
    first.
    """

    goal: str | None = None
    goal_on: date | None = None
    goal_version: int | None = None
    strengths: tuple[Strength, ...] = ()
    form: FormLine | None = None
    talk: Talk | None = None
    rounds: tuple[Round, ...] = ()
