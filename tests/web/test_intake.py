"""The page that takes in a client: what is kept, where it leads, who is refused and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from coaching import clock
from coaching.accounts.models import Post
from coaching.caseload import service as caseload
from coaching.clients.models import Client, ServicePeriod
from tests.clients import coach_of, filled, how_many, keep_names, made, stay_of
from tests.factories import make_client, make_post

TODAY = clock.today()
DAY = timedelta(days=1)

LEAST = {
    "language": "fi",
    "referral_source": "employment",
    "wants_work": "yes",
    "in_work_at_entry": "no",
}
"""What the page asks of everybody, beside the decision."""


@pytest.fixture
def intake(page, people, database):
    """The intake page in front of Aino, where names are kept."""
    keep_names(database, people)
    page.sign_in(people.aino)
    return page.get("clients.take_in_client")


class TestDecisions:
    def test_an_accepted_client_is_the_own_coachs_from_the_day_of_the_decision(
        self, intake, database, people
    ):
        assert intake.field("coach") == people.aino.public_id

        intake.submit(
            "Save client",
            **LEAST,
            decision="accepted",
            name="Leila Lahti",
            birth_year=1990,
            needs_interpreter=True,
            contact_ways=["phone", "email"],
            contact_details="040 123 4567",
            referral_date=TODAY - 9 * DAY,
            entry_date=TODAY - 2 * DAY,
            decided_on=TODAY - DAY,
            reason_words="Wants mornings",
        )

        assert intake.messages == ["Client saved"]
        assert "Leila Lahti" in intake.main
        stay = stay_of(database)
        assert intake.address == f"/clients/{stay.public_id}"
        assert (stay.status, stay.decision, stay.decided_on) == (
            "profiling", "accepted", TODAY - DAY,
        )  # fmt: skip
        assert (stay.referral_date, stay.entry_date) == (TODAY - 9 * DAY, TODAY - 2 * DAY)
        assert (stay.client.name, stay.client.birth_year) == ("Leila Lahti", 1990)
        assert stay.client.contact_ways == ("phone", "email")
        assert (stay.client.contact_details, stay.reason_words) == (
            "040 123 4567", "Wants mornings",
        )  # fmt: skip
        assert coach_of(database, stay.public_id) == people.aino.user_id

    def test_a_client_who_waits_stands_on_the_list_and_the_coach_is_told_the_code(
        self, intake, database
    ):
        intake.submit("Save client", **LEAST, decision="waiting", name="Leila Lahti")

        stay = stay_of(database)
        assert intake.h1 == "Waiting list"
        assert intake.messages == [f"Client saved. The code is {stay.client.code}."]
        assert stay.client.code in str(intake.table())
        assert "Leila" not in intake.text
        assert (stay.status, coach_of(database, stay.public_id)) == ("waiting", None)

    def test_who_did_not_want_the_service_is_kept_as_a_closed_stay(self, intake, database):
        intake.submit(
            "Save client", **{**LEAST, "wants_work": "no"}, decision="did_not_want", name="Leila"
        )

        stay = stay_of(database)
        assert intake.messages == [f"Client saved. The code is {stay.client.code}."]
        assert intake.h1 == "Clients"
        assert (stay.status, stay.closed_reason, stay.wants_work) == ("closed", "own_wish", "no")

    def test_somebody_is_refused_with_a_reason_only(self, intake, database):
        intake.submit("Save client", **LEAST, decision="refused", name="Leila Lahti")

        assert intake.status == 422
        assert intake.error("refusal") == (
            "Somebody is left out of the service only with a reason. Choose the reason."
        )
        assert intake.field("name") == "Leila Lahti"
        assert how_many(database) == 0

        intake.submit("Save client", refusal="readiness")

        stay = stay_of(database)
        assert (stay.status, stay.decision, stay.refusal) == ("closed", "refused", "readiness")

    def test_who_is_accepted_has_a_coach(self, intake, database):
        intake.submit("Save client", **LEAST, decision="accepted", coach="")

        assert intake.status == 422
        assert intake.error("coach") == "A client who is taken in has a coach. Choose a coach."
        assert how_many(database) == 0

    def test_a_client_can_be_given_to_a_colleague(self, intake, database, people):
        intake.submit("Save client", **LEAST, decision="accepted", coach=people.bengt.public_id)

        stay = stay_of(database)
        assert coach_of(database, stay.public_id) == people.bengt.user_id
        assert intake.messages == [f"Client saved. The code is {stay.client.code}."]
        assert intake.h1 == "Clients"

    def test_the_leader_comes_to_the_client_whoever_coaches(self, page, people, database):
        page.sign_in(people.dora)
        page.get("clients.take_in_client")
        assert page.field("coach") is None or page.field("coach") == ""

        page.submit("Save client", **LEAST, decision="accepted", coach=people.bengt.public_id)

        assert page.address == f"/clients/{stay_of(database).public_id}"
        assert "Coach: Bengt Bäck." in page.main

    def test_the_same_form_sent_twice_makes_one_client(self, intake, database):
        form = {**LEAST, "decision": "waiting", "decided_on": TODAY, "submission": "a" * 26}

        for _ in range(2):
            intake.post("clients.take_in_client", form)
            assert intake.h1 == "Waiting list"

        assert how_many(database) == 1


class TestPlaces:
    def test_the_21st_client_is_refused_in_words_that_name_the_rule_and_the_way_on(
        self, intake, database, people
    ):
        filled(database, people.kokkola, people.aino, 20)
        intake.get("clients.take_in_client")
        assert not intake.field("coach")

        intake.submit(
            "Save client",
            **LEAST,
            decision="accepted",
            coach=people.aino.public_id,
            name="Mika Mäki",
            reason_words="Wants to bake",
        )

        assert intake.status == 422
        assert intake.error("coach") == (
            "Aino Ahola: all 20 places are taken."
            " Put the client on the waiting list or choose another coach."
        )
        assert [intake.field(name) for name in ("name", "reason_words", "wants_work")] == [
            "Mika Mäki",
            "Wants to bake",
            "yes",
        ]
        assert how_many(database) == how_many(database, Client) == 20

        intake.submit("Save client", decision="waiting")
        assert stay_of(database).status == "waiting"

    def test_the_11th_client_of_a_half_time_coach_is_refused(self, intake, database, people):
        with database.write() as session:
            session.execute(
                update(Post).where(Post.user_id == people.aino.user_id).values(fte="0.5")
            )
            caseload.sync_places(session, people.aino.user_id)
        filled(database, people.kokkola, people.aino, 10)

        intake.submit("Save client", **LEAST, decision="accepted", coach=people.aino.public_id)

        assert intake.error("coach").startswith("Aino Ahola: all 10 places are taken.")

    @pytest.mark.parametrize(
        ("held", "words"),
        [
            (16, None),
            (17, "Aino Ahola: 18 of 20 places are taken. The next client may have to wait."),
            (18, "Aino Ahola: 19 of 20 places are taken. The next client may have to wait."),
            (19, None),
        ],
    )
    def test_from_18_on_a_notice_says_that_the_next_may_have_to_wait(
        self, intake, database, people, held, words
    ):
        filled(database, people.kokkola, people.aino, held)

        intake.submit("Save client", **LEAST, decision="accepted", coach=people.aino.public_id)

        assert intake.messages == ["Client saved", *([words] if words else [])]

    def test_coaches_are_offered_with_their_places(self, intake, database, people):
        filled(database, people.kokkola, people.bengt, 3)

        intake.get("clients.take_in_client")

        assert "Bengt Bäck: 3 of 20 places taken" in intake.main
        assert "Cilla" not in intake.main
        assert intake.options("coach") == ["", people.aino.public_id, people.bengt.public_id]


class TestTeams:
    def test_who_works_in_two_teams_chooses_the_team(self, page, people, database):
        with database.write() as session:
            make_post(session, people.cilla, people.kokkola, fte="0.2")
        page.sign_in(people.cilla)
        page.get("clients.take_in_client")
        cilla = people.cilla.public_id

        page.submit("Save client", **LEAST, decision="accepted", coach=cilla)
        assert page.error("team") == "Choose the team."
        page.submit("Save client", team="kokkola")

        assert stay_of(database).team_id == people.kokkola.id

    def test_a_coach_of_the_other_team_is_refused(self, page, people, database):
        with database.write() as session:
            make_post(session, people.cilla, people.kokkola, fte="0.2")
        page.sign_in(people.cilla)
        page.get("clients.take_in_client")

        page.submit(
            "Save client", **LEAST, decision="accepted", team="pietarsaari",
            coach=people.aino.public_id,
        )  # fmt: skip

        assert page.error("coach") == (
            "Aino Ahola does not work as a coach in the client’s team on that day."
            " Choose another coach or day."
        )

    def test_the_page_is_not_there_for_people_without_a_post(self, page, people):
        for person in (people.matti, people.ylva):
            page.sign_in(person)
            assert page.get("clients.take_in_client").status == 404


class TestCodesOnly:
    def test_where_names_are_not_kept_nobody_is_asked_for_one(self, page, people, database):
        page.sign_in(people.aino)
        page.get("clients.take_in_client")
        assert "Names are not kept. The client gets a code when you save." in page.main
        assert "Contact details" not in page.main

        page.submit("Save client", **LEAST, decision="accepted")

        client = stay_of(database).client
        assert client.name is None
        assert client.code in page.main

    def test_a_name_that_is_sent_all_the_same_is_not_kept(self, page, people, database):
        page.sign_in(people.aino)
        form = {**LEAST, "decision": "waiting", "decided_on": TODAY, "name": "Leila Lahti"}

        page.post("clients.take_in_client", {**form, "contact_details": "040 123"})

        stay = stay_of(database)
        assert (stay.client.name, stay.client.contact_details) == (None, None)


class TestComingBack:
    def test_a_client_is_taken_in_again_from_the_own_page(self, page, people, database):
        keep_names(database, people)
        earlier = made(
            database, people.kokkola, people.aino, name="Leila Lahti", client_birth_year=1990
        )
        page.sign_in(people.aino)
        page.get("clients.close_client", period_id=earlier)
        page.submit("End the service", reason="moved")

        page.follow("Take in again")

        assert page.h1 == "Take in a client again"
        assert (page.field("name"), page.field("birth_year")) == ("Leila Lahti", "1990")
        assert page.field("same_person") == stay_of(database, earlier).client.public_id
        page.submit(
            "Save client",
            referral_source="self",
            wants_work="yes",
            in_work_at_entry="no",
            decision="accepted",
        )
        stay = stay_of(database)
        assert page.address == f"/clients/{stay.public_id}"
        assert stay.public_id != earlier
        assert (how_many(database), how_many(database, Client)) == (2, 1)

    def test_how_to_reach_somebody_whom_another_team_coaches_now_is_not_shown(
        self, page, people, database
    ):
        keep_names(database, people)
        earlier = made(database, people.kokkola, people.aino, name="Leila Lahti")
        page.sign_in(people.aino)
        page.get("clients.close_client", period_id=earlier)
        page.submit("End the service", reason="moved")
        with database.write() as session:
            elsewhere = make_client(session, people.pietarsaari, people.cilla)
            ended = session.scalars(select(ServicePeriod).filter_by(public_id=earlier)).one()
            elsewhere.client_id = ended.client_id
            session.get(Client, ended.client_id).contact_details = "040 123"

        page.get("clients.take_in_again", period_id=earlier)

        assert (page.field("name"), page.field("contact_details")) == ("Leila Lahti", "")

    def test_who_is_here_already_is_not_taken_in_twice(self, page, people, database):
        stay = made(database, people.kokkola, people.aino)
        page.sign_in(people.aino)
        page.get("clients.take_in_again", period_id=stay)

        page.submit("Save client", **LEAST, decision="waiting")

        assert page.status == 422
        assert page.error("same_person") == (
            "The client is in the service of this team already."
            " Open the client’s page in the list of clients."
        )
        assert how_many(database) == 1

    def test_a_client_of_somebody_else_is_not_there(self, page, people, database):
        stay = made(database, people.kokkola, people.bengt)
        for person in (people.aino, people.cilla, people.matti):
            page.sign_in(person)
            assert page.get("clients.take_in_again", period_id=stay).status == 404
