"""Hours of a week as people type them, and as they are shown."""

from __future__ import annotations

import pytest

from coaching.i18n import length_of
from forms.fields import read_hours


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("3,5", 210),
        ("3.5", 210),
        ("7,65", 459),
        ("3:30", 210),
        ("0:05", 5),
        ("3", 180),
        ("3 h", 180),
        ("3 t", 180),
        ("3 h 30 min", 210),
        ("3 h 30", 210),
        ("3h30min", 210),
        ("45 min", 45),
        ("100 min", 100),
        ("0", 0),
        ("168", 10080),
    ],
)
def test_hours_are_read_as_they_are_typed(typed, minutes):
    assert read_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["3.30", "3:60", "-1", "3,555", "1:2:3", "h", "much", "3 h 30 h"])
def test_what_can_mean_two_things_or_nothing_is_asked(typed):
    assert read_hours(typed) is None


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (5, "5 min"), (60, "1 h"), (2295, "38 h 15 min")]
)
def test_a_length_is_shown_in_hours_and_minutes_and_read_back(minutes, words):
    assert length_of(minutes) == words
    assert read_hours(words) == minutes
