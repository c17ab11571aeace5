"""The end of a job: checked days, what comes next, and form A that grows by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.clients.refusals import DayAhead
from coaching.clients.types import Status
from coaching.errors import ChangedMeanwhile
from coaching.jobs import changing, ending, starting
from coaching.jobs.refusals import ChangeEmpty, ChangeOutside, EndBeforeStart, JobNotBegun
from coaching.jobs.types import ChangeKind, NewChange
from coaching.profiles import versions
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
        with pytest.raises(EndBeforeStart):
            end_job(session, people.aino, stay, job, on=job.start - DAY)

    def test_a_job_does_not_end_in_the_future(self, session, people, stay, job):
        with pytest.raises(DayAhead):
            end_job(session, people.aino, stay, job, on=TODAY + DAY)

    def test_a_job_without_a_start_has_no_end(self, session, people, stay):
        job = begin(session, people.aino, stay)

        with pytest.raises(JobNotBegun):
            end_job(session, people.aino, stay, job)


class TestNext:
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
    def test_tells_where_the_client_stands(self, session, people, stay, job, what_next, status):
        end_job(session, people.aino, stay, job, next=what_next)

        assert stay.status == status

    def test_with_another_job_the_client_goes_on_working(self, session, people, stay, job):
        make_job(session, people.aino, stay)

        end_job(session, people.aino, stay, job)

        assert stay.status == Status.WORKING


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


class TestTakenBack:
    def test_the_job_goes_on_and_form_a_forgets_it(self, session, people, stay, job):
        end_job(session, people.aino, stay, job, lesson="Mornings")

        ending.take_back(session, people.aino.actor, stay, job)

        assert (job.ended_on, job.end_reason) == (None, None)
        assert stay.status == Status.WORKING
        answers = newest(session, stay).answers
        assert not answers.get("work_history")
        assert not answers.get("lessons")


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


def test_form_c_of_a_job_that_has_ended_still_reads(session, people, stay, job):
    end_job(session, people.aino, stay, job)

    assert starting.start_form(session, job).state == "open"
    assert starting.get_form(session, job, "d").state == "ready"
