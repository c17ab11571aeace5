"""Words as people look for them and as Finns put them in order."""

from __future__ import annotations

import unicodedata

_LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}
"""Letters after z, as characters that stand after z in every byte order."""

_LIKE = {"đ": "d", "ð": "d", "ł": "l", "þ": "th", "ü": "y", "ı": "i", "œ": "}", "ŋ": "n", "ŧ": "t"}
"""Letters that are put in order as another one; the rest lose their marks."""


def fold(text: str) -> str:
    """Return text for finding and comparing: one case, single spaces, letters kept as they are.

    Marks stay, since ä is a letter of its own and not an a; invisible direction marks go.
    """
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFC", visible.casefold()).split())


def sort_key(text: str) -> str:
    """Return a key that puts names in Finnish order: … z å ä ö; ü as y, é as e.

    The key compares the same character by character in Python and in a database's byte order.
    """
    return "".join(_placed(letter) for letter in fold(text))


def _placed(letter: str) -> str:
    found = _LAST.get(letter) or _LIKE.get(letter)
    return found or unicodedata.normalize("NFD", letter)[0]
