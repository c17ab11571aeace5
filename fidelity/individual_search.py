"""Item V5: whether employers are met for what the person wants."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from fidelity.coaches import in_order
from fidelity.facts import Contact, Facts
from fidelity.results import InsufficientData, LeftOut, Result, Score, Window
from fidelity.rules import next_of_share, points_of_share
from fidelity.scale import Scale
from fidelity.windows import window_start

EMPLOYER = "employer"


class Match(StrEnum):
    """How a contact stands to the person's own goals."""

    MATCHES = "matches"
    DOES_NOT_MATCH = "does_not_match"
    NOT_ASKED = "not_asked"
    NO_PLAN = "no_plan"


def individual_job_search(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item V5: contacts with employers for a client that match the client's own goals.

    Pooled over the team in the last two months: those that match out of all that were made for
    one client, by whatever means, and reached somebody. Without a plan in force on the day of the
    contact it does not match.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the exact share, and beside it how many contacts did not match, were not asked
        about or had no plan behind them; or too few contacts.

    Source: fidelity scale, V5, cases V5-01 to V5-11; readings 5, 8, 20, 38, 55–57.
    """
    rule, item = scale.rules["V5"], scale.item("V5")
    window = Window(window_start(on, int(rule["months"])), on)
    contacts, left_out = _for_clients(facts, window)
    need = int(rule["least_contacts"])
    if len(contacts) < need:
        return InsufficientData(
            "V5",
            scale.version,
            window,
            "too_few_contacts",
            Fraction(len(contacts)),
            Fraction(need),
            left_out,
        )
    planned = _planned_since(facts)
    matches = [_match(contact, planned) for contact in contacts]
    matching = matches.count(Match.MATCHES)
    value = Fraction(matching, len(contacts))
    points = points_of_share(item, value)
    return Score(
        item="V5",
        scale=scale.version,
        window=window,
        points=points,
        value=value,
        numerator=Fraction(matching),
        denominator=Fraction(len(contacts)),
        unit=item.unit,
        counted=tuple(sorted(contact.id for contact in contacts)),
        left_out=left_out,
        next=next_of_share(item, points),
        shown_beside={
            match.value: matches.count(match) for match in Match if match is not Match.MATCHES
        },
    )


def _for_clients(facts: Facts, window: Window) -> tuple[list[Contact], tuple[LeftOut, ...]]:
    """Return contacts with employers for one client, and those left out (reading 5)."""
    assert window.start is not None  # noqa: S101 - V5 has a window of months
    counted: list[Contact] = []
    left_out: list[LeftOut] = []
    for contact in facts.contacts_with(EMPLOYER, window.start, window.end):
        checks = (
            (contact.client is None, "no_client"),
            (not contact.reached, "not_reached"),
            (contact.supports_working_client, "supports_working_client"),
        )
        why = next((reason for failed, reason in checks if failed), None)
        if why:
            left_out.append(LeftOut(contact.id, why))
        else:
            counted.append(contact)
    return counted, in_order(left_out)


def _planned_since(facts: Facts) -> dict[str, date]:
    """Return the day from which each client has a plan in force (reading 38)."""
    since: dict[str, date] = {}
    for version in facts.plans:
        since[version.client] = min(version.on, since.get(version.client, version.on))
    return since


def _match(contact: Contact, planned: dict[str, date]) -> Match:
    since = planned.get(contact.client or "")
    if since is None or since > contact.on:
        return Match.NO_PLAN
    if contact.matches_goals is None:
        return Match.NOT_ASKED
    return Match.MATCHES if contact.matches_goals else Match.DOES_NOT_MATCH
