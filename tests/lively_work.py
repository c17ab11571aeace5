"""The daily work of a made-up team as rows: jobs, contacts, events, weeks of work."""

from __future__ import annotations

from coaching.contacts.models import Contact, LogReview
from coaching.jobs.models import Job
from coaching.support.models import Support
from coaching.teamwork.models import Event, EventPerson
from coaching.worktime.models import WorkTime, WorkWeek
from tests.lively_rows import AT, days

PURPOSES = (
    ("coming_to_service",),
    ("getting_to_know",),
    ("disclosure_talk", "outreach"),
    ("profile",),
    ("job_search", "employer_meeting"),
    ("support_at_work",),
    ("support_outside_work",),
    ("job_loss", "benefits"),
    ("care_team", "network", "other"),
    (),
)
TITLES = ("Siivooja", " siivooja ", "SIIVOOJA", "Apu  kokki", "Apu kokki", "Puutarhuri", "Lahetti")
CODES = (None, None, "", "9112", "91121", "5120", "5223", "8322", "7231", "2512", "4110", "5131")
EVENTS = (
    "employment_services_meeting",
    "employment_services_meeting",
    "group_supervision",
    "care_team_meeting",
)
COMMUNITY = ("workplace", "community", "home")
ELSEWHERE = ("own_office", "team_site", "remote", "day_centre", "travel")


def make(drawn):
    """Write what a team did, after its people and clients are known."""
    # A few teams have begun only lately.
    begin = drawn.last - days(drawn.pick(60, 95, 200, 400, 400, 400))
    usual = drawn.pick(0.1, 0.2, 0.35, 0.45, 0.55, 0.7)
    share = {coach: usual + drawn.pick(0, 0, 0, 0.1, 0.3) for coach in drawn.coaches}
    kept = drawn.pick(0.7, 0.95, 1.0, 1.0)
    services = drawn.pick(0, 0.1, 0.5, 1.5, 2.5)
    for coach in drawn.coaches:
        many = drawn.pick(3, 5, 8, len(PURPOSES))
        drawn.phases[coach] = tuple(drawn.random.sample(PURPOSES, many))
        _contacts(drawn, coach, begin, services)
        if drawn.by_chance(0.85):
            _weeks(drawn, coach, max(begin, drawn.last - days(170)), share[coach], kept)
    _support_contacts(drawn, begin)
    _events(drawn, begin)


def job(drawn, stay, begin):
    """Write a job of a client, with what the client said about support."""
    start = begin + days(drawn.random.randint(-40, 300))
    start = min(start, drawn.day(400, 10)) if drawn.by_chance(0.5) else start
    ended = start + days(drawn.pick(0, 1, 20, 58, 59, 60, 118, 119, 120, 300))
    ended = ended if drawn.by_chance(0.4) else None
    is_good = drawn.by_chance(drawn.often["good"])
    key = drawn.rows.add(
        Job,
        period_id=stay,
        employer_id=drawn.pick(*drawn.employers),
        title=drawn.pick(*TITLES),
        kind_code=drawn.pick(*CODES),
        start=start if drawn.by_chance(0.95) else None,
        contract=drawn.pick(None, "permanent", "fixed_term", "seasonal"),
        open_to_all=True if is_good else drawn.pick(True, False, None),
        paid_by_agreement="yes" if is_good else drawn.pick("no", "unsure", None),
        set_aside=False if is_good else drawn.pick(True, False, None),
        subsidies=drawn.pick((), (), ("wage_subsidy",)),
        ended_on=ended,
        heard_on=ended + days(drawn.random.randint(-5, 10)) if ended else None,
        created_by_id=drawn.coaches[0],
        created_at=AT,
        cancelled_on=start if drawn.by_chance(0.05) else None,
    )
    drawn.jobs.append((stay, start, ended))
    if drawn.by_chance(0.5):
        said = start + days(drawn.pick(-10, -1, 0, 1, 20, 27, 28, 59, 60, 119, 120, 200))
        passed = start + days(drawn.pick(3, 4, 27, 28, 40, 60, 119, 150))
        drawn.rows.add(
            Support,
            job_id=key,
            decided_on=said,
            wants=drawn.pick("yes", "yes", "yes", "not_now", "no"),
            passed_on=passed if drawn.by_chance(0.15) else None,
            by_id=drawn.coaches[0],
            at=AT,
        )


def _contact(drawn, coach, on, with_whom, **values):
    drawn.rows.add(
        Contact,
        team_id=drawn.team,
        coach_id=coach,
        on=on,
        with_whom=with_whom,
        created_by_id=coach,
        created_at=AT,
        withdrawn_at=AT if drawn.by_chance(0.03) else None,
        **{
            "period_id": None,
            "mode": drawn.pick("face_to_face", "face_to_face", "face_to_face", "video", "phone"),
            "place": drawn.pick(*COMMUNITY, "own_office", "team_site"),
            "minutes": drawn.pick(None, 0, 30, 45, 60),
            "reached": drawn.by_chance(0.93),
            "purposes": drawn.pick(*drawn.phases[coach]),
            "employer_id": None,
            "decides": None,
            "meeting_purpose": None,
            "matches_goals": None,
            **values,
        },
    )


