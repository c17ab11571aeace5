"""Item V12: support that goes on as long as it is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from fidelity.facts import ClientStay, Contact, Facts, Job, Settings
from fidelity.jobs import HELD_AT_ENTRY, is_competitive, was_held_at_entry
from fidelity.results import InsufficientData, LeftOut, Measure, Next, Result, Score, Window
from fidelity.scale import Scale
from fidelity.windows import window_start

CLIENT, FACE_TO_FACE = "client", "face_to_face"

AFTER_MONTH_1 = "after_month_1"
FOUR_MONTHS = "four_months"
WEEKLY_FIRST_MONTH = "weekly_first_month"
MONTHLY_TO_A_YEAR = "monthly_to_a_year"
BEFORE_START = "before_start"
AFTER_START = "after_start"
AFTER_LOSS = "after_loss"

LONG = (WEEKLY_FIRST_MONTH, MONTHLY_TO_A_YEAR)
"""What four points ask, beside somebody being seen after the first month."""
PROMPT = (BEFORE_START, AFTER_START, AFTER_LOSS)
"""What five points ask on top, as far as it was asked of any job."""

Rule = Mapping[str, Any]
Days = tuple[int, int]


def support_without_limit(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item V12: how long, how often and how soon people in work are met.

    Looked at are competitive jobs that began in the twelve months up to 31 days before the day,
    without the job held at entry and those whose client wanted no support from the first day on. A
    job takes part in a measure when the measure's days were over before the job ended, the client
    declined, the support was handed over or the day came. Nobody reached after the first month
    gives 1. Weekly meetings in the first month and monthly ones up to a year, each for the usual
    share of the jobs, give 4; with the days before and after the start and after a loss as well, 5
    once a person confirms that support steps down as planned, until then 4. Otherwise four months
    of meetings for half of the jobs give 3, less gives 2.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with seven shares and no single value; or too few jobs.

    Source: fidelity scale, V12, cases V12-01 to V12-13; readings 3, 9, 10, 16–18, 20, 23, 24, 47–51.
    """
    rule = scale.rules["V12"]
    end = on - timedelta(days=int(rule["ends_days_before"]))
    window = Window(window_start(end, int(rule["months"])), end)
    chosen, left_out = _cohort(facts, window, on)
    measures = _measures(_supported(facts, chosen, on), rule)
    lasted = measures[FOUR_MONTHS].denominator
    for have, need, of in (
        (len(chosen), int(rule["least_jobs"]), None),
        (lasted, int(rule["least_four_months"]), FOUR_MONTHS),
    ):
        if have < need:
            return InsufficientData(
                "V12",
                scale.version,
                window,
                "too_few_jobs",
                Fraction(have),
                Fraction(need),
                left_out,
                of,
            )
    usual, half = facts.settings.usual_share, Fraction(rule["half"])
    level = _level(measures, usual, half)
    return Score(
        item="V12",
        scale=scale.version,
        window=window,
        points=min(level, 4),
        value=None,
        numerator=None,
        denominator=None,
        unit=scale.item("V12").unit,
        counted=tuple(sorted(job.id for job in chosen)),
        left_out=left_out,
        next=_next(level, measures, usual, half),
        shown_beside={"usual_share": usual},
        measures=measures,
        points_if_confirmed=level if level > 4 else None,
    )


def known(day: date | None, on: date) -> date | None:
    """Return a day that has come; what lies after the day scored is not known (reading 20)."""
    return None if day is None or day > on else day


