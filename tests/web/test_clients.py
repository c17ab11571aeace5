"""The page of one client: head, phase, the course of the stay, who sees it and who may change it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from tests.clients import keep_names, made, stay_of
from tests.factories import make_assignment, make_client, make_contact

TODAY = clock.today()
DAY = timedelta(days=1)

COURSE = {"Change status", "Pause", "Change coach", "End the service"}
"""Links of the side of the page by which a stay goes on."""


@pytest.fixture
def client(page, people, database):
    """The page of Leila, Aino's client, in front of Aino."""
    keep_names(database, people)
    stay = made(
        database, people.kokkola, people.aino, name="Leila Lahti", client_birth_year=1990,
        status="searching", referred=TODAY - 20 * DAY, entry_date=TODAY - 12 * DAY,
    )  # fmt: skip
    page.sign_in(people.aino)
    return page.get("clients.show_client", period_id=stay)


def stay_in(page):
    """Return the public id of the stay whose page is open."""
    return page.address.split("/")[2].split("?")[0]


class TestHead:
    def test_the_name_stands_on_the_page_and_not_in_its_title(self, client, database):
        code = stay_of(database).client.code

        assert (client.h1, client.title) == ("Client", "Client – Rinnalla")
        assert f"Leila Lahti code {code} looking for work" in client.main
        assert "12 days in the service" in client.main
        assert "Coach: Aino Ahola." in client.main

    @pytest.mark.parametrize(
        ("status", "phase"),
        [
            ("profiling", "2 Skills and profile"),
            ("between", "3 Rapid job search"),
            ("agreed", "4 Agreeing with the employer"),
            ("working", "5 Support at work and outside it"),
            ("paused", None),
            ("studying", None),
        ],
    )
    def test_the_phase_follows_the_status(self, client, database, people, status, phase):
        stay = made(database, people.kokkola, people.aino, status=status)

        client.get("clients.show_client", period_id=stay)

        here = [item for item in client.markup.everything() if item.get("aria-current") == "step"]
        assert [text for item in here for text in item.itertext() if text.strip()] == (
            [phase] if phase else []
        )

    def test_the_card_stands_in_short_beside_the_timeline(self, client):
        for words in ("Year of birth 1990", "Team Kokkola", "Referral date", "Coaching began"):
            assert words in client.main

    def test_quick_entry_begins_with_this_client(self, client):
        client.follow("Log a contact")

        assert client.h1 == "Log a contact"
        assert "Leila Lahti" in client.main


class TestTimeline:
    def test_an_empty_one_says_what_will_be_here(self, client):
        assert "No contacts here yet." in client.main

    def test_contacts_stand_newest_first_and_narrow_by_kind(self, client, database, people):
        with database.write() as session:
            stay = stay_of(database)
            make_contact(session, stay, people.aino, on=TODAY - 3 * DAY, note="About mornings")
            make_contact(
                session, stay, people.aino, on=TODAY - DAY, with_whom="employer", note="With Kaisla"
            )
        client.get("clients.show_client", period_id=stay.public_id)
        assert client.main.index("With Kaisla") < client.main.index("About mornings")

        client.follow("employer")

        assert "With Kaisla" in client.main
        assert "About mornings" not in client.main

    def test_an_odd_kind_in_the_address_is_harmless(self, client):
        assert client.get(f"{client.address}?kind=nothing&before=x").status == 200


class TestFirstMeeting:
    @pytest.mark.parametrize(("days_ago", "told"), [(15, True), (3, False)])
    def test_only_an_earlier_meeting_than_the_card_tells_is_suggested(
        self, client, database, people, days_ago, told
    ):
        stay = stay_of(database)
        with database.write() as session:
            make_contact(session, stay, people.aino, on=TODAY - days_ago * DAY)

        client.get("clients.show_client", period_id=stay.public_id)

        assert ("The first real meeting on record is" in client.main) is told


