"""Every rule that refuses something says so in its own sentence, and no two share a name."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

import pytest

import coaching
import forms
from coaching.app import create_app  # noqa: F401 - imports every slice with its words
from coaching.errors import Refusal
from forms import refusals


def kinds(parent=Refusal):
    """Return every refusal of the program, without those that only others are made from."""
    for package in (coaching, forms):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found, left = set(), [parent]
    while left:
        for kind in left.pop().__subclasses__():
            if kind.__module__.startswith("coaching"):
                found.add(kind)
                left.append(kind)
    return found


def test_no_two_refusals_have_one_name():
    names = Counter(kind.__name__ for kind in kinds())

    assert [name for name, times in names.items() if times > 1] == []


def test_each_refusal_that_is_raised_has_its_sentence():
    made_from = {base.__name__ for kind in kinds() for base in kind.__bases__}
    without = {kind.__name__ for kind in kinds()} - refusals.known() - made_from

    assert without == set()


def test_a_name_takes_one_sentence_only():
    taken = next(iter(refusals.known()))

    with pytest.raises(ValueError, match=taken):
        refusals.says(taken)(str)
