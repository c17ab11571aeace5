"""The waiting list: what coaches and the leader see, taking from it, moving on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from tests.clients import coach_of, filled, keep_names, made, stay_of

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def line(page, people, database):
    """Three clients who wait, the longest first, by public id; nobody is signed in yet."""
    keep_names(database, people)
    waits = {"Ulla": 40, "Otto": 31, "Pia": 12}
    return [
        made(database, people.kokkola, name=f"{name} Virta", referred=TODAY - days * DAY)
        for name, days in waits.items()
    ]


def order(page):
    return [row[1].split(" ")[0] for row in page.table()[1:]]


class TestList:
    def test_an_empty_one_says_what_will_be_here(self, page, people):
        page.sign_in(people.aino)

        page.get("caseload.waiting_list")

        assert "Nobody is waiting. A client who finds no free place is put here." in page.main

    def test_a_coach_sees_code_date_and_order_and_takes_the_first(
        self, page, people, database, line
    ):
        codes = [stay_of(database, stay).client.code for stay in line]
        page.sign_in(people.aino)

        page.get("caseload.waiting_list")

        assert [row[:2] for row in page.table()[1:]] == [
            [f"{n}.", code] for n, code in enumerate(codes, start=1)
        ]
        assert [row[2].split(" ", 3)[3] for row in page.table()[1:]] == [
            "40 days ago", "31 days ago", "12 days ago",
        ]  # fmt: skip
        assert "Virta" not in page.main
        taking = [words for words in page.links if words.startswith("Take from the list")]
        assert taking == [f"Take from the list: {codes[0]}"]
        assert not [words for words in page.links if words.startswith("Move:")]

    def test_the_leader_sees_all(self, page, people, line):
        page.sign_in(people.dora)

        page.get("caseload.waiting_list")

        assert order(page) == ["Ulla", "Otto", "Pia"]
        assert {"Take from the list: Pia Virta", "Move: Pia Virta"} <= set(page.links)
        page.follow("Otto Virta")
        assert page.h1 == "Client"

    def test_another_teams_list_is_not_shown(self, page, people, line):
        page.sign_in(people.cilla)

        page.get("caseload.waiting_list")

        assert "Nobody is waiting." in page.main

    def test_is_not_there_for_people_without_a_post(self, page, people):
        for person in (people.matti, people.ylva):
            page.sign_in(person)
            assert page.get("caseload.waiting_list").status == 404


class TestTaking:
    def test_a_coach_takes_the_first_to_herself(self, page, people, database, line):
        page.sign_in(people.aino)
        page.get("caseload.take_from_list", period_id=line[0])
        assert "Virta" not in page.text
        assert page.options("coach") == ["", people.aino.public_id]

        page.submit("Take from the list")

        assert page.messages == ["The client has a coach now"]
        assert "Ulla Virta" in page.main
        assert coach_of(database, line[0]) == people.aino.user_id

    def test_a_coach_who_passes_the_order_by_is_refused(self, page, people, database, line):
        page.sign_in(people.aino)
        page.get("caseload.take_from_list", period_id=line[1])

        page.submit("Take from the list", on=TODAY - DAY)

        assert page.status == 422
        assert page.messages == [
            "Check these points Somebody else is first on the waiting list."
            " Take the first one, or ask the team leader."
        ]
        assert page.field("on") == f"{(TODAY - DAY).day}.{(TODAY - DAY).month}.{TODAY.year}"
        assert coach_of(database, line[1]) is None

    def test_a_full_coach_is_refused(self, page, people, database, line):
        filled(database, people.kokkola, people.aino, 20)
        page.sign_in(people.aino)
        page.get("caseload.take_from_list", period_id=line[0])

        page.submit("Take from the list")

        assert page.error("coach") == (
            "Aino Ahola: all 20 places are taken."
            " The client stays on the waiting list until a place opens or another coach is chosen."
        )
        assert stay_of(database, line[0]).status == "waiting"

    def test_the_leader_gives_the_first_to_anybody_and_another_one_with_a_reason(
        self, page, people, database, line
    ):
        page.sign_in(people.dora)
        page.get("caseload.take_from_list", period_id=line[2])
        page.submit("Take from the list", coach=people.bengt.public_id)
        assert page.status == 422
        assert page.error("reason") == (
            "The order of the waiting list is passed by only with a reason. Write the reason."
        )

        page.submit("Take from the list", reason="Speaks Swedish only")
        assert coach_of(database, line[2]) == people.bengt.user_id
        page.get("caseload.take_from_list", period_id=line[0])
        page.submit("Take from the list", coach=people.aino.public_id)

        assert coach_of(database, line[0]) == people.aino.user_id

    def test_a_day_that_cannot_be_is_refused_beside_it(self, page, people, database, line):
        page.sign_in(people.aino)
        page.get("caseload.take_from_list", period_id=line[0])

        for typed, words in (
            ("31.2.", "“31.2.” is not in the calendar."),
            (TODAY + DAY, "The date is still ahead."),
            (TODAY - 41 * DAY, "The client was not known to the service before "),
        ):
            page.submit("Take from the list", on=typed)

            assert page.error("on").startswith(words)
        assert coach_of(database, line[0]) is None

    def test_from_18_on_a_notice_says_that_the_next_may_have_to_wait(
        self, page, people, database, line
    ):
        filled(database, people.kokkola, people.aino, 17)
        page.sign_in(people.aino)
        page.get("caseload.take_from_list", period_id=line[0])

        page.submit("Take from the list")

        assert page.messages[1].startswith("Aino Ahola: 18 of 20 places are taken.")

    def test_who_was_taken_meanwhile_is_not_there_any_more(self, page, people, database, line):
        page.sign_in(people.aino)
        page.get("caseload.take_from_list", period_id=line[0])
        page.submit("Take from the list")
        page.sign_in(people.bengt)

        assert page.get("caseload.take_from_list", period_id=line[0]).status == 404

    def test_is_not_there_for_others(self, page, people, line):
        for person in (people.cilla, people.matti, people.ylva):
            page.sign_in(person)
            assert page.get("caseload.take_from_list", period_id=line[0]).status == 404


class TestMoving:
    def test_the_leader_moves_one_with_a_reason_that_coaches_do_not_read(self, page, people, line):
        page.sign_in(people.dora)
        page.get("caseload.move_on_list", period_id=line[2])
        assert page.field("position") == "3"

        page.submit("Move", position=1, reason="A morning shift is free")

        assert page.messages == ["The order of the waiting list has changed"]
        assert order(page) == ["Pia", "Ulla", "Otto"]
        assert "Moved: A morning shift is free" in page.main
        page.sign_in(people.aino)
        page.get("caseload.waiting_list")
        assert "morning" not in page.main

    def test_what_is_missing_or_cannot_be_is_said_beside_the_field(self, page, people, line):
        page.sign_in(people.dora)
        page.get("caseload.move_on_list", period_id=line[2])

        for typed, field, words in (
            ({"position": 1}, "reason", "Write the reason."),
            ({"position": "", "reason": "Because"}, "position", "Enter the new position."),
            ({"position": 0}, "position", "Enter a number from 1 to 10000."),
            ({"position": "one"}, "position", "Enter a whole number, for example 12."),
            ({"reason": "x" * 501}, "reason", "The text is 1 character too long. Shorten it."),
        ):
            page.submit("Move", **typed)

            assert page.status == 422
            assert page.error(field) == words
        page.get("caseload.waiting_list")
        assert order(page) == ["Ulla", "Otto", "Pia"]

    def test_is_the_leaders_alone(self, page, people, line):
        for person in (people.aino, people.cilla, people.matti, people.ylva):
            page.sign_in(person)
            assert page.get("caseload.move_on_list", period_id=line[0]).status == 404

    def test_a_client_who_does_not_wait_has_no_place_in_the_list(self, page, people, database):
        stay = made(database, people.kokkola, people.aino)
        page.sign_in(people.dora)

        assert page.get("caseload.move_on_list", period_id=stay).status == 404
