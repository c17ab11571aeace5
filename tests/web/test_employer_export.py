"""The register as a file: columns chosen on the page, and every imported cell out again."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from coaching import clock
from coaching.contacts.types import LogColumn
from coaching.employers import headings, importing
from coaching.employers import service as employers
from coaching.employers.models import Employer, ImportBatch, ImportRow
from coaching.employers.types import EmployerDetails, Look
from coaching.sheets import workbook
from coaching.sheets.spreadsheets import as_came
from coaching.uselog.models import UseLogLine
from forms.employer_export import LOG_HEADINGS
from tests import sheets
from tests.employers import bring_in, met, sites_of, twice
from tests.factories import make_employer

MANY = 2_000


def book(page):
    return load_workbook(io.BytesIO(page.body))


def table(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def texts(page):
    return list(csv.reader(io.StringIO(page.body.decode("utf-8-sig"), newline=""), delimiter=";"))


def many_rows():
    """Return a sheet of 2,000 rows as a team keeps it: twice-met employers, odd cells, own columns."""
    odd = ["=1+1", "+358 40 123", "-", "@kotona", " väli ", "a;b", "kaksi\nriviä", "Åström"]
    titles = [*sheets.HEADINGS, "Oma sarake", "Numero", None, "Muuta omaa"]
    rows = []
    for n in range(MANY):
        first = sheets.employer(
            f"Yritys {n % 700} Oy", None, ("Kokkola", "Perho", "Halsua")[n % 3],
            pvm=date(2025, 1, 1) + timedelta(days=n % 365), muistiinpanot=odd[n % len(odd)],
            yhteyshenkilo=f"Henkilö {n % 400}" if n % 5 else None, puhelin=f"040 {n:07}",
        )  # fmt: skip
        rows.append(
            [*first, odd[(n + 3) % len(odd)], n / 4, "irrallaan" if n % 9 == 0 else None, n]
        )
    return titles, rows


class TestColumns:
    def test_the_page_offers_what_is_usual(self, signed_in, database):
        with database.write() as session:
            make_employer(session, "Café Åström Ab", person="Maija Esimerkki")
        signed_in.get("employers.list_employers").follow("Export to file")

        signed_in.submit("Excel file: Employers")

        (sheet,) = book(signed_in).worksheets
        first, second = table(sheet)
        assert first[:4] == ["Employer", "Business ID", "Industry", "Municipality"]
        assert "Staffing needs" not in first
        told = dict(zip(first, second, strict=True))
        assert (told["Contact person"], told["Do not contact"]) == ("Maija Esimerkki", "no")

    def test_what_was_chosen_goes_out_narrowed_as_the_list_was(self, signed_in, database):
        with database.write() as session:
            make_employer(session, "Café Åström Ab")
            make_employer(session, "=SUM(A1)", municipality="Perho")
        signed_in.get("employers.list_employers", place="perho").follow("Export to file")
        assert "1 employer, as the list was filtered" in signed_in.main

        signed_in.submit("CSV file: Employers", columns=["name", "municipality"])

        assert texts(signed_in) == [["Employer", "Municipality"], ["=SUM(A1)", "Perho"]]

    def test_the_file_is_to_be_saved_under_the_day_and_kept_by_nobody_between(self, signed_in):
        signed_in.get("employers.export").submit("CSV file: Employers")

        headers = signed_in.response.headers
        assert headers["Cache-Control"] == "no-store"
        assert f"employers-{clock.today().isoformat()}.csv" in headers["Content-Disposition"]

    def test_at_least_one_column_is_needed(self, signed_in):
        signed_in.get("employers.export").submit("CSV file: Employers", columns=[])

        assert signed_in.status == 422
        assert "Choose at least one column." in signed_in.main

    def test_the_log_line_tells_codes_and_a_count(self, signed_in, database):
        with database.write() as session:
            make_employer(session, "Café Åström Ab")

        signed_in.get("employers.export").submit("CSV file: Employers", columns=["name"])

        with database.read() as session:
            lines = session.scalars(select(UseLogLine.detail).filter_by(action="export")).all()
        assert [json.loads(detail) for detail in lines] == [
            {"what": "employers", "file": "csv", "columns": ["name"], "rows": 1}
        ]

    def test_the_teams_meetings_go_out(self, signed_in, database, people):
        with database.write() as session:
            cafe = make_employer(session, "Café Åström Ab")
            (site,) = sites_of(session, cafe)
            met(session, people.bengt, cafe, site, team=people.kokkola, note="=kiva",
                meeting_purpose="needs")  # fmt: skip
            met(session, people.cilla, cafe, site, team=people.pietarsaari, note="Muiden")
        signed_in.get("employers.export")

        signed_in.submit("CSV file: Employer meetings of the team")

        first, *rest = texts(signed_in)
        told = dict(zip(first, rest[0], strict=True))
        assert len(rest) == 1
        assert (told["Coach"], told["Note"]) == ("Bengt Bäck", "=kiva")
        assert told["Purpose"] == "get to know needs"

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_an_import_understands_the_headings_that_go_out(self, page, people, language):
        page.sign_in(people.aino, language)
        page.get("/employers/export/meetings", file="csv", columns="employer")

        (told,) = texts(page)

        assert [headings.VOCABULARY.column_of(one) for one in told] == [headings.Column.NAME]
        assert len(LOG_HEADINGS) == len(LogColumn)


class TestImportedRows:
    def test_two_thousand_rows_come_in_are_worked_with_and_come_out_without_losing_a_cell(
        self, signed_in, database, people
    ):
        titles, rows = many_rows()
        content = sheets.plain_workbook(**{"Yritykset 2025": [["Rekisteri"], titles, *rows[:1200]],
                                     "Yritykset 2026": [titles, *rows[1200:]]})  # fmt: skip
        aino = people.aino.actor
        with database.write() as session:
            bring_in(session, content, aino)
        with database.write() as session:
            self.work_with(session, people)
        came = workbook.read_bytes(content, "register.xlsx")

        signed_in.get("employers.export").submit("Excel file: Imported rows as they came")

        out = workbook.read_bytes(signed_in.body, "out.xlsx", 50)
        assert [sheet.name for sheet in out.sheets] == ["Yritykset 2025", "Yritykset 2026"]
        lost = [
            (sheet.name, row.number, place, cell)
            for sheet, again in zip(came.sheets, out.sheets, strict=True)
            for row, written in zip(sheet.rows, again.rows, strict=True)
            for place, cell in enumerate(row.cells)
            if written.cells[place] != cell
        ]
        assert lost == []
        assert sum(len(sheet.rows) for sheet in out.sheets) == MANY + 3
        first = out.sheets[0].rows[1].cells
        beside = first.index("Employer today")
        assert beside == len(titles)
        assert out.sheets[0].rows[2].cells[beside] == "Uusi nimi Oy"

    def work_with(self, session, people):
        """Rename the first employer, merge two others, meet one."""
        actor = people.aino.actor
        row = session.scalars(
            select(ImportRow).where(ImportRow.employer_id.is_not(None)).order_by(ImportRow.id)
        ).first()
        first = session.get_one(Employer, row.employer_id)
        employers.change(
            session, actor, first.public_id, EmployerDetails("Uusi nimi Oy"), first.row_version
        )
        others = employers.list_employers(session, actor, Look("yritys 5")).rows
        employers.merge(session, actor, others[0].public_id, others[1].public_id, {})
        met(session, people.aino, first, team=people.kokkola)

    def test_a_text_file_comes_out_with_its_cells_and_today_beside(
        self, signed_in, database, people
    ):
        content = b'Yritys;Kunta;Oma\r\nKahvila Oy;Perho;=1+1\r\n;;"a;b"\r\n'
        with database.write() as session:
            bring_in(session, content, people.aino.actor, "lista.csv")

        signed_in.get("employers.export").submit("CSV file: Imported rows as they came")

        first, second, third = texts(signed_in)
        assert (first[:3], first[3]) == (["Yritys", "Kunta", "Oma"], "Employer today")
        assert second[:4] == ["Kahvila Oy", "Perho", "=1+1", "Kahvila Oy"]
        assert third == ["", "", "a;b"]

    def test_several_sheets_as_text_say_where_each_row_stood(self, signed_in, database, people):
        for name in ("a.csv", "b.csv"):
            with database.write() as session:
                content = f"Yritys;Kunta\r\n{name} Oy;Perho\r\n".encode()
                bring_in(session, content, people.aino.actor, name)

        signed_in.get("employers.export").submit("CSV file: Imported rows as they came")

        rows = texts(signed_in)
        assert rows[0] == ["File", "Sheet", "Row"]
        assert [row[:5] for row in rows[2::2]] == [
            ["a.csv", "", "2", "a.csv Oy", "Perho"], ["b.csv", "", "2", "b.csv Oy", "Perho"],
        ]  # fmt: skip

    def test_the_teams_register_comes_out_with_every_cell(self, signed_in, database, people):
        came = workbook.read(sheets.REGISTER)
        with database.write() as session:
            read = importing.read_rows(came)
            importing.accept(session, people.aino.actor, read, "Contact person")

        signed_in.get("employers.export").submit("Excel file: Imported rows as they came")

        out = workbook.read_bytes(signed_in.body, "out.xlsx")
        for sheet, again in zip(came.sheets, out.sheets, strict=True):
            for row in sheet.rows:
                cells = again.rows[row.number - 1].cells if row.cells else ()
                assert [as_came(cell) for cell in cells[: len(row.cells)]] == list(
                    map(as_came, row.cells)
                )

    def test_another_team_has_none(self, page, people, database):
        with database.write() as session:
            bring_in(session, sheets.register(sheets.employer("A Oy")), people.aino.actor)
            assert session.scalars(select(ImportBatch)).one()
        page.sign_in(people.cilla)

        page.get("employers.export")
        assert "The team has imported no sheet yet." in page.main
        page.get("employers.export_rows")

        assert [table(sheet) for sheet in book(page).worksheets] == [[]]


def test_merged_cards_go_out_once(signed_in, database, people):
    with database.write() as session:
        cards = twice(session)
        employers.merge(session, people.aino.actor, *(one.public_id for one in cards), {})

    signed_in.get("employers.export").submit("CSV file: Employers", columns=["name"])

    assert texts(signed_in) == [["Employer"], ["Rantakahvila Oy"]]
