"""The own week on one screen: pre-filled, changed, confirmed, corrected; asked for on My day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from coaching import clock
from coaching.contacts.types import Mode
from coaching.worktime.types import Time, WorkKind, WorkPlace
from tests.factories import make_client, make_contact, make_post
from tests.worktime import OFFICE, make_absence, make_week, rows_of

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
ADDRESS = "/worktime/2026-11-16"
FULL = 2295


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with clock.at(NOW):
        yield


@pytest.fixture
def signed_in(page, people):
    page.sign_in(people.aino)
    return page


@pytest.fixture
def met(database, people):
    """A client of Aino's whom she has met for an hour and a half at the workplace."""
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
        make_contact(session, stay, people.aino, on=MONDAY, minutes=90, place="workplace")
        make_contact(
            session, stay, people.aino, on=MONDAY, minutes=None, mode=Mode.PHONE, place=None
        )
        return stay


@pytest.fixture
def stored(database, people):
    def read(person=people.aino):
        with database.read() as session:
            return rows_of(session, person)

    return read


@pytest.fixture
def confirmed(database, people):
    """Let a week of Aino's be confirmed."""

    def put(monday=MONDAY, *times):
        with database.write() as session:
            make_week(session, people.aino, people.kokkola, monday, times)

    return put


def row(number, name):
    return f"times-{number}-{name}"


class TestMyDay:
    def test_the_four_newest_weeks_are_asked_for_with_their_links(self, signed_in, confirmed):
        confirmed(MONDAY - WEEK)

        signed_in.get("days.my_day")

        assert "Working time not confirmed yet: week 47, week 45, week 44" in signed_in.main
        assert signed_in.links["week 47"] == ADDRESS
        assert "All done" not in signed_in.main

    def test_when_all_are_confirmed_the_page_is_one_link_away(self, signed_in, confirmed):
        for number in range(4):
            confirmed(MONDAY - number * WEEK)

        signed_in.get("days.my_day")

        assert "not confirmed" not in signed_in.main
        assert "All done. New things will appear here." in signed_in.main
        signed_in.follow("Working time")
        assert signed_in.h1 == "Working time, week 43"

    def test_a_leader_is_not_asked(self, page, people):
        page.sign_in(people.dora)

        page.get("days.my_day")

        assert "Working time" not in page.main


class TestConfirming:
    def test_the_week_begins_with_what_the_contacts_hold_and_the_rest(self, signed_in, met):
        signed_in.get(ADDRESS)

        assert signed_in.h1 == "Working time, week 47"
        for words in (
            "38 h 15 min scheduled", "1 h 30 min in your contacts", "36 h 45 min left",
            "In contacts: workplace 1 h 30 min",
            "1 contact of the week has no length and adds no time.",
            "Together 38 h 15 min of 38 h 15 min.",
        ):  # fmt: skip
            assert words in signed_in.main
        assert signed_in.field(row(0, "minutes")) == "36 h 45 min"
        assert [signed_in.field(row(0, name)) for name in ("kind", "place")] == list(OFFICE)

    def test_an_ordinary_week_is_one_press_and_leads_to_the_next_one(self, signed_in, met, stored):
        signed_in.get("worktime.newest_week")
        signed_in.submit("Confirm the week")

        assert stored() == [(MONDAY, FRIDAY, *OFFICE, FULL - 90)]
        assert signed_in.messages == ["Week 47 confirmed: 38 h 15 min, as scheduled"]
        assert signed_in.h1 == "Working time, week 46"

    def test_the_last_of_the_asked_weeks_leads_back_to_my_day(self, signed_in, confirmed):
        for number in (1, 2, 3):
            confirmed(MONDAY - number * WEEK)

        signed_in.get(ADDRESS)
        signed_in.submit("Confirm the week")

        assert signed_in.address == "/"

    def test_rows_are_changed_added_and_left_out(self, signed_in, met, stored):
        signed_in.get(ADDRESS)
        typed = {
            row(0, "minutes"): "30,5", row(1, "minutes"): "3:30",
            row(1, "kind"): WorkKind.OTHER, row(1, "place"): WorkPlace.TRAVEL,
        }  # fmt: skip
        signed_in.submit("One more row", **typed)
        assert "Together 35 h 30 min of 38 h 15 min." in signed_in.main
        assert "2 h 45 min under the scheduled time." in signed_in.main
        assert stored() == []
        last = {
            row(2, "minutes"): "4 h", row(2, "kind"): WorkKind.EMPLOYMENT,
            row(2, "place"): WorkPlace.DAY_CENTRE, row(0, "minutes"): "",
        }  # fmt: skip
        signed_in.submit("Confirm the week", **last)

        assert [one[2:] for one in stored()] == [
            ("other", "travel", 210), ("employment", "day_centre", 240),
        ]  # fmt: skip
        assert signed_in.messages == [
            "Week 47 confirmed: 9 h, 29 h 15 min under the scheduled time"
        ]

    def test_the_first_row_takes_what_the_others_leave(self, signed_in, met, stored):
        signed_in.get(ADDRESS)
        travel = {"minutes": "4", "kind": "employment", "place": "travel"}
        typed = {row(1, key): one for key, one in travel.items()}
        signed_in.submit("Give the rest to the first row", **typed)
        assert signed_in.field(row(0, "minutes")) == "32 h 45 min"
        assert "Together 38 h 15 min of 38 h 15 min." in signed_in.main

        signed_in.submit("Confirm the week")

        assert [one[-1] for one in stored()] == [1965, 240]

    @pytest.mark.parametrize("typed", ["39", "much"])
    def test_the_first_row_stays_when_nothing_is_left_or_a_time_cannot_be_read(
        self, signed_in, typed
    ):
        signed_in.get(ADDRESS)
        times = {row(0, "minutes"): "30", row(1, "minutes"): typed}
        signed_in.submit("Give the rest to the first row", **times)

        assert signed_in.field(row(0, "minutes")) == "30"
        assert signed_in.field(row(1, "minutes")) == typed

    def test_more_than_is_scheduled_is_said_and_taken(self, signed_in, stored):
        signed_in.get(ADDRESS)
        signed_in.submit("Count the sum", **{row(0, "minutes"): "40"})
        assert "1 h 45 min over the scheduled time. You may confirm it as it was." in signed_in.main

        signed_in.submit("Confirm the week")

        assert [one[-1] for one in stored()] == [2400]
        assert "1 h 45 min over the scheduled time" in signed_in.messages[0]

    @pytest.mark.parametrize(
        ("name", "typed", "words"),
        [
            ("minutes", "much", "Write the time in hours like this: 3,5 or 3:30 or 3 h 30 min."),
            ("minutes", "3.30", "Write the time in hours like this: 3,5 or 3:30 or 3 h 30 min."),
            ("minutes", "169", "A week has 168 hours. Check the times."),
            ("place", "", "Choose where the time was spent."),
            ("kind", "", "Choose what the time was for."),
        ],
    )
    def test_what_cannot_be_kept_is_said_beside_its_field(
        self, signed_in, stored, name, typed, words
    ):
        signed_in.get(ADDRESS)

        filled = {"minutes": "3", "kind": "other", "place": "travel", name: typed}
        signed_in.submit(
            "Confirm the week", **{row(1, key): value for key, value in filled.items()}
        )

        assert (signed_in.status, signed_in.error(row(1, name))) == (422, words)
        assert signed_in.field(row(1, name)) in (typed, None)
        assert stored() == []

    def test_the_times_of_a_week_are_no_more_than_it_has(self, signed_in, stored):
        signed_in.get(ADDRESS)
        second = {"minutes": "100", "kind": "other", "place": "travel"}
        typed = {row(0, "minutes"): "100", **{row(1, key): one for key, one in second.items()}}
        signed_in.submit("Confirm the week", **typed)

        assert signed_in.status == 422
        assert "A week has 168 hours. Check the times." in signed_in.main
        assert stored() == []


