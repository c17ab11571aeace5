"""The words of bringing in a sheet: what columns hold, why a row gives no meeting, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

import forms.contact_words
import forms.employer_words  # noqa: F401 - and by those of the register
from coaching.employers.headings import Column
from coaching.employers.import_types import NoMeeting
from coaching.errors import Refusal
from forms import refusals
from forms.labels import register
from forms.refusals import says

register(
    Column,
    {
        Column.DATE: _l("Date of the meeting"),
        Column.NAME: _l("Employer"),
        Column.BUSINESS_ID: _l("Business ID"),
        Column.MUNICIPALITY: _l("Municipality"),
        Column.SITE: _l("Site"),
        Column.INDUSTRY: _l("Industry"),
        Column.PERSON: _l("Contact person"),
        Column.ROLE: _l("Role"),
        Column.PHONE: _l("Phone"),
        Column.EMAIL: _l("E-mail"),
        Column.DECIDES: _l("Decides on hiring"),
        Column.COACH: _lp("import", "Coach who met the employer"),
        Column.MODE: _lp("import", "How they met"),
        Column.PURPOSE: _lp("import", "Purpose of the meeting"),
        Column.RESULT: _lp("import", "Result of the meeting"),
        Column.STEP: _lp("import", "Next step, in words"),
        Column.NEXT: _lp("import", "Next date"),
        Column.NOTE: _lp("import", "Note of the meeting"),
    },
)
register(
    NoMeeting,
    {
        NoMeeting.NO_EMPLOYER: _l("No meeting: the employer is not known yet."),
        NoMeeting.NO_DAY: _l("No meeting: the row tells no whole date."),
        NoMeeting.DAY_AHEAD: _l("No meeting: the date is still ahead."),
        NoMeeting.COACH_UNKNOWN: _l(
            "No meeting: the coach is not in Rinnalla. The row is kept as it came."
        ),
        NoMeeting.NOTE_TOO_LONG: _l(
            "No meeting: the note is longer than 2,000 characters. Shorten it in the sheet."
        ),
        NoMeeting.IDENTITY_CODE: _l(
            "No meeting: the row seems to hold a personal identity code. Remove it from the sheet."
        ),
        NoMeeting.SAME_ROW: _l("No meeting: another row is exactly the same."),
        NoMeeting.LOGGED_BEFORE: _l(
            "No meeting: the team has logged this coach with this employer on that day."
        ),
        NoMeeting.MADE_BEFORE: _l("No meeting: the row has been imported before."),
    },
)


def ending(told: Mapping[str, Any]) -> str:
    """Return why the last attempt to save a file wrote nothing."""
    if told["how"] == "stopped":
        return str(_("You stopped the import. Nothing was saved."))
    made = type(told["how"], (Refusal,), {})
    if told["how"] in refusals.known():
        return refusals.words(made(**told["facts"]))
    return str(_("The import did not finish. Nothing was saved. Try again."))


@says("ImportUndone")
def _undone() -> str:
    return str(_("The import has been undone already."))


@says("ImportRunning")
def _running() -> str:
    return str(_("The file is being imported just now. Wait until it is done."))


@says("ColumnTwice")
def _twice(heading: str) -> str:
    return str(
        _(
            "“%(heading)s” holds the same as a column before it. Choose something else for one.",
            heading=heading,
        )
    )


@says("NoColumnForEmployers")
def _no_column() -> str:
    return str(_("Choose the column that holds the employers."))


@says("CoachOfOtherTeam")
def _other_team() -> str:
    return str(_("A meeting belongs to somebody who works in the team. Choose the coaches again."))


@says("FileNotChosen")
def _no_file() -> str:
    return str(_("Choose a file."))
