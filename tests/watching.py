"""Asks for an address as one of the cast, and tells what the use log held before the first byte."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from coaching.db import Database
from coaching.uselog.models import UseLogLine, UseLogPeriod
from coaching.uselog.types import Action
from tests.page import Page


@dataclass(frozen=True)
class Line:
    """A line of the use log, with the stays it names."""

    user_id: int | None
    action: str
    address: str
    periods: frozenset[int]


@dataclass(frozen=True)
class Answer:
    """One answer of the server, and the lines that were there before its first byte went out."""

    status: int
    location: str
    body: str
    lines: tuple[Line, ...]
    late: int
    """Lines that came only after the first byte."""

    def named(self, user_id: int) -> set[int]:
        """Return the stays that the lines name as shown to or changed by a person."""
        told = [line for line in self.lines if line.action != Action.REFUSED]
        return {stay for line in told if line.user_id == user_id for stay in line.periods}

    def refused(self, user_id: int) -> list[Line]:
        """Return the lines that tell of a refused request of a person."""
        return [
            line for line in self.lines if line.action == Action.REFUSED and line.user_id == user_id
        ]

    def holds(self, words: Iterable[str]) -> list[str]:
        """Return those of the words that stand in the answer."""
        return [word for word in words if word in self.body]


class Watch:
    """A browser whose every request is compared with the use log."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app, self.database = app, database
        self._at_first_byte: list[int] = []
        self._inside = app.wsgi_app
        app.wsgi_app = self._watched  # type: ignore[method-assign]
        self.page = Page(app, database)

    def sign_in(self, person: Any) -> None:
        """Come in as one of the cast."""
        self.page.sign_in(person)
        self.page.get("accounts.change_password")
        self.token = self.page.token()

    def ask(self, method: str, address: str, data: dict[str, Any] | None = None) -> Answer:
        """Ask for an address; a POST brings a valid token."""
        before = self._newest()
        self._at_first_byte.clear()
        form = {"csrf_token": self.token, **(data or {})} if method == "POST" else None
        answer = self.page.client.open(address, method=method, data=form, buffered=True)
        after = self._newest()
        started = self._at_first_byte[0]
        return Answer(
            status=answer.status_code,
            location=answer.headers.get("Location", ""),
            body=answer.get_data().decode("utf-8", "replace"),
            lines=self._lines(before, started),
            late=after - started,
        )

    def _watched(self, environ: Any, start_response: Any) -> Any:
        def starting(*args: Any) -> Any:
            self._at_first_byte.append(self._newest())
            return start_response(*args)

        return self._inside(environ, starting)

    def _newest(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.coalesce(func.max(UseLogLine.id), 0))) or 0

    def _lines(self, after: int, until: int) -> tuple[Line, ...]:
        with self.database.read() as session:
            rows = session.scalars(
                select(UseLogLine).where(UseLogLine.id > after, UseLogLine.id <= until)
            ).all()
            return tuple(
                Line(
                    row.user_id,
                    row.action,
                    row.address,
                    frozenset(
                        session.scalars(
                            select(UseLogPeriod.period_id).where(UseLogPeriod.line_id == row.id)
                        )
                    ),
                )
                for row in rows
            )
