"""The use log of a client who was taken back never becomes that of the next one."""

from __future__ import annotations

from sqlalchemy import select

from coaching.client_lists import service
from coaching.clients.models import ServicePeriod
from coaching.employers.models import ImportBatch
from coaching.uselog.models import UseLogPeriod
from tests import client_lists
from tests.client_lists import row


def test_a_stay_after_one_that_was_removed_has_no_lines_of_it(database, people):
    def bring_in(session, code):
        stage = client_lists.put(session, people.dora, people.kokkola, row(code))
        return service.save(session, people.dora.actor, stage).id

    with database.write() as session:
        batch_id = bring_in(session, "A-1")
    with database.write() as session:
        service.undo(session, people.dora.actor, session.get(ImportBatch, batch_id))
    with database.read() as session:
        logged = set(session.scalars(select(UseLogPeriod.period_id)))

    with database.write() as session:
        bring_in(session, "A-2")

    with database.read() as session:
        assert logged
        assert not logged & set(session.scalars(select(ServicePeriod.id)))
