"""The live card: every item of a scale for one team on one day, and the total the items give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from fidelity.advice import benefits_advice, disclosure
from fidelity.assessment import work_based_assessment
from fidelity.community import time_in_the_community
from fidelity.exclusion import nobody_shut_out
from fidelity.facts import Facts
from fidelity.individual_search import individual_job_search
from fidelity.jobs import employer_variety, job_variety, permanent_competitive_jobs
from fidelity.judged import aims_at_paid_work, employer_relationships, top_management_support
from fidelity.organisation import tied_to_care_teams, work_with_employment_services
from fidelity.organisation_assisted import employment_unit, team_leader, treatment_team_contact
from fidelity.outreach import outreach
from fidelity.results import AnyResult, Judged, Score, Window
from fidelity.scale import BrokenScale, Item, Kind, Scale
from fidelity.scorecard import Totals, totals
from fidelity.services_search import employer_meetings, fast_start
from fidelity.staffing import all_phases, caseload_size, time_on_employment
from fidelity.support import support_without_limit
from fidelity.support_at_work import individual_support

Rule = Callable[[Facts, date, Scale], AnyResult]
"""How an item is worked out from the records of a team on a day."""

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "S1": caseload_size,
        "S2": time_on_employment,
        "S3": all_phases,
        "O1": tied_to_care_teams,
        "O2": treatment_team_contact,
        "O3": work_with_employment_services,
        "O4": employment_unit,
        "O5": team_leader,
        "O6": nobody_shut_out,
        "O7": aims_at_paid_work,
        "O8": top_management_support,
        "V1": benefits_advice,
        "V2": disclosure,
        "V3": work_based_assessment,
        "V4": fast_start,
        "V5": individual_job_search,
        "V6": employer_meetings,
        "V7": employer_relationships,
        "V8": job_variety,
        "V9": employer_variety,
        "V10": permanent_competitive_jobs,
        "V11": individual_support,
        "V12": support_without_limit,
        "V13": time_in_the_community,
        "V14": outreach,
    }
)
"""The rules that are known, by the item they belong to."""


@dataclass(frozen=True)
class Card:
    """A team's estimate between reviews, never a review (fidelity scale, part 2, rule 8).

    Attributes:
        scale: the version the items were scored with.
        team: the team's name.
        on: the day scored, included.
        results: what each item gives, in the scale's order.
        totals: the sum of the computed items with points, V12 by those that hold until a person
            confirms more (reading 3); items for a person to score are missing in it.
    """

    scale: Scale
    team: str
    on: date
    results: Mapping[str, AnyResult]
    totals: Totals


def card(facts: Facts, team: str, on: date, scale: Scale) -> Card:
    """Score every item of a scale from the records of a team.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        team: the team's name, as it stands on the card.
        on: the day scored, included.
        scale: the definition whose items and thresholds apply.

    Returns:
        A result for each item; an item that a person judges has one even where no rule is known.

    Raises:
        BrokenScale: the scale has a computed or assisted item without a known rule.

    Source: fidelity scale, parts 1 and 2; readings 3 and 20; exchange format, *The live card*.
    """
    results = {item.id: _result(item, facts, on, scale) for item in scale.items}
    return Card(scale, team, on, MappingProxyType(results), totals(points(results), scale))


def points(results: Mapping[str, AnyResult]) -> dict[str, int | None]:
    """Return the points of each item, None where it has none."""
    return {
        item: result.points if isinstance(result, Score) else None
        for item, result in results.items()
    }


def _result(item: Item, facts: Facts, on: date, scale: Scale) -> AnyResult:
    if item.id in RULES:
        return RULES[item.id](facts, on, scale)
    if item.kind is Kind.JUDGED:
        return Judged(item.id, scale.version, Window(None, on))
    raise BrokenScale(f"{item.id} is {item.kind}, but no rule for it is known")
