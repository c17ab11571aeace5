"""Taking in a client: what is kept, what is refused, codes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock, history
from coaching.caseload import service as caseload
from coaching.caseload.types import CaseloadFull
from coaching.clients import intake, service
from coaching.clients.codes import SIGNS, new_code
from coaching.clients.models import Client
from coaching.clients.refusals import (
    CoachMissing,
    DayAhead,
    DayBeforeKnown,
    ReferralAfter,
    RefusalReasonMissing,
)
from coaching.clients.types import Decision, RefusalReason, Status
from coaching.errors import NotThere
from coaching.uselog.types import Action
from tests.clients import lines, told
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.mark.usefixtures("names_on")
def test_an_accepted_client_holds_a_place_from_the_day_of_the_decision(session, people, aino):
    stay = intake.take_in(session, aino, told(people, entry_date=TODAY - DAY))

    assert (stay.status, stay.entry_date, stay.client.name) == (
        Status.PROFILING,
        TODAY - DAY,
        "Leila Lahti",
    )
    row = caseload.open_assignment(session, stay.id)
    assert (row.coach_id, row.since) == (people.aino.user_id, TODAY)
    assert [note.period_ids for note in lines(session, Action.CREATE)] == [(stay.id,)]


def test_names_are_not_kept_while_they_are_off(session, people, aino):
    stay = intake.take_in(session, aino, told(people))

    assert (stay.client.name, stay.client.likeness) == (None, None)
    assert service.display_name(stay) == stay.client.code
    assert history.newest(session, "client", stay.client.public_id).get("name") is None


def test_a_client_who_waits_stands_on_the_list_without_a_coach(session, people, aino):
    stay = intake.take_in(session, aino, told(people, decision=Decision.WAITING))

    assert (stay.status, stay.waiting_since) == (Status.WAITING, TODAY)
    assert caseload.open_assignment(session, stay.id) is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"decision": Decision.DID_NOT_WANT}, "own_wish"),
        ({"decision": Decision.REFUSED, "refusal": RefusalReason.READINESS}, "other"),
        ({"decision": Decision.REFUSED, "refusal": RefusalReason.MOVED}, "moved"),
        ({"decision": Decision.REFUSED, "refusal": RefusalReason.NO_INTEREST}, "own_wish"),
    ],
)
def test_who_does_not_come_in_is_kept_as_a_closed_stay(session, people, aino, values, reason):
    stay = intake.take_in(session, aino, told(people, entry_date=TODAY, **values))

    assert (stay.status, stay.closed_on, stay.closed_reason) == (Status.CLOSED, TODAY, reason)
    assert (stay.decision, stay.refusal) == (values["decision"], values.get("refusal"))
    assert stay.entry_date is None
    assert caseload.open_assignment(session, stay.id) is None


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"coach_id": None}, CoachMissing),
        ({"decision": Decision.REFUSED}, RefusalReasonMissing),
        ({"decided_on": TODAY + DAY}, DayAhead),
        ({"entry_date": TODAY + DAY}, DayAhead),
        ({"referral_date": TODAY + DAY}, DayAhead),
        ({"decided_on": TODAY - 6 * DAY}, ReferralAfter),
        ({"entry_date": TODAY - 6 * DAY}, DayBeforeKnown),
        ({"referral_date": None, "decided_on": TODAY - 31 * DAY}, DayBeforeKnown),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(session, people, aino, values, refusal):
    with pytest.raises(refusal):
        intake.take_in(session, aino, told(people, **values))

    assert session.scalar(select(func.count()).select_from(Client)) == 0


def test_without_a_free_place_the_whole_intake_is_refused(session, people, aino, kokkola):
    for _ in range(20):
        make_client(session, kokkola, people.aino)

    with pytest.raises(CaseloadFull):
        intake.take_in(session, aino, told(people))

    assert session.scalar(select(func.count()).select_from(Client)) == 20


def test_nobody_takes_in_clients_to_a_team_they_do_not_work_in(session, people):
    with pytest.raises(NotThere):
        intake.take_in(session, people.cilla.actor, told(people))


def test_codes_are_short_unlike_words_and_never_twice(session):
    codes = {new_code(session) for _ in range(300)}

    assert len(codes) > 290
    assert all(re.fullmatch(rf"[A-Z]-[{SIGNS}]{{4}}", code) for code in codes)
    assert not set("AEIOUYBGQSZ0125 8") & set("".join(codes).replace("-", ""))
