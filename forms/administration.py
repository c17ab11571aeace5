"""Forms of the administration page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coaching.accounts.types import FULL_WEEK_MINUTES, Grant, NewPost, Role
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField, TickField
from forms.fields import DayField, DecimalField, TextField, WholeNumberField
from forms.labels import label
from forms.refusals import says
from forms.validators import Email, NotBefore, Required

_GRANTS = [(grant.value, label(grant)) for grant in (Grant.MANAGER, Grant.ADMINISTRATOR)]


class ShareField(DecimalField):
    """A share of full time typed as per cent: 100, 50, 37,5 (with or without the sign)."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, least=Decimal(1), most=Decimal(100), **kwargs)

    def read(self, text: str) -> Decimal:
        """Read per cent, at most two decimals."""
        return super().read(text.rstrip("%").strip()).quantize(Decimal("0.01"))


class NewPersonForm(BaseForm):
    """A new person: name and user name."""

    name = TextField(_l("Name"), [Required(_l("Enter the name."))], limit=120)
    user_name = TextField(
        _l("User name"),
        [Required(_l("Enter a user name."))],
        limit=80,
        hint=_l("For example first name and last name with a full stop between."),
    )


class PersonForm(BaseForm):
    """A person's details and grants."""

    name = TextField(_l("Name"), [Required(_l("Enter the name."))], limit=120)
    title = TextField(_l("Title"), limit=120)
    phone = TextField(_l("Phone"), kind="tel", limit=40)
    email = TextField(_l("E-mail"), [Email()], limit=200)
    grants = ChoicesField(
        _l("Rights without a post"),
        _GRANTS,
        hint=_l(
            "Management sees figures of all teams, the administrator keeps people and settings."
        ),
    )

    def values(self) -> dict[str, str]:
        """Return the details, by name."""
        return {name: self[name].data or "" for name in ("name", "title", "phone", "email")}

    def chosen_grants(self, had: frozenset[Grant]) -> frozenset[Grant]:
        """Return the grants chosen; the reviewer's grant is not changed here."""
        return frozenset(Grant(code) for code in self.grants.data or ()) | (had & {Grant.REVIEWER})


class PostForm(BaseForm):
    """A post: team, role, share of full time, minutes a week, dates."""

    team = ChoiceField(_l("Team"), (), [Required(_l("Choose the team."))], as_list=True)
    role = ChoiceField(_l("Role"), Role, [Required(_l("Choose the role."))])
    share = ShareField(
        _l("Share of full time"),
        [Required(_l("Enter the share of full time, for example 100 or 50."))],
        unit="%",
        hint=_l("A full-time coach has 20 places, a half-time coach 10."),
    )
    weekly_minutes = WholeNumberField(
        _l("Working time a week in minutes"),
        least=0,
        most=7 * 24 * 60,
        hint=_l("Empty: 38 h 15 min times the share."),
    )
    since = DayField(_l("Begins"), [Required(_l("Enter the first day."))], past=False)
    until = DayField(
        _l("Ends"), [NotBefore("since")], past=False, hint=_l("The first day without the post.")
    )

    def to_post(self) -> NewPost:
        """Return the post as typed. Call after validation."""
        assert self.share.data is not None  # noqa: S101 - Required has seen to it
        assert self.since.data is not None  # noqa: S101 - Required has seen to it
        share = self.share.data / 100
        minutes = self.weekly_minutes.data
        return NewPost(
            team_id=int(self.team.data),
            role=Role(self.role.data),
            fte=share,
            weekly_minutes=int(FULL_WEEK_MINUTES * share) if minutes is None else minutes,
            since=self.since.data,
            until=self.until.data,
        )


class AbsenceForm(BaseForm):
    """An absence: first day away and first day back."""

    since = DayField(_l("First day away"), [Required(_l("Enter the first day away."))], past=False)
    until = DayField(
        _l("First day back"),
        [NotBefore("since")],
        past=False,
        hint=_l("Empty while the absence goes on."),
    )


class TeamForm(BaseForm):
    """A team: its name, and a short name for addresses."""

    name = TextField(_l("Name"), [Required(_l("Enter the name."))], limit=120)
    short = TextField(
        _l("Short name"),
        [Required(_l("Enter a short name."))],
        limit=40,
        width="w8",
        hint=_l("Small letters, digits and hyphens; shown in addresses."),
    )


class CareTeamForm(BaseForm):
    """A treatment or support team."""

    name = TextField(_l("Name"), [Required(_l("Enter the name."))], limit=120)
    hidden = TickField(_l("Not offered any more"))


class OptionForm(BaseForm):
    """An option of a list, in three languages."""

    fi = TextField(_l("In Finnish"), [Required(_l("Enter the word in Finnish."))], limit=120)
    sv = TextField(_l("In Swedish"), [Required(_l("Enter the word in Swedish."))], limit=120)
    en = TextField(_l("In English"), [Required(_l("Enter the word in English."))], limit=120)
    hidden = TickField(_l("Not offered any more"))


class SettingsForm(BaseForm):
    """Settings of the organisation."""

    name = TextField(
        _l("Name of the organisation"), limit=120, hint=_l("Shown in documents for employers.")
    )
    names_on = TickField(
        _l("Keep client names"),
        hint=_l(
            "Off: clients are known by a code only. On: the name is kept encrypted, and the service may "
            "count as a client data system that must be notified to the authority."
        ),
    )


class PlainForm(BaseForm):
    """A button without fields."""


@says("UserNameTaken")
def _user_name_taken() -> str:
    return _("Somebody has this user name. Choose another one.")


@says("LastAdministrator")
def _last_administrator() -> str:
    return _("There must be one administrator. Give the right to somebody else first.")


@says("PostsOverlap")
def _posts_overlap() -> str:
    return _("The person already has this role in the team on some of these days. Check the dates.")


@says("EndBeforeStart")
def _end_before_start() -> str:
    return _("The end date is before the start date. Check both dates.")


@says("TeamNameTaken")
def _team_name_taken() -> str:
    return _("There is already a team with this name. Choose another one.")


@says("ShortNameWrong")
def _short_name_wrong() -> str:
    return _("Use small letters a–z, digits and hyphens in the short name.")


@says("OptionCodeTaken")
def _option_taken() -> str:
    return _("The list already has this word. Change that one instead.")
