"""The introduction for an employer: the preview and the Word file say the same and no word more."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from docx import Document

from coaching import clock
from coaching.clients import doors
from coaching.clients.stays import close
from coaching.clients.types import ClosingReason
from coaching.documents.paper import TEMPLATE
from coaching.profiles.types import Disclosure, Tick
from coaching.uselog.types import Basis
from tests.markup import words_of
from tests.profiles import (
    ALL_TICKS,
    EVERYTHING,
    NEVER_TOLD,
    fill,
    lines_of_document,
    make_everything,
    parts_of_document,
    talk,
)

TODAY = clock.today()
DAY = timedelta(days=1)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COACH_ONLY = (Tick.COACH,)


pytestmark = pytest.mark.usefixtures("service")


def opened(page, client):
    return page.get("profiles.introduce", period_id=client)


def everything(ticks=ALL_TICKS):
    """Prepare a client with everything filled in, allowing these things to be told."""

    def work(session, person, period):
        make_everything(session, person, period)
        talk(session, person, period, ticks=ticks)

    return work


def preview(page):
    """The lines of the sheet on the page, top to bottom."""
    (sheet,) = [one for one in page.markup.find_all("article") if one.get("class") == "sheet"]
    lines = []
    for one in sheet.iter():
        if one.tag in ("p", "h3", "h4", "li", "th", "td"):
            lines += [words_of(one)] if one.get("class") != "words" else one.text.split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def written(page):
    """The lines of the Word file that came, header first, without the line to write on."""
    assert page.response.mimetype == WORD
    document = Document(io.BytesIO(page.body))
    header = [one.text for one in document.sections[0].header.paragraphs]
    lines = [line.rstrip("_ ") for line in header + lines_of_document(document)]
    return [" ".join(line.split()) for line in lines]


class TestSameWords:
    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_everything_is_written_exactly_as_previewed(
        self, signed_in, client, prepared, language
    ):
        prepared(everything())
        opened(signed_in, client)

        signed_in.submit("Preview", language=language, parts=signed_in.options("parts"))
        shown = preview(signed_in)
        signed_in.submit("Make the document")

        assert written(signed_in) == shown
        assert shown[:2] == ["Rannikon palvelut", "Leila Lahti"]
        for words in ("Laundry hand", "Puhdas Pesula Oy", EVERYTHING["goal"], "040 123 4567"):
            assert words in " | ".join(shown)

    def test_the_least_is_written_exactly_as_previewed(self, signed_in, unnamed):
        opened(signed_in, unnamed)
        shown = preview(signed_in)

        signed_in.submit("Make the document")

        assert written(signed_in) == shown
        assert shown[1:4] == [
            "Name:",
            "I am looking for work: laundry work",
            "Introduction for the employer",
        ]
        assert shown[-4:] == ["Aino Ahola, job coach", "040 123 4567", "aino@example.fi", shown[-1]]

    def test_the_page_language_and_the_documents_are_two_things(
        self, page, people, client, prepared
    ):
        prepared(everything())
        page.sign_in(people.aino, "fi")
        opened(page, client)
        assert page.field("language") == "fi"

        page.submit("Tee asiakirja", language="sv")

        document = Document(io.BytesIO(page.body))
        assert document.core_properties.language == "sv-FI"
        headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
        assert "Styrkor" in headings

    def test_what_is_unticked_is_not_told(self, signed_in, client, prepared):
        prepared(everything())
        opened(signed_in, client)

        signed_in.submit("Make the document", parts=["strengths"])

        said = "\n".join(written(signed_in))
        assert "Exact: sees a stain" in said
        assert "Laundry hand" not in said
        assert "15–20" not in said

    def test_the_clients_own_words_go_out_only_when_chosen(self, signed_in, client, prepared):
        prepared(everything())
        opened(signed_in, client)
        assert not {"goal", "hobbies"} & set(signed_in.field("parts"))

        signed_in.submit("Make the document")
        assert EVERYTHING["goal"] not in "\n".join(written(signed_in))
        opened(signed_in, client)
        signed_in.submit("Make the document", parts=["goal"])

        assert EVERYTHING["goal"] in "\n".join(written(signed_in))


class TestNothingMore:
    def test_nothing_that_is_never_told_is_anywhere_in_the_file(
        self, signed_in, client, prepared, newest
    ):
        prepared(everything())
        opened(signed_in, client)
        signed_in.submit("Make the document", parts=signed_in.options("parts"))

        content = str(parts_of_document(signed_in.body))

        assert "Laundry hand" in content
        assert [words for words in NEVER_TOLD if words in content] == []

    def test_without_the_ticks_neither_name_arrangements_nor_employers(
        self, signed_in, client, prepared
    ):
        prepared(everything(COACH_ONLY))
        opened(signed_in, client)
        signed_in.submit("Make the document", parts=signed_in.options("parts"))

        content = str(parts_of_document(signed_in.body))

        assert "L. L." in content
        forbidden = ("Leila", "Lahti", "Puhdas Pesula", "Café Åström", "written instructions")
        assert [words for words in (*forbidden, *NEVER_TOLD) if words in content] == []

    def test_a_forged_part_is_not_told(self, signed_in, client, prepared):
        prepared(everything(COACH_ONLY))
        opened(signed_in, client)

        signed_in.post(
            "profiles.introduce",
            {"make": "1", "language": "en", "parts": ["adjust", "support_needs", "hours"]},
            period_id=client,
        )

        content = str(parts_of_document(signed_in.body))
        assert "15–20" in content
        assert "one task at a time" not in content
        assert "A calm start" not in content

    def test_neither_name_nor_code_is_in_properties_file_name_or_title(
        self, signed_in, client, prepared, database, people
    ):
        prepared(everything())
        opened(signed_in, client)
        signed_in.submit("Make the document")

        disposition = signed_in.response.headers["Content-Disposition"]
        assert disposition == "attachment; filename=introduction.docx"
        parts = parts_of_document(signed_in.body)
        named = {name for name, text in parts.items() if "Leila" in text or "Lahti" in text}
        assert named == {"word/document.xml"}
        with database.read() as session:
            period = doors.open_record(session, people.aino.actor, client, Basis.PROFILE)
            assert period.client.code not in str(parts)


class TestRefusals:
    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_without_a_talk_the_page_says_so_and_leads_to_the_talk(
        self, page, people, client, prepared, language
    ):
        prepared(fill, EVERYTHING)
        page.sign_in(people.aino, language)

        opened(page, client)

        assert page.status == 422
        button = {
            "fi": "Mitä työnantajalle kerrotaan",
            "sv": "Vad arbetsgivaren får veta",
            "en": "What the employer is told",
        }
        assert "/talk" in page.links[button[language]]
        made = page.post("profiles.introduce", {"make": "1"}, period_id=client)
        assert (made.status, made.response.mimetype) == (422, "text/html")

    @pytest.mark.parametrize(
        ("choice", "ticks", "days", "sentence"),
        [
            (Disclosure.NOTHING, (), None, "has decided that employers are told nothing"),
            (Disclosure.LATER, (), None, "has not decided yet"),
            (Disclosure.AGREED, (Tick.NAME,), None, "has not allowed telling that a coach"),
            (Disclosure.FREELY, COACH_ONLY, -1, "The day to talk again has passed"),
        ],
    )
    def test_without_leave_the_page_says_why(
        self, signed_in, client, prepared, choice, ticks, days, sentence
    ):
        review_on = None if days is None else TODAY + days * DAY
        dates = {"on": TODAY - 9 * DAY, "review_on": review_on}
        prepared(fill, EVERYTHING)
        prepared(lambda session, aino, stay: talk(session, aino, stay, choice, ticks, **dates))

        opened(signed_in, client)

        assert signed_in.status == 422
        assert sentence in signed_in.main

    def test_without_a_profile_it_leads_to_the_profile(self, signed_in, client, prepared):
        prepared(talk)

        opened(signed_in, client)

        assert signed_in.status == 422
        assert "Fill in form A first" in signed_in.main
        assert signed_in.links["Client profile"].endswith("/profile")

    def test_of_somebody_who_has_left_there_is_none(self, signed_in, client, prepared):
        prepared(everything())
        prepared(lambda s, a, stay: close(s, a.actor, stay, ClosingReason.MOVED, TODAY))

        opened(signed_in, client)

        assert signed_in.status == 422
        assert "The service has ended for this client" in signed_in.main

    def test_an_employer_that_is_not_known_is_said_beside_the_field_and_nothing_is_lost(
        self, signed_in, unnamed
    ):
        opened(signed_in, unnamed)

        signed_in.submit(
            "Make the document", known_as="L. S.", for_whom="Nowhere Ltd", language="sv"
        )

        assert signed_in.status == 422
        assert signed_in.error("for_whom").startswith("The register has no employer of this name")
        assert (signed_in.field("known_as"), signed_in.field("language")) == ("L. S.", "sv")

    def test_paper_that_cannot_be_read_is_said_by_its_name(self, signed_in, unnamed, config):
        (config.instance / TEMPLATE).write_bytes(b"not a Word file")
        opened(signed_in, unnamed)

        signed_in.submit("Make the document")

        assert signed_in.status == 422
        assert "employer_profile.docx" in signed_in.messages[0]

    @pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
    def test_a_client_of_somebody_else_is_not_there(self, page, people, unnamed, name):
        page.sign_in(getattr(people, name))

        assert opened(page, unnamed).status == 404
        assert page.post("profiles.introduce", {"make": "1"}, period_id=unnamed).status == 404
