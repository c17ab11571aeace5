"""Reading the definitions that lie beside this module, and refusing one with a hole in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from coaching.definitions.types import Definition, Kind, Option, Question, Section, Tell

LANGUAGES = ("fi", "sv", "en")
_HERE = Path(__file__).resolve().parent
_PLAIN = frozenset({"required", "carried", "ticks", "future", "least", "most", "limit", "rows"})
_OF_QUESTION = _PLAIN | {"id", "kind", "words", "hint", "unit", "options", "column", "tell"}


class BrokenDefinition(Exception):
    """A definition cannot be used; the message names the place and says what is wrong."""


@cache
def load(form: str, version: int) -> Definition:
    """Return one version of a form.

    Raises:
        FileNotFoundError: there is no such version.
        BrokenDefinition: a word, an id or a bound is missing or stands twice.
    """
    path = _HERE / f"{form}_{version}.toml"
    return read(path.read_text(encoding="utf-8"))


@cache
def newest(form: str) -> Definition:
    """Return the version of a form that new ones are filled in with."""
    versions = [int(path.stem.partition("_")[2]) for path in _HERE.glob(f"{form}_*.toml")]
    return load(form, max(versions))


def read(text: str) -> Definition:
    """Return the definition a TOML text holds.

    Raises:
        BrokenDefinition: it cannot be used.
    """
    raw = tomllib.loads(text)
    lists = {
        name: tuple(
            Option(code, _words(f"list {name}.{code}", words)) for code, words in each.items()
        )
        for name, each in raw.get("list", {}).items()
    }
    sections = tuple(
        Section(
            id=part["id"],
            number=number,
            words=_words(part["id"], part["words"]),
            questions=tuple(_question(one, lists) for one in part.get("question", ())),
            skippable=bool(part.get("skippable", True)),
        )
        for number, part in enumerate(raw["section"], start=1)
    )
    definition = Definition(raw["form"], raw["version"], _words("form", raw["words"]), sections)
    _check(definition)
    return definition


def _question(raw: Mapping[str, Any], lists: Mapping[str, tuple[Option, ...]]) -> Question:
    name = raw.get("id", "a question without an id")
    unknown = sorted(set(raw) - _OF_QUESTION)
    if unknown:
        raise BrokenDefinition(f"{name}: unknown key {unknown[0]}")
    if "options" in raw and raw["options"] not in lists:
        raise BrokenDefinition(f"{name}: no list {raw['options']}")
    return Question(
        id=name,
        kind=Kind(raw["kind"]),
        words=_words(name, raw["words"]),
        hint=_words(name, raw["hint"]) if "hint" in raw else {},
        unit=_words(name, raw["unit"]) if "unit" in raw else {},
        options=lists[raw["options"]] if "options" in raw else (),
        columns=tuple(_question(one, lists) for one in raw.get("column", ())),
        tell=Tell(raw.get("tell", "never")),
        **{key: raw[key] for key in _PLAIN if key in raw},
    )


def _words(place: str, raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict) or set(raw) != set(LANGUAGES) or not all(raw.values()):
        raise BrokenDefinition(f"{place}: words are needed in {', '.join(LANGUAGES)}")
    return {language: str(raw[language]) for language in LANGUAGES}


def _check(definition: Definition) -> None:
    ids = [section.id for section in definition.sections] + [one.id for one in definition]
    twice = {one for one in ids if ids.count(one) > 1}
    if twice:
        raise BrokenDefinition(f"{sorted(twice)[0]}: the id stands twice")
    for question in _everything(definition):
        if question.kind in (Kind.CHOICE, Kind.CHOICES) and not question.options:
            raise BrokenDefinition(f"{question.id}: a choice needs options")
        if (question.kind is Kind.ROWS) != bool(question.columns):
            raise BrokenDefinition(f"{question.id}: rows, and nothing else, have columns")
        if question.kind in (Kind.ROWS, Kind.LINES, Kind.NUMBER) and question.most < 1:
            raise BrokenDefinition(f"{question.id}: say the most there can be")


def _everything(definition: Definition) -> Iterator[Question]:
    for question in definition:
        yield question
        yield from question.columns
