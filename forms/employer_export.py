"""Forms of what goes out of the register as a file: which columns, which period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import forms.contact_words
import forms.employer_words  # noqa: F401 - gives the options their words
from coaching.contacts.types import LogColumn, Period
from coaching.employers.export_types import USUAL, EmployerColumn, FileKind
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField
from forms.labels import register

EMPLOYER_HEADINGS: Mapping[EmployerColumn, Any] = {
    EmployerColumn.NAME: _l("Employer"),
    EmployerColumn.BUSINESS_ID: _l("Business ID"),
    EmployerColumn.CHAIN: _l("Chain"),
    EmployerColumn.INDUSTRY: _l("Industry"),
    EmployerColumn.SIZE: _l("Staff size"),
    EmployerColumn.MUNICIPALITY: _l("Municipality"),
    EmployerColumn.SITE: _l("Site"),
    EmployerColumn.PERSON: _l("Contact person"),
    EmployerColumn.ROLE: _l("Role"),
    EmployerColumn.PHONE: _l("Phone"),
    EmployerColumn.EMAIL: _l("E-mail"),
    EmployerColumn.DECIDES: _l("Decides on hiring"),
    EmployerColumn.WHY_KEPT: _l("Why the person is kept"),
    EmployerColumn.OWNER: _l("Responsible coach"),
    EmployerColumn.LAST_MET: _l("Last met"),
    EmployerColumn.LAST_MET_BY: _l("Last met by"),
    EmployerColumn.NEEDS: _l("Staffing needs"),
    EmployerColumn.BAN: _l("Do not contact"),
    EmployerColumn.BAN_UNTIL: _l("Do not contact until"),
    EmployerColumn.ADDED: _l("Added to the register"),
}
LOG_HEADINGS: Mapping[LogColumn, Any] = {
    LogColumn.ON: _l("Date"),
    LogColumn.EMPLOYER: _l("Employer"),
    LogColumn.BUSINESS_ID: _l("Business ID"),
    LogColumn.MUNICIPALITY: _l("Municipality"),
    LogColumn.SITE: _l("Site"),
    LogColumn.PERSON: _l("Contact person"),
    LogColumn.ROLE: _l("Role"),
    LogColumn.PHONE: _l("Phone"),
    LogColumn.EMAIL: _l("E-mail"),
    LogColumn.DECIDES: _l("Decides on hiring"),
    LogColumn.PURPOSE: _l("Purpose"),
    LogColumn.RESULT: _l("Result"),
    LogColumn.NEXT_STEP: _l("Next step"),
    LogColumn.NEXT_ON: _l("Date of the next step"),
    LogColumn.COACH: _l("Coach"),
    LogColumn.NOTE: _l("Note"),
}
register(EmployerColumn, EMPLOYER_HEADINGS)
register(LogColumn, LOG_HEADINGS)


class _ExportForm(BaseForm):
    """What every export asks: as what kind of file. It is read from the address of the file."""

    columns: Any

    @property
    def is_asked(self) -> bool:
        """Whether a file was asked for with columns that were ticked on the page."""
        return "file" in self.formdata

    def __init__(self, formdata: Any) -> None:
        self.formdata = formdata
        super().__init__(formdata=formdata)
        told = formdata.get("file", "")
        self.kind = FileKind(told) if told in set(FileKind) else FileKind.XLSX

    def take_usual(self, usual: tuple[Any, ...]) -> None:
        """Tick what is usual when nothing was asked for yet."""
        if not self.is_asked:
            self.columns.data = usual

    def is_ready(self) -> bool:
        """Tell whether there is a column; the sentence stands beside the columns otherwise."""
        if self.columns.data:
            return True
        self.columns.errors = [_("Choose at least one column.")]
        return False


class EmployersOutForm(_ExportForm):
    """The register as a file."""

    columns = ChoicesField(_l("Columns"), EmployerColumn, id="employer-columns")

    def __init__(self, formdata: Any) -> None:
        super().__init__(formdata)
        self.take_usual(USUAL)


class LogOutForm(_ExportForm):
    """The log of employer meetings as a file."""

    columns = ChoicesField(_l("Columns"), LogColumn, id="log-columns")
    period = ChoiceField(_l("Period"), Period, as_list=True)

    def __init__(self, formdata: Any) -> None:
        super().__init__(formdata)
        self.take_usual(tuple(LogColumn))
        self.period.data = self.period.data or Period.ALL
