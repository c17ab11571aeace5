"""The card as JSON: the exchange format's words and keys, exact values, and its schema."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from fidelity.card import card
from fidelity.card_json import as_data, as_text, of_item
from fidelity.card_words import next_step, reason
from fidelity.facts import ClientStay, Event, Facts
from fidelity.results import (
    CoachPart,
    InsufficientData,
    Measure,
    Next,
    Score,
    Window,
)
from fidelity.scale import load
from tests.pure.json_schema import violations
from tests.pure.rows import lively
from tests.pure.team import D, coach, meeting, stays
from tests.pure.working import supported

SCALE = load("ips25-2008")
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "card.schema.json").read_text(encoding="utf-8")
)


def items(facts: Facts) -> dict:
    return as_data(card(facts, "north", D, SCALE))["items"]


def test_a_computed_item_stands_as_the_format_shows_it():
    clients, assigned = stays(41, [coach("a"), coach("b")])

    item = items(Facts((coach("a"), coach("b")), clients, assigned))["S1"]

    assert item == {
        "result": "computed",
        "points": 4,
        "value": "41/2",
        "numerator": "41",
        "denominator": "2",
        "unit": "clients per FTE",
        "from": None,
        "to": "2026-11-22",
        "counted": sorted(client.id for client in clients),
        "left_out": [],
        "next": "20 clients per FTE or less would give 5",
        "shown_beside": {"without_paused": "41/2", "largest_caseload": "21"},
    }


def test_too_little_data_tells_what_is_missing():
    days = (12, 25, 30, 18)
    clients = tuple(
        ClientStay(f"c{n}", D - timedelta(days=40), in_work_at_entry=False) for n in range(4)
    )
    contacts = tuple(meeting(n, D - timedelta(days=40 - days[n]), client=f"c{n}") for n in range(4))

    item = items(Facts((coach(),), clients, contacts=contacts))["V4"]

    assert (item["result"], item["points"], item["value"]) == ("insufficient_data", None, None)
    assert (item["reason"], item["reason_code"]) == ("4 clients, need 5", "too_few_clients")
    assert (item["from"], item["to"]) == ("2025-11-23", "2026-11-22")


def test_an_assisted_and_a_judged_item_have_no_points():
    made = items(Facts((coach(),)))

    assert made["O2"]["result"] == "assisted"
    assert (made["O2"]["points"], made["O2"]["ceiling"], made["O2"]["proposal"]) == (None,) * 3
    assert made["O2"]["components"] == {"1": False, "2": None, "3": None, "4": None, "5": None}
    assert made["O6"]["note"] == "no referrals"
    assert made["O7"] == {"result": "judged", "points": None}


def test_v12_has_its_measures_no_value_and_the_points_a_person_may_confirm():
    item = items(supported(5, D))["V12"]

    assert (item["points"], item["value"]) == (4, None)
    assert (item["needs_confirmation"], item["points_if_confirmed"]) == (True, 5)
    assert item["next"] == "what records cannot tell, confirmed by a person, would give 5"
    assert item["measures"]["four_months"] == {"numerator": "5", "denominator": "5", "value": "1"}
    assert item["measures"]["after_loss"] == {"numerator": "0", "denominator": "0", "value": None}


def test_o3_has_its_months_oldest_first():
    began = Event("first", D - timedelta(days=200), "log_review")
    met = Event("met", D, "employment_services_meeting")
    about = meeting(1, D, client="c", with_whom="employment_services", id="about")
    client = ClientStay("c", D, in_work_at_entry=False)

    item = items(Facts((coach(),), (client,), contacts=(about,), events=(began, met)))["O3"]

    assert (item["meetings_by_month"], item["contacts_by_month"]) == ([0, 0, 1], [0, 0, 1])
    assert item["value"] == "1/13"
    assert "meetings_by_month" not in item.get("shown_beside", {})


def test_specialists_stand_with_value_and_points():
    result = score(
        "V6",
        Fraction(9, 2),
        coaches=(CoachPart("a", Fraction(6), 5), CoachPart("b", Fraction(11, 2), 4)),
        next=Next(5, Fraction(9, 2)),
    )

    item = of_item(result, SCALE)

    assert item["specialists"] == {
        "a": {"value": "6", "points": 5},
        "b": {"value": "11/2", "points": 4},
    }
    assert item["next"] == "1 more point among 2 specialists would give 5"


def test_the_head_and_the_totals_are_those_of_the_card():
    made = card(Facts(), "Pohjoinen", D, SCALE)

    data = as_data(made)

    assert {key: value for key, value in data.items() if key != "items"} == {
        "scale": "ips25-2008",
        "team": "Pohjoinen",
        "on": "2026-11-22",
        "scored": 1,
        "sum": 1,
        "lowest": 25,
        "highest": 121,
        "band_lowest": "not_ips",
        "band_highest": "exemplary",
    }
    assert json.loads(as_text(made)) == data
    assert list(data["items"]) == [item.id for item in SCALE.items]


def score(item: str, value: Fraction | None, **values: object) -> Score:
    plain = Score(
        item,
        "ips25-2008",
        Window(None, D),
        1,
        value,
        None if value is None else Fraction(value.numerator),
        None if value is None else Fraction(value.denominator),
        SCALE.item(item).unit,
        (),
    )
    return replace(plain, **values)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (score("V4", Fraction(70), next=Next(4, Fraction(60))), "60 days or less would give 4"),
        (
            score("V8", Fraction(13, 20), next=Next(4, Fraction(7, 10))),
            "70 % or more (1 more of 20 job starts) would give 4",
        ),
        (
            score("V10", Fraction(1), next=Next(5, Fraction(10), ("people_in_job",))),
            "10 people in a job now would give 5",
        ),
        (
            score(
                "O3",
                Fraction(10, 13),
                next=Next(5, Fraction(11, 13), ("weeks_with_contact",)),
                measures={"weeks_with_contact": Measure(10, 13)},
            ),
            "11 of 13 weeks with a contact would give 5",
        ),
        (
            score(
                "V12",
                None,
                next=Next(4, Fraction(4, 5), ("weekly_first_month", "monthly_to_a_year")),
                measures={
                    "weekly_first_month": Measure(1, 5),
                    "monthly_to_a_year": Measure(1, 4),
                },
            ),
            "80 % or more of jobs with weekly contact in the first month and jobs with monthly"
            " contact up to a year would give 4",
        ),
        (
            score(
                "V6",
                Fraction(4),
                coaches=(CoachPart("a", Fraction(5), 4),) * 3,
                next=Next(5, Fraction(9, 2)),
            ),
            "2 more points among 3 specialists would give 5",
        ),
        (score("V10", None, next=Next(2, Fraction(13, 20))), "65 % or more would give 2"),
        (score("V5", Fraction(1)), None),
    ],
)
def test_the_next_threshold_in_words(result, words):
    assert next_step(result, SCALE) == words


@pytest.mark.parametrize(
    ("item", "code", "have", "need", "of", "words"),
    [
        ("S1", "no_specialist", "0", "1", None, "no specialist in post"),
        ("S1", "no_clients", "0", "1", None, "no active clients"),
        ("V4", "too_few_clients", "1", "5", None, "1 client, need 5"),
        (
            "O1",
            "too_few_clients",
            "8",
            "9/2",
            None,
            "8 clients with a known treatment team, need 5",
        ),
        ("V5", "too_few_contacts", "9", "10", None, "9 contacts, need 10"),
        ("V8", "too_few_jobs", "4", "5", None, "4 jobs, need 5"),
        ("V12", "too_few_jobs", "2", "3", "four_months", "2 jobs for four months, need 3"),
        (
            "S2",
            "too_little_time_recorded",
            "300",
            "2001/2",
            None,
            "300 minutes recorded, need 1001",
        ),
        ("O3", "too_few_weeks", "12", "13", None, "12 weeks, need 13"),
        ("V6", "no_specialist_scored", "0", "1", None, "no specialist with enough data"),
    ],
)
def test_the_reason_in_words(item, code, have, need, of, words):
    result = InsufficientData(
        item, "ips25-2008", Window(None, D), code, Fraction(have), Fraction(need), (), of
    )

    assert reason(result) == words


@pytest.mark.parametrize("seed", range(6))
def test_the_schema_knows_every_key_of_an_item_and_asks_only_for_what_is_there(seed):
    on = (D, date(2028, 2, 29))[seed % 2]
    facts = supported(5, on) if seed == 0 else lively(Random(seed), on)
    data = as_data(card(facts, "north", on, SCALE))

    assert violations(data, SCHEMA) == []
    assert set(data) == set(SCHEMA["properties"]) == set(SCHEMA["required"])
    for item in data["items"].values():
        kind = SCHEMA["$defs"][item["result"]]
        assert set(kind["required"]) <= set(item) <= set(kind["properties"])
        codes = SCHEMA["$defs"]["insufficient_data"]["properties"]["reason_code"]["enum"]
        assert item.get("reason_code", codes[0]) in codes


def test_no_value_is_a_rounded_decimal():
    def numbers(value: object) -> list[object]:
        if isinstance(value, dict):
            return [number for one in value.values() for number in numbers(one)]
        if isinstance(value, list):
            return [number for one in value for number in numbers(one)]
        return [value]

    found = numbers(as_data(card(lively(Random(5), D), "north", D, SCALE)))

    assert not [value for value in found if isinstance(value, float)]
