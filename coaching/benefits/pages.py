"""What the pages of benefits checks share: the form with its rows, figures in words."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from coaching import clock, i18n
from coaching.benefits import figures, rows
from coaching.benefits.types import Check, Figure, NewRow, Row
from coaching.clients.types import Income
from forms import client_words as _words  # noqa: F401 - registers words
from forms.labels import label

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ShownFigure:
    """A yearly figure as pages show it; `is_old` asks to look it up, where is what `address` says."""

    words: str
    value: str | None
    source: str
    address: str
    verified: str | None
    is_old: bool


@dataclass(frozen=True)
class ShownRow:
    """A row of a check that was made: what was asked and what was found out."""

    words: str
    found: NewRow
    told: str


class Figures:
    """The figures in force, in the language of the moment.

    `broken` says that the organisation's own file cannot be read: those shipped are shown then.
    """

    def __init__(self, instance: Path) -> None:
        self.broken = False
        try:
            self._known = figures.load(instance)
        except figures.BrokenFigures as problem:
            log.warning("%s", problem)
            self.broken, self._known = True, figures.load()

    def of(self, row: Row) -> list[ShownFigure]:
        """Return the figures that stand beside a row."""
        return [_shown(self._known[one]) for one in row.figures if one in self._known]


def _shown(figure: Figure) -> ShownFigure:
    language = i18n.language()
    value = None
    if figure.value is not None:
        value = f"{i18n.amount(figure.value)}\N{NO-BREAK SPACE}{figure.unit[language]}"
    return ShownFigure(
        words=f"{figure.words[language]} {figure.year}" if figure.year else figure.words[language],
        value=value,
        source=figure.source[language],
        address=figure.address[language],
        verified=i18n.day(figure.verified_on) if figure.verified_on else None,
        is_old=figures.is_old(figure, clock.today()),
    )


def said(name: str, code: str | None) -> str:
    """Return an option of the check in words; nothing for None."""
    return rows.newest().option(name, code, i18n.language()) if code else ""


def about() -> str:
    """Return what the page says of itself: it asks and reminds, and promises nothing."""
    return rows.newest().about[i18n.language()]


def shown_rows(check: Check) -> list[ShownRow]:
    """Return the rows of a check in words, those in the order they are asked."""
    asked, language = rows.newest(), i18n.language()
    order = {row.id: number for number, row in enumerate(asked.rows)}
    found = []
    for one in sorted(check.rows, key=lambda row: order.get(row.row, len(order))):
        known = asked.row(one.row)
        words = known.words[language] if known else one.row
        told = [asked.option("told", code, language) for code in one.told]
        found.append(ShownRow(words, one, ", ".join(told)))
    return found


def income_words(codes: Sequence[str]) -> str:
    """Return main incomes in words."""
    return ", ".join(str(label(Income(code))) for code in codes) or _("not known")
