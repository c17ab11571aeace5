"""Form E: the client decides first, and may decide again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from coaching import history
from coaching.accounts.models import ValueChange
from coaching.clients.refusals import DayAhead, DayBeforeKnown, NotOpen
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.support import deciding, holding, refusals
from coaching.support.types import (
    Wants,
)
from coaching.uselog.types import Action, Basis
from tests.benefits import make_job
from tests.factories import make_client, make_contact
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


class TestDeciding:
    def test_no_ends_the_form_with_four_answers(self, session, job, decide):
        decide(NO)

        found = answers(session, job)
        assert (found["wants"], found["contact_ok"], found["info_given"]) == ("no", "yes", "yes")
        assert (found["no_reason"], found["info_how"]) == ("manages", "Call the coach")
        assert paper_of(session, job).state == "ready"
        assert paper_of(session, job).frozen["answers"] == found

    def test_not_now_keeps_the_day_to_ask_again(self, session, job, decide):
        support = decide(NOT_NOW)

        assert (support.wants, support.ask_again_on) == ("not_now", TODAY + 30 * DAY)
        assert paper_of(session, job).state == "ready"

    def test_yes_opens_the_plan_with_its_rhythm_filled_in(self, session, job, decide):
        support = decide(YES)

        assert (support.weekly_weeks, support.then_every_days) == (4, 30)
        assert paper_of(session, job).state == "open"

    def test_what_belongs_to_another_decision_is_left_out(self, decide):
        support = decide(NO, ask_again_on=TODAY + 9 * DAY)
        assert support.ask_again_on is None

        support = decide(replace(NO, wants=Wants.YES))
        assert (support.no_reason, support.info_given, support.ask_again_on) == (None, None, None)
        assert support.contact_ok is True

    def test_why_not_is_never_asked_for(self, decide):
        assert decide(NO, no_reason=None, info_how=None).wants == "no"

    @pytest.mark.parametrize(
        ("decision", "field"),
        [
            (replace(NO, contact_ok=None), "contact_ok"),
            (replace(NO, info_given=None), "info_given"),
            (replace(NOT_NOW, ask_again_on=None), "ask_again"),
        ],
    )
    def test_no_and_not_now_ask_their_answers(self, session, job, decide, decision, field):
        with pytest.raises(refusals.AnswerMissing) as refusal:
            decide(decision)

        assert refusal.value.field == field
        assert deciding.of_job(session, job) is None

    @pytest.mark.parametrize(
        ("decision", "field"),
        [
            (replace(NOT_NOW, ask_again_on=TODAY), "ask_again"),
            (replace(NO, contact_ok_on=TODAY), "contact_when"),
        ],
    )
    def test_days_agreed_on_are_after_the_decision(self, decide, decision, field):
        with pytest.raises(refusals.NotAfterDecision) as refusal:
            decide(decision)

        assert refusal.value.field == field

    def test_a_day_that_cannot_be_is_refused(self, decide):
        with pytest.raises(DayAhead) as refusal:
            decide(YES, on=TODAY + DAY)
        assert refusal.value.field == "date"
        with pytest.raises(DayBeforeKnown):
            decide(YES, on=TODAY - 91 * DAY)

    def test_not_for_an_ended_stay_or_a_job_that_never_began(self, client, job, decide):
        job.cancelled_on = TODAY
        with pytest.raises(refusals.JobFellThrough):
            decide()
        job.cancelled_on = None
        client.status, client.closed_on, client.closed_reason = "closed", TODAY, "own_wish"
        with pytest.raises(NotOpen):
            decide()

    def test_leaves_a_line_with_the_fields_and_no_words(self, session, client, decide):
        session.info["notes"].clear()

        decide(NO)

        (line,) = session.info["notes"]
        assert (line.action, line.basis, line.period_ids) == (
            Action.CREATE, Basis.COACHING, (client.id,),
        )  # fmt: skip
        assert {"wants", "info_how"} <= set(line.detail["fields"])
        assert "Call" not in str(line.detail)


class TestDecidingAgain:
    def test_the_newest_decision_is_in_force_and_the_older_is_history(self, session, decide):
        decide(NOT_NOW, on=TODAY - 20 * DAY, ask_again_on=TODAY)

        support = decide(YES)

        assert (support.wants, support.decided_on) == ("yes", TODAY)
        told = session.scalars(
            select(ValueChange)
            .where(ValueChange.record_id == support.public_id, ValueChange.field == "wants")
            .order_by(ValueChange.id)
        )
        assert [one.value for one in told] == ["not_now", "yes"]

    def test_a_plan_stays_for_a_client_who_says_yes_again(self, session, job, decide, plan):
        decide(YES)
        plan()

        decide(NO)
        assert paper_of(session, job).frozen["answers"]["wants"] == "no"
        decide(YES)

        found = answers(session, job)
        assert found["warning"] == PLAN["warning"]
        assert found["weekly_weeks"] == 6
        assert paper_of(session, job).state == "open"

    def test_another_decision_is_not_dated_before_the_one_in_force(self, decide):
        decide(YES)

        with pytest.raises(refusals.BeforeLastDecision) as refusal:
            decide(NO, on=TODAY - DAY)

        assert refusal.value.facts == {"latest": TODAY}

    def test_the_same_decision_may_be_put_right_to_an_earlier_day(self, decide):
        decide(YES)

        assert decide(YES, on=TODAY - 3 * DAY).decided_on == TODAY - 3 * DAY

    def test_an_older_page_is_refused(self, session, aino, client, job, decide):
        decide(YES)

        with pytest.raises(ChangedMeanwhile) as refusal:
            deciding.decide(session, aino, client, job, NO, 0)

        assert refusal.value.facts == {"user": "Aino Ahola"}


class TestAskingLater:
    @pytest.fixture
    def asked(self, session, client):
        def found(today):
            return [(one.on, one.again) for one in deciding.to_ask(session, [client.id], today)]

        return found

    def test_a_not_now_is_asked_again_on_its_day(self, decide, asked):
        decide(NOT_NOW, contact_ok=False, contact_ok_on=None)

        assert asked(TODAY + 29 * DAY) == []
        assert asked(TODAY + 30 * DAY) == [(TODAY + 30 * DAY, True)]

    def test_how_things_go_is_asked_until_somebody_reached_the_client(
        self, session, people, client, decide, asked
    ):
        decide(NO, contact_ok_on=TODAY + 5 * DAY)
        assert asked(TODAY + 5 * DAY) == [(TODAY + 5 * DAY, False)]

        make_contact(session, client, people.aino, on=TODAY + 4 * DAY)
        make_contact(session, client, people.aino, on=TODAY + 6 * DAY, reached=False)
        assert asked(TODAY + 7 * DAY) == [(TODAY + 5 * DAY, False)]

        make_contact(session, client, people.aino, on=TODAY + 6 * DAY)
        assert asked(TODAY + 7 * DAY) == []

    def test_a_job_that_ended_is_not_asked_about(self, job, decide, asked):
        decide(NOT_NOW)
        job.ended_on = TODAY

        assert asked(TODAY + 90 * DAY) == []


def test_a_job_of_another_client_is_not_there(session, people, job):
    other = make_client(session, people.kokkola, people.aino, name="Onni Ojala")

    with pytest.raises(NotThere):
        deciding.find_job(session, other, job.public_id)


def test_what_was_written_last_is_told_by_its_history(session, job, decide):
    support = decide(NO)

    newest = history.newest(session, holding.RECORD, support.public_id)

    assert newest["info_how"].value == "Call the coach"
    assert newest["decided_on"].value == TODAY.isoformat()
