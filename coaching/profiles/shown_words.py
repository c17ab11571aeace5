"""What form A shows of other records, in words: the talk, Kykyviisari, income, benefits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from coaching import i18n
from coaching.benefits import rows
from coaching.clients.types import Income
from coaching.profiles.types import Disclosure, KykyRound, KykySection, Tick
from forms import client_words as _client_words  # noqa: F401 - registers words
from forms import profile_words as _profile_words  # noqa: F401 - registers words
from forms.labels import label


def lines(question_id: str, value: Any) -> list[str]:
    """Return what is shown for a question as lines of words; none when there is nothing."""
    return _LINES[question_id](value) if value else []


def _kyky(value: Mapping[str, Any]) -> list[str]:
    head = f"{_day(value['on'])}, {label(KykyRound(value['round']))}"
    figures = [
        f"{words} {value[name]}/10"
        for name, words in (("work_ability", _("Work ability")), ("functioning", _("Functioning")))
        if value[name] is not None
    ]
    areas = [
        f"{label(section)} {value['sections'][section.value]}"
        for section in KykySection
        if value["sections"].get(section.value)
    ]
    return [head, *figures, *areas]


def _disclosure(value: Mapping[str, Any]) -> list[str]:
    found = [f"{_day(value['on'])}: {label(Disclosure(value['choice']))}"]
    if value["ticks"]:
        found.append(", ".join(str(label(Tick(tick))) for tick in value["ticks"]))
    if value["words"]:
        found.append(value["words"])
    if value["review_on"]:
        found.append(_("Talk again on %(date)s", date=_day(value["review_on"])))
    return found


def _income(value: list[str]) -> list[str]:
    return [", ".join(str(label(Income(code))) for code in value)]


def _benefits(value: Mapping[str, Any] | str) -> list[str]:
    if isinstance(value, str):
        # Forms that were ready before there were benefits checks kept the day of the talk alone.
        value = {"talked_on": value}
    found = []
    if check := value.get("check"):
        words = rows.newest().option("result", check["result"], i18n.language())
        found.append(_("Benefits check %(date)s: %(result)s", date=_day(check["on"]), result=words))
    if value.get("talked_on"):
        found.append(_("Talked over %(date)s", date=_day(value["talked_on"])))
    return found


def _day(text: str) -> str:
    return i18n.day(date.fromisoformat(text))


_LINES: dict[str, Callable[[Any], list[str]]] = {
    "kyky": _kyky,
    "disclosure": _disclosure,
    "income": _income,
    "benefits": _benefits,
}
