"""How long the live card of a team takes beside the bare queries for the same rows.

    .venv/bin/python bench/card.py --folder instance/bench-100k       as filled for bench/pages.py
    .venv/bin/python bench/card.py --clients 1000 --contacts 10000 --runs 5     thrown away at the end

The card is everything that a page asks for: the team's records fetched through the bridge, made
into facts, and all items scored on the day. *Bare* sends the very same statements to the database
once more and fetches their rows as the driver gives them, without making anything of them.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import event, func, select

from bench import fill
from coaching import clock
from coaching.accounts.models import Team
from coaching.contacts.models import Contact
from coaching.db import Database
from coaching.reviews import live

Statement = tuple[str, Any]


def main() -> int:
    """Measure the card of the team with most contacts."""
    parser = argparse.ArgumentParser(description="How long the live card of a team takes")
    fill.add_arguments(parser)
    parser.add_argument("--runs", type=int, default=20, help="times that each is measured")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        size = fill.size_of(asked)
        _config, database = stack.enter_context(fill.opened(folder, asked.url, size))
        print(fill.described(database))
        team, contacts = _largest(database)
        statements = _statements(database, team)
        card = [_card(database, team) for _ in range(asked.runs)]
        bare = [_bare(database, statements) for _ in range(asked.runs)]
    print(f"team with {contacts:,} contacts, {len(statements)} statements, median of {asked.runs}")
    one, other = statistics.median(card), statistics.median(bare)
    print(f"card {one:8.1f} ms\nbare {other:8.1f} ms\ncard / bare {one / other:.1f}")
    return 0


def _largest(database: Database) -> tuple[int, int]:
    """Return the team with most contacts and their number."""
    with database.read() as session:
        found = session.execute(
            select(Contact.team_id, func.count())
            .group_by(Contact.team_id)
            .order_by(func.count().desc(), Contact.team_id)
            .limit(1)
        ).one()
        return found[0], found[1]


def _statements(database: Database, team_id: int) -> list[Statement]:
    """Return the statements that fetch the records of a card, as they go to the driver."""
    sent: list[Statement] = []

    def note(_connection: Any, _cursor: Any, words: str, values: Any, *_more: Any) -> None:
        if words.startswith("SELECT"):
            sent.append((words, values))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        _card(database, team_id)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return sent


def _card(database: Database, team_id: int) -> float:
    """Return the milliseconds of one card."""
    began = time.perf_counter()
    with database.read() as session:
        live.card_for_command(session, session.get_one(Team, team_id), clock.today())
    return (time.perf_counter() - began) * 1000


def _bare(database: Database, statements: list[Statement]) -> float:
    """Return the milliseconds of fetching the same rows and nothing else."""
    began = time.perf_counter()
    with database.read() as session:
        cursor = session.connection().connection.cursor()
        for words, values in statements:
            cursor.execute(words, values)
            cursor.fetchall()
        cursor.close()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
