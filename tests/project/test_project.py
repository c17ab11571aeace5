"""Rules about the project's own files."""

from __future__ import annotations

import re

import pytest

from tests.project.source import ROOT, files, modules, name_of

TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "bench", "coaching", "docs",
    "fidelity", "forms", "instance", "migrations", "pyproject.toml", "requirements.txt", "run.py",
    "static", "templates", "tests", "translations",
}  # fmt: skip
NOT_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
TEXTS = (".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".po", ".yml", ".mako", ".svg")
MACHINE_PATHS = re.compile(r"(?<![\w./])/(work|farm|root|home/\w+|Users/\w+)/")
INDEX_OPTIONS = re.compile(r"^\s*(--(extra-)?index-url|--find-links|-i\s|-f\s)|https?://", re.M)
LONGEST_MODULE = 400
MIGRATIONS = ROOT / "migrations" / "versions"
"""Lists of tables and columns, written once and never edited: long where the change is."""


def test_nothing_else_stands_at_the_top():
    assert {path.relative_to(ROOT).parts[0] for path in files()} <= TOP_LEVEL


def test_only_its_gitignore_is_in_the_instance_folder():
    inside = [name_of(path) for path in files() if name_of(path).startswith("instance/")]

    assert inside == ["instance/.gitignore"]


def test_no_package_hides_behind_a_test_folder():
    assert not [name for path in files(".py") if (name := name_of(path)).startswith("tests/")
                and name.endswith("__init__.py")]  # fmt: skip


@pytest.mark.parametrize("path", [p for p in files(".py") if p.parent != MIGRATIONS], ids=name_of)
def test_a_file_of_code_stays_readable(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= LONGEST_MODULE, "split it by subject"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_is_named_for_its_subject(path):
    assert not NOT_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)


def test_no_file_holds_a_path_of_one_machine():
    found = [
        f"{name_of(path)}: {line.strip()}"
        for path in files(*TEXTS)
        for line in path.read_text(encoding="utf-8").splitlines()
        if MACHINE_PATHS.search(line) and "MACHINE_PATHS" not in line
    ]

    assert not found


@pytest.mark.parametrize("lock", ["requirements.txt", ".ci/requirements-dev.txt"])
def test_a_lock_holds_hashes_and_names_no_package_host(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^[\w.\[\]-]+==\S+.*\\\n +--hash=sha256:[0-9a-f]{64}", text, re.M)

    assert len(pinned) == len(re.findall(r"^[\w.\[\]-]+==", text, re.M)) > 20
    assert not INDEX_OPTIONS.search(text)


def test_the_development_lock_holds_the_same_versions_as_the_lock():
    runtime, development = (
        dict(re.findall(r"^([\w.\[\]-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.M))
        for lock in ("requirements.txt", ".ci/requirements-dev.txt")
    )

    assert runtime.items() <= development.items()


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [int(n) for n in re.findall(r"^(\d+)\.", text, re.M)] == list(range(1, 16))
    assert "Appendix" in text
