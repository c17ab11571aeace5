"""Charts of the series: SVG for pages, PNG for documents. The only module that draws."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from fidelity.scale import Scale
from fidelity.trend import Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKERS = {"self": "o", "peer": "^", "external": "s"}

_FEW_WIDE, _FEW_NARROW = 5, 4
"""Most reviews whose dates and kinds fit side by side; more stand evenly, in two rows."""

_HEADROOM = 9
"""Points of room above the best total, for its label."""


@dataclass(frozen=True)
class ChartWords:
    """The words in the picture, in the reader's language.

    `bands` by band id, `kinds` by review kind, `day` writes a date.
    """

    bands: Mapping[str, str]
    kinds: Mapping[str, str]
    day: Callable[[date], str]


@dataclass(frozen=True)
class _Colours:
    ground: str
    ink: str
    muted: str
    line: str
    accent: str
    soft: str


_LIGHT = _Colours("#ffffff", "#1a1a1a", "#595959", "#d4d6dc", "#0000bf", "#f0f0ff")
_DARK = _Colours("#15161b", "#f1f1f3", "#b6b9c4", "#3b3e4a", "#b9bcff", "#23254a")


def trend_svg(
    points: tuple[Point, ...], scale: Scale, words: ChartWords, *, dark: bool, narrow: bool
) -> bytes:
    """Draw the trend as SVG, the same bytes for the same numbers and words.

    Args:
        points: the series, oldest first, at least one.
        scale: its bands are the named areas.
        words: every word in the picture.
        dark: colours for dark mode.
        narrow: a picture for a phone instead of a desk.
    """
    return _saved(_figure(points, scale, words, _DARK if dark else _LIGHT, narrow), "svg")


def trend_png(points: tuple[Point, ...], scale: Scale, words: ChartWords) -> bytes:
    """Draw the trend as PNG for a document."""
    return _saved(_figure(points, scale, words, _LIGHT, narrow=False), "png")


def _figure(
    points: tuple[Point, ...], scale: Scale, words: ChartWords, colours: _Colours, narrow: bool
) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.4, 4.6) if narrow else (7.6, 4.2), facecolor=colours.ground)
    crowded = _is_crowded(points, narrow)
    foot = 0.2 if crowded else 0.13
    axes = figure.add_axes((0.02, foot, 0.96, 0.98 - foot))
    axes.set_facecolor(colours.ground)
    at = [float(place) for place in range(len(points))] if crowded else _places(points)
    left, right = at[0] - 0.9, at[-1] + 0.9
    axes.set_xlim(left, right)
    axes.set_ylim(scale.least - 1, scale.most + _HEADROOM)
    axes.set_yticks([])
    _bands(axes, scale, words, colours, left)
    _curve(axes, points, at, colours)
    _marks(axes, points, at, words, colours, narrow)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure


def _is_crowded(points: tuple[Point, ...], narrow: bool) -> bool:
    return len(points) > (_FEW_NARROW if narrow else _FEW_WIDE)


def _places(points: tuple[Point, ...]) -> list[float]:
    """Place reviews along time, but never so near that their labels would touch."""
    if len(points) == 1:
        return [0.0]
    span = max((points[-1].on - points[0].on) / timedelta(days=1), 1.0)
    places = [0.0]
    for earlier, later in pairwise(points):
        step = (later.on - earlier.on) / timedelta(days=1) / span * (len(points) - 1)
        places.append(places[-1] + max(step, 0.8))
    return places


def _bands(axes: Axes, scale: Scale, words: ChartWords, colours: _Colours, left: float) -> None:
    for number, band in enumerate(scale.bands):
        low, high = band.least - 0.5, band.most + 0.5
        # The lowest band is tall: its name at the bottom stays clear of the curve.
        lowest = band.least == scale.least
        axes.axhspan(low, high, color=colours.soft if number % 2 == 0 else colours.ground, zorder=0)
        axes.axhline(low, color=colours.line, linewidth=0.8, zorder=1)
        axes.annotate(
            f"{words.bands[band.id]} {band.least}–{band.most}",
            (left, low if lowest else high),
            xytext=(6, 5 if lowest else -4),
            textcoords="offset points",
            va="bottom" if lowest else "top",
            ha="left",
            color=colours.muted,
            fontsize=10,
        )


def _curve(axes: Axes, points: tuple[Point, ...], at: list[float], colours: _Colours) -> None:
    whole = [
        (x, point.totals.sum)
        for x, point in zip(at, points, strict=True)
        if point.totals.is_complete
    ]
    axes.plot(
        [x for x, _ in whole], [y for _, y in whole], color=colours.accent, linewidth=2, zorder=2
    )


def _marks(
    axes: Axes,
    points: tuple[Point, ...],
    at: list[float],
    words: ChartWords,
    colours: _Colours,
    narrow: bool,
) -> None:
    for x, point in zip(at, points, strict=True):
        low, high = point.totals.lowest, point.totals.highest
        if point.totals.is_complete:
            axes.plot(
                [x], [low], marker=_MARKERS[point.kind], markersize=9, linestyle="none", zorder=3,
                markerfacecolor=colours.ground if point.kind == "self" else colours.accent,
                markeredgecolor=colours.accent, markeredgewidth=2,
            )  # fmt: skip
        else:
            axes.plot(
                [x, x],
                [low, high],
                color=colours.accent,
                linewidth=7,
                solid_capstyle="butt",
                zorder=3,
            )
        axes.annotate(
            str(low) if low == high else f"{low}–{high}", (x, high), xytext=(0, 9),
            textcoords="offset points", ha="center", color=colours.ink, fontsize=11, weight="bold", zorder=4,
        )  # fmt: skip
    crowded = _is_crowded(points, narrow)
    labels = [f"{words.day(point.on)}\n{words.kinds[point.kind]}" for point in points]
    # Side by side while there is room, else every other one stands lower.
    lowered = ["\n\n" * (crowded and place % 2) + label for place, label in enumerate(labels)]
    axes.set_xticks(at, lowered, color=colours.ink, fontsize=8.5 if narrow else 10)
    axes.tick_params(length=0)


def _saved(figure: Figure, kind: str) -> bytes:
    import matplotlib as mpl

    file = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "rinnalla", "svg.fonttype": "path"}):
        if kind == "svg":
            figure.savefig(file, format="svg", metadata={"Date": None})
        else:
            figure.savefig(file, format="png", dpi=200, metadata={"Software": None})
    return file.getvalue()
