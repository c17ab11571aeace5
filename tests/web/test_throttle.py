"""Slowing down who guesses passwords, without locking the owner out for good."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from coaching import clock
from coaching.accounts import passwords
from coaching.accounts.models import SignInAttempt
from coaching.accounts.service import TooManyAttempts
from coaching.accounts.throttle import BY_ADDRESS, BY_NAME, WINDOW
from forms import refusals
from tests.passwords import (
    CHEAP,
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


class TestSlowingDown:
    def test_after_five_failures_the_name_waits_and_the_page_says_until_when(self, page, aino):
        with clock.at(NOON):
            fail(page, BY_NAME)

            sign_in(page)

        assert page.status == 422
        assert page.messages == [
            "Check these points There have been many attempts. Try again at 14:16."
        ]

    @pytest.mark.parametrize(
        ("until", "language", "said"),
        [
            (NOON, "en", "14:01"),
            (NOON, "fi", "14.01"),
            (NOON, "sv", "14.01"),
            (NOON.replace(second=0), "fi", "14.00"),
            (NOON.replace(minute=59, second=59, microsecond=1), "fi", "15.00"),
        ],
    )
    def test_the_time_is_the_next_whole_minute_as_the_language_writes_it(
        self, app, until, language, said
    ):
        with app.test_request_context(headers={"Accept-Language": language}):
            sentence = refusals.words(TooManyAttempts(until=until))

        assert re.findall(r"\d+\D\d+", sentence) == [said]

    def test_the_owner_gets_in_at_the_time_that_was_said(self, page, aino):
        with clock.at(NOON):
            fail(page, BY_NAME)
        with clock.at(NOON + WINDOW - timedelta(seconds=1)):
            sign_in(page)
            assert page.status == 422
        with clock.at(datetime(2026, 11, 24, 12, 16, tzinfo=UTC)):
            sign_in(page)

        assert page.h1 == "My day"

    def test_trying_while_waiting_does_not_make_the_wait_longer(self, page, aino):
        with clock.at(NOON):
            fail(page, BY_NAME)
        with clock.at(NOON + WINDOW / 2):
            fail(page, 2 * BY_NAME)
        with clock.at(NOON + WINDOW):
            sign_in(page)

        assert page.h1 == "My day"

    def test_a_name_that_nobody_has_waits_as_well(self, page, aino):
        fail(page, BY_NAME, "nobody")

        sign_in(page, "nobody")

        assert "There have been many attempts." in page.messages[0]

    def test_somebody_else_does_not_wait(self, page, aino, people, database):
        give(database, people.bengt)
        fail(page, BY_NAME)

        sign_in(page, "bengt")

        assert page.h1 == "My day"

    def test_four_failures_are_forgotten_when_the_fifth_try_is_right(self, page, aino):
        for _ in range(2):
            fail(page, BY_NAME - 1)
            sign_in(page)
            assert page.h1 == "My day"
            page.submit("Sign out")

    def test_after_fifty_failures_an_address_waits_whatever_the_name(self, page, aino):
        for number in range(BY_ADDRESS):
            fail(page, 1, f"somebody {number // (BY_NAME - 1)}")

        sign_in(page)
        assert "There have been many attempts." in page.messages[0]
        page.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
        sign_in(page)

        assert page.h1 == "My day"

    def test_names_and_addresses_are_kept_as_keyed_hashes_and_not_for_long(
        self, page, aino, database
    ):
        page.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
        with clock.at(NOON):
            fail(page, 2)

        with database.read() as session:
            rows = session.execute(text("SELECT * FROM sign_in_attempt")).all()
        assert len(rows) == 2
        assert not [row for row in rows if "aino" in str(row) or "192.0.2.7" in str(row)]
        with clock.at(NOON + timedelta(days=1)):
            fail(page, 1)
        assert count(database, SignInAttempt) == 1
