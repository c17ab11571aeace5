"""Who changed what on the administration page, with the records' names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts.models import Absence, CareTeam, ListOption, Post, Team, User
from coaching.accounts.types import SavedChange
from coaching.history import Change

KINDS = ("user", "post", "absence", "team", "care_team", "list_option", "setting")
"""Kinds of records whose changes are shown; never a client's."""

AT_ONCE = timedelta(seconds=5)
"""What somebody changed in one record within this time was saved by one press of a button."""

_LARGEST_KEY = 2**31 - 1
_Names = dict[tuple[str, str], tuple[str, str]]


def page(
    session: Session, language: str, before: int | None, limit: int
) -> tuple[list[SavedChange], int | None]:
    """Return a page of what was saved, newest first, and the key at which the next page begins.

    Args:
        language: of the words that name options of lists: fi, sv or en.
        before: show changes older than this key.
        limit: most values on the page.
    """
    if before is not None and not 0 < before <= _LARGEST_KEY:
        return [], None
    rows = history.of_kinds(session, KINDS, before=before, limit=limit + 1)
    shown = [change for _key, change in rows[:limit]]
    older = rows[limit - 1][0] if len(rows) > limit else None
    names = _names(session, shown, language)
    return [_saved(changes, names) for changes in at_once(shown)], older


def at_once(changes: Iterable[Change]) -> list[list[Change]]:
    """Put together what one person changed in one record at once."""
    found: list[list[Change]] = []
    for change in changes:
        last = found[-1][-1] if found else None
        if last and _whose(last) == _whose(change) and last.at - change.at <= AT_ONCE:
            found[-1].append(change)
        else:
            found.append([change])
    return found


def _whose(change: Change) -> tuple[str, str, str]:
    return change.record_kind, change.record_id, change.by_name


def _saved(changes: Sequence[Change], names: _Names) -> SavedChange:
    newest = changes[0]
    record, about = names.get((newest.record_kind, newest.record_id), ("", ""))
    # Values of one saving lie newest first too: turned round, they stand as on the form. Whose
    # record it is stands in what it is called.
    values = [(one.field, _told(one, names)) for one in reversed(changes) if one.field != "user"]
    return SavedChange(newest.at, newest.by_name, newest.record_kind, record, tuple(values), about)


def _told(change: Change, names: _Names) -> Any:
    """Return a value with the name of the person or team that it points to."""
    if change.field in ("user", "team"):
        return names.get((change.field, str(change.value)), ("", ""))[0]
    return change.value


def _names(session: Session, changes: Sequence[Change], language: str) -> _Names:
    """Return by kind and id what a record is called, and the id of the person it concerns."""
    ids: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        ids[change.record_kind].add(change.record_id)
        if change.field in ("user", "team"):
            ids[change.field].add(str(change.value))
    owners = {kind: _owners(session, kind, ids[kind]) for kind in ("post", "absence")}
    for user, team in (pair for found in owners.values() for pair in found.values()):
        ids["user"].add(user)
        ids["team"].add(team)
    names = _plain_names(session, ids, language)
    for kind, found in owners.items():
        for record, (user, team) in found.items():
            words = [names[key][0] for key in (("user", user), ("team", team)) if key in names]
            names[kind, record] = (", ".join(words), user)
    return names


def _plain_names(session: Session, ids: Mapping[str, Collection[str]], language: str) -> _Names:
    """Return the names of people, teams and options."""
    names: _Names = {}
    for kind, table in (("user", User), ("team", Team), ("care_team", CareTeam)):
        query = select(table.public_id, table.name).where(table.public_id.in_(ids[kind]))
        for public_id, name in session.execute(query):
            names[kind, public_id] = (name, public_id if kind == "user" else "")
    options = select(ListOption).where(ListOption.public_id.in_(ids["list_option"]))
    for option in session.scalars(options):
        names["list_option", option.public_id] = (str(getattr(option, language)), "")
    return names


def _owners(session: Session, kind: str, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return the public ids of person and team of posts or absences, removed ones too."""
    if kind == "post":
        posts = (
            select(Post.public_id, User.public_id, Team.public_id)
            .join(User, User.id == Post.user_id)
            .join(Team, Team.id == Post.team_id)
        )
        rows = session.execute(posts.where(Post.public_id.in_(ids)))
        there = {record: (user, team) for record, user, team in rows}
    else:
        away = select(Absence.public_id, User.public_id).join(User, User.id == Absence.user_id)
        days = session.execute(away.where(Absence.public_id.in_(ids)))
        there = {record: (user, "") for record, user in days}
    gone = set(ids) - set(there)
    users = history.last_values(session, kind, gone, "user")
    teams = history.last_values(session, kind, gone, "team")
    removed = {one: (str(users.get(one, "")), str(teams.get(one, ""))) for one in gone}
    return {**there, **removed}
