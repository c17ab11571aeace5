"""Words as people look for them and as Finns put them in order.

Both are computed here and kept in columns, so that SQLite and PostgreSQL find and order alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_WITHOUT_MARK = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "ŋ": "n", "ŧ": "t"}
    | {"þ": "th", "ı": "i", "\u2019": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"}
)
"""Letters that no decomposition turns into a plain one, and signs typed in several ways."""

_LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}
"""Letters after z, as characters that stand after z in every byte order."""

_TURNING = frozenset("\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_IDENTITY_CODE = re.compile(r"\b(\d{6})[-+A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])\b", re.IGNORECASE)
_CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"

_LIKE = {"đ": "d", "ð": "d", "ł": "l", "þ": "th", "ü": "y", "ı": "i", "œ": "}", "ŋ": "n", "ŧ": "t"}
"""Letters that are put in order as another one; the rest lose their marks."""


def fold(text: str) -> str:
    """Return text for finding and comparing: one case, single spaces, letters without marks.

    "Åström" is found by "astrom", "CAFÉ" equals "Cafe". Whoever shows or orders words takes the
    text itself or `sort_key`, since ä is a letter of its own there.
    """
    plain = unicodedata.normalize("NFD", _one_case(text)).translate(_UNMARKED)
    return unicodedata.normalize("NFC", plain).translate(_WITHOUT_MARK)


def sort_key(text: str) -> str:
    """Return a key that puts names in Finnish order: … z å ä ö; ü as y, é as e, w as w.

    The key compares the same character by character in Python and in a database's byte order.
    """
    return _one_case(text).translate(_PLACES)


def tidy(text: str) -> str:
    """Return a text on one line with single spaces, composed, without unseen signs."""
    composed = unicodedata.normalize("NFC", text)
    kept = (" " if sign.isspace() else sign for sign in composed if sign not in _TURNING)
    bare = "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cc", "Cs"))
    return " ".join(bare.split())


def holds_identity_code(text: str) -> bool:
    """Tell whether a text holds a Finnish personal identity code, by its check character."""
    return any(
        _CHECK_CHARACTERS[int(birth + individual) % 31] == check.upper()
        for birth, individual, check in _IDENTITY_CODE.findall(text)
    )


def _one_case(text: str) -> str:
    """Return text in one case, composed, with single spaces and without direction marks."""
    visible = text.translate(_VISIBLE)
    return " ".join(unicodedata.normalize("NFC", visible.casefold()).split())


def _placed(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    found = _LAST.get(letter) or _LIKE.get(letter)
    return found or unicodedata.normalize("NFD", letter)[0]


class _Letters(dict[int, str]):
    """A table for `str.translate` that thinks of each letter once: lists put many names in order.

    Letters beyond the alphabets are thought of anew each time, so that the table stays small.
    """

    def __init__(self, turned: Callable[[str], str]) -> None:
        self._turned = turned

    def __missing__(self, code: int) -> str:
        found = self._turned(chr(code))
        if code < _BEYOND_ALPHABETS:
            self[code] = found
        return found


_BEYOND_ALPHABETS = 0x2E80
_PLACES = _Letters(_placed)
_UNMARKED = _Letters(lambda sign: "" if unicodedata.combining(sign) else sign)
_VISIBLE = _Letters(lambda sign: "" if unicodedata.category(sign) == "Cf" else sign)
