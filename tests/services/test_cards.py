"""The status, the first meeting and the client card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.clients import cards, service
from coaching.clients.models import PeriodStatus
from coaching.clients.refusals import (
    BeforeLastStatus,
    DayAhead,
    DayBeforeKnown,
    NotByHand,
    ReferralAfter,
)
from coaching.clients.types import Decision, Helper, Status
from coaching.errors import ChangedMeanwhile
from tests.clients import in_line
from tests.factories import make_client, make_contact

TODAY = clock.today()
DAY = timedelta(days=1)


def test_a_status_set_by_hand_is_kept_with_its_day(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)

    service.change_status(session, aino, stay, Status.SEARCHING, TODAY - 2 * DAY)

    rows = session.scalars(select(PeriodStatus).where(PeriodStatus.period_id == stay.id))
    assert [(row.status, row.since) for row in rows][-1] == ("searching", TODAY - 2 * DAY)
    assert service.head(session, aino, stay).phase == 3


def test_a_status_does_not_begin_before_the_one_it_follows(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)
    service.change_status(session, aino, stay, Status.SEARCHING, TODAY - 2 * DAY)

    with pytest.raises(BeforeLastStatus) as refused:
        service.change_status(session, aino, stay, Status.AGREED, TODAY - 3 * DAY)

    assert refused.value.facts == {"latest": TODAY - 2 * DAY}
    service.change_status(session, aino, stay, Status.AGREED, TODAY - 2 * DAY)
    assert stay.status == Status.AGREED


@pytest.mark.parametrize("status", [Status.WAITING, Status.PAUSED, Status.CLOSED])
def test_waiting_paused_and_closed_are_not_set_by_hand(session, people, aino, kokkola, status):
    stay = make_client(session, kokkola, people.aino)

    with pytest.raises(NotByHand):
        service.change_status(session, aino, stay, status, TODAY)


def test_a_stay_that_waits_gets_no_status_by_hand(session, people, dora, kokkola):
    (stay,) = in_line(session, kokkola, 3)

    with pytest.raises(NotByHand):
        service.change_status(session, dora, stay, Status.SEARCHING, TODAY)


def test_the_first_real_meeting_is_the_day_coaching_began(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino, entry_date=None)

    assert service.note_real_meeting(session, aino, stay, TODAY - 3 * DAY)
    assert not service.note_real_meeting(session, aino, stay, TODAY - 4 * DAY)

    assert stay.entry_date == TODAY - 3 * DAY
    origin = history.newest(session, "service_period", stay.public_id)["entry_date"]
    assert (origin.source, origin.value) == ("computed", (TODAY - 3 * DAY).isoformat())


def test_an_earlier_real_meeting_is_suggested_on_the_card(session, people, kokkola):
    stay = make_client(session, kokkola, people.aino, entry_date=TODAY - DAY)
    make_contact(session, stay, people.aino, on=TODAY - 9 * DAY, mode="phone", place=None)
    make_contact(session, stay, people.aino, on=TODAY - 8 * DAY, reached=False)
    make_contact(session, stay, people.aino, on=TODAY - 7 * DAY)

    assert service.suggested_entry(session, stay) == TODAY - 7 * DAY
    for known, suggested in (
        (None, TODAY - 7 * DAY),
        (TODAY - 7 * DAY, None),
        (TODAY - 8 * DAY, None),
    ):
        stay.entry_date = known
        assert service.suggested_entry(session, stay) == suggested


@pytest.mark.usefixtures("names_on")
def test_a_changed_card_keeps_its_history(session, people, aino, kokkola):
    stay = make_client(session, kokkola, people.aino)
    helper = Helper("brother", "family", True)
    new = replace(
        cards.card(stay), name="Leila Laine", contact_ways=("phone",), other_helpers=(helper,)
    )

    cards.change_card(session, aino, stay, new, cards.card_version(stay))

    assert cards.card(stay) == new
    person = history.newest(session, "client", stay.client.public_id)
    assert {field: origin.value for field, origin in person.items()} == {
        "name": "Leila Laine",
        "contact_ways": ["phone"],
    }
    assert stay.client.likeness == cards.likeness("leila laine", None)


def test_a_stale_card_is_refused_and_names_who_was_quicker(session, people, aino, dora, kokkola):
    stay = make_client(session, kokkola, people.aino)
    version = cards.card_version(stay)
    card = cards.card(stay)
    cards.change_card(session, dora, stay, replace(card, birth_year=1980), version)

    with pytest.raises(ChangedMeanwhile) as refused:
        cards.change_card(session, aino, stay, replace(card, birth_year=1981), version)

    assert refused.value.facts["user"] == "Dora Dahl"
    assert stay.client.birth_year == 1980


def test_a_name_does_not_come_in_through_the_card_while_names_are_off(
    session, people, aino, kokkola
):
    stay = make_client(session, kokkola, people.aino, name=None)
    new = replace(cards.card(stay), name="Leila Lahti")

    cards.change_card(session, aino, stay, new, cards.card_version(stay))

    assert stay.client.name is None


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"entry_date": TODAY + DAY}, DayAhead),
        ({"referral_date": TODAY + DAY}, DayAhead),
        ({"entry_date": TODAY - 61 * DAY}, DayBeforeKnown),
        ({"referral_date": TODAY - 29 * DAY, "entry_date": None}, ReferralAfter),
    ],
)
def test_days_of_the_card_that_cannot_be_are_refused(
    session, people, aino, kokkola, values, refusal
):
    stay = make_client(session, kokkola, people.aino)
    make_contact(session, stay, people.aino, on=TODAY - 30 * DAY)
    new = replace(cards.card(stay), **values)

    with pytest.raises(refusal):
        cards.change_card(session, aino, stay, new, cards.card_version(stay))


def test_the_first_day_of_a_team_is_its_first_clients(session, people, kokkola):
    assert service.first_day_of_team(session, kokkola.id) is None

    make_client(session, kokkola, people.aino, referred=TODAY - 90 * DAY, entry_date=None)
    make_client(session, kokkola, people.aino, entry_date=TODAY - 80 * DAY)
    make_client(
        session, kokkola, by=1, referred=TODAY - 200 * DAY, decision=Decision.REFUSED,
        status=Status.CLOSED, closed_on=TODAY, closed_reason="other",
    )  # fmt: skip

    assert service.first_day_of_team(session, kokkola.id) == TODAY - 90 * DAY
