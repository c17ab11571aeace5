"""The programs under bench/ run: what they print at full size can be had again."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from bench.cases import CASES
from tests.project.source import ROOT

SMALL = ("--clients", "200", "--contacts", "2000")


def run(program, *words):
    """Run one of the programs in a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", ROOT / "bench" / program, *words],
        cwd=ROOT, text=True, capture_output=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A folder with a small organisation, and what filling it said."""
    folder = tmp_path_factory.mktemp("bench") / "small"
    return folder, run("fill.py", "--folder", folder, *SMALL)


def test_an_organisation_is_filled_and_described(filled):
    _folder, done = filled

    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^filled [\d,]+ rows in [\d.]+ s", done.stdout, re.M)
    assert "2,000 contact," in done.stdout
    assert "200 service_period," in done.stdout


def test_what_is_filled_is_used_again(filled):
    folder, _done = filled

    again = run("fill.py", "--folder", folder, *SMALL)

    assert (again.returncode, again.stderr) == (0, "")
    assert "filled" not in again.stdout
    assert "200 service_period," in again.stdout


def test_a_database_of_another_size_is_left_alone(filled):
    folder, _done = filled

    other = run("fill.py", "--folder", folder, "--clients", "300", "--contacts", "2000")

    assert other.returncode == 1
    assert "Name another one" in other.stderr


def test_a_folder_with_a_key_of_its_own_is_left_alone(tmp_path):
    (tmp_path / "secret.key").write_bytes(b"somebody's key")

    done = run("fill.py", "--folder", tmp_path, *SMALL)

    assert done.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert (tmp_path / "secret.key").read_bytes() == b"somebody's key"


def test_every_page_gets_its_figures(filled):
    folder, _done = filled

    done = run("pages.py", "--folder", folder, *SMALL, "--runs", "3")

    assert (done.returncode, done.stderr) == (0, "")
    assert "SQLite 3." in done.stdout
    assert "of 3 runs" in done.stdout
    rows = [line for line in done.stdout.splitlines() if line.startswith(("coach,", "leader,"))]
    assert [row[:40].strip() for row in rows] == [str(case) for case in CASES]
    for row, case in zip(rows, CASES, strict=True):
        numbers = [float(word) for word in row[40:].split()]
        assert len(numbers) == (8 if case.sentences else 6), row
        assert min(numbers) > 0, row


def test_word_copies_of_all_forms_get_their_figures():
    done = run("copies.py", "--runs", "2")

    assert done.stderr == ""
    assert "of 2 runs" in done.stdout
    rows = [line for line in done.stdout.splitlines() if not line.startswith("milliseconds")]
    names = [f"form {letter}" for letter in "ABCDE"]
    assert [row[:14].strip() for row in rows] == [*names, "all five", "package"]
    figures = {row[:14].strip(): [float(word) for word in row[14:].split()] for row in rows}
    assert all(0 < median <= slowest for median, slowest in figures.values())
    # The five are told together: their sum lies above each of them.
    assert figures["all five"][0] > max(figures[name][0] for name in names)


def test_a_team_file_is_measured():
    done = run("team_file.py", "--contacts", "200")

    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^read +[\d.]+ s", done.stdout, re.M)


def test_the_live_card_is_measured_beside_its_bare_queries(filled):
    folder, _done = filled

    done = run("card.py", "--folder", folder, *SMALL, "--runs", "2")

    assert (done.returncode, done.stderr) == (0, "")
    told = dict(re.findall(r"^(card|bare) +([\d.]+) ms", done.stdout, re.M))
    assert float(told["card"]) > float(told["bare"]) > 0
