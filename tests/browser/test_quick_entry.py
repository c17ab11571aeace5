"""Quick entry in a real browser: few enough actions with scripts, and all of it without."""

from __future__ import annotations

import pytest

from coaching.accounts.models import User
from coaching.contacts.types import Mode, Place, With
from tests.contacts import DAY, TODAY, logged
from tests.factories import make_client, make_consent, make_contact, make_employer

MOST_ACTIONS = 6
"""Key actions or taps from the first page to a saved contact; typing into one field is one."""


class Hand:
    """A hand at the keyboard and the screen that counts what it does."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.actions += 1

    def tap(self, place):
        place.click()
        self.actions += 1

    def write(self, place, words):
        place.fill(words)
        self.actions += 1

    def send(self, place):
        with self.page.expect_navigation():
            self.tap(place)


@pytest.fixture
def clients(database, people):
    """Seven clients of Aino's, each met in an own way; the first two are not among the latest."""
    ways = [(Mode.FACE_TO_FACE, Place.HOME), (Mode.PHONE, None)] * 3
    with database.write() as session:
        stays = [
            make_client(session, people.kokkola, people.aino, name=f"Client {number}")
            for number in range(7)
        ]
        for stay, (mode, place) in zip(stays, ways, strict=False):
            make_contact(session, stay, people.aino, on=TODAY - DAY, mode=mode, place=place)
        return stays


def chip(page, value, name="client"):
    """The chip, or summary of more, that a finger touches."""
    return page.locator(f"label:has(input[name={name}][value='{value}'])")


def values(page):
    """What stands in the lists that carry the last time."""
    return [page.locator(f"select[name={name}]").input_value() for name in CARRIED]


CARRIED = ("with_whom", "mode", "place")


class TestWithScripts:
    @pytest.fixture
    def page(self, desk, people, clients):
        desk.sign_in(people.aino)
        desk.open("/")
        return desk.page

    def test_a_typical_contact_takes_at_most_six_actions(self, desk, page, database, clients):
        hand = Hand(page)

        hand.press("n")
        assert page.evaluate("document.activeElement.name") == "client"
        hand.tap(chip(page, clients[5].public_id))
        assert values(page) == ["client", "phone", ""]
        hand.tap(chip(page, "job_search", "purposes"))
        hand.write(page.locator("#note"), "Sovittiin tiistaista")
        hand.send(page.locator("#entry button.main"))
        desk.look()

        assert hand.actions == 5 <= MOST_ACTIONS
        new = logged(database)[-1]
        assert (new.period_id, new.on, new.coach_id) == (clients[5].id, TODAY, new.created_by_id)
        assert (new.with_whom, new.mode, new.place) == (With.CLIENT, Mode.PHONE, None)
        assert (new.purposes, new.note) == (("job_search",), "Sovittiin tiistaista")
        assert "Sovittiin tiistaista" in desk.words
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    def test_a_client_who_is_not_among_the_latest_takes_no_more_than_six(
        self, desk, page, database, clients
    ):
        hand = Hand(page)

        hand.press("n")
        hand.tap(page.locator("#entry summary"))
        desk.look()
        hand.tap(chip(page, clients[0].public_id))
        assert values(page) == ["client", "face_to_face", "home"]
        hand.tap(chip(page, "benefits", "purposes"))
        hand.write(page.locator("#note"), "Etuuksista")
        hand.send(page.locator("#entry button.main"))

        assert hand.actions == MOST_ACTIONS
        new = logged(database)[-1]
        assert (new.period_id, new.mode, new.place) == (clients[0].id, "face_to_face", "home")

    def test_what_was_chosen_by_hand_stays_when_the_client_is_chosen(self, page, clients):
        page.locator("#mode").select_option("message")

        chip(page, clients[4].public_id).click()
        assert values(page) == ["client", "message", "home"]
        chip(page, clients[5].public_id).click()

        assert values(page) == ["client", "message", ""]

    def test_nothing_is_lost_when_something_is_to_be_checked(self, desk, page, database, clients):
        page.locator("#note").fill("Sovittiin tiistaista")
        with page.expect_navigation():
            page.locator("#entry button.main").click()
        desk.look()

        assert page.evaluate("document.activeElement.id") == "problems"
        page.locator("#problems a").first.click()
        assert page.evaluate("document.activeElement.name") == "client"
        chip(page, clients[4].public_id).click()
        assert page.locator("[name=place]:checked").get_attribute("value") == "home"
        page.locator("#minutes").press("Enter")
        page.wait_for_url("**/")

        new = logged(database)[-1]
        assert (new.period_id, new.place, new.note) == (
            clients[4].id,
            Place.HOME,
            "Sovittiin tiistaista",
        )

    def test_an_employer_is_never_carried_and_asks_for_what_it_needs_when_chosen(
        self, desk, page, database, people, clients
    ):
        with database.write() as session:
            make_employer(session, "Rantakahvila Oy", person="Siv Holm")
            make_consent(session, clients[3])
            make_contact(
                session, clients[3], people.aino, on=TODAY, with_whom=With.EMPLOYER, mode=Mode.PHONE
            )
        desk.open("/contacts/new")
        part = page.locator("#employer")
        assert not part.is_visible()

        chip(page, clients[3].public_id).click()
        assert not part.is_visible()
        chip(page, "employer", "with_whom").click()

        assert part.is_visible()
        page.locator("#look_for").fill("ranta")
        with page.expect_navigation():
            page.locator("[name=find]").click()
        desk.look()
        page.locator("[name=employer]").first.check()
        chip(page, "vacancy", "meeting_purpose").click()
        with page.expect_navigation():
            page.locator(".savebar button").click()
        assert logged(database)[-1].meeting_purpose == "vacancy"

    def test_the_key_opens_the_entry_on_other_pages_unless_somebody_types(self, desk, page):
        desk.open("/employers")
        page.locator("input[type=search]").first.press("n")
        assert page.url.endswith("/employers")

        page.locator("h1").click()
        with page.expect_navigation():
            page.keyboard.press("n")

        assert page.url.endswith("/contacts/new")
        desk.look()

    def test_the_key_does_nothing_for_who_has_switched_it_off(self, desk, page, database, people):
        with database.write() as session:
            session.get_one(User, people.aino.user_id).key_n = False
        desk.open("/employers")

        page.locator("h1").click()
        page.keyboard.press("n")
        page.wait_for_timeout(200)

        assert page.url.endswith("/employers")


