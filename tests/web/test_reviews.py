"""Entry of a review by the leader: begun, 25 items, finished, locked, thrown away."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from coaching.reviews import service as reviews
from coaching.reviews.models import Review
from coaching.reviews.types import Entry
from tests.contacts import DAY, TODAY
from tests.factories import make_client
from tests.reviews import ITEMS, begun, finished, scored

NOT_MISSING = {f"{item}_points": "3" for item in ITEMS if item not in ("O7", "O8")}
OURS = "The names of the items are ours, not the official wording."


@pytest.fixture
def leader(page, people):
    page.sign_in(people.dora)
    return page


def kept(database):
    """The only review with its items, readable after the session has ended."""
    with database.read() as session:
        query = select(Review).options(selectinload(Review.items))
        found = session.scalars(query).one()
        session.expunge_all()
        return found


def entries(database):
    return {row.item: (row.points, row.evidence) for row in kept(database).items}


class TestBeginning:
    def test_a_review_is_begun_from_the_quality_page(self, leader, database):
        leader.get("reviews.show_team", team="kokkola")
        leader.follow("Begin a review")

        leader.submit("Begin", kind="external", on=TODAY - DAY, since=TODAY - 180 * DAY)

        assert leader.h1 == "Points of the review"
        review = kept(database)
        assert (review.kind, review.on, review.since) == (
            "external", TODAY - DAY, TODAY - 180 * DAY,
        )  # fmt: skip

    def test_each_field_says_what_to_mend(self, leader, database):
        leader.get("reviews.begin_review", team="kokkola")

        leader.submit("Begin", on="", since="31.2.")
        assert leader.status == 422
        assert leader.error("kind") == "Choose who makes the review."
        assert leader.error("on") == "Enter the day of the review."
        assert leader.error("since").startswith("“31.2.” is not in the calendar.")
        leader.submit("Begin", kind="self", on=TODAY + DAY, since="")
        assert leader.error("on") == "The date is still ahead. Choose today or an earlier day."
        leader.submit("Begin", on=TODAY - DAY, since=TODAY)
        assert leader.error("since") == (
            "The period begins after the day of the review. Check both dates."
        )

        with database.read() as session:
            assert session.scalars(select(Review)).all() == []

    @pytest.mark.parametrize("name", ["aino", "cilla", "matti", "ylva"])
    def test_nobody_but_the_leader_begins_one(self, page, people, name):
        page.sign_in(getattr(people, name))

        assert page.get("reviews.begin_review", team="kokkola").status == 404
        form = {"kind": "self", "on": TODAY}
        assert page.post("reviews.begin_review", form, team="kokkola").status == 404

    def test_a_leader_of_another_team_does_not(self, leader):
        assert leader.get("reviews.begin_review", team="pietarsaari").status == 404


class TestEntering:
    @pytest.fixture
    def items(self, leader, database, people):
        """The page with the 25 items of a review just begun."""
        with database.write() as session:
            review = begun(session, people).public_id
        return leader.get("reviews.enter_review", review_id=review)

    def test_every_item_takes_points_and_evidence(self, items, database):
        typed = {f"{item}_points": "4" for item in ITEMS}
        typed |= {f"{item}_evidence": f"Seen in {item}" for item in ITEMS}

        items.submit("Save", **typed)

        assert items.messages == ["Review saved"]
        assert "Scored 25 of 25. Total 100, good." in items.main
        assert entries(database) == {item: (4, f"Seen in {item}") for item in ITEMS}

    def test_it_is_saved_with_holes_and_shows_the_range(self, items, database):
        items.submit("Save", **NOT_MISSING)

        assert items.status == 200
        assert "Scored 23 of 25. Total 71–79, not supported employment to fair." in items.main
        assert entries(database)["O7"] == (None, None)
        assert OURS in items.main
        items.submit("Save", S1_points="")
        assert entries(database)["S1"] == (None, None)

    def test_what_the_records_say_of_clients_per_coach_stands_beside_it(
        self, items, database, people
    ):
        assert "Not enough data. No client has an open assignment" in items.main
        with database.write() as session:
            for number in range(3):
                make_client(session, people.kokkola, people.aino, name=f"Client {number}")

        items.get(items.address)

        assert "1.5 clients per full-time coach: 3 clients, 2 full-time coaches." in items.main
        assert "From the records: 5 points." in items.main

    def test_wrong_points_and_long_evidence_are_refused_and_kept(self, items, database):
        long = "x" * 4001
        items.submit("Save", S1_points="4", S2_evidence=long, S3_evidence="131052-308T")

        assert items.status == 422
        assert items.error("S2_evidence") == "The text is 1 character too long. Shorten it."
        assert items.error("S3_evidence") == (
            "The text seems to hold a personal identity code. Remove it before saving."
        )
        assert (items.field("S1_points"), items.field("S2_evidence")) == ("4", long)
        items.post(items.address, {"S1_points": "6", "row_version": "1"})
        assert (items.status, items.error("S1_points")) == (422, "Choose one option.")
        assert entries(database)["S1"] == (None, None)

    def test_somebody_who_was_quicker_is_shown_beside_each_item_and_saving_again_chooses(
        self, items, database, people
    ):
        with database.write() as session:
            review = session.scalars(select(Review).options(selectinload(Review.items))).one()
            hers = {"S1": Entry(5, "Register"), "S2": Entry(2, None)}
            reviews.enter(session, people.dora.actor, review, hers, review.row_version)

        items.submit("Save", S1_points="3", S3_points="4")

        assert items.status == 422
        assert "Dora Dahl has saved a newer version. Your own text is safe." in items.messages[0]
        assert items.saved_meanwhile("S1_points") == "5"
        assert (
            "Already in the form, as saved by the other one: S1, Evidence, S2, Points" in items.main
        )
        assert (items.field("S1_points"), items.field("S3_points")) == ("3", "4")
        assert entries(database)["S1"] == (5, "Register")
        items.submit("Save")
        assert [entries(database)[item][0] for item in ("S1", "S2", "S3")] == [3, 2, 4]
        assert entries(database)["S1"] == (3, "Register")

    def test_the_same_form_sent_twice_is_saved_once(self, items, database):
        form = {"S1_points": "4", "row_version": "1", "submission": "a" * 26}
        for _ in range(2):
            items.post(items.address, form)
            assert items.status == 200

        assert kept(database).row_version == 2

    @pytest.mark.parametrize("name", ["aino", "cilla", "matti", "ylva"])
    def test_an_open_review_is_there_for_the_leader_only(self, items, database, people, name):
        review = kept(database).public_id
        items.sign_in(getattr(people, name))

        for endpoint in ("show_review", "enter_review", "finish_review", "throw_away_review"):
            assert items.get(f"reviews.{endpoint}", review_id=review).status == 404
        for endpoint in ("enter_review", "finish_review", "throw_away_review"):
            assert items.post(f"reviews.{endpoint}", {}, review_id=review).status == 404


class TestFinishing:
    def test_with_items_missing_it_is_refused_until_a_reason_is_given(
        self, leader, database, people
    ):
        with database.write() as session:
            begun(session, people)
        leader.get("reviews.enter_review", review_id=kept(database).public_id)
        leader.submit("Save and go on to finish", **NOT_MISSING)
        assert leader.h1 == "Finish the review"
        assert "2 items have no points, so the total is a range:" in leader.main
        assert "O7 Paid work as the organisation’s aim" in leader.main

        leader.submit("Finish the review")
        assert (leader.status, leader.error("missing_why")) == (
            422,
            "2 items have no points. Write why, or go back and give points.",
        )
        assert kept(database).state == "open"
        leader.submit("Finish the review", missing_why="The managers could not be heard")

        assert leader.messages == ["The review is finished"]
        assert "71–79" in leader.main
        assert "The managers could not be heard" in leader.main
        assert kept(database).missing_why == "The managers could not be heard"

    def test_a_whole_one_asks_for_no_reason_and_is_locked_after(self, leader, database, people):
        with database.write() as session:
            review = scored(session, people, 84).public_id
        leader.get("reviews.finish_review", review_id=review)
        assert "Total 84 points, fair." in leader.main

        leader.submit("Finish the review")

        assert leader.h1 == "Quality review"
        for endpoint in ("enter_review", "finish_review", "throw_away_review"):
            leader.get(f"reviews.{endpoint}", review_id=review)
            assert leader.status == 422
            assert "The review has been finished and is not changed any more." in leader.main
        leader.post("reviews.enter_review", {"S1_points": "1"}, review_id=review)
        assert leader.status == 422
        assert entries(database)["S1"] == (4, None)

    def test_points_entered_in_another_window_are_shown_before_finishing(
        self, leader, database, people
    ):
        with database.write() as session:
            review = scored(session, people, 84)
        leader.get("reviews.finish_review", review_id=review.public_id)
        with database.write() as session:
            found = reviews.get(session, people.dora.actor, review.public_id)
            reviews.enter(session, people.dora.actor, found, {"S1": Entry(1, None)}, 2)

        leader.submit("Finish the review")

        assert leader.status == 422
        assert "Total 81 points, fair." in leader.main
        leader.submit("Finish the review")
        assert kept(database).state == "finished"

    def test_sent_twice_it_is_finished_once(self, leader, database, people):
        with database.write() as session:
            review = scored(session, people, 84)
        form = {"row_version": review.row_version, "submission": "a" * 26}

        for _ in range(2):
            leader.post("reviews.finish_review", form, review_id=review.public_id)
            assert (leader.status, leader.h1) == (200, "Quality review")


class TestThrowingAway:
    def test_one_begun_by_mistake_is_removed_after_being_told(self, leader, database, people):
        with database.write() as session:
            review = begun(session, people).public_id
        leader.get("reviews.enter_review", review_id=review)
        leader.follow("Remove this review")
        form = {"submission": "a" * 26}

        for _ in range(2):
            leader.post("reviews.throw_away_review", form, review_id=review)
            assert (leader.status, leader.h1) == (200, "Quality")

        assert "No reviews yet." in leader.main
        with database.read() as session:
            assert session.scalars(select(Review)).all() == []

    def test_one_with_points_stays(self, leader, database, people):
        with database.write() as session:
            review = scored(session, people, 84).public_id
        leader.get("reviews.throw_away_review", review_id=review)

        leader.submit("Remove the review")

        assert leader.status == 422
        assert "The review already has points." in leader.main
        assert kept(database).state == "open"


class TestShowing:
    def test_evidence_is_shown_to_the_leader_only(self, page, database, people):
        with database.write() as session:
            review = scored(session, people, 84)
            reviews.enter(
                session, people.dora.actor, review, {"S1": Entry(4, "Seen in the register")},
                review.row_version,
            )  # fmt: skip
            reviews.finish(session, people.dora.actor, review, None)
        for name, seen in (("dora", True), ("aino", False), ("matti", False)):
            page.sign_in(getattr(people, name))
            page.get("reviews.show_review", review_id=review.public_id)

            assert (page.status, page.h1) == (200, "Quality review")
            assert "Quality: fair" in page.main
            assert page.table()[2][:2] == ["S1 Clients per coach", "4"]
            assert ("Seen in the register" in page.main) is seen
            assert OURS in page.main

    def test_the_reason_for_missing_items_is_the_leaders_too(self, page, database, people):
        with database.write() as session:
            review = finished(session, people, 80, missing=("O7",)).public_id
        for name, seen in (("dora", True), ("aino", False)):
            page.sign_in(getattr(people, name))
            page.get("reviews.show_review", review_id=review)

            assert "81–85" in page.main
            assert ("Not looked at" in page.main) is seen

    def test_another_teams_is_not_there(self, page, database, people):
        with database.write() as session:
            review = finished(session, people).public_id

        for name in ("cilla", "ylva"):
            page.sign_in(getattr(people, name))
            assert page.get("reviews.show_review", review_id=review).status == 404
        page.sign_in(people.aino)
        assert page.get("reviews.show_review", review_id="a" * 26).status == 404
