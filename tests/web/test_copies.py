"""Copies of forms: text and Word hold every answer, in three languages, one form or all at once."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from tests.profiles import EVERYTHING, LEAST, fill, lines_of_document, make_everything, make_ready

LANGUAGES = ("fi", "sv", "en")
TITLES = {"fi": "A Asiakasprofiili", "sv": "A Klientprofil", "en": "A Client profile"}

pytestmark = pytest.mark.usefixtures("service")


def text_of(page, client, language="en", record="1"):
    page.get("copies.copy_as_text", period_id=client, form="a", record=record, language=language)
    return page.response.get_data(as_text=True)


def word_of(page, client, language="en"):
    page.get("copies.copy_as_word", period_id=client, form="a", record="1", language=language)
    return Document(io.BytesIO(page.response.get_data()))


class TestAsText:
    def test_holds_every_answer_for_the_official_record(self, signed_in, client, prepared):
        prepared(make_everything)

        text = text_of(signed_in, client)

        assert signed_in.response.mimetype == "text/plain"
        assert text.startswith("A Client profile\n")
        assert "version 1, ready, " in text
        for words in (EVERYTHING["goal"], EVERYTHING["support_needs"], "driving licence, B"):
            assert words in text
        assert "What the employer is told: " in text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_speaks_the_language_asked_for(self, signed_in, client, prepared, language):
        prepared(make_everything)

        assert text_of(signed_in, client, language).startswith(f"{TITLES[language]}\n")

    def test_a_form_with_nothing_in_it_has_every_part_and_no_answer(
        self, signed_in, client, prepared
    ):
        prepared(fill, {"avoid": ""})
        prepared(lambda session, person, period: fill(session, person, period, {"goal": "x"}))

        text = text_of(signed_in, client)

        assert "3 Skills and experience\n–\n" in text

    def test_a_version_that_is_not_there_is_not_found(self, signed_in, client, prepared):
        prepared(make_ready)

        text_of(signed_in, client, record="2")

        assert signed_in.status == 404

    def test_a_language_that_is_none_of_ours_is_not_found(self, signed_in, client, prepared):
        prepared(make_ready)

        text_of(signed_in, client, language="de")

        assert signed_in.status == 404


class TestAsWord:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_holds_the_words_of_the_text(self, signed_in, client, prepared, language):
        prepared(make_everything)
        text = text_of(signed_in, client, language)

        document = word_of(signed_in, client, language)

        for line in lines_of_document(document):
            for words in line.splitlines():
                assert words in text or words in ("Question", "Answer", "Kysymys", "Vastaus",
                                                  "Fråga", "Svar")  # fmt: skip

    def test_no_title_or_property_holds_the_client(self, signed_in, client, prepared):
        prepared(make_ready)

        document = word_of(signed_in, client)

        titles = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
        told = " ".join([*titles, document.core_properties.title, document.core_properties.author])
        assert "Lahti" not in told
        assert "K-" not in told

    def test_the_file_is_named_by_form_and_day(self, signed_in, client, prepared):
        prepared(make_ready)

        word_of(signed_in, client)

        assert "filename=A-20" in signed_in.response.headers["Content-Disposition"]


class TestPackage:
    def test_holds_the_newest_version_as_word_and_as_text(self, signed_in, client, prepared):
        prepared(fill, LEAST)

        signed_in.get("copies.copy_all", period_id=client, language="sv")

        with zipfile.ZipFile(io.BytesIO(signed_in.response.get_data())) as package:
            names = package.namelist()
            text = package.read(names[1]).decode()
        assert [name.rpartition(".")[2] for name in names] == ["docx", "txt"]
        assert text.startswith("A Klientprofil\n")


class TestTheList:
    def test_leads_to_each_copy_and_the_package(self, signed_in, client, prepared):
        prepared(make_ready)

        signed_in.get("copies.list_copies", period_id=client)

        assert signed_in.h1 == "Copies of forms"
        assert "A Client profile" in signed_in.main
        assert "All forms in one package" in signed_in.main

    def test_without_forms_it_says_what_comes_here(self, signed_in, client):
        signed_in.get("copies.list_copies", period_id=client)

        assert "No forms here yet" in signed_in.main

    @pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
    def test_is_not_there_for_others(self, page, people, client, prepared, name):
        prepared(make_ready)
        page.sign_in(getattr(people, name))

        for endpoint in ("copies.list_copies", "copies.copy_all"):
            page.get(endpoint, period_id=client)
            assert page.status == 404
