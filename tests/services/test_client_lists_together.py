"""One client list looked at twice and saved in the same moment comes in once, on both databases."""

from __future__ import annotations

from sqlalchemy import func, select

from coaching.client_lists import service
from coaching.client_lists.refusals import NothingToBringIn
from coaching.clients.models import ServicePeriod
from tests import client_lists, databases
from tests.at_once import together
from tests.client_lists import row


def test_a_list_saved_twice_in_the_same_moment_comes_in_once(config, database, people):
    rows = [row(f"A-{number}") for number in range(20)]
    with database.write() as session:
        stages = [
            client_lists.put(session, people.dora, people.kokkola, *rows).public_id
            for _ in range(2)
        ]

    def save(number):
        databases.use_key()
        own = databases.open_copy(config.url)
        try:
            with own.write() as session:
                stage = service.find(session, people.dora.actor, stages[number])
                service.save(session, people.dora.actor, stage)
        finally:
            own.close()

    failed = together(save, 2)

    assert [type(error) for error in failed] == [NothingToBringIn]
    with database.read() as session:
        assert session.scalar(select(func.count(ServicePeriod.id))) == 20
