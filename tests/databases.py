"""Databases at the newest schema with one known key; each test gets a copy of its own."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

from coaching import sealing
from coaching.config import Config
from coaching.db import Database
from coaching.opening import prepare_database
from coaching.uselog import service as uselog
from tests.postgres import Server

KEY = base64.b64encode(bytes(range(32))) + b"\n"


def new_instance(folder: Path) -> Path:
    """Make an instance folder that holds nothing but the tests' key."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secret.key").write_bytes(KEY)
    return folder


def use_key() -> None:
    """Open sealed columns with the tests' key, whatever an earlier test opened."""
    sealing.use(sealing.Vault(base64.b64decode(KEY)))


def open_copy(url: str) -> Database:
    """Open a copied database with the use log behind it."""
    return Database(url, after=uselog.append)


def make_sqlite_template(folder: Path) -> Path:
    """Migrate an empty SQLite file and return it, with its write-ahead log folded in."""
    instance = new_instance(folder)
    database = prepare_database(Config(instance=instance))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return instance / "rinnalla.db"


def copy_sqlite(template: Path, folder: Path) -> Path:
    """Make an instance folder with a copy of the template; return the folder."""
    instance = new_instance(folder)
    shutil.copyfile(template, instance / "rinnalla.db")
    return instance


def make_postgres_template(server: Server, folder: Path) -> str:
    """Migrate an empty PostgreSQL database and return its name."""
    name = server.make()
    config = Config(instance=new_instance(folder), database_url=server.url(name))
    prepare_database(config).close()
    return name
