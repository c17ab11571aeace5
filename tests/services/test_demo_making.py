"""Making the demonstration: alike every time, never over another database, nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from coaching import cli, clock
from coaching.accounts import people
from coaching.accounts import service as accounts
from coaching.accounts.models import User
from coaching.clients.models import Client, ServicePeriod
from coaching.config import Config
from coaching.consents.models import Consent
from coaching.contacts.models import Contact
from coaching.db import Model
from coaching.demo import making, telling, words
from coaching.employers.models import Employer, EmployerPerson
from coaching.history import ValueChange
from coaching.jobs.models import Job, JobForm
from coaching.opening import prepare_database
from coaching.profiles.models import DisclosureTalk, FormVersion, SkillsMapping
from coaching.reviews.models import Review, ReviewItem
from coaching.text import fold
from coaching.uselog.models import UseLogLine
from tests import databases, demonstrations
from tests.demonstrations import DAY, MOMENT

CODES = ("utf-8", "utf-16-le", "utf-16-be")
TOMORROW = MOMENT + timedelta(days=1)


WHOLE = telling.tell


def tell_in_short(today):
    """Tell of some clients only and of no contacts, so that making it takes seconds."""
    story = WHOLE(today)
    once = [stay for stay in story.stays if len(stay.person.stays) == 1]
    first = next(stay for stay in once if stay.reason == words.MEETS_FIRST)
    kept = [first, *[stay for stay in once if stay is not first][-9:]]
    for stay in kept:
        stay.contacts.clear()
    return replace(story, stays=kept, general=[])


@pytest.fixture
def short_story(monkeypatch):
    """Let the demonstration be made in short."""
    monkeypatch.setattr(telling, "tell", tell_in_short)


@pytest.fixture(scope="session")
def short_demo(tmp_path_factory):
    """A short demonstration of the day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telling, "tell", tell_in_short)
        return demonstrations.make(tmp_path_factory.mktemp("short") / "instance")


@pytest.fixture
def made(short_demo, short_story, tmp_path):
    """A copy of the short demonstration."""
    return demonstrations.copy(short_demo, tmp_path / "made")


def start(config, moment=MOMENT, **options):
    """Start the demonstration at a moment; return what it said."""
    said = []
    with clock.at(moment):
        making.make(config, say=said.append, **options).close()
    return said


def number_of(config, model):
    """Return how many rows of a table there are."""
    database = databases.open_copy(config.url)
    with database.read() as session:
        number = session.scalar(select(func.count()).select_from(model))
    database.close()
    return number


def clients_of(config):
    """Return the names of the clients."""
    database = databases.open_copy(config.url)
    with database.read() as session:
        names = {client.name for client in session.scalars(select(Client))}
    database.close()
    return names


# ---- the same every time


def test_made_twice_for_a_day_it_holds_the_same(demo, tmp_path):
    first = databases.open_copy(demo.url)

    # In a process of its own, where sets of words have another order.
    code = "import sys, pathlib; from tests import demonstrations as d; d.make(pathlib.Path(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", code, tmp_path / "again"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        check=True,
    )
    second = databases.open_copy(Config(instance=tmp_path / "again").url)

    rows, again = demonstrations.all_rows(first), demonstrations.all_rows(second)
    first.close()
    second.close()
    assert rows.keys() == again.keys()
    assert {table: len(found) for table, found in rows.items()} == {
        table: len(found) for table, found in again.items()
    }
    differing = {
        table: next(
            pair for pair in zip(rows[table], again[table], strict=True) if len({*pair}) > 1
        )
        for table in rows
        if rows[table] != again[table]
    }
    assert differing == {}
    assert "Siv Nygård" in str(rows["user"])


def test_another_day_has_another_story(demo):
    other = telling.tell(DAY + timedelta(days=1))

    names = {stay.person.name for stay in other.stays}

    assert names != clients_of(demo)


# ---- starting again


