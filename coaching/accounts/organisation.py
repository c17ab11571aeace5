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
    `demo`: the database was made by the demo and holds made-up people only.
    """

    name: str = ""
    names_on: bool = False
    demo: bool = False


def load(session: Session) -> Organisation:
    """Return the settings in force."""
    known = {item.name for item in fields(Organisation)}
    rows = session.execute(select(Setting.name, Setting.value).where(Setting.name.in_(known)))
    return Organisation(**{name: json.loads(value) for name, value in rows})


def put(session: Session, actor: Actor | None, name: str, value: Any) -> None:
    """Set one setting and keep who changed it.

    Raises:
        KeyError: no such setting.
    """
    if name not in {item.name for item in fields(Organisation)}:
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
