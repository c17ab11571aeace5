"""Teams, care teams, the organisation's own lists, and its settings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts import organisation
from coaching.accounts.models import CareTeam, ListOption, Team
from coaching.accounts.types import Actor
from coaching.db import new_public_id
from coaching.errors import NotThere, Refusal
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

LISTS = ("referral_source", "legal_basis", "industry")
"""Lists that the organisation may rename, hide and add to."""


class TeamNameTaken(Refusal):
    """Another team has the name or the short name."""

    field = "name"


class ShortNameWrong(Refusal):
    """A short name has other characters than small letters, digits and hyphens."""

    field = "short"


class OptionCodeTaken(Refusal):
    """The list has the same word already."""

    field = "fi"


def get_team(session: Session, public_id: str) -> Team:
    """Return a team by public id.

    Raises:
        NotThere: no such team.
    """
    team = session.scalar(select(Team).where(Team.public_id == public_id))
    if team is None:
        raise NotThere
    return team


def set_team(
    session: Session, actor: Actor | None, name: str, short: str, team: Team | None = None
) -> Team:
    """Add a team or change its names.

    Raises:
        ShortNameWrong, TeamNameTaken.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", short):
        raise ShortNameWrong
    same = select(Team.id).where((Team.name == name) | (Team.short == short))
    if team is not None:
        same = same.where(Team.id != team.id)
    if session.scalar(same.limit(1)) is not None:
        raise TeamNameTaken
    if team is None:
        team = Team(name=name, short=short)
        session.add(team)
    team.name, team.short = name, short
    _save(session, actor, "team", team.public_id, {"name": name, "short": short})
    return team


def all_care_teams(session: Session) -> list[CareTeam]:
    """Return every care team by name, hidden ones last."""
    return list(session.scalars(select(CareTeam).order_by(CareTeam.hidden, CareTeam.name)))


def get_care_team(session: Session, public_id: str) -> CareTeam:
    """Return a care team by public id.

    Raises:
        NotThere: no such care team.
    """
    row = session.scalar(select(CareTeam).where(CareTeam.public_id == public_id))
    if row is None:
        raise NotThere
    return row


def set_care_team(
    session: Session,
    actor: Actor | None,
    name: str,
    *,
    hidden: bool = False,
    public_id: str | None = None,
) -> CareTeam:
    """Add a care team, or rename or hide one.

    Raises:
        TeamNameTaken: another care team has the name.
        NotThere: no such care team.
    """
    row = get_care_team(session, public_id) if public_id is not None else None
    same = session.scalar(select(CareTeam).where(CareTeam.name == name))
    if same is not None and same is not row:
        raise TeamNameTaken
    if row is None:
        row = CareTeam(name=name)
        session.add(row)
    row.name, row.hidden = name, hidden
    _save(session, actor, "care_team", row.public_id, {"name": name, "hidden": hidden})
    return row


def options_of(session: Session, name: str) -> list[ListOption]:
    """Return every option of a list in its order, hidden ones too.

    Raises:
        NotThere: no such list.
    """
    if name not in LISTS:
        raise NotThere
    query = select(ListOption).where(ListOption.list == name)
    return list(session.scalars(query.order_by(ListOption.position, ListOption.id)))


def get_option(session: Session, name: str, public_id: str) -> ListOption:
    """Return an option of a list.

    Raises:
        NotThere: no such list or option.
    """
    for option in options_of(session, name):
        if option.public_id == public_id:
            return option
    raise NotThere


def set_option(
    session: Session,
    actor: Actor | None,
    name: str,
    words: Mapping[str, str],
    *,
    hidden: bool = False,
    option: ListOption | None = None,
) -> ListOption:
    """Add an option to a list, or rename or hide one; its code never changes.

    Raises:
        OptionCodeTaken: the list has the same Finnish word.
    """
    same = session.scalar(
        select(ListOption).where(ListOption.list == name, ListOption.fi == words["fi"])
    )
    if same is not None and same is not option:
        raise OptionCodeTaken
    if option is None:
        last = session.scalar(select(func.max(ListOption.position)).where(ListOption.list == name))
        code = re.sub(r"[^a-z0-9]+", "_", fold(words["en"])).strip("_")[:24]
        option = ListOption(
            list=name, code=f"{code}_{new_public_id()[:6]}", position=(last or 0) + 1
        )
        session.add(option)
    option.fi, option.sv, option.en, option.hidden = words["fi"], words["sv"], words["en"], hidden
    _save(
        session, actor, "list_option", option.public_id, {**words, "hidden": hidden, "list": name}
    )
    return option


def add_defaults(session: Session, name: str, rows: Mapping[str, tuple[str, str, str]]) -> None:
    """Put a list's own options in, by code, where the list is still empty."""
    if options_of(session, name):
        return
    for position, (code, (fi, sv, en)) in enumerate(rows.items()):
        session.add(ListOption(list=name, code=code, fi=fi, sv=sv, en=en, position=position))
    session.flush()


def change_settings(session: Session, actor: Actor, name: str, *, names_on: bool) -> None:
    """Change the organisation's settings."""
    organisation.put(session, actor, "name", name)
    organisation.put(session, actor, "names_on", names_on)
    uselog.note(session, actor.user_id, Action.SETTINGS, Basis.ADMINISTRATION, kind="setting")


def _save(
    session: Session, actor: Actor | None, kind: str, record: str, values: Mapping[str, object]
) -> None:
    session.flush()
    history.record(session, actor, kind, record, values)
    uselog.note(
        session,
        None if actor is None else actor.user_id,
        Action.SETTINGS,
        Basis.ADMINISTRATION,
        kind=kind,
    )
