"""What would raise the score most is true of the demonstration, in both teams on several days."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from coaching.accounts.models import Team
from coaching.db import Database
from coaching.reviews import facts
from fidelity.card import card, points
from fidelity.scale import load
from fidelity.suggestions import suggestions, together, worth_telling

SCALE = load("ips25-2008")
DAYS = [date(2026, 11, 24), date(2026, 8, 31), date(2026, 3, 29), date(2025, 11, 30)]


@pytest.fixture(scope="module")
def teams(demo):
    database = Database(demo.url)  # without the use log, which would write into it
    with database.read() as session:
        found = {
            team.short: facts.gather(session, team.id) for team in session.scalars(select(Team))
        }
    database.close()
    return found


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_each_of_the_first_five_raises_the_score_by_what_it_says(teams, on):
    assert len(teams) == 2
    for team, records in teams.items():
        before = card(records, team, on, SCALE)
        known = points(before.results)

        told = worth_telling(suggestions(records, on, SCALE, before.results), 5)

        assert 1 <= len(told) <= 5
        all_taken = records
        for one in told:
            after = card(one.apply(records), team, on, SCALE)
            gained = points(after.results)[one.item] - (known[one.item] or 0)
            assert gained == one.points >= 1
            assert after.totals.sum - before.totals.sum == one.total >= 1
            all_taken = one.apply(all_taken)
        expected = card(all_taken, team, on, SCALE).totals
        assert together(records, on, SCALE, told, before.results) == expected
        assert expected.sum > before.totals.sum
