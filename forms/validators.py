"""Checks of what was typed; each says what to do."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from stdnum.exceptions import ValidationError as NumberRefused
from stdnum.fi import ytunnus
from wtforms.validators import StopValidation, ValidationError

from coaching import clock
from coaching.text import holds_identity_code


class Required:
    """Something must be given; False and 0 count as given.

    Args:
        message: what to do, naming the thing ("Enter the date of the contact.").
    """

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.errors:
            raise StopValidation
        if field.data is None or field.data == "" or field.data == ():
            raise StopValidation(str(self.message))


class NotInFuture:
    """A date up to today."""

    def __call__(self, form: Any, field: Any) -> None:
        if isinstance(field.data, date) and field.data > clock.today():
            raise ValidationError(_("The date is still ahead. Choose today or an earlier day."))


class NotBefore:
    """A date not before another field's date.

    Args:
        other: name of the other field.
        message: what to do; the end-before-start sentence unless given.
    """

    def __init__(self, other: str, message: Any = None) -> None:
        self.other, self.message = other, message

    def __call__(self, form: Any, field: Any) -> None:
        start = form[self.other].data
        if isinstance(field.data, date) and isinstance(start, date) and field.data < start:
            raise ValidationError(
                str(self.message)
                if self.message
                else _("The end date is before the start date. Check both dates.")
            )


class NoIdentityCode:
    """No Finnish personal identity code in the text (a real one, by its check character)."""

    def __call__(self, form: Any, field: Any) -> None:
        if holds_identity_code(field.data or ""):
            raise ValidationError(
                _("The text seems to hold a personal identity code. Remove it before saving.")
            )


class BusinessId:
    """A Finnish business ID with its check digit; written as 1234567-1 when it is right."""

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data:
            return
        try:
            digits = ytunnus.validate(field.data)
        except NumberRefused:
            raise ValidationError(
                _(
                    "Check the business ID. It has 7 digits, a hyphen and a check digit, "
                    "for example 1234567-1."
                )
            ) from None
        field.data = f"{digits[:7]}-{digits[7:]}"


class Email:
    """An e-mail address of the right shape; nothing is asked of the network."""

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data:
            return
        try:
            field.data = validate_email(field.data, check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError(
                _("Check the e-mail address. It looks like this: name@example.fi.")
            ) from None
