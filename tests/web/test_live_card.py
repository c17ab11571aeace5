"""The live card: 25 items from the records on any day, the same on page, as JSON and as lines."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from fractions import Fraction

import pytest

from coaching import clock
from coaching.accounts.models import Team
from coaching.reviews import live
from fidelity import card_json
from fidelity.changes import Step
from fidelity.levers import Action
from fidelity.results import InsufficientData, Window
from fidelity.suggestions import Suggestion
from forms import suggestion_words
from tests.clients import filled
from tests.commands import refused, runner, surround
from tests.factories import make_client, make_contact

TODAY = clock.today()
DAY = timedelta(days=1)
HALF = Fraction(1, 2)


@pytest.fixture
def command(config, database, monkeypatch, capsys):
    surround(monkeypatch, config)
    return runner(capsys)


def rows(page):
    """Return the cells of the items' tables by item."""
    return {cells[0].split()[0]: cells for cells in page.table()[1:] if len(cells) == 5}


def test_all_25_items_stand_with_points_figure_and_next_step(page, people, database):
    filled(database, people.kokkola, people.aino, 20)
    page.sign_in(people.aino)

    page.get("reviews.show_card", team="kokkola")

    told = rows(page)
    assert len(told) == 25
    assert told["S1"][1:] == [
        "5",
        "computed",
        "10 clients per full-time coach (20 / 2)",
        "Full points.",
    ]
    assert told["V5"][3] == "Contacts to count: 0, needed 10."
    assert told["V7"][2:4] == ["judged", "A person scores this from evidence."]
    assert "This is an estimate from the records, not a quality review." in page.text


def test_a_past_day_looks_at_what_was_so_then_and_tells_what_was_entered_later(
    page, people, database
):
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino, entry_date=TODAY - 5 * DAY)
        make_contact(session, stay, people.aino, on=TODAY - 12 * DAY)
    page.sign_in(people.dora)

    page.get("reviews.show_card", team="kokkola", on=(TODAY - 10 * DAY).isoformat())

    assert rows(page)["S1"][3] == "No client has an open assignment and an entry date yet."
    assert "1 contact dated up to this day was entered after it." in page.text


def test_a_day_to_come_gets_a_sentence_and_today_is_shown(page, people):
    page.sign_in(people.aino)

    page.get("reviews.show_card", team="kokkola", on=(TODAY + DAY).isoformat())

    assert page.status == 422
    assert page.error("on")


def test_a_manager_sees_no_figure_of_fewer_than_five(page, people, database):
    filled(database, people.kokkola, people.aino, 4)
    page.sign_in(people.matti)

    page.get("reviews.show_card", team="kokkola")

    assert rows(page)["S1"][1:4] == ["–", "computed", "hidden, too few to show"]
    assert advice(page).strip() == "hidden, too few to show"


def test_page_json_and_lines_are_the_same_card(page, people, database, command):
    filled(database, people.kokkola, people.aino, 20)
    with database.read() as session:
        team = session.get_one(Team, people.kokkola.id)
        expected = card_json.as_data(live.card_of(session, people.aino.actor, team, TODAY))

    status, out, _err = command("fidelity", "--team", "kokkola", "--on", TODAY, "--json")
    lines = command("fidelity", "--team", "Kokkola")[1].splitlines()

    assert status == 0
    assert json.loads(out) == expected
    assert expected["items"]["S1"]["value"] == "10"
    assert lines[1].startswith("S1   5  value 10")
    assert (
        lines[-1]
        == f"{expected['scored']} of 25 items, total {expected['lowest']}-{expected['highest']}"
    )


def test_a_team_that_is_not_there_gets_one_clear_line(people, database, command):
    assert "No team is called 'Nowhere'." in refused(command("fidelity", "--team", "Nowhere"))


def test_the_json_holds_no_name_or_code_of_a_client(people, database, command):
    filled(database, people.kokkola, people.aino, 6)

    out = command("fidelity", "--team", "kokkola", "--json")[1]

    assert "Client" not in out


def advice(page):
    """Return what the page says would raise the score most."""
    return page.main.split("What would raise the score most")[1].split("25 items")[0]


def test_what_would_raise_the_score_most_names_coaches_in_the_team_only(page, people, database):
    filled(database, people.kokkola, people.aino, 20)
    page.sign_in(people.aino)
    own = advice(page.get("reviews.show_card", team="kokkola"))
    page.sign_in(people.matti)

    other = advice(page.get("reviews.show_card", team="kokkola"))

    assert "Enter the treatment teams of 18 clients" in own
    assert "Clients whose treatment team is known: 0, needed 18" in own
    assert "Together +" in own
    assert f"{people.aino.name} 18" in own
    assert "Enter the treatment teams of 18 clients" in other
    assert people.aino.name not in other
    assert "1 coach" in other


def test_a_team_that_had_nobody_is_told_that_nothing_small_would_raise_its_score(page, people):
    page.sign_in(people.matti)

    page.get("reviews.show_card", team="kokkola", on="1999-12-31")

    assert "The records show no small change that would raise the score." in advice(page)


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_sentence_with_its_numbers(app, action):
    step = Step(60, "1", "7")
    one = Suggestion("V6", action, 1, {"V6": 1}, False, 180, {"1": 3}, ("7",), (step,) * 3, HALF)
    result = InsufficientData(
        "V6", "ips25-2008", Window(TODAY - 55 * DAY, TODAY), "no_specialist", HALF, HALF
    )

    with app.test_request_context():
        told = suggestion_words.action(one, result)

    assert "%(" not in told
    assert re.search(r"\d", told)
