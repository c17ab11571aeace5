"""Nothing typed is lost: the tab, the sign-in, the server or the connection goes away, or a page twice.

Each test types, lets something happen, and comes back.
"""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select, update

from coaching import clock
from coaching.accounts.models import SignIn, Typing
from coaching.contacts.types import Mode, With
from tests.browser.visitor import open_window
from tests.contacts import TODAY, logged
from tests.factories import make_client, make_contact

NOTE = "Sovittiin tiistai"
WITHIN = 1.0
"""Seconds from a key to the text on the server."""


@pytest.fixture
def client(database, people):
    with database.write() as session:
        return make_client(session, people.kokkola, people.aino, name="Leila Lahti")


@pytest.fixture
def entry(client):
    """The address of the page on which a contact with the client is logged."""
    return f"/clients/{client.public_id}/contacts/new"


@pytest.fixture
def page(desk, people, entry):
    """Aino with the page open."""
    desk.sign_in(people.aino)
    desk.open(entry)
    return desk.page


def note(page):
    return page.locator("#note")


def kept(database):
    """The notes that are kept unsaved, oldest first."""
    with database.read() as session:
        rows = session.scalars(select(Typing).order_by(Typing.id)).all()
        return [row.fields["note"][0] for row in rows]


def until(found, seconds=10.0):
    """Wait until something holds, and return how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if found():
            return time.monotonic() - began
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} seconds")


def fill_in(page):
    """Choose what a contact needs besides the note."""
    for name, value in (("with_whom", "client"), ("mode", "phone"), ("purposes", "job_search")):
        page.locator(f"input[name={name}][value={value}]").first.check(force=True)


def save(page):
    with page.expect_navigation():
        page.locator(".savebar .main").click()


class TestTyping:
    def test_is_on_the_server_within_a_second_of_each_key(self, desk, page, database):
        took, typed = [], ""
        for word in ("Sovittiin ", "tiistai ", "aamuksi"):
            page.keyboard.press("End")
            note(page).press_sequentially(word)
            typed += word
            took.append(
                until(
                    lambda typed=typed: (
                        kept(database) == [typed.rstrip()] or kept(database) == [typed]
                    )
                )
            )

        assert max(took) < WITHIN, took
        assert page.locator(".keeping .said").inner_text().endswith(f"{clock.now():%M}")
        desk.look()

    def test_asks_the_server_at_most_once_a_second_or_so(self, page, database):
        sent = []
        page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)

        note(page).press_sequentially("x" * 40, delay=60)

        until(lambda: kept(database) == ["x" * 40])
        assert len(sent) <= 5

    def test_is_kept_on_leaving_a_field_at_once(self, page, database):
        note(page).fill(NOTE)
        note(page).blur()

        until(lambda: kept(database) == [NOTE], seconds=0.6)
        assert kept(database) == [NOTE]

    def test_that_is_taken_back_is_no_unsaved_text(self, page, database):
        note(page).fill("A")
        until(lambda: kept(database) == ["A"])

        note(page).fill("")

        until(lambda: kept(database) == [])
        assert kept(database) == []

    def test_is_nowhere_in_the_browser(self, page, database):
        note(page).fill(NOTE)
        until(lambda: kept(database) == [NOTE])

        held = page.evaluate(
            "(async () => [localStorage.length, sessionStorage.length,"
            " (await indexedDB.databases()).length, (await caches.keys()).length])()"
        )
        assert held == [0, 0, 0, 0]

    def test_is_kept_on_the_way_to_another_page(self, page, desk, database):
        note(page).fill(NOTE)
        page.goto("/")

        until(lambda: kept(database) == [NOTE])
        desk.open("/")
        assert "Leila Lahti" in page.locator("section:has(#unsaved)").inner_text()
        page.locator("section:has(#unsaved) a").click()
        assert note(page).input_value() == NOTE


class TestGone:
    def test_the_tab_is_killed_and_the_page_comes_back_filled(self, page, desk, database, entry):
        fill_in(page)
        note(page).fill(NOTE)
        until(lambda: kept(database) == [NOTE])
        other = page.context.new_page()
        page.close(run_before_unload=False)

        other.goto(entry)

        assert note(other).input_value() == NOTE
        assert other.locator("input[name=purposes][value=job_search]").is_checked()
        save(other)
        assert [one.note for one in logged(database)] == [NOTE]
        assert kept(database) == []
        desk.page = other
        desk.look()

    def test_the_sign_in_ends_and_signing_in_leads_to_the_filled_page(
        self, page, desk, database, people
    ):
        with database.write() as session:
            session.execute(update(SignIn).values(ended_at=clock.now()))

        note(page).fill(NOTE)
        until(lambda: kept(database) == [NOTE])

        door = page.locator(".keeping a")
        door.wait_for(state="visible")
        desk.look()
        back = door.get_attribute("href").partition("next=")[2]
        desk.sign_in(people.aino)
        page.goto(page.evaluate("decodeURIComponent", back))
        assert note(page).input_value() == NOTE
        desk.look()

    def test_a_page_of_before_the_new_sign_in_goes_on_keeping(self, page, desk, database, people):
        desk.sign_in(people.aino)

        note(page).fill(NOTE)

        until(lambda: kept(database) == [NOTE])
        assert page.locator(".keeping").get_attribute("data-state") == "kept"

    def test_without_a_connection_the_text_stays_and_is_sent_again(self, page, database):
        fill_in(page)
        until(lambda: kept(database) == [""])
        page.context.set_offline(True)
        note(page).fill(NOTE)
        page.locator(".keeping[data-state=waiting]").wait_for()

        page.locator(".savebar .main").click()
        page.wait_for_timeout(300)
        assert note(page).input_value() == NOTE
        assert logged(database) == []
        page.context.set_offline(False)

        until(lambda: kept(database) == [NOTE])
        save(page)
        assert [one.note for one in logged(database)] == [NOTE]
        assert kept(database) == []

    def test_the_server_is_stopped_and_started_again(self, page, database, server):
        fill_in(page)
        server.stop()
        note(page).fill(NOTE)
        page.locator(".keeping[data-state=waiting]").wait_for()
        assert note(page).input_value() == NOTE

        server.start()

        until(lambda: kept(database) == [NOTE])
        save(page)
        assert [one.note for one in logged(database)] == [NOTE]


class TestTwice:
    def test_a_double_click_makes_one_record(self, page, database):
        fill_in(page)
        note(page).fill(NOTE)

        with page.expect_navigation():
            page.locator(".savebar .main").dblclick()
        page.wait_for_load_state()

        assert [one.note for one in logged(database)] == [NOTE]
        assert kept(database) == []

    def test_back_and_sent_again_makes_one_record(self, page, desk, database, entry):
        fill_in(page)
        note(page).fill(NOTE)
        save(page)
        page.go_back()
        page.locator("#note").wait_for()
        if note(page).input_value() != NOTE:
            fill_in(page)
            note(page).fill(NOTE)

        save(page)

        assert [one.note for one in logged(database)] == [NOTE]

    def test_back_and_another_one_makes_two(self, page, database):
        fill_in(page)
        note(page).fill(NOTE)
        save(page)
        page.go_back()
        page.locator("#note").wait_for()
        fill_in(page)
        note(page).fill("Soitto perään")

        save(page)
        if "Soitto perään" not in [one.note for one in logged(database)]:
            save(page)

        assert [one.note for one in logged(database)] == [NOTE, "Soitto perään"]

    def test_two_tabs_of_a_new_contact_keep_both_texts(self, page, database, entry):
        other = page.context.new_page()
        other.goto(entry)
        note(page).fill("First")
        until(lambda: kept(database) == ["First"])

        note(other).fill("Second")
        until(lambda: kept(database) == ["First", "Second"])

        note(page).fill("First, and more")
        until(lambda: kept(database) == ["First, and more", "Second"])
        other.goto("/")
        assert other.locator("section:has(#unsaved) li").count() == 2

    def test_a_tab_filled_from_another_does_not_write_over_it(self, page, database, entry):
        note(page).fill("First")
        until(lambda: kept(database) == ["First"])
        other = page.context.new_page()
        other.goto(entry)
        assert note(other).input_value() == "First"

        note(page).fill("First, and more")
        until(lambda: kept(database) == ["First, and more"])
        note(other).fill("First, and else")

        until(lambda: sorted(kept(database)) == ["First, and else", "First, and more"])


class TestTwoPeople:
    def test_choose_field_by_field(self, page, desk, browser, site, database, people, client):
        with database.write() as session:
            made = make_contact(
                session,
                client,
                people.aino,
                on=TODAY,
                with_whom=With.CLIENT,
                mode=Mode.PHONE,
                note="First",
            )
        address = f"/contacts/{made.public_id}/edit"
        desk.open(address)
        leader = open_window(browser, site, width=1280, language="fi", scripts=True)
        leader.sign_in(people.dora)
        leader.open(address)
        note(leader.page).fill("Hers")
        leader.page.locator("#minutes").fill("20")
        save(leader.page)
        leader.close()

        note(page).fill("Mine")
        page.locator("input[name=purposes][value=benefits]").check(force=True)
        save(page)

        desk.look()
        assert page.locator("#minutes").input_value() == "20"
        assert logged(database)[-1].note == "Hers"
        page.locator("input[name=stays-note][value=theirs]").check(force=True)
        save(page)
        saved = logged(database)[-1]
        assert (saved.note, saved.minutes, "benefits" in saved.purposes) == ("Hers", 20, True)


def test_text_never_lands_on_another_record(page, desk, database, people):
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino, name="Pekka Puro")
    note(page).fill(NOTE)
    until(lambda: kept(database) == [NOTE])

    for address in (
        f"/clients/{stay.public_id}/contacts/new",
        "/contacts/new",
        "/contacts/new?employer=x",
    ):
        desk.open(address)
        assert note(page).input_value() == ""


def test_without_scripts_a_button_keeps_the_text_for_later(phone, database, people, entry):
    phone.sign_in(people.aino)
    phone.open(entry)
    fill_in(phone.page)
    note(phone.page).fill(NOTE)
    with phone.page.expect_navigation():
        phone.page.locator("button[name=keep]").click()
    phone.look()

    phone.open("/")
    with phone.page.expect_navigation():
        phone.page.locator("section:has(#unsaved) a").click()

    phone.look()
    assert note(phone.page).input_value() == NOTE
    save(phone.page)
    assert [one.note for one in logged(database)] == [NOTE]
