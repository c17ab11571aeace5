"""Reading the definitions that lie beside this module, and refusing one with a hole in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from coaching.definitions.types import SKIP, Definition, Kind, Option, Question, Section, Tell

LANGUAGES = ("fi", "sv", "en")
_HERE = Path(__file__).resolve().parent
_PLAIN = {
    **dict.fromkeys(("required", "carried", "ticks", "future"), bool),
    **dict.fromkeys(("least", "most", "limit", "rows"), int),
}
_OF_QUESTION = {*_PLAIN, "id", "kind", "words", "hint", "unit", "options", "column", "tell"}
_OF_SECTION = {"id", "words", "skippable", "when_answered", "question"}
_OF_FORM = {"form", "version", "words", "list", "section"}
_IN_ROWS = frozenset(Kind) - {Kind.ROWS, Kind.LINES, Kind.SHOWN, Kind.LINK}
_COUNTED = (Kind.ROWS, Kind.LINES, Kind.NUMBER)

Code = TypeVar("Code", bound=StrEnum)
Lists = Mapping[str, tuple[Option, ...]]


class BrokenDefinition(Exception):
    """A definition cannot be used; the message names the place and says what is wrong."""


@cache
def load(form: str, version: int) -> Definition:
    """Return one version of a form.

    Raises:
        FileNotFoundError: there is no such version.
        BrokenDefinition: it cannot be used.
    """
    path = _HERE / f"{form}_{version}.toml"
    return read(path.read_text(encoding="utf-8"))


@cache
def newest(form: str) -> Definition:
    """Return the version of a form that new ones are filled in with."""
    versions = [int(path.stem.partition("_")[2]) for path in _HERE.glob(f"{form}_*.toml")]
    return load(form, max(versions))


def every() -> list[Definition]:
    """Return every version of every form, by letter and version."""
    names = (path.stem.partition("_") for path in _HERE.glob("*_*.toml"))
    return [load(form, version) for form, version in sorted((one[0], int(one[2])) for one in names)]


def read(text: str) -> Definition:
    """Return the definition a TOML text holds.

    Raises:
        BrokenDefinition: a word, an id, an option or a bound is missing, stands twice or cannot be.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BrokenDefinition(f"form: not TOML: {problem}") from None
    _known("form", raw, _OF_FORM)
    lists = {
        name: tuple(
            Option(code, _words(f"list {name}.{code}", words)) for code, words in each.items()
        )
        for name, each in raw.get("list", {}).items()
    }
    sections = tuple(
        _section(number, part, lists)
        for number, part in enumerate(_needed("form", raw, "section"), start=1)
    )
    return Definition(
        form=_needed("form", raw, "form"),
        version=_needed("form", raw, "version"),
        words=_words("form", raw.get("words")),
        sections=_unique("form", sections),
    )


def _section(number: int, raw: Mapping[str, Any], lists: Lists) -> Section:
    name = str(_needed(f"section {number}", raw, "id"))
    _known(name, raw, _OF_SECTION)
    return Section(
        id=name,
        number=number,
        words=_words(name, raw.get("words")),
        questions=tuple(_question(one, lists, name) for one in raw.get("question", ())),
        skippable=bool(raw.get("skippable", True)),
        when_answered=bool(raw.get("when_answered", False)),
    )


def _question(raw: Mapping[str, Any], lists: Lists, above: str) -> Question:
    name = str(_needed(f"a question of {above}", raw, "id"))
    _known(name, raw, _OF_QUESTION)
    if not name.isidentifier() or name.startswith(SKIP):
        raise BrokenDefinition(f"{name}: the id is not a plain word")
    for key, kind in _PLAIN.items():
        if type(raw.get(key, kind())) is not kind:
            raise BrokenDefinition(f"{name}: {key} is no {kind.__name__}")
    if "options" in raw and raw["options"] not in lists:
        raise BrokenDefinition(f"{name}: no list {raw['options']}")
    question = Question(
        id=name,
        kind=_code(name, Kind, _needed(name, raw, "kind")),
        words=_words(name, raw.get("words")),
        hint=_words(name, raw["hint"]) if "hint" in raw else {},
        unit=_words(name, raw["unit"]) if "unit" in raw else {},
        options=lists[raw["options"]] if "options" in raw else (),
        columns=_unique(name, [_question(one, lists, name) for one in raw.get("column", ())]),
        tell=_code(name, Tell, raw.get("tell", Tell.NEVER)),
        **{key: raw[key] for key in _PLAIN if key in raw},
    )
    for problem in _problems(question):
        raise BrokenDefinition(f"{name}: {problem}")
    return question


def _problems(question: Question) -> Iterator[str]:
    """Give what is wrong with a question whose parts are right one by one."""
    if (question.kind in (Kind.CHOICE, Kind.CHOICES)) != bool(question.options):
        yield "a choice, and nothing else, has options"
    if (question.kind is Kind.ROWS) != bool(question.columns):
        yield "rows, and nothing else, have columns"
    for column in question.columns:
        if column.kind not in _IN_ROWS:
            yield f"{column.id} cannot stand in a row"
    if question.kind in _COUNTED and question.most < max(1, question.least):
        yield "say the most there can be"
    if question.ticks and question.kind is not Kind.LINES:
        yield "only lines have ticks"
    if (question.tell is Tell.TICKED) != question.ticks:
        yield "lines with ticks, and nothing else, are told as ticked"


def _needed(place: str, raw: Mapping[str, Any], key: str) -> Any:
    if key not in raw:
        raise BrokenDefinition(f"{place}: {key} is missing")
    return raw[key]


def _known(place: str, raw: Mapping[str, Any], keys: set[str]) -> None:
    for key in sorted(set(raw) - keys):
        raise BrokenDefinition(f"{place}: unknown key {key}")


def _words(place: str, raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict) or set(raw) != set(LANGUAGES) or not all(raw.values()):
        raise BrokenDefinition(f"{place}: words are needed in {', '.join(LANGUAGES)}")
    return {language: str(raw[language]) for language in LANGUAGES}


def _code(place: str, codes: type[Code], given: Any) -> Code:
    try:
        return codes(given)
    except ValueError:
        raise BrokenDefinition(f"{place}: unknown {codes.__name__.lower()} {given}") from None


def _unique(place: str, parts: Iterable[Any]) -> tuple[Any, ...]:
    """Return sections (with the questions in them) or columns; no two have the same id."""
    found = tuple(parts)
    seen: set[str] = set()
    for part in found:
        for one in (part, *getattr(part, "questions", ())):
            if one.id in seen:
                raise BrokenDefinition(f"{place}: {one.id} stands twice")
            seen.add(one.id)
    return found
