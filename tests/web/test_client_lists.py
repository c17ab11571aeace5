"""A leader brings in the team's client list on the page: looked at, changed, saved, undone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from coaching.clients.models import Client, ServicePeriod
from coaching.employers.models import ImportStage
from tests.client_lists import content, row
from tests.clients import keep_names
from tests.page import File


@pytest.fixture
def dora_page(page, people, database):
    keep_names(database, people)
    page.sign_in(people.dora)
    return page


def upload(page, *rows, name="asiakkaat.xlsx"):
    page.get("client_lists.import_list")
    page.submit("Look at the file", file=File(content(*rows), name))


def number(database, table):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_list_is_looked_at_saved_and_found_by_its_own_codes(dora_page, database):
    upload(dora_page, row("A-1", "Leila Lahti", 1990, valmentaja="Aino", diagnoosi="Salaisuus"))
    assert dora_page.h1 == "What do the columns hold?"

    dora_page.submit("Look at the rows")
    assert dora_page.table()[1][1].startswith("Leila Lahti, A-1")
    assert dora_page.table()[1][2].startswith("gets a place")
    assert "Salaisuus" not in dora_page.text
    assert number(database, ServicePeriod) == 0
    dora_page.submit("Save the clients")

    assert (dora_page.h1, dora_page.messages) == ("Client list", ["Client list saved"])
    own_code, name, code, coach = dora_page.table()[1]
    assert (own_code, name, coach) == ("A-1", "Leila Lahti", "Aino Ahola")
    dora_page.follow("Leila Lahti")
    assert code in dora_page.text


def test_what_the_words_mean_is_chosen_on_the_page(dora_page, people, database):
    upload(dora_page, row("A-1", valmentaja="S.K.", tilanne="kesken"))
    dora_page.submit("Look at the rows")
    assert dora_page.table()[1][2].startswith("asks for you")
    assert "Save the clients" not in dora_page.buttons

    words = {"word-0": people.bengt.public_id, "word-1": "searching"}
    dora_page.submit("Save choices only", **words)
    assert dora_page.table()[1][2].startswith("gets a place Coach: Bengt Bäck, from today.")
    dora_page.submit("Save the clients", **{"row-0-3": "skip"})

    assert dora_page.status == 422
    assert "No row gives a client." in dora_page.text
    assert number(database, ServicePeriod) == 0


def test_rows_that_still_ask_are_told_of_when_the_others_are_saved(dora_page):
    upload(dora_page, row("A-1", valmentaja="Aino"), row("A-2", valmentaja="S.K."))
    dora_page.submit("Look at the rows")

    dora_page.submit("Save the clients")

    told = (
        "1 row is not saved: it still waits for your choice. Import the same file again and choose."
    )
    assert dora_page.messages == ["Client list saved", told]


def test_columns_are_changed_and_a_list_without_clients_is_refused(dora_page):
    upload(dora_page, row("A-1", "Leila Lahti"))

    dora_page.submit("Look at the rows", **{"c-0-0": "", "c-0-1": "coach", "c-0-7": "coach"})
    assert dora_page.status == 422
    assert "“Valmentaja” holds the same as a column before it." in dora_page.text
    dora_page.submit("Look at the rows", **{"c-0-0": "", "c-0-1": "", "c-0-7": "coach"})

    assert dora_page.status == 422
    assert "Choose the column that holds the clients’ codes or names." in dora_page.text


def test_while_names_are_off_no_column_can_be_a_name(page, people, database):
    page.sign_in(people.dora)
    upload(page, row("A-1", "Leila Lahti", valmentaja="Aino"))

    assert "Name" not in page.options("c-0-1")
    page.submit("Look at the rows")
    page.submit("Save the clients")

    assert "Leila" not in page.text
    with database.read() as session:
        assert session.scalars(select(Client)).one().name is None


def test_a_file_with_identity_codes_is_refused_and_not_kept(dora_page, database):
    upload(dora_page, row("131052-308T"))

    assert dora_page.status == 422
    assert "1 row holds a personal identity code." in (dora_page.error("file") or "")
    assert number(database, ImportStage) == 0


def test_no_file_and_a_file_that_is_no_list_get_a_sentence(dora_page):
    dora_page.get("client_lists.import_list")
    dora_page.submit("Look at the file")
    assert "Choose a file." in (dora_page.error("file") or "")

    dora_page.submit("Look at the file", file=File(b"", "tyhja.csv"))

    assert dora_page.status == 422
    assert "The file is empty." in (dora_page.error("file") or "")


def test_a_list_is_undone_as_one_and_thrown_away_before(dora_page, database):
    upload(dora_page, row("A-1", "Leila Lahti", valmentaja="Aino"))
    dora_page.submit("Look at the rows")
    dora_page.submit("Throw the file away")
    assert number(database, ImportStage) == 0
    upload(dora_page, row("A-1", "Leila Lahti", valmentaja="Aino"))
    dora_page.submit("Look at the rows")
    dora_page.submit("Save the clients")

    dora_page.follow("Undo the import")
    assert "1 client goes, with the place of the coach." in dora_page.text
    dora_page.submit("Undo the import")

    assert dora_page.messages == ["1 client was taken back."]
    assert number(database, ServicePeriod) == 0
    dora_page.follow("Bring in a client list")
    assert "undone" in dora_page.table()[1][2]


def test_a_saved_list_leads_to_what_it_brought_and_cannot_be_saved_twice(dora_page, database):
    upload(dora_page, row("A-1", "Leila Lahti", valmentaja="Aino"))
    dora_page.submit("Look at the rows")
    preview = dora_page.address
    dora_page.submit("Save the clients")

    dora_page.get(urlsplit(preview).path)

    assert dora_page.h1 == "Client list"
    assert number(database, ServicePeriod) == 1
