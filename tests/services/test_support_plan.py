"""The plan of form E, ready and reopened, and how support passes on or ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from coaching.accounts.models import ValueChange
from coaching.clients.refusals import DayAhead
from coaching.errors import NotThere
from coaching.profiles.types import Disclosure
from coaching.support import answers as kept
from coaching.support import copies, course, deciding, refusals
from coaching.support.types import (
    Ending,
    PassesTo,
)
from tests.benefits import make_job
from tests.factories import make_client
from tests.profiles import talk
from tests.support import DAY, NO, NOT_NOW, PLAN, TODAY, YES, answers, paper_of


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, referred=TODAY - 90 * DAY)


@pytest.fixture
def job(session, client):
    return make_job(session, client, TODAY)


@pytest.fixture
def decide(session, aino, client, job):
    def decided(new=YES, **changes):
        support = deciding.of_job(session, job)
        version = support.row_version if support else 0
        return deciding.decide(session, aino, client, job, replace(new, **changes), version)

    return decided


@pytest.fixture
def plan(session, aino, client, job):
    def planned(**changes):
        version = deciding.of_job(session, job).row_version
        deciding.save_plan(session, aino, client, job, {**PLAN, **changes}, version)
        return answers(session, job)

    return planned


class TestThePlan:
    def test_is_kept_with_its_columns_and_sealed_words(self, session, job, decide, plan):
        support = decide()

        found = plan()

        assert {key: found[key] for key in PLAN} == PLAN
        assert support.kinds == ("coping", "career")
        assert (support.meet_where, support.then_every_days) == ("outside", 14)
        assert b"answering" not in paper_of(session, job).answers_sealed

    def test_is_saved_with_anything_missing_and_emptied_again(self, decide, plan):
        decide()
        plan()

        found = plan(kinds=[], warning="", then_every=None, contact_ok=None)

        assert {"kinds", "warning", "then_every", "contact_ok"} & set(found) == set()

    def test_a_changed_word_alone_makes_a_new_version(self, session, job, decide, plan):
        support = decide()
        plan()
        before = support.row_version

        plan(warning="I sleep badly")

        assert support.row_version == before + 1

    def test_saving_the_same_again_changes_nothing(self, session, decide, plan):
        support = decide()
        plan()
        before, changes = support.row_version, session.scalars(select(ValueChange)).all()

        plan()

        assert support.row_version == before
        assert session.scalars(select(ValueChange)).all() == changes

    @pytest.mark.parametrize("decision", [NO, NOT_NOW])
    def test_is_for_a_client_who_said_yes(self, decide, plan, decision):
        decide(decision)

        with pytest.raises(refusals.WantsNoSupport):
            plan()

    @pytest.mark.parametrize(
        ("answer", "field"),
        [
            ({"where": "workplace"}, "where"),
            ({"kinds": [{"kind": "supervisor"}]}, "kinds"),
            ({"employer_support": "yes"}, "employer_support"),
        ],
    )
    def test_shows_nothing_at_work_when_nothing_may_be_told(
        self, session, people, client, decide, plan, answer, field
    ):
        decide()
        plan(**answer)
        talk(session, people.aino, client, Disclosure.NOTHING)

        with pytest.raises(refusals.NothingMayBeTold) as refusal:
            plan(**answer)

        assert refusal.value.field == field
        assert plan(where="phone")["where"] == "phone"

    @pytest.mark.parametrize("field", ["review", "contact_when"])
    def test_days_agreed_on_are_after_the_decision(self, decide, plan, field):
        decide()

        with pytest.raises(refusals.NotAfterDecision) as refusal:
            plan(**{field: TODAY.isoformat()})

        assert refusal.value.field == field


class TestReady:
    def test_needs_date_decision_asking_later_and_kinds(self, session, aino, client, job, decide):
        support = decide()
        left = [one.id for one in kept.missing(support, paper_of(session, job))]

        assert left == ["contact_ok", "kinds"]
        with pytest.raises(refusals.AnswersMissing) as refusal:
            course.mark_ready(session, aino, client, job)
        assert refusal.value.facts == {"count": 2}

    def test_freezes_everything_it_showed(self, session, aino, client, job, decide, plan):
        decide()
        plan()

        course.mark_ready(session, aino, client, job)
        job.title = "Another title"
        session.flush()

        filled = copies.filled(session, client, job)
        assert paper_of(session, job).frozen["shown"]["job"]["title"] == "Laundry hand"
        assert filled.answers["warning"] == PLAN["warning"]
        with pytest.raises(refusals.FormReady):
            plan()
        with pytest.raises(refusals.FormReady):
            course.mark_ready(session, aino, client, job)

    def test_is_reopened_and_keeps_its_first_day(self, session, aino, client, job, decide, plan):
        decide()
        plan()
        with pytest.raises(refusals.FormOpen):
            course.reopen(session, aino, client, job)
        course.mark_ready(session, aino, client, job)

        course.reopen(session, aino, client, job)

        paper = paper_of(session, job)
        assert (paper.state, paper.ready_on, paper.frozen) == ("open", TODAY, None)
        assert plan(warning="I sleep badly")["warning"] == "I sleep badly"

    def test_nothing_decided_is_nothing_to_mark(self, session, aino, client, job):
        with pytest.raises(NotThere):
            course.mark_ready(session, aino, client, job)


class TestEnding:
    @pytest.fixture
    def end(self, session, aino, client, job):
        def ended(**values):
            version = deciding.of_job(session, job).row_version
            course.end(session, aino, client, job, Ending(**values), version)
            return answers(session, job)

        return ended

    def test_support_passes_to_somebody_on_a_day_agreed_on(self, decide, end):
        decide()

        found = end(passes_to=PassesTo.TEAM_WORKER, passed_on=TODAY + 30 * DAY)

        assert found["step_down"] == "team_worker"
        assert found["step_down_on"] == (TODAY + 30 * DAY).isoformat()

    def test_support_ends_with_a_day_and_a_reason_and_the_stay_goes_on(self, client, decide, end):
        decide()

        found = end(closed_on=TODAY, closed_reason="own_wish")

        assert (found["closed"], found["closed_reason"]) == (TODAY.isoformat(), "own_wish")
        assert client.closed_on is None

    def test_a_form_that_is_ready_takes_it_in(self, session, aino, client, job, decide, plan, end):
        decide()
        plan()
        course.mark_ready(session, aino, client, job)

        end(closed_on=TODAY, closed_reason="own_wish")

        filled = copies.filled(session, client, job)
        assert paper_of(session, job).state == "ready"
        assert filled.answers["closed_reason"] == "own_wish"
        end()
        assert "closed" not in copies.filled(session, client, job).answers

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            ({"passes_to": PassesTo.OTHER}, refusals.AnswerMissing),
            ({"passed_on": TODAY}, refusals.AnswerMissing),
            ({"closed_on": TODAY}, refusals.ReasonOfEnd),
            ({"closed_reason": "own_wish"}, refusals.AnswerMissing),
            ({"closed_on": TODAY - DAY, "closed_reason": "moved"}, refusals.BeforeDecision),
            ({"closed_on": TODAY + DAY, "closed_reason": "moved"}, DayAhead),
            (
                {"passes_to": PassesTo.OTHER, "passed_on": TODAY - DAY},
                refusals.BeforeDecision,
            ),
        ],
    )
    def test_what_cannot_be_is_refused(self, session, job, decide, end, values, refusal):
        decide()

        with pytest.raises(refusal):
            end(**values)

        support = deciding.of_job(session, job)
        assert (support.passes_to, support.closed_on) == (None, None)
