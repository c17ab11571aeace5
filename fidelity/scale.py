"""A scale: its items, thresholds and bands, read from versioned data and checked for holes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

LEAST_POINTS, MOST_POINTS = 1, 5
_FOLDER = Path(__file__).parent / "scales"


class UnknownScale(ValueError):
    """No scale of that version is known."""


class BrokenScale(ValueError):
    """A scale file has a hole; the message names it."""


class Kind(StrEnum):
    """Where an item's points come from (fidelity scale, part 2, rule 7)."""

    COMPUTED = "computed"
    ASSISTED = "assisted"
    JUDGED = "judged"


class Better(StrEnum):
    """Which side of a threshold is better."""

    LESS = "less"
    MORE = "more"


@dataclass(frozen=True)
class Threshold:
    """Points for values on the right side of `edge` (beyond it when `above`), with a certainty mark."""

    points: int
    edge: Fraction
    mark: str
    above: bool = False


@dataclass(frozen=True)
class Item:
    """One of the items. `components`: points by the number of components present, empty if not so scored."""

    id: str
    kind: Kind
    unit: str
    better: Better | None = None
    thresholds: tuple[Threshold, ...] = ()
    components: tuple[int, ...] = ()
    mark: str | None = None

    @property
    def section(self) -> str:
        """S staffing, O organisation or V services."""
        return self.id[0]

    def points(self, value: Fraction | int) -> int:
        """Return 1–5 for an exact value: no rounding before comparing (fidelity scale, rule 1)."""
        for threshold in self.thresholds:
            if self._meets(Fraction(value), threshold):
                return threshold.points
        return LEAST_POINTS

    def next_threshold(self, points: int) -> Threshold | None:
        """Return the easiest threshold that gives more than `points`, None at the top."""
        better = [threshold for threshold in self.thresholds if threshold.points > points]
        return better[-1] if better else None

    def _meets(self, value: Fraction, threshold: Threshold) -> bool:
        if self.better is Better.LESS:
            return value <= threshold.edge
        return value > threshold.edge if threshold.above else value >= threshold.edge


@dataclass(frozen=True)
class Band:
    """A named span of totals, both ends included."""

    id: str
    least: int
    most: int
    mark: str


@dataclass(frozen=True)
class Scale:
    """One version of the scale: items in its order, bands from best to least, rules by name."""

    version: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    rules: Mapping[str, Mapping[str, Any]] = field(repr=False)

    def item(self, item_id: str) -> Item:
        """Return an item by id.

        Raises:
            KeyError: the scale has no such item.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    @property
    def least(self) -> int:
        """Lowest total."""
        return LEAST_POINTS * len(self.items)

    @property
    def most(self) -> int:
        """Highest total."""
        return MOST_POINTS * len(self.items)

    def band(self, total: int) -> Band:
        """Return the band a total falls in.

        Raises:
            ValueError: the total is outside the scale.
        """
        for band in self.bands:
            if band.least <= total <= band.most:
                return band
        raise ValueError(f"a total is {self.least} to {self.most}, not {total}")


def versions() -> tuple[str, ...]:
    """Return the versions that are shipped."""
    return tuple(sorted(path.stem.replace("_", "-") for path in _FOLDER.glob("*.toml")))


@lru_cache(maxsize=8)
def load(version: str) -> Scale:
    """Return a shipped scale.

    Raises:
        UnknownScale: no such version.
        BrokenScale: its file has a hole.
    """
    if version not in versions():
        raise UnknownScale(f"unknown scale {version!r}; known: {', '.join(versions())}")
    text = (_FOLDER / f"{version.replace('-', '_')}.toml").read_text(encoding="utf-8")
    return read(text, expected=version)


def read(text: str, expected: str | None = None) -> Scale:
    """Read a scale from TOML text and check it for holes.

    Raises:
        BrokenScale: it cannot be read, or an item, threshold or band is missing or overlaps.
    """
    try:
        data = tomllib.loads(text)
        scale = Scale(
            version=data["version"],
            items=tuple(_item(item_id, rows) for item_id, rows in data["items"].items()),
            bands=tuple(_band(row) for row in data["bands"]),
            rules=MappingProxyType(data.get("rules", {})),
        )
    except tomllib.TOMLDecodeError as broken:
        raise BrokenScale(f"the scale cannot be read: {broken}") from None
    except (KeyError, TypeError, AttributeError, ValueError) as hole:
        if isinstance(hole, BrokenScale):
            raise
        raise BrokenScale(f"the scale has a hole: {hole}") from None
    if expected is not None and scale.version != expected:
        raise BrokenScale(f"the file of {expected} says it is {scale.version}")
    _check_bands(scale)
    return scale


def _item(item_id: str, row: Mapping[str, Any]) -> Item:
    item = Item(
        id=item_id,
        kind=Kind(row["kind"]),
        unit=row["unit"],
        better=Better(row["better"]) if "better" in row else None,
        thresholds=tuple(_threshold(edge) for edge in row.get("thresholds", ())),
        components=tuple(row["components"]["points"]) if "components" in row else (),
        mark=row.get("mark") or row.get("components", {}).get("mark"),
    )
    _check_item(item)
    return item


def _threshold(row: Mapping[str, Any]) -> Threshold:
    return Threshold(row["points"], Fraction(row["edge"]), row["mark"], row.get("above", False))


def _band(row: Mapping[str, Any]) -> Band:
    return Band(row["id"], row["from"], row["to"], row["mark"])


def _check_item(item: Item) -> None:
    if not item.id or item.id[0] not in "SOV" or not item.id[1:].isdigit():
        raise BrokenScale(f"{item.id!r} is not the id of an item")
    if not (item.thresholds or item.components or item.mark):
        raise BrokenScale(f"{item.id} has neither thresholds, components nor a mark")
    if item.thresholds:
        _check_thresholds(item)
    if item.components and list(item.components) != sorted(item.components):
        raise BrokenScale(f"{item.id}: more components give fewer points")


def _check_thresholds(item: Item) -> None:
    points = [threshold.points for threshold in item.thresholds]
    edges = [threshold.edge for threshold in item.thresholds]
    if item.better is None:
        raise BrokenScale(f"{item.id} does not say whether more or less is better")
    if points != list(range(MOST_POINTS, points[-1] - 1, -1)) or points[-1] < 2:
        raise BrokenScale(f"{item.id}: the thresholds do not lead from 5 points down without a gap")
    if edges != sorted(edges, reverse=item.better is Better.MORE) or len(set(edges)) < len(edges):
        raise BrokenScale(f"{item.id}: the thresholds are not in order")


def _check_bands(scale: Scale) -> None:
    spans = sorted((band.least, band.most) for band in scale.bands)
    starts = [scale.least, *(most + 1 for _least, most in spans[:-1])]
    if not spans or [least for least, _most in spans] != starts or spans[-1][1] != scale.most:
        raise BrokenScale(
            f"the bands do not cover {scale.least} to {scale.most} once, for {len(scale.items)} items"
        )
