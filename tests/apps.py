"""The application over a test's database, made quickly: its templates are read once a run."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from coaching.app import create_app
from coaching.config import Config
from coaching.db import Database


class _ReadOnce(BytecodeCache):
    """Keeps what templates were compiled to; a template that was changed is compiled again."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


_READ_ONCE = _ReadOnce()


def make_app(config: Config, database: Database, **options: Any) -> Flask:
    """Put the application together as the service does; compiling its templates takes longest."""
    app = create_app(config, database, **options)
    app.jinja_env.bytecode_cache = _READ_ONCE
    return app
