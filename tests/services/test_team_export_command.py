"""`rinnalla export`: a whole file or none, a line in the use log, one clear line when refused."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.uselog.models import UseLogLine, UseLogPeriod
from fidelity import teamfile
from tests.commands import refused, runner, surround
from tests.factories import make_assignment, make_client

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch, config):
    surround(monkeypatch, config)


@pytest.fixture
def run(capsys):
    return runner(capsys)


@pytest.fixture
def leila(database, people):
    """A client of the team, by the key of the stay."""
    with database.write() as session:
        return make_client(session, people.kokkola, people.aino).id


@pytest.fixture
def place(tmp_path):
    """Where a team goes, in a folder of its own."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "team.json"


def export(run, place, *options, team="kokkola"):
    return run("export", "--team", team, *options, place)


def lines(database):
    """Return the lines of the use log with what they say and the stays they name."""
    with database.read() as session:
        query = select(UseLogLine, UseLogPeriod.period_id).outerjoin(
            UseLogPeriod, UseLogPeriod.line_id == UseLogLine.id
        )
        return [
            (line.user_id, line.action, line.basis, json.loads(line.detail), period)
            for line, period in session.execute(query)
        ]


def test_a_team_goes_into_a_file_of_its_owner_and_leaves_a_line(
    run, database, people, leila, place
):
    told = export(run, place, team="KOKKOLA")

    words = f"Kokkola is in {place} (clients: 1, contacts: 0, names of people: no).\n"
    assert told == (0, words, "")
    raw = place.read_bytes()
    assert teamfile.read(raw).clients[0].stay.id == f"client-{leila}"
    assert lines(database) == [
        (
            None,
            "export",
            "maintenance",
            {
                "team": people.kokkola.id,
                "sha256": hashlib.sha256(raw).hexdigest(),
                "names": False,
            },
            leila,
        )
    ]
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_dash_is_standard_output(run, database, leila):
    status, out, err = export(run, "-", "--names")

    assert (status, err) == (0, "")
    assert teamfile.read(out).clients[0].name == "Leila Lahti"
    assert lines(database)[0][3]["names"] is True


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(run, database, leila, place):
    place.write_text("kept")

    assert refused(export(run, place)) == f"{place} is there already. Add --force to replace it."
    assert place.read_text() == "kept"
    assert lines(database) == []
    assert export(run, place, "--force")[0] == 0
    assert teamfile.read(place.read_bytes()).team.name == "Kokkola"
    assert list(place.parent.iterdir()) == [place]


def test_a_team_that_is_not_there_gets_one_clear_line(run, database, people, place):
    assert refused(export(run, place, team="Nowhere")).startswith("No team is called 'Nowhere'.")
    assert list(place.parent.iterdir()) == []


def test_a_folder_that_is_not_there_or_cannot_be_written_gets_one_clear_line(
    run, database, people, place, monkeypatch
):
    missing = place.parent / "missing"

    assert refused(export(run, missing / "team.json")) == f"{missing}: No such file or directory"
    assert refused(export(run, place.parent)) == f"{place.parent} is a folder. Name a file in it."
    monkeypatch.setattr("os.open", _denied)
    assert refused(export(run, place)) == f"{place.parent}: Permission denied"
    assert lines(database) == []


def test_records_that_the_format_refuses_leave_the_earlier_file_as_it_was(
    run, database, people, place
):
    with database.write() as session:
        stay = make_client(session, people.kokkola, by=people.aino)
        make_assignment(session, stay, people.aino, since=TODAY - 9 * DAY, ended_on=TODAY)
        make_assignment(session, stay, people.bengt, since=TODAY - 5 * DAY, ended_on=TODAY)
    place.write_text("kept")

    told = refused(export(run, place, "--force"))

    assert told.startswith(
        "The records do not fit the format, so nothing was written: assignments[1]"
    )
    assert refused(export(run, "-")) == told
    assert place.read_text() == "kept"
    assert list(place.parent.iterdir()) == [place]
    assert lines(database) == []


def test_a_disk_that_is_full_leaves_nothing_behind(run, database, leila, place, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    assert refused(export(run, place)) == f"{place}: No space left on device"
    assert list(place.parent.iterdir()) == []
    assert lines(database) == []


def _denied(path, *_options, **_named):
    raise PermissionError(13, "Permission denied", path)
