"""Where a consent stands on a day, at every edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coaching.consents.types import (
    ENDS_SOON_DAYS,
    IN_FORCE,
    OTHERS,
    SUGGESTED,
    ConsentKind,
    ListedConsent,
    NewConsent,
    State,
    current,
    kind_for,
)
from coaching.contacts.types import With

DAY = timedelta(days=1)
GIVEN, LAST = date(2026, 3, 2), date(2026, 12, 31)
FAMILY = NewConsent(ConsentKind.FAMILY, GIVEN, (With.FAMILY,), valid_to=LAST)
SOON = LAST - ENDS_SOON_DAYS * DAY


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (GIVEN - DAY, State.AHEAD),
        (GIVEN, State.IN_FORCE),
        (SOON - DAY, State.IN_FORCE),
        (SOON, State.ENDING),
        (LAST, State.ENDING),
        (LAST + DAY, State.ENDED),
    ],
    ids=str,
)
def test_it_is_in_force_from_the_day_it_is_given_to_its_last_day(day, state):
    assert FAMILY.state_on(day) is state
    assert FAMILY.covers(With.FAMILY, day) is (GIVEN <= day <= LAST)


def test_without_a_last_day_it_goes_on():
    endless = replace(FAMILY, valid_to=None)

    assert endless.state_on(date(2099, 1, 1)) is State.IN_FORCE
    assert endless.days_left(GIVEN) is None


@pytest.mark.parametrize(
    ("day", "state"),
    [(GIVEN + 9 * DAY, State.IN_FORCE), (GIVEN + 10 * DAY, State.LIMITED), (SOON, State.ENDING)],
    ids=str,
)
def test_a_limited_one_is_in_force_and_says_so_until_it_ends_soon(day, state):
    limited = replace(FAMILY, limited_on=GIVEN + 10 * DAY, limits="Only by phone")

    assert limited.state_on(day) is state
    assert limited.covers(With.FAMILY, day)


@pytest.mark.parametrize("withdrawn", [GIVEN, GIVEN + 5 * DAY, LAST], ids=str)
def test_from_the_day_it_is_withdrawn_it_is_in_force_no_more(withdrawn):
    consent = replace(FAMILY, withdrawn_on=withdrawn, limited_on=GIVEN)

    assert consent.state_on(withdrawn) is State.WITHDRAWN
    assert consent.state_on(LAST + DAY) is State.WITHDRAWN
    assert consent.covers(With.FAMILY, withdrawn - DAY) is (withdrawn > GIVEN)
    assert not consent.covers(With.FAMILY, withdrawn)


def test_it_ends_with_the_service_when_that_comes_first():
    closed = ListedConsent(ConsentKind.FAMILY, GIVEN, (With.FAMILY,), closed_on=GIVEN + 50 * DAY)
    early = replace(closed, valid_to=GIVEN + 20 * DAY)

    assert closed.last_day == GIVEN + 50 * DAY
    assert early.last_day == GIVEN + 20 * DAY
    assert closed.state_on(GIVEN + 51 * DAY) is State.ENDED


def test_only_those_who_are_named_are_covered():
    assert [one for one in With if FAMILY.covers(one, GIVEN)] == [With.FAMILY]


@pytest.mark.parametrize("with_whom", OTHERS)
def test_the_kind_that_is_suggested_for_somebody_names_them_or_has_room_for_them(with_whom):
    kind = kind_for(with_whom)

    assert with_whom in SUGGESTED[kind] or (with_whom, kind) == (
        With.OTHER,
        ConsentKind.MULTI_AGENCY,
    )


def test_states_with_which_one_may_be_in_touch():
    assert {State.IN_FORCE, State.LIMITED, State.ENDING} == IN_FORCE


def test_one_that_is_over_gives_way_to_a_later_one_of_its_kind():
    over = ListedConsent(ConsentKind.FAMILY, GIVEN, (With.FAMILY,), valid_to=GIVEN + DAY)
    later = replace(over, given_on=GIVEN + 9 * DAY, valid_to=None)
    gone = replace(over, kind=ConsentKind.EMPLOYER, withdrawn_on=GIVEN)

    assert current([later, gone, over], LAST) == [later, gone]
    assert current([later, over], GIVEN) == [later, over]
    assert current([over], LAST) == [over]
