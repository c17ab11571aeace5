"""An employer meeting at the employer’s door: few enough taps, and all of it without scripts."""

from __future__ import annotations

import pytest

from coaching.contacts.types import Decides, MeetingPurpose, Result
from coaching.profiles.types import Disclosure
from tests.browser.test_quick_entry import Hand, chip
from tests.browser.visitor import open_window
from tests.contacts import DAY, TODAY, logged, person_of, tell
from tests.factories import make_client, make_consent, make_contact, make_employer
from tests.meetings import make_profile

MOST_TAPS = 12
"""Taps besides free text from the opened page to the saved meeting."""


@pytest.fixture
def client(database, people):
    """A client whom an employer may be told of, with a profile that is ready."""
    with database.write() as session:
        stay = make_client(session, people.kokkola, people.aino)
        make_contact(session, stay, people.aino)
        make_consent(session, stay)
        tell(session, people, stay, Disclosure.AGREED, TODAY - 10 * DAY)
        strengths = [{"words": "Rauhallinen", "tell": True}]
        make_profile(
            session, stay, TODAY - DAY, goal="Leipurin työ", job_types=["leipuri"],
            avoid="Yötyö", hours="20", strengths=strengths,
        )  # fmt: skip
        return stay


@pytest.fixture
def cafe(database):
    with database.write() as session:
        employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
        person_of(session, employer).decides = Decides.YES
        return employer


@pytest.fixture(params=["with scripts", "without scripts"])
def pocket(request, browser, site):
    """A window 390 px wide."""
    scripts = request.param == "with scripts"
    visitor = open_window(browser, site, width=390, language="fi", scripts=scripts)
    yield visitor
    visitor.close()


def test_everything_of_a_meeting_takes_at_most_twelve_taps(pocket, database, people, client, cafe):
    pocket.sign_in(people.aino)
    pocket.open("/meetings/new")
    page, hand = pocket.page, Hand(pocket.page)

    page.locator("#look_for").fill("ranta")
    hand.send(page.locator("[name=find]"))
    pocket.look()
    hand.send(page.locator("[name=choose]").first)
    pocket.look()
    hand.send(page.locator(f"[name=pick][value='{client.public_id}']"))
    pocket.look()
    assert "Leipurin työ" in pocket.words
    hand.tap(chip(page, "speak_for_client", "meeting_purpose"))
    hand.tap(chip(page, "yes", "match"))
    hand.tap(chip(page, "yes", "client_present"))
    hand.tap(chip(page, "interview", "result"))
    hand.tap(page.locator("#more > summary"))
    pocket.look()
    page.locator("#next_step").fill("Soita Siville")
    page.locator("#next_on").fill(f"{(TODAY + 3 * DAY):%-d.%-m.%Y}")
    hand.tap(chip(page, "service", "told"))
    hand.tap(chip(page, "strengths", "told"))
    hand.send(page.locator(".savebar button.main"))
    pocket.look()

    assert hand.actions <= MOST_TAPS
    (new,) = [one for one in logged(database) if one.employer_id == cafe.id]
    assert (new.period_id, new.decides, new.matches_goals) == (client.id, Decides.YES, True)
    assert (new.meeting_purpose, new.result) == (
        MeetingPurpose.SPEAK_FOR_CLIENT,
        Result.INTERVIEW,
    )
    assert (new.next_step, new.next_on) == ("Soita Siville", TODAY + 3 * DAY)
    assert set(new.told) == {"service", "strengths"}


def test_from_the_employers_page_it_takes_two(pocket, database, people, cafe):
    pocket.sign_in(people.aino)
    pocket.open(f"/meetings/new?employer={cafe.public_id}")
    hand = Hand(pocket.page)

    hand.tap(chip(pocket.page, "may_come_back", "result"))
    hand.send(pocket.page.locator(".savebar button.main"))

    assert hand.actions == 2
    assert [new.result for new in logged(database)] == [Result.MAY_COME_BACK]


def test_a_meeting_is_seen_mended_and_its_week_looked_at(pocket, database, people, cafe):
    pocket.sign_in(people.aino)
    pocket.open(f"/meetings/new?employer={cafe.public_id}")
    chip(pocket.page, "do_not_contact", "result").click()
    chip(pocket.page, "yes", "ban").click()
    with pocket.page.expect_navigation():
        pocket.page.locator(".savebar button.main").click()
    pocket.look()
    (new,) = logged(database)

    pocket.open(f"/meetings/{new.public_id}")
    pocket.open(f"/meetings/{new.public_id}/edit")
    pocket.open(f"/meetings/new?employer={cafe.public_id}")
    assert pocket.page.locator(".notice").count() > 0
    pocket.sign_in(people.dora)
    pocket.open("/meetings/week")
    with pocket.page.expect_navigation():
        pocket.page.locator("form.inline button.main").click()
    pocket.look()
    assert "Dora Dahl" in pocket.words
