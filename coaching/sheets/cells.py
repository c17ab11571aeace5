"""One cell as it came: a form that JSON can keep without losing its type, and what it says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

Kept = str | int | float | bool | dict[str, Any] | None
"""Text, number, truth or nothing as themselves; other kinds as an object that names the kind:
{"date": …}, {"datetime": …}, {"time": …}, {"seconds": …}, {"error": …} and
{"formula": …, "value": …}, whose value is what the workbook last computed."""


_UNSEEN = str.maketrans("", "", "\u200b\u2060\ufeff")


def keep(value: object) -> Kept:
    """Return a cell's value in the form that is kept; texts stay exactly as they came."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"error": str(value)}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    if isinstance(value, datetime | date | time):
        return _moment(value)
    # Halves of a character that stand alone fit no database.
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def formula(text: str, value: Kept) -> Kept:
    """Return a computed cell: its formula, and the value that the workbook holds for it."""
    return {"formula": str(keep(text)), "value": value}


def error(text: str) -> Kept:
    """Return a cell that shows an error of the spreadsheet program, such as #N/A."""
    return {"error": str(keep(text))}


def meant(cell: Kept) -> str | int | float | bool | date | None:
    """Return what a cell says: a computed one its value, an error or a time of day nothing."""
    if not isinstance(cell, dict):
        return cell
    if "formula" in cell:
        return meant(cell["value"])
    told = cell.get("date") or cell.get("datetime")
    return date.fromisoformat(str(told)[:10]) if told else None


def is_blank(cell: Kept) -> bool:
    """Tell whether a cell holds nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.translate(_UNSEEN).strip())


def trimmed(cells: Sequence[Kept]) -> tuple[Kept, ...]:
    """Return a row's cells without the blank ones after the last that holds something."""
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return tuple(cells[:end])


def written(said: str | int | float | bool | date | None) -> str:
    """Return a value as a person would write it in a cell of text."""
    if said is None or isinstance(said, bool):
        return "" if said is None else ("yes" if said else "no")
    if isinstance(said, float) and said.is_integer() and abs(said) < 1e15:
        return str(int(said))
    return str(said)


def _moment(value: datetime | date | time) -> Kept:
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, datetime) and value.time() != time():
        return {"datetime": value.isoformat()}
    return {"date": value.isoformat()[:10]}
