"""The words of working time: kinds, places, how a week stands, and what is said when it is refused."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from coaching.worktime.types import WeekState, WorkKind, WorkPlace
from forms.labels import register
from forms.refusals import says

register(
    WorkKind,
    {
        WorkKind.EMPLOYMENT: _lp("working time for", "employment support"),
        WorkKind.OTHER: _lp("working time for", "other work"),
    },
)
register(
    WorkPlace,
    {
        WorkPlace.OWN_OFFICE: _l("own office"),
        WorkPlace.TEAM_SITE: _l("team’s site"),
        WorkPlace.DAY_CENTRE: _lp("working time at", "day centre"),
        WorkPlace.WORKPLACE: _l("workplace"),
        WorkPlace.COMMUNITY: _l("elsewhere"),
        WorkPlace.HOME: _l("client’s home"),
        WorkPlace.REMOTE: _l("remote"),
        WorkPlace.TRAVEL: _lp("working time at", "on the way"),
    },
)
register(
    WeekState,
    {
        WeekState.CONFIRMED: _lp("week of working time", "confirmed"),
        WeekState.AGAIN: _lp("week of working time", "confirm again"),
        WeekState.OPEN: _lp("week of working time", "not confirmed"),
        WeekState.RUNNING: _lp("week of working time", "under way"),
        WeekState.AWAY: _lp("week of working time", "nothing to confirm"),
    },
)


@says("NotAtWorkYet")
def _not_at_work_yet() -> str:
    return str(
        _("You have not been at work on any day of this week. There is nothing to confirm yet.")
    )


@says("LongerThanAWeek")
def _longer_than_a_week() -> str:
    return str(_("A week has 168 hours. Check the times."))
