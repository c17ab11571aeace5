"""Yearly figures: none without source and day of checking, and told when they are old."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from coaching.benefits import figures

OWN = """
[earnings_limit]
value = "1000.50"
year = 2026
verified_on = 2026-02-03
"""


def figure(**changes):
    text = OWN
    for old, new in changes.items():
        text = "\n".join(new if line.startswith(old) else line for line in text.splitlines())
    return figures.read(text, figures.load())["earnings_limit"]


def test_no_figure_is_shipped_without_its_source_and_the_day_it_was_checked():
    shipped = figures.load()

    assert "earnings_limit" in shipped
    for one in shipped.values():
        assert set(one.source) == set(one.address) == {"fi", "sv", "en"}
        assert all(address.startswith("https://") for address in one.address.values())
        assert (one.value is None) == (one.verified_on is None) == (one.year is None)


@pytest.mark.parametrize(
    ("today", "is_old"),
    [
        (date(2026, 2, 3), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),  # the figure's own year is over
        (date(2027, 2, 4), True),
    ],
)
def test_a_figure_is_old_once_its_year_is_over(today, is_old):
    assert figures.is_old(figure(), today) is is_old


@pytest.mark.parametrize(
    ("checked", "today", "is_old"),
    [
        ("2025-11-24", date(2026, 11, 24), False),
        ("2025-11-24", date(2026, 11, 25), True),
        ("2024-02-29", date(2025, 2, 28), False),
        ("2024-02-29", date(2025, 3, 1), True),
    ],
)
def test_a_figure_is_old_a_year_after_it_was_checked(checked, today, is_old):
    one = figure(year=f"year = {today.year}", verified_on=f"verified_on = {checked}")

    assert figures.is_old(one, today) is is_old


def test_a_figure_without_a_value_is_looked_up_in_any_case():
    one = figure(value='value = ""')

    assert (one.value, one.year, one.verified_on) == (None, None, None)
    assert figures.is_old(one, date(2026, 2, 3))


def test_an_organisations_own_figure_takes_the_place_of_ours_and_keeps_its_words(tmp_path):
    (tmp_path / figures.OWN_FILE).write_text(OWN, encoding="utf-8")

    own, ours = figures.load(tmp_path)["earnings_limit"], figures.load()["earnings_limit"]

    assert (own.value, own.year, own.verified_on) == (Decimal("1000.50"), 2026, date(2026, 2, 3))
    assert (own.words, own.source) == (ours.words, ours.source)


def test_without_an_own_file_the_shipped_figures_are_in_force(tmp_path):
    assert figures.load(tmp_path) == figures.load()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[earnings_limit", "not TOML"),
        ("earnings_limit = 3", "a table of its own"),
        (OWN.replace("year = 2026\n", ""), "needs its year and verified_on"),
        (OWN.replace("verified_on = 2026-02-03\n", ""), "needs its year and verified_on"),
        (OWN.replace("2026-02-03", '"soon"'), "needs its year and verified_on"),
        (OWN.replace('"1000.50"', '"about 1000"'), "write the value like this"),
        (OWN.replace('"1000.50"', '"-3"'), "write the value like this"),
        (OWN.replace("earnings_limit", "other_limit"), "other_limit: words is needed in"),
    ],
)
def test_an_own_file_that_cannot_be_used_is_refused_with_the_place(tmp_path, text, said):
    (tmp_path / figures.OWN_FILE).write_text(text, encoding="utf-8")

    with pytest.raises(figures.BrokenFigures, match=said):
        figures.load(tmp_path)
