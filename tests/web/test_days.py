"""My day: places, my clients, latest contacts and the strip; the team for its leader."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts.models import Post
from coaching.accounts.types import Role
from coaching.caseload.places import sync_places
from coaching.clients.types import Status
from coaching.contacts.types import Mode
from coaching.reviews import service as reviews
from tests.contacts import DAY, TODAY
from tests.factories import make_client, make_contact, make_post
from tests.reviews import finished


@pytest.fixture
def client(database, people):
    with database.write() as session:
        return make_client(session, people.kokkola, people.aino, status=Status.SEARCHING)


def my_day(page, person):
    page.sign_in(person)
    return page.get("days.my_day")


class TestCoach:
    def test_the_places_are_twenty_squares_and_words(self, page, database, people, client):
        with database.write() as session:
            make_client(session, people.kokkola, by=people.dora, name="Waiting Wilma")

        my_day(page, people.aino)

        assert "1 of 20 places taken, 1 client waiting" in page.main
        assert "Leila Lahti, looking for work" in page.main
        assert page.main.count("free place") == 19
        assert "Wilma" not in page.text

    def test_today_stands_beside_the_heading(self, page, database, people):
        with clock.at(datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Helsinki"))):
            my_day(page, people.aino)

        assert "Tuesday 24 November 2026, week 48" in page.main

    def test_my_clients_begin_with_the_one_without_contact_for_longest(
        self, page, database, people, client
    ):
        with database.write() as session:
            make_contact(session, client, people.aino, on=TODAY - 3 * DAY, mode=Mode.PHONE)
            for name, days in (("Quiet Quinn", 40), ("New Nina", None)):
                stay = make_client(session, people.kokkola, people.aino, name=name)
                if days:
                    make_contact(session, stay, people.aino, on=TODAY - days * DAY)

        my_day(page, people.aino)

        mine = page.main[page.main.index("My clients") :]
        order = [mine.index(name) for name in ("New Nina", "Quiet Quinn", "Leila Lahti")]
        assert order == sorted(order)
        assert "making the profile, no contacts yet" in mine
        assert "looking for work, 3 days ago, by phone" in mine
        page.follow("Log: Leila Lahti")
        assert page.field("mode") == "phone"

    def test_the_latest_contacts_are_the_own(self, page, database, people, client):
        with database.write() as session:
            make_contact(session, client, people.aino, note="Mine")
            theirs = make_client(session, people.kokkola, people.bengt, name="Bertta Berg")
            make_contact(session, theirs, people.bengt, note="His")

        my_day(page, people.aino)

        assert "Mine" in page.main
        assert "Bertta" not in page.text

    def test_the_strip_is_there(self, page, people, client):
        my_day(page, people.aino)

        assert page.options("client") == [client.public_id]
        assert "Save" in page.buttons

    def test_without_clients_it_says_how_to_begin(self, page, people):
        my_day(page, people.aino)

        assert "0 of 20 places taken" in page.main
        assert "You have no clients yet. Add the first client." in page.main
        assert "Add client" in page.links
        assert "Save" not in page.buttons
        page.follow("Log a contact")
        assert page.options("client") == []

    def test_who_holds_more_than_the_post_owns_is_told_by_how_many(self, page, database, people):
        with database.write() as session:
            for number in range(3):
                make_client(session, people.kokkola, people.aino, name=f"Client {number}")
            post = session.scalars(select(Post).where(Post.user_id == people.aino.user_id)).one()
            post.fte = Decimal("0.1")
            session.flush()
            sync_places(session, people.aino.user_id)

        my_day(page, people.aino)

        assert "3 of 2 places taken, 0 clients waiting over by 1" in page.main


class TestLeader:
    def test_sees_the_places_of_the_team_and_its_latest_contacts(
        self, page, database, people, client
    ):
        with database.write() as session:
            make_contact(session, client, people.aino, note="Agreed on Tuesday")
            far = make_client(session, people.pietarsaari, people.cilla, name="Far Fanny")
            make_contact(session, far, people.cilla)

        my_day(page, people.dora)

        assert page.table()[1:] == [
            ["Aino Ahola", "1 of 20 places taken"],
            ["Bengt Bäck", "0 of 20 places taken"],
        ]
        assert "Agreed on Tuesday" in page.main
        assert "Far Fanny" not in page.text
        assert "My clients" not in page.main
        assert "Save" not in page.buttons

    def test_is_told_when_the_next_review_is_due(self, page, database, people):
        my_day(page, people.dora)
        assert "The first review is due half a year after the first client." in page.main

        with database.write() as session:
            finished(session, people, on=TODAY - 400 * DAY)
            due = reviews.next_review(session, people.kokkola.id)
        page.get("days.my_day")

        assert due < TODAY
        assert f"{due.year} late Kokkola" in page.main
        page.follow("Kokkola")
        assert page.h1 == "Quality"

    def test_who_coaches_too_sees_the_own_places_and_the_strip_beside_the_team(
        self, page, database, people, client
    ):
        with database.write() as session:
            make_post(session, people.dora, people.kokkola, fte="0.5")
            mine = make_client(session, people.kokkola, people.dora, name="Own Olga")

        my_day(page, people.dora)

        assert "1 of 10 places taken" in page.main
        assert ["Aino Ahola", "1 of 20 places taken"] in page.table()
        assert page.options("client") == [mine.public_id]

    def test_who_coaches_in_another_team_sees_both(self, page, database, people, client):
        with database.write() as session:
            make_post(session, people.cilla, people.kokkola, role=Role.LEADER)
            hers = make_client(session, people.pietarsaari, people.cilla, name="Hers Helga")

        my_day(page, people.cilla)

        assert ["Aino Ahola", "1 of 20 places taken"] in page.table()
        assert page.options("client") == [hers.public_id]


@pytest.mark.parametrize(("name", "address"), [("matti", "/quality"), ("ylva", "/administration")])
def test_people_without_a_day_are_led_to_their_own_first_page(page, people, name, address):
    my_day(page, getattr(people, name))

    assert page.address.rstrip("/") == address
