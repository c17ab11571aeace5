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


TELLS = (Disclosure.AGREED, Disclosure.FREELY)
"""Choices with which an employer may be told something."""


class Tick(StrEnum):
    """What the client ticks as allowed to be told (model.md)."""

    NAME = "name"
    COACH = "coach"
    ARRANGEMENTS = "arrangements"
    EMPLOYERS = "employers"


class WhyNot(StrEnum):
    """Why an employer may not be given a written introduction."""

    NO_TALK = "no_talk"
    NOTHING_TOLD = "nothing_told"
    LATER = "later"
    REVIEW_PASSED = "review_passed"
    COACH_NOT_TOLD = "coach_not_told"


class KykySection(StrEnum):
    """The five areas of Kykyviisari."""

    INCLUSION = "inclusion"
    MIND = "mind"
    EVERYDAY = "everyday"
    SKILLS = "skills"
    BODY = "body"


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
class NewTalk:
    """A disclosure talk as typed."""

    on: date
    choice: Disclosure
    pros_and_cons: bool = False
    ticks: tuple[Tick, ...] = ()
    words: str | None = None
    review_on: date | None = None


@dataclass(frozen=True)
class Talk(NewTalk):
    """A disclosure talk on record; `in_force` is False when its review date has passed.

    A talk that is not in force counts as if it were decided later.
    Source: model.md, *What an employer may be told*.
    """

    in_force: bool = True

    @property
    def why_not(self) -> WhyNot | None:
        """Why an employer may not be given a written introduction; None when one may."""
        if self.choice not in TELLS:
            return WhyNot.NOTHING_TOLD if self.choice is Disclosure.NOTHING else WhyNot.LATER
        if not self.in_force:
            return WhyNot.REVIEW_PASSED
        return None if Tick.COACH in self.ticks else WhyNot.COACH_NOT_TOLD


@dataclass(frozen=True)
class NewRound:
    """Figures of a round as typed: 0 to 10, None where not asked; sections with their own scale."""

    on: date
    round: KykyRound
    work_ability: int | None
    functioning: int | None
    sections: Mapping[str, str]


@dataclass(frozen=True)
class Round(NewRound):
    """Figures of one round on record."""

    public_id: str


@dataclass(frozen=True)
class NewMapping:
    """What a mapping of skills made elsewhere told, as typed, and where it is."""

    on: date
    tool: str
    summary: str | None = None
    kept_at: str | None = None


@dataclass(frozen=True)
class SkillsMap(NewMapping):
    """A mapping of skills on record."""

    public_id: str = ""


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
