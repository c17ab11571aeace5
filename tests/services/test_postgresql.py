"""What every connection to PostgreSQL is told."""

from __future__ import annotations

from sqlalchemy import text

from tests import databases


def test_a_connection_reckons_with_disks_that_read_anywhere_alike(
    postgres_server, postgres_template
):
    name = postgres_server.make(postgres_template)
    database = databases.open_copy(postgres_server.url(name))

    # Said once for the connection, so it outlives a block that was undone.
    told = []
    for _ in range(2):
        with database.read() as session:
            told.append(session.scalar(text("SHOW random_page_cost")))

    assert told == ["1.1", "1.1"]
    database.close()
    postgres_server.drop(name)
