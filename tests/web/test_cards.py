"""The page of the client card: changing it, what is refused, and two editors at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.accounts.models import CareTeam
from coaching.clients import cards
from tests.clients import keep_names, made, stay_of
from tests.factories import make_contact
from tests.page import Page

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def card(page, people, database):
    """Leila's card in front of Aino, where names are kept."""
    keep_names(database, people)
    with database.write() as session:
        session.add(CareTeam(name="Mental health team 2"))
    stay = made(
        database, people.kokkola, people.aino, name="Leila Lahti", client_birth_year=1990,
        referred=TODAY - 60 * DAY,
    )  # fmt: skip
    page.sign_in(people.aino)
    return page.get("clients.edit_card", period_id=stay)


class TestChanging:
    def test_the_card_is_shown_as_it_stands_and_changed(self, card, database):
        assert (card.field("name"), card.field("birth_year")) == ("Leila Lahti", "1990")
        assert card.field("referral_source") == "employment"

        card.submit(
            "Save card",
            name="Leila Laine",
            language="plain_fi",
            needs_interpreter=True,
            contact_ways=["message"],
            contact_details="040 123 4567",
            main_income=["disability_kela", "housing_pensioner"],
            referral_source="social",
            wants_work="unsure",
            in_work_at_entry="yes",
            entry_date=TODAY - 50 * DAY,
            care_team=card.options("care_team")[1],
            **{
                "other_helpers-0-role": "brother",
                "other_helpers-0-organisation": "family",
                "other_helpers-0-may_contact": True,
            },
        )

        assert card.messages == ["Client card saved"]
        assert "Mental health team 2" in card.main
        stay = stay_of(database)
        client = stay.client
        assert (client.name, client.language, client.needs_interpreter) == (
            "Leila Laine", "plain_fi", True,
        )  # fmt: skip
        assert client.main_income == ("disability_kela", "housing_pensioner")
        assert (stay.referral_source, stay.wants_work, stay.in_work_at_entry) == (
            "social", "unsure", True,
        )  # fmt: skip
        assert stay.other_helpers == [
            {"role": "brother", "organisation": "family", "may_contact": True}
        ]

    def test_more_helpers_get_more_rows_and_an_emptied_one_goes(self, card, database):
        row = {"other_helpers-0-role": "brother", "other_helpers-1-role": "personal assistant"}
        card.submit("Save card", **row)
        card.follow("Edit: Client card")
        assert card.field("other_helpers-1-role") == "personal assistant"
        assert card.field("other_helpers-3-role") == ""

        card.submit("Save card", **{"other_helpers-0-role": ""})

        assert [helper["role"] for helper in stay_of(database).other_helpers] == [
            "personal assistant"
        ]

    def test_a_card_saved_without_a_change_changes_nothing(self, card, database):
        card.submit("Save card")
        before = stay_of(database)
        card.follow("Edit: Client card")

        card.submit("Save card")

        after = stay_of(database)
        assert (after.row_version, after.client.row_version) == (
            before.row_version, before.client.row_version,
        )  # fmt: skip

    def test_an_earlier_meeting_on_record_is_told_beside_the_day(self, card, database, people):
        with database.write() as session:
            make_contact(session, stay_of(database), people.aino, on=TODAY - 59 * DAY)
        with database.write() as session:
            session.merge(stay_of(database)).entry_date = TODAY - 40 * DAY

        card.get(card.address)

        assert "The first one on record: " in card.main


