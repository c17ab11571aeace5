"""Item V11: the worked lines, who is in work, what a support contact is, and what stands beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Facts
from fidelity.results import LeftOut, Measure
from fidelity.scale import load
from fidelity.support_at_work import individual_support
from tests.pure.casebook import cases
from tests.pure.team import LONG_AGO, D
from tests.pure.working import job, support, with_client, working

SCALE = load("ips25-2008")
DAY = timedelta(days=1)


def in_work(count: int, supported: int, **values: object) -> Facts:
    """People who have worked long, the first of them with a support contact a week ago."""
    jobs = [job(str(number), LONG_AGO) for number in range(count)]
    contacts = tuple(
        replace(support(row.client, D - 7 * DAY), **values) for row in jobs[:supported]
    )
    return working(*jobs, contacts=contacts)


def share(facts: Facts, on: date = D) -> Measure:
    return individual_support(facts, on, SCALE).measures["support_contact"]


@pytest.mark.parametrize("case", cases("v11"))
def test_individual_support(case):
    result = individual_support(in_work(case["in_work"], case["supported"]), D, SCALE)

    assert result.measures["support_contact"] == Measure(case["supported"], case["in_work"])
    assert (result.ceiling, result.proposal) == (case.get("ceiling"), None)


def test_with_nobody_in_work_there_is_no_share_and_no_ceiling():
    result = individual_support(in_work(0, 0), D, SCALE)

    assert (result.ceiling, result.measures["support_contact"].value) == (None, None)
    assert result.shown_beside["kinds_per_person"] is None


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, True),
        ({"purposes": ("support_outside_work", "other")}, True),
        ({"purposes": (), "phases": ("coaching",)}, True),
        ({"purposes": (), "phases": ("follow_along",)}, True),
        ({"purposes": (), "with_whom": "employer", "supports_working_client": True}, True),
        ({"mode": "message"}, True),
        ({"purposes": ("job_search",), "phases": ("placement",)}, False),
        ({"purposes": ()}, False),
        ({"reached": False}, False),
        ({"client": None}, False),
        ({"on": D}, True),
        ({"on": D + DAY}, False),
        ({"on": date(2026, 10, 23)}, True),
        ({"on": date(2026, 10, 22)}, False),
    ],
)
def test_a_support_contact_reached_somebody_for_this_client_in_the_last_month(values, counts):
    assert share(in_work(4, 1, **values)) == Measure(int(counts), 4)


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2024, 3, 31), date(2024, 3, 1)),
        (date(2024, 3, 29), date(2024, 3, 1)),
        (date(2024, 3, 28), date(2024, 2, 29)),
        (date(2026, 4, 28), date(2026, 3, 29)),
        (date(2026, 11, 24), date(2026, 10, 25)),
    ],
)
def test_the_month_is_one_of_dates_over_29_february_and_both_clock_changes(on, first):
    inside, before = in_work(1, 1, on=first), in_work(1, 1, on=first - DAY)

    assert individual_support(inside, on, SCALE).window.start == first
    assert (share(inside, on), share(before, on)) == (Measure(1, 1), Measure(0, 1))


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"end": D}, False),
        ({"end": D + DAY}, True),
        ({"start": D}, True),
        ({"start": D + DAY}, False),
        ({"end": LONG_AGO - DAY}, False),
        ({"open_to_all": None}, True),
        ({"support_declined_on": D}, False),
        ({"support_declined_on": D + DAY}, True),
        ({"support_handed_over_on": D}, False),
        ({"support_handed_over_on": D + DAY}, True),
    ],
)
def test_in_work_is_who_holds_a_job_on_the_day_and_has_support(values, counts):
    facts = in_work(4, 0)
    jobs = (replace(facts.jobs[0], **values), *facts.jobs[1:])

    assert share(replace(facts, jobs=jobs)).denominator == 3 + counts


def test_who_declined_or_was_handed_over_is_listed_unless_another_job_has_support():
    facts = in_work(3, 0)
    declined = replace(facts.jobs[0], support_declined_on=D - DAY)
    handed = replace(facts.jobs[1], support_handed_over_on=D - DAY)
    facts = replace(facts, jobs=(declined, handed, facts.jobs[2]))
    second = replace(job("second", LONG_AGO), client="client-0")

    result = individual_support(facts, D, SCALE)

    assert result.counted == ("client-2",)
    assert result.left_out == (
        LeftOut("client-0", "support_declined"),
        LeftOut("client-1", "support_handed_over"),
    )
    assert share(replace(facts, jobs=(*facts.jobs, second))).denominator == 2


def test_a_closed_client_is_not_in_work_and_one_who_came_in_work_is():
    facts = with_client(in_work(3, 1), "client-0", in_work_at_entry=True)
    facts = with_client(facts, "client-1", closed_on=D)

    assert share(facts) == Measure(1, 2)


def test_two_stays_and_two_jobs_of_one_person_are_one_person():
    facts = with_client(in_work(3, 1), "client-0", person="somebody")
    facts = with_client(facts, "client-1", person="somebody")
    second = replace(job("second", LONG_AGO), client="client-2")

    assert share(replace(facts, jobs=(*facts.jobs, second))) == Measure(1, 2)


def test_kinds_of_support_helpers_and_employers_stand_beside():
    facts = in_work(3, 0)
    day = D - 3 * DAY
    contacts = (
        support("client-0", day, purposes=("support_at_work", "benefits")),
        support("client-0", day - DAY, joint=True),
        support("client-1", day, with_whom="employer"),
        support("client-1", day - DAY, with_whom="family", purposes=("support_outside_work",)),
        support("client-1", day - 2 * DAY, purposes=("support_outside_work", "other")),
    )

    result = individual_support(replace(facts, contacts=contacts), D, SCALE)

    assert result.measures["by_others"] == Measure(2, 3)
    assert result.shown_beside["kinds_per_person"] == Fraction(5, 2)
    assert result.shown_beside["employer_contacts"] == 1


def test_moves_to_studies_or_a_better_job_count_for_people_who_were_supported():
    facts = in_work(4, 3)
    reasons = [("studies", D), ("better_job", D), ("better_job", D + DAY), ("studies", D)]
    jobs = tuple(
        replace(row, end=end, end_reason=reason)
        for row, (reason, end) in zip(facts.jobs, reasons, strict=True)
    )

    beside = individual_support(replace(facts, jobs=jobs), D, SCALE).shown_beside

    assert (beside["to_studies"], beside["to_better_job"]) == (1, 1)


ROWS = st.lists(st.tuples(st.integers(0, 7), st.integers(-5, 60), st.booleans()), max_size=30)


def drawn(people: int, rows: list[tuple[int, int, bool]]) -> Facts:
    facts = in_work(people, 0)
    contacts = [
        support(f"client-{of % people}", D - ago * DAY, id=f"support-{number}", reached=reached)
        for number, (of, ago, reached) in enumerate(rows)
    ]
    return replace(facts, contacts=tuple(contacts))


@given(st.integers(1, 8), ROWS, ROWS)
def test_support_contacts_never_lower_the_ceiling(people, rows, more):
    before = individual_support(drawn(people, rows), D, SCALE)
    after = individual_support(drawn(people, rows + more), D, SCALE)

    assert (before.ceiling or 5) <= (after.ceiling or 5)


@given(st.integers(1, 8), ROWS, st.randoms(use_true_random=False))
def test_order_and_contacts_after_the_day_change_nothing(people, rows, random):
    facts = drawn(people, rows)
    contacts = [row for row in facts.contacts if row.on <= D]
    jobs = [*facts.jobs, job("later", D + DAY, client="client-0")]
    random.shuffle(contacts)
    random.shuffle(jobs)
    mixed = replace(facts, contacts=tuple(contacts), jobs=tuple(jobs))

    assert individual_support(mixed, D, SCALE) == individual_support(facts, D, SCALE)
