"""A team's calendar: adding what was held, ticking recurring meetings, mending what was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts.models import Absence
from coaching.accounts.types import Role
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.reviews import facts
from coaching.teamwork import events, links, series
from coaching.teamwork.models import Event, EventPerson
from coaching.teamwork.refusals import (
    BeforeTeam,
    CareTeamMissing,
    EventAhead,
    InCalendarAlready,
    NobodyThere,
    NotOfTeam,
    OutsideItsWeek,
    TickedAlready,
)
from coaching.teamwork.types import EventKind, NewEvent, NewLink
from tests.at_once import together
from tests.factories import make_post, make_user
from tests.teamwork import NOW, TODAY, make_clinic, team_of, weekly

DAY = timedelta(days=1)
LAST_TUESDAY = TODAY - DAY


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with clock.at(NOW):
        yield


@pytest.fixture
def team(session, people):
    return team_of(session, people.kokkola)


@pytest.fixture
def supervision(session, dora, team):
    return series.add(session, dora, team, weekly())


def there(session, row):
    """Return the user ids of who was there."""
    query = select(EventPerson.user_id).where(EventPerson.event_id == row.id)
    return set(session.scalars(query))


def ids(*persons):
    return {one.user_id for one in persons}


def waits(session, team):
    return [one.on for one in series.waiting(session, [team.id])[team.id]]


# ---- adding


def test_what_was_held_is_a_fact_of_the_scoring(session, people, team):
    clinic = make_clinic(session)
    new = NewEvent(TODAY, EventKind.CARE_TEAM_MEETING, (people.aino.public_id,), clinic)

    row = events.add(session, people.bengt.actor, team, new)

    (known,) = facts.collect(session, people.dora.actor, team.id, TODAY).events
    assert (known.kind, known.on) == ("treatment_team_meeting", TODAY)
    assert known.people == (f"coach-{people.aino.user_id}",)
    assert known.care_team == f"care-team-{clinic}"
    told = history.newest(session, "event", row.public_id)
    assert told["people"].value == [people.aino.public_id]
    assert told["kind"].by_name == "Bengt Bäck"


def test_who_was_there_is_kept_only_of_kinds_of_which_it_matters(session, people, aino, team):
    new = NewEvent(TODAY, EventKind.STEERING_GROUP, (people.aino.public_id,), make_clinic(session))

    row = events.add(session, aino, team, new)

    assert there(session, row) == set()
    assert row.care_team_id is None


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"on": TODAY + DAY}, EventAhead),
        ({"on": TODAY - 4000 * DAY}, BeforeTeam),
        ({"people": ()}, NobodyThere),
        ({"kind": EventKind.CARE_TEAM_MEETING}, CareTeamMissing),
    ],
)
def test_what_cannot_be_is_refused(session, people, aino, team, values, refusal):
    new = NewEvent(TODAY, EventKind.GROUP_SUPERVISION, (people.aino.public_id,))

    with pytest.raises(refusal):
        events.add(session, aino, team, replace(new, **values))

    assert session.scalars(select(Event)).all() == []


def test_who_had_no_post_in_the_team_on_the_day_was_not_there(session, people, aino, team):
    new_one = make_user(session, "Nelli Niemi")
    make_post(session, new_one, team, since=TODAY)
    new = NewEvent(LAST_TUESDAY, EventKind.GROUP_SUPERVISION)

    for other in (people.cilla, new_one):
        named = (people.aino.public_id, other.public_id)
        with pytest.raises(NotOfTeam) as refused:
            events.add(session, aino, team, replace(new, people=named))
        assert refused.value.facts == {"names": [other.name], "on": LAST_TUESDAY}


def test_the_same_is_not_held_twice_a_day_but_mentoring_is(session, people, aino, team):
    someone = (people.aino.public_id,)
    for kind in (EventKind.GROUP_SUPERVISION, EventKind.FIELD_MENTORING):
        events.add(session, aino, team, NewEvent(TODAY, kind, someone))

    with pytest.raises(InCalendarAlready):
        events.add(session, aino, team, NewEvent(TODAY, EventKind.GROUP_SUPERVISION, someone))
    events.add(session, aino, team, NewEvent(TODAY, EventKind.FIELD_MENTORING, someone))

    assert len(session.scalars(select(Event)).all()) == 3


def test_people_of_others_add_and_tick_nothing(session, people, team, supervision):
    for other in (people.cilla, people.matti):
        with pytest.raises(NotThere):
            events.add(session, other.actor, team, NewEvent(TODAY, EventKind.STEERING_GROUP))
        with pytest.raises(NotThere):
            events.tick(session, other.actor, team, supervision, LAST_TUESDAY, held=True)


# ---- ticking


def test_one_tap_takes_everybody_at_work_that_day(session, people, aino, team, supervision):
    left = make_user(session, "Leo Lähtö")
    make_post(session, left, team, until=LAST_TUESDAY)
    session.add(Absence(user_id=people.bengt.user_id, since=LAST_TUESDAY, until=TODAY))

    row = events.tick(session, aino, team, supervision, LAST_TUESDAY, held=True)

    assert there(session, row) == ids(people.aino, people.dora)
    assert (row.on, row.kind, row.held, row.by_id) == (
        LAST_TUESDAY, "group_supervision", True, people.aino.user_id,
    )  # fmt: skip


def test_a_treatment_team_meets_the_coaches_who_belong_to_it(session, people, dora, team):
    clinic, free = make_clinic(session), make_clinic(session, "Muu tiimi")
    links.add(session, dora, team, NewLink(people.bengt.public_id, clinic, LAST_TUESDAY))
    rows = {}
    for care_team in (clinic, free):
        new = weekly(EventKind.CARE_TEAM_MEETING, care_team_id=care_team)
        met = series.add(session, dora, team, new)
        rows[care_team] = events.tick(session, dora, team, met, LAST_TUESDAY, held=True)

    assert there(session, rows[clinic]) == ids(people.bengt)
    assert there(session, rows[free]) == ids(people.aino, people.bengt)


def test_what_fell_out_waits_no_more_and_scores_nothing(session, dora, team, supervision):
    before = waits(session, team)

    row = events.tick(session, dora, team, supervision, LAST_TUESDAY, held=False)

    assert before == [LAST_TUESDAY - week * 7 * DAY for week in range(5)]
    assert waits(session, team) == before[1:]
    assert there(session, row) == set()
    assert facts.collect(session, dora, team.id, TODAY).events == ()


def test_a_time_is_ticked_once(session, aino, dora, team, supervision):
    events.tick(session, aino, team, supervision, LAST_TUESDAY, held=True)

    with pytest.raises(TickedAlready):
        events.tick(session, dora, team, supervision, LAST_TUESDAY, held=False)


@pytest.mark.parametrize("day", [TODAY, TODAY + 6 * DAY, date(2026, 9, 29)])
def test_another_day_than_the_meetings_is_not_there(session, dora, team, supervision, day):
    with pytest.raises(NotThere):
        events.tick(session, dora, team, supervision, day, held=True)


def test_nobody_at_work_asks_who_was_there(session, people, dora, team, supervision):
    for one in (people.aino, people.bengt, people.dora):
        session.add(Absence(user_id=one.user_id, since=LAST_TUESDAY, until=None))

    with pytest.raises(NobodyThere):
        events.tick(session, dora, team, supervision, LAST_TUESDAY, held=True)
    named = (people.dora.public_id,)
    row = events.tick(session, dora, team, supervision, LAST_TUESDAY, held=True, people=named)

    assert there(session, row) == ids(people.dora)


def test_what_is_added_in_the_week_of_a_recurring_meeting_ticks_it(
    session, people, aino, team, supervision
):
    new = NewEvent(TODAY, EventKind.GROUP_SUPERVISION, (people.aino.public_id,))

    row = events.add(session, aino, team, new)

    assert row.series_id == supervision.id
    assert LAST_TUESDAY not in waits(session, team)


def test_of_four_who_tick_one_time_at_once_one_does(database, people):
    with database.write() as session:
        team = team_of(session, people.kokkola)
        public_id = series.add(session, people.dora.actor, team, weekly()).public_id

    def tick(number):
        with clock.at(NOW), database.write() as session:
            team = team_of(session, people.kokkola)
            row = series.get(session, team, public_id)
            held = number % 2 == 0
            events.tick(session, people.aino.actor, team, row, LAST_TUESDAY, held=held)

    failed = together(tick, 4)

    assert [type(error) for error in failed] == [TickedAlready] * 3
    with database.read() as session:
        assert len(session.scalars(select(Event)).all()) == 1


# ---- mending


def test_what_was_told_is_mended_and_the_old_stays_in_the_history(
    session, people, aino, team, supervision
):
    row = events.tick(session, aino, team, supervision, LAST_TUESDAY, held=False)
    moved = NewEvent(TODAY, EventKind.GROUP_SUPERVISION, (people.bengt.public_id,))

    events.change(session, people.bengt.actor, team, row, moved, row.row_version)

    assert (row.on, row.held, there(session, row)) == (TODAY, True, ids(people.bengt))
    assert waits(session, team)[0] == LAST_TUESDAY - 7 * DAY
    held = [
        (one.value, one.by_name)
        for one in history.of_records(session, "event", [row.public_id])
        if one.field == "held"
    ]
    assert held == [(True, "Bengt Bäck"), (False, "Aino Ahola")]


def test_a_recurring_meeting_stays_in_its_week(session, people, aino, team, supervision):
    row = events.tick(session, aino, team, supervision, LAST_TUESDAY, held=True)
    new = NewEvent(TODAY - 3 * DAY, EventKind.GROUP_SUPERVISION, (people.aino.public_id,))

    with pytest.raises(OutsideItsWeek) as refused:
        events.change(session, aino, team, row, new, row.row_version)

    assert refused.value.facts == {"monday": TODAY - 2 * DAY}


def test_who_was_there_alone_makes_a_newer_version(session, people, aino, dora, team):
    first = NewEvent(TODAY, EventKind.GROUP_SUPERVISION, (people.aino.public_id,))
    row = events.add(session, aino, team, first)
    seen = row.row_version
    both = replace(first, people=(people.aino.public_id, people.bengt.public_id))

    with clock.at(NOW + timedelta(hours=1)):
        events.change(session, dora, team, row, both, seen)
    with pytest.raises(ChangedMeanwhile) as refused:
        events.change(session, aino, team, row, first, seen)

    assert refused.value.facts["user"] == "Dora Dahl"
    assert there(session, row) == ids(people.aino, people.bengt)


# ---- reading


def test_the_calendar_turns_by_months_and_skips_empty_ones(session, people, dora, team):
    someone = (people.aino.public_id,)
    for on in (date(2026, 11, 2), date(2026, 10, 31), date(2026, 2, 28)):
        events.add(session, dora, team, NewEvent(on, EventKind.FIELD_MENTORING, someone))

    newest = events.page(session, team, date(2026, 11, 1))
    older = events.page(session, team, newest.older)

    assert [month.first for month in newest.months] == [date(2026, 11, 1), date(2026, 10, 1)]
    assert newest.months[0].events[0].people == ("Aino Ahola",)
    assert newest.older == date(2026, 2, 1)
    assert ([month.first for month in older.months], older.older) == ([date(2026, 2, 1)], None)


def test_a_leader_who_also_coaches_is_there_once(session, people, dora, team, supervision):
    make_post(session, people.dora, team, role=Role.COACH, fte="0.2")

    row = events.tick(session, dora, team, supervision, LAST_TUESDAY, held=True)

    assert there(session, row) == ids(people.aino, people.bengt, people.dora)
