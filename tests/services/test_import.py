"""A team's sheet comes into the register once, whole, and without harm to what is there."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from coaching import clock, history
from coaching.accounts.models import ListOption
from coaching.employers import importing, importing_cli
from coaching.employers.models import (
    Employer,
    EmployerPerson,
    EmployerSite,
    ImportBatch,
    ImportRow,
)
from coaching.employers.refusals import NoHeadings
from coaching.employers.types import Decision, Outcome
from coaching.sheets import workbook
from coaching.uselog.models import UseLogLine
from tests import sheets
from tests.factories import make_employer

TABLES = (Employer, EmployerSite, EmployerPerson, ImportBatch, ImportRow)
WHY = "Contact person"

CAFE = sheets.employer(
    "Café Åström Ab", "8219935-8", "Kokkola", yhteyshenkilo="Öivind Mallberg", asema="HR",
    puhelin="0405550199", sahkoposti="oivind@example.fi", paattaa="ei", pvm=date(2025, 11, 1),
)  # fmt: skip


def file(content, name="register.xlsx"):
    return workbook.read_bytes(content, name)


def accept(session, content):
    found, _batch = importing.accept(session, None, importing.read_rows(file(content)), WHY)
    return found


def outcomes(found):
    return [one.outcome for one in found.results if one.read is not None]


def counts(session):
    return {
        table.__name__: session.scalar(select(func.count()).select_from(table)) for table in TABLES
    }


def person(session, name):
    return session.scalars(select(EmployerPerson).where(EmployerPerson.name == name)).one()


@pytest.fixture
def run(database, tmp_path, capsys):
    """The command with a file of the test's own: exit status, what it prints, what it refuses."""

    def command(content, *, accept=False, as_json=False, language="en", name="register.xlsx"):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        out = io.StringIO()
        status = importing_cli.run(database, path, accept, as_json, out, language=language)
        return status, out.getvalue(), capsys.readouterr().err

    return command


class TestTheRegisterOfATeam:
    def test_comes_in_and_adds_nothing_the_second_time(self, session):
        content = sheets.REGISTER.read_bytes()

        first = accept(session, content)
        after = counts(session)
        second = accept(session, content)

        assert first.counts == {
            Outcome.NEW: 59,
            Outcome.JOINED: 106,
            Outcome.UNCHANGED: 0,
            Outcome.NEEDS_PERSON: 15,
            Outcome.SKIPPED: 9,
        }
        assert second.counts == {
            Outcome.NEW: 0,
            Outcome.JOINED: 0,
            Outcome.UNCHANGED: 165,
            Outcome.NEEDS_PERSON: 15,
            Outcome.SKIPPED: 9,
        }
        assert all(one.reasons for one in (*first.results, *second.results))
        assert counts(session) == after
        assert (after["Employer"], after["EmployerSite"], after["ImportBatch"]) == (59, 59, 1)

    def test_keeps_each_row_with_its_cells_as_they_came(self, session):
        content = sheets.REGISTER.read_bytes()

        accept(session, content)

        kept = session.scalars(select(ImportRow).order_by(ImportRow.id)).all()
        came = [(sheet.name, row) for sheet in file(content).sheets for row in sheet.rows]
        assert [(row.sheet, row.number, row.cells) for row in kept] == [
            (sheet, row.number, list(row.cells)) for sheet, row in came
        ]
        assert b"Mallberg" not in b"".join(row.cells_sealed for row in kept)

    def test_is_found_and_ordered_alike_on_both_databases(self, session):
        accept(session, sheets.REGISTER.read_bytes())

        names = session.scalars(select(Employer.name).order_by(Employer.sort_key, Employer.id))
        found = list(dict.fromkeys(names))
        assert found[:2] == ["Autohuolto Veljekset Ab", "Autohuolto Veljekset Ky"]
        assert found.index("Café Åström Oy Ab") < found.index("Hotelli Näyte Ky")
        astrom = select(func.count()).where(Employer.name_folded.contains("astrom"))
        assert session.scalar(astrom) == 3


class TestWithoutAccept:
    def test_nothing_is_written(self, database, run):
        status, out, _err = run(sheets.REGISTER.read_bytes())

        assert status == 0
        assert "Nothing is saved yet" in out
        with database.read() as session:
            assert set(counts(session).values()) == {0}

    def test_it_tells_what_accepting_then_does(self, session):
        told = importing.preview(session, importing.read_rows(file(sheets.REGISTER.read_bytes())))
        done = accept(session, sheets.REGISTER.read_bytes())

        assert [
            (one.sheet, one.number, one.outcome, list(one.reasons)) for one in told.results
        ] == [(one.sheet, one.number, one.outcome, list(one.reasons)) for one in done.results]


