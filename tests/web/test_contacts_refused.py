"""What is typed wrongly in a contact: said beside the field, and nothing typed is lost."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date

from coaching import clock
from coaching.contacts.types import NOTE_LIMIT, Mode
from tests.contacts import TODAY, logged
from tests.factories import make_client

REFERRED = TODAY - timedelta(days=60)
AHEAD = "The date is still ahead. Choose today or an earlier day."
MINUTES = "Enter the length as minutes, from 0 to 1440."


@pytest.fixture
def client(database, people):
    with database.write() as session:
        return make_client(session, people.kokkola, people.aino, referred=REFERRED)


@pytest.fixture
def form(page, people, client):
    """The page of a contact about a client, filled so that it could be saved."""
    page.sign_in(people.aino)
    page.get("contacts.log_contact", period_id=client.public_id)
    return page


def send(form, **typed):
    return form.submit("Save contact", **{"mode": "phone", **typed})


def day(value):
    return f"{value.day}.{value.month}.{value.year}"


def written(value):
    """A day as an English page says it."""
    return format_date(value, "d MMM yyyy", locale="en_GB")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the date of the contact."),
        ("31.2.", "“31.2.” is not in the calendar. Write the date like this: 24.11.2026."),
        ("31.2.2026", "“31.2.2026” is not in the calendar. Write the date like this: 24.11.2026."),
        ("soon", "“soon” is not in the calendar. Write the date like this: 24.11.2026."),
        (day(TODAY + timedelta(days=1)), AHEAD),
        (
            day(REFERRED - timedelta(days=1)),
            "The client came to the service later. "
            f"The first possible day is {written(REFERRED)}. Check the date.",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_stays_as_typed(form, database, typed, words):
    send(form, on=typed, note="Agreed on Tuesday")

    assert form.status == 422
    assert form.error("on") == words
    assert (form.field("on") or "", form.field("note")) == (typed, "Agreed on Tuesday")
    assert logged(database) == []


def test_a_day_without_a_year_is_the_latest_such_day(page, database, people):
    with clock.at(datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Helsinki"))):
        with database.write() as session:
            client = make_client(session, people.kokkola, people.aino, referred=date(2025, 8, 1))
        page.sign_in(people.aino)
        page.get("contacts.log_contact", period_id=client.public_id)
        send(page, on="1.9.")

    (contact,) = logged(database)
    assert contact.on == date(2025, 9, 1)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-5", MINUTES),
        ("1000000", MINUTES),
        ("1441", MINUTES),
        ("25 h", MINUTES),
        ("long", "Enter a whole number, for example 12."),
    ],
)
def test_minutes_that_fit_no_day_are_refused(form, database, typed, words):
    send(form, minutes=typed)

    assert (form.status, form.error("minutes")) == (422, words)
    assert form.field("minutes") == typed
    assert logged(database) == []


@pytest.mark.parametrize(
    ("typed", "minutes"), [("1 h 30", 90), ("45 min", 45), ("2h", 120), ("0", 0), ("", None)]
)
def test_minutes_are_understood_as_people_write_them(form, database, typed, minutes):
    send(form, minutes=typed)

    (contact,) = logged(database)
    assert contact.minutes == minutes


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (NOTE_LIMIT + 1, "The text is 1 character too long. Shorten it."),
        (100_000, "The text is 98000 characters too long. Shorten it."),
    ],
)
def test_a_note_over_the_limit_is_kept_and_refused_with_by_how_much(form, database, length, words):
    note = ("Puhuimme töistä. " * 6000)[:length].replace(" ", "_")

    send(form, note=note)

    assert (form.status, form.error("note")) == (422, words)
    assert form.field("note") == note
    assert logged(database) == []
    send(form, note=note[:NOTE_LIMIT])
    assert [contact.note for contact in logged(database)] == [note[:NOTE_LIMIT]]


def test_a_note_keeps_lines_emoji_and_right_to_left_letters_but_no_direction_marks(form, database):
    send(form, note="Hyvä päivä \N{GRINNING FACE}\r\nשלום \u202eabc\x07")

    (contact,) = logged(database)
    assert contact.note == "Hyvä päivä \N{GRINNING FACE}\nשלום abc"


def test_an_identity_code_in_the_note_is_refused(form, database):
    send(form, note="Matti 131052-308T")

    assert form.error("note") == (
        "The text seems to hold a personal identity code. Remove it before saving."
    )
    assert logged(database) == []
    send(form, note="Order 131052-308U")
    assert len(logged(database)) == 1


def test_a_place_is_needed_when_face_to_face_only(form, database):
    send(form, mode="face_to_face")

    assert (form.status, form.error("place")) == (422, "Choose where you met.")
    send(form, mode="video")
    assert [contact.mode for contact in logged(database)] == [Mode.VIDEO]


def test_all_is_said_at_once_in_the_order_of_the_page(form):
    send(form, on="31.2.", mode="face_to_face", minutes="-5", note="131052-308T")

    (summary,) = form.messages
    places = [summary.index(form.error(name)) for name in ("on", "place", "note", "minutes")]
    assert places == sorted(places)


def test_codes_that_no_page_offers_are_refused_not_saved(form, database, client):
    odd = {"on": TODAY, "with_whom": "boss", "mode": "dance", "place": "moon", "reached": "maybe",
           "purposes": ["unknown"]}  # fmt: skip

    form.post("contacts.log_contact", odd, period_id=client.public_id)

    assert form.status == 422
    assert {form.error(name) for name in ("with_whom", "mode", "place", "reached")} == {
        "Choose one option.",
    }
    assert logged(database) == []
