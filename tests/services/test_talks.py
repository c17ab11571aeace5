"""Talks about what an employer may be told: the newest is in force, until its day has come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.clients.refusals import DayAhead, DayBeforeKnown, NotOpen
from coaching.profiles import refusals, talks
from coaching.profiles.models import DisclosureTalk
from coaching.profiles.types import Disclosure, NewTalk, Tick, WhyNot
from coaching.uselog.types import Action, Basis
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)
AGREED = Disclosure.AGREED


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, referred=TODAY - 90 * DAY)


@pytest.fixture
def record(session, people, client):
    """Record a talk of the client's and return what is in force after it."""

    def recorded(choice=AGREED, ticks=(Tick.COACH,), on=TODAY, **more):
        new = NewTalk(on, choice, ticks=tuple(ticks), **more)
        talks.record(session, people.aino.actor, client, new)
        return talks.newest(session, client)

    return recorded


def test_before_the_first_there_is_none(session, client):
    assert talks.newest(session, client) is None


def test_keeps_what_was_decided(record):
    talk = record(
        AGREED,
        [Tick.NAME, Tick.EMPLOYERS],
        pros_and_cons=True,
        words="Only my first name",
        review_on=TODAY + 30 * DAY,
    )

    assert (talk.on, talk.choice, talk.pros_and_cons) == (TODAY, AGREED, True)
    assert (talk.ticks, talk.words) == ((Tick.NAME, Tick.EMPLOYERS), "Only my first name")
    assert (talk.review_on, talk.in_force) == (TODAY + 30 * DAY, True)


@pytest.mark.parametrize("choice", [Disclosure.NOTHING, Disclosure.LATER])
def test_ticks_go_with_telling_something(record, choice):
    assert record(choice, [Tick.NAME, Tick.COACH]).ticks == ()


def test_the_newest_by_date_is_in_force_though_an_older_one_is_recorded_later(
    session, client, record
):
    record(Disclosure.NOTHING, on=TODAY - 5 * DAY)

    talk = record(Disclosure.FREELY, on=TODAY - 9 * DAY)

    assert talk.choice == Disclosure.NOTHING
    found = [one.choice for one in talks.of_stay(session, client)]
    assert found == [Disclosure.NOTHING, Disclosure.FREELY]


def test_of_two_on_one_day_the_later_recorded_is_in_force(record):
    record(Disclosure.FREELY)

    assert record(Disclosure.NOTHING).choice == Disclosure.NOTHING


def test_is_in_force_to_the_end_of_its_review_day(record):
    on = TODAY - 10 * DAY

    assert record(on=on, review_on=TODAY).in_force
    assert not record(on=on + DAY, review_on=TODAY - DAY).in_force


@pytest.mark.parametrize(
    ("choice", "ticks", "review", "why"),
    [
        (Disclosure.NOTHING, (), None, WhyNot.NOTHING_TOLD),
        (Disclosure.LATER, (), None, WhyNot.LATER),
        (AGREED, (Tick.NAME,), None, WhyNot.COACH_NOT_TOLD),
        (Disclosure.FREELY, (), None, WhyNot.COACH_NOT_TOLD),
        (AGREED, (Tick.COACH,), -1, WhyNot.REVIEW_PASSED),
        (AGREED, (Tick.COACH,), 0, None),
        (AGREED, (Tick.COACH,), None, None),
        (Disclosure.FREELY, (Tick.COACH,), 1, None),
    ],
)
def test_says_why_no_introduction_can_be_made(record, choice, ticks, review, why):
    review_on = None if review is None else TODAY + review * DAY

    assert record(choice, ticks, on=TODAY - 20 * DAY, review_on=review_on).why_not == why


def test_a_talk_to_come_is_refused(session, record):
    with pytest.raises(DayAhead) as refusal:
        record(on=TODAY + DAY)

    assert refusal.value.field == "on"
    assert session.scalars(select(DisclosureTalk)).all() == []


def test_a_talk_before_the_client_was_known_is_refused(record):
    assert record(on=TODAY - 90 * DAY).on == TODAY - 90 * DAY
    with pytest.raises(DayBeforeKnown) as refusal:
        record(on=TODAY - 91 * DAY)

    assert (refusal.value.field, refusal.value.facts) == ("on", {"known": TODAY - 90 * DAY})


@pytest.mark.parametrize("days", [0, -1])
def test_the_day_to_talk_again_is_after_the_talk(record, days):
    with pytest.raises(refusals.ReviewDayPassed):
        record(on=TODAY - DAY, review_on=TODAY - DAY + days * DAY)


def test_the_clients_words_are_sealed(session, record):
    record(words="Only my first name")

    (row,) = session.scalars(select(DisclosureTalk))
    assert b"first name" not in row.words_sealed


def test_leaves_a_line_without_the_words(session, client, record):
    session.info["notes"].clear()

    record(words="Only my first name")

    (line,) = session.info["notes"]
    assert (line.action, line.basis, line.period_ids) == (
        Action.CREATE,
        Basis.PROFILE,
        (client.id,),
    )
    assert line.detail == {"kind": "disclosure_talk"}


class TestAfterTheStay:
    @pytest.fixture
    def elsewhere(self, session, people, client, record):
        """The client's stay has ended, and another team coaches the same person now."""
        record(Disclosure.FREELY, on=TODAY - 50 * DAY)
        client.status, client.closed_reason = "closed", "own_wish"
        client.closed_on, client.closed_at = TODAY - 40 * DAY, clock.now() - 40 * DAY
        session.flush()
        other = make_client(session, people.pietarsaari, people.cilla)
        other.client_id = client.client_id
        session.flush()
        talks.record(session, people.cilla.actor, other, NewTalk(TODAY, Disclosure.NOTHING))
        return other

    def test_what_was_decided_later_is_not_seen_through_it(self, session, client, elsewhere):
        assert talks.newest(session, client).choice is Disclosure.FREELY
        assert talks.newest(session, elsewhere).choice is Disclosure.NOTHING

    def test_no_talk_is_recorded_through_it(self, session, people, client, elsewhere):
        with pytest.raises(NotOpen):
            talks.record(session, people.aino.actor, client, NewTalk(TODAY, Disclosure.FREELY))

        assert talks.newest(session, elsewhere).choice is Disclosure.NOTHING


class TestRenewing:
    @pytest.mark.parametrize(("left", "is_told"), [(31, False), (30, True), (0, True), (-5, True)])
    def test_one_to_be_had_within_thirty_days_or_before_today_is_told(
        self, session, client, record, left, is_told
    ):
        record(on=TODAY - 80 * DAY, review_on=TODAY + left * DAY)

        expected = {client.id: TODAY + left * DAY} if is_told else {}
        assert talks.to_renew(session, [client.id], TODAY) == expected

    def test_only_the_newest_talk_counts(self, session, client, record):
        record(on=TODAY - 20 * DAY, review_on=TODAY)
        record(on=TODAY - 10 * DAY)

        assert talks.to_renew(session, [client.id], TODAY) == {}

    def test_a_stay_that_has_ended_needs_none(self, session, client, record):
        record(on=TODAY - 20 * DAY, review_on=TODAY)
        client.status, client.closed_reason = "closed", "own_wish"
        client.closed_on, client.closed_at = TODAY, clock.now()
        session.flush()

        assert talks.to_renew(session, [client.id], TODAY) == {}
