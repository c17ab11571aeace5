"""My day: places, my clients, latest contacts and the strip; the team for its leader."""

from __future__ import annotations


def test_opens(page, people):
    page.sign_in(people.aino)
    page.get("days.my_day")
    assert page.h1 == "My day"
    page.get("contacts.new_contact")
