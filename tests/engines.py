"""Opening the databases of tests one after another on the same engines.

An engine remembers how it has put each question into SQL, and finds out once what the server can
do. In front of a new one for every test, that took a third of the time of many tests.
"""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from typing import Any

from sqlalchemy import event, make_url

from coaching.db import Database, make_engine
from tests import databases


class Engines:
    """Lends opened databases; what is listened to on one of them ends with it."""

    def __init__(self) -> None:
        self._free: dict[str, list[_Moving]] = defaultdict(list)
        self._lent: dict[Database, _Moving] = {}

    def open(self, url: str) -> Database:
        """Open a copied database with the use log behind it."""
        free = self._free[make_url(url).get_backend_name()]
        moving = free.pop() if free else _Moving(url)
        database = moving.at(url)
        self._lent[database] = moving
        return database

    def close(self, database: Database) -> None:
        """Give back every connection, and let the next test have the engine.

        A thread that ends later than its test is left with an engine of its own: it must not come
        upon the records of the next test.
        """
        database.close()
        moving = self._lent.pop(database)
        database.engine = make_engine(moving.address)
        self._free[database.engine.dialect.name].append(moving)


class _Moving:
    """An opened database whose new connections lead to wherever it was last sent."""

    def __init__(self, url: str) -> None:
        self._database, self.address = databases.open_copy(url), url
        event.listen(self._database.engine, "do_connect", self._lead)

    def at(self, url: str) -> Database:
        """Return the database at an address."""
        self.address = url
        database = copy(self._database)
        database.engine = database.engine.execution_options()
        return database

    def _lead(
        self, dialect: Any, _record: Any, arguments: list[Any], named: dict[str, Any]
    ) -> None:
        arguments[:], further = dialect.create_connect_args(make_url(self.address))
        named.update(further)
