"""Contact with others about a client asks for a consent in force, or for how it was agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coaching.consents import service as consents
from coaching.consents.refusals import ConsentMissing
from coaching.consents.types import OTHERS
from coaching.contacts import service as contacts
from coaching.contacts.types import Agreed, MadeBy, MeetingPurpose, Mode, Purpose, With
from tests.contacts import DAY, PHONE_CALL, TODAY, rows, with_employer
from tests.factories import make_client, make_consent, make_contact, make_employer

CALL = replace(PHONE_CALL, with_whom=With.FAMILY, purposes=(Purpose.NETWORK,))


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino)


@pytest.fixture
def cafe(session):
    return make_employer(session, "Rantakahvila Oy", person="Siv Holm")


def log(session, people, client, new):
    return contacts.log(session, people.aino.actor, client, new)


def called(with_whom, session, cafe):
    if with_whom is With.EMPLOYER:
        return with_employer(session, cafe, mode=Mode.PHONE, place=None)
    return replace(CALL, with_whom=with_whom)


class TestAsking:
    @pytest.mark.parametrize("with_whom", OTHERS)
    def test_everybody_but_the_client_needs_one(self, session, people, client, cafe, with_whom):
        new = called(with_whom, session, cafe)

        with pytest.raises(ConsentMissing) as refused:
            log(session, people, client, new)

        assert (refused.value.field, refused.value.facts) == ("agreed", {"ended": None})
        assert rows(session) == 0

        make_consent(session, client, with_whom=(with_whom,))
        assert log(session, people, client, new).agreed is None

    def test_one_that_names_somebody_else_is_none(self, session, people, client):
        make_consent(session, client, with_whom=(With.CARE_TEAM,))

        with pytest.raises(ConsentMissing):
            log(session, people, client, CALL)

    def test_the_day_of_the_contact_counts(self, session, people, client):
        make_consent(session, client, given_on=TODAY - 10 * DAY, valid_to=TODAY - 5 * DAY)

        log(session, people, client, replace(CALL, on=TODAY - 5 * DAY))
        with pytest.raises(ConsentMissing) as refused:
            log(session, people, client, replace(CALL, on=TODAY - 4 * DAY))

        assert refused.value.facts == {"ended": TODAY - 5 * DAY}

    def test_since_when_a_withdrawn_one_is_over_is_told(self, session, client):
        make_consent(session, client, withdrawn_on=TODAY - 2 * DAY, valid_to=TODAY + DAY)

        missing = consents.gate(session, client, With.FAMILY, TODAY)

        assert missing.ended_on == TODAY - 2 * DAY

    def test_the_consent_of_an_earlier_stay_does_not_count(self, session, people, client):
        make_consent(session, client)
        again = make_client(session, people.kokkola, people.aino)

        assert consents.gate(session, again, With.FAMILY, TODAY) is not None

    @pytest.mark.parametrize(
        "values",
        [
            {"with_whom": With.CLIENT},
            {"reached": False},
            {"purposes": (Purpose.NETWORK, Purpose.COMING_TO_SERVICE)},
        ],
        ids=str,
    )
    def test_none_is_needed_with_the_client_for_an_attempt_or_before_the_service(
        self, session, people, client, values
    ):
        log(session, people, client, replace(CALL, **values))

        assert rows(session) == 1

    def test_an_employer_met_in_general_or_by_the_client_needs_none(
        self, session, people, client, cafe
    ):
        met = with_employer(session, cafe)

        log(session, people, None, met)
        log(session, people, client, replace(met, made_by=MadeBy.CLIENT))

        assert rows(session) == 2

    def test_a_call_to_the_family_is_the_coachs_whatever_is_said_of_employers(
        self, session, people, client
    ):
        with pytest.raises(ConsentMissing):
            log(session, people, client, replace(CALL, made_by=MadeBy.CLIENT))


class TestWithoutOne:
    @pytest.mark.parametrize("agreed", Agreed)
    def test_what_took_place_is_logged_with_how_it_was_agreed(
        self, session, people, client, agreed
    ):
        contact = log(session, people, client, replace(CALL, agreed=agreed))

        assert contact.agreed == agreed
        assert contacts.timeline(session, people.aino.actor, client).rows[0].agreed is agreed

    def test_whoever_speaks_for_a_client_tells_something(self, session, people, client, cafe):
        speaking = with_employer(
            session, cafe, meeting_purpose=MeetingPurpose.SPEAK_FOR_CLIENT,
            agreed=Agreed.NOTHING_TOLD,
        )  # fmt: skip

        with pytest.raises(ConsentMissing):
            log(session, people, client, speaking)
        contact = log(session, people, client, replace(speaking, agreed=Agreed.BY_WORD))

        assert contact.agreed == Agreed.BY_WORD

    def test_it_is_not_kept_where_no_consent_is_asked_for(self, session, people, client):
        contact = log(session, people, client, replace(PHONE_CALL, agreed=Agreed.BY_WORD))

        assert contact.agreed is None


class TestEditing:
    def test_the_note_of_an_old_one_is_mended_without_a_consent(self, session, people, client):
        old = make_contact(
            session, client, people.aino, with_whom=With.FAMILY, mode=Mode.PHONE, place=None
        )
        typed = contacts.as_typed(session, old)

        new = replace(typed, note="Called back")
        contacts.edit(session, people.aino.actor, old, new, old.row_version)

        assert old.note == "Called back"

    @pytest.mark.parametrize(
        "values", [{"with_whom": With.FAMILY}, {"on": TODAY - 3 * DAY, "with_whom": With.OTHER}]
    )
    def test_what_decides_about_it_is_asked_for_again(self, session, people, client, values):
        old = log(session, people, client, PHONE_CALL)

        with pytest.raises(ConsentMissing):
            contacts.edit(
                session, people.aino.actor, old, replace(PHONE_CALL, **values), old.row_version
            )

        assert old.with_whom == With.CLIENT
