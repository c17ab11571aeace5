"""The computed items of the scale worked out again in the plainest way, for a team and a day.

Written from the specification (fidelity scale, readings, exchange format) and not from the program:
nothing of `fidelity` or of the bridge to it is used. An item is an `Answer`, or None when there is too
little data. Jobs are in `plain_fidelity_jobs`.
"""

from __future__ import annotations

from calendar import monthrange
from collections import namedtuple
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from tests.plain_records import Team

Answer = namedtuple(
    "Answer",
    "points value numerator denominator coaches measures if_confirmed",
    defaults=(None, None, None, {}, {}, None),
)
COMMUNITY = ("workplace", "community", "home")
PHASES = {
    "intake": {"coming_to_service"},
    "engagement": {"getting_to_know", "disclosure_talk", "outreach"},
    "assessment": {"profile"},
    "placement": {"job_search", "employer_meeting"},
    "coaching": {"support_at_work"},
    "follow_along": {"support_outside_work", "job_loss"},
}


def days(number):
    return timedelta(days=number)


def months_before(day, number):
    years, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def window(day, months):
    """Return every day of the months up to a day (rule 4)."""
    first = months_before(day, months) + days(1)
    return [first + days(number) for number in range((day - first).days + 1)]


def weeks(day, number):
    """Return the last whole weeks up to a day, oldest first (reading 11)."""
    sunday = day - days(day.isoweekday() % 7)
    mondays = [sunday - days(6 + 7 * back) for back in reversed(range(number))]
    return [[monday + days(number) for number in range(7)] for monday in mondays]


def level(value, five, four, three, two):
    edges = ((5, five), (4, four), (3, three), (2, two))
    return next((points for points, edge in edges if value >= edge), 1)


def share(part, whole, *edges):
    """Score a share by its edges in hundredths (no rounding, rule 1)."""
    value = Fraction(part, whole)
    return Answer(level(100 * value, *edges), value, Fraction(part), Fraction(whole))


def mean(scored):
    """Score each specialist's (value, points): the mean, an exact half goes down (rule 2)."""
    if not scored:
        return None
    total = sum(points for _value, points in scored.values())
    value = Fraction(total, len(scored))
    nearest = ceil(value - Fraction(1, 2))
    return Answer(nearest, value, Fraction(total), Fraction(len(scored)), scored)


def holds(span, day):
    return span.since <= day and (span.until is None or day < span.until)


def post_on(team, coach, day):
    return next((post for post in team.posts.get(coach, ()) if holds(post, day)), None)


def is_away(team, coach, day):
    return any(holds(one, day) for one in team.leave.get(coach, ()))


def works(team, coach, day):
    """In post and not on leave: other days' minutes and meetings do not count (reading 8)."""
    return post_on(team, coach, day) is not None and not is_away(team, coach, day)


def scheduled(team, coach, span):
    """Return the minutes scheduled on some days, less leave (reading 7)."""
    posts = [
        post_on(team, coach, day) for day in span if day.weekday() < 5 and works(team, coach, day)
    ]
    return sum((Fraction(post.weekly_minutes, 5) for post in posts), Fraction(0))


def specialists(team, day):
    """Return who is in post for 90 days or more (rule 9, readings 21 and 22)."""
    return [
        coach
        for coach, posts in team.posts.items()
        if post_on(team, coach, day) and (day - min(one.since for one in posts)).days >= 90
    ]


def open_on(team, day):
    return [one for one in team.assignments if holds(one, day)]


def caseload(team, day):
    """Return the open assignments of clients who have entered (readings 25 and 31)."""
    entries = {stay.id: stay.entry for stay in team.stays.values()}
    return [one for one in open_on(team, day) if entries[one.stay] and entries[one.stay] <= day]


def contacts_in(team, span):
    return [one for one in team.contacts if span[0] <= one.on <= span[-1]]


def s1(team: Team, day):
    fte = Fraction(0)
    for coach in team.posts:
        post = post_on(team, coach, day)
        if post and not _is_long_away(team, coach, day):
            fte += Fraction(post.fte, 10_000)
    active = len({one.stay for one in caseload(team, day)})
    if not fte or not active:
        return None
    ratio = active / fte
    points = level(-ratio, -20, -25, -30, -40)
    return Answer(points, ratio, Fraction(active), fte)


