"""What form A, talks and the introduction can be refused for."""

from __future__ import annotations

from coaching.errors import Refusal


class VersionOpen(Refusal):
    """The newest version is still open, so no next one is begun."""


class VersionReady(Refusal):
    """The version is ready: it is reopened before anything in it is changed."""


class NotReadyYet(Refusal):
    """Answers that the form asks for are missing."""


class SectionAlwaysAsked(Refusal):
    """The section cannot be skipped."""


class ReviewDayPassed(Refusal):
    """The day to talk again is not after the talk."""

    field = "review_on"


class FiguresMissing(Refusal):
    """A round without any figure."""

    field = "work_ability"


class MappingEmpty(Refusal):
    """A mapping of skills has a summary, or tells where it is."""

    field = "summary"


class NotAllowedToTell(Refusal):
    """The client has not allowed an introduction; `why` is a code of `WhyNot`."""


class NothingToTell(Refusal):
    """There is no profile that the introduction could be made from."""


class EmployerNotKnown(Refusal):
    """The register has no employer of the name."""

    field = "for_whom"
