"""The rules of contacts that can refuse one."""

from __future__ import annotations

from coaching.errors import Refusal


class ContactAhead(Refusal):
    """A contact is never dated in the future."""

    field = "on"


class ContactBeforeKnown(Refusal):
    """The day is before the client was known to the service. Facts: known."""

    field = "on"


class ContactAfterClosing(Refusal):
    """The day is after the service of the client ended. Facts: closed."""

    field = "on"


class ClientNotChosen(Refusal):
    """Only a contact with an employer can be about no client."""

    field = "client"


class PlaceNotChosen(Refusal):
    """A contact face to face has a place."""

    field = "place"


class EmployerNotChosen(Refusal):
    """A contact with an employer names the employer."""

    field = "employer"


class MeetingPurposeMissing(Refusal):
    """An employer that was reached was met for something."""

    field = "meeting_purpose"


class SpeakForWhom(Refusal):
    """Whoever speaks for a client says for which one."""

    field = "client"


class NothingIsTold(Refusal):
    """The client has decided that employers are told nothing, so nobody speaks for the client."""

    field = "meeting_purpose"


class LengthOutside(Refusal):
    """Minutes fit one day."""

    field = "minutes"


class NoteOverLimit(Refusal):
    """The note is too long. Facts: over, characters above the limit."""

    field = "note"


class TeamNotChosen(Refusal):
    """A person with posts in several teams says which one met the employer."""

    field = "team"


class WeekAhead(Refusal):
    """A week that has not begun cannot have been looked at."""


class WhyMissing(Refusal):
    """A contact is withdrawn with a reason."""

    field = "why"


class AlreadyWithdrawn(Refusal):
    """The contact has been withdrawn."""


class NotWithdrawn(Refusal):
    """The contact stands as it is."""


class TooLateToBringBack(Refusal):
    """More than 30 days have passed since the contact was withdrawn. Facts: days."""


class NotYourClientThen(Refusal):
    """The person did not coach the client on the day, and does not now."""

    field = "on"


class CoachOfOtherTeam(Refusal):
    """A meeting of a team's older log was made by somebody who has never worked in the team."""
