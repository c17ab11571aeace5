"""Fields that understand what people type and say in words what to mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Field, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from coaching import clock
from coaching.i18n import length_of

_DAY_FIRST = re.compile(r"^(\d{1,2})\s*[.\-/ ]\s*(\d{1,2})\s*[.\-/ ]?\s*(\d{4}|\d{2})?\.?$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DURATION = re.compile(
    r"^(?:(\d{1,9})\s*(?:h|t|tim|tuntia?|hours?)\.?)?\s*(?:(\d{1,9})\s*(?:min|minuuttia?|minuter|minutes?|m)?\.?)?$"
)
_CLOCK = re.compile(r"^(\d{1,3}):([0-5]\d)$")
_DECIMAL_HOURS = re.compile(r"^(\d{1,3}(?:,\d{1,2}|\.\d)?)\s*(?:h|t|tim|tuntia?|hours?)?\.?$")
_LONE_MARKS = str.maketrans("", "", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class TextField(StringField):
    """One line or many: trimmed, composed, without control characters.

    Emoji and right-to-left letters stay; marks that would turn round the text after them go.

    Args:
        limit: most characters; a longer text is kept on the page and refused, never cut.
        rows: lines of a text area; None for one line.
        width: class of the control's width, "" for full.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        limit: int = 200,
        rows: int | None = None,
        hint: Any = "",
        width: str = "",
        autocomplete: str = "",
        kind: str = "text",
        options: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.limit, self.rows, self.hint, self.width = limit, rows, hint, width
        self.autocomplete, self.kind, self.options = autocomplete, kind, list(options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Tidy what was typed."""
        self.data = tidy(valuelist[0], lines=self.rows is not None) if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        """Refuse a text over the limit, saying by how much."""
        over = len(self.data or "") - self.limit
        if over > 0:
            raise ValidationError(too_long(over))


def tidy(text: str, *, lines: bool = False) -> str:
    """Return a text trimmed, composed (NFC) and without control or direction marks."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_LONE_MARKS)
    kept = "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.strip() if lines else " ".join(kept.split())


def too_long(over: int) -> str:
    """Return the sentence for a text that is `over` characters too long."""
    return str(
        ngettext(
            "The text is %(num)s character too long. Shorten it.",
            "The text is %(num)s characters too long. Shorten it.",
            over,
        )
    )


class DayField(Field):
    """A calendar date typed freely: 1.9.26, 1.9., 1.9.2026, 2026-09-01; shown back in full.

    Args:
        past: only days up to today make sense: a day without a year is then the latest such day
            not after today, otherwise the nearest one.
    """

    widget = TextInput()

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        past: bool = True,
        hint: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.past, self.hint, self.width = past, hint, "w8"
        self.typed: str | None = None

    def _value(self) -> str:
        """Show what was typed when it is not a date, else the date in full."""
        if self.data is None:
            return self.typed or ""
        return f"{self.data.day}.{self.data.month}.{self.data.year}"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Understand what was typed."""
        self.typed, self.data = tidy(valuelist[0]) if valuelist else "", None
        if not self.typed:
            return
        self.data = read_day(self.typed[:40], clock.today(), past=self.past)
        if self.data is None:
            raise ValueError(
                _(
                    "“%(value)s” is not in the calendar. Write the date like this: 24.11.2026.",
                    value=self.typed[:40],
                )
            )


def read_day(text: str, today: date, *, past: bool) -> date | None:
    """Return the date a text means, None when it is not in the calendar."""
    year_first = _YEAR_FIRST.match(text)
    if year_first:
        return _day(*(int(part) for part in year_first.groups()))
    day_first = _DAY_FIRST.match(text)
    if not day_first:
        return None
    day, month = int(day_first[1]), int(day_first[2])
    if day_first[3]:
        year = int(day_first[3])
        return _day(year if year > 99 else 2000 + year, month, day)
    near = [found for year in (-1, 0, 1) if (found := _day(today.year + year, month, day))]
    if past:
        near = [found for found in near if found <= today] or near
        return max(near, default=None) if near and near[0] <= today else min(near, default=None)
    return min(near, key=lambda found: abs((found - today).days), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


class _TypedNumber(Field):
    """A number typed as text, kept as typed when it cannot be understood."""

    widget = TextInput()
    numeric = True

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        hint: Any = "",
        unit: Any = "",
        width: str = "w8",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.hint, self.unit, self.width = hint, unit, width
        self.typed = ""

    def _value(self) -> str:
        return self.typed or ("" if self.data is None else self.show(self.data))

    def show(self, value: Any) -> str:
        """Write the value as a person would."""
        return str(value)

    def read(self, text: str) -> Any:
        """Turn what was typed into the value, raising ValueError with a sentence."""
        raise ValueError(text)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Understand what was typed."""
        self.typed, self.data = (tidy(valuelist[0]) if valuelist else ""), None
        if self.typed:
            self.data = self.read(self.typed)


class WholeNumberField(_TypedNumber):
    """A whole number between two ends, both included."""

    def __init__(
        self, label: Any = None, validators: Any = (), *, least: int, most: int, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most

    def read(self, text: str) -> int:
        """Read digits, refusing what lies outside."""
        number = text.replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
        if not re.fullmatch(r"-?\d{1,18}", number):
            raise ValueError(_("Enter a whole number, for example 12."))
        if not self.least <= int(number) <= self.most:
            raise ValueError(self.outside())
        return int(number)

    def outside(self) -> str:
        """Return the sentence for a number outside the ends."""
        return _("Enter a number from %(least)s to %(most)s.", least=self.least, most=self.most)


class MinutesField(WholeNumberField):
    """A length in minutes: 45, 45 min, 1 h 30; at most a day."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, least=0, most=24 * 60, **kwargs)

    def read(self, text: str) -> int:
        """Read minutes, or hours and minutes."""
        found = _DURATION.match(text.lower())
        if found and found[1]:
            return super().read(str(int(found[1]) * 60 + int(found[2] or 0)))
        return super().read(found[2] if found and found[2] else text)

    def outside(self) -> str:
        """Return the sentence for minutes that do not fit a day."""
        return _("Enter the length as minutes, from 0 to 1440.")


class WeekHoursField(_TypedNumber):
    """A length within a week, typed as hours: 3,5 or 3:30 or 3 h 30 min; data is minutes.

    A number alone is hours. Two digits after a point may mean minutes or hundredths: that is asked.
    """

    def show(self, value: int) -> str:
        """Write hours and minutes with their units."""
        return length_of(value)

    def read(self, text: str) -> int:
        """Read hours and minutes, refusing more than a week has."""
        minutes = read_hours(text)
        if minutes is None:
            raise ValueError(self.unread())
        if minutes > 7 * 24 * 60:
            raise ValueError(self.too_long())
        return minutes

    def unread(self) -> str:
        """Return the sentence for what cannot be read."""
        return _("Write the time in hours like this: 3,5 or 3:30 or 3 h 30 min.")

    def too_long(self) -> str:
        """Return the sentence for more than a week."""
        return _("A week has 168 hours. Check the times.")


def read_hours(text: str) -> int | None:
    """Return the minutes that typed hours mean, None when they may mean two things or nothing."""
    text = text.lower()
    if clock_like := _CLOCK.match(text):
        return int(clock_like[1]) * 60 + int(clock_like[2])
    if hours := _DECIMAL_HOURS.match(text):
        return floor(Fraction(hours[1].replace(",", ".")) * 60 + Fraction(1, 2))
    if (found := _DURATION.match(text)) and any(found.groups()):
        return int(found[1] or 0) * 60 + int(found[2] or 0)
    return None


class DecimalField(_TypedNumber):
    """A number with a decimal comma or point, between two ends."""

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        least: Decimal,
        most: Decimal,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most

    def show(self, value: Decimal) -> str:
        """Write with a decimal comma."""
        return f"{value.normalize():f}".replace(".", ",")

    def read(self, text: str) -> Decimal:
        """Read the number, refusing what lies outside."""
        try:
            number = (
                Decimal(text.replace(",", ".").replace("\u2212", "-")) if len(text) < 20 else None
            )
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            raise ValueError(_("Enter a number, for example 12 or 7.5."))
        if not self.least <= number <= self.most:
            raise ValueError(
                _(
                    "Enter a number from %(least)s to %(most)s.",
                    least=self.show(self.least),
                    most=self.show(self.most),
                )
            )
        return number


class HoursField(_TypedNumber):
    """Hours a week, a number or a range: 20, 7,5, 15–20; data is a text in one form."""

    _NUMBER = r"\d{1,3}(?:[.,]\d)?"

    def read(self, text: str) -> str:
        """Read a number or a range and write it in one form, with an en dash."""
        found = re.fullmatch(
            rf"({self._NUMBER})(?:\s*[-\u2013\u2212]\s*({self._NUMBER}))?\s*(?:h|t)?", text
        )
        if not found:
            raise ValueError(_("Enter the hours as numbers, for example 20 or 15–20."))
        ends = [Decimal(part.replace(",", ".")) for part in found.groups() if part]
        if any(not 0 < end <= 168 for end in ends) or ends != sorted(ends):
            raise ValueError(_("Enter the hours as numbers, for example 20 or 15–20."))
        return "–".join(f"{end.normalize():f}".replace(".", ",") for end in ends)
