"""Answers in words, the same for the page, the copy as text and the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from coaching.definitions.types import OTHER, Kind, Question, Words, is_empty

Day = Callable[[date], str]
"""Writes a date in the language of the moment."""

YES: Words = {"fi": "kyllä", "sv": "ja", "en": "yes"}
"""A tick beside its own question."""


def lines(question: Question, answer: Any, language: str, day: Day) -> list[str]:
    """Return an answer as lines of words; none when there is no answer.

    Args:
        answer: as kept (see `Kind`).
        language: fi, sv or en, for the words of options.
        day: writes a date.
    """
    if is_empty(answer):
        return []
    if question.kind is Kind.LINES:
        return [str(row["words"]) if question.ticks else str(row) for row in answer]
    if question.kind is Kind.TICK:
        return [YES[language]]
    if question.kind is Kind.CHOICES:
        return [", ".join(question.option(code, language) for code in answer)]
    if question.kind is Kind.ROWS:
        return [_row(question.columns, row, language, day) for row in answer]
    return [cell(question, answer, language, day)]


def table(
    columns: Sequence[Question], rows: Sequence[Any], language: str, day: Day
) -> list[list[str]]:
    """Return rows as cells of words, in the order of the columns given."""
    return [[cell(column, row.get(column.id), language, day) for column in columns] for row in rows]


def cell(question: Question, answer: Any, language: str, day: Day) -> str:
    """Return one simple answer in words; a tick of a row says its own label."""
    if is_empty(answer):
        return ""
    if question.kind is Kind.CHOICE:
        return question.option(answer, language)
    if question.kind is Kind.DAY:
        return day(date.fromisoformat(str(answer)))
    if question.kind is Kind.TICK:
        return question.words[language]
    if question.kind in (Kind.EMPLOYER, Kind.LINK):
        return str(answer["name"])
    unit = question.unit.get(language, "")
    return f"{answer} {unit}" if unit else str(answer)


def _row(columns: Sequence[Question], row: Mapping[str, Any], language: str, day: Day) -> str:
    """Return a row as one line; a date says what it is of, and “other” gives way to what it is."""
    said = []
    for column, after in zip(columns, [*columns[1:], None], strict=True):
        answer = row.get(column.id)
        if answer == OTHER and after is not None and not is_empty(row.get(after.id)):
            continue
        words = cell(column, answer, language, day)
        label = f"{column.words[language][0].lower()}{column.words[language][1:]}"
        if words and column.kind is Kind.DAY:
            words = f"{label}: {words}"
        if words and column.kind is Kind.TICK:
            words = label
        said.append(words)
    return ", ".join(filter(None, said))
