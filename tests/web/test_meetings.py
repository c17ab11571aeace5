"""Employer meetings on the page: the shortest way, searching, adding, whom and for whom."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coaching.contacts.types import Decides, MadeBy, MeetingPurpose, Mode, Place, Result, With
from coaching.employers import merging
from coaching.employers.models import Employer, EmployerPerson
from coaching.meetings import copies
from coaching.profiles.types import Disclosure
from tests.contacts import DAY, TODAY, logged, person_of, tell
from tests.factories import make_client, make_consent, make_contact, make_employer, make_post
from tests.meetings import make_profile


@pytest.fixture
def cafe(database):
    """A café whose Siv decides on hiring."""
    with database.write() as session:
        employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm", needs="Bakers")
        person_of(session, employer).decides = Decides.YES
        return employer


@pytest.fixture
def client(database, people):
    """A client of Aino's who has agreed on what employers are told."""
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
        make_consent(session, stay)
        tell(session, people, stay, Disclosure.AGREED, TODAY - 10 * DAY)
        return stay


@pytest.fixture
def entry(page, people):
    """The page of a meeting with nothing chosen."""
    page.sign_in(people.aino)
    page.get("meetings.log_meeting")
    return page


def step(page, name, value="1", **typed):
    """Press a button that shows the page again with something found or chosen."""
    buttons = [
        one for one in page.markup.buttons() if (one.get("name"), one.get("value")) == (name, value)
    ]
    assert buttons, f"no button {name}={value}"
    words = " ".join("".join(buttons[0].itertext()).split())
    page.submit(words, **typed)
    assert page.status == 200


def search(page, words, **typed):
    step(page, "find", look_for=words, **typed)


class TestShortestWay:
    def test_from_the_card_only_the_result_is_to_be_told(self, page, people, database, cafe):
        page.sign_in(people.aino)
        page.get("employers.show_employer", employer_id=cafe.public_id)
        page.follow("Log a meeting")
        assert "Nobody has met them yet." in page.main
        assert page.field("needs") == "Bakers"

        page.submit("Save meeting", result="may_come_back")

        (new,) = logged(database)
        assert (new.on, new.mode, new.place) == (TODAY, Mode.FACE_TO_FACE, Place.WORKPLACE)
        assert (new.with_whom, new.decides) == (With.EMPLOYER, Decides.YES)
        assert (new.meeting_purpose, new.result) == (MeetingPurpose.NEEDS, Result.MAY_COME_BACK)
        assert (page.h1, page.messages[0]) == ("Rantakahvila Oy", "Meeting saved")

    def test_who_met_them_is_said_before_anything_is_typed(
        self, page, people, database, client, cafe
    ):
        with database.write() as session:
            siv = person_of(session, cafe)
            make_contact(
                session, None, people.cilla, on=TODAY - 12 * DAY, with_whom=With.EMPLOYER,
                employer_id=cafe.id, site_id=siv.site_id, person_id=siv.id,
                team_id=people.pietarsaari.id,
            )  # fmt: skip
        page.sign_in(people.aino)

        page.get("meetings.log_meeting", employer=cafe.public_id)

        assert "Cilla Sandås met them 12 days ago." in page.main
        assert "Second meeting: tell what the service can do for them." in page.main
        assert page.field("meeting_purpose") == "service"

    def test_without_employer_and_result_it_says_what_is_missing(self, entry, database, client):
        entry.submit("Save meeting", note="Typed already", mode="phone", place="remote")

        assert entry.status == 422
        assert entry.links["Choose the employer, or search for it by name."] == "#employer"
        assert entry.error("result") == "Choose the result of the meeting."
        assert entry.error("meeting_purpose") == "Choose what the meeting was for."
        assert (entry.field("note"), entry.field("mode")) == ("Typed already", "phone")
        assert logged(database) == []


