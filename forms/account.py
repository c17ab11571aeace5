"""Forms of signing in and of the own account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field
from wtforms.widgets import PasswordInput

from coaching import clock
from coaching.accounts.types import Grant, Language, Role
from coaching.i18n import language
from forms.base import BaseForm
from forms.choices import ChoiceField, TickField
from forms.fields import TextField
from forms.labels import register
from forms.refusals import says
from forms.validators import Email, Required

register(Role, {Role.COACH: _l("job coach"), Role.LEADER: _l("team leader")})
register(
    Grant,
    {
        Grant.MANAGER: _l("management"),
        Grant.REVIEWER: _l("external reviewer"),
        Grant.ADMINISTRATOR: _l("administrator"),
    },
)
register(Language, {Language.FI: "Suomi", Language.SV: "Svenska", Language.EN: "English"})


class PasswordField(Field):
    """A password: taken exactly as typed and never shown again."""

    widget = PasswordInput()

    def __init__(
        self, label: Any, validators: Any = (), *, autocomplete: str, hint: Any = "", **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.autocomplete, self.hint = autocomplete, hint

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the password, all of it."""
        self.data = str(valuelist[0]) if valuelist else ""


class SignInForm(BaseForm):
    """User name and password."""

    user_name = TextField(
        _l("User name"),
        [Required(_l("Enter your user name."))],
        autocomplete="username",
        limit=80,
    )
    password = PasswordField(
        _l("Password"),
        [Required(_l("Enter your password."))],
        autocomplete="current-password",
        hint=_l("You can paste the password from a password manager."),
    )


class ChangePasswordForm(BaseForm):
    """Present password and the new one twice."""

    password = PasswordField(
        _l("Present password"),
        [Required(_l("Enter your present password."))],
        autocomplete="current-password",
    )
    new_password = PasswordField(
        _l("New password"),
        [Required(_l("Enter a new password."))],
        autocomplete="new-password",
        hint=_l("At least 12 characters. A long phrase is good."),
    )
    password_again = PasswordField(
        _l("New password again"),
        [Required(_l("Enter the new password again."))],
        autocomplete="new-password",
    )


class OwnAccountForm(BaseForm):
    """Contact details for documents, and the language."""

    title = TextField(_l("Title"), hint=_l("Shown in documents for employers."), limit=120)
    phone = TextField(_l("Phone"), kind="tel", autocomplete="tel", limit=40)
    email = TextField(_l("E-mail"), [Email()], autocomplete="email", limit=200)
    language = ChoiceField(_l("Language"), Language, [Required(_l("Choose the language."))])
    key_n = TickField(
        _l("The key n opens the contact entry"),
        hint=_l("Switch it off if you steer by speech or press keys by accident."),
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by field name."""
        return {
            "title": self.title.data or "",
            "phone": self.phone.data or "",
            "email": self.email.data or "",
            "language": str(self.language.data),
            "key_n": bool(self.key_n.data),
        }


@says("SignInFailed")
def _sign_in_failed() -> str:
    return _("Sign-in did not work. Check the user name and password.")


@says("TooManyAttempts")
def _too_many_attempts(until: datetime) -> str:
    # The next whole minute, so that the wait is over when a clock shows it.
    moment = clock.local(until + timedelta(minutes=1) - timedelta(microseconds=1))
    sign = ":" if language() == "en" else "."
    return _(
        "There have been many attempts. Try again at %(time)s.",
        time=f"{moment.hour}{sign}{moment.minute:02}",
    )


@says("PasswordNotRight")
def _password_not_right() -> str:
    return _("This is not your present password. Check it.")


@says("PasswordsDiffer")
def _passwords_differ() -> str:
    return _("The new password was typed in two ways. Type it again.")


@says("PasswordUnchanged")
def _password_unchanged() -> str:
    return _("This is your present password. Choose another one.")


@says("PasswordTooShort")
def _password_too_short(least: int) -> str:
    return ngettext("Use at least %(num)s character.", "Use at least %(num)s characters.", least)


@says("PasswordEasy")
def _password_easy() -> str:
    return _("The password is easy to guess. Use a long phrase of your own.")
