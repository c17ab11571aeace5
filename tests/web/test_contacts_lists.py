"""Lists of contacts: a coach's, a team's, a client's; narrowed, newest first, paged by key."""

from __future__ import annotations

import pytest

from coaching.contacts.lists import PAGE
from coaching.contacts.types import MeetingPurpose, Mode, With
from tests.contacts import DAY, TODAY
from tests.factories import make_client, make_contact, make_employer


@pytest.fixture
def client(database, people):
    with database.write() as session:
        return make_client(session, people.kokkola, people.aino, referred=TODAY - 400 * DAY)


@pytest.fixture
def logged(database, people, client):
    """Aino's contacts: with the client today, with the family today, with the client a year ago."""
    with database.write() as session:
        for note, with_whom, days in (
            ("Long ago", With.CLIENT, 380),
            ("With the family", With.FAMILY, 0),
            ("With the client", With.CLIENT, 0),
        ):
            make_contact(
                session, client, people.aino, on=TODAY - days * DAY, with_whom=with_whom, note=note
            )


def notes(page, *words):
    """Those of the words that the page holds, in the page's order."""
    return sorted((word for word in words if word in page.main), key=page.main.index)


ALL = ("Long ago", "With the family", "With the client")


class TestOwn:
    def test_the_newest_stand_first(self, page, people, logged):
        page.sign_in(people.aino)

        page.get("contacts.list_contacts")

        assert notes(page, *ALL) == ["With the client", "With the family", "Long ago"]

    def test_they_are_narrowed_by_whom_and_by_time(self, page, people, logged):
        page.sign_in(people.aino)
        page.get("contacts.list_contacts")

        page.submit("Filter", kind="client", period="all")
        assert notes(page, *ALL) == ["With the client", "Long ago"]
        page.submit("Filter", kind="", period="week")
        assert notes(page, *ALL) == ["With the client", "With the family"]
        page.submit("Filter", kind="client")
        assert notes(page, *ALL) == ["With the client"]
        assert (page.field("kind"), page.field("period")) == ("client", "week")

    def test_pages_turn_by_key_and_keep_what_they_are_narrowed_to(
        self, page, database, people, client
    ):
        with database.write() as session:
            for number in range(PAGE + 2):
                make_contact(session, client, people.aino, note=f"Note {number:02}")
            make_contact(session, client, people.aino, with_whom=With.FAMILY, note="Family")
        page.sign_in(people.aino)
        page.get("contacts.list_contacts", kind="client")
        assert page.main.count("Note ") == PAGE

        page.follow("Show more")

        assert notes(page, "Note 00", "Note 01", "Note 02", "Family") == ["Note 01", "Note 00"]
        page.follow("Back to the beginning")
        assert page.main.count("Note ") == PAGE

    def test_an_empty_list_says_what_will_be_here_and_how_to_begin(self, page, people):
        page.sign_in(people.aino)

        page.get("contacts.list_contacts")

        assert "No contacts here yet. What you log is shown here, newest first." in page.main
        assert "Log a contact" in page.links

    def test_odd_addresses_are_harmless(self, page, people, logged):
        page.sign_in(people.aino)
        for values in ({"before": "none"}, {"kind": "boss", "period": "age"}, {"whose": "x" * 300}):
            assert page.get("contacts.list_contacts", **values).status == 200


class TestOthers:
    @pytest.fixture
    def of_bengt(self, database, people):
        """Bengt's contact with a client, and one with an employer about that client."""
        with database.write() as session:
            cafe = make_employer(session, "Rantakahvila Oy")
            theirs = make_client(session, people.kokkola, people.bengt, name="Bertta Berg")
            make_contact(session, theirs, people.bengt, note="With Bertta", mode=Mode.PHONE)
            make_contact(
                session, theirs, people.bengt, note="About Bertta", with_whom=With.EMPLOYER,
                employer_id=cafe.id, meeting_purpose=MeetingPurpose.VACANCY,
            )  # fmt: skip

    def test_the_leader_sees_the_team_and_one_coach_of_it(self, page, people, logged, of_bengt):
        page.sign_in(people.dora)
        page.get("contacts.list_contacts")
        assert notes(page, "With Bertta", *ALL)[1:] == ["With the family", "With Bertta", ALL[0]]
        assert "Aino Ahola" in page.main

        page.submit("Filter", whose=people.bengt.public_id)

        assert notes(page, "With Bertta", "About Bertta", *ALL) == ["About Bertta", "With Bertta"]

    def test_a_coach_sees_the_teams_employer_contacts_without_whom_they_are_about(
        self, page, people, logged, of_bengt
    ):
        page.sign_in(people.aino)
        page.get("contacts.list_contacts")

        page.submit("Filter", whose="team")

        assert "Rantakahvila Oy" in page.main
        assert "vacancy" in page.main
        assert "Bengt Bäck" in page.main
        assert "Bertta" not in page.text
        assert "Edit" not in page.links

    def test_a_coach_cannot_ask_for_a_colleagues_list(self, page, people, of_bengt):
        page.sign_in(people.aino)

        page.get("contacts.list_contacts", whose=people.bengt.public_id)

        assert "Bertta" not in page.text
        assert "No contacts here yet" in page.main


class TestOfTheClient:
    def test_it_holds_this_clients_contacts_narrowed_by_whom_and_by_time(
        self, page, database, people, client, logged
    ):
        with database.write() as session:
            other = make_client(session, people.kokkola, people.aino)
            make_contact(session, other, people.aino, note="About another")
        page.sign_in(people.aino)
        page.get("contacts.list_contacts_of_client", period_id=client.public_id)
        assert notes(page, "About another", *ALL) == [ALL[2], ALL[1], ALL[0]]

        page.submit("Filter", kind="client")
        assert notes(page, *ALL) == ["With the client", "Long ago"]
        page.submit("Filter", period="year")
        assert notes(page, *ALL) == ["With the client"]

    def test_its_pages_turn_by_key(self, page, database, people, client):
        with database.write() as session:
            for number in range(PAGE + 1):
                make_contact(session, client, people.aino, note=f"Note {number:02}")
        page.sign_in(people.aino)
        page.get("contacts.list_contacts_of_client", period_id=client.public_id, period="year")

        page.follow("Show more")

        assert notes(page, "Note 00", "Note 01") == ["Note 00"]
        assert page.field("period") == "year"

    def test_it_is_not_there_for_a_colleague_or_another_team(self, page, people, client):
        for person in (people.bengt, people.cilla):
            page.sign_in(person)
            page.get("contacts.list_contacts_of_client", period_id=client.public_id)
            assert page.status == 404
