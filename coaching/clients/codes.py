"""Codes of clients: short, spoken, random; never in an address (model.md, *People and time*)."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.clients.models import Client

LETTERS = "CDFHJKLMNPRTVWX"
SIGNS = LETTERS + "34679"
"""No vowels, so that no code is a word, and no signs that are mistaken for one another."""


def new_code(session: Session) -> str:
    """Return a code like K-7F3Q that no client has."""
    while True:
        code = f"{secrets.choice(LETTERS)}-{''.join(secrets.choice(SIGNS) for _ in range(4))}"
        if session.scalar(select(Client.id).where(Client.code == code)) is None:
            return code
