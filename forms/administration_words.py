"""The words of the administration page: its lists, what was changed, and its refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import forms.account  # noqa: F401 - gives roles, grants and languages their words
from coaching.accounts.types import Grant, Language, Role
from coaching.i18n import day, length_of, percent
from forms.labels import label
from forms.refusals import says

LISTS: dict[str, tuple[Any, Any]] = {
    "referral_source": (
        _l("Where clients come from"),
        _l("Offered on the intake page and the client card as “Referred by”."),
    ),
    "legal_basis": (
        _l("Basis of the service"),
        _l("Offered on the client card. While the list is empty, the basis is not asked."),
    ),
    "industry": (
        _l("Industries"),
        _l("Offered in the employer register. While the list is empty, the industry is not asked."),
    ),
}
"""Name of each list the organisation keeps, and where it is used."""


# ---- what was changed

_KINDS = {
    "user": _l("Person"),
    "post": _l("Post"),
    "absence": _l("Absence"),
    "team": _l("Team"),
    "care_team": _l("Treatment or support team"),
    "list_option": _l("Option of a list"),
    "setting": _l("Settings"),
}

_FIELDS = {
    "name": _l("Name"),
    "user_name": _l("User name"),
    "title": _l("Title"),
    "phone": _l("Phone"),
    "email": _l("E-mail"),
    "language": _l("Language"),
    "grants": _l("Rights without a post"),
    "closed_on": _l("Account closed"),
    "password": _l("Password"),
    "user": _l("Person"),
    "team": _l("Team"),
    "role": _l("Role"),
    "fte": _l("Share of full time"),
    "weekly_minutes": _l("Working time a week"),
    "since": _l("Begins"),
    "until": _l("Ends"),
    "short": _l("Short name"),
    "hidden": _l("Not offered any more"),
    "fi": _l("In Finnish"),
    "sv": _l("In Swedish"),
    "en": _l("In English"),
    "position": _l("Order"),
    "names_on": _l("Keep client names"),
    "asks_pay": _l("Ask what the job pays"),
    "quiet_days": _l("Days without contact before a client is shown as due"),
    "demo": _l("Demonstration"),
    "removed": _l("Removed"),
    "apart_from_treatment": _l("The service works apart from treatment"),
    "excludes_by_rule": _l("A written rule keeps somebody out of the service"),
    "needs_mentoring": _l("New or in need of help"),
}

_FIELDS_OF_KIND = {
    ("absence", "since"): _l("First day away"),
    ("absence", "until"): _l("First day back"),
    ("setting", "name"): _l("Name of the organisation"),
}


def kind_words(kind: str) -> str:
    """Return what a kind of record is called."""
    return str(_KINDS[kind])


def field_words(kind: str, field: str) -> str:
    """Return what a field of a kind of record is called; its id when it has no words."""
    return str(_FIELDS_OF_KIND.get((kind, field)) or _FIELDS.get(field, field))


def value_words(field: str, value: Any) -> str:
    """Return a new value in words."""
    if field in _VALUES:
        return _VALUES[field](value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value) if value not in (None, "") else str(_("empty"))


def _day(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else str(_("not known yet"))


def _closed(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else str(_("opened again"))


def _grants(value: list[str]) -> str:
    return ", ".join(str(label(Grant(code))) for code in value) or str(_("none"))


def _password(value: str) -> str:
    if value == "reset":
        return str(_("new one-time password"))
    return str(_("changed by the person"))


_VALUES: dict[str, Callable[[Any], str]] = {
    "since": _day,
    "until": _day,
    "closed_on": _closed,
    "grants": _grants,
    "password": _password,
    "role": lambda value: str(label(Role(value))),
    "language": lambda value: str(label(Language(value))),
    "fte": lambda value: percent(Decimal(value), 2),
    "weekly_minutes": length_of,
}


# ---- refusals


@says("UserNameTaken")
def _user_name_taken() -> str:
    return _("Somebody has this user name. Choose another one.")


@says("UserNameWrong")
def _user_name_wrong() -> str:
    return _("Use letters and digits in the user name, 80 characters at most.")


@says("LastAdministrator")
def _last_administrator() -> str:
    return _("There must be one administrator. Give the right to somebody else first.")


@says("OwnAccount")
def _own_account() -> str:
    return _("This is your own account. Ask another administrator to close it.")


@says("PostsOverlap")
def _posts_overlap() -> str:
    return _("The person already has this role in the team on some of these days. Check the dates.")


@says("PostInUse")
def _post_in_use(team: str) -> str:
    return _(
        "%(team)s: clients of the team have had this coach during the post, so it stays in the "
        "records. End it, or let it change from a day on.",
        team=team,
    )


@says("AccountClosed")
def _account_closed() -> str:
    return _("The account is closed, so its posts have ended. Open the account again first.")


@says("NotWithinPost")
def _not_within_post(since: date, until: date | None) -> str:
    if until is None:
        return _("The post began %(since)s. Choose a later day.", since=day(since))
    return _(
        "The post lasts %(since)s–%(until)s. Choose a day after the first one, %(until)s at the latest.",
        since=day(since),
        until=day(until),
    )


@says("AbsencesOverlap")
def _absences_overlap() -> str:
    return _("The person is away already on some of these days. Check the dates.")


@says("EndBeforeStart")
def _end_before_start() -> str:
    return _("The end date is before the start date. Check both dates.")


@says("TeamNameTaken")
def _team_name_taken() -> str:
    return _("There is already a team with this name. Choose another one.")


@says("ShortNameTaken")
def _short_name_taken() -> str:
    return _("Another team has this short name. Choose another one.")


@says("ShortNameWrong")
def _short_name_wrong() -> str:
    return _("Use small letters a–z, digits and hyphens in the short name.")


@says("OptionTaken")
def _option_taken(word: str) -> str:
    return _("“%(word)s” is in the list already. Change that one instead.", word=word)


@says("LastOption")
def _last_option() -> str:
    return _("Every intake asks for this, so one option must stay. Add another one first.")
