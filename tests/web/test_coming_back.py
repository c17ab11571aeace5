"""A sign-in ends while somebody types: the way back leads to the filled page, for them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.accounts import passwords
from coaching.accounts.models import SignIn, Typing
from coaching.caseload.models import Assignment
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from tests.apps import make_app
from tests.factories import make_client, make_consent, make_contact
from tests.page import Page
from tests.passwords import CHEAP, PASSWORD, give

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
NOTE = "Talked about mornings\nand about the bus"
TYPED = {
    "on": "20.11.2026",
    "with_whom": "other",
    "mode": "phone",
    "minutes": "25",
    "reached": "yes",
    "purposes": ["benefits", "job_search"],
    "joint": True,
    "note": NOTE,
}
FOOT = ("Suomi", "Svenska", "English", "Sign out")
"""Buttons at the foot of every page."""
AWAY = "You were away for a while and were signed out."


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(passwords, "hasher", CHEAP)


@pytest.fixture
def stay(database, people):
    for person in (people.aino, people.bengt):
        give(database, person)
    with database.write() as session, clock.at(START):
        made = make_client(session, people.kokkola, people.aino, name="Leila Lahti")
        make_consent(session, made)
        return made


@pytest.fixture
def filling(page, people, stay):
    """Aino with the contact page of her client in front of her."""
    with clock.at(START):
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=stay.public_id)
    return page


def at(**later):
    return clock.at(START + timedelta(**later))


def sign_in(page, name="aino"):
    return page.submit("Sign in", user_name=name, password=PASSWORD)


def values(page):
    return {name: page.field(name) for name in TYPED}


EXPECTED = {**TYPED, "joint": "y"}


def count(database, model):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


class TestTimeOuts:
    def test_half_an_hour_without_a_page_ends_the_sign_in(self, filling):
        with at(minutes=29, seconds=59):
            assert filling.get("days.my_day").h1 == "My day"
        with at(minutes=59, seconds=59):
            filling.get("clients.list_clients")

            assert filling.h1 == "Sign in"
            assert filling.messages == [f"{AWAY} Sign in and go on."]
            assert sign_in(filling).h1 == "Clients"

    def test_each_page_begins_the_half_hour_anew(self, filling):
        for minutes in range(0, 240, 20):
            with at(minutes=minutes):
                assert filling.get("days.my_day").h1 == "My day"

    def test_twelve_hours_end_it_in_any_case(self, filling):
        for minutes in range(0, 720, 20):
            with at(minutes=minutes):
                assert filling.client.get("/about/help").status_code == 200
        with at(hours=12):
            assert filling.get("pages.help").h1 == "Sign in"

    def test_both_are_settings(self, config, database, people):
        app = make_app(replace(config, idle_minutes=5, absolute_hours=1), database)
        page = Page(app, database)
        with clock.at(START):
            page.sign_in(people.aino)
        with at(minutes=5):
            assert page.get("pages.help").h1 == "Sign in"

    def test_a_browser_seen_a_moment_ago_writes_nothing(self, filling, database):
        def seen():
            with database.read() as session:
                return session.scalar(select(SignIn.seen_at))

        for later, told in ((59, START), (60, START + timedelta(seconds=60))):
            with at(seconds=later):
                filling.get("pages.help")
                assert seen() == told


class TestTypedText:
    def test_comes_back_after_signing_in_filled_in_and_not_saved(self, filling, database):
        with at(hours=1):
            filling.submit("Save contact", **TYPED)
            assert filling.h1 == "Sign in"
            assert filling.messages == [f"{AWAY} The draft is safe. Sign in and go on."]

            sign_in(filling)

        assert (filling.status, filling.h1) == (200, "Log a contact")
        assert filling.messages == ["Your text is back. It is not saved yet: check it and save."]
        assert values(filling) == EXPECTED
        assert count(database, Contact) == 0

    def test_is_saved_when_its_person_says_so_and_forgotten_then(self, filling, database):
        with at(hours=1):
            sign_in(filling.submit("Save contact", **TYPED))

            filling.submit("Save contact")

        assert filling.messages == ["Contact saved"]
        assert (count(database, Contact), count(database, Typing)) == (1, 0)

    def test_is_kept_sealed_and_without_tokens(self, filling, database, config):
        with at(hours=1):
            filling.submit("Save contact", **TYPED)

        with database.read() as session:
            (kept,) = session.scalars(select(Typing)).all()
            assert {*TYPED, "row_version"} <= set(kept.fields)
            assert not {"csrf_token", "submission"} & set(kept.fields)
            assert kept.fields["note"] == [NOTE]
        raw = b"".join(path.read_bytes() for path in config.instance.glob("rinnalla.db*"))
        assert b"mornings" not in raw

    def test_passwords_are_never_kept(self, filling, database, people):
        with clock.at(START):
            filling.get("accounts.change_password")
        with at(hours=1):
            typed = {"password": PASSWORD, "new_password": "x" * 20, "password_again": "y" * 20}
            filling.submit("Change password", **typed)

            assert filling.h1 == "Sign in"
            assert "kept" not in filling.address
            sign_in(filling)
        assert filling.h1 == "Change password"
        assert count(database, Typing) == 0

    def test_somebody_else_who_signs_in_does_not_get_it(self, filling, app, database, people):
        with at(hours=1):
            filling.submit("Save contact", **TYPED)
            back = filling.address

            sign_in(filling, "bengt")
            assert filling.status == 404
            assert NOTE.split("\n")[0] not in filling.text

            aino = Page(app, database)
            sign_in(aino.get(back))
        assert values(aino) == EXPECTED

    def test_nor_by_its_address_though_the_page_is_theirs_too(
        self, page, people, stay, app, database
    ):
        with clock.at(START):
            page.sign_in(people.aino)
            page.get("contacts.new_contact")
        with at(hours=1):
            page.submit("Save contact", note=NOTE)
            sign_in(page, "bengt")

        assert (page.status, page.h1) == (200, "Log a contact")
        assert not page.field("note")
        assert page.messages == []

    def test_nor_is_it_shown_on_another_page(self, filling, people, database, stay):
        with at(hours=1):
            sign_in(filling.submit("Save contact", **TYPED))
            kept = filling.address.partition("kept=")[2]

            filling.get("contacts.new_contact", kept=kept)

        assert not filling.field("note")

    def test_comes_back_to_the_very_page_with_all_its_address_says(self, page, people, stay):
        with clock.at(START):
            page.sign_in(people.aino)
            page.get("employers.add_employer", name="Café Åström & co")
        with at(hours=1):
            page.submit("Save employer", municipality="Perho", needs="Servers")
            sign_in(page)

        assert page.address.startswith(
            "/employers/new?name=Caf%C3%A9+%C3%85str%C3%B6m+%26+co&kept="
        )
        assert (page.field("municipality"), page.field("needs")) == ("Perho", "Servers")

    def test_the_newest_text_of_a_page_counts_when_it_happens_again(self, filling, database):
        with at(hours=1):
            sign_in(filling.submit("Save contact", **TYPED))
        with at(hours=2):
            sign_in(filling.submit("Save contact", note="Second thoughts"))

        assert filling.field("note") == "Second thoughts"
        assert filling.address.count("kept=") == 1
        assert count(database, Typing) == 1

    def test_is_kept_for_a_week(self, filling, database, stay):
        with at(hours=1):
            filling.submit("Save contact", **TYPED)
        with at(days=7, hours=1, seconds=1):
            sign_in(filling)
            assert not filling.field("note")

            filling.submit("Save contact", **{**TYPED, "note": "Another"})
        assert count(database, Typing) == 0

    def test_of_a_client_who_is_out_of_sight_by_now_is_not_shown(self, filling, database, stay):
        with at(hours=1):
            filling.submit("Save contact", **TYPED)
        with database.write() as session, at(hours=1):
            row = session.scalars(select(Assignment)).one()
            row.ended_on, row.place = clock.today() - timedelta(days=90), None
            row.since = row.ended_on
        with at(hours=2):
            sign_in(filling)

        assert filling.status == 404

    def test_a_page_that_somebody_saved_meanwhile_shows_both(
        self, page, people, app, database, stay
    ):
        with database.write() as session, clock.at(START):
            contact = make_contact(session, stay, people.aino, note="First").public_id
        with clock.at(START):
            page.sign_in(people.aino)
            page.get("contacts.edit_contact", contact_id=contact)
            dora = Page(app, database)
            dora.sign_in(people.dora)
            dora.get("contacts.edit_contact", contact_id=contact)
            dora.submit("Save contact", note="Second")
        with at(hours=1):
            sign_in(page.submit("Save contact", note="Third"))

            assert (page.status, page.field("note")) == (200, "Third")
            assert "The newer version" in page.main
            assert "Second" in page.main
            page.submit("Save contact")
        assert page.messages == ["Contact saved"]


class TestOneBrowser:
    """Two tabs, or two people: the page tells whose it is, not the cookie."""

    def test_text_sent_after_signing_out_in_another_tab_comes_back(self, filling, app, database):
        with at(minutes=5):
            token = filling.token()
            filling.client.post("/account/sign-out", data={"csrf_token": token})
            filling.submit("Save contact", **TYPED)

            assert filling.messages == [
                "You are not signed in any more. Your text is safe. Sign in and go on."
            ]
            sign_in(filling)
        assert values(filling) == EXPECTED

    def test_text_of_a_page_from_before_a_new_sign_in_comes_back(self, filling, people, database):
        old = filling.markup
        with at(minutes=5):
            filling.client.post("/account/sign-out", data={"csrf_token": filling.token()})
            filling.get("accounts.sign_in")
            sign_in(filling)
            filling.markup, filling.address = old, f"/clients/{stay_of(database)}/contacts/new"

            filling.submit("Save contact", **TYPED)

        assert (filling.status, filling.h1) == (200, "Log a contact")
        assert filling.messages == ["Your text is back. It is not saved yet: check it and save."]
        assert values(filling) == EXPECTED
        assert count(database, Contact) == 0

    def test_text_of_somebody_who_had_the_browser_before_is_not_given_to_the_next(
        self, page, people, stay, database
    ):
        with clock.at(START):
            page.sign_in(people.aino)
            page.get("contacts.new_contact")
            old, there = page.markup, page.address
        with at(hours=1):
            page.get("accounts.sign_in")
            sign_in(page, "bengt")
            page.markup, page.address = old, there

            page.submit("Save contact", note=NOTE)

        assert page.h1 == "Log a contact"
        assert page.messages == [
            "The page was from an earlier sign-in, so nothing was done. Try again."
        ]
        assert not page.field("note")
        assert (count(database, Contact), count(database, Typing)) == (0, 0)

    def test_a_button_that_is_all_its_page_has_leads_back_to_where_it_stood(
        self, page, people, stay, database
    ):
        with database.write() as session, clock.at(START):
            make_contact(session, stay, people.aino, withdrawn_at=clock.now(),
                         withdrawn_by_id=people.aino.user_id)  # fmt: skip
        with clock.at(START):
            page.sign_in(people.aino)
            page.get("contacts.list_withdrawn")
            undo = next(words for words in page.buttons if words not in FOOT)
        with at(hours=1):
            page.submit(undo)
            assert page.h1 == "Sign in"
            sign_in(page)

        assert (page.status, page.address) == (200, "/contacts/withdrawn")
        with database.read() as session:
            assert session.scalar(select(Contact.withdrawn_at)) is not None

    @pytest.mark.parametrize("referrer", ["https://example.org/clients", "", "//x", "nonsense"])
    def test_where_it_stood_is_believed_of_our_own_pages_only(self, page, people, referrer):
        answer = page.client.post("/contacts/x/undo", headers={"Referer": referrer})

        assert answer.headers["Location"] == "/account/sign-in?next="


def stay_of(database):
    with database.read() as session:
        return session.scalar(select(ServicePeriod.public_id))