class TestRefusals:
    def test_each_field_says_what_to_mend_and_keeps_what_was_typed(self, card, database):
        ahead = _finnish(TODAY + DAY)
        typed = {
            "name": "x" * 100_000,
            "birth_year": "1899",
            "contact_details": "x" * 201,
            "referral_date": "31.2.",
            "entry_date": ahead,
            "other_helpers-0-organisation": "131052-308T",
            "other_helpers-1-role": "x" * 81,
        }

        card.submit("Save card", wants_work="no", **typed)

        assert card.status == 422
        assert [card.error(field) for field in typed] == [
            "The text is 99880 characters too long. Shorten it.",
            "Enter a number from 1900 to 2100.",
            "The text is 1 character too long. Shorten it.",
            "“31.2.” is not in the calendar. Write the date like this: 24.11.2026.",
            "The date is still ahead. Choose today or an earlier day.",
            "The text seems to hold a personal identity code. Remove it before saving.",
            "The text is 1 character too long. Shorten it.",
        ]
        assert {field: card.field(field) for field in typed} == typed
        assert card.field("wants_work") == "no"
        assert stay_of(database).wants_work == "yes"

    def test_coaching_does_not_begin_before_the_referral(self, card):
        card.submit("Save card", entry_date=TODAY - 61 * DAY)

        assert card.error("entry_date").startswith("The client was not known to the service before")

    def test_a_referral_is_not_later_than_what_followed_from_it(self, card, database, people):
        with database.write() as session:
            make_contact(session, stay_of(database), people.aino, on=TODAY - 59 * DAY)

        card.submit("Save card", referral_date=TODAY - 10 * DAY)

        assert card.error("referral_date").startswith(
            "The referral cannot be later than what followed from it"
        )


class TestTwoEditors:
    def test_the_second_one_sees_what_the_first_saved_and_chooses(
        self, card, database, people, app
    ):
        leader = Page(app, database)
        leader.sign_in(people.dora)
        leader.get(card.address)
        leader.submit(
            "Save card",
            name="Leila Laine",
            main_income=["wage"],
            needs_interpreter=True,
            entry_date=TODAY - 30 * DAY,
            **{"other_helpers-0-role": "brother"},
        )

        card.submit("Save card", name="Leila Laitinen", birth_year=1991)

        assert card.status == 422
        assert card.messages[0].startswith(
            "Check these points Dora Dahl has saved a newer version. Your own text is safe."
        )
        assert (card.field("name"), card.field("birth_year")) == ("Leila Laitinen", "1991")
        assert card.saved_meanwhile("name") == "Leila Laine"
        assert not card.options("stays-birth_year")
        assert (
            "Already in the form, as saved by the other one: An interpreter is needed, "
            "Main source of income, Coaching began, Other helpers" in card.main
        )
        assert card.field("entry_date") == f"{TODAY - 30 * DAY:%-d.%-m.%Y}"
        assert stay_of(database).client.name == "Leila Laine"

        card.submit("Save card", **{"stays-name": "theirs"})

        stay = stay_of(database)
        assert (stay.client.name, stay.client.birth_year) == ("Leila Laine", 1991)
        assert [helper.role for helper in cards.card(stay).other_helpers] == ["brother"]

    def test_who_first_mends_a_field_is_still_told(self, card, database, people, app):
        leader = Page(app, database)
        leader.sign_in(people.dora)
        leader.get(card.address)
        leader.submit("Save card", birth_year=1985)

        card.submit("Save card", birth_year=1986, entry_date="31.2.")

        assert card.error("entry_date") is not None
        assert card.saved_meanwhile("birth_year") == "1985"
        card.submit("Save card", entry_date=TODAY - 60 * DAY, **{"stays-birth_year": "theirs"})
        assert card.messages == ["Client card saved"]
        assert stay_of(database).client.birth_year == 1985

    def test_what_only_the_other_one_changed_comes_in_by_itself_and_is_told(
        self, card, database, people, app
    ):
        leader = Page(app, database)
        leader.sign_in(people.dora)
        leader.get(card.address)
        leader.submit("Save card", birth_year=1985)

        card.submit("Save card", name="Leila Laitinen")

        assert card.messages == [
            "Client card saved",
            "Saved by somebody else meanwhile: Year of birth",
        ]
        client = stay_of(database).client
        assert (client.name, client.birth_year) == ("Leila Laitinen", 1985)


class TestSight:
    def test_where_names_are_not_kept_none_is_asked(self, page, people, database):
        stay = made(database, people.kokkola, people.aino, name=None)
        page.sign_in(people.aino)
        page.get("clients.edit_card", period_id=stay)
        assert "Contact details" not in page.main

        page.submit("Save card", birth_year=1990)

        assert page.messages == ["Client card saved"]
        assert stay_of(database).client.birth_year == 1990

    def test_others_cards_are_not_there(self, card, people):
        for person in (people.bengt, people.cilla, people.matti, people.ylva):
            card.sign_in(person)
            assert card.get(card.address).status == 404


def _finnish(day):
    return f"{day.day}.{day.month}.{day.year}"