def test_a_second_start_on_the_day_finds_it_and_writes_nothing(made):
    before = (made.instance / "rinnalla.db").read_bytes()

    said = start(made)

    assert said[0] == "The demonstration of today is here already."
    assert (made.instance / "rinnalla.db").read_bytes() == before


def test_one_that_nobody_wrote_into_is_made_anew_on_a_later_day(made):
    before = clients_of(made)

    said = start(made, TOMORROW)

    assert said[0] == f"The demonstration of {DAY} is made anew."
    assert clients_of(made).isdisjoint(before)
    assert len(clients_of(made)) == len(before)
    assert start(made, TOMORROW)[0] == "The demonstration of today is here already."


def test_one_that_somebody_wrote_into_is_kept_until_a_fresh_one_is_asked_for(made):
    database = databases.open_copy(made.url)
    with database.write() as session:
        people.add(session, None, "Vilja Visa", "vilja")
    database.close()

    kept = start(made, TOMORROW)
    people_kept = number_of(made, User)
    asked = start(made, TOMORROW, anew=True)

    assert "written into" in kept[0]
    assert "--anew" in kept[0]
    assert people_kept == 10
    assert "made anew" in asked[0]
    assert number_of(made, User) == 9


def test_looking_around_is_not_writing(made):
    database = databases.open_copy(made.url)
    with database.write() as session:
        anna = session.scalar(select(User.public_id).where(User.user_name == "anna"))
        accounts.sign_in_demo(session, anna)
    database.close()

    said = start(made, TOMORROW)

    assert "made anew" in said[0]


def test_it_tells_who_can_be_tried(made):
    said = start(made)

    assert "  Siv Nygård, coach, Työllisyyspalvelujen tiimi" in said
    assert "  Risto Koski, manager" in said
    assert len(said) == 2 + 9


# ---- interrupted


def test_an_interrupted_making_leaves_nothing_and_the_next_start_makes_it(short_story, tmp_path):
    config = Config(instance=databases.new_instance(tmp_path / "instance"))

    def stop(line):
        if line.startswith("  2026, second"):
            raise KeyboardInterrupt

    with clock.at(MOMENT), pytest.raises(KeyboardInterrupt):
        making.make(config, say=stop)

    assert [number_of(config, model) for model in (User, Client, UseLogLine)] == [0, 0, 0]
    said = start(config)
    assert said[0].startswith("Making the demonstration")
    assert number_of(config, Client) == 10


def test_whoever_uses_the_tables_after_an_interruption_keeps_them(short_story, tmp_path):
    config = Config(instance=databases.new_instance(tmp_path / "instance"))
    with clock.at(MOMENT), pytest.raises(KeyboardInterrupt):
        making.make(config, say=_interrupt)
    database = databases.open_copy(config.url)
    with database.write() as session:
        people.add(session, None, "Vilja Visa", "vilja")
    database.close()

    with pytest.raises(making.NotADemo):
        start(config)

    assert number_of(config, User) == 1


def _interrupt(_line):
    raise KeyboardInterrupt


# ---- other databases


def test_another_database_is_refused_with_one_line_and_left_as_it_was(
    tmp_path, monkeypatch, capsys
):
    config = Config(instance=databases.new_instance(tmp_path / "own"))
    database = prepare_database(config)
    with database.write() as session:
        people.add(session, None, "Vilja Visa", "vilja")
    database.close()
    before = (config.instance / "rinnalla.db").read_bytes()
    monkeypatch.setenv("RINNALLA_INSTANCE", str(config.instance))

    status = cli.main(["demo", "--data-only"])

    said = capsys.readouterr()
    assert status == 1
    assert said.out == ""
    assert said.err.startswith("rinnalla: The database here was not made by the demo")
    assert said.err.count("\n") == 1
    assert (config.instance / "rinnalla.db").read_bytes() == before


def test_an_empty_database_of_somebody_else_is_refused_too(tmp_path):
    config = Config(instance=databases.new_instance(tmp_path / "own"))
    prepare_database(config).close()

    with pytest.raises(making.NotADemo):
        start(config, anew=True)