def _is_long_away(team, coach, day):
    """Whether a day lies in an absence of 30 days; rows that touch are one (reading 26)."""
    rows = [one for one in team.leave.get(coach, ()) if one.since <= day]
    first, last = day, day + days(1)
    for _again in rows:
        for one in rows:
            until = one.until or date.max
            if one.since <= last and until >= first and (is_away(team, coach, day)):
                first, last = min(first, one.since), max(last, until)
    return is_away(team, coach, day) and (last - first).days >= 30


def s2(team: Team, day):
    span = window(day, 3)
    rows = [(one, "employment") for one in contacts_in(team, span)]
    rows += [(one, one.kind) for one in team.work if span[0] <= one.on <= day]
    worked = [
        (kind, one.minutes) for one, kind in rows if one.minutes and works(team, one.coach, one.on)
    ]
    every = sum(minutes for _kind, minutes in worked)
    due = sum(scheduled(team, coach, span) for coach in team.posts)
    if not every or every < due * Fraction(4, 5):
        return None
    ours = sum(minutes for kind, minutes in worked if kind == "employment")
    return share(ours, every, 96, 90, 75, 60)


def s3(team: Team, day):
    span, scored = window(day, 6), {}
    for coach in specialists(team, day):
        tags = [
            {phase for phase, purposes in PHASES.items() if purposes & one.purposes}
            for one in contacts_in(team, span)
            if one.coach == coach
        ]
        tags = [one for one in tags if one]
        if len(tags) < 20:
            continue
        phases = set().union(*tags)
        if not _had_somebody_in_work(team, coach, span):
            phases |= {"coaching", "follow_along"}
        scored[coach] = Fraction(len(phases)), level(len(phases), 6, 5, 1, 0)
    return mean(scored)


def _had_somebody_in_work(team, coach, span):
    """Whether a client held a job on a day on which this specialist had the client (reading 30)."""
    for one in team.assignments:
        if one.coach != coach or one.since > span[-1]:
            continue
        for job in team.jobs:
            if job.stay != one.stay:
                continue
            ends = [job.end, team.stays[job.stay].closed, one.until, span[-1] + days(1)]
            if max(job.start, one.since, span[0]) < min(end for end in ends if end):
                return True
    return False


def o1(team: Team, day):
    if team.is_apart:
        return Answer(1)
    carers = {stay.id: stay.care_team for stay in team.stays.values()}
    rows = caseload(team, day)
    active = {one.stay for one in rows}
    known = [stay for stay in active if carers[stay]]
    if not active or len(known) < len(active) * Fraction(9, 10):
        return None
    scored = {}
    for coach in specialists(team, day):
        mine = [one.stay for one in rows if one.coach == coach]
        if len(mine) < 5:
            continue
        attached = {one.care_team for one in team.links[coach] if holds(one, day)}
        value = Fraction(sum(carers[stay] in attached for stay in mine), len(mine))
        points = level(100 * value, 90, 75, 50, 0) if 1 <= len(attached) <= 2 else 2
        scored[coach] = value, points
    return mean(scored)


def o3(team: Team, day):
    recorded = [one.on for one in [*team.contacts, *team.work, *team.events] if one.on <= day]
    thirteen, span = weeks(day, 13), window(day, 3)
    if not recorded or min(recorded) > thirteen[0][-1]:
        return None
    meetings = [one.on for one in team.events if one.kind == "employment_services_meeting"]
    contacts = [
        one.on
        for one in team.contacts
        if one.with_whom == "employment_services" and one.stay and one.reached
    ]
    met, called = _by_month(meetings, span), _by_month(contacts, span)
    filled = sum(any(one in week for one in contacts) for week in thirteen)
    if all(met) and filled >= 11:
        points = 5
    elif any(met) or filled >= 11:
        points = 4
    elif all(called):
        points = 3
    else:
        points = 2 if any(called) else 1
    measures = {
        "weeks_with_contact": (filled, 13),
        "months_with_contact": (sum(map(bool, called)), 3),
        "months_with_meeting": (sum(map(bool, met)), 3),
    }
    return Answer(points, Fraction(filled, 13), Fraction(filled), Fraction(13), measures=measures)


