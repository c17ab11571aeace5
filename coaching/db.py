"""The database: base of the tables, column types, and the one place where work is committed."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    DateTime,
    Integer,
    MetaData,
    String,
    Text,
    create_engine,
    event,
    select,
    union_all,
)
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

Notes = list[Any]


class Model(DeclarativeBase):
    """Base of every table; constraints have names, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def new_public_id() -> str:
    """Return 128 random bits as 26 small base32 letters and digits, for addresses (model.md)."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


class Identified:
    """A row with an integer inside and a random public id in addresses.

    The public id is there from the moment the object is made, since sealed values are bound to it.
    """

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-2)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, sort_order=-1)

    def __init__(self, **values: Any) -> None:
        values.setdefault("public_id", new_public_id())
        self.public_id = values.pop("public_id")
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no column {name}")
            setattr(self, name, value)


class Versioned:
    """A row that people edit: its version counts up with every change.

    A page carries the version it showed; saving over a newer one is refused.
    """

    @declared_attr
    @classmethod
    def row_version(cls) -> Mapped[int]:
        """Number of times the row was written."""
        return mapped_column(Integer, nullable=False, default=1, sort_order=99)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the database check the version at every write."""
        return {"version_id_col": cls.row_version}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a value without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Share(TypeDecorator[Decimal]):
    """A share of full time, above 0 and at most 1, kept exactly as ten-thousandths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store as a whole number of ten-thousandths."""
        if value is None:
            return None
        scaled = Decimal(value) * 10_000
        if scaled != scaled.to_integral_value():
            raise ValueError("a share of full time has at most four decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Give back the exact share."""
        return None if value is None else Decimal(value) / 10_000


@lru_cache(maxsize=4096)
def _codes(value: str) -> tuple[str, ...]:
    """Read a list of codes; rows share the few lists that there are."""
    return tuple(json.loads(value))


class Codes(TypeDecorator[tuple[str, ...]]):
    """A short list of codes in the order they were chosen."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        """Store as JSON text; nothing chosen is an empty list."""
        return json.dumps([str(code) for code in value or ()])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """Give back a tuple of codes."""
        return _codes(value) if value else ()


def existing(session: Session, public_ids: Collection[str]) -> set[str]:
    """Return which of these ids some record of any kind has; opens nothing."""
    if not public_ids:
        return set()
    tables = [table for table in Model.metadata.sorted_tables if "public_id" in table.c]
    asked = [select(one.c.public_id).where(one.c.public_id.in_(public_ids)) for one in tables]
    return set(session.scalars(union_all(*asked)))


class Database:
    """An open database: reading and writing happen inside `read()` and `write()`, nothing else.

    Args:
        url: SQLAlchemy address, SQLite or PostgreSQL.
        after: called with the notes a block left in `session.info["notes"]` once the block's
            transaction has ended, however it ended; appends them in a transaction of its own.
        must_exist: whether a SQLite file that is not there is refused. Without it an empty one
            is made, which in place of a file that is away for a moment would be in its way.
    """

    def __init__(
        self,
        url: str,
        after: Callable[[Database, Notes], None] | None = None,
        *,
        must_exist: bool = False,
    ) -> None:
        self.engine = make_engine(url, must_exist=must_exist)
        self._after = after

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that can only read."""
        with self._block(writes=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose work is committed when the block ends well, and undone otherwise.

        On SQLite the transaction begins immediate: a transaction that reads first and writes later
        would fail at once when another one committed in between.
        """
        with self._block(writes=True) as session:
            yield session

    @contextmanager
    def append(self) -> Iterator[Session]:
        """Give a writing session that leaves no notes itself (for the notes' own transaction)."""
        with self._session(writes=True) as session:
            yield session
            session.commit()

    @contextmanager
    def _block(self, *, writes: bool) -> Iterator[Session]:
        notes: Notes = []
        try:
            with self._session(writes=writes) as session:
                session.info["notes"] = notes
                yield session
                session.commit() if writes else session.rollback()
        finally:
            if notes and self._after is not None:
                self._after(self, notes)

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Session]:
        engine = self.engine.execution_options(writes=writes, **self._dialect_options(writes))
        with Session(engine, expire_on_commit=False) as session:
            yield session

    def _dialect_options(self, writes: bool) -> dict[str, Any]:
        return {} if self.is_sqlite or writes else {"postgresql_readonly": True}

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def make_engine(url: str, *, must_exist: bool = False) -> Engine:
    """Return an engine with foreign keys on, durable commits and explicit transactions."""
    address = make_url(url)
    if must_exist and address.get_backend_name() == "sqlite" and address.database:
        file = Path(address.database).absolute().as_uri()
        address = address.set(database=file, query={"mode": "rw", "uri": "true"})
    if address.get_backend_name() == "postgresql" and address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(
        address, hide_parameters=True, pool_pre_ping=address.get_backend_name() != "sqlite"
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is off: BEGIN is said in _begin_sqlite.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = FULL",
        "secure_delete = ON",
        "busy_timeout = 15000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    # The server's own guess is of a turning disk: for the thousand clients of a team it would
    # rather go through all clients of the organisation than look each up.
    connection.execute("SET random_page_cost = 1.1")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
