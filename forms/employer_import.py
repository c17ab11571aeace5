"""Forms of bringing in a sheet of employers: the file, what its columns hold, what is chosen."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField

import forms.import_words  # noqa: F401 - gives the refusals their words
from coaching.contacts.types import Mode
from coaching.employers.headings import Column
from forms.base import BaseForm, Problem
from forms.choices import ChoiceField, TickField
from forms.labels import labelled
from forms.validators import Required


class SheetField(FileField):  # type: ignore[misc]
    """A file to choose; a browser never shows what was chosen before."""

    kind, width, hint = "file", "", _l("Excel (.xlsx) or CSV, at most 20,000 rows")

    def _value(self) -> str:
        return ""


class UploadForm(BaseForm):
    """A sheet that is brought in."""

    team = ChoiceField(
        _l("Whose sheet is it?"), (), [Required(_l("Choose the team."))], as_list=True
    )
    file = SheetField(_l("File"))


class TeamForm(BaseForm):
    """Whose meetings the rows of an earlier import are."""

    team = ChoiceField(
        _l("Whose meetings are they?"), (), [Required(_l("Choose the team."))], as_list=True
    )


class SheetColumnsForm(BaseForm):
    """What is made of a sheet as a whole; its columns are fields of the page."""

    columns: type[StrEnum]
    """What a column can hold."""

    def __init__(self, *args: Any, **values: Any) -> None:
        self._columns: dict[str, str] = {}
        super().__init__(*args, **values)

    def refuse(self, field: str | None, words: str) -> None:
        """Put a refusal beside a column, or where any other form puts it."""
        if field and field.startswith("c-"):
            self._columns[field], self._refused = words, True
        else:
            super().refuse(field, words)

    def problems(self) -> list[Problem]:
        """Return what is to be checked, columns first."""
        columns = [Problem(field, words) for field, words in self._columns.items()]
        return [*columns, *super().problems()]

    def column_problem(self, field: str) -> str:
        """Return what is to be checked of a column."""
        return self._columns.get(field, "")

    def column_options(self) -> list[tuple[str, Any]]:
        """Return what a column can hold."""
        return labelled(self.columns)


class ColumnsForm(SheetColumnsForm):
    """What is made of a sheet of employers."""

    columns = Column
    meetings = TickField(
        _l("Rows with a date become employer meetings"),
        hint=_l("They show who met the employer last. No client is linked."),
    )
    mode = ChoiceField(
        _l("How were they held, where the row does not tell?"),
        Mode,
        [Required(_l("Choose how the meetings were held."))],
        as_list=True,
    )


class ChoicesForm(BaseForm):
    """What is chosen of coaches and rows; each is a field of the page."""

    has_text = True