class TestAgain:
    def test_rows_sorted_anew_and_columns_moved_are_known_again(self, session):
        other = sheets.employer("Pesula Ky", "7215901-0", "Perho")
        accept(session, sheets.register(CAFE, other))
        order = list(reversed(range(len(sheets.HEADINGS))))

        def moved(row):
            return [row[place] for place in order]

        content = sheets.workbook(moved(sheets.HEADINGS), moved(other), [], moved(CAFE))

        assert outcomes(accept(session, content)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]

    def test_only_what_is_new_in_a_longer_file_is_added(self, session):
        accept(session, sheets.register(CAFE))

        found = accept(
            session, sheets.register(CAFE, CAFE, sheets.employer("Uusi Oy", None, "Perho"))
        )

        assert outcomes(found) == [Outcome.UNCHANGED, Outcome.JOINED, Outcome.NEW]
        assert counts(session) == {
            "Employer": 2,
            "EmployerSite": 2,
            "EmployerPerson": 1,
            "ImportBatch": 2,
            "ImportRow": 6,
        }

    def test_a_batch_that_was_undone_is_not_remembered(self, session):
        accept(session, sheets.register(CAFE))
        session.scalars(select(ImportBatch)).one().undone_at = clock.now()
        session.flush()

        assert outcomes(accept(session, sheets.register(CAFE))) == [Outcome.JOINED]

    def test_a_row_left_to_a_person_comes_in_once_the_register_makes_it_clear(self, session):
        nameless = sheets.employer("Hotelli Ky", None, "Perho")
        content = sheets.register(
            sheets.employer("Hotelli Ky", "4595711-3", "Perho"),
            sheets.employer("Hotelli Ky", "7924402-3", "Perho"),
            nameless,
        )
        assert outcomes(accept(session, content))[2] is Outcome.NEEDS_PERSON
        gone = session.scalars(select(Employer).where(Employer.business_id == "7924402-3")).one()
        gone.name_folded, gone.name = "muu oy", "Muu Oy"
        session.flush()

        found = accept(session, content)

        assert outcomes(found) == [Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.JOINED]
        assert outcomes(accept(session, content))[2] is Outcome.UNCHANGED


class TestWhatIsThere:
    def test_is_filled_where_it_is_empty_and_never_overwritten(self, session):
        there = make_employer(session, "Café Åström Ab", person="Öivind Mallberg")
        known = person(session, "Öivind Mallberg")
        known.role = "kauppias"
        session.flush()

        accept(session, sheets.register(CAFE))

        session.expire_all()
        assert there.business_id == "8219935-8"
        assert (known.role, known.phone, known.email, known.decides) == (
            "kauppias",
            "0405550199",
            "oivind@example.fi",
            Decision.NO,
        )
        batch = session.scalars(select(ImportBatch)).one()
        origins = history.newest(session, "employer_person", known.public_id)
        assert {one.source for one in origins.values()} == {"imported"}
        assert {one.origin for one in origins.values()} == {batch.public_id}
        assert set(origins) == {"phone", "email", "decides"}

    def test_a_new_person_is_kept_with_the_reason(self, session):
        accept(session, sheets.register(CAFE))

        found = person(session, "Öivind Mallberg")
        assert (found.why_kept, found.decides) == (WHY, "no")
        assert found.batch_id == session.scalars(select(ImportBatch.id)).one()

    def test_somebody_who_was_removed_does_not_come_back_with_the_same_rows(self, session):
        accept(session, sheets.register(CAFE))
        gone = person(session, "Öivind Mallberg")
        gone.name = gone.name_folded = ""
        gone.removed_at = clock.now()
        session.flush()

        accept(session, sheets.register(CAFE, sheets.employer("Uusi Oy", None, "Perho")))

        assert [one.name for one in session.scalars(select(EmployerPerson))] == [""]

    def test_an_industry_of_the_organisations_list_is_known_by_its_words(self, session):
        words = {"fi": "Kauppa", "sv": "Handel", "en": "Trade"}
        session.add(ListOption(list="industry", code="trade", **words))
        session.flush()
        headings = ["Yritys", "Ort", "Toimiala"]

        accept(
            session,
            sheets.workbook(headings, ["A Oy", "Perho", "HANDEL"], ["B Oy", "Perho", "avaruus"]),
        )

        found = session.execute(select(Employer.name, Employer.industry).order_by(Employer.name))
        assert dict(map(tuple, found)) == {"A Oy": "trade", "B Oy": None}


