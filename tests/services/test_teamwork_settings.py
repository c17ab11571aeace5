"""Recurring meetings, the treatment teams of coaches, and what the leader tells of the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from coaching import clock, history
from coaching.accounts import people as staff
from coaching.accounts import posts, quality
from coaching.accounts.posts import EndBeforeStart
from coaching.accounts.types import NewPost, Role
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.reviews import facts
from coaching.teamwork import events, links, rhythm, series
from coaching.teamwork.refusals import BeforeTeam, CareTeamMissing, LinksOverlap, SeriesInUse
from coaching.teamwork.types import EventKind, NewLink
from fidelity.facts import Span
from tests.at_once import together
from tests.teamwork import NOW, TODAY, make_clinic, team_of, weekly

DAY = timedelta(days=1)
LONG_AGO = TODAY - 4000 * DAY


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with clock.at(NOW):
        yield


@pytest.fixture
def team(session, people):
    return team_of(session, people.kokkola)


@pytest.fixture
def clinic(session):
    return make_clinic(session)


# ---- recurring meetings


@pytest.mark.parametrize(
    ("since", "until", "every", "found"),
    [
        (date(2026, 11, 3), None, 1, [3, 10, 17, 24]),
        (date(2026, 11, 4), None, 1, [10, 17, 24]),
        (date(2026, 11, 3), date(2026, 11, 17), 1, [3, 10]),
        (date(2026, 10, 6), None, 4, [3]),
        (date(2026, 10, 7), None, 2, [10, 24]),
        (date(2024, 2, 27), None, 13, [24]),
        (date(2026, 12, 1), None, 1, []),
    ],
)
def test_the_days_of_a_rhythm(since, until, every, found):
    first, last = date(2026, 11, 1), date(2026, 11, 30)

    days = rhythm.days(since, until, 2, every, first, last)

    assert [day.day for day in days] == found


def test_only_the_leader_adds_and_ends_recurring_meetings(session, people, aino, dora, team):
    with pytest.raises(NotThere):
        series.add(session, aino, team, weekly())
    row = series.add(session, dora, team, weekly())

    with pytest.raises(NotThere):
        series.change(session, aino, team, row, weekly(until=TODAY), row.row_version)
    series.change(session, dora, team, row, weekly(until=TODAY - 2 * DAY), row.row_version)

    assert series.of_team(session, team) == []
    assert [one.on.day for one in series.waiting(session, [team.id])[team.id]] == [17, 10, 3, 27]
    assert history.newest(session, "event_series", row.public_id)["until"].value == "2026-11-23"


def test_what_a_recurring_meeting_is_stays_once_it_was_ticked(session, dora, team):
    row = series.add(session, dora, team, weekly())
    other = weekly(EventKind.OUTCOME_REVIEW, every_weeks=13)
    series.change(session, dora, team, row, other, row.row_version)
    series.change(session, dora, team, row, weekly(), row.row_version)
    events.tick(session, dora, team, row, TODAY - DAY, held=True)

    with pytest.raises(SeriesInUse):
        series.change(session, dora, team, row, other, row.row_version)
    series.change(session, dora, team, row, weekly(weekday=4), row.row_version)

    assert row.weekday == 4


def test_a_recurring_meeting_that_cannot_be_is_refused(session, dora, team):
    for new, refusal in (
        (weekly(EventKind.CARE_TEAM_MEETING), CareTeamMissing),
        (weekly(until=date(2026, 10, 1)), EndBeforeStart),
        (weekly(since=LONG_AGO), BeforeTeam),
    ):
        with pytest.raises(refusal):
            series.add(session, dora, team, new)


def test_saving_over_a_newer_rhythm_is_refused(session, dora, team):
    row = series.add(session, dora, team, weekly())
    seen = row.row_version
    series.change(session, dora, team, row, weekly(weekday=3), seen)

    with pytest.raises(ChangedMeanwhile):
        series.change(session, dora, team, row, weekly(weekday=5), seen)


# ---- treatment teams of coaches


def test_a_link_is_a_fact_of_the_scoring_with_its_days(session, people, dora, team, clinic):
    new = NewLink(people.aino.public_id, clinic, date(2026, 1, 1))
    row = links.add(session, dora, team, new)

    ended = replace(new, until=date(2026, 7, 1))
    links.change(session, dora, team, row, ended, row.row_version)

    known = facts.collect(session, dora, team.id, TODAY).coaches
    (attached,) = [one.care_teams for one in known if one.id == f"coach-{people.aino.user_id}"]
    assert [one.span for one in attached] == [Span(date(2026, 1, 1), date(2026, 7, 1))]
    assert [(one.name, len(one.links)) for one in links.of_team(session, team)] == [
        ("Aino Ahola", 1), ("Bengt Bäck", 0),
    ]  # fmt: skip
    told = history.newest(session, "care_team_link", row.public_id)
    assert (told["user"].value, told["until"].value) == (people.aino.public_id, "2026-07-01")


def test_the_same_pair_never_overlaps(session, people, dora, team, clinic):
    first = NewLink(people.aino.public_id, clinic, date(2026, 1, 1), date(2026, 7, 1))
    row = links.add(session, dora, team, first)

    for since, until in ((date(2026, 6, 30), None), (date(2025, 1, 1), date(2026, 1, 2))):
        with pytest.raises(LinksOverlap):
            links.add(session, dora, team, replace(first, since=since, until=until))
    links.add(session, dora, team, replace(first, since=date(2026, 7, 1), until=None))
    links.add(session, dora, team, replace(first, coach=people.bengt.public_id))
    links.add(session, dora, team, replace(first, care_team_id=make_clinic(session, "Muu")))

    later = replace(first, until=date(2026, 7, 2))
    with pytest.raises(LinksOverlap):
        links.change(session, dora, team, row, later, row.row_version)


def test_of_four_who_tell_of_one_link_at_once_one_does(database, people):
    with database.write() as session:
        new = NewLink(people.aino.public_id, make_clinic(session), date(2026, 1, 1))

    def tell(_number):
        with clock.at(NOW), database.write() as session:
            links.add(session, people.dora.actor, team_of(session, people.kokkola), new)

    assert [type(error) for error in together(tell, 4)] == [LinksOverlap] * 3


def test_a_link_that_cannot_be_is_refused(session, people, aino, dora, team, clinic):
    good = NewLink(people.aino.public_id, clinic, date(2026, 1, 1))

    for values, refusal in (
        ({"coach": people.cilla.public_id}, NotThere),
        ({"coach": people.dora.public_id}, NotThere),
        ({"care_team_id": 999}, NotThere),
        ({"until": date(2026, 1, 1)}, EndBeforeStart),
        ({"since": LONG_AGO}, BeforeTeam),
    ):
        with pytest.raises(refusal):
            links.add(session, dora, team, replace(good, **values))
    with pytest.raises(NotThere):
        links.add(session, aino, team, good)


def test_a_link_entered_by_mistake_goes_and_leaves_its_trace(session, people, dora, team, clinic):
    row = links.add(session, dora, team, NewLink(people.aino.public_id, clinic, TODAY))
    public_id = row.public_id

    links.remove(session, dora, team, row, row.row_version)

    assert [one.links for one in links.of_team(session, team)] == [(), ()]
    assert history.newest(session, "care_team_link", public_id)["removed"].value is True


# ---- what the leader tells of the team


def save(session, by, team, version=None, **values):
    told = quality.load(session, team)
    plain = {
        "apart_from_treatment": False,
        "excludes_by_rule": False,
        "needs_mentoring": {},
        "version": told.version if version is None else version,
    }
    quality.save(session, by, team, **{**plain, **values})


def post_of(session, team, name):
    (post,) = [one.post_id for one in quality.load(session, team).coaches if one.name == name]
    return post


def test_what_the_leader_tells_is_a_fact_of_the_scoring(session, people, dora, team):
    needs = {
        post_of(session, team, "Aino Ahola"): True,
        post_of(session, team, "Bengt Bäck"): False,
    }

    save(session, dora, team, excludes_by_rule=True, needs_mentoring=needs)

    known = facts.collect(session, dora, team.id, TODAY)
    assert (known.separate_from_treatment, known.written_exclusion_rule) == (False, True)
    by_id = {one.id: one.needs_mentoring for one in known.coaches}
    assert by_id == {f"coach-{people.aino.user_id}": True, f"coach-{people.bengt.user_id}": False}
    assert (
        history.newest(session, "team", team.public_id)["excludes_by_rule"].by_name == "Dora Dahl"
    )


def test_a_newer_answer_about_any_coach_is_not_saved_over(session, people, dora, team):
    seen = quality.load(session, team).version
    post = post_of(session, team, "Aino Ahola")
    save(session, dora, team, needs_mentoring={post: True})

    with pytest.raises(ChangedMeanwhile) as refused:
        save(session, dora, team, seen, apart_from_treatment=True)

    assert refused.value.facts["user"] == "Dora Dahl"
    assert team.apart_from_treatment is False


def test_only_the_leader_tells_of_the_team(session, people, team):
    for other in (people.aino, people.cilla, people.ylva):
        with pytest.raises(NotThere):
            save(session, other.actor, team, apart_from_treatment=True)


def test_what_was_told_of_a_coach_goes_on_when_the_share_changes(session, people, dora, team):
    save(session, dora, team, needs_mentoring={post_of(session, team, "Aino Ahola"): True})
    user = staff.get(session, people.aino.public_id)
    (post,) = user.posts
    half = NewPost(team.id, Role.COACH, Decimal("0.5"), 1000, TODAY, None)

    posts.change_from(session, people.ylva.actor, user, post, half, post.row_version)

    (aino, _bengt) = quality.load(session, team).coaches
    assert aino.needs_mentoring is True
