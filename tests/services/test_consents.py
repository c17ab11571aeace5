"""Consents on record: what they must hold, limiting and withdrawing, what is to be renewed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coaching import clock, history
from coaching.clients.refusals import DayAhead, NotOpen
from coaching.clients.types import ClosingReason, Decision, Status
from coaching.consents import course, refusals
from coaching.consents import service as consents
from coaching.consents.models import Consent
from coaching.consents.types import ConsentKind, DataGroup, NewConsent, State
from coaching.contacts.types import With
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.uselog.types import Action
from tests.clients import lines
from tests.contacts import DAY, TODAY
from tests.factories import make_client, make_consent

Y100 = NewConsent(
    kind=ConsentKind.MULTI_AGENCY,
    given_on=TODAY - 20 * DAY,
    with_whom=(With.CARE_TEAM, With.BENEFITS_OFFICE),
    parties="Kela, mielenterveystiimi",
    data_groups=(DataGroup.WORK, DataGroup.HEALTH),
    purpose="Planning together",
    valid_to=TODAY + 300 * DAY,
    paper_at="Client record system",
    contact_person="The adviser, by phone",
)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino)


def add(session, people, client, **values):
    return consents.add(session, people.aino.actor, client, replace(Y100, **values))


def change(session, people, client, row, **values):
    new = replace(Y100, **values)
    consents.change(session, people.aino.actor, client, row, new, row.row_version)


class TestRecording:
    def test_everything_that_was_agreed_is_kept(self, session, people, client):
        add(session, people, client)
        session.expire_all()

        (kept,) = consents.of_stay(session, client)

        assert {name: getattr(kept, name) for name in vars(Y100)} == vars(Y100)
        assert kept.state_on(TODAY) is State.IN_FORCE
        assert [line.period_ids for line in lines(session, Action.CREATE)] == [(client.id,)]

    def test_words_are_sealed(self, session, people, client):
        row = add(session, people, client)

        for name in ("parties", "purpose", "paper_at", "contact_person"):
            stored = getattr(row, f"{name}_sealed")
            assert getattr(Y100, name).encode() not in stored

    def test_the_last_one_given_comes_first(self, session, people, client):
        add(session, people, client)
        newest = add(session, people, client, given_on=TODAY)

        assert consents.of_stay(session, client)[0].public_id == newest.public_id

    @pytest.mark.parametrize(
        ("values", "refusal", "field"),
        [
            ({"given_on": TODAY + DAY}, DayAhead, "given_on"),
            ({"with_whom": ()}, refusals.WhomMissing, "with_whom"),
            ({"valid_to": Y100.given_on - DAY}, refusals.EndsBeforeGiven, "valid_to"),
            ({"withdrawn_on": Y100.given_on - DAY}, refusals.DayNotInConsent, "withdrawn_on"),
            ({"withdrawn_on": TODAY + DAY}, refusals.DayNotInConsent, "withdrawn_on"),
            ({"limited_on": TODAY + DAY, "limits": "x"}, refusals.DayNotInConsent, "limited_on"),
            ({"limited_on": TODAY}, refusals.LimitIncomplete, "limits"),
            ({"limits": "Only by phone"}, refusals.LimitIncomplete, "limited_on"),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused_beside_its_field(
        self, session, people, client, values, refusal, field
    ):
        with pytest.raises(refusal) as refused:
            add(session, people, client, **values)

        assert refused.value.field == field
        assert consents.of_stay(session, client) == []

    def test_a_consent_for_the_own_service_names_nobody_else(self, session, people, client):
        add(session, people, client, kind=ConsentKind.OWN_SERVICE, with_whom=())

        assert With.CARE_TEAM in consents.missing(session, client, TODAY)

    def test_none_is_recorded_when_the_service_has_ended(self, session, people, client):
        client.closed_on = TODAY - DAY

        with pytest.raises(NotOpen):
            add(session, people, client)

    def test_the_consent_of_another_stay_is_not_there(self, session, people, client):
        row = add(session, people, client)
        other = make_client(session, people.kokkola, people.aino)

        with pytest.raises(NotThere):
            consents.get(session, other, row.public_id)
        assert consents.get(session, client, row.public_id) is row


class TestChanging:
    def test_a_limited_one_keeps_what_it_covered_in_its_history(self, session, people, client):
        row = add(session, people, client)

        change(
            session, people, client, row,
            with_whom=(With.CARE_TEAM,), limited_on=TODAY, limits="Not with Kela",
        )  # fmt: skip

        (kept,) = consents.of_stay(session, client)
        assert (kept.state_on(TODAY), kept.with_whom) == (State.LIMITED, (With.CARE_TEAM,))
        changes = [
            (change.value, change.origin)
            for _key, change in history.of_kinds(session, ["consent"])
            if change.field == "with_whom"
        ]
        assert changes == [
            (["care_team"], ""),
            (["care_team", "benefits_office"], "as_given"),
        ]

    def test_a_withdrawn_one_stays_on_record(self, session, people, client):
        row = add(session, people, client)

        change(session, people, client, row, withdrawn_on=TODAY)

        (kept,) = consents.of_stay(session, client)
        assert kept.state_on(TODAY) is State.WITHDRAWN
        assert With.CARE_TEAM in consents.missing(session, client, TODAY)
        assert With.CARE_TEAM not in consents.missing(session, client, TODAY - DAY)

    def test_its_course_says_who_changed_what_and_when(self, session, people, client):
        row, later = add(session, people, client), clock.now() + DAY
        other = add(session, people, client)
        change(session, people, client, row, with_whom=(With.CARE_TEAM,))

        with clock.at(later):
            change(session, people, client, row, with_whom=(With.CARE_TEAM,), withdrawn_on=TODAY)

        found = course.of_stay(session, client)
        withdrawn, limited, recorded = found[row.public_id]
        both = ["care_team", "benefits_office"]
        assert limited.values == (("with_whom", both, ["care_team"]),)
        assert withdrawn.values == (("withdrawn_on", None, TODAY.isoformat()),)
        assert {one.by for one in (withdrawn, limited, recorded)} == {"Aino Ahola"}
        assert (withdrawn.at, recorded.values) == (later, ())
        assert [one.values for one in found[other.public_id]] == [()]

    def test_nothing_changed_writes_nothing(self, session, people, client):
        row = add(session, people, client)
        seen = row.row_version

        change(session, people, client, row)

        assert row.row_version == seen
        assert history.newest(session, "consent", row.public_id) == {}

    def test_saving_over_a_newer_version_is_refused(self, session, people, client):
        row = add(session, people, client)
        seen = row.row_version
        change(session, people, client, row, withdrawn_on=TODAY)

        with pytest.raises(ChangedMeanwhile) as refused:
            consents.change(session, people.dora.actor, client, row, Y100, seen)

        assert refused.value.facts["user"] == "Aino Ahola"
        assert session.get_one(Consent, row.id).withdrawn_on == TODAY


class TestRenewing:
    def told(self, session, *stays, **more):
        found = consents.ending(session, [stay.id for stay in stays], TODAY, **more)
        return [(one.period_id, one.last_day) for one in found]

    @pytest.mark.parametrize(
        ("left", "is_told"), [(31, False), (30, True), (0, True), (-1, True), (-200, True)]
    )
    def test_one_that_ends_within_thirty_days_or_has_ended_is_told(
        self, session, people, client, left, is_told
    ):
        make_consent(session, client, given_on=TODAY - 300 * DAY, valid_to=TODAY + left * DAY)

        expected = [(client.id, TODAY + left * DAY)] if is_told else []
        assert self.told(session, client) == expected

    def test_one_that_another_goes_on_from_is_not_told(self, session, client):
        make_consent(session, client, valid_to=TODAY)
        make_consent(session, client, given_on=TODAY, valid_to=TODAY + 365 * DAY)

        assert self.told(session, client) == []
        assert self.told(session, client, within_days=400) == [(client.id, TODAY + 365 * DAY)]

    def test_what_the_client_withdrew_is_not_asked_for_again(self, session, client):
        make_consent(session, client, valid_to=TODAY, withdrawn_on=TODAY - DAY)
        make_consent(session, client, kind=ConsentKind.FAMILY)

        assert self.told(session, client) == []

    def test_stays_are_told_of_the_soonest_first_and_ended_ones_not(self, session, people, client):
        later = make_client(session, people.kokkola, people.aino)
        ended = make_client(
            session, people.kokkola, by=people.aino, status=Status.CLOSED, waiting_since=None,
            closed_on=TODAY, closed_reason=ClosingReason.OWN_WISH, decision=Decision.ACCEPTED,
        )  # fmt: skip
        make_consent(session, later, valid_to=TODAY + 9 * DAY)
        make_consent(session, client, valid_to=TODAY + 2 * DAY)
        make_consent(session, ended, valid_to=TODAY + DAY)

        found = self.told(session, client, later, ended)

        assert found == [(client.id, TODAY + 2 * DAY), (later.id, TODAY + 9 * DAY)]
