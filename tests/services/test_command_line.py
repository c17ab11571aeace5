"""The command `rinnalla`: what it does, and one clear line for everything that goes wrong."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys

import pytest
from sqlalchemy import select

from coaching import cli, migrating
from coaching.accounts import service as accounts
from coaching.accounts.models import User, UserGrant
from coaching.config import Config
from coaching.opening import open_database
from tests.commands import refused, runner, surround
from tests.project.source import ROOT

PASSWORD = "kolme kaunista kuusta"


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch, config):
    surround(monkeypatch, config)


@pytest.fixture
def run(capsys):
    return runner(capsys)


class TestUserAdd:
    def add(self, run, monkeypatch, *options, typed=f"{PASSWORD}\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return run("user", "add", "--password-stdin", *options)

    def grants(self, config):
        database = open_database(config)
        with database.read() as session:
            query = select(User.user_name, UserGrant.grant).outerjoin(
                UserGrant, UserGrant.user_id == User.id
            )
            found = {tuple(row) for row in session.execute(query)}
        database.close()
        return found

    def test_the_first_one_is_administrator_and_the_second_is_not(self, run, monkeypatch, config):
        first = self.add(run, monkeypatch, "--name", "Ylva Öst", "--user-name", "Ylva")
        second = self.add(run, monkeypatch, "--name", "Aino Ahola", "--user-name", "aino")

        assert first == (0, "Added ylva, administrator.\n", "")
        assert second == (0, "Added aino.\n", "")
        assert self.grants(config) == {("ylva", "administrator"), ("aino", None)}

    def test_another_administrator_is_added_when_asked_for(self, run, monkeypatch, config):
        self.add(run, monkeypatch, "--name", "Ylva Öst", "--user-name", "ylva")

        told = self.add(
            run, monkeypatch, "--name", "Yrjö Ylä", "--user-name", "yrjo", "--administrator"
        )

        assert told == (0, "Added yrjo, administrator.\n", "")
        assert ("yrjo", "administrator") in self.grants(config)

    def test_the_person_signs_in_with_the_password_and_need_not_change_it(
        self, run, monkeypatch, config
    ):
        self.add(run, monkeypatch, "--name", "Ylva Öst", "--user-name", "ylva",
                 typed=f" {PASSWORD} ä \n")  # fmt: skip

        database = open_database(config)
        with database.read() as session:
            accounts.check_sign_in(session, "ylva", f" {PASSWORD} ä ", "192.0.2.7")
            assert not session.scalars(select(User)).one().must_change_password
        database.close()

    def test_what_is_left_out_is_asked(self, run, monkeypatch, config):
        asked = []
        answers = iter(["Ylva Öst", "ylva", PASSWORD, PASSWORD])
        for name in ("builtins.input", "coaching.cli.getpass.getpass"):
            monkeypatch.setattr(name, lambda question: asked.append(question) or next(answers))

        told = run("user", "add")

        assert told == (0, "Added ylva, administrator.\n", "")
        assert asked == ["Name: ", "User name: ", "Password: ", "Password again: "]

    def test_two_passwords_that_differ_add_nobody(self, run, monkeypatch, config):
        answers = iter([PASSWORD, PASSWORD + "!"])
        monkeypatch.setattr("coaching.cli.getpass.getpass", lambda _question: next(answers))

        told = run("user", "add", "--name", "Ylva Öst", "--user-name", "ylva")

        assert refused(told) == "The passwords differ. Nobody was added."
        assert self.grants(config) == set()

    @pytest.mark.parametrize(
        ("options", "typed", "words"),
        [
            ([], "short\n", "Use at least 12 characters."),
            ([], "", "Use at least 12 characters."),
            (
                [],
                "salasana12345\n",
                "The password is easy to guess. Use a long phrase of your own.",
            ),
            (["--name", " "], None, "Name: type 1 to 120 characters. Nobody was added."),
            (["--name", "x" * 121], None, "Name: type 1 to 120 characters. Nobody was added."),
            (["--user-name", ""], None, "User name: type 1 to 80 characters. Nobody was added."),
            (
                ["--user-name", "x" * 81],
                None,
                "User name: type 1 to 80 characters. Nobody was added.",
            ),
        ],
    )
    def test_what_is_not_right_is_one_line_and_adds_nobody(
        self, run, monkeypatch, config, options, typed, words
    ):
        told = self.add(
            run,
            monkeypatch,
            *["--name", "Ylva Öst", "--user-name", "ylva", *options],
            typed=f"{PASSWORD}\n" if typed is None else typed,
        )

        assert refused(told) == words
        assert self.grants(config) == set()

    def test_a_user_name_that_is_taken_is_refused_also_in_capitals(self, run, monkeypatch, config):
        self.add(run, monkeypatch, "--name", "Ylva Öst", "--user-name", "ylva")

        told = self.add(run, monkeypatch, "--name", "Ylva Ås", "--user-name", "YLVA")

        assert "user name" in refused(told)
        assert len(self.grants(config)) == 1

    def test_without_anybody_to_answer_it_says_so(self, run, monkeypatch):
        monkeypatch.setattr("sys.stdin", io.StringIO(""))

        status, asked, told = run("user", "add")

        assert (status, asked) == (1, "Name: ")
        assert told == (
            "rinnalla: Something was asked, but nobody can answer here. Give it as an option.\n"
        )


class TestDatabase:
    def test_upgrade_makes_folder_key_and_tables_and_can_be_run_again(
        self, run, monkeypatch, tmp_path
    ):
        folder = tmp_path / "deep" / "new"
        monkeypatch.setenv("RINNALLA_INSTANCE", str(folder))
        monkeypatch.setenv("RINNALLA_DATABASE_URL", "")

        for _ in range(2):
            told = run("db", "upgrade")
            assert told == (0, f"The database is at schema {migrating.head()}.\n", "")
        assert {path.name for path in folder.iterdir()} >= {"rinnalla.db", "secret.key"}
        assert run("verify")[0] == 0

    @pytest.mark.parametrize("command", [["verify"], ["serve"]])
    def test_before_that_it_says_what_to_run_and_makes_nothing(
        self, run, monkeypatch, tmp_path, command
    ):
        folder = tmp_path / "empty"
        folder.mkdir()
        monkeypatch.setenv("RINNALLA_INSTANCE", str(folder))
        monkeypatch.setenv("RINNALLA_DATABASE_URL", "")

        told = refused(run(*command))

        assert told == "The database has no tables yet. Run: rinnalla db upgrade"
        assert not (folder / "rinnalla.db").exists()

    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("nonsense", "RINNALLA_DATABASE_URL begins with sqlite:/// or postgresql://."),
            ("mysql://x/y", "RINNALLA_DATABASE_URL begins with sqlite:/// or postgresql://."),
            (
                "postgresql://nobody@/none?host=%2Fnowhere",
                "The database cannot be reached. Check RINNALLA_DATABASE_URL and that it runs.",
            ),
        ],
    )
    def test_one_that_cannot_be_reached_is_one_line(self, run, monkeypatch, url, words):
        monkeypatch.setenv("RINNALLA_DATABASE_URL", url)

        for command in (["verify"], ["db", "upgrade"], ["serve"]):
            assert refused(run(*command)) == words

    def test_a_file_that_is_no_database_is_one_line(self, run, monkeypatch, tmp_path):
        file = tmp_path / "letter.db"
        file.write_bytes(b"Dear all, " * 500)
        monkeypatch.setenv("RINNALLA_DATABASE_URL", f"sqlite:///{file}")

        for command in (["verify"], ["db", "upgrade"]):
            assert "file is not a database" in refused(run(*command))
        assert file.read_bytes() == b"Dear all, " * 500


def run_apart(config, *arguments):
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "coaching.cli", *arguments],
        cwd=ROOT,
        env={
            "RINNALLA_INSTANCE": str(config.instance),
            "RINNALLA_DATABASE_URL": config.database_url,
            "PATH": os.environ["PATH"],
        },
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )


class TestServe:
    def test_a_port_that_is_taken_is_said(self, config, database):
        # Apart, since the server leaves its sockets to the end of the process.
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]

            ran = run_apart(config, "serve", "--port", str(port))

        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr == (
            f"rinnalla: Cannot listen on 127.0.0.1:{port}: Address already in use."
            " Choose another --port.\n"
        )

    @pytest.mark.parametrize("port", [65_536, -1])
    def test_a_number_that_is_no_port_is_said(self, run, database, port):
        assert refused(run("serve", f"--port={port}")) == (
            f"{port} is no port. Choose one from 1 to 65535."
        )

    def test_an_address_of_nobody_is_said(self, run, database):
        assert refused(run("serve", "--host", "no.such.host.invalid")) == (
            "no.such.host.invalid is no address of this machine. Check --host."
        )

    @pytest.mark.parametrize(
        ("host", "proxies", "secure"),
        [
            ("127.0.0.1", 0, False),
            ("::1", 0, False),
            ("localhost", 0, False),
            ("127.0.0.1", 1, True),
            ("192.0.2.7", 0, True),
        ],
    )
    def test_cookies_are_for_https_everywhere_but_on_plain_loopback(
        self, tmp_path, host, proxies, secure
    ):
        settings = Config(instance=tmp_path, trusted_proxies=proxies)

        assert cli._is_secure(settings, host) is secure


class TestSettings:
    def test_one_that_cannot_be_understood_is_one_line(self, run, config, monkeypatch):
        monkeypatch.setenv("RINNALLA_PORT", "many")
        assert refused(run("verify")) == "RINNALLA_PORT takes a whole number, not 'many'."
        monkeypatch.delenv("RINNALLA_PORT")

        (config.instance / "settings.toml").write_text("colour = 'red'")
        assert "unknown setting colour" in refused(run("verify"))
        (config.instance / "settings.toml").write_text("port =")
        assert refused(run("verify")).startswith("settings.toml cannot be read")

    def test_an_instance_folder_that_cannot_be_made_is_one_line(self, run, monkeypatch, tmp_path):
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("RINNALLA_INSTANCE", str(tmp_path / "file" / "below"))
        monkeypatch.setenv("RINNALLA_DATABASE_URL", "")

        assert "Not a directory" in refused(run("db", "upgrade"))


def test_the_real_command_ends_with_its_status_and_no_traceback(config, tmp_path):
    ran = run_apart(config, "score", str(tmp_path))

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == f"rinnalla: {tmp_path}: Is a directory\n"
