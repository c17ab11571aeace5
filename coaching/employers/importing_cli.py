"""`rinnalla import employers FILE [--accept] [--json]`: what is printed, and the exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from flask import Flask
from flask_babel import Babel, gettext

from coaching.db import Database
from coaching.employers import importing
from coaching.employers.importing import Preview, Reading, Result
from coaching.errors import Refusal
from coaching.paths import data_folder
from coaching.sheets import workbook
from forms.employer_words import reason
from forms.labels import label
from forms.refusals import words


def run(
    database: Database,
    path: Path,
    accept: bool,
    as_json: bool,
    out: TextIO,
    *,
    language: str = "fi",
    megabytes: int = workbook.MOST_MEGABYTES,
) -> int:
    """Print what an import of a file does to each row, and with `accept` do it.

    Args:
        database: open and at the newest schema.
        as_json: one JSON object a line, in English whatever the language: `sheet` (empty for a
            text file), `row`, `outcome`, `reason` (sentences) and `codes` (the same as stable
            words, the first of which decided).
        out: where the rows go; what is wrong with the file goes to standard error.
        language: fi, sv or en, for people.
        megabytes: largest file that is read.

    Returns:
        0; 1 when the file was refused, in which case nothing was written.
    """
    _make_safe(out)
    with _speaking("en" if as_json else language):
        try:
            read = importing.read_rows(workbook.read(path, megabytes))
            found = _bring_in(database, read) if accept else _look(database, read)
        except Refusal as refusal:
            with _speaking(language):
                print(f"rinnalla: {path}: {words(refusal)}", file=sys.stderr)
            return 1
        lines = map(_as_json, found.results) if as_json else _as_text(found, accepted=accept)
        for line in lines:
            print(line, file=out)
    return 0


def _look(database: Database, read: Reading) -> Preview:
    with database.read() as session:
        return importing.preview(session, read)


def _bring_in(database: Database, read: Reading) -> Preview:
    why_kept = gettext("Contact person of an employer, from the team’s own list")
    with database.write() as session:
        found, _batch = importing.accept(session, None, read, why_kept)
    return found


def _as_json(result: Result) -> str:
    told = {
        "sheet": result.sheet,
        "row": result.number,
        "outcome": result.outcome.value,
        "reason": _reasons(result),
        "codes": [code.value for code in result.reasons],
    }
    return json.dumps(told, ensure_ascii=False)


def _as_text(found: Preview, *, accepted: bool) -> Iterator[str]:
    width = max(len(str(label(result.outcome))) for result in found.results)
    for sheet in found.file.sheets:
        if sheet.name:
            yield gettext("Sheet: %(name)s", name=sheet.name)
        headings = found.headings.get(sheet.name)
        if headings and headings.unread:
            columns = ", ".join(headings.unread)
            yield gettext("Columns that are kept but not read: %(columns)s", columns=columns)
        for result in found.results:
            if result.sheet == sheet.name:
                yield _line(result, width)
        yield ""
    yield _sum(found)
    yield _ending(found, accepted=accepted)


def _line(result: Result, width: int) -> str:
    outcome = f"{label(result.outcome)!s:<{width}}"
    name = f"{result.name}: " if result.name else ""
    return f"{result.number:>6}  {outcome}  {name}{_reasons(result)}"


def _reasons(result: Result) -> str:
    return " ".join(reason(code, facts) for code, facts in result.reasons.items())


def _sum(found: Preview) -> str:
    counts = {outcome.value: count for outcome, count in found.counts.items()}
    told = gettext(
        "New: %(new)s. Joining: %(joined)s. Unchanged: %(unchanged)s."
        " Waiting for a person: %(needs_person)s. Left out: %(skipped)s.",
        **counts,
    )
    return str(told)


def _ending(found: Preview, *, accepted: bool) -> str:
    if not accepted:
        return str(gettext("Nothing is saved yet. Save with: --accept"))
    return str(gettext("Saved.") if found.adds else gettext("Nothing new to save."))


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """Let sentences come in one language, outside any request."""
    app = Flask("rinnalla")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(data_folder("translations"))
    Babel(app, locale_selector=lambda: language)
    with app.test_request_context():
        yield


def _make_safe(out: TextIO) -> None:
    """Let a stream take any letter: what it cannot show is written as a code."""
    for stream in (out, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
