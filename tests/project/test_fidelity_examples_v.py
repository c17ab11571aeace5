"""The examples of docs/fidelity.md are worked out by the items' own functions: V."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from fidelity import facts as plain
from fidelity.advice import benefits_advice, disclosure
from fidelity.assessment import work_based_assessment
from fidelity.community import time_in_the_community
from fidelity.components import points
from fidelity.facts import ClientStay, Contact, Employer, Facts, Offer, PlanVersion, StatusFrom
from fidelity.individual_search import individual_job_search
from fidelity.jobs import employer_variety, job_variety, permanent_competitive_jobs
from fidelity.judged import employer_relationships
from fidelity.outreach import outreach
from fidelity.results import Measure
from fidelity.services_search import employer_meetings, fast_start
from fidelity.support import support_without_limit
from fidelity.support_at_work import individual_support
from fidelity.windows import last_whole_weeks
from tests.project.fidelity_page import SCALE, assert_says, example
from tests.pure.rows import contact, worked
from tests.pure.team import LONG_AGO, D, coach, log_reviews, meeting, stays
from tests.pure.working import days_from, job, support, working

BEGAN = D - timedelta(days=100)
DAY = timedelta(days=1)


def percent(share: Fraction) -> str:
    """A share as the examples write it: whole, or with one decimal."""
    return f"{float(share * 100):.1f} %".replace(".0 %", " %")


def offer(client: str, on: date, kind: str = "benefits_counselling", **values: object) -> Offer:
    return Offer(client, on, kind, True, "before_job", **values)


def advised(at_changes: int) -> Facts:
    clients, assigned = stays(10, [coach()])
    names = [client.id for client in clients]
    changed = BEGAN + 60 * DAY
    return Facts(
        (coach(),),
        clients,
        assigned,
        jobs=tuple(plain.Job(f"job-{name}", name, "shop", "cook", BEGAN) for name in names),
        job_changes=tuple(plain.JobChange(f"job-{name}", changed) for name in names[:5]),
        offers=(
            *(offer(name, BEGAN - DAY) for name in names[:8]),
            *(offer(name, changed) for name in names[:at_changes]),
        ),
    )


def test_v1():
    result, better = benefits_advice(advised(3), D, SCALE), benefits_advice(advised(4), D, SCALE)

    before, at_changes = result.measures["before_start"], result.measures["at_changes"]
    assert_says("V1", f"{before.denominator} jobs began, {before.numerator} of them")
    assert_says(
        "V1",
        percent(before.value),
        f"5 times hours or pay changed, {at_changes.numerator} of them with an offer: 60 %",
    )
    assert_says("V1", f"**{result.proposal} points**", f"4 of 5 it would be {better.proposal}.")
    assert (at_changes, percent(at_changes.value)) == (Measure(3, 5), "60 %")


def test_v2():
    clients, assigned = stays(5, [coach()], status="profiling")
    names = [client.id for client in clients]
    searched = [StatusFrom("profiling", LONG_AGO), StatusFrom("searching", D - 70 * DAY)]
    clients = tuple(
        replace(client, statuses=tuple(searched)) if client.id in names[:2] else client
        for client in clients
    )
    talks = [
        offer(name, D - 40 * DAY, "disclosure_talk", says_what=number < 3)
        for number, name in enumerate(names[:4])
    ]
    again = [offer(name, D - 30 * DAY, "disclosure_talk", says_what=True) for name in names[:2]]
    told = [meeting(n, D - 20 * DAY, client=name) for n, name in enumerate(names)]
    facts = Facts((coach(),), clients, assigned, tuple(told), offers=(*talks, *again))
    result = disclosure(facts, D, SCALE)

    assert list(result.measures.values()) == [Measure(4, 5), Measure(3, 4), Measure(2, 2)]
    assert result.components == {"1": None, "2": True, "3": False, "4": True}
    assert_says("V2", "about 5 clients, 4 of them after a talk: 80 %, part 2 is present")
    assert_says("V2", "3 of 4 talks", "75 %, part 3 is not", "talked twice: part 4 is.")
    beside = result.shown_beside
    assert_says("V2", f"{beside['least_points']} points, or {beside['most_points']}.")


def test_v3():
    jobs = tuple(plain.Job(f"job-{n}", f"client-{n}", "shop", "cook", BEGAN) for n in range(4))
    firsts = [
        PlanVersion(f"client-{n}", 1, BEGAN - DAY, session) for n, session in enumerate((2, 3, 5))
    ]
    later = [PlanVersion(f"client-{n}", 2, BEGAN + 10 * DAY, 6) for n in range(3)]
    result = work_based_assessment(Facts(jobs=jobs, plans=(*firsts, *later)), D, SCALE)

    kept = result.measures["kept_up"]
    assert_says("V3", "2, 3 and 5 sessions", f"median is {result.shown_beside['median_sessions']}")
    assert_says("V3", f"Of {kept.denominator} job starts, {kept.numerator} were followed")
    assert_says(
        "V3",
        "version within 30 days:",
        f"{kept.numerator} / {kept.denominator} = {percent(kept.value)}",
    )


def test_v4():
    done, waiting = (10, 20, 30, 40, 50), (45, 25)
    came = [ClientStay(f"done-{days}", D - 60 * DAY, in_work_at_entry=False) for days in done]
    wait = [ClientStay(f"wait-{days}", D - days * DAY, in_work_at_entry=False) for days in waiting]
    met = [meeting(days, D - (60 - days) * DAY, client=f"done-{days}") for days in done]
    result = fast_start(Facts((coach(),), (*came, *wait), contacts=tuple(met)), D, SCALE)

    assert [row.id for row in result.left_out] == ["wait-25"]
    assert_says(
        "V4", "the mean is 30", "waits since 45 days and is counted, one since 25 days and is not"
    )
    assert_says(
        "V4", "10, 20, 30, 40 and 50 days", f"/ {result.denominator} = {float(result.value)} days"
    )
    assert_says("V4", f"({result.numerator - 45} + 45)", f"**{result.points} points**")


def test_v5():
    contacts = tuple(
        meeting(n, D - DAY, client="client", matches_goals=n < 16, mode="phone") for n in range(20)
    )
    plans = (PlanVersion("client", 1, BEGAN, 2),)
    result = individual_job_search(Facts((coach(),), contacts=contacts, plans=plans), D, SCALE)

    assert_says(
        "V5", f"{result.denominator} contacts for clients, {result.numerator} of them matching"
    )
    assert_says("V5", percent(result.value), f"**{result.points} points**")
    assert_says("V5", f"{result.next.edge * 20} of 20 would give {result.next.points}.")


def test_v6():
    coaches = [coach("aino"), coach("eero", "0.5")]
    weeks = last_whole_weeks(D, 8)
    met = [
        meeting(number, weeks[number % 8][0], name)
        for name, count in (("aino", 48), ("eero", 20))
        for number in range(count)
    ]
    facts = Facts(tuple(coaches), *stays(20, coaches), tuple(met), log_reviews("weekly"))
    result = employer_meetings(facts, D, SCALE)

    full, half = result.coaches
    assert_says("V6", f"48 meetings in 8 weeks: {full.value} a week, {full.points} points")
    assert_says(
        "V6", f"had 20: 2.5 a week, for half time {half.value} a week, {half.points} points"
    )
    assert_says("V6", "looked at the log in 7 weeks")
    assert_says("V6", f"mean is {float(result.value)}", f"**{result.points} points**")


def test_v7():
    times = [3] * 4 + [1] * 6
    met = [
        meeting(10 * n + time, D - time * DAY, employer=f"employer-{n}")
        for n, count in enumerate(times)
        for time in range(count)
    ]
    shown = employer_relationships(Facts((coach(),), contacts=tuple(met)), D, SCALE).shown_beside

    assert_says(
        "V7", f"{shown['employers_met']} employers", f"{shown['employers_met_often']} of them"
    )
    assert_says("V7", percent(shown["share_met_often"]))


def test_v8():
    jobs = [job(str(n), BEGAN, title="Cleaner" if n < 3 else f"title {n}") for n in range(12)]
    result = job_variety(working(*jobs), D, SCALE)

    assert_says(
        "V8",
        "12 jobs began; three of them are cleaning jobs",
        f"{result.numerator} kinds of 12 jobs are",
    )
    assert_says("V8", percent(result.value), f"**{result.points} points**")


def test_v9():
    jobs = [job(str(n), BEGAN) for n in range(12)]
    shops = (Employer("employer-0", "Chain"), Employer("employer-1", "chain"))
    result = employer_variety(replace(working(*jobs), employers=shops), D, SCALE)

    assert_says("V9", "12 jobs began", f"{result.numerator} employers of {result.denominator} jobs")
    assert_says("V9", percent(result.value), f"**{result.points} points**")


def test_v10():
    def held(now: int) -> Facts:
        jobs = [
            job(str(n), BEGAN, open_to_all=n < 18, end=None if n < now else BEGAN + 10 * DAY)
            for n in range(20)
        ]
        return working(*jobs)

    result = permanent_competitive_jobs(held(12), D, SCALE)
    few = permanent_competitive_jobs(held(9), D, SCALE)

    assert_says(
        "V10", f"{result.denominator} jobs were held, {result.numerator} of them competitive"
    )
    assert_says(
        "V10", percent(result.value), f"{result.shown_beside['people_in_job']} people hold a job"
    )
    assert_says("V10", f"**{result.points} points**", f"With 9 people it would be {few.points}.")


def test_v11():
    jobs = [job(str(n), BEGAN) for n in range(10)]
    contacts = tuple(support(row.client, D - DAY) for row in jobs[:7])
    result = individual_support(working(*jobs, contacts=contacts), D, SCALE)

    share = result.measures["support_contact"]
    assert_says("V11", f"{share.denominator} people are in work, {share.numerator} have a contact")
    assert_says("V11", percent(share.value), "under 75 %", f"**{result.ceiling} points**")


def test_v12():
    start = D - 200 * DAY
    jobs = [job(str(n), start) for n in range(5)]
    contacts = [
        support(row.client, on)
        for n, row in enumerate(jobs)
        for on in days_from(
            start, *((-1, 1, 8, 15) if n < 4 else ()), 22, 40, 70, 100, 130, 160, 190
        )
    ]
    result = support_without_limit(working(*jobs, contacts=tuple(contacts)), D, SCALE)

    names = ("weekly_first_month", "monthly_to_a_year", "before_start", "after_start")
    shares = [percent(result.measures[name].value) for name in names]
    assert_says("V12", "5 jobs began 200 days ago", f"{', '.join(shares[:3])} and {shares[3]}")
    assert_says(
        "V12", "4 of the 5 people were met weekly", "all 5 monthly since then, and 4 both shortly"
    )
    assert_says("V12", f"**{result.points} points**, and {result.points_if_confirmed} once")
    assert result.measures["after_loss"] == Measure(0, 0)


def test_v13():
    on = D - 5 * DAY
    contacts = (contact("out", on, minutes=160 * 60, place="community"),)
    rest = (worked(on, 120 * 60),)
    result = time_in_the_community(Facts((coach(),), contacts=contacts, work_time=rest), D, SCALE)

    assert result.coaches[0].value == Fraction(160, 306)
    assert_says("V13", "40 working days of 7 h 39 min: 306 hours. 280 hours are on record")
    assert_says(
        "V13",
        "more than 80 %. 160 of them were in the community",
        f"160 / 306 = {percent(Fraction(160, 306))}",
    )
    assert_says("V13", f"**{result.points} points**")


def test_v14():
    entry = D - 100 * DAY
    stays = [
        ClientStay(f"client-{n}", entry, False, (StatusFrom("searching", entry),)) for n in range(5)
    ]

    def tried(key: str, client: str, **values: object) -> Contact:
        return contact(
            key, entry + 40 * DAY, client=client, reached=False, purposes=("outreach",), **values
        )

    contacts = (
        tried("phone", "client-0", mode="phone", with_whom="treatment_team"),
        *(tried(f"visit-{n}", "client-1", place="home") for n in range(2)),
        tried("message", "client-2", mode="message"),
        tried("call", "client-3", mode="phone"),
        contact("family", D - DAY, with_whom="family"),
    )
    result = outreach(Facts((coach(),), tuple(stays), contacts=contacts), D, SCALE)

    assert (result.measures["sought"], result.components["5"]) == (Measure(4, 5), False)
    assert sum(value is True for value in result.components.values()) == 5
    assert_says("V14", "5 people were not reached for 30 days, for 4 of them", "80 %", "Five parts")
    for part, present in result.components.items():
        assert_says("V14", f"part {part} is")
        assert (f"part {part} is not" in example("V14")) is (present is False)
    assert_says("V14", f"**{points(SCALE.item('V14'), result.components)} points**")