class TestCorrecting:
    def test_a_confirmed_week_shows_its_times_and_is_corrected(self, signed_in, confirmed, stored):
        confirmed(MONDAY, Time(*OFFICE, 2295))

        signed_in.get(ADDRESS)
        assert "confirmed" in signed_in.main
        signed_in.submit("Save the correction", **{row(0, "minutes"): "38"})

        assert [one[-1] for one in stored()] == [2280]
        assert signed_in.address == ADDRESS
        assert signed_in.field(row(0, "minutes")) == "38 h"

    def test_two_tabs_of_one_week_are_put_before_the_coach(self, signed_in, stored):
        signed_in.get(ADDRESS)
        behind = signed_in.markup
        signed_in.submit("Confirm the week", **{row(0, "minutes"): "30"})
        signed_in.markup, signed_in.address = behind, ADDRESS

        signed_in.submit("Confirm the week", **{row(0, "minutes"): "20"})

        assert signed_in.status == 422
        assert "30 h" in signed_in.saved_meanwhile("times")
        assert [one[-1] for one in stored()] == [1800]
        signed_in.submit("Save the correction")
        assert [one[-1] for one in stored()] == [1200]

    def test_a_leave_entered_later_is_told(self, signed_in, confirmed, database, people, stored):
        confirmed(MONDAY, Time(*OFFICE, 2295))
        with database.write() as session:
            make_absence(session, people.aino, FRIDAY, FRIDAY + DAY)

        signed_in.get(ADDRESS)
        assert "Check it and confirm the week again." in signed_in.main
        signed_in.submit("Save the correction", **{row(0, "minutes"): "30:36"})

        assert stored() == [(MONDAY, FRIDAY - DAY, *OFFICE, 1836)]


class TestWhoseWeek:
    def test_a_week_of_leave_needs_nothing(self, signed_in, database, people):
        with database.write() as session:
            make_absence(session, people.aino, MONDAY, MONDAY + WEEK)

        signed_in.get(ADDRESS)

        assert "You are away or not in post. Nothing is asked for this week." in signed_in.main
        assert "Confirm the week" not in signed_in.buttons

    @pytest.mark.parametrize(
        "address",
        [
            "/worktime/2026-11-30",
            "/worktime/2026-11-17",
            "/worktime/2020-01-06",
            "/worktime/2026-11-16?team=pietarsaari",
        ],
    )
    def test_weeks_that_are_not_ones_own_are_not_there(self, signed_in, address):
        assert signed_in.get(address).status == 404

    def test_a_coach_of_two_teams_confirms_each(self, signed_in, database, people, stored):
        with database.write() as session:
            make_post(session, people.aino, people.pietarsaari, fte="0.4")

        signed_in.get("days.my_day")
        signed_in.follow("week 47, Pietarsaari")
        assert "15 h 18 min scheduled" in signed_in.main
        signed_in.submit("Confirm the week")

        assert [one[-1] for one in stored()] == [918]
        assert "team=kokkola" in signed_in.address
