"""Absences of people: dated, half-open, one at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts import people as staff
from coaching.accounts import posts
from coaching.accounts.models import Absence
from coaching.caseload import service as caseload
from coaching.errors import ChangedMeanwhile, NotThere
from tests.factories import make_client, make_user

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def by(people):
    return people.ylva.actor


@pytest.fixture
def eeva(session):
    """A person without a post, as the services give her."""
    return staff.get(session, make_user(session, "Eeva Esko").public_id)


@pytest.fixture
def aino(session, people):
    """A full-time coach of Kokkola, as the services give her."""
    return staff.get(session, people.aino.public_id)


def told(session, absence):
    newest = history.newest(session, "absence", absence.public_id)
    return {name: one.value for name, one in newest.items()}


def test_an_absence_goes_on_until_somebody_is_back(session, by, eeva):
    absence = posts.set_absence(session, by, eeva, TODAY - DAY, None)

    posts.set_absence(session, by, eeva, TODAY - DAY, TODAY + DAY, absence, absence.row_version)

    assert told(session, absence) == {
        "user": eeva.public_id,
        "since": (TODAY - DAY).isoformat(),
        "until": (TODAY + DAY).isoformat(),
    }


def test_an_absence_touches_neither_places_nor_clients(session, by, people, aino):
    make_client(session, people.kokkola, people.aino)

    posts.set_absence(session, by, aino, TODAY, None)

    totals = caseload.totals(session, aino.id)
    assert (totals.owned, totals.held) == (20, 1)


def test_nobody_is_away_twice_on_a_day(session, by, eeva, aino):
    first = posts.set_absence(session, by, eeva, TODAY, TODAY + 5 * DAY)

    with pytest.raises(posts.AbsencesOverlap):
        posts.set_absence(session, by, eeva, TODAY + 4 * DAY, None)
    posts.set_absence(session, by, eeva, TODAY + 5 * DAY, None)
    posts.set_absence(session, by, aino, TODAY, None)
    posts.set_absence(session, by, eeva, TODAY, TODAY + 4 * DAY, first, first.row_version)

    assert [row.since for row in posts.absences(session, eeva)] == [TODAY + 5 * DAY, TODAY]


@pytest.mark.parametrize("days", [0, -1])
def test_an_absence_lasts_at_least_a_day(session, by, eeva, days):
    with pytest.raises(posts.EndBeforeStart):
        posts.set_absence(session, by, eeva, TODAY, TODAY + days * DAY)


def test_a_newer_absence_is_neither_overwritten_nor_removed(session, by, eeva):
    absence = posts.set_absence(session, by, eeva, TODAY, None)
    version = absence.row_version
    posts.set_absence(session, by, eeva, TODAY - DAY, None, absence, version)

    with pytest.raises(ChangedMeanwhile):
        posts.set_absence(session, by, eeva, TODAY, TODAY + DAY, absence, version)
    with pytest.raises(ChangedMeanwhile):
        posts.remove_absence(session, by, eeva, absence, version)

    assert absence.since == TODAY - DAY


def test_an_absence_entered_by_mistake_is_removed(session, by, eeva):
    absence = posts.set_absence(session, by, eeva, TODAY, None)

    posts.remove_absence(session, by, eeva, absence, absence.row_version)

    assert session.scalar(select(Absence.id)) is None
    with pytest.raises(NotThere):
        posts.get_absence(session, eeva, absence.public_id)
