"""What is wrong in a team file: where, which rule, and the figures behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SENTENCES = {
    "not_utf8": "The file is not UTF-8 text.",
    "not_json": "The file is not JSON from line {line}, column {column} on: {why}.",
    "too_deep": "The file is nested deeper than any team file.",
    "number_too_long": "A number in the file has more digits than can be read.",
    "unknown_format": "The format is {got}; this program reads {known}.",
    "unknown_scale": "The scale {got} is not known here; known: {known}.",
    "unknown_key": "The format has no such key.",
    "unknown_key_like": "The format has no such key. Is {like} meant?",
    "key_twice": "The key stands twice in one object.",
    "missing": "The key is missing; it holds {expected}.",
    "wrong_type": "This must be {expected}; the file has {got}.",
    "blank": "The text is empty; a key that may be null is left out or null instead.",
    "too_long": "The text has {length} characters; at most {most} are read.",
    "bad_character": "The text holds a character that cannot be kept (half a pair, or NUL).",
    "not_a_date": "{got} is not a day of the calendar; dates are written like 2026-10-31.",
    "too_small": "The number is {got}; the least is {least}.",
    "not_above": "The number is {got}; it must be above {least}.",
    "too_large": "The number is {got}; the most is {most}.",
    "too_fine": "The number {got} has more than {most} decimals.",
    "unknown_code": "{got} is no code of this key; known: {known}.",
    "dangling": "{got} is the id of no row in {lists}.",
    "id_twice": "The id {got} stands already at {other}; an id stands once in the whole file.",
    "too_many_rows": "The list has {length} rows; at most {most} are read.",
    "ends_before_start": "It ends on {end}, before it begins on {start}.",
    "no_post": "The list of posts is empty; without posts the key is left out.",
    "posts_overlap": "The post shares days with {other}; one post is in force on a day.",
    "post_differs": "The value is {got}, but the posts say {expected}.",
    "closed_without_day": "A client whose status is closed needs the day of closing.",
    "day_without_closed": "The client has a day of closing, but the status is {got}.",
    "assignments_overlap": "The client {client} has two specialists on one day; see {other}.",
    "too_many_open": "The specialist {specialist} has {count} open assignments; the most is {most}.",
    "status_twice": "The client {client} has a second status from {start} on; see {other}.",
    "version_twice": "The client {client} has version {version} of the profile already; see {other}.",
    "business_id_twice": "The business ID {got} stands already at {other}; branches are joined by chain.",
}
"""A sentence for each code; the braces are the facts of the problem."""

_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        path: where in the file, as `contacts[17].plcae`; empty for the file as a whole.
        code: a key of `SENTENCES`.
        facts: the figures and values of the sentence.
    """

    path: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong, in words."""
        return SENTENCES[self.code].format(**self.facts)

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


class TeamFileRefused(ValueError):
    """The file is not read; `problems` holds the first ones, `more` tells that there are others.

    `path`, `code` and `facts` are those of the first problem; the message has a line for each.
    """

    def __init__(self, problems: Iterable[Problem], more: bool = False) -> None:
        """Take at least one problem."""
        self.problems = tuple(problems)
        self.more = more
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def path(self) -> str:
        """Where the first problem is."""
        return self.problems[0].path

    @property
    def code(self) -> str:
        """Which rule the first problem breaks."""
        return self.problems[0].code

    @property
    def facts(self) -> Mapping[str, Any]:
        """The figures of the first problem."""
        return self.problems[0].facts


class Wrong(Exception):
    """A value cannot be read: its problems, with paths that begin at the value itself."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take at least one problem."""
        self.problems = list(problems)
        super().__init__()


def wrong(code: str, **facts: Any) -> Wrong:
    """Return a problem of the value itself."""
    return Wrong([Problem("", code, facts)])


def below(step: str, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems of a part (`.key` or `[3]`) as problems of the whole."""
    return [Problem(step + problem.path, problem.code, problem.facts) for problem in problems]


def shown(value: Any) -> str:
    """Return a value of the file for a sentence: its kind for lists and objects, cut when long."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        text = json.dumps(value[: _SHOWN + 1], ensure_ascii=not value.isprintable())
    elif value is None or isinstance(value, bool):
        text = json.dumps(value)
    else:
        text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class CannotWrite(ValueError):
    """A record holds what the format cannot say; `path` tells where it would have stood."""

    def __init__(self, path: str, why: str) -> None:
        """Take the path from the value itself upwards, and the reason."""
        self.path = path
        self.why = why
        super().__init__(f"{path.removeprefix('.')}: {why}")


def cannot_write(step: str, wrong: ValueError) -> CannotWrite:
    """Return what is wrong with a part (`.key` or `[3]`) as wrong with the whole."""
    if isinstance(wrong, CannotWrite):
        return CannotWrite(step + wrong.path, wrong.why)
    return CannotWrite(step, str(wrong))
