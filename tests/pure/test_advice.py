"""Items V1 and V2: the line headed Worked, days and windows, and talks before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.advice import benefits_advice, disclosure
from fidelity.facts import Assignment, ClientStay, Contact, Facts, Job, JobChange, Offer, StatusFrom
from fidelity.results import LeftOut, Measure
from fidelity.scale import load
from fidelity.spells import longest_search
from tests.pure.casebook import cases
from tests.pure.team import LONG_AGO, D, coach, meeting, stays

SCALE = load("ips25-2008")
START = date(2025, 11, 23)
BEGAN = D - timedelta(days=100)


def job(client: str, start: date = BEGAN, **values: object) -> Job:
    return Job(f"job-{client}", client, "shop", "cook", start, **values)


def offer(client: str, on: date, *, trained: bool = True, kind: str = "benefits_counselling"):
    return Offer(client, on, kind, trained, "before_job")


def talk(client: str, on: date, purpose: str = "benefits", **values: object) -> Contact:
    plain = Contact(
        f"talk-{client}-{on}", on, "aino", client, "client", "phone", True, purposes=(purpose,)
    )
    return replace(plain, **values)


# ---- V1


def advised(starts: list[int], changes: list[int], talks: list[int]) -> Facts:
    """Clients with jobs, the first of them with offers; talks fill up the clients that lack one."""
    clients, assigned = stays(talks[1], [coach()])
    names = [client.id for client in clients]
    offered = [offer(name, BEGAN - timedelta(days=1)) for name in names[: starts[0]]]
    # Changes come late enough that the offers before the start are not near them.
    changed = [JobChange(f"job-{names[n]}", BEGAN + timedelta(days=60)) for n in range(changes[1])]
    again = [offer(names[n], BEGAN + timedelta(days=70)) for n in range(changes[0])]
    talked = [talk(name, D) for name in names[starts[0] : talks[0]]]
    return Facts(
        (coach(),),
        clients,
        assigned,
        tuple(talked),
        jobs=tuple(job(name) for name in names[: starts[1]]),
        job_changes=tuple(changed),
        offers=(*offered, *again),
    )


@pytest.mark.parametrize("case", cases("v1"))
def test_benefits_advice(case):
    result = benefits_advice(advised(case["starts"], case["changes"], case["talks"]), D, SCALE)

    assert result.proposal == case.get("proposal")
    assert result.measures == {
        "before_start": Measure(*case["starts"]),
        "at_changes": Measure(*case["changes"]),
        "talked_over": Measure(*case["talks"]),
    }


@pytest.mark.parametrize(("days", "counts"), [(-1, 1), (0, 0), (1, 0), (-400, 1)])
def test_an_offer_before_the_start_lies_on_an_earlier_day(days, counts):
    facts = Facts(jobs=(job("c"),), offers=(offer("c", BEGAN + timedelta(days=days)),))

    assert benefits_advice(facts, D, SCALE).measures["before_start"] == Measure(counts, 1)


@pytest.mark.parametrize(("days", "counts"), [(-31, 0), (-30, 1), (0, 1), (30, 1), (31, 0)])
def test_an_offer_at_a_change_lies_within_thirty_days(days, counts):
    change = JobChange("job-c", D - timedelta(days=40))
    facts = Facts(
        jobs=(job("c"),),
        job_changes=(change,),
        offers=(offer("c", change.on + timedelta(days=days)),),
    )

    assert benefits_advice(facts, D, SCALE).measures["at_changes"] == Measure(counts, 1)


def test_a_change_is_asked_about_once_thirty_days_have_passed():
    for days, asked in ((30, 0), (31, 1)):
        change = JobChange("job-c", D - timedelta(days=days))
        result = benefits_advice(Facts(jobs=(job("c"),), job_changes=(change,)), D, SCALE)

        assert result.measures["at_changes"] == Measure(0, asked)
        assert result.shown_beside["changes_still_open"] == 1 - asked


def test_an_offer_by_somebody_untrained_is_a_talk_but_no_offer():
    facts = advised([10, 10], [0, 0], [10, 10])
    untrained = tuple(replace(row, trained=False) for row in facts.offers)

    result = benefits_advice(replace(facts, offers=untrained), D, SCALE)

    assert result.proposal == 3
    assert LeftOut("job-client-0", "offer_not_by_a_trained_adviser") in result.left_out


def test_job_starts_of_twelve_months_are_looked_at():
    for start, counted in ((START - timedelta(days=1), 0), (START, 1), (D, 1)):
        result = benefits_advice(Facts(jobs=(job("c", start),)), D, SCALE)

        assert len(result.counted) == counted


def test_a_message_that_reached_nobody_is_no_talk():
    facts = advised([0, 1], [0, 0], [1, 1])
    missed = tuple(replace(row, reached=False) for row in facts.contacts)

    assert benefits_advice(replace(facts, contacts=missed), D, SCALE).proposal is None
    assert benefits_advice(Facts(), D, SCALE).proposal is None


# ---- V2


def told(talks: int, again: int = 0) -> Facts:
    """Ten clients in search for long with an employer contact; some talked before, some again."""
    clients, assigned = stays(10, [coach()])
    contacts = [
        meeting(number, BEGAN, id=f"about-{client.id}", client=client.id)
        for number, client in enumerate(clients)
    ]
    before = BEGAN - timedelta(days=1)
    offers = [offer(row.id, before, kind="disclosure_talk") for row in clients[:talks]]
    offers += [offer(row.id, D, kind="disclosure_talk") for row in clients[:again]]
    return Facts((coach(),), clients, assigned, tuple(contacts), offers=tuple(offers))


@pytest.mark.parametrize(("talks", "present"), [(10, True), (8, True), (7, False), (0, False)])
def test_eighty_per_cent_talked_before_an_employer_heard_of_them(talks, present):
    result = disclosure(told(talks), D, SCALE)

    assert result.measures["talked_before"] == Measure(talks, 10)
    assert (result.components["1"], result.components["2"]) == (None, present)


@pytest.mark.parametrize(("again", "present"), [(8, True), (7, False)])
def test_eighty_per_cent_of_those_who_searched_long_talked_again(again, present):
    result = disclosure(told(10, again), D, SCALE)

    assert result.components["4"] is present


def test_a_talk_on_the_day_of_the_contact_was_not_before_it():
    facts = told(8)
    same_day = tuple(replace(row, on=BEGAN) for row in facts.offers)

    assert disclosure(replace(facts, offers=same_day), D, SCALE).components["2"] is False


def test_a_contact_with_that_purpose_is_a_talk_and_two_records_of_a_day_are_one():
    facts = told(10)
    noted = tuple(talk(row.client, row.on, "disclosure_talk") for row in facts.offers)

    alone = disclosure(replace(facts, offers=(), contacts=facts.contacts + noted), D, SCALE)
    both = disclosure(replace(facts, contacts=facts.contacts + noted), D, SCALE)

    assert alone.components["2"] is True
    assert both.measures["talked_again"] == Measure(0, 10)


@pytest.mark.parametrize("values", [{"reached": False}, {"supports_working_client": True}])
def test_who_no_employer_has_heard_of_is_not_asked_about(values):
    facts = told(0)
    spoilt = tuple(replace(row, **values) for row in facts.contacts)

    assert disclosure(replace(facts, contacts=spoilt), D, SCALE).components["2"] is None


def test_only_a_file_that_tells_what_was_said_fills_component_3():
    facts = told(10)
    assert disclosure(facts, D, SCALE).components["3"] is None
    for saying, present in ((8, True), (7, False)):
        rows = tuple(replace(row, says_what=n < saying) for n, row in enumerate(facts.offers))

        result = disclosure(replace(facts, offers=rows), D, SCALE)

        assert result.components["3"] is present


def test_the_newest_talk_says_what_may_be_told():
    first = replace(offer("client-0", BEGAN, kind="disclosure_talk"), says_what=True)
    second = replace(first, on=D, says_what=False)
    facts = replace(told(0), offers=(second, first))

    assert disclosure(facts, D, SCALE).measures["says_what"] == Measure(0, 1)


@pytest.mark.parametrize(("days", "asked"), [(60, 0), (61, 10)])
def test_searching_for_more_than_sixty_days_calls_for_another_talk(days, asked):
    clients, assigned = stays(10, [coach()], entry=D - timedelta(days=days))

    result = disclosure(Facts((coach(),), clients, assigned), D, SCALE)

    assert result.measures["talked_again"] == Measure(0, asked)


def test_between_jobs_goes_on_with_the_search_and_a_job_ends_it():
    def changed(status: str) -> ClientStay:
        return ClientStay(
            "c",
            LONG_AGO,
            False,
            (
                StatusFrom("searching", D - timedelta(days=70)),
                StatusFrom(status, D - timedelta(days=40)),
                StatusFrom("searching", D - timedelta(days=30)),
            ),
        )

    assert longest_search(changed("between"), D) == 70
    assert longest_search(changed("working_supported"), D) == 30
    assert longest_search(ClientStay("c", LONG_AGO, False, status_now="searching"), D) == 0


def test_a_client_whose_assignment_ended_is_not_looked_at():
    facts = told(0)
    ended = tuple(
        Assignment(row.client, row.coach, replace(row.span, end=D)) for row in facts.assignments
    )

    assert disclosure(replace(facts, assignments=ended), D, SCALE).counted == ()


# ---- what always holds

DAYS = st.dates(D - timedelta(days=420), D + timedelta(days=5))
NAMES = st.sampled_from([f"client-{n}" for n in range(4)])
OFFERS = st.lists(
    st.builds(
        Offer,
        NAMES,
        DAYS,
        st.sampled_from(["benefits_counselling", "disclosure_talk"]),
        st.booleans(),
        st.just("search"),
        st.none() | st.booleans(),
    ),
    max_size=12,
)
CONTACTS = st.lists(
    st.builds(
        Contact,
        st.uuids().map(str),
        DAYS,
        st.just("aino"),
        NAMES,
        st.sampled_from(["client", "employer"]),
        st.just("phone"),
        st.booleans(),
        purposes=st.sampled_from([("benefits",), ("disclosure_talk",), ()]),
    ),
    max_size=12,
)
CHANGES = st.lists(st.builds(JobChange, NAMES.map("job-{}".format), DAYS), max_size=6)
ITEMS = st.sampled_from([benefits_advice, disclosure])


def a_team(offers, contacts, changes) -> Facts:
    clients, assigned = stays(4, [coach()])
    return Facts(
        (coach(),),
        clients,
        assigned,
        tuple(contacts),
        jobs=tuple(job(row.id) for row in clients),
        job_changes=tuple(changes),
        offers=tuple(offers),
    )


@given(OFFERS, CONTACTS, CHANGES, st.randoms(use_true_random=False), ITEMS)
def test_order_and_what_comes_after_the_day_change_nothing(offers, contacts, changes, random, item):
    lists = (offers, contacts, changes)
    mixed = a_team(*(random.sample(rows, len(rows)) for rows in lists))
    known = a_team(*([row for row in rows if row.on <= D] for rows in lists))

    assert item(mixed, D, SCALE) == item(known, D, SCALE)


@given(OFFERS, CONTACTS, CHANGES, NAMES, st.integers(0, 400))
def test_one_offer_more_never_lowers_the_proposal(offers, contacts, changes, client, back):
    more = offer(client, D - timedelta(days=back))
    before = benefits_advice(a_team(offers, contacts, changes), D, SCALE).proposal or 0
    after = benefits_advice(a_team([*offers, more], contacts, changes), D, SCALE).proposal or 0

    assert before <= after


@given(OFFERS, CONTACTS, NAMES, st.integers(0, 400))
def test_one_disclosure_talk_more_takes_no_component_away(offers, contacts, client, back):
    more = offer(client, D - timedelta(days=back), kind="disclosure_talk")
    before = disclosure(a_team(offers, contacts, ()), D, SCALE).components
    after = disclosure(a_team([*offers, more], contacts, ()), D, SCALE).components

    assert all(after[number] for number, value in before.items() if value)
