"""Quick entry: from My day without a client, from a client's page with what was the last time."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coaching.accounts import typing
from coaching.clients.models import ServicePeriod
from coaching.contacts.types import Mode, Place, Purpose, With
from coaching.uselog.models import UseLogLine, UseLogPeriod
from tests.contacts import DAY, TODAY, logged
from tests.factories import make_client, make_contact


@pytest.fixture
def client(database, people):
    """A client of Aino's whom she met at home two days ago."""
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
        make_contact(session, stay, people.aino, on=TODAY - 2 * DAY, place=Place.HOME)
        return stay


@pytest.fixture
def signed_in(page, people):
    page.sign_in(people.aino)
    return page


def refused_stays(database):
    """The stays that lines of refusal name."""
    with database.read() as session:
        return session.scalars(
            select(UseLogPeriod.period_id)
            .join(UseLogLine, UseLogLine.id == UseLogPeriod.line_id)
            .where(UseLogLine.action == "refused")
        ).all()


class TestFromMyDay:
    def test_the_five_latest_clients_are_one_tap_away_and_none_is_chosen(
        self, signed_in, database, people
    ):
        with database.write() as session:
            stays = [
                make_client(session, people.kokkola, people.aino, name=f"Client {number}")
                for number in range(7)
            ]
            for number in (0, 1):
                make_contact(session, stays[number], people.aino)

        signed_in.get("days.my_day")

        offered = signed_in.options("client")
        assert offered[5:] == ["none", stays[2].public_id, stays[3].public_id]
        assert set(offered[:5]) == {stays[number].public_id for number in (0, 1, 4, 5, 6)}
        assert signed_in.field("client") is None

    def test_a_contact_is_logged_today_as_the_last_time_with_the_client(
        self, signed_in, database, people, client
    ):
        with database.write() as session:
            other = make_client(session, people.kokkola, people.aino, name="Other Olli")
            make_contact(session, other, people.aino, mode=Mode.PHONE, place=None, on=TODAY)
        signed_in.get("days.my_day")

        signed_in.submit(
            "Save", client=client.public_id, purposes=["benefits"], note="Agreed on Tuesday"
        )

        assert (signed_in.h1, signed_in.messages) == ("My day", ["Contact saved"])
        new = logged(database)[-1]
        assert (new.period_id, new.on, new.with_whom) == (client.id, TODAY, With.CLIENT)
        assert (new.mode, new.place, new.reached) == (Mode.FACE_TO_FACE, Place.HOME, True)
        assert (new.purposes, new.note) == ((Purpose.BENEFITS,), "Agreed on Tuesday")
        assert "Agreed on Tuesday" in signed_in.main

    def test_what_is_chosen_goes_before_the_last_time(self, signed_in, database, client):
        signed_in.get("days.my_day")

        signed_in.submit(
            "Save", client=client.public_id, with_whom="family", mode="phone", place="",
            minutes="1 h 30", reached="no",
        )  # fmt: skip

        new = logged(database)[-1]
        assert (new.with_whom, new.mode, new.place) == (With.FAMILY, Mode.PHONE, None)
        assert (new.minutes, new.reached) == (90, False)

    def test_without_a_client_nothing_is_saved_and_nothing_typed_lost(
        self, signed_in, database, client
    ):
        signed_in.get("days.my_day")

        signed_in.submit("Save", purposes=["benefits"], minutes="20", note="Agreed on Tuesday")

        assert signed_in.status == 422
        assert signed_in.error("client") == "Choose the client."
        assert signed_in.title.startswith("Check these points: Log a contact")
        typed = {name: signed_in.field(name) for name in ("purposes", "minutes", "note")}
        assert typed == {"purposes": "benefits", "minutes": "20", "note": "Agreed on Tuesday"}
        # The last time is the chosen client's, so it stays open until one is chosen.
        assert [signed_in.field(name) for name in ("with_whom", "mode", "place")] == ["as_last"] * 3
        assert len(logged(database)) == 1
        signed_in.submit("Save contact", client=client.public_id)
        assert logged(database)[-1].place == Place.HOME

    def test_only_an_employer_is_met_without_a_client(self, signed_in, database, client):
        signed_in.get("days.my_day")

        signed_in.submit("Save", client="none", with_whom="family")

        assert signed_in.error("client") == (
            "Only an employer can be met without a client. Choose the client."
        )

    def test_a_client_of_a_colleague_or_of_nobody_is_not_there(self, signed_in, database, people):
        with database.write() as session:
            make_client(session, people.kokkola, people.aino)
            theirs = make_client(session, people.kokkola, people.bengt)
        signed_in.get("days.my_day")
        form = {"on": TODAY, "with_whom": "client", "mode": "phone", "reached": "yes"}

        for chosen in (theirs.public_id, "a" * 26):
            signed_in.post("contacts.new_contact", {**form, "client": chosen})
            assert signed_in.status == 404

        assert logged(database) == []
        assert refused_stays(database) == [theirs.id]

    def test_a_form_sent_twice_makes_one_contact(self, signed_in, database, client):
        signed_in.get("days.my_day")
        form = {
            "client": client.public_id, "on": TODAY, "with_whom": "client", "mode": "phone",
            "reached": "yes", "submission": "a" * 26,
        }  # fmt: skip

        for _ in range(2):
            signed_in.post("contacts.new_contact", form)
            assert signed_in.h1 == "My day"

        assert len(logged(database)) == 2

    def test_what_was_typed_before_the_sign_in_had_ended_stands_in_the_form_again(
        self, signed_in, database, people, client
    ):
        typed = {"client": [client.public_id], "mode": ["as_last"], "purposes": ["benefits"],
                 "note": ["Agreed on Tuesday"], "on": [f"{TODAY:%d.%m.%Y}"], "reached": ["yes"],
                 "with_whom": ["as_last"], "place": ["as_last"]}  # fmt: skip
        page = signed_in.url("contacts.new_contact")
        with database.write() as session:
            typing.keep(session, people.aino.user_id, "a" * 26, page, typed)

        signed_in.get("contacts.new_contact")

        assert "Your text is back. It is not saved yet: check it and save." in signed_in.messages
        assert (signed_in.field("client"), signed_in.field("mode")) == (client.public_id, "as_last")
        signed_in.submit("Save contact")
        new = logged(database)[-1]
        assert (new.note, new.place, new.purposes) == (
            "Agreed on Tuesday", Place.HOME, (Purpose.BENEFITS,),
        )  # fmt: skip

    def test_another_day_and_all_fields_are_one_link_away(self, signed_in, database, client):
        signed_in.get("days.my_day")
        signed_in.follow("Another day or all fields")

        signed_in.submit("Save contact", client=client.public_id, on=TODAY - DAY, joint=True)

        new = logged(database)[-1]
        assert (new.on, new.joint, new.place) == (TODAY - DAY, True, Place.HOME)


