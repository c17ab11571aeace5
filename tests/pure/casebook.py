"""Reads the worked cases and turns them into parameters named by their case id."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(__file__).parent / "cases"


def cases(name: str, table: str | None = None) -> list[Any]:
    """Return the cases of a file (or of one of its tables) as pytest parameters."""
    rows = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=case) for case, row in (rows[table] if table else rows).items()]