def test_the_command_makes_it_where_nothing_is(short_story, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "fresh" / "instance"
    monkeypatch.setenv("RINNALLA_INSTANCE", str(folder))

    status = cli.main(["demo", "--data-only"])

    assert status == 0
    assert "Anna Laine" in capsys.readouterr().out
    assert (folder / "secret.key").stat().st_mode & 0o777 == 0o600


# ---- sealed


def texts_in(value):
    """Give every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def secrets_of(session):
    """Return what a client told or what was written about one: names, notes, answers, contacts."""
    found = []
    for client in session.scalars(select(Client)):
        found += [client.name, *client.name.split()[1:], client.contact_details]
        found += client.contact_details.split(", ")
    for stay in session.scalars(select(ServicePeriod)):
        found += [stay.reason_words, stay.waiting_reason, *texts_in(stay.other_helpers or [])]
    found += [contact.note for contact in session.scalars(select(Contact))]
    for version in session.scalars(select(FormVersion)):
        found += [*texts_in(version.answers), *texts_in(version.frozen or {})]
    for consent in session.scalars(select(Consent)):
        found += [consent.parties, consent.purpose, consent.limits, consent.contact_person]
    for paper in session.scalars(select(JobForm)):
        found += [
            *texts_in(paper.answers or {}),
            *texts_in((paper.frozen or {}).get("answers", {})),
        ]
    found += [mapping.summary for mapping in session.scalars(select(SkillsMapping))]
    found += [talk.words for talk in session.scalars(select(DisclosureTalk))]
    found += [review.missing_why for review in session.scalars(select(Review))]
    found += [item.evidence for item in session.scalars(select(ReviewItem))]
    kinds = ("client", "service_period", "consent", "contact", "form_version", "job", "support")
    changes = select(ValueChange).where(ValueChange.record_kind.in_(kinds))
    for change in session.scalars(changes):
        found += texts_in(change.value)
    return {text for text in found if text and is_words(text)}


def is_words(text):
    """Tell words that somebody wrote from codes, ids, dates and figures."""
    typed = " " in text or "@" in text or not text.isascii() or text[0].isupper()
    return typed and len(text) > 4 and any(sign.isalpha() for sign in text)


def in_the_clear(session):
    """Return what is held in the clear: clients may name an employer, and wish for work by its title."""
    names = session.scalars(select(Employer.name)).all()
    titles = session.scalars(select(Job.title)).all()
    return {*names, *titles, *session.scalars(select(EmployerPerson.name))}


def ids_of(session):
    """Return every public id, in which a short name may stand by chance, as one text."""
    tables = [table for table in Model.metadata.sorted_tables if "public_id" in table.c]
    return " ".join(
        public_id for table in tables for public_id in session.scalars(select(table.c.public_id))
    ).encode()


def register_of(session):
    """Return needs and roles of the register of employers, in the clear, as one text."""
    told = [*session.scalars(select(Employer.needs)), *session.scalars(select(EmployerPerson.role))]
    return "\n".join(told).encode()


def found_in(content, needles):
    """Return the needles that are somewhere in the content, in one go over it."""
    by_head = defaultdict(list)
    for needle in needles:
        by_head[needle[:5]].append(needle)
    return {
        needle
        for at in range(len(content))
        for needle in by_head.get(content[at : at + 5], ())
        if content.startswith(needle, at)
    }


def test_the_file_without_its_key_holds_no_word_of_a_client(demo):
    database = databases.open_copy(demo.url)
    with database.read() as session:
        secrets = secrets_of(session) - in_the_clear(session)
        known, ids = session.scalar(select(Employer.name)), ids_of(session) + register_of(session)
    database.close()
    written = {
        form.encode(code) for text in secrets for form in (text, fold(text)) for code in CODES
    }
    written = {needle for needle in written if needle not in ids}

    # The database and, should there be one, its write-ahead log.
    content = b"".join(file.read_bytes() for file in demo.instance.glob("rinnalla.db*"))

    assert len(secrets) > 800
    assert found_in(content, {known.encode()})
    assert found_in(content, written) == set()
