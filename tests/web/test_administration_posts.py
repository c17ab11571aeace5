"""The administration page: posts and absences of a person."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts import people as staff
from coaching.accounts import posts
from coaching.accounts.models import Absence, Post
from coaching.accounts.types import NewPost, Role, minutes_of
from coaching.i18n import day
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def desk(page, people):
    """The page in front of the administrator."""
    page.sign_in(people.ylva)
    return page


@pytest.fixture
def eeva(database):
    """A person without a post, by public id."""
    with database.write() as session:
        return staff.add(session, None, "Eeva Esko", "eeva")[0].public_id


@pytest.fixture
def away(database, people, eeva):
    """An absence of Eeva's that goes on, by public id."""
    with database.write() as session:
        user = staff.get(session, eeva)
        return posts.set_absence(session, people.ylva.actor, user, TODAY, None).public_id


def all_posts(database, person_id):
    with database.read() as session:
        user = staff.get(session, person_id)
        session.expunge_all()
        return sorted(user.posts, key=lambda post: post.since)


def post_of(database, person):
    (post,) = all_posts(database, person.public_id)
    return {"person_id": person.public_id, "post_id": post.public_id}


def saved_elsewhere(database, people, fte):
    """Let somebody else save Aino's post after the page was opened."""
    with database.write() as session:
        user = staff.get(session, people.aino.public_id)
        (post,) = user.posts
        share = Decimal(fte)
        new = NewPost(post.team_id, Role.COACH, share, minutes_of(share), post.since, None)
        posts.set_post(session, people.dora.actor, user, new, post, post.row_version)


def give_clients(database, people, number):
    with database.write() as session:
        for _ in range(number):
            make_client(session, people.kokkola, people.aino)


def row(page, number=0):
    return page.table(number)[1]


# ---- posts


def test_a_post_is_added_and_its_working_time_follows_from_the_share(desk, database, eeva):
    desk.get("administration.add_post", person_id=eeva)

    desk.submit("Save post", team="kokkola", role="coach", share="37,5 %", since=TODAY - 9 * DAY)

    assert desk.messages == ["The post is saved"]
    assert row(desk)[:4] == ["Kokkola", "job coach", "37.5%", "14 h 20 min"]
    assert "0 of 7 places taken" in desk.main
    (post,) = all_posts(database, eeva)
    assert (post.fte, post.weekly_minutes, post.until) == (Decimal("0.375"), 860, None)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("38 h 15 min", 2295), ("38:15", 2295), ("37,5", 2250), ("37.5 h", 2250), ("2295", 2295),
     ("30 t", 1800), ("90 min", 90)],
)  # fmt: skip
def test_working_time_is_typed_in_many_ways(desk, database, eeva, typed, minutes):
    desk.get("administration.add_post", person_id=eeva)

    desk.submit(
        "Save post", team="kokkola", role="coach", share=100, weekly_minutes=typed, since=TODAY
    )

    (post,) = all_posts(database, eeva)
    assert post.weekly_minutes == minutes


def test_each_field_of_a_post_says_what_to_mend_and_keeps_what_was_typed(desk, database, eeva):
    desk.get("administration.add_post", person_id=eeva)
    typed = {"share": "120", "weekly_minutes": "900 h", "since": "31.2.2026", "until": "soon"}

    desk.submit("Save post", **typed)

    assert desk.status == 422
    assert {name: desk.error(name) for name in ("team", "role", *typed)} == {
        "team": "Choose the team.",
        "role": "Choose the role.",
        "share": "Enter a number from 1 to 100.",
        "weekly_minutes": "Enter the working time of a week, for example 38 h 15 min.",
        "since": "“31.2.2026” is not in the calendar. Write the date like this: 24.11.2026.",
        "until": "“soon” is not in the calendar. Write the date like this: 24.11.2026.",
    }
    assert {name: desk.field(name) for name in typed} == typed
    assert all_posts(database, eeva) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "The end date is before the start date. Check both dates."),
        (0, "This would leave no day to the post: its end is the first day without it."),
    ],
)
def test_a_post_lasts_at_least_a_day(desk, database, eeva, days, words):
    desk.get("administration.add_post", person_id=eeva)

    desk.submit("Save post", team="kokkola", role="coach", since=TODAY, until=TODAY + days * DAY)

    assert desk.error("until") == words


