"""What the pages of form E share: the form in words, planned contacts, where a page leads on to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching import clock, i18n
from coaching.accounts.types import Actor
from coaching.clients import service as clients
from coaching.clients.models import ServicePeriod
from coaching.definitions import words
from coaching.definitions.types import Kind, Question, Section
from coaching.jobs import papers
from coaching.jobs.models import Job
from coaching.support import answers, copies, deciding, planned, rhythm
from coaching.support.types import Standing, Wants
from coaching.uselog.types import Basis
from forms.base import BaseForm
from forms.support import (
    ContactsForm,
    DecisionForm,
    EndingForm,
    PlanForm,
    contacts_form,
    decision_form,
    ending_form,
    plan_form,
)
from forms.support_words import step_words

STEPS = ("decision", "plan")
"""Parts of the form that are filled in on a page of their own."""


@dataclass(frozen=True)
class Answered:
    """One question with its answer in words."""

    id: str
    words: str
    lines: list[str]


@dataclass(frozen=True)
class Met:
    """A planned contact as pages show it."""

    standing: Standing
    words: str


class SupportPage:
    """Form E of one job: live while it is open, as it was once it is ready."""

    def __init__(self, session: Session, period: ServicePeriod, job: Job) -> None:
        self._session, self._period, self.job = session, period, job
        self.support = deciding.of_job(session, job)
        self.paper = papers.of_job(session, job, answers.FORM)
        self.language = i18n.language()
        self.filled = copies.filled(session, period, job)
        self.form = self.filled.definition
        self.version = self.support.row_version if self.support else 0
        self.is_ready = papers.is_ready(self.paper)
        self.state = copies.state_words(self.paper)
        self.nothing_told = deciding.is_nothing_told(session, period)

    @property
    def wants(self) -> str | None:
        """What the client decided, None before the decision."""
        return self.support.wants if self.support else None

    @property
    def missing(self) -> list[str]:
        """Labels of what is asked for and has no answer yet."""
        left = answers.missing(self.support, self.paper)
        return [question.words[self.language] for question in left]

    def answered(self, section_id: str, *, only: bool = True) -> list[Answered]:
        """Return the questions of a section with their answers in words.

        Args:
            only: leave out those without an answer.
        """
        section = self.form.section(section_id)
        found = [self._answered(question) for question in self._of(section)]
        return [one for one in found if one.lines or not only]

    def said(self, question_id: str) -> str:
        """Return one answer in words."""
        return ", ".join(self._answered(self.form.question(question_id)).lines)

    def seen(self, question_id: str) -> list[str]:
        """Return what the form shows of another record, in words."""
        return list(self.filled.shown.get(question_id, ()))

    def _of(self, section: Section) -> list[Question]:
        """Return the questions a section shows: the rhythm stands in a list of its own."""
        return [one for one in section.questions if one.id not in ("job", "rhythm")]

    def _answered(self, question: Question) -> Answered:
        if question.kind is Kind.SHOWN:
            lines = self.seen(question.id)
        else:
            answer = self.filled.answers.get(question.id)
            lines = words.lines(question, answer, self.language, i18n.day)
        return Answered(question.id, question.words[self.language], lines)

    # ---- planned contacts

    @cached_property
    def standings(self) -> list[Standing]:
        """How each planned contact stands today; once support has ended, none is open any more."""
        found = planned.of_job(self._session, self.job, self.support, clock.today())
        plan = planned.plan_of(self.job, self.support)
        if plan is None or plan.ends_on is None or plan.ends_on >= clock.today():
            return found
        return [one for one in found if one.state not in rhythm.OPEN_STATES]

    def planned(self) -> list[Met]:
        """Return the planned contacts in words: all that were or are, and the next ones ahead."""
        return [_met(one) for one in self.standings]

    def due(self) -> Met | None:
        """Return the planned contact that is due today."""
        one = rhythm.due(self.standings)
        return _met(one) if one else None

    def ahead(self) -> Met | None:
        """Return the planned contact that comes next."""
        one = rhythm.next_ahead(self.standings) if self.support else None
        return _met(one) if one else None

    def is_quiet(self) -> bool:
        """Tell whether nobody has reached the client for 60 days."""
        found = planned.quiet(self._session, [self._period.id], clock.today())
        return any(one.job_id == self.job.id for one in found)

    # ---- forms

    def form_of(self, step: str) -> DecisionForm | PlanForm:
        """Return the form of a part to fill in: the decision or the plan."""
        if step == "decision":
            return decision_form(self.form, self._live, self.language, self.version)
        return plan_form(
            self.form, self._live, self.language, self.version, nothing_told=self.nothing_told
        )

    def save(self, actor: Actor, form: DecisionForm | PlanForm) -> tuple[str, str | None]:
        """Save a part that was filled in; return what is said then, and the part that comes next.

        Raises:
            Refusal: as `deciding.decide` and `deciding.save_plan`.
        """
        session, period, shown = self._session, self._period, int(form.row_version.data or 0)
        if isinstance(form, PlanForm):
            deciding.save_plan(session, actor, period, self.job, form.plan(), shown)
            return _("Draft saved"), "show"
        new = form.to_decision()
        deciding.decide(session, actor, period, self.job, new, shown)
        if new.wants is Wants.YES:
            return _("The decision is saved. Agree on the plan next."), None
        return _("The decision is saved. The form is ready."), None

    def ending_form(self) -> EndingForm:
        """Return the form of stepping down."""
        return ending_form(self.form, self._live, self.language, self.version)

    def contacts_form(self) -> ContactsForm:
        """Return the form of the planned contacts."""
        return contacts_form(self.standings, self.version)

    @property
    def _live(self) -> dict[str, Any]:
        return answers.answers_of(self.support, self.paper)


def stored(form: BaseForm) -> dict[str, Any]:
    """Return what is saved by now, by field: what a form was opened with."""
    own = ("submission", "row_version", "csrf_token")
    return {field.name: field.object_data for field in form if field.name not in own}


def _met(one: Standing) -> Met:
    return Met(one, step_words(one.planned.step, one.planned.number))


def open_job(
    session: Session, actor: Actor, period_id: str, job_id: str
) -> tuple[ServicePeriod, Job]:
    """Open a stay for working on the support of one of its jobs.

    Raises:
        NotThere: not this person's to change, or the stay has no such job.
    """
    period = clients.take_charge(session, actor, period_id, Basis.COACHING)
    return period, deciding.find_job(session, period, job_id)


def step_to_fill(page: SupportPage, asked: str | None, *, sent: bool) -> str | None:
    """Return the part of the form to fill in: what was asked for, or what comes next; None to show.

    The decision comes first. A plan that nobody has filled in yet comes right after a yes. What was
    sent is always taken in, so that a refusal shows it again and nothing typed is lost.
    """
    if sent and asked in STEPS:
        return asked
    if page.support is None or asked == "decision":
        return "decision"
    can_plan = page.wants == Wants.YES and not page.is_ready
    if can_plan and (asked == "plan" or (asked is None and not page.support.kinds)):
        return "plan"
    return None


def address(period_id: str, job_id: str, step: str | None = None) -> str:
    """Return the address of form E, at one of its parts when a step is named."""
    return url_for("support.edit_support", period_id=period_id, job_id=job_id, step=step)
