"""What the pages of jobs share: a form in words, its origins, the options of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching import clock, history, i18n
from coaching.accounts.types import Actor
from coaching.clients.models import ServicePeriod
from coaching.clients.types import ClosingReason, Income
from coaching.contacts import counterparts, of_jobs
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.definitions import reading, words
from coaching.definitions.types import Definition, Filled, Kind, Question
from coaching.employers import service as employers
from coaching.employers.types import Look
from coaching.jobs import answers as kept
from coaching.jobs import cancelling, changing, shown, shown_words, starting
from coaching.jobs.beginning import NewJob
from coaching.jobs.models import Job, JobChange, JobForm
from coaching.jobs.terms import hours_of
from coaching.jobs.types import ChangeKind, Contract, EndReason, FormState, Next
from forms.defined import whole_form
from forms.job import BeginForm, ChangeForm, EndForm, StartForm
from forms.labels import label

AS_CLOSING = {
    EndReason.BETTER_JOB: ClosingReason.IN_WORK,
    EndReason.STUDIES: ClosingReason.STUDIES,
    EndReason.HEALTH: ClosingReason.HEALTH,
    EndReason.MOVED: ClosingReason.MOVED,
}
"""Reasons of a job's end that are likely the reason too why the service ends."""
FOUND = 8
"""Most employers that a search offers."""


WITH_INCOME = {
    "pension": starting.PENSIONS,
    "housing": frozenset({Income.HOUSING_PENSIONER, Income.HOUSING_GENERAL}),
}
"""Benefits to remember at a job's end that go with certain incomes only; the others with each."""


@dataclass(frozen=True)
class Asked:
    """One question on a page: its words, what is shown, where a carried answer came from."""

    question: Question
    words: str
    lines: list[str]
    origin: str = ""
    carried: None = None


class JobFormPage:
    """Form C or D of a job: live while it is open, as it was once it is ready."""

    def __init__(
        self, session: Session, period: ServicePeriod, job: Job, form: JobForm | None, letter: str
    ) -> None:
        self.job, self.form, self.letter, self.language = job, form, letter, i18n.language()
        self.definition: Definition = (
            reading.load(letter, form.definition) if form is not None else reading.newest(letter)
        )
        frozen = form.frozen if form is not None and form.state == FormState.READY else None
        self.is_ready = frozen is not None
        self.answers: Mapping[str, Any] = (
            frozen["answers"] if frozen else kept.of(session, job, form, letter)
        )
        self.shown: Mapping[str, Any] = (
            frozen["shown"] if frozen else shown.now(session, period, job)
        )
        self._origins = {} if frozen else history.newest(session, starting.RECORD, job.public_id)
        self._meeting = None if frozen else of_jobs.where_agreed(session, [job.id]).get(job.id)

    @property
    def version(self) -> int:
        """The version that the page shows."""
        if self.letter == kept.START:
            return starting.version_of(self.job, self.form)
        return self.form.row_version if self.form is not None else 0

    def sections(self, left_out: frozenset[str] = frozenset()) -> list[tuple[str, list[Asked]]]:
        """Return each section's words with its questions, as far as it has any left."""
        found = []
        for section in self.definition.sections:
            asked = [self._asked(one) for one in section.questions if one.id not in left_out]
            if asked:
                found.append((section.words[self.language], asked))
        return found

    def can_be_filled(self, period: ServicePeriod) -> bool:
        """Tell whether the form can be filled in: a draft about a job of an open stay."""
        return not self.is_ready and period.closed_on is None and self.job.cancelled_on is None

    @property
    def state_words(self) -> str:
        """Draft or ready, in words."""
        state = FormState.OPEN if self.form is None else FormState(self.form.state)
        return str(label(state))

    def filled(self) -> Filled:
        """Return the form as its copies read it."""
        told = {
            one.id: shown_words.lines(one.id, self.shown.get(one.id))
            for one in self.definition
            if one.kind is Kind.SHOWN
        }
        return Filled(self.definition, self.answers, told, form_head(self.job, self.form))

    def _asked(self, question: Question) -> Asked:
        if question.kind is Kind.SHOWN:
            lines = shown_words.lines(question.id, self.shown.get(question.id))
        else:
            answer = self.answers.get(question.id)
            lines = words.lines(question, answer, self.language, i18n.day)
        return Asked(question, question.words[self.language], lines, self._origin(question.id))

    def _origin(self, question_id: str) -> str:
        row = self._origins.get(question_id)
        if row is None or row.source != "carried":
            return ""
        if self._meeting is not None and row.origin == self._meeting.public_id:
            return _("From the employer meeting on %(date)s", date=i18n.day(self._meeting.on))
        return _("From the client profile")


