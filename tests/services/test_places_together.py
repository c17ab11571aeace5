"""Eight workers at once never give a place twice, nor one that is not owned.

The full numbers are in bench/places.py; this is a tenth of them with fixed dice.
"""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update

from coaching.caseload.models import Assignment, CoachPlace
from coaching.clients.models import ServicePeriod
from tests import together
from tests.factories import make_client


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_places_hold_with_eight_workers_released_together(config, seed):
    world = together.make_world(config.url, seed)

    result = together.run(world, workers=8, rounds=25, seed=seed)

    assert result.faults == []
    assert result.rounds == 25
    assert {"fill", "end", "move", "swap", "reopen", "change the share"} <= set(result.done)
    assert any("CaseloadFull" in name or "NoPlaceFor" in name for name in result.refused)


def test_the_last_free_place_goes_to_one_of_eight(config, database):
    world = together.make_world(config.url, seed=4, coaches=1, clients=0)
    with database.write() as session:
        together.set_share(session, world.coach_ids[0], "0.05")
        for _ in range(8):
            make_client(session, world.team_id, by=world.leader_id)

    result = together.run(world, workers=8, rounds=1, seed=0, deeds=("fill",))

    assert result.faults == []
    assert (result.done["fill"], result.refused.total()) == (1, 7)


def test_the_watch_itself_notices_what_does_not_hold(config, database):
    world = together.make_world(config.url, seed=5)
    coach, today = world.coach_ids[0], together.clock.today()
    with database.write() as session:
        together.set_share(session, coach, "0.35")
        held = session.scalars(
            select(Assignment).where(Assignment.coach_id == coach, Assignment.place.is_not(None))
        ).first()
        own = select(CoachPlace.number).where(CoachPlace.coach_id == coach)
        missing = set(range(1, 21)) - set(session.scalars(own))
        ended = {"place": None, "ended_on": today}
        mine = update(Assignment).where(Assignment.id == held.id)
        stay = update(ServicePeriod).where(ServicePeriod.id == held.period_id)
        row = {"public_id": "y" * 26, "row_version": 1, "period_id": held.period_id, "since": today}

        def after(statement):
            with session.begin_nested() as savepoint:
                session.execute(statement)
                found = together.faults(session, world)
                savepoint.rollback()
            return " ".join(found)

        assert together.faults(session, world) == []
        extra = insert(CoachPlace).values(coach_id=coach, number=min(missing))
        assert f"coach {coach} owns 7" in after(extra)
        assert "with 0 coaches" in after(mine.values(**ended))
        assert "waiting with 1 coaches" in after(stay.values(status="waiting"))
        assert "share a day" in after(
            insert(Assignment).values(coach_id=coach, ended_on=today, **row)
        )
        nobody_holds = dict.fromkeys(world.coach_ids, 0)
        with session.begin_nested() as savepoint:
            session.execute(update(together.Post).values(fte=together.Decimal("0.05")))
            assert "was given clients above the 1 places owned" in " ".join(
                together.faults(session, world, nobody_holds)
            )
            savepoint.rollback()
