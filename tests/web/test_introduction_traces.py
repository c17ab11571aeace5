"""What is left of an introduction that went out: a line of the use log, and no name anywhere."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta

import pytest
from docx import Document
from sqlalchemy import select, update

from coaching import clock
from coaching.accounts.models import SignIn, Typing
from coaching.clients.models import ServicePeriod
from coaching.documents.paper import TEMPLATE
from coaching.uselog.models import UseLogLine, UseLogPeriod
from tests.factories import make_employer
from tests.profiles import EVERYTHING, NEVER_TOLD, lines_of_document, make_everything

NAME = "Zacharias Tuntematon"

pytestmark = pytest.mark.usefixtures("service")


def make(page, client, **fields):
    page.get("profiles.introduce", period_id=client)
    return page.submit("Make the document", **fields)


def log_lines(database, action):
    """Return basis, stay and detail of the use log's lines with an action."""
    with database.read() as session:
        rows = session.execute(
            select(UseLogLine, ServicePeriod.public_id)
            .outerjoin(UseLogPeriod, UseLogPeriod.line_id == UseLogLine.id)
            .outerjoin(ServicePeriod, ServicePeriod.id == UseLogPeriod.period_id)
            .where(UseLogLine.action == action)
        )
        return [(row.UseLogLine.basis, row.public_id, row.UseLogLine.detail) for row in rows]


def database_bytes(config):
    """Every byte that the database has written to disk."""
    return b"".join(path.read_bytes() for path in sorted(config.instance.glob("rinnalla.db*")))


def kept_texts(database):
    """Every unsaved text that is kept for somebody."""
    with database.read() as session:
        return [row.fields for row in session.scalars(select(Typing))]


class TestUseLog:
    def test_holds_field_ids_template_hash_and_for_whom_and_no_words(
        self, signed_in, client, prepared, database
    ):
        with database.write() as session:
            employer = make_employer(session, "Pesula Åström Oy").public_id
        prepared(make_everything)

        make(signed_in, client, parts=["hours", "strengths"], for_whom="pesula astrom oy")

        ((basis, stay, detail),) = log_lines(database, "export")
        assert (basis, stay) == ("employer_profile", client)
        assert json.loads(detail) == {
            "fields": ["hours", "job_types", "strengths"],
            "version": 1,
            "template": "ours",
            "sha256": hashlib.sha256(signed_in.body).hexdigest(),
            "for_whom": employer,
        }
        assert not [words for words in ("laundry", "Exact", "Pesula", "Leila") if words in detail]

    def test_of_an_introduction_for_nobody_in_particular_says_so(
        self, signed_in, unnamed, database
    ):
        make(signed_in, unnamed)

        ((_basis, _stay, detail),) = log_lines(database, "export")
        assert json.loads(detail)["for_whom"] == "general"
        assert json.loads(detail)["fields"] == ["job_types"]

    def test_a_preview_is_no_export(self, signed_in, unnamed, database):
        signed_in.get("profiles.introduce", period_id=unnamed)
        signed_in.submit("Preview")

        assert log_lines(database, "export") == []
        seen = [line[:2] for line in log_lines(database, "view") if line[0] == "employer_profile"]
        assert seen == [("employer_profile", unnamed)] * 2

    def test_what_is_refused_is_no_export(self, signed_in, unnamed, client, database):
        make(signed_in, unnamed, for_whom="Nowhere Ltd")
        signed_in.post("profiles.introduce", {"make": "1"}, period_id=client)

        assert signed_in.status == 422
        assert log_lines(database, "export") == []

    def test_nobody_elses_try_is_an_export(self, page, people, unnamed, database):
        page.sign_in(people.cilla)
        page.post("profiles.introduce", {"make": "1"}, period_id=unnamed)

        assert log_lines(database, "export") == []
        assert [line[:2] for line in log_lines(database, "refused")] == [
            ("employer_profile", unnamed)
        ]


class TestTypedName:
    def test_goes_into_the_document_and_nowhere_else(self, signed_in, unnamed, database, config):
        signed_in.get("profiles.introduce", period_id=unnamed)
        signed_in.submit("Preview", known_as=NAME)
        assert NAME in signed_in.main

        signed_in.submit("Make the document")

        assert lines_of_document(Document(io.BytesIO(signed_in.body)))[0] == NAME
        everywhere = database_bytes(config)
        assert unnamed.encode() in everywhere
        assert [part for part in NAME.split() if part.encode() in everywhere] == []
        assert kept_texts(database) == []
        assert NAME not in str(log_lines(database, "export"))

    def test_is_not_kept_when_the_sign_in_has_ended(self, signed_in, unnamed, database):
        signed_in.get("profiles.introduce", period_id=unnamed)
        with database.write() as session:
            session.execute(update(SignIn).values(seen_at=clock.now() - timedelta(hours=3)))

        signed_in.submit("Make the document", known_as=NAME, for_whom="Pesula")

        assert signed_in.address.startswith(signed_in.url("accounts.sign_in"))
        (kept,) = kept_texts(database)
        assert kept["for_whom"] == ["Pesula"]
        assert NAME not in str(kept)

    def test_is_not_asked_for_when_the_name_is_known(self, signed_in, client, prepared):
        prepared(make_everything)

        signed_in.get("profiles.introduce", period_id=client)

        assert "Name or initials in the document" not in signed_in.main

    @pytest.mark.parametrize("name", ["🌻 Leila", "علي حسن", "Ġorġ <b>O’Neill</b> & Co"])
    def test_of_any_script_is_written_as_it_is(self, signed_in, unnamed, name):
        make(signed_in, unnamed, known_as=name)

        assert lines_of_document(Document(io.BytesIO(signed_in.body)))[0] == name

    def test_marks_that_would_turn_the_text_round_are_dropped(self, signed_in, unnamed):
        make(signed_in, unnamed, known_as="\u202eLeila\u202c\x07 \ufffe")

        assert lines_of_document(Document(io.BytesIO(signed_in.body)))[0].strip() == "Leila"


class TestOwnPaper:
    def test_the_organisations_own_is_used_and_logged(
        self, signed_in, client, prepared, database, config
    ):
        own = Document()
        own.sections[0].header.paragraphs[0].text = "Soite, Mariankatu 16–20"
        own.add_paragraph("Words of the template")
        own.save(config.instance / TEMPLATE)
        prepared(make_everything)

        make(signed_in, client)

        document = Document(io.BytesIO(signed_in.body))
        lines = lines_of_document(document)
        assert document.sections[0].header.paragraphs[0].text == "Soite, Mariankatu 16–20"
        assert lines[0] == "Leila Lahti"
        assert "Words of the template" not in lines
        ((_basis, _stay, detail),) = log_lines(database, "export")
        assert json.loads(detail)["template"] == "own"


def test_the_clients_words_of_the_talk_stand_beside_the_choice_but_not_in_the_sheet(
    signed_in, client, prepared
):
    prepared(make_everything)

    signed_in.get("profiles.introduce", period_id=client)

    before, _mark, sheet = signed_in.main.partition("The employer sees exactly this text.")
    assert "My boss may know that I need breaks" in before
    assert [words for words in NEVER_TOLD if words in sheet] == []
    assert EVERYTHING["job_types"][0] in sheet