def test_the_same_post_twice_is_refused_beside_its_day(desk, people):
    desk.get("administration.add_post", person_id=people.aino.public_id)

    desk.submit("Save post", team="kokkola", role="coach", since=TODAY)

    assert desk.error("since") == (
        "The person already has this role in the team on some of these days. Check the dates."
    )


def test_a_smaller_share_says_over_by_how_many(desk, database, people):
    give_clients(database, people, 15)
    desk.get("administration.edit_post", **post_of(database, people.aino))
    assert desk.field("weekly_minutes") == ""

    desk.submit("Save post", share=50)

    assert desk.messages == [
        "The post is saved",
        "Aino Ahola: over by 5. Nobody loses a place: those above the number go as they are freed.",
    ]
    assert "15 of 10 places taken over by 5" in desk.main
    (post,) = all_posts(database, people.aino.public_id)
    assert post.weekly_minutes == 1147


def test_an_ended_post_says_who_needs_another_coach(desk, database, people):
    give_clients(database, people, 2)
    desk.get("administration.edit_post", **post_of(database, people.aino))

    desk.submit("Save post", until=TODAY)

    assert "Kokkola: 2 clients still have this coach" in desk.main
    assert row(desk)[6] == "ended"
    assert "Change from a day on: job coach, Kokkola" not in desk.links


def test_a_post_with_clients_keeps_its_team(desk, database, people):
    give_clients(database, people, 1)
    desk.get("administration.edit_post", **post_of(database, people.aino))

    desk.submit("Save post", team="pietarsaari")

    assert desk.error("team") == (
        "Kokkola: clients of the team have had this coach during the post, so it stays in the "
        "records. End it, or let it change from a day on."
    )


def test_a_newer_post_is_shown_beside_what_was_typed(desk, database, people):
    desk.get("administration.edit_post", **post_of(database, people.aino))
    saved_elsewhere(database, people, "0.8")

    desk.submit("Save post", share=60)

    assert "Dora Dahl has saved a newer version" in desk.messages[0]
    assert desk.saved_meanwhile("share") == "80"
    assert desk.field("share") == "60"
    desk.submit("Save post")
    assert all_posts(database, people.aino.public_id)[0].fte == Decimal("0.6")


def test_a_share_changes_from_a_day_on(desk, database, people):
    began = all_posts(database, people.aino.public_id)[0].since
    desk.get("administration.edit_person", person_id=people.aino.public_id)
    desk.follow("Change from a day on: job coach, Kokkola")
    assert (desk.field("since"), desk.field("share")) == ("", "100")

    desk.submit("Save the change", since=TODAY, share=50)

    assert "0 of 10 places taken" in desk.main
    earlier, later = all_posts(database, people.aino.public_id)
    assert (earlier.fte, earlier.since, earlier.until) == (1, began, TODAY)
    assert (later.fte, later.since, later.until) == (Decimal("0.5"), TODAY, None)


def test_a_change_before_the_post_began_is_refused(desk, app, database, people):
    place = post_of(database, people.aino)
    began = all_posts(database, people.aino.public_id)[0].since
    desk.get("administration.change_post", **place)

    desk.submit("Save the change", since=began, share=50)

    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert desk.error("since") == f"The post began {day(began)}. Choose a later day."
    assert len(all_posts(database, people.aino.public_id)) == 1


def test_a_change_is_compared_with_a_newer_post(desk, database, people):
    desk.get("administration.change_post", **post_of(database, people.aino))
    saved_elsewhere(database, people, "0.8")

    desk.submit("Save the change", since=TODAY, share=50)

    assert desk.status == 422
    assert desk.saved_meanwhile("share") == "80"


