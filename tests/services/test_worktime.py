"""Confirming a week of the own working time: what it begins with, what is kept, whose it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts.models import Post
from coaching.contacts.types import Mode
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.reviews import facts
from coaching.worktime import service as worktime
from coaching.worktime.models import WorkWeek
from coaching.worktime.refusals import LongerThanAWeek, NotAtWorkYet
from coaching.worktime.types import Time, WeekState, WorkKind, WorkPlace
from fidelity import facts as plain
from tests.at_once import together
from tests.factories import make_client, make_contact, make_post
from tests.worktime import OFFICE, make_absence, make_week, rows_of

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
FULL = 2295


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with clock.at(NOW):
        yield


@pytest.fixture
def meet(session, people, kokkola):
    """Let Aino meet a client of hers."""
    stay = make_client(session, kokkola, people.aino)

    def put(on=MONDAY, by=people.aino, **values):
        return make_contact(session, stay, by, on=on, **values)

    return put


def confirm(session, actor, monday=MONDAY, times=(), row_version=0):
    return worktime.confirm(
        session, actor, worktime.load(session, actor, monday), times, row_version
    )


class TestLoading:
    def test_the_first_week_is_what_no_contact_holds_at_the_own_office(self, session, aino, meet):
        meet(minutes=60, place="community")
        meet(minutes=30, place="workplace")
        meet(minutes=15, place="workplace", on=FRIDAY, reached=False)

        week = worktime.load(session, aino, MONDAY)

        assert (week.scheduled, week.rest, week.on) == (FULL, FULL - 105, FRIDAY)
        assert week.held.by_place == (("community", 60), ("workplace", 45))
        assert week.times == (Time(*OFFICE, FULL - 105),)
        assert (week.state, week.row_version) == (WeekState.OPEN, 0)

    def test_only_own_contacts_of_the_week_that_stand_and_have_a_length_add_time(
        self, session, people, aino, meet
    ):
        meet(minutes=20, mode=Mode.PHONE, place=None)
        meet(minutes=None)
        meet(minutes=60, by=people.bengt)
        meet(minutes=60, on=MONDAY - DAY)
        meet(minutes=60, on=MONDAY + WEEK)
        meet(minutes=60, withdrawn_at=clock.now(), withdrawn_by_id=people.aino.user_id)

        held = worktime.load(session, aino, MONDAY).held

        assert (held.by_place, held.without_length, held.left_out) == (((None, 20),), 1, 0)

    def test_reading_8_a_contact_on_a_day_of_leave_is_left_out(self, session, people, aino, meet):
        make_absence(session, people.aino, FRIDAY, FRIDAY + 3 * DAY)
        meet(minutes=60, on=FRIDAY)
        meet(minutes=45, on=FRIDAY - DAY)

        week = worktime.load(session, aino, MONDAY)

        assert (week.held.minutes, week.held.left_out) == (45, 60)
        assert (week.scheduled, week.on) == (4 * 459, FRIDAY - DAY)

    def test_the_rest_takes_the_shares_of_the_newest_confirmed_week_with_times(
        self, session, people, aino, kokkola, meet
    ):
        travel, other = (WorkKind.EMPLOYMENT, WorkPlace.TRAVEL), (WorkKind.OTHER, WorkPlace.REMOTE)
        make_week(session, people.aino, kokkola, MONDAY - 2 * WEEK, [Time(*other, 500)])
        make_week(
            session, people.aino, kokkola, MONDAY - WEEK, [Time(*travel, 100), Time(*OFFICE, 300)]
        )
        make_week(session, people.aino, kokkola, MONDAY + WEEK)
        meet(minutes=95)

        week = worktime.load(session, aino, MONDAY)

        assert week.times == (Time(*travel, 550), Time(*OFFICE, 1650))

    @pytest.mark.parametrize(
        "monday", [MONDAY + DAY, MONDAY + 2 * WEEK, date(2020, 1, 6), date(1, 1, 1)]
    )
    def test_no_monday_a_week_to_come_and_one_before_the_post_are_not_there(
        self, session, aino, monday
    ):
        with pytest.raises(NotThere):
            worktime.load(session, aino, monday)

    def test_a_team_of_others_and_a_leaders_own_week_are_not_there(self, session, people, aino):
        with pytest.raises(NotThere):
            worktime.load(session, aino, MONDAY, "pietarsaari")
        with pytest.raises(NotThere):
            worktime.load(session, people.dora.actor, MONDAY)

    def test_a_coach_of_two_teams_has_a_week_in_each(self, session, people, aino, meet):
        make_post(session, people.aino, people.pietarsaari, since=MONDAY + 2 * DAY)
        meet(minutes=60)

        here, there = (worktime.load(session, aino, MONDAY, one.short)
                       for one in (people.kokkola, people.pietarsaari))  # fmt: skip

        assert (here.held.minutes, there.held.minutes) == (60, 0)
        assert (here.scheduled, there.scheduled) == (FULL, 3 * 459)
        assert [short for short, _name in here.teams] == ["kokkola", "pietarsaari"]
        assert worktime.load(session, aino, MONDAY - WEEK).teams == (("kokkola", "Kokkola"),)

    def test_the_list_shows_thirteen_weeks_with_what_is_recorded(
        self, session, people, aino, kokkola, meet
    ):
        make_week(session, people.aino, kokkola, MONDAY, [Time(*OFFICE, 2000)])
        make_absence(session, people.aino, MONDAY - WEEK, MONDAY)
        meet(minutes=60)

        listed = worktime.load(session, aino, MONDAY).weeks

        assert len(listed) == 13
        assert [one.state for one in listed[:4]] == ["running", "confirmed", "away", "open"]
        assert [(one.scheduled, one.recorded) for one in listed[:3]] == [
            (FULL, 0), (FULL, 2060), (0, 0),
        ]  # fmt: skip


class TestConfirming:
    def test_times_are_kept_on_the_last_day_at_work_and_become_facts(
        self, session, people, aino, kokkola
    ):
        make_absence(session, people.aino, FRIDAY, FRIDAY + 3 * DAY)
        travel = (WorkKind.OTHER, WorkPlace.TRAVEL)

        confirm(session, aino, times=[Time(*OFFICE, 900), Time(*travel, 60), Time(*OFFICE, 100)])

        thursday = FRIDAY - DAY
        assert rows_of(session, people.aino) == [
            (MONDAY, thursday, *OFFICE, 1000), (MONDAY, thursday, *travel, 60),
        ]  # fmt: skip
        coach = f"coach-{people.aino.user_id}"
        found = facts.collect(session, people.dora.actor, kokkola.id, clock.today()).work_time
        assert plain.WorkTime(coach, thursday, 1000, "employment", "own_office") in found

    def test_a_week_may_hold_more_or_less_than_is_scheduled_and_no_time_at_all(self, session, aino):
        for number, minutes in enumerate((FULL + 600, 60, 0)):
            monday = MONDAY - number * WEEK

            confirm(session, aino, monday, [Time(*OFFICE, minutes)])

            week = worktime.load(session, aino, monday)
            assert week.state is WeekState.CONFIRMED
            assert sum(one.minutes for one in week.times) == minutes

    def test_this_week_can_be_confirmed_and_is_dated_no_later_than_today(
        self, session, people, aino
    ):
        confirm(session, aino, MONDAY + WEEK, [Time(*OFFICE, 2000)])

        assert [row[1] for row in rows_of(session, people.aino)] == [clock.today()]

    def test_a_correction_takes_the_place_of_what_was_there_and_both_stay_in_the_history(
        self, session, people, aino
    ):
        first = confirm(session, aino, times=[Time(*OFFICE, 900)])
        version = first.row_version

        row = confirm(session, aino, times=[Time(*OFFICE, 800)], row_version=version)

        assert (row.id, row.row_version) == (first.id, version + 1)
        assert [one[-1] for one in rows_of(session, people.aino)] == [800]
        told = history.of_records(session, "work_week", [row.public_id])
        assert [one.value for one in told if one.field == "times"] == [
            [[*OFFICE, 800]], [[*OFFICE, 900]],
        ]  # fmt: skip

    @pytest.mark.parametrize("version", [0, 9])
    def test_a_page_that_is_behind_is_refused(self, session, people, aino, version):
        confirm(session, aino, times=[Time(*OFFICE, 900)])

        with pytest.raises(ChangedMeanwhile) as refused:
            confirm(session, aino, times=[Time(*OFFICE, 1)], row_version=version)

        assert refused.value.facts["user"] == "Aino Ahola"
        assert [one[-1] for one in rows_of(session, people.aino)] == [900]

    def test_a_correction_of_a_week_that_was_never_confirmed_is_refused(self, session, aino):
        with pytest.raises(ChangedMeanwhile):
            confirm(session, aino, times=[Time(*OFFICE, 1)], row_version=1)

    def test_more_than_a_week_has_is_refused(self, session, people, aino):
        with pytest.raises(LongerThanAWeek):
            confirm(session, aino, times=[Time(*OFFICE, 6000), Time(*OFFICE, 6000)])

        assert rows_of(session, people.aino) == []

    def test_a_week_without_a_day_at_work_is_not_confirmed(self, session, people, aino):
        make_absence(session, people.aino, MONDAY, None)

        with pytest.raises(NotAtWorkYet):
            confirm(session, aino)

    def test_two_pages_at_once_make_one_week(self, database, people):
        def work(number):
            with clock.at(NOW), database.write() as session:
                confirm(session, people.aino.actor, times=[Time(*OFFICE, 60 + number)])

        failed = together(work, 2)

        assert [type(one) for one in failed] == [ChangedMeanwhile]
        with database.read() as session:
            assert len(session.scalars(select(WorkWeek)).all()) == 1


class TestWaiting:
    def test_whole_past_weeks_that_are_not_confirmed_are_asked_for_newest_first(
        self, session, people, aino, kokkola
    ):
        make_week(session, people.aino, kokkola, MONDAY - WEEK)
        make_absence(session, people.aino, MONDAY - 2 * WEEK, MONDAY - WEEK)

        found = worktime.waiting(session, aino)

        assert [one.monday for one in found] == [MONDAY, MONDAY - 3 * WEEK]

    def test_a_leave_that_covers_the_day_of_the_times_asks_for_the_week_again(
        self, session, people, aino
    ):
        row = confirm(session, aino, times=[Time(*OFFICE, 900)])
        make_absence(session, people.aino, FRIDAY, FRIDAY + DAY)

        assert worktime.load(session, aino, MONDAY).state is WeekState.AGAIN
        confirm(session, aino, times=[Time(*OFFICE, 900)], row_version=row.row_version)

        assert rows_of(session, people.aino)[0][1] == FRIDAY - DAY
        assert MONDAY not in [one.monday for one in worktime.waiting(session, aino)]

    def test_weeks_before_a_new_coachs_post_are_not_asked_for(self, session, people, aino):
        session.scalars(select(Post).filter_by(user_id=people.aino.user_id)).one().since = FRIDAY

        assert [one.monday for one in worktime.waiting(session, aino)] == [MONDAY]
