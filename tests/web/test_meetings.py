"""Employer meetings on the page: the shortest way, and what is carried, without scripts."""

from __future__ import annotations

import pytest

from coaching.contacts.types import Decides, MeetingPurpose, Mode, Place, Purpose, Result, With
from tests.contacts import TODAY, logged, person_of
from tests.factories import make_employer


@pytest.fixture
def cafe(database):
    """A café whose Siv decides on hiring."""
    with database.write() as session:
        employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
        person_of(session, employer).decides = Decides.YES
        return employer.public_id


@pytest.fixture
def entry(page, people):
    page.sign_in(people.aino)
    page.get("meetings.log_meeting")
    return page


class TestShortestWay:
    def test_from_the_card_only_the_result_is_to_be_told(self, page, people, database, cafe):
        page.sign_in(people.aino)
        page.get("meetings.log_meeting", employer=cafe)
        assert "Nobody has met them yet." in page.main

        page.submit("Save meeting", result="may_come_back")

        (new,) = logged(database)
        assert (new.on, new.mode, new.place) == (TODAY, Mode.FACE_TO_FACE, Place.WORKPLACE)
        assert (new.with_whom, new.decides) == (With.EMPLOYER, Decides.YES)
        assert (new.meeting_purpose, new.result) == (MeetingPurpose.NEEDS, Result.MAY_COME_BACK)
        assert new.purposes == (Purpose.EMPLOYER_MEETING,)
        assert page.h1 == "Rantakahvila Oy"
