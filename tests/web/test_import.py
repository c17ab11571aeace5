"""Bringing in a sheet on the page: looked at row by row, changed, saved, and undone as one."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.contacts.models import Contact
from coaching.db import new_public_id
from coaching.employers.models import Employer, ImportBatch, ImportStage
from coaching.sheets import runs
from tests import sheets
from tests.page import File

MET = date(2026, 3, 2)


def row(name, place="Kokkola", **cells):
    return sheets.employer(name, cells.pop("id", None), place, **{"pvm": MET, **cells})


CAFE = row("Café Åström", yhteyshenkilo="Maija Esimerkki", valmentaja="Aino")
BAKERY = row("Leipomo Usva Oy", valmentaja="Siv")


def upload(page, *rows, **fields):
    content = rows[0] if isinstance(rows[0], bytes) else sheets.register(*rows)
    page.get("employers.import_file")
    page.submit("Look at the file", file=File(content, "register.xlsx"), **fields)


def save(page, **fields):
    """Save what was looked at, and wait until it is done."""
    page.submit("Save to the register", **fields)
    for _again in range(200):
        if page.h1 != "Importing":
            return
        time.sleep(0.1)
        page.follow("See how far it is")
    pytest.fail("the import does not end")


def count(database, table):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table))


def cells_of(page, name):
    """Return the cells of the preview's row of an employer."""
    return next(cells for cells in page.table() if cells[1].startswith(name))


@pytest.fixture
def aino_page(page, people):
    page.sign_in(people.aino)
    return page


class TestTheRegisterOfATeam:
    def test_is_looked_at_before_anything_is_saved_and_comes_in_whole(self, aino_page, database):
        upload(aino_page, sheets.REGISTER.read_bytes())

        assert aino_page.h1 == "Check before importing"
        assert "59 new 106 joins 15 waits for a person 9 left out" in aino_page.main
        assert "Café Åström Ab" in aino_page.table()[4][1]
        assert count(database, Employer) == 0
        save(aino_page)
        assert "59 new employers 59 new sites 119 new contact persons" in aino_page.main
        assert count(database, Employer) == 59

    def test_is_turned_page_by_page_and_narrowed_to_what_waits(self, aino_page):
        upload(aino_page, sheets.REGISTER.read_bytes())

        assert len(aino_page.table()) == 51
        aino_page.follow("Show more")
        assert aino_page.table()[1][0].startswith("51")
        aino_page.follow("15 waits for a person")
        assert len(aino_page.table()) == 16

    def test_adds_nothing_the_second_time(self, aino_page, database):
        upload(aino_page, CAFE, BAKERY)
        save(aino_page)

        upload(aino_page, CAFE, BAKERY)

        assert "2 unchanged" in aino_page.main
        assert "Nothing new to save." in aino_page.main
        assert "Save to the register" not in aino_page.buttons
        assert (count(database, ImportBatch), count(database, Contact)) == (1, 1)


class TestTheFile:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"\x00\x01", "This is not a workbook. Choose an Excel or CSV file."),
            (b"", "The file is empty. Choose another file."),
        ],
    )
    def test_that_cannot_be_read_is_refused_beside_its_field(self, aino_page, content, words):
        upload(aino_page, content)

        assert aino_page.status == 422
        assert aino_page.error("file") == words

    def test_that_was_not_chosen_is_asked_for(self, aino_page):
        aino_page.get("employers.import_file")
        aino_page.submit("Look at the file")

        assert aino_page.status == 422
        assert aino_page.error("file") == "Choose a file."

    def test_lies_sealed_on_the_server_and_falls_away_after_a_day(
        self, aino_page, people, database
    ):
        upload(aino_page, CAFE)
        there = aino_page.address

        with database.read() as session:
            stage = session.scalars(select(ImportStage)).one()
            lying = stage.file_sealed + stage.results_sealed + stage.choices_sealed
        assert b"Maija" not in lying
        with clock.at(clock.now() + timedelta(hours=25)):
            aino_page.sign_in(people.aino)
            assert aino_page.get(there).status == 404

    def test_is_nobody_elses(self, aino_page, people):
        upload(aino_page, CAFE)
        there = aino_page.address

        aino_page.sign_in(people.dora)

        assert aino_page.get(there).status == 404

    def test_can_be_thrown_away(self, aino_page, database):
        upload(aino_page, CAFE)

        aino_page.submit("Throw the file away")

        assert aino_page.messages == ["The file was thrown away. Nothing of it was saved."]
        assert count(database, ImportStage) == 0


