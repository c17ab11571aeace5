"""`rinnalla export --team T FILE`: a team as one file, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from sqlalchemy.orm import Session

from coaching.accounts.models import Team
from coaching.db import Database
from coaching.reviews import exporting
from coaching.reviews.in_scale import key_of
from coaching.reviews.named import team_called
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis
from fidelity.teamfile import CannotWrite, TeamFileRefused
from fidelity.teamfile.records import TeamFile

STANDARD_OUTPUT = "-"


class CannotExport(Exception):
    """Nothing was written; the message is one clear line."""


def to_file(
    database: Database, name: str, place: Path, out: TextIO, *, names: bool, force: bool
) -> None:
    """Write a team into a file that its owner alone may read, and say what it holds.

    The line for the use log is there before the file has its name. What stood there before stays
    until the new file is whole.

    Args:
        name: the team's name or short name.
        names: whether people's names go out too.
        force: whether a file that is there is replaced.

    Raises:
        NoSuchTeam: no such team.
        CannotExport: the records do not fit the format, or the file may not be written.
        OSError: the folder cannot be written.
    """
    _refuse_taken(place, force)
    with _beside(place) as (whole, unnamed):
        with _reading(database) as session:
            team, file, raw = _made(session, name, names)
            _put(raw, whole, place)
            _note(session, team, file, raw, names)
        whole.close()
        _refuse_taken(place, force)
        unnamed.replace(place)
    out.write(
        f"{file.team.name} is in {place} (clients: {len(file.clients)}, contacts: "
        f"{len(file.contacts)}, names of people: {'yes' if names else 'no'}).\n"
    )


def to_output(database: Database, name: str, out: BinaryIO, *, names: bool) -> None:
    """Write a team to standard output.

    Raises:
        NoSuchTeam: no such team.
        CannotExport: the records do not fit the format.
    """
    with _reading(database) as session:
        team, file, raw = _made(session, name, names)
        _note(session, team, file, raw, names)
    out.write(raw)
    out.flush()


@contextmanager
def _reading(database: Database) -> Iterator[Session]:
    """Give a session that sees the records of one moment, however long reading them takes."""
    with database.read() as session:
        if not database.is_sqlite:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


def _made(session: Session, name: str, names: bool) -> tuple[Team, TeamFile, bytes]:
    team = team_called(session, name)
    file = exporting.team_file(session, team, names=names)
    try:
        return team, file, exporting.text_of(file).encode()
    except CannotWrite as wrong:
        raise _does_not_fit(str(wrong), more=0) from None
    except TeamFileRefused as refused:
        more = len(refused.problems) - 1
        raise _does_not_fit(str(refused.problems[0]), more=more) from None


def _does_not_fit(words: str, more: int) -> CannotExport:
    others = f" (and {more} more)" if more else ""
    return CannotExport(
        f"The records do not fit the format, so nothing was written: {words}{others}"
    )


def _note(session: Session, team: Team, file: TeamFile, raw: bytes, names: bool) -> None:
    uselog.note(
        session,
        None,
        Action.EXPORT,
        Basis.MAINTENANCE,
        [key_of(row.stay.id)[1] for row in file.clients],
        team=team.id,
        sha256=hashlib.sha256(raw).hexdigest(),
        names=names,
    )


def _refuse_taken(place: Path, force: bool) -> None:
    if place.is_dir():
        raise CannotExport(f"{place} is a folder. Name a file in it.")
    if place.exists() and not force:
        raise CannotExport(f"{place} is there already. Add --force to replace it.")


def _put(raw: bytes, whole: BinaryIO, place: Path) -> None:
    """Write a file to the disk itself, so that the name never stands for half of it.

    Raises:
        OSError: it cannot be written; it bears the name the file was to have.
    """
    try:
        whole.write(raw)
        whole.flush()
        os.fsync(whole.fileno())
    except OSError as wrong:
        raise OSError(wrong.errno, wrong.strerror, str(place)) from None


@contextmanager
def _beside(place: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Give a new file in the folder of another one; it is gone when it was not renamed.

    Raises:
        OSError: the folder cannot be written, or is not there; it bears the folder's name.
    """
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".rinnalla-", suffix=".part")
    except OSError as wrong:
        raise OSError(wrong.errno, wrong.strerror, str(place.parent)) from None
    try:
        with os.fdopen(handle, "wb") as whole:
            yield whole, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
