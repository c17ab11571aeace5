"""Items that count components: points by how many are present, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping

from fidelity.results import Beside
from fidelity.scale import Item

Components = Mapping[str, bool | None]
"""Parts of an item by their number: present, not, or None while nobody has said."""


def numbered(item: Item, known: Mapping[int, bool | None]) -> dict[str, bool | None]:
    """Return every component of an item by its number, None where records cannot tell."""
    return {str(number): known.get(number) for number in range(1, len(item.components))}


def points(item: Item, components: Components) -> int | None:
    """Return the points of components that are all known, None while one is open.

    Source: fidelity scale, the tables of O2 (also for O5 and O7), O8, V2 and V14.
    """
    if any(value is None for value in components.values()):
        return None
    return item.components[sum(value is True for value in components.values())]


def still_possible(item: Item, components: Components) -> dict[str, Beside]:
    """Return the least and most points once a person has said what is open."""
    present = sum(value is True for value in components.values())
    unknown = sum(value is None for value in components.values())
    return {
        "least_points": item.components[present],
        "most_points": item.components[present + unknown],
    }
