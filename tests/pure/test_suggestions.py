"""What would raise the score most: every suggestion gains exactly what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import given, settings

from fidelity.card import Card, card
from fidelity.changes import changed
from fidelity.facts import Facts, Post, Settings, Span
from fidelity.levers import Action
from fidelity.results import Score
from fidelity.scale import load
from fidelity.suggestions import Suggestion, suggestions, together, worth_telling
from fidelity.windows import workdays
from tests.pure.rows import PHASES, contact, lively, mixed, with_later_rows, worked
from tests.pure.team import FULL_WEEK, LONG_AGO, D, coach, log_reviews, meeting, stays
from tests.pure.test_any_order import DAYS, SEEDS

SCALE = load("ips25-2008")
DAY = timedelta(days=1)


def found_for(facts: Facts, on: date = D) -> tuple[Suggestion, ...]:
    return suggestions(facts, on, SCALE, card(facts, "team", on, SCALE).results)


def named(facts: Facts, action: Action) -> Suggestion:
    return next(one for one in found_for(facts) if one.action is action)


def points_of(of: Card, item: str) -> int:
    result = of.results[item]
    return result.points if isinstance(result, Score) else 0


def assert_true(facts: Facts, on: date, found: Sequence[Suggestion]) -> None:
    """Take each by itself, and then all of them, and score the whole card again."""
    before = card(facts, "team", on, SCALE)
    all_taken = facts
    for one in found:
        after = card(one.apply(facts), "team", on, SCALE)
        gains = {item: points_of(after, item) - points_of(before, item) for item in after.results}
        assert {item: gain for item, gain in gains.items() if gain} == one.gains
        assert gains[one.item] == one.points > 0
        assert after.totals.sum - before.totals.sum == one.total > 0
        all_taken = one.apply(all_taken)
    after_all = together(facts, on, SCALE, found, before.results)
    assert after_all == card(all_taken, "team", on, SCALE).totals


def varied(random: Random, on: date) -> Facts:
    """A lively team in which more is missing: teams, answers on jobs, time and looks at the log."""
    facts = lively(random, on)
    unknown = random.choice((0, 0.05, 0.4))
    hired = random.random() < 0.5
    phases = random.choice((set(PHASES), {"placement"}, {"placement", "intake"}))
    new = {f"client-{n}" for n in range(random.choice((0, 0, 8)))}
    return replace(
        facts,
        coaches=tuple(
            replace(one, posts=(Post(Span(LONG_AGO), Fraction(1), FULL_WEEK),), leave=())
            if hired
            else one
            for one in facts.coaches
        ),
        clients=tuple(
            replace(
                one,
                care_team=None if random.random() < unknown else one.care_team,
                entry_date=on - DAY * random.randint(0, 25) if one.id in new else one.entry_date,
            )
            for one in facts.clients
        ),
        contacts=tuple(
            replace(one, phases=tuple(phase for phase in one.phases if phase in phases))
            for one in facts.contacts
        ),
        jobs=tuple(
            replace(one, set_aside=random.choice((False, False, None))) for one in facts.jobs
        ),
        work_time=facts.work_time if random.random() < 0.7 else facts.work_time * 8,
        settings=Settings(
            active_contact_days=random.choice((None, None, 60)),
            min_current_jobs=random.choice((3, 10)),
        ),
    )


# ---- what is said is true


@given(on=DAYS, seed=SEEDS)
@settings(max_examples=30)
def test_each_raises_its_item_and_the_sum_by_what_it_says(on, seed):
    facts = varied(Random(seed), on)

    found = found_for(facts, on)

    assert_true(facts, on, worth_telling(found, 5))
    assert_true(facts, on, found)


@given(on=DAYS, seed=SEEDS)
@settings(max_examples=12)
def test_none_is_larger_than_it_must_be(on, seed):
    facts = varied(Random(seed), on)
    before = card(facts, "team", on, SCALE)

    for one in found_for(facts, on):
        less = changed(facts, one.steps[:-1])

        result = card(less, "team", on, SCALE)
        assert points_of(result, one.item) - points_of(before, one.item) < one.points


@given(on=DAYS, seed=SEEDS)
@settings(max_examples=10)
def test_neither_order_nor_later_rows_change_what_is_said(on, seed):
    random = Random(seed)
    facts = varied(random, on)

    found = found_for(facts, on)

    assert found_for(mixed(facts, random), on) == found
    later = with_later_rows(facts, on)
    assert [said(one) for one in found_for(later, on)] == [said(one) for one in found]


def said(one: Suggestion) -> tuple[object, ...]:
    return (one.item, one.action, one.gains, one.records, one.coaches, one.clients, one.amount)


# ---- nothing on record is falsified


@given(on=DAYS, seed=SEEDS)
@settings(max_examples=12)
def test_only_what_is_missing_is_filled_in_and_nothing_lies_ahead(on, seed):
    facts = varied(Random(seed), on)
    rows = {
        name: {row.id: row for row in getattr(facts, name)}
        for name in ("contacts", "clients", "jobs")
    }

    steps = [step for one in found_for(facts, on) for step in one.steps]

    for step in steps:
        for one in step.filled:
            if one.rows == "coaches":
                continue  # a tie to a treatment team begins, and earlier ones end, on the day
            was = rows[one.rows][one.id]
            assert all(getattr(was, name) in (None, ()) for name, _value in one.values)
        made = (*step.added.contacts, *step.added.events, *step.added.work_time)
        assert all(row.on <= on for row in made)
        for move in step.moved:
            assert sum(row.minutes for row in move.to) == move.row.minutes


@given(on=DAYS, seed=SEEDS)
@settings(max_examples=10)
def test_what_only_needs_a_record_comes_first_then_the_most_points_for_the_least_work(on, seed):
    found = found_for(varied(Random(seed), on), on)

    order = [(not one.only_record, -Fraction(one.total, one.minutes)) for one in found]
    assert order == sorted(order)


# ---- what is said of each item


def test_a_coach_is_told_how_many_meetings_are_missing():
    clients, assignments = stays(6, [coach()])
    facts = Facts(
        coaches=(coach(),),
        clients=clients,
        assignments=assignments,
        contacts=tuple(meeting(n, D - DAY * (7 * (n % 8) + 3)) for n in range(30)),
        events=log_reviews("weekly"),
    )

    one = named(facts, Action.MORE_MEETINGS)

    # 30 meetings in 8 weeks are 3.75 a week; 4 ask for 32.
    assert (one.item, one.points, one.records, one.coaches) == ("V6", 1, 2, {"aino": 2})


def test_looks_at_the_log_come_before_meetings_that_would_not_count():
    clients, assignments = stays(6, [coach()])
    facts = Facts(
        coaches=(coach(),),
        clients=clients,
        assignments=assignments,
        contacts=tuple(meeting(n, D - DAY * (7 * (n % 8) + 3)) for n in range(48)),
    )

    one = named(facts, Action.LOOK_AT_LOG)

    # Without a look 2 points at most; one in each half of the weeks allows 3.
    assert (one.item, one.points, one.records) == ("V6", 1, 2)


def with_contacts(phases: Sequence[str], count: int = 20) -> Facts:
    """One coach with clients who look for work, and contacts of these phases in turn."""
    clients, assignments = stays(6, [coach()])
    made = tuple(
        contact(f"c{n}", D - DAY * (n + 1), phases=(phases[n % len(phases)],)) for n in range(count)
    )
    return Facts(coaches=(coach(),), clients=clients, assignments=assignments, contacts=made)


def test_a_phase_without_a_contact_is_one_contact_away():
    # Nobody was in work, so that coaching and follow-along are given.
    facts = with_contacts(("intake", "engagement"))

    one = named(facts, Action.WORK_IN_PHASES)

    assert (one.item, one.points, one.records, one.coaches) == ("S3", 1, 1, {"aino": 1})


def test_a_contact_without_a_phase_may_hold_the_one_that_is_missing():
    facts = with_contacts(("intake", "engagement"))
    untagged = meeting(1, D - DAY)

    one = named(replace(facts, contacts=(*facts.contacts, untagged)), Action.FILL_PHASES)

    assert (one.item, one.points, one.records, one.only_record) == ("S3", 1, 1, True)


def test_places_missing_on_contacts_are_counted_by_what_they_would_give():
    outside = [
        contact(f"c{n}", day, minutes=459, place=None if n % 2 else "own_office")
        for n, day in enumerate(workdays(D - 60 * DAY, D))
    ]
    facts = Facts(coaches=(coach(),), contacts=tuple(outside))

    one = named(facts, Action.FILL_PLACES)

    # 40 days in 8 weeks; over 30 % asks for 13 of them.
    assert (one.item, one.points, one.records, one.only_record) == ("V13", 1, 13, True)


def test_a_first_meeting_soon_brings_the_mean_down():
    clients, assignments = stays(6, [coach()], entry=D - 100 * DAY)
    new = replace(clients[5], entry_date=D - 5 * DAY)
    met = tuple(
        meeting(n, D - 30 * DAY, client=f"client-{n}", matches_goals=True) for n in range(5)
    )
    facts = Facts(
        coaches=(coach(),), clients=(*clients[:5], new), assignments=assignments, contacts=met
    )

    one = named(facts, Action.FIRST_MEETINGS)

    # Five waited 70 days; with one of 5 days the mean is 59 and a sixth.
    assert (one.item, one.points, one.clients) == ("V4", 1, ("client-5",))


def test_posts_are_told_in_twentieths():
    clients, assignments = stays(21, [coach()])
    facts = Facts(coaches=(coach(),), clients=clients, assignments=assignments)

    one = named(facts, Action.MORE_POSTS)

    assert (one.item, one.points, one.amount) == ("S1", 1, Fraction(1, 20))


def test_time_is_told_to_the_minute():
    facts = Facts(
        coaches=(coach(),),
        work_time=tuple(
            worked(day, 459, kind="other" if day.isoweekday() == 1 else "employment")
            for day in workdays(D - 100 * DAY, D)
        ),
    )

    one = named(facts, Action.LESS_OTHER_WORK)

    share = one.apply(facts)
    result = card(share, "team", D, SCALE).results["S2"]
    assert result.value >= Fraction(9, 10) > result.value - Fraction(1, result.denominator)


def test_a_team_without_anything_gets_no_suggestion():
    assert found_for(Facts()) == ()
    assert worth_telling((), 5) == ()


def test_full_points_leave_nothing_to_suggest():
    clients, assignments = stays(20, [coach()])
    facts = Facts(coaches=(coach(),), clients=clients, assignments=assignments)

    assert not [one for one in found_for(facts) if one.item == "S1"]