def test_without_scripts_on_a_phone_a_contact_is_as_the_last_time(phone, database, people, clients):
    phone.sign_in(people.aino)
    phone.open("/")
    hand = Hand(phone.page)

    hand.tap(chip(phone.page, clients[4].public_id))
    hand.tap(chip(phone.page, "profile", "purposes"))
    hand.write(phone.page.locator("#note"), "Kom överens om tisdag")
    hand.send(phone.page.locator("#entry button.main"))
    phone.look()

    assert hand.actions == 4
    new = logged(database)[-1]
    assert (new.period_id, new.mode, new.place) == (clients[4].id, Mode.FACE_TO_FACE, Place.HOME)
    assert "Kom överens om tisdag" in phone.words


def test_without_scripts_on_a_phone_an_employer_is_searched_for(phone, database, people, clients):
    with database.write() as session:
        make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    phone.sign_in(people.aino)
    phone.open("/contacts/new")
    page = phone.page

    chip(page, "none").click()
    chip(page, "employer", "with_whom").click()
    page.locator("#look_for").fill("RANTA")
    with page.expect_navigation():
        page.locator("[name=find]").click()
    phone.look()
    page.locator("[name=employer]").first.check()
    chip(page, "needs", "meeting_purpose").click()
    chip(page, "phone", "mode").click()
    with page.expect_navigation():
        page.locator(".savebar button").click()
    phone.look()

    new = logged(database)[-1]
    assert (new.with_whom, new.period_id, new.decides) == (With.EMPLOYER, None, "unsure")


def test_a_missing_consent_is_said_as_soon_as_somebody_is_chosen(phone, database, people, clients):
    with database.write() as session:
        make_consent(session, clients[4], with_whom=(With.EMPLOYER,))
    phone.sign_in(people.aino)
    phone.open(f"/clients/{clients[4].public_id}/contacts/new")
    page, part = phone.page, phone.page.locator("#consent")
    assert not part.is_visible()  # with the client, as carried

    chip(page, "employer", "with_whom").click()
    assert not part.is_visible()
    chip(page, "family", "with_whom").click()

    assert part.locator("a:visible").count() == 1
    assert part.locator("a:visible").get_attribute("href").endswith("/consents/new?with=family")
    phone.look()
    page.locator("[name=agreed]").first.check()
    chip(page, "phone", "mode").click()
    with page.expect_navigation():
        page.locator(".savebar button").click()
    assert logged(database)[-1].agreed == "by_word"
