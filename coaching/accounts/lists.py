"""Teams, care teams, the organisation's own lists, and its settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching.accounts import organisation
from coaching.accounts.changes import refuse_newer, remember, write
from coaching.accounts.models import CareTeam, ListOption, Team
from coaching.accounts.types import Actor, Option
from coaching.db import new_public_id
from coaching.errors import ChangedMeanwhile, NotThere, Refusal
from coaching.text import fold, sort_key
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

LISTS = ("referral_source", "legal_basis", "industry")
"""Lists that the organisation may rename, hide and add to."""

NEEDED = frozenset({"referral_source"})
"""Lists of which something must be offered, since every client's intake asks for it."""

Defaults = Mapping[str, tuple[str, str, str]]
"""The program's own options of a list: code, and the words in fi, sv and en."""

_NONE: Defaults = {}
_T = TypeVar("_T")


class TeamNameTaken(Refusal):
    """Another team, or another care team, has the name."""

    field = "name"


class ShortNameTaken(Refusal):
    """Another team has the short name."""

    field = "short"


class ShortNameWrong(Refusal):
    """A short name has other characters than small letters, digits and hyphens."""

    field = "short"


class OptionTaken(Refusal):
    """The list has the same word already. Facts: word."""

    field = "fi"


class LastOption(Refusal):
    """Nothing would be left to choose on the intake page."""

    field = "hidden"


# ---- teams


def get_team(session: Session, public_id: str) -> Team:
    """Return a team by public id.

    Raises:
        NotThere: no such team.
    """
    return _found(session.scalar(select(Team).where(Team.public_id == public_id)))


def set_team(
    session: Session,
    actor: Actor | None,
    name: str,
    short: str,
    team: Team | None = None,
    row_version: int = 0,
) -> Team:
    """Add a team or change its names.

    Args:
        short: stands in addresses instead of the public id.
        row_version: of the team that the page showed; for a new one it says nothing.

    Raises:
        ChangedMeanwhile: the team was saved by somebody after the page was opened.
        ShortNameWrong, ShortNameTaken, TeamNameTaken.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", short):
        raise ShortNameWrong
    known = session.scalars(_held(select(Team))).all()
    if team is not None:
        refuse_newer(session, team, row_version)
    others = [one for one in known if one is not team]
    if any(fold(one.name) == fold(name) for one in others):
        raise TeamNameTaken
    if any(one.short == short for one in others):
        raise ShortNameTaken
    values = {"name": name, "short": short}
    if team is None:
        team, changed = Team(**values), values
        _insert(session, team, TeamNameTaken())
    else:
        changed = write(team, values)
    remember(session, actor, "team", team.public_id, changed)
    return team


# ---- care teams


def all_care_teams(session: Session) -> list[CareTeam]:
    """Return every care team by name, hidden ones last."""
    rows = session.scalars(select(CareTeam))
    return sorted(rows, key=lambda row: (row.hidden, sort_key(row.name), row.id))


def get_care_team(session: Session, public_id: str) -> CareTeam:
    """Return a care team by public id.

    Raises:
        NotThere: no such care team.
    """
    return _found(session.scalar(select(CareTeam).where(CareTeam.public_id == public_id)))


def set_care_team(
    session: Session,
    actor: Actor | None,
    name: str,
    *,
    hidden: bool = False,
    care_team: CareTeam | None = None,
    row_version: int = 0,
) -> CareTeam:
    """Add a care team, or rename or hide one; a hidden one stays with the clients that have it.

    Args:
        row_version: of the care team that the page showed; for a new one it says nothing.

    Raises:
        ChangedMeanwhile: the care team was saved by somebody after the page was opened.
        TeamNameTaken: another care team has the name.
    """
    known = session.scalars(_held(select(CareTeam))).all()
    if care_team is not None:
        refuse_newer(session, care_team, row_version)
    if any(one is not care_team and fold(one.name) == fold(name) for one in known):
        raise TeamNameTaken
    if care_team is None:
        care_team = CareTeam(name=name, hidden=hidden)
        _insert(session, care_team, TeamNameTaken())
        changed: dict[str, object] = {"name": name, **({"hidden": True} if hidden else {})}
    else:
        changed = write(care_team, {"name": name, "hidden": hidden})
    remember(session, actor, "care_team", care_team.public_id, changed)
    return care_team


# ---- the organisation's own lists


def options_of(session: Session, name: str, defaults: Defaults = _NONE) -> list[Option]:
    """Return every option of a list in its order, hidden ones too.

    Args:
        defaults: the program's own options, which hold while the organisation has none.

    Raises:
        NotThere: no such list.
    """
    rows = _options(session, name)
    if not rows:
        return [
            Option(code, code, _by_language(words), is_own=False)
            for code, words in defaults.items()
        ]
    return [
        Option(row.public_id, row.code, _by_language(_words(row)), row.hidden, row.row_version)
        for row in rows
    ]


def get_option(session: Session, name: str, key: str, defaults: Defaults = _NONE) -> Option:
    """Return an option of a list by its key, or by its code as before the list was touched.

    Raises:
        NotThere: no such list or option.
    """
    found = options_of(session, name, defaults)
    return _found(next((one for one in found if key in (one.key, one.code)), None))


def set_option(
    session: Session,
    actor: Actor | None,
    name: str,
    words: Mapping[str, str],
    *,
    hidden: bool = False,
    option: Option | None = None,
    row_version: int = 0,
    defaults: Defaults = _NONE,
) -> str:
    """Add an option to a list, or rename or hide one; its code never changes.

    The first change makes the list the organisation's own: the program's options are put into it.

    Args:
        words: by language: fi, sv, en.
        row_version: of the option that the page showed; for a new one it says nothing.
        defaults: the program's own options of the list.

    Returns:
        The option's code.

    Raises:
        ChangedMeanwhile: the option was saved by somebody after the page was opened.
        OptionTaken: the list has the same Finnish word.
        LastOption: nothing would be left to choose on the intake page.
        NotThere: no such list.
    """
    rows = _own_rows(session, name, defaults)
    row = None if option is None else next((one for one in rows if one.code == option.code), None)
    if row is not None:
        # A page that showed the program's words showed what the first version of the row holds.
        refuse_newer(session, row, row_version or 1)
    others = [one for one in rows if one is not row]
    if any(fold(one.fi) == fold(words["fi"]) for one in others):
        raise OptionTaken(word=words["fi"])
    if hidden and name in NEEDED and all(one.hidden for one in others):
        raise LastOption
    values = {**{language: words[language] for language in ("fi", "sv", "en")}, "hidden": hidden}
    if row is None:
        row = ListOption(list=name, code=_new_code(words), position=len(rows), **values)
        session.add(row)
        changed = values if hidden else {**words}
    else:
        changed = write(row, values)
    remember(session, actor, "list_option", row.public_id, changed)
    return row.code


def move_up(
    session: Session, actor: Actor, name: str, option: Option, defaults: Defaults = _NONE
) -> None:
    """Let an option stand one place earlier in its list; the first one stays."""
    rows = _own_rows(session, name, defaults)
    place = next((n for n, one in enumerate(rows) if one.code == option.code), 0)
    if place == 0:
        return
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for position, row in enumerate(rows):
        row.position = position
    remember(session, actor, "list_option", rows[place - 1].public_id, {"position": place})


def add_defaults(session: Session, name: str, rows: Defaults) -> None:
    """Put a list's own options in, by code, where the list is still empty."""
    if _options(session, name):
        return
    try:
        with session.begin_nested():
            for position, (code, (fi, sv, en)) in enumerate(rows.items()):
                session.add(
                    ListOption(list=name, code=code, fi=fi, sv=sv, en=en, position=position)
                )
    except IntegrityError:
        # PostgreSQL: somebody else did the same at the same moment.
        return


