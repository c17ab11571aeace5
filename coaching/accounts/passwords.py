"""Passwords: Argon2 hashes, and what a new one must be."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from coaching.errors import Refusal

LEAST_LENGTH = 12
_COMMON = frozenset(
    {"password", "salasana", "lösenord", "qwerty", "rinnalla", "tervetuloa", "välkommen", "welcome"}
)

hasher = PasswordHasher()
"""Argon2id with the library's parameters; tests put a cheap one here."""


class PasswordTooShort(Refusal):
    """A new password is under the least length."""

    field = "new_password"


class PasswordEasy(Refusal):
    """A new password is a common word, one character again and again, or the user name."""

    field = "new_password"


def check_new(password: str, user_name: str) -> None:
    """Refuse a new password that is too short or easy to guess.

    Raises:
        PasswordTooShort, PasswordEasy.
    """
    if len(password) < LEAST_LENGTH:
        raise PasswordTooShort(least=LEAST_LENGTH)
    plain = password.casefold().strip("0123456789!?. ")
    if plain in _COMMON or plain == user_name or len(set(password)) < 5:
        raise PasswordEasy


def hashed(password: str) -> str:
    """Return the hash to keep of a password."""
    return hasher.hash(password)


def fits(kept: str, password: str) -> bool:
    """Tell whether a password fits a kept hash; a hash that no password fits gives False."""
    try:
        return hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def spend_time(password: str) -> None:
    """Take as long as checking a real password, so that unknown user names answer as slowly."""
    hasher.hash(password)


def one_time() -> str:
    """Return a password to be given once and changed at first use: four groups of five."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))
