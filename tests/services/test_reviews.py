"""Reviews: begun and entered by the leader, finished once, seen by whom they may."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from coaching import clock, history
from coaching.accounts.models import Team
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.reviews import service as reviews
from coaching.reviews.models import Review, ReviewItem
from coaching.reviews.types import (
    AlreadyFinished,
    Entry,
    HasPoints,
    ItemsMissing,
    NewReview,
    PeriodBackwards,
    ReviewAhead,
    ReviewKind,
)
from tests.contacts import DAY, TODAY
from tests.reviews import ITEMS, begun, finished, scored


def team(session, place):
    return session.get_one(Team, place.id)


class TestBeginning:
    def test_a_review_has_a_row_for_every_item_of_the_scale_in_force(self, session, people):
        new = NewReview(ReviewKind.PEER, TODAY, TODAY - 180 * DAY)

        review = reviews.begin(session, people.dora.actor, team(session, people.kokkola), new)

        assert (review.scale, review.kind, review.state) == ("ips25-2008", "peer", "open")
        assert [item.item for item in review.items] == list(ITEMS)
        assert {item.points for item in review.items} == {None}

    def test_a_day_to_come_is_refused(self, session, people):
        new = NewReview(ReviewKind.SELF, TODAY + DAY)

        with pytest.raises(ReviewAhead) as refusal:
            reviews.begin(session, people.dora.actor, team(session, people.kokkola), new)

        assert refusal.value.field == "on"

    def test_a_period_that_begins_after_its_day_is_refused(self, session, people):
        new = NewReview(ReviewKind.SELF, TODAY - DAY, TODAY)

        with pytest.raises(PeriodBackwards) as refusal:
            reviews.begin(session, people.dora.actor, team(session, people.kokkola), new)

        assert refusal.value.field == "since"

    @pytest.mark.parametrize("name", ["aino", "cilla", "matti", "ylva"])
    def test_only_the_leader_of_the_team_begins_one(self, session, people, name):
        new = NewReview(ReviewKind.SELF, TODAY)

        with pytest.raises(NotThere):
            reviews.begin(session, getattr(people, name).actor, team(session, people.kokkola), new)


class TestEntering:
    def test_points_and_evidence_are_kept_and_what_is_left_out_stays(self, session, people):
        review = begun(session, people)
        first = {"S1": Entry(5, "Register of the day"), "S2": Entry(3, None)}
        reviews.enter(session, people.dora.actor, review, first, review.row_version)

        reviews.enter(session, people.dora.actor, review, {"S2": Entry(4, "Hours")}, 2)

        found = reviews.entries_of(review)
        assert (found["S1"], found["S2"]) == (Entry(5, "Register of the day"), Entry(4, "Hours"))
        assert found["V14"] == Entry(None, None)
        assert review.row_version == 3

    def test_evidence_is_sealed(self, session, people):
        review = begun(session, people)
        reviews.enter(
            session, people.dora.actor, review, {"S1": Entry(5, "Register")}, review.row_version
        )

        sealed = session.scalar(select(ReviewItem.evidence_sealed).where(ReviewItem.item == "S1"))
        assert b"Register" not in sealed

    def test_the_old_values_stay_in_the_history(self, session, people):
        review = begun(session, people)
        for entry in (Entry(5, "Register"), Entry(4, None)):
            reviews.enter(session, people.dora.actor, review, {"S1": entry}, review.row_version)

        values = [
            (change.field, change.value)
            for _key, change in reversed(history.of_kinds(session, ["review"]))
        ]
        assert values == [
            ("S1", 5), ("S1_evidence", "Register"), ("S1", 4), ("S1_evidence", None),
        ]  # fmt: skip

    def test_nothing_changed_writes_nothing(self, session, people):
        review = scored(session, people, 75)
        version = review.row_version

        reviews.enter(session, people.dora.actor, review, reviews.entries_of(review), version)

        assert review.row_version == version

    def test_saving_over_a_newer_version_is_refused(self, session, people):
        review = begun(session, people)
        seen = review.row_version
        reviews.enter(session, people.dora.actor, review, {"S1": Entry(5, None)}, seen)

        with pytest.raises(ChangedMeanwhile) as refusal:
            reviews.enter(session, people.dora.actor, review, {"S1": Entry(1, None)}, seen)

        assert refusal.value.facts["user"] == "Dora Dahl"
        assert reviews.points_of(review)["S1"] == 5

    @pytest.mark.parametrize("name", ["aino", "cilla", "matti", "ylva"])
    def test_only_the_leader_enters(self, session, people, name):
        review = begun(session, people)

        with pytest.raises(NotThere):
            reviews.enter(session, getattr(people, name).actor, review, {}, review.row_version)


class TestFinishing:
    def test_a_whole_review_needs_no_reason_and_keeps_none(self, session, people):
        review = scored(session, people, 75)

        reviews.finish(session, people.dora.actor, review, "Not needed")

        assert (review.state, review.missing_why) == ("finished", None)
        assert (review.finished_by_id, review.finished_at is None) == (people.dora.user_id, False)

    def test_with_items_missing_a_reason_is_needed(self, session, people):
        review = scored(session, people, 69, missing=("O7", "V3"))

        with pytest.raises(ItemsMissing) as refusal:
            reviews.finish(session, people.dora.actor, review, None)
        assert refusal.value.facts == {"items": ["O7", "V3"]}
        assert review.state == "open"
        reviews.finish(session, people.dora.actor, review, "Nobody from the top could be heard")

        assert review.missing_why == "Nobody from the top could be heard"

    def test_a_finished_one_is_locked(self, session, people):
        review = finished(session, people)

        with pytest.raises(AlreadyFinished):
            reviews.enter(
                session, people.dora.actor, review, {"S1": Entry(5, None)}, review.row_version
            )
        with pytest.raises(AlreadyFinished):
            reviews.finish(session, people.dora.actor, review, None)
        with pytest.raises(AlreadyFinished):
            reviews.throw_away(session, people.dora.actor, review)
        with pytest.raises(AlreadyFinished):
            reviews.get_open(session, people.dora.actor, review.public_id)

    def test_points_entered_after_the_page_was_opened_are_looked_at_first(self, session, people):
        review = scored(session, people, 75)
        seen = review.row_version
        reviews.enter(session, people.dora.actor, review, {"S1": Entry(1, None)}, seen)

        with pytest.raises(ChangedMeanwhile):
            reviews.finish(session, people.dora.actor, review, None, seen)

        assert review.state == "open"


class TestThrowingAway:
    def test_one_begun_by_mistake_is_gone_with_its_items(self, session, people):
        review = begun(session, people)

        reviews.throw_away(session, people.dora.actor, review)

        for table in (Review, ReviewItem):
            assert session.scalar(select(func.count()).select_from(table)) == 0

    @pytest.mark.parametrize("entry", [Entry(3, None), Entry(None, "Something was seen")])
    def test_one_with_points_or_evidence_stays(self, session, people, entry):
        review = begun(session, people)
        reviews.enter(session, people.dora.actor, review, {"S1": entry}, review.row_version)

        with pytest.raises(HasPoints):
            reviews.throw_away(session, people.dora.actor, review)

    def test_only_the_leader_throws_one_away(self, session, people):
        review = begun(session, people)

        with pytest.raises(NotThere):
            reviews.throw_away(session, people.aino.actor, review)


class TestSight:
    def test_an_open_one_is_the_leaders_a_finished_one_the_teams_and_managers(
        self, session, people
    ):
        open_one, done = begun(session, people), finished(session, people)

        def sees(name, review):
            try:
                actor = getattr(people, name).actor
                return reviews.get(session, actor, review.public_id) is review
            except NotThere:
                return False

        who = ("aino", "bengt", "cilla", "dora", "matti", "ylva")
        assert [name for name in who if sees(name, open_one)] == ["dora"]
        assert [name for name in who if sees(name, done)] == ["aino", "bengt", "dora", "matti"]

    def test_lists_follow_the_same_rule_newest_first(self, session, people):
        old = finished(session, people, on=TODAY - 40 * DAY)
        new = finished(session, people, on=TODAY - 10 * DAY)
        open_one = begun(session, people, on=TODAY)
        of = team(session, people.kokkola)

        leaders = [row.public_id for row in reviews.listed(session, people.dora.actor, of)]
        coachs = [row.public_id for row in reviews.listed(session, people.aino.actor, of)]

        assert leaders == [open_one.public_id, new.public_id, old.public_id]
        assert coachs == [new.public_id, old.public_id]

    def test_a_person_sees_the_own_teams_and_a_manager_all(self, session, people):
        def shorts(person):
            return [found.short for found in reviews.teams_seen(session, person.actor)]

        assert [shorts(person) for person in (people.aino, people.cilla, people.dora)] == [
            ["kokkola"],
            ["pietarsaari"],
            ["kokkola"],
        ]
        assert shorts(people.matti) == ["kokkola", "pietarsaari"]
        assert shorts(people.ylva) == []

    def test_a_team_that_is_not_seen_is_not_there(self, session, people):
        for name, short in (("aino", "pietarsaari"), ("ylva", "kokkola"), ("matti", "nowhere")):
            with pytest.raises(NotThere):
                reviews.get_team(session, getattr(people, name).actor, short)
        for name in ("aino", "matti"):
            with pytest.raises(NotThere):
                reviews.get_led_team(session, getattr(people, name).actor, "kokkola")


def test_a_review_of_the_past_is_finished_today(session, people):
    review = finished(session, people, on=TODAY - 200 * DAY)

    assert clock.local(review.finished_at).date() == TODAY
