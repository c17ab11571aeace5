"""What tests of places share: filling a coach's places, who holds what, another share of full time."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select, update

from coaching.accounts.models import Post
from coaching.caseload import service as caseload
from coaching.caseload.models import CoachPlace
from tests.factories import make_client


def fill(session, team, coach, number):
    return [make_client(session, team, coach) for _ in range(number)]


def waiting(session, team, **values):
    return make_client(session, team, by=1, **values)


def held(session, coach):
    return caseload.caseload(session, coach.user_id).held


def numbers(session, coach):
    return sorted(
        session.scalars(select(CoachPlace.number).where(CoachPlace.coach_id == coach.user_id))
    )


def change_fte(session, coach, fte):
    session.execute(update(Post).where(Post.user_id == coach.user_id).values(fte=Decimal(fte)))
    return caseload.sync_places(session, coach.user_id)
