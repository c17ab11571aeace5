"""No query per row: a page asks the database as often for many rows as for few."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from coaching import clock
from coaching.accounts import lists
from coaching.accounts.models import Team
from coaching.clients.models import ServicePeriod
from coaching.clients.types import ClosingReason, Decision, Status
from coaching.contacts.models import Contact
from coaching.contacts.recent import LATEST
from coaching.contacts.types import MeetingPurpose, With, monday_of
from coaching.db import new_public_id
from coaching.employers.models import EmployerSite
from coaching.jobs import changing
from coaching.jobs.models import Job
from coaching.jobs.types import ChangeKind, NewChange
from coaching.reviews.models import Review, ReviewItem
from coaching.reviews.service import SCALE_IN_FORCE
from coaching.reviews.types import ReviewKind, ReviewState
from coaching.teamwork import events, links, series
from coaching.teamwork.types import EventKind, NewEvent, NewLink, NewSeries
from coaching.uselog.models import UseLogLine, UseLogPeriod
from coaching.uselog.types import Action
from coaching.worktime.types import Time, WorkKind, WorkPlace
from fidelity.scale import load
from tests.factories import (
    make_assignment,
    make_client,
    make_consent,
    make_contact,
    make_employer,
    make_post,
    make_team,
    make_user,
)
from tests.imports import make_imports
from tests.jobs import check_benefits, end_job, make_job
from tests.worktime import add_time, make_week

TODAY = clock.today()
DAY = timedelta(days=1)
FEW, MORE = 2, 12
SILENT = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")

PAGES = [
    ("aino", "days.my_day", {}),
    ("aino", "clients.list_clients", {}),
    ("aino", "clients.list_clients", {"stands": "closed", "coach": "all"}),
    ("aino", "clients.show_client", {"period_id": "{client}"}),
    ("aino", "consents.list_consents", {"period_id": "{client}"}),
    ("aino", "caseload.waiting_list", {}),
    ("aino", "contacts.list_contacts", {}),
    ("aino", "contacts.list_contacts", {"before": "{newest}"}),
    ("aino", "contacts.list_contacts", {"whose": "team"}),
    ("aino", "contacts.list_contacts_of_client", {"period_id": "{client}"}),
    ("aino", "contacts.list_withdrawn", {}),
    ("aino", "contacts.new_contact", {}),
    ("aino", "employers.import_file", {}),
    ("aino", "employers.list_employers", {}),
    ("aino", "employers.list_employers", {"words": "kahvila kokkola"}),
    ("aino", "employers.list_employers", {"owner": "nobody"}),
    ("aino", "employers.choose_other", {"employer_id": "{employer}", "words": "kahvila"}),
    ("aino", "employers.export_employers", {"file": "csv", "columns": "person"}),
    ("aino", "employers.export_meetings", {"file": "csv", "columns": "employer"}),
    ("aino", "employers.show_employer", {"employer_id": "{employer}"}),
    ("aino", "meetings.log_meeting", {"employer": "{employer}"}),
    ("aino", "meetings.week", {"week": "{week}"}),
    ("aino", "copies.list_copies", {"period_id": "{client}"}),
    ("aino", "jobs.begin_job", {"period_id": "{client}"}),
    ("aino", "jobs.show_job", {"period_id": "{client}", "job_id": "{job}"}),
    ("aino", "reviews.show_team", {"team": "kokkola"}),
    ("dora", "reviews.show_rows", {"team": "kokkola", "item": "V4"}),
    ("aino", "worktime.confirm_week", {"monday": "{monday}"}),
    ("dora", "days.my_day", {}),
    ("dora", "clients.list_clients", {}),
    ("dora", "clients.show_client", {"period_id": "{client}"}),
    ("dora", "caseload.team_caseloads", {}),
    ("dora", "caseload.move_clients", {}),
    ("dora", "caseload.waiting_list", {}),
    ("dora", "contacts.list_contacts", {}),
    ("dora", "meetings.week", {"week": "{week}"}),
    ("dora", "reviews.show_team", {"team": "kokkola"}),
    ("dora", "teamwork.show_calendar", {"team": "kokkola"}),
    ("dora", "teamwork.list_links", {"team": "kokkola"}),
    ("dora", "teamwork.edit_settings", {"team": "kokkola"}),
    ("dora", "reviews.show_card", {"team": "kokkola"}),
    ("matti", "reviews.quality", {}),
]


@pytest.fixture
def said(database):
    """The statements said to the database, without those that only open and close transactions."""
    heard = []

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith(SILENT):
            heard.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield heard
    event.remove(database.engine, "before_cursor_execute", note)


class World:
    """Aino's team with a client and an employer whose pages are opened, and growing lists."""

    def __init__(self, database, people):
        self.database, self.people, self.size = database, people, 0
        with database.write() as session:
            self.stay = make_client(
                session, people.kokkola, people.aino, referred=TODAY - 300 * DAY
            )
            self.employer = make_employer(session, "Kahvila Usva", person="Maija Esimerkki")
            self.job = make_job(session, people.aino, self.stay, employer=self.employer)
            self.monday = monday_of(TODAY) - 7 * DAY
            self.week = make_week(session, people.aino, people.kokkola, self.monday)
        self.grow(FEW)

    def grow(self, number):
        """Add as many of everything that pages list."""
        with self.database.write() as session:
            for n in range(self.size, self.size + number):
                self._add_clients(session, n)
                self._add_contacts(session, n)
                self._add_jobs(session, n)
                self._add_working_time(session, n)
                self._add_review(session, self.people.kokkola.id, n)
                self._add_teamwork(session, n)
                make_imports(session, self.people, f"Ranta {n} Oy")
                make_post(session, make_user(session, f"Coach{n} Niemi"), self.people.kokkola)
                team = make_team(session, f"Team {n}")
                make_client(session, team, by=self.people.matti)
                self._add_review(session, team.id, n)
        self.size += number

    def filled(self, values):
        """Return the values of an address; those in braces are of this world."""
        with self.database.read() as session:
            newest = select(Contact.public_id).where(Contact.coach_id == self.people.aino.user_id)
            newest = session.scalar(newest.order_by(Contact.on.desc(), Contact.id.desc()).limit(1))
        known = {
            "client": self.stay.public_id,
            "employer": self.employer.public_id,
            "newest": newest,
            "job": self.job.public_id,
            "week": TODAY.strftime("%G-W%V"),
            "monday": self.monday.isoformat(),
        }
        return {name: value.format(**known) for name, value in values.items()}

    def _add_clients(self, session, n):
        """Add clients of each kind of list; the leader is asked whether two are one person."""
        kokkola, aino, bengt = self.people.kokkola, self.people.aino, self.people.bengt
        for coach in (aino, bengt):
            stay = make_client(session, kokkola, coach, client_likeness=f"like {n}")
            make_contact(session, stay, coach)
        make_client(session, kokkola, by=aino, waiting_since=TODAY - n * DAY)
        ended = make_client(
            session, kokkola, by=aino, status=Status.CLOSED, decision=Decision.ACCEPTED,
            waiting_since=None, closed_on=TODAY, closed_reason=ClosingReason.IN_WORK,
        )  # fmt: skip
        make_assignment(session, ended, aino, ended_on=TODAY)

    def _add_contacts(self, session, n):
        """Add contacts with a client and with employers; one of each kind is withdrawn."""
        aino, on = self.people.aino, TODAY - n * DAY
        employer = make_employer(session, f"Kahvila {n}", person=f"Pekka Esimerkki {n}")
        gone = {"withdrawn_at": clock.now(), "withdrawn_by_id": aino.user_id}
        for met, values in ((employer, {}), (self.employer, {}), (employer, gone)):
            site = session.scalars(select(EmployerSite).filter_by(employer_id=met.id)).one()
            make_contact(
                session, self.stay, aino, on=on, with_whom=With.EMPLOYER, employer_id=met.id,
                site_id=site.id, meeting_purpose=MeetingPurpose.NEEDS, **values,
            )  # fmt: skip
        make_contact(session, self.stay, aino, on=on)
        make_consent(session, self.stay, given_on=on, with_whom=(With.FAMILY,))

    def _add_jobs(self, session, n):
        """Add a job that has ended, and to the one that goes on a change, a contact and a check."""
        aino, day = self.people.aino, TODAY - (n + 1) * DAY
        stay = session.get_one(ServicePeriod, self.stay.id)
        ended = make_job(session, aino, stay, employer=make_employer(session, f"Pesula {n}"))
        end_job(session, aino, stay, ended)
        job = session.get_one(Job, self.job.id)
        change = NewChange(day, ChangeKind.HOURS, hours="25")
        changing.save(session, aino.actor, stay, job, change)
        make_contact(session, stay, aino, on=day, job_id=job.id)
        check_benefits(session, aino, job, on=day)

    def _add_working_time(self, session, n):
        """Add a time to the confirmed week, and a week before it that is confirmed too."""
        add_time(session, self.week, Time(WorkKind.OTHER, list(WorkPlace)[n % 8], 60 + n))
        make_week(session, self.people.aino, self.people.kokkola, self.monday - (n + 1) * 7 * DAY)

    def _add_teamwork(self, session, n):
        """Add something held, a recurring meeting that waits, and a treatment team of Aino's."""
        dora, team = self.people.dora.actor, session.get_one(Team, self.people.kokkola.id)
        care_team = lists.set_care_team(session, None, f"Clinic {n}").id
        on, there = TODAY - n * DAY, (self.people.aino.public_id,)
        events.add(session, dora, team, NewEvent(on, EventKind.FIELD_MENTORING, there))
        weekly = NewSeries(EventKind.CARE_TEAM_MEETING, 1, 1, TODAY - 100 * DAY, None, care_team)
        series.add(session, dora, team, weekly)
        links.add(session, dora, team, NewLink(self.people.aino.public_id, care_team, on))

    def _add_review(self, session, team_id, n):
        """Add a finished review of a team."""
        dora = self.people.dora.user_id
        review = Review(
            team_id=team_id, scale=SCALE_IN_FORCE, kind=ReviewKind.SELF,
            state=ReviewState.FINISHED, on=TODAY - n * DAY, created_by_id=dora,
            created_at=clock.now(), finished_by_id=dora, finished_at=clock.now(),
        )  # fmt: skip
        review.items = [ReviewItem(item=item.id, points=3) for item in load(SCALE_IN_FORCE).items]
        session.add(review)
        session.flush()