def form_head(job: Job, form: JobForm | None) -> str:
    """Return which job a form is about, its state and its day, in words."""
    if form is None:
        state = _("not begun yet")
    else:
        day = form.ready_on or form.opened_on
        state = f"{label(FormState(form.state))}, {i18n.day(day)}"
    return ", ".join(filter(None, (job.title, state)))


def start_page_form(
    session: Session, page: JobFormPage, period: ServicePeriod, *, asks_pay: bool
) -> StartForm:
    """Return form C to fill in; pay only where it is asked, the limit only of those who have one."""
    left_out = {cancelling.WHY} if asks_pay else {cancelling.WHY, "pay"}
    if not starting.has_limit(period):
        left_out.add("over_limit")
    form: StartForm = whole_form(
        page.definition,
        page.answers,
        page.language,
        page.version,
        base=StartForm,
        left_out=left_out,
    )
    if "over_limit" in form:
        # Not optional for those who have a limit: a ready form C lacks nothing.
        form["over_limit"].flags.required = True
    people = starting.people_of(session, page.job)
    form["supervisor"].as_list, form["supervisor"].empty = True, _("nobody yet")
    form["supervisor"].set_options([(one.public_id, one.name) for one in people])
    return form


def end_page_form(page: JobFormPage, period: ServicePeriod, told: bool) -> EndForm:
    """Return form D to fill in: heard today unless it is known.

    Benefits to remember are those that go with the client's income, all of them when it is not
    known.

    Args:
        told: whether the client lets the employer be asked.
    """
    suggested = {"heard": clock.today().isoformat()}
    if page.job.contract_end is not None and page.job.contract_end <= clock.today():
        suggested |= {
            "end": page.job.contract_end.isoformat(), "reason": "fixed_term", "who": "contract",
        }  # fmt: skip
    answers = page.answers if page.form is not None else {**suggested, **page.answers}
    left_out = set() if told else {"employer_view"}
    form: EndForm = whole_form(
        page.definition, answers, page.language, page.version, base=EndForm, left_out=left_out
    )
    income = set(period.client.main_income or ())
    ticked = set(form["benefits"].data or ())
    form["benefits"].set_options(
        [
            (code, words)
            for code, words in form["benefits"].pairs
            if not income or code in ticked or not WITH_INCOME.get(code, income).isdisjoint(income)
        ]
    )
    return form


class BeginPage:
    """A job about to be begun: what a meeting carries, or the employers to choose from."""

    def __init__(self, session: Session, actor: Actor, period: ServicePeriod) -> None:
        asked = request.args.get("meeting", "")
        self.meeting: Contact | None = (
            of_jobs.agreed_at(session, period.id, asked) if asked else None
        )
        self.form = BeginForm()
        self.tasks = [] if self.meeting is None else of_jobs.tasks_of(session, self.meeting)
        if len(self.tasks) > 1:
            self.form.task.set_options([(str(one.position), one.task) for one in self.tasks])
        else:
            del self.form.task
        if self.meeting is None:
            self._offer(session, actor)
        self.agreed = of_jobs.agreed_without_job(session, period.id) if self.meeting is None else []
        self.carried = [] if self.meeting is None else of_jobs.told_at(session, self.meeting)

    def told(self) -> NewJob:
        """Return what the job is begun with."""
        task = self._task()
        return NewJob(
            employer=self.form.employer.data,
            title=task.task if task else "",
            hours=task.hours if task else "",
            is_other=bool(self.form.is_other.data),
        )

    def _task(self) -> Any:
        if len(self.tasks) == 1:
            return self.tasks[0]
        chosen = self.form.task.data if self.tasks else None
        return next((one for one in self.tasks if str(one.position) == chosen), None)

    def _offer(self, session: Session, actor: Actor) -> None:
        looked = self.form.look_for.data
        if looked:
            found = employers.list_employers(session, actor, Look(words=str(looked)), FOUND)
            ids = [row.public_id for row in found.rows]
            self.form.employers = counterparts.offered_at_each(session, ids)
        else:
            self.form.employers = list(contacts.latest_employers(session, actor))
        chosen = self.form.employer.data
        if chosen and chosen not in {one.code for one in self.form.employers}:
            self.form.employers = [*counterparts.offered_of(session, chosen), *self.form.employers]
        self.form.employer.is_group = bool(self.form.employers)


