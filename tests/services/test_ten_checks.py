"""The ten checks that the forms must hold, each under its number (forms.md, part 10).

Check 9 is about pages and stands in tests/web/test_ten_checks_on_pages.py too.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from coaching.caseload import service as caseload
from coaching.caseload.types import CaseloadFull
from coaching.clients import stays
from coaching.clients.types import ClosingReason, Status
from coaching.contacts.types import MeetingPurpose, Result, Task
from coaching.definitions import reading
from coaching.due import service as due
from coaching.due.types import DueKind
from coaching.employers import importing
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.jobs import answers as kept
from coaching.jobs import beginning, competitive, papers, starting
from coaching.jobs import copies as job_copies
from coaching.jobs.beginning import NewJob
from coaching.jobs.types import Answer
from coaching.meetings import service as meetings
from coaching.meetings.refusals import LinkNotAllowed
from coaching.meetings.types import WhyMissing
from coaching.profiles import copies as profile_copies
from coaching.profiles import versions
from coaching.profiles.types import Disclosure
from coaching.sheets import workbook
from coaching.support import answers as support_answers
from coaching.support import copies as support_copies
from coaching.support import deciding, planned
from tests import jobs, sheets
from tests.caseloads import change_fte, fill, held, waiting
from tests.contacts import DAY, TODAY
from tests.factories import make_client, make_consent, make_employer
from tests.meetings import meeting_with
from tests.profiles import EVERYTHING, make_everything, make_ready, talk
from tests.support import NO, PLAN, YES

QUIET_DAYS = 28


@pytest.fixture
def client(session, people):
    """A client who searches for work, without a name, and may be spoken for."""
    stay = make_client(
        session, people.kokkola, people.aino, name=None, status=Status.SEARCHING,
        referred=TODAY - 90 * DAY,
    )  # fmt: skip
    make_consent(session, stay)
    return stay


def answers_of(session, job, form):
    """Return the answers of form C or D of a job."""
    return kept.of(session, job, papers.of_job(session, job, form), form)


def shown_of(filled):
    """Return every line that a form only shows, by question."""
    return {name: " ".join(lines) for name, lines in filled.shown.items() if lines}


def test_check_1_a_value_typed_once_is_carried_from_form_to_form(session, people, aino, client):
    make_everything(session, people.aino, client)
    cafe = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    met = meeting_with(
        session, cafe, meeting_purpose=MeetingPurpose.TERMS, result=Result.AGREED,
        matches_goals=True, tasks=(Task("Dishes and floors", "15–20"),),
    )  # fmt: skip

    meeting = meetings.log(session, aino, client, met)
    told = Task("Dishes and floors", "15–20")
    job = beginning.begin(session, aino, client, NewJob(None, told.task, told.hours), meeting)
    begun = answers_of(session, job, "c")
    jobs.fill(session, people.aino, client, job, **begun, start=(TODAY - 9 * DAY).isoformat())
    deciding.decide(session, aino, client, job, YES)
    support = shown_of(support_copies.filled(session, client, job))
    jobs.end_job(session, people.aino, client, job, lesson="Breaks matter")
    end = shown_of(job_copies.filled(session, client, job, papers.of_job(session, job, "d")))
    next_profile = versions.newest(session, client).answers

    # B to C: the employer, the person, the title, the hours and how the job was found.
    assert (job.employer_id, begun["title"], begun["hours"]) == (
        cafe.id,
        "Dishes and floors",
        "15–20",
    )
    assert begun["how_found"] == "coach"
    # A to C and E: the arrangements that the client wished for.
    wished = reading.newest("a").question("adjust")
    assert [row["what"] for row in begun["adjust"]] == [
        wished.option(code, "en") for code in EVERYTHING["adjust"]
    ]
    assert all(row["what"] in support["adjust"] for row in begun["adjust"])
    # A and C to E: what the client wants, and which job it is.
    assert support["goal"] == EVERYTHING["goal"]
    assert "Rantakahvila Oy" in support["job"]
    # C to D: which job ends.
    assert "Rantakahvila Oy" in end["job"]
    # D to A: the job and the lesson, beside everything that was there.
    assert next_profile["goal"] == EVERYTHING["goal"]
    assert next_profile["lessons"] == "Breaks matter"
    ended = [
        row for row in next_profile["work_history"] if row.get("employer") == "Rantakahvila Oy"
    ]
    assert [row["job"] for row in ended] == [job.title]


def test_check_2_who_tells_nothing_is_linked_to_no_meeting_and_is_told_why(
    session, people, aino, client
):
    talk(session, people.aino, client, Disclosure.NOTHING, ticks=(), words=None)
    cafe = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    speaking = meeting_with(
        session, cafe, meeting_purpose=MeetingPurpose.SPEAK_FOR_CLIENT, matches_goals=True
    )

    with pytest.raises(LinkNotAllowed) as refusal:
        meetings.log(session, aino, client, speaking)

    assert refusal.value.facts == {"why": WhyMissing.NOTHING_TOLD}


@pytest.mark.parametrize("open_to_all", [True, False, None])
@pytest.mark.parametrize("by_agreement", [*Answer, None])
@pytest.mark.parametrize("set_aside", [True, False, None])
def test_check_3_competitive_is_yes_only_with_three_right_answers(
    open_to_all, by_agreement, set_aside
):
    found = competitive.is_competitive(open_to_all, by_agreement, set_aside)

    right = (open_to_all, by_agreement, set_aside) == (True, Answer.YES, False)
    assert (found is True) == right
    wrong = open_to_all is False or by_agreement is Answer.NO or set_aside is True
    assert (found is False) == wrong


def test_check_4_no_support_ends_the_form_leaves_v12_and_after_closing_the_place(
    session, people, aino, client
):
    job = jobs.make_job(session, people.aino, client, TODAY - 3 * DAY)
    deciding.decide(session, aino, client, job, YES)
    wanted = planned.of_job(session, job, deciding.of_job(session, job), TODAY)

    version = deciding.of_job(session, job).row_version
    support = deciding.decide(session, aino, client, job, NO, version)
    before = held(session, people.aino)
    stays.close(session, aino, client, ClosingReason.IN_WORK, TODAY)

    paper = papers.of_job(session, job, "e")
    told = support_answers.answers_of(support, paper)
    assert papers.is_ready(paper)
    assert {"date", "wants", "info_given", "contact_ok"} <= set(told)
    assert wanted
    assert planned.of_job(session, job, support, TODAY) == []
    assert (before, held(session, people.aino)) == (1, 0)


@pytest.mark.parametrize(("share", "places"), [("1.0", 20), ("0.5", 10)])
def test_check_5_nobody_coaches_more_than_their_places(session, people, kokkola, by, share, places):
    change_fte(session, people.aino, share)
    fill(session, kokkola, people.aino, places)

    with pytest.raises(CaseloadFull) as refusal:
        caseload.assign(session, by, waiting(session, kokkola), people.aino.user_id, TODAY)

    assert refusal.value.facts["places"] == places
    assert held(session, people.aino) == places


def test_check_6_an_end_opens_the_next_profile_and_makes_a_contact_due(session, people, client):
    ready = make_ready(session, people.aino, client)
    job = jobs.make_job(session, people.aino, client)

    jobs.end_job(session, people.aino, client, job, on=TODAY, lesson="Mornings suit")

    draft = versions.newest(session, client)
    assert (draft.number, draft.state) == (ready.number + 1, "open")
    assert draft.answers["lessons"] == "Mornings suit"
    assert [row["job"] for row in draft.answers["work_history"]] == [job.title]
    (after,) = [
        one
        for one in due.of_stay(session, client, QUIET_DAYS, TODAY + 3 * DAY)
        if one.kind is DueKind.AFTER_END
    ]
    assert after.on == TODAY + 3 * DAY


def test_check_7_no_form_needs_pay_a_diagnosis_an_identity_code_or_a_name(
    session, people, aino, client
):
    profile = make_ready(session, people.aino, client)
    job = jobs.make_job(session, people.aino, client)
    jobs.check_benefits(session, people.aino, job)
    starting.mark_ready(session, aino, client, job)
    deciding.decide(session, aino, client, job, NO)
    jobs.end_job(session, people.aino, client, job)

    assert client.client.name is None
    assert "pay" not in answers_of(session, job, "c")
    assert profile.state == "ready"
    assert all(papers.is_ready(papers.of_job(session, job, form)) for form in ("c", "d", "e"))


def test_check_8_the_same_sheet_adds_nothing_the_second_time(session):
    sheet = sheets.REGISTER.read_bytes()

    def bring_in():
        rows = importing.read_rows(workbook.read_bytes(sheet, sheets.REGISTER.name))
        importing.accept(session, None, rows, "Contact person")
        tables = (Employer, EmployerSite, EmployerPerson)
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]

    first = bring_in()
    second = bring_in()

    assert min(first) > 0
    assert second == first


@pytest.mark.parametrize("form", reading.every(), ids=lambda one: f"{one.form}_{one.version}")
def test_check_9_every_label_and_option_has_its_words_in_finnish_and_swedish(form):
    asked = [part for question in form for part in (question, *question.columns)]
    options = [option for part in asked for option in part.options]

    for one in (form, *form.sections, *asked, *options):
        for language in ("fi", "sv"):
            assert one.words[language].strip()
    for part in asked:
        for words in (part.hint, part.unit):
            assert not words or (words["fi"].strip() and words["sv"].strip())


def test_check_10_a_form_reads_as_it_was_filled_in_after_a_newer_version_exists(
    session, people, aino, client, monkeypatch
):
    first_definition = reading.load("a", 1)
    with monkeypatch.context() as before:
        before.setattr(reading, "newest", lambda form: first_definition)
        filled_in = make_everything(session, people.aino, client)
        as_it_was = profile_copies.filled(session, client, filled_in)

    newer = versions.begin(session, aino, client)
    read_now = profile_copies.filled(session, client, filled_in)

    assert (filled_in.definition, newer.definition) == (1, reading.newest("a").version)
    assert newer.definition > 1
    assert read_now == as_it_was
    assert read_now.definition == first_definition


@pytest.mark.parametrize("form", ["c", "d", "e"])
def test_check_10_holds_for_the_forms_of_a_job(session, people, aino, client, monkeypatch, form):
    job = jobs.make_job(session, people.aino, client)
    jobs.check_benefits(session, people.aino, job)
    starting.mark_ready(session, aino, client, job)
    support = deciding.decide(session, aino, client, job, YES)
    deciding.save_plan(session, aino, client, job, PLAN, support.row_version)
    jobs.end_job(session, people.aino, client, job)
    newer = replace(reading.newest(form), version=2)
    as_it_was = _read(session, client, job, form)

    monkeypatch.setattr(reading, "newest", lambda _form: newer)

    assert _read(session, client, job, form) == as_it_was
    assert as_it_was.definition.version == 1


def _read(session, client, job, form):
    if form == "e":
        return support_copies.filled(session, client, job)
    return job_copies.filled(session, client, job, papers.of_job(session, job, form))