@dataclass(frozen=True)
class _Supported:
    """A job with the days of its client's contacts, all counted from its start (day 0).

    `full_before` is the first day that is not over for the job: its end, a refusal, a hand-over or
    the day scored. `loss_full_before` leaves its end out; `heard` is the day the service heard of
    the end, None when the job goes on or nobody knows.
    """

    seen: frozenset[int]
    reached: frozenset[int]
    full_before: int
    loss_full_before: int
    heard: int | None

    def seen_in(self, days: Days) -> bool:
        """Whether the client was met face to face on one of the days."""
        return _any_in(self.seen, days)

    def seen_in_each(self, periods: Sequence[Days]) -> bool | None:
        """Whether the client was met in each period; None when they were not over in time."""
        if not periods or periods[-1][1] >= self.full_before:
            return None
        return all(self.seen_in(days) for days in periods)

    def reached_from(self, first: int, lasted_to: int) -> bool | None:
        """Whether the client was reached from a day on; None when the job did not last."""
        return None if lasted_to >= self.full_before else any(day >= first for day in self.reached)

    def full(self, periods: Iterable[Days]) -> list[Days]:
        """Return the periods that were over in time (reading 16)."""
        return [days for days in periods if days[1] < self.full_before]

    def reached_after_loss(self, first: int, last: int) -> bool | None:
        """Whether the client was reached soon after the loss was heard of; None when not asked."""
        if self.heard is None or self.heard + last >= self.loss_full_before:
            return None
        return _any_in(self.reached, (self.heard + first, self.heard + last))


def _any_in(days: frozenset[int], span: Days) -> bool:
    return not days.isdisjoint(range(span[0], span[1] + 1))


def _cohort(facts: Facts, window: Window, on: date) -> tuple[tuple[Job, ...], tuple[LeftOut, ...]]:
    assert window.start is not None  # noqa: S101 - V12 has a window of months
    stays = {stay.id: stay for stay in facts.clients}
    chosen, left_out = [], []
    for job in facts.jobs:
        if not window.start <= job.start <= window.end:
            continue
        why = _why_not(job, stays[job.client], on, facts.settings)
        if why:
            left_out.append(LeftOut(job.id, why))
        else:
            chosen.append(job)
    return tuple(chosen), tuple(sorted(left_out, key=lambda row: (row.reason, row.id)))


def _why_not(job: Job, stay: ClientStay, on: date, settings: Settings) -> str | None:
    """Return why a job that began in the window is not looked at, None when it is (reading 10)."""
    declined = known(job.support_declined_on, on)
    if was_held_at_entry(job, stay):
        return HELD_AT_ENTRY
    if not is_competitive(job, settings):
        return "not_competitive"
    return "support_declined" if declined is not None and declined <= job.start else None


def _supported(facts: Facts, jobs: Sequence[Job], on: date) -> list[_Supported]:
    contacts: dict[str, list[Contact]] = defaultdict(list)
    clients = {job.client for job in jobs}
    for contact in facts.contacts_with(CLIENT, date.min, on):
        if contact.client in clients and contact.reached:
            contacts[contact.client].append(contact)
    return [_one(job, contacts[job.client], on) for job in jobs]


def _one(job: Job, contacts: Sequence[Contact], on: date) -> _Supported:
    end = known(job.end, on)
    stops = [known(job.support_declined_on, on), known(job.support_handed_over_on, on), on]
    days = {contact.id: (contact.on - job.start).days for contact in contacts}
    heard = known(job.heard_on, on) if end is not None else None
    return _Supported(
        seen=frozenset(days[row.id] for row in contacts if row.mode == FACE_TO_FACE),
        reached=frozenset(days.values()),
        full_before=_first_day([*stops, end], job.start),
        loss_full_before=_first_day(stops, job.start),
        heard=None if heard is None else (heard - job.start).days,
    )


def _first_day(days: Iterable[date | None], start: date) -> int:
    return min((day - start).days for day in days if day is not None)


