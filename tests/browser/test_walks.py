"""The main job from end to end, as a coach and as a leader, in a real browser.

The same walk is walked at a desk in Finnish with scripts, and on a phone in Swedish without.
"""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from docx import Document
from sqlalchemy import select

from coaching import clock
from coaching.accounts import organisation
from coaching.contacts.models import Contact
from coaching.reviews.models import Review
from fidelity import scale
from tests.browser.visitor import Visitor
from tests.factories import make_employer
from tests.words import catalogue, sources, translations

NAME = "Leila Sundström"
STRENGTHS = ("tarkka", "tulee ajoissa", "rauhallinen")


@pytest.fixture(params=["desk", "phone"])
def visitor(request, database, people):
    """A window of each kind, in a service that keeps names and knows one employer."""
    with database.write() as session:
        organisation.put(session, None, "names_on", True)
        organisation.put(session, None, "name", "Rannikon palvelut")
        make_employer(session, "Leipomo Kaisla", person="Raili Tuominen")
    return request.getfixturevalue(request.param)


def word(visitor: Visitor, english: str, context: str | None = None) -> str:
    """Return a sentence of the program in the window's language."""
    for message in catalogue(visitor.language):
        if message.id and sources(message)[0] == english and message.context == context:
            return translations(message)[0]
    raise AssertionError(f"{visitor.language} has no word for {english}")


def choose(visitor: Visitor, name: str, value: str) -> None:
    """Choose a value of buttons or of a list, whatever its looks."""
    buttons = visitor.page.locator(f"input[name='{name}'][value='{value}']")
    if buttons.count():
        buttons.first.check(force=True)
    else:
        visitor.page.locator(f"select[name='{name}']").select_option(value)


def fill(visitor: Visitor, name: str, words: object) -> None:
    """Type into the field of a name."""
    visitor.page.locator(f"[name='{name}']:not([type=hidden])").fill(str(words))


def take_in(visitor: Visitor, coach: str) -> str:
    """Take in a client and return the address of the client's page."""
    today = clock.today()
    visitor.open("/")
    visitor.follow(word(visitor, "Add client"))
    fill(visitor, "name", NAME)
    fill(visitor, "birth_year", 1988)
    choose(visitor, "language", visitor.language)
    choose(visitor, "referral_source", "employment")
    fill(visitor, "referral_date", _typed(today - timedelta(days=20)))
    fill(visitor, "entry_date", _typed(today - timedelta(days=6)))
    choose(visitor, "wants_work", "yes")
    choose(visitor, "in_work_at_entry", "no")
    choose(visitor, "decision", "accepted")
    fill(visitor, "decided_on", _typed(today - timedelta(days=6)))
    choose(visitor, "coach", coach)
    visitor.press(word(visitor, "Save client"))
    assert NAME in visitor.words
    return visitor.page.url.removeprefix(visitor.site.address)


def log_contact(visitor: Visitor, client: str, purpose: str) -> None:
    """Log a meeting with the client."""
    visitor.open(f"{client}/contacts/new")
    choose(visitor, "with_whom", "client")
    choose(visitor, "mode", "face_to_face")
    choose(visitor, "place", "community")
    choose(visitor, "purposes", purpose)
    fill(visitor, "note", "Sovittiin seuraava tapaaminen.")
    visitor.press(word(visitor, "Save contact"))
    assert word(visitor, "Contact saved") in visitor.words


def record_consent(visitor: Visitor, client: str) -> None:
    """Record that the client lets the coach be in touch with employers, as the meeting asks."""
    visitor.open(f"/meetings/new?client={client.rpartition('/')[2]}")
    link = visitor.page.locator("#consent a:visible")
    visitor.open(link.get_attribute("href"))
    _save(visitor)


def meet_employer(visitor: Visitor, client: str) -> None:
    """Log a meeting with an employer on the client's behalf, finding the employer by search."""
    visitor.open(f"/meetings/new?client={client.rpartition('/')[2]}")
    fill(visitor, "look_for", "kaisla")
    visitor.press(word(visitor, "Search"))
    with visitor.page.expect_navigation():
        visitor.page.locator("[name=choose]").first.click()
    visitor.look()
    person = visitor.page.locator("label.choice", has_text="Raili Tuominen")
    person.locator("input").check(force=True)
    choose(visitor, "decides", "yes")
    choose(visitor, "meeting_purpose", "needs")
    choose(visitor, "match", "yes")
    choose(visitor, "result", "may_come_back")
    _save(visitor)
    assert "Leipomo Kaisla" in visitor.words