def after_start(period_id: str, job_id: str) -> str:
    """Return where a saved form C leads on to: the same rows when more were asked for, or the job."""
    if again := request.form.get("stay"):
        anchor = f"q-{again}"
        return url_for("jobs.edit_start", period_id=period_id, job_id=job_id, _anchor=anchor)
    return url_for("jobs.show_job", period_id=period_id, job_id=job_id)


def after_end(period_id: str, job: Job, what_next: Next) -> str:
    """Return where a recorded end leads on to; the reason goes along as far as it fits."""
    if what_next is Next.NEW_JOB:
        return url_for("jobs.begin_job", period_id=period_id)
    if what_next is Next.BREAK:
        return url_for("clients.pause_client", period_id=period_id)
    if what_next is Next.SERVICE_ENDS:
        reason = AS_CLOSING.get(EndReason(job.end_reason)) if job.end_reason else None
        return url_for("clients.close_client", period_id=period_id, reason=reason)
    return url_for("jobs.show_job", period_id=period_id, job_id=job.public_id)


def change_lines(session: Session, job: Job) -> list[tuple[str, str, str, str]]:
    """Return each change of a job: its public id, its day, what changes, and the new value."""
    found = []
    people = {one.id: one.name for one in starting.people_of(session, job)}
    for row in changing.of_job(session, job):
        found.append((row.public_id, i18n.day(row.on), *_change_words(row, people)))
    return found


def _change_words(row: Any, people: Mapping[int, str]) -> tuple[str, str]:
    kind = ChangeKind(row.kind)
    value = row.words or ""
    if kind is ChangeKind.HOURS:
        hours = hours_of(row.weekly_minutes_from, row.weekly_minutes_to)
        value = _("%(hours)s hours a week", hours=hours)
    elif kind is ChangeKind.CONTRACT:
        value = str(label(Contract(row.contract)))
        if row.contract_end:
            value += f", {i18n.day(row.contract_end)}"
    elif kind is ChangeKind.SUPERVISOR:
        value = people.get(row.supervisor_id, value)
    return str(label(kind)), value


def change_form(session: Session, job: Job, row: JobChange | None) -> ChangeForm:
    """Return the form of a change, new or to be corrected."""
    stored: dict[str, Any] = {"on": clock.today()}
    people = starting.people_of(session, job)
    if row is not None:
        chief = next((one.public_id for one in people if one.id == row.supervisor_id), None)
        stored = {
            "on": row.on,
            "kind": ChangeKind(row.kind),
            "hours": hours_of(row.weekly_minutes_from, row.weekly_minutes_to),
            "contract": Contract(row.contract) if row.contract else None,
            "contract_end": row.contract_end,
            "supervisor": chief,
            "words": row.words,
            "row_version": row.row_version,
        }
    form = ChangeForm(data=stored)
    form.supervisor.set_options([(one.public_id, one.name) for one in people])
    return form


def times_that_suit(session: Session, period: ServicePeriod) -> str:
    """Return the times that suit the client, from form A, in words; empty when nothing is told."""
    codes = shown.times(session, period)
    question = reading.newest("a").question("times")
    return ", ".join(question.option(code, i18n.language()) for code in codes)
