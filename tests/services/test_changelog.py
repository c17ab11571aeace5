"""Who changed what on the administration page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coaching import clock, history
from coaching.accounts import changelog, lists, posts
from coaching.accounts import people as staff
from coaching.accounts.types import NewPost, Role, minutes_of
from tests.factories import make_client

TODAY = clock.today()
NOON = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def by(people):
    return people.ylva.actor


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to so many seconds after noon."""

    def set_clock(seconds):
        monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(seconds=seconds))

    return set_clock


def aino(session, people):
    return staff.get(session, people.aino.public_id)


def rename(session, by, user, **values):
    told = {name: getattr(user, name) for name in staff.FIELDS} | values
    staff.change(session, by, user, told, frozenset(), user.row_version)


def read(session, **values):
    told = {"language": "en", "before": None, "limit": 50} | values
    return changelog.page(session, **told)


def post_in(team):
    return NewPost(team.id, Role.COACH, 1, minutes_of(1), TODAY, None)


def test_what_was_saved_at_once_is_one_line(session, by, people):
    rename(session, by, aino(session, people), title="Coach", phone="040 1")

    ((line,), older) = read(session)

    assert (line.by, line.kind, line.record) == ("Ylva Öst", "user", "Aino Ahola")
    assert line.values == (("title", "Coach"), ("phone", "040 1"))
    assert line.about == people.aino.public_id
    assert older is None


def test_what_was_saved_later_is_another_line(session, by, people, at):
    at(0)
    rename(session, by, aino(session, people), title="Coach")
    at(60)
    rename(session, by, aino(session, people), title="Leader")

    (lines, _older) = read(session)

    assert [line.values for line in lines] == [(("title", "Leader"),), (("title", "Coach"),)]


def test_what_two_people_saved_is_told_apart(session, by, people, at):
    at(0)
    rename(session, by, aino(session, people), title="Coach")
    rename(session, people.matti.actor, aino(session, people), phone="040 1")

    (lines, _older) = read(session)

    assert [line.by for line in lines] == ["Matti Mäki", "Ylva Öst"]


def test_a_post_is_called_by_person_and_team(session, by, people):
    posts.set_post(session, by, aino(session, people), post_in(people.pietarsaari))

    ((line,), _older) = read(session)

    assert (line.kind, line.record) == ("post", "Aino Ahola, Pietarsaari")
    values = dict(line.values)
    assert (values["user"], values["team"]) == ("Aino Ahola", "Pietarsaari")


def test_what_was_removed_keeps_its_name(session, by, people, at):
    at(0)
    user = aino(session, people)
    post = posts.set_post(session, by, user, post_in(people.pietarsaari))
    absence = posts.set_absence(session, by, user, TODAY, None)
    at(60)
    posts.remove_post(session, by, user, post, post.row_version)
    posts.remove_absence(session, by, user, absence, absence.row_version)

    (lines, _older) = read(session)

    assert [(line.kind, line.record) for line in lines[:2]] == [
        ("absence", "Aino Ahola"),
        ("post", "Aino Ahola, Pietarsaari"),
    ]
    assert [line.values for line in lines[:2]] == [(("removed", True),)] * 2


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "kauppa"), ("sv", "handel"), ("en", "trade")]
)
def test_an_option_is_called_in_the_readers_language(session, by, language, words):
    told = {"fi": "kauppa", "sv": "handel", "en": "trade"}
    lists.set_option(session, by, "industry", told)

    ((line,), _older) = read(session, language=language)

    assert (line.kind, line.record) == ("list_option", words)


def test_nothing_of_a_client_is_told(session, by, people):
    stay = make_client(session, people.kokkola, people.aino)
    history.record(session, by, "client", stay.client.public_id, {"name": "Leila Lahti"})
    history.record(session, by, "service_period", stay.public_id, {"status": "closed"})

    assert read(session) == ([], None)


def test_pages_turn_by_key(session, by, people, at):
    user = aino(session, people)
    for number in range(5):
        at(60 * number)
        rename(session, by, user, title=f"Title {number}")
    seen, before = [], None

    for _page in range(3):
        lines, before = read(session, before=before, limit=2)
        seen += [value for line in lines for _field, value in line.values]

    assert seen == [f"Title {number}" for number in (4, 3, 2, 1, 0)]
    assert before is None


@pytest.mark.parametrize("before", [0, -1, 10**30])
def test_an_odd_key_is_harmless(session, by, people, before):
    rename(session, by, aino(session, people), title="Coach")

    lines, older = read(session, before=before)

    assert (lines, older) == ([], None)
