"""Figures of the items as sentences: what the records say today, and what the next point asks."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from coaching.i18n import number, percent
from fidelity.results import AnyResult, Assisted, InsufficientData, Judged, Next, Score
from forms.labels import label

_PER_COACH = frozenset({"S3", "O1", "V6", "V13"})
"""Items whose points are the mean over coaches (fidelity scale, rule 2)."""

_LACKING: dict[str, Callable[[str, str], str]] = {
    "no_specialist": lambda _have, _need: _("No coach of the team is in post on this day."),
    "no_clients": lambda _have, _need: _("No client has an open assignment and an entry date yet."),
    "too_few_clients": lambda have, need: _(
        "Clients to count: %(have)s, needed %(need)s.", have=have, need=need
    ),
    "too_few_contacts": lambda have, need: _(
        "Contacts to count: %(have)s, needed %(need)s.", have=have, need=need
    ),
    "too_few_jobs": lambda have, need: _(
        "Jobs to count: %(have)s, needed %(need)s.", have=have, need=need
    ),
    "too_few_weeks": lambda have, need: _(
        "Weeks on record: %(have)s, needed %(need)s.", have=have, need=need
    ),
    "too_little_time_recorded": lambda _have, _need: _(
        "Too little of the working time is on record. Confirm the weeks."
    ),
    "no_specialist_scored": lambda _have, _need: _(
        "No coach has been in post, or has enough on record, for long enough."
    ),
}


_MEASURES: dict[str, Callable[[], str]] = {
    "weekly_meeting": lambda: _("At the treatment team’s weekly meeting"),
    "weeks_with_group_supervision": lambda: _("Weeks with group supervision"),
    "shut_out": lambda: _("Shut out of decided referrals"),
    "before_start": lambda: _("Advice offered before the start"),
    "talked_before": lambda: _("Talk before the first employer contact"),
    "kept_up": lambda: _("Profile kept up after starts and ends"),
    "sought": lambda: _("Sought after 30 days without a meeting"),
    "support_contact": lambda: _("Supported in the last month, of those in work"),
    "weeks_with_contact": lambda: _("weeks with a contact"),
    "months_with_contact": lambda: _("months with a contact"),
    "months_with_meeting": lambda: _("months with a meeting"),
    "after_month_1": lambda: _("contact after the first month"),
    "four_months": lambda: _("support for four months"),
    "weekly_first_month": lambda: _("weekly in the first month"),
    "monthly_to_a_year": lambda: _("monthly up to a year"),
    "before_start_of_job": lambda: _("met before the start"),
    "after_start": lambda: _("met within three days of the start"),
    "after_loss": lambda: _("contact after a job loss"),
    "people_in_job": lambda: _("people in a job"),
}
"""What is counted in a share; of an assisted item the one that tells most is shown."""


def figure(result: AnyResult) -> str:
    """Return what the records say of an item, as words."""
    if isinstance(result, InsufficientData):
        have, need = number(result.have), number(Fraction(ceil(result.need)))
        if result.item == "O1" and result.reason_code == "too_few_clients":
            return str(
                _(
                    "Clients whose treatment team is known: %(have)s, needed %(need)s.",
                    have=have,
                    need=need,
                )
            )
        return str(_LACKING[result.reason_code](have, need))
    if isinstance(result, Judged):
        return str(_("A person scores this from evidence."))
    if isinstance(result, Assisted):
        return _assisted(result)
    return _scored(result)


def following(result: AnyResult) -> str:
    """Return what the next point asks, as words; empty where nothing is known of it."""
    if isinstance(result, Score):
        if result.points_if_confirmed:
            return str(
                _(
                    "%(points)s points when a person confirms that support steps down.",
                    points=result.points_if_confirmed,
                )
            )
        if result.next is None:
            return str(_("Full points."))
        return str(
            _(
                "%(points)s points: %(edge)s",
                points=result.next.points,
                edge=_of_measures(result, result.next) or _edge(result, result.next.edge),
            )
        )
    if isinstance(result, Assisted):
        return _to_confirm(result)
    return ""


def _scored(score: Score) -> str:
    own = _OWN.get(score.item)
    if own is not None:
        return str(own(score))
    if score.item in _PER_COACH:
        return _mean(score)
    return _share(score)


def _mean(score: Score) -> str:
    value = Fraction(0) if score.value is None else score.value
    if not score.coaches:
        return number(value)
    return ngettext(
        "Mean of the points %(mean)s, %(num)s coach",
        "Mean of the points %(mean)s, %(num)s coaches",
        len(score.coaches),
        mean=number(value),
    )


def _share(score: Score) -> str:
    if score.value is None or score.numerator is None or score.denominator is None:
        return ""
    return str(
        _(
            "%(part)s of %(whole)s = %(share)s",
            part=number(score.numerator, 0),
            whole=number(score.denominator, 0),
            share=percent(score.value),
        )
    )


def _s1(score: Score) -> str:
    return str(
        _(
            "%(value)s clients per full-time coach (%(clients)s / %(fte)s)",
            value=_plain(score.value),
            clients=_plain(score.numerator),
            fte=_plain(score.denominator),
        )
    )


def _s2(score: Score) -> str:
    return str(_("%(share)s of the working time", share=percent(score.value or Fraction(0), 1)))


def _o3(score: Score) -> str:
    weeks, months = score.measures["weeks_with_contact"], score.measures["months_with_meeting"]
    return str(
        _(
            "Contacts in %(weeks)s of %(all)s weeks, meetings in %(months)s of %(three)s months",
            weeks=weeks.numerator,
            all=weeks.denominator,
            months=months.numerator,
            three=months.denominator,
        )
    )


def _v4(score: Score) -> str:
    return str(
        _(
            "%(days)s days on average, median %(median)s",
            days=_plain(score.value, 1),
            median=_plain(score.shown_beside.get("median"), 1),
        )
    )


def _v10(score: Score) -> str:
    now = ngettext(
        "%(num)s person in a job now",
        "%(num)s people in a job now",
        int(score.shown_beside["people_in_job"]),  # type: ignore[arg-type]
    )
    share = _share(score)
    return f"{now}, {share}" if share else now


def _v12(score: Score) -> str:
    months = score.measures["four_months"]
    share = percent(months.value) if months.value is not None else "–"
    return str(
        _(
            "Support for four months: %(part)s of %(whole)s jobs = %(share)s",
            part=months.numerator,
            whole=months.denominator,
            share=share,
        )
    )


_OWN: dict[str, Callable[[Score], str]] = {
    "S1": _s1,
    "S2": _s2,
    "O3": _o3,
    "V4": _v4,
    "V10": _v10,
    "V12": _v12,
}


def _of_measures(score: Score, following: Next) -> str:
    """Say which figures must reach the edge; empty where it is the value."""
    said = []
    for name in following.of:
        measure = score.measures.get(name)
        asked = (
            number(following.edge)
            if measure is None
            else f"{ceil(following.edge * measure.denominator)}/{measure.denominator}"
        )
        said.append(f"{_measure_words(score.item, name)} {asked}")
    return ", ".join(said)


def _measure_words(item: str, name: str) -> str:
    # The share of jobs before whose start the client was met is another one than V1's.
    key = "before_start_of_job" if (item, name) == ("V12", "before_start") else name
    return str(_MEASURES[key]())


def _edge(score: Score, edge: Fraction) -> str:
    if score.item == "S1":
        return str(_("up to %(edge)s clients", edge=number(edge)))
    if score.item == "V4":
        return str(_("at most %(edge)s days", edge=number(edge)))
    if score.item in _PER_COACH:
        return str(_("mean over %(edge)s", edge=number(edge)))
    return str(_("at least %(edge)s", edge=percent(edge)))


def _assisted(result: Assisted) -> str:
    said: list[str] = []
    parts = [there for there in result.components.values() if there is not None]
    if parts:
        said.append(
            str(
                _(
                    "%(present)s of %(all)s parts on record",
                    present=sum(parts),
                    all=len(result.components),
                )
            )
        )
    said += [
        f"{_MEASURES[name]()} {measure.numerator}/{measure.denominator}"
        for name, measure in list(result.measures.items())[:1]
        if measure.denominator
    ]
    if result.ceiling is not None:
        said.append(str(_("at most %(points)s points", points=result.ceiling)))
    if result.proposal is not None:
        said.append(str(_("the records speak for %(points)s points", points=result.proposal)))
    return ", ".join(said) or str(_("The records say nothing yet."))


def _to_confirm(result: Assisted) -> str:
    open_parts = sum(there is None for there in result.components.values())
    if not open_parts:
        return str(_("A person confirms."))
    return ngettext("A person says of %(num)s part", "A person says of %(num)s parts", open_parts)


def _plain(value: Any, decimals: int = 2) -> str:
    return number(value, decimals) if isinstance(value, int | Fraction) else "–"


def record(kind: str, codes: tuple[Any, ...], words: str) -> str:
    """Return what a record behind a figure is, as words."""
    if words:
        return words
    named = {
        "client": _("Client"),
        "referral": _("Referral"),
        "log": _("The leader looked at the employer log"),
        "coach": _("Coach"),
    }
    if kind in named:
        return str(named[kind])
    return ", ".join(str(label(code)) for code in codes)