def test_a_post_entered_by_mistake_is_removed(desk, database, people):
    desk.get("administration.edit_post", **post_of(database, people.cilla))

    desk.submit("Remove the post")

    assert desk.messages == ["The post is removed"]
    assert "No post yet." in desk.main


def test_a_post_in_use_is_not_removed(desk, database, people):
    give_clients(database, people, 1)
    desk.get("administration.edit_post", **post_of(database, people.aino))

    desk.submit("Remove the post")

    assert desk.status == 422
    assert "Kokkola: clients of the team have had this coach" in desk.messages[0]
    assert desk.follow("Back").h1 == "Correct or end a post"
    assert len(all_posts(database, people.aino.public_id)) == 1


def test_a_post_sent_twice_is_one(desk, database, eeva):
    form = {"team": "kokkola", "role": "coach", "share": 100, "since": TODAY,
            "submission": "c" * 26}  # fmt: skip

    for _ in range(2):
        desk.post("administration.add_post", form, person_id=eeva)

    assert len(all_posts(database, eeva)) == 1


# ---- absences


def test_an_absence_is_added_and_ended(desk, database, eeva):
    desk.get("administration.add_absence", person_id=eeva)
    desk.submit("Save absence", since=TODAY - DAY)
    assert row(desk)[1:3] == ["not known yet", "away"]

    desk.follow("Edit: " + row(desk)[0])
    desk.submit("Save absence", until=TODAY)

    assert desk.messages == ["The absence is saved"]
    assert row(desk)[2] == "–"
    with database.read() as session:
        assert session.scalar(select(Absence.until)) == TODAY


def test_a_first_day_back_that_leaves_no_day_away_is_refused(desk, eeva):
    desk.get("administration.add_absence", person_id=eeva)

    desk.submit("Save absence", since=TODAY, until=TODAY)

    assert desk.error("until") == (
        "The first day back is the day the absence begins. Check both dates."
    )


def test_nobody_is_away_twice(desk, eeva, away):
    desk.get("administration.add_absence", person_id=eeva)

    desk.submit("Save absence", since=TODAY + DAY)

    assert desk.error("since") == (
        "The person is away already on some of these days. Check the dates."
    )


def test_two_who_change_other_days_of_an_absence_both_have_their_way(
    desk, database, people, eeva, away
):
    desk.get("administration.edit_absence", person_id=eeva, absence_id=away)
    with database.write() as session:
        user = staff.get(session, eeva)
        absence = posts.get_absence(session, user, away)
        posts.set_absence(session, people.dora.actor, user, TODAY - DAY, None, absence, 1)

    desk.submit("Save absence", until=TODAY + DAY)

    assert desk.messages == [
        "The absence is saved",
        "Saved by somebody else meanwhile: First day away",
    ]
    with database.read() as session:
        saved = posts.get_absence(session, staff.get(session, eeva), away)
        assert (saved.since, saved.until) == (TODAY - DAY, TODAY + DAY)


def test_an_absence_entered_by_mistake_is_removed(desk, eeva, away):
    desk.get("administration.edit_absence", person_id=eeva, absence_id=away)

    desk.submit("Remove the absence")

    assert desk.messages == ["The absence is removed"]
    assert "No absences." in desk.main


# ---- not yours


def test_posts_and_absences_of_somebody_else_are_not_there(desk, database, people, eeva, away):
    with database.read() as session:
        of_bengt = session.scalar(
            select(Post.public_id).where(Post.user_id == people.bengt.user_id)
        )
    aino = people.aino.public_id

    for endpoint, values in (
        ("edit_post", {"post_id": of_bengt}),
        ("change_post", {"post_id": of_bengt}),
        ("edit_absence", {"absence_id": away}),
    ):
        found = desk.get(f"administration.{endpoint}", person_id=aino, **values)
        assert found.status == 404
    for endpoint, values in (
        ("remove_post", {"post_id": of_bengt}),
        ("remove_absence", {"absence_id": away}),
    ):
        found = desk.post(f"administration.{endpoint}", {}, person_id=aino, **values)
        assert found.status == 404
    assert len(all_posts(database, people.bengt.public_id)) == 1
