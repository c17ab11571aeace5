"""Words of form A, the disclosure talk and Kykyviisari."""

from __future__ import annotations

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
