"""The scale as data: what is shipped is whole, and a hole in it is named."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import fidelity.scale
from fidelity.scale import BrokenScale, Kind, UnknownScale, load, read, versions

SHIPPED = (Path(fidelity.scale.__file__).parent / "scales" / "ips25_2008.toml").read_text("utf-8")

# Percentages and counts of the worked cases at each edge, both sides: value, points.
EDGES = {
    "S2": [
        ("100", 5),
        ("96", 5),
        ("959/10", 4),
        ("90", 4),
        ("899/10", 3),
        ("75", 3),
        ("749/10", 2),
        ("60", 2),
        ("599/10", 1),
        ("0", 1),
    ],
    "S3": [("6", 5), ("5", 4), ("4", 3), ("1", 3)],
    "V5": [
        ("100", 5),
        ("90", 5),
        ("899/10", 4),
        ("75", 4),
        ("749/10", 3),
        ("50", 3),
        ("499/10", 2),
        ("25", 2),
        ("249/10", 1),
        ("0", 1),
    ],
    "V8": [
        ("100", 5),
        ("85", 5),
        ("849/10", 4),
        ("70", 4),
        ("699/10", 3),
        ("60", 3),
        ("599/10", 2),
        ("50", 2),
        ("499/10", 1),
        ("5", 1),
    ],
    "V9": [
        ("85", 5),
        ("845/10", 4),
        ("70", 4),
        ("695/10", 3),
        ("60", 3),
        ("595/10", 2),
        ("50", 2),
        ("495/10", 1),
        ("80", 4),
    ],
    "V10": [
        ("95", 5),
        ("949/10", 4),
        ("85", 4),
        ("849/10", 3),
        ("75", 3),
        ("749/10", 2),
        ("65", 2),
        ("649/10", 1),
        ("64", 1),
    ],
    "V13": [
        ("65", 5),
        ("649/10", 4),
        ("50", 4),
        ("499/10", 3),
        ("40", 3),
        ("399/10", 2),
        ("31", 2),
        ("30", 1),
        ("29", 1),
        ("100", 5),
    ],
}
COMPONENTS = {
    "O2": (1, 1, 2, 3, 4, 5),
    "O5": (1, 1, 2, 3, 4, 5),
    "O7": (1, 1, 2, 3, 4, 5),
    "O8": (1, 1, 2, 2, 3, 4, 5),
    "V2": (1, 2, 3, 4, 5),
    "V14": (1, 1, 1, 2, 3, 4, 5),
}


def test_the_shipped_scale_has_its_25_items_in_order():
    scale = load("ips25-2008")

    expected = (
        [f"S{n}" for n in range(1, 4)]
        + [f"O{n}" for n in range(1, 9)]
        + [f"V{n}" for n in range(1, 15)]
    )
    assert [item.id for item in scale.items] == expected
    kinds = [item.kind for item in scale.items]
    assert [kinds.count(kind) for kind in Kind] == [13, 9, 3]


def test_every_threshold_and_band_carries_its_certainty_mark():
    scale = load("ips25-2008")

    marks = [t.mark for item in scale.items for t in item.thresholds]
    marks += [item.mark for item in scale.items if not item.thresholds]
    marks += [band.mark for band in scale.bands]
    assert set(marks) <= {"A", "B", "P"}
    assert [t.mark for t in scale.item("V4").thresholds] == ["A", "B", "B", "B"]


@pytest.mark.parametrize(
    ("item", "value", "points"),
    [(item, value, points) for item, rows in EDGES.items() for value, points in rows],
)
def test_both_sides_of_each_threshold(item, value, points):
    assert load("ips25-2008").item(item).points(Fraction(value)) == points


@pytest.mark.parametrize(("item", "points"), COMPONENTS.items())
def test_points_by_components_present(item, points):
    assert load("ips25-2008").item(item).components == points


def test_an_unknown_scale_is_named():
    with pytest.raises(UnknownScale, match="ips99"):
        load("ips99")
    assert versions() == ("ips25-2008",)


@pytest.mark.parametrize(
    ("cut", "put", "named"),
    [
        ('{ id = "fair", from = 74,', '{ id = "fair", from = 75,', "25 to 125"),
        ("[items.O7]", "[items.Q7]", "Q7"),
        ('  { points = 4, edge = 25, mark = "A" },\n', "", "S1"),
        ("edge = 21", "edge = 21", None),
        ("edge = 40", "edge = 4", "S1"),
        ('kind = "judged"', 'kind = "guessed"', "guessed"),
        ("bands = [", "bands = [[", "cannot be read"),
        ("version =", "name =", "version"),
        ('[items.V7]\nkind = "judged"\nunit = "per coach"\nmark = "B"', "", "24 items"),
    ],
)
def test_a_hole_in_a_scale_is_refused_by_name(cut, put, named):
    if named is None:
        assert read(SHIPPED.replace(cut, put)).version == "ips25-2008"
        return
    assert cut in SHIPPED
    with pytest.raises(BrokenScale, match=named):
        read(SHIPPED.replace(cut, put, 1))
