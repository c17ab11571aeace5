"""The words of options: one lazy label for every value of every enum that people see."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

_LABELS: dict[type[StrEnum], Mapping[Any, Any]] = {}


def register(enum: type[StrEnum], words: Mapping[Any, Any]) -> None:
    """Give an enum its words; every value must have one.

    Raises:
        ValueError: a value is left out.
    """
    left_out = [value for value in enum if value not in words]
    if left_out:
        raise ValueError(f"{enum.__name__}: no words for {', '.join(left_out)}")
    _LABELS[enum] = words


def label(value: StrEnum) -> Any:
    """Return the lazy label of an enum's value, in small letters.

    Raises:
        KeyError: the enum has no words.
    """
    return _LABELS[type(value)][value]


def labelled(enum: type[StrEnum]) -> list[tuple[str, Any]]:
    """Return the values of an enum with their labels, in the enum's order."""
    return [(str(value), _LABELS[enum][value]) for value in enum]
