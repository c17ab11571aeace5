"""The pages that are measured, for whom, and the bare query beside each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session, joinedload
from werkzeug.test import TestResponse

from bench import bare
from bench.world import COACHES
from coaching import clock
from coaching.accounts.models import Team
from coaching.caseload.models import Assignment
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from coaching.db import Database, new_public_id
from tests.markup import Markup
from tests.page import Page
from tests.people import person

Request = dict[str, Any]

FURTHER = 250
"""Contacts before the page further on, where there are as many."""

NOTE = "Soitettiin ja sovittiin tapaaminen ensi viikolle."

CONTACT = r'datetime="'
CLIENT = r'href="/clients/[a-z2-7]{26}"'
CLIENT_TO_CHOOSE = r'name="client" value="[a-z2-7]{26}"'
EMPLOYER = r'href="/employers/[a-z2-7]{26}"'


@dataclass(frozen=True)
class Visitor:
    """A coach or leader signed in, with what the addresses and bare queries of the pages need.

    `team` is a key, `stay` a client's address, `before` the contact after which the page further on begins,
    `words` a part of a client's name; `keys` are those of `bench.bare`.
    """

    page: Page
    team: int
    stay: str
    before: str
    words: str
    keys: dict[str, Any]

    def open(self, request: Request) -> TestResponse:
        """Send a request to the application and take in the whole answer."""
        return self.page.client.open(**request)


@dataclass(frozen=True)
class Case:
    """A page of a coach or a leader.

    Attributes:
        request: what is sent; it is asked for before the clock starts.
        sentences: the bare queries.
        mark: what each row of the last query leaves on the page, as a pattern.
        most: rows of a page.
        status: what the page answers.
    """

    whose: str
    name: str
    request: Callable[[Visitor], Request]
    sentences: tuple[str, ...] = ()
    mark: str = ""
    most: int = 0
    status: int = 200

    def open_and_check(self, database: Database, visitor: Visitor) -> TestResponse:
        """Open the page once and make sure that it shows what the bare queries find."""
        found = self.ask_bare(database, visitor)
        answer = visitor.open(self.request(visitor))
        self.check_status(answer)
        shown = len(re.findall(self.mark, answer.text)) if self.mark else 0
        if self.mark and not 0 < shown == min(found, self.most):
            raise SystemExit(
                f"{self}: {shown} rows on the page, {found} found, {self.most} at most"
            )
        return answer

    def check_status(self, answer: TestResponse) -> None:
        """Make sure that the page came, so that no other one is measured."""
        if answer.status_code != self.status:
            raise SystemExit(f"{self}: status {answer.status_code}\n{answer.text[-2000:]}")

    def ask_bare(self, database: Database, visitor: Visitor) -> int:
        """Say the bare queries in one transaction; return the number of rows of the last."""
        rows = 0
        with database.write() if self.status == 303 else database.read() as session:
            public_id = new_public_id()
            sealed = Contact.note.seal(Contact, public_id, NOTE)
            keys = {**visitor.keys, "public_id": public_id, "note": sealed}
            for sentence in self.sentences:
                result = session.execute(_SENTENCES[sentence], keys)
                rows = len(result.all()) if result.returns_rows else 0
        return rows

    def __str__(self) -> str:
        return f"{self.whose}, {self.name}"


def visitors(app: Flask, database: Database, whose: str, number: int) -> list[Visitor]:
    """Sign in some coaches or leaders, each of another team as far as there are so many."""
    with database.read() as session:
        teams = session.scalar(select(func.count()).select_from(Team)) or 0
    chosen = [1 + n * teams // number for n in range(min(number, teams))]
    return [_visitor(app, database, whose, team, teams) for team in chosen]


def _visitor(app: Flask, database: Database, whose: str, team: int, teams: int) -> Visitor:
    leads, coach = whose == "leader", COACHES * (team - 1) + 1
    user = COACHES * teams + team if leads else coach
    page = Page(app, database)
    with database.read() as session:
        who = person(session, user)
        stay = session.scalars(
            select(ServicePeriod)
            .join(Assignment, Assignment.period_id == ServicePeriod.id)
            .where(Assignment.coach_id == coach, Assignment.ended_on.is_(None))
            .options(joinedload(ServicePeriod.client))
            .order_by(ServicePeriod.referral_date, ServicePeriod.id)
            .limit(1)
        ).one()
        last = _contact_further_on(
            session, Contact.team_id == team if leads else Contact.coach_id == user
        )
        keys = {
            "user": user,
            "team": team,
            "stay": stay.id,
            "id": last.id,
            "on": last.on,
            "today": clock.today(),
            "now": clock.now().replace(tzinfo=None),
        }
        if database.is_sqlite:
            keys |= {name: str(keys[name]) for name in ("on", "today", "now")}
        words = (stay.client.name or "").split()[0][:4]
        visitor = Visitor(page, team, stay.public_id, last.public_id, words, keys)
    page.sign_in(who)
    return visitor


def _contact_further_on(session: Session, seen: ColumnElement[bool]) -> Contact:
    standing = select(Contact).where(seen, Contact.withdrawn_at.is_(None))
    number = session.scalar(select(func.count()).select_from(standing.subquery())) or 0
    newest_first = standing.order_by(Contact.on.desc(), Contact.id.desc())
    return session.scalars(newest_first.offset(min(FURTHER, number // 2) - 1).limit(1)).one()


def _get(path: str, **query: str) -> Callable[[Visitor], Request]:
    """Return what asks for a page; `{stay}` and the like are the visitor's."""

    def request(visitor: Visitor) -> Request:
        filled = {name: value.format(**vars(visitor)) for name, value in query.items()}
        return {"path": path.format(**vars(visitor)), "query_string": filled}

    return request


