"""Item V14: how the service keeps in touch and seeks out people who have dropped from sight."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from fidelity.coaches import in_order
from fidelity.components import numbered, still_possible
from fidelity.facts import ClientStay, Contact, Facts
from fidelity.results import Assisted, LeftOut, Measure, Window
from fidelity.scale import Scale
from fidelity.windows import window_start

OUTREACH = "outreach"


def outreach(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell what the records of the last 12 months say of item V14, by six components.

    1: no stay was closed for missed appointments or a time limit. 2: of the people who were not
    reached for 30 days, 80 % have an attempt in the 30 days after that, each time. 3: somebody of
    a treatment team tried too. 4: two or more attempts in person, out of the office, for the same
    client. 5: one such attempt together with somebody of a treatment team. 6: a family was
    reached. An attempt is a contact with the purpose outreach, or one with the client that did not
    reach anybody. Nothing is said of a team without clients in that time.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, V14; readings 18–20, 49 (who is reached, in any way).
    """
    rule, item = scale.rules["V14"], scale.item("V14")
    window = Window(window_start(on, int(rule["months"])), on)
    stays = [stay for stay in facts.clients if _was_here(stay, window)]
    start, days = window.start or on, timedelta(days=int(rule["days"]))
    attempts = [row for row in facts.contacts_between(start, on) if _is_attempt(row)]
    in_person = [row for row in attempts if row.mode == "face_to_face"]
    visits = [row for row in in_person if row.place in rule["visit_places"]]
    with_team = [row for row in attempts if row.joint or row.with_whom == "treatment_team"]
    family = [row for row in facts.contacts_with("family", start, on) if row.client and row.reached]
    # Who was last reached earlier had been lost from sight before the window.
    known = facts.contacts_between(start - days, on)
    sought = _sought(known, stays, window, rule)
    against = [stay.id for stay in facts.clients if _closed_against(stay, window, rule)]
    most_visits = max(Counter(row.client for row in visits).values(), default=0)
    present = {
        1: not against,
        2: None if sought.value is None else sought.value >= Fraction(rule["share"]),
        3: bool(with_team),
        4: most_visits >= int(rule["visits"]),
        5: any(row.joint for row in visits),
        6: bool(family),
    }
    components = numbered(item, present if stays or against else {})
    counted = {row.id for row in (*attempts, *family)}
    return Assisted(
        item="V14",
        scale=scale.version,
        window=window,
        components=components,
        measures={"sought": sought},
        counted=tuple(sorted(counted)),
        left_out=in_order(LeftOut(key, "closed_against_outreach") for key in against),
        shown_beside={
            "attempts": len(attempts),
            "visits": len(visits),
            "visits_without_place": sum(row.place is None for row in in_person),
            "most_visits_to_one": most_visits,
            "family_contacts": len(family),
            **still_possible(item, components),
        },
    )


def _in(day: date, window: Window) -> bool:
    return (window.start or day) <= day <= window.end


def _was_here(stay: ClientStay, window: Window) -> bool:
    begun = stay.entry_date is not None and stay.entry_date <= window.end
    return begun and (stay.closed_on is None or _in(min(stay.closed_on, window.end), window))


def _closed_against(stay: ClientStay, window: Window, rule: Mapping[str, Any]) -> bool:
    closed = stay.closed_on is not None and _in(stay.closed_on, window)
    return closed and stay.closed_reason in rule["against"]


def _is_attempt(row: Contact) -> bool:
    if row.client is None:
        return False
    return OUTREACH in row.purposes or (row.with_whom == "client" and not row.reached)


def _sought(
    contacts: Sequence[Contact],
    stays: Sequence[ClientStay],
    window: Window,
    rule: Mapping[str, Any],
) -> Measure:
    reached: dict[str, list[date]] = defaultdict(list)
    tried: dict[str, list[date]] = defaultdict(list)
    for row in contacts:
        if row.client is None:
            continue
        if row.with_whom == "client":
            (reached if row.reached else tried)[row.client].append(row.on)
        if OUTREACH in row.purposes:
            tried[row.client].append(row.on)
    lost = {
        stay.id: times
        for stay in stays
        if (times := _times_lost(stay, reached[stay.id], window, rule))
    }
    days = timedelta(days=int(rule["days"]))
    followed = [
        client
        for client, times in lost.items()
        if all(any(day < t <= day + days for t in tried[client] + reached[client]) for day in times)
    ]
    return Measure(len(followed), len(lost))


def _times_lost(
    stay: ClientStay, reached: Sequence[date], window: Window, rule: Mapping[str, Any]
) -> list[date]:
    """Return the days on which a client had not been reached for 30 days.

    Only those after which another 30 days have passed, with the client still there; entry counts
    as reached, being the first real meeting.
    """
    if stay.entry_date is None:
        return []
    days = timedelta(days=int(rule["days"]))
    until = window.end if stay.closed_on is None else min(stay.closed_on, window.end)
    seen = sorted({stay.entry_date, *(day for day in reached if day >= stay.entry_date)})
    lost = []
    for last, after in zip(seen, [*seen[1:], None], strict=True):
        day = last + days
        unreached = (after is None or after > day) and _in(day, window)
        if unreached and day + days < until and stay.status_on(day) not in rule["not_sought"]:
            lost.append(day)
    return lost
