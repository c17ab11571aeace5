"""What is agreed in a job on a day: what it started with, and the changes since (C.changes)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from coaching.jobs.models import Job, JobChange
from coaching.jobs.types import ChangeKind

MINUTES = Decimal(60)


@dataclass(frozen=True)
class Terms:
    """Hours as minutes a week, the contract, and who the supervisor is."""

    minutes_from: int | None
    minutes_to: int | None
    contract: str | None
    contract_end: date | None
    supervisor_id: int | None

    @property
    def hours(self) -> str:
        """Hours a week as forms write them."""
        return hours_of(self.minutes_from, self.minutes_to)


def as_of(job: Job, changes: Iterable[JobChange], day: date) -> Terms:
    """Return what is agreed on a day.

    Args:
        changes: of this job, in any order; those of a day go by their ids.
    """
    told = Terms(
        job.weekly_minutes_from,
        job.weekly_minutes_to,
        job.contract,
        job.contract_end,
        job.supervisor_id,
    )
    for change in sorted(changes, key=lambda one: (one.on, one.id)):
        if change.on > day:
            break
        if change.kind == ChangeKind.HOURS:
            told = replace(
                told,
                minutes_from=change.weekly_minutes_from,
                minutes_to=change.weekly_minutes_to,
            )
        elif change.kind == ChangeKind.CONTRACT:
            told = replace(told, contract=change.contract, contract_end=change.contract_end)
        elif change.kind == ChangeKind.SUPERVISOR:
            told = replace(told, supervisor_id=change.supervisor_id)
    return told


def minutes_of(hours: str | None) -> tuple[int | None, int | None]:
    """Return hours a week in the one form of the forms (20, 7,5, 15–20) as minutes from and to."""
    if not hours:
        return None, None
    ends = [int(Decimal(part.replace(",", ".")) * MINUTES) for part in hours.split("–")]
    return ends[0], ends[-1]


def hours_of(minutes_from: int | None, minutes_to: int | None) -> str:
    """Return minutes a week as hours in the one form of the forms; empty for none."""
    ends = [one for one in dict.fromkeys((minutes_from, minutes_to)) if one is not None]
    return "–".join(f"{(one / MINUTES).normalize():f}".replace(".", ",") for one in ends)


def weeks_lasted(start: date, until: date) -> int:
    """Return whole weeks from a job's start to a day, the last day of work included."""
    return ((until - start).days + 1) // 7
