"""Past the program: what the database itself refuses, in plain SQL."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from coaching import clock
from coaching.caseload import service as caseload
from coaching.caseload.models import Assignment
from tests.caseloads import change_fte, fill, held, numbers, waiting
from tests.factories import make_client

TODAY = clock.today()

INSERT = (
    "INSERT INTO assignment (public_id, row_version, period_id, coach_id, place, since, ended_on)"
    " VALUES ('xxxxxxxxxxxxxxxxxxxxxxxxxx', 1, :stay, :coach, :place, :since, NULL)"
)
UPDATE = "UPDATE assignment SET coach_id = :coach, place = :place WHERE period_id = :stay"
REOPEN = (
    "UPDATE assignment SET ended_on = NULL, coach_id = :coach, place = :place"
    " WHERE period_id = :stay"
)
ADD_PLACE = "INSERT INTO coach_place (coach_id, number) VALUES (:coach, :number)"
RENUMBER = "UPDATE coach_place SET number = :number WHERE coach_id = :coach AND number = 20"


def refuses(session, statement, **values):
    """Tell whether the database refuses a statement, whichever constraint says so."""
    try:
        with session.begin_nested():
            session.execute(text(statement), values)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(("fte", "owned"), [("1", 20), ("0.5", 10)])
class TestOneMoreThanOwned:
    """The 21st of a full-time coach, the 11th at 0.5 FTE."""

    @pytest.fixture
    def full(self, session, people, kokkola, fte, owned):
        """Aino, with every place held."""
        change_fte(session, people.aino, fte)
        fill(session, kokkola, people.aino, owned)
        assert len(numbers(session, people.aino)) == owned
        return people.aino

    def test_an_insert_is_refused_with_whatever_place(self, session, kokkola, full, owned):
        stay = waiting(session, kokkola)

        for place in (None, 0, 1, owned, owned + 1, 20, 21):
            row = {"stay": stay.id, "coach": full.user_id, "place": place, "since": TODAY}
            assert refuses(session, INSERT, **row), place

        assert held(session, full) == owned

    def test_an_update_from_another_coach_is_refused(self, session, people, kokkola, full, owned):
        stay = make_client(session, kokkola, people.bengt)

        for place in (None, 0, 1, owned, owned + 1, 20, 21):
            row = {"stay": stay.id, "coach": full.user_id, "place": place}
            assert refuses(session, UPDATE, **row), place

        assert held(session, full) == owned

    def test_an_ended_assignment_is_not_reopened(self, session, people, kokkola, by, full, owned):
        stay = make_client(session, kokkola, people.bengt)
        caseload.end_assignment(session, by, stay, TODAY)

        for place in (None, 0, 1, owned, owned + 1, 20, 21):
            row = {"stay": stay.id, "coach": full.user_id, "place": place}
            assert refuses(session, REOPEN, **row), place

        assert held(session, full) == owned


def test_nobody_gets_a_21st_place(session, people):
    for number in (0, 21, 1, 20):
        coach = {"coach": people.aino.user_id, "number": number}
        assert refuses(session, ADD_PLACE, **coach), number
    for number in (0, 21, 1):
        coach = {"coach": people.aino.user_id, "number": number}
        assert refuses(session, RENUMBER, **coach), number


def test_a_client_has_one_coach(session, people, kokkola):
    stay = make_client(session, kokkola, people.aino)

    row = {"stay": stay.id, "coach": people.bengt.user_id, "place": 1, "since": TODAY}

    assert refuses(session, INSERT, **row)


def test_an_ended_assignment_is_not_reopened_without_a_place(session, people, kokkola, by):
    stay = make_client(session, kokkola, people.aino)
    caseload.end_assignment(session, by, stay, TODAY)

    reopened = "UPDATE assignment SET ended_on = NULL WHERE period_id = :stay"

    assert refuses(session, reopened, stay=stay.id)


def test_a_held_place_cannot_be_taken_away(session, people, kokkola):
    fill(session, kokkola, people.aino, 1)
    place = session.scalar(select(Assignment.place))
    coach = {"coach": people.aino.user_id}

    assert refuses(session, "DELETE FROM coach_place WHERE coach_id = :coach", **coach)
    moved = "UPDATE coach_place SET coach_id = :other WHERE coach_id = :coach AND number = :number"
    assert refuses(session, moved, **coach, other=people.bengt.user_id, number=place)


def test_what_the_rules_allow_is_not_refused(session, people, kokkola):
    stay = waiting(session, kokkola)
    row = {"stay": stay.id, "coach": people.aino.user_id, "since": TODAY}

    assert not refuses(session, INSERT, **row, place=20)
    assert not refuses(session, UPDATE, stay=stay.id, coach=people.bengt.user_id, place=1)
    assert (held(session, people.aino), held(session, people.bengt)) == (0, 1)
