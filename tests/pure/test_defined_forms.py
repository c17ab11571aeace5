"""The one builder: every kind of question as a field of a page, and back to the same answer."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask, g
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField

from coaching.definitions import reading
from coaching.definitions.types import Kind, Option, Question, Section
from forms.defined import EMPTY_ROWS, section_form
from tests.profiles import EVERYTHING

FORM_A = reading.load("a", 1)
WORDS = {"fi": "Kysymys", "sv": "Fråga", "en": "Question"}
OPTIONS = tuple(Option(code, {"fi": code, "sv": code, "en": code}) for code in ("one", "two"))

PLAIN = {
    Kind.TEXT: "Bakes bread",
    Kind.CHOICE: "two",
    Kind.CHOICES: ["one", "two"],
    Kind.HOURS: "7,5–20",
    Kind.NUMBER: 12,
    Kind.DAY: "2026-02-28",
    Kind.TICK: True,
    Kind.EMPLOYER: "Pesula Ky",
}


def question(kind, name="it", **more):
    options = OPTIONS if kind in (Kind.CHOICE, Kind.CHOICES) else ()
    return Question(name, kind, WORDS, options=options, **{"most": 20, **more})


def kept(kind):
    """An answer as it is kept: of an employer with the id in the register."""
    return {"name": PLAIN[kind], "id": "abc"} if kind is Kind.EMPLOYER else PLAIN[kind]


ROW = tuple(question(kind, f"c_{kind}") for kind in PLAIN)
ANSWERS = {
    **{kind: (question(kind), kept(kind), PLAIN[kind]) for kind in PLAIN},
    Kind.LINES: (question(Kind.LINES), ["exact", "calm"], ["exact", "calm"]),
    "lines with ticks": (
        question(Kind.LINES, ticks=True),
        [{"words": "exact", "tell": True}, {"words": "calm", "tell": False}],
        [{"words": "exact", "tell": True}, {"words": "calm", "tell": False}],
    ),
    Kind.ROWS: (
        question(Kind.ROWS, columns=ROW),
        [{f"c_{kind}": kept(kind) for kind in PLAIN}, {"c_text": "only this"}],
        [{f"c_{kind}": PLAIN[kind] for kind in PLAIN}, {"c_text": "only this"}],
    ),
}


@pytest.fixture(scope="module")
def app():
    """An application with nothing in it but languages, in English."""
    app = Flask(__name__)
    app.secret_key = "of this test only"
    Babel(app, locale_selector=lambda: "en")
    return app


def section(*questions):
    return Section("part", 1, WORDS, questions)


def send(app, part, data, **more):
    """Return the section's form as it reads what was sent."""
    with app.test_request_context(method="POST", data=MultiDict(data)):
        g.csrf_valid = True
        form = section_form(part, more.get("answers", {}), "en")
        form.validate()
        return form.answers(), form


def what_a_browser_sends(field):
    """Return name and value of each control of a field that nobody has touched."""
    if isinstance(field, FieldList | FormField):
        return [pair for inner in field for pair in what_a_browser_sends(inner)]
    if field.type == "TickField":
        return [(field.name, "y")] if field.data else []
    if field.type == "ChoicesField":
        return [(field.name, code) for code in field.data]
    if field.type == "ChoiceField":
        return [(field.name, field.data or "")]
    return [(field.name, field._value())]


def shown_and_sent_back(app, part, answers):
    with app.test_request_context():
        form = section_form(part, answers, "en")
        data = [pair for one in part.asked for pair in what_a_browser_sends(form[one.id])]
    told, form = send(app, part, data)
    assert form.problems() == []
    return told


def test_every_kind_that_is_asked_has_its_example_here():
    elsewhere = {Kind.SHOWN, Kind.LINK}
    assert {one for one in ANSWERS if isinstance(one, Kind)} == set(Kind) - elsewhere


def test_a_link_is_one_of_the_records_that_the_page_offers(app):
    part = section(question(Kind.LINK))
    answers = {"it": {"name": "Pesula Ky", "id": "abc"}}

    with app.test_request_context(method="POST", data={"it": "xyz"}):
        g.csrf_valid = True
        form = section_form(part, answers, "en")
        form["it"].set_options([("abc", "Pesula Ky"), ("xyz", "Leipomo Oy")])
        fine = form.validate()

    assert fine
    assert form.answers() == {"it": "xyz"}


