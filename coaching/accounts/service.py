"""Use cases of people: signing in and out, own account, and what other slices ask about people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts import passwords, sessions, throttle
from coaching.accounts.models import CareTeam, ListOption, SignIn, Team, User
from coaching.accounts.types import Actor
from coaching.errors import ChangedMeanwhile, Refusal
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis


class SignInFailed(Refusal):
    """The user name or the password is not right; which one is never told."""


class TooManyAttempts(Refusal):
    """So many failures that the next attempt has to wait."""


class PasswordNotRight(Refusal):
    """The present password, asked before changing it, is not right."""

    field = "password"


class PasswordsDiffer(Refusal):
    """The new password was typed in two ways."""

    field = "password_again"


class PasswordUnchanged(Refusal):
    """The new password is the present one."""

    field = "new_password"


@dataclass(frozen=True)
class Account:
    """The own account as a page shows it."""

    user_name: str
    name: str
    title: str
    phone: str
    email: str
    language: str
    key_n: bool
    row_version: int


def check_sign_in(session: Session, user_name: str, password: str, remote: str) -> int:
    """Return the id of the user whose name and password these are.

    It only reads: checking a password takes a tenth of a second, in which nobody else could write.

    Raises:
        TooManyAttempts: wait, with the moment until when.
        SignInFailed: no such user, closed, or another password: answered alike and as slowly.
    """
    name = fold(user_name)
    until = throttle.wait_until(session, name, remote)
    if until is not None:
        raise TooManyAttempts(until=until)
    user = session.scalar(select(User).where(User.user_name == name))
    if user is None:
        passwords.spend_time(password)
    if user is None or not passwords.fits(user.password_hash, password):
        raise SignInFailed
    if sessions.actor_of(session, user.id) is None:
        raise SignInFailed
    return user.id


def sign_in(session: Session, user_id: int) -> str:
    """Begin the sign-in of a user whose password was checked; return the token for the cookie."""
    user = session.get_one(User, user_id)
    throttle.forget(session, user.user_name)
    uselog.note(session, user.id, Action.SIGN_IN)
    return sessions.begin(session, user)


def note_failed_sign_in(session: Session, user_name: str, remote: str) -> None:
    """Remember a failed sign-in for the throttle and the use log."""
    throttle.note_failure(session, fold(user_name), remote)
    uselog.note(session, None, Action.SIGN_IN_FAILED)


def sign_in_demo(session: Session, public_id: str) -> str | None:
    """Sign in one of the demonstration's people; None when there is no such person."""
    user = session.scalar(select(User).where(User.public_id == public_id))
    if user is None or sessions.actor_of(session, user.id) is None:
        return None
    uselog.note(session, user.id, Action.SIGN_IN)
    return sessions.begin(session, user)


def sign_out(session: Session, actor: Actor) -> None:
    """End this browser's sign-in."""
    if actor.session_id is not None:
        sessions.end(session, actor.session_id)
    uselog.note(session, actor.user_id, Action.SIGN_OUT)


def previous_sign_in(session: Session, actor: Actor) -> datetime | None:
    """Return when this person signed in the time before."""
    query = select(SignIn.created_at).where(SignIn.user_id == actor.user_id)
    rows = session.scalars(query.order_by(SignIn.id.desc()).limit(2)).all()
    return rows[1] if len(rows) > 1 else None


def own_account(session: Session, actor: Actor) -> Account:
    """Return the own account."""
    user = session.get_one(User, actor.user_id)
    return Account(
        user.user_name,
        user.name,
        user.title,
        user.phone,
        user.email,
        user.language,
        user.key_n,
        user.row_version,
    )


def change_own(session: Session, actor: Actor, values: Mapping[str, Any], row_version: int) -> None:
    """Change own contact details, language and key.

    Args:
        values: title, phone, email, language, key_n; others are refused with KeyError.

    Raises:
        ChangedMeanwhile: the account was saved after the page was opened.
    """
    user = session.get_one(User, actor.user_id)
    if user.row_version != row_version:
        raise ChangedMeanwhile(user=history.last_writer(session, "user", user.public_id))
    changed = {
        name: value
        for name, value in values.items()
        if {
            "title": user.title,
            "phone": user.phone,
            "email": user.email,
            "language": user.language,
            "key_n": user.key_n,
        }[name]
        != value
    }
    for name, value in changed.items():
        setattr(user, name, value)
    if changed:
        history.record(session, actor, "user", user.public_id, changed)
        uselog.note(
            session, actor.user_id, Action.SETTINGS, Basis.ADMINISTRATION, fields=sorted(changed)
        )
    session.flush()


def set_language(session: Session, actor: Actor, language: str) -> None:
    """Change the language of the pages for this person."""
    user = session.get_one(User, actor.user_id)
    if user.language != language:
        user.language = language
        history.record(session, actor, "user", user.public_id, {"language": language})


def change_password(session: Session, actor: Actor, present: str, new: str, again: str) -> None:
    """Change the own password and end the person's other sign-ins.

    Raises:
        PasswordNotRight, PasswordsDiffer, PasswordUnchanged, PasswordTooShort, PasswordEasy.
    """
    user = session.get_one(User, actor.user_id)
    if not passwords.fits(user.password_hash, present):
        raise PasswordNotRight
    if new != again:
        raise PasswordsDiffer
    if new == present:
        raise PasswordUnchanged
    passwords.check_new(new, user.user_name)
    user.password_hash, user.must_change_password = passwords.hashed(new), False
    sessions.end_all(session, user.id, but=actor.session_id)
    history.record(session, actor, "user", user.public_id, {"password": "changed"})
    uselog.note(session, actor.user_id, Action.SETTINGS, Basis.ADMINISTRATION, fields=["password"])


def team_names(session: Session) -> dict[int, str]:
    """Return every team's name by id."""
    return dict(iter(session.execute(select(Team.id, Team.name).order_by(Team.name))))


def user_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return people's names by id."""
    return dict(iter(session.execute(select(User.id, User.name).where(User.id.in_(ids)))))


def care_teams(session: Session) -> list[tuple[int, str]]:
    """Return the care teams in use, by name."""
    rows = session.execute(
        select(CareTeam.id, CareTeam.name).where(CareTeam.hidden.is_(False)).order_by(CareTeam.name)
    )
    return [(row[0], row[1]) for row in rows]


def options(session: Session, name: str, language: str) -> list[tuple[str, str]]:
    """Return the options of a list that the organisation keeps, as code and word, in its order."""
    rows = session.scalars(
        select(ListOption)
        .where(ListOption.list == name, ListOption.hidden.is_(False))
        .order_by(ListOption.position, ListOption.id)
    )
    return [(row.code, {"fi": row.fi, "sv": row.sv}.get(language, row.en)) for row in rows]


def demo_people(session: Session) -> list[tuple[str, str, Actor]]:
    """Return the people whom the demonstration offers: public id, user name, who they are."""
    rows = session.execute(select(User.id, User.public_id, User.user_name).order_by(User.id)).all()
    found = [(public_id, name, sessions.actor_of(session, key)) for key, public_id, name in rows]
    return [(public_id, name, actor) for public_id, name, actor in found if actor is not None]
