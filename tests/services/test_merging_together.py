"""A merge while others write: meetings land on the merged card, and two merges make one.

Workers are let loose together, each in a transaction of its own, on both databases.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.employers import service as employers
from coaching.employers.models import Employer, EmployerMerge, EmployerSite
from coaching.employers.types import PersonDetails
from coaching.errors import Refusal
from tests import databases, sheets
from tests.contacts import with_employer
from tests.employers import bring_in, people_of, sites_of, twice

WAIT = 60


@pytest.fixture
def cards(database):
    """Two cards of one café, by public id."""
    with database.write() as session:
        return tuple(one.public_id for one in twice(session))


def together(config, *deeds):
    """Do each deed in a transaction of its own, all released at once; return what each came to."""
    start = threading.Barrier(len(deeds))

    def one(deed):
        databases.use_key()
        database = databases.open_copy(config.url)
        try:
            start.wait(WAIT)
            with database.write() as session:
                return deed(session)
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            database.close()

    with ThreadPoolExecutor(len(deeds)) as crew:
        return list(crew.map(one, deeds))


def strays(session):
    """Return how many meetings and people are left on a card that was merged."""
    merged = select(Employer.id).where(Employer.merged_into_id.is_not(None))
    sites = select(EmployerSite.id).where(EmployerSite.employer_id.in_(merged))
    lost = (Contact.employer_id.in_(merged), Contact.site_id.in_(sites))
    return [session.scalar(select(func.count(Contact.id)).where(one)) for one in lost]


@pytest.mark.parametrize("round_", range(4))
def test_a_meeting_saved_while_its_employer_is_merged_lands_on_the_merged_card(
    config, database, people, cards, round_
):
    kept_id, other_id = cards
    with database.read() as session:
        other = session.scalars(select(Employer).filter_by(public_id=other_id)).one()
        typed = with_employer(session, other, employer=f"s:{sites_of(session, other)[0].public_id}")
        moved = with_employer(session, other, employer=f"s:{sites_of(session, other)[1].public_id}")

    def log(new, actor):
        return lambda session: contacts.log(session, actor, None, new).id

    def merge(session):
        return employers.merge(session, people.dora.actor, kept_id, other_id, {}).id

    found = together(
        config,
        log(typed, people.aino.actor),
        log(moved, people.bengt.actor),
        merge,
        log(typed, people.cilla.actor),
        log(moved, people.cilla.actor),
    )

    with database.read() as session:
        assert strays(session) == [0, 0]
        held = session.scalars(select(Contact.employer_id)).all()
        assert held == [found[2]] * 4


@pytest.mark.parametrize("back", [False, True])
def test_two_merges_of_the_same_cards_at_once_make_one(config, database, people, cards, back):
    pairs = [cards, tuple(reversed(cards)) if back else cards]

    def merge(pair):
        return lambda session: employers.merge(session, people.aino.actor, *pair, {}).public_id

    found = together(config, *map(merge, pairs))

    assert sorted(one == "MergedAlready" for one in found) == [False, True]
    with database.read() as session:
        assert session.scalar(select(func.count(EmployerMerge.id))) == 1


def test_an_import_and_a_new_person_at_the_same_moment_do_no_harm(config, database, people, cards):
    kept_id, other_id = cards
    content = sheets.register(sheets.employer("Rantakahvila", None, "Perho", yhteyshenkilo="Uusi"))
    with database.read() as session:
        other = session.scalars(select(Employer).filter_by(public_id=other_id)).one()
        site_id = sites_of(session, other)[0].public_id
    actor = people.aino.actor

    found = together(
        config,
        lambda session: employers.merge(session, actor, kept_id, other_id, {}).id,
        lambda session: len(bring_in(session, content).results),
        lambda session: employers.add_person(session, actor, site_id, PersonDetails("Maija")).id,
    )

    assert found[1] == 2
    with database.read() as session:
        kept = session.get_one(Employer, found[0])
        names = {one.name for site in sites_of(session, kept) for one in people_of(session, site)}
        assert names == {"Siv Holm", "Kaj Back", "Uusi", "Maija"}
