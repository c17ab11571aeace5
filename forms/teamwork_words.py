"""The words of what a team does together: kinds, rhythm, hints and refusals."""

from __future__ import annotations

from datetime import date

from babel.dates import get_day_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from coaching import i18n
from coaching.teamwork.types import EventKind
from forms.labels import register
from forms.refusals import says

register(
    EventKind,
    {
        EventKind.GROUP_SUPERVISION: _l("group supervision"),
        EventKind.INDIVIDUAL_SUPERVISION: _l("individual supervision"),
        EventKind.FIELD_MENTORING: _l("field mentoring"),
        EventKind.CARE_TEAM_MEETING: _l("treatment team meeting"),
        EventKind.OUTCOME_REVIEW: _l("going through outcomes"),
        EventKind.STEERING_GROUP: lazy_pgettext("meeting", "steering group"),
        EventKind.STAFF_COMMUNICATION: _l("the director tells all staff about the service"),
        EventKind.EMPLOYMENT_SERVICES_MEETING: _l("meeting with employment services"),
        EventKind.WORK_STORIES: _l("work stories"),
    },
)

HINTS = {
    EventKind.GROUP_SUPERVISION: _l(
        "The coaches and the leader talk about clients together and look for new ways forward."
    ),
    EventKind.INDIVIDUAL_SUPERVISION: _l(
        "The leader and one coach talk about the coach’s clients."
    ),
    EventKind.FIELD_MENTORING: _l(
        "The leader goes along to employers with a coach who is new or needs help."
    ),
    EventKind.CARE_TEAM_MEETING: _l("A treatment team meets and coaches or the leader take part."),
    EventKind.OUTCOME_REVIEW: _l(
        "The leader and the coaches look at what came of the work and set goals."
    ),
    EventKind.STEERING_GROUP: _l("A group in which somebody of the top management sits."),
    EventKind.STAFF_COMMUNICATION: _l(
        "How the service serves the aims of the whole organisation, and what its goals are."
    ),
    EventKind.EMPLOYMENT_SERVICES_MEETING: _l(
        "A planned meeting face to face. Contacts about one client are logged as contacts."
    ),
    EventKind.WORK_STORIES: _l(
        "People who found work tell others and the staff about it. No names are written here."
    ),
}
"""What is meant by a kind, in a sentence."""


def weekday_words(weekday: int) -> str:
    """Return the name of a weekday, 1 for Monday, as it stands alone."""
    return str(get_day_names("wide", "stand-alone", i18n.language())[weekday - 1])


def rhythm_words(weekday: int, every_weeks: int) -> str:
    """Return a rhythm in words: Tuesday, every 2 weeks."""
    often = ngettext("every week", "every %(num)s weeks", every_weeks)
    return f"{weekday_words(weekday)}, {often}"


def month_words(first: date) -> str:
    """Return a month as a heading: 11/2026."""
    return f"{first.month}/{first.year}"


ON_PAGE = {
    "event_hints": HINTS,
    "rhythm_words": rhythm_words,
    "month_words": month_words,
}


@says("EventAhead")
def _event_ahead() -> str:
    return _("The date is still ahead. Choose today or an earlier day.")


@says("BeforeTeam")
def _before_team(first: date | None) -> str:
    if first is None:
        return _("Nobody works in the team yet. Ask an administrator to add the posts first.")
    return _(
        "The first post of the team began %(date)s. Choose that day or a later one.",
        date=i18n.day(first),
    )


@says("NotOfTeam")
def _not_of_team(names: list[str], on: date) -> str:
    return _(
        "Had no post in the team on %(date)s: %(names)s. Check the date, or take the tick away.",
        date=i18n.day(on),
        names=", ".join(names),
    )


@says("NobodyThere")
def _nobody_there() -> str:
    return _("Tick who was there. If it was not held, say so.")


@says("CareTeamMissing")
def _care_team_missing() -> str:
    return _("Choose the treatment team.")


@says("InCalendarAlready")
def _in_calendar_already() -> str:
    return _("This stands in the calendar on that day already. Open it there to change it.")


@says("TickedAlready")
def _ticked_already() -> str:
    return _("Somebody has told this already. It stands below, and can be changed there.")


@says("OutsideItsWeek")
def _outside_its_week(monday: date) -> str:
    return _(
        "This belongs to the recurring meeting of week %(week)s. Choose a day of that week, or mark "
        "it as not held and add the other day on its own.",
        week=i18n.week(monday),
    )


@says("SeriesInUse")
def _series_in_use() -> str:
    return _(
        "This meeting has been ticked already, so it stays what it is. End it and add a new one."
    )


@says("LinksOverlap")
def _links_overlap() -> str:
    return _(
        "The coach belongs to this treatment team already on some of these days. Check the dates."
    )
