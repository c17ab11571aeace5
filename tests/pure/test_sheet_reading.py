"""A file is read as it is, or refused at once with the reason; nothing makes the program ill."""

from __future__ import annotations

import codecs
import io
import os
import time
import tracemalloc
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as clock_time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from coaching.sheets import refusals, workbook
from coaching.sheets.refusals import FileRefused
from tests import sheets

SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 1024 * 1024


def read(content, name="register.xlsx", **more):
    return workbook.read_bytes(content, name, **more)


def cells(content, sheet=0):
    return [list(row.cells) for row in read(content).sheets[sheet].rows]


def refused(content, within=3.0, memory=150 * MEGABYTE):
    """Return the refusal of a file, that must come within seconds and with little memory."""
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(FileRefused) as refusal:
            read(content)
        assert tracemalloc.get_traced_memory()[1] < memory
    finally:
        tracemalloc.stop()
    assert time.process_time() - began < within
    return type(refusal.value)


def sheet_xml(inside):
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + inside
        + b"</sheetData></worksheet>"
    )


def packed(name, *parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"x")
        for part in parts:
            archive.writestr(part, b"x")
    return stream.getvalue()


class TestWhatIsRead:
    def test_the_register_of_a_team_comes_in_whole(self):
        found = workbook.read(sheets.REGISTER)

        first, second = found.sheets
        assert (first.name, len(first.rows)) == ("Yritykset 2025-26", 188)
        assert first.rows[0].cells == ("Työhönvalmentajien yrityskontaktit – PÄIVITÄ TÄHÄN",)
        assert [row.number for row in first.rows if row.is_blank] == [2, 28, 42, 79, 144, 180]
        assert [row.cells for row in second.rows] == [("ei tuoda",)]

    def test_texts_stay_exactly_as_they_came(self):
        odd = "  Siivous\u00a0Kirkas OY \n"

        assert cells(sheets.workbook([odd, "0401234567", "=1+1 "[1:]])) == [
            [odd, "0401234567", "1+1 "]
        ]

    def test_each_kind_of_cell_keeps_its_kind(self):
        content = sheets.workbook(
            [
                date(2026, 9, 1),
                datetime.fromisoformat("2026-09-01T08:30"),
                clock_time(8, 30),
                timedelta(hours=2),
                405550199,
                0.5,
                True,
                None,
                "x",
            ]
        )

        assert cells(content) == [
            [
                {"date": "2026-09-01"},
                {"datetime": "2026-09-01T08:30:00"},
                {"time": "08:30:00"},
                {"seconds": 7200.0},
                405550199,
                0.5,
                True,
                None,
                "x",
            ]
        ]

    def test_a_computed_cell_keeps_its_formula_and_what_it_came_to(self):
        content = sheets.workbook(["Kokkola", "=A1"], ["=1+1", None])
        xml = (
            sheets.part(content, SHEET)
            .replace(b"<f>A1</f><v></v>", b"<f>A1</f><v>Kokkola</v>")
            .replace(b"<f>A1</f><v />", b"<f>A1</f><v>Kokkola</v>")
        )
        xml = xml.replace(b'<c r="B1">', b'<c r="B1" t="str">')

        assert cells(sheets.repacked(content, {SHEET: xml})) == [
            ["Kokkola", {"formula": "=A1", "value": "Kokkola"}],
            [{"formula": "=1+1", "value": None}],
        ]

    def test_a_formula_over_several_cells_is_kept_as_its_text(self):
        book = Workbook()
        book.active["A1"] = ArrayFormula("A1:A2", "=B1:B2")

        assert cells(sheets.saved(book)) == [[{"formula": "=B1:B2", "value": None}]]

    def test_an_error_of_the_spreadsheet_stays_an_error(self):
        content = sheets.workbook(["x"])
        xml = sheet_xml(b'<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')

        assert cells(sheets.repacked(content, {SHEET: xml})) == [[{"error": "#N/A"}]]

    def test_rows_beyond_the_size_that_a_sheet_claims_are_read(self):
        content = sheets.workbook(["one", "two"], ["three", "four"])
        xml = sheets.part(content, SHEET).replace(b'ref="A1:B2"', b'ref="A1"')
        assert xml != sheets.part(content, SHEET)

        assert cells(sheets.repacked(content, {SHEET: xml})) == [["one", "two"], ["three", "four"]]

    def test_rows_left_out_of_the_file_are_counted(self):
        book = Workbook()
        book.active["B5"] = "here"

        (sheet,) = read(sheets.saved(book)).sheets

        assert [(row.number, row.cells) for row in sheet.rows][-2:] == [
            (4, ()),
            (5, (None, "here")),
        ]

    def test_a_hidden_sheet_is_told_to_be_hidden(self):
        book = Workbook()
        book.active.append(["x"])
        book.create_sheet("Piilossa").sheet_state = "hidden"
        book["Piilossa"].append(["y"])

        assert [sheet.hidden for sheet in read(sheets.saved(book)).sheets] == [False, True]

    def test_blank_formatted_rows_at_the_end_are_left_out(self):
        content = sheets.workbook(["x"])
        blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(2, 60_000))
        xml = sheet_xml(b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>' + blank)

        assert cells(sheets.repacked(content, {SHEET: xml})) == [["x"]]

    def test_halves_of_a_character_become_a_sign_that_can_be_kept(self):
        (row,) = cells("Yritys;\N{GRINNING FACE}\n".encode("utf-16"))

        assert row == ["Yritys", "\N{GRINNING FACE}"]


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
    def test_columns_are_told_by_any_usual_sign_in_any_usual_encoding(self, encoding, sign):
        text = f'Yritys{sign}Paikka\r\n"Café {sign} Åström"{sign}Kokkola\r\n\r\n'

        (sheet,) = read(text.encode(encoding), "register.csv").sheets

        assert [row.cells for row in sheet.rows] == [
            ("Yritys", "Paikka"),
            (f"Café {sign} Åström", "Kokkola"),
        ]

    def test_commas_in_names_part_no_columns_where_semicolons_do(self):
        text = "Yritys;Paikka\nLeipomo, kahvila, konditoria;Kokkola\n"

        assert cells(text.encode())[1] == ["Leipomo, kahvila, konditoria", "Kokkola"]

    def test_the_sign_that_excel_names_in_the_first_row_is_believed(self):
        assert cells(b"sep=|\nYritys|Paikka;kunta\n")[1] == ["Yritys", "Paikka;kunta"]

    def test_line_ends_inside_quotes_belong_to_the_cell(self):
        assert cells(b'Yritys;Huom\nA;"yksi\nkaksi"\n')[1] == ["A", "yksi\nkaksi"]

    @pytest.mark.parametrize(
        "content",
        [
            b"\x00\x01\x02\x03",
            b"%PDF-1.7\x0a\x81\x8d",
            codecs.BOM_UTF8 + b"\xff\xfe",
            b"a;" + b"x" * 200_000,
        ],
    )
    def test_what_is_no_text_in_columns_is_refused(self, content):
        assert refused(content) in (refusals.NotAWorkbook, refusals.FileEmpty)

    def test_more_rows_than_are_read_are_refused(self):
        assert refused(b"Yritys;Paikka\n" * 20_001) is refusals.TooManyRows


class TestRefused:
    def test_a_missing_file_a_folder_and_a_closed_file(self, tmp_path):
        assert_refused(tmp_path / "none.xlsx", refusals.FileMissing)
        assert_refused(tmp_path, refusals.NotAFile)
        assert_refused(tmp_path / "a\x00b", refusals.FileUnreadable, refusals.FileMissing)
        os.mkfifo(tmp_path / "pipe")
        assert_refused(tmp_path / "pipe", refusals.NotAFile)

    def test_an_empty_file_and_a_workbook_that_holds_nothing(self):
        assert refused(b"") is refusals.FileEmpty
        assert refused(sheets.workbook()) is refusals.FileEmpty
        assert refused(sheets.workbook([None], ["  "], ["\u200b"])) is refusals.FileEmpty

    def test_a_file_over_the_size(self):
        assert refused(b"x" * (10 * MEGABYTE + 1)) is refusals.FileTooLarge
        with pytest.raises(refusals.FileTooLarge) as refusal:
            read(b"x" * (MEGABYTE + 1), megabytes=1)
        assert refusal.value.facts == {"most": 1}

    def test_a_workbook_of_the_old_format_and_one_behind_a_password(self):
        container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

        assert refused(container + "Workbook".encode("utf-16-le")) is refusals.OldWorkbook
        locked = container + "EncryptedPackage".encode("utf-16-le")
        assert refused(locked) is refusals.WorkbookLocked

    def test_a_packed_file_that_is_something_else(self):
        assert refused(packed("word/document.xml")) is refusals.NotAWorkbook
        assert refused(packed("mimetype", "content.xml")) is refusals.NotAWorkbook
        assert refused(b"PK\x03\x04 and no more") is refusals.WorkbookDamaged
        assert refused(packed("xl/workbook.xml")) is refusals.WorkbookDamaged

    def test_parts_behind_a_zip_password(self):
        content = bytearray(sheets.workbook(["x"]))
        with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
            at = content.index(b"PK\x01\x02")
            assert archive.infolist()
        content[at + 8] |= 0x1

        assert refused(bytes(content)) is refusals.WorkbookLocked

    def test_200_000_rows(self):
        content = sheets.workbook(["x"])
        row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>Caf\xc3\xa9 %d</t></is></c></row>'
        many = b"".join(row % (n, n, n) for n in range(1, 200_001))

        content = sheets.repacked(content, {SHEET: sheet_xml(many)})

        assert refused(content) is refusals.TooManyRows

    def test_one_row_a_million_rows_down(self):
        content = sheets.workbook(["x"])
        xml = sheet_xml(b'<row r="999999"><c r="A999999"><v>1</v></c></row>')

        assert refused(sheets.repacked(content, {SHEET: xml})) is refusals.TooManyRows

    def test_rows_that_the_counting_does_not_know_are_counted_while_they_are_read(self):
        content = sheets.workbook(["x"])
        name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        rows_ = b'<s:row r="99999999999999"><s:c><s:v>1</s:v></s:c></s:row>'
        xml = b'<s:worksheet xmlns:s="%s"><s:sheetData>%s</s:sheetData></s:worksheet>'

        content = sheets.repacked(content, {SHEET: xml % (name, rows_)})

        assert refused(content) is refusals.TooManyRows

    def test_rows_out_of_order_are_not_lost_but_refused(self):
        content = sheets.workbook(["x"])
        xml = sheet_xml(b'<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c><v>2</v></c></row>')

        assert refused(sheets.repacked(content, {SHEET: xml})) is refusals.WorkbookDamaged

    def test_thousands_of_columns(self):
        assert refused(sheets.workbook(["x"] * 5_000)) is refusals.TooManyColumns
        assert refused(b";".join([b"x"] * 5_000)) is refusals.TooManyColumns

    def test_gigabytes_in_a_small_file(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"<workbook/>")
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                for _ in range(1_100):
                    part.write(b" " * MEGABYTE)
        content = stream.getvalue()
        assert len(content) < 10 * MEGABYTE

        assert refused(content) is refusals.UnpacksTooLarge

    def test_a_part_that_is_far_larger_than_it_says(self):
        content = sheets.repacked(sheets.workbook(["x"]), {SHEET: sheet_xml(b" " * 64 * MEGABYTE)})
        told = (64 * MEGABYTE + len(sheet_xml(b""))).to_bytes(4, "little")
        assert content.count(told) >= 1

        lie = content.replace(told, (2_000).to_bytes(4, "little"))

        assert refused(lie) in (refusals.WorkbookDamaged, refusals.UnpacksTooLarge)

    def test_the_same_part_listed_many_times(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"<workbook/>")
            archive.writestr("bomb", os.urandom(64 * 1024) + b" " * 6 * MEGABYTE)
            archive.filelist.extend([archive.getinfo("bomb")] * 400)
        assert refused(stream.getvalue()) in (refusals.UnpacksTooLarge, refusals.WorkbookDamaged)

    def test_millions_of_elements_that_are_no_rows(self):
        content = sheets.workbook(["x"])
        deep = b"<a>" * 5_000_000 + os.urandom(600_000).hex().encode()

        content = sheets.repacked(content, {SHEET: sheet_xml(deep)})

        assert refused(content) is refusals.UnpacksTooLarge

    def test_entities_that_grow(self):
        lol = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
        content = sheets.workbook(["x"])
        for name in (SHEET, "xl/workbook.xml", "[Content_Types].xml"):
            hurt = sheets.repacked(content, {name: lol + sheets.part(content, name)})
            assert refused(hurt) is refusals.WorkbookDamaged

    def test_a_document_type_split_over_two_pieces_is_seen(self):
        content = sheets.workbook(["x"])
        filler = b"<!--" + b" " * (256 * 1024 - 12) + b"-->"

        hurt = filler + b"<!DOCTYPE a []>" + sheets.part(content, SHEET)

        assert refused(sheets.repacked(content, {SHEET: hurt})) is refusals.WorkbookDamaged


def assert_refused(path, *kinds):
    with pytest.raises(FileRefused) as refusal:
        workbook.read(path)
    assert type(refusal.value) in kinds
