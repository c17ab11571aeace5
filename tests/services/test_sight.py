"""Who may see a client, and who may change who coaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from coaching import clock
from coaching.accounts.models import Post
from coaching.caseload import service as caseload
from coaching.clients import doors, service
from coaching.errors import NotThere
from coaching.uselog.types import Action, Basis
from tests.clients import lines
from tests.factories import make_assignment, make_client

TODAY = clock.today()
DAY = timedelta(days=1)


def test_a_coach_sees_a_client_for_ninety_days_after_the_assignment_ended(
    session, people, aino, kokkola
):
    stay = make_client(session, kokkola, by=1)
    row = make_assignment(
        session, stay, people.aino, since=TODAY - 100 * DAY, ended_on=TODAY - 89 * DAY
    )

    assert doors.open_record(session, aino, stay.public_id, Basis.COACHING) is stay
    row.ended_on = TODAY - 90 * DAY
    session.flush()
    with pytest.raises(NotThere):
        doors.open_record(session, aino, stay.public_id, Basis.COACHING)
    assert lines(session, Action.REFUSED)[0].period_ids == (stay.id,)


def test_a_former_coach_sees_but_does_not_change_who_coaches(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)
    assert service.take_charge(session, aino, stay.public_id, Basis.CASELOAD) is stay

    caseload.hand_over(session, people.dora.actor, stay, people.bengt.user_id, TODAY)

    assert doors.open_record(session, aino, stay.public_id, Basis.COACHING) is stay
    with pytest.raises(NotThere):
        service.take_charge(session, aino, stay.public_id, Basis.CASELOAD)
    assert service.take_charge(session, people.bengt.actor, stay.public_id, Basis.CASELOAD)


def test_several_records_open_together_or_not_at_all(session, people, kokkola):
    own = make_client(session, kokkola, people.aino)
    others = make_client(session, people.pietarsaari, people.cilla)

    with pytest.raises(NotThere):
        doors.open_records(
            session, people.dora.actor, [own.public_id, others.public_id], Basis.CASELOAD
        )

    assert [note.period_ids for note in lines(session, Action.REFUSED)] == [(others.id,)]
    assert lines(session, Action.VIEW) == []


def test_a_post_that_ended_leaves_the_client_in_the_leaders_sight_only(
    session, people, kokkola, dora
):
    stay = make_client(session, kokkola, people.bengt)
    session.execute(update(Post).where(Post.user_id == people.bengt.user_id).values(until=TODAY))
    nobody = replace(people.bengt.actor, coach_of=frozenset())

    with pytest.raises(NotThere):
        doors.open_record(session, nobody, stay.public_id, Basis.COACHING)
    assert doors.open_record(session, dora, stay.public_id, Basis.LEADING) is stay
