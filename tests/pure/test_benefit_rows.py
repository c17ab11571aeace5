"""The rows of the benefits check as data: which of them fit whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from coaching.benefits import figures, rows
from coaching.benefits.types import OfJob
from coaching.clients.types import Income

ALL = rows.newest()
FOR_EVERYBODY = ["tax", "debts", "costs", "adviser"]
PENSION = ["limit", "interruption"]
HEAD, _, _ = Path(rows.__file__).with_name("rows_1.toml").read_text("utf-8").partition("[[row]]")
ONE = f"""{HEAD}
[[row]]
id = "tax"
words = {{ fi = "a", sv = "b", en = "c" }}
"""


def asked(*income, **of_job):
    return [row.id for row in ALL.fitting(income, OfJob(**of_job))]


@pytest.mark.parametrize(
    ("income", "rows_of_it"),
    [
        ("disability_kela", PENSION),
        ("disability_work", [*PENSION, "work_pension"]),
        ("partial_disability", [*PENSION, "work_pension"]),
        ("rehab_subsidy", [*PENSION, "work_pension"]),
        ("partial_rehab_subsidy", [*PENSION, "work_pension"]),
        ("guarantee_pension", PENSION),
        ("housing_pensioner", ["housing_pensioner"]),
        ("housing_general", ["housing_general"]),
        ("disability_allowance", ["disability"]),
        ("care_allowance", ["disability"]),
        ("rehab_allowance", ["rehab"]),
        ("rehab_young", ["rehab"]),
        ("general", ["unemployment", "pay_subsidy"]),
        ("earnings_related", ["unemployment", "pay_subsidy"]),
        ("social_assistance", ["social_assistance"]),
        ("sickness", ["sickness"]),
        ("partial_sickness", ["sickness"]),
        ("none", ["pay_subsidy"]),
        ("student", []),
        ("wage", []),
        ("other", []),
    ],
)
def test_each_income_has_its_rows_beside_those_for_everybody(income, rows_of_it):
    found = asked(income)

    assert [row for row in found if row not in FOR_EVERYBODY] == rows_of_it
    assert [row for row in found if row in FOR_EVERYBODY] == FOR_EVERYBODY


def test_every_income_is_known_to_the_test_above_and_to_the_card():
    named = {code for row in ALL.rows for code in row.shown_for}

    assert named <= {str(code) for code in Income}


def test_without_an_income_on_the_card_only_the_rows_for_everybody_are_asked():
    assert asked() == FOR_EVERYBODY


def test_several_incomes_ask_the_rows_of_each_once():
    found = asked("disability_kela", "housing_pensioner", "care_allowance")

    assert found == [*PENSION, "housing_pensioner", "disability", *FOR_EVERYBODY]


@pytest.mark.parametrize(
    ("over_limit", "is_asked"),
    [(None, True), ("yes", True), ("unsure", True), ("no", False), ("no_limit", False)],
)
def test_an_interrupted_pension_is_asked_of_unless_pay_stays_under_the_limit(over_limit, is_asked):
    found = asked("disability_kela", over_limit=over_limit)

    assert ("interruption" in found) is is_asked
    assert "limit" in found


@pytest.mark.parametrize(
    ("fact", "row"),
    [("wage_subsidy", "pay_subsidy"), ("workplace", "adjustment"), ("adjustments", "adjustment")],
)
def test_what_the_job_brings_is_asked_whatever_the_income(fact, row):
    assert row not in asked("wage")
    assert row in asked("wage", facts=frozenset({fact}))


def test_only_debts_are_the_clients_own_wish_and_name_nobody_to_tell():
    (wish,) = [row for row in ALL.rows if row.own_wish]

    assert (wish.id, wish.told) == ("debts", ())


def test_figures_that_rows_show_are_there():
    named = {one for row in ALL.rows for one in row.figures}

    assert named
    assert named <= set(figures.load())


def test_no_row_holds_an_amount_of_money():
    text = " ".join(
        words for row in ALL.rows for words in (*row.words.values(), *row.hint.values())
    )

    assert "€" not in text
    assert not any(letter.isdigit() for letter in text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("id = \"tax\"", "id = \"tax\"\ncolour = 1"), "tax: unknown key colour"),
        (("id = \"tax\"", "id = \"tax\"\ntold = [\"vero\"]"), "tax: nobody is called vero"),
        (("words = { fi = \"a\", sv = \"b\", en = \"c\" }", "words = { fi = \"a\" }"),
         "tax: words are needed in fi, sv, en"),
        (("[[row]]", "[[row]]\nid = \"tax\"\nwords = { fi = \"a\", sv = \"b\", en = \"c\" }\n[[row]]"),
         "tax stands twice"),
        (("[list.result]", "[list.outcome]"), "list result: it holds clear, waiting, declined"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_asked_are_refused_with_the_place(change, said):
    assert rows.read(ONE).row("tax").words["sv"] == "b"

    with pytest.raises(rows.BrokenRows, match=said):
        rows.read(ONE.replace(*change))
