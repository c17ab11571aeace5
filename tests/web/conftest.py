"""The application and a page, on SQLite."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from coaching.accounts import organisation
from coaching.accounts.models import User
from coaching.clients import doors
from coaching.profiles import versions
from coaching.profiles.types import Tick
from coaching.uselog.types import Basis
from tests.apps import make_app
from tests.factories import make_client
from tests.page import Page
from tests.profiles import LEAST, fill, talk


@pytest.fixture
def app(config, database):
    """The application over the test's database; an unexpected error fails the test."""
    made = make_app(config, database)
    made.config["PROPAGATE_EXCEPTIONS"] = True
    return made


@pytest.fixture
def page(app, database):
    """A browser without a screen, with nobody signed in."""
    return Page(app, database)


@pytest.fixture
def client(database, people):
    """A client of Aino's, as the public id of the stay."""
    with database.write() as session:
        return make_client(session, people.kokkola, people.aino).public_id


@pytest.fixture
def signed_in(page, people):
    page.sign_in(people.aino)
    return page


@pytest.fixture
def prepared(database, people, client):
    """Prepare something about the client before a page is opened: prepared(make_ready)."""

    def prepare(work, *args):
        with database.write() as session:
            period = doors.open_record(session, people.aino.actor, client, Basis.PROFILE)
            work(session, people.aino, period, *args)

    return prepare


@pytest.fixture
def newest(database, people, client):
    """Read the newest version of the client's profile: newest().answers."""

    def read():
        with database.read() as session:
            period = doors.open_record(session, people.aino.actor, client, Basis.PROFILE)
            found = versions.newest(session, period)
            return SimpleNamespace(
                answers=found.answers, state=found.state, row_version=found.row_version
            )

    return read


@pytest.fixture
def service(database, people):
    """A service with a name whose coach can be reached."""
    with database.write() as session:
        organisation.put(session, None, "name", "Rannikon palvelut")
        user = session.get_one(User, people.aino.user_id)
        user.title, user.phone, user.email = "job coach", "040 123 4567", "aino@example.fi"


@pytest.fixture
def unnamed(database, people, service):
    """A client without a name and with the least that an introduction needs."""
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino, name=None)
        fill(session, people.aino, stay, LEAST)
        talk(session, people.aino, stay, ticks=(Tick.COACH,))
        return stay.public_id
