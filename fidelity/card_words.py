"""The card's sentences in English: why there are no points, and what the next threshold asks."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from fidelity.results import InsufficientData, Next, Score
from fidelity.scale import Better, Scale

COUNTED = {
    "S2": "minutes",
    "V5": "contacts",
    "V8": "job starts",
    "V9": "job starts",
    "V10": "jobs",
}
"""What the denominator of a share counts, by item."""

FIGURES = {
    "people_in_job": "people in a job now",
    "weeks_with_contact": "weeks with a contact",
    "months_with_contact": "months with a contact",
    "months_with_meeting": "months with a meeting",
    "after_month_1": "jobs with contact after the first month",
    "four_months": "jobs with contact in each of four months",
    "weekly_first_month": "jobs with weekly contact in the first month",
    "monthly_to_a_year": "jobs with monthly contact up to a year",
    "before_start": "jobs with contact shortly before the start",
    "after_start": "jobs with contact shortly after the start",
    "after_loss": "jobs with contact soon after the loss",
}
"""Figures that a next step may name, in words."""


def reason(result: InsufficientData) -> str:
    """Return why an item has no points, with what there is and what it takes: "4 clients, need 5".

    Source: exchange format, *The live card*; reading 57.
    """
    have, need = result.have, result.need
    for_what = f" for {result.of.replace('_', ' ')}" if result.of else ""
    match result.reason_code:
        case "no_specialist":
            return "no specialist in post"
        case "no_clients":
            return "no active clients"
        case "no_specialist_scored":
            return "no specialist with enough data"
        case "too_few_clients" if result.item == "O1":
            return f"{_count(have, 'client')} with a known treatment team, need {ceil(need)}"
        case "too_little_time_recorded":
            return f"{_count(have, 'minute')} recorded, need {ceil(need)}"
        case code:
            kind = code.removeprefix("too_few_").removesuffix("s")
            return f"{_count(have, kind)}{for_what}, need {ceil(need)}"


def next_step(result: Score, scale: Scale) -> str | None:
    """Return what the next threshold asks, None at the top or where no figure alone gives more.

    Source: fidelity scale, part 2, rule 6.
    """
    if result.points_if_confirmed is not None:
        return f"what records cannot tell, confirmed by a person, would give {result.points_if_confirmed}"
    following = result.next
    if following is None:
        return None
    if following.of:
        asked = _of_figures(result, following)
    elif result.coaches:
        asked = _of_mean(result, following)
    elif scale.item(result.item).better is Better.LESS:
        asked = f"{following.edge} {result.unit} or less"
    else:
        asked = _of_share(result, following)
    return f"{asked} would give {following.points}"


def _of_figures(result: Score, following: Next) -> str:
    names = " and ".join(FIGURES.get(name, name.replace("_", " ")) for name in following.of)
    measures = [result.measures[name] for name in following.of if name in result.measures]
    if not measures:
        return f"{following.edge} {names}"
    whole = measures[0].denominator
    if len(measures) == 1 and whole:
        return f"{ceil(following.edge * whole)} of {whole} {names}"
    return f"{_per_cent(following.edge)} or more of {names}"


def _of_mean(result: Score, following: Next) -> str:
    """Say how many points are missing among the coaches; an exact half would still go down."""
    total = sum(part.points for part in result.coaches)
    more = floor(following.edge * len(result.coaches)) + 1 - total
    return f"{_count(Fraction(more), 'more point')} among {_specialists(len(result.coaches))}"


def _of_share(result: Score, following: Next) -> str:
    text = f"{_per_cent(following.edge)} or more"
    if result.numerator is None or not result.denominator:
        return text
    more = ceil(following.edge * result.denominator - result.numerator)
    kind = COUNTED.get(result.item, "")
    return f"{text} ({more} more of {result.denominator} {kind}".rstrip() + ")"


def _specialists(count: int) -> str:
    return "1 specialist" if count == 1 else f"{count} specialists"


def _count(value: Fraction, word: str) -> str:
    return f"{value} {word}{'' if value == 1 else 's'}"


def _per_cent(share: Fraction) -> str:
    percent = share * 100
    return f"{percent} %" if percent.denominator == 1 else str(share)
