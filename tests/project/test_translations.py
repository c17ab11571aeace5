"""Both catalogues hold every sentence of the program, whole and with the same placeholders."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from coaching.paths import data_folder
from tests.project.source import PACKAGES, ROOT, files, name_of
from tests.words import catalogue, sources, translations

LANGUAGES = ("fi", "sv")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "_n": (1, 2),
    "_p": ((1, "c"), 2),
    "_lp": ((1, "c"), 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}


@cache
def extracted():
    """Return every sentence of code and templates: places by context and English words."""
    found = {}
    for path in files(".py", ".html"):
        kind = {".py": "python", ".html": "jinja2"}[path.suffix]
        if path.relative_to(ROOT).parts[0] not in (*PACKAGES, "templates"):
            continue
        for line, words, _comments, context in extract_from_file(kind, path, KEYWORDS):
            first = words[0] if isinstance(words, tuple) else words
            found.setdefault((context, first), f"{name_of(path)}:{line}")
    return found


@pytest.fixture(params=LANGUAGES)
def language(request):
    """Finnish and Swedish."""
    return request.param


@pytest.fixture
def words(language) -> Catalog:
    """A catalogue."""
    return catalogue(language)


def test_there_are_sentences_to_look_at():
    assert len(extracted()) > 200


def test_each_sentence_is_translated(words):
    there = {(m.context, sources(m)[0]) for m in words if m.id and all(translations(m))}

    assert {key: place for key, place in extracted().items() if key not in there} == {}


def test_nothing_is_translated_that_the_program_no_longer_says(words):
    there = {(message.context, sources(message)[0]) for message in words if message.id}

    assert there - set(extracted()) == set()


def test_nothing_is_marked_as_guessed(words):
    assert [message.id for message in words if message.id and message.fuzzy] == []


def test_placeholders_are_the_same_in_each_language(words):
    def holes(sentence):
        return set(PLACEHOLDER.findall(sentence))

    wrong = [
        message.id
        for message in words
        if message.id
        # A translated singular may leave the number out ("yhden päivän"), a plural may not.
        for source, told in zip(sources(message)[::-1], translations(message)[::-1], strict=False)
        if holes(source) != holes(told) and not (
            len(sources(message)) > 1 and source == sources(message)[0]
            and holes(told) < holes(sources(message)[-1]) | {"num"})
    ]  # fmt: skip

    assert wrong == []


def test_a_plural_has_every_form_of_the_language(words):
    short = [m.id for m in words if m.id and m.pluralizable and len(m.string) != words.num_plurals]

    assert short == []


def test_no_translation_begins_or_ends_otherwise_than_its_sentence(words):
    """Spaces and line ends belong to the layout; a lost one glues words together."""
    wrong = [
        message.id
        for message in words
        if message.id
        for told in translations(message)
        if told != told.strip() and sources(message)[0] == sources(message)[0].strip()
    ]

    assert wrong == []


def test_each_language_has_its_catalogue_and_no_other_lies_there():
    there = {path.name for path in data_folder("translations").iterdir() if path.is_dir()}

    assert there == set(LANGUAGES)
