"""Contacts with employers on the page: chosen, searched for without scripts, carried from a card."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.contacts.types import Decides, MadeBy, MeetingPurpose, Mode, With
from coaching.employers.models import EmployerPerson
from coaching.profiles.models import DisclosureTalk
from tests.contacts import TODAY, logged, person_of
from tests.factories import (
    make_client,
    make_consent,
    make_contact,
    make_employer,
    make_post,
)

CHOOSE = "Choose the employer, or search for it by name."


@pytest.fixture
def client(database, people):
    """A client of Aino's who lets her be in touch with employers."""
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
        make_consent(session, stay)
        return stay


@pytest.fixture
def cafe(database):
    """The choice of Siv, who decides on hiring at a café."""
    return code_of(database, "Rantakahvila Oy", "Siv Holm", decides=Decides.YES)


@pytest.fixture
def entry(page, people, client):
    """The page of a contact whose client is still to be chosen."""
    page.sign_in(people.aino)
    page.get("contacts.new_contact")
    return page


def code_of(database, name, person, **values):
    with database.write() as session:
        employer = make_employer(session, name, person=person)
        found = person_of(session, employer)
        found.decides = values.get("decides", Decides.UNSURE)
        return f"p:{found.public_id}"


def search(page, words, **typed):
    return page.submit("Search", look_for=words, with_whom="employer", **typed)


class TestSearching:
    def test_the_page_comes_back_with_what_was_found_and_nothing_is_saved(
        self, entry, database, client, cafe
    ):
        search(entry, "rantakah", client=client.public_id, mode="phone", note="About mornings")

        assert (entry.status, entry.h1) == (200, "Log a contact")
        assert "Rantakahvila Oy, Kokkola Siv Holm, decides on hiring" in entry.main
        assert entry.options("employer")[0] == cafe
        assert (entry.field("note"), entry.field("client")) == ("About mornings", client.public_id)
        assert logged(database) == []
        entry.submit("Save contact", employer=cafe, meeting_purpose="needs")
        assert [contact.mode for contact in logged(database)] == [Mode.PHONE]

    def test_no_hits_say_what_to_try_and_the_summary_leads_there(self, entry, database, cafe):
        search(entry, "bakery")
        assert "No hits. Try a shorter word." in entry.main
        assert entry.options("employer") == []

        entry.submit("Save contact", client="none", mode="phone", meeting_purpose="needs")

        assert (entry.status, entry.error("look_for")) == (422, "No hits. Try a shorter word.")
        assert entry.links["No hits. Try a shorter word."] == "#employer"

    def test_searching_for_nothing_saves_nothing(self, entry, database, client, cafe):
        search(entry, "rantakah", client=client.public_id, mode="phone")

        search(entry, "", employer=cafe, meeting_purpose="needs")

        assert entry.status == 200
        assert logged(database) == []

    def test_words_nobody_searched_for_yet_come_before_the_employer_chosen_earlier(
        self, entry, database, client, cafe
    ):
        bakery = code_of(database, "Leipomo Kaisla", "Kai Kaisla")
        search(entry, "rantakah", client=client.public_id, mode="phone")

        entry.submit("Save contact", employer=cafe, meeting_purpose="needs", look_for="kaisla")

        assert entry.error("employer") == "Choose the employer from what was found."
        assert bakery in entry.options("employer")
        assert logged(database) == []
        entry.submit("Save contact", employer=bakery)
        assert len(logged(database)) == 1


