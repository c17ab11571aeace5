"""Names of employers and places: how they are shown, compared for finding the same one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from coaching.text import fold, tidy

_LEGAL_FORMS = ("Oy", "Oyj", "Ab", "Abp", "Ky", "Tmi", "Kb", "Fma")
_SHOWN_AS = {form.upper(): form for form in _LEGAL_FORMS}
_NO_FORM = frozenset(
    {"oy", "oyj", "ab", "abp", "ky", "kb", "tmi", "fma", "t:mi", "f:ma", "ay", "osk", "ry", "rf"}
)


class Casing:
    """Learns from names how words are written, to give a name in capitals its small letters.

    "IKEA" cannot be told from "RUUSU" by its looks. A name in capitals is written anew only when
    each of its words stands in some name with small letters; otherwise it stays as it was typed.
    """

    def __init__(self) -> None:
        self._seen: dict[str, Counter[str]] = defaultdict(Counter)

    def learn(self, name: str) -> None:
        """Take in how the words of a name are written, unless it is all in capitals."""
        tidied = tidy(name)
        if not _in_capitals(tidied):
            for word in tidied.split(" "):
                self._seen[word.casefold()][_SHOWN_AS.get(word, word)] += 1

    def shown(self, name: str) -> str:
        """Return how an employer's name is shown; OY AB at the end of a name becomes Oy Ab."""
        words = tidy(name).split(" ")
        if not _in_capitals(" ".join(words)):
            return " ".join(_SHOWN_AS.get(word, word) for word in words)
        known = [self._seen.get(word.casefold()) for word in words]
        if not all(known):
            return " ".join(words)
        # Most often seen; of equals the one with small letters.
        return " ".join(max(seen, key=lambda way: (seen[way], way)) for seen in known if seen)


def likeness(name: str) -> str:
    """Return what is left of a name for finding look-alikes: folded, no signs, no legal form."""
    words = re.sub(r"[^\w\s:&+-]", " ", fold(name)).split()
    kept = [word for word in words if word not in _NO_FORM]
    return " ".join(kept or words)


def places(municipality: str) -> frozenset[str]:
    """Return the folded names of a municipality: "Kruunupyy / Kronoby" has two."""
    found = (fold(tidy(part)) for part in municipality.split("/"))
    return frozenset(part for part in found if part)


def _in_capitals(name: str) -> bool:
    return name.upper() == name and name.lower() != name
