"""Words of the use log: what was done, on what ground, from where."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What was done with a record."""

    VIEW = "view"
    LIST = "list"
    CREATE = "create"
    CHANGE = "change"
    EXPORT = "export"
    COMPUTE = "compute"
    REFUSED = "refused"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    SETTINGS = "settings"


class Basis(StrEnum):
    """Why somebody opened a record."""

    COACHING = "coaching"
    LOG_CONTACT = "log_contact"
    INTAKE = "intake"
    CASELOAD = "caseload"
    PROFILE = "profile"
    EMPLOYER_PROFILE = "employer_profile"
    LEADING = "leading"
    FIDELITY = "fidelity"
    EMPLOYER_WORK = "employer_work"
    ADMINISTRATION = "administration"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True)
class Origin:
    """Where a request came from; `address` is the pattern of the page, never filled in."""

    request_id: str = ""
    address: str = ""
    remote: str = ""


COMMAND_LINE = Origin(address="command line")
"""Where work comes from when no request is answered."""

origin: ContextVar[Origin] = ContextVar("use_log_origin", default=COMMAND_LINE)


@dataclass(frozen=True)
class Note:
    """One line to be: ids and codes only, never words of a record."""

    at: datetime
    user_id: int | None
    action: Action
    basis: Basis | None = None
    period_ids: tuple[int, ...] = ()
    detail: dict[str, object] = field(default_factory=dict)
