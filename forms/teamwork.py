"""Forms of what a team does together: something held, a recurring meeting, treatment teams, settings."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from coaching import clock
from coaching.accounts.types import TeamQuality
from coaching.teamwork.types import (
    MOST_WEEKS,
    RECURRING,
    WITH_PEOPLE,
    EventKind,
    NewEvent,
    NewLink,
    NewSeries,
)
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField, YesNoField
from forms.fields import DayField
from forms.labels import label
from forms.teamwork_words import weekday_words
from forms.validators import NotInFuture, Required

Pairs = list[tuple[str, str]]


class EventForm(BaseForm):
    """Something that was held: only what matters of its kind is asked (`ask`)."""

    on = DayField(_l("Day"), [Required(_l("Enter the day.")), NotInFuture()])
    held = YesNoField(_l("Was it held?"), [Required(_l("Choose whether it was held."))])
    care_team = ChoiceField(_l("Treatment team"), as_list=True)
    people = ChoicesField(_l("Who was there"), chips=True, hint=_l("Tick everybody who was there."))

    def ask(
        self, kind: EventKind, people: Pairs, care_teams: Pairs, *, new: bool, day: bool = True
    ) -> None:
        """Leave out what is not asked of a kind, and offer the rest.

        Args:
            new: what was not held is not added, so a new one is not asked about that.
            day: False when the day is known beforehand.
        """
        if new:
            del self.held
        if not day:
            del self.on
        if kind is EventKind.CARE_TEAM_MEETING and day:
            self.care_team.set_options(care_teams)
        else:
            del self.care_team
        if kind in WITH_PEOPLE:
            self.people.set_options(people)
        else:
            del self.people

    def to_event(self, kind: EventKind) -> NewEvent:
        """Return what was typed. Call after validation."""
        return NewEvent(
            on=self._typed("on") or clock.today(),
            kind=kind,
            people=tuple(self._typed("people") or ()),
            care_team_id=_key(self._typed("care_team")),
            held=self._typed("held") is not False,
        )

    def _typed(self, name: str) -> Any:
        return self[name].data if name in self else None


class SeriesForm(BaseForm):
    """A recurring meeting: what, on which weekday, every so many weeks, from when."""

    kind = ChoiceField(
        _l("What is held"),
        lambda: [(kind.value, label(kind)) for kind in RECURRING],
        [Required(_l("Choose what is held."))],
        as_list=True,
    )
    care_team = ChoiceField(
        _l("Treatment team"), as_list=True, empty=_l("none"),
        hint=_l("Only for treatment team meetings."),
    )  # fmt: skip
    weekday = ChoiceField(
        _l("Weekday"),
        lambda: [(str(day), weekday_words(day)) for day in range(1, 6)],
        [Required(_l("Choose the weekday."))],
    )
    every_weeks = ChoiceField(
        _l("How many weeks from one time to the next"),
        [(str(weeks), str(weeks)) for weeks in range(1, MOST_WEEKS + 1)],
        [Required(_l("Choose the number of weeks."))],
        as_list=True,
        hint=_l("1 is every week, 4 about once a month, 13 once a quarter."),
    )
    since = DayField(
        _l("First day"),
        [Required(_l("Enter the first day."))],
        past=False,
        hint=_l("It is held for the first time on the first such weekday from this day on."),
    )
    until = DayField(_l("Not held any more from"), past=False, hint=_l("Empty while it goes on."))

    def to_series(self) -> NewSeries:
        """Return what was typed. Call after validation."""
        return NewSeries(
            kind=EventKind(str(self.kind.data)),
            weekday=int(self.weekday.data),
            every_weeks=int(self.every_weeks.data),
            since=self.since.data or clock.today(),
            until=self.until.data,
            care_team_id=_key(self.care_team.data),
        )


class LinkForm(BaseForm):
    """A coach belongs to a treatment team from a day on."""

    coach = ChoiceField(_l("Coach"), (), [Required(_l("Choose the coach."))], as_list=True)
    care_team = ChoiceField(
        _l("Treatment team"), (), [Required(_l("Choose the treatment team."))], as_list=True
    )
    since = DayField(_l("Belongs to it from"), [Required(_l("Enter the first day."))], past=False)
    until = DayField(
        _l("Does not belong to it any more from"), past=False, hint=_l("Empty while it goes on.")
    )

    def to_link(self) -> NewLink:
        """Return what was typed. Call after validation."""
        return NewLink(
            coach=str(self.coach.data),
            care_team_id=int(self.care_team.data),
            since=self.since.data or clock.today(),
            until=self.until.data,
        )


class SettingsForm(BaseForm):
    """What the leader tells of the own team; made by `settings_form`, with a field for each coach."""

    apart_from_treatment = YesNoField(
        _l("Does the service work apart from treatment?"),
        [Required(_l("Choose yes or no."))],
        hint=_l(
            "Yes, if the coaches do not work together with the treatment teams of the clients at "
            "all. Item O1 then has 1 point, whatever the records tell."
        ),
    )
    excludes_by_rule = YesNoField(
        _l("Does a written rule keep somebody out of the service?"),
        [Required(_l("Choose yes or no."))],
        hint=_l(
            "For example a rule that asks for months without substances or for a doctor’s opinion on "
            "readiness for work. Item O6 then has 1 point at most."
        ),
    )
    posts: tuple[str, ...] = ()

    def needs_mentoring(self) -> dict[str, bool | None]:
        """Return by post whether the coach is new or in need of help; None when not told."""
        return {post: self[f"post_{post}"].data for post in self.posts}

    def coaches(self) -> list[YesNoField]:
        """Return the field of each coach."""
        return [self[f"post_{post}"] for post in self.posts]


def settings_form(told: TeamQuality) -> SettingsForm:
    """Make the form of a team's settings, filled with what has been told."""
    fields: dict[str, object] = {"posts": tuple(one.post_id for one in told.coaches)}
    for one in told.coaches:
        fields[f"post_{one.post_id}"] = YesNoField(one.name)
    made: SettingsForm = type("TeamSettingsForm", (SettingsForm,), fields)(
        data={**settings_values(told), "row_version": told.version}
    )
    return made


def settings_values(told: TeamQuality) -> dict[str, object]:
    """Return what has been told, by field name."""
    return {
        "apart_from_treatment": told.apart_from_treatment,
        "excludes_by_rule": told.excludes_by_rule,
        **{f"post_{one.post_id}": one.needs_mentoring for one in told.coaches},
    }


def _key(value: Any) -> int | None:
    return int(value) if value else None
