"""Headings are guessed from the words, and a row is read as far as it can be."""

from __future__ import annotations

from datetime import date

import pytest

from coaching.employers.headings import VOCABULARY, Column
from coaching.employers.names import Casing, likeness, places
from coaching.employers.rows import content, normalise
from coaching.employers.types import Decision, Finding
from coaching.sheets import days
from coaching.sheets.headings import are_again, says_left_out
from coaching.sheets.workbook import RawRow, RawSheet
from tests import sheets

find, column_of = VOCABULARY.find, VOCABULARY.column_of


def sheet(*rows, name="Yritykset"):
    return RawSheet(
        name, tuple(RawRow(number, tuple(row)) for number, row in enumerate(rows, start=1))
    )


def read(**cells):
    row = sheets.employer(cells.pop("name", "Café Åström Ab"), **cells)
    given = sheet(sheets.HEADINGS, row)
    found = find(given)
    assert found is not None
    return normalise("Yritykset", given.rows[1], found)


class TestHeadings:
    @pytest.mark.parametrize(
        ("heading", "column"),
        [
            ("Yritys", Column.NAME),
            ("TYÖNANTAJA / YRITYS", Column.NAME),
            ("Yrityksen nimi", Column.NAME),
            ("Företag", Column.NAME),
            ("Employer", Column.NAME),
            ("  Y-tunnus ", Column.BUSINESS_ID),
            ("Y tunnus", Column.BUSINESS_ID),
            ("FO-nummer", Column.BUSINESS_ID),
            ("Y-tunnus / FO-nummer", Column.BUSINESS_ID),
            ("Paikkakunta", Column.MUNICIPALITY),
            ("Ort", Column.MUNICIPALITY),
            ("Toimipaikka", Column.SITE),
            ("Toimiala", Column.INDUSTRY),
            ("Yhteyshenkilö", Column.PERSON),
            ("Yhteyshenkilön nimi", Column.PERSON),
            ("Kontaktperson", Column.PERSON),
            ("Yhteyshenkilön puhelin", Column.PHONE),
            ("Puh.", Column.PHONE),
            ("Puhelin nro", Column.PHONE),
            ("Puhelin 1", Column.PHONE),
            ("Sähköpostiosoite", Column.EMAIL),
            ("E-post", Column.EMAIL),
            ("e-mail", Column.EMAIL),
            ("Asema", Column.ROLE),
            ("Befattning", Column.ROLE),
            ("Päättää rekrystä", Column.DECIDES),
            ("Päättääkö rekrytoinnista? (k/e)", Column.DECIDES),
            ("Beslutar om rekrytering", Column.DECIDES),
            ("Pvm", Column.DATE),
            ("Kontakti pvm", Column.DATE),
            ("Seuraava kontakti", Column.NEXT),
            ("Nästa kontakt", Column.NEXT),
            ("Valmentaja", Column.COACH),
            ("Arbetstränare", Column.COACH),
            ("Tulos", Column.RESULT),
            ("Muistiinpanot", Column.NOTE),
            ("Anteckningar", Column.NOTE),
            ("Työhönvalmentajien yrityskontaktit – PÄIVITÄ TÄHÄN", None),
            ("Yhteystiedot", None),
            ("Yritys 2025/26", None),
            ("", None),
            (None, None),
            (5, None),
            ("yritys " * 40, None),
        ],
    )
    def test_a_heading_tells_what_its_column_holds(self, heading, column):
        assert column_of(heading) is column

    def test_the_row_that_names_most_columns_is_the_headings(self):
        given = sheet(["Yritykset"], ["Yritys", "huom"], [], ["Nimi", "Puhelin", "Ort"], ["A Oy"])

        found = find(given)

        assert found is not None
        assert found.row == 4
        assert found.columns == {Column.NAME: 0, Column.PHONE: 1, Column.MUNICIPALITY: 2}

    def test_a_column_named_twice_is_read_once_and_the_other_is_kept_unread(self):
        found = find(sheet(["Yritys", "Puhelin", "Puhelin 2", "Lempiväri"]))

        assert found is not None
        assert found.columns[Column.PHONE] == 1
        assert found.unread == ("Puhelin 2", "Lempiväri")

    def test_a_list_of_employers_alone_has_headings(self):
        assert find(sheet(["Työnantajat"], ["A Oy"])) is not None

    @pytest.mark.parametrize(
        "rows",
        [
            [["ei tuoda"]],
            [["Nimi"], ["Maija"]],
            [["Pvm", "Puhelin"], ["1.9.2026", "040"]],
            [[None]] * 15 + [["Yritys", "Ort"]],
        ],
    )
    def test_a_sheet_of_something_else_has_none(self, rows):
        assert find(sheet(*rows)) is None

    def test_a_sheet_can_say_that_it_is_not_to_be_brought_in(self):
        assert says_left_out(sheet(["EI TUODA!"]), None)
        assert says_left_out(sheet(["Importeras inte"], ["Yritys", "Ort"]), None)
        below = sheet(["Yritys", "Ort"], ["ei tuoda", "Perho"])
        assert not says_left_out(below, find(below))

    def test_headings_that_stand_again_in_the_middle_are_known(self):
        given = sheet(["Yritys", "Ort"], ["A Oy", "Perho"], [" YRITYS", "ort "])
        found = find(given)

        assert found is not None
        assert [are_again(found, row) for row in given.rows[1:]] == [False, True]