class TestEmployer:
    def test_a_search_keeps_what_is_typed_and_saves_nothing(self, entry, database, cafe):
        search(entry, "rantakah", note="About mornings", result="interview")
        assert "Rantakahvila Oy Kokkola not met yet" in entry.main

        step(entry, "choose", cafe.public_id)

        assert (entry.field("note"), entry.field("result")) == ("About mornings", "interview")
        assert logged(database) == []
        entry.submit("Save meeting")
        assert [new.note for new in logged(database)] == ["About mornings"]

    def test_words_nobody_searched_for_are_searched_for_first(self, entry, database, cafe):
        entry.submit("Save meeting", look_for="kokkola", result="interview")

        assert (entry.status, "Rantakahvila Oy" in entry.main) == (200, True)
        assert logged(database) == []

    def test_no_hits_lead_on_to_adding(self, entry, database, cafe):
        search(entry, "Leipomo Kaisla")
        assert "No hits. Try a shorter word, or add the employer." in entry.main

        step(entry, "add", note="Nice place")
        assert entry.field("name") == "Leipomo Kaisla"
        entry.submit("Save meeting", result="nothing_now")
        assert (entry.status, entry.error("municipality")) == (422, "Enter the municipality.")
        assert entry.error("new_person") == "Enter the name of the person."
        assert entry.error("decides") == "Choose whether the person decides on hiring."
        entry.submit(
            "Save meeting", municipality="Kannus", new_person="Kai Kaisla", decides="yes",
        )  # fmt: skip

        (new,) = logged(database)
        assert (new.note, new.decides) == ("Nice place", Decides.YES)
        with database.read() as session:
            assert session.get_one(Employer, new.employer_id).name == "Leipomo Kaisla"
            assert session.get_one(EmployerPerson, new.person_id).why_kept

    def test_one_that_looks_alike_is_shown_and_can_be_chosen_instead(self, entry, database, cafe):
        step(entry, "add", note="Nice place")
        typed = {
            "name": "rantakahvila oy", "municipality": "Kokkola", "new_person": "Siv Holm",
            "decides": "yes", "result": "nothing_now",
        }  # fmt: skip
        entry.submit("Save meeting", **typed)
        assert (entry.status, "Is it one of these?" in entry.main) == (422, True)
        assert entry.error("name").startswith("An employer with this name is already")

        step(entry, "choose", cafe.public_id)

        assert (entry.field("note"), entry.field("result")) == ("Nice place", "nothing_now")
        siv = entry.options("person")[0]
        entry.submit("Save meeting", person=siv, decides="card")
        assert [new.employer_id for new in logged(database)] == [cafe.id]

    def test_the_last_ones_met_are_one_tap_away(self, entry, people, database, cafe):
        with database.write() as session:
            siv = person_of(session, cafe)
            make_contact(
                session, None, people.aino, with_whom=With.EMPLOYER, employer_id=cafe.id,
                site_id=siv.site_id, person_id=siv.id, team_id=people.kokkola.id,
            )  # fmt: skip
        entry.get("meetings.log_meeting")

        step(entry, "choose", f"p:{siv.public_id}")

        assert entry.field("person") == f"p:{siv.public_id}"

    def test_those_that_the_profile_names_are_one_tap_away(self, page, people, database, client):
        with database.write() as session:
            rows = [{"employer": {"name": "Leipomo", "id": ""}}]
            make_profile(session, client, TODAY, target_employers=rows)
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", client=client.public_id)
        assert "Named in the client’s profile" in page.main

        step(page, "seek", "Leipomo")
        assert "No hits." in page.main
        step(page, "add")

        assert page.field("name") == "Leipomo"

    def test_one_that_must_not_be_contacted_is_said_at_once_and_holds(
        self, entry, people, database, cafe
    ):
        entry.get("employers.edit_employer", employer_id=cafe.public_id)
        entry.submit("Save employer", no_contact=True, no_contact_until=TODAY + 30 * DAY)
        assert entry.status == 200

        entry.get("meetings.log_meeting", employer=cafe.public_id)
        until = TODAY + 30 * DAY
        assert "This employer must not be contacted until" in entry.main
        assert f"{until.day} " in entry.main
        assert "Set by: Aino Ahola." in entry.main
        entry.submit("Save meeting", result="nothing_now", note="Typed already")

        assert (entry.field("note"), logged(database)) == ("Typed already", [])

    def test_one_that_is_merged_while_somebody_types_lands_on_the_kept_card(
        self, page, people, database, cafe
    ):
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe.public_id)
        with database.write() as session:
            kept = make_employer(session, "Rantakahvila", person="Siv Holm")
            merging.merge(session, people.aino.actor, kept.public_id, cafe.public_id, {})
            siv = person_of(session, kept).id

        page.submit("Save meeting", result="nothing_now")

        (new,) = logged(database)
        assert (new.employer_id, new.person_id, new.decides) == (kept.id, siv, Decides.YES)
        assert page.h1 == "Rantakahvila"

    def test_one_that_is_not_there_leads_to_the_search(self, page, people):
        page.sign_in(people.aino)

        page.get("meetings.log_meeting", employer="a" * 26)

        assert (page.status, page.field("look_for")) == (200, "")

    def test_another_person_is_typed_on_the_spot(self, page, people, database, cafe):
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe.public_id)

        page.submit("Save meeting", person="new", new_person="Outi Oja", result="nothing_now")
        assert page.error("decides") == "Choose whether the person decides on hiring."
        page.submit("Save meeting", decides="no", role="shift manager")

        with database.read() as session:
            role, key = session.execute(
                select(EmployerPerson.role, EmployerPerson.id).where(
                    EmployerPerson.name == "Outi Oja"
                )
            ).one()
        (new,) = logged(database)
        assert (role, new.person_id, new.decides) == ("shift manager", key, "no")


