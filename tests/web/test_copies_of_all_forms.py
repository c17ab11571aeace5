"""Every form in every language, full and empty: its page, its text and its Word file hold the same."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from flask_babel import force_locale

from coaching import i18n
from coaching.clients import doors
from coaching.copies import sources
from coaching.definitions import words
from coaching.definitions.reading import load
from coaching.definitions.types import Kind
from coaching.uselog.types import Basis
from tests.all_forms import make_empty, make_full
from tests.profiles import lines_of_document

FORMS = ("a", "b", "c", "d", "e")
LANGUAGES = ("fi", "sv", "en")
MADE = {"full": make_full, "empty": make_empty}

LEFT_OPEN = {
    # The lesson comes from a job's end, and benefits are checked for a job: the next version has both.
    "a": {"lessons", "benefits"},
    # A leader marks the week of a meeting as looked at.
    "b": {"reviewed"},
    # A job that began did not fall through.
    "c": {"fell_through"},
    "d": set(),
    # What only a client who declines is asked.
    "e": {"ask_again", "no_reason", "info_given", "info_how"},
}
"""Questions of a full form that cannot have an answer beside the others."""

pytestmark = pytest.mark.usefixtures("service")

every_language = pytest.mark.parametrize("language", LANGUAGES)
full_and_empty = pytest.mark.parametrize("kind", MADE)


@pytest.fixture
def make(database, people, client):
    """Fill in, or only open, the client's five forms."""

    def made(kind):
        with database.write() as session:
            period = doors.open_record(session, people.aino.actor, client, Basis.PROFILE)
            return MADE[kind](session, people.aino, period)

    return made


@pytest.fixture
def filled(app, database, people, client):
    """Read a form as its copies do, in words of a language: its questions with their lines."""

    def read(form, record, language):
        with app.test_request_context(), database.write() as session, force_locale(language):
            period = doors.open_record(session, people.aino.actor, client, Basis.PROFILE)
            found = sources.find(session, period, form, record).fill()
            return [(one, _lines(found, one, language)) for one in found.definition]

    return read


def text_of(page, client, form, record, language):
    page.get("copies.copy_as_text", period_id=client, form=form, record=record, language=language)
    assert page.status == 200
    return page.body.decode()


def word_of(page, client, form, record, language):
    page.get("copies.copy_as_word", period_id=client, form=form, record=record, language=language)
    assert page.status == 200
    return Document(io.BytesIO(page.body))


def is_whole(line):
    """Tell whether a line of a copy holds words of people only: no code, no name of a field."""
    return line.strip() and not re.search(
        r"\bNone\b|%\(|\{|\}|\bTrue\b|\bFalse\b|[a-z]_[a-z]", line
    )


class TestFullRecords:
    def test_answer_every_question_there_is(self, make, filled):
        made = make("full")

        left = {
            form: {one.id for one, told in filled(form, made.record(form), "en") if not told}
            for form in FORMS
        }
        declined = {one.id for one, told in filled("e", made.declined, "en") if told}

        assert left == LEFT_OPEN
        assert declined >= LEFT_OPEN["e"]

    @every_language
    def test_text_and_word_hold_every_answer(self, signed_in, client, make, filled, language):
        made, lacking = make("full"), []

        for form in FORMS:
            record = made.record(form)
            text = text_of(signed_in, client, form, record, language)
            document = word_of(signed_in, client, form, record, language)
            written = "\n".join(lines_of_document(document))
            for question, told in filled(form, record, language):
                where = f"{form}.{question.id}"
                lacking += [where for line in told if line not in text or line not in written]
                # A question without an answer does not stand in a copy.
                if (f"\n{question.words[language]}: " in text) != bool(told):
                    lacking.append(where)

        assert lacking == []
        began = text_of(signed_in, client, "c", made.job, language)
        assert load("c", 1).section("not_begun").words[language] not in began

    @every_language
    def test_the_page_holds_every_answer(self, page, people, client, make, filled, language):
        made, lacking = make("full"), []
        page.sign_in(people.aino, language)

        for form in FORMS:
            page.get(**_page_of(form, made, client))
            assert page.status == 200
            for question, told in filled(form, made.record(form), language):
                # The head of the page says whose job, whose meeting and whose profile it is; what
                # the rhythm plans stands with how each contact went, so its days are looked for.
                lines = [] if question.id in ("job", "client") else told
                if question.id == "rhythm":
                    lines = [line.rpartition(": ")[2] for line in told]
                lacking += [
                    f"{form}.{question.id}: {line}"
                    for line in lines
                    if " ".join(line.split()) not in page.text
                ]

        assert lacking == []


class TestFullAndEmpty:
    @every_language
    @full_and_empty
    def test_a_copy_holds_no_codes_and_no_heading_without_words(
        self, signed_in, client, make, language, kind
    ):
        made, gaps = make(kind), []

        for form in FORMS:
            record = made.record(form)
            text = text_of(signed_in, client, form, record, language)
            document = word_of(signed_in, client, form, record, language)
            written = [*filter(None, text.splitlines()), *lines_of_document(document)]
            gaps += [f"{form}: {line}" for line in written if not is_whole(line)]
            gaps += [f"{form}: {heading}" for heading in _headings_without_words(document)]
            gaps += [form for part in text.split("\n\n")[1:-1] if len(part.splitlines()) < 2]

        assert gaps == []

    @every_language
    def test_pages_of_empty_forms_open_without_gaps(self, page, people, client, make, language):
        made = make("empty")
        page.sign_in(people.aino, language)

        for form in FORMS:
            page.get(**_page_of(form, made, client))

            assert page.status == 200
            assert not re.search(r"\bNone\b|%\(|\{\}", page.main), form

    @every_language
    @full_and_empty
    def test_the_package_holds_all_five_as_word_and_as_text(
        self, signed_in, client, make, language, kind
    ):
        make(kind)

        signed_in.get("copies.copy_all", period_id=client, language=language)

        with zipfile.ZipFile(io.BytesIO(signed_in.body)) as package:
            assert package.testzip() is None
            held = {name: package.read(name) for name in package.namelist()}
            assert len(held) == len(package.namelist())
        assert {(name[3], name.partition(".")[2]) for name in held} == {
            (form.upper(), ending) for form in FORMS for ending in ("docx", "txt")
        }
        for name, content in held.items():
            if name.endswith("docx"):
                assert lines_of_document(Document(io.BytesIO(content)))


def _lines(found, question, language):
    if question.kind is Kind.SHOWN:
        return list(found.shown.get(question.id, ()))
    return words.lines(question, found.answers.get(question.id), language, i18n.day)


def _page_of(form, made, client):
    """Return the address of the page that shows a form."""
    if form == "a":
        return {"endpoint": "profiles.show_profile", "period_id": client, "version": made.profile}
    if form == "b":
        return {"endpoint": "meetings.show_meeting", "contact_id": made.meeting}
    endpoint = "support.edit_support" if form == "e" else "jobs.show_job"
    return {"endpoint": endpoint, "period_id": client, "job_id": made.job}


def _headings_without_words(document):
    """Return the headings that nothing stands under."""
    parts = list(document.iter_inner_content())
    found = []
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        is_heading = not hasattr(part, "rows") and part.style.name == "Heading 2"
        words_after = after is not None and (hasattr(after, "rows") or after.text.strip())
        if is_heading and not (part.text.strip() and words_after):
            found.append(part.text)
    return found