class TestColumns:
    HEADINGS = ("Kuka", "Missä", "Lempiväri")

    def test_that_nothing_names_are_told_by_a_person(self, aino_page, database):
        upload(aino_page, sheets.workbook(self.HEADINGS, ["Café Åström", "Kokkola", "sininen"]))
        assert aino_page.h1 == "What do the columns hold?"

        aino_page.submit("Look at the rows", **{"c-0-0": "name", "c-0-1": "municipality"})

        assert "Columns that are kept but not read: Lempiväri" in aino_page.main
        save(aino_page)
        with database.read() as session:
            assert session.scalars(select(Employer.name)).all() == ["Café Åström"]

    def test_of_which_none_holds_the_employers_are_refused(self, aino_page):
        upload(aino_page, sheets.workbook(self.HEADINGS, ["Café Åström", "Kokkola", "sininen"]))

        aino_page.submit("Look at the rows", **{"c-0-1": "municipality"})

        assert aino_page.status == 422
        assert "Choose the column that holds the employers." in aino_page.main
        assert aino_page.field("c-0-1") == "municipality"

    def test_of_which_two_hold_the_same_are_refused_beside_the_second(self, aino_page):
        upload(aino_page, sheets.workbook(self.HEADINGS, ["Café Åström", "Kokkola", "sininen"]))

        aino_page.submit("Look at the rows", **{"c-0-0": "name", "c-0-2": "name"})

        assert aino_page.status == 422
        assert aino_page.error("c-0-2").startswith("“Lempiväri” holds the same")

    def test_that_were_guessed_wrong_are_changed(self, aino_page):
        upload(aino_page, CAFE)
        aino_page.follow("Change what the columns hold")
        assert aino_page.field("c-0-3") == "municipality"

        aino_page.submit("Look at the rows", **{"c-0-3": "", "c-0-10": ""})

        assert "Columns that are kept but not read: Paikkakunta, Muistiinpanot" in aino_page.main


class TestRowsThatWait:
    TWO = (
        row("Hotelli Ky", "Perho", id="4595711-3"),
        row("Hotelli Ky", "Perho", id="7924402-3"),
        row("Hotelli Ky", "Perho", valmentaja="Aino", yhteyshenkilo="Pekka"),
        row("Hotelli Ky", "Perho", id="7924402-4"),
    )

    def test_are_decided_one_by_one(self, aino_page, database):
        upload(aino_page, *self.TWO)
        aino_page.follow("2 waits for a person")
        chosen = aino_page.options("row-0-4")

        aino_page.submit("Save choices only", **{"row-0-4": chosen[-1], "row-0-5": "skip"})

        assert aino_page.messages == ["Choices saved. Nothing is imported yet."]
        aino_page.follow("Show all rows")
        assert "You chose: Hotelli Ky." in aino_page.table()[4][2]
        assert "You chose to leave the row out." in aino_page.table()[5][2]
        save(aino_page)
        assert count(database, Employer) == 2
        with database.read() as session:
            met = session.scalars(
                select(Employer).join(Contact, Contact.employer_id == Employer.id)
            )
            assert [one.business_id for one in met] == ["7924402-3"]

    def test_stay_with_the_import_when_nobody_decides(self, aino_page):
        upload(aino_page, *self.TWO)
        save(aino_page)

        assert "waits for a person: 2" in aino_page.main
        upload(aino_page, *self.TWO)
        assert "2 waits for a person" in aino_page.main

    def test_become_an_employer_of_their_own(self, aino_page, database):
        upload(aino_page, row("Hotelli Ky", "Perho", id="7924402-4"))

        save(aino_page, **{"row-0-2": "new"})

        with database.read() as session:
            made = session.execute(select(Employer.name, Employer.business_id)).all()
        assert made == [("Hotelli Ky", None)]


