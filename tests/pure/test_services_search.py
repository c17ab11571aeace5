"""Items V4 and V6: the worked cases and the readings about windows, leave and the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.facts import Assignment, ClientStay, Contact, Facts, Post, Settings, Span
from fidelity.results import InsufficientData, LeftOut, Score
from fidelity.scale import load
from fidelity.services_search import employer_meetings, fast_start
from fidelity.windows import last_whole_weeks
from tests.pure.casebook import cases
from tests.pure.team import D, coach, log_reviews, meeting, stays

SCALE = load("ips25-2008")
WEEKS = last_whole_weeks(D, 8)


# ---- V4


def first_contact(client: str, on: date, **values: object) -> Contact:
    return meeting(0, on, id=f"first-{client}", client=client, **values)


def searchers(done: list[int], waiting: list[int]) -> Facts:
    clients, contacts = [], []
    for number, days in enumerate(done):
        entry = D - timedelta(days=max(days, 0) + 1)
        clients.append(ClientStay(f"done-{number}", entry, in_work_at_entry=False))
        contacts.append(first_contact(f"done-{number}", entry + timedelta(days=days)))
    for number, days in enumerate(waiting):
        clients.append(
            ClientStay(f"waits-{number}", D - timedelta(days=days), in_work_at_entry=False)
        )
    return Facts((coach(),), tuple(clients), contacts=tuple(contacts))


@pytest.mark.parametrize("case", cases("v4"))
def test_fast_start(case):
    result = fast_start(searchers(case["done"], case["waiting"]), D, SCALE)

    if "reason" in case:
        assert isinstance(result, InsufficientData)
        assert (result.reason_code, result.have, result.need) == (
            case["reason"],
            len(case["done"]),
            5,
        )
    else:
        assert isinstance(result, Score)
        assert (result.value, result.points) == (Fraction(case["mean"]), case["points"])


def test_who_was_in_work_at_entry_or_entered_before_the_window_is_left_out():
    facts = searchers([10] * 6, [])
    clients = list(facts.clients)
    clients[0] = replace(clients[0], in_work_at_entry=True)
    clients.append(ClientStay("old", D - timedelta(days=366), in_work_at_entry=False))

    result = fast_start(replace(facts, clients=tuple(clients)), D, SCALE)

    assert result.counted == tuple(f"done-{number}" for number in range(1, 6))
    assert LeftOut("done-0", "in_work_at_entry") in result.left_out


@pytest.mark.parametrize(
    "values",
    [
        {"mode": "video"},
        {"mode": "phone"},
        {"reached": False},
        {"supports_working_client": True},
        {"with_whom": "client"},
        {"on": D + timedelta(days=1)},
    ],
)
def test_only_a_face_to_face_contact_with_an_employer_by_the_day_starts_the_search(values):
    facts = searchers([10] * 5, [])
    spoilt = replace(facts.contacts[0], **values)

    result = fast_start(replace(facts, contacts=(spoilt, *facts.contacts[1:])), D, SCALE)

    assert isinstance(result, InsufficientData)


def test_a_closed_client_without_a_contact_waited_until_the_closing():
    facts = searchers([20] * 5, [200])
    closed = replace(facts.clients[-1], closed_on=facts.clients[-1].entry_date + timedelta(days=80))

    result = fast_start(replace(facts, clients=(*facts.clients[:-1], closed)), D, SCALE)

    assert result.value == Fraction(180, 6)


@given(
    st.lists(st.integers(-5, 300), min_size=5, max_size=12),
    st.lists(st.integers(0, 300), max_size=6),
)
def test_waiting_longer_never_raises_the_points_of_v4(done, waiting):
    before = fast_start(searchers(done, waiting), D, SCALE)
    after = fast_start(searchers(done, [*waiting, 300]), D, SCALE)

    assert 1 <= after.points <= before.points <= 5


# ---- V6


def met(name: str, rate: Fraction, seekers: int) -> Facts:
    """One coach whose FTE-adjusted rate over the eight weeks is exactly `rate`."""
    meetings = int(rate * 8)
    fte = Fraction(meetings) / (8 * rate) if rate else Fraction(1)
    one = coach(name, fte)
    clients, assigned = stays(seekers, [one])
    named = [replace(client, id=f"{name}-{client.id}") for client in clients]
    return Facts(
        (one,),
        tuple(named),
        tuple(replace(row, client=f"{name}-{row.client}") for row in assigned),
        tuple(meeting(number, WEEKS[number % 8][0], name) for number in range(meetings)),
    )


def together(*teams: Facts, log: str = "weekly") -> Facts:
    return Facts(
        tuple(row for team in teams for row in team.coaches),
        tuple(row for team in teams for row in team.clients),
        tuple(row for team in teams for row in team.assignments),
        tuple(row for team in teams for row in team.contacts),
        log_reviews(log),
    )


def on_leave(meetings: int, fte: str, weeks: int) -> Facts:
    leave = (Span(WEEKS[0][0], WEEKS[weeks - 1][1] + timedelta(days=1)),) if weeks else ()
    one = coach("aino", fte, leave=leave)
    clients, assigned = stays(5, [one])
    worked = WEEKS[weeks:]
    contacts = tuple(meeting(n, worked[n % len(worked)][0]) for n in range(meetings))
    return Facts((one,), clients, assigned, contacts)


@pytest.mark.parametrize("case", cases("v6"))
def test_employer_meetings(case):
    if "meetings" in case:
        teams = [on_leave(case["meetings"], case["fte"], case["weeks_on_leave"])]
    else:
        teams = [met(f"c{n}", Fraction(r), case["seekers"]) for n, r in enumerate(case["rates"])]

    result = employer_meetings(together(*teams, log=case["log"]), D, SCALE)

    if "left_out" in case:
        assert isinstance(result, InsufficientData)
        assert LeftOut("c0", case["left_out"]) in result.left_out
        assert result.reason_code == "no_specialist_scored"
    else:
        assert isinstance(result, Score)
        assert [part.points for part in result.coaches] == case["points"]
        assert result.points == case["item"]
        assert [str(part.value) for part in result.coaches] == case.get(
            "rates", [str(result.coaches[0].value)]
        )


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"mode": "video"}, "not_face_to_face"),
        ({"mode": "phone"}, "not_face_to_face"),
        ({"reached": False}, "not_reached"),
        ({"decides": False}, "does_not_decide"),
        ({"decides": None}, "does_not_decide"),
        ({"supports_working_client": True}, "supports_working_client"),
    ],
)
def test_a_meeting_that_does_not_count_is_left_out_with_the_reason(values, reason):
    facts = together(met("aino", Fraction(6), 5))
    spoilt = replace(facts.contacts[0], **values)

    result = employer_meetings(replace(facts, contacts=(spoilt, *facts.contacts[1:])), D, SCALE)

    assert result.points == 4
    assert LeftOut(spoilt.id, reason) in result.left_out


def test_video_counts_where_the_setting_says_so():
    facts = together(met("aino", Fraction(6), 5))
    video = tuple(replace(row, mode="video") for row in facts.contacts)

    result = employer_meetings(
        replace(facts, contacts=video, settings=Settings(count_video=True)), D, SCALE
    )

    assert result.points == 5


def test_a_meeting_on_a_leave_day_is_left_out_and_the_part_week_counts_in_part():
    facts = together(met("aino", Fraction(5), 5))
    monday = WEEKS[0][0]
    away = replace(facts.coaches[0], leave=(Span(monday, monday + timedelta(days=1)),))

    result = employer_meetings(replace(facts, coaches=(away,)), D, SCALE)

    assert result.coaches[0].value == Fraction(35) / (7 + Fraction(4, 5))
    assert sum(row.reason == "on_leave" for row in result.left_out) == 5


def test_a_week_is_divided_by_that_weeks_fte_when_it_changed():
    change = WEEKS[4][0]
    one = coach("aino")
    half = Post(Span(change), Fraction(1, 2), 1148)
    one = replace(one, posts=(replace(one.posts[0], span=Span(one.started, change)), half))
    clients, assigned = stays(5, [one])
    contacts = [meeting(n, WEEKS[n % 4][0]) for n in range(24)]
    contacts += [meeting(100 + n, WEEKS[4 + n % 4][0]) for n in range(12)]

    result = employer_meetings(
        together(Facts((one,), clients, assigned, tuple(contacts))), D, SCALE
    )

    assert result.coaches[0].value == 6


def test_a_meeting_in_a_post_of_one_saturday_is_divided_by_that_posts_fte():
    monday, sunday = WEEKS[3]
    one = coach("aino")
    (whole,) = one.posts
    spans = (Span(one.started, monday), Span(sunday - timedelta(days=1), sunday))
    half = Post(spans[1], Fraction(1, 2), 1148)
    after = replace(whole, span=Span(WEEKS[4][0]))
    one = replace(one, posts=(replace(whole, span=spans[0]), half, after))
    clients, assigned = stays(5, [one])
    contacts = (meeting(1, sunday - timedelta(days=1)),)

    result = employer_meetings(together(Facts((one,), clients, assigned, contacts)), D, SCALE)

    assert result.coaches[0].value == Fraction(2, 7)


def test_a_new_coach_and_one_with_too_few_weeks_are_left_out():
    new = replace(met("new", Fraction(6), 5), coaches=(coach("new", start=D - timedelta(days=89)),))
    away = met("away", Fraction(6), 5)
    leave = (Span(WEEKS[0][0], WEEKS[4][1]),)
    away = replace(away, coaches=(replace(away.coaches[0], leave=leave),))

    result = employer_meetings(together(new, away, met("aino", Fraction(6), 5)), D, SCALE)

    assert [part.coach for part in result.coaches] == ["aino"]
    assert {row for row in result.left_out if row.reason != "on_leave"} == {
        LeftOut("new", "new_specialist"),
        LeftOut("away", "too_few_weeks"),
    }


def test_the_window_is_whole_weeks_that_end_by_the_day():
    wednesday = D - timedelta(days=4)

    weeks = last_whole_weeks(wednesday, 8)

    assert weeks[-1] == (date(2026, 11, 9), date(2026, 11, 15))
    assert len(weeks) == 8


@given(st.integers(0, 70), st.randoms(use_true_random=False))
def test_order_and_records_outside_the_window_change_nothing(meetings, random):
    facts = (
        together(met("aino", Fraction(meetings, 8), 5))
        if meetings
        else together(met("aino", Fraction(0), 5))
    )
    outside = (
        meeting(900, D + timedelta(days=1)),
        meeting(901, WEEKS[0][0] - timedelta(days=1)),
    )
    mixed = [*facts.contacts, *outside]
    random.shuffle(mixed)

    assert employer_meetings(replace(facts, contacts=tuple(mixed)), D, SCALE) == employer_meetings(
        facts, D, SCALE
    )


@given(st.integers(0, 70), st.sampled_from(["weekly", "monthly", "none"]))
def test_one_meeting_more_never_lowers_the_points_of_v6(meetings, log):
    few = employer_meetings(together(met("aino", Fraction(meetings, 8), 5), log=log), D, SCALE)
    more = employer_meetings(together(met("aino", Fraction(meetings + 1, 8), 5), log=log), D, SCALE)

    assert 1 <= few.points <= more.points <= 5


def test_a_client_of_nobody_is_no_job_seeker_of_the_coach():
    facts = together(met("aino", Fraction(2), 1))
    other = Assignment(facts.clients[0].id, "somebody else", Span(D))

    result = employer_meetings(replace(facts, assignments=(other,)), D, SCALE)

    assert LeftOut("aino", "no_job_seekers") in result.left_out


def test_a_status_that_is_not_known_by_date_is_the_one_of_the_export_day_and_noted():
    facts = together(met("aino", Fraction(2), 1))
    dated = [replace(client, status_now="paused") for client in facts.clients]
    undated = [replace(client, statuses=(), status_now="searching") for client in facts.clients]

    by_date = employer_meetings(replace(facts, clients=tuple(dated)), D, SCALE)
    by_export = employer_meetings(replace(facts, clients=tuple(undated)), D, SCALE)

    assert (by_date.points, by_date.note) == (5, None)
    assert by_export == replace(by_date, note="status of the export day")
