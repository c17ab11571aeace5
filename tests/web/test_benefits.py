"""The pages of a benefits check: gone through together, waiting, declined, changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.benefits import figures
from coaching.benefits import service as benefits
from coaching.benefits.models import BenefitsCheck, BenefitsCheckRow
from coaching.benefits.types import CheckReason, CheckResult
from coaching.clients.models import Client, ServicePeriod
from coaching.jobs.models import JobChange
from tests.benefits import FOR_ALL, answered, make_job

TODAY = clock.today()
DAY = timedelta(days=1)
ALL_DONE = {f"answer_{row}": "done" for row in FOR_ALL}
LIMIT = "May gross pay go over the monthly earnings limit?"


@pytest.fixture
def opened(signed_in, client):
    return signed_in.get("benefits.record_check", period_id=client)


@pytest.fixture
def with_income(database, client):
    """Give the client a main income: with_income("disability_kela")."""

    def give(*income):
        with database.write() as session:
            stay = session.scalars(select(ServicePeriod).filter_by(public_id=client)).one()
            session.get_one(Client, stay.client_id).main_income = income

    return give


@pytest.fixture
def job(database, client):
    """Make a job of the client that starts so many days from today, and return its public id."""

    def made(days, **values):
        with database.write() as session:
            stay = session.scalars(select(ServicePeriod).filter_by(public_id=client)).one()
            return make_job(session, stay, TODAY + days * DAY, **values).public_id

    return made


@pytest.fixture
def checked(database, prepared):
    """Record a check of the client's: checked(result=...).public_id."""
    made = []

    def check(**values):
        prepared(
            lambda session, aino, stay: made.append(
                benefits.record(session, aino.actor, stay, answered(**values)).public_id
            )
        )
        return made[-1]

    return check


def kept(database):
    with database.read() as session:
        found = session.scalars(select(BenefitsCheck).order_by(BenefitsCheck.id)).all()
        session.expunge_all()
        return found


def test_a_check_is_gone_through_and_shown_on_the_clients_page(opened, database, client):
    assert opened.field("on") == f"{TODAY.day}.{TODAY.month}.{TODAY.year}"
    assert opened.field("checked_by") == "coach"

    opened.submit(
        "Save the check",
        **ALL_DONE,
        reason="before_start",
        told_tax=["tax"],
        note_costs="The bus is two zones",
        result="clear",
    )

    assert opened.messages == ["The benefits check is saved"]
    assert "Is told: Tax Administration" in opened.main
    assert "The bus is two zones" in opened.main
    opened.get("clients.show_client", period_id=client)
    assert "before the job starts clear" in opened.main


def test_the_page_says_that_it_asks_and_promises_nothing(opened):
    assert "This page asks and reminds. It does not work out a benefit" in opened.main


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_is_asked_in_each_language(page, people, client, with_income, language):
    with_income("disability_work", "housing_pensioner", "general")
    page.sign_in(people.aino, language)

    page.get("benefits.record_check", period_id=client)

    words = {"fi": "ansaintaraja", "sv": "inkomstgräns", "en": "earnings limit"}
    assert words[language] in page.main
    assert page.options("answer_limit") == ["done", "not_yet", "not_needed", "unsure"]
    assert page.options("told_unemployment") == ["kela", "fund"]


def test_only_what_fits_the_main_income_is_asked(signed_in, client, with_income):
    signed_in.get("benefits.record_check", period_id=client)
    assert LIMIT not in signed_in.main
    assert "Main source of income not known" in signed_in.main

    with_income("disability_kela")
    signed_in.get("benefits.record_check", period_id=client)

    assert LIMIT in signed_in.main
    assert "disability pension (Kela)" in signed_in.main


def test_a_client_may_decline_and_nothing_more_is_asked(opened, database):
    opened.submit("Save the check", reason="other", result="declined")

    assert opened.messages == ["The benefits check is saved"]
    (row,) = kept(database)
    assert (row.result, row.reason) == ("declined", "other")


