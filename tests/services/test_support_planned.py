"""Planned contacts of jobs: due until made, moved, left out, and a start that is moved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from coaching import clock
from coaching.contacts.types import Mode, With
from coaching.errors import ChangedMeanwhile
from coaching.jobs.models import Job
from coaching.support import course, deciding, planned
from coaching.support.models import PlannedContact
from coaching.support.refusals import DayTaken, WantsNoSupport
from coaching.support.types import (
    Change,
    Decision,
    Ending,
    PassesTo,
    State,
    Step,
    Wants,
)
from tests.benefits import make_job
from tests.factories import make_client, make_contact

TODAY = clock.today()
DAY = timedelta(days=1)
YES = Decision(TODAY - 20 * DAY, Wants.YES)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, referred=TODAY - 300 * DAY)


@pytest.fixture
def supported(session, aino, client):
    """Make a job that begins so many days from today, whose client wants support."""

    def made(start, on=YES, **values):
        job = make_job(session, client, TODAY + start * DAY, **values)
        deciding.decide(session, aino, client, job, on, 0)
        return job

    return made


@pytest.fixture
def contact(session, people, client):
    def logged(on=0, **values):
        return make_contact(session, client, people.aino, on=TODAY + on * DAY, **values)

    return logged


@pytest.fixture
def change(session, aino, client):
    def changed(job, *changes):
        support = deciding.of_job(session, job)
        planned.change(session, aino, client, job, support, changes, support.row_version)

    return changed


def due(session, client, today=TODAY):
    return [(one.step, one.number) for one in planned.due(session, [client.id], today)]


def standing(session, job, today=TODAY):
    found = planned.of_job(session, job, deciding.of_job(session, job), today)
    return {(one.planned.step, one.planned.number): one for one in found}


class TestDue:
    def test_tells_whose_which_and_until_when(self, session, client, supported):
        job = supported(-9)

        (one,) = planned.due(session, [client.id], TODAY)

        assert (one.period_id, one.job_id, one.job) == (client.id, job.id, job.public_id)
        assert (one.step, one.number, one.is_late) == (Step.WEEKLY, 2, False)
        assert (one.first, one.last) == (TODAY - 2 * DAY, TODAY + 4 * DAY)

    def test_is_gone_once_a_contact_reached_the_client(self, session, client, supported, contact):
        supported(-9)

        contact(-1, mode=Mode.PHONE, place=None)

        assert due(session, client) == []

    @pytest.mark.parametrize(
        "values",
        [
            {"reached": False},
            {"with_whom": With.CARE_TEAM},
            {"withdrawn_at": clock.now()},
        ],
    )
    def test_not_by_a_contact_that_did_not_reach_or_was_withdrawn(
        self, session, client, supported, contact, values
    ):
        supported(-9)

        contact(-1, **values)

        assert due(session, client) == [(Step.WEEKLY, 2)]

    @pytest.mark.parametrize(
        "values",
        [{"ended_on": TODAY - DAY}, {"cancelled_on": TODAY}],
    )
    def test_not_for_a_job_that_is_over(self, session, client, supported, values):
        supported(-9, **({} if "cancelled_on" in values else values))
        job = deciding.find_job(session, client, _only(session, client))
        for name, value in values.items():
            setattr(job, name, value)
        session.flush()

        assert due(session, client) == []

    @pytest.mark.parametrize("wants", [Wants.NO, Wants.NOT_NOW])
    def test_not_once_the_client_wants_none(self, session, aino, client, supported, wants):
        job = supported(-9)
        no = Decision(TODAY, wants, ask_again_on=TODAY + DAY, info_given=True, contact_ok=False)
        support = deciding.of_job(session, job)

        deciding.decide(session, aino, client, job, no, support.row_version)

        assert due(session, client) == []

    @pytest.mark.parametrize(
        "ending",
        [
            Ending(passes_to=PassesTo.NOBODY, passed_on=TODAY - DAY),
            Ending(closed_on=TODAY - DAY, closed_reason="own_wish"),
        ],
    )
    def test_not_once_support_passed_on_or_ended(self, session, aino, client, supported, ending):
        job = supported(-9)
        version = deciding.of_job(session, job).row_version

        course.end(session, aino, client, job, ending, version)

        assert due(session, client) == []

    def test_not_before_the_job_has_a_first_day(self, session, aino, client):
        job = make_job(session, client, None)
        deciding.decide(session, aino, client, job, YES, 0)

        assert due(session, client) == []
        assert standing(session, job) == {}

    def test_goes_on_for_years_since_there_is_no_time_limit(
        self, session, client, supported, contact
    ):
        supported(-3000)
        contact(-60)

        assert due(session, client) == [(Step.MONTHLY, 3000)]
        contact(0)
        assert due(session, client) == []

    def test_only_the_stays_asked_about_and_the_most_pressing_first(
        self, session, people, aino, client, supported
    ):
        supported(-16)
        other = make_client(session, people.kokkola, people.aino, name="Onni Ojala")
        job = make_job(session, other, TODAY - 1 * DAY)
        deciding.decide(session, aino, other, job, Decision(TODAY, Wants.YES), 0)

        both = [one.period_id for one in planned.due(session, [client.id, other.id], TODAY)]

        assert both == [other.id, client.id]
        assert due(session, client) == [(Step.WEEKLY, 3)]
        assert planned.due(session, [], TODAY) == []

    def test_asks_as_often_for_many_jobs_as_for_one(self, session, people, aino, client, supported):
        supported(-9)
        said = []
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *a: said.append(a[2]))
        planned.due(session, [client.id], TODAY)
        few = len(said)
        for n in range(4):
            supported(-9 - n)
        said.clear()

        planned.due(session, [client.id], TODAY)

        assert len(said) == few


def _only(session, client):
    return session.scalar(select(Job.public_id).where(Job.period_id == client.id))


class TestMoving:
    def test_a_contact_is_moved_and_due_on_its_new_day(self, session, client, supported, change):
        job = supported(-9)

        change(job, Change(Step.WEEKLY, 2, TODAY + 6 * DAY))

        one = standing(session, job)[Step.WEEKLY, 2]
        assert (one.state, one.planned.on) == (State.AHEAD, TODAY + 6 * DAY)
        assert one.planned.moved_from is not None
        assert due(session, client, TODAY + 6 * DAY) == [(Step.WEEKLY, 3)]

    def test_a_contact_is_left_out_and_taken_back(self, session, client, supported, change):
        job = supported(-9)
        change(job, Change(Step.WEEKLY, 2, None, True))
        assert standing(session, job)[Step.WEEKLY, 2].state is State.DROPPED

        change(job, Change(Step.WEEKLY, 2, None, False))

        assert due(session, client) == [(Step.WEEKLY, 2)]
        assert session.scalar(select(func.count()).select_from(PlannedContact)) == 0

    def test_what_is_not_looked_at_stays_as_it_was(self, session, supported, change):
        job = supported(-9)
        change(job, Change(Step.WEEKLY, 3, None, True))

        change(job, Change(Step.WEEKLY, 2, TODAY + DAY))

        assert standing(session, job)[Step.WEEKLY, 3].state is State.DROPPED

    def test_nothing_changed_leaves_no_trace(self, session, supported, change):
        job = supported(-9)
        own = standing(session, job)[Step.WEEKLY, 2].planned.on
        version = deciding.of_job(session, job).row_version

        change(job, Change(Step.WEEKLY, 2, own))

        assert deciding.of_job(session, job).row_version == version
        assert session.scalar(select(func.count()).select_from(PlannedContact)) == 0

    def test_an_older_page_is_refused(self, session, aino, client, supported, change):
        job = supported(-9)
        support = deciding.of_job(session, job)
        before = support.row_version
        change(job, Change(Step.WEEKLY, 2, None, True))

        with pytest.raises(ChangedMeanwhile):
            planned.change(session, aino, client, job, support, [], before)

    def test_not_to_a_day_after_the_support_ended(self, session, aino, client, supported, change):
        job = supported(-9)
        ending = Ending(passes_to=PassesTo.NOBODY, passed_on=TODAY + 3 * DAY)
        version = deciding.of_job(session, job).row_version
        course.end(session, aino, client, job, ending, version)

        with pytest.raises(DayTaken) as refusal:
            change(job, Change(Step.WEEKLY, 2, TODAY + 4 * DAY))

        assert (refusal.value.field, refusal.value.facts) == (
            "on_weekly_2",
            {"ends": TODAY + 3 * DAY},
        )

    def test_a_job_without_support_has_nothing_to_move(self, session, aino, client):
        job = make_job(session, client, TODAY)

        with pytest.raises(WantsNoSupport):
            planned.change(session, aino, client, job, None, [], 0)


class TestAStartThatIsMoved:
    @pytest.fixture
    def move(self, session, aino, client):
        def moved(job, days, *, keep):
            old, new = job.start, job.start + days * DAY
            support = deciding.of_job(session, job)
            planned.start_moved(session, aino, client, job, support, old, new, keep=keep)
            job.start = new
            session.flush()

        return moved

    def test_planned_contacts_move_along(self, session, supported, change, move):
        job = supported(3)
        change(job, Change(Step.WEEKLY, 2, TODAY + 12 * DAY), Change(Step.WEEKLY, 3, None, True))
        own = standing(session, job)[Step.WEEKLY, 4].planned.first

        move(job, 14, keep=False)

        found = standing(session, job)
        assert found[Step.WEEKLY, 2].planned.on == TODAY + 26 * DAY
        assert found[Step.WEEKLY, 3].state is State.DROPPED
        assert found[Step.WEEKLY, 4].planned.first == own + 14 * DAY

    def test_or_stay_on_their_days(self, session, supported, change, move):
        job = supported(3)
        change(job, Change(Step.WEEKLY, 3, None, True))
        before = {key: one.planned.on for key, one in standing(session, job).items()}

        move(job, 14, keep=True)

        after = standing(session, job)
        assert after[Step.WEEKLY, 3].state is State.DROPPED
        kept = {key for key in before if key[0] is not Step.MONTHLY and key[1] != 3}
        assert {key: after[key].planned.on for key in kept} == {key: before[key] for key in kept}

    def test_what_was_made_is_not_held(self, session, supported, contact, move):
        job = supported(-2)
        contact(-3)
        contact(-1)

        move(job, 7, keep=True)

        moved = session.scalars(select(PlannedContact.step)).all()
        assert "before" not in moved
        assert "weekly" in moved

    def test_nothing_happens_without_support_or_without_a_move(self, session, aino, client):
        job = make_job(session, client, TODAY)

        planned.start_moved(session, aino, client, job, None, TODAY, TODAY + DAY, keep=True)

        assert session.scalar(select(func.count()).select_from(PlannedContact)) == 0

    def test_tells_how_many_are_still_to_be_made(self, session, supported, contact):
        job = supported(-2)
        contact(-3)
        contact(-1)

        assert planned.unmade(session, job, deciding.of_job(session, job), TODAY) == 4


class TestQuiet:
    def quiet(self, session, client, today=TODAY):
        return [one.since for one in planned.quiet(session, [client.id], today)]

    def test_shows_a_support_without_contact_for_sixty_days(
        self, session, client, supported, contact
    ):
        supported(-200, Decision(TODAY - 200 * DAY, Wants.YES))
        contact(-60)

        assert self.quiet(session, client, TODAY - DAY) == []
        assert self.quiet(session, client) == [TODAY - 60 * DAY]
        contact(-30, reached=False)
        assert self.quiet(session, client) == [TODAY - 60 * DAY]
        contact(-1)
        assert self.quiet(session, client) == []

    def test_without_any_contact_it_counts_from_the_start_or_the_decision(
        self, session, client, supported
    ):
        supported(-61, Decision(TODAY - 70 * DAY, Wants.YES))

        assert self.quiet(session, client) == [TODAY - 61 * DAY]

    def test_not_for_a_job_or_support_that_is_over(self, session, client, supported):
        job = supported(-200, Decision(TODAY - 200 * DAY, Wants.YES))
        job.ended_on = TODAY
        session.flush()

        assert self.quiet(session, client) == []
