"""The page of Kykyviisari figures, and their picture on the client's page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.clients import doors
from coaching.profiles import rounds
from coaching.profiles.types import KykyRound, NewRound
from coaching.uselog.types import Basis
from tests.factories import make_client

TODAY = clock.today()
START = NewRound(TODAY - timedelta(days=100), KykyRound.START, 4, 5, {"mind": "3/5"})


@pytest.fixture
def stored(database, people, client):
    """Read the client's rounds."""

    def read():
        with database.read() as session:
            period = doors.open_record(session, people.aino.actor, client, Basis.PROFILE)
            return rounds.of_stay(session, period)

    return read


def add(session, person, period, new=START):
    return rounds.save(session, person.actor, period, new).public_id


def test_figures_are_added_and_shown_on_the_clients_page(signed_in, client, stored):
    signed_in.get("clients.show_client", period_id=client)
    signed_in.follow("Add figures")

    signed_in.submit("Save the figures", round="start", work_ability=0, functioning=7, body="4/5")

    assert signed_in.messages == ["The figures are saved"]
    assert signed_in.table()[1][1:] == ["0", "7"]
    (one,) = stored()
    assert (one.on, one.work_ability, one.functioning) == (TODAY, 0, 7)
    assert one.sections == {"body": "4/5"}


def test_two_rounds_are_a_picture_and_a_table_of_the_same_numbers(signed_in, client, prepared):
    prepared(add)
    prepared(add, NewRound(TODAY, KykyRound.MONTHS_3_4, None, 8, {}))

    signed_in.get("clients.show_client", period_id=client)

    assert [row[1:] for row in signed_in.table()[1:]] == [["4", "5"], ["–", "8"]]
    assert "Filled dot: functioning" in signed_in.main


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_is_shown_in_each_language(page, people, client, language):
    page.sign_in(people.aino, language)

    page.get("profiles.edit_round", period_id=client)

    assert page.options("round") == [one.value for one in KykyRound]


def test_a_round_typed_wrongly_is_changed(signed_in, client, prepared, stored):
    prepared(add)
    signed_in.get("clients.show_client", period_id=client)
    day = f"{START.on.day} {START.on.strftime('%b %Y')}"

    signed_in.follow(day)
    assert (signed_in.field("work_ability"), signed_in.field("mind")) == ("4", "3/5")
    signed_in.submit("Save the figures", work_ability=6, mind="")

    (one,) = stored()
    assert (one.on, one.work_ability, one.functioning, one.sections) == (START.on, 6, 5, {})


def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(
    signed_in, client, stored
):
    signed_in.get("profiles.edit_round", period_id=client)

    signed_in.submit(
        "Save the figures", on="31.2.", work_ability=11, functioning="good", mind="feels low"
    )

    assert signed_in.status == 422
    assert "not in the calendar" in signed_in.error("on")
    assert signed_in.error("round") == "Choose the round."
    assert signed_in.error("work_ability") == "Enter a number from 0 to 10."
    assert signed_in.error("functioning") == "Enter a whole number, for example 12."
    assert signed_in.error("mind") == "Enter a figure, with its scale if it has one: 3/5."
    assert signed_in.field("mind") == "feels low"
    assert stored() == []


@pytest.mark.parametrize("figure", ["3", "3/5", "3,5 / 5", "12.25", "100"])
def test_an_area_takes_a_figure_with_or_without_its_scale(signed_in, client, stored, figure):
    signed_in.get("profiles.edit_round", period_id=client)

    signed_in.submit("Save the figures", round="other", skills=figure)

    assert stored()[0].sections == {"skills": figure}


def test_a_round_without_any_figure_is_refused(signed_in, client, stored):
    signed_in.get("profiles.edit_round", period_id=client)

    signed_in.submit("Save the figures", round="start")

    assert signed_in.error("work_ability") == "Enter at least one figure of the round."
    assert stored() == []


def test_the_second_editor_is_told_and_may_save_once_more(signed_in, client, prepared, stored):
    prepared(add)
    signed_in.get("profiles.edit_round", period_id=client, round_id=stored()[0].public_id)
    prepared(_change_to_nine)

    signed_in.submit("Save the figures", work_ability="a lot")
    assert signed_in.error("work_ability") is not None
    assert signed_in.saved_meanwhile("work_ability") == "9"
    assert stored()[0].work_ability == 9
    signed_in.submit("Save the figures", work_ability=1)
    assert stored()[0].work_ability == 1


@pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
def test_a_client_of_somebody_else_is_not_there(page, people, client, prepared, stored, name):
    prepared(add)
    page.sign_in(getattr(people, name))

    for round_id in (None, stored()[0].public_id):
        where = {"period_id": client, **({"round_id": round_id} if round_id else {})}
        assert page.get("profiles.edit_round", **where).status == 404
        assert page.post("profiles.edit_round", {}, **where).status == 404


def test_a_round_of_another_client_is_not_there(
    signed_in, client, prepared, stored, database, people
):
    prepared(add)
    with database.write() as session:
        other = make_client(session, people.kokkola, people.aino, name="Otto Oja").public_id

    signed_in.get("profiles.edit_round", period_id=other, round_id=stored()[0].public_id)

    assert signed_in.status == 404


def _change_to_nine(session, person, period):
    row = rounds.get(session, period, rounds.of_stay(session, period)[0].public_id)
    changed = NewRound(START.on, START.round, 9, START.functioning, START.sections)
    rounds.save(session, person.actor, period, changed, row, row.row_version)
