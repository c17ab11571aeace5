"""The data dictionary: every field of every form, printed from the definitions themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coaching.definitions.types import Definition, Kind, Question

_KINDS = {
    Kind.TEXT: "text",
    Kind.LINES: "short lines",
    Kind.CHOICE: "one of",
    Kind.CHOICES: "several of",
    Kind.HOURS: "hours a week, a number or a range",
    Kind.NUMBER: "whole number",
    Kind.DAY: "date",
    Kind.TICK: "yes when ticked",
    Kind.EMPLOYER: "employer, by name",
    Kind.LINK: "record of the program",
    Kind.ROWS: "rows of",
    Kind.SHOWN: "shown, not asked",
}


def dictionary(definitions: Iterable[Definition]) -> str:
    """Return the data dictionary as Markdown, in Finnish, Swedish and English.

    Args:
        definitions: in the order they are to stand.
    """
    found = [
        "# Data dictionary",
        "",
        "Every field of the forms, printed from their definitions by `python3 docs/dictionary.py`. "
        "The forms are our own reconstruction, not the official papers. *R* marks what marking a form "
        "as ready asks for; *told* says whether an answer may stand in the introduction for employers.",
    ]
    for definition in definitions:
        found += _form(definition)
    return "\n".join(found) + "\n"


def _form(definition: Definition) -> Iterator[str]:
    words = definition.words
    yield from ("", f"## {words['en']}, version {definition.version}", "")
    yield f"{words['fi']} · {words['sv']}"
    for section in definition.sections:
        heading = " · ".join(section.words[language] for language in ("fi", "sv", "en"))
        yield from ("", f"### {section.number} {heading}", "")
        yield "| id | suomi | svenska | English | what | R | told |"
        yield "|---|---|---|---|---|---|---|"
        for question in section.questions:
            yield _row(f"{definition.form}.{question.id}", question)
            for column in question.columns:
                yield _row(f"{definition.form}.{question.id}.{column.id}", column)


def _row(name: str, question: Question) -> str:
    words = question.words
    cells = (
        f"`{name}`",
        words["fi"],
        words["sv"],
        words["en"],
        _what(question),
        "R" if question.required else "",
        question.tell if question.tell != "never" else "",
    )
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def _what(question: Question) -> str:
    told = _KINDS[question.kind]
    if question.options:
        told += ": " + ", ".join(option.code for option in question.options)
    if question.kind is Kind.TEXT:
        told += f", at most {question.limit} characters"
    if question.kind in (Kind.LINES, Kind.ROWS, Kind.NUMBER):
        told += f" ({question.least}–{question.most})"
    return told + (", may lie ahead" if question.future else "")
