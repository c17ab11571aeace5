"""What scoring an item gives: points with everything behind them, or what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

Beside = Fraction | int | str | tuple[int, ...] | None
"""A figure shown beside the points."""


@dataclass(frozen=True)
class Window:
    """The days a result looks at, both included; `start` is None for a single day."""

    start: date | None
    end: date


@dataclass(frozen=True)
class LeftOut:
    """A record that was not counted, and why (a code)."""

    id: str
    reason: str


@dataclass(frozen=True)
class Next:
    """The next threshold: `points` when the value reaches `edge`.

    `of` names the figures that must reach it where that is not the value: measures, or a figure
    shown beside.
    """

    points: int
    edge: Fraction
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class CoachPart:
    """One coach's part of a per-specialist item."""

    coach: str
    value: Fraction
    points: int


@dataclass(frozen=True)
class Measure:
    """One of several shares an item is scored by; no value without anything to count."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """The exact share."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Score:
    """Points of a computed item with everything behind them (fidelity scale, part 2, rule 6).

    An item scored by several measures has no single value, numerator and denominator (reading 51).
    """

    item: str
    scale: str
    window: Window
    points: int
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    unit: str
    counted: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    next: Next | None = None
    coaches: tuple[CoachPart, ...] = ()
    shown_beside: Mapping[str, Beside] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    points_if_confirmed: int | None = None
    """Points once a person confirms what records cannot tell; `points` hold until then (reading 3)."""
    note: str | None = None


@dataclass(frozen=True)
class Assisted:
    """What records tell of an item that a person scores (rule 7).

    Attributes:
        components: parts that are present or not, by their number; None where a person says.
        ceiling: most points the records allow, None without one.
        proposal: points the records speak for, None without one.
        measures: shares behind them.
    """

    item: str
    scale: str
    window: Window
    components: Mapping[str, bool | None] = field(default_factory=dict)
    ceiling: int | None = None
    proposal: int | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    shown_beside: Mapping[str, Beside] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True)
class Judged:
    """An item that a person scores from evidence; records may help (`shown_beside`)."""

    item: str
    scale: str
    window: Window
    components: Mapping[str, bool | None] = field(default_factory=dict)
    shown_beside: Mapping[str, Beside] = field(default_factory=dict)


@dataclass(frozen=True)
class InsufficientData:
    """Too little data gives no score, with the reason and what is missing (rule 5).

    `have` and `need` are the numbers behind the reason; `of` names the measure that they count for
    where it is not the whole item.
    """

    item: str
    scale: str
    window: Window
    reason_code: str
    have: Fraction
    need: Fraction
    left_out: tuple[LeftOut, ...] = ()
    of: str | None = None


Result = Score | InsufficientData
"""What a computed item gives."""

AnyResult = Result | Assisted | Judged
"""What any item gives."""
