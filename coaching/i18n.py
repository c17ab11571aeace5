"""Languages: choice of locale, dates and numbers as words.md (2.5) sets them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask, g, request, session
from flask_babel import Babel, get_locale, gettext, ngettext

from coaching import clock
from coaching.paths import data_folder

LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
_BABEL_LOCALE = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_DAY = {"fi": "d.M.yyyy", "sv": "d.M.yyyy", "en": "d MMM yyyy"}
_DAY_LONG = {"fi": "d. MMMM yyyy", "sv": "d MMMM yyyy", "en": "d MMMM yyyy"}
# Finnish says "keskiviikkona" within a date and "keskiviikko" alone; the page wants the name alone.
_WEEKDAY = {"fi": "cccc d.M.yyyy", "sv": "cccc d.M.yyyy", "en": "cccc d MMMM yyyy"}
_SHORT = {"fi": "d.M.", "sv": "d.M.", "en": "d MMM"}


def language() -> str:
    """Return fi, sv or en: the language of this request."""
    locale = get_locale()
    code = str(locale.language) if locale is not None else "fi"
    return code if code in LANGUAGES else "fi"


def _choose() -> str:
    actor = g.get("actor")
    if actor is not None:
        return str(actor.language)
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES)) or str(g.get("language", "fi"))


def day(value: date | None) -> str:
    """Return a date as 24.11.2026 (24 Nov 2026 in English); nothing for None."""
    return "" if value is None else _format(value, _DAY)


def day_short(value: date) -> str:
    """Return a date without its year: 24.11."""
    return _format(value, _SHORT)


def day_long(value: date) -> str:
    """Return a date in words: 24. marraskuuta 2026."""
    return _format(value, _DAY_LONG)


def weekday(value: date) -> str:
    """Return weekday and date: tiistai 24.11.2026."""
    return _format(value, _WEEKDAY)


def week(value: date) -> int:
    """Return the ISO week number of a date."""
    return value.isocalendar().week


def time_of_day(value: datetime) -> str:
    """Return a moment's local clock time with its word: klo 9.05, kl. 9.05, 9:05."""
    moment = clock.local(value)
    return {
        "fi": f"klo {moment.hour}.{moment.minute:02}",
        "sv": f"kl. {moment.hour}.{moment.minute:02}",
        "en": f"{moment.hour}:{moment.minute:02}",
    }[language()]


def moment(value: datetime | None) -> str:
    """Return date and clock time of a moment, in Finland."""
    if value is None:
        return ""
    return f"{day(clock.local(value).date())} {time_of_day(value)}"


def number(value: int | Decimal | Fraction | float, decimals: int = 2) -> str:
    """Return a number with the language's decimal sign, at most `decimals` of them."""
    exact = (
        Decimal(value.numerator) / Decimal(value.denominator)
        if isinstance(value, Fraction)
        else value
    )
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    return str(format_decimal(exact, format=pattern, locale=_BABEL_LOCALE[language()]))


def amount(value: Decimal) -> str:
    """Return an amount of money without its sign, with two decimals: 1 463,50."""
    return str(format_decimal(value, format="#,##0.00", locale=_BABEL_LOCALE[language()]))


def percent(value: Fraction | Decimal | float, decimals: int = 0) -> str:
    """Return a share as per cent: 20 % with a hard space, 20% in English."""
    space = "" if language() == "en" else "\u00a0"
    return f"{number(Fraction(value) * 100, decimals)}{space}%"


def length_of(minutes: int) -> str:
    """Return a length of time in hours and minutes: 38 h 15 min, 38 h, 15 min."""
    hours, over = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)s min", minutes=over)
    if not over:
        return gettext("%(hours)s h", hours=hours)
    return gettext("%(hours)s h %(minutes)s min", hours=hours, minutes=over)


def days_ago(value: date) -> str:
    """Return how long ago a day was, in words."""
    days = (clock.today() - value).days
    if days == 0:
        return gettext("today")
    if days < 0:
        return day(value)
    return ngettext("yesterday", "%(num)s days ago", days)


def _format(value: date, formats: dict[str, str]) -> str:
    code = language()
    return format_date(value, format=formats[code], locale=_BABEL_LOCALE[code])


def init_app(app: Flask) -> None:
    """Set up the languages of the application and its template filters."""
    app.config["BABEL_DEFAULT_LOCALE"] = app.config.get("BABEL_DEFAULT_LOCALE", "fi")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(data_folder("translations"))
    Babel(app, locale_selector=_choose, default_timezone="Europe/Helsinki")
    for function in (
        day,
        day_short,
        day_long,
        weekday,
        week,
        time_of_day,
        moment,
        number,
        percent,
        length_of,
        days_ago,
    ):
        app.jinja_env.filters[function.__name__] = function
