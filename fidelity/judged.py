"""Items O7, O8 and V7: a person gives the points, and sees what the records show as help."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

from fidelity.components import numbered
from fidelity.facts import Contact, Facts
from fidelity.results import Judged, Window
from fidelity.scale import Scale
from fidelity.windows import months_after, window_start

WORK_STORY = "work_story"
STAFF_COMMUNICATION, STEERING_GROUP = "staff_communication", "steering_group"


def aims_at_paid_work(facts: Facts, on: date, scale: Scale) -> Judged:
    """Show the events of the last 12 months that help to judge item O7.

    Component 4 is ticked when work stories were shared twice; without that, and for the other
    four, a person says, since stories may be told where nobody records them.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, O7.
    """
    rule = scale.rules["O7"]
    window = Window(window_start(on, int(rule["months"])), on)
    stories = len(_event_days(facts, window, WORK_STORY))
    told = True if stories >= int(rule["stories"]) else None
    return Judged(
        item="O7",
        scale=scale.version,
        window=window,
        components=numbered(scale.item("O7"), {4: told}),
        shown_beside={
            "work_stories": stories,
            "staff_communications": len(_event_days(facts, window, STAFF_COMMUNICATION)),
        },
    )


def top_management_support(facts: Facts, on: date, scale: Scale) -> Judged:
    """Show the events of the last 12 months that help to judge item O8.

    Component 4 is ticked when a steering group met in each quarter of the window. That a top
    manager was there, and half-yearly meetings once fidelity is high, are for a person to say;
    component 2 is filled from the team's reviews, which are no records of the daily work.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, O8.
    """
    rule = scale.rules["O8"]
    months, quarter = int(rule["months"]), int(rule["quarter"])
    window = Window(window_start(on, months), on)
    start = window.start or on
    edges = [months_after(start, back) for back in range(quarter, months, quarter)]
    met = _event_days(facts, window, STEERING_GROUP)
    quarters = {sum(edge <= day for edge in edges) for day in met}
    return Judged(
        item="O8",
        scale=scale.version,
        window=window,
        components=numbered(
            scale.item("O8"), {4: True if len(quarters) == len(edges) + 1 else None}
        ),
        shown_beside={
            "steering_groups": len(met),
            "quarters_with_a_steering_group": len(quarters),
            "staff_communications": len(_event_days(facts, window, STAFF_COMMUNICATION)),
        },
    )


def employer_relationships(facts: Facts, on: date, scale: Scale) -> Judged:
    """Show how many of the employers met in the last 6 months were met three times or more.

    Met: face to face and reached, other than to support a client who works there.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers apply.

    Source: fidelity scale, V7.
    """
    rule = scale.rules["V7"]
    window = Window(window_start(on, int(rule["months"])), on)
    start = window.start or on
    times = Counter(
        row.employer for row in facts.contacts_with("employer", start, on) if _is_meeting(row)
    )
    often = sum(count >= int(rule["meetings"]) for count in times.values())
    return Judged(
        item="V7",
        scale=scale.version,
        window=window,
        shown_beside={
            "employers_met": len(times),
            "employers_met_often": often,
            "share_met_often": Fraction(often, len(times)) if times else None,
        },
    )


def _is_meeting(row: Contact) -> bool:
    met = row.mode == "face_to_face" and row.reached
    return met and row.employer is not None and not row.supports_working_client


def _event_days(facts: Facts, window: Window, kind: str) -> list[date]:
    start = window.start or window.end
    return [row.on for row in facts.events if row.kind == kind and start <= row.on <= window.end]