def test_every_point_left_without_an_answer_is_said_beside_it_and_nothing_is_lost(opened, database):
    opened.submit(
        "Save the check",
        answer_tax="not_yet",
        note_tax="Asks on Friday",
        told_tax=["tax"],
        reason="before_start",
        result="clear",
    )

    assert opened.status == 422
    assert opened.error("answer_costs") == "Choose an answer. Also “not sure” is one."
    assert opened.error("answer_adviser") == "Choose an answer. Also “not sure” is one."
    assert opened.error("answer_debts") is None
    assert opened.field("answer_tax") == "not_yet"
    assert (opened.field("note_tax"), opened.field("told_tax")) == ("Asks on Friday", "tax")
    assert kept(database) == []


def test_what_is_missing_or_cannot_be_is_said_beside_its_field(opened, database):
    typed = {**ALL_DONE, "note_tax": "131052-308T", "on": TODAY + DAY}

    opened.submit("Save the check", **typed)

    assert opened.status == 422
    assert opened.error("on") == "The date is still ahead. Choose today or an earlier day."
    assert opened.error("reason") == "Choose why the benefits are checked."
    assert opened.error("result") == "Choose what came of the check."
    assert "personal identity code" in opened.error("note_tax")
    assert opened.field("note_tax") == "131052-308T"
    assert kept(database) == []


def test_waiting_asks_what_for(opened, database):
    opened.submit("Save the check", **ALL_DONE, reason="other", result="waiting")
    assert opened.error("waiting_for") == (
        "An answer is waited for. Write what it is about and who gives it."
    )

    opened.submit("Save the check", waiting_for="Kela tells the limit")

    assert "Kela tells the limit" in opened.main
    assert [row.result for row in kept(database)] == ["waiting"]


def test_a_job_that_begins_fills_in_why_and_is_shown(signed_in, client, job, database):
    there = {"period_id": client, "job": job(5)}
    signed_in.get("benefits.record_check", **there)
    assert signed_in.field("reason") == "before_start"
    assert "Job Laundry hand, first day" in signed_in.main

    signed_in.submit("Save the check", **ALL_DONE, result="clear")

    assert "Job Laundry hand" in signed_in.main
    (row,) = kept(database)
    assert row.job_id is not None


def test_a_change_of_hours_fills_in_why(signed_in, client, job, database):
    public_id = job(-50)
    with database.write() as session:
        row = benefits.find_job(session, session.get_one(ServicePeriod, 1), public_id)
        change = JobChange(
            job_id=row.id, on=TODAY, kind="hours", by_id=row.created_by_id, at=clock.now()
        )
        session.add(change)
        session.flush()
        change_id = change.public_id

    signed_in.get("benefits.record_check", period_id=client, job=public_id, change=change_id)
    assert signed_in.field("reason") == "hours_change"
    signed_in.submit("Save the check", **ALL_DONE, result="clear")

    (kept_row,) = kept(database)
    assert kept_row.job_change_id is not None


def test_a_job_that_is_not_the_clients_is_not_there(signed_in, client):
    assert signed_in.get("benefits.record_check", period_id=client, job="a" * 26).status == 404


class TestFigures:
    @pytest.fixture
    def own(self, config):
        def written(text):
            (config.instance / figures.OWN_FILE).write_text(text, encoding="utf-8")

        return written

    @pytest.fixture
    def asked(self, signed_in, client, with_income):
        with_income("disability_kela")
        return lambda: signed_in.get("benefits.record_check", period_id=client).main

    def test_without_a_checked_value_it_is_looked_up(self, asked):
        assert "Look it up with Kela" in asked()
        assert "€" not in asked()

    def test_the_organisations_own_is_shown_with_source_and_day(self, asked, own):
        own(
            f'[earnings_limit]\nvalue = "1234.50"\nyear = {TODAY.year}\n'
            f"verified_on = {TODAY.isoformat()}\n"
        )

        shown = asked()

        assert "1,234.50 € a month" in shown
        assert "Kela: Rehabilitation subsidy and disability pension, checked" in shown
        assert "Check with Kela" not in shown

    def test_an_old_one_asks_to_be_checked(self, asked, own):
        own('[earnings_limit]\nvalue = "1234.50"\nyear = 2020\nverified_on = 2020-01-02\n')

        assert "a month Check with Kela" in asked()

    def test_a_broken_file_is_left_out_and_said(self, asked, own):
        own("[earnings_limit")

        assert "yearly figures cannot be read" in asked()


