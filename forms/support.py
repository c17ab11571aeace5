"""Forms of form E: the decision, the plan, planned contacts, stepping down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coaching import clock
from coaching.definitions.types import Definition, Section
from coaching.support.types import (
    Change,
    Decision,
    Ending,
    PassesTo,
    Planned,
    Standing,
    SupportKind,
    Wants,
    WhyNoSupport,
)
from forms import support_words as _words  # noqa: F401 - registers words and sentences
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField, TickField
from forms.defined import SectionForm, section_form
from forms.fields import DayField
from forms.validators import Required

OPEN_STATES = ("ahead", "due", "late")


class DecisionForm(SectionForm):
    """The client's decision; what belongs to no and not now is asked by the service."""

    def validate(self, *args: Any, **values: Any) -> bool:
        """Ask for the date and the decision themselves."""
        fine = bool(super().validate(*args, **values))
        for name, words in (
            ("date", _("Enter the date of the decision.")),
            ("wants", _("Choose what the client decided.")),
        ):
            if self[name].data is None and not self[name].errors:
                self[name].errors, fine = [words], False
        return fine

    def to_decision(self) -> Decision:
        """Return what was typed. Call after validation."""
        told = self.answers()
        reason = told["no_reason"]
        return Decision(
            on=self["date"].data or clock.today(),
            wants=Wants(str(told["wants"])),
            ask_again_on=self["ask_again"].data,
            no_reason=WhyNoSupport(str(reason)) if reason else None,
            info_given=_yes_no(told["info_given"]),
            info_how=told["info_how"] or None,
            contact_ok=_yes_no(told["contact_ok"]),
            contact_ok_on=self["contact_when"].data,
        )


class PlanForm(SectionForm):
    """The plan; kinds of support are ticked, each with who gives it."""

    def plan(self) -> dict[str, Any]:
        """Return what was typed by question id, as answers are kept. Call after validation."""
        chosen = set(self.kinds.data or ())
        rows = [
            {"kind": kind.value, "who": self[f"who_{kind.value}"].data}
            for kind in SupportKind
            if kind.value in chosen
        ]
        kinds = [{key: value for key, value in row.items() if value} for row in rows]
        asked = {"contact_ok": self.contact_ok.data, "contact_when": _day(self.contact_when.data)}
        return {**self.answers(), "kinds": kinds, **asked}


def decision_form(
    definition: Definition, answers: Mapping[str, Any], language: str, version: int
) -> DecisionForm:
    """Return the form of the decision, filled with answers."""
    filled = {"date": clock.today().isoformat(), **answers}
    section = definition.section("decision")
    form = section_form(section, filled, language, version, base=DecisionForm)
    del form.skip_reason
    return cast(DecisionForm, form)


def plan_form(
    definition: Definition,
    answers: Mapping[str, Any],
    language: str,
    version: int,
    *,
    nothing_told: bool,
) -> PlanForm:
    """Return the form of the plan, filled with answers.

    Args:
        nothing_told: the employer is told nothing, so what would show at work is not offered.
    """
    section, kinds = definition.section("plan"), definition.question("kinds")
    kind, who = kinds.columns
    kept = {row["kind"]: row.get("who") for row in answers.get("kinds", ())}
    options = [(one.code, one.words[language]) for one in kind.options]
    givers = [(one.code, one.words[language]) for one in who.options]
    if nothing_told:
        options = [one for one in options if one[0] != SupportKind.SUPERVISOR]
    more: dict[str, Any] = {
        "kinds": ChoicesField(kinds.words[language], options, hint=kinds.hint[language]),
        **_asked_later(definition, language),
    }
    data: dict[str, Any] = {
        "kinds": tuple(kept),
        "contact_ok": answers.get("contact_ok"),
        "contact_when": _as_day(answers.get("contact_when")),
    }
    for one in SupportKind:
        more[f"who_{one.value}"] = ChoiceField(
            who.words[language], givers, as_list=True, empty=_l("who helps")
        )
        data[f"who_{one.value}"] = kept.get(one.value)
    rest = tuple(one for one in section.questions if one.id != "kinds")
    section = replace(section, questions=rest)
    form = section_form(section, answers, language, version, base=PlanForm, data=data, more=more)
    del form.skip_reason
    if nothing_told:
        form.where.set_options([one for one in form.where.pairs if one[0] != "workplace"])
        del form.employer_support, form.employer_kinds
        form.section = _without(form.section, ("employer_support", "employer_kinds"))
    return cast(PlanForm, form)


def _asked_later(definition: Definition, language: str) -> dict[str, Any]:
    """Return the fields of asking later how things go: of the decision, but asked with the plan."""
    ok, when = definition.question("contact_ok"), definition.question("contact_when")
    options = [(one.code, one.words[language]) for one in ok.options]
    return {
        "contact_ok": ChoiceField(ok.words[language], options),
        "contact_when": DayField(when.words[language], past=False),
    }


def _without(section: Section, names: Iterable[str]) -> Section:
    left = tuple(one for one in section.questions if one.id not in set(names))
    return replace(section, questions=left)


class EndingForm(SectionForm):
    """Who goes on with the support, or when and why it ended."""

    def to_ending(self) -> Ending:
        """Return what was typed. Call after validation."""
        passes = self.step_down.data
        return Ending(
            passes_to=PassesTo(str(passes)) if passes else None,
            passed_on=self.step_down_on.data,
            closed_on=self.closed.data,
            closed_reason=self.closed_reason.data or None,
        )


def ending_form(
    definition: Definition, answers: Mapping[str, Any], language: str, version: int
) -> EndingForm:
    """Return the form of stepping down, filled with answers."""
    section = definition.section("ending")
    form = section_form(section, answers, language, version, base=EndingForm)
    del form.skip_reason
    return cast(EndingForm, form)


class ContactsForm(BaseForm):
    """Planned contacts that are not made yet: another day for each, or left out."""

    planned: Sequence[Planned] = ()

    def to_changes(self) -> list[Change]:
        """Return what was typed. Call after validation."""
        return [
            Change(
                one.step,
                one.number,
                self[_name("on", one)].data,
                bool(self[_name("drop", one)].data),
            )
            for one in self.planned
        ]

    def fields_of(self, one: Planned) -> tuple[Any, Any]:
        """Return the fields of a planned contact: its day, and leaving it out."""
        return self[_name("on", one)], self[_name("drop", one)]


def contacts_form(found: Iterable[Standing], version: int) -> ContactsForm:
    """Return the form of planned contacts that are not made yet, or were left out."""
    open_ones = [one for one in found if one.state in (*OPEN_STATES, "dropped")]
    fields: dict[str, Any] = {"planned": tuple(one.planned for one in open_ones)}
    data: dict[str, Any] = {"row_version": version}
    for one in open_ones:
        fields[_name("on", one.planned)] = DayField(
            _l("Day"), [Required(_l("Enter the day of the contact."))], past=False
        )
        fields[_name("drop", one.planned)] = TickField(_l("Leave out"))
        data[_name("on", one.planned)] = one.planned.on
        data[_name("drop", one.planned)] = one.planned.is_dropped
    form: ContactsForm = type("PlannedForm", (ContactsForm,), fields)(data=data)
    return form


def _name(part: str, one: Planned) -> str:
    return f"{part}_{one.step.value}_{one.number}"


def _yes_no(answer: Any) -> bool | None:
    return None if answer in (None, "") else answer == "yes"


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _as_day(answer: Any) -> date | None:
    return date.fromisoformat(answer) if answer else None
