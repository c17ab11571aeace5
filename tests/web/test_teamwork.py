"""Pages of a team's calendar: ticking, adding, mending, recurring meetings, settings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts.models import Post, Team
from coaching.teamwork import events, series
from coaching.teamwork.models import CareTeamLink, Event, EventPerson, EventSeries
from coaching.teamwork.types import EventKind, NewEvent
from tests.teamwork import NOW, TODAY, make_clinic, team_of, weekly

DAY = timedelta(days=1)
ABOUT = ": Group supervision, Tuesday 24 November 2026"


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with clock.at(NOW):
        yield


@pytest.fixture
def clinic(database):
    """A treatment team, as the form sends it."""
    with database.write() as session:
        return str(make_clinic(session))


@pytest.fixture
def supervision(database, people):
    """Weekly group supervision on Tuesdays, as the public id of the series."""
    with database.write() as session:
        team = team_of(session, people.kokkola)
        return series.add(session, people.dora.actor, team, weekly()).public_id


def open_calendar(page, person):
    page.sign_in(person)
    page.get("teamwork.show_calendar", team="kokkola")


def kept(database, table):
    with database.read() as session:
        found = session.scalars(select(table).order_by(table.id)).all()
        session.expunge_all()
        return found


# ---- the calendar


def test_a_recurring_meeting_is_ticked_with_one_tap(page, people, database, supervision):
    open_calendar(page, people.aino)
    assert page.buttons.count("Held" + ABOUT) == 1

    page.submit("Held" + ABOUT)
    page.submit(f"Not held{ABOUT.replace('24', '17')}")

    assert page.messages == ["Marked as not held"]
    assert "24 Nov 2026 Group supervision Aino Ahola, Bengt Bäck, Dora Dahl" in page.main
    assert "17 Nov 2026 Group supervision not held" in page.main
    assert "Held" + ABOUT not in page.buttons
    assert [(one.on.day, one.held) for one in kept(database, Event)] == [(24, True), (17, False)]


def test_a_tap_that_was_sent_twice_is_one(page, people, database, supervision):
    open_calendar(page, people.aino)
    before = page.address, page.markup
    page.submit("Held" + ABOUT)

    page.address, page.markup = before
    page.submit("Held" + ABOUT)

    assert page.status == 200
    assert len(kept(database, Event)) == 1


def test_what_somebody_else_has_ticked_is_said(page, people, database, supervision):
    open_calendar(page, people.aino)
    with database.write() as session:
        team = team_of(session, people.kokkola)
        row = series.get(session, team, supervision)
        events.tick(session, people.dora.actor, team, row, TODAY - DAY, held=True)

    page.submit("Not held" + ABOUT)

    assert page.status == 422
    assert "Somebody has told this already." in page.main
    assert [one.held for one in kept(database, Event)] == [True]


def test_who_was_there_is_chosen_before_ticking(page, people, database, supervision):
    open_calendar(page, people.bengt)
    page.follow("Choose who was there" + ABOUT)
    assert page.field("people") == [
        one.public_id for one in (people.aino, people.bengt, people.dora)
    ]

    page.submit("Save as held", people=[])
    assert page.error("people") == "Tick who was there. If it was not held, say so."
    page.submit("Save as held", people=[people.bengt.public_id])

    assert page.messages == ["Marked as held"]
    assert [one.user_id for one in kept(database, EventPerson)] == [people.bengt.user_id]


def test_what_was_told_is_undone_by_editing(page, people, database, supervision):
    open_calendar(page, people.aino)
    page.submit("Held" + ABOUT)

    page.follow("Edit: Group supervision, 24 Nov 2026")
    page.submit("Save in the calendar", held="no")

    assert page.messages == ["Saved in the calendar: group supervision"]
    assert [(one.held, one.by_id) for one in kept(database, Event)] == [
        (False, people.aino.user_id)
    ]
    assert kept(database, EventPerson) == []


def test_only_what_matters_of_a_kind_is_asked(page, people, database, clinic):
    open_calendar(page, people.aino)
    page.follow("Steering group")
    assert "Who was there" not in page.main
    page.submit("Save in the calendar", on=TODAY)
    assert page.status == 200

    page.follow("Treatment team meeting")
    page.submit("Save in the calendar", people=[people.aino.public_id])
    assert page.error("care_team") == "Choose the treatment team."
    page.submit("Save in the calendar", care_team=clinic)

    assert "25 Nov 2026 Treatment team meeting: Avohoito Aino Ahola" in page.main
    assert [one.kind for one in kept(database, Event)] == ["steering_group", "care_team_meeting"]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (TODAY + DAY, "The date is still ahead. Choose today or an earlier day."),
        (date(1999, 1, 1), "The first post of the team began"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_it(page, people, database, on, words):
    page.sign_in(people.aino)
    page.get("teamwork.add_event", team="kokkola", kind="field_mentoring")

    page.submit("Save in the calendar", on=on, people=[people.bengt.public_id])

    assert page.status == 422
    assert page.error("on").startswith(words)
    assert kept(database, Event) == []


def test_months_are_turned(page, people, database):
    with database.write() as session:
        team = team_of(session, people.kokkola)
        for on in (TODAY, date(2026, 1, 15)):
            new = NewEvent(on, EventKind.FIELD_MENTORING, (people.aino.public_id,))
            events.add(session, people.dora.actor, team, new)
    open_calendar(page, people.aino)
    assert "11/2026" in page.main
    assert "15 Jan 2026" not in page.main

    page.follow("Show more")

    assert "15 Jan 2026 Field mentoring Aino Ahola" in page.main
    assert "Back to the beginning" in page.links
    page.get("teamwork.show_calendar", team="kokkola", month="tomorrow")
    assert "25 Nov 2026" in page.main


def test_the_leaders_day_tells_of_meetings_to_tick(page, people, supervision):
    page.sign_in(people.dora)
    page.get("days.my_day")
    page.follow("5 recurring meetings wait to be ticked")
    assert page.h1 == "Team calendar"

    page.sign_in(people.aino)
    page.get("days.my_day")
    assert "wait to be ticked" not in page.main


# ---- what the leader keeps


def test_a_recurring_meeting_is_added_and_ended(page, people, database, clinic):
    open_calendar(page, people.dora)
    page.follow("Add a recurring meeting")
    page.submit(
        "Save the recurring meeting", kind="care_team_meeting", weekday="2", since="1.11.2026"
    )
    assert page.error("care_team") == "Choose the treatment team."
    page.submit("Save the recurring meeting", care_team=clinic)
    assert "Treatment team meeting: Avohoito Tuesday, every week, since 1 Nov 2026" in page.main
    assert "Held: Treatment team meeting: Avohoito, Tuesday 3 November 2026" in page.buttons

    page.follow("Edit: Treatment team meeting: Avohoito, Tuesday, every week")
    page.submit("Save the recurring meeting", until="1.11.2026")
    assert page.error("until") == "The end date is before the start date. Check both dates."
    page.submit("Save the recurring meeting", until="10.11.2026")

    (row,) = kept(database, EventSeries)
    assert (row.since, row.until) == (date(2026, 11, 1), date(2026, 11, 10))
    assert "Tuesday 10 November 2026" not in page.main


def test_a_coach_sees_the_calendar_without_what_the_leader_keeps(page, people, supervision):
    open_calendar(page, people.aino)

    assert "Group supervision Tuesday, every week" in page.main
    assert not {
        words for words in page.links if words.startswith(("Edit: Group", "Coaches", "Settings"))
    }
    page.get("reviews.show_team", team="kokkola")
    page.follow("Team calendar")
    assert page.h1 == "Team calendar"


def test_the_treatment_teams_of_a_coach_are_told_and_taken_away(page, people, database, clinic):
    page.sign_in(people.dora)
    page.get("reviews.show_team", team="kokkola")
    page.follow("Coaches’ treatment teams")
    page.follow("Add a treatment team")
    page.submit(
        "Save the treatment team", coach=people.aino.public_id, care_team=clinic, since="1.1.2026"
    )
    assert "Avohoito since 1 Jan 2026" in page.main

    page.follow("Add a treatment team")
    page.submit("Save the treatment team", coach=people.aino.public_id, care_team=clinic)
    assert page.error("since").startswith("The coach belongs to this treatment team already")
    page.get("teamwork.list_links", team="kokkola")
    page.follow("Edit: Aino Ahola, Avohoito")
    page.submit("Save the treatment team", until="1.7.2026")
    assert "Avohoito ended 1 Jan 2026–1 Jul 2026" in page.main
    page.follow("Edit: Aino Ahola, Avohoito")
    page.submit("Remove the treatment team from the coach")

    assert page.messages == ["The coach’s treatment team is removed"]
    assert kept(database, CareTeamLink) == []


def test_removing_a_newer_treatment_team_is_refused(page, people, database, clinic):
    page.sign_in(people.dora)
    page.get("teamwork.add_link", team="kokkola")
    page.submit("Save the treatment team", coach=people.aino.public_id, care_team=clinic)
    page.follow("Edit: Aino Ahola, Avohoito")
    seen = page.address, page.markup
    page.submit("Save the treatment team", until=TODAY + DAY)

    page.address, page.markup = seen
    page.submit("Remove the treatment team from the coach")

    assert page.status == 422
    assert "Dora Dahl has saved a newer version." in page.main
    assert page.field("until") == "26.11.2026"


def test_what_the_leader_tells_of_the_team_is_kept(page, people, database):
    with database.read() as session:
        post = (
            session.scalars(select(Post).where(Post.user_id == people.bengt.user_id))
            .one()
            .public_id
        )
    page.sign_in(people.dora)
    page.get("teamwork.edit_settings", team="kokkola")
    assert (page.field("excludes_by_rule"), page.field(f"post_{post}")) == ("no", None)

    page.submit("Save settings", excludes_by_rule="yes", **{f"post_{post}": "yes"})

    assert page.messages == ["The settings are saved"]
    assert [one.needs_mentoring for one in kept(database, Post)] == [None, True, None, None]
    assert [one.excludes_by_rule for one in kept(database, Team)] == [True, False]
    page.sign_in(people.ylva)
    page.get("administration.list_changes")
    assert "New or in need of help: yes" in page.main
