"""The addresses of the application, known before any test runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast

from werkzeug.routing import Rule

from coaching.app import create_app
from coaching.config import Config
from coaching.db import Database
from tests import databases


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of the application, in the order of addresses."""
    databases.use_key()
    app = create_app(Config(instance=Path()), cast(Database, None))
    return tuple(sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)))


def takes(rule: Rule, method: str) -> bool:
    """Tell whether a rule answers a method."""
    return method in (rule.methods or ())
