"""What people type into the intake page: each field says what to mend, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.clients.models import Client
from tests.clients import how_many, keep_names, made, stay_of

TODAY = clock.today()
DAY = timedelta(days=1)

GOOD = {
    "name": "Leila Lahti",
    "birth_year": 1990,
    "language": "sv",
    "referral_source": "self",
    "wants_work": "unsure",
    "in_work_at_entry": "yes",
    "decision": "waiting",
    "decided_on": TODAY,
}


@pytest.fixture
def intake(page, people, database):
    """The intake page in front of Aino, where names are kept."""
    keep_names(database, people)
    page.sign_in(people.aino)
    return page.get("clients.take_in_client")


class TestMissing:
    def test_each_thing_that_is_asked_says_so_beside_its_field(self, intake, database):
        intake.submit("Save client", decided_on="")

        assert intake.status == 422
        asked = {
            "language": "Choose the service language.",
            "referral_source": "Choose where the client came from.",
            "wants_work": "Choose whether the client wants paid work.",
            "in_work_at_entry": "Choose whether the client is in work now.",
            "decision": "Choose the decision.",
            "decided_on": "Enter the day of the decision.",
        }
        assert {name: intake.error(name) for name in asked} == asked
        assert intake.title.startswith("Check these points: Take in a client")
        assert how_many(database) == 0


class TestDays:
    @pytest.mark.parametrize("field", ["referral_date", "entry_date", "decided_on"])
    def test_a_day_that_cannot_be_is_refused_beside_it(self, intake, database, field):
        not_a_day = "is not in the calendar. Write the date like this: 24.11.2026."
        ahead = "The date is still ahead. Choose today or an earlier day."

        for typed, words in (
            ("31.2.", f"“31.2.” {not_a_day}"),
            ("soon", f"“soon” {not_a_day}"),
            (_finnish(TODAY + DAY), ahead),
            ("1.1.2100", ahead),
        ):
            intake.submit("Save client", **{**GOOD, field: typed})

            assert intake.status == 422
            assert intake.error(field) == words
            assert (intake.field(field), intake.field("name")) == (typed, "Leila Lahti")
        assert how_many(database) == 0

    def test_a_day_without_a_year_is_the_latest_such_day(self, intake, database):
        intake.submit("Save client", **GOOD, referral_date="1.9.")

        meant = TODAY.replace(day=1, month=9)
        meant = meant if meant <= TODAY else meant.replace(year=TODAY.year - 1)
        assert stay_of(database).referral_date == meant

    def test_what_was_understood_is_shown_back_in_full(self, intake):
        intake.submit("Save client", referral_date="1.9.20", decided_on="2020-10-02")

        assert (intake.field("referral_date"), intake.field("decided_on")) == (
            "1.9.2020",
            "2.10.2020",
        )

    @pytest.mark.parametrize("field", ["entry_date", "decided_on"])
    def test_nothing_follows_from_a_referral_that_was_not_made_yet(self, intake, database, field):
        typed = {**GOOD, "referral_date": TODAY - 3 * DAY, field: TODAY - 4 * DAY}

        intake.submit("Save client", **typed)

        assert intake.status == 422
        if field == "entry_date":
            assert intake.error("entry_date") == (
                f"The client was not known to the service before {_english(TODAY - 3 * DAY)}."
                " Check the date."
            )
        else:
            assert intake.error("referral_date") == (
                "The referral cannot be later than what followed from it"
                f" ({_english(TODAY - 4 * DAY)}). Check the date."
            )
        assert how_many(database) == 0

    def test_without_a_referral_date_thirty_days_back_are_known(self, intake, database):
        intake.submit("Save client", **{**GOOD, "decided_on": TODAY - 31 * DAY})
        assert intake.error("decided_on").startswith("The client was not known to the service")

        intake.submit("Save client", decided_on=TODAY - 30 * DAY)
        assert stay_of(database).waiting_since == TODAY - 30 * DAY


class TestTexts:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("Leila 🌻 Lahti", "Leila 🌻 Lahti"),
            ("  Leila \t Lahti  ", "Leila Lahti"),
            ("\u202eitaL\u202c Lahti", "itaL Lahti"),
            ("ليلى الأحمد", "ليلى الأحمد"),
            ("A\u0308ija\u0308la\u0308", "Äijälä"),
            ("<b>O’Neil</b> & Co", "<b>O’Neil</b> & Co"),
        ],
    )
    def test_names_stay_as_people_write_them(self, intake, database, people, typed, kept):
        intake.submit(
            "Save client",
            **{**GOOD, "decision": "accepted", "name": typed, "coach": people.aino.public_id},
        )

        assert stay_of(database).client.name == kept
        assert kept in intake.main

    def test_a_text_of_a_hundred_thousand_characters_is_refused_and_kept_on_the_page(
        self, intake, database
    ):
        limits = {"name": 120, "contact_details": 200, "reason_words": 1000}
        text = "x" * 100_000

        intake.submit("Save client", **{**GOOD, **dict.fromkeys(limits, text)})

        assert intake.status == 422
        for field, limit in limits.items():
            assert intake.error(field) == (
                f"The text is {100_000 - limit} characters too long. Shorten it."
            )
            assert intake.field(field) == text
        assert how_many(database) == 0

    def test_an_identity_code_does_not_come_in(self, intake):
        fields = ("name", "contact_details", "reason_words")

        intake.submit("Save client", **{**GOOD, **dict.fromkeys(fields, "Matti 131052-308T")})

        assert {intake.error(field) for field in fields} == {
            "The text seems to hold a personal identity code. Remove it before saving."
        }

    def test_a_year_of_birth_that_cannot_be(self, intake):
        for typed, words in (
            ("1899", "Enter a number from 1900 to 2100."),
            (str(TODAY.year + 1), "The year of birth is still ahead. Check the year."),
            ("ninety", "Enter a whole number, for example 12."),
        ):
            intake.submit("Save client", **{**GOOD, "birth_year": typed})

            assert (intake.error("birth_year"), intake.field("birth_year")) == (words, typed)

    def test_a_choice_that_is_not_offered_is_refused(self, intake, database):
        for field in ("referral_source", "decision", "language", "coach"):
            intake.post("clients.take_in_client", {**GOOD, field: "another"})

            assert intake.status == 422
            assert intake.error(field)
        assert how_many(database) == 0


class TestLookAlikes:
    def test_a_client_like_one_in_sight_is_asked_about_before_anything_is_saved(
        self, intake, database, people
    ):
        intake.submit("Save client", **{**GOOD, "decision": "accepted"})
        code = stay_of(database).client.code
        intake.get("clients.take_in_client")

        intake.submit("Save client", **{**GOOD, "name": "LEILA  lahti"}, reason_words="Again?")

        assert intake.status == 422
        assert intake.error("same_person") == (
            "A client like this is known. Choose whether this is the same person."
        )
        assert f"Leila Lahti ({code}), 1990: making the profile" in intake.main
        assert intake.field("reason_words") == "Again?"
        assert how_many(database, Client) == 1

        intake.submit("Save client", same_person="somebody_else")

        assert how_many(database, Client) == 2

    def test_the_same_person_who_is_here_already_stays_one(self, intake, database):
        intake.submit("Save client", **{**GOOD, "decision": "accepted"})
        known = stay_of(database).client.public_id
        intake.get("clients.take_in_client")
        intake.submit("Save client", **GOOD)

        intake.submit("Save client", same_person=known)

        assert intake.error("same_person").startswith(
            "The client is in the service of this team already."
        )
        assert how_many(database) == 1

    def test_somebody_who_comes_back_keeps_the_code_and_gets_a_new_stay(
        self, intake, database, people
    ):
        intake.submit("Save client", **{**GOOD, "decision": "accepted"})
        first = stay_of(database)
        intake.get("clients.close_client", period_id=first.public_id)
        intake.submit("End the service", reason="studies")
        intake.get("clients.take_in_client")
        intake.submit("Save client", **{**GOOD, "decision": "accepted"})

        intake.submit("Save client", same_person=first.client.public_id)

        stay = stay_of(database)
        assert (stay.client_id, stay.client.code) == (first.client_id, first.client.code)
        assert stay.id != first.id

    def test_a_colleagues_client_of_the_same_name_is_not_told_of(self, intake, database, people):
        made(database, people.kokkola, people.bengt, name="Leila Lahti", client_birth_year=1990)

        intake.submit("Save client", **GOOD)

        assert intake.h1 == "Waiting list"
        assert how_many(database) == 2

    def test_another_year_of_birth_is_another_person(self, intake, database):
        intake.submit("Save client", **{**GOOD, "decision": "accepted"})
        intake.get("clients.take_in_client")

        intake.submit("Save client", **{**GOOD, "birth_year": 1991})

        assert how_many(database, Client) == 2


def _finnish(day):
    return f"{day.day}.{day.month}.{day.year}"


def _english(day):
    return f"{day.day} {day:%b} {day.year}".replace("Sep ", "Sept ")
