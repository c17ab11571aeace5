"""Settings of the organisation that people change on a page (not of the installation)."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts.models import Setting
from coaching.accounts.types import Actor


@dataclass(frozen=True)
class Organisation:
    """The organisation's settings with their defaults.

    `names_on`: whether client names are kept at all (off by default; model.md).
    `asks_pay`: whether form C asks what the job pays; off unless the organisation wants it.
    `demo`: the database was made by the demo and holds made-up people only.
    """

    name: str = ""
    names_on: bool = False
    asks_pay: bool = False
    demo: bool = False


def load(session: Session) -> Organisation:
    """Return the settings in force."""
    query = select(Setting.name, Setting.value).where(Setting.name.in_(_known()))
    rows = session.execute(query)
    return Organisation(**{name: json.loads(value) for name, value in rows})


def version(session: Session, *, hold: bool = False) -> int:
    """Return the version of the settings: it grows whenever one of them is written.

    Args:
        hold: keep others from writing them until this transaction ends.
    """
    query = select(Setting.row_version).where(Setting.name.in_(_known()))
    return sum(session.scalars(query.with_for_update() if hold else query))


def last_writer(session: Session) -> str:
    """Return who changed a setting last, empty for the command line."""
    newest = history.of_kinds(session, ["setting"], limit=1)
    return newest[0][1].by_name if newest else ""


def put(session: Session, actor: Actor | None, name: str, value: Any) -> None:
    """Set one setting and keep who changed it.

    Raises:
        KeyError: no such setting.
    """
    if name not in _known():
        raise KeyError(name)
    row = session.get(Setting, name)
    if row is not None and json.loads(row.value) == value:
        return
    if row is None:
        session.add(Setting(name=name, value=json.dumps(value)))
    else:
        row.value = json.dumps(value)
    history.record(session, actor, "setting", name, {name: value})
    session.flush()


def _known() -> set[str]:
    return {item.name for item in fields(Organisation)}