class TestMeetings:
    def test_are_the_coachs_who_held_them(self, aino_page, people, database):
        upload(aino_page, CAFE, BAKERY)
        assert cells_of(aino_page, "Café")[3] == "2 Mar 2026"
        assert cells_of(aino_page, "Leipomo")[3].startswith("No meeting: the coach is not in")

        aino_page.submit("Save choices only", **{"coach-1": people.bengt.public_id})

        assert cells_of(aino_page, "Leipomo")[3] == "2 Mar 2026"
        save(aino_page)
        with database.read() as session:
            met = set(session.execute(select(Contact.coach_id, Contact.on, Contact.period_id)))
        assert met == {(people.aino.user_id, MET, None), (people.bengt.user_id, MET, None)}

    def test_are_not_made_when_nobody_wants_them(self, aino_page, database):
        upload(aino_page, CAFE)
        aino_page.follow("Change what the columns hold")
        aino_page.submit("Look at the rows", meetings=False)
        save(aino_page)

        assert (count(database, Employer), count(database, Contact)) == (1, 0)

    def test_are_made_later_of_an_earlier_import(self, aino_page, people, database):
        upload(aino_page, CAFE, BAKERY)
        save(aino_page)
        assert "1 row of an employer has no meeting in the log." in aino_page.main

        aino_page.submit("Make meetings of the rows")
        save(aino_page, **{"coach-1": people.bengt.public_id})

        assert "2 meetings" in aino_page.main
        assert "Make meetings of the rows" not in aino_page.buttons
        assert (count(database, Contact), count(database, ImportBatch)) == (2, 1)


class TestSaving:
    def test_shows_how_far_it_is_and_can_be_stopped(self, aino_page, app, database):
        upload(aino_page, CAFE)
        name = aino_page.address.rpartition("/")[2]
        with database.write() as session:
            session.scalars(select(ImportStage)).one().state = "running"
        run = runs.Run(app.extensions["rinnalla_config"].instance, name, 10)
        run.looked -= 1
        run.tick(4)

        aino_page.get("employers.import_preview", import_id=name)

        assert aino_page.h1 == "Importing"
        assert aino_page.main.partition(" is done")[0].endswith("40 %")
        assert aino_page.response.headers["Refresh"] == "2"
        aino_page.submit("Stop, save nothing")
        assert "Stopping. Nothing will be saved." in aino_page.main
        run.looked -= 1
        with pytest.raises(runs.Stopped):
            run.tick(1)
        run.file.close()

    def test_that_a_killed_server_left_undone_says_so_and_goes_on_again(self, aino_page, database):
        upload(aino_page, CAFE)
        there = aino_page.address
        with database.write() as session:
            session.scalars(select(ImportStage)).one().state = "running"

        aino_page.get(f"{there}/progress")

        assert aino_page.messages == ["The import did not finish. Nothing was saved. Try again."]
        save(aino_page)
        assert count(database, Employer) == 1

    def test_twice_at_once_saves_once(self, aino_page, database):
        upload(aino_page, CAFE)
        there = aino_page.address
        typed = {
            "submission": aino_page.field("submission"),
            "do": "import",
        }
        aino_page.post(there, typed)
        aino_page.post(there, {**typed, "submission": new_public_id()})

        assert (count(database, Employer), count(database, ImportBatch)) == (1, 1)


class TestUndoing:
    def test_takes_back_what_the_import_added(self, aino_page, database):
        upload(aino_page, CAFE)
        save(aino_page)
        aino_page.follow("Undo the import")
        assert "1 employer 1 site 1 contact person 1 meeting" in aino_page.main

        aino_page.submit("Undo the import")

        assert aino_page.messages[0] == "Import undone"
        assert "new employer" not in aino_page.main
        assert (count(database, Employer), count(database, Contact)) == (0, 0)
        aino_page.follow("Import from file")
        assert aino_page.table()[1][3] == "undone"

    def test_tells_what_stays(self, aino_page, database):
        upload(aino_page, CAFE)
        save(aino_page)
        with database.write() as session:
            session.scalars(select(Contact)).one().note = "Rang again"

        aino_page.follow("Undo the import")

        assert "Employers: Café Åström" in aino_page.main

    def test_is_for_who_brought_it_in_and_for_the_leader(self, aino_page, people):
        upload(aino_page, CAFE)
        save(aino_page)
        there = aino_page.address

        for who, sees, may in (
            (people.bengt, 200, False),
            (people.dora, 200, True),
            (people.cilla, 404, False),
        ):
            aino_page.sign_in(who)
            assert aino_page.get(there).status == sees
            assert ("Undo the import" in aino_page.response.text) is may
            assert aino_page.get(f"{there}/undo").status == (200 if may else 404)
