"""A form that is sent twice, or again after Back, makes one record; two that are meant make two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.accounts.submissions import AGAIN_WITHIN
from tests.contacts import logged
from tests.factories import make_client

NOTE = "Agreed on Tuesday"
TYPED = {"with_whom": "client", "mode": "phone", "purposes": ["benefits"], "note": NOTE}


@pytest.fixture
def entry(page, people, database):
    """Aino with the page open on which a contact is logged."""
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
    page.sign_in(people.aino)
    return page.get("contacts.log_contact", period_id=stay.public_id)


def back(page, *, fetched_anew):
    """Go back to the entry, as a browser does that kept the page, or that asks for it again."""
    if fetched_anew:
        page.get(page.there)
    else:
        page.markup, page.address = page.kept, page.there


@pytest.fixture
def saved(entry):
    """The contact is saved, and the page it was typed on is one step back."""
    entry.kept, entry.there = entry.markup, entry.address
    entry.submit("Save contact", **TYPED)
    assert entry.messages == ["Contact saved"]
    return entry


def count(database):
    return len(logged(database))


def test_the_same_page_with_the_same_content_leads_where_it_led(saved, database):
    there = saved.address
    back(saved, fetched_anew=False)

    saved.submit("Save contact", **TYPED)

    assert (saved.status, saved.address) == (200, there)
    assert count(database) == 1


def test_the_same_page_with_other_content_is_asked_about_and_nothing_is_lost(saved, database):
    back(saved, fetched_anew=False)

    saved.submit("Save contact", **{**TYPED, "note": "Agreed on Friday"})

    assert saved.status == 422
    assert "This was saved already" in saved.messages[0]
    assert saved.field("note") == "Agreed on Friday"
    assert count(database) == 1
    saved.submit("Save contact")
    assert [one.note for one in logged(database)] == [NOTE, "Agreed on Friday"]


def test_the_same_content_from_a_page_fetched_anew_is_asked_about(saved, database):
    back(saved, fetched_anew=True)

    saved.submit("Save contact", **TYPED)

    assert saved.status == 422
    assert "is not saved twice. Save again if it is another one." in saved.messages[0]
    assert count(database) == 1


def test_and_saved_when_it_really_is_another_one_once(saved, database):
    back(saved, fetched_anew=True)
    saved.submit("Save contact", **TYPED)
    saved.kept, saved.there = saved.markup, saved.address

    for _ in range(2):
        back(saved, fetched_anew=False)
        saved.submit("Save contact")
        assert saved.status == 200

    assert count(database) == 2


def test_two_different_ones_in_a_row_are_two(saved, database):
    back(saved, fetched_anew=True)

    saved.submit("Save contact", **{**TYPED, "note": "Agreed on Friday"})

    assert saved.messages == ["Contact saved"]
    assert count(database) == 2


def test_the_same_on_another_page_is_another_one(saved, people, database):
    with database.write() as session:
        other = make_client(session, people.kokkola, people.aino)
    saved.get("contacts.log_contact", period_id=other.public_id)

    saved.submit("Save contact", **TYPED)

    assert saved.messages == ["Contact saved"]
    assert {one.period_id for one in logged(database)} >= {other.id}


def test_the_same_by_somebody_else_is_another_one(saved, people, database):
    saved.sign_in(people.dora)
    back(saved, fetched_anew=True)

    saved.submit("Save contact", **TYPED)

    assert saved.messages == ["Contact saved"]


@pytest.mark.parametrize(
    ("later", "expected"), [(timedelta(seconds=-1), 1), (timedelta(seconds=1), 2)]
)
def test_after_a_while_the_same_is_another_one(saved, database, later, expected):
    with clock.at(clock.now() + AGAIN_WITHIN + later):
        back(saved, fetched_anew=True)
        saved.submit("Save contact", **TYPED)

    assert count(database) == expected


def test_an_edit_that_changes_nothing_is_not_asked_about(page, people, database):
    page.sign_in(people.aino)
    for _ in range(3):
        page.get("accounts.own_account")
        page.submit("Save", title="Coach")

        assert page.messages == ["Your account is saved"]
