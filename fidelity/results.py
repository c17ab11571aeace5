"""What scoring an item gives: points with everything behind them, or what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


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
    """The next threshold: `points` when the value reaches `edge`."""

    points: int
    edge: Fraction


@dataclass(frozen=True)
class CoachPart:
    """One coach's part of a per-specialist item."""

    coach: str
    value: Fraction
    points: int


@dataclass(frozen=True)
class Score:
    """Points of a computed item with everything behind them (fidelity scale, part 2, rule 6)."""

    item: str
    scale: str
    window: Window
    points: int
    value: Fraction
    numerator: Fraction
    denominator: Fraction
    unit: str
    counted: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    next: Next | None = None
    coaches: tuple[CoachPart, ...] = ()
    shown_beside: Mapping[str, Fraction | int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class InsufficientData:
    """Too little data gives no score, with the reason and what is missing (rule 5).

    `have` and `need` are the numbers behind the reason.
    """

    item: str
    scale: str
    window: Window
    reason_code: str
    have: Fraction
    need: Fraction
    left_out: tuple[LeftOut, ...] = ()


Result = Score | InsufficientData
