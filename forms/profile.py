"""Forms of the profile beside form A itself: the talk, Kykyviisari, the introduction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coaching import clock, i18n
from coaching.profiles.types import (
    Disclosure,
    KykyRound,
    KykySection,
    NewMapping,
    NewRound,
    NewTalk,
    Tick,
)
from forms import profile_words as _words  # noqa: F401 - registers words and sentences
from forms.base import BaseForm, ValidationError
from forms.choices import ChoiceField, ChoicesField, TickField
from forms.fields import DayField, TextField, WholeNumberField
from forms.validators import NoIdentityCode, NotInFuture, Required

_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?(?: ?/ ?\d{1,3})?")


class TalkForm(BaseForm):
    """A disclosure talk: what an employer may be told, as the client decided it."""

    on = DayField(_l("Date"), [Required(_l("Enter the date of the talk.")), NotInFuture()])
    pros_and_cons = TickField(_l("Pros and cons were gone through"))
    choice = ChoiceField(
        _l("What did the client decide?"), Disclosure, [Required(_l("Choose what was decided."))]
    )
    ticks = ChoicesField(
        _l("What may be told"),
        Tick,
        hint=_l("An introduction for employers needs the tick “that a coach supports me”."),
    )
    words = TextField(
        _l("In the client’s own words"),
        [NoIdentityCode()],
        rows=3,
        limit=2000,
        hint=_l("No diagnoses, no identity code, nothing about other people"),
    )
    review_on = DayField(
        _l("Talk again on"),
        past=False,
        hint=_l("After this day the choice is no longer in force."),
    )

    def to_talk(self) -> NewTalk:
        """Return what was typed. Call after validation."""
        return NewTalk(
            on=self.on.data or clock.today(),
            choice=Disclosure(str(self.choice.data)),
            pros_and_cons=bool(self.pros_and_cons.data),
            ticks=tuple(self.ticks.data or ()),
            words=self.words.data or None,
            review_on=self.review_on.data,
        )


def _figure(words: Any) -> WholeNumberField:
    return WholeNumberField(words, least=0, most=10, hint=_l("0–10"))


class OnlyFigure:
    """A figure, with its scale when it has one; no words, since those would be answers."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data and not _FIGURE.fullmatch(field.data):
            raise ValidationError(_("Enter a figure, with its scale if it has one: 3/5."))


def _area(words: Any) -> TextField:
    return TextField(words, [OnlyFigure()], limit=12, width="w8")


class RoundForm(BaseForm):
    """Figures of one Kykyviisari round; never its questions or answers."""

    on = DayField(_l("Date"), [Required(_l("Enter the date of the round.")), NotInFuture()])
    round = ChoiceField(_l("Round"), KykyRound, [Required(_l("Choose the round."))])
    work_ability = _figure(_l("Work ability"))
    functioning = _figure(_l("Functioning"))
    inclusion = _area(_l("Inclusion"))
    mind = _area(_l("Mind"))
    everyday = _area(_l("Everyday life"))
    skills = _area(_l("Skills"))
    body = _area(_l("Body"))

    def to_round(self) -> NewRound:
        """Return what was typed. Call after validation."""
        sections = {one.value: self[one.value].data for one in KykySection}
        return NewRound(
            on=self.on.data or clock.today(),
            round=KykyRound(str(self.round.data)),
            work_ability=self.work_ability.data,
            functioning=self.functioning.data,
            sections={key: str(figure) for key, figure in sections.items() if figure},
        )


class MappingForm(BaseForm):
    """What a mapping of skills made elsewhere told, and where it is."""

    on = DayField(_l("Date"), [Required(_l("Enter the date of the mapping.")), NotInFuture()])
    tool = TextField(
        _l("Tool of the mapping"), [Required(_l("Enter the tool of the mapping."))], limit=80,
        hint=_l("For example: Foreammatti"),
    )  # fmt: skip
    summary = TextField(
        _l("What it told"), [NoIdentityCode()], rows=5, limit=4000,
        hint=_l("Strengths and skills first. No diagnoses, no identity code"),
    )  # fmt: skip
    kept_at = TextField(_l("Link or place where it is"), [NoIdentityCode()], limit=500)

    def to_mapping(self) -> NewMapping:
        """Return what was typed. Call after validation."""
        return NewMapping(
            on=self.on.data or clock.today(),
            tool=str(self.tool.data),
            summary=self.summary.data or None,
            kept_at=self.kept_at.data or None,
        )


class IntroductionForm(BaseForm):
    """What goes into an introduction, in which language, for whom."""

    language = ChoiceField(_l("Language of the document"), list(i18n.LANGUAGES.items()))
    parts = ChoicesField(
        _l("What is told"),
        hint=_l("Only what the client allows is here. Untick what is not needed."),
    )
    known_as = TextField(
        _l("Name or initials in the document"),
        limit=80,
        autocomplete="off",
        hint=_l("It is not kept. Empty: a line to write on."),
    )
    for_whom = TextField(
        _l("For which employer"), limit=200, hint=_l("The name as it is in the register.")
    )

    @property
    def is_making(self) -> bool:
        """Whether the document was asked for, and not only the preview."""
        return "make" in request.form

    def offer(self, parts: Iterable[tuple[str, str]], chosen: Iterable[str]) -> None:
        """Give the parts that may be told, with those chosen unless the form was sent."""
        self.parts.set_options(list(parts))
        if not self.is_submitted() and not self.came_back:
            self.parts.process_data(tuple(chosen))
