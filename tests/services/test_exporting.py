"""What goes out of the register: rows of the list, the own team's log, imported rows as they came."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from coaching import clock
from coaching.contacts.exporting import meeting_log
from coaching.contacts.types import LogColumn, MeetingPurpose, Period
from coaching.employers import exporting
from coaching.employers import service as employers
from coaching.employers.export_types import EmployerColumn
from coaching.employers.models import ImportBatch
from coaching.employers.types import Look
from coaching.sheets import spreadsheets
from coaching.sheets.spreadsheets import ErrorCell, Sheet
from tests import sheets
from tests.employers import add_person, add_site, bring_in, met, people_of, sites_of
from tests.factories import make_client, make_employer, make_team

NAME, PLACE, PERSON = EmployerColumn.NAME, EmployerColumn.MUNICIPALITY, EmployerColumn.PERSON
MORNING = datetime.fromisoformat("2025-11-01T09:30")
ODD = [
    "=1+1",
    "+358 40",
    "-x",
    "@home",
    " spaces ",
    "a;b",
    'say "hi"',
    "two\nlines",
    "#N/A",
    "0123",
]


def rows(session, actor, *columns, **narrowed):
    found = exporting.employer_rows(session, actor, Look(**narrowed), columns)
    return [tuple(row.get(one) for one in columns) for row in found]


class TestTheRegister:
    @pytest.fixture(autouse=True)
    def _cafe(self, people, session):
        cafe = make_employer(session, "Café Åström Ab", person="Maija Esimerkki")
        add_site(session, cafe, "Perho")
        add_person(session, sites_of(session, cafe)[0], "Siv Holm", removed_at=clock.now())
        make_employer(session, "Aalto Oy", municipality="Perho", person="Kaj Back")

    def test_has_a_row_for_each_person_site_or_employer(self, session, aino):
        assert rows(session, aino, NAME) == [("Aalto Oy",), ("Café Åström Ab",)]
        assert rows(session, aino, NAME, PLACE) == [
            ("Aalto Oy", "Perho"), ("Café Åström Ab", "Kokkola"), ("Café Åström Ab", "Perho"),
        ]  # fmt: skip
        assert rows(session, aino, NAME, PERSON) == [
            ("Aalto Oy", "Kaj Back"), ("Café Åström Ab", "Maija Esimerkki"), ("Café Åström Ab", None),
        ]  # fmt: skip

    def test_is_narrowed_as_the_list(self, session, aino):
        assert rows(session, aino, NAME, words="astrom") == [("Café Åström Ab",)]
        assert rows(session, aino, NAME, owner="nobody", not_met=30, place="perho") == [
            ("Aalto Oy",), ("Café Åström Ab",),
        ]  # fmt: skip
        assert rows(session, aino, NAME, banned=True) == []

    def test_goes_on_beyond_what_is_read_at_once(self, session, aino, monkeypatch):
        monkeypatch.setattr(exporting, "_AT_ONCE", 2)
        for number in range(5):
            make_employer(session, f"Yritys {number}")

        assert len(rows(session, aino, NAME)) == 7


class TestTheLog:
    @pytest.fixture
    def cafe(self, session, people, kokkola):
        """Aino met a café for a client and in general; Cilla of another team did too."""
        cafe = make_employer(session, "Café Åström Ab", person="Maija Esimerkki")
        (site,) = sites_of(session, cafe)
        (maija,) = people_of(session, site)
        told = {"meeting_purpose": MeetingPurpose.NEEDS, "next_step": "Call", "note": "In general"}
        met(session, people.aino, cafe, site, maija, team=kokkola, decides="yes", **told)
        stay = make_client(session, kokkola, people.aino, name="Leila Lahti")
        about = met(session, people.aino, cafe, site, maija, team=kokkola, **told)
        about.period_id, about.note = stay.id, "Leila Lahti would fit"
        about.next_step = "Ask Leila"
        met(session, people.cilla, cafe, site, team=people.pietarsaari, **told)
        return cafe

    def test_holds_the_own_teams_meetings_and_nothing_of_clients(self, session, people, aino, cafe):
        found = list(meeting_log(session, aino, Period.ALL))

        assert [(row[LogColumn.COACH], row[LogColumn.NOTE]) for row in found] == [
            ("Aino Ahola", "In general"), ("Aino Ahola", None),
        ]  # fmt: skip
        assert [row[LogColumn.NEXT_STEP] for row in found] == ["Call", None]
        assert "Leila" not in str(found)
        assert found[0][LogColumn.PERSON] == "Maija Esimerkki"
        assert set(found[0]) == set(LogColumn)

    @pytest.mark.parametrize(
        ("who", "many"), [("bengt", 2), ("dora", 2), ("cilla", 1), ("matti", 0)]
    )
    def test_is_the_teams_by_who_looks(self, session, people, cafe, who, many):
        assert len(list(meeting_log(session, getattr(people, who).actor, Period.ALL))) == many

    def test_is_of_a_period_and_without_withdrawn_ones(self, session, people, aino, kokkola, cafe):
        met(session, people.aino, cafe, team=kokkola, on=date(2020, 1, 1))
        met(session, people.aino, cafe, team=kokkola, withdrawn_at=clock.now())

        assert len(list(meeting_log(session, aino, Period.ALL))) == 3
        assert len(list(meeting_log(session, aino, Period.YEAR))) <= 2


class TestImportedRows:
    def test_are_the_own_teams_and_those_of_the_command_line(self, session, people, aino):
        bring_in(session, sheets.register(sheets.employer("A Oy", None, "Kokkola")), aino)
        bring_in(session, sheets.register(sheets.employer("B Oy", None, "Kokkola")))

        counted = {
            person.name.split()[0]: exporting.count_brought(session, person.actor)
            for person in people
        }

        # A sheet brought in on the command line is the leader's where there are several teams.
        assert counted == {"Aino": 2, "Bengt": 2, "Cilla": 0, "Dora": 4, "Matti": 0, "Ylva": 0}

    def test_of_an_undone_import_stay_out(self, session, aino):
        bring_in(session, sheets.register(sheets.employer("A Oy", None, "Kokkola")), aino)
        session.scalars(select(ImportBatch)).one().undone_at = clock.now()
        session.flush()

        assert exporting.count_brought(session, aino) == 0
        assert list(exporting.brought_sheets(session, aino)) == []

    def test_tell_the_person_no_more_once_removed(self, session, aino):
        row = sheets.employer(
            "A Oy", None, "Kokkola", yhteyshenkilo="Siv Holm", puhelin="040 1234567",
            muistiinpanot="Siv Holm lomalla",
        )  # fmt: skip
        bring_in(session, sheets.register(row), aino)
        more = sheets.register(row, sheets.employer("C Oy", None, "Perho"))
        bring_in(session, more, aino, "again.xlsx")
        unclear = sheets.employer("A Oy", "1234567-0", "Kokkola", yhteyshenkilo="Siv Holm")
        bring_in(session, sheets.register(unclear), aino, "third.xlsx")
        (site,) = employers.show(session, _id(session, aino, "A Oy")).sites

        employers.remove_person(session, aino, site.people[0].public_id)

        told = [
            (cells, now)
            for one in exporting.brought_sheets(session, aino)
            for _n, cells, now in one.rows
        ]
        assert "Holm" not in str(told)
        assert "040 1234567" not in str(told)
        assert "… lomalla" in str(told)


def _id(session, actor, name):
    (row,) = employers.list_employers(session, actor, Look(name)).rows
    return row.public_id


class TestFiles:
    VALUES = [*ODD, 12, 7.5, True, date(2025, 11, 1), MORNING, time(8, 15),
              timedelta(hours=30), None, "ä å ö"]  # fmt: skip

    def test_a_workbook_gives_back_what_was_written_and_holds_no_formula(self):
        out = io.BytesIO()

        count = spreadsheets.write_workbook([Sheet("a/b", [self.VALUES], 0)], out)

        cells = next(load_workbook(out, read_only=True).worksheets[0].iter_rows())
        read = [cell.value for cell in cells]
        read[13] = read[13].date()
        assert (read, count) == (self.VALUES, 1)
        assert {cell.data_type for cell in cells[: len(ODD)]} == {"s"}

    def test_a_workbook_keeps_errors_and_signs_that_no_xml_holds(self):
        out = io.BytesIO()

        spreadsheets.write_workbook([Sheet("", [[ErrorCell("#N/A"), "a\x0bb"]], 0)], out)

        first, second = next(load_workbook(out, read_only=True).worksheets[0].iter_rows())
        assert (first.value, first.data_type, second.value) == ("#N/A", "e", "a_x000B_b")

    def test_titles_are_allowed_and_each_its_own(self):
        out = io.BytesIO()

        spreadsheets.write_workbook(
            [Sheet(title, [["x"]]) for title in ("2025/26", "Yhteinen", "YHTEINEN", "'", "x" * 50)],
            out,
        )

        titles = load_workbook(out).sheetnames
        assert titles == ["2025 26", "Yhteinen", "YHTEINEN (2)", "–", "x" * 31]

    def test_nothing_to_write_makes_a_file_that_opens(self):
        out = io.BytesIO()

        assert spreadsheets.write_workbook([], out) == 0
        assert len(load_workbook(out).sheetnames) == 1

    def test_a_text_file_is_as_excel_reads_it_here(self):
        out = io.BytesIO()

        spreadsheets.write_text([["=1+1", "a;b", 7.5, 3.0, date(2025, 11, 1), None], ["ä"]], out)

        assert out.getvalue() == '\ufeff=1+1;"a;b";7,5;3;1.11.2025;\r\nä\r\n'.encode()

    @pytest.mark.parametrize(
        ("kept", "value"),
        [
            ({"date": "2025-11-01"}, date(2025, 11, 1)),
            ({"datetime": "2025-11-01T09:30:00"}, MORNING),
            ({"time": "08:15:00"}, time(8, 15)),
            ({"seconds": 5400.0}, timedelta(minutes=90)),
            ({"error": "#N/A"}, ErrorCell("#N/A")),
            ({"formula": "=A1", "value": {"date": "2025-11-01"}}, date(2025, 11, 1)),
            ({"formula": "=A1", "value": None}, "=A1"),
            ("=A1", "=A1"),
            (None, None),
        ],
    )
    def test_a_kept_cell_is_what_it_was(self, kept, value):
        assert spreadsheets.as_came(kept) == value


def test_a_team_of_its_own_sees_what_the_command_line_brought(database, people):
    with database.write() as session:
        make_team(session, "Kolmas")
        bring_in(session, sheets.register(sheets.employer("A Oy", None, "Kokkola")))

        assert exporting.count_brought(session, people.aino.actor) == 0
