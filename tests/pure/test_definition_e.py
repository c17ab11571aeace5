"""Form E as data: what it asks, where its answers are kept, and its words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coaching.clients.types import ClosingReason
from coaching.definitions import reading
from coaching.definitions.types import Kind
from coaching.support import answers
from coaching.support.models import Support
from coaching.support.types import MeetWhere, PassesTo, SupportKind, Wants, WhyNoSupport

FORM_E = reading.load("e", 1)


def codes(question_id):
    return [option.code for option in FORM_E.question(question_id).options]


def test_the_decision_comes_first_and_nothing_is_skipped():
    assert [section.id for section in FORM_E.sections] == ["decision", "plan", "ending"]
    assert not any(section.skippable for section in FORM_E.sections)


def test_required_are_date_decision_asking_later_and_what_follows_the_decision():
    required = {question.id for question in FORM_E if question.required}

    assert required == {"date", "wants", "contact_ok", "info_given", "kinds"}


@pytest.mark.parametrize(
    ("question_id", "enum"),
    [
        ("wants", Wants),
        ("no_reason", WhyNoSupport),
        ("where", MeetWhere),
        ("step_down", PassesTo),
    ],
)
def test_options_are_those_that_rules_know(question_id, enum):
    assert codes(question_id) == list(enum)


def test_kinds_of_support_are_those_of_the_list_each_with_who_gives_it():
    kind, who = FORM_E.question("kinds").columns

    assert [option.code for option in kind.options] == list(SupportKind)
    assert who.id == "who"


def test_support_ends_for_a_reason_of_closing_but_never_for_a_time_limit():
    reasons = set(codes("closed_reason"))

    assert reasons < set(ClosingReason)
    assert set(ClosingReason) - reasons == {
        ClosingReason.TIME_LIMIT,
        ClosingReason.MISSED_APPOINTMENTS,
    }


def test_answers_that_rules_read_have_a_column_of_their_own():
    asked = {question.id for question in FORM_E}

    assert set(answers.COLUMNS) <= asked
    assert all(hasattr(Support, column) for column in answers.COLUMNS.values())


def test_words_of_the_client_have_no_column():
    free = {one.id for one in FORM_E if one.kind is Kind.TEXT}

    assert free & set(answers.COLUMNS) == set()


def test_no_list_of_options_stands_unused():
    raw = tomllib.loads(Path(reading.__file__).with_name("e_1.toml").read_text("utf-8"))
    used = {
        one["options"]
        for section in raw["section"]
        for question in section["question"]
        for one in (question, *question.get("column", ()))
        if "options" in one
    }

    assert used == set(raw["list"])
