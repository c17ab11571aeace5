"""Made-up teams in which everything happens that a demonstration does not tell of, as rows.

Drawn from a seed: leave that touches and that goes on, posts that change, stop and come back, coaches
of one day and of two teams, hand-overs, empty spans, employers joined and merged, clients who come
back, jobs from before entry, events that fell out, weeks of work, treatment teams. Written past the
services, so that rows lie also where a form would refuse them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from coaching.accounts.models import Absence, CareTeam, Post, Team, User
from coaching.caseload.models import Assignment, CoachPlace
from coaching.clients.models import Client, PeriodStatus, ServicePeriod
from coaching.employers.models import Employer
from coaching.profiles.models import FormVersion
from coaching.teamwork.models import CareTeamLink
from tests import lively_work
from tests.lively_rows import AT, Drawn, Rows, days

LAST_DAYS = (
    date(2028, 2, 29),
    date(2028, 3, 31),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 5, 31),
    date(2027, 1, 3),
)
"""A leap day, both clock changes, days without their like in an earlier month, a 53rd week's end."""

STATUSES = ("profiling", "searching", "searching", "between", "working_supported", "paused")
CHAINS = ("", "", "", "Ketju", " ketju", "KETJU  Yksi", "Ketju yksi")
LEAVES = (0, 1, 2, 5, 7, 14, 28, 29, 30, 31, 45)


def make(session: Session, number: int) -> dict[int, date]:
    """Write teams and return the last day of what is known of each, by its key."""
    rows, found, free = Rows(), {}, {}
    guest = None
    for seed in range(number):
        drawn = Drawn(rows, seed, LAST_DAYS[seed] if seed < len(LAST_DAYS) else None)
        drawn.team = rows.add(
            Team,
            name=f"Tiimi {seed}",
            short=f"tiimi-{seed}",
            apart_from_treatment=drawn.by_chance(0.07),
        )
        _staff(drawn, guest, free)
        _employers(drawn)
        _clients(drawn, free)
        lively_work.make(drawn)
        found[drawn.team] = drawn.last
        guest = drawn.coaches[-1]
    rows.write(session)
    return found


def _staff(drawn, guest, free):
    if guest and drawn.by_chance(0.3):
        drawn.coaches.append(guest)
    for number in range(drawn.random.randint(1, 6)):
        name = f"v{drawn.seed}-{number}"
        coach = drawn.rows.add(User, user_name=name, name=name, password_hash="-", created_at=AT)
        for place in range(1, 21):
            drawn.rows.add_plain(CoachPlace, coach_id=coach, number=place)
        free[coach] = list(range(1, 21))
        drawn.coaches.append(coach)
    drawn.care_teams = [
        drawn.rows.add(CareTeam, name=f"Hoitotiimi {drawn.seed}-{one}") for one in range(3)
    ]
    for coach in drawn.coaches:
        _posts(drawn, coach)
        _leave(drawn, coach)
        _links(drawn, coach)


def _posts(drawn, coach):
    since, change = drawn.day(600) - days(100), drawn.day(80, 10)
    back = change + days(drawn.random.randint(1, 40))
    spans = drawn.pick(
        [(since, None)],
        [(since, None)],
        [(since, None)],
        [(since, change), (change, None)],
        [(since, change), (change, None)],
        [(since, change), (back, None)],
        [(since, change)],
        [(change, change + days(1))],
        [(change, change), (back, back + days(1))],
        [(drawn.last - days(drawn.pick(89, 89, 90, 91)), None)],
        [(drawn.last + days(5), None)],
    )
    role = "coach" if drawn.by_chance(0.95) else "leader"
    for start, end in spans:
        minutes = drawn.pick(2295, 2295, 2280, 1147, 301)
        drawn.posts[coach].append((start, end, minutes))
        drawn.rows.add(
            Post,
            user_id=coach,
            team_id=drawn.team,
            role=role,
            fte=Decimal(drawn.pick("1", "1", "1", "0.8", "0.5", "0.3333")),
            weekly_minutes=minutes,
            since=start,
            until=end,
        )


def _leave(drawn, coach):
    for _one in range(drawn.pick(0, 0, 1, 2, 3)):
        since = drawn.day(100, 10)
        until = since + days(drawn.pick(*LEAVES))
        drawn.rows.add(Absence, user_id=coach, since=since, until=until)
        if drawn.by_chance(0.3):
            after = until + days(drawn.pick(-1, 0, 0, 1))
            drawn.rows.add(Absence, user_id=coach, since=after, until=after + days(20))
    if drawn.by_chance(0.04):
        drawn.rows.add(Absence, user_id=coach, since=drawn.day(40), until=None)


