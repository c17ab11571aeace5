"""The main menu: a person sees only the own places."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext as _

from coaching.accounts.types import Actor


@dataclass(frozen=True)
class NavItem:
    """One place of the menu."""

    url: str
    words: str
    current: bool


def items(actor: Actor | None) -> list[NavItem]:
    """Return the places of the menu for a person, in the order of design.md."""
    if actor is None:
        return []
    works = actor.is_coach or actor.is_leader
    places = [
        (works, "days.my_day", ("days", "contacts", "due", "worktime"), _("My day")),
        (
            works,
            "clients.list_clients",
            (
                "clients",
                "client_lists",
                "caseload",
                "consents",
                "profiles",
                "copies",
                "jobs",
                "benefits",
                "support",
            ),
            _("Clients"),
        ),
        (works, "employers.list_employers", ("employers", "meetings"), _("Employers")),
        (works or actor.is_manager, "reviews.quality", ("reviews", "teamwork"), _("Quality")),
        (
            actor.is_administrator,
            "administration.overview",
            ("administration",),
            _("Administration"),
        ),
    ]
    here = (request.blueprint or "").split(".")[0]
    return [
        NavItem(url_for(endpoint), words, here in blueprints)
        for shown, endpoint, blueprints, words in places
        if shown
    ]


def first_page(actor: Actor) -> str:
    """Return the address a person begins at after signing in."""
    found = items(actor)
    return found[0].url if found else url_for("accounts.own_account")
