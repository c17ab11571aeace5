"""The cast of the tests.

Aino coaches the client, Bengt is coach in her team, Cilla in another, and Dora leads Aino's team;
Matti is a manager, Ylva the administrator. They read English, so that tests read as sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy.orm import Session

from coaching.accounts import sessions
from coaching.accounts.models import Team, User
from coaching.accounts.types import Actor, Grant, Role
from coaching.db import Database
from tests.factories import make_post, make_team, make_user


@dataclass(frozen=True)
class Person:
    """One of the cast, as a value that outlives sessions; `actor` is what services take."""

    user_id: int
    public_id: str
    user_name: str
    name: str
    actor: Actor


@dataclass(frozen=True)
class Place:
    """A team of the cast."""

    id: int
    public_id: str
    short: str


@dataclass(frozen=True)
class People:
    """The whole cast and its two teams."""

    aino: Person
    bengt: Person
    cilla: Person
    dora: Person
    matti: Person
    ylva: Person
    kokkola: Place
    pietarsaari: Place

    def __iter__(self):
        """Give the persons."""
        return (getattr(self, item.name) for item in fields(self)[:6])


def make_people(database: Database) -> People:
    """Put the cast into a database."""
    with database.write() as session:
        kokkola = make_team(session, "Kokkola", "kokkola")
        pietarsaari = make_team(session, "Pietarsaari", "pietarsaari")
        users = {
            "aino": make_user(session, "Aino Ahola"),
            "bengt": make_user(session, "Bengt Bäck"),
            "cilla": make_user(session, "Cilla Sandås"),
            "dora": make_user(session, "Dora Dahl"),
            "matti": make_user(session, "Matti Mäki", grants=[Grant.MANAGER]),
            "ylva": make_user(session, "Ylva Öst", grants=[Grant.ADMINISTRATOR]),
        }
        for name in ("aino", "bengt"):
            make_post(session, users[name], kokkola)
        make_post(session, users["cilla"], pietarsaari)
        make_post(session, users["dora"], kokkola, role=Role.LEADER)
        return People(
            **{name: person(session, user.id) for name, user in users.items()},
            kokkola=_place(kokkola),
            pietarsaari=_place(pietarsaari),
        )


def person(session: Session, user_id: int) -> Person:
    """Return a user of the database as one of the cast."""
    actor = sessions.actor_of(session, user_id)
    assert actor is not None
    user = session.get_one(User, user_id)
    return Person(user.id, user.public_id, user.user_name, user.name, actor)


def _place(team: Team) -> Place:
    return Place(team.id, team.public_id, team.short)
