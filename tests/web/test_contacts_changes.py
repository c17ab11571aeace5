"""Contacts edited, removed with a reason and brought back, by those who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coaching import clock
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import Mode, Place
from tests.contacts import DAY, TODAY, logged, with_employer
from tests.factories import make_client, make_contact, make_employer


@pytest.fixture
def client(database, people):
    with database.write() as session:
        return make_client(session, people.kokkola, people.aino)


@pytest.fixture
def contact(database, people, client):
    """Aino's meeting with the client yesterday."""
    with database.write() as session:
        return make_contact(session, client, people.aino, on=TODAY - DAY, note="Agreed on Tuesday")


def change(database, person, contact, **values):
    """Edit a contact as another window would."""
    with database.write() as session:
        found = session.get_one(Contact, contact.id)
        new = replace(contacts.as_typed(session, found), **values)
        contacts.edit(session, person.actor, found, new, found.row_version)


class TestEditing:
    def test_what_was_logged_stands_in_the_form_and_is_changed(
        self, page, database, people, client, contact
    ):
        page.sign_in(people.aino)
        page.get("clients.show_client", period_id=client.public_id)
        page.follow(link(page, "Edit"))
        assert (page.field("note"), page.field("minutes")) == ("Agreed on Tuesday", "45")

        page.submit(
            "Save contact", note="Agreed on Monday", minutes="1 h", mode="video", joint=True
        )

        assert (page.h1, page.messages) == ("Client", ["Contact saved"])
        (changed,) = logged(database)
        assert (changed.note, changed.minutes, changed.mode) == ("Agreed on Monday", 60, Mode.VIDEO)
        assert (changed.on, changed.joint) == (TODAY - DAY, True)

    def test_a_meeting_keeps_its_employer(self, page, database, people):
        with database.write() as session:
            cafe = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
            met = contacts.log(session, people.aino.actor, None, with_employer(session, cafe))
        page.sign_in(people.aino)
        page.get("contacts.edit_contact", contact_id=met.public_id)

        page.submit("Save contact", meeting_purpose="thanks")

        assert page.h1 == "Contacts"
        (changed,) = logged(database)
        assert (changed.meeting_purpose, changed.person_id) == ("thanks", met.person_id)

    def test_a_change_that_cannot_be_is_refused_beside_the_field(
        self, page, database, people, contact
    ):
        page.sign_in(people.aino)
        page.get("contacts.edit_contact", contact_id=contact.public_id)

        page.submit("Save contact", on=TODAY + DAY, note="New words")

        assert page.error("on") == "The date is still ahead. Choose today or an earlier day."
        assert page.field("note") == "New words"
        assert [kept.note for kept in logged(database)] == ["Agreed on Tuesday"]

    def test_both_versions_are_shown_when_somebody_was_quicker_and_saving_again_chooses(
        self, page, database, people, contact
    ):
        page.sign_in(people.aino)
        page.get("contacts.edit_contact", contact_id=contact.public_id)
        change(database, people.dora, contact, note="Hers", place=Place.WORKPLACE)

        page.submit("Save contact", note="Mine")

        assert page.status == 422
        assert "Dora Dahl has saved a newer version. Your own text is safe." in page.messages[0]
        assert page.saved_meanwhile("note") == "Hers"
        assert "Already in the form, as saved by the other one: Where" in page.main
        assert page.field("note") == "Mine"
        assert [kept.note for kept in logged(database)] == ["Hers"]
        page.submit("Save contact")
        assert [(kept.note, kept.place) for kept in logged(database)] == [("Mine", "workplace")]

    def test_who_made_it_and_the_leader_may_nobody_else(
        self, page, database, people, client, contact
    ):
        for name, status in (("aino", 200), ("dora", 200), ("bengt", 404), ("cilla", 404),
                             ("matti", 404)):  # fmt: skip
            page.sign_in(getattr(people, name))
            for endpoint in ("edit_contact", "withdraw_contact"):
                page.get(f"contacts.{endpoint}", contact_id=contact.public_id)
                assert page.status == status

        page.sign_in(people.bengt)
        page.post("contacts.withdraw_contact", {"why": "Mine"}, contact_id=contact.public_id)
        assert page.status == 404
        page.post("contacts.undo_withdrawal", {}, contact_id=contact.public_id)
        assert page.status == 404
        assert [kept.withdrawn_at for kept in logged(database)] == [None]

    def test_a_contact_that_never_was_is_not_there(self, page, people):
        page.sign_in(people.aino)
        for endpoint in ("edit_contact", "withdraw_contact"):
            assert page.get(f"contacts.{endpoint}", contact_id="a" * 26).status == 404


