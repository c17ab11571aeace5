"""Keeping the working time in a real browser: few enough actions that a week takes under a minute."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.contacts.types import monday_of
from coaching.worktime.types import Time, WorkKind, WorkPlace
from tests.browser.test_quick_entry import Hand
from tests.factories import make_client, make_contact
from tests.worktime import OFFICE, make_week, rows_of

MOST_ACTIONS = 5
"""Taps and fields from My day to a confirmed week, with two of its times changed and the
sum looked at."""

WEEK = timedelta(days=7)
TRAVEL = (WorkKind.EMPLOYMENT, WorkPlace.TRAVEL)


@pytest.fixture
def monday(database, people):
    """Last week's Monday: two weeks wait, the one before them was confirmed, a client was met."""
    last = monday_of(clock.today()) - WEEK
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
        make_contact(session, stay, people.aino, on=last, minutes=95, place="workplace")
        for number in (2, 3):
            times = [Time(*OFFICE, 1500), Time(*TRAVEL, 500)]
            make_week(session, people.aino, people.kokkola, last - number * WEEK, times)
    return last


@pytest.fixture(params=["desk", "phone"])
def visitor(request):
    """A window at a desk with scripts, and one of a phone."""
    return request.getfixturevalue(request.param)


def stored(database, people):
    with database.read() as session:
        rows = rows_of(session, people.aino)
    return {monday: [row[2:] for row in rows if row[0] == monday] for monday, *_rest in rows}


def test_an_ordinary_week_is_two_actions_and_one_with_changes_five(
    visitor, people, database, monday
):
    visitor.sign_in(people.aino)
    visitor.open("/")
    hand = Hand(visitor.page)
    button = visitor.page.locator(".savebar .button.main")

    hand.send(visitor.page.locator("a[href^='/worktime/']").first)
    visitor.look()
    hand.send(button)
    visitor.look()

    assert hand.actions == 2
    assert stored(database, people)[monday] == [(*OFFICE, 1650), (*TRAVEL, 550)]
    hand.actions = 1  # the link on My day, had the coach come from there
    hand.write(visitor.page.locator("#times-0-minutes"), "20")
    hand.write(visitor.page.locator("#times-1-minutes"), "18:15")
    hand.send(visitor.page.locator("button[name=step][value=sum]"))
    visitor.look()
    hand.send(button)
    visitor.look()

    assert hand.actions == MOST_ACTIONS
    assert stored(database, people)[monday - WEEK] == [(*OFFICE, 1200), (*TRAVEL, 1095)]
