"""The definition of form B and the columns of a contact say the same."""

from __future__ import annotations

import pytest

from coaching.contacts.types import (
    Decides,
    MadeBy,
    MeetingPurpose,
    Mode,
    Place,
    Result,
    Told,
)
from coaching.definitions import reading
from coaching.definitions.types import Kind

FORM = reading.load("b", 1)


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("mode", Mode),
        ("place", Place),
        ("decides", Decides),
        ("purpose", MeetingPurpose),
        ("made_by", MadeBy),
        ("told", Told),
        ("result", Result),
    ],
)
def test_the_options_are_the_codes_of_the_column(question, codes):
    assert [one.code for one in FORM.question(question).options] == [str(code) for code in codes]


def test_seven_points_are_needed_counting_when_how_and_where_as_one():
    needed = [one.id for one in FORM if one.required]

    assert needed == ["date", "mode", "employer", "person", "decides", "purpose", "result"]


def test_the_number_of_the_meeting_coach_and_look_are_only_shown():
    shown = [one.id for one in FORM if one.kind is Kind.SHOWN]

    assert shown == ["coach", "visit_no", "reviewed"]


def test_records_are_chosen():
    links = [one.id for one in FORM if one.kind is Kind.LINK]

    assert links == ["employer", "person", "client"]


def test_only_the_next_step_may_lie_ahead():
    assert [one.id for one in FORM if one.kind is Kind.DAY and one.future] == ["next_on"]
