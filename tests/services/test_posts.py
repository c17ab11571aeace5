"""Posts: dates, shares, what places and clients do when they change."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts import people as staff
from coaching.accounts import posts, sessions
from coaching.accounts.models import Post
from coaching.accounts.types import NewPost, Role, Span, minutes_of
from coaching.caseload import service as caseload
from coaching.caseload.models import CoachPlace
from coaching.errors import ChangedMeanwhile, NotThere
from tests.factories import make_client, make_user

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def by(people):
    return people.ylva.actor


@pytest.fixture
def eeva(session):
    """A person without a post, as the services give her."""
    return staff.get(session, make_user(session, "Eeva Esko").public_id)


@pytest.fixture
def aino(session, people):
    """A full-time coach of Kokkola, as the services give her."""
    return staff.get(session, people.aino.public_id)


def new(team, fte="1", role=Role.COACH, since=None, until=None, minutes=None):
    share = Decimal(fte)
    weekly = minutes_of(share) if minutes is None else minutes
    return NewPost(team.id, role, share, weekly, since or TODAY - 30 * DAY, until)


def places(session, user):
    numbers = session.scalars(select(CoachPlace.number).where(CoachPlace.coach_id == user.id))
    return len(list(numbers))


def told(session, kind, row):
    newest = history.newest(session, kind, row.public_id)
    return {name: one.value for name, one in newest.items()}


def as_told(post):
    return (post.team_id, post.role, str(post.fte.normalize()), post.since, post.until)


# ---- days


@pytest.mark.parametrize(
    ("until", "day", "holds"),
    [(None, 0, True), (None, -1, False), (2, 1, True), (2, 2, False), (0, 0, False)],
)
def test_days_are_half_open(until, day, holds):
    span = Span(TODAY, None if until is None else TODAY + until * DAY)

    assert span.holds(TODAY + day * DAY) is holds


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((0, 5), (5, None), False),
        ((0, 5), (4, None), True),
        ((0, None), (9, None), True),
        ((0, None), (9, 9), False),
        ((3, 4), (0, 9), True),
    ],
)
def test_two_spans_meet_when_they_share_a_day(one, other, meet):
    spans = [
        Span(TODAY + start * DAY, None if end is None else TODAY + end * DAY)
        for start, end in (one, other)
    ]

    assert spans[0].meets(spans[1]) is meet
    assert spans[1].meets(spans[0]) is meet


# ---- adding and correcting


@pytest.mark.parametrize(("fte", "number"), [("1", 20), ("0.5", 10), ("0.375", 7), ("0.04", 0)])
def test_a_coach_owns_places_at_once(session, by, people, eeva, fte, number):
    posts.set_post(session, by, eeva, new(people.kokkola, fte))

    assert places(session, eeva) == number
    assert sessions.actor_of(session, eeva.id).coach_of == {people.kokkola.id}


def test_a_new_post_is_told_in_the_history(session, by, people, eeva):
    post = posts.set_post(session, by, eeva, new(people.kokkola, "0.5"))

    assert told(session, "post", post) == {
        "user": eeva.public_id,
        "team": people.kokkola.public_id,
        "role": "coach",
        "fte": "0.5",
        "weekly_minutes": 1147,
        "since": (TODAY - 30 * DAY).isoformat(),
    }


def test_a_leaders_post_owns_no_places(session, by, people, eeva):
    posts.set_post(session, by, eeva, new(people.kokkola, role=Role.LEADER))

    assert places(session, eeva) == 0


def test_a_post_to_come_owns_nothing_yet(session, by, people, eeva):
    posts.set_post(session, by, eeva, new(people.kokkola, since=TODAY + DAY))

    assert places(session, eeva) == 0


def test_two_posts_own_up_to_twenty_places(session, by, people, eeva):
    posts.set_post(session, by, eeva, new(people.kokkola, "0.75"))
    posts.set_post(session, by, eeva, new(people.pietarsaari, "0.5"))

    assert places(session, eeva) == 20


def test_a_smaller_share_leaves_held_places_and_says_over(session, by, people, aino):
    for _ in range(15):
        make_client(session, people.kokkola, people.aino)
    (post,) = aino.posts

    posts.set_post(
        session, by, aino, new(people.kokkola, "0.5", since=post.since), post, post.row_version
    )

    totals = caseload.totals(session, aino.id)
    assert (totals.owned, totals.held, totals.over) == (10, 15, 5)
    assert told(session, "post", post) == {"fte": "0.5", "weekly_minutes": 1147}


def test_the_same_role_in_the_same_team_is_given_once_at_a_time(session, by, people, eeva):
    posts.set_post(session, by, eeva, new(people.kokkola, until=TODAY))

    with pytest.raises(posts.PostsOverlap):
        posts.set_post(session, by, eeva, new(people.kokkola, since=TODAY - DAY))
    posts.set_post(session, by, eeva, new(people.kokkola, since=TODAY))
    posts.set_post(session, by, eeva, new(people.kokkola, role=Role.LEADER))

    assert len(eeva.posts) == 3


@pytest.mark.parametrize("days", [0, -1])
def test_a_post_lasts_at_least_a_day(session, by, people, eeva, days):
    with pytest.raises(posts.EndBeforeStart):
        posts.set_post(
            session, by, eeva, new(people.kokkola, since=TODAY, until=TODAY + days * DAY)
        )


def test_a_newer_post_is_not_overwritten(session, by, people, aino):
    (post,) = aino.posts
    version = post.row_version
    whole = new(people.kokkola, "0.8", since=post.since)
    posts.set_post(session, by, aino, whole, post, version)

    with pytest.raises(ChangedMeanwhile) as refused:
        posts.set_post(session, by, aino, new(people.kokkola, "0.6"), post, version)

    assert refused.value.facts["user"] == "Ylva Öst"
    assert post.fte == Decimal("0.8")


def test_a_post_of_somebody_else_is_not_there(session, people, aino, eeva):
    with pytest.raises(NotThere):
        posts.get(eeva, aino.posts[0].public_id)


def test_a_closed_account_has_no_post_today_or_later(session, by, people, aino):
    staff.close(session, by, aino)
    (post,) = aino.posts
    goes_on = new(people.kokkola, since=post.since)

    with pytest.raises(posts.AccountClosed):
        posts.set_post(session, by, aino, goes_on, post, post.row_version)
    with pytest.raises(posts.AccountClosed):
        posts.set_post(session, by, aino, new(people.pietarsaari))
    corrected = new(people.kokkola, "0.8", since=post.since, until=TODAY)
    posts.set_post(session, by, aino, corrected, post, post.row_version)

    assert post.fte == Decimal("0.8")


# ---- another team or role


@pytest.mark.parametrize(
    "other",
    [lambda people: new(people.pietarsaari), lambda people: new(people.kokkola, role=Role.LEADER)],
)
def test_a_post_with_clients_keeps_its_team_and_role(session, by, people, aino, other):
    make_client(session, people.kokkola, people.aino)
    (post,) = aino.posts

    with pytest.raises(posts.PostInUse) as refused:
        posts.set_post(session, by, aino, other(people), post, post.row_version)

    assert refused.value.facts == {"team": "Kokkola"}
    assert sessions.actor_of(session, aino.id).coach_of == {people.kokkola.id}


def test_clients_of_another_time_do_not_hold_a_post(session, by, people, aino):
    """An earlier post in the team is what the client belonged to."""
    make_client(session, people.kokkola, people.aino)
    (earlier,) = aino.posts
    posts.set_post(
        session,
        by,
        aino,
        new(people.kokkola, since=earlier.since, until=TODAY - 70 * DAY),
        earlier,
        earlier.row_version,
    )

    posts.set_post(
        session,
        by,
        aino,
        new(people.pietarsaari, since=earlier.since, until=TODAY - 70 * DAY),
        earlier,
        earlier.row_version,
    )

    assert earlier.team_id == people.pietarsaari.id


def test_a_post_entered_wrong_is_corrected_before_it_is_used(session, by, people, aino):
    (post,) = aino.posts

    posts.set_post(session, by, aino, new(people.pietarsaari), post, post.row_version)

    assert sessions.actor_of(session, aino.id).coach_of == {people.pietarsaari.id}
    assert told(session, "post", post)["team"] == people.pietarsaari.public_id


# ---- from a day on


def test_a_share_changes_from_a_day_on_and_the_past_stays(session, by, people, aino):
    (post,) = aino.posts
    began = post.since

    posts.change_from(
        session, by, aino, post, new(people.kokkola, "0.5", since=TODAY), post.row_version
    )

    assert sorted(as_told(one) for one in aino.posts) == [
        (people.kokkola.id, "coach", "0.5", TODAY, None),
        (people.kokkola.id, "coach", "1", began, TODAY),
    ]
    assert places(session, aino) == 10


def test_a_change_to_come_waits_for_its_day(session, by, people, aino):
    (post,) = aino.posts
    later = new(people.kokkola, "0.5", since=TODAY + DAY)

    posts.change_from(session, by, aino, post, later, post.row_version)

    assert places(session, aino) == 20
    assert caseload.sync_places(session, aino.id, TODAY + DAY) == 10


def test_another_team_from_a_day_on_leaves_the_clients_in_theirs(session, by, people, aino):
    make_client(session, people.kokkola, people.aino)
    (post,) = aino.posts
    moved = new(people.pietarsaari, since=TODAY)

    posts.change_from(session, by, aino, post, moved, post.row_version)

    assert caseload.held_by_team(session, aino.id) == {people.kokkola.id: 1}
    shown = caseload.caseloads(session, people.dora.actor, [people.kokkola.id])
    assert "Aino Ahola" in [one.coach_name for one in shown]
    assert caseload.totals(session, aino.id).free == 19


@pytest.mark.parametrize("days", [0, -1])
def test_a_change_begins_after_the_post_did(session, by, people, aino, days):
    (post,) = aino.posts
    on = post.since + days * DAY

    with pytest.raises(posts.NotWithinPost) as refused:
        posts.change_from(session, by, aino, post, new(people.kokkola, since=on), post.row_version)

    assert refused.value.facts == {"since": post.since, "until": None}


def test_a_change_begins_before_the_post_has_ended(session, by, people, eeva):
    post = posts.set_post(session, by, eeva, new(people.kokkola, until=TODAY + 9 * DAY))

    with pytest.raises(posts.NotWithinPost):
        posts.change_from(
            session, by, eeva, post, new(people.kokkola, since=TODAY + 10 * DAY), post.row_version
        )
    posts.change_from(
        session, by, eeva, post, new(people.kokkola, since=TODAY + 9 * DAY), post.row_version
    )

    assert post.until == TODAY + 9 * DAY


def test_a_change_is_refused_over_a_newer_version(session, by, people, aino):
    (post,) = aino.posts
    version = post.row_version
    posts.set_post(session, by, aino, new(people.kokkola, "0.8", since=post.since), post, version)

    with pytest.raises(ChangedMeanwhile):
        posts.change_from(session, by, aino, post, new(people.kokkola, since=TODAY), version)

    assert len(aino.posts) == 1


# ---- removing


def test_a_post_entered_by_mistake_is_removed_with_its_places(session, by, people, eeva):
    post = posts.set_post(session, by, eeva, new(people.kokkola))

    posts.remove_post(session, by, eeva, post, post.row_version)

    assert places(session, eeva) == 0
    assert session.scalar(select(Post.id).where(Post.user_id == eeva.id)) is None
    assert told(session, "post", post)["removed"] is True


def test_a_post_in_use_is_not_removed(session, by, people, aino):
    make_client(session, people.kokkola, people.aino)
    (post,) = aino.posts

    with pytest.raises(posts.PostInUse):
        posts.remove_post(session, by, aino, post, post.row_version)

    assert places(session, aino) == 20


def test_a_removed_post_is_not_there_any_more(session, by, people, eeva):
    post = posts.set_post(session, by, eeva, new(people.kokkola))
    version = post.row_version
    posts.remove_post(session, by, eeva, post, version)

    with pytest.raises(NotThere):
        posts.set_post(session, by, eeva, new(people.kokkola), post, version)
