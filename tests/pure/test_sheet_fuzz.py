"""Whatever is in a file, it is read or refused: nothing else ever comes of it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coaching.employers import rows
from coaching.employers.headings import VOCABULARY
from coaching.sheets import workbook
from coaching.sheets.headings import says_left_out
from coaching.sheets.refusals import FileRefused
from tests import sheets


def everything(content):
    """Read a file as far as an import does without a register; refusals are an answer too."""
    try:
        found = workbook.read_bytes(content, "register.xlsx")
    except FileRefused:
        return None
    for sheet in found.sheets:
        told = VOCABULARY.find(sheet)
        says_left_out(sheet, told)
        for row in sheet.rows:
            rows.content(row, told).encode()
            if told is not None and not row.is_blank:
                rows.normalise(sheet.name, row, told)
    return found


FUZZ = settings(max_examples=150, suppress_health_check=list(HealthCheck))


class TestFuzz:
    @FUZZ
    @given(st.binary(max_size=2_000))
    def test_bytes_of_any_kind_are_read_or_refused(self, content):
        everything(content)
        everything(b"PK\x03\x04" + content)

    @FUZZ
    @given(st.text(max_size=400))
    def test_text_of_any_kind_is_read_or_refused(self, text):
        everything(f"Pvm;Yritys;Y-tunnus\n{text}".encode("utf-8", "ignore"))

    @FUZZ
    @given(st.data())
    def test_damaged_copies_of_a_register_are_read_or_refused(self, data):
        content = bytearray(sheets.REGISTER.read_bytes())
        for _ in range(data.draw(st.integers(1, 20))):
            place = data.draw(st.integers(0, len(content) - 1))
            content[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
        everything(bytes(content))

    @FUZZ
    @given(st.data())
    def test_a_register_with_a_damaged_part_is_read_or_refused(self, data):
        content = sheets.register(
            sheets.employer("Café Åström Ab", "8219935-8", "Kokkola", pvm=date(2026, 9, 1)),
            sheets.employer("=1+1", 8219935, pvm="1.9.", puhelin=405550199),
        )
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        name = data.draw(st.sampled_from(names))
        part = bytearray(sheets.part(content, name))
        for _ in range(data.draw(st.integers(1, 6))):
            place = data.draw(st.integers(0, len(part) - 1))
            part[place : place + data.draw(st.integers(0, 12))] = data.draw(
                st.one_of(
                    st.binary(max_size=6),
                    st.sampled_from(
                        [b"<row>", b"</c>", b'r="99999"', b'"', b"&#0;", b"1e999", b"-1"]
                    ),
                )
            )
        everything(sheets.repacked(content, {name: bytes(part)}))