def _search(visitor: Visitor) -> Request:
    """Return a search for a part of a name; words travel in the body."""
    data = {
        **_hidden(visitor, "/clients"),
        "words": visitor.words,
        "coach": "all",
        "stands": "open",
    }
    return {"path": "/clients", "method": "POST", "data": data}


def _entry(visitor: Visitor) -> Request:
    """Return a typical contact as the page of the quick entry sends it."""
    data = {
        **_hidden(visitor, "/contacts/new"),
        "client": visitor.stay,
        "on": clock.today().strftime("%d.%m.%Y"),
        "with_whom": "client",
        "mode": "phone",
        "minutes": "15",
        "reached": "yes",
        "purposes": "job_search",
        "note": f"{NOTE} {new_public_id()}",  # the very same contact twice would be refused
    }
    return {"path": "/contacts/new", "method": "POST", "data": data}


def _hidden(visitor: Visitor, path: str) -> dict[str, str]:
    """Return what a page's form carries unseen: its tokens."""
    page = Markup(visitor.open({"path": path}).text)
    names = ("csrf_token", "submission")
    return {name: control.get("value", "") for name in names for control in page.controls(name)}


CASES = (
    Case("coach", "empty page", _get("/about/accessibility")),
    Case("coach", "my day", _get("/"), (bare.OWN_CLIENTS, bare.LATEST), CONTACT, 5),
    Case("coach", "client list", _get("/clients"), (bare.OWN_CLIENTS,), CLIENT, 50),
    Case("coach", "client list, search", _search, (bare.OWN_CLIENTS,)),
    Case("coach", "contact list", _get("/contacts"), (bare.OWN_CONTACTS,), CONTACT, 25),
    Case(
        "coach", "contact list, further on", _get("/contacts", before="{before}"),
        (bare.OWN_CONTACTS_ON,), CONTACT, 25,
    ),
    Case(
        "coach", "employer contacts of the team", _get("/contacts", whose="team"),
        (bare.TEAM_MEETINGS,), CONTACT, 25,
    ),
    Case("coach", "client", _get("/clients/{stay}"), (bare.CONTACTS_OF_ONE,), CONTACT, 25),
    Case(
        "coach", "quick entry, opened", _get("/contacts/new"), (bare.OWN_CLIENTS,),
        CLIENT_TO_CHOOSE, 20,
    ),
    Case("coach", "quick entry, saved", _entry, (bare.NEW_CONTACT,), status=303),
    Case("coach", "employer list", _get("/employers"), (bare.REGISTER,), EMPLOYER, 50),
    Case("coach", "quality", _get("/quality/tiimi-{team:03}"), (bare.PLACES, bare.REVIEWS)),
    Case("leader", "empty page", _get("/about/accessibility")),
    Case("leader", "my day", _get("/"), (bare.REVIEWS, bare.LATEST_OF_TEAM), CONTACT, 5),
    Case("leader", "client list", _get("/clients"), (bare.OPEN_CLIENTS,), CLIENT, 50),
    Case(
        "leader", "client list, closed ones", _get("/clients", stands="closed"),
        (bare.CLOSED_CLIENTS,), CLIENT, 50,
    ),
    Case("leader", "contact list", _get("/contacts"), (bare.TEAM_CONTACTS,), CONTACT, 25),
    Case(
        "leader", "contact list, further on", _get("/contacts", before="{before}"),
        (bare.TEAM_CONTACTS_ON,), CONTACT, 25,
    ),
    Case("leader", "client", _get("/clients/{stay}"), (bare.CONTACTS_OF_ONE,), CONTACT, 25),
    Case("leader", "places of the team", _get("/caseload"), (bare.PLACES,), CLIENT, 100),
    Case("leader", "quality", _get("/quality/tiimi-{team:03}"), (bare.PLACES, bare.REVIEWS)),
)  # fmt: skip
"""Pages with records; the empty ones, which read none, stand first for each."""

_SENTENCES = {sentence: text(sentence) for case in CASES for sentence in case.sentences}
