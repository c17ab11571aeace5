"""Places on pages: squares with words, the team's places, handing one client over."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from coaching import clock
from coaching.accounts.models import Absence, Post
from coaching.caseload import service as caseload
from coaching.caseload.models import CoachPlace
from coaching.clients.types import Status
from tests.clients import coach_of, filled, keep_names, made
from tests.factories import make_client, make_post

TODAY = clock.today()
DAY = timedelta(days=1)


def part_of(page, name):
    """Return the words of the section of one coach."""
    return page.main.split(f"{name} ")[1].split(" Nobody loses")[0]


def squares(page, number=0):
    """Return the words of each square of one list of places, as a screen reader says them."""
    lists = [ul for ul in page.markup.find_all("ul") if "places" in (ul.get("class") or "").split()]
    said = []
    for square in lists[number]:
        (unseen,) = [item for item in square.iter("span") if item.get("class") == "unseen"]
        said.append(unseen.text)
    return said


def owned(database, coach):
    """Return how many rows of places a coach has."""
    with database.read() as session:
        mine = select(func.count()).where(CoachPlace.coach_id == coach.user_id)
        return session.scalar(mine)


def change_fte(database, coach, fte):
    with database.write() as session:
        session.execute(update(Post).where(Post.user_id == coach.user_id).values(fte=fte))
        caseload.sync_places(session, coach.user_id)


@pytest.fixture
def leader(page, people, database):
    """The page in front of Dora, where names are kept."""
    keep_names(database, people)
    page.sign_in(people.dora)
    return page


class TestTeam:
    def test_every_coachs_places_stand_as_squares_with_words(self, leader, database, people):
        made(database, people.kokkola, people.aino, name="Leila Lahti", status=Status.PAUSED)
        made(database, people.kokkola, people.aino, name="Mika Mäki", status=Status.SEARCHING)

        leader.get("caseload.team_caseloads")

        assert "Aino Ahola 2 of 20 places taken" in leader.main
        assert "Bengt Bäck 0 of 20 places taken" in leader.main
        assert squares(leader) == [
            "Mika Mäki, looking for work",
            "Leila Lahti, paused",
            *["free place"] * 18,
        ]
        assert "looking for work 1" in leader.main
        assert "free 18" in leader.main
        leader.follow("LMika Mäki, looking for work")
        assert leader.h1 == "Client"

    def test_a_half_time_coach_has_ten_places(self, leader, database, people):
        change_fte(database, people.aino, "0.5")

        leader.get("caseload.team_caseloads")

        assert squares(leader) == ["free place"] * 10
        assert "Aino Ahola 0 of 10 places taken" in leader.main

    def test_places_above_a_lower_share_are_shown_and_nobody_loses_one(
        self, leader, database, people
    ):
        filled(database, people.kokkola, people.aino, 15)
        change_fte(database, people.aino, "0.5")

        leader.get("caseload.team_caseloads")

        assert "Aino Ahola 15 of 10 places taken over by 5" in leader.main
        assert len(squares(leader)) == 15
        assert "Nobody loses a place: those above the number go as they are freed." in leader.main

    @pytest.mark.parametrize(
        ("held", "tag"), [(17, ""), (18, "nearly full"), (19, "nearly full"), (20, "full")]
    )
    def test_nearly_full_and_full_are_said(self, leader, database, people, held, tag):
        filled(database, people.kokkola, people.aino, held)

        leader.get("caseload.team_caseloads")

        assert part_of(leader, "Aino Ahola").startswith(f"{held} of 20 places taken {tag}".strip())
        assert ("full" in leader.main) is bool(tag)

    def test_an_absent_coach_keeps_the_places_and_is_shown_as_away(self, leader, database, people):
        made(database, people.kokkola, people.aino)
        with database.write() as session:
            session.add(
                Absence(user_id=people.aino.user_id, since=TODAY - 3 * DAY, until=TODAY + DAY)
            )
            session.add(Absence(user_id=people.bengt.user_id, since=TODAY - 3 * DAY, until=TODAY))

        leader.get("caseload.team_caseloads")

        assert "Aino Ahola 1 of 20 places taken away now" in leader.main
        assert leader.main.count("away now") == 1

    def test_who_has_left_is_shown_while_clients_are_left(self, leader, database, people):
        made(database, people.kokkola, people.bengt)
        with database.write() as session:
            session.execute(
                update(Post).where(Post.user_id == people.bengt.user_id).values(until=TODAY)
            )

        leader.get("caseload.team_caseloads")

        assert "Bengt Bäck 1 of 0 places taken over by 1" in leader.main

    def test_a_coachs_clients_of_another_team_are_squares_without_names(
        self, leader, database, people
    ):
        with database.write() as session:
            make_post(session, people.aino, people.pietarsaari, fte="0.2")
            make_client(session, people.pietarsaari, people.aino, name="Not Told")

        leader.get("caseload.team_caseloads")

        assert squares(leader)[0] == "making the profile"
        assert "Not Told" not in leader.text

    def test_a_team_without_coaches_says_who_adds_them(self, page, people, database):
        with database.write() as session:
            session.execute(update(Post).where(Post.role == "coach").values(until=TODAY - DAY))
        page.sign_in(people.dora)

        page.get("caseload.team_caseloads")

        assert "The team has no coaches yet. The administrator adds them." in page.main

    def test_free_places_go_with_the_first_change_of_the_day_on_which_a_share_falls(
        self, leader, database, people
    ):
        made(database, people.kokkola, people.bengt)
        mine = Post.user_id == people.aino.user_id
        with database.write() as session:
            session.execute(update(Post).where(mine).values(until=TODAY + DAY))
            half = Post(
                user_id=people.aino.user_id, team_id=people.kokkola.id, role="coach",
                fte=Decimal("0.5"), weekly_minutes=1148, since=TODAY + DAY,
            )  # fmt: skip
            session.add(half)
        leader.get("caseload.move_clients")
        leader.post("caseload.move_clients", {})
        assert owned(database, people.aino) == 20

        with clock.at(clock.now() + DAY):
            leader.sign_in(people.dora)
            leader.get("caseload.move_clients")
            assert owned(database, people.aino) == 20
            leader.post("caseload.move_clients", {})

        assert owned(database, people.aino) == 10
        assert owned(database, people.bengt) == 20

    def test_is_the_leaders_alone(self, page, people):
        for person in (people.aino, people.matti, people.ylva):
            page.sign_in(person)
            assert page.get("caseload.team_caseloads").status == 404


class TestHandOver:
    @pytest.fixture
    def client(self, page, people, database):
        """The page that changes the coach of Aino's client, in front of Aino."""
        stay = made(database, people.kokkola, people.aino, name="Leila Lahti")
        page.sign_in(people.aino)
        return page.get("caseload.hand_over", period_id=stay)

    def stay(self, page):
        return page.address.split("/")[3]

    def test_the_day_counts_for_the_receiver_and_the_giver_still_sees(
        self, client, database, people
    ):
        stay = self.stay(client)
        assert "Coach now: Aino Ahola" in client.main
        assert client.options("coach") == ["", people.bengt.public_id]

        client.submit("Change coach", coach=people.bengt.public_id, on=TODAY - DAY)

        assert client.messages == ["The client has a new coach"]
        assert "Coach: Bengt Bäck." in client.main
        assert "Change coach" not in client.links
        assert coach_of(database, stay) == people.bengt.user_id

    def test_a_full_coach_is_refused(self, client, database, people):
        filled(database, people.kokkola, people.bengt, 20)

        client.submit("Change coach", coach=people.bengt.public_id, on=TODAY - DAY)

        assert client.status == 422
        assert client.error("coach") == (
            "Bengt Bäck: all 20 places are taken."
            " The client stays with the present coach until a place opens or another one is chosen."
        )
        assert client.field("coach") == people.bengt.public_id
        assert coach_of(database, self.stay(client)) == people.aino.user_id

    def test_the_receiver_is_told_of_when_nearly_full(self, client, database, people):
        filled(database, people.kokkola, people.bengt, 17)

        client.submit("Change coach", coach=people.bengt.public_id)

        assert client.messages[1] == (
            "Bengt Bäck: 18 of 20 places are taken. The next client may have to wait."
        )

    def test_a_day_that_cannot_be_is_refused_beside_it(self, client, people):
        for typed, words in (
            ("31.2.", "“31.2.” is not in the calendar."),
            (TODAY + DAY, "The date is still ahead."),
            (TODAY - 61 * DAY, "The client was not known to the service before "),
        ):
            client.submit("Change coach", coach=people.bengt.public_id, on=typed)

            assert client.error("on").startswith(words)

    def test_a_coach_is_asked_for_and_only_of_the_team(self, client, people):
        client.submit("Change coach")
        assert client.error("coach") == "Choose a coach."

        client.post(client.address, {"coach": people.cilla.public_id, "on": TODAY})

        assert client.error("coach") == "Choose one option."

    def test_a_client_who_waits_has_no_coach_to_change(self, page, people, database):
        stay = made(database, people.kokkola)
        page.sign_in(people.dora)
        page.get("caseload.hand_over", period_id=stay)
        assert "Coach now: no coach" in page.main

        page.submit("Change coach", coach=people.aino.public_id)

        assert page.status == 422
        assert "The client has no coach at the moment." in page.main

    def test_an_absent_coach_is_said_to_be_away(self, client, database, people):
        with database.write() as session:
            session.add(Absence(user_id=people.bengt.user_id, since=TODAY, until=None))

        client.get(client.address)

        assert "Bengt Bäck: 0 of 20 places taken, away now" in client.main

    def test_others_clients_are_not_there(self, client, people):
        for person in (people.bengt, people.cilla, people.matti, people.ylva):
            client.sign_in(person)
            assert client.get(client.address).status == 404


class TestMyDay:
    def test_the_own_places_stand_on_the_first_page(self, page, people, database):
        made(database, people.kokkola, people.aino, name="Leila Lahti", status=Status.SEARCHING)
        page.sign_in(people.aino)

        page.get("days.my_day")

        assert "1 of 20 places taken" in page.main
        assert squares(page)[:2] == ["Leila Lahti, looking for work", "free place"]

    def test_a_leader_without_clients_has_none(self, leader):
        leader.get("days.my_day")

        assert "Aino Ahola 0 of 20 places taken" in leader.main
        assert not [ul for ul in leader.markup.find_all("ul") if ul.get("class") == "places"]