class TestRemoving:
    def test_it_is_removed_with_a_reason_and_undone_at_once(self, page, database, people, contact):
        page.sign_in(people.aino)
        page.get("contacts.list_contacts")
        page.follow(link(page, "Remove"))
        assert "Agreed on Tuesday" in page.main

        page.submit("Remove contact", why="")
        assert (page.status, page.error("why")) == (422, "Write why the contact is removed.")
        page.submit("Remove contact", why="Logged twice")

        assert "Contact removed" in page.messages[0]
        assert "Agreed on Tuesday" not in page.main
        (removed,) = logged(database)
        assert (removed.withdrawn_why, removed.withdrawn_by_id) == (
            "Logged twice",
            people.aino.user_id,
        )
        page.submit("Undo")
        assert (page.h1, page.messages) == ("Client", ["The contact is back"])
        assert "Agreed on Tuesday" in page.main

    def test_removed_ones_are_listed_for_thirty_days(self, page, database, people, contact):
        removed = datetime(2026, 11, 2, 9, tzinfo=UTC)
        with clock.at(removed), database.write() as session:
            found = session.get_one(Contact, contact.id)
            contacts.withdraw(session, people.dora.actor, found, "Twice")
        page.sign_in(people.aino)

        with clock.at(removed + timedelta(days=29)):
            page.sign_in(people.aino)
            page.get("contacts.list_contacts")
            page.follow("Removed contacts")
            assert "Agreed on Tuesday" in page.main
            assert "Removed 2 Nov 2026" in page.main
        with clock.at(removed + timedelta(days=31)):
            page.sign_in(people.aino)
            page.get("contacts.list_withdrawn")
            assert "Nothing has been removed in the last 30 days." in page.main
            page.post("contacts.undo_withdrawal", {}, contact_id=contact.public_id)
            assert page.status == 422
            assert "A removed contact can be brought back for 30 days." in page.main

    def test_a_removed_one_is_brought_back_from_the_list(self, page, database, people, contact):
        withdraw(database, people, contact)
        page.sign_in(people.dora)
        page.get("contacts.list_withdrawn")

        page.submit(page.buttons[0])

        assert page.messages == ["The contact is back"]
        assert [kept.withdrawn_at for kept in logged(database)] == [None]

    def test_a_removed_one_is_neither_edited_nor_removed_again(
        self, page, database, people, contact
    ):
        withdraw(database, people, contact)
        page.sign_in(people.aino)

        for endpoint in ("edit_contact", "withdraw_contact"):
            page.get(f"contacts.{endpoint}", contact_id=contact.public_id)
            assert page.status == 422
            assert "The contact has been removed already." in page.main

    def test_one_that_stands_is_not_brought_back(self, page, people, contact):
        page.sign_in(people.aino)

        page.post("contacts.undo_withdrawal", {}, contact_id=contact.public_id)

        assert page.status == 422
        assert "The contact is in the list already. Nothing was changed." in page.main

    def test_sent_twice_it_is_removed_once(self, page, database, people, contact):
        page.sign_in(people.aino)
        for _ in range(2):
            page.post(
                "contacts.withdraw_contact",
                {"why": "Twice", "submission": "a" * 26},
                contact_id=contact.public_id,
            )
            assert "Contact removed" in page.messages[0]

        assert len(logged(database)) == 1

    def test_the_undo_of_a_colleagues_is_not_offered(self, page, database, people, contact):
        withdraw(database, people, contact)
        page.sign_in(people.bengt)

        page.get("contacts.list_contacts", withdrawn=contact.public_id)

        assert "Undo" not in page.buttons


def withdraw(database, people, contact):
    with database.write() as session:
        found = session.get_one(Contact, contact.id)
        contacts.withdraw(session, people.aino.actor, found, "Twice")


def link(page, verb):
    """The whole words of the link that does this with the contact."""
    (found,) = [words for words in page.links if words.startswith(f"{verb}: {(TODAY - DAY).day} ")]
    return found
