"""Logged meetings on the page: seen, mended, removed; the week and its look; carried from a contact."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coaching import clock
from coaching.contacts import service as contacts
from coaching.contacts.types import Decides, MeetingPurpose, Mode, Place, Task, With
from coaching.meetings import service as meetings
from coaching.profiles.types import Disclosure
from tests.contacts import DAY, TODAY, logged, person_of, tell
from tests.factories import make_client, make_consent, make_contact, make_employer
from tests.meetings import meeting_with


@pytest.fixture
def cafe(database):
    with database.write() as session:
        employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
        person_of(session, employer).decides = Decides.YES
        return employer


@pytest.fixture
def client(database, people):
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
        make_consent(session, stay)
        tell(session, people, stay, Disclosure.AGREED, TODAY - 10 * DAY)
        return stay


@pytest.fixture
def meet(database, people, cafe):
    """Log a meeting of Aino's with the café; gives its public id."""

    def put(period=None, **values):
        with database.write() as session:
            new = meeting_with(session, cafe, **values)
            return meetings.log(session, people.aino.actor, period, new).public_id

    return put


class TestShowing:
    def test_a_meeting_is_shown_in_words(self, page, people, client, meet):
        meeting = meet(client, next_step="Call Siv", next_on=TODAY + DAY, result="interview")
        page.sign_in(people.aino)

        page.get("meetings.show_meeting", contact_id=meeting)

        assert (page.status, page.h1) == (200, "Employer meeting")
        for words in ("Siv Holm", "interview agreed", "Call Siv", "get to know needs"):
            assert words in page.main
        assert page.url("clients.show_client", period_id=client.public_id) in page.links.values()

    def test_a_colleague_sees_no_client_and_no_words_of_theirs(self, page, people, client, meet):
        meeting = meet(client, next_step="With the client", note="The client was tired")
        page.sign_in(people.bengt)

        page.get("meetings.show_meeting", contact_id=meeting)

        assert "The meeting was on behalf of a colleague’s client." in page.main
        for words in ("With the client", "tired", "Matches the client’s goal", "workplace"):
            assert words not in page.main
        assert "Edit" not in page.links

    def test_the_timeline_and_the_employers_page_lead_there(self, page, people, client, meet, cafe):
        meeting = meet(client)
        page.sign_in(people.aino)
        address = page.url("meetings.show_meeting", contact_id=meeting)

        page.get("clients.show_client", period_id=client.public_id)
        assert address in page.links.values()
        page.get("employers.show_employer", employer_id=cafe.public_id)
        assert address in page.links.values()
        page.sign_in(people.cilla)
        page.get("employers.show_employer", employer_id=cafe.public_id)
        assert address not in page.links.values()

    def test_work_agreed_on_without_a_client_says_to_choose_one(
        self, page, people, database, client, meet, cafe
    ):
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe.public_id)
        page.submit("Save meeting", result="agreed")
        assert "Work was agreed on. Choose the client, so that the job can begin." in page.main

        page.follow("Choose the client")
        chips = [one for one in page.markup.buttons() if one.get("name") == "pick"]
        page.submit("".join(chips[0].itertext()).strip())
        page.submit("Save meeting")

        assert [new.period_id for new in logged(database)] == [client.id]


class TestMending:
    def test_everything_typed_stands_there_again(self, page, people, database, meet):
        meeting = meet(note="In general", needs="Bakers", minutes=30, result="interview")
        page.sign_in(people.aino)
        page.get("contacts.edit_contact", contact_id=meeting)
        assert page.address == page.url("meetings.edit_meeting", contact_id=meeting)
        assert (page.field("note"), page.field("needs")) == ("In general", "Bakers")
        assert (page.field("minutes"), page.field("result")) == ("30", "interview")

        page.submit("Save meeting", result="not_suitable", **{"tasks-0-task": "Baking"})

        (new,) = logged(database)
        assert (new.result, new.note, new.minutes) == ("not_suitable", "In general", 30)
        assert "Baking" in page.main
        page.get("meetings.edit_meeting", contact_id=meeting)
        assert page.field("tasks-0-task") == "Baking"

    def test_a_colleague_cannot(self, page, people, meet):
        meeting = meet()
        page.sign_in(people.bengt)

        assert page.get("meetings.edit_meeting", contact_id=meeting).status == 404

    def test_two_who_mend_it_choose_field_by_field(self, page, people, database, meet, cafe):
        meeting = meet(note="In general")
        page.sign_in(people.aino)
        page.get("meetings.edit_meeting", contact_id=meeting)
        with database.write() as session:
            contact = contacts.find_changeable(session, people.dora.actor, meeting)
            hers = meeting_with(session, cafe, note="Hers", tasks=(Task("Baking"),))
            meetings.edit(session, people.dora.actor, contact, hers, contact.row_version)

        page.submit("Save meeting", note="Mine")

        assert (page.status, page.saved_meanwhile("note")) == (422, "Hers")
        assert page.field("note") == "Mine"
        page.submit("Save meeting")
        assert [new.note for new in logged(database)] == ["Mine"]
        page.get("meetings.edit_meeting", contact_id=meeting)
        assert page.field("tasks-0-task") == "Baking"

    def test_it_is_removed_as_any_contact(self, page, people, database, meet):
        meeting = meet()
        page.sign_in(people.aino)
        page.get("meetings.show_meeting", contact_id=meeting)
        page.follow("Remove")

        page.submit("Remove contact", why="Logged twice")

        assert page.get("meetings.show_meeting", contact_id=meeting).status == 404


