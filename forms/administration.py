"""Forms of the administration page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from coaching.accounts.types import (
    GIVEN_BY_ADMINISTRATOR,
    Grant,
    NewPost,
    Role,
    minutes_of,
)
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField, TickField
from forms.fields import DayField, DecimalField, TextField, WeekHoursField, WholeNumberField
from forms.labels import label
from forms.validators import Email, Required


class ShareField(DecimalField):
    """A share of full time typed as per cent: 100, 50, 37,5 (with or without the sign)."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, least=Decimal(1), most=Decimal(100), **kwargs)

    def read(self, text: str) -> Decimal:
        """Read per cent, at most two decimals."""
        return super().read(text.rstrip("%").strip()).quantize(Decimal("0.01"))


class WorkingTimeField(WeekHoursField):
    """Working time a week: 38 h 15 min, 38:15, 38,25; data is minutes."""

    def unread(self) -> str:
        """Return the sentence for what is no working time of a week."""
        return _("Enter the working time of a week, for example 38 h 15 min.")

    too_long = unread


class NewPersonForm(BaseForm):
    """A new person: name and user name."""

    name = TextField(_l("Name"), [Required(_l("Enter the name."))], limit=120)
    user_name = TextField(
        _l("User name"),
        [Required(_l("Enter a user name."))],
        limit=80,
        hint=_l("For example first name and last name with a full stop between."),
    )


class PersonForm(NewPersonForm):
    """A person's details and grants."""

    title = TextField(_l("Title"), limit=120, hint=_l("Shown in documents for employers."))
    phone = TextField(_l("Phone"), kind="tel", limit=40)
    email = TextField(_l("E-mail"), [Email()], limit=200)
    grants = ChoicesField(
        _l("Rights without a post"),
        [(grant.value, label(grant)) for grant in GIVEN_BY_ADMINISTRATOR],
        hint=_l(
            "Management sees figures of all teams, the administrator keeps people and settings. "
            "Neither sees clients."
        ),
    )

    def values(self) -> dict[str, str]:
        """Return the details, by name."""
        names = ("name", "user_name", "title", "phone", "email")
        return {name: self[name].data or "" for name in names}

    def chosen_grants(self) -> frozenset[Grant]:
        """Return the grants chosen."""
        return frozenset(Grant(code) for code in self.grants.data or ())


class PostForm(BaseForm):
    """A post: team, role, share of full time, working time, dates."""

    team = ChoiceField(_l("Team"), (), [Required(_l("Choose the team."))])
    role = ChoiceField(_l("Role"), Role, [Required(_l("Choose the role."))])
    share = ShareField(
        _l("Share of full time"),
        [Required(_l("Enter the share of full time, for example 100 or 50."))],
        unit="%",
        hint=_l("A full-time coach has 20 places, a half-time coach 10."),
    )
    weekly_minutes = WorkingTimeField(
        _l("Working time a week"), hint=_l("Empty: 38 h 15 min times the share.")
    )
    since = DayField(_l("Begins"), [Required(_l("Enter the first day."))], past=False)
    until = DayField(
        _l("Ends"),
        past=False,
        hint=_l("The first day without the post. Empty while it goes on."),
    )

    def validate_until(self, field: Any) -> None:
        """Refuse an end that leaves no day to the post."""
        _refuse_no_day(
            self.since.data,
            field.data,
            _l("This would leave no day to the post: its end is the first day without it."),
        )

    def to_post(self, teams: dict[str, int]) -> NewPost:
        """Return the post as typed. Call after validation.

        Args:
            teams: keys of the teams by the codes that were offered.
        """
        assert self.share.data is not None  # noqa: S101 - Required has seen to it
        assert self.since.data is not None  # noqa: S101 - Required has seen to it
        share, minutes = self.share.data / 100, self.weekly_minutes.data
        return NewPost(
            team_id=teams[str(self.team.data)],
            role=Role(self.role.data),
            fte=share,
            weekly_minutes=minutes_of(share) if minutes is None else minutes,
            since=self.since.data,
            until=self.until.data,
        )


def post_values(team: str, post: Any) -> dict[str, Any]:
    """Return a stored post as its form shows it.

    The working time stays empty where it follows from the share, so that it goes on following.
    """
    follows = post.weekly_minutes == minutes_of(post.fte)
    return {
        "team": team,
        "role": Role(post.role),
        "share": post.fte * 100,
        "weekly_minutes": None if follows else post.weekly_minutes,
        "since": post.since,
        "until": post.until,
    }


class AbsenceForm(BaseForm):
    """An absence: first day away and first day back."""

    since = DayField(_l("First day away"), [Required(_l("Enter the first day away."))], past=False)
    until = DayField(_l("First day back"), past=False, hint=_l("Empty while the absence goes on."))

    def validate_until(self, field: Any) -> None:
        """Refuse a first day back that leaves no day away."""
        _refuse_no_day(
            self.since.data,
            field.data,
            _l("The first day back is the day the absence begins. Check both dates."),
        )


def _refuse_no_day(since: Any, until: Any, words: Any) -> None:
    if since is None or until is None:
        return
    if until < since:
        raise ValidationError(_("The end date is before the start date. Check both dates."))
    if until == since:
        raise ValidationError(str(words))


class TeamForm(BaseForm):
    """A team: its name, and a short name for addresses."""

    name = TextField(_l("Name"), [Required(_l("Enter the name."))], limit=120)
    short = TextField(
        _l("Short name"),
        [Required(_l("Enter a short name."))],
        limit=40,
        width="w8",
        hint=_l("Small letters a–z, digits and hyphens; stands in addresses of pages."),
    )


class CareTeamForm(BaseForm):
    """A treatment or support team."""

    name = TextField(_l("Name"), [Required(_l("Enter the name."))], limit=120)
    hidden = TickField(_l("Not offered any more"), hint=_l("Clients who have this team keep it."))


class OptionForm(BaseForm):
    """An option of a list, in three languages."""

    fi = TextField(_l("In Finnish"), [Required(_l("Enter the word in Finnish."))], limit=120)
    sv = TextField(_l("In Swedish"), [Required(_l("Enter the word in Swedish."))], limit=120)
    en = TextField(_l("In English"), [Required(_l("Enter the word in English."))], limit=120)
    hidden = TickField(
        _l("Not offered any more"), hint=_l("Where it has been chosen already, it stays.")
    )

    def words(self) -> dict[str, str]:
        """Return the words by language."""
        return {language: self[language].data or "" for language in ("fi", "sv", "en")}


class SettingsForm(BaseForm):
    """Settings of the organisation."""

    SETTINGS: ClassVar = ("name", "names_on", "asks_pay", "quiet_days")

    name = TextField(
        _l("Name of the organisation"), limit=120, hint=_l("Shown in documents for employers.")
    )
    names_on = TickField(_l("Keep client names"))
    asks_pay = TickField(
        _l("Ask what the job pays"), hint=_l("Form C asks no pay unless this is on.")
    )
    quiet_days = WholeNumberField(
        _l("Days without contact before a client is shown as due"),
        [Required(_l("Enter the number of days."))],
        least=7,
        most=365,
        unit=_l("days"),
    )

    def to_settings(self) -> dict[str, Any]:
        """Return the settings by name. Call after validate()."""
        return {
            "name": self.name.data or "",
            "names_on": bool(self.names_on.data),
            "asks_pay": bool(self.asks_pay.data),
            "quiet_days": self.quiet_days.data,
        }


class PlainForm(BaseForm):
    """A button without fields."""
