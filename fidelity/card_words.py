"""The card's sentences in English: why there are no points, and what the next threshold asks."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from fidelity.results import InsufficientData, Next, Score
from fidelity.scale import Better, Scale


def reason(result: InsufficientData) -> str:
    """Return why an item has no points, with what there is and what it takes: "4 clients, need 5".

    Source: exchange format, *The live card*; reading 57.
    """
    have, need = result.have, result.need
    for_what = f" for {result.of}" if result.of else ""
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
    following = result.next
    if following is None:
        return None
    if following.of:
        asked = _of_figures(following)
    elif result.coaches:
        asked = _of_mean(result, following)
    elif scale.item(result.item).better is Better.LESS:
        asked = f"{_number(following.edge)} {result.unit} or less"
    else:
        asked = _of_share(result, following)
    return f"{asked} would give {following.points}"


def _of_figures(following: Next) -> str:
    names = " and ".join(name.replace("_", " ") for name in following.of)
    if following.edge > 1 or following.of == ("people_in_job",):
        return f"{_number(following.edge)} {names}"
    return f"{_per_cent(following.edge)} or more in {names}"


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
    return f"{text} ({more} more of {_number(result.denominator)})"


def _specialists(count: int) -> str:
    return "1 specialist" if count == 1 else f"{count} specialists"


def _count(value: Fraction, word: str) -> str:
    return f"{_number(value)} {word}{'' if value == 1 else 's'}"


def _per_cent(share: Fraction) -> str:
    percent = share * 100
    return f"{percent} %" if percent.denominator == 1 else _number(share)


def _number(value: Fraction) -> str:
    return str(value)
