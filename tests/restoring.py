"""What a PostgreSQL database holds, and putting it back when a test has written into it."""

from __future__ import annotations

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

_SHAPE = SQL(" UNION ALL ").join(
    SQL("SELECT {}, count(*), max(xmin::text::bigint) FROM {}").format(name, Identifier(name))
    for name in ("pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_trigger", "pg_proc")
)
"""How many lines each part of the catalogue has, and which change of it was the last."""

_SEND_AWAY = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
    AND pid <> pg_backend_pid()
"""
_WRITTEN = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
_COUNTERS = """
    SELECT quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL
    FROM pg_sequences WHERE schemaname = 'public'
"""


class Contents:
    """Every row of a database, where its counters stand, and the shape of its tables."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._shape = connection.execute(_SHAPE).fetchall()
        self._rows = {
            name: _rows(connection, name) for (name,) in connection.execute(_WRITTEN).fetchall()
        }
        self._counters = SQL("; ").join(
            SQL("SELECT setval({}, {}, {})").format(*map(Literal, counter))
            for counter in connection.execute(_COUNTERS).fetchall()
        )

    def restore(self, connection: Connection[Any]) -> bool:
        """Put rows and counters back, and send away whoever still holds on to the database.

        Returns:
            Whether they are back: where a table itself was changed nothing is done.
        """
        connection.execute(_SEND_AWAY)
        if connection.execute(_SHAPE).fetchall() != self._shape:
            return False
        written = [Identifier(name) for (name,) in connection.execute(_WRITTEN).fetchall()]
        with connection.transaction():
            # Without looking at foreign keys, so that the order of the tables does not matter.
            connection.execute("SET LOCAL session_replication_role = replica")
            for table in written:
                connection.execute(SQL("DELETE FROM {}").format(table))
        # So that the next test finds the files as empty as they were, and its rows lie in order.
        connection.execute(SQL("VACUUM {}").format(SQL(", ").join(written)))
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")
            for name, rows in self._rows.items():
                into = SQL("COPY {} FROM STDIN").format(Identifier(name))
                with connection.cursor().copy(into) as filling:
                    filling.write(rows)
            connection.execute(self._counters)
        return True


def _rows(connection: Connection[Any], name: str) -> bytes:
    """Return the rows of a table as PostgreSQL copies them."""
    out = SQL("COPY {} TO STDOUT").format(Identifier(name))
    with connection.cursor().copy(out) as reading:
        return b"".join(bytes(part) for part in reading)
