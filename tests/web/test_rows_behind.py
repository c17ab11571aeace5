"""From any figure of the card one click leads to its records, and they add up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.accounts.models import Team
from coaching.reviews import live
from coaching.reviews.in_scale import key_of
from fidelity.results import Judged
from tests.factories import make_client, make_contact
from tests.jobs import make_job

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def team(database, people):
    """Clients of two coaches with contacts and jobs, some of which do not count."""
    with database.write() as session:
        for person in (people.aino, people.bengt):
            for number in range(6):
                stay = make_client(
                    session,
                    people.kokkola,
                    person,
                    name=f"Client {person.name} {number}",
                    entry_date=TODAY - 40 * DAY,
                )
                make_contact(session, stay, person, on=TODAY - number * DAY)
                make_contact(
                    session,
                    stay,
                    person,
                    on=TODAY - (20 + number) * DAY,
                    with_whom="employer",
                    decides="yes" if number else "no",
                    meeting_purpose="speak_for_client",
                    matches_goals=bool(number % 3),
                    reached=number != 4,
                )
            make_job(session, person, stay)
        return session.get_one(Team, people.kokkola.id)


def card(database, people, team):
    with database.read() as session:
        return live.card_of(session, people.dora.actor, team, TODAY)


@pytest.mark.parametrize("item", ["S1", "S3", "V4", "V5", "V6", "V8", "V9", "V10", "V11", "V13"])
def test_the_rows_of_a_figure_add_up_for_the_leader(page, database, people, team, item):
    result = card(database, people, team).results[item]
    counted = set(getattr(result, "counted", ())) - {row.id for row in result.left_out}
    records = {*counted, *(row.id for row in result.left_out)}
    page.sign_in(people.dora)

    page.get("reviews.show_card", team="kokkola")
    page.follow(next(words for words, to in page.links.items() if f"/items/{item}" in to))

    shown = page.table()[1:] if records else []
    assert len(shown) == len(records)
    assert sum(cells[-1] == "counted" for cells in shown) == len(counted)


def test_a_coach_sees_the_own_rows_and_how_many_more_there_are(page, database, people, team):
    result = card(database, people, team).results["V4"]
    page.sign_in(people.aino)

    page.get("reviews.show_rows", team="kokkola", item="V4")

    assert len(page.table()[1:]) == len(result.counted) // 2
    assert f"{len(result.counted) // 2} of them are colleagues’ clients’" in page.text
    assert "Client Bengt" not in page.text


def test_an_item_of_another_team_or_of_no_scale_is_not_there(page, people, team):
    page.sign_in(people.cilla)
    assert page.get("reviews.show_rows", team="kokkola", item="V4").status == 404
    page.sign_in(people.dora)
    assert page.get("reviews.show_rows", team="kokkola", item="V99").status == 404
    page.sign_in(people.matti)
    assert page.get("reviews.show_rows", team="kokkola", item="V4").status == 404


def test_every_record_behind_a_figure_is_of_a_kind_that_can_be_shown(database, people, team):
    for result in card(database, people, team).results.values():
        if isinstance(result, Judged):
            continue
        ids = {*getattr(result, "counted", ()), *(row.id for row in result.left_out)}
        assert {key_of(one)[0] for one in ids} <= {
            "client",
            "referral",
            "contact",
            "job",
            "event",
            "log",
            "coach",
        }
