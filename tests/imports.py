"""Sheets that somebody has brought in, or looks at."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from coaching.employers import importing, staging
from coaching.sheets import workbook
from tests import sheets
from tests.people import People


def make_imports(session: Session, people: People, name: str = "Ranta Oy") -> tuple[str, str]:
    """Let Aino have brought in a sheet, and look at another one with a row that waits.

    Returns:
        The public ids of the import and of the file that is looked at.
    """
    row = sheets.employer(name, None, "Kokkola", pvm=date(2026, 3, 2), valmentaja="Siv")
    wrong = sheets.employer(name, "1234567-0", "Kokkola")
    team: Any = people.kokkola.id
    first = importing.read_rows(workbook.read_bytes(sheets.register(row), "first.xlsx"))
    _found, batch = importing.accept(
        session, people.aino.actor, first, "Contact person", team_id=team
    )
    second = workbook.read_bytes(sheets.register(row, wrong), "second.xlsx")
    stage = staging.put(session, people.aino.actor, team, second)
    assert batch is not None
    return batch.public_id, stage.public_id