class TestFromAContact:
    def test_what_is_typed_goes_along_and_nothing_is_saved(self, page, people, database, cafe):
        page.sign_in(people.aino)
        page.get("contacts.new_contact")

        page.submit(
            "Log a meeting with an employer", on=TODAY - DAY, mode="phone", note="Called them"
        )

        assert (page.status, page.h1) == (200, "Log a meeting")
        assert (page.field("note"), page.field("mode")) == ("Called them", "phone")
        assert page.field("on") == f"{(TODAY - DAY):%-d.%-m.%Y}"
        assert logged(database) == []
        page.submit("Search", look_for="rantakah")
        page.submit("Choose: Rantakahvila Oy Kokkola")
        page.submit("Save meeting", result="nothing_now")
        assert [(new.mode, new.note) for new in logged(database)] == [("phone", "Called them")]

    def test_the_client_of_the_page_goes_along(self, page, people, client, cafe):
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=client.public_id)

        page.submit("Log a meeting with an employer")

        assert page.field("client") == client.public_id

    def test_as_last_time_gives_way_to_what_is_usual_with_employers(
        self, page, people, database, client
    ):
        with database.write() as session:
            make_contact(session, client, people.aino, mode=Mode.PHONE, place=None)
        page.sign_in(people.aino)
        page.get("days.my_day")

        page.submit("Log a meeting with an employer", client=client.public_id)

        assert (page.field("mode"), page.field("place")) == (Mode.FACE_TO_FACE, Place.WORKPLACE)
        assert page.field("client") == client.public_id


class TestWeek:
    NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
    MONDAY = date(2026, 11, 16)

    @pytest.fixture
    def met(self, database, people, cafe):
        def put():
            with database.write() as session:
                return make_contact(
                    session, None, people.aino, on=self.MONDAY, with_whom=With.EMPLOYER,
                    employer_id=cafe.id, team_id=people.kokkola.id, decides=Decides.YES,
                    meeting_purpose=MeetingPurpose.NEEDS,
                )  # fmt: skip

        with clock.at(self.NOW):
            put()
            yield put

    def test_the_leader_marks_it_and_coaches_read_it(self, page, people, met):
        page.sign_in(people.dora)
        page.get("days.my_day")
        page.follow("week 47")
        assert "The team leader has not looked at this week yet." in page.main
        assert "Counted meetings: 1, goal 6 a week" in page.main

        with clock.at(datetime(2026, 11, 25, 9, 5, tzinfo=UTC)):
            page.submit("I have looked at this week")

        assert "Seen by Dora Dahl 25 Nov 2026" in page.main
        page.get("days.my_day")
        assert "week 47" not in page.links
        page.sign_in(people.aino)
        page.get("meetings.week", week="2026-W47")
        assert "Seen by Dora Dahl" in page.main
        assert "I have looked at this week" not in page.buttons

    def test_what_came_in_later_is_marked(self, page, people, met):
        page.sign_in(people.dora)
        page.get("meetings.week", week="2026-W47")
        page.submit("I have looked at this week")

        with clock.at(datetime(2026, 11, 25, 9, 10, tzinfo=UTC)):
            met()
            page.get("meetings.week", week="2026-W47")

        assert "Something came in after that." in page.main
        assert [row[0].endswith("new") for row in page.table()[1:]] == [False, True]

    def test_weeks_lead_on_to_one_another_but_not_ahead(self, page, people, met):
        page.sign_in(people.aino)
        page.get("meetings.week")
        assert "Next week" not in page.links

        page.follow("Previous week")
        assert "week 47" in page.main
        page.follow("Next week")
        assert "week 48" in page.main

    @pytest.mark.parametrize("asked", ["2026-W60", "0000-W01", "never", "2026-48"])
    def test_a_week_that_is_none_shows_this_one(self, page, people, met, asked):
        page.sign_in(people.aino)

        page.get("meetings.week", week=asked)

        assert (page.status, "week 48" in page.main) == (200, True)

    def test_another_team_is_not_there(self, page, people, met):
        page.sign_in(people.cilla)

        assert page.get("meetings.week", team="kokkola").status == 404
