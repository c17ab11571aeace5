"""What form E shows of other records, in words: the job, form A and C, other helpers, the rhythm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from coaching import i18n
from coaching.definitions import reading, words
from forms.support_words import step_words


def lines(question_id: str, value: Any) -> list[str]:
    """Return what is shown for a question as lines of words; none when there is nothing."""
    return _LINES[question_id](value) if value else []


def _job(value: Mapping[str, Any]) -> list[str]:
    what = ", ".join(filter(None, (value["title"], value["employer"])))
    begins = _("first day %(date)s", date=_day(value["start"])) if value["start"] else ""
    return [line for line in (what, begins) if line]


def _text(value: str) -> list[str]:
    return [value]


def _adjust(value: Mapping[str, Any]) -> list[str]:
    question = reading.load(value["form"], value["version"]).question("adjust")
    return words.lines(question, value["answer"], i18n.language(), i18n.day)


def _helpers(value: list[Mapping[str, str]]) -> list[str]:
    return [", ".join(filter(None, (one["role"], one["organisation"]))) for one in value]


def _rhythm(value: list[Mapping[str, Any]]) -> list[str]:
    return [f"{step_words(one['step'], one['number'])}: {_day(one['on'])}" for one in value]


def _day(text: str) -> str:
    return i18n.day(date.fromisoformat(text))


_LINES: dict[str, Callable[[Any], list[str]]] = {
    "job": _job,
    "goal": _text,
    "support_needs": _text,
    "adjust": _adjust,
    "helpers": _helpers,
    "rhythm": _rhythm,
}
