"""The support rhythm: which contacts are foreseen, what makes them, when they are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.support import rhythm
from coaching.support.types import Change, Plan, Reached, State, Step

START = date(2026, 12, 7)  # a Monday
DAY = timedelta(days=1)
PLAN = Plan(START, 4, 30)


def day(number):
    """Return a day of the job; 0 is its first."""
    return START + number * DAY


def numbered(day_):
    return (day_ - START).days


def windows(plan=PLAN, until=120):
    found = rhythm.foreseen(plan, START + until * DAY)
    return [(one.step.value, one.number, numbered(one.first), numbered(one.last)) for one in found]


def stands(*contacts, on, changes=(), plan=PLAN, far=45):
    """Return the state of each step on a day of the job; contacts are days, phone ones negated."""
    planned = rhythm.changed(rhythm.foreseen(plan, day(on + far)), changes)
    found = rhythm.standings(planned, [met(one) for one in contacts], day(on))
    return {(one.planned.step.value, one.planned.number): one for one in found}


def met(what):
    number, by_phone = what if isinstance(what, tuple) else (what, False)
    return Reached(day(number), not by_phone)


def due_on(on, *contacts, **more):
    one = rhythm.due(list(stands(*contacts, on=on, **more).values()))
    return one and (one.planned.step.value, one.planned.number, one.state.value)


class TestForeseen:
    def test_the_windows_are_those_of_the_fidelity_scale(self):
        assert windows() == [
            ("before", 1, -7, -1),
            ("first_days", 1, 0, 3),
            ("weekly", 1, 0, 6),
            ("weekly", 2, 7, 13),
            ("weekly", 3, 14, 20),
            ("weekly", 4, 21, 27),
            ("monthly", 30, 30, 59),
            ("monthly", 60, 60, 89),
            ("monthly", 90, 90, 119),
            ("monthly", 120, 120, 149),
        ]

    def test_goes_on_as_long_as_it_is_asked_for_without_a_limit(self):
        assert windows(until=10 * 365)[-1][1] == 3630

    def test_longer_weekly_contact_puts_the_monthly_after_it(self):
        found = windows(Plan(START, 8, 30))

        assert [one[1] for one in found if one[0] == "weekly"] == [1, 2, 3, 4, 5, 6, 7, 8]
        assert [one[1] for one in found if one[0] == "monthly"] == [60, 90, 120]

    def test_another_pace_after_the_first_month(self):
        found = windows(Plan(START, 4, 14), until=60)

        assert [one[1:] for one in found if one[0] == "monthly"] == [
            (28, 28, 41),
            (42, 42, 55),
            (56, 56, 69),
        ]

    def test_without_a_pace_after_the_first_month_nothing_is_planned_then(self):
        assert windows(Plan(START, 4, None), until=900)[-1][:2] == ("weekly", 4)

    def test_without_weekly_contact_the_monthly_begin_with_the_second_month(self):
        found = windows(Plan(START, 0, 30))

        assert [one[:2] for one in found[:3]] == [
            ("before", 1),
            ("first_days", 1),
            ("monthly", 30),
        ]

    def test_nothing_is_planned_that_begins_after_the_support_has_ended(self):
        found = windows(replace(PLAN, ends_on=day(14)))

        assert found[-1] == ("weekly", 3, 14, 20)

    @given(start=st.dates(date(2020, 1, 1), date(2030, 1, 1)), weeks=st.integers(0, 26))
    def test_each_day_lies_in_its_window_and_on_a_working_day(self, start, weeks):
        for one in rhythm.foreseen(Plan(start, weeks, 30), start + 400 * DAY):
            assert one.first <= one.on <= one.last
            assert one.on.weekday() < 5

    @given(weeks=st.integers(0, 26), every=st.integers(7, 92), until=st.integers(0, 800))
    def test_asking_further_ahead_changes_nothing_of_what_comes_first(self, weeks, every, until):
        plan = Plan(START, weeks, every)

        near, far = (rhythm.foreseen(plan, day(number)) for number in (until, until + 200))

        assert far[: len(near)] == near
        assert len({(one.step, one.number) for one in far}) == len(far)

    @pytest.mark.parametrize(
        ("start", "before", "first"),
        [
            (date(2026, 12, 7), date(2026, 12, 4), date(2026, 12, 8)),  # Monday: Friday before
            (date(2026, 12, 9), date(2026, 12, 7), date(2026, 12, 10)),
            (date(2026, 12, 11), date(2026, 12, 9), date(2026, 12, 11)),  # Friday
            (date(2026, 12, 12), date(2026, 12, 10), date(2026, 12, 14)),  # a Saturday
        ],
    )
    def test_the_first_contacts_are_on_working_days_around_the_start(self, start, before, first):
        found = rhythm.foreseen(Plan(start, 4, 30), start)

        assert [one.on for one in found[:2]] == [before, first]


class TestMade:
    @pytest.mark.parametrize(
        ("step", "inside", "outside"),
        [
            (("before", 1), (-7, -1), (-8,)),
            (("first_days", 1), (0, 3), (-1,)),
            (("weekly", 2), (7, 13), (6, 14)),
            (("weekly", 4), (21, 27), (20, 30)),
            (("monthly", 30), (30, 59), (29, 60)),
        ],
    )
    def test_by_a_contact_on_one_of_its_days(self, step, inside, outside):
        for number in inside:
            assert stands(number, on=100)[step].made_on == day(number)
        for number in outside:
            assert stands(number, on=100)[step].state is not State.MADE

    def test_one_contact_makes_all_whose_days_it_falls_in(self):
        found = stands(1, on=5)

        assert found["first_days", 1].state is found["weekly", 1].state is State.MADE

    def test_says_when_it_was_not_face_to_face(self):
        assert stands((8, True), on=10)["weekly", 2].face_to_face is False
        assert stands(8, on=10)["weekly", 2].face_to_face is True

    def test_of_several_the_one_face_to_face_is_told(self):
        made = stands((7, True), 12, on=13)["weekly", 2]

        assert (made.made_on, made.face_to_face) == (day(12), True)

    def test_a_contact_to_come_makes_nothing(self):
        assert stands(9, on=8)["weekly", 2].state is State.DUE

    def test_late_until_the_days_of_the_next_begin(self):
        assert stands(29, on=29)["weekly", 4].made_on == day(29)
        assert stands(30, on=30)["weekly", 4].state is State.MISSED

    def test_a_contact_in_time_is_told_rather_than_a_late_one(self):
        made = stands((27, True), 29, on=29)["weekly", 4]

        assert (made.made_on, made.face_to_face) == (day(27), False)

    def test_what_was_left_out_is_not_made_or_due(self):
        left_out = Change(Step.WEEKLY, 2, None, True)

        found = stands(8, on=10, changes=[left_out])

        assert found["weekly", 2].state is State.DROPPED

    @given(
        contacts=st.lists(st.tuples(st.integers(-20, 400), st.booleans()), max_size=12),
        on=st.integers(-20, 400),
    )
    def test_the_order_of_contacts_and_one_more_never_unmake_any(self, contacts, on):
        plain = stands(*contacts, on=on)
        turned = stands(*reversed(contacts), on=on)
        more = stands(*contacts, (on, True), on=on)

        assert plain == turned
        for key, one in plain.items():
            if one.state is State.MADE:
                assert more[key].state is State.MADE


class TestDue:
    @pytest.mark.parametrize(
        ("on", "contacts", "what"),
        [
            (-8, (), None),
            (-7, (), ("before", 1, "due")),
            (-7, (-7,), None),
            (-1, (), ("before", 1, "due")),
            (0, (), ("first_days", 1, "due")),
            (0, (0,), None),
            (3, (), ("first_days", 1, "due")),
            (4, (), ("weekly", 1, "due")),
            (6, (4,), None),
            (7, (), ("weekly", 2, "due")),
            (13, (7,), None),
            (14, (7,), ("weekly", 3, "due")),
            (27, (7,), ("weekly", 4, "due")),
            (28, (7,), ("weekly", 4, "late")),
            (28, (28,), None),
            (30, (), ("monthly", 30, "due")),
            (30, (21,), None),
            (38, (21,), ("monthly", 30, "due")),
            (45, (), ("monthly", 30, "due")),
            (59, (), ("monthly", 30, "due")),
            (60, (), ("monthly", 60, "due")),
            (60, (31,), None),
            (75, (), ("monthly", 60, "due")),
            (75, (61,), None),
        ],
    )
    def test_one_at_a_time_from_its_days_until_it_is_made(self, on, contacts, what):
        assert due_on(on, *contacts) == what

    def test_the_last_of_a_plan_stays_late_until_it_is_made(self):
        plan = Plan(START, 4, None)

        assert due_on(300, plan=plan) == ("weekly", 4, "late")
        assert due_on(300, 290, plan=plan) is None

    def test_moved_is_due_on_its_new_day_and_not_before(self):
        moved = [Change(Step.WEEKLY, 2, day(16))]

        assert due_on(12, 4, changes=moved) is None
        assert due_on(16, 4, 15, changes=moved) is None
        found = stands(4, on=16, changes=moved)
        assert found["weekly", 2].state is State.DUE
        assert found["weekly", 2].planned.moved_from == day(11)

    def test_moved_and_met_sooner_than_agreed_is_made(self):
        moved = [Change(Step.WEEKLY, 2, day(16))]

        assert stands(9, on=9, changes=moved)["weekly", 2].state is State.MADE

    def test_moved_before_its_days_counts_from_the_new_day(self):
        moved = [Change(Step.MONTHLY, 30, day(29))]

        assert stands(29, on=29, changes=moved)["monthly", 30].state is State.MADE

    def test_moved_back_to_its_own_day_is_as_if_never_moved(self):
        own = stands(on=0)["weekly", 2].planned

        assert stands(on=0, changes=[Change(Step.WEEKLY, 2, own.on)])["weekly", 2].planned == own

    def test_what_was_left_out_takes_no_ones_place(self):
        dropped = [Change(Step.MONTHLY, 30, None, True)]

        assert due_on(50, changes=dropped) == ("weekly", 4, "late")
        assert due_on(60, changes=dropped) == ("monthly", 60, "due")

    @given(contacts=st.lists(st.integers(-20, 400), max_size=20), on=st.integers(-20, 400))
    def test_what_is_due_is_never_made_already(self, contacts, on):
        found = list(stands(*contacts, on=on).values())
        one = rhythm.due(found)

        assert one is None or one.made_on is None
        assert one is None or on not in contacts, "a contact of today leaves nothing due"


class TestAMovedStart:
    def test_contacts_not_made_yet_are_held_on_their_days(self):
        found = rhythm.kept(list(stands(-3, 1, on=8, far=0).values()))

        assert [(one.step, one.number) for one in found] == [(Step.WEEKLY, 2)]
        assert found[0].on == day(11)

    def test_days_that_were_chosen_move_along_and_left_out_stays(self):
        changes = [Change(Step.WEEKLY, 2, day(16)), Change(Step.WEEKLY, 3, None, True)]

        assert rhythm.shifted(changes, 10 * DAY) == [
            Change(Step.WEEKLY, 2, day(26)),
            Change(Step.WEEKLY, 3, None, True),
        ]


def test_the_next_one_ahead_is_told():
    found = list(stands(-3, 1, on=4).values())

    assert rhythm.next_ahead(found).planned.number == 2
    assert rhythm.next_ahead([]) is None
