"""Past the program: what the database itself refuses."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from coaching import clock
from coaching.caseload import service as caseload
from coaching.caseload.models import Assignment, CoachPlace
from tests.caseloads import change_fte, fill, waiting
from tests.factories import make_client

TODAY = clock.today()


def raw(session, statement):
    with session.begin_nested():
        session.execute(statement)


def test_the_database_itself_refuses_a_21st_assignment(session, people, kokkola):
    fill(session, kokkola, people.aino, 20)
    stay = waiting(session, kokkola)
    row = {"public_id": "x" * 26, "row_version": 1, "period_id": stay.id, "since": TODAY,
           "coach_id": people.aino.user_id}  # fmt: skip

    for place in (None, 0, 1, 20, 21):
        with pytest.raises(IntegrityError):
            raw(session, insert(Assignment).values(place=place, ended_on=None, **row))

    for place in (21, 0):
        with pytest.raises(IntegrityError):
            raw(session, insert(CoachPlace).values(coach_id=people.aino.user_id, number=place))


def test_the_database_itself_refuses_an_11th_assignment_at_half_time(session, people, kokkola):
    change_fte(session, people.aino, "0.5")
    fill(session, kokkola, people.aino, 10)
    stay = make_client(session, kokkola, people.bengt)
    mine = update(Assignment).where(Assignment.period_id == stay.id)

    for place in (1, 10, 11, 20):
        with pytest.raises(IntegrityError):
            raw(session, mine.values(coach_id=people.aino.user_id, place=place))
    with pytest.raises(IntegrityError):
        raw(session, mine.values(coach_id=people.aino.user_id, place=None))


def test_the_database_itself_refuses_two_coaches_for_one_client(session, people, kokkola):
    stay = make_client(session, kokkola, people.aino)
    row = {"public_id": "x" * 26, "row_version": 1, "period_id": stay.id, "since": TODAY}

    with pytest.raises(IntegrityError):
        raw(session, insert(Assignment).values(coach_id=people.bengt.user_id, place=1, **row))


def test_the_database_itself_refuses_to_reopen_an_ended_assignment_without_a_place(
    session, people, kokkola, by
):
    stay = make_client(session, kokkola, people.aino)
    caseload.end_assignment(session, by, stay, TODAY)

    with pytest.raises(IntegrityError):
        raw(
            session,
            update(Assignment).where(Assignment.period_id == stay.id).values(ended_on=None),
        )


def test_a_held_place_cannot_be_taken_away(session, people, kokkola):
    fill(session, kokkola, people.aino, 1)

    with pytest.raises(IntegrityError):
        raw(session, CoachPlace.__table__.delete())
