"""A placement from the profile to the next profile: what is known is never typed again.

The same walk is walked at a desk in Finnish with scripts, and on a phone in Swedish without. The
clock is moved on between its days, so that the job begins, goes on and ends while it is walked.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts import organisation
from coaching.clients.models import PeriodStatus
from coaching.contacts.models import Contact
from coaching.jobs import statuses
from coaching.jobs.models import Job
from coaching.profiles.models import FormVersion
from coaching.support.models import Support
from coaching.text import fold
from tests.browser.test_walks import choose
from tests.browser.visitor import Visitor

CLIENT, EMPLOYER, PERSON = "Leila Sundström", "Leipomo Kaisla", "Raili Tuominen"
TITLE, HOURS = "leipurin apulainen", "18"
STRENGTHS = ("tarkka", "tulee ajoissa", "rauhallinen")
STRENGTH, LESSON = "taikinan kaavinta", "Aamuvuoro sopii, kun työmatka on sovittu."
ONCE = ("employer", "person", "client", "coach", "title", "start", "hours", "adjustments")
"""What is typed at most once in a whole placement."""


class Typist:
    """A coach who fills in forms in a window, and what was typed into which kind of field."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.counts: Counter[str] = Counter()
        self.known: dict[str, str] = {}

    def types(self, what: str, name: str, words: object) -> None:
        """Type into an empty field; words that were typed before fail the walk."""
        field = self.page.locator(f"[name='{name}']:not([type=hidden])")
        assert field.input_value() == "", f"{name} holds {field.input_value()} already"
        if isinstance(words, date):
            words = f"{words.day}.{words.month}.{words.year}"
        else:
            before = self.known.setdefault(fold(str(words)), what)
            assert before == what, f"{words} was typed as {before} and is asked for as {what}"
        self.counts[what] += 1
        field.fill(str(words))

    def chooses(self, **chosen: object) -> None:
        """Choose options by tapping: names of fields and the codes of their options."""
        for name, codes in chosen.items():
            for code in codes if isinstance(codes, tuple) else (codes,):
                choose(self.visitor, name, str(code))

    def ticks(self, name: str) -> None:
        """Tick a box."""
        self.page.locator(f"input[type=checkbox][name='{name}']").check(force=True)

    def holds(self, name: str) -> str:
        """Return what stands in a field."""
        return self.page.locator(f"[name='{name}']:not([type=hidden])").first.input_value()

    def presses(self, selector: str) -> None:
        """Press a button or follow a link, and look over the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(f"{selector}:visible").first.click()
        self.visitor.look()

    def saves(self) -> None:
        """Press the main button of the form."""
        self.presses(".savebar button.main")

    def unfolds(self, name: str) -> None:
        """Open the part that is folded away, if it is."""
        part = self.page.locator(f"details#{name}")
        if part.get_attribute("open") is None:
            part.locator("summary").first.click()


@pytest.fixture(params=["desk", "phone"])
def coach(request, database, people):
    """Aino at a window of each kind, in a service that keeps names and knows no employer yet."""
    with database.write() as session:
        organisation.put(session, None, "names_on", True)
    visitor = request.getfixturevalue(request.param)
    visitor.sign_in(people.aino)
    return Typist(visitor)


@pytest.fixture
def later(monkeypatch, database, people):
    """Let days go by: later(coach, 3). Everybody is signed out by then and signs in again."""
    real, gone = clock.now, timedelta()

    def pass_by(coach: Typist, days: int) -> None:
        nonlocal gone
        gone += timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: real() + gone)
        coach.visitor.sign_in(people.aino)
        with database.write() as session:
            statuses.catch_up(session, people.aino.actor)

    return pass_by


def take_in(coach: Typist, aino: str) -> str:
    """Take in the client; return the address of the client's page."""
    today = clock.today()
    coach.visitor.open("/clients/new")
    coach.types("client", "name", CLIENT)
    coach.types("year of birth", "birth_year", 1988)
    coach.chooses(language=coach.visitor.language, referral_source="employment")
    coach.types("referred on", "referral_date", today - timedelta(days=20))
    coach.chooses(wants_work="yes", in_work_at_entry="no", decision="accepted", coach=aino)
    coach.saves()
    return coach.page.url.removeprefix(coach.visitor.site.address)


