"""Words of options and refusals of jobs (words.md, 8 and 9)."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext

import forms.profile_words  # noqa: F401 - gives the state of a form its words
from coaching import i18n
from coaching.jobs.types import Answer, ChangeKind, Contract, FormState, MovedStart
from forms.labels import register
from forms.refusals import says

register(FormState, {FormState.OPEN: _lp("form", "draft"), FormState.READY: _lp("form", "ready")})
register(
    Answer,
    {Answer.YES: _l("yes"), Answer.NO: _l("no"), Answer.UNSURE: _l("not yet known")},
)
register(
    Contract,
    {
        Contract.PERMANENT: _l("permanent"),
        Contract.FIXED_TERM: _l("fixed-term"),
        Contract.ON_CALL: _l("on call"),
        Contract.SEASONAL: _l("seasonal"),
        Contract.AGENCY: _l("agency work"),
        Contract.APPRENTICESHIP: _l("apprenticeship"),
    },
)
register(
    ChangeKind,
    {
        ChangeKind.HOURS: _l("hours change"),
        ChangeKind.TASKS: _l("tasks change"),
        ChangeKind.CONTRACT: _l("contract changes"),
        ChangeKind.SUPERVISOR: _l("supervisor changes"),
        ChangeKind.PAY_UP: _l("pay goes up"),
        ChangeKind.PAY_DOWN: _l("pay goes down"),
    },
)


register(
    MovedStart,
    {
        MovedStart.ALONG: _l("they move along with the start"),
        MovedStart.STAY: _l("they stay on their days"),
    },
)


@says("SameJobOpen")
def _same_job_open(title: str) -> str:
    if title:
        return _(
            "The client has a job with this employer already: %(title)s. Open it on the client’s "
            "page, or tick that this is another job.",
            title=title,
        )
    return _(
        "The client has a job with this employer already. Open it on the client’s page, or tick "
        "that this is another job."
    )


@says("JobEmployerMissing")
def _employer_missing() -> str:
    return _("Choose the employer, or search for it by name.")


@says("JobNotReadyYet")
def _not_ready(count: int) -> str:
    return str(
        ngettext("%(num)s answer is still missing.", "%(num)s answers are still missing.", count)
    )


@says("BenefitsNotChecked")
def _benefits_not_checked() -> str:
    return _(
        "The benefits have not been checked for this job. Save a draft, then record the check or "
        "that the client declined it."
    )


@says("JobReady")
def _ready() -> str:
    return _("The form is ready. Reopen it to change it.")


@says("JobEndsBeforeStart")
def _end_before_start(start: date) -> str:
    return _("The job started on %(date)s. Enter a day on or after it.", date=i18n.day(start))


@says("EndBeforeChange")
def _end_before_change(day: date) -> str:
    return _(
        "A change of the job is dated %(date)s. Enter a day on or after it, or correct the change "
        "first.",
        date=i18n.day(day),
    )


@says("ContractEndsBeforeStart")
def _contract_ends_before_start(start: date) -> str:
    return _("The job starts on %(date)s. Enter a day on or after it.", date=i18n.day(start))


@says("StartAfterEnd")
def _start_after_end(end: date) -> str:
    return _("The job ended on %(date)s. Enter a day on or before it.", date=i18n.day(end))


@says("JobNotBegun")
def _not_begun() -> str:
    return _("The job has no start date yet. Fill it in on form C first.")


@says("JobCancelled")
def _cancelled() -> str:
    return _("This job did not begin. Take that back on its page first, if it begins after all.")


@says("JobBegun")
def _begun() -> str:
    return _("The job has begun, so it can only end. Record its end on form D.")


@says("WhyNotBegunMissing")
def _why_not_begun() -> str:
    return _("Write in a few words why the job did not begin.")


@says("StartAfterChange")
def _start_after_change(day: date) -> str:
    return _(
        "A change of the job is dated %(date)s. Enter a day on or before it, or correct the change "
        "first.",
        date=i18n.day(day),
    )


@says("ChangeOutside")
def _change_outside(start: date, end: date | None) -> str:
    if end is None:
        return _("The job started on %(date)s. Enter a day on or after it.", date=i18n.day(start))
    return _(
        "The job lasted from %(start)s to %(end)s. Enter a day between them.",
        start=i18n.day(start),
        end=i18n.day(end),
    )


@says("ChangeEmpty")
def _change_empty() -> str:
    return _("Tell what has changed.")


@says("PlannedContactsAsk")
def _planned_contacts_ask(count: int) -> str:
    return ngettext(
        "The start moves, and %(num)s planned contact is not made yet. "
        "Choose what happens to it and save again.",
        "The start moves, and %(num)s planned contacts are not made yet. "
        "Choose what happens to them and save again.",
        count,
    )
