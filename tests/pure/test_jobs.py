"""Items V8 and V9: the worked cases, what is one kind, and the windows of job starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Employer, Facts
from fidelity.jobs import employer_variety, job_variety
from fidelity.results import InsufficientData, LeftOut, Next, Score
from fidelity.scale import load
from fidelity.windows import months_before
from tests.pure.casebook import cases
from tests.pure.team import LONG_AGO, D
from tests.pure.working import job, with_client, working

SCALE = load("ips25-2008")
RECENT = D - timedelta(days=30)
BOTH = pytest.mark.parametrize("item", [job_variety, employer_variety])


def names(case: dict[str, object]) -> list[str]:
    """The kind of each job start: every kind once, the rest of the first kind."""
    if "kinds" in case:
        return [kind for kind, count in case["kinds"].items() for _ in range(count)]
    different = [f"{number:04}" for number in range(case["different"])]
    return different + different[:1] * (case["starts"] - case["different"])


def started(count: int, start: date = RECENT, prefix: str = "") -> list:
    return [job(f"{prefix}{number}", start) for number in range(count)]


def check(result: object, case: dict[str, object]) -> None:
    if "reason" in case:
        assert isinstance(result, InsufficientData)
        told = (result.reason_code, result.have, result.need)
        assert told == (case["reason"], case["have"], case["need"])
    else:
        assert isinstance(result, Score)
        assert (result.value, result.points) == (Fraction(case["share"]), case["points"])


@pytest.mark.parametrize("case", cases("v8"))
def test_job_variety(case):
    jobs = [job(str(n), RECENT, title=kind) for n, kind in enumerate(names(case))]

    result = job_variety(working(*jobs, allowed_per_kind=case.get("allowed", 1)), D, SCALE)

    check(result, case)


@pytest.mark.parametrize("case", cases("v9"))
def test_employer_variety(case):
    jobs = [job(str(n), RECENT, employer=kind) for n, kind in enumerate(names(case))]

    result = employer_variety(working(*jobs, allowed_per_kind=case.get("allowed", 1)), D, SCALE)

    check(result, case)


def test_a_code_of_four_characters_is_the_kind_and_a_title_only_without_one():
    told = [
        {"kind_code": "51311", "title": "waiter"},
        {"kind_code": "5131", "title": "head waiter"},
        {"kind_code": "5132", "title": "waiter"},
        {"title": "waiter"},
        {"kind_code": "", "title": "waiter"},
    ]
    jobs = [job(str(number), RECENT, **values) for number, values in enumerate(told)]

    result = job_variety(working(*jobs), D, SCALE)

    assert (result.numerator, result.denominator) == (3, 5)


def test_titles_agree_whatever_their_capitals_spaces_and_composition():
    titles = ["Sähköasentaja  talo", "SÄHKÖASENTAJA TALO", " sa\u0308hko\u0308asentaja\ttalo"]
    jobs = [job(str(number), RECENT, title=title) for number, title in enumerate(titles)]

    result = job_variety(working(*jobs, *started(3, prefix="other")), D, SCALE)

    assert (result.numerator, result.denominator) == (4, 6)


@pytest.mark.parametrize(("branches", "different"), [(False, 3), (True, 6)])
def test_a_chain_is_one_employer_unless_branches_hire_on_their_own(branches, different):
    chains = ("Kauppa Oy", "kauppa  OY", "KAUPPA oy", None, None, None)
    rows = [Employer(f"employer-{number}", chain) for number, chain in enumerate(chains)]
    rows[3:] = [replace(rows[3], chain=" "), rows[4], replace(rows[5], chain="kauppa oy")]
    facts = replace(
        working(*started(6), branch_is_employer=branches), employers=tuple(reversed(rows))
    )

    result = employer_variety(facts, D, SCALE)

    assert (result.numerator, result.denominator) == (different, 6)
    assert result.shown_beside["branch_is_employer"] is branches


@BOTH
def test_with_fewer_than_ten_starts_in_six_months_those_of_twelve_count(item):
    older = job("older", months_before(D, 6))

    nine = item(working(*started(9), older), D, SCALE)
    ten = item(working(*started(10), older), D, SCALE)

    assert (nine.denominator, nine.window.start) == (10, date(2025, 11, 23))
    assert (ten.denominator, ten.window.start) == (10, date(2026, 5, 23))
    assert older.id in nine.counted
    assert older.id not in ten.counted


@BOTH
@pytest.mark.parametrize(
    ("start", "counts"),
    [
        (date(2025, 11, 22), False),
        (date(2025, 11, 23), True),
        (D, True),
        (D + timedelta(days=1), False),
    ],
)
def test_the_first_and_the_last_day_of_the_window_count(item, start, counts):
    result = item(working(*started(5), job("edge", start)), D, SCALE)

    assert ("job-edge" in result.counted) is counts


@BOTH
@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2026, 3, 29), date(2025, 3, 30)),
        (date(2026, 10, 25), date(2025, 10, 26)),
    ],
)
def test_the_year_before_29_february_and_the_days_the_clock_changes_is_one_of_dates(
    item, on, first
):
    jobs = [job("out", first - timedelta(days=1)), job("first", first), job("last", on)]

    result = item(working(*jobs, *started(4, on)), on, SCALE)

    assert result.window.start == first
    assert set(result.counted) >= {"job-first", "job-last"}
    assert "job-out" not in result.counted


@BOTH
def test_the_job_held_at_entry_is_left_out_and_a_later_one_counts(item):
    facts = working(*started(7))
    facts = with_client(facts, "client-0", in_work_at_entry=True, entry_date=RECENT)
    facts = with_client(
        facts, "client-1", in_work_at_entry=True, entry_date=RECENT - timedelta(days=1)
    )
    facts = with_client(facts, "client-2", in_work_at_entry=True, entry_date=None)
    facts = with_client(facts, "client-3", in_work_at_entry=False, entry_date=RECENT)

    result = item(facts, D, SCALE)

    assert result.left_out == (LeftOut("job-0", "held_at_entry"),)
    assert result.counted == tuple(f"job-{number}" for number in range(1, 7))


@BOTH
def test_every_job_start_counts_and_the_share_among_competitive_ones_stands_beside(item):
    same = {"title": "cleaner", "employer": "one"}
    jobs = [
        *started(4),
        job("a", RECENT, **same),
        job("b", RECENT, **same, open_to_all=None),
        job("c", RECENT, **same, subsidy=True),
        job("d", RECENT, set_aside=True),
        job("e", RECENT, paid_by_agreement=False),
    ]

    counted = item(working(*jobs), D, SCALE)
    without = item(working(*jobs, count_subsidised=False), D, SCALE)

    assert (counted.numerator, counted.denominator) == (7, 9)
    assert counted.shown_beside["competitive_share"] == Fraction(5, 6)
    assert counted.shown_beside["competitive_starts"] == 6
    assert without.shown_beside["competitive_share"] == 1
    assert without.value == counted.value


@BOTH
def test_without_a_competitive_start_there_is_no_share_among_them(item):
    jobs = [replace(row, open_to_all=False) for row in started(5)]

    result = item(working(*jobs), D, SCALE)

    assert (result.points, result.shown_beside["competitive_share"]) == (5, None)


@BOTH
def test_what_the_next_threshold_asks_is_said_as_a_share(item):
    jobs = [job(str(n), RECENT, title=f"{n % 7}", employer=f"{n % 7}") for n in range(10)]

    result = item(working(*jobs), D, SCALE)

    assert (result.points, result.next) == (4, Next(5, Fraction(85, 100)))
    assert item(working(*started(10)), D, SCALE).next is None


KINDS = st.lists(st.integers(0, 12), max_size=30)


def of_kinds(kinds: list[int], allowed: int = 1) -> Facts:
    jobs = [job(str(n), RECENT, title=f"{k}", employer=f"{k}") for n, k in enumerate(kinds)]
    return working(*jobs, allowed_per_kind=allowed)


@BOTH
@given(kinds=KINDS)
def test_fewer_than_five_starts_give_no_points_and_more_give_1_to_5(item, kinds):
    result = item(of_kinds(kinds), D, SCALE)

    assert isinstance(result, InsufficientData) is (len(kinds) < 5)
    assert isinstance(result, InsufficientData) or 1 <= result.points <= 5


@BOTH
@given(kinds=KINDS, random=st.randoms(use_true_random=False))
def test_order_and_starts_outside_the_window_change_nothing(item, kinds, random):
    facts = of_kinds(kinds)
    outside = (job("later", D + timedelta(days=1)), job("before", LONG_AGO))
    jobs = [*facts.jobs, *outside]
    random.shuffle(jobs)
    clients = (*facts.clients, *working(*outside).clients)

    mixed = replace(facts, jobs=tuple(jobs), clients=clients)

    assert item(mixed, D, SCALE) == item(facts, D, SCALE)


@BOTH
@given(kinds=st.lists(st.integers(0, 12), min_size=5, max_size=30), allowed=st.integers(1, 3))
def test_a_start_of_a_new_kind_or_more_allowed_of_a_kind_never_lowers_the_points(
    item, kinds, allowed
):
    before = item(of_kinds(kinds, allowed), D, SCALE)

    assert item(of_kinds([*kinds, 99], allowed), D, SCALE).points >= before.points
    assert item(of_kinds(kinds, allowed + 1), D, SCALE).points >= before.points
