"""Yearly figures of benefits with their source and the day they were checked there.

Source: model.md, *Facts to word carefully*: no yearly figure without a source and a check date.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from coaching.benefits.types import Figure

OWN_FILE = "benefit_figures.toml"
"""Name of an organisation's own figures in the instance folder."""

_SHIPPED = Path(__file__).resolve().parent / "figures.toml"
_WORDS = ("words", "unit", "source", "address")
_LANGUAGES = ("fi", "sv", "en")

Figures = Mapping[str, Figure]


class BrokenFigures(Exception):
    """A file of figures cannot be used; the message says which part of it and why."""


def is_old(figure: Figure, today: date) -> bool:
    """Tell whether a figure is to be checked at its source before anybody leans on it.

    It is once its year is over or a year has passed since it was checked; a figure without a value
    is looked up in any case. Source: forms.md, part 7.
    """
    if figure.value is None or figure.verified_on is None or figure.year is None:
        return True
    return figure.year < today.year or _a_year_after(figure.verified_on) < today


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def load(instance: Path | None = None) -> Figures:
    """Return the figures in force: those shipped, and over them the organisation's own.

    Raises:
        BrokenFigures: the organisation's own file cannot be used.
    """
    own = instance / OWN_FILE if instance is not None else None
    if own is None or not own.is_file():
        return _shipped()
    try:
        text = own.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BrokenFigures(f"{OWN_FILE}: {problem}") from None
    return {**_shipped(), **read(text, _shipped())}


@cache
def _shipped() -> Figures:
    return read(_SHIPPED.read_text(encoding="utf-8"))


def read(text: str, over: Figures | None = None) -> dict[str, Figure]:
    """Return the figures a TOML text holds.

    Args:
        over: figures whose words stand in where the text gives none of its own.

    Raises:
        BrokenFigures: words are missing, or a value has no year, source or day of checking.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BrokenFigures(f"not TOML: {problem}") from None
    return {name: _figure(name, part, (over or {}).get(name)) for name, part in raw.items()}


def _figure(name: str, raw: Any, over: Figure | None) -> Figure:
    if not isinstance(raw, dict):
        raise BrokenFigures(f"{name}: a figure is a table of its own")
    words = {part: _words(name, part, raw.get(part), over) for part in _WORDS}
    value = _value(name, raw.get("value"))
    year, verified = raw.get("year"), raw.get("verified_on")
    if value is not None and not (type(year) is int and type(verified) is date):
        raise BrokenFigures(f"{name}: a value needs its year and verified_on, the day of checking")
    return Figure(
        id=name,
        **words,
        value=value,
        year=year if value is not None else None,
        verified_on=verified if value is not None else None,
    )


def _value(name: str, raw: Any) -> Decimal | None:
    if raw in (None, ""):
        return None
    try:
        value = Decimal(str(raw))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0:
        raise BrokenFigures(f'{name}: write the value like this: "1000.00"')
    return value


def _words(name: str, part: str, raw: Any, over: Figure | None) -> dict[str, str]:
    if raw is None and over is not None:
        return dict(getattr(over, part))
    if not isinstance(raw, dict) or set(raw) != set(_LANGUAGES) or not all(raw.values()):
        raise BrokenFigures(f"{name}: {part} is needed in {', '.join(_LANGUAGES)}")
    return {language: str(raw[language]) for language in _LANGUAGES}
