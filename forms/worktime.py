"""Form of a week's working time: what the contacts do not hold, by kind and place."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from wtforms import Field, FieldList, Form, FormField
from wtforms.validators import ValidationError

import forms.worktime_words  # noqa: F401 - gives kinds, places and refusals their words
from coaching.worktime.types import Time, WorkKind, WorkPlace
from forms.base import BaseForm
from forms.choices import ChoiceField
from forms.contact import PickField
from forms.fields import WeekHoursField

FILL_UP = "fill"
"""The step that lets the first row take what is left of the scheduled time."""

EMPTY_ROWS = 2
"""Rows without a time that a page offers beside the filled ones."""

MOST_ROWS = len(WorkKind) * len(WorkPlace)


class TimeRow(Form):
    """Time of one kind at one place; emptied, it is left out."""

    minutes = WeekHoursField(_lp("working time", "Time"))
    place = ChoiceField(_lp("working time", "Where"), WorkPlace, as_list=True)
    kind = ChoiceField(_lp("working time", "For what"), WorkKind, as_list=True)

    def validate_place(self, field: Field) -> None:
        """Time is spent somewhere."""
        if self.minutes.data and field.data is None:
            raise ValidationError(_("Choose where the time was spent."))

    def validate_kind(self, field: Field) -> None:
        """Time is for something."""
        if self.minutes.data and field.data is None:
            raise ValidationError(_("Choose what the time was for."))

    @property
    def is_filled(self) -> bool:
        """Whether something stands in the row."""
        return bool(self.minutes.typed) or any(one.data for one in self)


class WeekForm(BaseForm):
    """A week's times.

    Attributes:
        is_step: whether the page is shown again with another row, the sum or a changed first row,
            and nothing is saved.
    """

    step = PickField()
    times = FieldList(FormField(TimeRow), _l("The rest of your time"), max_entries=MOST_ROWS)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.is_step = self.is_submitted() and bool(self.step.data)
        filled = sum(1 for row in self.times if row.form.is_filled)
        while len(self.times) < min(MOST_ROWS, filled + EMPTY_ROWS):
            self.times.append_entry()

    @property
    def text_on_page(self) -> str:
        """A page that came back with another row holds text that is not saved yet."""
        return "filled" if self.is_step else super().text_on_page

    @property
    def minutes(self) -> int:
        """Minutes of all rows that can be read."""
        return sum(row.form.minutes.data or 0 for row in self.times)

    def fill_up(self, minutes: int) -> None:
        """Let the first row with a time make the sum of all rows so many minutes, if it can."""
        row = next((one.form for one in self.times if one.form.minutes.data), self.times[0].form)
        own = minutes - self.minutes + (row.minutes.data or 0)
        if own >= 0 and not any(one.form.minutes.process_errors for one in self.times):
            row.minutes.data, row.minutes.typed = own or None, ""

    def to_times(self) -> list[Time]:
        """Return the rows that hold time. Call after validate()."""
        return [
            Time(row.kind.data, row.place.data, row.minutes.data)
            for row in (entry.form for entry in self.times)
            if row.minutes.data
        ]
