"""The demonstration: what it holds, that it hangs together, and that it is the same every time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from coaching import clock, verifying
from coaching.accounts import organisation, sessions
from coaching.accounts.models import Post, Team, User, UserGrant
from coaching.accounts.types import Grant, Role
from coaching.caseload.models import Assignment
from coaching.clients import waiting
from coaching.clients.models import Client, PeriodStatus, ServicePeriod
from coaching.clients.types import Decision, Status
from coaching.contacts.models import Contact
from coaching.contacts.types import MeetingPurpose, Place, With
from coaching.db import Database
from coaching.employers.models import Employer, EmployerPerson
from coaching.profiles.models import DisclosureTalk, FormVersion, Kykyviisari
from coaching.reviews import facts
from coaching.reviews import service as reviews
from fidelity import trend
from fidelity.services_search import employer_meetings, fast_start
from tests import databases
from tests.demonstrations import DAY, MOMENT


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.at(MOMENT):
        yield


@pytest.fixture
def session(demo):
    """A reading session of the demonstration."""
    database = Database(demo.url)  # without the use log, which would write into it
    with database.read() as reading:
        yield reading
    database.close()


def number_of(session, model, *conditions):
    """Return how many rows there are."""
    return session.scalar(select(func.count()).select_from(model).where(*conditions))


def actor(session, user_name):
    """Return one of the demonstration's people as services take them."""
    user_id = session.scalar(select(User.id).where(User.user_name == user_name))
    return sessions.actor_of(session, user_id)


# ---- what it holds


def test_two_teams_have_five_coaches_and_a_leader_each(session):
    teams = session.scalars(select(Team)).all()
    posts = session.scalars(select(Post)).all()

    coaching = [post for post in posts if post.role == Role.COACH]
    assert len(teams) == 2
    assert sorted(post.fte for post in coaching) == [Decimal("0.5"), *4 * [Decimal(1)]]
    assert {post.team_id for post in coaching} == {team.id for team in teams}
    leading = [post.team_id for post in posts if post.role == Role.LEADER]
    assert sorted(leading) == sorted(team.id for team in teams)


def test_there_are_a_manager_and_an_administrator_and_nobody_has_a_password(session):
    grants = Counter(session.scalars(select(UserGrant.grant)))
    people = session.scalars(select(User)).all()

    assert grants == {Grant.MANAGER: 1, Grant.ADMINISTRATOR: 1}
    assert len(people) == 9
    assert {user.password_hash for user in people} == {"no password fits this"}
    assert not any(user.must_change_password for user in people)


def test_names_are_on_and_it_is_marked_as_a_demonstration(session):
    settings = organisation.load(session)

    assert settings.demo
    assert settings.names_on


def test_about_eighty_clients_came_over_two_years(session):
    days = session.scalars(select(ServicePeriod.decided_on)).all()

    assert 75 <= number_of(session, Client) <= 90
    assert timedelta(days=640) < DAY - min(days) < timedelta(days=731)
    assert DAY - max(days) < timedelta(days=10)


def test_there_are_employers_some_thousands_of_contacts_and_profiles(session):
    languages = Counter(session.scalars(select(Client.language)))

    assert number_of(session, Employer) >= 60
    assert number_of(session, EmployerPerson, EmployerPerson.decides == "yes") >= 60
    assert 3000 <= number_of(session, Contact) <= 6000
    assert number_of(session, FormVersion, FormVersion.state == "ready") >= 60
    assert number_of(session, FormVersion, FormVersion.state == "open") >= 2
    assert number_of(session, FormVersion, FormVersion.number > 1) >= 10
    assert set(session.scalars(select(DisclosureTalk.choice))) >= {"agreed", "freely", "nothing"}
    assert number_of(session, Kykyviisari) >= 40
    assert languages["fi"] > 30
    assert languages["sv"] > 15


def test_some_wait_pause_came_back_were_taken_over_or_did_not_come_in(session):
    outi = actor(session, "outi")
    statuses = Counter(session.scalars(select(ServicePeriod.status)))
    decisions = Counter(session.scalars(select(ServicePeriod.decision)))
    stays = Counter(session.scalars(select(ServicePeriod.client_id)))
    coaches = Counter(session.scalars(select(Assignment.period_id)))

    queue = waiting.queue(session, outi)

    assert [line.position for line in queue] == [1, 2, 3]
    assert [line.from_pause for line in queue] == [True, False, False]
    assert queue[1].reason
    assert statuses[Status.WAITING] == 4
    assert statuses[Status.PAUSED] == 2
    assert decisions[Decision.DID_NOT_WANT] == 1
    assert decisions[Decision.REFUSED] == 2
    assert list(stays.values()).count(2) == 3
    assert list(coaches.values()).count(2) >= 2
    assert statuses[Status.CLOSED] >= 12
    assert min(statuses[one] for one in (Status.PROFILING, Status.SEARCHING)) > 3


# ---- it hangs together


