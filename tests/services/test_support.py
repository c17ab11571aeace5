"""Form E: the client decides first; the plan, ready and reopened, how support passes on or ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts.models import ValueChange
from coaching.clients.refusals import DayAhead, DayBeforeKnown, NotOpen
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.jobs import papers
from coaching.profiles.types import Disclosure
from coaching.support import answers as kept
from coaching.support import copies, course, deciding, holding, refusals
from coaching.support.types import (
    Decision,
    Ending,
    PassesTo,
    Wants,
    WhyNoSupport,
)
from coaching.uselog.types import Action, Basis
from tests.benefits import make_job
from tests.factories import make_client, make_contact
from tests.profiles import talk

TODAY = clock.today()
DAY = timedelta(days=1)
YES = Decision(TODAY, Wants.YES)
NO = Decision(
    TODAY,
    Wants.NO,
    no_reason=WhyNoSupport.MANAGES,
    info_given=True,
    info_how="Call the coach",
    contact_ok=True,
    contact_ok_on=TODAY + 60 * DAY,
)
NOT_NOW = replace(NO, wants=Wants.NOT_NOW, ask_again_on=TODAY + 30 * DAY)
PLAN = {
    "kinds": [{"kind": "coping", "who": "coach"}, {"kind": "career"}],
    "where": "outside",
    "weekly_weeks": 6,
    "then_every": 14,
    "warning": "I stop answering the phone",
    "career": ["studies"],
    "contact_ok": "yes",
}


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


def answers(session, job):
    return kept.answers_of(deciding.of_job(session, job), papers.of_job(session, job, kept.FORM))


def paper_of(session, job):
    return papers.of_job(session, job, kept.FORM)


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
