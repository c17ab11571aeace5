"""What the pages of the profile share: sections with their states, answers in words, the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.accounts.types import Actor
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.definitions import words
from coaching.definitions.types import Definition, Kind, Question, Section, skipped
from coaching.errors import NotThere
from coaching.profiles import carrying, mappings, shown, shown_words, telling, versions
from coaching.profiles.introduction import Introduction, write
from coaching.profiles.models import FormVersion
from coaching.profiles.types import FormState, SkipReason
from coaching.uselog.types import Basis
from forms.defined import SectionForm
from forms.labels import label
from forms.profile import IntroductionForm


@dataclass(frozen=True)
class Answered:
    """One question with its answer in words; `carried` says where a carried answer came from."""

    question: Question
    words: str
    lines: list[str]
    answer: Any
    carried: carrying.Carried | None = None


@dataclass(frozen=True)
class Part:
    """One section as the page shows it."""

    section: Section
    words: str
    state: str
    skip_reason: str | None
    answers: list[Answered]

    @property
    def carried(self) -> carrying.Carried | None:
        """Where all that was answered here came from, when it all came from one place."""
        places = {
            one.carried for one in self.answers if one.lines and one.question.kind is not Kind.SHOWN
        }
        return places.pop() if len(places) == 1 else None


class ProfilePage:
    """One version of form A on a page: live while it is open, as it was once it is ready."""

    def __init__(self, session: Session, period: ServicePeriod, version: FormVersion) -> None:
        self.version, self.language = version, i18n.language()
        self.form: Definition = versions.definition_of(version)
        frozen = version.frozen if version.state == FormState.READY else None
        self.answers: Mapping[str, Any] = frozen["answers"] if frozen else version.answers
        self.shown: Mapping[str, Any] = frozen["shown"] if frozen else shown.now(session, period)
        self.sessions: int = frozen["sessions"] if frozen else shown.sessions(session, period)
        self.missing = [] if frozen else versions.missing(session, period, version)
        self.origins = {} if frozen else carrying.origins(session, version)

    @property
    def state(self) -> str:
        """Draft, ready or reopened, in words."""
        if self.version.state == FormState.OPEN and self.version.ready_on:
            return _("reopened")
        return str(label(FormState(self.version.state)))

    def part(self, section: Section) -> Part:
        """Return one section with its answers in words."""
        reason = skipped(section, self.answers)
        return Part(
            section=section,
            words=f"{section.number} {section.words[self.language]}",
            state=self._state(section, reason),
            skip_reason=str(label(SkipReason(reason))) if reason else None,
            answers=[self.answered(question) for question in section.questions],
        )

    def parts(self) -> list[Part]:
        """Return every section."""
        return [self.part(section) for section in self.form.sections]

    def answered(self, question: Question) -> Answered:
        """Return one question with its answer in words."""
        answer = self.answers.get(question.id)
        if question.kind is Kind.SHOWN:
            answer = self.shown.get(question.id)
            lines = shown_words.lines(question.id, answer)
        else:
            lines = words.lines(question, answer, self.language, i18n.day)
        return Answered(
            question, question.words[self.language], lines, answer, self.origins.get(question.id)
        )

    def steps(self, period_id: str, here: Section | None = None) -> list[dict[str, Any]]:
        """Return the sections for the list beside the form."""
        return [
            {
                "url": _address_of(period_id, part.section),
                "words": part.words,
                "state": part.state,
                "current": here is not None and part.section.id == here.id,
            }
            for part in self.parts()
        ]

    def head(self) -> str:
        """Return version, state and day in words."""
        day = self.version.ready_on or self.version.opened_on
        return _(
            "version %(number)s, %(state)s, %(date)s",
            number=self.version.number,
            state=self.state,
            date=i18n.day(day),
        )

    def _state(self, section: Section, reason: str | None) -> str:
        if reason:
            return _("skipped")
        there = any(self.answers.get(question.id) for question in section.asked)
        there = there or any(self.shown.get(question.id) for question in section.questions)
        if not there:
            return _("empty")
        left = any(question in section.questions for question in self.missing)
        return _("not done") if left else _("done")


class SectionPage(ProfilePage):
    """One section of the newest version in editing.

    `newer` is what was saved by somebody else after the page was opened, to choose from; empty when
    nobody did.
    """

    def __init__(
        self,
        session: Session,
        period: ServicePeriod,
        version: FormVersion,
        form: SectionForm,
    ) -> None:
        super().__init__(session, period, version)
        self.form_here = form
        self.here = self.part(form.section)
        self.mappings = mappings.of_stay(session, period) if _tells_skills(form.section) else []
        self.newer = form.newer(version.row_version, {})

    def _state(self, section: Section, reason: str | None) -> str:
        left = len(self.form_here.problems()) if section is self.form_here.section else 0
        if left:
            return ngettext("%(num)s to check", "%(num)s to check", left)
        return super()._state(section, reason)


def open_draft(session: Session, actor: Actor, period_id: str) -> tuple[ServicePeriod, FormVersion]:
    """Open a stay for working on its profile, with the newest version.

    Raises:
        NotThere: not this person's to change, or the profile is not begun.
    """
    period = clients.take_charge(session, actor, period_id, Basis.PROFILE)
    version = versions.newest(session, period)
    if version is None:
        raise NotThere
    return period, version


def can_be_filled(period: ServicePeriod, version: FormVersion) -> bool:
    """Tell whether a version can be filled in: a draft of an open stay."""
    return period.closed_on is None and version.state == FormState.OPEN


def section_of(version: FormVersion, section_id: str) -> Section:
    """Return a section of the form a version was filled in with.

    Raises:
        NotThere: the form has no such section.
    """
    try:
        return versions.definition_of(version).section(section_id)
    except KeyError:
        raise NotThere from None


def after_section(
    period_id: str, version: FormVersion, section: Section, pressed: Mapping[str, str]
) -> str:
    """Return where a saved section leads: to the same question, the next section or the profile.

    Args:
        pressed: what was sent, with the name of the button in it.
    """
    again = pressed.get("stay") or pressed.get("confirm")
    if again in {question.id for question in section.questions}:
        return _address_of(period_id, section, f"q-{again}")
    later = [one for one in versions.definition_of(version).sections if one.number > section.number]
    if "later" in pressed or not later:
        return url_for("profiles.show_profile", period_id=period_id)
    return _address_of(period_id, later[0])


def _tells_skills(section: Section) -> bool:
    """Tell whether a section asks what a skills mapping may have told already."""
    return section.id == "skills"


def _address_of(period_id: str, section: Section, anchor: str | None = None) -> str:
    return url_for(
        "profiles.edit_section", period_id=period_id, section_id=section.id, _anchor=anchor
    )


class IntroductionPage:
    """One opening of the introduction: what may be told, what is chosen, and the words of it.

    Raises:
        NotOpen, NotAllowedToTell, NothingToTell: as `telling.told`.
    """

    def __init__(
        self,
        session: Session,
        actor: Actor,
        period: ServicePeriod,
        form: IntroductionForm,
        service: str,
    ) -> None:
        self.told, language = telling.told(session, actor, period), i18n.language()
        if not form.is_submitted() and not form.came_back:
            form.language.process_data(language)
        optional = [one for one in self.told.questions if one.id != "job_types"]
        chosen = [one.id for one in optional if one.id not in self.told.asked_for]
        form.offer([(one.id, one.words[language]) for one in optional], chosen)
        if self.told.known_as:
            del form.known_as
        self.form, self.service = form, service

    @property
    def chosen(self) -> telling.Told:
        """What goes into the document."""
        return telling.only(self.told, ("job_types", *(self.form.parts.data or ())))

    def written(self) -> Introduction:
        """Return every word that goes out."""
        typed = self.form.known_as.data if "known_as" in self.form else None
        language = str(self.form.language.data or i18n.language())
        return write(self.chosen, language, self.service, typed or "")
