"""The application over a test's database, put together once a run for each kind of settings."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from flask import Flask

from coaching import sealing
from coaching.app import create_app
from coaching.config import Config
from coaching.db import Database

_NOWHERE = Path()


def make_app(config: Config, database: Database, *, secure: bool = False) -> Flask:
    """Return an application of the test's own over its database, as `create_app` makes it.

    Its addresses and templates, which never change, are those of every other application here:
    to read them takes longer than a test. Settings and what else hangs on it are its own.
    """
    app = copy(_put_together(_without_place(config), secure, sealing.vault().web_secret))
    app.config, app.extensions = copy(app.config), copy(app.extensions)
    app.extensions["rinnalla"], app.extensions["rinnalla_config"] = database, config
    return app


@cache
def _put_together(config: Config, secure: bool, _secret: Any) -> Flask:
    return create_app(config, cast(Database, None), secure=secure)


def _without_place(config: Config) -> Config:
    """Return the settings without where the records are, which no part of the application knows."""
    return replace(config, instance=_NOWHERE, database_url="", key_file="")
