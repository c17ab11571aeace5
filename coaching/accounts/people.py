"""Use cases of the administration page: people, their rights, their passwords, closing an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from coaching import clock
from coaching.accounts import passwords, posts, sessions, throttle
from coaching.accounts.changes import lock, refuse_newer, remember, whole_person, write
from coaching.accounts.models import User, UserGrant
from coaching.accounts.types import GIVEN_BY_ADMINISTRATOR, Actor, Grant
from coaching.errors import NotThere, Refusal
from coaching.text import fold

FIELDS = ("name", "user_name", "title", "phone", "email")

NO_PASSWORD = "no password fits this"  # noqa: S105 - not a hash, so that none can fit it


class UserNameTaken(Refusal):
    """Another person has this user name."""

    field = "user_name"


class UserNameWrong(Refusal):
    """Nothing to type is left of the user name, or more than can be kept."""

    field = "user_name"


class LastAdministrator(Refusal):
    """Nobody would be left to administer."""

    field = "grants"


class OwnAccount(Refusal):
    """Nobody closes the account they are signed in with."""


def is_empty(session: Session) -> bool:
    """Tell whether there are no people yet."""
    return session.scalar(select(func.count()).select_from(User)) == 0


def get(session: Session, public_id: str) -> User:
    """Return a person with grants and posts.

    Raises:
        NotThere: no such person.
    """
    user = session.scalar(whole_person().where(User.public_id == public_id))
    if user is None:
        raise NotThere
    return user


def details(user: User) -> dict[str, Any]:
    """Return what the form of a person shows: the details and the administrator's grants, by name."""
    had = {row.grant for row in user.grants}
    return {
        **{name: getattr(user, name) for name in FIELDS},
        "grants": tuple(grant for grant in GIVEN_BY_ADMINISTRATOR if grant in had),
    }


def add(session: Session, actor: Actor | None, name: str, user_name: str) -> tuple[User, str]:
    """Add a person who signs in first with a one-time password; return both.

    Raises:
        UserNameTaken, UserNameWrong: somebody has the user name, or it cannot be one.
    """
    password = passwords.one_time()
    user = _new_user(session, name, user_name, passwords.hashed(password), must_change=True)
    remember(session, actor, "user", user.public_id, {"name": name, "user_name": user.user_name})
    return user, password


def add_with_password(
    session: Session, name: str, user_name: str, password: str, *, administrator: bool
) -> User:
    """Add a person with a password of their own (command line).

    Raises:
        UserNameTaken, UserNameWrong, PasswordTooShort, PasswordEasy.
    """
    passwords.check_new(password, fold(user_name))
    user = _new_user(session, name, user_name, passwords.hashed(password), must_change=False)
    values: dict[str, Any] = {"name": name, "user_name": user.user_name}
    if administrator:
        session.add(UserGrant(user_id=user.id, grant=Grant.ADMINISTRATOR))
        values["grants"] = [Grant.ADMINISTRATOR]
    remember(session, None, "user", user.public_id, values)
    return user


def add_without_password(
    session: Session,
    name: str,
    user_name: str,
    *,
    title: str,
    phone: str,
    email: str,
    language: str,
    grants: frozenset[Grant] = frozenset(),
) -> User:
    """Add a person whom no password signs in: the demonstration's people come in by a button.

    Raises:
        UserNameTaken, UserNameWrong.
    """
    user = _new_user(session, name, user_name, NO_PASSWORD, must_change=False)
    user.title, user.phone, user.email, user.language = title, phone, email, language
    session.add_all(UserGrant(user_id=user.id, grant=grant) for grant in sorted(grants))
    remember(session, None, "user", user.public_id, {"name": name, "user_name": user.user_name})
    return user