def _own_rows(session: Session, name: str, defaults: Defaults) -> list[ListOption]:
    add_defaults(session, name, defaults)
    return _options(session, name, hold=True)


def _options(session: Session, name: str, *, hold: bool = False) -> list[ListOption]:
    if name not in LISTS:
        raise NotThere
    query = select(ListOption).where(ListOption.list == name)
    query = query.order_by(ListOption.position, ListOption.id)
    return list(session.scalars(_held(query) if hold else query))


def _words(row: ListOption) -> tuple[str, str, str]:
    return row.fi, row.sv, row.en


def _by_language(words: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("fi", "sv", "en"), words, strict=True))


def _new_code(words: Mapping[str, str]) -> str:
    """Return a code that tells people what it stands for, and that no other option has."""
    told = re.sub(r"[^a-z0-9]+", "_", fold(words["en"])).strip("_")[:24]
    return f"{told}_{new_public_id()[:6]}"


# ---- settings


def change_settings(
    session: Session, actor: Actor, typed: Mapping[str, Any], *, version: int
) -> None:
    """Change the organisation's settings.

    Args:
        typed: settings by name (`organisation.Organisation`).
        version: of the settings that the page showed (`organisation.version`).

    Raises:
        ChangedMeanwhile: somebody saved the settings after the page was opened.
    """
    if organisation.version(session, hold=True) != version:
        raise ChangedMeanwhile(user=organisation.last_writer(session))
    now = vars(organisation.load(session))
    changed = {field: value for field, value in typed.items() if now[field] != value}
    for field, value in changed.items():
        organisation.put(session, actor, field, value)
    if changed:
        uselog.note(session, actor.user_id, Action.SETTINGS, Basis.ADMINISTRATION, kind="setting")


# ---- what is shared


def _held(query: Select[_T]) -> Select[_T]:
    """Hold the rows for this transaction and take them as they stand now."""
    return query.with_for_update(key_share=True).execution_options(populate_existing=True)


def _found(row: _T | None) -> _T:
    if row is None:
        raise NotThere
    return row


def _insert(session: Session, row: Team | CareTeam, taken: Refusal) -> None:
    """Add a row that somebody else may be adding at the same moment."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise taken from None
