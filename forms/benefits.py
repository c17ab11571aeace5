"""The form of a benefits check; its rows come from data (coaching/benefits/rows_1.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coaching import clock
from coaching.benefits.rows import Rows
from coaching.benefits.types import (
    Check,
    CheckedBy,
    CheckReason,
    CheckResult,
    NewCheck,
    NewRow,
    Row,
    RowAnswer,
)
from forms import benefits_words as _words  # noqa: F401 - registers words and sentences
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField
from forms.fields import DayField, TextField
from forms.validators import NoIdentityCode, NotInFuture, Required

NO_AMOUNTS = _l("No amounts, no diagnoses, no identity code")


class CheckForm(BaseForm):
    """A benefits check: when, why, by whom, what was asked row by row, and what came of it."""

    asked: Sequence[Row] = ()

    on = DayField(_l("Date"), [Required(_l("Enter the date of the check.")), NotInFuture()])
    reason = ChoiceField(
        _l("Why the benefits are checked"),
        validators=[Required(_l("Choose why the benefits are checked."))],
    )
    checked_by = ChoiceField(
        _l("Who goes through them with the client"),
        validators=[Required(_l("Choose who goes through the benefits with the client."))],
    )
    result = ChoiceField(
        _l("What came of it"),
        validators=[Required(_l("Choose what came of the check."))],
    )
    waiting_for = TextField(
        _l("What is waited for"),
        [NoIdentityCode()],
        rows=2,
        limit=500,
        hint=_l("What is asked, of whom, and by when. No amounts."),
    )

    def validate(self, *args: Any, **values: Any) -> bool:
        """Ask for an answer to every row, unless the client declined."""
        fine = bool(super().validate(*args, **values))
        if self.result.data in (None, CheckResult.DECLINED.value):
            return fine
        for row in self.asked:
            answer = self[f"answer_{row.id}"]
            if answer.data is None and not row.own_wish and not answer.errors:
                answer.errors = [_("Choose an answer. Also “not sure” is one.")]
                fine = False
        return fine

    def row_fields(self, row: Row) -> tuple[Any, Any, Any]:
        """Return the fields of a row: the answer, who is told (None for nobody), the note."""
        told = self._fields.get(f"told_{row.id}")
        return self[f"answer_{row.id}"], told, self[f"note_{row.id}"]

    def to_check(self) -> NewCheck:
        """Return what was typed. Call after validation."""
        return NewCheck(
            on=self.on.data or clock.today(),
            reason=CheckReason(str(self.reason.data)),
            checked_by=CheckedBy(str(self.checked_by.data)),
            result=CheckResult(str(self.result.data)),
            waiting_for=self.waiting_for.data or None,
            rows=tuple(self._to_row(row) for row in self.asked),
        )

    def _to_row(self, row: Row) -> NewRow:
        answer, told, note = self.row_fields(row)
        return NewRow(
            row.id,
            RowAnswer(str(answer.data)) if answer.data else None,
            tuple(told.data or ()) if told is not None else (),
            note.data or None,
        )


def check_form(
    asked: Sequence[Row], rows: Rows, language: str, data: Mapping[str, Any]
) -> CheckForm:
    """Return the form that asks some of the rows, in a language of the rows.

    Args:
        rows: all of them, with the words of the options.
        data: what stands in the fields when the page is opened.
    """
    fields: dict[str, Any] = {"asked": tuple(asked)}
    for row in asked:
        answers = rows.options("answer", language)
        fields[f"answer_{row.id}"] = ChoiceField(row.words[language], answers)
        if row.told:
            names = [(code, rows.option("told", code, language)) for code in row.told]
            fields[f"told_{row.id}"] = ChoicesField(_l("Who is told"), names)
        fields[f"note_{row.id}"] = TextField(
            _l("Note"), [NoIdentityCode()], rows=2, limit=500, hint=NO_AMOUNTS
        )
    form: CheckForm = type("AskedForm", (CheckForm,), fields)(data=data)
    for name in ("reason", "checked_by", "result"):
        form[name].set_options(rows.options(name, language))
    return form


def as_data(check: Check) -> dict[str, Any]:
    """Return a check as the fields of its form take it."""
    data: dict[str, Any] = {
        name: getattr(check, name)
        for name in ("on", "reason", "checked_by", "result", "waiting_for", "row_version")
    }
    for one in check.rows:
        data |= {
            f"answer_{one.row}": one.answer,
            f"told_{one.row}": one.told,
            f"note_{one.row}": one.note or "",
        }
    return data
