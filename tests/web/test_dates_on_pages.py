"""Dates in words on the pages."""

from __future__ import annotations

from coaching import clock

WEEKDAYS = ["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"]


def test_my_day_names_the_weekday_in_its_basic_form_in_finnish(page, people):
    page.sign_in(people.aino, "fi")
    today = clock.today()

    page.get("days.my_day")

    named = f"{WEEKDAYS[today.weekday()]} {today.day}.{today.month}.{today.year}, viikko"
    assert named in page.main