def fill_in_form_a(coach: Typist, client: str) -> None:
    """Fill in form A and have the talk, until the profile is ready."""
    coach.visitor.open(f"{client}/profile")
    coach.presses("main form button.main")
    coach.types("goal", "goal", "Haluan leipoa. Aamut sopivat minulle.")
    coach.types("kind of work", "job_types-0-words", "leipomotyö")
    coach.saves()
    coach.types("hours wished for", "hours", "15–20")
    coach.chooses(times="morning")
    coach.types("area", "area", "Kokkola")
    coach.saves()
    for number, words in enumerate(STRENGTHS):
        coach.types("strength", f"strengths-{number}-words", words)
    coach.ticks("strengths-0-tell")
    coach.saves()
    coach.types("support needs", "support_needs", "Selkeä päivän lista.")
    coach.chooses(adjust="breaks")
    coach.saves()
    coach.saves()
    coach.presses("#q-disclosure .actions button")
    coach.ticks("pros_and_cons")
    coach.chooses(choice="agreed", ticks=("coach", "arrangements"))
    coach.saves()
    for _part in ("telling", "money"):
        coach.saves()
    coach.types("next step", "next_steps-0-what", "Käynti leipomossa")
    coach.types("employer", "target_employers-0-employer", EMPLOYER)
    coach.chooses(client_ok="yes")
    coach.saves()
    coach.presses("main form[action$='/ready'] button")


def log_meeting(coach: Typist, client: str) -> None:
    """Meet the employer on the client's behalf (form B), with the consent it asks for."""
    coach.visitor.open(client)
    coach.presses("main a[href^='/meetings/new']")
    record = coach.page.locator("#consent a:visible").get_attribute("href")
    coach.visitor.open(record)
    coach.saves()
    coach.visitor.open(client)
    coach.presses("main a[href^='/meetings/new']")
    assert coach.page.locator("#consent").count() == 0
    coach.presses("[name=seek]")
    coach.presses("[name=add]")
    assert coach.holds("name") == EMPLOYER
    coach.types("municipality", "municipality", "Karleby")
    coach.types("person", "new_person", PERSON)
    coach.chooses(decides="yes", match="yes", client_present="no", result="agreed")
    coach.unfolds("more")
    coach.types("title", "tasks-0-task", TITLE)
    coach.types("hours", "tasks-0-hours", HOURS)
    coach.saves()


def begin_job(coach: Typist) -> str:
    """Fill in form C from the meeting; return the address of the job."""
    assert EMPLOYER in coach.visitor.words
    coach.saves()
    words = coach.visitor.words
    assert EMPLOYER in words
    assert coach.holds("title") == TITLE
    assert coach.holds("hours") == HOURS
    assert coach.holds("adjust-0-what") != ""
    assert coach.page.locator("[name=supervisor] option:checked").inner_text() == PERSON
    coach.types("start", "start", clock.today() + timedelta(days=3))
    coach.chooses(contract="permanent", open_to_all="yes", paid_by_agreement="yes", set_aside="no")
    coach.saves()
    job = coach.page.url.removeprefix(coach.visitor.site.address)
    coach.presses(".notice a[href*='/benefits/new']")
    assert TITLE in coach.visitor.words
    for row in coach.page.locator("fieldset.check-row").all():
        row.locator("input[name^=answer_][value=done]").check(force=True)
    coach.chooses(reason="before_start", checked_by="coach", result="clear")
    coach.saves()
    coach.presses(f"main dd a[href='{job}']")
    coach.presses(f"a[href='{job}/start']")
    coach.presses("[name=ready]")
    assert coach.page.url.endswith(job)
    return job


