"""Words of what goes out of the register as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FileKind(StrEnum):
    """As what a file goes out."""

    XLSX = "xlsx"
    CSV = "csv"


class EmployerColumn(StrEnum):
    """Columns of the register that goes out, in their order."""

    NAME = "name"
    BUSINESS_ID = "business_id"
    CHAIN = "chain"
    INDUSTRY = "industry"
    SIZE = "size"
    MUNICIPALITY = "municipality"
    SITE = "site"
    PERSON = "person"
    ROLE = "role"
    PHONE = "phone"
    EMAIL = "email"
    DECIDES = "decides"
    WHY_KEPT = "why_kept"
    OWNER = "owner"
    LAST_MET = "last_met"
    LAST_MET_BY = "last_met_by"
    NEEDS = "needs"
    BAN = "ban"
    BAN_UNTIL = "ban_until"
    ADDED = "added"


OF_SITE = frozenset({EmployerColumn.MUNICIPALITY, EmployerColumn.SITE})
OF_PERSON = frozenset(
    {
        EmployerColumn.PERSON,
        EmployerColumn.ROLE,
        EmployerColumn.PHONE,
        EmployerColumn.EMAIL,
        EmployerColumn.DECIDES,
        EmployerColumn.WHY_KEPT,
    }
)

USUAL = tuple(
    one
    for one in EmployerColumn
    if one
    not in (
        EmployerColumn.CHAIN,
        EmployerColumn.SIZE,
        EmployerColumn.WHY_KEPT,
        EmployerColumn.NEEDS,
        EmployerColumn.ADDED,
    )
)
"""What is ticked beforehand."""

TODAY = (
    EmployerColumn.NAME,
    EmployerColumn.BUSINESS_ID,
    EmployerColumn.INDUSTRY,
    EmployerColumn.MUNICIPALITY,
    EmployerColumn.SITE,
    EmployerColumn.PERSON,
    EmployerColumn.ROLE,
    EmployerColumn.PHONE,
    EmployerColumn.EMAIL,
    EmployerColumn.DECIDES,
    EmployerColumn.OWNER,
    EmployerColumn.LAST_MET,
    EmployerColumn.LAST_MET_BY,
    EmployerColumn.BAN,
    EmployerColumn.BAN_UNTIL,
)
"""What the register tells by now beside a row that was imported."""

Record = Mapping[Any, Any]
"""Values by column: texts, days, codes, truths or nothing."""


@dataclass(frozen=True)
class BroughtSheet:
    """A sheet as it was imported; `rows` gives each row's cells, and what the register tells now.

    Attributes:
        file: name of the file it came in.
        name: of the sheet; empty for a text file.
        headings: number of the row that holds the headings; 0 when the sheet was not read.
        width: cells of the longest row.
    """

    file: str
    name: str
    headings: int
    width: int
    rows: Iterator[tuple[int, list[Any], Record]]
