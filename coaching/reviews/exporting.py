"""The records of a team as a team file: what scoring reads, with codes, and names only when asked.

Source: exchange-format.md; readings 1–61.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import CareTeam, Team, User
from coaching.clients.models import Client, ServicePeriod
from coaching.employers.models import Employer
from coaching.jobs.models import Job
from coaching.reviews import facts
from coaching.reviews.facts_of_jobs import met_by
from coaching.reviews.in_scale import client, key_of
from coaching.reviews.service import scale_in_force
from fidelity import facts as plain
from fidelity import teamfile
from fidelity.teamfile import codes, records

NO_TITLE = "-"
"""Stands for the title of a job whose form has none yet; the format asks for one."""

HUNDREDTHS = 100


def team_file(session: Session, team: Team, *, names: bool = False) -> records.TeamFile:
    """Return a team's records as a team file of today.

    Ids are those of the facts, but for leaders, who get one for each of their posts: a person may
    lead and coach, and an id stands once in the file. Work stories have no kind in the format and
    stay out.

    Args:
        names: whether coaches, leaders and clients bear their names beside ids and codes.

    Source: exchange-format.md; readings 1, 2, 19, 23, 55, 60.
    """
    found = facts.gather(session, team.id)
    leaders = _Leaders(found.leaders, found.coaches)
    events = tuple(
        replace(event, people=leaders.among(event.people, event.on))
        for event in found.events
        if event.kind in codes.EVENT_KINDS
    )
    coaches = (*found.coaches, *_without_post(found, events))
    called = _people(session, (*coaches, *found.leaders)) if names else {}
    return records.TeamFile(
        scale=scale_in_force().version,
        exported_on=clock.today(),
        team=records.Team(
            f"team-{team.id}",
            team.name,
            found.separate_from_treatment,
            found.written_exclusion_rule,
        ),
        settings=found.settings,
        care_teams=_care_teams(session, found, events),
        leaders=tuple(
            records.NamedLeader(replace(post, id=id), called.get(post.id))
            for id, post in leaders.posts
        ),
        coaches=tuple(records.NamedCoach(coach, called.get(coach.id)) for coach in coaches),
        clients=_clients(session, team.id, found.clients, names),
        assignments=found.assignments,
        employers=_employers(session, team.id, found.employers),
        contacts=found.contacts,
        work_time=found.work_time,
        jobs=_jobs(session, team.id, found.jobs),
        referrals=found.referrals,
        plans=found.plans,
        events=events,
        offers=found.offers,
    )


def text_of(file: records.TeamFile) -> str:
    """Return the text of a team file that its own reader takes.

    Raises:
        CannotWrite, TeamFileRefused: the records hold what the format does not allow; the path
            tells where.
    """
    text = teamfile.write(file)
    teamfile.read(text, scales={file.scale})
    return text


class _Leaders:
    """The leaders' posts with an id each: `leader-7`, and `leader-7-2` for that person's second."""

    def __init__(self, posts: Iterable[plain.Leader], coaches: Iterable[plain.Coach]) -> None:
        self.posts: list[tuple[str, plain.Leader]] = []
        self._coaches = {coach.id for coach in coaches}
        self._of: defaultdict[str, list[tuple[str, plain.Leader]]] = defaultdict(list)
        for post in posts:
            number = len(self._of[post.id]) + 1
            id = f"leader-{key_of(post.id)[1]}" + (f"-{number}" if number > 1 else "")
            self._of[post.id].append((id, post))
            self.posts.append((id, post))

    def among(self, people: Iterable[str], day: date) -> tuple[str, ...]:
        """Return people by the ids of the file: a leader by the post of the day, a coach as such.

        Who leads and coaches stands there twice, once as each.
        """
        return tuple(id for person in people for id in self._ids(person, day))

    def _ids(self, person: str, day: date) -> Iterator[str]:
        led = self._of.get(person, [])
        if person in self._coaches or not led:
            yield person
        if led:
            yield next((id for id, post in led if post.span.holds(day)), led[0][0])


def _without_post(found: plain.Facts, events: Iterable[plain.Event]) -> Iterator[plain.Coach]:
    """Give those who have records but never a coach's post in the team, with an empty post.

    A leader who meets a client is one; every reference of the file must lead to a row (reading 60:
    an empty span is taken, and nobody is in post on any day of it).
    """
    days: defaultdict[str, set[date]] = defaultdict(set)
    for contact in found.contacts:
        days[contact.coach].add(contact.on)
    for assignment in found.assignments:
        days[assignment.coach].add(assignment.span.start)
    for time in found.work_time:
        days[time.coach].add(time.on)
    for event in events:
        for person in event.people:
            if key_of(person)[0] == "coach":
                days[person].add(event.on)
    for coach in sorted(days.keys() - {coach.id for coach in found.coaches}):
        first = min(days[coach])
        yield plain.Coach(coach, (plain.Post(plain.Span(first, first), Fraction(1), 0),))


def _people(session: Session, people: Iterable[plain.Coach | plain.Leader]) -> dict[str, str]:
    keys = {key_of(person.id)[1]: person.id for person in people}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(keys)))
    return {keys[key]: name for key, name in rows}


def _care_teams(
    session: Session, found: plain.Facts, events: Iterable[plain.Event]
) -> tuple[records.CareTeam, ...]:
    """Return the care teams that coaches, clients and meetings of the team belong to."""
    used = {
        *(row.care_team for coach in found.coaches for row in coach.care_teams),
        *(stay.care_team for stay in found.clients),
        *(event.care_team for event in events),
    }
    keys = {key_of(id)[1]: id for id in used if id is not None}
    rows = session.execute(select(CareTeam.id, CareTeam.name).where(CareTeam.id.in_(keys)))
    return tuple(records.CareTeam(keys[key], name) for key, name in rows)


def _clients(
    session: Session, team_id: int, stays: Iterable[plain.ClientStay], names: bool
) -> tuple[records.NamedStay, ...]:
    rows = session.execute(
        select(ServicePeriod.id, Client)
        .join(Client, Client.id == ServicePeriod.client_id)
        .where(ServicePeriod.team_id == team_id)
    )
    people = {client(key): person for key, person in rows}
    return tuple(
        records.NamedStay(
            replace(stay, statuses=_one_a_day(stay.statuses)),
            people[stay.id].code,
            (people[stay.id].name or None) if names else None,
        )
        for stay in stays
    )


def _one_a_day(statuses: Iterable[plain.StatusFrom]) -> tuple[plain.StatusFrom, ...]:
    """Return the status in force of each day: of several on a day facts have that one first."""
    kept: dict[date, plain.StatusFrom] = {}
    for status in statuses:
        kept.setdefault(status.since, status)
    return tuple(kept.values())


def _employers(
    session: Session, team_id: int, employers: Iterable[plain.Employer]
) -> tuple[records.NamedEmployer, ...]:
    rows = session.execute(
        select(Employer.id, Employer.name, Employer.business_id).where(met_by(team_id))
    )
    cards = {f"employer-{key}": (name, business_id or None) for key, name, business_id in rows}
    return tuple(records.NamedEmployer(one, *cards[one.id]) for one in employers)


def _jobs(
    session: Session, team_id: int, jobs: Iterable[plain.Job]
) -> tuple[records.JobWithHours, ...]:
    """Return the jobs with the hours a week that were agreed on at their start."""
    rows = session.execute(
        select(Job.id, Job.weekly_minutes_from, Job.weekly_minutes_to)
        .join(ServicePeriod, ServicePeriod.id == Job.period_id)
        .where(ServicePeriod.team_id == team_id)
    )
    hours = {f"job-{key}": _hours(least, most) for key, least, most in rows}
    return tuple(
        records.JobWithHours(
            replace(
                job,
                title=job.title if job.title.strip() else NO_TITLE,
                kind_code=job.kind_code or None,
            ),
            hours[job.id],
        )
        for job in jobs
    )


def _hours(least: int | None, most: int | None) -> Fraction | None:
    """Return minutes a week as hours to the hundredth, the middle of from and to."""
    told = [minutes for minutes in (least, most) if minutes is not None]
    if not told:
        return None
    return Fraction(round(Fraction(sum(told), len(told) * 60) * HUNDREDTHS), HUNDREDTHS)
