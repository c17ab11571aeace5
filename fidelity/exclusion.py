"""Item O6: whether anybody who wants work is shut out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from fidelity.coaches import in_order
from fidelity.facts import Facts, Job, Referral
from fidelity.results import Assisted, LeftOut, Measure, Window
from fidelity.scale import MOST_POINTS, Scale
from fidelity.windows import window_start

DECIDED = frozenset({"accepted", "refused"})
NO_REFERRALS = "no referrals"


def nobody_shut_out(facts: Facts, on: date, scale: Scale) -> Assisted:
    """Tell how many points the records allow for item O6: a ceiling, never the points.

    Looked at are the referrals decided in the last 12 months, by the day of the decision, else of
    the referral. One refused or closed for a reason that counts (readiness, symptoms and the like)
    lowers the ceiling to 3, more than half to 2; a written rule that excludes makes it 1. With
    nobody shut out but fewer than three sources it is 4. Shown beside: ended jobs after which help
    with another job was talked over with the client within 30 days.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose numbers and counting reasons apply.

    Source: fidelity scale, O6, its line headed Worked (O6-W1 to O6-W7); reading 20.
    """
    rule = scale.rules["O6"]
    window = Window(window_start(on, int(rule["months"])), on)
    counting = frozenset(rule["counting_reasons"])
    decided, left_out = _decided(facts, window)
    shut_out = [row for row in decided if row.reason in counting]
    sources = {row.source for row in decided}
    measures = {
        "shut_out": Measure(len(shut_out), len(decided)),
        "help_after_a_job": _help_after_jobs(facts, window, int(rule["help_days"])),
    }
    return Assisted(
        item="O6",
        scale=scale.version,
        window=window,
        ceiling=_ceiling(facts, measures["shut_out"], len(sources), scale),
        measures=measures,
        counted=tuple(sorted(row.id for row in decided)),
        left_out=in_order(left_out),
        shown_beside={"sources": len(sources)},
        note=None if decided else NO_REFERRALS,
    )


def _decided(facts: Facts, window: Window) -> tuple[list[Referral], list[LeftOut]]:
    start = window.start or window.end
    decided, left_out = [], []
    for row in facts.referrals:
        known_on = row.decided_on or row.on
        if row.on > window.end:
            continue
        # A decision that is still to come on the day is not known yet (reading 20).
        if row.decision not in DECIDED or known_on > window.end:
            left_out += [LeftOut(row.id, "not_decided")] if row.on >= start else []
        elif known_on >= start:
            decided.append(row)
    return decided, left_out


def _ceiling(facts: Facts, shut_out: Measure, sources: int, scale: Scale) -> int | None:
    rule = scale.rules["O6"]
    if facts.written_exclusion_rule:
        return int(rule["ceilings"]["written_rule"])
    if shut_out.value is None:
        return None
    if shut_out.value > Fraction(rule["most"]):
        return int(rule["ceilings"]["most"])
    if shut_out.numerator:
        return int(rule["ceilings"]["some"])
    return MOST_POINTS if sources >= int(rule["sources"]) else int(rule["ceilings"]["few_sources"])


HELP = frozenset({"job_loss", "job_search"})


def _help_after_jobs(facts: Facts, window: Window, days: int) -> Measure:
    """Return the share of ended jobs with help within the days; asked once these have passed."""
    start = window.start or window.end
    talks: dict[str, list[date]] = defaultdict(list)
    for contact in facts.contacts_with("client", start, window.end):
        if contact.client is not None and contact.reached and HELP.intersection(contact.purposes):
            talks[contact.client].append(contact.on)
    ended = [(row, row.end) for row in facts.jobs if _ended(row, start, window.end, days)]
    helped = [
        row
        for row, end in ended
        if end is not None
        and any(end <= day <= end + timedelta(days=days) for day in talks[row.client])
    ]
    return Measure(len(helped), len(ended))


def _ended(job: Job, start: date, on: date, days: int) -> bool:
    return job.end is not None and start <= job.end and job.end + timedelta(days=days) < on