class TestDays:
    @pytest.mark.parametrize(
        ("cell", "day"),
        [
            ({"date": "2026-09-01"}, date(2026, 9, 1)),
            ({"datetime": "2026-09-01T08:30:00"}, date(2026, 9, 1)),
            ({"formula": "=TODAY()", "value": {"date": "2026-09-01"}}, date(2026, 9, 1)),
            ("1.9.2026", date(2026, 9, 1)),
            ("01.09.2026", date(2026, 9, 1)),
            ("1.9.26", date(2026, 9, 1)),
            ("ti 1.9.2026 klo 10", date(2026, 9, 1)),
            ("1/9/2026", date(2026, 9, 1)),
            ("2026-09-01", date(2026, 9, 1)),
            (46266, date(2026, 9, 1)),
            (46266.0, date(2026, 9, 1)),
            ("46266", date(2026, 9, 1)),
            (None, None),
            (" ", None),
        ],
    )
    def test_a_day_is_read_as_people_and_sheets_write_it(self, cell, day):
        assert days.read(cell) == day

    @pytest.mark.parametrize("cell", ["1.9.", "1.9", "31.1.", "29.2."])
    def test_a_day_without_a_year_is_told_and_not_guessed(self, cell):
        with pytest.raises(days.WithoutYear):
            days.read(cell)

    @pytest.mark.parametrize(
        "cell",
        ["vko 40", "31.2.2026", "30.2.", "syksyllä", 5, True, "1.13.2026", "99999", "1.9.1026"],
    )
    def test_what_is_no_day_is_unclear(self, cell):
        with pytest.raises(days.Unclear):
            days.read(cell)


class TestNames:
    def test_a_name_in_capitals_gets_small_letters_only_when_all_its_words_were_seen_so(self):
        casing = Casing()
        for name in ("Puutarha Vihreä Oy", "K-kauppa Esimerkki tmi", "IKEA OY", "METALLI OY"):
            casing.learn(name)

        assert casing.shown("PUUTARHA  ESIMERKKI TMI ") == "Puutarha Esimerkki tmi"
        assert casing.shown("IKEA OY") == "IKEA OY"
        assert casing.shown("METALLI OY") == "METALLI OY"
        assert casing.shown("Metalli Malli OY AB") == "Metalli Malli Oy Ab"
        assert casing.shown("123") == "123"

    def test_unseen_signs_and_doubled_spaces_go(self):
        assert Casing().shown(" Siivous\u00a0 Kirkas\u202e\u200b\tOy\x00") == "Siivous Kirkas Oy"

    def test_names_are_alike_without_legal_form_and_marks(self):
        assert likeness("Café Åström Oy Ab") == likeness("CAFE ASTROM") == "cafe astrom"
        assert likeness("Oy Ab") == "oy ab"

    def test_a_municipality_of_two_languages_has_two_names(self):
        assert places("Kruunupyy / Kronoby") & places("KRONOBY")
        assert not places("Kruunupyy") & places("Kokkola")
        assert places(" / ") == frozenset()


