"""The series of reviews, what is seen in it, when the next one is due, and its picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from fidelity.charts import ChartWords, trend_png, trend_svg
from fidelity.scale import load
from fidelity.trend import Finished, next_due, seen, series
from tests.pure.test_totals import spread

SCALE = load("ips25-2008")
WORDS = ChartWords(
    bands={"exemplary": "utmärkt", "good": "god", "fair": "måttlig", "not_ips": "inte stödd"},
    kinds={"self": "själv", "peer": "kollega", "external": "extern"},
    day=lambda day: f"{day.month}/{day.year}",
)


def review(on: date, total: int, kind: str = "self", missing: int = 0) -> Finished:
    points = dict(spread(total, 25))
    for item in list(points)[:missing]:
        points[item] = None
    return Finished(on, kind, SCALE.version, points)


def test_the_newest_review_is_compared_with_the_one_before_and_the_next_band():
    points = series([review(date(2026, 9, 16), 84), review(date(2026, 3, 18), 73, "external")])

    result = seen(points, SCALE)

    assert (result.newest.totals.sum, result.change, result.since) == (84, 11, date(2026, 3, 18))
    assert (result.next_band.id, result.to_next) == ("good", 16)


def test_a_review_with_items_missing_is_a_range_and_is_compared_with_nothing():
    points = series([review(date(2026, 3, 18), 73), review(date(2026, 9, 16), 84, missing=2)])

    result = seen(points, SCALE)

    assert result.newest.totals.lowest < result.newest.totals.highest
    assert (result.change, result.to_next) == (None, None)


def test_nothing_is_seen_before_the_first_review():
    assert seen((), SCALE) is None
    assert seen(series([review(date(2026, 3, 18), 120)]), SCALE).next_band is None


@pytest.mark.parametrize(
    ("reviews", "first_client", "due"),
    [
        ([], None, None),
        ([], date(2026, 8, 31), date(2027, 2, 28)),
        ([review(date(2026, 3, 18), 99)], date(2025, 1, 1), date(2026, 9, 18)),
        ([review(date(2026, 3, 18), 100)], date(2025, 1, 1), date(2027, 3, 18)),
        ([review(date(2026, 3, 18), 100), review(date(2026, 9, 1), 90)], None, date(2027, 3, 1)),
        (
            [review(date(2026, 3, 18), 100), review(date(2026, 9, 1), 90, missing=1)],
            None,
            date(2027, 3, 18),
        ),
        ([review(date(2026, 3, 18), 90, missing=1)], date(2026, 1, 15), date(2026, 7, 15)),
        ([review(date(2024, 2, 29), 110, "external")], None, date(2025, 2, 28)),
    ],
)
def test_the_rhythm_of_reviews(reviews, first_client, due):
    assert next_due(reviews, first_client, SCALE) == due


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_picture_is_drawn_the_same_every_time_and_holds_no_script(dark, narrow, count):
    days = [
        date(2024, 9, 11),
        date(2025, 3, 12),
        date(2025, 3, 12),
        date(2026, 3, 18),
        date(2026, 9, 16),
    ]
    kinds = ["self", "external", "peer", "external", "self"]
    reviews = [
        review(day, 60 + 8 * n, kind, missing=n == 3)
        for n, (day, kind) in enumerate(zip(days, kinds, strict=True))
    ]
    points = series(reviews[:count])

    first = trend_svg(points, SCALE, WORDS, dark=dark, narrow=narrow)

    assert first == trend_svg(points, SCALE, WORDS, dark=dark, narrow=narrow)
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(first).iter()}  # noqa: S314 - our own
    assert "script" not in tags
    assert "image" not in tags


def test_the_picture_for_documents_is_a_png():
    assert trend_png(series([review(date(2026, 3, 18), 84)]), SCALE, WORDS).startswith(b"\x89PNG")
