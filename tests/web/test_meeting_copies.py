"""Copies of an employer meeting: about no client from its page, about a client with the client's forms."""

from __future__ import annotations

import io

import pytest
from docx import Document
from sqlalchemy import select

from coaching.uselog.models import UseLogLine
from tests.all_forms import MET, make_empty, make_general_meeting
from tests.profiles import lines_of_document

TITLES = {
    "fi": "B Työnantajatapaaminen",
    "sv": "B Möte med arbetsgivare",
    "en": "B Employer meeting",
}


@pytest.fixture
def general(database, people):
    """A meeting of Aino's about no client, as its public id."""
    with database.write() as session:
        return make_general_meeting(session, people.aino).public_id


def copy_of(page, meeting, kind, **values):
    page.get(f"meetings.copy_as_{kind}", contact_id=meeting, **values)


@pytest.mark.parametrize("language", TITLES)
def test_text_and_word_of_a_general_meeting_hold_what_was_told(
    signed_in, service, general, language
):
    copy_of(signed_in, general, "text", language=language)
    text = signed_in.body.decode()
    copy_of(signed_in, general, "word", language=language)
    document = Document(io.BytesIO(signed_in.body))

    assert text.startswith(f"{TITLES[language]}\n")
    written = "\n".join(lines_of_document(document))
    assert TITLES[language] in written
    for words in ("Rantakahvila Oy", "Siv Holm", MET["needs"], MET["note"], MET["next_step"]):
        assert words in text
        assert words in written
    assert "K-" not in written


def test_the_page_of_a_meeting_leads_to_its_copies(signed_in, general):
    signed_in.get("meetings.show_meeting", contact_id=general)

    signed_in.follow("Text")

    assert (signed_in.status, signed_in.response.mimetype) == (200, "text/plain")


def test_a_copy_leaves_a_line_in_the_use_log(signed_in, database, general):
    copy_of(signed_in, general, "word")

    with database.read() as session:
        lines = session.execute(select(UseLogLine.action, UseLogLine.detail)).all()
    assert ("export", '{"form": "b"}') in [(str(action), detail) for action, detail in lines]


def test_a_meeting_about_a_client_is_copied_with_the_clients_forms(
    signed_in, database, people, client, prepared
):
    made = []
    prepared(lambda *told: made.append(make_empty(*told)))

    copy_of(signed_in, made[0].meeting, "text", language="en")

    assert signed_in.address.startswith(f"/clients/{client}/copies/b-{made[0].meeting}.txt")
    assert "Leila Lahti" in signed_in.body.decode()


def test_a_colleague_copies_a_general_meeting_and_none_about_a_client(
    page, people, general, prepared
):
    made = []
    prepared(lambda *told: made.append(make_empty(*told)))
    page.sign_in(people.bengt)

    copy_of(page, general, "text")
    of_general = page.status
    copy_of(page, made[0].meeting, "text")

    assert (of_general, page.status) == (200, 404)


def test_a_copy_in_a_language_that_is_none_of_ours_is_not_found(signed_in, general):
    copy_of(signed_in, general, "text", language="de")

    assert signed_in.status == 404
