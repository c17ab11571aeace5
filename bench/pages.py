"""How long pages take in a large organisation, for its ordinary coaches and its leaders.

    .venv/bin/python bench/pages.py --folder instance/bench-100k       100,000 clients, 1,000,000 contacts
    .venv/bin/python bench/pages.py --folder instance/bench-1k --clients 1000 --contacts 10000
    .venv/bin/python bench/pages.py --url postgresql:///bench          PostgreSQL, empty or filled here

Without a folder the database is thrown away at the end. Each page is a whole request through the
application in this process: sign-in looked up, records read, page made, line of the use log written
and committed. Beside it stand a page that reads no record and the bare query for the page's rows.
Pages and people take turns, so that what else the machine does meets all of them alike; the
processor's time of this process tells what a page costs apart from that.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import event, text

from bench import fill
from bench.cases import CASES, Case, visitors
from coaching.app import create_app
from coaching.config import Config
from coaching.db import Database

PEOPLE = 10
"""Coaches, and as many leaders, that take turns."""


@dataclass
class Times:
    """Milliseconds that something took each time: by the clock, and of this process' computing."""

    clock: list[float] = field(default_factory=list)
    computing: list[float] = field(default_factory=list)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take the time of a block."""
        began, computed = time.perf_counter(), time.process_time()
        yield
        self.computing.append((time.process_time() - computed) * 1000)
        self.clock.append((time.perf_counter() - began) * 1000)

    @property
    def median(self) -> float:
        """Half of the times were at most this."""
        return statistics.median(self.clock)

    @property
    def high(self) -> float:
        """Nineteen in twenty times were at most this."""
        return sorted(self.clock)[int(0.95 * (len(self.clock) - 1) + 0.5)]


@dataclass
class Figures:
    """A page's and its bare query's times, the statements that the page says, and its size."""

    statements: int
    kilobytes: float
    page: Times = field(default_factory=Times)
    bare: Times = field(default_factory=Times)


def main() -> int:
    """Fill the database unless it is, open every page many times and print the figures."""
    parser = argparse.ArgumentParser(description="How long pages take in a large organisation")
    fill.add_arguments(parser)
    parser.add_argument("--runs", type=int, default=100, help="times that each page is opened")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = asked.folder or Path(thrown_away)
        with fill.opened(folder, asked.url, fill.size_of(asked)) as (config, database):
            print(_versions(database), fill.described(database), sep="\n", flush=True)
            _print(measure(config, database, asked.runs))
    return 0


def measure(config: Config, database: Database, runs: int) -> dict[Case, Figures]:
    """Return the figures of every page; everybody opens each once before the clock starts."""
    app = create_app(config, database)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    people = {whose: visitors(app, database, whose, PEOPLE) for whose in ("coach", "leader")}
    figures = {}
    for case in CASES:
        answers = [case.open_and_check(database, visitor) for visitor in people[case.whose]]
        statements = _statements(database, case, people[case.whose][0])
        figures[case] = Figures(statements, statistics.mean(len(one.data) for one in answers) / 1e3)
    for run in range(runs):
        for case, found in figures.items():
            visitor = people[case.whose][run % len(people[case.whose])]
            request = case.request(visitor)
            with found.page.taken():
                answer = visitor.open(request)
            case.check_status(answer)
            with found.bare.taken():
                case.ask_bare(database, visitor)
    return figures


def _statements(database: Database, case: Case, visitor: Any) -> int:
    """Return how many statements a page says, but for those that begin and end transactions."""
    request, said = case.request(visitor), []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        visitor.open(request)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return len(said)


def _versions(database: Database) -> str:
    with database.read() as session:
        server = "" if database.is_sqlite else session.scalar(text("SHOW server_version"))
    engine = f"SQLite {sqlite3.sqlite_version}" if database.is_sqlite else f"PostgreSQL {server}"
    parts = [f"{name} {version(name)}" for name in ("SQLAlchemy", "Flask", "Jinja2", "WTForms")]
    return ", ".join([f"Python {platform.python_version()}", engine, *parts])


def _print(figures: dict[Case, Figures]) -> None:
    runs = len(next(iter(figures.values())).page.clock)
    print(f"milliseconds, median and 95th percentile of {runs} runs; computing: median")
    headings = ("page", "95 %", "computing", "× empty", "bare", "95 %", "SQL", "kB")
    print(f"{'':40}", *(f"{words:>9}" for words in headings), sep="")
    empty = 0.0
    for case, found in figures.items():
        empty = empty if case.sentences else found.page.median
        bare = [f"{found.bare.median:.2f}", f"{found.bare.high:.2f}"]
        cells = [
            f"{found.page.median:.1f}",
            f"{found.page.high:.1f}",
            f"{statistics.median(found.page.computing):.1f}",
            f"{found.page.median / empty:.1f}",
            *(bare if case.sentences else ["", ""]),
            str(found.statements),
            f"{found.kilobytes:.1f}",
        ]
        print(f"{case!s:40}", *(f"{words:>9}" for words in cells), sep="")


if __name__ == "__main__":
    sys.exit(main())
