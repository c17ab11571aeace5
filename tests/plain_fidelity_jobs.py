"""The computed items about jobs worked out again in the plainest way, for a team and a day.

Written from the specification and not from the program, as `plain_fidelity`, which has the others.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from fractions import Fraction

from tests import plain_fidelity as plain
from tests.plain_fidelity import Answer, days, share, window
from tests.plain_records import Team


def all_items(team: Team, day):
    """Return every computed item by its id; None where there is too little data."""
    return {
        "S1": plain.s1(team, day),
        "S2": plain.s2(team, day),
        "S3": plain.s3(team, day),
        "O1": plain.o1(team, day),
        "O3": plain.o3(team, day),
        "V4": plain.v4(team, day),
        "V5": plain.v5(team, day),
        "V6": plain.v6(team, day),
        "V8": v8(team, day),
        "V9": v9(team, day),
        "V10": v10(team, day),
        "V12": v12(team, day),
        "V13": plain.v13(team, day),
    }


def began(team, day):
    """Return the jobs begun by a day, without those held at entry (rule 10, readings 17 and 24)."""
    return [job for job in team.jobs if job.start <= day and not _was_held_at_entry(team, job)]


def _was_held_at_entry(team, job):
    stay = team.stays[job.stay]
    return bool(stay.in_work_at_entry and stay.entry and job.start <= stay.entry)


def v8(team: Team, day):
    return _variety(team, day, _kind)


def v9(team: Team, day):
    return _variety(team, day, lambda job: _folded(job.chain) or job.employer)


def _variety(team, day, kind):
    jobs = began(team, day)
    starts = [job for job in jobs if job.start >= window(day, 6)[0]]
    if len(starts) < 10:
        starts = [job for job in jobs if job.start >= window(day, 12)[0]]
    if len(starts) < 5:
        return None
    return share(len(Counter(map(kind, starts))), len(starts), 85, 70, 60, 50)


def _kind(job):
    return ("code", job.kind_code[:4]) if job.kind_code else ("title", _folded(job.title))


def _folded(words):
    return " ".join(unicodedata.normalize("NFC", words or "").casefold().split())


def v10(team: Team, day):
    first = window(day, 6)[0]
    held, now = [], set()
    for job in began(team, day):
        closed = team.stays[job.stay].closed
        end = min(job.end or date.max, closed or date.max)
        if job.start < end and end > first:
            held.append(job)
        if job.start <= day < end:
            now.add(team.stays[job.stay].person)
    good = sum(job.competitive for job in held)
    if not held:
        return Answer(1, None, Fraction(0), Fraction(0))
    found = share(good, len(held), 95, 85, 75, 65)
    return found if len(now) >= 10 else found._replace(points=1)


def v12(team: Team, day):
    cohort = [
        job
        for job in began(team, day)
        if job.competitive
        and window(day - days(31), 12)[0] <= job.start <= day - days(31)
        and not (job.declined and job.declined <= job.start)
    ]
    asked = {name: [] for name in _MEASURES}
    for job in cohort:
        met = [
            one
            for one in team.contacts_of[job.stay]
            if one.with_whom == "client" and one.reached and one.on <= day
        ]
        for name, measure in _MEASURES.items():
            answer = measure(job, met, day)
            if answer is not None:
                asked[name].append(answer)
    if len(cohort) < 5 or len(asked["four_months"]) < 3:
        return None
    measures = {name: (sum(answers), len(answers)) for name, answers in asked.items()}
    points = _points(measures)
    confirmed = 5 if points == 5 else None
    return Answer(min(points, 4), measures=measures, if_confirmed=confirmed)


def _points(measures):
    part = {name: Fraction(*both) if both[1] else None for name, both in measures.items()}
    usual = Fraction(4, 5)
    if not part["after_month_1"]:
        return 1
    if part["weekly_first_month"] >= usual and part["monthly_to_a_year"] >= usual:
        around = [part["before_start"], part["after_start"], part["after_loss"]]
        return 5 if all(one is None or one >= usual for one in around) else 4
    return 3 if part["four_months"] >= Fraction(1, 2) else 2


def _is_full(job, number, day):
    """Whether the period to a day of the job was full (reading 48)."""
    ends = [job.end, job.declined, job.passed, day]
    return all(one > job.start + days(number) for one in ends if one)


def _seen(job, met, first, last):
    """Whether the client was met face to face on the days of the job, both included."""
    return any(
        one.mode == "face_to_face" and job.start + days(first) <= one.on <= job.start + days(last)
        for one in met
    )


def _after_month_1(job, met, day):
    if not _is_full(job, 59, day):
        return None
    return any(one.on >= job.start + days(30) for one in met)


def _four_months(job, met, day):
    if not _is_full(job, 119, day):
        return None
    return all(_seen(job, met, first, first + 29) for first in (0, 30, 60, 90))


def _weekly_first_month(job, met, day):
    if not _is_full(job, 27, day):
        return None
    return all(_seen(job, met, first, first + 6) for first in (0, 7, 14, 21))


def _monthly_to_a_year(job, met, day):
    if not _is_full(job, 59, day):
        return None
    asked = [first for first in range(30, 331, 30) if _is_full(job, first + 29, day)]
    return all(_seen(job, met, first, first + 29) for first in asked)


def _before_start(job, met, _day):
    return _seen(job, met, -7, -1)


def _after_start(job, met, day):
    return _seen(job, met, 0, 3) if _is_full(job, 3, day) else None


def _after_loss(job, met, day):
    if not (job.end and job.end <= day and job.heard and job.heard + days(4) <= day):
        return None
    if any(one and one <= job.heard + days(3) for one in (job.declined, job.passed)):
        return None
    return any(job.heard <= one.on <= job.heard + days(3) for one in met)


_MEASURES = {
    "after_month_1": _after_month_1,
    "four_months": _four_months,
    "weekly_first_month": _weekly_first_month,
    "monthly_to_a_year": _monthly_to_a_year,
    "before_start": _before_start,
    "after_start": _after_start,
    "after_loss": _after_loss,
}
