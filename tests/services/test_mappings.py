"""Skills mappings made elsewhere: newest first, mended when typed wrongly, never empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coaching import clock
from coaching.clients.refusals import DayAhead, NotOpen
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles import mappings, refusals
from coaching.profiles.joining import join_clients
from coaching.profiles.types import NewMapping
from tests.contacts import DAY, TODAY
from tests.factories import make_client

NEW = NewMapping(TODAY - 40 * DAY, "Foreammatti", "Good at ordering things", "https://example.fi/1")


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino)


def save(session, people, client, new=NEW, **more):
    return mappings.save(session, people.aino.actor, client, new, **more)


def test_mappings_come_newest_first_with_all_that_was_typed(session, people, client):
    save(session, people, client)
    save(session, people, client, replace(NEW, on=TODAY, kept_at=None))
    session.expire_all()

    found = mappings.of_stay(session, client)

    assert [one.on for one in found] == [TODAY, NEW.on]
    assert {name: getattr(found[1], name) for name in vars(NEW)} == vars(NEW)


def test_its_words_are_sealed(session, people, client):
    row = save(session, people, client)

    assert b"ordering" not in row.summary_sealed
    assert b"example.fi" not in row.kept_at_sealed


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"on": TODAY + DAY}, DayAhead),
        ({"summary": None, "kept_at": None}, refusals.MappingEmpty),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(session, people, client, values, refusal):
    with pytest.raises(refusal):
        save(session, people, client, replace(NEW, **values))

    assert mappings.of_stay(session, client) == []


def test_one_is_changed_and_a_newer_version_is_not_saved_over(session, people, client):
    row = save(session, people, client)
    seen = row.row_version
    save(session, people, client, replace(NEW, summary="More"), row=row, shown_version=seen)

    with pytest.raises(ChangedMeanwhile):
        save(session, people, client, NEW, row=row, shown_version=seen)

    assert mappings.of_stay(session, client)[0].summary == "More"


def test_the_mapping_of_somebody_else_is_not_there(session, people, client):
    row = save(session, people, client)
    other = make_client(session, people.kokkola, people.aino)

    with pytest.raises(NotThere):
        mappings.get(session, other, row.public_id)


def test_an_ended_stay_takes_no_more_and_shows_those_up_to_its_end(session, people, client):
    save(session, people, client, replace(NEW, on=TODAY))
    save(session, people, client)
    client.status, client.closed_reason = "closed", "own_wish"
    client.closed_on, client.closed_at = TODAY - DAY, clock.now()
    session.flush()

    assert [one.on for one in mappings.of_stay(session, client)] == [NEW.on]
    with pytest.raises(NotOpen):
        save(session, people, client)


def test_it_goes_along_when_two_records_turn_out_to_be_one_persons(session, people, client):
    row = save(session, people, client)
    other = make_client(session, people.kokkola, people.aino)

    join_clients(session, client.client_id, other.client_id)
    session.expire_all()

    assert mappings.get(session, other, row.public_id).tool == "Foreammatti"
