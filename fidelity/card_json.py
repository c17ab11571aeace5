"""The live card as JSON, as the exchange format lays it down (`rinnalla fidelity … --json`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from fidelity import card_words
from fidelity.card import Card
from fidelity.results import (
    AnyResult,
    Assisted,
    Beside,
    InsufficientData,
    Judged,
    LeftOut,
    Measure,
    Score,
    Window,
)
from fidelity.scale import Scale

BY_MONTH = ("meetings_by_month", "contacts_by_month")
"""Figures that stand in the item itself (reading 35)."""


def as_data(card: Card) -> dict[str, Any]:
    """Return the card as JSON values: fractions as text, days as YYYY-MM-DD, never a name of a person.

    Source: exchange format, *The live card*; readings 3, 35, 51, 54–57.
    """
    total = card.totals
    return {
        "scale": card.scale.version,
        "team": card.team,
        "on": card.on.isoformat(),
        "items": {item: of_item(result, card.scale) for item, result in card.results.items()},
        "scored": total.scored,
        "sum": total.sum,
        "lowest": total.lowest,
        "highest": total.highest,
        "band_lowest": total.band_lowest.id,
        "band_highest": total.band_highest.id,
    }


def as_text(card: Card) -> str:
    """Return the card as JSON text, each value on its line."""
    return json.dumps(as_data(card), ensure_ascii=False, indent=2) + "\n"


def of_item(result: AnyResult, scale: Scale) -> dict[str, Any]:
    """Return one item of the card as JSON values."""
    match result:
        case Score():
            return _computed(result, scale)
        case InsufficientData():
            return _insufficient(result, scale)
        case Assisted():
            return _assisted(result)
        case Judged():
            return {"result": "judged", "points": None}


def _computed(result: Score, scale: Scale) -> dict[str, Any]:
    data: dict[str, Any] = {
        "result": "computed",
        "points": result.points,
        "value": _text(result.value),
        "numerator": _text(result.numerator),
        "denominator": _text(result.denominator),
        "unit": result.unit,
        **_window(result.window),
        "counted": list(result.counted),
        "left_out": _left_out(result.left_out),
        "next": card_words.next_step(result, scale),
    }
    if result.coaches:
        data["specialists"] = {
            part.coach: {"value": _text(part.value), "points": part.points}
            for part in result.coaches
        }
    if result.measures:
        data["measures"] = _measures(result.measures)
    if result.points_if_confirmed is not None:
        data |= {"needs_confirmation": True, "points_if_confirmed": result.points_if_confirmed}
    return data | _beside(result.shown_beside) | _note(result.note)


def _insufficient(result: InsufficientData, scale: Scale) -> dict[str, Any]:
    return {
        "result": "insufficient_data",
        "points": None,
        "reason": card_words.reason(result),
        "reason_code": result.reason_code,
        "have": _text(result.have),
        "need": _text(result.need),
        "value": None,
        "numerator": None,
        "denominator": None,
        "unit": scale.item(result.item).unit,
        **_window(result.window),
        "counted": [],
        "left_out": _left_out(result.left_out),
        "next": None,
    }


def _assisted(result: Assisted) -> dict[str, Any]:
    data = {
        "result": "assisted",
        "points": None,
        "ceiling": result.ceiling,
        "proposal": result.proposal,
        "components": dict(result.components),
        "measures": _measures(result.measures),
        **_window(result.window),
        "counted": list(result.counted),
        "left_out": _left_out(result.left_out),
    }
    return data | _beside(result.shown_beside) | _note(result.note)


def _window(window: Window) -> dict[str, str | None]:
    return {
        "from": window.start.isoformat() if window.start else None,
        "to": window.end.isoformat(),
    }


def _left_out(rows: Iterable[LeftOut]) -> list[dict[str, str]]:
    return [{"id": row.id, "reason": row.reason} for row in rows]


def _measures(measures: Mapping[str, Measure]) -> dict[str, dict[str, str | None]]:
    return {
        name: {
            "numerator": str(measure.numerator),
            "denominator": str(measure.denominator),
            "value": _text(measure.value),
        }
        for name, measure in measures.items()
    }


def _beside(figures: Mapping[str, Beside]) -> dict[str, Any]:
    own = {name: _plain(value) for name, value in figures.items() if name in BY_MONTH}
    beside = {name: _plain(value) for name, value in figures.items() if name not in BY_MONTH}
    return own | ({"shown_beside": beside} if beside else {})


def _plain(value: Beside) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Fraction) else value


def _note(note: str | None) -> dict[str, str]:
    return {} if note is None else {"note": note}


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
