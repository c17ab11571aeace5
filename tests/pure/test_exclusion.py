"""Item O6: the line headed Worked, windows and reasons, and the help after a job."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.exclusion import nobody_shut_out
from fidelity.facts import Contact, Facts, Job, Referral
from fidelity.results import LeftOut, Measure
from fidelity.scale import load
from tests.pure.casebook import cases
from tests.pure.team import D

SCALE = load("ips25-2008")
START = date(2025, 11, 23)


def referrals(decided: int, shut_out: int, sources: int) -> Facts:
    return Facts(
        referrals=tuple(
            Referral(
                f"r{number}",
                D - timedelta(days=30),
                f"source-{number % sources}",
                "refused" if number < shut_out else "accepted",
                D - timedelta(days=20),
                "readiness" if number < shut_out else None,
            )
            for number in range(decided)
        )
    )


@pytest.mark.parametrize("case", cases("o6"))
def test_nobody_is_shut_out(case):
    facts = referrals(case["decided"], case["shut_out"], case["sources"])
    facts = replace(facts, written_exclusion_rule=case.get("written", False))

    result = nobody_shut_out(facts, D, SCALE)

    assert result.ceiling == case.get("ceiling")
    assert result.note == case.get("note")
    assert result.measures["shut_out"] == Measure(case["shut_out"], case["decided"])
    assert len(result.counted) == case["decided"]


@pytest.mark.parametrize("reason", ["no_interest", "moved", "died", "other", None])
def test_a_refusal_for_another_reason_does_not_shut_out(reason):
    facts = referrals(20, 0, 4)
    refused = replace(facts.referrals[0], decision="refused", reason=reason)

    result = nobody_shut_out(replace(facts, referrals=(refused, *facts.referrals[1:])), D, SCALE)

    assert (result.ceiling, result.measures["shut_out"]) == (5, Measure(0, 20))


def test_an_accepted_one_closed_for_a_counting_reason_counts():
    facts = referrals(20, 0, 4)
    closed = replace(facts.referrals[0], reason="substance_use")

    result = nobody_shut_out(replace(facts, referrals=(closed, *facts.referrals[1:])), D, SCALE)

    assert result.ceiling == 3


@pytest.mark.parametrize(
    ("decided_on", "ceiling"),
    [(START - timedelta(days=1), 4), (START, 3), (D, 3), (D + timedelta(days=1), 4)],
)
def test_the_day_of_the_decision_decides_whether_it_is_in_the_twelve_months(decided_on, ceiling):
    facts = referrals(2, 0, 2)
    row = Referral("x", decided_on - timedelta(days=9), "gp", "refused", decided_on, "symptoms")

    result = nobody_shut_out(replace(facts, referrals=(*facts.referrals, row)), D, SCALE)

    assert result.ceiling == ceiling


def test_who_waits_for_a_decision_is_left_out():
    waits = Referral("waits", D - timedelta(days=3), "self", "pending")

    result = nobody_shut_out(Facts(referrals=(waits,)), D, SCALE)

    assert result.left_out == (LeftOut("waits", "not_decided"),)
    assert (result.ceiling, result.note) == (None, "no referrals")


@pytest.mark.parametrize(
    ("ended", "talked", "measure"),
    [
        (60, 0, Measure(1, 1)),
        (60, 30, Measure(1, 1)),
        (60, 31, Measure(0, 1)),
        (60, -1, Measure(0, 1)),
        (31, 1, Measure(1, 1)),
        (30, 1, Measure(0, 0)),
    ],
)
def test_help_with_another_job_is_asked_once_thirty_days_have_passed(ended, talked, measure):
    end = D - timedelta(days=ended)
    job = Job("j", "client", "shop", "cook", START, end)
    talk = Contact(
        "c",
        end + timedelta(days=talked),
        "aino",
        "client",
        "client",
        "phone",
        True,
        purposes=("job_loss",),
    )

    result = nobody_shut_out(Facts(jobs=(job,), contacts=(talk,)), D, SCALE)

    assert result.measures["help_after_a_job"] == measure


ROWS = st.lists(
    st.builds(
        Referral,
        st.uuids().map(str),
        st.dates(START - timedelta(days=40), D + timedelta(days=5)),
        st.sampled_from(["self", "gp", "kela", "school"]),
        st.sampled_from(["pending", "accepted", "refused"]),
        st.none() | st.dates(START - timedelta(days=20), D + timedelta(days=5)),
        st.sampled_from([None, "symptoms", "moved"]),
    ),
    max_size=12,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_order_and_what_comes_after_the_day_change_nothing(rows, random):
    known = [row for row in rows if row.on <= D]
    mixed = random.sample(rows, len(rows))

    assert nobody_shut_out(Facts(referrals=tuple(mixed)), D, SCALE) == nobody_shut_out(
        Facts(referrals=tuple(known)), D, SCALE
    )


@given(ROWS)
def test_one_more_accepted_referral_never_lowers_the_ceiling(rows):
    more = Referral("more", D, "new source", "accepted", D)
    before = nobody_shut_out(Facts(referrals=tuple(rows)), D, SCALE).ceiling
    after = nobody_shut_out(Facts(referrals=(*rows, more)), D, SCALE).ceiling

    assert before is None or after >= before
