"""Clients of one name: who is asked about, who comes back, two records that become one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coaching import clock
from coaching.clients import intake, joining, stays
from coaching.clients.models import Client
from coaching.clients.refusals import LikelyKnown, NotTheSame, SamePersonHere
from coaching.clients.types import ClosingReason, Decision
from coaching.errors import NotThere
from coaching.uselog.types import Action
from tests.clients import lines, told
from tests.factories import make_client

TODAY = clock.today()


@pytest.mark.usefixtures("names_on")
def test_a_client_in_sight_with_the_same_name_and_year_is_asked_about(
    session, people, aino, monkeypatch
):
    first = intake.take_in(session, aino, told(people))
    again = told(people, name="  LEILA  lahti ")

    with pytest.raises(LikelyKnown):
        intake.take_in(session, aino, again)

    (likely,) = intake.likely_same(session, aino, again.name, 1990)
    assert likely.period_public_id == first.public_id
    assert intake.likely_same(session, aino, again.name, 1991) == []
    other = intake.take_in(session, aino, replace(again, not_the_same=True))
    assert other.client_id != first.client_id


@pytest.mark.usefixtures("names_on")
def test_the_same_person_has_one_open_stay_in_a_team(session, people, aino):
    first = intake.take_in(session, aino, told(people))

    with pytest.raises(SamePersonHere):
        intake.take_in(session, aino, told(people, returning_client_id=first.client_id))


@pytest.mark.usefixtures("names_on")
def test_who_comes_back_has_a_new_stay_and_form_a_goes_along(session, people, aino, monkeypatch):
    first = intake.take_in(session, aino, told(people, contact_details="040 123"))
    stays.close(session, aino, first, ClosingReason.OWN_WISH, TODAY)
    carried = []
    from coaching.profiles import service as profiles

    monkeypatch.setattr(profiles, "carry_over", lambda _s, _a, old, new: carried.append((old, new)))

    back = intake.take_in(session, aino, told(people, returning_client_id=first.client_id))

    assert (back.id != first.id, back.client_id, back.client.contact_details) == (
        True,
        first.client_id,
        "040 123",
    )
    assert carried == [(first, back)]


@pytest.mark.usefixtures("names_on")
def test_the_card_of_somebody_coached_elsewhere_stays_when_they_do_not_come_in(
    session, people, aino
):
    ended = make_client(session, people.kokkola, people.aino, name="Leila Lahti")
    stays.close(session, aino, ended, ClosingReason.OWN_WISH, TODAY)
    elsewhere = make_client(session, people.pietarsaari, people.cilla)
    elsewhere.client_id = ended.client_id
    session.flush()

    new = told(
        people,
        returning_client_id=ended.client_id,
        decision=Decision.DID_NOT_WANT,
        name="Somebody Else",
        contact_details="040 123",
    )
    intake.take_in(session, aino, new)

    assert (ended.client.name, ended.client.contact_details) == ("Leila Lahti", None)


def test_the_card_of_who_comes_back_is_changed_with_a_line_for_the_stay_that_goes_on_elsewhere(
    session, people, aino
):
    ended = make_client(session, people.kokkola, people.aino)
    stays.close(session, aino, ended, ClosingReason.OWN_WISH, TODAY)
    elsewhere = make_client(session, people.pietarsaari, people.cilla)
    elsewhere.client_id = ended.client_id
    session.flush()

    new = told(people, returning_client_id=ended.client_id, main_income=("disability_kela",))
    intake.take_in(session, aino, new)

    told_of = [
        set(line.period_ids)
        for line in lines(session, Action.CHANGE)
        if "main_income" in line.detail.get("fields", ())
    ]
    assert told_of == [{ended.id, elsewhere.id}]


@pytest.mark.usefixtures("names_on")
def test_a_coach_is_never_told_of_a_client_out_of_sight_but_the_leader_is_asked(
    session, people, aino, dora
):
    bengts = intake.take_in(
        session, people.bengt.actor, told(people, coach_id=people.bengt.user_id)
    )

    assert intake.likely_same(session, aino, "Leila Lahti", 1990) == []
    ainos = intake.take_in(session, aino, told(people))

    (question,) = joining.questions(session, dora)
    assert (question.first.client_id, question.second.client_id) == (
        bengts.client_id,
        ainos.client_id,
    )
    assert joining.questions(session, aino) == []


@pytest.mark.usefixtures("names_on")
def test_a_leader_joins_two_records_of_one_person(session, people, aino, dora):
    old = intake.take_in(session, people.bengt.actor, told(people, coach_id=people.bengt.user_id))
    stays.close(session, dora, old, ClosingReason.MOVED, TODAY)
    new = intake.take_in(session, aino, told(people, contact_details="new@example.fi"))
    older, newer_id = old.client, new.client_id

    joined = joining.join(session, dora, new.public_id, old.public_id)

    assert (joined.id, joined.client_id) == (new.id, older.id)
    assert older.contact_details == "new@example.fi"
    session.expire_all()
    assert session.get(Client, newer_id) is None
    assert joining.questions(session, dora) == []


@pytest.mark.usefixtures("names_on")
def test_two_open_stays_in_one_team_are_not_joined(session, people, aino, dora):
    old = intake.take_in(session, people.bengt.actor, told(people, coach_id=people.bengt.user_id))
    new = intake.take_in(session, aino, told(people))

    with pytest.raises(SamePersonHere):
        joining.join(session, dora, new.public_id, old.public_id)

    session.expire_all()
    assert session.get(Client, new.client_id) is not None


@pytest.mark.usefixtures("names_on")
def test_a_leader_says_once_that_two_clients_are_two_people(session, people, aino, dora):
    old = intake.take_in(session, people.bengt.actor, told(people, coach_id=people.bengt.user_id))
    new = intake.take_in(session, aino, told(people))

    joining.say_two(session, dora, old.public_id, new.public_id)

    assert joining.questions(session, dora) == []


def test_clients_without_a_common_name_are_not_joined(session, people, dora, kokkola):
    one, other = (make_client(session, kokkola, people.aino, name=name) for name in ("A", "B"))

    with pytest.raises(NotTheSame):
        joining.join(session, dora, one.public_id, other.public_id)
    with pytest.raises(NotThere):
        joining.join(session, people.aino.actor, one.public_id, other.public_id)


def test_of_three_records_every_two_are_asked_about(session, people, dora, kokkola):
    first, second, third = (
        make_client(session, kokkola, people.aino, client_likeness="alike") for _ in range(3)
    )

    joining.say_two(session, dora, first.public_id, second.public_id)

    assert [
        {one.first.client_id, one.second.client_id} for one in joining.questions(session, dora)
    ] == [{first.client_id, third.client_id}, {second.client_id, third.client_id}]


def test_two_stays_of_one_person_are_not_asked_about(session, people, dora, kokkola):
    stay = make_client(session, kokkola, people.aino, client_likeness="alike")

    with pytest.raises(NotThere):
        joining.pair(session, dora, stay.public_id, stay.public_id)
