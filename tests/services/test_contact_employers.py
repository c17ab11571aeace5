"""Contacts with employers: whom, who decides, what nobody tells, what colleagues see."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from coaching.contacts import counterparts, refusals
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    Decides,
    MeetingPurpose,
    Mode,
    With,
)
from coaching.employers.models import EmployerSite
from tests.contacts import (
    DAY,
    TODAY,
    listed,
    person_of,
    refused,
    tell,
    with_employer,
)
from tests.factories import (
    make_client,
    make_consent,
    make_employer,
    make_post,
)


@pytest.fixture
def client(session, people):
    """A client of Aino's who lets her be in touch with employers."""
    stay = make_client(session, people.kokkola, people.aino, entry_date=None)
    make_consent(session, stay)
    return stay


@pytest.fixture
def cafe(session):
    employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    return employer


class TestEmployers:
    def test_whether_the_person_decides_is_copied_on_the_day(self, session, people, cafe):
        person = person_of(session, cafe)
        person.decides = Decides.YES
        contact = contacts.log(session, people.aino.actor, None, with_employer(session, cafe))

        person.decides = Decides.NO
        session.flush()

        assert (contact.employer_id, contact.person_id) == (cafe.id, person.id)
        assert session.get_one(Contact, contact.id).decides == Decides.YES

    def test_what_the_coach_saw_that_day_goes_before_the_register(self, session, people, cafe):
        contact = contacts.log(
            session, people.aino.actor, None, with_employer(session, cafe, decides=Decides.NO)
        )

        assert contact.decides == Decides.NO

    def test_somebody_else_at_a_site_leaves_the_decision_open(self, session, people, cafe):
        site = session.scalar(select(EmployerSite))
        new = with_employer(session, cafe, employer=f"s:{site.public_id}")

        contact = contacts.log(session, people.aino.actor, None, new)

        assert (contact.site_id, contact.person_id, contact.decides) == (site.id, None, "unsure")

    @pytest.mark.parametrize("code", [None, "", "p:nobody", "x:y"])
    def test_the_employer_must_be_known(self, session, people, cafe, code):
        refusal = refused(session, people, None, with_employer(session, cafe, employer=code))

        assert (type(refusal), refusal.field) == (refusals.EmployerNotChosen, "employer")

    def test_a_meeting_has_a_purpose_and_an_attempt_needs_none(self, session, people, cafe):
        new = with_employer(session, cafe, meeting_purpose=None)

        refusal = refused(session, people, None, new)
        attempt = contacts.log(session, people.aino.actor, None, replace(new, reached=False))

        assert isinstance(refusal, refusals.MeetingPurposeMissing)
        assert attempt.meeting_purpose is None

    def test_employer_columns_stay_empty_for_other_contacts(self, session, people, client, cafe):
        new = with_employer(session, cafe, with_whom=With.CLIENT, matches_goals=True)

        contact = contacts.log(session, people.aino.actor, client, new)

        assert contact.employer_id is None
        assert (contact.decides, contact.meeting_purpose, contact.matches_goals) == (None,) * 3

    def test_nobody_speaks_for_a_client_who_wants_nothing_told(self, session, people, client, cafe):
        tell(session, people, client, "nothing", TODAY - DAY)
        new = with_employer(session, cafe, meeting_purpose=MeetingPurpose.SPEAK_FOR_CLIENT)

        refusal = refused(session, people, client, new)

        assert (type(refusal), refusal.field) == (refusals.NothingIsTold, "meeting_purpose")

    def test_the_newest_talk_counts_and_other_purposes_are_free(
        self, session, people, client, cafe
    ):
        tell(session, people, client, "nothing", TODAY - 20 * DAY)
        needs = with_employer(session, cafe)
        contacts.log(session, people.aino.actor, client, needs)
        tell(session, people, client, "agreed", TODAY - DAY)

        speaking = replace(needs, meeting_purpose=MeetingPurpose.SPEAK_FOR_CLIENT)
        contact = contacts.log(session, people.aino.actor, client, speaking)

        assert contact.meeting_purpose == MeetingPurpose.SPEAK_FOR_CLIENT

    def test_a_coach_of_two_teams_says_for_which_one_an_employer_was_met(
        self, session, people, cafe
    ):
        make_post(session, people.aino, people.pietarsaari)
        both = replace(
            people.aino.actor, coach_of=frozenset({people.kokkola.id, people.pietarsaari.id})
        )
        new = with_employer(session, cafe)

        with pytest.raises(refusals.TeamNotChosen):
            contacts.log(session, both, None, new)
        contact = contacts.log(session, both, None, replace(new, team=people.pietarsaari.short))

        assert contact.team_id == people.pietarsaari.id

    def test_each_person_of_an_employer_is_offered_and_the_site_itself(self, session, cafe):
        offered = counterparts.offered_at(session, cafe.public_id)

        assert [(one.employer, one.person) for one in offered] == [
            ("Rantakahvila Oy", "Siv Holm"),
            ("Rantakahvila Oy", ""),
        ]

    def test_the_last_ones_met_are_offered_first(self, session, people, cafe):
        contacts.log(session, people.aino.actor, None, with_employer(session, cafe))
        bakery = make_employer(session, "Leipomo Kaisla", person="Kai Kaisla")
        contacts.log(session, people.aino.actor, None, with_employer(session, bakery))

        mine = contacts.latest_employers(session, people.aino.actor)

        assert [one.employer for one in mine] == ["Leipomo Kaisla", "Rantakahvila Oy"]
        assert contacts.latest_employers(session, people.bengt.actor) == []


