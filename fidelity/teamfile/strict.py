"""Strict JSON: UTF-8, no key twice, no NaN or Infinity, numbers with a point read exactly (reading 61)."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from fidelity.teamfile.problems import Problem, TeamFileRefused


class TwiceKeyed(dict[str, Any]):
    """An object of the file in which `keys_twice` stand more than once."""

    keys_twice: tuple[str, ...] = ()


class NotJson:
    """NaN, Infinity or -Infinity, which JSON does not have; no kind of value takes it."""

    def __init__(self, name: str) -> None:
        """Keep what stands in the file."""
        self.name = name

    def __str__(self) -> str:
        return f"{self.name}, which JSON does not have"


def parse(raw: bytes | str) -> Any:
    """Return what the text holds; objects with a key twice come as `TwiceKeyed`.

    Raises:
        TeamFileRefused: the bytes are not UTF-8 or the text is not JSON.
    """
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
    except UnicodeDecodeError:
        raise _refused("not_utf8") from None
    del raw
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_float=Decimal, parse_constant=NotJson
        )
    except json.JSONDecodeError as bad:
        raise _refused("not_json", line=bad.lineno, column=bad.colno, why=bad.msg) from None
    except RecursionError:
        raise _refused("too_deep") from None
    except (ValueError, ArithmeticError):  # Python reads no whole number of thousands of digits
        raise _refused("number_too_long") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = TwiceKeyed(found)
    times = Counter(key for key, _ in pairs)
    doubled.keys_twice = tuple(key for key, count in times.items() if count > 1)
    return doubled


def _refused(code: str, **facts: Any) -> TeamFileRefused:
    return TeamFileRefused([Problem("", code, facts)])
