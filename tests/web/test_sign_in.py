"""Signing in and out: who gets in, who has to wait, and where one arrives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts import passwords
from coaching.accounts.models import Post, SignIn, SignInAttempt
from coaching.security import TOKEN
from tests.factories import make_post, make_user
from tests.passwords import (
    CHEAP,
    FAILED,
    OTHER,
    PASSWORD,
    Counting,
    actions,
    count,
    fail,
    give,
    sign_in,
)

NOON = datetime(2026, 11, 24, 12, 0, 20, tzinfo=UTC)
"""14.00.20 in Finland."""


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(passwords, "hasher", CHEAP)


@pytest.fixture
def aino(database, people):
    give(database, people.aino)
    return people.aino


class TestSigningIn:
    @pytest.mark.parametrize(
        ("name", "first"),
        [
            ("aino", "days.my_day"),
            ("dora", "days.my_day"),
            ("matti", "reviews.quality"),
            ("ylva", "administration.overview"),
        ],
    )
    def test_leads_to_the_first_place_of_the_own_menu(self, page, people, database, name, first):
        give(database, getattr(people, name))
        page.get("accounts.sign_in")
        form = {"csrf_token": page.token(), "user_name": name, "password": PASSWORD}

        answers = [page.client.post("/account/sign-in", data=form)]
        answers.append(page.client.get(answers[0].headers["Location"]))

        assert [answer.status_code for answer in answers] == [303, 303]
        assert answers[1].headers["Location"] == page.url(first)

    def test_the_name_is_known_in_capitals_and_with_spaces_around(self, page, aino):
        sign_in(page, "  AINO ")

        assert page.h1 == "My day"

    def test_leaves_a_line_in_the_use_log(self, page, aino, database):
        fail(page, 1)
        sign_in(page)

        assert actions(database)[:2] == [("sign_in_failed", None), ("sign_in", aino.user_id)]

    @pytest.mark.parametrize(("name", "password"), [("nobody", PASSWORD), ("aino", OTHER)])
    def test_an_unknown_name_and_a_wrong_password_are_answered_alike(
        self, page, aino, database, name, password
    ):
        sign_in(page, name, password)

        assert page.status == 422
        assert page.messages == [f"Check these points {FAILED}"]
        assert page.field("user_name") == name
        assert page.error("user_name") is page.error("password") is None
        assert count(database, SignIn) == 0

    @pytest.mark.parametrize("name", ["nobody", "aino"])
    def test_both_take_the_same_work(self, page, aino, monkeypatch, name):
        counting = Counting()
        monkeypatch.setattr(passwords, "hasher", counting)

        sign_in(page, name, OTHER)

        assert counting.work == 1

    def test_a_closed_account_is_answered_as_a_wrong_password(self, page, aino, database):
        give(database, aino, closed_on=clock.today())

        sign_in(page)

        assert page.messages == [f"Check these points {FAILED}"]
        assert count(database, SignIn) == 0

    def test_an_account_that_closes_tomorrow_is_open_today(self, page, aino, database):
        give(database, aino, closed_on=clock.today() + timedelta(days=1))

        sign_in(page)

        assert page.h1 == "My day"

    def test_each_empty_field_says_what_it_needs(self, page, aino, database):
        sign_in(page, "", "")

        assert page.error("user_name") == "Enter your user name."
        assert page.error("password") == "Enter your password."
        assert count(database, SignInAttempt) == 0

    def test_the_password_is_never_shown_again_nor_kept(self, page, aino, config):
        sign_in(page, "aino", OTHER)

        assert OTHER not in page.response.get_data(as_text=True)
        kept = (config.instance / "rinnalla.db").read_bytes()
        kept += (config.instance / "rinnalla.db-wal").read_bytes()
        assert OTHER.encode() not in kept

    def test_a_password_is_taken_whole_however_long(self, page, aino, database):
        give(database, aino, "pitkä lause " * 40)

        sign_in(page, password="pitkä lause " * 39)
        assert page.status == 422
        sign_in(page, password="pitkä lause " * 40)
        assert page.h1 == "My day"

    def test_the_page_leads_on_when_somebody_is_signed_in(self, page, aino):
        sign_in(page)

        page.get("accounts.sign_in")

        assert page.h1 == "My day"

    def test_a_page_that_was_opened_before_signing_in_elsewhere_says_so(self, page, aino):
        page.get("accounts.sign_in", next="/clients")
        with page.client.session_transaction() as cookie:
            cookie.clear()

        page.submit("Sign in", user_name="aino", password=PASSWORD)

        assert page.messages == [
            "The page was from an earlier sign-in, so nothing was done. Try again."
        ]
        page.submit("Sign in", user_name="aino", password=PASSWORD)
        assert page.h1 == "Clients"


class TestPosts:
    @pytest.fixture
    def eeva(self, database, people):
        with database.write() as session:
            user = make_user(session, "Eeva Esko", password_hash=passwords.hashed(PASSWORD))
            make_post(session, user, people.kokkola)
            return user.id

    @pytest.mark.parametrize(
        ("since", "until", "works"), [(0, None, True), (1, None, False), (-9, 0, False)]
    )
    def test_a_post_gives_its_role_from_its_first_day_and_not_on_its_end_day(
        self, page, eeva, database, since, until, works
    ):
        today = clock.today()
        with database.write() as session:
            post = session.scalars(select(Post).where(Post.user_id == eeva)).one()
            post.since = today + timedelta(days=since)
            post.until = None if until is None else today + timedelta(days=until)

        sign_in(page, "eeva")

        assert page.h1 == ("My day" if works else "Own account")
        assert page.get("clients.list_clients").status == (200 if works else 404)

    def test_a_role_ends_at_midnight_of_the_last_day_though_the_sign_in_goes_on(
        self, page, eeva, database
    ):
        with database.write() as session:
            post = session.scalars(select(Post).where(Post.user_id == eeva)).one()
            post.until = datetime(2026, 11, 25, tzinfo=UTC).date()

        with clock.at(datetime(2026, 11, 24, 21, 55, tzinfo=UTC)):
            sign_in(page, "eeva")
            assert page.get("clients.list_clients").status == 200
        with clock.at(datetime(2026, 11, 24, 22, 0, tzinfo=UTC)):
            assert page.get("clients.list_clients").status == 404
            assert page.get("accounts.own_account").status == 200


class TestSigningOut:
    def test_leads_to_the_sign_in_page_and_leaves_a_line(self, page, people, database):
        page.sign_in(people.aino)
        page.get("days.my_day")

        page.submit("Sign out")

        assert (page.h1, page.messages) == ("Sign in", [])
        assert actions(database)[-1] == ("sign_out", people.aino.user_id)

    def test_the_cookie_of_before_opens_nothing(self, page, people):
        page.sign_in(people.aino)
        page.get("days.my_day")
        with page.client.session_transaction() as cookie:
            token = cookie[TOKEN]
        page.submit("Sign out")

        with page.client.session_transaction() as cookie:
            cookie[TOKEN] = token

        assert page.get("days.my_day").h1 == "Sign in"

    def test_is_not_done_by_opening_an_address(self, page, people):
        page.sign_in(people.aino)

        assert page.get("accounts.sign_out").status == 405
        assert page.get("days.my_day").h1 == "My day"

    def test_after_a_while_away_it_leads_to_sign_in_and_from_there_to_the_page(
        self, page, people, database
    ):
        give(database, people.aino)
        with clock.at(NOON):
            page.sign_in(people.aino)
            page.get("clients.list_clients")
        with clock.at(NOON + timedelta(hours=2)):
            page.submit("Sign out")

            assert page.h1 == "Sign in"
            page.submit("Sign in", user_name="aino", password=PASSWORD)
            assert (page.status, page.h1) == (200, "Clients")


class TestWhereOneArrives:
    def test_the_page_one_was_going_to(self, page, aino):
        page.get("employers.add_employer", name="Café Åström & co")
        assert page.h1 == "Sign in"
        assert page.messages == []

        page.submit("Sign in", user_name="aino", password=PASSWORD)

        assert page.h1 == "Add employer"
        assert page.field("name") == "Café Åström & co"

    def test_it_is_kept_when_the_password_was_wrong_at_first(self, page, aino):
        page.get("clients.list_clients")

        page.submit("Sign in", user_name="aino", password=OTHER)
        page.submit("English")
        page.submit("Sign in", user_name="aino", password=PASSWORD)

        assert page.h1 == "Clients"

    @pytest.mark.parametrize(
        "target",
        [
            "//example.org",
            "/\\example.org",
            "\\\\example.org",
            "/\t/example.org",
            "/\n/example.org",
            "\t//example.org",
            " //example.org",
            "https://example.org/clients",
            "https:example.org",
            "javascript:alert(1)",
            "example.org",
            "",
        ],
    )
    def test_another_site_is_never_led_to(self, page, aino, target):
        page.get("accounts.sign_in", next=target)
        form = {"csrf_token": page.token(), "user_name": "aino", "password": PASSWORD}
        answer = page.client.post(page.address, data=form)

        assert answer.status_code == 303
        assert answer.headers["Location"] == "/account/start"
        languages = {"csrf_token": page.token(), "language": "sv", "next": target}
        page.get("accounts.own_account")
        languages["csrf_token"] = page.token()
        answer = page.client.post("/account/language", data=languages)
        assert answer.headers["Location"] == "/account/start"