class TestFromTheClient:
    def test_the_last_time_stands_in_the_form_and_the_contact_on_the_clients_page(
        self, signed_in, database, client
    ):
        signed_in.get("clients.show_client", period_id=client.public_id)
        signed_in.follow("Log a contact")
        carried = [signed_in.field(name) for name in ("with_whom", "mode", "place", "reached")]
        assert carried == ["client", "face_to_face", "home", "yes"]
        assert signed_in.field("on") == f"{TODAY.day}.{TODAY.month}.{TODAY.year}"

        signed_in.submit("Save contact", note="Talked about mornings", minutes=45)

        assert (signed_in.h1, signed_in.messages) == ("Client", ["Contact saved"])
        assert "Talked about mornings" in signed_in.main
        assert logged(database)[-1].minutes == 45

    def test_a_topic_it_was_opened_for_is_chosen_and_an_unknown_one_is_not(self, signed_in, client):
        for topic, chosen in (("profile", "profile"), ("unknown", None)):
            signed_in.get("contacts.log_contact", period_id=client.public_id, purpose=topic)
            assert signed_in.field("purposes") == chosen

    def test_the_first_meeting_is_asked_how_and_begins_the_coaching(
        self, signed_in, database, people
    ):
        with database.write() as session:
            new = make_client(session, people.kokkola, people.aino, entry_date=None)
        signed_in.get("contacts.log_contact", period_id=new.public_id)
        assert (signed_in.field("with_whom"), signed_in.field("mode")) == ("client", None)

        signed_in.submit("Save contact")
        assert signed_in.error("mode") == "Choose how the contact was made."
        signed_in.submit("Save contact", mode="video")

        with database.read() as session:
            assert session.get_one(ServicePeriod, new.id).entry_date == TODAY

    def test_the_leader_logs_about_a_client_who_waits(self, page, database, people):
        with database.write() as session:
            waiting = make_client(session, people.kokkola, by=people.dora)
        page.sign_in(people.dora)
        page.get("contacts.log_contact", period_id=waiting.public_id)

        page.submit("Save contact", mode="phone")

        (new,) = logged(database)
        assert (new.period_id, new.coach_id) == (waiting.id, people.dora.user_id)

    def test_a_client_out_of_sight_is_not_there(self, page, database, people, client):
        form = {"on": TODAY, "with_whom": "client", "mode": "phone", "reached": "yes"}

        for person in (people.bengt, people.cilla):
            page.sign_in(person)
            assert page.get("contacts.log_contact", period_id=client.public_id).status == 404
            page.post("contacts.log_contact", form, period_id=client.public_id)
            assert page.status == 404

        assert len(logged(database)) == 1
        assert refused_stays(database) == [client.id] * 4


@pytest.mark.parametrize("name", ["matti", "ylva"])
def test_people_without_a_post_have_no_contacts(page, people, client, name):
    page.sign_in(getattr(people, name))

    for endpoint in ("new_contact", "list_contacts", "list_withdrawn"):
        assert page.get(f"contacts.{endpoint}").status == 404
    for endpoint in ("log_contact", "list_contacts_of_client"):
        assert page.get(f"contacts.{endpoint}", period_id=client.public_id).status == 404
