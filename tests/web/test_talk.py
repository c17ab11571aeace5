"""The page of a talk about what an employer is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.jobs.models import Job
from coaching.profiles import versions
from coaching.profiles.models import DisclosureTalk
from coaching.profiles.types import Disclosure
from tests.jobs import begin
from tests.profiles import TALKED_OF, talk

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def opened(signed_in, client):
    return signed_in.get("profiles.record_talk", period_id=client)


def talks(database):
    with database.read() as session:
        return [
            (row.on, row.choice, row.tell_name, row.tell_coach, row.words, row.review_on)
            for row in session.scalars(select(DisclosureTalk))
        ]


def test_a_talk_is_recorded_and_shown_on_the_clients_page(opened, database):
    assert opened.field("on") == f"{TODAY.day}.{TODAY.month}.{TODAY.year}"

    opened.submit(
        "Save the talk",
        pros_and_cons=True,
        choice="agreed",
        ticks=["name", "coach"],
        words="Only my first name",
        review_on=TODAY + 60 * DAY,
    )

    assert opened.messages == ["The talk is saved"]
    assert "only what we agree my name that a coach supports me Talk again on" in opened.main
    assert talks(database) == [
        (TODAY, "agreed", True, True, "Only my first name", TODAY + 60 * DAY)
    ]


def test_a_talk_leads_back_to_the_form_that_asked_for_it(signed_in, client, prepared, database):
    prepared(begin)
    with database.read() as session:
        job = session.scalars(select(Job.public_id)).one()
    signed_in.get("jobs.edit_start", period_id=client, job_id=job)
    signed_in.submit("Record the talk")

    signed_in.submit("Save the talk", choice="nothing", pros_and_cons=True)

    assert signed_in.h1 == "C Job start"


def test_a_talk_asked_for_by_form_a_leads_back_to_its_part(signed_in, client, prepared):
    prepared(lambda session, aino, stay: versions.begin(session, aino.actor, stay))
    signed_in.get("profiles.edit_section", period_id=client, section_id="telling")
    signed_in.submit("Record the talk")

    signed_in.submit("Save the talk", choice="nothing", pros_and_cons=True)

    assert signed_in.messages == ["The talk is saved"]
    assert signed_in.title.startswith("Client profile: Telling")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_is_shown_in_each_language(page, people, client, language):
    page.sign_in(people.aino, language)

    page.get("profiles.record_talk", period_id=client)

    assert page.options("choice") == [choice.value for choice in Disclosure]


def test_earlier_talks_are_shown_and_one_whose_day_has_passed_is_marked(
    signed_in, client, prepared
):
    prepared(lambda s, aino, stay: talk(s, aino, stay, Disclosure.NOTHING, on=TODAY - 40 * DAY))
    prepared(lambda s, aino, stay: talk(s, aino, stay, on=TODAY - 30 * DAY, review_on=TODAY - DAY))

    signed_in.get("profiles.record_talk", period_id=client)

    newest, _mark, older = signed_in.main.partition("Earlier talks")[2].partition("nothing is told")
    assert "only what we agree the day to talk again has passed" in newest
    assert TALKED_OF in newest
    assert "has passed" not in older


def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(opened, database):
    typed = {"on": TODAY + DAY, "ticks": ["coach"], "words": "131052-308T", "review_on": "30.2."}

    opened.submit("Save the talk", **typed)

    assert opened.status == 422
    assert opened.error("on") == "The date is still ahead. Choose today or an earlier day."
    assert opened.error("choice") == "Choose what was decided."
    assert "personal identity code" in opened.error("words")
    assert "not in the calendar" in opened.error("review_on")
    assert (opened.field("words"), opened.field("ticks")) == ("131052-308T", "coach")
    assert talks(database) == []


def test_rules_of_the_records_are_said_beside_the_field_too(opened, database):
    opened.submit("Save the talk", choice="nothing", on="1.1.1990")
    assert "The client was not known to the service before" in opened.error("on")

    opened.submit("Save the talk", on=TODAY, review_on=TODAY)

    assert opened.error("review_on") == (
        "The day to talk again must be after the talk. Choose a later day."
    )
    assert talks(database) == []


@pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
def test_a_client_of_somebody_else_is_not_there(page, people, client, name):
    page.sign_in(getattr(people, name))

    assert page.get("profiles.record_talk", period_id=client).status == 404
    assert page.post("profiles.record_talk", {}, period_id=client).status == 404
