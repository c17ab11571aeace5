"""Pages of the employer register: search, adding after looking, one employer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.contacts.types import MeetingPurpose, Mode, With
from coaching.employers import service as employers
from coaching.employers.models import Employer
from coaching.employers.types import Decision, EmployerDetails, PersonDetails, SiteDetails
from tests.factories import make_client, make_contact, make_employer

MAIJA = PersonDetails(
    "Maija Esimerkki", "HR", "040 123 4567", "maija@example.fi", Decision.YES, "Met at a fair"
)


@pytest.fixture
def cafe(database, people):
    """An employer of the register with one person, by public id."""
    with database.write() as session:
        return employers.add(
            session,
            people.aino.actor,
            EmployerDetails("Café Åström Ab", "8219935-8", owner=people.aino.public_id),
            SiteDetails(municipality="Kokkola"),
            MAIJA,
        ).public_id


@pytest.fixture
def signed_in(page, people):
    page.sign_in(people.aino)
    return page


def card(database, public_id):
    with database.read() as session:
        return employers.show(session, public_id)


def count(database, model):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def names(page):
    return [row[0] for row in page.table()[1:]]


class TestList:
    def test_an_empty_register_says_how_to_begin(self, signed_in):
        signed_in.get("employers.list_employers")

        assert "There are no employers yet" in signed_in.main
        assert signed_in.h1 == "Employers"

    def test_shows_who_met_the_employer_and_when(self, signed_in, database, people, cafe):
        with database.write() as session:
            make_contact(
                session,
                None,
                people.cilla,
                on=clock.today() - timedelta(days=12),
                team_id=people.pietarsaari.id,
                with_whom=With.EMPLOYER,
                employer_id=session.scalar(select(Employer.id)),
            )
            make_employer(session, "Pesula Ky", municipality="Perho")

        signed_in.get("employers.list_employers")

        (first, second) = signed_in.table()[1:]
        assert first[:5] == [
            "Café Åström Ab",
            "Kokkola",
            "12 days ago, Cilla Sandås 1 meeting",
            "Maija Esimerkki, HR",
            "Aino Ahola",
        ]
        assert second[2].startswith("not met yet")
        assert "2 employers" in signed_in.main

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_is_searched_in_each_language(self, page, people, database, cafe, language):
        with database.write() as session:
            make_employer(session, "Pesula Ky", municipality="Perho")
        page.sign_in(people.aino, language)
        page.get("employers.list_employers")
        button = {"fi": "Hae", "sv": "Sök", "en": "Search"}[language]

        page.submit(button, words="astrom")
        assert names(page) == ["Café Åström Ab"]
        page.submit(button, words="", place="perho")

        assert names(page) == ["Pesula Ky"]

    def test_no_hits_lead_to_adding_what_was_looked_for(self, signed_in, cafe):
        signed_in.get("employers.list_employers", words="Uusi Oy")
        assert "No hits" in signed_in.main

        signed_in.follow("Add employer")

        assert signed_in.field("name") == "Uusi Oy"

    def test_turns_pages_by_key(self, signed_in, database):
        with database.write() as session:
            for number in range(employers.PAGE + 1):
                make_employer(session, f"Yritys {number:03}")
        signed_in.get("employers.list_employers")
        assert len(names(signed_in)) == employers.PAGE

        signed_in.follow("Show more")

        assert names(signed_in) == [f"Yritys {employers.PAGE:03}"]
        signed_in.follow("Back to the beginning")
        assert len(names(signed_in)) == employers.PAGE

    def test_a_ban_stands_where_the_meeting_is_logged(self, signed_in, database):
        with database.write() as session:
            make_employer(session, no_contact=True)

        signed_in.get("employers.list_employers")

        assert signed_in.table()[1][5] == "do not contact"

    def test_is_not_there_for_people_without_a_post(self, page, people):
        for person in (people.matti, people.ylva):
            page.sign_in(person)
            assert page.get("employers.list_employers").status == 404

    def test_odd_addresses_are_harmless(self, signed_in, cafe):
        for values in ({"after": "none"}, {"place": "x" * 500}, {"words": "%" * 300},
                       {"industry": "'"}, {"words": "\u202e\N{GRINNING FACE}"}):  # fmt: skip
            assert signed_in.get("employers.list_employers", **values).status == 200


class TestAdding:
    def test_begins_with_looking_whether_the_employer_is_there(self, signed_in, cafe):
        signed_in.get("employers.add_employer")
        assert signed_in.buttons.count("Save employer") == 0

        signed_in.submit("Search", name="cafe astrom")

        assert "Is it one of these?" in signed_in.main
        assert signed_in.field("name") == "cafe astrom"
        assert "Add site: Café Åström Ab" in signed_in.links

    def test_an_employer_is_saved_with_its_site_and_person(self, signed_in, database, people):
        signed_in.get("employers.add_employer", name="Leipomo Kaisla")
        assert "No employer like this" in signed_in.main

        signed_in.submit(
            "Save employer",
            business_id="FI82199358",
            municipality="Kokkola",
            person="Raili Tuominen",
            email="raili@example.fi",
            decides="yes",
        )

        assert signed_in.messages == ["Employer saved"]
        assert signed_in.h1 == "Leipomo Kaisla"
        with database.read() as session:
            public_id = session.scalar(select(Employer.public_id))
        saved = card(database, public_id)
        assert saved.details == EmployerDetails(
            "Leipomo Kaisla", "8219935-8", owner=people.aino.public_id
        )
        (person,) = saved.sites[0].people
        assert person.details == PersonDetails(
            "Raili Tuominen", "", "", "raili@example.fi", Decision.YES,
            "Contact person of an employer",
        )  # fmt: skip

    def test_a_look_alike_is_refused_beside_the_name_until_it_is_said_to_be_another(
        self, signed_in, database, cafe
    ):
        signed_in.get("employers.add_employer", name="CAFE ÅSTRÖM AB")
        signed_in.submit("Save employer", municipality="Perho", needs="Servers")

        assert signed_in.status == 422
        assert signed_in.error("name") == (
            "An employer with this name is already in the register. Open it or add a site."
        )
        assert signed_in.field("needs") == "Servers"
        signed_in.submit("Save employer", is_other=True)

        assert signed_in.messages == ["Employer saved"]
        assert count(database, Employer) == 2

    def test_a_look_alike_can_get_a_site_instead(self, signed_in, database, cafe):
        signed_in.get("employers.add_employer", name="Café Åström")
        signed_in.submit("Save employer", municipality="Perho")

        signed_in.follow("Add site: Café Åström Ab")
        assert signed_in.field("municipality") == "Perho"
        signed_in.submit("Save site")

        assert count(database, Employer) == 1
        assert [site.details.municipality for site in card(database, cafe).sites] == [
            "Kokkola",
            "Perho",
        ]

    def test_each_field_says_what_to_mend_and_keeps_what_was_typed(self, signed_in, database):
        signed_in.get("employers.add_employer", name="Leipomo")
        typed = {
            "name": "",
            "business_id": "8219935-9",
            "municipality": "x" * 81,
            "needs": "Matti 131052-308T",
            "email": "raili",
            "phone": "1" * 41,
        }

        signed_in.submit("Save employer", **typed)

        assert signed_in.status == 422
        assert {name: signed_in.error(name) for name in (*typed, "person")} == {
            "name": "Enter the name of the employer.",
            "business_id": "Check the business ID. It has 7 digits, a hyphen and a check digit,"
            " for example 1234567-1.",
            "municipality": "The text is 1 character too long. Shorten it.",
            "needs": "The text seems to hold a personal identity code. Remove it before saving.",
            "email": "Check the e-mail address. It looks like this: name@example.fi.",
            "phone": "The text is 1 character too long. Shorten it.",
            "person": "Enter the name of the contact person, or empty the person’s other details.",
        }
        assert {name: signed_in.field(name) or "" for name in typed} == typed
        assert count(database, Employer) == 0

    def test_a_business_id_of_another_employer_is_refused_beside_it(self, signed_in, cafe):
        signed_in.get("employers.add_employer", name="Muu Oy")

        signed_in.submit("Save employer", business_id="8219935-8", municipality="Perho")

        assert signed_in.error("business_id") == (
            "The business ID is another employer’s in the register: Café Åström Ab."
            " Open it or check the ID."
        )
        assert "Add site: Café Åström Ab" in signed_in.links

    def test_the_same_form_sent_twice_makes_one_employer(self, signed_in, database):
        signed_in.get("employers.add_employer", name="Leipomo")
        form = {"name": "Leipomo", "municipality": "Perho", "submission": "a" * 26}

        for _ in range(2):
            signed_in.post("employers.add_employer", form)
            assert signed_in.h1 == "Leipomo"

        assert count(database, Employer) == 1


class TestCard:
    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_shows_sites_people_and_why_they_are_kept(self, page, people, cafe, language):
        page.sign_in(people.bengt, language)

        page.get("employers.show_employer", employer_id=cafe)

        assert page.h1 == "Café Åström Ab"
        for words in ("8219935-8", "Aino Ahola", "Kokkola", "Maija Esimerkki", "Met at a fair"):
            assert words in page.main

    def test_shows_meetings_as_far_as_each_person_may_see_them(self, page, people, database, cafe):
        with database.write() as session:
            employer = session.scalar(select(Employer.id))
            stay = make_client(session, people.kokkola, people.bengt, name="Leila Lahti")
            met = {
                "with_whom": With.EMPLOYER,
                "employer_id": employer,
                "meeting_purpose": MeetingPurpose.VACANCY,
                "mode": Mode.FACE_TO_FACE,
                "note": "Talked about mornings",
            }
            make_contact(session, stay, people.bengt, **met)
        told = {}
        for name in ("bengt", "aino", "cilla", "dora"):
            page.sign_in(getattr(people, name))
            page.get("employers.show_employer", employer_id=cafe)
            told[name] = page.table(1)[1]

        assert not [name for name in ("bengt", "aino", "cilla") if "Leila" in str(told[name])]
        assert "Leila Lahti" in told["dora"][2]
        assert told["cilla"][1:3] == ["Bengt Bäck", "met"]
        assert told["aino"][1] == "Bengt Bäck"
        assert not [row for row in told.values() if "mornings" in str(row)]

    def test_an_employer_that_is_not_there(self, signed_in):
        for endpoint, name in (
            ("employers.show_employer", "employer_id"),
            ("employers.edit_employer", "employer_id"),
            ("employers.edit_site", "site_id"),
            ("employers.edit_person", "person_id"),
            ("employers.remove_person", "person_id"),
        ):
            assert signed_in.get(endpoint, **{name: "a" * 26}).status == 404
