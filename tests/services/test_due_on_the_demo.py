"""Due items of the demonstration agree with a plain re-computation, for every day of a year."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.db import Database
from coaching.due import records, rules
from coaching.due.types import DueKind
from tests import plain_due
from tests.demonstrations import DAY, MOMENT

QUIET_DAYS = 28
YEAR = [DAY - timedelta(days=number) for number in range(365)]


@pytest.fixture(scope="module")
def session(demo):
    database = Database(demo.url)
    with clock.at(MOMENT), database.read() as reading:
        yield reading
    database.close()


@pytest.fixture(scope="module")
def rows(session):
    return plain_due.Rows(session)


@pytest.mark.parametrize("quarter", range(4))
def test_what_is_due_is_what_the_rows_say_on_each_day(session, rows, quarter):
    ids = [stay.id for stay in rows.stays]
    met = set()
    for day in YEAR[quarter::4]:
        facts = records.stays(session, ids, day)
        for stay in rows.stays:
            told = {
                (one.kind.value, one.since, one.on, one.job)
                for one in rules.due(facts[stay.id], day, QUIET_DAYS)
            }
            assert told == plain_due.of_stay(rows, stay, day, QUIET_DAYS), (stay.public_id, day)
            met |= {kind for kind, *_rest in told}

    assert met >= {"first_meeting", "profile", "new_profile", "talk", "quiet", "support_contact"}
    assert met <= {kind.value for kind in DueKind} - {DueKind.NEXT_STEP}


def test_every_kind_of_due_item_comes_up_somewhere_in_the_year(rows):
    # Steps agreed with employers are not of a stay; they have their own place on the first page.
    missing = {kind.value for kind in DueKind} - {DueKind.NEXT_STEP}

    for day in YEAR:
        for stay in rows.stays:
            missing -= {kind for kind, *_rest in plain_due.of_stay(rows, stay, day, QUIET_DAYS)}
        if not missing:
            break

    assert missing == set()