def _new_user(
    session: Session, name: str, user_name: str, password_hash: str, *, must_change: bool
) -> User:
    user = User(
        user_name=_user_name(session, user_name, but=None),
        name=name,
        password_hash=password_hash,
        must_change_password=must_change,
        created_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        # PostgreSQL: somebody else gave the user name away at the same moment.
        raise UserNameTaken from None
    return user


def _user_name(session: Session, typed: str, but: int | None) -> str:
    """Return a user name as it is kept: folded, so that it can be typed in either case."""
    folded = fold(typed)
    if not 0 < len(folded) <= 80:
        raise UserNameWrong
    if session.scalar(select(User.id).where(User.user_name == folded)) not in (None, but):
        raise UserNameTaken
    return folded


def change(
    session: Session,
    actor: Actor,
    user: User,
    values: Mapping[str, str],
    grants: frozenset[Grant],
    row_version: int,
) -> None:
    """Change a person's details and grants.

    Args:
        values: details by name (FIELDS); a user name that is left out stays.
        grants: of those that the administrator gives; others stay.

    Raises:
        ChangedMeanwhile: saved by somebody after the page was opened.
        UserNameTaken, UserNameWrong.
        LastAdministrator: the last administrator would lose the grant.
    """
    lock(session, user)
    refuse_newer(session, user, row_version)
    had = {Grant(row.grant) for row in user.grants}
    wanted = grants | (had - set(GIVEN_BY_ADMINISTRATOR))
    if Grant.ADMINISTRATOR in had - wanted:
        _keep_an_administrator(session, user)
    typed = dict(values)
    if "user_name" in typed:
        typed["user_name"] = _user_name(session, typed["user_name"], but=user.id)
    changed = write(user, typed)
    if wanted != had:
        _set_grants(session, user, wanted)
        changed["grants"] = sorted(wanted)
    remember(session, actor, "user", user.public_id, changed)


def _set_grants(session: Session, user: User, wanted: frozenset[Grant]) -> None:
    for row in [row for row in user.grants if row.grant not in wanted]:
        user.grants.remove(row)
        session.delete(row)
    had = {row.grant for row in user.grants}
    user.grants.extend(UserGrant(grant=grant) for grant in sorted(wanted - had))
    # The person's own row changes too, so that a page opened before is known to be old.
    flag_modified(user, "name")


def close(session: Session, actor: Actor, user: User) -> None:
    """Close an account from today on; records keep the person's name.

    The person's sign-ins and posts end too: a closed account would otherwise go on being offered
    as a coach and counted in the figures of the team. Clients stay with the coach until the leader
    gives them another one.

    Raises:
        OwnAccount: it is the account of the one who acts.
        LastAdministrator: nobody would be left to administer.
    """
    if user.id == actor.user_id:
        raise OwnAccount
    lock(session, user)
    if user.closed_on is not None:
        return
    if any(row.grant == Grant.ADMINISTRATOR for row in user.grants):
        _keep_an_administrator(session, user)
    posts.end_all(session, actor, user)
    user.closed_on = clock.today()
    sessions.end_all(session, user.id)
    remember(session, actor, "user", user.public_id, {"closed_on": user.closed_on})


def open_again(session: Session, actor: Actor, user: User) -> None:
    """Open a closed account again; posts are given anew."""
    lock(session, user)
    if user.closed_on is None:
        return
    user.closed_on = None
    remember(session, actor, "user", user.public_id, {"closed_on": None})


def reset_password(session: Session, actor: Actor, user: User) -> str:
    """Give a new one-time password, shown once, and end the person's sign-ins.

    Attempts with the forgotten password do not make the person wait any more.
    """
    lock(session, user)
    password = passwords.one_time()
    user.password_hash, user.must_change_password = passwords.hashed(password), True
    sessions.end_all(session, user.id)
    throttle.forget(session, user.user_name)
    remember(session, actor, "user", user.public_id, {"password": "reset"})
    return password


def _keep_an_administrator(session: Session, leaving: User) -> None:
    """Refuse when no other open account has the grant; two who leave at once wait for each other."""
    grants = select(UserGrant).where(UserGrant.grant == Grant.ADMINISTRATOR)
    session.scalars(grants.order_by(UserGrant.user_id).with_for_update()).all()
    left = session.scalar(
        select(func.count())
        .select_from(UserGrant)
        .join(User, User.id == UserGrant.user_id)
        .where(
            UserGrant.grant == Grant.ADMINISTRATOR, User.closed_on.is_(None), User.id != leaving.id
        )
    )
    if not left:
        raise LastAdministrator
