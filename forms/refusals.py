"""The sentences of refusals: what the rule is, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _

from coaching import i18n
from coaching.errors import Refusal

Sentence = Callable[..., str]

_SENTENCES: dict[str, Sentence] = {}


def says(refusal: str) -> Callable[[Sentence], Sentence]:
    """Register the sentence of a refusal by its class name; it is given the refusal's facts.

    Raises:
        ValueError: another refusal of the name has a sentence; one would speak for both.
    """

    def register(sentence: Sentence) -> Sentence:
        if refusal in _SENTENCES:
            raise ValueError(f"two refusals are called {refusal}")
        _SENTENCES[refusal] = sentence
        return sentence

    return register


def words(refusal: Refusal) -> str:
    """Return the sentence of a refusal in the language of the moment.

    Raises:
        KeyError: nobody has written its sentence (a project test keeps this from happening).
    """
    return _SENTENCES[type(refusal).__name__](**refusal.facts)


def known() -> frozenset[str]:
    """Return the names of refusals that have a sentence."""
    return frozenset(_SENTENCES)


@says("SavedAlready")
def _saved_already(at: datetime) -> str:
    return _(
        "This was saved already, %(time)s, and is not saved twice. Save again if it is another one.",
        time=i18n.time_of_day(at),
    )


@says("ChangedMeanwhile")
def _changed_meanwhile(user: str = "", at: datetime | None = None) -> str:
    return _(
        "%(user)s has saved a newer version. Your own text is safe. Compare and choose which one stays.",
        user=user or _("Somebody"),
    )
