"""`rinnalla verify` and `rinnalla score`: what they find, and one line for what they cannot read."""

from __future__ import annotations

import base64
import json
import re

import pytest
from sqlalchemy import text

from tests.commands import refused, runner, surround
from tests.factories import (
    make_client,
    make_contact,
    make_employer,
    make_post,
    make_team,
    make_user,
)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch, config):
    surround(monkeypatch, config)


@pytest.fixture
def run(capsys):
    return runner(capsys)


class TestVerify:
    @pytest.fixture
    def full(self, database):
        """A database with people, clients and contacts."""
        with database.write() as session:
            team = make_team(session)
            user = make_user(session, "Aino Ahola")
            make_post(session, user, team)
            stay = make_client(session, team, user)
            make_contact(session, stay, user, note="Talked")
            make_employer(session)
        return database

    def findings(self, out):
        lines = [line.split(None, 1) for line in out.splitlines()]
        return {words.partition(":")[0]: found for found, words in lines}

    def test_says_of_each_thing_that_it_is_fine(self, run, full):
        status, out, err = run("verify")

        found = self.findings(out)
        assert (status, err) == (0, "")
        assert set(found.values()) == {"ok"}
        assert set(found) >= {
            "schema",
            "package names",
            "places",
            "one coach for a client",
            "sealed values",
        }
        assert "sealed values: 2 opened of the newest" in out

    @pytest.mark.parametrize("template", ["sqlite"], indirect=True)
    def test_names_a_foreign_key_that_is_broken(self, run, full):
        raw(full, "DELETE FROM team")

        status, out, _err = run("verify")

        assert status == 1
        assert self.findings(out)["foreign keys"] == "WRONG"
        assert re.search(r"foreign keys: [1-9]\d* broken", out)

    def test_names_places_that_are_held_beyond_what_is_owned(self, run, full):
        raw(full, "DELETE FROM coach_place")

        status, out, _err = run("verify")

        assert status == 1
        assert "WRONG places: 1 coaches hold more than they own" in out

    def test_names_a_value_that_does_not_open(self, run, full):
        with full.write() as session:
            session.execute(text("UPDATE contact SET note = (SELECT name FROM client)"))

        status, out, _err = run("verify")

        assert status == 1
        assert "WRONG sealed values" in out

    def test_another_key_is_one_line(self, run, full, config):
        config.key_path.write_bytes(base64.b64encode(bytes(32)))

        assert refused(run("verify")) == (
            "The key file is another one than the records were sealed with. Put the right key back."
        )

    def test_a_key_that_is_away_or_no_key_is_one_line(self, run, full, config):
        config.key_path.write_bytes(b"no key")
        assert refused(run("verify")).startswith("The file secret.key does not hold a key.")

        config.key_path.unlink()
        assert refused(run("verify")).startswith("The key file secret.key is missing.")

    def test_an_older_schema_is_one_line(self, run, full):
        with full.append() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '0000'"))

        assert refused(run("verify")).endswith("Run: rinnalla db upgrade")


def raw(database, statement):
    """Do what the program never does, past the foreign keys."""
    off, on = (
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
        if database.is_sqlite
        else ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
    )
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        for sentence in (off, statement, on):
            connection.exec_driver_sql(sentence)
        connection.commit()


class TestScore:
    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "points.json"
        path.write_text(json.dumps({"scale": "ips25-2008", "items": {"S1": 5, "V4": None}}))
        return path

    def test_prints_one_object(self, run, file):
        status, out, err = run("score", file, "--json")

        assert (status, err) == (0, "")
        assert json.loads(out) == {
            "scored": 1,
            "sum": 5,
            "lowest": 29,
            "highest": 125,
            "band_lowest": "not_ips",
            "band_highest": "exemplary",
        }

    def test_or_a_line_for_each_figure(self, run, file):
        status, out, _err = run("score", file)

        assert status == 0
        assert out.splitlines()[:2] == ["scored: 1", "sum: 5"]

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ('{"scale": "ips25-2008", "items": {"X9": 5}}', "X9"),
            ('{"scale": "ips26", "items": {}}', "ips26"),
            ('{"scale": "ips25-2008", "items": {"S1": 6}}', "S1"),
            ('{"scale": "ips25-2008", "items": {"S1": 2.5}}', "S1"),
            ('{"scale": "ips25-2008", "items": {"S1": true}}', "S1"),
            ('{"scale": "ips25-2008", "items": {"S1": "5"}}', "S1"),
            ('{"scale": "ips25-2008"}', "items"),
            ('{"items": {}', "not JSON"),
            ("", "not JSON"),
            ("[" * 100_000, "not JSON"),
        ],
    )
    def test_what_is_not_right_is_one_line(self, run, tmp_path, content, words):
        path = tmp_path / "points.json"
        path.write_text(content)

        told = refused(run("score", path, "--json"))

        assert told.startswith(f"{path}: ")
        assert words in told

    def test_a_file_that_is_not_text_is_one_line(self, run, tmp_path):
        path = tmp_path / "points.json"
        path.write_bytes(b"\xff\xfe\x00")

        assert refused(run("score", path)) == f"{path}: the file is not UTF-8 text"

    def test_no_file_and_a_folder_are_one_line(self, run, tmp_path):
        missing = tmp_path / "none.json"

        assert refused(run("score", missing)) == f"{missing}: No such file or directory"
        assert refused(run("score", tmp_path)) == f"{tmp_path}: Is a directory"

    def test_a_file_that_may_not_be_read_is_one_line(self, run, file, monkeypatch):
        def refuse(_path):
            raise PermissionError(13, "Permission denied", str(file))

        monkeypatch.setattr("pathlib.Path.read_bytes", refuse)

        assert refused(run("score", file)) == f"{file}: Permission denied"
