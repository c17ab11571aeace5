"""Which employer a row belongs to: by business ID, else by name and municipality (model.md)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.employers import rows
from coaching.employers.headings import VOCABULARY
from coaching.employers.joining import KnownEmployer, KnownPerson, KnownSite, plan
from coaching.employers.rows import SheetRow
from coaching.employers.types import Decision, Finding, Outcome, Why
from coaching.sheets import workbook
from tests import sheets

IDS = ("8219935-8", "5288200-9", "6492083-4", "4788783-3")


def row(name, business_id=None, place="Kokkola", **values):
    number = values.pop("number", 4)
    return SheetRow("Y", number, name=name, business_id=business_id, municipality=place, **values)


def known(name="Café Åström Ab", business_id=None, place="Kokkola", *people, number=1, **values):
    site = KnownSite(10 * number, "", place, people)
    return KnownEmployer(number, name, business_id, (site,), **values)


def planned(*given, register=()):
    numbered = [replace(one, number=4 + place) for place, one in enumerate(given)]
    return plan(numbered, register)


def told(placed):
    return [(one.outcome, next(iter(one.reasons))) for one in placed]


def groups(placed):
    """Return the days of the rows of each employer: which rows belong together."""
    found = {}
    for one in placed:
        if one.employer is not None:
            found.setdefault(one.employer, []).append(one.row.on)
    return sorted(map(sorted, found.values()))


class TestByBusinessId:
    def test_the_same_id_is_the_same_employer_whatever_its_name(self):
        (placed,) = planned(row("Kahvila", IDS[0]), register=[known(business_id=IDS[0])])

        assert (placed.outcome, placed.employer.known.id) == (Outcome.JOINED, 1)
        assert list(placed.reasons) == [Why.SAME_ID, Why.OTHER_NAME]

    def test_a_new_municipality_is_a_new_site(self):
        there = known(business_id=IDS[0])

        placed = planned(
            row("Café Åström Ab", IDS[0]), row("Café Åström Ab", IDS[0], "Perho"), register=[there]
        )

        assert [one.site.municipality for one in placed] == ["Kokkola", "Perho"]
        assert [one.site.known for one in placed] == [there.sites[0], None]
        assert Why.NEW_SITE in placed[1].reasons

    def test_two_ids_are_two_employers_though_name_and_municipality_are_one(self):
        placed = planned(row("Hotelli Ky", IDS[0]), row("HOTELLI KY", IDS[1]))

        assert told(placed) == [(Outcome.NEW, Why.NEW_ID)] * 2
        assert placed[0].employer is not placed[1].employer
        assert Why.OTHER_ID in placed[1].reasons

    def test_an_employer_known_without_id_gets_it(self):
        (placed,) = planned(row("CAFÉ ÅSTRÖM AB", IDS[0]), register=[known()])

        assert list(placed.reasons) == [Why.SAME_NAME, Why.ID_FILLED]
        assert placed.employer.fills_id

    def test_an_employer_without_id_that_two_ids_claim_waits_for_a_person(self):
        placed = planned(
            row("Café Åström Ab", IDS[0]), row("Café Åström Ab", IDS[1]), register=[known()]
        )

        assert told(placed) == [(Outcome.NEEDS_PERSON, Why.TWO_CANDIDATES)] * 2

    def test_a_wrong_check_digit_waits_for_a_person_and_says_what_it_looks_like(self):
        wrong = row("Café Åström Ab", None, findings={Finding.ID_WRONG: "8219935-9"})

        (first, second) = planned(wrong, row("Café Åström Ab", IDS[0]))

        assert told([first]) == [(Outcome.NEEDS_PERSON, Finding.ID_WRONG)]
        assert first.reasons[Why.LOOKS_LIKE] == {"names": f"Café Åström Ab {IDS[0]}"}
        assert (first.employer, second.outcome) == (None, Outcome.NEW)


class TestByName:
    def test_name_and_municipality_are_compared_without_case_spaces_and_marks(self):
        there = known(place="Kruunupyy / Kronoby")

        placed = planned(
            row("  cafe  astrom AB", place="KRONOBY"),
            row("Café Åström Ab", place="Kruunupyy"),
            register=[there],
        )

        assert {one.employer.known for one in placed} == {there}
        assert told(placed) == [(Outcome.JOINED, Why.SAME_NAME)] * 2

    def test_the_same_name_elsewhere_is_another_employer(self):
        (placed,) = planned(row("Café Åström Ab", place="Perho"), register=[known()])

        assert told([placed]) == [(Outcome.NEW, Why.NEW_NAME)]

    def test_two_candidates_wait_for_a_person(self):
        register = [known(business_id=IDS[0]), known(business_id=IDS[1], number=2)]

        (placed,) = planned(row("Café Åström Ab"), register=register)

        assert told([placed]) == [(Outcome.NEEDS_PERSON, Why.TWO_CANDIDATES)]
        assert IDS[0] in placed.reasons[Why.TWO_CANDIDATES]["names"]

    def test_a_later_row_with_an_id_takes_the_earlier_ones_without_along(self):
        placed = planned(row("Café Åström Ab"), row("Café Åström Ab", IDS[0]))

        assert told(placed) == [(Outcome.NEW, Why.NEW_NAME), (Outcome.JOINED, Why.SAME_ID)]
        assert placed[0].employer is placed[1].employer
        assert placed[0].employer.business_id == IDS[0]

    def test_a_row_before_two_ids_of_its_name_waits_as_one_after_them_does(self):
        both = row("Hotelli Ky", IDS[0]), row("Hotelli Ky", IDS[1])

        for given_ in ((row("Hotelli Ky"), *both), (*both, row("Hotelli Ky"))):
            outcomes = Counter(one.outcome for one in planned(*given_))
            assert outcomes == {Outcome.NEW: 2, Outcome.NEEDS_PERSON: 1}

    @pytest.mark.parametrize(("there", "given_"), [("Kokkola", ""), ("", "Kokkola")])
    def test_a_municipality_that_is_missing_on_one_side_waits_for_a_person(self, there, given_):
        (placed,) = planned(row("Café Åström Ab", place=given_), register=[known(place=there)])

        assert told([placed]) == [(Outcome.NEEDS_PERSON, Why.PLACE_UNKNOWN)]

    def test_names_without_any_municipality_are_compared_alone(self):
        placed = planned(row("Café Åström Ab", place=""), row("CAFÉ ÅSTRÖM AB", place=""))

        assert told(placed) == [(Outcome.NEW, Why.NEW_NAME), (Outcome.JOINED, Why.SAME_NAME)]

    def test_an_employer_that_must_not_be_contacted_is_told(self):
        (placed,) = planned(row("Café Åström Ab"), register=[known(no_contact=True)])

        assert Why.NO_CONTACT in placed.reasons


class TestSites:
    def test_without_a_municipality_the_only_site_is_meant(self):
        there = known(business_id=IDS[0])

        (placed,) = planned(row("Café Åström Ab", IDS[0], ""), register=[there])

        assert placed.site.known is there.sites[0]

    def test_without_a_municipality_no_site_of_several_is_picked(self):
        sites = (KnownSite(1, "", "Kokkola"), KnownSite(2, "", "Perho"))
        there = KnownEmployer(1, "Café", IDS[0], sites)

        placed = planned(row("Café", IDS[0], ""), row("Café", IDS[0], ""), register=[there])

        assert [(one.site.known, one.site.municipality) for one in placed] == [(None, "")] * 2
        assert placed[0].site is placed[1].site

    def test_named_sites_in_one_municipality_are_told_apart(self):
        placed = planned(
            row("Café", IDS[0], site="Keskusta"),
            row("Café", IDS[0], site="Satama"),
            row("Café", IDS[0], site="KESKUSTA"),
        )

        assert [one.site.name for one in placed] == ["Keskusta", "Satama", "Keskusta"]


class TestPeople:
    def test_empty_fields_of_a_known_person_are_filled_and_others_stay(self):
        person = KnownPerson(7, "Maija Esimerkki", role="kauppias")
        given_ = row(
            "Café Åström Ab",
            person="MAIJA ESIMERKKI",
            role="HR",
            phone="040 1",
            decides=Decision.NO,
        )

        (placed,) = planned(given_, register=[known("Café Åström Ab", None, "Kokkola", person)])

        assert placed.person.known is person
        assert placed.person.values() == {"phone": "040 1", "decides": Decision.NO}

    def test_of_a_new_person_the_newest_row_tells_most(self):
        told_ = (
            {"role": "HR", "decides": Decision.NO, "on": date(2026, 5, 1)},
            {"role": "kauppias", "phone": "040 1", "on": date(2025, 5, 1)},
            {"role": "johtaja"},
            {"decides": Decision.YES, "email": "m@example.fi", "on": date(2026, 6, 1)},
        )

        placed = planned(*(row("Café", IDS[0], person="Maija", **values) for values in told_))

        assert len({one.person for one in placed}) == 1
        assert placed[0].person.values() == {
            "role": "HR",
            "decides": Decision.YES,
            "phone": "040 1",
            "email": "m@example.fi",
        }

    def test_the_same_name_at_another_site_is_another_person(self):
        placed = planned(
            row("Café", IDS[0], person="Maija"), row("Café", IDS[0], "Perho", person="Maija")
        )

        assert placed[0].person is not placed[1].person

    def test_nobody_is_made_of_contact_details_without_a_name(self):
        (placed,) = planned(row("Café", IDS[0], phone="040 1"))

        assert placed.person is None


@st.composite
def files(draw):
    """Some rows of few employers, each with a day of its own to know it by."""
    names = st.sampled_from(["Café Ab", "CAFE AB", "Pesula Ky"])
    drawn = draw(
        st.lists(
            st.builds(
                row,
                names,
                st.sampled_from([None, *IDS[:2]]),
                st.sampled_from(["Kokkola", "Perho", ""]),
                findings=st.sampled_from([{}, {}, {Finding.ID_WRONG: "1"}]),
            ),
            max_size=9,
        )
    )
    clean = [replace(one, business_id=None) if one.findings else one for one in drawn]
    return [replace(one, on=date(2026, 1, 1 + place)) for place, one in enumerate(clean)]


@given(files(), st.randoms(use_true_random=False))
def test_what_belongs_together_does_not_depend_on_the_order_of_the_rows(file, dice):
    mixed = file[:]
    dice.shuffle(mixed)

    first, second = planned(*file), planned(*mixed)

    assert groups(first) == groups(second)
    waits = [
        sorted(one.row.on for one in placed if one.outcome is Outcome.NEEDS_PERSON)
        for placed in (first, second)
    ]
    assert waits[0] == waits[1]


@given(files())
def test_each_new_employer_is_new_once_and_ids_are_never_mixed(file):
    placed = planned(*file)

    new = [one.employer for one in placed if one.outcome is Outcome.NEW]
    assert len(new) == len(set(new)) == len({one.employer for one in placed if one.employer})
    for employer in new:
        rows_ = [one.row for one in placed if one.employer is employer]
        assert len({one.business_id for one in rows_} - {None}) <= 1


def test_the_register_of_a_team_is_joined_as_it_was_counted_by_hand():
    (sheet, _notes) = workbook.read(sheets.REGISTER).sheets
    found = VOCABULARY.find(sheet)
    assert found is not None
    read = [rows.normalise("Y", one, found) for one in sheet.rows[3:] if not one.is_blank]

    placed = plan(read, [])

    assert Counter(one.outcome for one in placed) == {
        Outcome.NEW: 59,
        Outcome.JOINED: 106,
        Outcome.NEEDS_PERSON: 15,
    }
    waits = {one.row.number: next(iter(one.reasons)) for one in placed if one.employer is None}
    wrong = dict.fromkeys((39, 73, 82, 83, 91, 148), Finding.ID_WRONG)
    several = dict.fromkeys((33, 87, 96, 101, 118, 132, 143, 162, 172), Why.TWO_CANDIDATES)
    assert waits == {**wrong, **several}
    names = {one.employer.name for one in placed if one.employer}
    assert not [name for name in names if name.isupper()]
