"""The page on how items are worked out holds every figure of the scale, and every item."""

from __future__ import annotations

import re

import pytest

from coaching.contacts.types import PHASE_OF_PURPOSE, Purpose
from forms import contact_words  # noqa: F401 - gives the topics their words
from forms.labels import label
from forms.review import ITEMS as NAMES
from tests.project.fidelity_page import ITEMS, LEADS, PAGE, SCALE, program, sections


def rows(item: str) -> list[list[str]]:
    lines = sections()[item][1].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]


def test_the_printed_tables_are_the_newest():
    text = PAGE.read_text(encoding="utf-8")

    assert text == program()["printed"](text, SCALE)


def test_every_item_has_a_section_by_its_name_and_in_its_order():
    named = {item: name for item, (name, _text) in sections().items()}

    assert named == {item: str(NAMES[item]).replace("’", "'") for item in ITEMS}
    assert list(named) == ITEMS


@pytest.mark.parametrize("item", ITEMS)
def test_a_section_says_what_a_reviewer_asks(item):
    text = sections()[item][1]

    for lead in LEADS:
        assert f"**{lead.lower()}**" in text.lower()
    assert f"<!-- table: {item} -->" in text
    assert text.lower().count(f"\n{SCALE.item(item).kind}") == 1


@pytest.mark.parametrize("item", [item.id for item in SCALE.items if item.thresholds])
def test_every_threshold_stands_in_the_section_with_its_mark(item):
    told = [(row[0], re.findall(r"\d+", row[1]), row[-1]) for row in rows(item)]

    for step in SCALE.item(item).thresholds:
        if step.edge:  # an edge of 0 is said in words
            assert (str(step.points), [str(step.edge)], step.mark) in told


@pytest.mark.parametrize("item", [item.id for item in SCALE.items if item.components])
def test_the_points_of_every_number_of_parts_stand_in_the_section(item):
    points = SCALE.item(item).components

    assert ["Points", *map(str, points), str(SCALE.item(item).mark)] in rows(item)


@pytest.mark.parametrize("band", SCALE.bands, ids=lambda band: band.id)
def test_every_band_stands_in_the_page(band):
    row = rf"^\| {band.least} to {band.most} \| [a-z ]+ \| {band.mark} \|$"

    assert re.search(row, PAGE.read_text(encoding="utf-8"), re.M)


def test_the_phase_of_each_topic_is_told():
    told = {
        topic: row[1].replace("-", "_")
        for row in rows("S3")
        if len(row) == 2 and row[1] not in ("Phase", "---")
        for topic in row[0].split(", ")
    }

    assert told == {
        str(label(topic)): PHASE_OF_PURPOSE[topic].value if topic in PHASE_OF_PURPOSE else "none"
        for topic in Purpose
    }


def test_lines_are_short_enough_to_read():
    assert [line for line in PAGE.read_text("utf-8").splitlines() if len(line) > 110] == []