def _measures(jobs: Sequence[_Supported], rule: Rule) -> dict[str, Measure]:
    """Return the shares; each counts the jobs of which it is asked (readings 16, 48 to 50)."""
    after, loss = rule[AFTER_MONTH_1], rule[AFTER_LOSS]
    before = (int(rule[BEFORE_START]["from"]), int(rule[BEFORE_START]["to"]))
    weeks, months = _periods(rule[WEEKLY_FIRST_MONTH]), _periods(rule[MONTHLY_TO_A_YEAR])
    four, start = _periods(rule[FOUR_MONTHS]), _periods(rule[AFTER_START])
    asked: dict[str, Callable[[_Supported], bool | None]] = {
        AFTER_MONTH_1: lambda job: job.reached_from(int(after["from"]), int(after["lasted_to"])),
        FOUR_MONTHS: lambda job: job.seen_in_each(four),
        WEEKLY_FIRST_MONTH: lambda job: job.seen_in_each(weeks),
        MONTHLY_TO_A_YEAR: lambda job: job.seen_in_each(job.full(months)),
        BEFORE_START: lambda job: job.seen_in(before),
        AFTER_START: lambda job: job.seen_in_each(start),
        AFTER_LOSS: lambda job: job.reached_after_loss(int(loss["from"]), int(loss["to"])),
    }
    return {name: _measure([answer(job) for job in jobs]) for name, answer in asked.items()}


def _measure(answers: Sequence[bool | None]) -> Measure:
    told = [answer for answer in answers if answer is not None]
    return Measure(sum(told), len(told))


def _periods(rule: Rule) -> tuple[Days, ...]:
    """Return the first and last day of each whole period of so many days."""
    first, last, days = int(rule["from"]), int(rule["to"]), int(rule["days"])
    return tuple((day, day + days - 1) for day in range(first, last - days + 2, days))


def _level(measures: Mapping[str, Measure], usual: Fraction, half: Fraction) -> int:
    if not measures[AFTER_MONTH_1].numerator:
        return 1
    if not _short_of(measures, LONG, usual):
        return 4 if _short_of(measures, PROMPT, usual) else 5
    return 2 if _short_of(measures, (FOUR_MONTHS,), half) else 3


def _short_of(
    measures: Mapping[str, Measure], names: Sequence[str], edge: Fraction
) -> tuple[str, ...]:
    """Return those of the measures that lie under the edge; one asked of no job does not."""
    return tuple(
        name for name in names if (value := measures[name].value) is not None and value < edge
    )


def _next(
    level: int, measures: Mapping[str, Measure], usual: Fraction, half: Fraction
) -> Next | None:
    """Return the shares that one point more asks, None at the top."""
    if level == 1:
        one = Fraction(1, measures[AFTER_MONTH_1].denominator)
        return Next(2, one, (AFTER_MONTH_1,))
    if level == 2:
        return Next(3, half, (FOUR_MONTHS,))
    names, points = (LONG, 4) if level == 3 else (PROMPT, 5)
    short = _short_of(measures, names, usual)
    return Next(points, usual, short) if short else None


def lacking_periods(facts: Facts, on: date, scale: Scale) -> dict[str, dict[str, tuple[Days, ...]]]:
    """Return by measure the periods without a meeting of each job that is asked, also of none.

    Of the measures that count periods; their days count from the start of the job. Of
    `after_month_1` the period is the days from the first that counts until the day.
    """
    rule = scale.rules["V12"]
    end = on - timedelta(days=int(rule["ends_days_before"]))
    chosen, _left_out = _cohort(facts, Window(window_start(end, int(rule["months"])), end), on)
    found: dict[str, dict[str, tuple[Days, ...]]] = {
        name: {} for name in (AFTER_MONTH_1, FOUR_MONTHS, WEEKLY_FIRST_MONTH, MONTHLY_TO_A_YEAR)
    }
    first, lasted = int(rule[AFTER_MONTH_1]["from"]), int(rule[AFTER_MONTH_1]["lasted_to"])
    for job, one in zip(chosen, _supported(facts, chosen, on), strict=True):
        reached = one.reached_from(first, lasted)
        if reached is not None:
            found[AFTER_MONTH_1][job.id] = () if reached else ((first, (on - job.start).days),)
        for name in (FOUR_MONTHS, WEEKLY_FIRST_MONTH, MONTHLY_TO_A_YEAR):
            periods = _periods(rule[name])
            if name == MONTHLY_TO_A_YEAR:
                periods = tuple(one.full(periods))
            if one.seen_in_each(periods) is not None:
                found[name][job.id] = tuple(days for days in periods if not one.seen_in(days))
    return found
