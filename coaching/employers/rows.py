"""One row of a team's sheet, read as far as it can be: what is unclear is told, never guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from stdnum.exceptions import ValidationError as NumberRefused
from stdnum.fi import ytunnus

from coaching.employers.headings import Column, Headings
from coaching.employers.types import Decision, Finding
from coaching.sheets import days
from coaching.sheets.cells import Kept, is_blank, meant, written
from coaching.sheets.workbook import RawRow
from coaching.text import fold, tidy

LONGEST = {
    Column.NAME: 200,
    Column.MUNICIPALITY: 80,
    Column.SITE: 200,
    Column.PERSON: 120,
    Column.ROLE: 120,
    Column.PHONE: 40,
    Column.EMAIL: 200,
}
"""Characters that the register holds of what is taken into it."""

_NOTHING = frozenset(
    {"-", "--", "–", "?", ".", "x", "ei", "ei ole", "ei tiedossa", "ei tieda", "puuttuu", "tyhja"}
    | {"inget", "ingen", "saknas", "vet inte", "okant", "none", "n/a", "na", "missing", "unknown"}
)
"""What is written in a cell to say that there is nothing to write."""

_YES = frozenset(["k", "kylla", "joo", "juu", "x", "y", "yes", "ja", "j", "true", "1", "kyl", "on"])
_NO = frozenset(["e", "ei", "nej", "n", "no", "false", "0"])
_UNSURE = frozenset(
    {"?", "??", "-", "ehka", "ei tiedossa", "ei tieda", "en tieda", "epaselva", "kysy", "kysyttava"}
    | {"kanske", "vet inte", "oklart", "maybe", "unsure", "not sure", "unknown"}
)


@dataclass(frozen=True)
class SheetRow:
    """A row of the sheet, read; texts are tidied, empty when nothing is told.

    `business_id` is a right one as 1234567-8, or None; `decides` whether the person decides on
    hiring. `findings` are what could not be read or fits not, by the column it stands in.
    """

    sheet: str
    number: int
    on: date | None = None
    name: str = ""
    business_id: str | None = None
    municipality: str = ""
    site: str = ""
    industry: str = ""
    person: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    decides: Decision = Decision.UNSURE
    coach: str = ""
    result: str = ""
    next_on: date | None = None
    note: str = ""
    mode: str = ""
    purpose: str = ""
    step: str = ""
    findings: Mapping[Finding, str] = field(default_factory=dict)


def normalise(sheet: str, row: RawRow, headings: Headings) -> SheetRow:
    """Read one row that holds something.

    Args:
        sheet: name of its sheet.
        headings: which column holds what.
    """
    reader = _Reader(row, headings)
    name = reader.name()
    person = reader.text(Column.PERSON)
    return SheetRow(
        sheet=sheet,
        number=row.number,
        on=reader.day(Column.DATE),
        name=name,
        business_id=reader.business_id(),
        municipality=reader.text(Column.MUNICIPALITY),
        site=reader.text(Column.SITE),
        industry=reader.text(Column.INDUSTRY),
        person=person,
        role=reader.text(Column.ROLE),
        phone=reader.phone(),
        email=reader.email(),
        decides=reader.decides(),
        coach=reader.text(Column.COACH),
        result=reader.text(Column.RESULT),
        next_on=reader.day(Column.NEXT, tell=False),
        note=reader.lines(Column.NOTE),
        mode=reader.text(Column.MODE),
        purpose=reader.text(Column.PURPOSE),
        step=reader.step(),
        findings=reader.told(without_person=not person),
    )


def content(row: RawRow, headings: Headings | None) -> str:
    """Return what a row holds as text that is the same wherever its columns and rows are moved."""
    texts = headings.texts if headings else ()
    cells: list[tuple[str, Any]] = []
    for place, cell in enumerate(row.cells):
        heading = texts[place] if place < len(texts) else None
        known = isinstance(heading, str) and heading.strip()
        if not is_blank(cell):
            cells.append((fold(str(heading)) if known else f"#{place}", cell))
    return json.dumps(sorted(cells, key=repr), ensure_ascii=False, separators=(",", ":"))


class _Reader:
    """Reads the cells of one row and remembers what was unclear."""

    def __init__(self, row: RawRow, headings: Headings) -> None:
        self.row, self.columns = row, headings.columns
        self.findings: dict[Finding, str] = {}

    def cell(self, column: Column) -> Kept:
        place = self.columns.get(column)
        return None if place is None or place >= len(self.row.cells) else self.row.cells[place]

    def text(self, column: Column) -> str:
        """Return a text on one line; what the register cannot hold is told and left out."""
        said = meant(self.cell(column))
        text = tidy(written(said))
        if fold(text) in _NOTHING:
            return ""
        if len(text) > LONGEST.get(column, len(text)):
            self.findings[Finding.TOO_LONG] = column
            return ""
        return text

    def lines(self, column: Column) -> str:
        """Return a text that may have several lines."""
        said = meant(self.cell(column))
        return "\n".join(filter(None, map(tidy, written(said).splitlines())))

    def name(self) -> str:
        """Return the employer's name; only text can be one."""
        cell = self.cell(Column.NAME)
        name = self.text(Column.NAME) if isinstance(meant(cell), str) else ""
        if not name and Finding.TOO_LONG not in self.findings:
            missing = is_blank(cell) or isinstance(meant(cell), str)
            self.findings[Finding.NO_NAME if missing else Finding.NAME_UNCLEAR] = Column.NAME
        return name

    def business_id(self) -> str | None:
        """Return a right business ID in its usual form."""
        text = self.text(Column.BUSINESS_ID)
        if not text:
            return None
        digits = re.sub(r"[\s\u2010-\u2015-]", "", text).upper().removeprefix("FI")
        try:
            # Numbers lose the zero they begin with, and the first ones had a digit less.
            known = ytunnus.validate(digits.zfill(8) if len(digits) == 7 else digits)
        except NumberRefused:
            self.findings[Finding.ID_WRONG] = text[:40]
            return None
        return f"{known[:7]}-{known[7:]}"

    def day(self, column: Column, *, tell: bool = True) -> date | None:
        """Return the day a cell tells."""
        try:
            return days.read(self.cell(column))
        except days.WithoutYear:
            found = Finding.DAY_WITHOUT_YEAR
        except days.Unclear:
            found = Finding.DAY_UNCLEAR
        if tell:
            self.findings[found] = tidy(written(meant(self.cell(column))))[:40]
        return None

    def step(self) -> str:
        """Return the next step in words; words in the column of the next day are one too."""
        told = [self.lines(Column.STEP)]
        if not is_blank(self.cell(Column.NEXT)) and self.day(Column.NEXT, tell=False) is None:
            told.append(self.lines(Column.NEXT))
        return "\n".join(filter(None, told))

    def phone(self) -> str:
        """Return a phone number as it is written; a number gets back the zero it lost."""
        cell, text = meant(self.cell(Column.PHONE)), self.text(Column.PHONE)
        if isinstance(cell, int | float) and not text.startswith("358"):
            text = f"0{text}"
        if text and sum(sign.isdigit() for sign in text) < 5:
            self.findings[Finding.PHONE_UNCLEAR] = text
            return ""
        return text

    def email(self) -> str:
        """Return an e-mail address of the right shape."""
        text = self.text(Column.EMAIL).removeprefix("mailto:")
        if not text:
            return ""
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            self.findings[Finding.EMAIL_UNCLEAR] = text[:80]
            return ""

    def decides(self) -> Decision:
        """Return whether the person decides on hiring."""
        word = fold(tidy(written(meant(self.cell(Column.DECIDES))))).strip(" .!()")
        if word in _YES:
            return Decision.YES
        if word in _NO:
            return Decision.NO
        if word and word not in _UNSURE:
            self.findings[Finding.DECIDES_UNCLEAR] = word[:40]
        return Decision.UNSURE

    def told(self, *, without_person: bool) -> dict[Finding, str]:
        """Return what was unclear, also that ways of contact are of nobody."""
        of_person = (Column.ROLE, Column.PHONE, Column.EMAIL)
        if without_person and any(self.text(column) for column in of_person):
            self.findings[Finding.PERSON_WITHOUT_NAME] = Column.PERSON
        return dict(sorted(self.findings.items(), key=lambda item: list(Finding).index(item[0])))
