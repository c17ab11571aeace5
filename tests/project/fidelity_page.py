"""Reads docs/fidelity.md: the section of each item, its example, and the program of its tables."""

from __future__ import annotations

import re
import runpy
from typing import Any

from fidelity.scale import load
from tests.project.source import ROOT

PAGE = ROOT / "docs" / "fidelity.md"
SCALE = load("ips25-2008")
ITEMS = [item.id for item in SCALE.items]
LEADS = ("Days", "Left out", "A person says", "Entered on")


def program() -> dict[str, Any]:
    """Return the names of the program that makes the tables."""
    return runpy.run_path(str(ROOT / "docs" / "fidelity_tables.py"))


def sections() -> dict[str, tuple[str, str]]:
    """Return heading and text of each item's section."""
    found = re.findall(
        r"^### ([SOV]\d+) ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE.read_text("utf-8"), re.M | re.S
    )
    return {item: (name, text) for item, name, text in found}


def example(item: str) -> str:
    """Return the worked example of an item on one line."""
    told = re.search(r"^\*\*Example\.\*\* (.*?)(?=\n\n|\Z)", sections()[item][1], re.M | re.S)
    assert told, f"{item} has no example"
    return " ".join(told[1].split())


def assert_says(item: str, *parts: str) -> None:
    """Assert that an example says each of the parts."""
    words = example(item)
    assert [part for part in parts if part not in words] == []
