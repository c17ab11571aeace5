"""The answers of forms C and D: some are columns of the job, the rest is kept with the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.definitions import reading
from coaching.definitions.types import Answers, is_empty
from coaching.employers.models import EmployerPerson, EmployerSite
from coaching.jobs.models import Job, JobForm
from coaching.jobs.terms import hours_of, minutes_of
from coaching.text import fold

START, END = "c", "d"

Write = Callable[[Any], dict[str, Any]]


def _day(name: str) -> tuple[str, Write]:
    return name, lambda answer: {name: date.fromisoformat(answer) if answer else None}


def _code(name: str) -> tuple[str, Write]:
    return name, lambda answer: {name: answer or None}


def _codes(name: str) -> tuple[str, Write]:
    return name, lambda answer: {name: tuple(answer or ())}


def _yes_no(name: str) -> tuple[str, Write]:
    return name, lambda answer: {name: None if answer is None else answer == "yes"}


_COLUMNS: dict[str, dict[str, tuple[str, Write]]] = {
    START: {
        "how_found": _code("how_found"),
        "title": (
            "title",
            lambda answer: {"title": answer or "", "title_folded": fold(answer or "")},
        ),
        "kind_code": _code("kind_code"),
        "start": _day("start"),
        "contract": _code("contract"),
        "contract_end": _day("contract_end"),
        "hours": (
            "weekly_minutes_from",
            lambda answer: dict(
                zip(("weekly_minutes_from", "weekly_minutes_to"), minutes_of(answer), strict=True)
            ),
        ),
        "pay": _code("pay"),
        "open_to_all": _yes_no("open_to_all"),
        "paid_by_agreement": _code("paid_by_agreement"),
        "set_aside": _yes_no("set_aside"),
        "over_limit": _code("over_limit"),
        "subsidies": _codes("subsidies"),
        "subsidy_until": _day("subsidy_until"),
    },
    END: {
        "end": ("ended_on", _day("ended_on")[1]),
        "heard": ("heard_on", _day("heard_on")[1]),
        "reason": ("end_reason", _code("end_reason")[1]),
        "who": ("who_decided", _code("who_decided")[1]),
        "next": _code("next"),
    },
}
"""Questions whose home is a column of the job: the column to read, and how an answer is written."""


def of(session: Session, job: Job, form: JobForm | None, letter: str) -> dict[str, Any]:
    """Return every answer of a form that stands now, by question id, of kinds that JSON can hold."""
    found: dict[str, Any] = dict(form.answers) if form is not None else {}
    for question, (column, _write) in _COLUMNS[letter].items():
        found[question] = _plain(getattr(job, column))
    if letter == START:
        found["hours"] = hours_of(job.weekly_minutes_from, job.weekly_minutes_to)
        found["supervisor"] = _person(session, job.supervisor_id)
    return {key: value for key, value in found.items() if not _says_nothing(value)}


def columns(letter: str, answers: Answers) -> dict[str, Any]:
    """Return the columns of the job that answers are written to."""
    found: dict[str, Any] = {}
    for question, (_column, write) in _COLUMNS[letter].items():
        found |= write(answers.get(question))
    return found


def kept_with_form(letter: str, version: int, answers: Answers) -> dict[str, Any]:
    """Return the answers that have no column."""
    known = {question.id for question in reading.load(letter, version)}
    elsewhere = {*_COLUMNS[letter], "supervisor"}
    return {
        key: value
        for key, value in answers.items()
        if key in known - elsewhere and not is_empty(value)
    }


def person_id(session: Session, job: Job, told: Any) -> int | None:
    """Return the key of a person of the job's employer; None for nobody, or somebody elsewhere.

    Args:
        told: the public id, or the answer as forms keep it ({"name", "id"}).
    """
    public_id = told.get("id") if isinstance(told, Mapping) else told
    if not public_id:
        return None
    return session.scalar(
        select(EmployerPerson.id)
        .join(EmployerSite, EmployerSite.id == EmployerPerson.site_id)
        .where(
            EmployerPerson.public_id == str(public_id),
            EmployerSite.employer_id == job.employer_id,
        )
    )


def _person(session: Session, key: int | None) -> dict[str, str] | None:
    row = None if key is None else session.get(EmployerPerson, key)
    return None if row is None else {"name": row.name, "id": row.public_id}


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _says_nothing(value: Any) -> bool:
    return value is None or value in ("", [], ())


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs of two sets of answers, with the newer values; None for what is gone."""
    names = dict.fromkeys([*before, *after])  # a set would have another order in each process
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}
