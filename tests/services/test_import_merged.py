"""Imports and merges of cards: what is brought in lands on the kept card, and merges stay whole."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coaching.contacts.models import Contact
from coaching.employers import batch_meetings, importing, staging, undoing
from coaching.employers import service as employers
from coaching.employers.import_types import Choices, MeetingTerms
from coaching.employers.models import Employer
from coaching.sheets import workbook
from tests import sheets
from tests.factories import make_employer


def read(*rows, choices=None):
    return importing.read_rows(
        workbook.read_bytes(sheets.register(*rows), "a.xlsx"), choices or Choices()
    )


def row(name, business_id=None, **cells):
    return sheets.employer(name, business_id, "Kokkola", **cells)


@pytest.fixture
def terms(people):
    return MeetingTerms(people.kokkola.id, {"aino": people.aino.user_id})


def named(session, name):
    return session.scalars(select(Employer).where(Employer.name == name)).one()


def test_a_row_of_a_merged_card_joins_the_kept_one(session, aino, terms):
    kept = make_employer(session, "Rantakahvila Oy")
    other = make_employer(session, "Ranta kahvila")
    employers.merge(session, aino, kept.public_id, other.public_id, {})

    importing.accept(
        session, aino, read(row("Ranta kahvila", valmentaja="Aino", pvm="2.3.2026")), "k", terms
    )

    assert [one.employer_id for one in session.scalars(select(Contact))] == [kept.id]


def test_a_choice_of_a_card_that_was_merged_meanwhile_means_the_kept_one(session, aino, terms):
    kept = make_employer(session, "Rantakahvila Oy")
    other = make_employer(session, "Merikahvila")
    wrong = row("Merikahvila", "1234567-0", valmentaja="Aino", pvm="2.3.2026")
    chosen = Choices(rows={"0-2": f"e:{other.public_id}"})
    employers.merge(session, aino, kept.public_id, other.public_id, {})

    importing.accept(session, aino, read(wrong, choices=chosen), "k", terms)

    assert [one.employer_id for one in session.scalars(select(Contact))] == [kept.id]


def test_meetings_of_an_earlier_import_land_on_the_kept_card(session, dora, people, terms):
    brought = row("Merikahvila", valmentaja="Aino", pvm="2.3.2026", yhteyshenkilo="Maija")
    _found, batch = importing.accept(session, dora, read(brought), "k", team_id=people.kokkola.id)
    kept = make_employer(session, "Rantakahvila Oy", person="Maija")
    other = named(session, "Merikahvila")
    employers.merge(session, dora, kept.public_id, other.public_id, {})
    stage = staging.put_again(session, dora, batch.public_id, people.kokkola.id)

    batch_meetings.accept(
        session, dora, batch, staging.raw(stage), staging.choices_of(stage), terms
    )

    (made,) = session.scalars(select(Contact)).all()
    assert made.employer_id == kept.id
    assert employers.find_spot(session, made.site_id, made.person_id).employer_id == kept.id


def test_undoing_an_import_leaves_what_a_merge_remembers(session, dora, people, terms):
    brought = row("Merikahvila", valmentaja="Aino", pvm="2.3.2026")
    _found, batch = importing.accept(session, dora, read(brought, row("Leipomo")), "k", terms)
    kept = make_employer(session, "Rantakahvila Oy")
    other = named(session, "Merikahvila")
    merged = employers.merge(session, dora, kept.public_id, other.public_id, {})

    told = undoing.undo(session, dora, batch.public_id)

    assert (told.kept_employers, told.kept_meetings, told.employers) == (("Merikahvila",), 1, 1)
    (merge,) = employers.can_be_undone(session, merged.id)
    employers.undo(session, dora, kept.public_id, merge.public_id)
    assert {one.name for one in session.scalars(select(Employer))} == {
        "Merikahvila",
        "Rantakahvila Oy",
    }
