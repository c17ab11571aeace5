"""The end of a job: checked days, what comes next, and form A that grows by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.benefits import service as benefits
from coaching.clients.refusals import DayAhead
from coaching.clients.types import Status
from coaching.errors import ChangedMeanwhile
from coaching.jobs import changing, ending, papers, starting
from coaching.jobs.refusals import (
    ChangeEmpty,
    ChangeOutside,
    EndBeforeChange,
    JobEndsBeforeStart,
    JobNotBegun,
)
from coaching.jobs.types import ChangeKind, NewChange
from coaching.profiles import versions
from tests.benefits import answered
from tests.factories import make_client
from tests.jobs import ENDED, begin, end_job, make_job
from tests.profiles import REQUIRED, fill, make_ready

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def stay(session, people):
    return make_client(session, people.kokkola, people.aino, status=Status.SEARCHING)


@pytest.fixture
def job(session, people, stay):
    return make_job(session, people.aino, stay, start=TODAY - 60 * DAY)


def newest(session, stay):
    return versions.newest(session, stay)


class TestDays:
    def test_a_job_ends_on_or_after_its_start(self, session, people, stay, job):
        with pytest.raises(JobEndsBeforeStart):
            end_job(session, people.aino, stay, job, on=job.start - DAY)

    def test_a_job_does_not_end_in_the_future(self, session, people, stay, job):
        with pytest.raises(DayAhead):
            end_job(session, people.aino, stay, job, on=TODAY + DAY)

    def test_a_job_does_not_end_before_its_last_change(self, session, people, stay, job):
        change = NewChange(TODAY - 5 * DAY, ChangeKind.TASKS, words="Also the till")
        changing.save(session, people.aino.actor, stay, job, change)

        with pytest.raises(EndBeforeChange):
            end_job(session, people.aino, stay, job, on=TODAY - 6 * DAY)

    def test_a_job_without_a_start_has_no_end(self, session, people, stay):
        job = begin(session, people.aino, stay)

        with pytest.raises(JobNotBegun):
            end_job(session, people.aino, stay, job)


class TestFormA:
    def test_gets_the_job_and_the_lesson_in_a_new_version(self, session, people, stay, job):
        make_ready(session, people.aino, stay)

        end_job(session, people.aino, stay, job, lesson="Mornings suit", went_well=["Exact"])

        version = newest(session, stay)
        assert (version.number, version.state, version.definition) == (2, "open", 2)
        assert version.answers["goal"] == REQUIRED["goal"]
        (row,) = [one for one in version.answers["work_history"] if one["job"] == "Kitchen help"]
        assert row["employer"] == "Rantakahvila Oy"
        assert row["went_well"] == "Exact"
        assert row["why_ended"] == "season or gigs ended"
        assert version.answers["lessons"] == "Mornings suit"

    def test_that_is_open_is_added_to(self, session, people, stay, job):
        first = versions.begin(session, people.aino.actor, stay)

        end_job(session, people.aino, stay, job)

        assert newest(session, stay).id == first.id

    def test_keeps_strengths_from_being_told_until_they_are_ticked(
        self, session, people, stay, job
    ):
        end_job(session, people.aino, stay, job, went_well=["Comes in time"], to_strengths=True)

        assert newest(session, stay).answers["strengths"] == [
            {"words": "Comes in time", "tell": False}
        ]

    def test_without_the_tick_strengths_stay_as_they_are(self, session, people, stay, job):
        end_job(session, people.aino, stay, job, went_well=["Comes in time"])

        assert "strengths" not in newest(session, stay).answers

    def test_a_correction_changes_the_same_row(self, session, people, stay, job):
        end_job(session, people.aino, stay, job, lesson="Mornings")

        end_job(session, people.aino, stay, job, reason="moved", lesson="Short days")

        answers = newest(session, stay).answers
        assert [row["why_ended"] for row in answers["work_history"]] == ["moved"]
        assert answers["lessons"] == "Short days"

    def test_a_correction_after_a_new_version_changes_the_same_row(
        self, session, people, stay, job
    ):
        make_ready(session, people.aino, stay)
        end_job(session, people.aino, stay, job)
        version = fill(session, people.aino, stay, REQUIRED)
        versions.mark_ready(session, people.aino.actor, stay, version)

        end_job(session, people.aino, stay, job, reason="moved")

        rows = [one for one in newest(session, stay).answers["work_history"]
                if one["job"] == "Kitchen help"]  # fmt: skip
        assert [row["why_ended"] for row in rows] == ["moved"]

    def test_that_is_ready_stays_so_when_a_correction_brings_nothing_new(
        self, session, people, stay, job
    ):
        make_ready(session, people.aino, stay)
        end_job(session, people.aino, stay, job, went_well=["Exact"], to_strengths=True)
        version = fill(session, people.aino, stay, REQUIRED)
        versions.mark_ready(session, people.aino.actor, stay, version)

        end_job(session, people.aino, stay, job, client_view="It was a good summer")

        assert newest(session, stay).id == version.id

    def test_keeps_what_somebody_wrote_into_the_row(self, session, people, stay, job):
        end_job(session, people.aino, stay, job)
        (row,) = newest(session, stay).answers["work_history"]
        fill(session, people.aino, stay, {"work_history": [{**row, "went_well": "Knew the till"}]})

        end_job(session, people.aino, stay, job, reason="moved")

        (row,) = newest(session, stay).answers["work_history"]
        assert (row["went_well"], row["why_ended"]) == ("Knew the till", "moved")

    def test_does_not_bring_back_a_row_that_was_taken_out(self, session, people, stay, job):
        end_job(session, people.aino, stay, job)
        fill(session, people.aino, stay, {"work_history": []})

        end_job(session, people.aino, stay, job, reason="moved")

        assert "work_history" not in newest(session, stay).answers

    def test_lets_the_oldest_lesson_go_when_there_is_no_room(self, session, people, stay, job):
        long = "x" * 3990
        fill(session, people.aino, stay, {"lessons": long})

        end_job(session, people.aino, stay, job, lesson="Mornings suit")

        assert newest(session, stay).answers["lessons"] == "Mornings suit"

    def test_filled_in_with_the_first_version_still_reads(self, session, people, stay, job):
        old = make_ready(session, people.aino, stay)
        old.definition = 1

        end_job(session, people.aino, stay, job, lesson="Mornings suit")

        versions_of = {one.number: one.definition for one in versions.all_of(session, stay)}
        assert versions_of == {1: 1, 2: 2}
        assert "lessons" not in [one.id for one in versions.definition_of(old)]


def test_an_answer_that_the_page_leaves_out_stays(session, people, stay, job):
    end_job(session, people.aino, stay, job, employer_view="Would take her again")

    end_job(session, people.aino, stay, job)

    answers = papers.of_job(session, job, "d").answers
    assert answers["employer_view"] == "Would take her again"


class TestTakenBack:
    def test_the_job_goes_on_and_form_a_forgets_it(self, session, people, stay, job):
        end_job(session, people.aino, stay, job, lesson="Mornings")

        ending.take_back(session, people.aino.actor, stay, job)

        assert (job.ended_on, job.end_reason) == (None, None)
        assert stay.status == Status.WORKING
        answers = newest(session, stay).answers
        assert not answers.get("work_history")
        assert not answers.get("lessons")

    def test_and_ended_again_it_stands_once(self, session, people, stay, job):
        make_ready(session, people.aino, stay)
        end_job(session, people.aino, stay, job)
        version = fill(session, people.aino, stay, REQUIRED)
        versions.mark_ready(session, people.aino.actor, stay, version)
        versions.begin(session, people.aino.actor, stay)

        ending.take_back(session, people.aino.actor, stay, job)
        end_job(session, people.aino, stay, job, reason="moved")

        (row,) = newest(session, stay).answers["work_history"]
        assert row["why_ended"] == "moved"


def test_two_people_ending_one_job_are_told(session, people, stay, job):
    end_job(session, people.aino, stay, job)

    with pytest.raises(ChangedMeanwhile):
        ending.record(
            session, people.aino.actor, stay, job,
            {**ENDED, "end": TODAY.isoformat(), "heard": TODAY.isoformat()}, 0,
        )  # fmt: skip


class TestChanges:
    def save(self, session, people, stay, job, **told):
        new = NewChange(**{"on": TODAY - DAY, "kind": ChangeKind.HOURS, "hours": "25", **told})
        return changing.save(session, people.aino.actor, stay, job, new)

    def test_are_rows_and_the_start_stays_as_it_was(self, session, people, stay, job):
        self.save(session, people, stay, job)

        (row,) = changing.of_job(session, job)
        assert (row.weekly_minutes_from, job.weekly_minutes_from) == (1500, 1200)

    @pytest.mark.parametrize("days", [-61, 1])
    def test_lie_within_the_job(self, session, people, stay, job, days):
        if days > 0:
            end_job(session, people.aino, stay, job, on=TODAY - DAY)

        with pytest.raises(ChangeOutside):
            self.save(session, people, stay, job, on=TODAY + days * DAY)

    @pytest.mark.parametrize(
        ("kind", "field"),
        [(ChangeKind.HOURS, "hours"), (ChangeKind.CONTRACT, "contract"),
         (ChangeKind.TASKS, "words")],
    )  # fmt: skip
    def test_tell_what_has_changed(self, session, people, stay, job, kind, field):
        with pytest.raises(ChangeEmpty) as refusal:
            self.save(session, people, stay, job, kind=kind, hours=None)

        assert refusal.value.field == field

    def test_of_another_kind_leave_nothing_of_the_fields_they_do_not_have(
        self, session, people, stay, job
    ):
        row = self.save(session, people, stay, job, kind=ChangeKind.PAY_UP)

        assert row.weekly_minutes_from is None

    def test_entered_by_mistake_go_away(self, session, people, stay, job):
        row = self.save(session, people, stay, job)

        changing.remove(session, people.aino.actor, stay, job, row)

        assert changing.of_job(session, job) == []


def test_a_change_that_benefits_were_checked_for_is_removed_and_the_check_stays(
    session, people, stay, job
):
    change = NewChange(TODAY - DAY, ChangeKind.HOURS, hours="25")
    row = changing.save(session, people.aino.actor, stay, job, change)
    check = benefits.record(session, people.aino.actor, stay, answered(), job, row)

    changing.remove(session, people.aino.actor, stay, job, row)

    assert (check.job_id, check.job_change_id) == (job.id, None)


def test_form_c_of_a_job_that_has_ended_still_reads(session, people, stay, job):
    end_job(session, people.aino, stay, job)

    assert starting.start_form(session, job).state == "open"
    assert papers.of_job(session, job, "d").state == "ready"
