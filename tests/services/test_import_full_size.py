"""An import of 5,000 meetings: quick, watched, stopped and killed without a trace, undone as one."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from coaching.contacts.models import Contact
from coaching.employers import batches, import_runs, staging, undoing
from coaching.employers.models import Employer, EmployerPerson, ImportBatch, ImportRow, ImportStage
from coaching.employers.types import Outcome
from coaching.sheets import runs, workbook
from tests import sheets

ROWS = 5_000
A_MINUTE = 60


@pytest.fixture(scope="module")
def log():
    """A log of two years: 5,000 meetings with 1,200 employers by two coaches."""
    dice = random.Random(7)
    rows = []
    for n in range(ROWS):
        k = dice.randrange(1200)
        rows.append(
            sheets.employer(
                f"Työpaikka {k} Oy",
                None,
                ("Kokkola", "Perho")[k % 2],
                yhteyshenkilo=f"Maija {k}",
                asema="HR",
                puhelin="0405550199",
                paattaa="kyllä",
                pvm=date(2024, 1, 1) + timedelta(days=n % 700),
                valmentaja=("Aino", "Bengt Bäck")[n % 2],
                muistiinpanot=f"Käynti {n}",
            )
        )
    return workbook.read_bytes(sheets.register(*rows), "log.xlsx")


@pytest.fixture
def staged(database, aino, kokkola, log):
    """The log, looked at by Aino, as the public id of its stage."""
    with database.write() as session:
        return staging.put(session, aino, kokkola.id, log).public_id


def begin(database, config, actor, public_id):
    with database.write() as session:
        import_runs.begin(session, staging.find(session, actor, public_id), config.instance)
    return import_runs.start(database, config.instance, actor, public_id, "kept")


class Killed(BaseException):
    """The end of a process, as far as a thread can tell."""


def counts(database):
    tables = (Employer, EmployerPerson, Contact, ImportBatch, ImportRow)
    with database.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def stage_of(database, public_id):
    with database.read() as session:
        stage = session.scalars(select(ImportStage)).one()
        return stage.state, stage.ended


def test_comes_in_within_a_minute_and_goes_again_as_one(database, config, aino, staged):
    began = time.monotonic()
    begin(database, config, aino, staged).join(A_MINUTE)
    took = time.monotonic() - began

    employers, people, meetings, imports, rows = counts(database)
    assert took < A_MINUTE
    assert (meetings, imports, rows) == (ROWS, 1, ROWS + 1)
    assert employers == people > 1000
    with database.read() as session:
        batch = batches.list_batches(session, aino)[0]
        assert batch.meetings == batch.counts[Outcome.NEW] + batch.counts[Outcome.JOINED] == ROWS
    began = time.monotonic()
    with database.write() as session:
        told = undoing.undo(session, aino, batch.public_id)
    print(f"in: {took:.1f} s, undone: {time.monotonic() - began:.1f} s")
    assert time.monotonic() - began < A_MINUTE
    assert (told.meetings, told.kept_meetings, told.kept_employers) == (ROWS, 0, ())
    assert counts(database)[:3] == [0, 0, 0]


def test_that_is_stopped_leaves_nothing_and_can_be_begun_again(database, config, aino, staged):
    thread = begin(database, config, aino, staged)
    with database.read() as session:
        import_runs.ask_to_stop(config.instance, staging.find(session, aino, staged))
    thread.join(A_MINUTE)

    assert counts(database) == [0, 0, 0, 0, 0]
    assert stage_of(database, staged) == ("open", {"how": "stopped"})
    begin(database, config, aino, staged).join(A_MINUTE)
    assert counts(database)[2] == ROWS


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_whose_server_is_killed_leaves_nothing_and_can_be_begun_again(
    database, config, aino, staged, monkeypatch
):
    ticks = []

    def kill(run, done):
        ticks.append(done)
        if sum(ticks) > ROWS * 3 // 2:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(runs.Run, "tick", kill)
        begin(database, config, aino, staged).join(A_MINUTE)

    assert sum(ticks) > ROWS
    assert counts(database) == [0, 0, 0, 0, 0]
    assert stage_of(database, staged) == ("running", None)
    assert not runs.look(config.instance, staged).alive
    begin(database, config, aino, staged).join(A_MINUTE)
    assert counts(database)[2] == ROWS


def test_tells_how_far_it_is_to_any_process_while_it_writes(database, config, aino, staged):
    seen = []
    thread = begin(database, config, aino, staged)
    while thread.is_alive():
        seen.append(runs.look(config.instance, staged))
        time.sleep(0.05)

    done = [now.done for now in seen if now.alive]
    assert done == sorted(done)
    assert done[-1] > done[0]
    assert {now.of for now in seen if now.alive} == {3 * ROWS + 2}
