"""The words of bringing in a client list: columns, what becomes of a row and why, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext

from coaching.client_lists.types import Column, Fate, Why
from coaching.i18n import day
from forms import client_words as _client_words  # noqa: F401 - registers words
from forms import import_words as _import_words  # noqa: F401 - and refusals of files
from forms.labels import register
from forms.refusals import says

register(
    Column,
    {
        Column.CODE: _lp("client list", "Your own code of the client"),
        Column.NAME: _l("Name"),
        Column.FIRST: _l("First name"),
        Column.LAST: _l("Last name"),
        Column.BIRTH_YEAR: _l("Year of birth"),
        Column.LANGUAGE: _l("Service language"),
        Column.PHONE: _l("Phone"),
        Column.EMAIL: _l("E-mail"),
        Column.SOURCE: _l("Referred by"),
        Column.REFERRED: _l("Referral date"),
        Column.ENTERED: _l("First meeting"),
        Column.IN_WORK: _l("In work at entry"),
        Column.COACH: _l("Coach"),
        Column.STATUS: _l("Status"),
    },
)
register(
    Fate,
    {
        Fate.PLACE: _lp("client list", "gets a place"),
        Fate.WAITS: _lp("client list", "to the waiting list"),
        Fate.ASKS: _lp("client list", "asks for you"),
        Fate.KNOWN: _lp("client list", "already here"),
        Fate.SKIPPED: _lp("client list", "left out"),
    },
)

_REASONS: Mapping[Why, Callable[..., str]] = {
    Why.HAS_PLACE: lambda coach: _("Coach: %(coach)s, from today.", coach=coach),
    Why.COACH_FULL: lambda coach: _("All places of %(coach)s are taken.", coach=coach),
    Why.ON_LIST: lambda: _("The list says that the client is waiting."),
    Why.NO_COACH: lambda: _("No coach is chosen."),
    Why.COACH_UNKNOWN: lambda words: _("Choose above who %(words)s is.", words=words),
    Why.STATUS_UNKNOWN: lambda words: _("Choose above what “%(words)s” means.", words=words),
    Why.LOOKS_LIKE: lambda: _(
        "There is a client of this name and year of birth. Choose who it is."
    ),
    Why.SOMEBODY_ELSE: lambda: _("You said that this is somebody else."),
    Why.COMES_BACK: lambda: _("You said that the client comes back."),
    Why.BROUGHT_BEFORE: lambda: _("The client was brought in earlier."),
    Why.SAME_ROW: lambda row: _("The row is the same client as row %(row)s.", row=row),
    Why.ENDED: lambda: _("The service has ended."),
    Why.NOBODY: lambda: _("The row has neither a code nor a name."),
    Why.READS_AS_NAME: lambda: _(
        "The code reads like a name, and names are not kept here. Use codes in the list."
    ),
    Why.LEFT_OUT: lambda: _("You said that the row is left out."),
    Why.DAY_UNCLEAR: lambda words: _("The date is not clear: %(told)s.", told=words),
    Why.DAY_AHEAD: lambda day: _("A date still ahead is not brought in: %(date)s.", date=_day(day)),
    Why.REFERRED_AFTER: lambda: _(
        "The referral is later than the first meeting. Its date is not brought in."
    ),
    Why.YEAR_UNCLEAR: lambda words: _("The year of birth is not clear: %(told)s.", told=words),
    Why.IN_WORK_UNCLEAR: lambda words: _(
        "It is not clear whether the client was in work: %(told)s. Brought in as not in work.",
        told=words,
    ),
}


def reason(code: Why, facts: Mapping[str, Any]) -> str:
    """Return why this becomes of a row, or what of it is not brought in, as a sentence."""
    return str(_REASONS[code](**facts))


def _day(told: str) -> str:
    return str(day(date.fromisoformat(told)))


@says("HoldsIdentityCodes")
def _identity_codes(rows: int) -> str:
    return ngettext(
        "%(num)s row holds a personal identity code. Remove it from the file and try again."
        " Nothing was kept.",
        "%(num)s rows hold a personal identity code. Remove them from the file and try again."
        " Nothing was kept.",
        rows,
    )


@says("NoColumnForClients")
def _no_column() -> str:
    return str(_("Choose the column that holds the clients’ codes or names."))


@says("NothingToBringIn")
def _nothing() -> str:
    return str(_("No row gives a client. Check what the columns hold and what is asked below."))


@says("ListUndone")
def _undone() -> str:
    return str(_("The list has been undone already."))