class TestClient:
    def test_from_the_clients_page_the_goal_stands_beside_the_match(
        self, page, people, database, client, cafe
    ):
        with database.write() as session:
            make_profile(
                session, client, TODAY - DAY, goal="Bake bread", job_types=["baker"],
                avoid="Nights", hours="20",
            )  # fmt: skip
        page.sign_in(people.aino)
        page.get("clients.show_client", period_id=client.public_id)
        page.follow("Log a meeting with an employer")
        for words in ("Bake bread", "baker", "Nights", "20 hours", "Profile version 1"):
            assert words in page.main
        search(page, "rantakah")
        step(page, "choose", cafe.public_id)

        page.submit("Save meeting", result="interview")
        assert page.error("match") == "Choose whether the employer matches the client’s goal."
        page.submit("Save meeting", match="yes", client_present="yes")

        (new,) = logged(database)
        assert (new.period_id, new.matches_goals, new.client_present) == (client.id, True, True)
        assert page.h1 == "Client"

    def test_without_a_profile_that_day_it_says_so_and_keeps_no(
        self, page, people, database, client, cafe
    ):
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe.public_id, client=client.public_id)
        assert "No profile was ready on the day of the meeting, so it is kept as no." in page.main

        page.submit("Save meeting", result="interview")

        assert [new.matches_goals for new in logged(database)] == [False]

    def test_only_those_who_allow_it_are_offered_and_why_others_are_not(
        self, page, people, database, client, cafe
    ):
        with database.write() as session:
            nothing = make_client(session, people.kokkola, people.aino, name="Noora Nurmi")
            tell(session, people, nothing, Disclosure.NOTHING, TODAY - DAY)
        page.sign_in(people.aino)

        page.get("meetings.log_meeting", employer=cafe.public_id)

        offered = {one.get("value") for one in page.markup.buttons() if one.get("name") == "pick"}
        assert offered == {client.public_id}
        assert "has decided that the employer is told nothing" in page.main
        talks = [address for address in page.links.values() if nothing.public_id in address]
        assert talks == [page.url("profiles.record_talk", period_id=nothing.public_id)]

    def test_nobody_speaks_for_a_client_who_wants_nothing_told(
        self, page, people, database, client, cafe
    ):
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe.public_id)
        step(page, "pick", client.public_id, note="Typed already")
        with database.write() as session:
            tell(session, people, client, Disclosure.NOTHING, TODAY)

        page.submit("Save meeting", meeting_purpose="speak_for_client", result="interview")

        assert (page.status, page.field("note")) == (422, "Typed already")
        assert (
            page.links[
                "The client has decided that the employer is told nothing. "
                "Save the meeting without a client, or talk it over again."
            ]
            == "#client"
        )
        assert logged(database) == []
        step(page, "pick", "none")
        page.submit("Save meeting", meeting_purpose="vacancy")
        assert [new.period_id for new in logged(database)] == [None]

    def test_whoever_speaks_for_a_client_says_for_which_one(self, page, people, database, cafe):
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe.public_id)

        page.submit("Save meeting", meeting_purpose="speak_for_client", result="interview")

        assert page.status == 422
        assert "Whoever speaks for a client says for which one." in page.main
        assert logged(database) == []

    def test_what_the_client_did_alone_is_logged_without_a_talk(self, page, people, database, cafe):
        with database.write() as session:
            alone = make_client(session, people.kokkola, people.aino, name="Unto Uusi")
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe.public_id)
        step(page, "whose", "client")
        step(page, "pick", alone.public_id)

        page.submit("Save meeting", result="interview")

        (new,) = logged(database)
        assert (new.period_id, new.made_by) == (alone.id, MadeBy.CLIENT)

    def test_a_client_of_others_is_not_there(self, page, people, database, cafe):
        with database.write() as session:
            theirs = make_client(session, people.kokkola, people.bengt)
        page.sign_in(people.aino)

        assert page.get("meetings.log_meeting", client=theirs.public_id).status == 404

    def test_strengths_are_offered_only_as_ticked_and_allowed(
        self, page, people, database, client, cafe
    ):
        lines = [{"words": "Calm", "tell": True}, {"words": "Tired", "tell": False}]
        with database.write() as session:
            make_profile(session, client, TODAY, job_types=["baker"], strengths=lines)
        page.sign_in(people.aino)

        page.get("meetings.log_meeting", employer=cafe.public_id, client=client.public_id)
        assert "May be told: Calm" in page.main
        assert "Tired" not in page.main
        assert "strengths" in page.options("told")

        page.get("meetings.log_meeting", employer=cafe.public_id)
        assert "strengths" not in page.options("told")

    def test_a_coach_of_two_teams_says_whose_meeting_it_is(self, page, database, people, cafe):
        with database.write() as session:
            make_post(session, people.aino, people.pietarsaari, fte="0.5")
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe.public_id)

        page.submit("Save meeting", result="nothing_now")
        assert page.error("team") == "Choose the team the meeting belongs to."
        page.submit("Save meeting", team=people.pietarsaari.short)

        assert [new.team_id for new in logged(database)] == [people.pietarsaari.id]


def test_a_copy_holds_every_answer(app, database, people, client, cafe, page):
    page.sign_in(people.aino)
    page.get("meetings.log_meeting", employer=cafe.public_id, client=client.public_id)
    page.submit(
        "Save meeting", result="asked_details", next_step="Call Siv", told=["service"],
        **{"tasks-0-task": "Baking", "tasks-0-hours": "15-20"},
    )  # fmt: skip

    with app.test_request_context(), database.read() as session:
        (copy,) = copies.of_stay(session, client)
        form = copy.fill()

    assert (copy.form, copy.on) == ("b", TODAY)
    assert form.answers["employer"]["name"] == "Rantakahvila Oy, Kokkola"
    assert form.answers["person"]["name"] == "Siv Holm"
    assert form.answers["tasks"] == [{"task": "Baking", "hours": "15–20"}]
    assert (form.answers["match"], form.answers["told"]) == ("no", ["service"])
    assert (form.answers["next"], form.answers["result"]) == ("Call Siv", "asked_details")
    assert (form.shown["visit_no"], form.shown["coach"]) == (["1"], ["Aino Ahola"])
    assert form.answers.keys() <= {question.id for question in form.definition}
