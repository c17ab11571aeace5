"""Items V4 to V6: how job search begins and how employers are met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from fidelity.coaches import (
    NEW,
    in_post,
    is_new,
    mean_over_coaches,
    nobody_in_post,
    part_worked,
    why_away,
)
from fidelity.facts import LOG_REVIEW, ClientStay, Coach, Contact, Facts
from fidelity.results import CoachPart, InsufficientData, LeftOut, Result, Score, Window
from fidelity.rules import mean, median, next_of
from fidelity.scale import MOST_POINTS, Scale
from fidelity.windows import last_whole_weeks, window_start, workdays

SEEKING = frozenset({"searching", "between"})
FACE_TO_FACE, VIDEO = "face_to_face", "video"
EMPLOYER = "employer"
STATUS_OF_EXPORT = "status of the export day"
"""What V6 notes when a client's status on the day is not known by date (reading 2)."""

Week = tuple[date, date]


def fast_start(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item V4: days from entry to the first face-to-face contact with an employer.

    Counted are clients who entered in the last 12 months and were not in work then. One who still
    waits is counted with the days so far only when they are over 30 and over the mean of the
    finished ones, so that a waiting client can only raise the mean; when nobody has finished, all
    who have waited over 30 days are counted.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the exact mean in days (the median beside), or too few clients.

    Source: fidelity scale, V4, cases V4-01 to V4-17; readings 17, 20, 36, 37.
    """
    rule, item = scale.rules["V4"], scale.item("V4")
    window = Window(window_start(on, int(rule["months"])), on)
    stays, left_out = _entered(facts, window)
    first = _first_employer_contacts(facts, on)
    done = {
        stay.id: max(0, (first[stay.id] - entry).days) for stay, entry in stays if stay.id in first
    }
    waiting = {
        stay.id: (_waited_until(stay, on) - entry).days
        for stay, entry in stays
        if stay.id not in first
    }
    limit = max(
        Fraction(int(rule["waiting_counts_after_days"])),
        mean([*done.values()]) if done else Fraction(0),
    )
    counted = done | {client: days for client, days in waiting.items() if days > limit}
    left_out += [LeftOut(client, "waits_for_now") for client in waiting if client not in counted]
    left_out.sort(key=lambda row: (row.reason, row.id))
    need = Fraction(int(rule["least_clients"]))
    if len(counted) < need:
        return InsufficientData(
            "V4",
            scale.version,
            window,
            "too_few_clients",
            Fraction(len(counted)),
            need,
            tuple(left_out),
        )
    value = mean([*counted.values()])
    points = item.points(value)
    return Score(
        item="V4",
        scale=scale.version,
        window=window,
        points=points,
        value=value,
        numerator=Fraction(sum(counted.values())),
        denominator=Fraction(len(counted)),
        unit=item.unit,
        counted=tuple(sorted(counted)),
        left_out=tuple(left_out),
        next=next_of(item, points),
        shown_beside={"median": median([*counted.values()]), "waiting": len(waiting)},
    )


def _entered(facts: Facts, window: Window) -> tuple[list[tuple[ClientStay, date]], list[LeftOut]]:
    assert window.start is not None  # noqa: S101 - V4 has a window of months
    entered = [
        (stay, stay.entry_date)
        for stay in facts.clients
        if stay.entry_date is not None and window.start <= stay.entry_date <= window.end
    ]
    in_work = [LeftOut(stay.id, "in_work_at_entry") for stay, _ in entered if stay.in_work_at_entry]
    return [(stay, entry) for stay, entry in entered if not stay.in_work_at_entry], in_work


def _first_employer_contacts(facts: Facts, on: date) -> dict[str, date]:
    first: dict[str, date] = {}
    for contact in facts.contacts_with(EMPLOYER, date.min, on):
        if contact.client is None or contact.supports_working_client:
            continue
        if contact.mode == FACE_TO_FACE and contact.reached:
            first.setdefault(contact.client, contact.on)
    return first


def _waited_until(stay: ClientStay, on: date) -> date:
    return on if stay.closed_on is None or stay.closed_on > on else stay.closed_on


@dataclass(frozen=True)
class _Met:
    """One coach's weeks: parts worked, FTE-adjusted meetings, and the contacts behind them."""

    weeks: Fraction
    adjusted: Fraction
    counted: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def rate(self) -> Fraction:
        return self.adjusted / self.weeks


def employer_meetings(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item V6: face-to-face meetings a week with somebody who decides on hiring.

    Per coach over the last 8 whole weeks: meetings divided by weeks worked and by FTE, capped by
    how often the leader looked at the log; then the mean over coaches, an exact half going down.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the mean of the coaches' points as value, or the reason why there is none.

    Source: fidelity scale, V6, cases V6-01 to V6-25; readings 1, 2, 6–8, 11, 20–22, 39–42, 54–57.
    """
    rule = scale.rules["V6"]
    weeks = last_whole_weeks(on, int(rule["weeks"]))
    window = Window(weeks[0][0], weeks[-1][1])
    present = in_post(facts, on)
    if not present:
        return nobody_in_post("V6", scale, window)
    cap = int(rule["log_caps"][_log(facts, on, weeks, int(rule["weeks_reviewed_weekly"]))])
    contacts = _with_employers(facts, weeks)
    parts: list[CoachPart] = []
    counted: list[str] = []
    left_out: list[LeftOut] = []
    for coach in present:
        met = _met(coach, weeks, contacts.get(coach.id, ()), count_video=facts.settings.count_video)
        left_out += met.left_out
        seekers = job_seekers(facts, coach, on)
        why = _why_not(coach, on, met, seekers, scale)
        if why:
            left_out.append(LeftOut(coach.id, why))
            continue
        counted += met.counted
        parts.append(
            CoachPart(coach.id, met.rate, min(cap, points_of_rate(met.rate, seekers, scale)))
        )
    result = mean_over_coaches(
        "V6",
        scale,
        window,
        parts,
        counted=counted,
        left_out=left_out,
        shown_beside={"cap": cap},
    )
    if isinstance(result, Score) and _has_undated_status(facts, present, on):
        return replace(result, note=STATUS_OF_EXPORT)
    return result


def _log(facts: Facts, on: date, weeks: list[Week], weekly: int) -> str:
    """Tell how often the leader looked at the log: weekly, monthly or none (reading 40)."""
    looked = [
        any(
            first <= review.on <= last
            for review in facts.events
            if review.kind == LOG_REVIEW and review.on <= on
        )
        for first, last in weeks
    ]
    half = len(weeks) // 2
    if sum(looked) >= weekly:
        return "weekly"
    return "monthly" if any(looked[:half]) and any(looked[half:]) else "none"


def _with_employers(facts: Facts, weeks: list[Week]) -> dict[str, list[Contact]]:
    """Return each coach's contacts with employers in the weeks."""
    found: dict[str, list[Contact]] = defaultdict(list)
    for contact in facts.contacts_with(EMPLOYER, weeks[0][0], weeks[-1][1]):
        found[contact.coach].append(contact)
    return found


def _met(
    coach: Coach, weeks: list[Week], contacts: Sequence[Contact], *, count_video: bool
) -> _Met:
    fte = [week_fte(coach, first, last) for first, last in weeks]
    worked = sum((part_worked(coach, first, last) for first, last in weeks), Fraction(0))
    counted: list[str] = []
    left_out: list[LeftOut] = []
    adjusted = Fraction(0)
    for contact in contacts:
        why = _not_counted(contact, coach, count_video=count_video)
        if why:
            left_out.append(LeftOut(contact.id, why))
        else:
            counted.append(contact.id)
            adjusted += 1 / fte[(contact.on - weeks[0][0]).days // 7]
    return _Met(worked, adjusted, tuple(counted), tuple(left_out))


def _not_counted(contact: Contact, coach: Coach, *, count_video: bool) -> str | None:
    """Return why an employer contact is no meeting of V6, None when it is one."""
    modes = (FACE_TO_FACE, VIDEO) if count_video else (FACE_TO_FACE,)
    checks = (
        (contact.mode not in modes, "not_face_to_face"),
        (not contact.reached, "not_reached"),
        (contact.decides is not True, "does_not_decide"),
        (contact.supports_working_client, "supports_working_client"),
    )
    failed = next((reason for is_so, reason in checks if is_so), None)
    return failed or why_away(coach, contact.on)


def week_fte(coach: Coach, first: date, last: date) -> Fraction:
    """Return the FTE of a week: the mean over its working days in post (reading 1).

    Of a week with a post on its weekend only, that post's; outside every post no meeting counts.
    """
    weekend = (last - timedelta(days=1), last)
    for span in (workdays(first, last), weekend):
        shares = [post.fte for day in span if (post := coach.post_on(day))]
        if shares:
            return mean(shares)
    return Fraction(1)


def job_seekers(facts: Facts, coach: Coach, on: date) -> int:
    """Return how many clients of a coach look for work on a day."""
    stays = {stay.id: stay for stay in facts.clients}
    return sum(
        1
        for assignment in facts.assignments
        if assignment.coach == coach.id
        and assignment.span.holds(on)
        and stays[assignment.client].status_on(on) in SEEKING
    )


def _has_undated_status(facts: Facts, coaches: list[Coach], on: date) -> bool:
    """Whether job seekers were told by the status of the day of an export (reading 2)."""
    stays = {stay.id: stay for stay in facts.clients}
    ids = {coach.id for coach in coaches}
    return any(
        stays[one.client].status_now is not None and not stays[one.client].has_dated_status(on)
        for one in facts.assignments
        if one.coach in ids and one.span.holds(on)
    )


def _why_not(coach: Coach, on: date, met: _Met, seekers: int, scale: Scale) -> str | None:
    """Return why a coach is left out of the mean, None when not."""
    if is_new(coach, on, scale):
        return NEW
    if seekers == 0:
        return "no_job_seekers"
    if met.weeks < int(scale.rules["V6"]["least_weeks_worked"]):
        return "too_few_weeks"
    return None


def points_of_rate(rate: Fraction, seekers: int, scale: Scale) -> int:
    """Return the points of a rate of meetings; few job seekers need fewer meetings (V6)."""
    rule = scale.rules["V6"]
    few = seekers <= int(rule["few_job_seekers"])
    if few and rate >= seekers * int(rule["meetings_per_job_seeker"]):
        return MOST_POINTS
    return scale.item("V6").points(rate)
