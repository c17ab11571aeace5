"""Words of consents (forms.md, 1.4)."""

from __future__ import annotations

from enum import StrEnum


class ConsentKind(StrEnum):
    """What a consent is about."""

    MULTI_AGENCY = "multi_agency"
    """A form shared by several agencies, such as Kela's Y100."""
    EMPLOYER = "employer"
    FAMILY = "family"
    OWN_SERVICE = "own_service"


class DataGroup(StrEnum):
    """Groups of data a consent lets be told; health is always ticked on its own."""

    WORK = "work"
    SKILLS = "skills"
    SITUATION = "situation"
    BENEFITS = "benefits"
    SUPPORT = "support"
    HEALTH = "health"