def _save(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.locator(".savebar button.main").click()
    visitor.look()


def first_visit(visitor: Visitor, client: str) -> None:
    """Begin form A: goal, conditions; the rest is left for the next time."""
    visitor.open(f"{client}/profile")
    visitor.press(word(visitor, "Begin the profile"))
    fill(visitor, "goal", "Haluan leipoa. Aamut sopivat minulle.")
    fill(visitor, "job_types-0-words", "leipomotyö")
    visitor.press(word(visitor, "Save and continue"))
    fill(visitor, "hours", "puolet")
    visitor.press(word(visitor, "Save and continue"))
    assert word(visitor, "Check these points") in visitor.words
    fill(visitor, "hours", "15-20")
    choose(visitor, "times", "morning")
    fill(visitor, "area", "Kokkola")
    visitor.press(word(visitor, "Save and continue"))
    visitor.press(word(visitor, "Continue later"))
    assert "leipomotyö" in visitor.words


def second_visit(visitor: Visitor, client: str) -> None:
    """Go on with form A until it is ready."""
    visitor.open(f"{client}/profile/skills")
    for number, words in enumerate(STRENGTHS):
        fill(visitor, f"strengths-{number}-words", words)
    for number in (0, 1):
        visitor.page.locator(f"[name='strengths-{number}-tell']").check(force=True)
    fill(visitor, "work_history-0-job", "keittiöapulainen")
    fill(visitor, "work_history-0-employer", "Lounas Lehto")
    visitor.press(word(visitor, "Save and continue"))
    talk(visitor, client)
    visitor.open(f"{client}/profile/plan")
    fill(visitor, "next_steps-0-what", "Soitto leipomoon")
    fill(visitor, "target_employers-0-employer", "leipomo kaisla")
    choose(visitor, "client_ok", "yes")
    fill(visitor, "client_ok_on", _typed(clock.today()))
    visitor.press(word(visitor, "Save and continue"))
    visitor.press(word(visitor, "Mark as ready"))
    assert word(visitor, "The form is marked as ready") in visitor.words


def talk(visitor: Visitor, client: str) -> None:
    """Record what the employer may be told."""
    visitor.open(f"{client}/talk")
    visitor.page.locator("[name=pros_and_cons]").check(force=True)
    choose(visitor, "choice", "agreed")
    choose(visitor, "ticks", "coach")
    visitor.press(word(visitor, "Save the talk"))


def make_word_profile(visitor: Visitor, client: str) -> str:
    """Make the Word file and return its words; the preview shows the same ones."""
    visitor.open(f"{client}/introduction")
    sheet = " ".join(visitor.page.locator(".sheet").inner_text().split())
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role(
            "button", name=word(visitor, "Make the document"), exact=True
        ).click()
    content = download.value.path().read_bytes()
    assert NAME not in download.value.suggested_filename
    document = Document(io.BytesIO(content))
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for line in filter(None, words):
        assert " ".join(line.split()) in sheet, f"not in the preview: {line}"
    return "\n".join(words)


def enter_review(visitor: Visitor) -> None:
    """Enter a review as the leader and see it on the trend."""
    visitor.open("/quality")
    visitor.follow(word(visitor, "Begin a review"))
    choose(visitor, "kind", "self")
    fill(visitor, "on", _typed(clock.today()))
    fill(visitor, "since", _typed(clock.today() - timedelta(days=180)))
    visitor.press(word(visitor, "Begin"))
    for number, item in enumerate(scale.load("ips25-2008").items):
        fieldset = visitor.page.locator(f"fieldset#{item.id}")
        fieldset.locator(f"input[value='{3 + number % 2}']").check(force=True)
    visitor.page.locator("fieldset#V6 textarea, fieldset#V6 input[type=text]").first.fill("Loki")
    visitor.press(word(visitor, "Save and go on to finish"))
    visitor.press(word(visitor, "Finish the review"))
    visitor.open("/quality")
    visitor.follow(word(visitor, "All 25 items from the records"))
    visitor.follow(word(visitor, "Fast start of job search"))
    visitor.open("/quality")


def _typed(day):
    return f"{day.day}.{day.month}.{day.year}"


def test_a_coach_takes_in_a_client_and_prints_a_word_page_for_an_employer(
    visitor, people, database
):
    visitor.sign_in(people.aino)

    client = take_in(visitor, people.aino.public_id)
    log_contact(visitor, client, "profile")
    first_visit(visitor, client)
    second_visit(visitor, client)
    record_consent(visitor, client)
    meet_employer(visitor, client)
    words = make_word_profile(visitor, client)

    assert "L. S." in words
    assert NAME not in words
    assert [strength in words for strength in STRENGTHS] == [True, True, False]
    assert "Lounas Lehto" not in words
    visitor.open(client)
    assert "Haluan leipoa" in visitor.words
    with database.read() as session:
        kept = session.scalars(select(Contact).order_by(Contact.id)).all()
        assert [contact.with_whom for contact in kept] == ["client", "employer"]
    assert len(set(visitor.pages_met)) >= 12


def test_a_leader_enters_a_review_and_sees_it_on_the_trend_chart(visitor, people, database):
    visitor.sign_in(people.dora)

    enter_review(visitor)

    with database.read() as session:
        assert session.scalars(select(Review.state)).all() == ["finished"]
    picture = visitor.page.locator("picture img, img.trend").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    assert "87" in visitor.words
    visitor.open("/caseload")
    visitor.open("/caseload/waiting")
