"""The one builder that turns a form's definition into WTForms classes (model.md, *Forms*)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, Form, FormField
from wtforms.validators import ValidationError

from coaching.definitions.types import Definition, Kind, Question, Section
from coaching.profiles.types import SkipReason
from forms import profile_words as _words  # noqa: F401 - registers the words of reasons
from forms.base import BaseForm, flat
from forms.choices import ChoiceField, ChoicesField, TickField
from forms.fields import DayField, HoursField, TextField, WholeNumberField
from forms.validators import NoIdentityCode, NotInFuture

EMPTY_ROWS = 2
"""Empty rows and lines that stand ready after those that are filled in."""


class SectionForm(BaseForm):
    """One section of a form on a page; its fields come from the definition.

    A draft is saved with anything missing, so nothing is required here but a reason for skipping.
    """

    section: Section

    skip_reason = ChoiceField(_l("Why is this part skipped?"), SkipReason, as_list=True)

    @property
    def is_skipping(self) -> bool:
        """Whether the section is to be skipped; what was typed in it is kept all the same."""
        return "skip" in request.form

    def validate_skip_reason(self, field: Field) -> None:
        """Ask for the reason of skipping."""
        if self.is_skipping and not field.data:
            raise ValidationError(_("Choose why this part is skipped."))

    def to_skip_reason(self) -> SkipReason:
        """Return why the section is skipped. Call after validation."""
        return SkipReason(str(self.skip_reason.data))

    def answers(self) -> dict[str, Any]:
        """Return what was typed, by question id, as answers are kept. Call after validation."""
        return {one.id: _answer(one, self[one.id]) for one in self.section.asked}


def section_form(
    section: Section,
    answers: Mapping[str, Any],
    language: str,
    version: int = 0,
    *,
    base: type[SectionForm] = SectionForm,
    data: Mapping[str, Any] | None = None,
    more: Mapping[str, Any] | None = None,
) -> SectionForm:
    """Return the form of a section, filled with answers, in a language of the definition.

    Args:
        version: row version of the record that the answers are of.
        base: class of the form, with checks and fields of its own.
        data: what stands in fields that are not the section's.
        more: unbound fields that are not the section's, by name.
    """
    filled = {one.id: _shown(one, answers.get(one.id)) for one in section.asked}
    form: SectionForm = _form_class(section, language, base, more or {})(
        data={"row_version": version, **filled, **(data or {})}
    )
    for question in section.asked:
        if question.kind in (Kind.LINES, Kind.ROWS):
            _add_empty(question, form[question.id])
    return form


class WholeForm(BaseForm):
    """A whole form on one page; its fields come from the definition, a draft may lack anything."""

    definition: Definition
    left_out: frozenset[str] = frozenset()

    @property
    def asked(self) -> list[Question]:
        """The questions that have a field on the page."""
        return [
            one
            for section in self.definition.sections
            for one in section.asked
            if one.id not in self.left_out
        ]

    def answers(self) -> dict[str, Any]:
        """Return what was typed, by question id, as answers are kept. Call after validation."""
        return {one.id: _answer(one, self[one.id]) for one in self.asked}

    def require(self, question_ids: Iterable[str]) -> bool:
        """Ask for answers that must be there; tell whether all of them are."""
        fine = True
        for name in question_ids:
            field = self[name]
            if not field.data and not flat(field.errors):
                self.refuse(name, _("%(what)s: fill in this point.", what=field.label.text))
                fine = False
        return fine


def whole_form(
    definition: Definition,
    answers: Mapping[str, Any],
    language: str,
    version: int = 0,
    *,
    base: type[WholeForm] = WholeForm,
    left_out: Collection[str] = (),
) -> Any:
    """Return a whole form on one page, filled with answers.

    Args:
        version: row version of the record that the answers are of.
        base: adds checks of its own.
        left_out: ids of questions that this page does not ask.
    """
    asked = [one for section in definition.sections for one in section.asked]
    asked = [one for one in asked if one.id not in left_out]
    fields = {one.id: _field(one, language) for one in asked}
    told = {"definition": definition, "left_out": frozenset(left_out)}
    made = type("DefinedForm", (base,), {**told, **fields})
    data = {one.id: _shown(one, answers.get(one.id)) for one in asked}
    form = made(data={**data, "row_version": version})
    for question in asked:
        if question.kind in (Kind.LINES, Kind.ROWS):
            _add_empty(question, form[question.id])
    return form


def _form_class(
    section: Section, language: str, base: type[SectionForm], more: Mapping[str, Any]
) -> type[SectionForm]:
    fields = {one.id: _field(one, language) for one in section.asked}
    return type("DefinedForm", (base,), {"section": section, **fields, **more})


def _field(question: Question, language: str, *, in_row: bool = False) -> Any:
    """Return the unbound field of a question; in a row a choice is a list, to keep the row low.

    The page gives a link its options (`set_options` with pairs of public id and words).
    """
    label, hint = question.words[language], question.hint.get(language, "")
    options = [(one.code, one.words[language]) for one in question.options]
    text = [NoIdentityCode()]
    if question.kind is Kind.CHOICE:
        return ChoiceField(label, options, hint=hint, as_list=in_row or None)
    if question.kind is Kind.CHOICES:
        return ChoicesField(label, options, hint=hint)
    if question.kind is Kind.HOURS:
        return HoursField(label, hint=hint, unit=question.unit.get(language, ""))
    if question.kind is Kind.NUMBER:
        unit = question.unit.get(language, "")
        return WholeNumberField(
            label, least=question.least, most=question.most, hint=hint, unit=unit
        )
    if question.kind is Kind.DAY:
        checks = [] if question.future else [NotInFuture()]
        return DayField(label, checks, past=not question.future, hint=hint)
    if question.kind is Kind.TICK:
        return TickField(label, hint=hint)
    if question.kind is Kind.LINK:
        return ChoiceField(label, hint=hint)
    if question.kind in (Kind.LINES, Kind.ROWS):
        most = question.most
        return FieldList(FormField(_row_class(question, language)), label, max_entries=most)
    return TextField(label, text, limit=question.limit, rows=question.rows, hint=hint)


def _row_class(question: Question, language: str) -> type[Form]:
    """Return the small form of one row, or of one line with its tick."""
    if question.kind is Kind.ROWS:
        fields = {one.id: _field(one, language, in_row=True) for one in question.columns}
    else:
        fields = {
            "words": TextField(question.words[language], [NoIdentityCode()], limit=question.limit)
        }
        if question.ticks:
            fields["tell"] = TickField()
    return type("DefinedRow", (Form,), fields)


def _shown(question: Question, answer: Any) -> Any:
    """Return a kept answer as its field takes it."""
    if question.kind is Kind.DAY:
        return date.fromisoformat(answer) if answer else None
    if question.kind is Kind.EMPLOYER:
        return answer["name"] if answer else ""
    if question.kind is Kind.LINK:
        return answer["id"] if answer else None
    if question.kind is Kind.LINES:
        return [row if question.ticks else {"words": row} for row in answer or ()]
    if question.kind is Kind.ROWS:
        return [
            {one.id: _shown(one, row.get(one.id)) for one in question.columns}
            for row in answer or ()
        ]
    return answer


def _answer(question: Question, field: Any) -> Any:
    """Return what was typed in a field as it is kept; empty rows and lines are dropped."""
    if question.kind is Kind.LINES:
        rows = [entry.form for entry in field if entry.form.words.data]
        if question.ticks:
            return [{"words": row.words.data, "tell": bool(row.tell.data)} for row in rows]
        return [row.words.data for row in rows]
    if question.kind is Kind.ROWS:
        told = [
            {
                one.id: value
                for one in question.columns
                if (value := _answer(one, entry.form[one.id]))
            }
            for entry in field
        ]
        return [row for row in told if row]
    value = field.data
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _add_empty(question: Question, field: Any) -> None:
    """Leave empty rows at the end, as far as more are allowed."""
    filled = sum(1 for entry in field if any(_is_filled(one) for one in entry.form))
    wanted = min(question.most, max(question.least, filled + EMPTY_ROWS))
    while len(field) < wanted:
        field.append_entry()


def _is_filled(field: Field) -> bool:
    return bool(field.data)
