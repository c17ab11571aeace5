"""A contact with others asks for the client's consent beforehand, and loses nothing when it lacks."""

from __future__ import annotations

import pytest

from coaching.caseload import service as caseload
from coaching.contacts.types import Agreed, Mode, With
from tests.clients import stay_of
from tests.contacts import DAY, TODAY, logged
from tests.factories import make_consent, make_contact

NEEDED = "This contact needs the client’s consent. Record the consent first."
CALL = {"with_whom": "family", "mode": "phone", "note": "Agreed on Tuesday"}


@pytest.fixture
def entry(signed_in, client):
    """The page of a contact about Aino's client, before anything is typed."""
    return signed_in.get("contacts.log_contact", period_id=client)


@pytest.fixture
def given(database, client):
    """Let the client have given a consent."""

    def make(**values):
        with database.write() as session:
            make_consent(session, stay_of(database, client), **values)

    return make


def test_with_whom_one_is_lacking_stands_beside_the_choice(entry):
    assert "No consent in force: family or friend" in entry.main
    assert "No consent in force: treatment or support team" in entry.main
    assert "No consent in force: client" not in entry.main
    assert entry.error("agreed") is None


def test_only_those_that_lack_one_are_named_with_since_when(entry, client, given):
    given(with_whom=(With.FAMILY,))
    given(with_whom=(With.CARE_TEAM,), valid_to=TODAY - 3 * DAY)

    entry.get("contacts.log_contact", period_id=client)

    assert "No consent in force: family or friend" not in entry.main
    ended = TODAY - 3 * DAY
    assert f"The consent has ended ({ended.day} {ended.strftime('%b %Y')})." in entry.main


def test_when_everybody_may_be_in_touch_nothing_is_said(entry, client, given):
    given()

    entry.get("contacts.log_contact", period_id=client)

    assert "No consent in force" not in entry.main


def test_the_link_opens_a_consent_for_that_contact_beside_the_page(entry, client):
    link = "Record a consent: family or friend (opens in a new window)"

    address = entry.links[link]
    entry.get(address)

    assert (entry.status, entry.field("kind")) == (200, "family")
    assert address == f"/clients/{client}/consents/new?with=family"


def test_without_one_nothing_typed_is_lost_and_nothing_is_saved(entry, database, given):
    entry.submit("Save contact", **CALL)

    assert entry.status == 422
    assert entry.error("agreed").startswith(NEEDED)
    assert (entry.field("note"), entry.field("with_whom")) == ("Agreed on Tuesday", "family")
    assert logged(database) == []

    given(with_whom=(With.FAMILY,))  # in the other window
    entry.submit("Save contact")
    assert [contact.with_whom for contact in logged(database)] == [With.FAMILY]


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        (Agreed.BY_WORD, "the client agreed by word of mouth on this contact"),
        (Agreed.NOTHING_TOLD, "nothing about the client was told"),
    ],
)
def test_what_took_place_is_logged_with_how_it_was_agreed(entry, database, agreed, said):
    entry.submit("Save contact", **CALL, agreed=agreed)

    assert [contact.agreed for contact in logged(database)] == [agreed]
    assert said in entry.main


def test_from_my_day_it_is_told_when_the_client_is_chosen(signed_in, client, database):
    signed_in.get("days.my_day")

    signed_in.submit("Save", client=client, place="", **CALL)

    assert signed_in.status == 422
    assert signed_in.error("agreed").startswith(NEEDED)
    assert "Record a consent: family or friend (opens in a new window)" in signed_in.links
    assert signed_in.field("note") == "Agreed on Tuesday"
    signed_in.submit("Save contact", agreed="by_word")
    assert [contact.mode for contact in logged(database)] == [Mode.PHONE]


def test_an_old_contact_keeps_its_words_editable(signed_in, client, database, people):
    with database.write() as session:
        old = make_contact(
            session, stay_of(database, client), people.aino, with_whom=With.FAMILY,
            mode=Mode.PHONE, place=None,
        ).public_id  # fmt: skip
    signed_in.get("contacts.edit_contact", contact_id=old)

    signed_in.submit("Save contact", note="Called back")

    assert signed_in.status == 200
    assert [contact.note for contact in logged(database)] == ["Called back"]


def test_who_may_only_look_is_offered_no_way_to_record_one(
    page, people, client, database, prepared
):
    with database.write() as session:
        stay = stay_of(database, client)
        make_consent(session, stay, with_whom=(With.FAMILY,), withdrawn_on=TODAY)
    page.sign_in(people.dora)
    page.get("contacts.log_contact", period_id=client)
    assert any(words.startswith("Record a consent") for words in page.links)

    with database.write() as session:
        caseload.hand_over(
            session, people.dora.actor, session.merge(stay), people.bengt.user_id, TODAY
        )
    page.sign_in(people.aino)
    page.get("contacts.log_contact", period_id=client)

    assert "No consent in force: family or friend" in page.main
    assert not any(words.startswith("Record a consent") for words in page.links)
