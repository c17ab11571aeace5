"""The words of contacts: options, and what is said when one is refused."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext

from coaching import i18n
from coaching.contacts.types import (
    Agreed,
    Decides,
    MadeBy,
    MeetingPurpose,
    Mode,
    Period,
    Place,
    Purpose,
    Result,
    Told,
    With,
)
from forms.defined_words import WordsOf
from forms.fields import too_long
from forms.labels import register
from forms.refusals import says

FORM_B = WordsOf("b")
"""The words of form B."""

register(
    With,
    {
        With.CLIENT: _lp("contact with", "client"),
        With.EMPLOYER: _lp("contact with", "employer"),
        With.CARE_TEAM: _lp("contact with", "treatment or support team"),
        With.EMPLOYMENT_SERVICES: _lp("contact with", "employment services"),
        With.BENEFITS_OFFICE: _lp("contact with", "Kela or pension provider"),
        With.FAMILY: _lp("contact with", "family or friend"),
        With.OTHER: _lp("contact with", "other"),
    },
)
register(
    Mode,
    {
        Mode.FACE_TO_FACE: _l("face to face"),
        Mode.VIDEO: _l("by video"),
        Mode.PHONE: _l("by phone"),
        Mode.MESSAGE: _l("by message"),
    },
)
register(
    Place,
    {
        Place.OWN_OFFICE: _l("own office"),
        Place.TEAM_SITE: _l("team’s site"),
        Place.WORKPLACE: _l("workplace"),
        Place.COMMUNITY: _l("elsewhere"),
        Place.HOME: _l("client’s home"),
        Place.REMOTE: _l("remote"),
    },
)
register(
    Purpose,
    {
        Purpose.COMING_TO_SERVICE: _lp("topic", "coming to the service"),
        Purpose.GETTING_TO_KNOW: _lp("topic", "getting to know"),
        Purpose.PROFILE: _lp("topic", "profile"),
        Purpose.DISCLOSURE_TALK: _lp("topic", "what the employer is told"),
        Purpose.BENEFITS: _lp("topic", "benefits"),
        Purpose.JOB_SEARCH: _lp("topic", "job search"),
        Purpose.EMPLOYER_MEETING: _lp("topic", "employer meeting"),
        Purpose.SUPPORT_AT_WORK: _lp("topic", "support at work"),
        Purpose.SUPPORT_OUTSIDE_WORK: _lp("topic", "support outside work"),
        Purpose.CARE_TEAM: _lp("topic", "team meeting"),
        Purpose.NETWORK: _lp("topic", "network meeting"),
        Purpose.OUTREACH: _lp("topic", "trying to reach"),
        Purpose.JOB_LOSS: _lp("topic", "job ended"),
        Purpose.OTHER: _lp("topic", "other"),
    },
)
register(
    MeetingPurpose,
    {
        MeetingPurpose.NEEDS: _lp("meeting purpose", "get to know needs"),
        MeetingPurpose.SERVICE: _lp("meeting purpose", "present the service"),
        MeetingPurpose.SPEAK_FOR_CLIENT: _lp("meeting purpose", "speak for a client"),
        MeetingPurpose.VACANCY: _lp("meeting purpose", "vacancy"),
        MeetingPurpose.INTERVIEW: _lp("meeting purpose", "at an interview"),
        MeetingPurpose.TERMS: _lp("meeting purpose", "agree on terms"),
        MeetingPurpose.THANKS: _lp("meeting purpose", "thank and follow up"),
        MeetingPurpose.SUPPORT_AT_WORK: _lp("meeting purpose", "support of a client at work"),
    },
)
register(
    Decides,
    {
        Decides.YES: _lp("decides on hiring", "yes"),
        Decides.NO: _lp("decides on hiring", "no"),
        Decides.UNSURE: _lp("decides on hiring", "not known"),
    },
)
register(
    MadeBy,
    {
        MadeBy.COACH: _lp("contact made by", "coach"),
        MadeBy.CLIENT: _lp("contact made by", "client"),
    },
)
register(
    Agreed,
    {
        Agreed.BY_WORD: _l("the client agreed by word of mouth on this contact"),
        Agreed.NOTHING_TOLD: _l("nothing about the client was told"),
    },
)
register(
    Period,
    {
        Period.WEEK: _lp("contacts of", "this week"),
        Period.MONTH: _lp("contacts of", "this month"),
        Period.QUARTER: _lp("contacts of", "this quarter"),
        Period.YEAR: _lp("contacts of", "this year"),
        Period.ALL: _lp("contacts of", "any time"),
    },
)


FORM_B.register(Result, "result")
FORM_B.register(Told, "told")


@says("ContactAhead")
def _ahead() -> str:
    return str(_("The date is still ahead. Choose today or an earlier day."))


@says("ContactBeforeKnown")
def _before_known(known: date) -> str:
    return str(
        _(
            "The client came to the service later. "
            "The first possible day is %(day)s. Check the date.",
            day=i18n.day(known),
        )
    )


@says("ContactAfterClosing")
def _after_closing(closed: date) -> str:
    return str(
        _(
            "The service of the client ended on %(day)s. Choose that day or an earlier one.",
            day=i18n.day(closed),
        )
    )


@says("ClientNotChosen")
def _client_not_chosen() -> str:
    return str(_("Only an employer can be met without a client. Choose the client."))


@says("PlaceNotChosen")
def _place_not_chosen() -> str:
    return str(_("Choose where you met."))


@says("EmployerNotChosen")
def _employer_not_chosen() -> str:
    return str(_("Choose the employer."))


@says("MeetingPurposeMissing")
def _purpose_missing() -> str:
    return str(_("Choose what the meeting was for."))


@says("SpeakForWhom")
def _speak_for_whom() -> str:
    return str(
        _(
            "Whoever speaks for a client says for which one. "
            "Choose the client, or another purpose of the meeting."
        )
    )


@says("WeekAhead")
def _week_ahead() -> str:
    return str(_("The week has not begun yet. Look at it when there is something to see."))


@says("NothingIsTold")
def _nothing_is_told() -> str:
    return str(
        _(
            "The client has decided that the employer is told nothing. "
            "Save the meeting without a client, or talk it over again."
        )
    )


@says("LengthOutside")
def _length_outside() -> str:
    return str(_("Enter the length as minutes, from 0 to 1440."))


@says("NoteOverLimit")
def _note_over_limit(over: int) -> str:
    return too_long(over)


@says("TeamNotChosen")
def _team_not_chosen() -> str:
    return str(_("Choose the team the meeting belongs to."))


@says("WhyMissing")
def _why_missing() -> str:
    return str(_("Write why the contact is removed."))


@says("AlreadyWithdrawn")
def _already_withdrawn() -> str:
    return str(
        _("The contact has been removed already. You can bring it back from removed contacts.")
    )


@says("NotWithdrawn")
def _not_withdrawn() -> str:
    return str(_("The contact is in the list already. Nothing was changed."))


@says("TooLateToBringBack")
def _too_late(days: int) -> str:
    return str(
        ngettext(
            "A removed contact can be brought back for %(num)s day. Log the contact anew.",
            "A removed contact can be brought back for %(num)s days. Log the contact anew.",
            days,
        )
    )


@says("NotYourClientThen")
def _not_your_client_then() -> str:
    return _(
        "Another coach had the client on that day. Choose a day on which the client was yours."
    )
