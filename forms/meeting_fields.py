"""Fields of an employer meeting that others do not have: who decides, a task heard of."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.validators import ValidationError

from coaching.contacts.types import Decides
from forms.choices import ChoiceField, TickField
from forms.contact_words import FORM_B
from forms.fields import HoursField, TextField
from forms.validators import NoIdentityCode

AS_ON_CARD = "card"
"""Chosen in place of whether somebody decides on hiring: as the card says of the person."""


class DecidesField(ChoiceField):
    """Whether somebody decides on hiring, or as the card says."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take an option as its enum."""
        super().process_formdata(valuelist)
        if self.data in set(Decides):
            self.data = Decides(self.data)

    @property
    def said(self) -> Decides | None:
        """What was said on the page; None for what the card says."""
        return None if self.data in (None, AS_ON_CARD) else Decides(self.data)


class TaskRow(Form):
    """A task an employer might give."""

    task = TextField(FORM_B.label("tasks.task"), [NoIdentityCode()], limit=200)
    hours = HoursField(FORM_B.label("tasks.hours"))
    when = TextField(FORM_B.label("tasks.when"), [NoIdentityCode()], limit=200)
    can_be_shaped = TickField(FORM_B.label("tasks.can_be_shaped"))

    def validate_task(self, field: Field) -> None:
        """Hours and days are of some task."""
        if not field.data and (self.hours.data or self.when.data or self.can_be_shaped.data):
            raise ValidationError(_("Enter the task, or empty its other details."))
