"""Sentences of the rules of benefits checks; words of options stand with the rows, as data."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from forms.refusals import says


@says("WaitingForWhat")
def _waiting_for_what() -> str:
    return _("An answer is waited for. Write what it is about and who gives it.")


@says("RowsUnanswered")
def _rows_unanswered(count: int) -> str:
    return ngettext(
        "%(num)s point has no answer yet. Choose an answer, also “not sure” is one.",
        "%(num)s points have no answer yet. Choose an answer to each, also “not sure” is one.",
        count,
    )