@pytest.mark.parametrize("kind", ANSWERS, ids=str)
def test_an_answer_of_each_kind_comes_back_as_it_was(app, kind):
    asked, answer, as_typed = ANSWERS[kind]

    assert shown_and_sent_back(app, section(asked), {"it": answer}) == {"it": as_typed}


@pytest.mark.parametrize("part", FORM_A.sections, ids=lambda part: part.id)
def test_every_section_of_form_a_comes_back_as_it_was(app, part):
    answers = {one.id: EVERYTHING[one.id] for one in part.asked}
    kept_ones = {
        key: [_with_employer(row) for row in answer]
        if key in ("network", "target_employers")
        else answer
        for key, answer in answers.items()
    }

    assert shown_and_sent_back(app, part, kept_ones) == answers


@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), max_size=8)
)
def test_any_lines_come_back_as_they_were(app, texts):
    asked = question(Kind.LINES, limit=10_000)

    kept_lines = [text.strip() for text in texts]
    told = shown_and_sent_back(app, section(asked), {"it": kept_lines})

    again = shown_and_sent_back(app, section(asked), told)
    assert again == told
    assert len(told["it"]) == len([line for line in kept_lines if line])


def test_what_is_only_shown_is_not_asked(app):
    part = section(question(Kind.SHOWN, "above"), question(Kind.TEXT))

    told, _form = send(app, part, {"it": "here", "above": "forged"})

    assert told == {"it": "here"}


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (Kind.HOURS, "half", "Enter the hours as numbers, for example 20 or 15–20."),
        (Kind.NUMBER, "-1", "Enter a number from 0 to 20."),
        (Kind.NUMBER, "a million", "Enter a whole number, for example 12."),
        (
            Kind.DAY,
            "31.2.",
            "“31.2.” is not in the calendar. Write the date like this: 24.11.2026.",
        ),
        (Kind.CHOICE, "three", "Choose one option."),
        (Kind.TEXT, "x" * 201, "The text is 1 character too long. Shorten it."),
        (
            Kind.TEXT,
            "131052-308T",
            "The text seems to hold a personal identity code. Remove it before saving.",
        ),
    ],
)
def test_what_cannot_be_says_how_to_mend_it_beside_the_field(app, kind, typed, sentence):
    _told, form = send(app, section(question(kind)), {"it": typed})

    assert [problem.words for problem in form.problems()] == [sentence]
    assert form["it"].errors


def test_a_problem_in_a_row_leads_to_the_very_control(app):
    part = section(question(Kind.ROWS, columns=(question(Kind.NUMBER, "year", most=2100),)))

    _told, form = send(app, part, {"it-0-year": "2001", "it-1-year": "last year"})

    assert [problem.target for problem in form.problems()] == ["it-1-year"]


def test_a_date_ahead_is_refused_where_the_definition_does_not_allow_it(app):
    ahead = "1.1.2099"

    _told, strict = send(app, section(question(Kind.DAY)), {"it": ahead})
    told, free = send(app, section(question(Kind.DAY, future=True)), {"it": ahead})

    assert [problem.words for problem in strict.problems()] == [
        "The date is still ahead. Choose today or an earlier day."
    ]
    assert (free.problems(), told) == ([], {"it": date(2099, 1, 1).isoformat()})


def test_empty_rows_stand_ready_and_are_not_kept(app):
    asked = question(Kind.LINES, ticks=True, least=3, most=4)
    with app.test_request_context():
        lengths = [
            len(section_form(section(asked), {"it": _lines(number)}, "en")["it"])
            for number in range(5)
        ]
    sent = {"it-0-words": "one", "it-1-words": "  ", "it-2-tell": "y", "it-3-words": "four"}

    told, _form = send(app, section(asked), sent)

    assert lengths == [3, 3, 4, 4, 4]
    assert EMPTY_ROWS == 2
    assert told == {"it": [{"words": "one", "tell": False}, {"words": "four", "tell": False}]}


def test_skipping_asks_for_a_reason_and_saving_does_not(app):
    part = section(question(Kind.TEXT))

    _told, without = send(app, part, {"skip": "1"})
    _told, given_one = send(app, part, {"skip": "1", "skip_reason": "later"})
    _told, saving = send(app, part, {"it": "here"})

    assert [(p.target, p.words) for p in without.problems()] == [
        ("skip_reason", "Choose why this part is skipped.")
    ]
    assert given_one.to_skip_reason() == "later"
    assert (given_one.problems(), saving.problems()) == ([], [])


def _with_employer(row):
    return {**row, "employer": {"name": row["employer"], "id": ""}}


def _lines(number):
    return [{"words": str(one), "tell": False} for one in range(number)]
