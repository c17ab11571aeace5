"""The own account: password, contact details, language, and an account that is closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts import passwords, views
from coaching.accounts.models import User
from coaching.employers.models import Employer
from tests.factories import make_client
from tests.page import Page
from tests.passwords import CHEAP, OTHER, PASSWORD, give, user

NEW = "seitsemän suurta sientä"
MORNING = datetime(2026, 11, 24, 6, 5, tzinfo=UTC)
"""8.05 in Finland."""


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(passwords, "hasher", CHEAP)


@pytest.fixture
def signed_in(page, people, database):
    give(database, people.aino)
    page.sign_in(people.aino)
    return page


def change(page, present=PASSWORD, new=NEW, again=None):
    page.get("accounts.change_password")
    typed = {"password": present, "new_password": new, "password_again": again or new}
    return page.submit("Change password", **typed)


def sign_in(page, password):
    page.get("accounts.sign_in")
    return page.submit("Sign in", user_name="aino", password=password)


class TestPassword:
    def test_a_new_one_is_told_and_works_from_then_on(self, signed_in, app, database):
        change(signed_in)

        assert signed_in.messages == ["The password is changed"]
        assert sign_in(Page(app, database), PASSWORD).status == 422
        assert sign_in(Page(app, database), NEW).h1 == "My day"

    def test_the_other_sign_ins_of_the_person_end_and_this_one_goes_on(
        self, signed_in, app, database, people
    ):
        elsewhere = Page(app, database)
        elsewhere.sign_in(people.aino)
        colleague = Page(app, database)
        colleague.sign_in(people.bengt)

        change(signed_in)

        assert signed_in.get("days.my_day").h1 == "My day"
        assert elsewhere.get("days.my_day").h1 == "Sign in"
        assert colleague.get("days.my_day").h1 == "My day"

    @pytest.mark.parametrize(
        ("typed", "field", "words"),
        [
            ({"present": OTHER}, "password", "This is not your present password. Check it."),
            (
                {"again": OTHER},
                "password_again",
                "The new password was typed in two ways. Type it again.",
            ),
            ({"new": "elevenchars"}, "new_password", "Use at least 12 characters."),
            (
                {"new": PASSWORD},
                "new_password",
                "This is your present password. Choose another one.",
            ),
            *(
                (
                    {"new": easy},
                    "new_password",
                    "The password is easy to guess. Use a long phrase of your own.",
                )
                for easy in ("Salasana12345", "aino123456789", "aaaaaaaaaaaaa", "abababababab")
            ),
        ],
    )
    def test_what_is_not_right_is_said_beside_its_field_and_nothing_changes(
        self, signed_in, database, people, typed, field, words
    ):
        before = user(database, people.aino).password_hash

        change(signed_in, **typed)

        assert signed_in.status == 422
        assert signed_in.error(field) == words
        assert user(database, people.aino).password_hash == before

    def test_each_empty_field_is_named(self, signed_in):
        signed_in.get("accounts.change_password")

        signed_in.submit("Change password")

        told = [signed_in.error(name) for name in ("password", "new_password", "password_again")]
        assert told == [
            "Enter your present password.",
            "Enter a new password.",
            "Enter the new password again.",
        ]

    def test_twelve_characters_of_any_alphabet_will_do(self, signed_in):
        change(signed_in, new="työ ja ilo \N{SPARKLES}")

        assert signed_in.messages == ["The password is changed"]

    def test_no_password_is_shown_again(self, signed_in):
        change(signed_in, OTHER, NEW, OTHER)

        shown = signed_in.response.get_data(as_text=True)
        assert not [word for word in (OTHER, NEW) if word in shown]

    def test_sent_twice_it_is_changed_once(self, signed_in, database, people):
        signed_in.get("accounts.change_password")
        typed = {"password": PASSWORD, "new_password": NEW, "password_again": NEW}
        form = {**typed, "submission": "a" * 26}

        for _ in range(2):
            signed_in.post("accounts.change_password", form)
            assert signed_in.h1 == "My day"

        with database.read() as session:
            told = history.of_kinds(session, ["user"])
        assert [change.field for _key, change in told] == ["password"]


class TestOneTimePassword:
    @pytest.fixture
    def given(self, page, people, database):
        """Aino, signed in with a password that somebody gave her."""
        give(database, people.aino, must_change_password=True)
        page.get("accounts.sign_in", next="/clients?order=newest")
        return page.submit("Sign in", user_name="aino", password=PASSWORD)

    def test_leads_to_the_change_page_and_says_why(self, given):
        assert given.h1 == "Change password"
        assert "You signed in with a one-time password." in given.main

    def test_leads_nowhere_else(self, given, app, people, database):
        with database.write() as session:
            stay = make_client(session, people.kokkola, people.aino)
        some = {
            name: getattr(stay, "public_id", "x" * 26)
            for rule in app.url_map.iter_rules()
            for name in rule.arguments
        }
        open_to_all = {"accessibility", "data-protection"}
        rules = [
            rule
            for rule in app.url_map.iter_rules()
            if "GET" in rule.methods
            and rule.endpoint not in ("static", "accounts.change_password", "accounts.sign_in")
            and rule.endpoint != "due.feed"  # its secret address is the sign-in
            and rule.rule.rpartition("/")[2] not in open_to_all
        ]
        assert len(rules) > 30

        for rule in rules:
            values = {name: some[name] for name in rule.arguments}
            answer = given.client.get(given.url(rule.endpoint, **values))
            assert answer.status_code == 303, rule
            assert answer.headers["Location"].startswith("/account/password"), rule

    def test_nothing_can_be_sent_elsewhere(self, given, database):
        given.post("employers.add_employer", {"name": "Leipomo"})

        assert given.h1 == "Change password"
        with database.read() as session:
            assert session.scalars(select(Employer)).all() == []

    def test_the_given_one_does_not_do_as_the_new_one(self, given):
        change(given, new=PASSWORD)

        assert given.status == 422
        assert given.get("days.my_day").h1 == "Change password"

    def test_after_the_change_one_arrives_where_one_was_going(self, given):
        typed = {"password": PASSWORD, "new_password": NEW, "password_again": NEW}

        given.submit("Change password", **typed)

        assert (given.h1, given.address) == ("Clients", "/clients?order=newest")

    def test_signing_out_works_as_well(self, given):
        given.submit("Sign out")

        assert given.h1 == "Sign in"


class TestDetails:
    def test_are_saved_and_told(self, signed_in, database, people):
        signed_in.get("accounts.own_account")

        signed_in.submit("Save", title="Job coach", phone="040 123 4567", email="aino@example.fi")

        assert signed_in.messages == ["Your account is saved"]
        saved = user(database, people.aino)
        assert (saved.title, saved.phone, saved.email) == (
            "Job coach",
            "040 123 4567",
            "aino@example.fi",
        )

    def test_the_key_that_opens_the_contact_entry_can_be_switched_off(self, signed_in):
        signed_in.get("accounts.own_account")
        assert signed_in.markup.body.get("data-key-n") is not None

        signed_in.submit("Save", key_n=False)

        assert signed_in.markup.body.get("data-key-n") is None
        assert signed_in.field("key_n") is None

    def test_a_wrong_address_is_said_beside_it_and_nothing_is_lost(
        self, signed_in, database, people
    ):
        signed_in.get("accounts.own_account")

        signed_in.submit("Save", title="x" * 121, email="aino")

        assert signed_in.status == 422
        assert signed_in.error("title") == "The text is 1 character too long. Shorten it."
        assert signed_in.error("email") == (
            "Check the e-mail address. It looks like this: name@example.fi."
        )
        assert signed_in.field("email") == "aino"
        assert user(database, people.aino).email == ""

    def test_nobody_else_is_changed_by_what_a_form_could_add(self, signed_in, database, people):
        signed_in.get("accounts.own_account")
        form = {
            "title": "Boss",
            "language": "en",
            "row_version": user(database, people.aino).row_version,
        }

        signed_in.post(
            "accounts.own_account",
            {**form, "user_name": "dora", "name": "Dora Dahl", "must_change_password": "y"},
        )

        saved = user(database, people.aino)
        assert (saved.title, saved.user_name, saved.name) == ("Boss", "aino", "Aino Ahola")

    def test_saving_over_a_newer_version_is_refused_until_both_were_seen(
        self, signed_in, app, database, people
    ):
        signed_in.get("accounts.own_account")
        elsewhere = Page(app, database)
        elsewhere.sign_in(people.aino)
        elsewhere.get("accounts.own_account")
        elsewhere.submit("Save", title="Senior coach", phone="050 1")

        signed_in.submit("Save", title="Job coach", phone="050 1")

        assert signed_in.status == 422
        assert "Aino Ahola has saved a newer version." in signed_in.messages[0]
        assert signed_in.saved_meanwhile("title") == "Senior coach"
        assert not signed_in.options("stays-phone")
        assert signed_in.field("title") == "Job coach"
        assert user(database, people.aino).title == "Senior coach"

        signed_in.submit("Save")
        assert signed_in.messages == ["Your account is saved"]
        assert user(database, people.aino).title == "Job coach"

    def test_a_save_that_was_overtaken_while_it_was_written_is_refused_too(
        self, signed_in, database, people, monkeypatch
    ):
        def overtaken(session, actor, values, row_version):
            row = session.get_one(User, actor.user_id)
            session.connection().exec_driver_sql('UPDATE "user" SET row_version = row_version + 1')
            row.title = values["title"]
            session.flush()

        monkeypatch.setattr(views.accounts, "change_own", overtaken)
        signed_in.get("accounts.own_account")
        signed_in.submit("Save", title="Job coach")

        assert signed_in.status == 422
        assert "Somebody has saved a newer version." in signed_in.messages[0]
        assert signed_in.field("title") == "Job coach"
        assert user(database, people.aino).title == ""

    def test_the_time_before_is_shown_to_notice_a_stranger(self, page, people, database):
        give(database, people.aino)
        with clock.at(MORNING):
            sign_in(page, PASSWORD)
            page.get("accounts.own_account")
            assert "Last sign-in" not in page.main
            page.submit("Sign out")
        with clock.at(MORNING + timedelta(days=1)):
            sign_in(page, PASSWORD)
            page.get("accounts.own_account")

        assert "Last sign-in 24 Nov 2026 8:05" in page.main


class TestClosedAccount:
    def test_ends_at_once(self, signed_in, database, people):
        assert signed_in.get("days.my_day").h1 == "My day"

        give(database, people.aino, closed_on=clock.today())

        assert signed_in.get("days.my_day").h1 == "Sign in"

    def test_what_its_person_had_typed_is_not_kept(self, signed_in, database, people):
        signed_in.get("employers.add_employer", name="Leipomo")
        give(database, people.aino, closed_on=clock.today())

        signed_in.submit("Save employer", needs="A baker")

        assert signed_in.h1 == "Sign in"
        assert "kept=" not in signed_in.address
