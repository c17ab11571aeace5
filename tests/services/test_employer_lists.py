"""The list of employers and look-alikes: found however they are typed, in Finnish order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.accounts.models import ListOption
from coaching.contacts.types import Mode, With
from coaching.employers import service as employers
from coaching.employers.types import (
    Decision,
    Look,
    PersonDetails,
)
from tests.factories import make_contact, make_employer


@pytest.fixture
def aino(people):
    return people.aino.actor


def found(session, actor, words="", **narrowed):
    page = employers.list_employers(session, actor, Look(words=words, **narrowed))
    assert page.total == len(page.rows)
    return [row.name for row in page.rows]


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
        employer = make_employer(session, "Café Åström Ab", person="Aada")
        (site,) = employers.show(session, employer.public_id).sites
        decides = PersonDetails("Maija Esimerkki", "HR", decides=Decision.YES)
        employers.add_person(session, aino, site.public_id, decides)

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

    def test_is_narrowed_to_a_responsible_coach_or_to_nobodys(self, session, aino, people):
        make_employer(session, "A Oy", owner_id=people.aino.user_id)
        make_employer(session, "B Oy", owner_id=people.bengt.user_id)
        make_employer(session, "C Oy")

        assert found(session, aino, owner=people.bengt.public_id) == ["B Oy"]
        assert found(session, aino, owner="nobody") == ["C Oy"]
        assert found(session, aino, owner="unknown") == []
        assert employers.owners(session) == [
            (people.aino.public_id, "Aino Ahola"), (people.bengt.public_id, "Bengt Bäck"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("days", "values", "shown"),
        [
            (29, {}, False),
            (30, {}, False),
            (31, {}, True),
            (2, {"mode": Mode.PHONE}, True),
            (2, {"reached": False}, True),
            (2, {"withdrawn_at": clock.now()}, True),
        ],
    )
    def test_is_narrowed_to_those_nobody_met_for_some_days(
        self, session, aino, people, days, values, shown
    ):
        cafe, _never = make_employer(session, "Café"), make_employer(session, "Never met")
        make_contact(
            session, None, people.cilla, team_id=people.pietarsaari.id, with_whom=With.EMPLOYER,
            employer_id=cafe.id, **{"on": clock.today() - timedelta(days=days), **values},
        )  # fmt: skip

        assert found(session, aino, not_met=30) == ["Café"] * shown + ["Never met"]

    def test_is_narrowed_to_those_that_must_not_be_contacted_today(self, session, aino):
        for name, days in (("For good", None), ("Until today", 0), ("Past", -1)):
            day = None if days is None else clock.today() + timedelta(days=days)
            make_employer(session, name, no_contact=True, no_contact_until=day)
        make_employer(session, "Free")

        assert found(session, aino, banned=True) == ["For good", "Until today"]

    @pytest.mark.parametrize(
        "words", ["aanekoski", "ÄÄNEKOSKI", "äänekoski", "FI82199358", "82199"]
    )
    def test_letters_and_cases_do_not_matter_nor_a_part_of_the_id(self, session, aino, words):
        make_employer(session, "Näyte Oy", business_id="8219935-8", municipality="Äänekoski")
        make_employer(session, "Muu Oy", business_id="5288200-9")

        assert found(session, aino, words) == ["Näyte Oy"]
