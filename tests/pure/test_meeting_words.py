"""What teams write of meetings on their sheets, in three languages, understood or left as words."""

from __future__ import annotations

import pytest

from coaching.contacts.types import MeetingPurpose, Mode, Result
from coaching.employers import meeting_rows, meeting_words

PEOPLE = [
    (1, "anna", "Anna Laine", True),
    (2, "siv", "Siv Nygård", True),
    (3, "other", "Anna Berg", False),
]


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("Ei tarvetta nyt", Result.NOTHING_NOW),
        ("ei nyt", Result.NOTHING_NOW),
        ("inget behov nu", Result.NOTHING_NOW),
        ("voi tulla uudelleen", Result.MAY_COME_BACK),
        ("Pyysi asiakkaan tiedot", Result.ASKED_DETAILS),
        ("haastattelu", Result.INTERVIEW),
        ("intervju överenskommen", Result.INTERVIEW),
        ("työkokeilu tarjolla", Result.TRYOUT),
        ("visit or work try-out offered", Result.TRYOUT),
        ("palkattu!", Result.AGREED),
        ("arbete överenskommet", Result.AGREED),
        ("ei sovi", Result.NOT_SUITABLE),
        ("ei saa ottaa yhteyttä", Result.DO_NOT_CONTACT),
        ("jatkoon", None),
        ("ei palkattu", None),
        ("", None),
    ],
)
def test_a_result_is_a_code_only_when_the_whole_cell_says_so(words, result):
    assert meeting_words.result(words) is result


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("Tarpeisiin tutustuminen", MeetingPurpose.NEEDS),
        ("palvelun esittely", MeetingPurpose.SERVICE),
        ("ledig plats", MeetingPurpose.VACANCY),
        ("haastattelussa mukana", MeetingPurpose.INTERVIEW),
        ("ehdoista sopiminen", MeetingPurpose.TERMS),
        ("thank and follow up", MeetingPurpose.THANKS),
        ("tuki työssä olevalle", MeetingPurpose.SUPPORT_AT_WORK),
        ("asiakkaan esittely", None),
        ("kahvit", None),
    ],
)
def test_a_purpose_that_needs_a_client_stays_words(words, purpose):
    assert meeting_words.purpose(words) is purpose


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("Käynti", Mode.FACE_TO_FACE),
        ("puh.", Mode.PHONE),
        ("Teams", Mode.VIDEO),
        ("s-posti", Mode.MESSAGE),
        ("per meddelande", Mode.MESSAGE),
        ("savumerkit", None),
    ],
)
def test_how_they_met_is_understood_or_left(words, mode):
    assert meeting_words.mode(words) is mode


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Anna Laine", "anna"),
        ("SIV", "siv"),
        ("nygard", "siv"),
        ("Siv / Jukka", "siv"),
        ("Jukka ja Siv", "siv"),
        ("Anna", None),
        ("Jukka", None),
        ("", None),
    ],
)
def test_a_coach_is_known_when_the_name_fits_one_person(words, who):
    assert list(meeting_rows.guess_coaches(PEOPLE, [words]).values()) == ([who] if who else [])