def agree_on_support(coach: Typist, job: str) -> None:
    """Decide on support and fill in the plan (form E)."""
    coach.presses("a[href$='/support']")
    assert TITLE in coach.visitor.words
    coach.chooses(wants="yes")
    coach.saves()
    assert (coach.holds("weekly_weeks"), coach.holds("then_every")) == ("4", "30")
    assert coach.page.locator("table.planned tbody tr").count() > 4
    coach.chooses(kinds=("coping", "learning"), where="workplace", contact_ok="yes")
    coach.saves()
    coach.presses("main form[action$='/ready'] button")


def make_support_contact(coach: Typist, client: str) -> None:
    """Make the support contact that My day says is due."""
    coach.visitor.open("/")
    due = coach.page.locator("ul.due li", has=coach.page.locator(f"a[href='{client}']"))
    before = due.count()
    coach.presses("ul.due a[href*='purpose=support_at_work']")
    assert CLIENT in coach.visitor.words
    coach.saves()
    coach.visitor.open("/")
    assert due.count() < before


def end_job(coach: Typist, job: str) -> None:
    """End the job (form D): its employer, title and start are there."""
    coach.visitor.open(job)
    coach.presses(f"a[href='{job}/end']")
    words = coach.visitor.words
    assert EMPLOYER in words
    assert TITLE in words
    coach.types("end", "end", clock.today() - timedelta(days=1))
    coach.chooses(reason="less_work", who="employer", next="search")
    coach.types("what went well", "went_well-0-words", STRENGTH)
    coach.ticks("to_strengths")
    coach.types("lesson", "lesson", LESSON)
    coach.saves()


def finish_next_profile(coach: Typist, client: str) -> None:
    """Find version 2 of form A open with all that the job brought, and make it ready."""
    coach.visitor.open("/")
    coach.presses(f"ul.due a[href='{client}/profile']")
    words = coach.visitor.words
    for told in (TITLE, EMPLOYER, STRENGTH, LESSON, "Haluan leipoa."):
        assert told in words, f"{told} is not in the next profile"
    coach.visitor.open(f"{client}/profile/skills")
    coach.visitor.open(f"{client}/profile/plan")
    coach.chooses(client_ok="yes")
    coach.saves()
    coach.presses("main form[action$='/ready'] button")


def test_a_placement_is_walked_without_typing_anything_twice(coach, later, people, database):
    client = take_in(coach, people.aino.public_id)
    fill_in_form_a(coach, client)
    log_meeting(coach, client)
    job = begin_job(coach)
    agree_on_support(coach, job)
    later(coach, days=4)
    make_support_contact(coach, client)
    later(coach, days=40)
    end_job(coach, job)
    finish_next_profile(coach, client)

    assert {what: coach.counts[what] for what in ONCE if coach.counts[what] > 1} == {}
    assert [coach.counts[what] for what in ONCE] == [1, 1, 1, 0, 1, 1, 1, 0]
    with database.read() as session:
        versions = session.scalars(select(FormVersion).order_by(FormVersion.number)).all()
        assert [(one.number, one.state) for one in versions] == [(1, "ready"), (2, "ready")]
        history = versions[1].answers["work_history"]
        assert [(row["job"], row["employer"]) for row in history] == [(TITLE, EMPLOYER)]
        assert [row["words"] for row in versions[1].answers["strengths"]] == [*STRENGTHS, STRENGTH]
        assert versions[1].answers["lessons"] == LESSON
        (kept,) = session.scalars(select(Job)).all()
        assert (kept.title, kept.weekly_minutes_from) == (TITLE, int(HOURS) * 60)
        assert session.scalars(select(Support.wants)).all() == ["yes"]
        stood = session.scalars(select(PeriodStatus.status).order_by(PeriodStatus.id)).all()
        assert stood == ["profiling", "agreed", "working_supported", "between"]
        met = session.scalars(select(Contact.with_whom).order_by(Contact.id)).all()
        assert met == ["employer", "client"]
    assert len(set(coach.visitor.pages_met)) >= 20
