"""The rules of what a team does together that can refuse something."""

from __future__ import annotations

from coaching.errors import Refusal


class EventAhead(Refusal):
    """The day is still to come."""

    field = "on"


class BeforeTeam(Refusal):
    """The day is before the first post of the team. Facts: first (None: there is no post yet)."""

    def __init__(self, field: str, **facts: object) -> None:
        super().__init__(**facts)
        self.field = field


class NotOfTeam(Refusal):
    """Somebody had no post in the team on the day. Facts: names, on."""

    field = "people"


class NobodyThere(Refusal):
    """Of what was held it matters who was there, and nobody is named."""

    field = "people"


class CareTeamMissing(Refusal):
    """A treatment team meeting is of some treatment team."""

    field = "care_team"


class InCalendarAlready(Refusal):
    """The same was held on the same day already."""

    field = "on"


class TickedAlready(Refusal):
    """Somebody has told already whether the recurring meeting was held."""


class OutsideItsWeek(Refusal):
    """A recurring meeting stays in the week it belongs to. Facts: monday."""

    field = "on"


class SeriesInUse(Refusal):
    """What a recurring meeting is cannot change once it has been ticked."""

    field = "kind"


class LinksOverlap(Refusal):
    """The coach belongs to the treatment team already on some of the days."""

    field = "since"
