"""Fill a database with a made-up organisation, for bench/pages.py and for trying things at size.

    .venv/bin/python bench/fill.py --folder instance/bench-100k        SQLite in a folder
    .venv/bin/python bench/fill.py --folder instance/bench-key --url postgresql:///bench
    .venv/bin/python bench/fill.py --folder instance/bench-1k --clients 1000 --contacts 10000

Says how long it took and what there is. What was filled with the same numbers stays as it is and is
used again; a database that holds anything else is never touched. Its key is that of the tests.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import Table, event, func, insert, select, text
from sqlalchemy.engine import Connection

from bench import logbook
from bench.world import Rows, Size, World
from coaching import clock
from coaching.accounts.models import Setting, User
from coaching.config import Config
from coaching.db import Database, Model
from coaching.opening import prepare_database
from tests import databases

MARK = "bench"
"""Setting that tells that a database was filled here, and how."""


def main() -> int:
    """Fill the database asked for, unless it is filled already."""
    parser = argparse.ArgumentParser(description="Fill a database with a made-up organisation")
    add_arguments(parser)
    asked = parser.parse_args()
    if not asked.folder:
        parser.error("--folder names where the database (or, with --url, its key) is kept")
    with opened(asked.folder, asked.url, size_of(asked)) as (_config, database):
        print(described(database))
    return 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the size of the organisation and where it is kept."""
    parser.add_argument("--clients", type=int, default=Size.clients)
    parser.add_argument("--contacts", type=int, default=Size.contacts)
    parser.add_argument("--seed", type=int, default=Size.seed, help="of the dice")
    parser.add_argument("--folder", type=Path, help="folder that keeps the database and its key")
    parser.add_argument(
        "--url", default="", help="an empty PostgreSQL database, or one filled here"
    )


def size_of(asked: argparse.Namespace) -> Size:
    """Return the size that was asked for."""
    return Size(asked.clients, asked.contacts, asked.seed)


@contextmanager
def opened(folder: Path, url: str, size: Size) -> Iterator[tuple[Config, Database]]:
    """Open the database of a folder or an address, filled with an organisation of a size.

    Args:
        folder: holds key and, without an address, the database; made when absent.
        url: address of another database, empty for SQLite in the folder.

    Raises:
        SystemExit: the database or the folder holds something else.
    """
    _only_ours(folder)
    config = Config(instance=databases.new_instance(folder), database_url=url)
    prepare_database(config).close()
    database = databases.open_copy(config.url)
    try:
        found = _found(database)
        if found is None:
            _fill(config, size)
        elif found != asdict(size):
            raise SystemExit(f"The database was filled with {found}. Name another one.")
        yield config, database
    finally:
        database.close()


def described(database: Database) -> str:
    """Say what a database holds and how large it is."""
    with database.read() as session:
        counts = {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Model.metadata.sorted_tables
        }
        if database.is_sqlite:
            pages = session.scalar(text("SELECT page_count * page_size FROM pragma_page_count, "
                                        "pragma_page_size"))  # fmt: skip
        else:
            pages = session.scalar(text("SELECT pg_database_size(current_database())"))
    rows = ", ".join(f"{counts[name]:,} {name}" for name in sorted(counts, key=counts.get)[:-9:-1])
    return f"{sum(counts.values()):,} rows, {(pages or 0) / 1e6:,.0f} MB: {rows}"


def _only_ours(folder: Path) -> None:
    """Stop before a folder whose key is not the one used here: it may be somebody's records."""
    key = folder / "secret.key"
    if key.exists() and key.read_bytes() != databases.KEY:
        raise SystemExit(f"{folder} holds a key of its own. Name another folder.")
    if not key.exists() and (folder / "rinnalla.db").exists():
        raise SystemExit(f"{folder} holds a database. Name another folder.")


def _found(database: Database) -> dict[str, Any] | None:
    """Return how a database was filled, None when it is empty."""
    with database.read() as session:
        mark = session.scalar(select(Setting.value).where(Setting.name == MARK))
        if mark is not None:
            return dict(json.loads(mark))
        if session.scalar(select(User.id).limit(1)) is not None:
            raise SystemExit("The database holds records that were not made here, or half of them.")
    return None


def _fill(config: Config, size: Size) -> None:
    began, written = time.monotonic(), Counter[str]()
    database = Database(config.url)
    if database.is_sqlite:
        event.listen(database.engine, "connect", _hurry)
    world = World(size, clock.today())
    with database.engine.connect() as connection:
        for source in (world.chunks(), logbook.chunks(world)):
            for model, rows in source:
                _write(connection, model.__table__, rows)
                connection.commit()
                written[model.__tablename__] += len(rows)
        mark = {"name": MARK, "value": json.dumps(asdict(size))}
        connection.execute(insert(Setting.__table__), mark)
        connection.commit()
        _finish(connection)
    database.close()
    took = time.monotonic() - began
    print(
        f"filled {written.total():,} rows in {took:.1f} s ({written.total() / took:,.0f} a second)"
    )


def _write(connection: Connection, table: Table, rows: Rows) -> None:
    """Write rows at once, all with the same columns: by COPY where the database has it."""
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    columns = [c for c in table.columns if c.name in rows[0] or c.default is not None]
    plain = {c.name: c.default.arg for c in columns if c.default is not None}
    turns = [
        (c.name, c.type.dialect_impl(connection.dialect).bind_processor(connection.dialect))
        for c in columns
    ]
    names = ", ".join(f'"{name}"' for name, _turn in turns)
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy,
    ):
        for row in rows:
            values = {**plain, **row}
            copy.write_row([turn(values[name]) if turn else values[name] for name, turn in turns])


def _hurry(connection: Any, _record: Any) -> None:
    """Let SQLite keep much in memory and wait for no disk: whatever breaks off is filled anew."""
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -600000")


def _finish(connection: Connection) -> None:
    """Let the database know what it holds, as it would after years of use."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for table in Model.metadata.sorted_tables:
        if "id" in table.columns:
            counter = func.pg_get_serial_sequence(f'"{table.name}"', "id")
            connection.execute(select(func.setval(counter, func.max(table.c.id))))
    connection.commit()
    connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
