"""A job of the open labour market, worked out from three answers; hours, changes and weeks."""

from __future__ import annotations

from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest

from coaching.jobs.competitive import is_competitive
from coaching.jobs.terms import as_of, hours_of, minutes_of, weeks_lasted
from coaching.jobs.types import Answer

START = date(2026, 3, 2)
ALL = list(product([True, False, None], [*Answer, None], [True, False, None]))


@pytest.mark.parametrize(("open_to_all", "paid", "set_aside"), ALL)
def test_yes_needs_the_three_right_answers_and_one_wrong_one_is_no(open_to_all, paid, set_aside):
    wrong = open_to_all is False or paid is Answer.NO or set_aside is True
    right = (open_to_all, paid, set_aside) == (True, Answer.YES, False)

    assert is_competitive(open_to_all, paid, set_aside) is (
        False if wrong else True if right else None
    )


def test_unsure_pay_is_never_yes():
    found = {is_competitive(one, Answer.UNSURE, other) for one, _paid, other in ALL}

    assert found == {None, False}


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [("20", (1200, 1200)), ("7,5", (450, 450)), ("15–20", (900, 1200)), ("", (None, None))],
)
def test_hours_and_minutes_are_one_thing_in_two_forms(hours, minutes):
    assert minutes_of(hours) == minutes
    assert hours_of(*minutes) == hours


def change(on, kind, key=1, **values):
    plain = {
        "weekly_minutes_from": None, "weekly_minutes_to": None, "contract": None,
        "contract_end": None, "supervisor_id": None,
    }  # fmt: skip
    return SimpleNamespace(id=key, on=on, kind=kind, **{**plain, **values})


def job():
    return SimpleNamespace(
        weekly_minutes_from=1200, weekly_minutes_to=1200, contract="fixed_term",
        contract_end=date(2026, 8, 31), supervisor_id=7,
    )  # fmt: skip


def test_a_change_holds_from_its_day_on():
    changes = [change(date(2026, 5, 1), "hours", weekly_minutes_from=1500, weekly_minutes_to=1800)]

    assert as_of(job(), changes, date(2026, 4, 30)).hours == "20"
    assert as_of(job(), changes, date(2026, 5, 1)).hours == "25–30"


def test_changes_of_one_day_go_by_the_order_they_were_entered():
    day = date(2026, 5, 1)
    changes = [
        change(day, "contract", 2, contract="permanent"),
        change(day, "contract", 1, contract="on_call"),
    ]

    assert as_of(job(), changes, day).contract == "permanent"


def test_a_change_of_pay_or_tasks_leaves_the_terms():
    changes = [change(START, "pay_up"), change(START, "tasks")]

    assert as_of(job(), changes, START) == as_of(job(), [], START)


def test_a_new_contract_has_its_own_end():
    found = as_of(job(), [change(START, "contract", contract="permanent")], START)

    assert (found.contract, found.contract_end) == ("permanent", None)


@pytest.mark.parametrize(("days", "weeks"), [(0, 0), (5, 0), (6, 1), (12, 1), (13, 2), (364, 52)])
def test_weeks_count_the_last_day_of_work(days, weeks):
    assert weeks_lasted(START, date.fromordinal(START.toordinal() + days)) == weeks