class TestChanging:
    def test_the_answer_that_was_waited_for_has_come(self, signed_in, client, checked, database):
        check = checked(result=CheckResult.WAITING, waiting_for="Kela tells")
        signed_in.get("benefits.show_check", period_id=client, check_id=check)
        signed_in.follow("Edit: Benefits check")
        assert signed_in.field("waiting_for") == "Kela tells"

        signed_in.submit("Save the check", result="clear")

        assert signed_in.messages == ["The benefits check is saved"]
        assert [(row.result, row.waiting_for) for row in kept(database)] == [("clear", None)]
        with database.read() as session:
            rows = session.scalar(select(func.count()).select_from(BenefitsCheckRow))
        assert rows == len(FOR_ALL)

    def test_two_who_change_it_see_both(self, signed_in, client, checked, database, prepared):
        check = checked()
        signed_in.get("benefits.edit_check", period_id=client, check_id=check)

        def meanwhile(session, aino, stay):
            row = benefits.get(session, stay, check)
            new = answered(result=CheckResult.WAITING, waiting_for="Kela tells")
            benefits.edit(session, aino.actor, stay, row, new, row.row_version)

        prepared(meanwhile)
        signed_in.submit("Save the check", result="declined")

        assert signed_in.status == 422
        assert signed_in.field("result") == "declined"
        assert "waiting for an answer" in signed_in.main
        assert [row.result for row in kept(database)] == ["waiting"]

    def test_what_two_change_in_different_points_is_kept_of_both(
        self, signed_in, client, checked, database, prepared
    ):
        check = checked()
        signed_in.get("benefits.edit_check", period_id=client, check_id=check)

        def meanwhile(session, aino, stay):
            row = benefits.get(session, stay, check)
            new = answered(reason=CheckReason.OTHER)
            benefits.edit(session, aino.actor, stay, row, new, row.row_version)

        prepared(meanwhile)
        signed_in.submit("Save the check", result="declined")

        assert [(row.result, row.reason) for row in kept(database)] == [("declined", "other")]

    def test_of_an_ended_stay_only_shows(self, signed_in, client, checked, database):
        check = checked(on=TODAY - 3 * DAY)
        with database.write() as session:
            stay = session.scalars(select(ServicePeriod).filter_by(public_id=client)).one()
            stay.status, stay.closed_on, stay.closed_reason = "closed", TODAY, "own_wish"

        signed_in.get("benefits.show_check", period_id=client, check_id=check)
        assert "Edit" not in signed_in.main
        signed_in.get("benefits.edit_check", period_id=client, check_id=check)
        assert signed_in.address.endswith(check)
        signed_in.get("benefits.record_check", period_id=client)
        assert signed_in.address.endswith(client)


class TestInFormA:
    @pytest.fixture
    def money(self, signed_in, client):
        signed_in.get("profiles.show_profile", period_id=client)
        signed_in.submit("Begin the profile")
        return lambda: signed_in.get("profiles.edit_section", period_id=client, section_id="money")

    def test_shows_the_newest_check_and_leads_to_the_next(self, money, checked, signed_in):
        checked(on=TODAY - 9 * DAY, result=CheckResult.DECLINED)
        checked(on=TODAY - 2 * DAY)

        assert "clear" in money().main
        assert "client declined" not in signed_in.main
        signed_in.submit("Check now: Benefits check")
        assert signed_in.title.startswith("Benefits check")


@pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
def test_a_client_of_somebody_else_is_not_there(page, people, client, checked, name):
    check = checked()
    page.sign_in(getattr(people, name))

    assert page.get("benefits.record_check", period_id=client).status == 404
    assert page.post("benefits.record_check", {}, period_id=client).status == 404
    assert page.get("benefits.show_check", period_id=client, check_id=check).status == 404
    assert page.get("benefits.edit_check", period_id=client, check_id=check).status == 404
