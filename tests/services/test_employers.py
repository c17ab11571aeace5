"""The register by hand: found however it is typed, changed without loss, people removed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts.models import ListOption, ValueChange
from coaching.contacts.types import Mode, With
from coaching.employers import importing, refusals, workbook
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


class TestLookAlikes:
    @pytest.fixture
    def _register(self, session):
        for name in ("Café Åström Ab", "Cafe Aström Oy", "Pohjanmaan Pesula Ky", "Kone-Nikkari",
                     "Rantakadun Leipomo Oy", "Leipomo Kaisla"):  # fmt: skip
            make_employer(session, name)

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("Café Åström Ab", ["Café Åström Ab", "Cafe Aström Oy"]),
            ("cafe astrom", ["Café Åström Ab", "Cafe Aström Oy"]),
            ("Pohjanmaan pesulla", ["Pohjanmaan Pesula Ky"]),
            ("Leipomo", ["Rantakadun Leipomo Oy", "Leipomo Kaisla"]),
            ("Kone", ["Kone-Nikkari"]),
            ("Hotelli", []),
            ("", []),
        ],
    )
    @pytest.mark.usefixtures("_register")
    def test_are_found_by_what_the_names_have_in_common(self, session, typed, shown):
        assert sorted(one.name for one in employers.look_alikes(session, typed)) == sorted(shown)

    @pytest.mark.usefixtures("_register")
    def test_the_surest_comes_first(self, session):
        make_employer(session, "Muu Oy", business_id="8219935-8", municipality="Perho")

        first, second, *_rest = employers.look_alikes(session, "Cafe Aström Oy", "8219935-8")

        assert (first.name, first.places, first.is_same) == ("Muu Oy", ("Perho",), True)
        assert second.is_same


class TestList:
    def test_stands_in_finnish_order_and_turns_by_key(self, session, aino):
        names = ["Aalto", "Élan", "Wuori", "Ylä", "Zorro", "Åbo", "Ähtäri", "Öljy"]
        for name in reversed(names):
            make_employer(session, name)

        seen, after = [], None
        while True:
            page = employers.list_employers(session, aino, Look(after=after), page=3)
            seen += [row.name for row in page.rows]
            after = page.after
            if after is None:
                break

        assert (seen, page.total) == (names, 8)

    def test_employers_of_one_name_are_all_met_when_pages_turn(self, session, aino):
        for _ in range(5):
            make_employer(session, "Sama Oy")

        first = employers.list_employers(session, aino, Look(), page=2)
        second = employers.list_employers(session, aino, Look(after=first.after), page=2)
        third = employers.list_employers(session, aino, Look(after=second.after), page=2)

        shown = [row.public_id for page in (first, second, third) for row in page.rows]
        assert len(set(shown)) == 5
        assert third.after is None

    @pytest.mark.parametrize(
        "words",
        [
            "åström",
            "ASTROM cafe",
            "kronoby",
            "8219935-8",
            "82199358",
            "8219935",
            "esimerkki",
            "ravintolat",
            "restauranger astrom",
        ],
    )
    def test_finds_by_name_place_business_id_person_and_industry(self, session, aino, words):
        make_employer(
            session, "Café Åström Ab", business_id="8219935-8", person="Maija Esimerkki",
            municipality="Kruunupyy / Kronoby", industry="food",
        )  # fmt: skip
        make_employer(session, "Muu Oy", business_id="5288200-9", person="Teppo Testinen")
        told = {"fi": "Ravintolat", "sv": "Restauranger", "en": "Restaurants"}
        session.add(ListOption(list="industry", code="food", **told))
        session.flush()

        assert found(session, aino, words) == ["Café Åström Ab"]

    @pytest.mark.parametrize("words", ["%", "_", "åström perho", "\\"])
    def test_finds_nothing_by_what_is_not_there(self, session, aino, words):
        make_employer(session, "Café Åström Ab")

        assert found(session, aino, words) == []

    def test_is_narrowed_to_a_municipality_and_an_industry(self, session, aino):
        make_employer(session, "A Oy", municipality="Kokkola", industry="food")
        make_employer(session, "B Oy", municipality="Perho", industry="food")
        make_employer(session, "C Oy", municipality="Perho")

        assert employers.municipalities(session) == ["Kokkola", "Perho"]
        assert found(session, aino, place="perho") == ["B Oy", "C Oy"]
        assert found(session, aino, place="perho", industry="food") == ["B Oy"]

    def test_tells_when_and_by_whom_an_employer_was_last_met_in_whatever_team(
        self, session, aino, people
    ):
        cafe = make_employer(session, "Café Åström Ab", person="Maija Esimerkki")
        met = {"team_id": people.pietarsaari.id, "with_whom": With.EMPLOYER, "employer_id": cafe.id}
        for days, mode in ((30, Mode.FACE_TO_FACE), (12, Mode.VIDEO), (2, Mode.PHONE)):
            make_contact(
                session,
                None,
                people.cilla,
                on=clock.today() - timedelta(days=days),
                mode=mode,
                **met,
            )

        (row,) = employers.list_employers(session, aino, Look()).rows

        assert row.last is not None
        assert (row.last.on, row.last.coach, row.last.count) == (
            clock.today() - timedelta(days=12),
            "Cilla Sandås",
            2,
        )
        assert (row.person, row.places, row.owner) == ("Maija Esimerkki", ("Kokkola",), "")

    def test_the_person_who_decides_is_named_first(self, session, aino):
        employer = add(session, aino, person=PersonDetails("Aada", "HR"))
        employers.add_person(session, aino, site_of(session, employer).public_id, MAIJA)

        (row,) = employers.list_employers(session, aino, Look()).rows

        assert (row.person, row.role) == ("Maija Esimerkki", "HR")

    @pytest.mark.parametrize(
        ("banned", "until", "shown"),
        [(True, None, True), (True, 0, True), (True, -1, False), (False, None, False)],
    )
    def test_a_ban_holds_to_its_last_day(self, session, aino, banned, until, shown):
        day = None if until is None else clock.today() + timedelta(days=until)
        make_employer(session, no_contact=banned, no_contact_until=day)

        (row,) = employers.list_employers(session, aino, Look()).rows

        assert row.is_banned is shown


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

        assert refusal.value.facts == {"user": "Bengt Bäck"}
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
        importing.accept(session, None, workbook.read_bytes(content, "a.xlsx"), "Why")
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
        again = importing.accept(session, None, workbook.read_bytes(content, "b.xlsx"), "Why")
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
