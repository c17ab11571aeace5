"""Text that is not saved yet: kept while it is typed, listed, filled in again, gone when it should be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from coaching import clock, unsaved
from coaching.accounts import typing
from coaching.accounts.models import SignIn, User
from coaching.caseload.models import Assignment
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from coaching.uselog.models import UseLogLine
from forms.base import RESERVED, BaseForm
from forms.fields import TextField
from tests.contacts import logged
from tests.factories import make_client, make_contact, make_employer
from tests.page import Page

NOTE = "Talked about mornings"
WHOLE = {"with_whom": "client", "mode": "phone", "purposes": ["benefits"]}


@pytest.fixture
def stay(database, people):
    with database.write() as session:
        return make_client(session, people.kokkola, people.aino, name="Leila Lahti")


@pytest.fixture
def entry(page, people, stay):
    """Aino with the page open on which a contact is logged."""
    page.sign_in(people.aino)
    return page.get("contacts.log_contact", period_id=stay.public_id)


def tokens(page):
    return {
        name: page.field(name)
        for name in ("csrf_token", "submission", "row_version", "page_words", "about")
    }


def keep(page, how="auto", *, address=None, opening=None, **typed):
    """Send what the script of the open page sends, and return status and answer."""
    sent = {**(opening or tokens(page)), **typed, "keep": how}
    answer = page.client.post(address or page.address, data=sent)
    return answer.status_code, answer.get_json()


def texts(database):
    """What Aino has not saved, oldest first."""
    with database.read() as session:
        aino = session.scalar(select(User.id).where(User.user_name == "aino"))
        return typing.all_of(session, aino)[::-1]


def notes(database):
    return [text.fields["note"][0] for text in texts(database)]


class TestKeeping:
    def test_the_script_is_answered_in_words_and_the_text_is_there(self, entry, people, database):
        with clock.at(datetime(2026, 11, 24, 12, 5, tzinfo=UTC)):
            entry.sign_in(people.aino)
            entry.get("contacts.new_contact")

            assert keep(entry, note=NOTE) == (200, {"words": "Kept for later, 14:05"})

            (text,) = texts(database)
        assert text.record == "/contacts/new"
        assert text.fields["note"] == [NOTE]
        assert not {"csrf_token", "submission", "keep"} & set(text.fields)

    def test_nothing_stands_open_in_the_database(self, page, people, database, config):
        page.sign_in(people.aino)
        page.get("employers.add_employer", name="Rantakahvila")

        keep(page, needs="Wants mornings only")

        raw = b"".join(path.read_bytes() for path in config.instance.glob("rinnalla.db*"))
        assert b"mornings" not in raw
        assert b"Rantakahvila" not in raw
        assert "name=Rantakahvila" in page.get("days.my_day").links["Add employer"]

    def test_leaves_no_line_in_the_use_log(self, entry, database):
        def lines():
            with database.read() as session:
                return len(session.scalars(select(UseLogLine)).all())

        before = lines()
        for turn in range(3):
            keep(entry, note=f"{NOTE} {turn}")

        assert lines() == before

    def test_a_sending_that_arrives_late_does_not_overtake(self, entry, database):
        keep(entry, note="Later", turn="2")
        keep(entry, note="Earlier", turn="1")

        assert notes(database) == ["Later"]

    def test_text_that_was_taken_back_is_forgotten(self, entry, database):
        keep(entry, note=NOTE)

        assert keep(entry, "none") == (200, {"words": ""})
        assert texts(database) == []

    def test_what_arrives_after_the_page_was_saved_is_old(self, entry, database):
        opening, there = tokens(entry), entry.address
        entry.submit("Save contact", **WHOLE, note=NOTE)

        late = keep(
            entry, address=there, opening={**opening, "csrf_token": entry.token()}, note="Talked"
        )

        assert late == (200, {"words": ""})
        assert texts(database) == []

    def test_a_forged_sending_keeps_nothing(self, entry, database):
        answer = entry.client.post(entry.address, data={"note": NOTE, "keep": "auto"})

        assert answer.status_code == 401
        assert texts(database) == []

    def test_an_ended_sign_in_is_told_and_the_text_is_safe(self, entry, people, database):
        with database.write() as session:
            session.execute(update(SignIn).values(ended_at=clock.now()))

        status, told = keep(entry, note=NOTE)

        assert status == 401
        assert (
            told["words"] == "You are not signed in any more. Your text is safe. Sign in and go on."
        )
        assert notes(database) == [NOTE]
        entry.sign_in(people.aino)
        assert entry.get("contacts.log_contact", period_id=texts(database)[0].record.split("/")[2])
        assert entry.field("note") == NOTE

    def test_somebody_else_in_the_browser_is_not_given_it(self, entry, people, database):
        opening = tokens(entry)
        there = entry.address
        entry.sign_in(people.dora)

        status, _told = keep(entry, address=there, opening=opening, note=NOTE)

        assert status == 401
        entry.get(there)
        assert not entry.field("note")


class TestTwoTabs:
    def test_each_opening_has_its_own_text(self, entry, app, database, people):
        tab = tokens(entry)
        entry.get(entry.address)
        keep(entry, note="First", opening=tab)
        keep(entry, note="Second")

        assert notes(database) == ["First", "Second"]

    def test_a_page_filled_with_a_text_goes_on_with_it(self, entry, database):
        keep(entry, note="First")
        entry.get(entry.address)

        keep(entry, note="First, and more", filled_from=entry.field("filled_from"))

        assert notes(database) == ["First, and more"]

    def test_but_not_when_it_was_written_on_meanwhile(self, entry, database):
        tab, there = tokens(entry), entry.address
        keep(entry, note="First")
        entry.get(there)
        keep(entry, note="First, and there", opening=tab)

        keep(entry, note="First, and here", filled_from=entry.field("filled_from"))

        assert notes(database) == ["First, and there", "First, and here"]

    def test_saving_one_forgets_that_one_only(self, entry, database):
        tab, there = tokens(entry), entry.address
        entry.get(there)
        keep(entry, note="First", opening=tab)
        keep(entry, note="Second")

        entry.submit("Save contact", **WHOLE, note="Second")

        assert notes(database) == ["First"]
        assert entry.get(there).field("note") == "First"

    def test_saving_what_came_back_forgets_it(self, entry, database):
        keep(entry, **WHOLE, note=NOTE, reached="yes", on=entry.field("on"))
        entry.get(entry.address)

        entry.submit("Save contact")

        assert [one.note for one in logged(database)] == [NOTE]
        assert texts(database) == []


class TestComingBack:
    def test_the_page_says_so_and_the_text_can_be_thrown_away(self, entry, database):
        keep(entry, note=NOTE)
        there = entry.address

        entry.get(there)
        assert entry.messages == ["Your text is back. It is not saved yet: check it and save."]
        entry.submit("Throw the text away")

        assert (entry.address, entry.messages) == (there, ["The text was thrown away"])
        assert not entry.field("note")
        assert texts(database) == []

    def test_my_day_lists_it_with_page_client_and_time(self, entry, database):
        keep(entry, note=NOTE)

        entry.get("days.my_day")

        shown = entry.main.partition("Not saved yet ")[2]
        assert shown.startswith("Log a contact, Leila Lahti Leila Lahti, ")
        entry.follow("Log a contact, Leila Lahti")
        assert entry.field("note") == NOTE
        entry.get("days.my_day")
        entry.submit("Throw the text away: Log a contact")
        assert "Not saved yet" not in entry.main

    def test_other_pages_count(self, entry):
        assert "not saved" not in entry.text
        keep(entry, note=NOTE)

        entry.get("clients.list_clients")

        assert entry.links["1 text not saved"] == "/#unsaved"

    def test_text_of_the_strip_is_of_the_page_it_is_sent_to(self, entry, database, stay):
        entry.get("days.my_day")

        keep(entry, address="/contacts/new", note=NOTE, client=stay.public_id)

        entry.get("days.my_day")
        entry.follow("Log a contact, Leila Lahti")
        assert (entry.field("note"), entry.field("client")) == (NOTE, stay.public_id)

    def test_a_page_of_another_address_does_not_get_it(self, entry, people, database):
        with database.write() as session:
            cafe = make_employer(session, "Rantakahvila").public_id
        entry.get("contacts.new_contact", employer=cafe)
        keep(entry, note=NOTE)

        assert not entry.get("contacts.new_contact").field("note")
        assert not entry.get("contacts.new_contact", employer="x" * 26).field("note")
        assert entry.get("contacts.new_contact", employer=cafe).field("note") == NOTE


class TestSight:
    @pytest.fixture
    def lost(self, database, stay):
        """Take the client out of Aino's sight."""

        def lose():
            with database.write() as session:
                row = session.scalars(select(Assignment)).one()
                row.ended_on, row.place = clock.today() - timedelta(days=90), None
                row.since = row.ended_on

        return lose

    def test_of_a_client_out_of_sight_nothing_is_shown(self, entry, lost, database):
        keep(entry, note=NOTE)
        lost()

        assert "Not saved yet" not in entry.get("days.my_day").main
        assert "not saved" not in entry.get("clients.list_clients").text
        assert notes(database) == [NOTE]

    def test_nor_when_the_client_was_only_chosen_on_the_page(self, entry, lost, stay):
        entry.get("contacts.new_contact")
        keep(entry, note=NOTE, client=stay.public_id)
        lost()

        assert not entry.get("contacts.new_contact").field("note")
        assert "Not saved yet" not in entry.get("days.my_day").main

    def test_nor_when_the_page_is_of_something_about_the_client(
        self, entry, lost, stay, people, database
    ):
        with database.write() as session:
            contact = make_contact(session, stay, people.aino).public_id
        entry.get("contacts.edit_contact", contact_id=contact)
        keep(entry, note=NOTE)
        assert "Edit the contact, Leila Lahti" in entry.get("days.my_day").links
        lost()

        assert "Not saved yet" not in entry.get("days.my_day").main

    def test_of_a_record_that_is_gone_nothing_is_listed(self, entry, stay, people, database):
        with database.write() as session:
            contact = make_contact(session, stay, people.aino)
        entry.get("contacts.edit_contact", contact_id=contact.public_id)
        keep(entry, note=NOTE)
        with database.write() as session:
            session.execute(delete(Contact).where(Contact.id == contact.id))

        assert "Not saved yet" not in entry.get("days.my_day").main

    def test_others_cannot_read_or_throw_it_away(self, entry, people, app, database):
        keep(entry, note=NOTE)
        there, (row,) = entry.address, texts(database)
        dora = Page(app, database)
        dora.sign_in(people.dora)

        assert not dora.get(there, kept=row.public_id).field("note")
        assert dora.post("accounts.throw_away", {}, typing_id=row.public_id).status == 404
        assert notes(database) == [NOTE]

    def test_it_falls_away_after_a_week(self, entry, people, database):
        keep(entry, note=NOTE)
        with database.read() as session:
            assert session.scalar(select(ServicePeriod.id))

        with clock.at(clock.now() + timedelta(days=7, seconds=1)):
            entry.sign_in(people.aino)
            assert "Not saved yet" not in entry.get("days.my_day").main


class TestNames:
    def test_no_field_is_called_as_what_every_form_has(self):
        own = {"csrf_token", "submission", "row_version"}

        assert (unsaved.TOKENS | unsaved.MARKS) - own == RESERVED
        with pytest.raises(TypeError, match="reserved names: \\['about'\\]"):
            type("Odd", (BaseForm,), {"about": TextField()})
