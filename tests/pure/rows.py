"""More rows for the scoring tests, and what may be done to them without changing a score."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from fidelity.facts import (
    Assignment,
    Attachment,
    ClientStay,
    Coach,
    Contact,
    Employer,
    Event,
    Facts,
    Job,
    PlanVersion,
    Post,
    Span,
    StatusFrom,
    WorkTime,
)
from tests.pure.team import coach, meeting

PHASES = ("intake", "engagement", "assessment", "placement", "coaching", "follow_along")
PLACES = ("own_office", "treatment_site", "workplace", "community", "home", "remote", "travel")
DAY = timedelta(days=1)


def contact(key: str, on: date, by: str = "aino", **values: object) -> Contact:
    """A contact with a client, of no length and without a phase unless a value says otherwise."""
    plain = {"client": "client-0", "with_whom": "client", "decides": None}
    return meeting(0, on, by, id=key, **{**plain, **values})


def worked(on: date, minutes: int, by: str = "aino", **values: object) -> WorkTime:
    """Working time at the own office, employment service unless a value says otherwise."""
    plain: dict[str, object] = {"kind": "employment", "place": "own_office"}
    return WorkTime(by, on, minutes, **{**plain, **values})  # type: ignore[arg-type]


def job(key: str, start: date, end: date | None = None, client: str = "client-0") -> Job:
    """A job of a client."""
    return Job(key, client, "employer-0", "cleaner", start, end)


def mixed(facts: Facts, random: Random) -> Facts:
    """The same records in another order, also inside the coaches and clients."""

    def shuffled(rows: tuple) -> tuple:
        return tuple(random.sample(rows, len(rows)))

    lists = {
        field.name: shuffled(rows)
        for field in fields(facts)
        if isinstance(rows := getattr(facts, field.name), tuple)
    }
    coaches = tuple(
        replace(
            one,
            posts=shuffled(one.posts),
            leave=shuffled(one.leave),
            care_teams=shuffled(one.care_teams),
        )
        for one in lists["coaches"]
    )
    clients = tuple(replace(one, statuses=shuffled(one.statuses)) for one in lists["clients"])
    return replace(facts, **{**lists, "coaches": coaches, "clients": clients})


def with_later_rows(facts: Facts, on: date) -> Facts:
    """The same team when everything open has ended after the day, and more of everything is dated later."""
    late = on + DAY

    def ended(span: Span) -> Span:
        return Span(span.start, late) if span.end is None else span

    coaches = tuple(
        replace(
            one,
            posts=tuple(replace(post, span=ended(post.span)) for post in one.posts),
            leave=(*one.leave, Span(late)),
            care_teams=(
                *(replace(row, span=ended(row.span)) for row in one.care_teams),
                Attachment("later", Span(late)),
            ),
        )
        for one in facts.coaches
    )
    clients = tuple(
        replace(
            one,
            statuses=(*one.statuses, StatusFrom("closed", late)),
            closed_on=one.closed_on or late,
        )
        for one in facts.clients
    )
    new = ClientStay("later", late, in_work_at_entry=False)
    return replace(
        facts,
        coaches=(*coaches, replace(coach("later", start=late), leave=())),
        clients=(*clients, new),
        assignments=(
            *(replace(row, span=ended(row.span)) for row in facts.assignments),
            *(Assignment("later", one.id, Span(late)) for one in facts.coaches[:1]),
        ),
        contacts=_also(facts.contacts, late),
        work_time=(*facts.work_time, *(replace(row, on=late) for row in facts.work_time)),
        events=_also(facts.events, late),
        jobs=(
            *(replace(row, end=row.end or late) for row in facts.jobs),
            *(job(f"later-{one.id}", late, client=one.id) for one in facts.clients),
        ),
        plans=(*facts.plans, *(PlanVersion(one.id, 9, late, 9) for one in facts.clients)),
    )


def with_rows_of_long_ago(facts: Facts) -> Facts:
    """The same team with contacts, working time and events of before every window."""
    past = date(2019, 2, 28)
    return replace(
        facts,
        contacts=_also(facts.contacts, past),
        work_time=(*facts.work_time, *(replace(row, on=past) for row in facts.work_time)),
        events=_also(facts.events, past),
    )


def _also(rows: tuple, on: date) -> tuple:
    return (*rows, *(replace(row, id=f"{on}-{row.id}", on=on) for row in rows))


def lively(random: Random, on: date) -> Facts:
    """A team with everything: part-time and new coaches, leave, hand-overs, jobs, nine months of work."""

    def before(most: int, least: int = 0) -> date:
        return on - timedelta(days=random.randint(least, most))

    coaches = tuple(_some_coach(f"coach-{n}", random, on) for n in range(random.randint(1, 3)))
    clients = tuple(
        ClientStay(
            f"client-{n}",
            before(400),
            in_work_at_entry=random.random() < 0.2,
            statuses=(StatusFrom(random.choice(("searching", "in_work")), before(90)),),
            care_team=random.choice(("north", "south", "east")),
        )
        for n in range(24)
    )
    assignments = []
    for n, one in enumerate(clients):
        moved = before(300, 1)
        first, then = random.choices(coaches, k=2)
        assignments += [Assignment(one.id, first.id, Span(on - timedelta(500), moved))] * (
            n % 3 < 1
        )
        assignments.append(Assignment(one.id, then.id, Span(moved)))
    return Facts(
        coaches=coaches,
        clients=clients,
        assignments=tuple(assignments),
        contacts=tuple(_some_contact(n, random, before(270), coaches) for n in range(240)),
        work_time=tuple(
            worked(
                before(100),
                random.randint(0, 900),
                random.choice(coaches).id,
                kind=random.choice(("employment", "employment", "other")),
                place=random.choice(PLACES),
            )
            for _ in range(100)
        ),
        events=tuple(
            Event(
                f"event-{n}",
                before(120),
                random.choice(("employment_services_meeting", "log_review")),
            )
            for n in range(random.randint(0, 8))
        ),
        employers=tuple(Employer(f"employer-{n}") for n in range(4)),
        jobs=tuple(_some_job(n, random, before(400)) for n in range(random.choice((2, 12, 20)))),
        plans=tuple(PlanVersion(f"client-{n}", 1, before(200), 2) for n in range(20)),
    )


def _some_coach(name: str, random: Random, on: date) -> Coach:
    start = on - timedelta(days=random.choice((20, 200, 900)))
    change = start + timedelta(days=random.randint(1, 150))
    posts = (Post(Span(start, change), Fraction(1), 2250), Post(Span(change), Fraction(1, 2), 1125))
    away = on - timedelta(days=random.randint(0, 90))
    teams = random.sample(("north", "south", "east"), random.choice((0, 1, 2, 2, 3)))
    return Coach(
        name,
        posts,
        (Span(away, away + timedelta(days=random.randint(0, 20))), Span(away + 40 * DAY)),
        tuple(Attachment(team, Span(start)) for team in teams),
    )


def _some_job(number: int, random: Random, start: date) -> Job:
    return replace(
        job(f"job-{number}", start, random.choice((None, start + 150 * DAY)), f"client-{number}"),
        employer=f"employer-{random.randint(0, 3)}",
        kind_code=random.choice(("9112", "5223", "2512")),
        end_reason=random.choice((None, "better_job")),
        heard_on=random.choice((None, start + 151 * DAY)),
        open_to_all=random.random() < 0.8,
        paid_by_agreement=True,
        set_aside=False,
        support_declined_on=random.choice((None, None, start + 40 * DAY)),
    )


def _some_contact(number: int, random: Random, on: date, coaches: tuple[Coach, ...]) -> Contact:
    return contact(
        f"contact-{number}",
        on,
        random.choice(coaches).id,
        client=random.choice((None, f"client-{number % 24}", f"client-{number % 24}")),
        with_whom=random.choice(
            ("client", "employer", "employer", "employer", "employment_services")
        ),
        mode=random.choice(("face_to_face", "video", "phone")),
        reached=random.random() < 0.9,
        decides=random.choice((True, True, False, None)),
        supports_working_client=random.random() < 0.1,
        place=random.choice((None, *PLACES)),
        minutes=random.choice((None, 30, 90, 240)),
        phases=tuple(random.sample(PHASES, random.randint(0, 2))),
        matches_goals=random.choice((True, True, False, None)),
    )
