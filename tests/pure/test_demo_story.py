"""The story of the demonstration hangs together on whatever day it is told."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from coaching.clients.types import Decision, Status
from coaching.contacts.types import MeetingPurpose, With
from coaching.demo import portraits, telling, words
from coaching.demo.workdays import is_workday

DAYS = [
    date(2026, 11, 24),
    date(2026, 11, 25),  # an interview lies before its client was handed over
    date(2026, 12, 26),  # in the holidays
    date(2027, 1, 1),
    date(2027, 7, 18),  # a Sunday in July
    date(2028, 2, 29),
    date(2029, 3, 30),  # Good Friday
    date(2031, 8, 4),
]
OWNED = {**dict.fromkeys(words.COACHES, 20), "paula": 10}

every_day = pytest.mark.parametrize("today", DAYS, ids=str)


@cache
def told(today):
    """Tell the story once for a day."""
    return telling.tell(today)


@every_day
def test_it_is_the_same_every_time(today):
    assert str(telling.tell(today).stays) == str(told(today).stays)


@every_day
def test_nobody_ever_holds_more_places_than_owned_and_siv_holds_all(today):
    stays = told(today).stays

    for coach, owned in OWNED.items():
        for ago in range(730):
            day = today - timedelta(days=ago)
            held = [stay for stay in stays if stay.coach_on(day) == coach]
            assert sum(not stay.closed or day < stay.closed[0] for stay in held) <= owned
    now = [stay for stay in stays if stay.coach_on(today) == "siv" and not stay.closed]
    assert len(now) == OWNED["siv"]


@every_day
def test_everything_lies_between_referral_and_closing_on_working_days(today):
    for stay in told(today).stays:
        last = stay.closed[0] if stay.closed else today
        assert stay.referred <= stay.decided <= today
        assert stay.entered is None or stay.decided <= stay.entered <= today
        days = [day for day, _status in stay.course]
        assert days == sorted(set(days))
        for contact in stay.contacts:
            assert stay.referred <= contact.on <= last
            assert is_workday(contact.on)


@every_day
def test_each_contact_is_logged_by_somebody_who_may(today):
    for stay in told(today).stays:
        for contact in stay.contacts:
            first_on, first = stay.coaches[0] if stay.coaches else (None, None)
            newest = [coach for since, coach in stay.coaches if since <= contact.on][-1:]
            came_in = first_on is None or contact.on < first_on
            may = {*words.LEADERS, *newest, *((first, stay.by) if came_in else ())}
            assert contact.coach in may, (contact.on, stay.coaches)
        assert len(set(stay.contacts)) == len(stay.contacts)


@every_day
def test_work_is_agreed_on_with_an_employer_before_it_begins(today):
    for stay in told(today).stays:
        statuses = [status for _day, status in stay.course]
        for before, status in pairwise(statuses):
            if status is Status.WORKING_SUPPORTED and not stay.in_work:
                assert before is Status.AGREED
        agreed = [one.on for one in stay.contacts if one.meeting_purpose is MeetingPurpose.TERMS]
        assert agreed == [day for day, status in stay.course if status is Status.AGREED]


@every_day
def test_some_wait_pause_came_back_and_have_another_coach_by_now(today):
    stays = told(today).stays

    assert sum(stay.decision is Decision.WAITING for stay in stays) == 3
    assert sum(bool(stay.pauses) for stay in stays) == 4
    assert sum(stay.closed is None and bool(stay.person.stays[1:]) for stay in stays) == 3
    assert sum(len(stay.coaches) == 2 for stay in stays) == 2


@every_day
def test_weeks_are_full_but_not_too_full(today):
    story = told(today)
    contacts = [one for stay in story.stays for one in stay.contacts] + story.general
    since = today - timedelta(days=56)

    for coach in words.COACHES:
        lately = [one for one in contacts if one.coach == coach and since < one.on <= today]
        met = [one for one in lately if one.with_whom is With.EMPLOYER]
        assert 4 <= len(lately) / 8 <= 35
        assert 1 <= len(met) / 8 <= 9
        per_day = max(sum(one.on == day for one in lately) for day in {one.on for one in lately})
        assert per_day <= 14


@every_day
def test_notes_are_in_the_coach_s_language_and_seldom_the_same_twice_of_a_client(today):
    for stay in told(today).stays:
        notes = [contact.note for contact in stay.contacts if contact.note]
        assert len(notes) <= 2 * len(set(notes)) + 4


@every_day
def test_most_clients_have_a_profile_that_is_ready(today):
    drawn = portraits.draw(told(today).stays, today)

    ready = [one for one in drawn if one.versions and one.versions[0].ready]
    assert len(ready) >= 60
    assert sum(len(one.versions) > 1 for one in drawn) >= 10
    for portrait in drawn:
        days = [day for version in portrait.versions for day, _section, _told in version.saved]
        assert days == sorted(days)
        assert all(day <= today for day in days)
