"""Words of form E: steps of the rhythm, how planned contacts stand, and the sentences of its rules."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext

from coaching.i18n import day
from coaching.support.types import State, Wants
from forms.labels import register
from forms.refusals import says

register(
    Wants,
    {Wants.YES: _l("yes"), Wants.NOT_NOW: _l("not now, ask again"), Wants.NO: _l("no")},
)
register(
    State,
    {
        State.AHEAD: _lp("planned contact", "ahead"),
        State.DUE: _lp("planned contact", "due now"),
        State.LATE: _lp("planned contact", "its days have passed"),
        State.MISSED: _lp("planned contact", "not made"),
        State.MADE: _lp("planned contact", "made"),
        State.DROPPED: _lp("planned contact", "left out"),
    },
)


@says("JobFellThrough")
def _job_fell_through() -> str:
    return _("This job did not begin, so there is no support to agree on.")


@says("AnswerMissing")
def _answer_missing(which: str) -> str:
    words = {
        "wants": _("Choose what the client decided."),
        "ask_again": _("Enter the day on which support is asked about again."),
        "contact_ok": _("Choose whether the client may be asked later how things are going."),
        "info_given": _("Choose whether the client was told how to get support later."),
        "step_down": _("Choose who goes on with the support."),
        "step_down_on": _("Enter the day agreed on with the client."),
        "closed": _("Enter the day on which the support ended."),
    }
    return str(words[which])


@says("NotAfterDecision")
def _not_after_decision() -> str:
    return _("This day must be after the decision. Choose a later day.")


@says("BeforeLastDecision")
def _before_last_decision(latest: date) -> str:
    return _(
        "The decision before this one was made on %(date)s. Choose that day or a later one.",
        date=day(latest),
    )


@says("WantsNoSupport")
def _wants_no_support() -> str:
    return _("The client has not decided on support for this job. Record the decision first.")


@says("NothingMayBeTold")
def _nothing_may_be_told() -> str:
    return _(
        "The client has decided that the employer is told nothing. "
        "Agree on support that does not show at work, or talk it over again."
    )


@says("FormReady")
def _form_ready() -> str:
    return _("The form is marked as ready. Reopen it to change something.")


@says("FormOpen")
def _form_open() -> str:
    return _("The form is open already. Go on with it.")


@says("AnswersMissing")
def _answers_missing(count: int) -> str:
    return ngettext(
        "%(num)s answer is still missing. You can save a draft and go on later.",
        "%(num)s answers are still missing. You can save a draft and go on later.",
        count,
    )


@says("BeforeDecision")
def _before_decision(decided: date) -> str:
    return _("Support was decided on %(date)s. Choose that day or a later one.", date=day(decided))


@says("ReasonOfEnd")
def _reason_of_end() -> str:
    return _("Support has ended only with a reason. Choose the reason.")


@says("DayTaken")
def _day_taken(ends: date) -> str:
    return _(
        "The support ends on %(date)s. Choose that day or an earlier one, or leave the contact out.",
        date=day(ends),
    )


def step_words(step: str, number: int) -> str:
    """Return what a planned contact is called: where in the job it stands.

    Args:
        number: the week of a weekly one, the day of the job on which a monthly one's days begin.
    """
    if step == "before":
        return _("Within a week before the start")
    if step == "first_days":
        return _("Within three days after the start")
    if step == "weekly":
        return _("In week %(number)s of the job", number=number)
    return _("From day %(number)s of the job on", number=number)
