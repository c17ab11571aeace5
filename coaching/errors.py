"""What can go wrong in a way the user can mend, and what does not exist for the user."""

from __future__ import annotations


class Refusal(Exception):
    """A rule says no, and the user can do something about it.

    Subclasses are named as sentences and build their words in the web or command line layer:
    `code` is the stable name of the rule, `facts` the values a sentence needs.

    Attributes:
        field: name of the form field the sentence stands beside, or None for the page.
        facts: values for the sentence, by placeholder name.
    """

    field: str | None = None

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts


class NotThere(Exception):
    """The record does not exist, or not for this user: the two are never told apart (404)."""


class ChangedMeanwhile(Refusal):
    """Somebody saved a newer version after this page was opened. Facts: user, at, when known."""


class SavedAlready(Refusal):
    """The page was saved already; saving once more makes another one. Facts: at."""


class AlreadyDone(Exception):
    """The same form was sent before; `result` is the address its first sending led to."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result
