"""A form as data: its sections and questions, with labels in three languages (model.md, *Forms*)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Words = Mapping[str, str]
"""The same words in fi, sv and en."""

Answers = Mapping[str, object]
"""Answers by question id, of kinds that JSON can hold (see `Kind`)."""


SKIP = "skip_"
"""Begins the keys under which answers hold why a section is skipped."""

OTHER = "other"
"""Code of the option that the question after it tells more of."""


class Kind(StrEnum):
    """What a question takes, and how its answer is kept as JSON."""

    TEXT = "text"
    """A text."""
    LINES = "lines"
    """Short lines: a list of texts, or with `ticks` of {"words", "tell"}."""
    CHOICE = "choice"
    """One code."""
    CHOICES = "choices"
    """A list of codes."""
    HOURS = "hours"
    """Hours a week as a text in one form: 20, 7,5 or 15–20."""
    NUMBER = "number"
    """A whole number."""
    DAY = "day"
    """A calendar date as 2026-11-24."""
    TICK = "tick"
    """True when ticked."""
    EMPLOYER = "employer"
    """{"name", "id"}: a name, and the public id when the register has an employer of that name."""
    LINK = "link"
    """{"name", "id"}: a record of the program, chosen where the page offers them; id is public."""
    ROWS = "rows"
    """A list of mappings from column to answer."""
    SHOWN = "shown"
    """Nothing is asked: what other records say is shown."""


class Tell(StrEnum):
    """Whether an answer may stand in the introduction for employers."""

    NEVER = "never"
    YES = "yes"
    """As it is."""
    TICKED = "ticked"
    """The lines that the client has ticked."""
    ASK = "ask"
    """Only when chosen for one document, since the words are the client's own."""
    ARRANGEMENTS = "arrangements"
    """Only when the disclosure talk allows arrangements to be told."""
    EMPLOYERS = "employers"
    """Only when the disclosure talk allows former employers to be named."""


@dataclass(frozen=True)
class Option:
    """One option of a choice."""

    code: str
    words: Words


@dataclass(frozen=True)
class Question:
    """One question of a form.

    `least` and `most` bound a number, or count lines or rows; `limit` is the most characters of a
    text. `carried` answers go on into the next version. `future` lets a date lie ahead.
    """

    id: str
    kind: Kind
    words: Words
    hint: Words = field(default_factory=dict)
    unit: Words = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    columns: tuple[Question, ...] = ()
    required: bool = False
    carried: bool = True
    tell: Tell = Tell.NEVER
    ticks: bool = False
    future: bool = False
    least: int = 0
    most: int = 0
    limit: int = 200
    rows: int | None = None

    def option(self, code: object, language: str) -> str:
        """Return the words of an option; a code the definition does not know stays as it is."""
        for option in self.options:
            if option.code == code:
                return option.words[language]
        return str(code)


@dataclass(frozen=True)
class Section:
    """One section of a form; `skippable` ones can be left out with a reason.

    One for what seldom comes, such as a job that did not begin, stands `when_answered` only: its
    heading alone would tell the reader the opposite of what is so.
    """

    id: str
    number: int
    words: Words
    questions: tuple[Question, ...]
    skippable: bool = True
    when_answered: bool = False

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that are answered here, without what is only shown."""
        return tuple(one for one in self.questions if one.kind is not Kind.SHOWN)


@dataclass(frozen=True)
class Definition:
    """One version of one form."""

    form: str
    version: int
    words: Words
    sections: tuple[Section, ...]

    def __iter__(self) -> Iterator[Question]:
        """Give every question in the order of the form."""
        return (question for section in self.sections for question in section.questions)

    def question(self, question_id: str) -> Question:
        """Return a question.

        Raises:
            KeyError: the form has no such question.
        """
        for question in self:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def section(self, section_id: str) -> Section:
        """Return a section.

        Raises:
            KeyError: the form has no such section.
        """
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


@dataclass(frozen=True)
class Filled:
    """A form as it was filled in: what every copy of it (page, Word, text) is made from.

    `shown` holds lines in the language of the moment for the questions that only show something;
    `head` says which one it is: version, state, day.
    """

    definition: Definition
    answers: Answers
    shown: Mapping[str, Sequence[str]]
    head: str


def skip_key(section: Section) -> str:
    """Return the key under which answers hold why a section is skipped."""
    return f"{SKIP}{section.id}"


def skipped(section: Section, answers: Answers) -> str | None:
    """Return the code of why a section is skipped; None when it is not."""
    reason = answers.get(skip_key(section))
    return str(reason) if reason else None


def is_empty(answer: object) -> bool:
    """Tell whether an answer says nothing; the number 0 says something."""
    return answer is None or answer is False or answer in ("", [], ())


def is_answered(question: Question, answers: Answers) -> bool:
    """Tell whether a question has enough of an answer to be marked ready."""
    answer = answers.get(question.id)
    if question.kind in (Kind.LINES, Kind.ROWS) and isinstance(answer, list):
        return len(answer) >= max(1, question.least)
    return not is_empty(answer)