@pytest.fixture
def world(database, people):
    return World(database, people)


@pytest.mark.parametrize(("who", "endpoint", "values"), PAGES)
def test_a_page_asks_as_often_for_many_rows_as_for_few(
    page, people, world, said, who, endpoint, values
):
    page.sign_in(getattr(people, who))
    few, short = ask(page, said, page.url(endpoint, **world.filled(values)))

    world.grow(MORE)
    many, long = ask(page, said, page.url(endpoint, **world.filled(values)))

    assert many == few
    assert len(long) > len(short), "nothing more stands on the page"


def test_logging_a_contact_asks_as_often_with_many_clients_as_with_few(page, people, world, said):
    page.sign_in(people.aino)
    log(page, said, world.stay)  # the first change of a day lets places follow the posts
    few = log(page, said, world.stay)

    world.grow(MORE)
    many = log(page, said, world.stay)

    assert many == few


def test_a_saved_contact_leaves_no_line_of_clients_that_were_not_shown(
    page, people, world, said, database
):
    page.sign_in(people.aino)
    page.get("contacts.new_contact")
    shown = lists_shown(database)

    log(page, said, world.stay)

    assert lists_shown(database) == shown + 1  # the page that `log` opens, not what it sends


def test_a_leaders_day_notes_only_the_clients_whose_contacts_it_shows(
    page, people, world, database
):
    page.sign_in(people.dora)

    page.get("days.my_day")

    with database.read() as session:
        noted = set(session.scalars(select(UseLogPeriod.period_id)))
    assert world.stay.id in noted
    assert len(noted) <= LATEST


