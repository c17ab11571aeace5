"""Cards of the employer register: editing, sites, people and their removal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.employers import service as employers
from coaching.employers.models import EmployerPerson, EmployerSite
from coaching.employers.types import Decision, EmployerDetails, PersonDetails, SiteDetails

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


class TestEditing:
    def test_a_card_is_changed(self, signed_in, database, cafe):
        until = clock.today() + timedelta(days=30)
        signed_in.get("employers.edit_employer", employer_id=cafe)
        assert signed_in.field("business_id") == "8219935-8"

        signed_in.submit(
            "Save employer", size="10-49", chain="Åströms", no_contact=True, no_contact_until=until
        )

        assert signed_in.messages == ["Employer saved"]
        saved = card(database, cafe)
        assert (saved.details.size, saved.details.chain) == ("10-49", "Åströms")
        assert saved.details.no_contact_until == until
        assert saved.is_banned
        assert "Log a meeting" not in signed_in.links

    @pytest.mark.parametrize(
        ("banned", "days", "words"),
        [
            (False, 1, "The day belongs to “Do not contact”. Tick that, or empty the day."),
            (True, -1, "The day has passed. Choose today or a later day."),
        ],
    )
    def test_the_day_of_a_ban_must_make_sense(self, signed_in, cafe, banned, days, words):
        signed_in.get("employers.edit_employer", employer_id=cafe)

        signed_in.submit(
            "Save employer",
            no_contact=banned,
            no_contact_until=clock.today() + timedelta(days=days),
        )

        assert signed_in.status == 422
        assert signed_in.error("no_contact_until") == words

    def test_somebody_who_was_quicker_is_shown_and_nothing_typed_is_lost(
        self, signed_in, database, people, cafe
    ):
        signed_in.get("employers.edit_employer", employer_id=cafe)
        with database.write() as session:
            quicker = EmployerDetails("Café Åström Ab", "8219935-8", chain="Hers")
            employers.change(session, people.bengt.actor, cafe, quicker, 1)

        signed_in.submit("Save employer", chain="Mine")

        assert signed_in.status == 422
        assert "Bengt Bäck has saved a newer version." in signed_in.main
        assert signed_in.saved_meanwhile("chain") == "Hers"
        assert signed_in.field("chain") == "Mine"
        signed_in.submit("Save employer")
        assert card(database, cafe).details.chain == "Mine"

    def test_a_site_is_changed(self, signed_in, database, cafe):
        site = card(database, cafe).sites[0]
        signed_in.get("employers.edit_site", site_id=site.public_id)

        signed_in.submit("Save site", site="Keskusta")

        assert card(database, cafe).sites[0].details == SiteDetails("Keskusta", "Kokkola")

    def test_a_site_that_is_there_is_refused_beside_the_municipality(
        self, signed_in, database, cafe
    ):
        signed_in.get("employers.add_site", employer_id=cafe)

        signed_in.submit("Save site", municipality="KOKKOLA")

        assert signed_in.error("municipality") == (
            "The employer has this site already. Open it or add another name."
        )
        assert count(database, EmployerSite) == 1


class TestPeople:
    def test_a_person_is_added_with_a_reason(self, signed_in, database, cafe):
        site = card(database, cafe).sites[0]
        signed_in.get("employers.add_person", site_id=site.public_id)
        assert signed_in.field("why_kept") == "Contact person of an employer"

        signed_in.submit("Save contact person", name="Teppo Testinen", why_kept="")
        assert signed_in.error("why_kept") == "Enter why the person is kept in the register."
        signed_in.submit("Save contact person", why_kept="Supervisor")

        people = card(database, cafe).sites[0].people
        assert [person.details.name for person in people] == ["Maija Esimerkki", "Teppo Testinen"]

    def test_a_name_that_is_there_is_refused_beside_it(self, signed_in, database, cafe):
        site = card(database, cafe).sites[0]
        signed_in.get("employers.add_person", site_id=site.public_id)

        signed_in.submit("Save contact person", name="maija esimerkki")

        assert signed_in.error("name") == (
            "A person of this name is at the site already. Open the person or add a surname."
        )

    def test_a_person_is_changed(self, signed_in, database, cafe):
        person = card(database, cafe).sites[0].people[0]
        signed_in.get("employers.edit_person", person_id=person.public_id)

        signed_in.submit("Save contact person", phone="06 828 0000", decides="no")

        (person,) = card(database, cafe).sites[0].people
        assert (person.details.phone, person.details.decides) == ("06 828 0000", Decision.NO)

    def test_a_person_is_removed_after_being_told_what_goes(self, signed_in, database, cafe):
        signed_in.get("employers.show_employer", employer_id=cafe)
        signed_in.follow("Remove: Maija Esimerkki")
        assert "removed for good" in signed_in.main
        assert "Maija" not in signed_in.title

        signed_in.submit("Remove contact person")

        assert signed_in.messages == ["Contact person removed"]
        assert "Maija" not in signed_in.text
        with database.read() as session:
            assert session.scalars(select(EmployerPerson.name)).all() == [""]
