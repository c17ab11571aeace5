"""Passwords of the cast, hashed as cheaply as Argon2 can."""

from __future__ import annotations

from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import func, select

from coaching.accounts import passwords
from coaching.accounts.models import User
from coaching.db import Database
from coaching.uselog.models import UseLogLine

PASSWORD = "kolme kaunista kuusta"
OTHER = "neljä nopeaa norppaa"

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Counting:
    """A cheap hasher that counts how often it is asked for the one thing that takes time."""

    def __init__(self) -> None:
        self.work = 0

    def hash(self, password: str) -> str:
        """Hash a password."""
        self.work += 1
        return CHEAP.hash(password)

    def verify(self, kept: str, password: str) -> bool:
        """Check a password against its hash."""
        self.work += 1
        return CHEAP.verify(kept, password)


def give(database: Database, person: Any, password: str = PASSWORD, **columns: Any) -> None:
    """Let a person sign in with a password."""
    with database.write() as session:
        user = session.get_one(User, person.user_id)
        user.password_hash = passwords.hashed(password)
        for name, value in columns.items():
            setattr(user, name, value)


def user(database: Database, person: Any) -> User:
    """Return a person's row as it is kept."""
    with database.read() as session:
        row = session.get_one(User, person.user_id)
        session.expunge(row)
    return row


FAILED = "Sign-in did not work. Check the user name and password."


def sign_in(page, name="aino", password=PASSWORD, **values):
    """Sign in on the sign-in page, as a person would."""
    page.get("accounts.sign_in", **values)
    return page.submit("Sign in", user_name=name, password=password)


def fail(page, times, name="aino"):
    """Try a password that does not fit, so many times."""
    for _ in range(times):
        sign_in(page, name, OTHER)
        assert page.status == 422


def count(database, model):
    """Return the number of rows of a table."""
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def actions(database):
    """Return what the use log says was done, and by whom, in order."""
    with database.read() as session:
        return session.execute(
            select(UseLogLine.action, UseLogLine.user_id).order_by(UseLogLine.id)
        ).all()
