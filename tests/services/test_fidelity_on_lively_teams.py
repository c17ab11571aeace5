"""The live card of lively made-up teams agrees with a plain re-computation, in every item."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pytest

from coaching.accounts.models import Team
from coaching.config import Config
from coaching.reviews import live
from tests import databases, lively_teams, plain_fidelity_jobs, plain_records
from tests.told import MANAGER, told

TEAMS = 30
BACK = (0, 1, 31)
"""Days before the last one that a team knows of, on which it is looked at."""


@pytest.fixture(scope="module")
def session(sqlite_template, tmp_path_factory):
    databases.use_key()
    folder = tmp_path_factory.mktemp("lively") / "instance"
    database = databases.open_copy(
        Config(instance=databases.copy_sqlite(sqlite_template, folder)).url
    )
    with database.write() as writing:
        yield writing
        writing.rollback()
    database.close()


@pytest.fixture(scope="module")
def last_days(session):
    return lively_teams.make(session, TEAMS)


@pytest.fixture(scope="module")
def answers(session, last_days):
    teams = plain_records.read(session)
    return {
        (team, last - timedelta(days=back)): plain_fidelity_jobs.all_items(
            teams[team], last - timedelta(days=back)
        )
        for team, last in last_days.items()
        for back in BACK
    }


def test_each_computed_item_is_what_the_rows_say(session, answers):
    for (team, day), plain in answers.items():
        results = live.card_of(session, MANAGER, session.get_one(Team, team), day).results

        for item, answer in plain.items():
            assert told(results[item]) == answer, (team, day, item)


def test_the_teams_are_so_different_that_every_item_has_answers_of_many_kinds(answers):
    found = defaultdict(set)
    for plain in answers.values():
        for item, answer in plain.items():
            found[item].add((answer.if_confirmed or answer.points) if answer else None)

    assert {item: len(points) for item, points in found.items() if len(points) < 4} == {}