class TestRows:
    @pytest.mark.parametrize(
        ("cell", "read_as"),
        [
            ("8219935-8", "8219935-8"),
            ("82199358", "8219935-8"),
            (82199358, "8219935-8"),
            (82199358.0, "8219935-8"),
            (" 8219935 – 8 ", "8219935-8"),
            ("FI82199358", "8219935-8"),
            (8246283, "0824628-3"),
            ("824628-3", "0824628-3"),
            (None, None),
            ("-", None),
            ("ei ole", None),
        ],
    )
    def test_a_business_id_is_read_in_each_way_it_is_written(self, cell, read_as):
        row = read(**{"y-tunnus": cell})

        assert row.business_id == read_as
        assert Finding.ID_WRONG not in row.findings

    @pytest.mark.parametrize(
        "cell", ["8219935-9", "12345", "kysy Maijalta", 1, True, "8219935-8 ?"]
    )
    def test_a_business_id_that_is_not_right_is_told(self, cell):
        row = read(**{"y-tunnus": cell})

        assert row.business_id is None
        assert Finding.ID_WRONG in row.findings

    @pytest.mark.parametrize(
        ("cell", "decision"),
        [(cell, Decision.YES) for cell in ("kyllä", "K", "x", "X ", "joo", "ja", "yes", 1, True)]
        + [(cell, Decision.NO) for cell in ("ei", "E", "nej", "no", 0, False)]
        + [(cell, Decision.UNSURE) for cell in ("?", None, "", "ehkä", "ei tiedossa")],
    )
    def test_who_decides_on_hiring_is_read_in_each_way_it_is_written(self, cell, decision):
        row = read(paattaa=cell)

        assert row.decides is decision
        assert Finding.DECIDES_UNCLEAR not in row.findings

    def test_another_word_about_deciding_is_told(self):
        assert read(paattaa="pomo").findings == {Finding.DECIDES_UNCLEAR: "pomo"}

    @pytest.mark.parametrize(
        ("cell", "phone"),
        [
            ("0405550199", "0405550199"),
            ("+358 50 555 0123", "+358 50 555 0123"),
            (" 040\u00a01234567 ", "040 1234567"),
            ("06-8280000", "06-8280000"),
            (405550199, "0405550199"),
            (358405550199, "358405550199"),
            ("ei ole", ""),
            (None, ""),
        ],
    )
    def test_a_phone_number_is_kept_as_it_is_written(self, cell, phone):
        row = read(yhteyshenkilo="Maija", puhelin=cell)

        assert (row.phone, row.findings) == (phone, {})

    def test_ways_of_contact_that_are_none_are_told_and_left_out(self):
        row = read(yhteyshenkilo="Maija", puhelin="soita", sahkoposti="info@example")

        assert (row.phone, row.email) == ("", "")
        assert row.findings == {
            Finding.EMAIL_UNCLEAR: "info@example",
            Finding.PHONE_UNCLEAR: "soita",
        }

    def test_contact_details_of_nobody_are_told(self):
        assert Finding.PERSON_WITHOUT_NAME in read(asema="kauppias", puhelin="06-8280000").findings
        assert read(asema=None).findings == {}

    @pytest.mark.parametrize(
        ("name", "finding"),
        [
            (None, Finding.NO_NAME),
            (" - ", Finding.NO_NAME),
            (42, Finding.NAME_UNCLEAR),
            ({"date": "2026-09-01"}, Finding.NAME_UNCLEAR),
            ({"formula": "=A1", "value": None}, Finding.NAME_UNCLEAR),
            ("x" * 201, Finding.TOO_LONG),
        ],
    )
    def test_a_row_without_a_usable_name_is_told(self, name, finding):
        row = read(name=name, paikkakunta="Perho")

        assert row.name == ""
        assert list(row.findings) == [finding]

    def test_a_formula_is_read_as_what_it_came_to(self):
        assert read(name={"formula": "=A1", "value": "Café Åström Ab"}).name == "Café Åström Ab"

    def test_days_that_are_unclear_are_told_with_their_words(self):
        assert read(pvm="31.1.").findings == {Finding.DAY_WITHOUT_YEAR: "31.1."}
        assert read(pvm="vko 40").findings == {Finding.DAY_UNCLEAR: "vko 40"}
        assert read(pvm="13.7.26").on == date(2026, 7, 13)

    def test_a_note_keeps_its_lines(self):
        assert read(muistiinpanot="yksi \r\n\n kaksi").note == "yksi\nkaksi"

    def test_the_content_of_a_row_is_the_same_when_columns_are_moved(self):
        first = sheet(["Yritys", "Ort", None], ["A Oy", "Perho", " "])
        moved = sheet([], ["ORT", "Uusi", "Yritys"], ["Perho", None, "A Oy"])

        assert content(first.rows[1], find(first)) == content(moved.rows[2], find(moved))
        other = sheet(["Yritys", "Ort"], ["A Oy", "perho"])
        assert content(other.rows[1], find(other)) != content(first.rows[1], find(first))
