"""What the pages of the profile share: sections with their states, answers in words, the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching import i18n
from coaching.accounts.types import Actor
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.definitions import words
from coaching.definitions.types import Definition, Kind, Question, Section, is_answered, skipped
from coaching.profiles import shown, shown_words, talks, telling, versions
from coaching.profiles.introduction import Introduction, write
from coaching.profiles.models import FormVersion
from coaching.profiles.types import FormState, SkipReason
from coaching.uselog.types import Action, Basis
from forms.labels import label
from forms.profile import IntroductionForm


@dataclass(frozen=True)
class Answered:
    """One question with its answer in words; `carried` says where a carried answer came from."""

    question: Question
    words: str
    lines: list[str]
    answer: Any
    carried: versions.Carried | None = None


@dataclass(frozen=True)
class Part:
    """One section as the page shows it."""

    section: Section
    words: str
    state: str
    skip_reason: str | None
    answers: list[Answered]


class ProfilePage:
    """One version of form A on a page: live while it is open, as it was once it is ready."""

    def __init__(self, session: Session, period: ServicePeriod, version: FormVersion) -> None:
        self.version, self.language = version, i18n.language()
        self.form: Definition = versions.definition_of(version)
        frozen = version.frozen if version.state == FormState.READY else None
        self.answers: Mapping[str, Any] = frozen["answers"] if frozen else version.answers
        self.shown: Mapping[str, Any] = frozen["shown"] if frozen else shown.now(session, period)
        self.sessions: int = frozen["sessions"] if frozen else versions.sessions(session, period)
        self.missing = [] if frozen else versions.missing(session, period, version)
        self.origins = {} if frozen else versions.origins(session, version)

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
                "url": url_for(
                    "profiles.edit_section", period_id=period_id, section_id=part.section.id
                ),
                "words": part.words,
                "state": part.state,
                "current": here is not None and part.section.id == here.id,
            }
            for part in self.parts()
        ]

    def as_text(self) -> str:
        """Return the form as plain text, for the official client record (forms.md, rule 5)."""
        found = [f"{self.form.words[self.language]}, {self.head()}"]
        for part in self.parts():
            found += ["", part.words]
            if part.skip_reason:
                found.append(_("Skipped: %(why)s", why=part.skip_reason))
            for one in part.answers:
                if one.lines:
                    found.append(f"{one.words}: {'; '.join(one.lines)}")
        return "\n".join(found) + "\n"

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
        if any(question in section.questions for question in self.missing):
            return _("not done")
        there = any(is_answered(question, self.answers) for question in section.asked)
        there = there or any(self.shown.get(question.id) for question in section.questions)
        return _("done") if there else _("empty")


def follow(form: Definition, section: Section) -> Section | None:
    """Return the section after this one, None after the last."""
    later = [one for one in form.sections if one.number > section.number]
    return later[0] if later else None


def open_draft(
    session: Session, actor: Actor, period_id: str
) -> tuple[ServicePeriod, FormVersion | None]:
    """Open a stay for working on its profile, with the newest version."""
    period = clients.take_charge(session, actor, period_id, Basis.PROFILE)
    return period, versions.newest(session, period)


class IntroductionPage:
    """One opening of the introduction: what may be told, what is chosen, and the words of it."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        period: ServicePeriod,
        form: IntroductionForm,
        service: str,
    ) -> None:
        self.talk = talks.newest(session, period.client_id)
        self.told = telling.told(session, actor, period)
        language = i18n.language()
        if not form.is_submitted():
            form.language.process_data(language)
        optional = [one for one in self.told.questions if one.id != "job_types"]
        chosen = [one.id for one in optional if one.id not in self.told.asked_for]
        form.offer([(one.id, one.words[language]) for one in optional], chosen)
        if self.told.known_as:
            del form.known_as
        self.form, self.service = form, service

    @property
    def chosen(self) -> tuple[str, ...]:
        """The questions that go into the document."""
        return ("job_types", *(self.form.parts.data or ()))

    def written(self) -> Introduction:
        """Return every word that goes out."""
        typed = "" if "known_as" not in self.form else self.form.known_as.data or ""
        language = str(self.form.language.data or i18n.language())
        return write(telling.only(self.told, self.chosen), language, self.service, typed)


def note_export(
    session: Session, actor: Actor, period_id: str, page: IntroductionPage, **detail: str
) -> None:
    """Leave the line of a document that goes out: field ids, template, hash and for whom."""
    doors.open_record(
        session,
        actor,
        period_id,
        Basis.EMPLOYER_PROFILE,
        Action.EXPORT,
        fields=sorted(page.chosen),
        version=page.told.version,
        also=None,
        **detail,
    )
