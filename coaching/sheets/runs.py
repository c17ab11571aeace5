"""A long piece of work in a thread of its own: how far it is, a way to stop it, and its end.

The database has one writer at a time, so how far the work is cannot stand there while it writes: it
stands in a small file of two numbers, which every process that serves pages can read. The thread
holds a lock on the file for as long as it lives; the system lets go of it when the process is
killed, so that a page never waits for work that nobody does any more.
"""

from __future__ import annotations

import contextvars
import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)

FOLDER = "imports"
Tick = Callable[[int], None]
"""Told how many rows were done since the last time; ends the work by raising."""

_EVERY = 0.2
"""Seconds between two looks at whether somebody has asked to stop."""


def silent(_done: int) -> None:
    """Take no notice of how far the work is."""


class Stopped(Exception):
    """Somebody has asked to stop the work."""


@dataclass(frozen=True)
class Progress:
    """How far a piece of work is; `alive` while its thread lives."""

    done: int = 0
    of: int = 0
    alive: bool = False
    stopping: bool = False

    @property
    def percent(self) -> int:
        """Whole percent, 99 at most: the last one is the end itself."""
        return min(99, 100 * self.done // self.of) if self.of else 0


class Run:
    """One piece of work, begun in a request and done in a thread."""

    def __init__(self, instance: Path, name: str, of: int) -> None:
        """Take the file of this work.

        Raises:
            BlockingIOError: the same work is being done already.
        """
        self.of, self.done, self.looked = of, 0, time.monotonic()
        self.path = _path(instance, name)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.file = _take(self.path)
        _stop(self.path).unlink(missing_ok=True)
        self._write()

    def tick(self, done: int) -> None:
        """Note that some more is done.

        Raises:
            Stopped: somebody has asked to stop.
        """
        self.done += done
        now = time.monotonic()
        if now - self.looked < _EVERY:
            return
        self.looked = now
        self._write()
        if _stop(self.path).exists():
            raise Stopped

    def start(self, work: Callable[[Tick], None]) -> threading.Thread:
        """Do the work in a thread, with the request's own place in the use log."""
        context = contextvars.copy_context()
        thread = threading.Thread(target=context.run, args=(self._do, work), daemon=True)
        thread.start()
        return thread

    def _do(self, work: Callable[[Tick], None]) -> None:
        try:
            work(self.tick)
        except Exception:
            log.exception("an import failed")
        finally:
            self.path.unlink(missing_ok=True)
            _stop(self.path).unlink(missing_ok=True)
            self.file.close()

    def _write(self) -> None:
        # One write of one length, so that whoever reads meanwhile sees the old or the new numbers.
        os.pwrite(self.file.fileno(), f"{self.done:12d}{self.of:12d}".encode("ascii"), 0)


def look(instance: Path, name: str) -> Progress:
    """Return how far a piece of work is; not alive when no thread does it."""
    path = _path(instance, name)
    try:
        with path.open("r", encoding="ascii") as file:
            if not _is_held(file):
                return Progress()
            told = file.read()
    except FileNotFoundError:
        return Progress()
    done, of = (int(told[:12]), int(told[12:])) if told else (0, 0)
    return Progress(done, of, alive=True, stopping=_stop(path).exists())


def ask_to_stop(instance: Path, name: str) -> None:
    """Ask a piece of work to stop at its next step."""
    path = _path(instance, name)
    if path.exists():
        _stop(path).touch(mode=0o600)


def _take(path: Path) -> IO[str]:
    """Open and hold the file; a page that only looks holds it for a moment too.

    Raises:
        BlockingIOError: a thread holds it.
    """
    for _again in range(20):
        # Appending, as opening with "a" does, would never write over the numbers before.
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            time.sleep(0.02)
            continue
        # One that has just ended may have removed the file before letting go of it.
        if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
            return file
        file.close()
    raise BlockingIOError(f"{path.name} is being worked on")


def _is_held(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def _path(instance: Path, name: str) -> Path:
    return instance / FOLDER / f"{name}.txt"


def _stop(path: Path) -> Path:
    return path.with_suffix(".stop")
