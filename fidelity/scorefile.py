"""A score file: points typed in JSON, added up (`rinnalla score FILE --json`)."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from fidelity.scale import UnknownScale, load
from fidelity.scorecard import PointsRefused, totals


class ScoreFileRefused(ValueError):
    """The file cannot be scored; the message is one clear line."""


def score(raw: bytes) -> dict[str, int | str]:
    """Add up the points of a score file.

    Args:
        raw: UTF-8 JSON: {"scale": version, "items": {item id: 1–5 or null}}; items left out count
            as null.

    Returns:
        scored, sum, lowest, highest (whole numbers) and band_lowest, band_highest (band ids).

    Raises:
        ScoreFileRefused: a broken file, an unknown scale or item, or points that are not a whole
            number 1–5 or null.
    """
    data = _read(raw)
    try:
        result = totals(data["items"], load(data["scale"]))
    except (UnknownScale, PointsRefused) as refused:
        raise ScoreFileRefused(str(refused)) from None
    return {
        "scored": result.scored,
        "sum": result.sum,
        "lowest": result.lowest,
        "highest": result.highest,
        "band_lowest": result.band_lowest.id,
        "band_highest": result.band_highest.id,
    }


def _read(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_constant
        )
    except ScoreFileRefused:
        raise
    except UnicodeDecodeError:
        raise ScoreFileRefused("the file is not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise ScoreFileRefused("the file is not JSON") from None
    if not isinstance(data, dict):
        raise ScoreFileRefused("the file holds no object with scale and items")
    unknown = sorted(set(data) - {"scale", "items"})
    if unknown:
        raise ScoreFileRefused(f"unknown key {unknown[0]!r}")
    if not isinstance(data.get("scale"), str):
        raise ScoreFileRefused("scale is missing or not a text")
    if not isinstance(data.get("items"), dict):
        raise ScoreFileRefused("items is missing or not an object")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ScoreFileRefused(f"the key {key!r} stands twice")
        found[key] = value
    return found


def _constant(name: str) -> NoReturn:
    raise ScoreFileRefused(f"{name} is not a number that JSON has")
