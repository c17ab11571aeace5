"""What is due on its pages: the list, My day, the client's page, the week, the calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from coaching import clock
from coaching.accounts import organisation
from coaching.clients.models import ServicePeriod
from coaching.support import deciding
from coaching.support.types import Decision, Wants
from tests.factories import make_client, make_contact, make_employer
from tests.jobs import check_benefits, make_job

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def quiet(database, people):
    """A client of Aino's whom nobody has reached for forty days, as the stay's public id."""
    with database.write() as session:
        stay = make_client(
            session, people.kokkola, people.aino, name="Leila Lahti", status="searching",
            entry_date=TODAY - 90 * DAY, referred=TODAY - 100 * DAY,
        )  # fmt: skip
        make_contact(session, stay, people.aino, on=TODAY - 40 * DAY)
        organisation.put(session, None, "names_on", True)
        return stay.public_id


@pytest.fixture
def address(signed_in):
    """The secret address of Aino's calendar, made on its page."""
    signed_in.get("due.own_calendar")
    signed_in.submit("Make an address")
    (shown,) = [one for one in signed_in.markup.find_all("input") if one.get("id") == "address"]
    return shown.get("value")


def summaries(page, address):
    answer = page.client.get("/" + address.split("/", 3)[3])
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return [str(one["summary"]) for one in Calendar.from_ical(answer.data).walk("VEVENT")]


class TestTheList:
    def test_says_what_whom_since_when_and_why(self, signed_in, quiet):
        signed_in.get("due.list_due")

        assert "Leila Lahti get in touch" in signed_in.main
        assert "No contact for 28 days." in signed_in.main
        assert "first employer meeting" in signed_in.main
        assert "60 days late" in signed_in.main

    def test_starts_the_entry_with_the_client_carried(self, signed_in, quiet):
        signed_in.get("due.list_due")

        signed_in.follow("Log a contact: Leila Lahti, get in touch")

        assert signed_in.h1 == "Log a contact"
        assert "Leila Lahti" in signed_in.text

    def test_tells_which_contact_of_a_support_plan_is_due(self, signed_in, quiet, database, people):
        with database.write() as session:
            stay = session.scalars(
                select(ServicePeriod).where(ServicePeriod.public_id == quiet)
            ).one()
            job = make_job(session, people.aino, stay, TODAY - DAY)
            wants = Decision(TODAY, Wants.YES, contact_ok=True, info_given=True)
            deciding.decide(session, people.aino.actor, stay, job, wants, 0)

        for page in ("due.list_due", "days.my_day"):
            signed_in.get(page)

            assert "support contact" in signed_in.main
            assert "In the support plan: Within three days after the start." in signed_in.main

    def test_what_was_done_elsewhere_is_gone(self, signed_in, quiet, database, people):
        with database.write() as session:
            stay = session.scalars(
                select(ServicePeriod).where(ServicePeriod.public_id == quiet)
            ).one()
            make_contact(session, stay, people.aino, on=TODAY)

        signed_in.get("due.list_due")

        assert "get in touch" not in signed_in.main

    def test_the_days_of_the_setting_count(self, signed_in, quiet, database):
        with database.write() as session:
            organisation.put(session, None, "quiet_days", 60)

        signed_in.get("due.list_due")

        assert "get in touch" not in signed_in.main

    def test_with_nothing_due_it_says_so(self, signed_in):
        signed_in.get("due.list_due")

        assert "All done. New things will appear here." in signed_in.main

    def test_another_coach_sees_nothing_of_it(self, page, people, quiet):
        page.sign_in(people.bengt)

        page.get("due.list_due")

        assert "Leila" not in page.text

    def test_a_leader_sees_whose_client_it_is(self, page, people, quiet):
        page.sign_in(people.dora)

        page.get("due.list_due")

        assert "Leila Lahti get in touch" in page.main
        assert "Coach: Aino Ahola." in page.main


class TestOtherPages:
    def test_my_day_begins_with_it(self, signed_in, quiet):
        signed_in.get("days.my_day")

        assert "Leila Lahti first employer meeting" in signed_in.main

    def test_the_clients_page_shows_it(self, signed_in, quiet):
        signed_in.get("clients.show_client", period_id=quiet)

        assert "first employer meeting" in signed_in.main

    def test_a_step_agreed_with_an_employer_is_due_on_its_day(self, signed_in, people, database):
        with database.write() as session:
            employer = make_employer(session, "Pesula Ky")
            make_contact(
                session, None, people.aino, on=TODAY - 9 * DAY, with_whom="employer",
                employer_id=employer.id, team_id=people.kokkola.id, next_on=TODAY - DAY,
                meeting_purpose="needs",
            )  # fmt: skip
        signed_in.get("due.list_due")

        signed_in.follow("Log a meeting: Pesula Ky, next step with the employer")

        assert "Pesula Ky" in signed_in.main


class TestTheWeek:
    def test_puts_each_thing_on_its_day(self, signed_in, quiet, prepared):
        def job(session, person, period):
            made = make_job(session, person, period, start=TODAY + 3 * DAY)
            check_benefits(session, person, made)

        prepared(job)

        signed_in.get("due.show_week", **{"from": (TODAY + 3 * DAY).isoformat()})

        assert "ask about support while working" in signed_in.main

    def test_turns_to_the_next_one(self, signed_in):
        signed_in.get("due.show_week", **{"from": "2026-11-25"})
        assert signed_in.h1 == "Week 48"

        signed_in.follow("Next week")

        assert signed_in.h1 == "Week 49"

    def test_a_day_that_is_none_shows_this_week(self, signed_in):
        signed_in.get("due.show_week", **{"from": "soon"})

        assert signed_in.h1 == f"Week {TODAY.isocalendar().week}"


class TestTheCalendar:
    def test_says_what_but_never_whom(self, signed_in, quiet, address):
        told = summaries(signed_in, address)

        assert "First employer meeting" in told
        assert not [one for one in told if "Leila" in one or "Lahti" in one]

    def test_opens_without_sign_in(self, signed_in, quiet, address):
        signed_in.sign_out()

        assert summaries(signed_in, address)

    def test_a_new_address_takes_the_old_ones_place(self, signed_in, address):
        signed_in.get("due.own_calendar")
        signed_in.submit("Make a new address")

        assert signed_in.client.get("/" + address.split("/", 3)[3]).status_code == 404

    def test_taken_away_it_is_not_there(self, signed_in, address):
        signed_in.get("due.own_calendar")
        signed_in.submit("Take the calendar away")

        assert signed_in.client.get("/" + address.split("/", 3)[3]).status_code == 404

    @pytest.mark.parametrize("ending", ["x.ics", "ä.ics", "0" * 40 + ".ics"])
    def test_a_guessed_address_opens_nothing(self, signed_in, people, address, ending):
        guessed = f"/calendar/{people.aino.public_id}/{ending}"

        assert signed_in.client.get(guessed).status_code == 404
