"""Bringing in a team's sheet in a real browser: at a desk with scripts, on a phone without."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from coaching.contacts.models import Contact
from coaching.employers.models import Employer
from tests import sheets

CAFE = sheets.employer(
    "Café Åström",
    None,
    "Kokkola",
    pvm="2.3.2026",
    yhteyshenkilo="Maija Esimerkki",
    valmentaja="Siv",
)
WRONG = sheets.employer("Café Åström", "1234567-0", "Kokkola", pvm="9.3.2026", valmentaja="Aino")


@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_a_sheet_is_looked_at_decided_saved_and_undone(request, kind, people, database, tmp_path):
    visitor = request.getfixturevalue(kind)
    sheet = tmp_path / "register.xlsx"
    sheet.write_bytes(sheets.register(CAFE, WRONG))
    visitor.sign_in(people.aino)
    visitor.open("/employers/import")

    def press(selector):
        with visitor.page.expect_navigation():
            visitor.page.locator(selector).click()
        visitor.look()

    visitor.page.locator("input[type=file]").set_input_files(sheet)
    press("form[enctype] .savebar button")
    visitor.open(f"{visitor.page.url}/columns")
    press(".savebar button >> nth=0")
    visitor.page.locator("#coach-0").select_option(people.bengt.public_id)
    visitor.page.locator("select[name=row-0-3]").select_option("new")
    press("button[name=do][value=choose]")
    press("button[name=do][value=import]")
    visitor.page.wait_for_url("**/employers/imports/*")
    visitor.look()

    with database.read() as session:
        assert session.scalar(select(func.count(Contact.id))) == 2
        assert session.scalar(select(func.count(Employer.id))) == 2
    visitor.open(f"{visitor.page.url}/undo")
    press(".savebar button >> nth=0")
    with database.read() as session:
        assert session.scalar(select(func.count(Contact.id))) == 0
        assert session.scalar(select(func.count(Employer.id))) == 0
