"""The data dictionary in the docs is what the definitions say."""

from __future__ import annotations

import re

from coaching.definitions import reading
from coaching.definitions.dictionary import dictionary
from tests.project.source import ROOT

ASKED_FOR_NOTHING = re.compile(r"diagno|henkilötunnu|personbeteckning|identity code", re.I)


def test_the_printed_dictionary_is_the_newest():
    printed = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")

    assert printed == dictionary(reading.every())


def test_every_question_stands_in_it():
    printed = dictionary(reading.every())

    for definition in reading.every():
        for question in definition:
            assert f"`{definition.form}.{question.id}`" in printed


def test_no_label_asks_for_a_diagnosis_or_an_identity_code():
    for definition in reading.every():
        for question in definition:
            for one in (question, *question.columns):
                for words in one.words.values():
                    assert not ASKED_FOR_NOTHING.search(words)
