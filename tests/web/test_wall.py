"""The wall: what is open without sign-in, tokens on every change, headers and cookies."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from coaching.contacts.models import Contact
from coaching.employers.models import Employer
from coaching.security import PUBLIC, TOKEN
from coaching.uselog.types import COMMAND_LINE, origin
from tests.apps import make_app
from tests.factories import make_client
from tests.page import Page

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';"
        " script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
A_DAY = "1.11.2026"


def addresses(app, method):
    """Return each rule that takes the method, with made-up ids in its address."""
    with app.test_request_context():
        return {
            rule.rule: (rule.endpoint, app.url_for(rule.endpoint, **made_up(rule)))
            for rule in app.url_map.iter_rules()
            if method in rule.methods
        }


def made_up(rule):
    return {name: "app.css" if name == "filename" else "a" * 26 for name in rule.arguments}


def count(database, model):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


class TestOpenAddresses:
    def test_are_these_and_no_others(self, app):
        open_to_all = set()
        for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"):
            for rule, (_endpoint, address) in addresses(app, method).items():
                answer = app.test_client().open(address, method=method, buffered=True)
                led = answer.headers.get("Location", "")
                if not (answer.status_code == 303 and led.startswith("/account/sign-in?next=")):
                    open_to_all.add((rule, method))

        assert open_to_all == {
            # Its address holds a secret; a guessed one is not found.
            ("/calendar/<person>/<secret>.ics", "GET"),
            ("/calendar/<person>/<secret>.ics", "HEAD"),
            ("/calendar/<person>/<secret>.ics", "OPTIONS"),
            ("/static/<path:filename>", "GET"),
            ("/static/<path:filename>", "HEAD"),
            ("/static/<path:filename>", "OPTIONS"),
            ("/account/sign-in", "GET"),
            ("/account/sign-in", "HEAD"),
            ("/account/sign-in", "OPTIONS"),
            ("/account/sign-in", "POST"),
            ("/account/demo-sign-in", "POST"),
            ("/account/demo-sign-in", "OPTIONS"),
            ("/account/language", "POST"),
            ("/account/language", "OPTIONS"),
            ("/about/accessibility", "GET"),
            ("/about/accessibility", "HEAD"),
            ("/about/accessibility", "OPTIONS"),
            ("/about/data-protection", "GET"),
            ("/about/data-protection", "HEAD"),
            ("/about/data-protection", "OPTIONS"),
        }

    def test_the_list_names_addresses_that_exist(self, app):
        assert set(app.view_functions) >= PUBLIC

    def test_an_unknown_address_does_not_tell_that_it_is_unknown(self, page):
        for address in ("/nothing/here", "/clients/nobody/here", "/account/sign-in/x"):
            answer = page.client.get(address)

            assert answer.status_code == 303
            assert answer.headers["Location"].startswith("/account/sign-in?next=")

    def test_a_made_up_cookie_opens_nothing(self, app, page):
        for token in ("x" * 43, "", None, "'; DROP TABLE user"):
            with page.client.session_transaction() as cookie:
                cookie[TOKEN] = token

            assert page.client.get("/").status_code == 303
        page.client.set_cookie("rinnalla", "eyJzaWduX2luIjoieCJ9.forged.signature")
        assert page.client.get("/").status_code == 303


def test_what_follows_a_request_is_not_told_as_of_it(page, people):
    page.sign_in(people.aino)
    page.get("days.my_day")

    assert origin.get() == COMMAND_LINE


class TestTokens:
    def test_nothing_is_done_without_one_whatever_the_address(self, page, people, app, database):
        page.sign_in(people.dora)
        page.get("days.my_day")

        posts = addresses(app, "POST")
        assert len(posts) > 30
        for rule, (_endpoint, address) in posts.items():
            answer = page.client.post(address, data={"name": "Leipomo", "note": ""})
            assert answer.status_code == 303, rule
            told = page.client.get("/account").get_data(as_text=True)
            assert "The page was from an earlier sign-in" in told, rule
        assert page.get("days.my_day").h1 == "My day"
        assert count(database, Employer) == 0

    @pytest.mark.parametrize("token", ["", "x", "aaaa.bbbb.cccc"])
    def test_a_made_up_one_is_as_none(self, page, people, database, token):
        page.sign_in(people.aino)
        page.get("days.my_day")

        form = {"csrf_token": token, "name": "Leipomo", "municipality": "Perho"}
        page.client.post("/employers/new", data=form)

        assert count(database, Employer) == 0

    def test_one_of_another_browser_is_as_none(self, page, people, app, database):
        other = Page(app, database)
        other.sign_in(people.aino)
        other.get("employers.add_employer", name="Leipomo")
        page.sign_in(people.aino)
        page.get("employers.add_employer", name="Leipomo")

        form = {"csrf_token": other.token(), "name": "Leipomo", "municipality": "Perho"}
        page.client.post("/employers/new", data=form)

        assert count(database, Employer) == 0

    def test_a_page_stays_good_all_day(self, page, people, database):
        page.sign_in(people.aino)
        page.get("employers.add_employer", name="Leipomo")
        for _ in range(3):
            page.client.get("/")

        page.submit("Save employer", municipality="Perho")

        assert page.messages == ["Employer saved"]


class TestSentTwice:
    @pytest.fixture
    def stay(self, database, people):
        with database.write() as session:
            return make_client(session, people.kokkola, people.aino)

    def test_one_opening_of_a_page_makes_one_contact_and_both_lead_to_the_same_place(
        self, page, people, database, stay
    ):
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=stay.public_id)
        typed = {"on": A_DAY, "with_whom": "client", "mode": "phone", "reached": "yes"}
        again = {**typed, "submission": page.field("submission"), "note": "First"}
        page.post("contacts.log_contact", again, period_id=stay.public_id)
        assert page.messages == ["Contact saved"]
        first = page.address

        page.post("contacts.log_contact", again, period_id=stay.public_id)

        assert (page.address, page.messages) == (first, [])
        with database.read() as session:
            assert [contact.note for contact in session.scalars(select(Contact))] == ["First"]

    def test_what_was_refused_can_be_sent_again_with_its_token(self, page, people, database, stay):
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=stay.public_id)
        token = page.field("submission")

        page.submit("Save contact", on="", mode="phone", reached="yes")
        assert page.status == 422
        assert page.field("submission") == token
        page.submit("Save contact", on=A_DAY)

        assert page.messages == ["Contact saved"]
        assert count(database, Contact) == 1

    def test_two_tabs_that_end_the_same_service_end_it_once(
        self, page, people, app, database, stay
    ):
        tabs = [page, Page(app, database)]
        for tab in tabs:
            tab.sign_in(people.aino)
            tab.get("clients.close_client", period_id=stay.public_id)

        told = []
        for tab in tabs:
            tab.submit("End the service", reason="own_wish")
            told.append((tab.status, tab.messages))

        assert told[0] == (200, ["The service has ended"])
        assert told[1][0] == 422
        assert "This was saved already" in told[1][1][0]
        other = tabs[1]
        other.submit("End the service")
        assert "ended" in other.messages[0]

    def test_a_token_of_an_odd_shape_is_replaced(self, page, people, database):
        page.sign_in(people.aino)
        for token in ("", "x", "a" * 27, "a" * 25 + "!"):
            form = {"name": f"Leipomo {token}", "municipality": "Perho", "submission": token}
            page.post("employers.add_employer", {**form, "is_other": "y"})
            assert page.messages == ["Employer saved"]

        assert count(database, Employer) == 4


class TestHeaders:
    @pytest.mark.parametrize(
        ("address", "status"),
        [
            ("/", 200),
            ("/account/sign-in", 303),
            ("/about/accessibility", 200),
            ("/nothing", 404),
            ("/account/sign-out", 405),
            ("/static/app.css", 200),
            ("/static/nothing.css", 404),
            ("/clients/" + "a" * 26, 404),
        ],
    )
    def test_stand_on_every_kind_of_answer(self, page, people, address, status):
        page.sign_in(people.aino)

        answer = page.client.get(address, buffered=True)

        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in PAGE_HEADERS} == PAGE_HEADERS
        assert "Strict-Transport-Security" not in answer.headers
        assert "Server" not in answer.headers
        kept = "public, max-age=3600" if address == "/static/app.css" else "no-store"
        assert answer.headers["Cache-Control"] == kept

    def test_stand_on_what_was_refused(self, page, people):
        page.sign_in(people.aino)
        page.get("employers.add_employer", name="Leipomo")
        page.submit("Save employer", name="")

        assert page.status == 422
        assert {name: page.response.headers.get(name) for name in PAGE_HEADERS} == PAGE_HEADERS
        assert page.response.headers["Cache-Control"] == "no-store"

    def test_a_file_of_ours_sets_no_cookie(self, page, people):
        page.sign_in(people.aino)

        answer = page.client.get("/static/app.css", buffered=True)

        assert "Set-Cookie" not in answer.headers

    def test_over_https_browsers_are_told_to_stay_there(self, page):
        answer = page.client.get("/account/sign-in", base_url="https://localhost")

        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


class TestCookies:
    def set_by(self, answer):
        (cookie,) = answer.headers.getlist("Set-Cookie")
        name, _equals, rest = cookie.partition("=")
        return name, {part.strip() for part in rest.split(";")[1:]}

    def test_behind_https_the_name_and_flags_bind_it_to_the_site(self, config, database):
        app = make_app(config, database, secure=True)

        answer = app.test_client().get("/account/sign-in", base_url="https://localhost")

        assert self.set_by(answer) == (
            "__Host-rinnalla",
            {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"},
        )

    def test_on_plain_loopback_it_works_without_https(self, page):
        answer = page.client.get("/account/sign-in")

        assert self.set_by(answer) == ("rinnalla", {"HttpOnly", "Path=/", "SameSite=Lax"})

    def test_they_hold_no_words_of_a_record(self, page, people, database):
        with database.write() as session:
            stay = make_client(session, people.kokkola, people.aino, name="Leila Lahti")
            code = stay.client.code
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=stay.public_id)
        page.submit("Save contact", on=A_DAY, mode="phone", reached="yes", note="Talked a while")

        with page.client.session_transaction() as cookie:
            held = str(dict(cookie))
        assert not [word for word in ("Leila", code, "Talked") if word in held]
