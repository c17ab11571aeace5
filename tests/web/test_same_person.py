"""Two records of one name: the leader is asked, joins them or says that they are two people."""

from __future__ import annotations

import pytest

from coaching.clients import cards
from coaching.clients.models import Client
from tests.clients import how_many, keep_names, made, stay_of
from tests.factories import make_client


@pytest.fixture
def pair(database, people):
    """Two stays of a Leila Lahti born in 1990, Aino's and Bengt's, by public id."""
    keep_names(database, people)
    with database.write() as session:
        stays = [
            make_client(
                session, people.kokkola, coach, name="Leila Lahti", client_birth_year=1990,
                client_likeness=cards.likeness("Leila Lahti", 1990),
            )
            for coach in (people.aino, people.bengt)
        ]  # fmt: skip
        return [stay.public_id for stay in stays]


@pytest.fixture
def question(page, people, pair):
    """The list of clients in front of Dora."""
    page.sign_in(people.dora)
    return page.get("clients.list_clients")


def test_the_leader_is_asked_and_coaches_are_not(question, people, database, pair):
    codes = [stay_of(database, stay).client.code for stay in pair]
    assert (
        f"Leila Lahti ({codes[0]}), Leila Lahti ({codes[1]}): Is this the same person?"
        in question.main
    )

    for coach in (people.aino, people.bengt, people.cilla):
        question.sign_in(coach)
        question.get("clients.list_clients")
        assert "Is this the same person?" not in question.main


def test_two_open_stays_are_not_joined(question, database):
    question.follow("Is this the same person?")
    assert [row[0] for row in question.table()] == ["Client", "Leila Lahti", "Leila Lahti"]

    question.submit("Save the answer", answer="same")

    assert question.status == 422
    assert question.messages[0].startswith(
        "Check these points The client is in the service of this team already."
    )
    assert question.field("answer") == "same"
    assert how_many(database, Client) == 2


def test_records_are_joined_once_one_stay_has_ended(question, database, pair):
    question.get("clients.close_client", period_id=pair[0])
    question.submit("End the service", reason="moved")
    question.get("clients.same_client", period_id=pair[0], other_id=pair[1])

    question.submit("Save the answer", answer="same")

    assert question.messages[0] == "The two records are one now"
    assert how_many(database, Client) == 1
    assert stay_of(database, pair[0]).client_id == stay_of(database, pair[1]).client_id
    assert "Is this the same person?" not in question.main


def test_two_people_stay_two_and_nobody_asks_again(question, database):
    question.follow("Is this the same person?")

    question.submit("Save the answer", answer="two")

    assert question.messages[0] == "Saved: they are two people"
    assert "Is this the same person?" not in question.main
    assert how_many(database, Client) == 2


def test_an_answer_is_asked(question):
    question.follow("Is this the same person?")

    question.submit("Save the answer")

    assert question.error("answer") == "Choose whether this is the same person."


def test_who_has_another_name_by_now_is_not_joined(question, database, pair):
    question.get("clients.edit_card", period_id=pair[1])
    question.submit("Save card", birth_year=1991)
    question.get("clients.same_client", period_id=pair[0], other_id=pair[1])

    question.submit("Save the answer", answer="same")

    assert question.status == 422
    assert (
        "The two clients no longer have the same name and year of birth. Check the cards."
        in question.main
    )


def test_is_the_leaders_of_both_alone(page, people, database, pair):
    elsewhere = made(database, people.pietarsaari, people.cilla)
    for person in (people.aino, people.cilla, people.matti):
        page.sign_in(person)
        assert page.get("clients.same_client", period_id=pair[0], other_id=pair[1]).status == 404
    page.sign_in(people.dora)

    assert page.get("clients.same_client", period_id=pair[0], other_id=elsewhere).status == 404
    assert page.get("clients.same_client", period_id=pair[0], other_id=pair[0]).status == 404