class TestSharedEmployers:
    @pytest.fixture
    def meetings(self, session, people, client, cafe):
        """Aino met the café for her client and in general, Cilla once for hers."""
        actor = people.aino.actor
        contacts.log(session, actor, client, with_employer(session, cafe, note="About the client"))
        contacts.log(session, actor, None, with_employer(session, cafe, note="In general"))
        hers = make_client(session, people.pietarsaari, people.cilla)
        make_consent(session, hers)
        contacts.log(
            session, people.cilla.actor, hers, with_employer(session, cafe, on=TODAY - DAY)
        )

    def test_a_colleague_sees_the_meeting_but_not_for_whom(self, session, people, meetings):
        found = {row.note: row for row in listed(session, people.bengt, team=True)}

        assert set(found) == {None, "In general"}
        hidden, general = found[None], found["In general"]
        assert (hidden.client, hidden.period_public_id, hidden.place) == (None, None, None)
        assert (hidden.client_present, hidden.matches_goals) == (None, None)
        assert (hidden.person, hidden.may_change) == ("Siv Holm", False)
        assert (hidden.employer, hidden.coach, hidden.meeting_purpose) == (
            "Rantakahvila Oy",
            "Aino Ahola",
            MeetingPurpose.NEEDS,
        )
        assert (general.mode, general.person) == (Mode.FACE_TO_FACE, "Siv Holm")

    def test_a_list_without_clients_names_none_in_the_log(self, session, people, meetings):
        session.info["notes"].clear()

        listed(session, people.bengt, team=True)

        assert session.info["notes"] == []

    def test_the_employers_page_tells_other_teams_day_and_coach_only(
        self, session, people, meetings, cafe
    ):
        rows = contacts.employer_meetings(session, people.cilla.actor, cafe.id).rows

        assert [row.coach for row in rows] == ["Aino Ahola", "Aino Ahola", "Cilla Sandås"]
        for row in rows[:2]:
            told = (row.client, row.note, row.person, row.meeting_purpose, row.mode, row.employer)
            assert told == (None, None, "", None, None, None)
        assert rows[2].client == "Leila Lahti"

    def test_a_manager_meets_nobody(self, session, people, meetings):
        assert listed(session, people.matti, team=True) == ()

    def test_everybody_sees_when_an_employer_was_last_met_and_by_whom(
        self, session, people, meetings, cafe
    ):
        never = make_employer(session, "Toinen Oy")
        attempt = with_employer(session, cafe, reached=False)
        contacts.log(session, people.bengt.actor, None, attempt)

        met = contacts.last_meetings(session, people.cilla.actor, [cafe.id, never.id])

        assert set(met) == {cafe.id}
        assert (met[cafe.id].on, met[cafe.id].coach, met[cafe.id].count) == (
            TODAY,
            "Aino Ahola",
            3,
        )
