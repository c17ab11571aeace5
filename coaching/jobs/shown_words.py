"""What forms C and D show of other records, in words of the language of the moment."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

import forms.support_words  # noqa: F401 - gives decisions their words
from coaching import i18n
from coaching.benefits import rows
from coaching.jobs.types import Answer
from coaching.profiles import shown_words as profile_words
from coaching.support.types import Wants
from forms.labels import label


def lines(question_id: str, value: Any) -> list[str]:
    """Return what a question shows as lines; none when there is nothing."""
    if not value:
        return []
    return _WRITERS[question_id](value)


def _plain(value: Any) -> list[str]:
    return [str(value)]


def competitive_words() -> dict[str, str]:
    """Return what is said of a job by whether it is one of the open labour market."""
    return {
        Answer.YES.value: _("Yes: all three answers are right."),
        Answer.NO.value: _("No: one of the three answers says so."),
        Answer.UNSURE.value: _("Not yet known: not all three answers are known."),
    }


def _competitive(value: Any) -> list[str]:
    return [competitive_words()[value]]


def _talk(value: Any) -> list[str]:
    told = profile_words.lines("disclosure", value)
    return told if value["in_force"] else [*told, _("the day to talk again has passed")]


def _check(value: Any) -> list[str]:
    words = rows.newest().option("result", value["result"], i18n.language())
    return [f"{words}, {_day(value['on'])}"]


def _support(value: Any) -> list[str]:
    return [f"{label(Wants(value['wants']))}, {_day(value['on'])}"]


def _job(value: Any) -> list[str]:
    told = [", ".join(filter(None, (value["title"], value["employer"])))]
    if value["start"]:
        since = _("since %(date)s", date=_day(value["start"]))
        weeks = value["weeks"]
        lasted = "" if weeks is None else ngettext("%(num)s week", "%(num)s weeks", weeks)
        told.append(", ".join(filter(None, (since, lasted))))
    return told


def _date(value: Any) -> list[str]:
    return [_day(value)]


def _day(value: str) -> str:
    return i18n.day(date.fromisoformat(value))


_WRITERS = {
    "employer": _plain,
    "competitive": _competitive,
    "told_employer": _talk,
    "benefit_check": _check,
    "support_agreed": _support,
    "job": _job,
    "contact_after": _date,
}
