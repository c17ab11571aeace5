"""Calm pages for what goes wrong, and what was typed when the database was away."""

from __future__ import annotations

import logging
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from coaching.clients import doors
from coaching.contacts.models import Contact
from coaching.errors import ChangedMeanwhile
from coaching.opening import open_database
from coaching.uselog.models import UseLogLine
from coaching.uselog.types import Basis
from coaching.web import actor, transaction
from tests.apps import make_app
from tests.factories import make_client, make_contact
from tests.markup import Markup
from tests.page import Page

NOTE = "Talked about mornings and about the bus"
TYPED = {"on": "1.11.2026", "mode": "phone", "reached": "yes", "note": NOTE}


@pytest.fixture
def stay(database, people):
    with database.write() as session:
        row = make_client(session, people.kokkola, people.aino, name="Leila Lahti")
        make_contact(session, row, people.aino, note="Wants to bake bread")
        return row


@pytest.fixture
def calm(app, database):
    """A page of an application that shows unexpected errors as people would see them."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return Page(app, database)


@contextmanager
def away(database, error=None):
    """Let the database be gone inside the block."""
    wrong = error or OperationalError("SELECT", {}, Exception("server closed the connection"))

    def refuse(_connection):
        raise wrong

    event.listen(database.engine, "begin", refuse, insert=True)
    try:
        yield
    finally:
        event.remove(database.engine, "begin", refuse)


@contextmanager
def unlooked(page):
    """Let pages be read without the look at the database that `Markup.check` takes."""
    kept = Markup.check
    Markup.check = lambda *_args: None
    try:
        yield
    finally:
        Markup.check = kept


def count(database, model):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def open_page(page, address, **values):
    """Open a page without looking it over, as that would ask the database."""
    answer = page.client.get(page.url(address, **values))
    return answer.status_code, answer.get_data(as_text=True)


class TestNotThere:
    def test_an_unknown_address_and_a_client_of_others_are_told_apart_by_nobody(
        self, page, people, stay
    ):
        page.sign_in(people.cilla)
        pages = []
        for address in ("/nothing/here", f"/clients/{stay.public_id}", f"/clients/{'a' * 26}"):
            page.get(address)
            pages.append((page.status, page.main, page.title))

        assert set(pages) == {
            (
                404,
                "Page not found The page cannot be found, or you do not have the right to see it."
                " Go to the first page",
                "Page not found – Rinnalla",
            )
        }

    def test_has_the_menu_of_the_person_and_leads_on(self, page, people):
        page.sign_in(people.aino)
        page.get("/nothing/here")

        assert page.follow("Go to the first page").h1 == "My day"

    def test_what_can_only_be_sent_is_not_opened(self, page, people):
        page.sign_in(people.aino)

        assert page.get("accounts.switch_language").status == 405
        assert page.h1 == "Page not found"


class TestUnreadable:
    def test_a_letter_that_no_text_holds(self, page, people):
        page.sign_in(people.aino)
        for address in ("/clients/%00", "/contacts?before=%00", "/?x=a%00b"):
            page.get(address)

            assert (page.status, page.h1) == (400, "This could not be read")

    def test_too_much_at_once(self, page, people, app, stay):
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=stay.public_id)
        page.post(
            "contacts.log_contact",
            {"note": "x" * (app.config["MAX_CONTENT_LENGTH"] + 1)},
            period_id=stay.public_id,
        )

        assert (page.status, page.h1) == (413, "Too much at once")

    def test_a_note_of_a_hundred_thousand_characters_is_kept_on_its_page(
        self, page, people, database, stay
    ):
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=stay.public_id)
        page.submit("Save contact", **{**TYPED, "note": "x" * 100_000})

        assert page.status == 422
        assert page.field("note") == "x" * 100_000


class TestRefusedOutsideAForm:
    def test_says_what_the_rule_is(self, page, people, app):
        @app.get("/refusing")
        def refusing():
            raise ChangedMeanwhile(user="Dora Dahl")

        page.sign_in(people.aino)
        page.get("/refusing")

        assert (page.status, page.h1) == (422, "This was not done")
        assert page.messages == [
            "Dora Dahl has saved a newer version. Your own text is safe."
            " Compare and choose which one stays."
        ]


class TestFault:
    @pytest.fixture
    def broken(self, app, calm, people):
        @app.get("/broken")
        def broken():
            raise RuntimeError("Leila Lahti is not a number")

        calm.sign_in(people.aino)
        return calm

    def test_the_page_tells_a_number_and_the_log_the_rest(self, broken, caplog):
        with caplog.at_level(logging.ERROR, logger="rinnalla"):
            broken.get("/broken")

        assert (broken.status, broken.h1) == (500, "A fault in the service")
        (record,) = [record for record in caplog.records if record.name == "rinnalla"]
        number = record.getMessage().partition(" ")[0]
        assert len(number) == 8
        assert f"give the administrator this number: {number}." in broken.main
        assert record.getMessage() == f"{number} at GET /broken"
        assert record.exc_info
        assert "Leila" not in broken.text
        assert "RuntimeError" not in broken.text


class TestDatabaseAway:
    def test_a_page_is_said_to_be_away_for_a_moment(self, calm, people, database, stay):
        calm.sign_in(people.aino)
        with away(database):
            status, body = open_page(calm, "clients.show_client", period_id=stay.public_id)

        assert status == 503
        assert "The service is away for a moment" in body
        assert "Leila" not in body
        assert calm.get("clients.show_client", period_id=stay.public_id).status == 200

    def test_it_looks_like_the_service_and_speaks_the_language_of_the_person(
        self, calm, people, database
    ):
        calm.sign_in(people.aino, "sv")
        calm.client.get("/about/help")
        with away(database):
            _status, body = open_page(calm, "days.my_day")
            style = calm.client.get("/static/app.css", buffered=True)

        assert '<html lang="sv">' in body
        assert style.status_code == 200

    def test_what_was_typed_stands_on_the_page_and_is_sent_again_from_there(
        self, calm, people, database, stay
    ):
        calm.sign_in(people.aino)
        calm.get("contacts.log_contact", period_id=stay.public_id)
        with away(database), unlooked(calm):
            calm.submit("Save contact", **TYPED)

        assert (calm.status, calm.h1) == (503, "The service is away for a moment")
        assert "what you typed is on this page" in calm.main
        assert NOTE in calm.main
        assert count(database, Contact) == 1
        calm.submit("Send again")

        assert calm.messages == ["Contact saved"]
        with database.read() as session:
            newest = session.scalars(select(Contact).order_by(Contact.id.desc())).first()
            assert newest.note == NOTE

    def test_sending_again_while_it_is_still_away_loses_nothing(self, calm, people, database, stay):
        calm.sign_in(people.aino)
        calm.get("contacts.log_contact", period_id=stay.public_id)
        with away(database), unlooked(calm):
            calm.submit("Save contact", **TYPED)
            calm.submit("Send again")
            calm.submit("Send again")
            assert calm.status == 503
        calm.submit("Send again")

        assert calm.messages == ["Contact saved"]
        assert count(database, Contact) == 2

    def test_a_password_does_not_stand_on_the_page(self, calm, database, people):
        calm.get("accounts.sign_in")
        with away(database), unlooked(calm):
            calm.submit("Sign in", user_name="aino", password="kolme kaunista kuusta")

        assert calm.status == 503
        assert "kuusta" not in calm.response.get_data(as_text=True)
        assert calm.field("user_name") == "aino"

    def test_waiting_in_vain_for_a_connection_is_the_same(self, calm, people, database):
        calm.sign_in(people.aino)
        with away(database, NoFreeConnection("QueuePool limit reached")):
            assert open_page(calm, "days.my_day")[0] == 503

    def test_a_file_that_is_moved_away_and_back_again(self, config, database, people, stay):
        opened = open_database(config)
        page = Page(make_app(config, opened), database)
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=stay.public_id)
        opened.close()
        database.close()
        file = config.instance / "rinnalla.db"
        file.rename(config.instance / "elsewhere.db")

        with unlooked(page):
            page.submit("Save contact", **TYPED)
        assert page.status == 503
        assert not file.exists()
        (config.instance / "elsewhere.db").rename(file)
        page.submit("Send again")

        assert page.messages == ["Contact saved"]
        opened.close()


class TestUseLogAway:
    """What cannot be logged is not shown."""

    @pytest.fixture(params=["the table is away", "a line is refused"])
    def without_log(self, request, database):
        def break_it():
            with database.append() as session:
                if request.param == "the table is away":
                    session.execute(text("ALTER TABLE use_log RENAME TO elsewhere"))
                else:
                    session.execute(
                        text(
                            "CREATE TRIGGER full BEFORE INSERT ON use_log BEGIN"
                            " SELECT RAISE(ABORT, 'Leila Lahti'); END"
                        )
                    )

        return break_it

    def test_no_byte_of_a_client_goes_out(self, calm, people, stay, without_log, database):
        calm.sign_in(people.aino)
        code = calm.client.get("/").get_data(as_text=True)
        assert "Leila Lahti" in code
        without_log()

        for address in (
            "/",
            "/clients",
            "/contacts",
            f"/clients/{stay.public_id}",
            f"/clients/{stay.public_id}/card",
            f"/clients/{stay.public_id}/contacts",
            f"/clients/{stay.public_id}/contacts/new",
        ):
            answer = calm.client.get(address)
            body = answer.get_data(as_text=True)
            assert answer.status_code in (500, 503), address
            told = [word for word in ("Leila", stay.client.code, "bread") if word in body]
            assert told == [], address

    def test_a_refused_request_is_not_answered_either(self, calm, people, stay, without_log):
        calm.sign_in(people.cilla)
        without_log()

        assert open_page(calm, "clients.show_client", period_id=stay.public_id)[0] in (500, 503)

    def test_what_is_about_no_client_is_shown(self, calm, people, stay, without_log):
        calm.sign_in(people.ylva)
        without_log()

        assert open_page(calm, "accounts.own_account")[0] == 200

    def test_a_line_comes_before_the_answer_also_when_the_view_failed(
        self, app, calm, people, stay, database
    ):
        @app.get("/failing")
        def failing():
            with transaction() as session:
                doors.open_record(session, actor(), stay.public_id, Basis.COACHING)
                raise RuntimeError

        calm.sign_in(people.aino)
        calm.get("/failing")

        assert calm.status == 500
        with database.read() as session:
            lines = select(UseLogLine.action).where(UseLogLine.address == "/failing")
            assert session.scalars(lines).all() == ["view"]
