"""Where a client stands because of jobs: agreed, at work with or without support, between jobs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.clients.models import PeriodStatus
from coaching.clients.types import Status
from coaching.jobs import ending, statuses
from coaching.support import deciding
from coaching.support.types import Decision, Wants
from tests.factories import make_client, make_employer
from tests.jobs import begin, end_job, fill, make_job
from tests.support import NO

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def stay(session, people):
    return make_client(session, people.kokkola, people.aino, status=Status.SEARCHING)


def since(session, stay):
    rows = session.query(PeriodStatus).filter_by(period_id=stay.id).order_by(PeriodStatus.id)
    return [(Status(row.status), row.since) for row in rows]


class TestBegun:
    def test_the_job_is_agreed_before_its_start(self, session, people, stay):
        make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

        assert stay.status == Status.AGREED

    def test_from_the_start_on_the_client_is_at_work(self, session, people, stay):
        make_job(session, people.aino, stay, start=TODAY)

        assert stay.status == Status.WORKING

    def test_studies_give_way_to_a_job(self, session, people):
        stay = make_client(session, people.kokkola, people.aino, status=Status.STUDYING)

        begin(session, people.aino, stay)

        assert stay.status == Status.AGREED

    def test_who_is_at_work_stays_so_while_another_job_is_agreed_on(self, session, people, stay):
        make_job(session, people.aino, stay)

        begin(session, people.aino, stay, make_employer(session, "Pesula Ky"))

        assert stay.status == Status.WORKING

    def test_work_that_has_no_form_is_work_too(self, session, people):
        stay = make_client(session, people.kokkola, people.aino, status=Status.WORKING_SUPPORTED)

        begin(session, people.aino, stay)

        assert stay.status == Status.WORKING_SUPPORTED

    def test_one_who_pauses_goes_on_pausing(self, session, people):
        paused = make_client(
            session, people.kokkola, people.aino,
            status=Status.PAUSED, status_before_pause="searching",
        )  # fmt: skip

        make_job(session, people.aino, paused)

        assert paused.status == Status.PAUSED

    def test_a_start_that_is_put_off_makes_the_job_one_that_is_agreed_on(
        self, session, people, stay
    ):
        job = make_job(session, people.aino, stay, start=TODAY)

        fill(session, people.aino, stay, job, start=(TODAY + 7 * DAY).isoformat())

        assert stay.status == Status.AGREED


class TestSupport:
    def test_a_yes_makes_it_work_with_support(self, session, people, stay):
        job = make_job(session, people.aino, stay)

        deciding.decide(session, people.aino.actor, stay, job, Decision(TODAY, Wants.YES))

        assert stay.status == Status.WORKING_SUPPORTED

    def test_a_no_leaves_it_work_without(self, session, people, stay):
        job = make_job(session, people.aino, stay)

        deciding.decide(session, people.aino.actor, stay, job, NO)

        assert stay.status == Status.WORKING


class TestWhoComesIn:
    @pytest.mark.parametrize("name", ["aino", "dora"])
    def test_after_the_start_finds_the_client_at_work_since_that_day(
        self, session, people, stay, name
    ):
        make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

        with clock.at(clock.now() + 4 * DAY):
            statuses.catch_up(session, getattr(people, name).actor)
            statuses.catch_up(session, getattr(people, name).actor)

        assert since(session, stay)[-2:] == [
            (Status.AGREED, TODAY), (Status.WORKING, TODAY + 3 * DAY),
        ]  # fmt: skip

    @pytest.mark.parametrize("name", ["bengt", "matti"])
    def test_from_elsewhere_changes_nothing(self, session, people, stay, name):
        make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

        with clock.at(clock.now() + 4 * DAY):
            statuses.catch_up(session, getattr(people, name).actor)

        assert stay.status == Status.AGREED

    def test_before_the_start_changes_nothing(self, session, people, stay):
        make_job(session, people.aino, stay, start=TODAY + 3 * DAY)

        statuses.catch_up(session, people.aino.actor)

        assert stay.status == Status.AGREED


class TestEnded:
    @pytest.mark.parametrize(
        ("what_next", "status"),
        [
            ("search", Status.BETWEEN),
            ("new_job", Status.BETWEEN),
            ("studies", Status.STUDYING),
            ("break", Status.BETWEEN),
            ("service_ends", Status.BETWEEN),
        ],
    )
    def test_tells_by_what_comes_next(self, session, people, stay, what_next, status):
        job = make_job(session, people.aino, stay)

        end_job(session, people.aino, stay, job, next=what_next)

        assert stay.status == status

    def test_with_another_job_the_client_goes_on_working(self, session, people, stay):
        job = make_job(session, people.aino, stay)
        make_job(session, people.aino, stay, employer=make_employer(session, "Pesula Ky"))

        end_job(session, people.aino, stay, job)

        assert stay.status == Status.WORKING

    def test_with_another_job_ahead_that_one_is_agreed_on(self, session, people, stay):
        job = make_job(session, people.aino, stay)
        employer = make_employer(session, "Pesula Ky")
        make_job(session, people.aino, stay, start=TODAY + 7 * DAY, employer=employer)

        end_job(session, people.aino, stay, job)

        assert stay.status == Status.AGREED

    @pytest.mark.parametrize("what_next", ["search", "studies"])
    def test_taken_back_the_client_is_at_work_again(self, session, people, stay, what_next):
        job = make_job(session, people.aino, stay)
        end_job(session, people.aino, stay, job, next=what_next)

        ending.take_back(session, people.aino.actor, stay, job)

        assert stay.status == Status.WORKING
