"""The demonstration in the browser: a button for each role, a band on every page."""

from __future__ import annotations

import pytest

from coaching import clock
from coaching.demo import words
from tests import databases, demonstrations
from tests.apps import make_app
from tests.demonstrations import MOMENT
from tests.page import Page

BANDS = {
    "en": "This is a demonstration. The people and workplaces are made up.",
    "fi": "Tämä on esittelyversio. Ihmiset ja työpaikat ovat keksittyjä.",
    "sv": "Det här är en demoversion. Personerna och arbetsplatserna är påhittade.",
}
FIRST = {
    "Anna Laine": "Oma päivä",
    "Siv Nygård": "Min dag",
    "Mikael Backman": "Min dag",
    "Jukka Rantanen": "Oma päivä",
    "Paula Kivelä": "Oma päivä",
    "Outi Saarela": "Oma päivä",
    "Björn Holm": "Min dag",
    "Risto Koski": "Laatu",
    "Tiina Harju": "Hallinta",
}


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.at(MOMENT):
        yield


@pytest.fixture
def demonstration(demo, tmp_path):
    """A page of a copy of the demonstration, with nobody signed in."""
    config = demonstrations.copy(demo, tmp_path / "copy")
    database = databases.open_copy(config.url)
    app = make_app(config, database)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    yield Page(app, database)
    database.close()


def come_in(page, name):
    """Sign in with the button that the sign-in page has for a person."""
    page.get("accounts.sign_in")
    (button,) = [found for found in page.buttons if found.endswith(f": {name}")]
    return page.submit(button)


def test_the_sign_in_page_offers_everybody_and_says_what_each_role_sees(demonstration):
    page = demonstration.get("accounts.sign_in")

    offered = [button.partition(": ")[2] for button in page.buttons if ": " in button]
    assert offered == [name for _user_name, name, _title, _language in words.STAFF]
    for role in ("job coach:", "team leader:", "management:", "administrator:"):
        assert role in page.text
    assert BANDS["en"] in page.text


@pytest.mark.parametrize("name", FIRST)
def test_each_role_comes_to_the_own_first_page(demonstration, name):
    page = come_in(demonstration, name)

    assert page.status == 200
    assert page.h1 == FIRST[name]
    assert any(band in page.text for band in BANDS.values())


@pytest.mark.parametrize(
    ("name", "endpoints"),
    [
        (
            "Anna Laine",
            ["clients.list_clients", "clients.take_in_client", "caseload.waiting_list",
             "contacts.list_contacts", "contacts.new_contact", "employers.list_employers",
             "employers.add_employer", "reviews.quality", "accounts.own_account"],
        ),
        ("Outi Saarela", ["clients.list_clients", "caseload.team_caseloads", "reviews.quality"]),
        ("Björn Holm", ["caseload.waiting_list", "contacts.list_contacts", "reviews.quality"]),
        ("Risto Koski", ["reviews.quality", "pages.data_protection"]),
    ],
)  # fmt: skip
def test_every_page_carries_the_band(demonstration, name, endpoints):
    page = come_in(demonstration, name)

    for endpoint in endpoints:
        page.get(endpoint)
        assert page.status == 200
        assert any(band in page.text for band in BANDS.values())


def test_a_client_of_anna_has_a_name_a_goal_contacts_and_a_profile(demonstration):
    page = come_in(demonstration, "Anna Laine")

    page.get("clients.list_clients")
    rows = page.table()[1:]
    name = next(row[0] for row in rows if "työssä, saa tukea" in " ".join(row))
    link = next(words for words in page.links if words and name.startswith(words))
    page.follow(link)

    assert page.status == 200
    assert link in page.main
    assert BANDS["fi"] in page.text
    assert "Haluan" in page.main or "Jag vill" in page.main


def test_a_page_that_is_not_there_carries_the_band_too(demonstration):
    page = come_in(demonstration, "Anna Laine")

    page.get("/clients/abcdefghijklmnopqrstuvwxyz")

    assert page.status == 404
    assert BANDS["fi"] in page.text


def test_another_database_has_no_band_and_no_buttons(page, people):
    page.get("accounts.sign_in")
    assert BANDS["en"] not in page.text
    assert not [button for button in page.buttons if ": " in button]

    page.sign_in(people.aino)
    page.get("days.my_day")
    page.post("accounts.demo_sign_in", {"person": people.ylva.public_id})

    assert page.status == 404
