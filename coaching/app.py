"""create_app(): the only place where the parts are put together."""

from __future__ import annotations

from importlib import import_module

from flask import Flask, g
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

import coaching.models  # noqa: F401 - every table is known through this import
from coaching import __version__ as version
from coaching import coming_back, error_pages, i18n, navigation, sealing, security, web
from coaching.config import Config
from coaching.db import Database
from coaching.paths import data_folder
from forms.base import flat
from forms.labels import label

BLUEPRINTS = (
    "accounts",
    "administration",
    "days",
    "due",
    "clients",
    "caseload",
    "client_lists",
    "consents",
    "contacts",
    "copies",
    "employers",
    "meetings",
    "profiles",
    "benefits",
    "jobs",
    "support",
    "worktime",
    "reviews",
    "teamwork",
    "pages",
)
"""Slices with pages; each has a `blueprint` in its views module."""


def create_app(config: Config, database: Database, *, secure: bool = False) -> Flask:
    """Put the application together over an open database.

    Args:
        config: the settings in force.
        database: from `coaching.opening`, with its key open.
        secure: cookies only over https; False on plain-http loopback alone.
    """
    app = Flask(
        "coaching",
        template_folder=str(data_folder("templates")),
        static_folder=str(data_folder("static")),
        static_url_path="/static",
    )
    app.secret_key = sealing.vault().web_secret
    app.config["MAX_CONTENT_LENGTH"] = (config.upload_megabytes + 1) * 1024 * 1024
    app.config["MAX_FORM_MEMORY_SIZE"] = 4 * 1024 * 1024
    app.config["BABEL_DEFAULT_LOCALE"] = config.language
    app.extensions["rinnalla"], app.extensions["rinnalla_config"] = database, config
    app.config["SESSION_COOKIE_SECURE"] = secure
    app.config["SESSION_COOKIE_NAME"] = "__Host-rinnalla" if secure else "rinnalla"
    _set_up_templates(app)
    i18n.init_app(app)
    security.init_app(app)
    error_pages.init_app(app)
    for name in BLUEPRINTS:
        app.register_blueprint(import_module(f"coaching.{name}.views").blueprint)
    if config.trusted_proxies:
        count = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count, count)  # type: ignore[method-assign]
    return app


def _name_page(title: Markup) -> str:
    """Remember a page's title, so that unsaved text of the page can be called by it."""
    g.page_words = title.striptags()
    return ""


def _set_up_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["label"] = label
    app.jinja_env.globals.update(
        nav_items=lambda: navigation.items(g.get("actor")),
        first_page=lambda: navigation.first_page(g.actor),
        way_back=coming_back.way_back,
        plain_way_back=lambda: coming_back.without_kept(coming_back.way_back()),
        onward=coming_back.onward,
        opened_records=lambda: ",".join(web.opened_records()),
        unsaved_count=lambda: g.get("unsaved", 0),
        name_page=_name_page,
        page_words=lambda: g.get("page_words", ""),
        languages=i18n.LANGUAGES,
        language=i18n.language,
        version=version,
        flat_errors=lambda field: flat(field.errors),
    )

    @app.context_processor
    def _of_request() -> dict[str, object]:
        return {"actor": g.get("actor"), "organisation": g.get("organisation")}