def _by_month(found, span):
    """Count in the three parts of the window (reading 12)."""
    one, two = months_before(span[-1], 2), months_before(span[-1], 1)
    parts = ((span[0], one), (one + days(1), two), (two + days(1), span[-1]))
    return [sum(first <= day <= last for day in found) for first, last in parts]


def v4(team: Team, day):
    done, waits = [], []
    span = window(day, 12)
    for stay in team.stays.values():
        if stay.in_work_at_entry or not stay.entry or not span[0] <= stay.entry <= day:
            continue
        met = [
            one.on
            for one in team.contacts_of[stay.id]
            if one.with_whom == "employer"
            and one.mode == "face_to_face"
            and one.reached
            and not one.at_work
            and one.on <= day
        ]
        if met:
            done.append(max(0, (min(met) - stay.entry).days))
        else:
            closed = stay.closed if stay.closed and stay.closed <= day else day
            waits.append((closed - stay.entry).days)
    middle = Fraction(sum(done), len(done)) if done else 30
    counted = done + [wait for wait in waits if wait > 30 and wait > middle]
    if len(counted) < 5:
        return None
    value = Fraction(sum(counted), len(counted))
    points = level(-value, -30, -60, -150, -270)
    return Answer(points, value, Fraction(sum(counted)), Fraction(len(counted)))


def v5(team: Team, day):
    about = [
        one
        for one in contacts_in(team, window(day, 2))
        if one.with_whom == "employer" and one.stay and one.reached and not one.at_work
    ]
    if len(about) < 10:
        return None
    matching = [
        one for one in about if one.matches_goals and team.plans.get(one.stay, date.max) <= one.on
    ]
    return share(len(matching), len(about), 90, 75, 50, 25)


def v6(team: Team, day):
    eight = weeks(day, 8)
    looks = [one.on for one in team.events if one.kind == "log_review"]
    looked = [any(one in week for one in looks) for week in eight]
    cap = 5 if sum(looked) >= 7 else 3 if any(looked[:4]) and any(looked[4:]) else 2
    scored = {}
    for coach in specialists(team, day):
        worked = sum(_part_worked(team, coach, week) for week in eight)
        seekers = sum(
            one.coach == coach and _status(team, one.stay, day) in ("searching", "between")
            for one in open_on(team, day)
        )
        if worked < 4 or not seekers:
            continue
        met = sum(
            1 / _fte(team, coach, week)
            for week in eight
            for one in contacts_in(team, week)
            if one.coach == coach
            and one.with_whom == "employer"
            and one.mode == "face_to_face"
            and one.reached
            and one.decides == "yes"
            and not one.at_work
            and works(team, coach, one.on)
        )
        rate = Fraction(met) / worked
        points = 5 if seekers <= 2 and rate >= 2 * seekers else level(rate, 6, 5, 4, 2)
        scored[coach] = rate, min(points, cap)
    return mean(scored)


def _fte(team, coach, week):
    """Return a week's FTE: the mean of its working days in post where it changes (reading 1)."""
    posts = [post_on(team, coach, day) for day in week]
    found = [one.fte for one in posts[:5] if one] or [one.fte for one in posts if one]
    return Fraction(sum(found), len(found) * 10_000)


def _part_worked(team, coach, week):
    """Return 1 - absence / scheduled minutes of a week; a week without any was not worked."""
    posts = [post_on(team, coach, day) for day in week[:5]]
    whole = sum(Fraction(post.weekly_minutes, 5) for post in posts if post)
    return scheduled(team, coach, week) / whole if whole else Fraction(0)


def _status(team, stay, day):
    known = [one.status for one in team.statuses[stay] if one.since <= day]
    return known[-1] if known else team.stays[stay].status


def v13(team: Team, day):
    eight, scored = weeks(day, 8), {}
    first, last = eight[0][0], eight[-1][-1]
    for coach in specialists(team, day):
        rows = [
            one
            for one in [*team.contacts, *team.work]
            if one.coach == coach
            and one.minutes
            and first <= one.on <= last
            and works(team, coach, one.on)
        ]
        due = sum(scheduled(team, coach, week) for week in eight)
        if not due or sum(one.minutes for one in rows) < due * Fraction(4, 5):
            continue
        value = sum(one.minutes for one in rows if one.place in COMMUNITY) / due
        points = level(100 * value, 65, 50, 40, 0)
        scored[coach] = value, 1 if points == 2 and 100 * value <= 30 else points
    return mean(scored)
