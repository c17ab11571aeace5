"""What would raise the score most: for each computed item the smallest change that gains a point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from fidelity import levers_of_coaches, levers_of_jobs, levers_of_service, levers_of_time
from fidelity.card import RULES, points
from fidelity.changes import Step, changed, lists_changed
from fidelity.facts import Contact, Facts, WorkTime
from fidelity.levers import ONLY_RECORDS, Action, Lever, Situation
from fidelity.reading import READ_BY, items_moved
from fidelity.results import AnyResult, InsufficientData, Score
from fidelity.scale import Scale
from fidelity.scorecard import Totals, totals

LEVERS: Mapping[str, Callable[[Situation], Iterable[Lever]]] = {
    "S1": levers_of_service.more_posts,
    "S2": levers_of_time.employment_time,
    "S3": levers_of_coaches.phases,
    "O1": levers_of_service.care_teams,
    "O3": levers_of_service.employment_services,
    "V4": levers_of_jobs.first_meetings,
    "V5": levers_of_jobs.goals,
    "V6": levers_of_coaches.meetings,
    "V8": levers_of_jobs.kinds,
    "V9": levers_of_jobs.employers,
    "V10": levers_of_jobs.lasting_jobs,
    "V12": levers_of_jobs.support,
    "V13": levers_of_time.time_outside,
}
"""What can be done for each item that records score."""

Dated = TypeVar("Dated", Contact, WorkTime)

PREPARING = timedelta(days=31)
"""Days before the window of V12 on which a contact can still matter."""


@dataclass(frozen=True)
class Suggestion:
    """The smallest change of records that was found to gain points, as something to do.

    Attributes:
        item: the item it is for.
        action: what there is to do.
        points: the points that the item gains.
        gains: what the points of every item that moves gain or lose.
        only_record: nothing is to be done but to record what is missing.
        minutes: a rough estimate of the work.
        coaches: how many of the steps are for each coach.
        clients: whom the steps concern.
        steps: the records that are added, filled in or moved.
        amount: minutes or full-time posts, where steps do not tell the size.
    """

    item: str
    action: Action
    points: int
    gains: Mapping[str, int]
    only_record: bool
    minutes: int
    coaches: Mapping[str, int]
    clients: tuple[str, ...]
    steps: tuple[Step, ...] = field(repr=False)
    amount: Fraction | None = None

    @property
    def total(self) -> int:
        """What the sum of the card gains."""
        return sum(self.gains.values())

    @property
    def records(self) -> int:
        """How many steps there are."""
        return len(self.steps)

    def apply(self, facts: Facts) -> Facts:
        """Return the records as if the action had been taken within the window."""
        return changed(facts, self.steps)


def suggestions(
    facts: Facts, on: date, scale: Scale, results: Mapping[str, AnyResult]
) -> tuple[Suggestion, ...]:
    """Return what would raise the sum of a card, the most points for the least work first.

    What is to be done lies in the coming weeks; what it gives is worked out as if it had been done
    in the window that the item looks at today. Nothing asks to change what was recorded: only what
    is missing on rows that exist is filled in, with what such rows usually hold. Those that need
    nothing else come first. Every gain was found by scoring the changed records, items that lose
    included; what would not raise the sum is left out.

    Args:
        facts: records of one team, any order.
        on: the day scored, included.
        scale: the definition the results were made with.
        results: the card's results of these records, by item.

    Source: fidelity scale, parts 1 and 2; the rules of the items.
    """
    known = _known_on(facts, on)
    views = {
        item: _seen_by(item, known, result)
        for item, result in results.items()
        if isinstance(result, Score | InsufficientData) and item in LEVERS
    }
    trials = _Trials(views, on, scale, results)
    found = (
        suggestion
        for item in views
        for lever in LEVERS[item](trials.situation(item))
        if (suggestion := trials.suggestion(item, lever)) is not None
    )
    return tuple(_best_of_each(sorted(found, key=_order)))


def worth_telling(found: Iterable[Suggestion], most: int) -> tuple[Suggestion, ...]:
    """Return the first suggestions, without those whose points an earlier one gains in the same way."""
    told: list[Suggestion] = []
    for one in found:
        if not any(_covers(earlier, one) for earlier in told):
            told.append(one)
    return tuple(told[:most])


def _covers(earlier: Suggestion, one: Suggestion) -> bool:
    same = lists_changed(earlier.steps) == lists_changed(one.steps)
    return same and all(gain <= earlier.gains.get(item, 0) for item, gain in one.gains.items())


def together(
    facts: Facts,
    on: date,
    scale: Scale,
    chosen: Sequence[Suggestion],
    results: Mapping[str, AnyResult],
) -> Totals:
    """Return the totals of the card when all of the suggestions are taken.

    Its sum gains less than they do one by one where two of them work for the same point.
    """
    known, after = _known_on(facts, on), points(results)
    for item in _in_order(items_moved(step for one in chosen for step in one.steps), results):
        seen = _seen_by(item, known, results[item])
        for one in chosen:
            seen = one.apply(seen)
        after |= points({item: RULES[item](seen, on, scale)})
    return totals(after, scale)


@dataclass(frozen=True)
class _Trials:
    views: Mapping[str, Facts]
    on: date
    scale: Scale
    results: Mapping[str, AnyResult]

    def situation(self, item: str) -> Situation:
        result = self.results[item]
        assert isinstance(result, Score | InsufficientData)  # noqa: S101 - only such are viewed
        return Situation(
            self.views[item], self.on, self.scale, result, lambda steps: self.after(item, steps)
        )

    def after(self, item: str, steps: Sequence[Step]) -> AnyResult:
        return RULES[item](changed(self.views[item], steps), self.on, self.scale)

    def suggestion(self, item: str, lever: Lever) -> Suggestion | None:
        steps, reached = self._fewest(item, lever)
        if not steps:
            return None
        gains = {item: reached - _points(self.results[item])}
        for other in _in_order(items_moved(steps) - {item}, self.results):
            if gain := _points(self.after(other, steps)) - _points(self.results[other]):
                gains[other] = gain
        if sum(gains.values()) <= 0:
            return None
        coaches = [step.coach for step in steps if step.coach is not None]
        return Suggestion(
            item=item,
            action=lever.action,
            points=gains[item],
            gains=gains,
            only_record=lever.action in ONLY_RECORDS,
            minutes=sum(step.minutes for step in steps),
            coaches={coach: coaches.count(coach) for coach in sorted({*coaches})},
            clients=tuple(sorted({step.client for step in steps if step.client is not None})),
            steps=steps,
            amount=lever.amount,
        )

    def _fewest(self, item: str, lever: Lever) -> tuple[tuple[Step, ...], int]:
        """Return the fewest first steps that gain a point for the item, and the points with them.

        No steps when all of them together gain none.
        """
        steps, before = lever.steps, _points(self.results[item])
        reached = _points(self.after(item, steps)) if steps else before
        if reached <= before:
            return (), before
        short, enough = 0, len(steps)
        while not lever.whole and enough - short > 1:
            middle = (short + enough) // 2
            tried = _points(self.after(item, steps[:middle]))
            if tried > before:
                enough, reached = middle, tried
            else:
                short = middle
        return steps[:enough], reached


def _points(result: AnyResult) -> int:
    return result.points if isinstance(result, Score) else 0


def _in_order(moved: frozenset[str], results: Mapping[str, AnyResult]) -> list[str]:
    """Return those of the items that are on the card and scored from records."""
    return [
        item
        for item, result in results.items()
        if item in moved and isinstance(result, Score | InsufficientData)
    ]


def _order(one: Suggestion) -> tuple[bool, Fraction, int, int, int, str]:
    return (
        not one.only_record,
        -Fraction(one.total, max(one.minutes, 1)),
        -one.total,
        one.minutes,
        one.records,
        f"{one.item}-{one.action}",
    )


def _best_of_each(ordered: Iterable[Suggestion]) -> Iterable[Suggestion]:
    """Keep the first suggestion of each item; that of another kind stays where the first only records."""
    seen: set[tuple[str, bool]] = set()
    for one in ordered:
        if (one.item, one.only_record) not in seen:
            seen.add((one.item, one.only_record))
            yield one


def _known_on(facts: Facts, on: date) -> Facts:
    return replace(
        facts,
        contacts=tuple(row for row in facts.contacts if row.on <= on),
        work_time=tuple(row for row in facts.work_time if row.on <= on),
    )


def _seen_by(item: str, facts: Facts, result: AnyResult) -> Facts:
    """Return the records with those contacts and working times only that an item can look at.

    A rule gives the same result for them, in a fraction of the time.
    """
    start = result.window.start
    contacts, work_time = facts.contacts, facts.work_time
    if item not in READ_BY["work_time"]:
        work_time = ()
    elif start is not None:
        work_time = tuple(row for row in work_time if row.on >= start)
    if item not in READ_BY["contacts"]:
        contacts = ()
    elif item == "V4":
        contacts = tuple(row for row in contacts if row.client and row.with_whom == "employer")
    elif start is not None:
        start -= PREPARING if item == "V12" else timedelta(0)
        contacts = tuple(row for row in contacts if row.on >= start)
    if item == "O3":
        # The first record of all tells since when there are records (reading 35).
        contacts = (*contacts, *_first(facts.contacts, start))
        work_time = (*work_time, *_first(facts.work_time, start))
    return replace(facts, contacts=contacts, work_time=work_time)


def _first(rows: Sequence[Dated], start: date | None) -> tuple[Dated, ...]:
    """Return the first row of all, none when it is not older than the start."""
    first = min(rows, key=lambda row: row.on, default=None)
    return () if first is None or start is None or first.on >= start else (first,)
