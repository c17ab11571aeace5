"""Writing the organisation of the demonstration: teams, people, posts, leaves and lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts import lists, organisation, people, posts, sessions
from coaching.accounts.models import Team, User
from coaching.accounts.types import FULL_WEEK_MINUTES, Actor, Grant, NewPost, Role
from coaching.demo import words
from coaching.demo.telling import Story
from coaching.demo.workdays import HALF_TIME
from coaching.text import fold

AFTERNOON = time(14, tzinfo=clock.FINLAND)
"""When the people of the story write down what happened on a day before today."""


@dataclass(frozen=True)
class Written:
    """An employer that was written: its public id, and what forms carry of its people."""

    public_id: str
    people: list[str]


@dataclass
class Service:
    """The made-up service while it is written: the session, and what was written by its words.

    `bases` and `industries` hold the codes of list options, `employers` the workplaces by index.
    """

    session: Session
    story: Story
    now: datetime
    teams: list[Team] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    care_teams: list[int] = field(default_factory=list)
    bases: dict[str, str] = field(default_factory=dict)
    industries: dict[str, str] = field(default_factory=dict)
    employers: dict[int, Written] = field(default_factory=dict)

    @contextmanager
    def on(self, day: date) -> Iterator[None]:
        """Let it be the afternoon of a day, or the present moment when that is earlier."""
        with clock.at(min(datetime.combine(day, AFTERNOON), self.now)):
            yield

    @property
    def opened(self) -> date:
        """The day the service was opened."""
        return self.story.calendar.started(words.COACHES[0])


def write_organisation(service: Service) -> None:
    """Write settings, lists, teams, care teams and people, before anybody begins to work."""
    session = service.session
    with service.on(service.opened - timedelta(days=3)):
        organisation.put(session, None, "name", words.ORGANISATION)
        organisation.put(session, None, "names_on", True)
        for user_name, name, title, language in words.STAFF:
            service.users[user_name] = _person(session, user_name, name, title, language)
        _know(service, "tiina")
        administrator = service.actors["tiina"]
        service.teams = [
            lists.set_team(session, administrator, name, short) for name, short in words.TEAMS
        ]
        service.care_teams = [
            lists.set_care_team(session, administrator, name).id for name, _of in words.CARE_TEAMS
        ]
        for name, options, codes in (
            ("industry", words.INDUSTRIES, service.industries),
            ("legal_basis", words.LEGAL_BASES, service.bases),
        ):
            for key, said in options.items():
                by_language = dict(zip(("fi", "sv", "en"), said, strict=True))
                codes[key] = lists.set_option(session, administrator, name, by_language)
        _know(service, "risto")


def begin_post(service: Service, who: str) -> None:
    """Let somebody begin to work in the own team; call on that day."""
    share = Decimal("0.5") if who == HALF_TIME else Decimal(1)
    posts.set_post(
        service.session,
        service.actors["tiina"],
        service.users[who],
        NewPost(
            team_id=service.teams[words.TEAM_OF[who]].id,
            role=Role.LEADER if who in words.LEADERS else Role.COACH,
            fte=share,
            weekly_minutes=int(FULL_WEEK_MINUTES * share),
            since=service.story.calendar.started(who),
            until=None,
        ),
    )
    _know(service, who)


def plan_leave(service: Service, who: str, since: date, until: date) -> None:
    """Write a leave of somebody."""
    posts.set_absence(service.session, service.actors["tiina"], service.users[who], since, until)


def _know(service: Service, who: str) -> None:
    actor = sessions.actor_of(service.session, service.users[who].id)
    assert actor is not None  # noqa: S101 - nobody of the story is gone
    service.actors[who] = actor


def _person(session: Session, user_name: str, name: str, title: str, language: str) -> User:
    granted = words.GRANTS.get(user_name)
    grants: frozenset[Grant] = frozenset({granted} if granted else ())
    order = [row[0] for row in words.STAFF].index(user_name)
    return people.add_without_password(
        session,
        name,
        user_name,
        title=title,
        phone=f"044 000 90{order:02d}",
        email=f"{fold(name).replace(' ', '.')}@rantamaa.example",
        language=language,
        grants=grants,
    )
