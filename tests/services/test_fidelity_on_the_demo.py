"""The live card of the demonstration agrees with a plain re-computation, at 24 month-ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts.models import Team
from coaching.db import Database
from coaching.reviews import live
from tests import plain_fidelity_jobs, plain_records
from tests.demonstrations import DAY, MOMENT
from tests.told import MANAGER, told


def month_ends(number):
    """Return the last days of the months before the demonstration's day, newest first."""
    found = [DAY.replace(day=1) - timedelta(days=1)]
    while len(found) < number:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found


@pytest.fixture(scope="module")
def session(demo):
    database = Database(demo.url)
    with clock.at(MOMENT), database.read() as reading:
        yield reading
    database.close()


@pytest.fixture(scope="module")
def teams(session):
    return plain_records.read(session)


@pytest.mark.parametrize("number", range(2))
def test_each_computed_item_is_what_the_rows_say_at_each_month_end(session, teams, number):
    team = session.scalars(select(Team).order_by(Team.id)).all()[number]
    days = month_ends(24)

    for day in days:
        results = live.card_of(session, MANAGER, team, day).results
        for item, plain in plain_fidelity_jobs.all_items(teams[team.id], day).items():
            assert told(results[item]) == plain, (team.short, day, item)


def test_the_month_ends_give_points_that_go_up_and_down(teams):
    # Working time and treatment teams are told of in the lively teams.
    items = ("S1", "S3", "O3", "V4", "V5", "V6", "V8", "V9", "V10", "V12")

    found = {item: set() for item in items}
    for day in month_ends(24):
        for team in teams.values():
            answers = plain_fidelity_jobs.all_items(team, day)
            for item in items:
                found[item].add(answers[item].points if answers[item] else None)

    assert all(points - {None} for points in found.values())
    assert sum(len(points) for points in found.values()) >= 30
