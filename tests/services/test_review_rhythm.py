"""When a team's next review is due (model.md, *Reviews and scales*)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coaching import clock
from coaching.reviews import service as reviews
from coaching.reviews.types import ReviewKind
from tests.factories import make_client
from tests.reviews import begun, finished


@pytest.fixture(autouse=True)
def _today():
    with clock.at(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        yield


def due(session, people):
    return reviews.next_review(session, people.kokkola.id)


def test_no_client_and_no_review_is_no_day(session, people):
    assert due(session, people) is None


def test_without_a_review_it_is_six_months_after_the_first_client(session, people):
    make_client(session, people.kokkola, people.aino, referred=date(2026, 8, 31))
    make_client(session, people.kokkola, people.aino, referred=date(2026, 9, 15))
    make_client(session, people.pietarsaari, people.cilla, referred=date(2026, 1, 1))

    assert due(session, people) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("total", "day"),
    [
        (25, date(2027, 3, 24)),
        (99, date(2027, 3, 24)),
        (100, date(2027, 9, 24)),
        (125, date(2027, 9, 24)),
    ],
)
def test_from_a_hundred_points_on_it_is_a_year_else_half_a_year(session, people, total, day):
    finished(session, people, total, on=date(2026, 9, 24))

    assert due(session, people) == day


@pytest.mark.parametrize("kind", list(ReviewKind))
def test_the_newest_counts_whatever_its_kind(session, people, kind):
    finished(session, people, 110, on=date(2026, 3, 1), kind=ReviewKind.SELF)
    finished(session, people, 80, on=date(2026, 10, 1), kind=kind)
    # Finished later, but it speaks of an earlier day.
    finished(session, people, 110, on=date(2026, 5, 1))

    assert due(session, people) == date(2027, 4, 1)


def test_one_with_items_missing_does_not_count(session, people):
    finished(session, people, 80, on=date(2026, 3, 1))
    finished(session, people, 110, missing=("O7",), on=date(2026, 10, 1))

    assert due(session, people) == date(2026, 9, 1)


def test_only_one_with_items_missing_leaves_it_to_the_first_client(session, people):
    make_client(session, people.kokkola, people.aino, referred=date(2026, 9, 15))
    finished(session, people, 110, missing=("O7",), on=date(2026, 10, 1))

    assert due(session, people) == date(2027, 3, 15)


def test_an_open_one_and_another_teams_do_not_count(session, people):
    make_client(session, people.kokkola, people.aino, referred=date(2026, 9, 15))
    begun(session, people, on=date(2026, 10, 1))

    assert due(session, people) == date(2027, 3, 15)
