"""The answers of form E: some are columns of the support, the rest is kept sealed with the job."""

from __future__ import annotations

from datetime import date
from typing import Any

from coaching.definitions import reading
from coaching.definitions.types import Definition, Question, is_empty
from coaching.jobs import papers
from coaching.jobs.models import JobForm
from coaching.support.models import Support
from coaching.support.types import Wants

FORM = "e"
COLUMNS = {
    "date": "decided_on",
    "wants": "wants",
    "ask_again": "ask_again_on",
    "no_reason": "no_reason",
    "contact_ok": "contact_ok",
    "contact_when": "contact_ok_on",
    "info_given": "info_given",
    "where": "meet_where",
    "weekly_weeks": "weekly_weeks",
    "then_every": "then_every_days",
    "employer_support": "employer_support",
    "review": "review_on",
    "step_down": "passes_to",
    "step_down_on": "passed_on",
    "closed": "closed_on",
    "closed_reason": "closed_reason",
}
"""Home of the answers that rules read: question of form E, column of `support`."""

_AFTER_NO = ("info_given",)
_AFTER_YES = ("kinds",)


def definition(paper: JobForm | None) -> Definition:
    """Return the definition that form E of a job is filled in with."""
    return papers.definition_of(paper) if paper else reading.newest(FORM)


def answers_of(support: Support | None, paper: JobForm | None) -> dict[str, Any]:
    """Return every answer of form E by question id, of kinds that JSON can hold."""
    sealed = dict(paper.answers or {}) if paper else {}
    if support is None:
        return sealed
    columns = {name: as_answer(getattr(support, column)) for name, column in COLUMNS.items()}
    return {key: value for key, value in {**sealed, **columns}.items() if value is not None}


def missing(support: Support | None, paper: JobForm | None) -> list[Question]:
    """Return the questions that marking as ready asks for and that have no answer.

    Source: forms.md, part 6: date, decision, whether to ask later; then what was told (no) or the
    kinds of support (yes).
    """
    form, answers = definition(paper), answers_of(support, paper)
    wants_it = support is not None and support.wants == Wants.YES
    asked = ["date", "wants", "contact_ok", *(_AFTER_YES if wants_it else _AFTER_NO)]
    return [form.question(name) for name in asked if is_empty(answers.get(name))]


def as_answer(value: Any) -> Any:
    """Return the value of a column as the form keeps its answer."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value


def as_value(name: str, answer: Any) -> Any:
    """Return the answer of a question as its column keeps it."""
    if answer in (None, ""):
        return None
    if name in ("contact_ok", "employer_support", "info_given"):
        return answer == "yes"
    if name in ("date", "contact_when", "review", "ask_again"):
        return date.fromisoformat(answer)
    return answer
