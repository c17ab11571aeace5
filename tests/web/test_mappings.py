"""The page of a skills mapping, its box on the profile, and beside the part about skills."""

from __future__ import annotations

import pytest

from coaching import i18n
from coaching.profiles import mappings
from coaching.profiles.types import NewMapping
from tests.clients import made, stay_of
from tests.contacts import DAY, TODAY

NEW = NewMapping(TODAY - 9 * DAY, "Foreammatti", "Good at ordering things", "Shelf of the team")


@pytest.fixture
def kept(database, people, client):
    """A mapping of the client's, by its id."""
    with database.write() as session:
        stay = stay_of(database, client)
        row = mappings.save(session, people.aino.actor, session.merge(stay), NEW)
        return row.public_id


def test_one_is_added_and_shown_on_the_profile(signed_in, client):
    signed_in.get("profiles.show_profile", period_id=client)
    signed_in.follow("Add a skills mapping")

    signed_in.submit(
        "Save skills mapping", tool="Foreammatti", summary="Bakes", kept_at="https://example.fi/9"
    )

    assert signed_in.messages == ["The skills mapping is saved"]
    assert "Foreammatti" in signed_in.main
    assert "Bakes" in signed_in.main
    assert signed_in.links["https://example.fi/9"] == "https://example.fi/9"


def test_a_link_that_is_no_web_address_is_only_words(signed_in, client):
    signed_in.get("profiles.edit_mapping", period_id=client)

    signed_in.submit("Save skills mapping", tool="Own", kept_at="javascript:alert(1)")

    assert "javascript:alert(1)" in signed_in.main
    assert "javascript:alert(1)" not in signed_in.links


def test_the_newest_one_stands_beside_the_questions_about_skills(signed_in, client, kept, database):
    signed_in.get("profiles.show_profile", period_id=client)
    signed_in.submit("Begin the profile")

    signed_in.get("profiles.edit_section", period_id=client, section_id="skills")
    assert "Good at ordering things" in signed_in.main
    signed_in.get("profiles.edit_section", period_id=client, section_id="conditions")
    assert "Good at ordering things" not in signed_in.main


def test_one_typed_wrongly_is_changed(signed_in, client, kept):
    signed_in.get("profiles.edit_mapping", period_id=client, mapping_id=kept)
    assert (signed_in.field("tool"), signed_in.field("kept_at")) == (
        "Foreammatti",
        "Shelf of the team",
    )

    signed_in.submit("Save skills mapping", summary="Good at finding things")

    assert "Good at finding things" in signed_in.main
    assert "Good at ordering things" not in signed_in.main


def test_an_empty_one_is_refused_beside_the_field_and_keeps_the_rest(signed_in, client):
    signed_in.get("profiles.edit_mapping", period_id=client)

    signed_in.submit("Save skills mapping", tool="Foreammatti")

    assert signed_in.status == 422
    assert signed_in.error("summary") == "Write what the mapping told, or where it is."
    assert signed_in.field("tool") == "Foreammatti"


def test_the_mapping_of_another_client_is_not_there(signed_in, client, kept, database, people):
    other = made(database, people.kokkola, people.aino)

    signed_in.get("profiles.edit_mapping", period_id=other, mapping_id=kept)

    assert signed_in.status == 404


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_is_shown_in_each_language(page, people, client, language):
    page.sign_in(people.aino, language)

    page.get("profiles.edit_mapping", period_id=client)

    assert page.status == 200