def test_verify_finds_everything_fine(demo):
    database = databases.open_copy(demo.url)

    findings = verifying.verify(database)

    database.close()
    assert [finding for finding in findings if not finding.fine] == []


def test_siv_has_all_twenty_places_taken_and_nobody_ever_held_more_than_owned(session):
    owned = {
        row.user_id: int(20 * row.fte)
        for row in session.scalars(select(Post).where(Post.role == Role.COACH))
    }
    spans = session.scalars(select(Assignment)).all()

    most = dict.fromkeys(owned, 0)
    for coach in owned:
        own = [span for span in spans if span.coach_id == coach]
        for day in {span.since for span in own}:
            held = sum(one.since <= day < (one.ended_on or date.max) for one in own)
            most[coach] = max(most[coach], held)

    assert all(most[coach] <= owned[coach] for coach in owned)
    siv = actor(session, "siv").user_id
    now = sum(span.coach_id == siv and span.ended_on is None for span in spans)
    assert now == owned[siv] == 20


def test_contacts_lie_within_stays_on_working_days_of_whoever_coached(session):
    rows = session.execute(
        select(Contact, ServicePeriod).join(ServicePeriod, ServicePeriod.id == Contact.period_id)
    ).all()
    spans = session.scalars(select(Assignment)).all()

    for contact, stay in rows:
        assert contact.on.weekday() < 5
        assert stay.referral_date <= contact.on <= (stay.closed_on or DAY)
        if contact.on > stay.decided_on and stay.closed_on != contact.on:
            coaches = {
                span.coach_id
                for span in spans
                if span.period_id == stay.id and span.since <= contact.on <= (span.ended_on or DAY)
            }
            assert contact.coach_id in coaches


def test_work_follows_from_an_agreement_with_an_employer_and_is_supported(session):
    stays = session.scalars(
        select(ServicePeriod).where(
            ServicePeriod.status == Status.WORKING_SUPPORTED,
            ServicePeriod.in_work_at_entry.is_(False),
        )
    ).all()

    for stay in stays:
        contacts = session.scalars(select(Contact).where(Contact.period_id == stay.id)).all()
        agreed = {
            row.since
            for row in session.scalars(
                select(PeriodStatus).where(
                    PeriodStatus.period_id == stay.id, PeriodStatus.status == Status.AGREED
                )
            )
        }
        terms = {one.on for one in contacts if one.meeting_purpose == MeetingPurpose.TERMS}
        assert agreed
        assert agreed <= terms
        last = max(one.on for one in contacts)
        assert DAY - last < timedelta(days=45)


def test_nobody_speaks_for_a_client_who_wants_nothing_told(session):
    rows = session.execute(
        select(Contact.on, ServicePeriod.client_id, Contact.place)
        .join(ServicePeriod, ServicePeriod.id == Contact.period_id)
        .where(Contact.meeting_purpose == MeetingPurpose.SPEAK_FOR_CLIENT)
    ).all()
    talks = session.scalars(select(DisclosureTalk).order_by(DisclosureTalk.on)).all()

    assert len(rows) > 50
    for on, client_id, _place in rows:
        choices = [one.choice for one in talks if one.client_id == client_id and one.on <= on]
        assert choices[-1] in ("agreed", "freely")


@pytest.mark.parametrize(("leader", "least"), [("outi", 3), ("bjorn", 2)])
def test_records_give_points_that_a_good_service_has(session, leader, least):
    who = actor(session, leader)
    (team,) = reviews.teams_seen(session, who)
    known = facts.collect(session, who, team.id, DAY)
    scale = reviews.scale_in_force()

    start = fast_start(known, DAY, scale)
    meetings = employer_meetings(known, DAY, scale)

    assert start.points >= 4
    assert least <= meetings.points <= 5
    assert reviews.live_caseload_size(session, who, team, DAY).points == 5


def test_most_coaching_happens_outside_the_office(session):
    places = Counter(session.scalars(select(Contact.place).where(Contact.place.is_not(None))))

    outside = places[Place.COMMUNITY] + places[Place.WORKPLACE] + places[Place.HOME]
    assert outside > places.total() / 2
    assert number_of(session, Contact, Contact.with_whom == With.EMPLOYER) > 800


def test_reviews_rise_and_the_next_one_is_due_soon(session):
    outi, bjorn = actor(session, "outi"), actor(session, "bjorn")
    (first,), (second,) = reviews.teams_seen(session, outi), reviews.teams_seen(session, bjorn)

    points = [point.totals.sum for point in trend.series(reviews.finished(session, first.id))]
    rows = reviews.listed(session, outi, first)
    due = reviews.next_review(session, first.id)

    assert len(points) == 3
    assert points == sorted(points)
    assert points[0] < 74 < points[1] < points[2] < 100
    assert [row.state for row in rows] == ["open", "finished", "finished", "finished"]
    assert timedelta(0) < due - DAY < timedelta(days=40)
    totals = [point.totals for point in trend.series(reviews.finished(session, second.id))]
    assert [one.is_complete for one in totals] == [False, True]
