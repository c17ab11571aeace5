"""The use log: lines are written after the work, whatever became of it, and name ids only."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import SQLAlchemyError

from coaching import clock
from coaching.accounts.models import Setting
from coaching.caseload.models import Assignment
from coaching.clients import doors
from coaching.clients.models import Client, PeriodStatus, ServicePeriod
from coaching.errors import NotThere
from coaching.reviews import facts
from coaching.uselog import service as uselog
from coaching.uselog.models import UseLogLine, UseLogPeriod
from coaching.uselog.types import Action, Basis, Origin, origin
from tests.factories import make_client, make_contact

MOMENT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def lines(database):
    """Return every line as action, user, basis, address, stays and detail."""
    with database.read() as session:
        return [
            (
                row.action,
                row.user_id,
                row.basis,
                row.address,
                session.scalars(
                    select(UseLogPeriod.period_id)
                    .where(UseLogPeriod.line_id == row.id)
                    .order_by(UseLogPeriod.period_id)
                ).all(),
                json.loads(row.detail),
            )
            for row in session.scalars(select(UseLogLine).order_by(UseLogLine.id))
        ]


@pytest.fixture
def stays(database, people):
    """Leila, whom Aino coaches, and Onni, whom Cilla does."""
    with database.write() as session:
        leila = make_client(session, people.kokkola, people.aino, name="Leila Lahti")
        onni = make_client(session, people.pietarsaari, people.cilla, name="Onni Ojala")
        make_contact(session, leila, people.aino, note="Talked about mornings")
        return leila, onni


class TestWriting:
    def test_a_line_tells_who_did_what_on_which_ground_and_from_where(self, database):
        before = origin.set(Origin("request1", "/clients/<period_id>", "192.0.2.7"))
        try:
            with clock.at(MOMENT), database.write() as session:
                uselog.note(session, 7, Action.VIEW, Basis.COACHING, [3, 2, 3], fields=["a"], n=1)
        finally:
            origin.reset(before)

        assert lines(database) == [
            ("view", 7, "coaching", "/clients/<period_id>", [2, 3], {"fields": ["a"], "n": 1})
        ]
        with database.read() as session:
            row = session.scalars(select(UseLogLine)).one()
            assert (row.at, row.remote, row.request_id) == (MOMENT, "192.0.2.7", "request1")

    def test_without_a_request_it_is_of_the_command_line(self, database):
        with database.write() as session:
            uselog.note(session, None, Action.SETTINGS)

        assert lines(database) == [("settings", None, None, "command line", [], {})]

    def test_lines_of_one_block_keep_their_order(self, database):
        with database.read() as session:
            for action in (Action.VIEW, Action.LIST, Action.REFUSED):
                uselog.note(session, 1, action)

        assert [line[0] for line in lines(database)] == ["view", "list", "refused"]

    def test_nothing_noted_writes_nothing(self, database):
        with database.read() as session:
            session.execute(select(Setting))

        assert lines(database) == []

    def test_work_that_is_undone_leaves_its_line_all_the_same(self, database):
        def half_done():
            with database.write() as session:
                session.add(Setting(name="half", value="1"))
                session.flush()
                uselog.note(session, 1, Action.CHANGE, Basis.COACHING, [9])
                raise RuntimeError

        with pytest.raises(RuntimeError):
            half_done()

        assert [line[0] for line in lines(database)] == ["change"]
        with database.read() as session:
            assert session.get(Setting, "half") is None

    def test_a_line_is_there_only_after_the_work_has_ended(self, database):
        with database.read() as session:
            uselog.note(session, 1, Action.VIEW)
            assert lines(database) == []

        assert len(lines(database)) == 1

    @pytest.mark.parametrize("writes", [False, True])
    def test_when_it_cannot_be_written_the_block_fails(self, database, writes):
        with database.append() as session:
            session.execute(text("ALTER TABLE use_log RENAME TO elsewhere"))

        with (
            pytest.raises(SQLAlchemyError),
            database.write() if writes else database.read() as session,
        ):
            uselog.note(session, 1, Action.VIEW)

    def test_erasing_a_client_leaves_the_ids(self, database, people, stays):
        leila, _onni = stays
        with database.read() as session:
            doors.open_record(session, people.aino.actor, leila.public_id, Basis.COACHING)

        with database.write() as session:
            session.execute(text("DELETE FROM contact"))
            session.execute(delete(Assignment).where(Assignment.period_id == leila.id))
            session.execute(delete(PeriodStatus).where(PeriodStatus.period_id == leila.id))
            session.execute(delete(ServicePeriod).where(ServicePeriod.id == leila.id))
            session.execute(delete(Client).where(Client.id == leila.client_id))

        assert [line[4] for line in lines(database)] == [[leila.id]]


class TestDoors:
    def test_one_client_opened_is_one_line(self, database, people, stays):
        with database.read() as session:
            opened = doors.open_record(
                session, people.aino.actor, stays[0].public_id, Basis.PROFILE, Action.EXPORT, n=2
            )
            assert opened.client.name == "Leila Lahti"

        told = [("export", people.aino.user_id, "profile", "command line", [stays[0].id], {"n": 2})]
        assert lines(database) == told

    @pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
    def test_a_client_out_of_sight_is_not_there_and_the_line_names_the_stay(
        self, database, people, stays, name
    ):
        person = getattr(people, name)
        with pytest.raises(NotThere), database.read() as session:
            doors.open_record(session, person.actor, stays[0].public_id, Basis.COACHING)

        assert [line[:2] + line[4:5] for line in lines(database)] == [
            ("refused", person.user_id, [stays[0].id])
        ]

    def test_an_id_that_nobody_has_leaves_a_line_without_a_stay(self, database, people):
        with pytest.raises(NotThere), database.read() as session:
            doors.open_record(session, people.aino.actor, "a" * 26, Basis.COACHING)

        assert [line[:2] + line[4:] for line in lines(database)] == [
            ("refused", people.aino.user_id, [], {"reason": "no such record"})
        ]

    def test_several_are_opened_all_or_none(self, database, people, stays):
        ids = [stay.public_id for stay in stays]
        with pytest.raises(NotThere), database.read() as session:
            doors.open_records(session, people.dora.actor, ids, Basis.CASELOAD)
        with database.read() as session:
            found = doors.open_records(session, people.dora.actor, [ids[0], ids[0]], Basis.CASELOAD)
            assert [period.id for period in found] == [stays[0].id]

        assert [(line[0], line[4]) for line in lines(database)] == [
            ("refused", [stays[1].id]),
            ("view", [stays[0].id]),
        ]

    def test_a_list_names_just_what_it_shows(self, database, people, stays):
        with database.write() as session:
            for name in ("Pekka Puro", "Kaija Koski"):
                make_client(session, people.kokkola, people.aino, name=name)

        with database.read() as session:
            shown = doors.list_records(
                session,
                people.dora.actor,
                Basis.LEADING,
                select(ServicePeriod).order_by(ServicePeriod.id),
                period_id=lambda row: row.ServicePeriod.id,
                choose=lambda rows: rows[1:],
            )
            ids = [row.ServicePeriod.id for row in shown]

        assert len(ids) == 2
        assert [(line[0], line[4]) for line in lines(database)] == [("list", ids)]

    def test_a_list_that_shows_no_client_leaves_no_line(self, database, people, stays):
        with database.read() as session:
            statement = select(ServicePeriod)
            for person in (people.bengt, people.matti):
                assert not doors.list_records(
                    session,
                    person.actor,
                    Basis.COACHING,
                    statement,
                    period_id=lambda row: row.ServicePeriod.id,
                )

        assert lines(database) == []

    def test_facts_for_scoring_tell_who_computed_them_and_hold_no_words(
        self, database, people, stays
    ):
        leila, _onni = stays
        on = clock.today()
        with database.read() as session:
            found = facts.collect(session, people.dora.actor, people.kokkola.id, on)
            words = ("Leila", leila.client.code, "mornings")

        assert not [word for word in words if word in repr(found)]
        assert [line[:3] + line[5:] for line in lines(database)] == [
            (
                "compute",
                people.dora.user_id,
                "fidelity",
                {"team": people.kokkola.id, "on": on.isoformat()},
            )
        ]
