"""Passwords of the cast, hashed as cheaply as Argon2 can."""

from __future__ import annotations

from typing import Any

from argon2 import PasswordHasher

from coaching.accounts import passwords
from coaching.accounts.models import User
from coaching.db import Database

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
