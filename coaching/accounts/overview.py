"""What the administration page tells of people and teams: posts by when they are, rights, sign-in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts import posts
from coaching.accounts.changes import whole_person
from coaching.accounts.models import Absence, Post, Team, User
from coaching.accounts.types import (
    AbsenceCard,
    Grant,
    PersonCard,
    PostCard,
    Role,
    TeamCard,
)
from coaching.text import sort_key


def people(session: Session) -> list[PersonCard]:
    """Return everybody by name, those whose account is closed last."""
    users = session.scalars(whole_person()).all()
    away: dict[int, list[Absence]] = defaultdict(list)
    for absence in session.scalars(select(Absence).order_by(Absence.since.desc())):
        away[absence.user_id].append(absence)
    ordered = sorted(users, key=lambda user: (user.closed_on is not None, sort_key(user.name)))
    return [_person(user, away[user.id]) for user in ordered]


def person(session: Session, user: User) -> PersonCard:
    """Return one person, loaded with grants and posts."""
    return _person(user, posts.absences(session, user))


def teams(session: Session) -> list[Team]:
    """Return all teams by name."""
    return sorted(session.scalars(select(Team)), key=lambda team: (sort_key(team.name), team.id))


def team_cards(session: Session) -> list[TeamCard]:
    """Return all teams by name with who leads and how many coach today."""
    today = clock.today()
    found: dict[tuple[int, str], set[tuple[int, str]]] = defaultdict(set)
    rows = session.execute(select(Post, User.id, User.name).join(User, User.id == Post.user_id))
    for post, user_id, name in rows:
        if posts.span_of(post).holds(today):
            found[post.team_id, post.role].add((user_id, name))
    return [
        TeamCard(
            public_id=team.public_id,
            name=team.name,
            short=team.short,
            leaders=tuple(
                sorted((name for _key, name in found[team.id, Role.LEADER]), key=sort_key)
            ),
            coaches=len(found[team.id, Role.COACH]),
        )
        for team in teams(session)
    ]


def _person(user: User, absences: Sequence[Absence]) -> PersonCard:
    today = clock.today()
    spans = [_absence(row) for row in absences]
    cards = [_post(row) for row in user.posts]
    return PersonCard(
        public_id=user.public_id,
        user_name=user.user_name,
        name=user.name,
        grants=tuple(sorted(Grant(row.grant) for row in user.grants)),
        now=_by_beginning(card for card in cards if card.span.holds(today)),
        coming=_by_beginning(card for card in cards if card.span.is_coming(today)),
        ended=_by_beginning(card for card in cards if _has_ended(card, today))[::-1],
        away=next((card for card in spans if card.span.holds(today)), None),
        absences=tuple(spans),
        must_change_password=user.must_change_password,
        closed_on=user.closed_on,
    )


def _by_beginning(cards: Iterable[PostCard]) -> tuple[PostCard, ...]:
    return tuple(sorted(cards, key=lambda card: (card.span.since, card.team, card.role)))


def _has_ended(card: PostCard, today: date) -> bool:
    return not card.span.holds(today) and not card.span.is_coming(today)


def _post(row: Post) -> PostCard:
    return PostCard(
        public_id=row.public_id,
        team=row.team.name,
        role=Role(row.role),
        fte=row.fte,
        weekly_minutes=row.weekly_minutes,
        span=posts.span_of(row),
    )


def _absence(row: Absence) -> AbsenceCard:
    return AbsenceCard(row.public_id, posts.span_of(row))