class TestMeeting:
    def test_whom_it_was_with_and_what_for_is_kept(self, entry, database, client, cafe):
        search(entry, "rantakah", client=client.public_id)

        entry.submit(
            "Save contact", employer=cafe, meeting_purpose="vacancy", made_by="client",
            client_present="yes", matches_goals="no", mode="face_to_face", place="workplace",
        )  # fmt: skip

        (new,) = logged(database)
        assert (new.with_whom, new.period_id) == (With.EMPLOYER, client.id)
        assert (new.meeting_purpose, new.made_by) == (MeetingPurpose.VACANCY, MadeBy.CLIENT)
        assert (new.client_present, new.matches_goals) == (True, False)
        assert new.decides == Decides.YES
        assert "Rantakahvila Oy, Kokkola Siv Holm, decides on hiring, vacancy" in entry.main

    def test_an_employer_and_a_purpose_are_needed(self, entry, database, client):
        entry.submit(
            "Save contact", client=client.public_id, with_whom="employer", mode="phone",
            reached="yes",
        )  # fmt: skip

        assert (entry.status, entry.error("look_for")) == (422, CHOOSE)
        assert entry.error("meeting_purpose") == "Choose what the meeting was for."
        assert logged(database) == []

    def test_an_attempt_needs_no_purpose(self, entry, database, client, cafe):
        search(entry, "rantakah", client=client.public_id)

        entry.submit("Save contact", employer=cafe, mode="phone", reached="no")

        assert [contact.meeting_purpose for contact in logged(database)] == [None]

    def test_whose_meeting_it_is_must_be_said(self, entry, database, cafe):
        search(entry, "rantakah")

        entry.submit("Save contact", employer=cafe, mode="phone", meeting_purpose="needs")

        assert entry.error("client") == (
            "Choose the client, or that the meeting is about no client."
        )
        entry.submit("Save contact", client="none")
        assert [contact.period_id for contact in logged(database)] == [None]

    def test_an_employer_that_is_not_there_is_refused(self, entry, database, client, cafe):
        form = {
            "client": "none", "on": TODAY, "with_whom": "employer", "employer": "p:nobody",
            "meeting_purpose": "needs", "mode": "phone", "reached": "yes",
        }  # fmt: skip

        entry.post("contacts.new_contact", form)

        assert (entry.status, entry.error("look_for")) == (422, "Choose the employer.")
        assert logged(database) == []

    def test_nobody_speaks_for_a_client_who_wants_nothing_told(
        self, entry, database, people, client, cafe
    ):
        with database.write() as session:
            session.add(
                DisclosureTalk(
                    client_id=client.client_id, on=TODAY, pros_and_cons=True, choice="nothing",
                    by_id=people.aino.user_id, at=clock.now(),
                )
            )  # fmt: skip
        search(entry, "rantakah", client=client.public_id)

        entry.submit(
            "Save contact", employer=cafe, mode="phone", meeting_purpose="speak_for_client"
        )

        assert entry.error("meeting_purpose") == (
            "The client has decided that the employer is told nothing. "
            "Save the meeting without a client, or talk it over again."
        )
        assert logged(database) == []


class TestOffered:
    def test_the_last_ones_met_stand_first(self, page, database, people, client, cafe):
        with database.write() as session:
            person = session.scalar(select(EmployerPerson))
            make_contact(
                session, client, people.aino, with_whom=With.EMPLOYER, site_id=person.site_id,
                person_id=person.id,
            )  # fmt: skip
        page.sign_in(people.aino)

        page.get("contacts.log_contact", period_id=client.public_id)

        assert page.options("employer") == [cafe]
        assert page.field("employer") is None

    def test_from_an_employers_page_its_people_are_offered_and_no_client_is_chosen(
        self, page, database, people, client, cafe
    ):
        code_of(database, "Leipomo Kaisla", "Kai Kaisla")
        page.sign_in(people.aino)
        page.get("employers.list_employers")
        page.follow("Rantakahvila Oy")

        page.follow("Log a meeting")

        assert page.options("employer")[0] == cafe
        assert len(page.options("employer")) == 2
        assert (page.field("with_whom"), page.field("purposes")) == (
            "employer",
            "employer_meeting",
        )
        assert page.field("client") is None
        page.submit("Save contact", client="none", mode="phone")
        assert page.options("employer")[0] == cafe
        page.submit("Save contact", employer=cafe, meeting_purpose="service")
        assert [contact.with_whom for contact in logged(database)] == [With.EMPLOYER]

    def test_an_employer_that_is_not_there_offers_nobody(self, page, people, client):
        page.sign_in(people.aino)

        page.get("contacts.new_contact", employer="a" * 26)

        assert (page.status, page.options("employer")) == (200, [])

    def test_a_coach_of_two_teams_says_whose_meeting_it_is(
        self, page, database, people, client, cafe
    ):
        with database.write() as session:
            make_post(session, people.aino, people.pietarsaari, fte="0.5")
        page.sign_in(people.aino)
        page.get("contacts.new_contact")
        search(page, "rantakah")

        page.submit(
            "Save contact", employer=cafe, client="none", mode="phone", meeting_purpose="needs"
        )
        assert page.error("team") == "Choose the team the meeting belongs to."
        page.submit("Save contact", team=people.pietarsaari.short)

        assert [contact.team_id for contact in logged(database)] == [people.pietarsaari.id]
