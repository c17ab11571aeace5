"""A team as a file: the same card as the records give, names only when asked, no free text."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts.models import CareTeam, Team
from coaching.accounts.types import Role
from coaching.clients.models import PeriodStatus
from coaching.db import Database
from coaching.reviews import exporting, facts
from coaching.reviews.service import scale_in_force
from coaching.teamwork.models import Event, EventPerson
from fidelity import card as cards
from fidelity import teamfile
from fidelity.results import Assisted, Judged, Score
from tests.demonstrations import DAY as DEMO_DAY
from tests.demonstrations import MOMENT
from tests.employers import make_job
from tests.factories import (
    make_assignment,
    make_client,
    make_contact,
    make_employer,
    make_post,
    make_team,
)
from tests.project.source import ROOT
from tests.pure.json_schema import violations

TODAY = clock.today()
DAY = timedelta(days=1)
SCHEMA = json.loads((ROOT / "docs" / "rinnalla-team-1.schema.json").read_text("utf-8"))

NOT_CARRIED = {"O5": {"4"}, "O7": {"4"}, "V2": {"3"}}
"""Components that are known by what the format does not carry (docs/team-file.md)."""

NOT_MEASURED = {"V1": {"at_changes"}, "V2": {"says_what"}}
"""Measures likewise."""


def exported(session, team, **options):
    """Return the file of a team after it was read again."""
    row = session.get_one(Team, team.id)
    return teamfile.read(exporting.text_of(exporting.team_file(session, row, **options)))


def figures(results):
    """Return what a card tells of each item, without what the format does not carry."""
    return {item: _figures(item, result) for item, result in results.items()}


def _figures(item, result):
    if isinstance(result, Score):
        parts = {part.coach: (part.value, part.points) for part in result.coaches}
        counted = (result.value, result.numerator, result.denominator, result.counted)
        return result.points, result.points_if_confirmed, *counted, result.measures, parts
    known = {
        part: value
        for part, value in getattr(result, "components", {}).items()
        if part not in NOT_CARRIED.get(item, ())
    }
    if isinstance(result, Assisted):
        measures = {
            name: measure
            for name, measure in result.measures.items()
            if name not in NOT_MEASURED.get(item, ())
        }
        return known, measures, result.ceiling, result.proposal
    if isinstance(result, Judged):
        return known
    return result.reason_code, result.have, result.need, result.of


# ---- the demonstration


class TestDemonstration:
    @pytest.fixture(autouse=True)
    def _on_the_day(self):
        with clock.at(MOMENT):
            yield

    @pytest.fixture
    def session(self, demo):
        database = Database(demo.url)
        with database.read() as reading:
            yield reading
        database.close()

    def test_the_file_gives_the_same_card_as_the_records_on_any_day(self, session):
        scale = scale_in_force()
        teams = session.scalars(select(Team)).all()
        assert len(teams) == 2

        for team in teams:
            live, carried = facts.gather(session, team.id), exported(session, team)
            for back in (0, 1, 31, 92, 200, 365, 700):
                on = DEMO_DAY - back * DAY
                ours = cards.card(live, team.name, on, scale)
                theirs = cards.card(teamfile.facts_of(carried), carried.team.name, on, scale)
                assert figures(theirs.results) == figures(ours.results), (team.name, on)
                assert (theirs.totals, theirs.team) == (ours.totals, ours.team)

    def test_it_keeps_to_the_schema_and_is_written_the_same_again(self, session):
        team = session.scalars(select(Team).order_by(Team.id)).first()

        text = exporting.text_of(exporting.team_file(session, team))

        assert violations(json.loads(text), SCHEMA) == []
        assert teamfile.write(teamfile.read(text)) == text


# ---- what stands in it


def test_names_stand_in_it_only_when_asked_for_and_free_text_never(session, people):
    stay = make_client(session, people.kokkola, people.aino, reason_words="Sleeps badly")
    make_contact(session, stay, people.aino, note="Talked about mornings")
    row = session.get_one(Team, people.kokkola.id)
    names = ("Leila Lahti", "Aino Ahola", "Dora Dahl")

    without = exporting.text_of(exporting.team_file(session, row))
    with_names = exporting.text_of(exporting.team_file(session, row, names=True))

    assert not [name for name in names if name in without]
    assert not [name for name in names if name not in with_names]
    assert stay.client.code in without
    for text in (without, with_names):
        assert "mornings" not in text
        assert "Sleeps" not in text


def test_a_team_without_anything_is_a_file_too(session):
    team = make_team(session, "Kannus")

    file = exported(session, team)

    assert (file.team.name, file.exported_on) == ("Kannus", TODAY)
    assert (file.coaches, file.clients, file.contacts) == ((), (), ())


def test_a_coach_of_one_day_keeps_the_day(session, people):
    team = make_team(session, "Kannus")
    make_post(session, people.aino, team, since=TODAY - DAY, until=TODAY, fte="0.35")

    (coach,) = exported(session, team).coaches

    assert (coach.start, coach.end) == (TODAY - DAY, TODAY)
    assert coach.newest.fte * 20 == 7


def test_a_coach_whose_share_changed_has_two_posts(session, people):
    team = make_team(session, "Kannus")
    make_post(session, people.aino, team, since=TODAY - 9 * DAY, until=TODAY - DAY)
    make_post(session, people.aino, team, since=TODAY - DAY, fte="0.5")

    (coach,) = exported(session, team).coaches

    assert [float(post.fte) for post in coach.coach.posts] == [1, 0.5]


def test_a_job_at_a_merged_employer_belongs_to_the_card_that_is_left(session, people):
    stay = make_client(session, people.kokkola, people.aino)
    kept = make_employer(session, "Rantakahvila Oy", chain="S-ryhmä", business_id="0737546-2")
    gone = make_employer(session, "Rantakahvila", municipality="Kalajoki")
    make_job(session, stay, gone)
    gone.merged_into_id = kept.id
    session.flush()

    file = exported(session, people.kokkola)

    (employer,) = file.employers
    assert (employer.name, employer.business_id) == ("Rantakahvila Oy", "0737546-2")
    assert employer.employer.chain == "s-ryhma"
    assert file.jobs[0].job.employer == employer.employer.id


def test_a_job_that_ended_the_day_it_began_was_held_on_that_day(session, people):
    stay = make_client(session, people.kokkola, people.aino)
    job = make_job(session, stay, make_employer(session), start=TODAY - DAY, ended_on=TODAY - DAY)
    job.weekly_minutes_from, job.weekly_minutes_to, job.title = 900, 1220, ""
    session.flush()

    (row,) = exported(session, people.kokkola).jobs

    assert (row.job.start, row.job.end) == (TODAY - DAY, TODAY)
    assert float(row.hours_per_week) == 17.67
    assert row.job.title == exporting.NO_TITLE


def test_of_two_statuses_of_a_day_the_later_one_goes_out(session, people):
    stay = make_client(session, people.kokkola, people.aino)
    for status in ("searching", "agreed"):
        session.add(
            PeriodStatus(
                period_id=stay.id,
                status=status,
                since=TODAY - DAY,
                by_id=people.aino.user_id,
                at=clock.now(),
            )
        )
    stay.status = "agreed"
    session.flush()

    (row,) = exported(session, people.kokkola).clients

    assert [one.status for one in row.stay.statuses] == ["profiling", "agreed"]
    # Reading 2: before the first of them the status of the day of the export holds.
    assert row.stay.status_on(stay.known_on - DAY) == "agreed"
    (live,) = facts.gather(session, people.kokkola.id).clients
    assert live.status_on(stay.known_on - DAY) == "agreed"


def test_who_leads_and_coaches_stands_in_both_lists_and_in_what_was_held(session, people):
    make_post(session, people.dora, people.kokkola, since=TODAY - 30 * DAY, fte="0.5")
    mental = CareTeam(name="Psychiatry")
    session.add(mental)
    session.flush()
    hold(session, people, "care_team_meeting", people.dora, people.aino, care_team_id=mental.id)
    hold(session, people, "work_story", people.aino)
    dora = people.dora.user_id

    file = exported(session, people.kokkola)

    assert [row.leader.id for row in file.leaders] == [f"leader-{dora}"]
    assert f"coach-{dora}" in {row.coach.id for row in file.coaches}
    (event,) = file.events
    assert event.kind == "treatment_team_meeting"
    assert set(event.people) == {f"leader-{dora}", f"coach-{dora}", f"coach-{people.aino.user_id}"}
    assert [team.name for team in file.care_teams] == ["Psychiatry"]


def test_each_post_of_a_leader_has_an_id_and_was_held_under_the_one_of_the_day(session, people):
    team = make_team(session, "Kannus")
    make_post(session, people.dora, team, role=Role.LEADER, until=TODAY - 5 * DAY)
    make_post(session, people.dora, team, role=Role.LEADER, since=TODAY - 5 * DAY, fte="0.5")
    hold(session, people, "group_supervision", people.dora, team=team)
    dora = people.dora.user_id

    file = exported(session, team)

    assert [row.leader.id for row in file.leaders] == [f"leader-{dora}", f"leader-{dora}-2"]
    assert file.events[0].people == (f"leader-{dora}-2",)


def test_who_has_records_but_no_post_is_a_specialist_who_was_never_in_post(session, people):
    stay = make_client(session, people.kokkola, people.aino)
    make_contact(session, stay, people.cilla, on=TODAY - 3 * DAY)
    make_contact(session, stay, people.cilla, on=TODAY - 2 * DAY)

    file = exported(session, people.kokkola)

    (cilla,) = [row for row in file.coaches if row.coach.id == f"coach-{people.cilla.user_id}"]
    assert (cilla.start, cilla.end) == (TODAY - 3 * DAY, TODAY - 3 * DAY)
    assert cilla.coach.post_on(TODAY - 3 * DAY) is None


def test_records_that_the_format_refuses_are_told_by_their_path(session, people):
    stay = make_client(session, people.kokkola, by=people.aino)
    make_assignment(session, stay, people.aino, since=TODAY - 9 * DAY, ended_on=TODAY)
    make_assignment(session, stay, people.bengt, since=TODAY - 5 * DAY, ended_on=TODAY - DAY)

    with pytest.raises(teamfile.TeamFileRefused) as refused:
        exported(session, people.kokkola)

    assert (refused.value.path, refused.value.code) == ("assignments[1]", "assignments_overlap")


def test_a_code_that_the_format_does_not_have_is_told_by_its_path(session, people):
    stay = make_client(session, people.kokkola, people.aino)
    make_job(session, stay, make_employer(session), contract="gig")

    with pytest.raises(teamfile.CannotWrite, match=r"^jobs\[0\]\.contract: 'gig' is not one of"):
        exported(session, people.kokkola)


def hold(session, people, kind, *there, team=None, **values):
    """Record something that a team held yesterday."""
    event = Event(
        team_id=(team or people.kokkola).id,
        on=TODAY - DAY,
        kind=kind,
        held=True,
        by_id=people.dora.user_id,
        at=clock.now(),
        **values,
    )
    session.add(event)
    session.flush()
    session.add_all([EventPerson(event_id=event.id, user_id=one.user_id) for one in there])
    session.flush()