def test_the_list_of_what_is_said_holds_what_a_page_asks(page, people, world, said):
    page.sign_in(people.aino)

    statements, _answer = ask(page, said, page.url("clients.list_clients"))

    assert [words for words in statements if "FROM service_period" in words]
    assert statements[-1].startswith("INSERT INTO use_log_period")


def ask(page, said, address):
    """Open a page; return what was said to the database and the page."""
    page.client.get(address)
    said.clear()
    answer = page.client.get(address)
    assert answer.status_code == 200
    return kinds(said), answer.text


def log(page, said, stay):
    """Log a contact on the page of the quick entry; return what was said to the database."""
    page.get("contacts.new_contact")
    typed = {
        "csrf_token": page.token(), "submission": page.field("submission"),
        "client": stay.public_id, "on": page.field("on"), "with_whom": "client",
        "mode": "phone", "reached": "yes", "note": new_public_id(),
    }  # fmt: skip
    said.clear()
    answer = page.client.post(page.url("contacts.new_contact"), data=typed)
    assert answer.status_code == 303
    return kinds(said)


def lists_shown(database):
    """Return how many lines of the use log tell of a list."""
    with database.read() as session:
        lines = select(func.count()).where(UseLogLine.action == Action.LIST)
        return session.scalar(lines.select_from(UseLogLine))


def kinds(said):
    """Return statements without what makes one differ by the number of its values."""
    return [words.partition(" IN (")[0] for words in said]
