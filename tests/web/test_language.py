"""The language of the pages, and the sign-in of a demonstration.

Pages are read as they come here, since their words are the catalogues' to prove.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.accounts import organisation, passwords
from tests.passwords import CHEAP, give, user


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(passwords, "hasher", CHEAP)


@pytest.fixture
def signed_in(page, people):
    page.sign_in(people.aino)
    return page


class TestLanguage:
    def lang(self, answer):
        return answer.get_data(as_text=True).partition('<html lang="')[2][:2]

    def switch(self, page, language, **values):
        form = {"csrf_token": page.token(), "language": language, **values}
        return page.client.post("/account/language", data=form)

    def test_before_sign_in_the_browser_says_which(self, page, app):
        for asked, language in (
            ("sv-FI,sv;q=0.9", "sv"),
            ("fi", "fi"),
            ("en-GB", "en"),
            ("ru", "fi"),
            ("", "fi"),
        ):
            answer = page.client.get("/account/sign-in", headers={"Accept-Language": asked})
            assert self.lang(answer) == language, asked

    def test_before_sign_in_it_is_kept_for_the_browser(self, page, people):
        page.get("accounts.sign_in")

        answer = self.switch(page, "sv", next="/account/sign-in?next=/clients")

        assert answer.headers["Location"] == "/account/sign-in?next=/clients"
        assert self.lang(page.client.get("/account/sign-in")) == "sv"

    def test_a_signed_in_person_keeps_it_in_every_browser(self, signed_in, app, database, people):
        signed_in.get("days.my_day")

        answer = self.switch(signed_in, "sv", next="/clients?after=x")

        assert answer.headers["Location"] == "/clients?after=x"
        assert user(database, people.aino).language == "sv"
        assert self.lang(signed_in.client.get("/clients")) == "sv"

    def test_it_stays_after_signing_out_and_when_the_sign_in_has_ended(
        self, signed_in, people, database
    ):
        signed_in.get("days.my_day")
        give(database, people.aino, language="sv")
        signed_in.client.get("/")

        with clock.at(clock.now() + timedelta(days=1)):
            away = signed_in.client.get("/account/sign-in?next=/")
        assert self.lang(away) == "sv"
        signed_in.client.post("/account/sign-out", data={"csrf_token": signed_in.token()})
        assert self.lang(signed_in.client.get("/account/sign-in")) == "sv"

    def test_another_word_changes_nothing(self, signed_in, database, people):
        for word in ("", "ru", "EN", "sv\x00"):
            assert self.switch(signed_in, word).status_code == 303

        assert user(database, people.aino).language == "en"

    def test_chosen_on_the_account_page_the_answer_is_in_it(self, signed_in, database, people):
        signed_in.get("accounts.own_account")
        version = signed_in.field("row_version")
        form = {"csrf_token": signed_in.token(), "language": "sv", "row_version": version}

        signed_in.client.post("/account", data=form)
        page = signed_in.client.get("/account")

        assert self.lang(page) == "sv"
        assert user(database, people.aino).language == "sv"

    def test_on_a_page_that_came_back_with_something_to_check_it_leads_to_the_page(self, signed_in):
        signed_in.get("employers.add_employer", name="Leipomo")
        signed_in.submit("Save employer", name="")
        assert signed_in.status == 422

        signed_in.submit("English")

        assert (signed_in.status, signed_in.h1) == (200, "Add employer")


class TestDemonstration:
    @pytest.fixture
    def demo(self, database):
        with database.write() as session:
            organisation.put(session, None, "demo", True)

    def sign_in(self, page, person_id):
        form = {"csrf_token": page.token(), "person": person_id}
        return page.client.post("/account/demo-sign-in", data=form)

    def test_elsewhere_its_sign_in_is_not_there(self, page, people):
        page.get("accounts.sign_in")
        assert "Try the demonstration" not in page.main

        assert self.sign_in(page, people.aino.public_id).status_code == 404
        assert page.client.get("/").headers["Location"].startswith("/account/sign-in")

    def test_a_signed_in_person_finds_it_neither(self, signed_in, people):
        signed_in.get("days.my_day")

        assert self.sign_in(signed_in, people.ylva.public_id).status_code == 404
        assert signed_in.get("accounts.own_account").main.startswith("Own account Aino Ahola")

    def test_offers_its_people_and_each_page_says_what_it_is(self, page, people, demo):
        page.get("clients.list_clients")

        page.submit("Sign in: Aino Ahola")

        assert page.h1 == "Clients"
        assert "This is a demonstration." in page.text

    def test_an_unknown_or_closed_person_stays_outside(self, page, people, demo, database):
        give(database, people.aino, closed_on=clock.today())
        page.get("accounts.sign_in")
        assert "Sign in: Aino Ahola" not in page.buttons

        for person in (people.aino.public_id, "x" * 26, ""):
            answer = self.sign_in(page, person)
            assert answer.headers["Location"] == "/account/sign-in"
            assert page.client.get("/").headers["Location"].startswith("/account/sign-in")