def _links(drawn, coach):
    for number, care_team in enumerate(drawn.care_teams):
        if drawn.by_chance(drawn.often["linked"] if number == 0 else 0.3):
            since = drawn.day(400)
            drawn.rows.add(
                CareTeamLink,
                team_id=drawn.team,
                user_id=coach,
                care_team_id=care_team,
                since=since,
                until=drawn.pick(None, None, None, since, max(since, drawn.last)),
            )


def _employers(drawn):
    merged = []
    for number in range(60):
        name = f"Yritys {drawn.seed}-{number}"
        into = drawn.pick(*drawn.employers) if number > 50 else None
        row = drawn.rows.add(
            Employer,
            name=name,
            name_folded=name.lower(),
            sort_key=name.lower(),
            chain=drawn.pick(*CHAINS) if drawn.by_chance(drawn.often["alike"]) else "",
            created_at=AT,
            merged_into_id=into,
        )
        (drawn.employers if into is None else merged).append(row)
    drawn.employers += merged


def _clients(drawn, free):
    person = None
    known = drawn.pick(0.85, 0.95, 1.0, 1.0)
    for number in range(drawn.random.randint(5, drawn.pick(30, 20 * len(drawn.coaches)))):
        if person is None or drawn.by_chance(0.7):
            code = f"K-{drawn.seed}-{number}"
            person = drawn.rows.add(Client, code=code, created_at=AT)
        closed = drawn.day(250, 5) if drawn.by_chance(0.25) else None
        _stay(drawn, person, closed, known, free)
        # A person comes back only after the stay before was closed.
        person = person if closed else None


def _stay(drawn, person, closed, known, free):
    usual = drawn.by_chance(drawn.often["linked"])
    care_team = drawn.care_teams[0] if usual else drawn.pick(*drawn.care_teams)
    entry = drawn.day(drawn.pick(60, 400, 500), 5)
    entry = min(entry, closed + days(5)) if closed else entry
    begin = entry + days(drawn.random.randint(-15, 3))
    stay = drawn.rows.add(
        ServicePeriod,
        client_id=person,
        team_id=drawn.team,
        status="closed" if closed else drawn.pick(*STATUSES),
        known_on=begin,
        referral_source="self",
        decision="accepted",
        decided_on=begin,
        wants_work="yes",
        entry_date=entry if drawn.by_chance(0.94) else None,
        in_work_at_entry=drawn.by_chance(0.15),
        care_team_id=care_team if drawn.by_chance(known) else None,
        closed_on=closed,
        closed_reason="moved" if closed else None,
        created_by_id=drawn.coaches[0],
        created_at=AT,
    )
    drawn.stays.append(stay)
    for _one in range(drawn.random.randint(0, 3)):
        drawn.rows.add(
            PeriodStatus,
            period_id=stay,
            status=drawn.pick(*STATUSES),
            since=drawn.day(200, 5),
            by_id=drawn.coaches[0],
            at=AT,
        )
    _assignments(drawn, stay, begin, closed, free)
    _plans(drawn, stay, begin)
    for _one in range(drawn.pick(0, 1, 1, 2)):
        lively_work.job(drawn, stay, begin)


def _assignments(drawn, stay, begin, closed, free):
    """Hand a client over now and then, on the day on which the one before ends."""
    until = begin
    while drawn.by_chance(0.3):
        begin, until = until, until + days(drawn.pick(0, 1, 40, 200))
        if until > min(closed or drawn.last, drawn.last):
            until = begin
            break
        _assignment(drawn, stay, drawn.pick(*drawn.coaches), begin, until, None)
    coach = drawn.pick(*drawn.coaches)
    if closed is None and free[coach] and drawn.by_chance(0.95):
        _assignment(drawn, stay, coach, until, None, free[coach].pop())
    else:
        _assignment(drawn, stay, coach, until, max(until, closed or drawn.last), None)


def _assignment(drawn, stay, coach, since, until, place):
    drawn.rows.add(
        Assignment, period_id=stay, coach_id=coach, place=place, since=since, ended_on=until
    )


def _plans(drawn, stay, begin):
    for number in range(1, drawn.pick(2, 3) if drawn.by_chance(drawn.often["goals"]) else 1):
        is_ready = drawn.by_chance(0.97)
        version = FormVersion(
            period_id=stay,
            form="a",
            definition=1,
            number=number,
            state="ready" if is_ready else "open",
            opened_on=begin,
            ready_on=begin + days(drawn.random.randint(0, 40)) if is_ready else None,
            ready_at=AT if is_ready else None,
            answers={},
            created_by_id=drawn.coaches[0],
            created_at=AT,
        )
        drawn.rows.objects.append(version)
