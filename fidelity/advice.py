"""Items V1 and V2: advice on benefits, and talks about what an employer may be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from fidelity.coaches import in_order
from fidelity.components import numbered, still_possible
from fidelity.facts import ClientStay, Facts, Offer
from fidelity.results import Assisted, LeftOut, Measure, Window
from fidelity.scale import Scale
from fidelity.spells import active_clients, longest_search
from fidelity.windows import window_start

BENEFITS_COUNSELLING, DISCLOSURE_TALK = "benefits_counselling", "disclosure_talk"

Days = Mapping[str, set[date]]
"""Days of talks or offers by client."""


def benefits_advice(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell what the offers of benefits counselling say of item V1, with a proposal.

    Shares of the last 12 months: job starts with an offer by a trained adviser before the day of
    the start; changes in hours or pay with such an offer within 30 days to either side, asked once
    these have passed. And of the clients on the caseload, those with whom benefits were ever
    talked over. Proposed are 5 when the first two reach 80 %, 4 when only the first does (also
    when no change is recorded), 3 when the talks do; otherwise nothing.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, V1, its line headed Worked (V1-W1 to V1-W6); readings 18, 20.
    """
    rule = scale.rules["V1"]
    window = Window(window_start(on, int(rule["months"])), on)
    start, within = window.start or on, timedelta(days=int(rule["days"]))
    trained = _offers(row for row in facts.offers if row.trained and row.on <= on)
    any_talk = _offers(row for row in facts.offers if row.on <= on)
    for client, day in _talks(facts, "benefits", on):
        any_talk[client].add(day)
    jobs = {job.id: job for job in facts.jobs}
    started = [job for job in jobs.values() if start <= job.start <= on]
    changes = [(row.on, jobs[row.job].client) for row in facts.job_changes if start <= row.on <= on]
    asked = [(day, client) for day, client in changes if day + within < on]
    changed = {row.job for row in facts.job_changes if start <= row.on and row.on + within < on}
    clients = active_clients(facts, on)
    measures = {
        "before_start": Measure(
            sum(any(day < job.start for day in trained[job.client]) for job in started),
            len(started),
        ),
        "at_changes": Measure(
            sum(any(abs(day - o) <= within for o in trained[client]) for day, client in asked),
            len(asked),
        ),
        "talked_over": Measure(sum(bool(any_talk[client]) for client in clients), len(clients)),
    }
    return Assisted(
        item="V1",
        scale=scale.version,
        window=window,
        proposal=_proposal(measures, Fraction(rule["share"])),
        measures=measures,
        counted=tuple(sorted({job.id for job in started} | changed)),
        left_out=in_order(
            LeftOut(job.id, "offer_not_by_a_trained_adviser")
            for job in started
            if not any(day < job.start for day in trained[job.client])
            and any(day < job.start for day in any_talk[job.client])
        ),
        shown_beside={"changes_still_open": len(changes) - len(asked)},
    )


def _offers(rows: Iterable[Offer]) -> defaultdict[str, set[date]]:
    found: defaultdict[str, set[date]] = defaultdict(set)
    for row in rows:
        if row.kind == BENEFITS_COUNSELLING:
            found[row.client].add(row.on)
    return found


def _talks(facts: Facts, purpose: str, on: date) -> Iterator[tuple[str, date]]:
    """Give client and day of each contact in which the client was reached about something."""
    for contact in facts.contacts_with("client", date.min, on):
        if contact.reached and purpose in contact.purposes and contact.client is not None:
            yield contact.client, contact.on


def _proposal(measures: Mapping[str, Measure], share: Fraction) -> int | None:
    def reached(name: str) -> bool:
        value = measures[name].value
        return value is not None and value >= share

    if reached("before_start"):
        return 5 if reached("at_changes") else 4
    return 3 if reached("talked_over") else None


def disclosure(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell what the records say of item V2: talks about what an employer may be told.

    Looked at are the clients on the caseload. Component 2: of those about whom an employer was
    reached, 80 % had talked it over on an earlier day. Component 3: of those whose newest talk
    tells whether it says what may be told, 80 % say it. Component 4: of those who ever searched
    for more than 60 days in a row, 80 % had a second talk, on another day. Component 1 is asked
    in interviews; where there is nobody to look at, so are the others.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, V2; readings 5 (employer contacts about a client), 18, 20.
    """
    rule, item = scale.rules["V2"], scale.item("V2")
    clients = active_clients(facts, on)
    talks = _disclosure_talks(facts, on)
    told = _first_told(facts, clients, on)
    says = _newest_says(facts, clients, on)
    searched = {
        stay.id
        for stay in clients.values()
        if longest_search(stay, on) > int(rule["searched_days"])
    }
    measures = {
        "talked_before": Measure(
            sum(any(day < first for day in talks[client]) for client, first in told.items()),
            len(told),
        ),
        "says_what": Measure(sum(says.values()), len(says)),
        "talked_again": Measure(sum(len(talks[client]) > 1 for client in searched), len(searched)),
    }
    share = Fraction(rule["share"])
    components = numbered(
        item,
        {
            number: None if measure.value is None else measure.value >= share
            for number, measure in enumerate(measures.values(), start=2)
        },
    )
    counted = told.keys() | says.keys() | searched
    return Assisted(
        item="V2",
        scale=scale.version,
        window=Window(None, on),
        components=components,
        measures=measures,
        counted=tuple(sorted(counted)),
        left_out=in_order(
            LeftOut(client, "no_employer_contact_yet")
            for client in clients
            if client not in counted
        ),
        shown_beside=still_possible(item, components),
    )


def _disclosure_talks(facts: Facts, on: date) -> Days:
    found: defaultdict[str, set[date]] = defaultdict(set)
    for row in facts.offers:
        if row.kind == DISCLOSURE_TALK and row.on <= on:
            found[row.client].add(row.on)
    for client, day in _talks(facts, DISCLOSURE_TALK, on):
        found[client].add(day)
    return found


def _first_told(facts: Facts, clients: Mapping[str, ClientStay], on: date) -> dict[str, date]:
    """Return the day of the first employer contact about each client (reading 5)."""
    first: dict[str, date] = {}
    for contact in facts.contacts_with("employer", date.min, on):
        client = contact.client
        if client is None or client in first or client not in clients:
            continue
        if contact.reached and not contact.supports_working_client:
            first[client] = contact.on
    return first


def _newest_says(facts: Facts, clients: Mapping[str, ClientStay], on: date) -> dict[str, bool]:
    """Tell of each client whether the newest talk that tells it says what may be told."""
    newest: dict[str, tuple[date, bool]] = {}
    for row in facts.offers:
        if row.kind != DISCLOSURE_TALK or row.says_what is None or row.client not in clients:
            continue
        if row.on <= on:
            talk = (row.on, row.says_what)
            newest[row.client] = max(talk, newest.get(row.client, talk))
    return {client: says for client, (_day, says) in newest.items()}
