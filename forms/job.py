"""Forms of jobs: begun, form C, a change, form D."""

from __future__ import annotations

import re
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import forms.job_words  # noqa: F401 - gives options and refusals their words
from coaching.contacts.types import EmployerChoice
from coaching.jobs.types import ChangeKind, Contract, MovedStart, NewChange
from forms.base import BaseForm, ValidationError
from forms.choices import ChoiceField, TickField
from forms.contact import PickField
from forms.defined import WholeForm
from forms.fields import DayField, HoursField, TextField
from forms.validators import NoIdentityCode, NotInFuture, Required


class BeginForm(BaseForm):
    """A job is begun: with an employer of the register, or one of the tasks a meeting told of.

    Attributes:
        employers: what can be chosen; empty for a job from a meeting.
    """

    employer = PickField(_l("Employer"))
    look_for = TextField(_l("Search for the employer"), kind="search", limit=200)
    find = PickField()
    task = ChoiceField(_l("Which task was agreed on?"), ())
    is_other = TickField(_l("This is another job with the same employer"))

    def __init__(self, *args: Any, **values: Any) -> None:
        self.employers: list[EmployerChoice] = []
        super().__init__(*args, **values)

    @property
    def is_only_search(self) -> bool:
        """Whether the search was pressed, and nothing is begun yet."""
        return bool(self.find.data)


class StartForm(WholeForm):
    """Form C on a page: a draft may lack anything."""

    planned_contacts = ChoiceField(_l("Planned contacts that are not made yet"), MovedStart)

    @property
    def moved_start(self) -> MovedStart | None:
        """What happens to planned contacts when the start is moved; asked only once it is."""
        return MovedStart(str(self.planned_contacts.data)) if self.planned_contacts.data else None

    def validate_kind_code(self, field: Any) -> None:
        """An occupation group is one to four digits."""
        if field.data and not re.fullmatch(r"\d{1,4}", field.data):
            raise ValidationError(_("Write one to four digits, for example 9112."))

    @property
    def is_marking_ready(self) -> bool:
        """Whether the form is to be marked as ready after it is saved."""
        return "ready" in request.form


class CancelForm(BaseForm):
    """A job that was agreed on did not begin."""

    why = TextField(
        _l("Why did the job not begin?"),
        [Required(_l("Write in a few words why the job did not begin.")), NoIdentityCode()],
        rows=2,
        limit=300,
        hint=_l("No diagnoses, nothing about other people."),
    )


class EndForm(WholeForm):
    """Form D on one screen: four answers are needed."""

    NEEDED = ("end", "heard", "reason", "next")


class ChangeForm(BaseForm):
    """A dated change of a job; the fields of other kinds stay empty."""

    on = DayField(
        _l("From which day"), [Required(_l("Enter the day of the change.")), NotInFuture()]
    )
    kind = ChoiceField(_l("What changes"), ChangeKind, [Required(_l("Choose what changes."))])
    hours = HoursField(_l("New hours a week"))
    contract = ChoiceField(_l("New type of contract"), Contract, as_list=True)
    contract_end = DayField(_l("The new contract ends"), past=False)
    supervisor = ChoiceField(_l("New supervisor"), (), as_list=True)
    words = TextField(
        _l("In words"),
        [NoIdentityCode()],
        rows=2,
        limit=500,
        hint=_l("No amount of pay is asked."),
    )

    def validate_contract_end(self, field: Any) -> None:
        """A fixed-term contract has an end."""
        if self.contract.data == Contract.FIXED_TERM and not field.data and not field.errors:
            raise ValidationError(_("Enter the day on which the contract ends."))

    def to_change(self) -> NewChange:
        """Return what was typed. Call after validate()."""
        return NewChange(
            on=self.on.data,
            kind=ChangeKind(self.kind.data),
            hours=self.hours.data,
            contract=self.contract.data,
            contract_end=self.contract_end.data,
            supervisor=self.supervisor.data,
            words=self.words.data,
        )
