"""Running the command line inside a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coaching import cli
from coaching.accounts import passwords
from coaching.config import Config
from tests.passwords import CHEAP

Outcome = tuple[int, str, str]


def surround(monkeypatch: Any, config: Config) -> None:
    """Let commands work on a database of the test's own, in English, with a cheap hash."""
    monkeypatch.setattr(passwords, "hasher", CHEAP)
    monkeypatch.setenv("RINNALLA_INSTANCE", str(config.instance))
    monkeypatch.setenv("RINNALLA_DATABASE_URL", config.database_url)
    monkeypatch.setenv("RINNALLA_LANGUAGE", "en")


def runner(capsys: Any) -> Callable[..., Outcome]:
    """Return a function that runs a command and gives its exit status and what it printed."""

    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        status = cli.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def refused(outcome: Outcome) -> str:
    """Return the one clear line of a command that was refused."""
    status, out, err = outcome
    assert (status, out) == (1, "")
    (line,) = err.splitlines()
    assert line.startswith("rinnalla: ")
    return line.removeprefix("rinnalla: ")
