"""The register by hand: found however it is typed, changed without loss, people removed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts.models import ValueChange
from coaching.contacts.types import With
from coaching.employers import refusals
from coaching.employers import service as employers
from coaching.employers.models import Employer, EmployerPerson, ImportRow
from coaching.employers.types import (
    Decision,
    EmployerDetails,
    Look,
    PersonDetails,
    SiteDetails,
    StaffSize,
)
from coaching.errors import ChangedMeanwhile, NotThere
from tests import sheets
from tests.employers import bring_in
from tests.factories import make_client, make_contact, make_employer

CAFE = EmployerDetails("Café Åström Ab", "8219935-8")
KOKKOLA = SiteDetails(municipality="Kokkola")
MAIJA = PersonDetails(
    "Maija Esimerkki", "HR", "040 123 4567", "maija@example.fi", Decision.YES, "Met at a fair"
)


@pytest.fixture
def aino(people):
    return people.aino.actor


def add(session, actor, details=CAFE, site=KOKKOLA, person=None, **more):
    return employers.add(session, actor, details, site, person, **more)


def found(session, actor, words="", **narrowed):
    page = employers.list_employers(session, actor, Look(words=words, **narrowed))
    assert page.total == len(page.rows)
    return [row.name for row in page.rows]


def site_of(session, employer):
    return employers.show(session, employer.public_id).sites[0]


class TestAdding:
    def test_an_employer_is_kept_with_site_person_and_who_added_it(self, session, aino):
        details = EmployerDetails(
            "Café Åström Ab", "8219935-8", "Åströms", "food", StaffSize.S10_49, "Servers in summer",
            aino.public_id,
        )  # fmt: skip

        card = employers.show(session, add(session, aino, details, person=MAIJA).public_id)

        assert card.details == details
        assert (card.owner_name, card.added_by) == ("Aino Ahola", "Aino Ahola")
        assert card.added_on == clock.today()
        (site,) = card.sites
        assert site.details == KOKKOLA
        assert [person.details for person in site.people] == [MAIJA]

    @pytest.mark.parametrize(
        "name", ["CAFÉ  ÅSTRÖM AB", "Cafe Astrom Ab", "Café Åström Oy", "café åström"]
    )
    def test_the_same_name_is_refused_until_somebody_says_that_it_is_another(
        self, session, aino, name
    ):
        add(session, aino)
        other = EmployerDetails(name)

        with pytest.raises(refusals.SameEmployer):
            add(session, aino, other)
        add(session, aino, other, is_other=True)

        assert len(session.scalars(select(Employer)).all()) == 2

    def test_a_business_id_belongs_to_one_employer(self, session, aino):
        add(session, aino)

        with pytest.raises(refusals.BusinessIdTaken) as refusal:
            add(session, aino, EmployerDetails("Muu Oy", "8219935-8"), is_other=True)

        assert refusal.value.facts == {"name": "Café Åström Ab"}

    def test_employers_without_a_business_id_are_many(self, session, aino):
        add(session, aino, EmployerDetails("A Oy"))
        add(session, aino, EmployerDetails("B Oy"))

        assert found(session, aino) == ["A Oy", "B Oy"]


class TestChanging:
    def test_the_change_and_the_value_before_it_stay_in_the_history(self, session, aino):
        employer = add(session, aino)
        details = EmployerDetails("Café Åström Oy Ab", "8219935-8", no_contact=True)

        employers.change(session, aino, employer.public_id, details, employer.row_version)

        assert employers.show(session, employer.public_id).details == details
        assert found(session, aino, "oy ab") == ["Café Åström Oy Ab"]
        kept = session.scalars(
            select(ValueChange).where(ValueChange.field == "name").order_by(ValueChange.id)
        )
        assert [change.value for change in kept] == ["Café Åström Ab", "Café Åström Oy Ab"]
        changed = history.newest(session, "employer", employer.public_id)
        assert set(changed) == {"name", "no_contact"}

    def test_the_day_of_a_ban_goes_with_the_ban(self, session, aino):
        employer = add(session, aino)
        until = date(2030, 1, 1)
        banned = EmployerDetails("Café Åström Ab", no_contact=False, no_contact_until=until)

        employers.change(session, aino, employer.public_id, banned, employer.row_version)

        assert employer.no_contact_until is None

    def test_a_version_that_is_not_the_newest_is_refused_with_who_was_quicker(
        self, session, aino, people
    ):
        employer = add(session, aino)
        shown = employer.row_version
        quicker = EmployerDetails("Café Åström Oy", "8219935-8")
        employers.change(session, people.bengt.actor, employer.public_id, quicker, shown)

        with pytest.raises(ChangedMeanwhile) as refusal:
            employers.change(session, aino, employer.public_id, CAFE, shown)

        assert refusal.value.facts["user"] == "Bengt Bäck"
        assert employer.name == "Café Åström Oy"

    def test_saving_what_is_there_changes_nothing(self, session, aino):
        employer = add(session, aino)
        version = employer.row_version

        employers.change(session, aino, employer.public_id, CAFE, version)

        assert employer.row_version == version
        assert history.newest(session, "employer", employer.public_id) == {}

    def test_a_business_id_of_another_employer_is_refused(self, session, aino):
        make_employer(session, "Muu Oy", business_id="5288200-9")
        employer = add(session, aino)
        taken = EmployerDetails("Café Åström Ab", "5288200-9")

        with pytest.raises(refusals.BusinessIdTaken):
            employers.change(session, aino, employer.public_id, taken, employer.row_version)


class TestSites:
    def test_a_site_is_added_once(self, session, aino):
        employer = add(session, aino)
        perho = SiteDetails("Keskusta", "Perho")

        employers.add_site(session, aino, employer.public_id, perho)

        with pytest.raises(refusals.SiteTaken):
            employers.add_site(session, aino, employer.public_id, SiteDetails("KESKUSTA", "perho"))
        card = employers.show(session, employer.public_id)
        assert [site.details for site in card.sites] == [KOKKOLA, perho]

    def test_a_site_is_changed_but_not_into_another_one(self, session, aino):
        employer = add(session, aino)
        employers.add_site(session, aino, employer.public_id, SiteDetails("", "Perho"))
        site = site_of(session, employer)

        with pytest.raises(refusals.SiteTaken):
            employers.change_site(
                session, aino, site.public_id, SiteDetails("", "PERHO"), site.row_version
            )
        employers.change_site(
            session, aino, site.public_id, SiteDetails("Satama", "Kokkola"), site.row_version
        )

        assert site_of(session, employer).details == SiteDetails("Satama", "Kokkola")


class TestPeople:
    def test_a_person_is_changed_but_not_into_another_one(self, session, aino):
        employer = add(session, aino, person=MAIJA)
        site = site_of(session, employer)
        employers.add_person(session, aino, site.public_id, PersonDetails("Teppo"))
        (maija, _teppo) = site_of(session, employer).people

        with pytest.raises(refusals.PersonTaken):
            employers.change_person(
                session, aino, maija.public_id, PersonDetails("TEPPO"), maija.row_version
            )
        employers.change_person(
            session, aino, maija.public_id, PersonDetails("Maija E"), maija.row_version
        )

        (maija, _teppo) = site_of(session, employer).people
        assert maija.details == PersonDetails("Maija E")

    def test_who_is_removed_is_gone_from_register_history_and_imported_rows(self, session, aino):
        row = sheets.employer("Café Åström Ab", "8219935-8", "Kokkola", yhteyshenkilo="Maija E",
                              asema="HR", puhelin="0401234567", sahkoposti="m@example.fi",
                              muistiinpanot="Ei tarvetta")  # fmt: skip
        content = sheets.register(row)
        bring_in(session, content)
        person = session.scalars(select(EmployerPerson)).one()
        employers.change_person(session, aino, person.public_id, MAIJA, person.row_version)

        employers.remove_person(session, aino, person.public_id)

        session.expire_all()
        assert (person.name, person.phone, person.email, person.why_kept) == ("", "", "", "")
        told = [
            change.value
            for change in session.scalars(select(ValueChange))
            if change.record_kind == "employer_person"
        ]
        assert [value for value in told if value is not None] == [True]
        kept = session.scalars(select(ImportRow).where(ImportRow.outcome == "new")).one()
        assert [cell for cell in kept.cells if cell] == [
            "Café Åström Ab",
            "8219935-8",
            "Kokkola",
            "Ei tarvetta",
        ]
        assert found(session, aino, "maija") == []
        with pytest.raises(NotThere):
            employers.show_person(session, person.public_id)
        again = bring_in(session, content)
        assert [one.outcome for one in again.results if one.read] == ["unchanged"]

    def test_a_meeting_stays_when_its_person_is_removed(self, session, aino, people):
        employer = add(session, aino, person=MAIJA)
        person = session.scalars(select(EmployerPerson)).one()
        stay = make_client(session, people.kokkola, people.aino)
        meeting = make_contact(
            session, stay, people.aino, with_whom=With.EMPLOYER, employer_id=employer.id,
            person_id=person.id,
        )  # fmt: skip

        employers.remove_person(session, aino, person.public_id)

        session.refresh(meeting)
        assert meeting.person_id == person.id
        assert employers.show(session, employer.public_id).sites[0].people == ()


class TestNotThere:
    @pytest.mark.parametrize("public_id", ["", "a" * 26, "'; --"])
    def test_what_is_not_there_is_not_there(self, session, aino, public_id):
        for look in (employers.show, employers.show_site, employers.show_person):
            with pytest.raises(NotThere):
                look(session, public_id)
        with pytest.raises(NotThere):
            employers.add_site(session, aino, public_id, KOKKOLA)
        with pytest.raises(NotThere):
            employers.add_person(session, aino, public_id, MAIJA)
