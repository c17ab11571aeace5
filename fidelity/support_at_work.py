"""Item V11: who of the people in work got support, of how many kinds, and from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from fidelity.facts import ClientStay, Contact, Facts, Job
from fidelity.jobs import is_held
from fidelity.results import Assisted, Beside, LeftOut, Measure, Window
from fidelity.scale import Scale
from fidelity.windows import window_start

EMPLOYER = "employer"
SUPPORT_PURPOSES = frozenset({"support_at_work", "support_outside_work"})
SUPPORT_PHASES = frozenset({"coaching", "follow_along"})
OTHERS = frozenset({"treatment_team", "family", "other"})
BETTER_JOB, STUDIES = "better_job", "studies"

SUPPORT_CONTACT, BY_OTHERS = "support_contact", "by_others"


def individual_support(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell what records say of item V11: the share of people in work with a support contact.

    In work is who holds a job on the day; who declined support, or whose support was handed over,
    in every job held is left out. A support contact is one of the last month that reached somebody
    for this client: it is marked as support of a client at work, or its purpose or phase is support
    while working. Under half allows 1 point, under three quarters 2; a person scores.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose ceilings apply.

    Returns:
        The ceiling, none without anybody in work; the share with a support contact and the share
        with somebody beside the coach in it; kinds of support per person, contacts with employers,
        and moves to studies or a better job that were supported.

    Source: fidelity scale, V11, cases V11-W1 to V11-W6; readings 9, 20, 45.
    """
    rule = scale.rules["V11"]
    window = Window(window_start(on, int(rule["months"])), on)
    stays = {stay.id: stay for stay in facts.clients}
    in_work, left_out = _in_work(facts, stays, on)
    contacts = _support_contacts(facts, stays, window)
    people = {stays[client].who for client in in_work}
    supported = people & contacts.keys()
    by_others = {who for who in supported if any(_is_by_others(row) for row in contacts[who])}
    share = Measure(len(supported), len(people))
    return Assisted(
        item="V11",
        scale=scale.version,
        window=window,
        ceiling=_ceiling(share.value, rule["ceilings"]),
        measures={SUPPORT_CONTACT: share, BY_OTHERS: Measure(len(by_others), len(people))},
        counted=in_work,
        left_out=left_out,
        shown_beside={
            "kinds_per_person": _kinds_per_person([contacts[who] for who in supported]),
            "employer_contacts": sum(
                row.with_whom == EMPLOYER for who in supported for row in contacts[who]
            ),
            **_moves(facts, stays, window, frozenset(contacts)),
        },
    )


def _in_work(
    facts: Facts, stays: Mapping[str, ClientStay], on: date
) -> tuple[tuple[str, ...], tuple[LeftOut, ...]]:
    """Return the clients in work who have not done without support, and those who have."""
    reasons: dict[str, set[str | None]] = defaultdict(set)
    for job in facts.jobs:
        if is_held(job, stays[job.client], on, on):
            reasons[job.client].add(_without_support(job, on))
    in_work = sorted(client for client, why in reasons.items() if None in why)
    left_out = [
        LeftOut(client, min(code for code in why if code is not None))
        for client, why in reasons.items()
        if None not in why
    ]
    return tuple(in_work), tuple(sorted(left_out, key=lambda row: (row.reason, row.id)))


def _without_support(job: Job, on: date) -> str | None:
    """Return why a job has no support of the coach any more, None when it has."""
    if job.support_declined_on is not None and job.support_declined_on <= on:
        return "support_declined"
    if job.support_handed_over_on is not None and job.support_handed_over_on <= on:
        return "support_handed_over"
    return None


def _support_contacts(
    facts: Facts, stays: Mapping[str, ClientStay], window: Window
) -> dict[str, list[Contact]]:
    """Return the support contacts of the window by person."""
    assert window.start is not None  # noqa: S101 - V11 has a window of months
    found: dict[str, list[Contact]] = defaultdict(list)
    for row in facts.contacts_between(window.start, window.end):
        if row.client is not None and row.reached and _is_support(row):
            found[stays[row.client].who].append(row)
    return found


def _is_support(row: Contact) -> bool:
    return (
        row.supports_working_client
        or not SUPPORT_PURPOSES.isdisjoint(row.purposes)
        or not SUPPORT_PHASES.isdisjoint(row.phases)
    )


def _is_by_others(row: Contact) -> bool:
    """Whether somebody beside the coach took part: treatment staff, family, another helper."""
    return row.joint or row.with_whom in OTHERS


def _ceiling(share: Fraction | None, ceilings: Sequence[Mapping[str, str | int]]) -> int | None:
    if share is None:
        return None
    return next((int(row["points"]) for row in ceilings if share < Fraction(row["below"])), None)


def _kinds_per_person(contacts: Sequence[Sequence[Contact]]) -> Fraction | None:
    """Return how many purposes a supported person's contacts had, the mean; None without one."""
    kinds = [len({purpose for row in rows for purpose in row.purposes}) for rows in contacts]
    return Fraction(sum(kinds), len(kinds)) if kinds else None


def _moves(
    facts: Facts, stays: Mapping[str, ClientStay], window: Window, supported: frozenset[str]
) -> dict[str, Beside]:
    """Count jobs left in the window for studies or a better job by people who were supported."""
    assert window.start is not None  # noqa: S101 - V11 has a window of months
    left = [
        job.end_reason
        for job in facts.jobs
        if job.end is not None
        and window.start <= job.end <= window.end
        and stays[job.client].who in supported
    ]
    return {"to_better_job": left.count(BETTER_JOB), "to_studies": left.count(STUDIES)}
