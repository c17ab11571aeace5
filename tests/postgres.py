"""A PostgreSQL server for the tests: in a temporary folder, without a network port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path

import psycopg

from tests.restoring import Contents

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def _version(initdb: Path) -> int:
    return int(initdb.parts[-3])


@dataclass
class Server:
    """A running server.

    Copying a database writes some ten megabytes, which takes up to 300 ms; `lend` therefore gives
    one again that was given back, once it holds what it held at first.
    """

    folder: Path

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._free: dict[str, list[str]] = defaultdict(list)
        self._lent: dict[str, str] = {}
        self._contents: dict[str, Contents] = {}

    def url(self, name: str) -> str:
        """Return the SQLAlchemy address of a database."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def make(self, template: str = "template1") -> str:
        """Make a database like another one and return its name."""
        name = f"rinnalla_{next(self._numbers)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {self._quickly}')
        return name

    def drop(self, name: str) -> None:
        """Throw a database away, whoever still holds it."""
        self._say(f'DROP DATABASE "{name}" WITH (FORCE)')

    def lend(self, template: str) -> str:
        """Return the name of a database that holds what the template holds."""
        free = self._free[template]
        name = free.pop() if free else self.make(template)
        self._lent[name] = template
        if template not in self._contents:
            with self.connected(name) as connection:
                self._contents[template] = Contents(connection)
        return name

    def give_back(self, name: str) -> None:
        """Take a lent database back: restored for the next one, or thrown away when it cannot be."""
        template = self._lent.pop(name)
        with self.connected(name) as connection:
            restored = self._contents[template].restore(connection)
        if restored:
            self._free[template].append(name)
        else:
            self.drop(name)

    def connected(self, name: str) -> psycopg.Connection:
        """Return a connection of the server's own to a database, which commits by itself."""
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=name, autocommit=True)

    @cached_property
    def _quickly(self) -> str:
        """Return how to copy: before version 15 there was this one way only."""
        with self.connected("postgres") as connection:
            return "STRATEGY FILE_COPY" if connection.info.server_version >= 150000 else ""

    def _say(self, sentence: str) -> None:
        with self.connected("postgres") as connection:
            connection.execute(sentence.encode())


@contextmanager
def server() -> Iterator[Server]:
    """Run a server for the length of the block; PostgreSQL refuses root, so root hands it on."""
    folder = Path(tempfile.mkdtemp(prefix="rinnalla-pg-"))
    who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if who:
        shutil.chown(folder, "postgres", "postgres")
    bin_folder, data = programs(), folder / "data"

    def run(*words: object) -> None:
        subprocess.run(
            [*map(str, words)], check=True, capture_output=True, cwd=folder, timeout=60, **who
        )

    run(bin_folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync")  # fmt: skip
    control = [bin_folder / "pg_ctl", "-D", data, "-w"]
    # The log takes what the server says, so that it does not hold pytest's own output open.
    run(*control, "-l", folder / "log", "-o",
        f"{QUICK} -c listen_addresses='' -c unix_socket_directories={folder}", "start")  # fmt: skip
    try:
        yield Server(folder)
    finally:
        run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
