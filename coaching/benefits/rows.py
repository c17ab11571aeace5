"""The rows of the benefits check as data, and which of them fit a client (forms.md, part 7)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coaching.benefits.types import (
    NOT_ASKED_IF,
    CheckedBy,
    CheckReason,
    CheckResult,
    OfJob,
    Row,
    RowAnswer,
)
from coaching.definitions.types import Words

LANGUAGES = ("fi", "sv", "en")
_HERE = Path(__file__).resolve().parent
_OF_ROW = {
    "id", "words", "hint", "told", "shown_for", "of_job", "over_limit", "own_wish", "figures",
}  # fmt: skip
_LISTS: Mapping[str, Sequence[str]] = {
    "reason": list(CheckReason),
    "checked_by": list(CheckedBy),
    "result": list(CheckResult),
    "answer": list(RowAnswer),
}


class BrokenRows(Exception):
    """The rows cannot be used; the message names the row and says what is wrong."""


@dataclass(frozen=True)
class Rows:
    """One version of the rows, in the order they are asked.

    `about` is what the page says of itself, `lists` the words of every option, by list and code.
    """

    version: int
    about: Words
    lists: Mapping[str, Mapping[str, Words]]
    rows: tuple[Row, ...]

    def options(self, name: str, language: str) -> list[tuple[str, str]]:
        """Return the options of a list, as pairs of code and words."""
        return [(code, words[language]) for code, words in self.lists[name].items()]

    def option(self, name: str, code: str, language: str) -> str:
        """Return the words of one option; a code that the list does not know stays as it is."""
        words = self.lists[name].get(code)
        return words[language] if words else str(code)

    def row(self, row_id: str) -> Row | None:
        """Return a row, None for an id that these rows do not know."""
        return next((row for row in self.rows if row.id == row_id), None)

    def fitting(self, income: Collection[str], of_job: OfJob | None = None) -> list[Row]:
        """Return the rows to ask for a client's main incomes and what is known of the job.

        Without an income on the card only those for everybody are asked. Whether a pension is
        interrupted is not asked when form C says that pay stays under the limit.
        """
        known = of_job or OfJob()
        return [row for row in self.rows if _fits(row, income, known)]


def _fits(row: Row, income: Collection[str], of_job: OfJob) -> bool:
    if row.over_limit and of_job.over_limit in NOT_ASKED_IF:
        return False
    for_everybody = not row.shown_for and not row.of_job
    return for_everybody or bool(row.shown_for & set(income)) or bool(row.of_job & of_job.facts)


@cache
def newest() -> Rows:
    """Return the rows that checks are asked with now."""
    return read((_HERE / "rows_1.toml").read_text(encoding="utf-8"))


def read(text: str) -> Rows:
    """Return the rows a TOML text holds.

    Raises:
        BrokenRows: a word, an id or a name is missing, unknown or stands twice.
    """
    raw = tomllib.loads(text)
    lists = {
        name: {code: _words(f"list {name}.{code}", words) for code, words in each.items()}
        for name, each in raw["list"].items()
    }
    for name, codes in _LISTS.items():
        if set(lists.get(name, ())) != set(codes):
            raise BrokenRows(f"list {name}: it holds {', '.join(codes)}")
    rows = tuple(_row(one, lists["told"]) for one in raw["row"])
    twice = {row.id for row in rows if sum(row.id == other.id for other in rows) > 1}
    if twice:
        raise BrokenRows(f"{min(twice)} stands twice")
    return Rows(int(raw["version"]), _words("about", raw["about"]), lists, rows)


def _row(raw: Mapping[str, Any], told: Collection[str]) -> Row:
    name = str(raw.get("id", "a row without id"))
    if unknown := sorted(set(raw) - _OF_ROW):
        raise BrokenRows(f"{name}: unknown key {unknown[0]}")
    names = tuple(str(code) for code in raw.get("told", ()))
    if strangers := sorted(set(names) - set(told)):
        raise BrokenRows(f"{name}: nobody is called {strangers[0]}")
    return Row(
        id=name,
        words=_words(name, raw.get("words")),
        hint=_words(name, raw["hint"]) if "hint" in raw else {},
        told=names,
        shown_for=_codes(raw.get("shown_for", ())),
        of_job=_codes(raw.get("of_job", ())),
        over_limit=bool(raw.get("over_limit", False)),
        own_wish=bool(raw.get("own_wish", False)),
        figures=tuple(str(code) for code in raw.get("figures", ())),
    )


def _codes(raw: Iterable[Any]) -> frozenset[str]:
    return frozenset(str(code) for code in raw)


def _words(place: str, raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict) or set(raw) != set(LANGUAGES) or not all(raw.values()):
        raise BrokenRows(f"{place}: words are needed in {', '.join(LANGUAGES)}")
    return {language: str(raw[language]) for language in LANGUAGES}