def _contacts(drawn, coach, begin, services):
    """Write employer meetings, calls to employment services and contacts with clients."""
    weekly = drawn.pick(0, 2, 4, 5, 6, 7, 9)
    monday = begin - days(begin.weekday())
    while monday <= drawn.last + days(7):
        for _one in range(weekly + drawn.pick(-1, 0, 0, 1)):
            _meeting(drawn, coach, monday + days(drawn.random.randint(0, 5)))
        if drawn.by_chance(services / len(drawn.coaches)):
            on = monday + days(drawn.random.randint(0, 6))
            _contact(drawn, coach, on, "employment_services", period_id=drawn.pick(*drawn.stays))
        for _one in range(2):
            on = monday + days(drawn.random.randint(0, 6))
            with_whom = drawn.pick("client", "client", "family", "care_team")
            with_whom = "family" if drawn.forgets else with_whom
            _contact(drawn, coach, on, with_whom, period_id=drawn.pick(*drawn.stays))
        monday += days(7)


def _meeting(drawn, coach, on):
    proper = {"mode": "face_to_face", "reached": True, "decides": "yes", "meeting_purpose": "needs"}
    other = {
        "decides": drawn.pick("yes", "no", "unsure", None),
        "meeting_purpose": drawn.pick("service", "vacancy", None, "support_at_work"),
    }
    _contact(
        drawn,
        coach,
        on,
        "employer",
        period_id=drawn.pick(None, None, drawn.pick(*drawn.stays)),
        employer_id=drawn.pick(*drawn.employers),
        matches_goals=True if drawn.by_chance(drawn.often["goals"]) else drawn.pick(False, None),
        **(proper if drawn.by_chance(drawn.often["looks"]) else other),
    )


def _support_contacts(drawn, begin):
    """Write the contacts of a client in work: around the start, each week, each month, after."""
    for stay, start, ended in drawn.jobs:
        steps = [-7, -1, 0, 3, 4, 6, 7, 13, 14, 20, 21, 27, 29, *range(31, 365, 14)]
        on = [start + days(one) for one in steps]
        on = [one for one in on if one <= (ended or drawn.last) + days(3)]
        on += [ended + days(2), ended + days(5)] if ended else []
        on = [one for one in on if one < start + days(30)] if drawn.forgets else on
        is_kept = drawn.by_chance(drawn.often["support"])
        for one in on:
            if begin <= one <= drawn.last + days(5) and drawn.by_chance(0.97 if is_kept else 0.3):
                how = {"mode": "face_to_face", "reached": True} if drawn.by_chance(0.9) else {}
                _contact(drawn, drawn.pick(*drawn.coaches), one, "client", period_id=stay, **how)


def _events(drawn, begin):
    on, often = begin, drawn.pick(0, 0.05, 0.5, 0.95)
    while on <= drawn.last + days(7):
        if drawn.by_chance(drawn.often["looks"]):
            monday = on - days(on.weekday())
            by = drawn.coaches[0]
            drawn.rows.add(LogReview, team_id=drawn.team, week=monday, on=on, by_id=by, at=AT)
        if drawn.by_chance(often):
            event = drawn.rows.add(
                Event,
                team_id=drawn.team,
                on=on,
                kind=drawn.pick(*EVENTS),
                held=drawn.by_chance(0.9),
                by_id=drawn.coaches[0],
                at=AT,
            )
            drawn.rows.add(EventPerson, event_id=event, user_id=drawn.pick(*drawn.coaches))
        on += days(7)


def _weeks(drawn, coach, begin, share, kept):
    """Write a coach's working time of each day, now and then also where there was none."""
    monday = begin - days(begin.weekday())
    while monday <= drawn.last:
        week = drawn.rows.add(
            WorkWeek, user_id=coach, team_id=drawn.team, monday=monday, confirmed_at=AT
        )
        for number in range(5 + drawn.by_chance(0.1)):
            on = monday + days(number)
            posts = [
                post
                for post in drawn.posts[coach]
                if post[0] <= on and (post[1] is None or on < post[1])
            ]
            minutes = round((posts[0][2] if posts else 400) / 5 * kept)
            outside = round(minutes * share * drawn.pick(0.9, 1.0, 1.1))
            _time(drawn, week, on, min(outside, minutes), drawn.pick(*COMMUNITY))
            _time(drawn, week, on, max(minutes - outside, 0), drawn.pick(*ELSEWHERE))
        monday += days(7)


def _time(drawn, week, on, minutes, place):
    if minutes:
        kind = "employment" if drawn.by_chance(drawn.often["ours"]) else "other"
        drawn.rows.add(WorkTime, week_id=week, on=on, minutes=minutes, kind=kind, place=place)
