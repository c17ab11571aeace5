"""The rules of employer meetings that can refuse one."""

from __future__ import annotations

from coaching.errors import Refusal


class EmployerGone(Refusal):
    """There is no such employer in the register any more."""

    field = "employer"


class EmployerBanned(Refusal):
    """The employer must not be contacted. Facts: until (None: until further notice), by."""

    field = "employer"


class PersonNotChosen(Refusal):
    """Whoever was reached is chosen, typed, or said to be unnamed."""

    field = "person"


class DecidesMissing(Refusal):
    """Of somebody who is not on the card it is said whether they decide on hiring."""

    field = "decides"


class LinkNotAllowed(Refusal):
    """The client has not allowed that somebody speaks for them. Facts: why (`WhyMissing`)."""

    field = "client"


class MatchMissing(Refusal):
    """With a client it is said whether the employer matches the client's goal."""

    field = "match"


class ResultMissing(Refusal):
    """A meeting that reached somebody had a result."""

    field = "result"


class BanNotSaid(Refusal):
    """When an employer wants no contact, it is said whether the card is to hold that."""

    field = "ban"


class NextBeforeMeeting(Refusal):
    """The next step comes after the meeting."""

    field = "next_on"
