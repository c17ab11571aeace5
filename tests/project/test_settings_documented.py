"""Every setting is told once in the settings page, with the words and default of config.py."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from coaching import config
from coaching.config import Config, SettingRefused
from tests.project.source import ROOT, files, name_of

PAGE = ROOT / "docs" / "running.md"
SETTINGS = [item for item in fields(Config) if item.name != "instance"]


def rows():
    """Return the settings table of the page: words and default by name."""
    line = re.compile(r"^\| `(RINNALLA_\w+)` \| ([^|]*) \| ([^|]*) \|$", re.M)
    return {
        name: (default.strip("`"), words) for name, default, words in line.findall(PAGE.read_text())
    }


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda item: item.name)
def test_a_setting_is_told_with_its_default_and_its_words(setting):
    default, words = rows()[f"RINNALLA_{setting.name.upper()}"]

    assert default == str(setting.default)
    assert words == setting.metadata["words"]


def test_the_page_tells_no_setting_that_is_not_there():
    there = {f"RINNALLA_{item.name.upper()}" for item in SETTINGS}

    assert set(rows()) == there | {"RINNALLA_INSTANCE"}


def test_no_other_place_reads_the_environment():
    reading = re.compile(r"os\.environ|os\.getenv|\bgetenv\(")
    found = {name_of(path) for path in files(".py") if name_of(path).startswith(
        ("coaching/", "forms/", "fidelity/")) and reading.search(path.read_text())}  # fmt: skip

    assert found == {"coaching/config.py"}


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "settings.toml").write_text('port = 9001\nlanguage = "sv"\n')

    read = config.load({"RINNALLA_INSTANCE": str(tmp_path), "RINNALLA_PORT": "9002"})

    assert (read.port, read.language) == (9002, "sv")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("prot = 1", "prot"),
        ("port = true", "whole number"),
        ('port = "many"', "whole number"),
        ('language = "de"', "fi, sv or en"),
        ("port = ", "settings.toml"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_with_words(tmp_path, line, told):
    (tmp_path / "settings.toml").write_text(line)

    with pytest.raises(SettingRefused, match=told):
        config.load({"RINNALLA_INSTANCE": str(tmp_path)})