class TestSheets:
    def test_each_sheet_with_headings_is_read_and_the_rest_is_told(self, session):
        content = sheets.workbook(
            Ohje=[["Täytä joka kontakti"]],
            Kokkola=[["Yritys", "Ort"], ["A Oy", "Kokkola"]],
            Perho=[
                ["Ort", "Yritys"],
                ["Perho", "B Oy"],
                ["Ort", "Yritys"],
                [None, None],
                ["x", "-"],
            ],
            Vanhat=[["ei tuoda"], ["Yritys", "Ort"], ["Vanha Oy", "Perho"]],
        )

        found = accept(session, content)

        told = [(one.sheet, one.number, next(iter(one.reasons))) for one in found.results]
        assert told == [
            ("Ohje", 1, "no_headings"),
            ("Kokkola", 1, "headings"),
            ("Kokkola", 2, "new_name"),
            ("Perho", 1, "headings"),
            ("Perho", 2, "new_name"),
            ("Perho", 3, "headings"),
            ("Perho", 4, "empty_row"),
            ("Perho", 5, "no_name"),
            ("Vanhat", 1, "sheet_left_out"),
            ("Vanhat", 2, "sheet_left_out"),
            ("Vanhat", 3, "sheet_left_out"),
        ]
        batch = session.scalars(select(ImportBatch)).one()
        assert batch.headings["Perho"]["columns"] == {"municipality": 0, "name": 1}

    def test_a_file_without_headings_is_refused_and_leaves_nothing(self, session):
        with pytest.raises(NoHeadings):
            accept(session, sheets.workbook(["ei", "mitään"]))
        assert counts(session)["ImportBatch"] == 0


class TestCommand:
    def test_each_row_is_one_json_object_in_the_order_of_the_file(self, run):
        status, out, err = run(sheets.REGISTER.read_bytes(), as_json=True, language="fi")

        told = [json.loads(line) for line in out.splitlines()]
        assert (status, err) == (0, "")
        assert [(one["sheet"], one["row"]) for one in told] == [
            *(("Yritykset 2025-26", number) for number in range(1, 189)),
            ("Vanhat", 1),
        ]
        assert Counter(one["outcome"] for one in told) == {
            "new": 59,
            "joined": 106,
            "needs_person": 15,
            "skipped": 9,
        }
        assert all(set(one) == {"sheet", "row", "outcome", "reason", "codes"} for one in told)
        assert told[38]["reason"].startswith("The business ID 8219935-9 is not right. Check it.")
        assert told[38]["codes"][0] == "id_wrong"
        assert all(one["reason"] for one in told)

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("fi", "Y-tunnus 8219935-9 ei täsmää. Tarkista se."),
            ("sv", "FO-numret 8219935-9 stämmer inte. Kontrollera det."),
            ("en", "The business ID 8219935-9 is not right. Check it."),
        ],
    )
    def test_people_are_told_in_the_language_of_the_installation(self, run, language, words):
        _status, out, _err = run(sheets.REGISTER.read_bytes(), language=language)

        assert words in out

    def test_accepting_twice_says_saved_and_then_that_nothing_is_new(self, run):
        assert run(sheets.register(CAFE), accept=True)[1].endswith("Saved.\n")
        assert run(sheets.register(CAFE), accept=True)[1].endswith("Nothing new to save.\n")

    def test_accepting_leaves_a_line_in_the_use_log_without_words(self, run, database):
        run(sheets.register(CAFE), accept=True)

        with database.read() as session:
            asked = select(UseLogLine.action, UseLogLine.user_id, UseLogLine.detail)
            ((action, user_id, detail),) = session.execute(asked).all()
        assert (action, user_id) == ("create", None)
        assert json.loads(detail)["rows"]["new"] == 1
        assert not [word for word in ("Caf", "Mallberg", "0405550199") if word in detail]

    def test_a_text_file_is_read_too(self, run):
        status, out, _err = run(
            "Yritys;Paikkakunta\r\nCafé Åström;Kokkola\r\n".encode("cp1252"), name="a.csv"
        )

        assert status == 0
        assert "new       Café Åström: The name is not in the register yet" in out

    def test_columns_that_are_not_read_are_named(self, run):
        _status, out, _err = run(sheets.workbook(["Yritys", "Ort", "Lempiväri"], ["A", "B", "C"]))

        assert "Columns that are kept but not read: Lempiväri" in out

    @pytest.mark.parametrize("as_json", [True, False])
    def test_a_file_that_is_refused_is_one_clear_line_and_status_1(self, run, as_json):
        status, out, err = run(b"\x00\x01", accept=True, as_json=as_json, name="kuva.xlsx")

        assert (status, out) == (1, "")
        assert err.startswith("rinnalla: ")
        assert err.endswith("kuva.xlsx: This is not a workbook. Choose an Excel or CSV file.\n")
        assert err.count("\n") == 1

    def test_a_file_that_is_not_there_is_told_in_the_installations_language(self, run):
        status, _out, err = run(None, language="fi")

        assert status == 1
        assert err.endswith("Tiedostoa ei löydy. Tarkista sen nimi ja kansio.\n")
