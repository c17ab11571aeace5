"""Benefits checks: kept whole, the person's, seen from the stay they belong to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock, history
from coaching.benefits import service as benefits
from coaching.benefits.models import BenefitsCheck, BenefitsCheckRow
from coaching.benefits.refusals import RowsUnanswered, WaitingForWhat
from coaching.benefits.types import (
    CheckedBy,
    CheckReason,
    CheckResult,
    NewRow,
    OfJob,
    RowAnswer,
)
from coaching.clients import joining
from coaching.clients.refusals import DayAhead, DayBeforeKnown, NotOpen
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.jobs.models import JobChange, JobForm
from coaching.jobs.types import ChangeKind
from coaching.uselog.types import Action, Basis
from tests.benefits import answered, make_job
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)
LIMIT = NewRow("limit", RowAnswer.UNSURE, ("kela", "pension"), "Asks at the counter on Friday")


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, referred=TODAY - 90 * DAY)


@pytest.fixture
def record(session, aino, client):
    def recorded(*about, **values):
        return benefits.record(session, aino, client, answered(**values), *about)

    return recorded


def shown(session, client, row):
    return benefits.as_check(session, client, row)


def test_keeps_what_was_gone_through(session, people, client, record):
    client.client.main_income = ("disability_kela",)
    over = NewRow("interruption", RowAnswer.NOT_YET)

    row = record(
        result=CheckResult.WAITING,
        waiting_for="Kela tells the limit",
        checked_by=CheckedBy.ADVISER,
        rows=[LIMIT, over],
    )

    check = shown(session, client, row)
    assert (check.on, check.reason) == (TODAY, CheckReason.BEFORE_START)
    assert (check.checked_by, check.by_name) == (CheckedBy.ADVISER, people.aino.name)
    assert (check.result, check.waiting_for) == (CheckResult.WAITING, "Kela tells the limit")
    assert check.income == ("disability_kela",)
    assert {LIMIT, over} <= set(check.rows)


def test_words_are_sealed(session, client, record):
    row = record(result=CheckResult.WAITING, waiting_for="Kela tells", rows=[LIMIT])

    kept = session.scalars(select(BenefitsCheckRow).where(BenefitsCheckRow.row == "limit")).one()
    assert b"Kela tells" not in row.waiting_for_sealed
    assert b"counter" not in kept.note_sealed


def test_what_is_waited_for_is_kept_only_while_something_is(session, client, record):
    row = record(result=CheckResult.CLEAR, waiting_for="Kela tells")

    assert shown(session, client, row).waiting_for is None


def test_rows_left_alone_are_not_kept(session, client, record):
    row = record(rows=[NewRow("debts", None)])

    assert "debts" not in {one.row for one in shown(session, client, row).rows}


def test_an_answer_that_is_waited_for_says_what_it_is_about(session, record):
    with pytest.raises(WaitingForWhat) as refusal:
        record(result=CheckResult.WAITING)

    assert refusal.value.field == "waiting_for"
    assert session.scalar(select(func.count()).select_from(BenefitsCheck)) == 0


@pytest.mark.parametrize("result", [CheckResult.CLEAR, CheckResult.WAITING])
def test_every_row_that_fits_is_answered(client, record, result):
    client.client.main_income = ("disability_kela",)

    with pytest.raises(RowsUnanswered) as refusal:
        record(result=result, waiting_for="Kela", rows=[NewRow("tax", None)])

    assert refusal.value.facts == {"count": 3}  # limit, interruption and tax; debts are own wish


def test_a_client_who_declines_answers_nothing(session, client, record):
    client.client.main_income = ("disability_kela",)
    nothing = replace(answered(result=CheckResult.DECLINED), rows=())

    row = record(rows=(), result=CheckResult.DECLINED)
    bare = benefits.record(session, _actor(session, client), client, nothing)

    assert shown(session, client, row).result is CheckResult.DECLINED
    assert shown(session, client, bare).rows == ()


def _actor(session, client):
    from coaching.accounts import sessions

    return sessions.actor_of(session, client.created_by_id)


def test_a_check_to_come_is_refused(record):
    with pytest.raises(DayAhead) as refusal:
        record(on=TODAY + DAY)

    assert refusal.value.field == "on"


def test_a_check_before_the_client_was_known_is_refused(record):
    assert record(on=TODAY - 90 * DAY).on == TODAY - 90 * DAY

    with pytest.raises(DayBeforeKnown):
        record(on=TODAY - 91 * DAY)


def test_an_ended_stay_takes_no_check(client, record):
    client.status, client.closed_on, client.closed_reason = "closed", TODAY, "own_wish"

    with pytest.raises(NotOpen):
        record()


def test_are_listed_newest_first(session, client, record):
    record(on=TODAY - 5 * DAY, result=CheckResult.DECLINED)
    record(on=TODAY - 9 * DAY)

    found = [(one.on, one.result) for one in benefits.of_stay(session, client)]

    assert found == [
        (TODAY - 5 * DAY, CheckResult.DECLINED),
        (TODAY - 9 * DAY, CheckResult.CLEAR),
    ]
    assert benefits.newest(session, client).on == TODAY - 5 * DAY


def test_is_not_found_through_another_client(session, people, record):
    row = record()
    other = make_client(session, people.kokkola, people.aino, name="Onni Ojala")

    with pytest.raises(NotThere):
        benefits.get(session, other, row.public_id)


def test_an_ended_stay_shows_those_up_to_its_end(session, client, record):
    early, late = record(on=TODAY - 50 * DAY), record(on=TODAY - 30 * DAY)
    client.status, client.closed_reason = "closed", "own_wish"
    client.closed_on = TODAY - 40 * DAY
    session.flush()

    assert [one.public_id for one in benefits.of_stay(session, client)] == [early.public_id]
    with pytest.raises(NotThere):
        benefits.get(session, client, late.public_id)


def test_the_job_is_told_only_where_it_belongs(session, people, client, record):
    job = make_job(session, client, TODAY + DAY)
    row = record(job)
    elsewhere = make_client(session, people.pietarsaari, people.cilla)
    elsewhere.client_id = client.client_id
    session.flush()

    assert shown(session, client, row).job_title == "Laundry hand"
    assert shown(session, elsewhere, row).job_title is None
    assert benefits.job_of(session, client, row) is job
    assert benefits.job_of(session, elsewhere, row) is None
    assert [one.public_id for one in benefits.of_job(session, job)] == [row.public_id]


class TestChanging:
    def test_the_newest_words_stand_and_the_older_are_history(self, session, aino, client, record):
        row = record(result=CheckResult.WAITING, waiting_for="Kela tells", rows=[LIMIT])
        new = answered(rows=[replace(LIMIT, answer=RowAnswer.DONE, note=None)])

        benefits.edit(session, aino, client, row, new, row.row_version)

        check = shown(session, client, row)
        assert (check.result, check.waiting_for) == (CheckResult.CLEAR, None)
        assert NewRow("limit", RowAnswer.DONE, ("kela", "pension")) in check.rows
        newest = history.newest(session, benefits.RECORD, row.public_id)
        assert newest["row:limit"].value["answer"] == "done"
        assert newest["on"].at <= newest["result"].at

    def test_a_changed_row_alone_makes_a_new_version(self, session, aino, client, record):
        row = record()
        before = row.row_version
        new = answered(rows=[NewRow("tax", RowAnswer.NOT_NEEDED)])

        benefits.edit(session, aino, client, row, new, before)

        assert row.row_version == before + 1
        with pytest.raises(ChangedMeanwhile) as refusal:
            benefits.edit(session, aino, client, row, new, before)
        assert refusal.value.facts == {"user": "Aino Ahola"}

    def test_the_rows_are_those_of_the_income_of_that_day(self, session, aino, client, record):
        row = record()
        client.client.main_income = ("disability_kela",)

        benefits.edit(session, aino, client, row, answered(), row.row_version)

        assert "limit" not in {one.id for one in benefits.rows_of(session, client, row)}

    def test_a_row_that_no_longer_fits_is_still_there_to_change(self, session, client, record):
        row = record(rows=[LIMIT])

        assert "limit" in {one.id for one in benefits.rows_of(session, client, row)}


def test_leaves_a_line_without_words(session, client, record):
    session.info["notes"].clear()

    record(result=CheckResult.WAITING, waiting_for="Kela tells the limit")

    (line,) = session.info["notes"]
    assert (line.action, line.basis, line.period_ids) == (
        Action.CREATE,
        Basis.COACHING,
        (client.id,),
    )
    assert line.detail == {"kind": "benefits_check"}


@pytest.mark.usefixtures("names_on")
def test_checks_go_along_when_two_records_are_one_person(session, people, dora, client, record):
    row = record()
    older = make_client(session, people.pietarsaari, people.cilla, client_likeness="like")
    client.client.likeness = "like"
    session.flush()
    led = replace(dora, leader_of=(*dora.leader_of, people.pietarsaari.id))

    joining.join(session, led, older.public_id, client.public_id)

    session.refresh(row)
    session.refresh(client)
    assert row.client_id == client.client_id


class TestTheJobItIsAbout:
    @pytest.mark.parametrize(
        ("kind", "reason"),
        [
            (ChangeKind.HOURS, CheckReason.HOURS_CHANGE),
            (ChangeKind.PAY_UP, CheckReason.PAY_CHANGE),
            (ChangeKind.PAY_DOWN, CheckReason.PAY_CHANGE),
            (ChangeKind.TASKS, CheckReason.OTHER),
        ],
    )
    def test_a_change_suggests_why(self, session, client, kind, reason):
        job = make_job(session, client, TODAY - 40 * DAY)
        change = JobChange(
            job_id=job.id, on=TODAY, kind=kind, by_id=job.created_by_id, at=clock.now()
        )

        assert benefits.suggested_reason(job, change, TODAY) is reason

    @pytest.mark.parametrize(
        ("start", "reason"),
        [(None, "before_start"), (0, "before_start"), (9, "before_start"), (-1, None)],
    )
    def test_a_job_that_has_not_begun_suggests_the_start(self, session, client, start, reason):
        job = make_job(session, client, None if start is None else TODAY + start * DAY)

        assert benefits.suggested_reason(job, None, TODAY) == reason

    def test_without_a_job_nothing_is_suggested(self):
        assert benefits.suggested_reason(None, None, TODAY) is None

    def test_what_was_agreed_of_the_job_decides_rows(self, session, client):
        job = make_job(
            session, client, TODAY, over_limit="no", subsidies=("wage_subsidy",), title="Cook"
        )
        assert benefits.facts_of_job(session, job) == OfJob(frozenset({"wage_subsidy"}), "no")

        made = {"created_by_id": job.created_by_id, "created_at": clock.now()}
        form = JobForm(
            job_id=job.id, form="c", definition=1, state="open", opened_on=TODAY, answers={}, **made
        )
        form.answers = {"adjust": [{"what": "breaks"}]}
        session.add(form)
        session.flush()

        assert benefits.facts_of_job(session, job).facts == {"wage_subsidy", "adjustments"}

    def test_a_job_or_change_of_somebody_else_is_not_there(self, session, people, client):
        other = make_client(session, people.kokkola, people.bengt, name="Onni Ojala")
        job, own = make_job(session, other, TODAY), make_job(session, client, TODAY)
        change = JobChange(
            job_id=job.id, on=TODAY, kind="hours", by_id=job.created_by_id, at=clock.now()
        )
        session.add(change)
        session.flush()

        with pytest.raises(NotThere):
            benefits.find_job(session, client, job.public_id)
        with pytest.raises(NotThere):
            benefits.find_change(session, own, change.public_id)
        assert benefits.find_job(session, client, own.public_id) is own