class TestCourse:
    def test_the_coach_may_take_the_stay_on(self, client):
        assert set(client.links) >= COURSE | {"Edit: Client card"}
        assert "End the pause" not in client.links
        # The forms and the card come before a timeline that can be long (on a phone one column).
        order = list(client.links)
        assert order.index("A Client profile") < order.index("Log a meeting with an employer")

    def test_a_pause_can_only_be_ended(self, client):
        client.follow("Pause")
        client.submit("Save pause", way="keep")

        assert set(client.links) & COURSE == {"Change coach", "End the service"}
        assert "End the pause" in client.links

    def test_a_client_who_waits_is_taken_from_the_list(self, client, database, people):
        first = made(database, people.kokkola, name="First", referred=TODAY - 30 * DAY)
        second = made(database, people.kokkola, name="Second", referred=TODAY - 20 * DAY)
        client.sign_in(people.dora)

        for stay, place in ((first, 1), (second, 2)):
            client.get("clients.show_client", period_id=stay)
            assert f"Place in the queue: {place}." in client.main
            assert set(client.links) & COURSE == {"End the service"}
            assert "Take from the list" in client.links

    def test_an_ended_stay_tells_why_and_how_to_go_on(self, client):
        client.follow("End the service")
        client.submit("End the service", reason="studies")

        assert "60 days" not in client.main
        assert ": studies." in client.main
        assert not set(client.links) & COURSE
        assert {"Undo the ending", "Take in again"} <= set(client.links)

    def test_an_ending_of_long_ago_cannot_be_undone(self, client, database, people):
        client.follow("End the service")
        client.submit("End the service", reason="studies")
        stay = stay_in(client)
        client.sign_in(people.dora)

        with clock.at(clock.now() + 31 * DAY):
            client.sign_in(people.dora)
            client.get("clients.show_client", period_id=stay)

        assert "Undo the ending" not in client.links
        assert "Take in again" in client.links

    def test_who_was_not_taken_in_is_shown_with_the_reason(self, client, database, people):
        stay = made(
            database, people.kokkola, status="closed", decision="refused", refusal="symptoms",
            closed_on=TODAY, closed_reason="other", waiting_since=None,
        )  # fmt: skip
        client.sign_in(people.dora)

        client.get("clients.show_client", period_id=stay)

        assert "Not taken into the service" in client.main
        assert ": symptoms." in client.main


class TestSight:
    def test_others_clients_are_not_there(self, client, people):
        for person in (people.bengt, people.cilla, people.matti, people.ylva):
            client.sign_in(person)
            assert client.get("clients.show_client", period_id=stay_in(client)).status == 404

    def test_a_client_that_is_not_there_looks_the_same(self, client):
        others = client.get("clients.show_client", period_id="a" * 26)

        assert others.status == 404

    def test_a_colleagues_client_on_the_waiting_list_is_not_opened_by_a_coach(
        self, client, database, people
    ):
        stay = made(database, people.kokkola, name="Waits Alone")

        assert client.get("clients.show_client", period_id=stay).status == 404

    def test_a_former_coach_sees_for_ninety_days_and_changes_nothing(
        self, client, database, people
    ):
        with database.write() as session:
            stay = make_client(
                session, people.kokkola, by=1, name="Handed Over", referred=TODAY - 200 * DAY
            )
            stay.status, stay.waiting_since = "searching", None
            make_assignment(
                session, stay, people.aino, since=TODAY - 190 * DAY, ended_on=TODAY - 89 * DAY
            )
            make_assignment(session, stay, people.bengt, since=TODAY - 89 * DAY)
            public_id = stay.public_id

        client.get("clients.show_client", period_id=public_id)

        assert "Handed Over" in client.main
        assert not set(client.links) & (COURSE | {"Edit: Client card"})
        for endpoint in ("edit_card", "change_status", "pause_client", "close_client"):
            assert client.get(f"clients.{endpoint}", period_id=public_id).status == 404
        assert client.get("caseload.hand_over", period_id=public_id).status == 404
        with clock.at(clock.now() + DAY):
            client.sign_in(people.aino)
            assert client.get("clients.show_client", period_id=public_id).status == 404

    def test_the_leader_sees_and_changes_every_client_of_the_team(self, client, database, people):
        elsewhere = made(database, people.pietarsaari, people.cilla)
        stay = stay_in(client)
        client.sign_in(people.dora)

        client.get("clients.show_client", period_id=stay)

        assert set(client.links) >= COURSE | {"Edit: Client card"}
        assert client.get("clients.show_client", period_id=elsewhere).status == 404
