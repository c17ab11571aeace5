"""A team's client list comes in against the places, and goes out again as one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.accounts.models import ValueChange
from coaching.caseload import service as caseload
from coaching.client_lists import service
from coaching.client_lists.refusals import HoldsIdentityCodes, ListUndone, NothingToBringIn
from coaching.client_lists.types import OTHER, SKIP, WAIT, Choices, Fate, Why
from coaching.clients import cards, stays
from coaching.clients.models import Client, PeriodStatus, ServicePeriod
from coaching.clients.types import ClosingReason, Decision, Status
from coaching.due import service as due
from coaching.due.types import DueKind
from coaching.employers.models import ImportRow
from coaching.errors import NotThere
from coaching.sheets.refusals import TooManyRows
from tests import caseloads, client_lists
from tests.client_lists import row
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)
ENTERED = date(2024, 3, 4)


def fates(session, person, stage):
    planned, _words = service.look(session, person.actor, stage)
    return {one.row.shown or str(one.row.number): (one.fate, *one.reasons) for one in planned}


def choose(session, person, stage, **values):
    service.choose(session, person.actor, stage, Choices(**values))


def stays_of(session, batch):
    rows = session.execute(
        select(ImportRow, ServicePeriod)
        .join(ServicePeriod, ServicePeriod.id == ImportRow.period_id)
        .where(ImportRow.batch_id == batch.id)
        .order_by(ImportRow.id)
    )
    return {row.ImportRow.cells[0]: row.ServicePeriod for row in rows}


def number(session, table):
    return session.scalar(select(func.count()).select_from(table))


@pytest.mark.usefixtures("names_on")
def test_a_client_of_the_list_holds_a_place_from_today_and_keeps_the_days_of_the_list(
    session, people
):
    stage = client_lists.put(
        session,
        people.dora,
        people.kokkola,
        row(
            "A-1",
            "Leila Lahti",
            1990,
            kieli="ruotsi",
            taho="TE-palvelut",
            lahete="20.2.2024",
            aloitus=ENTERED,
            valmentaja="Aino",
            tilanne="Työnhaku",
        ),
    )

    stay = stays_of(session, service.save(session, people.dora.actor, stage))["A-1"]

    client = session.get(Client, stay.client_id)
    assert (client.name, client.birth_year, client.language) == ("Leila Lahti", 1990, "sv")
    assert (stay.referral_source, stay.referral_date) == ("employment", date(2024, 2, 20))
    assert (stay.entry_date, stay.known_on, stay.decided_on) == (
        ENTERED,
        date(2024, 2, 20),
        ENTERED,
    )
    assert (stay.status, stay.decision) == (Status.SEARCHING, Decision.ACCEPTED)
    place = caseload.open_assignment(session, stay.id)
    assert (place.coach_id, place.since) == (people.aino.user_id, TODAY)
    since = session.scalars(
        select(PeriodStatus.since).where(PeriodStatus.period_id == stay.id)
    ).all()
    assert since == [TODAY]


def test_the_first_employer_meeting_is_asked_within_a_month_of_the_list_not_of_years_ago(
    session, people
):
    stage = client_lists.put(
        session,
        people.dora,
        people.kokkola,
        row("A-1", aloitus=ENTERED, valmentaja="Aino", tilanne="Työnhaku"),
    )
    stay = stays_of(session, service.save(session, people.dora.actor, stage))["A-1"]

    found = due.of_stay(session, stay, quiet_days=28)

    assert [(one.kind, one.since, one.on) for one in found] == [
        (DueKind.FIRST_MEETING, TODAY, TODAY + 30 * DAY)
    ]


def test_while_names_are_off_only_codes_are_kept_and_columns_nobody_asked_for_never(
    session, people
):
    stage = client_lists.put(
        session,
        people.dora,
        people.kokkola,
        row("A-1", "Leila Lahti", valmentaja="Aino", diagnoosi="F32"),
        row("Leila Lahti", valmentaja="Aino"),
    )

    told = fates(session, people.dora, stage)
    batch = service.save(session, people.dora.actor, stage)

    assert told == {
        "A-1": (Fate.PLACE, Why.HAS_PLACE),
        "Leila Lahti": (Fate.SKIPPED, Why.READS_AS_NAME),
    }
    (stay,) = stays_of(session, batch).values()
    assert session.get(Client, stay.client_id).name is None
    kept = session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id)).one()
    assert kept.cells == ["A-1", 1, 1, 1]
    assert (stage.file, stage.results["rows"]) == ({}, [])


def test_whoever_finds_the_coach_full_waits_in_the_order_of_the_list(session, people):
    caseloads.fill(session, people.kokkola, people.aino, 18)
    stage = client_lists.put(
        session,
        people.dora,
        people.kokkola,
        *(row(f"A-{n}", valmentaja="Aino Ahola") for n in (1, 2, 3)),
        row("A-4", valmentaja="Bengt"),
    )

    told = fates(session, people.dora, stage)
    stay_of = stays_of(session, service.save(session, people.dora.actor, stage))

    assert [told[f"A-{n}"][0] for n in (1, 2, 3, 4)] == [
        Fate.PLACE,
        Fate.PLACE,
        Fate.WAITS,
        Fate.PLACE,
    ]
    assert told["A-3"][1] is Why.COACH_FULL
    assert (stay_of["A-3"].status, stay_of["A-3"].decision) == (Status.WAITING, Decision.WAITING)
    assert caseload.totals(session, people.aino.user_id).held == 20


def test_words_that_are_not_clear_ask_and_do_as_they_are_told_to(session, people):
    stage = client_lists.put(
        session,
        people.dora,
        people.kokkola,
        row("A-1", valmentaja="S.K.", tilanne="kesken"),
        row("A-2", valmentaja="S.K."),
        row("A-3"),
        row("A-4", valmentaja="Aino", tilanne="tauolla"),
        row("A-5", valmentaja="S.K.", tilanne="jonossa"),
    )

    assert fates(session, people.dora, stage) == {
        "A-1": (Fate.ASKS, Why.STATUS_UNKNOWN),
        "A-2": (Fate.ASKS, Why.COACH_UNKNOWN),
        "A-3": (Fate.WAITS, Why.NO_COACH),
        "A-4": (Fate.PLACE, Why.HAS_PLACE),
        "A-5": (Fate.WAITS, Why.ON_LIST),
    }
    choose(
        session,
        people.dora,
        stage,
        meanings={
            "coach": {"s.k.": people.bengt.public_id, "": WAIT},
            "status": {"kesken": Status.STUDYING},
        },
    )
    stay_of = stays_of(session, service.save(session, people.dora.actor, stage))

    assert {code: stay.status for code, stay in stay_of.items()} == {
        "A-1": Status.STUDYING,
        "A-2": Status.PROFILING,
        "A-3": Status.WAITING,
        "A-4": Status.PAUSED,
        "A-5": Status.WAITING,
    }
    assert caseload.totals(session, people.bengt.user_id).held == 2


@pytest.mark.usefixtures("names_on")
def test_a_name_that_is_there_already_asks_who_it_is(session, people):
    there, gone = (
        make_client(
            session,
            people.kokkola,
            people.aino,
            name=name,
            client_birth_year=1990,
            client_likeness=cards.likeness(name, 1990),
        )
        for name in ("Leila Lahti", "Veikko Vanha")
    )
    stays.close(session, people.dora.actor, gone, ClosingReason.OWN_WISH, TODAY)
    gone.client.language, gone.client.needs_interpreter = "sv", True
    rows = (
        row("A-1", "leila lahti", 1990, valmentaja="Aino"),
        row("A-2", "Veikko Vanha", 1990, valmentaja="Aino"),
        row("A-3", "Uusi Nimi", 1991, valmentaja="Aino"),
        row("A-4", "Uusi Nimi", 1991, valmentaja="Aino"),
    )
    stage = client_lists.put(session, people.dora, people.kokkola, *rows)

    told = fates(session, people.dora, stage)
    planned, _words = service.look(session, people.dora.actor, stage)
    keys = {one.row.code: one.row.key for one in planned}
    back = planned[1].offered[0].public_id
    choose(
        session,
        people.dora,
        stage,
        rows={keys["A-1"]: OTHER, keys["A-2"]: back, keys["A-4"]: SKIP},
    )
    stay_of = stays_of(session, service.save(session, people.dora.actor, stage))

    assert [fate[0] for fate in told.values()] == [Fate.ASKS, Fate.ASKS, Fate.PLACE, Fate.ASKS]
    assert set(stay_of) == {"A-1", "A-2", "A-3"}
    assert stay_of["A-1"].client_id != there.client_id
    assert stay_of["A-2"].client_id == gone.client_id
    assert (gone.client.language, gone.client.needs_interpreter) == ("sv", True)


def test_what_is_no_client_is_left_out_with_the_reason(session, people):
    stage = client_lists.put(
        session,
        people.dora,
        people.kokkola,
        row("A-1", valmentaja="Aino", tilanne="päättynyt"),
        row("A-2", valmentaja="Aino", lahete=TODAY, aloitus=TODAY - DAY),
        row("A-2", valmentaja="Aino"),
        row(None, valmentaja="Aino"),
        row("A-3", valmentaja="Aino", aloitus=TODAY + DAY, lahete="vko 40"),
    )

    assert [
        (one.fate, *one.reasons) for one in service.look(session, people.dora.actor, stage)[0]
    ] == [
        (Fate.SKIPPED, Why.ENDED),
        (Fate.PLACE, Why.HAS_PLACE, Why.REFERRED_AFTER),
        (Fate.SKIPPED, Why.SAME_ROW),
        (Fate.SKIPPED, Why.NOBODY),
        (Fate.PLACE, Why.HAS_PLACE, Why.DAY_UNCLEAR, Why.DAY_AHEAD),
    ]


def test_the_same_list_again_adds_only_who_is_new(session, people):
    first = row("A-1", valmentaja="Aino", tilanne="työnhaku")
    stage = client_lists.put(session, people.dora, people.kokkola, first)
    service.save(session, people.dora.actor, stage)

    again = client_lists.put(
        session,
        people.dora,
        people.kokkola,
        row("a-1", valmentaja="Aino", tilanne="töissä"),
        row("A-2", valmentaja="Aino"),
    )
    told = fates(session, people.dora, again)
    service.save(session, people.dora.actor, again)

    assert told["a-1"] == (Fate.KNOWN, Why.BROUGHT_BEFORE)
    assert number(session, ServicePeriod) == 2
    third = client_lists.put(session, people.dora, people.kokkola, first)
    with pytest.raises(NothingToBringIn):
        service.save(session, people.dora.actor, third)


def test_a_file_with_identity_codes_is_not_taken_not_even_for_a_day(session, people):
    with pytest.raises(HoldsIdentityCodes) as refused:
        client_lists.put(
            session, people.dora, people.kokkola, row("A-1", diagnoosi="hetu 131052-308T")
        )

    assert refused.value.facts == {"rows": 1}
    rows = (row(f"A-{n}") for n in range(301))
    with pytest.raises(TooManyRows):
        client_lists.put(session, people.dora, people.kokkola, *rows)


def test_only_the_leader_of_the_team_brings_a_list_in(session, people):
    with pytest.raises(NotThere):
        client_lists.put(session, people.aino, people.kokkola, row("A-1"))
    with pytest.raises(NotThere):
        client_lists.put(session, people.dora, people.pietarsaari, row("A-1"))


@pytest.mark.usefixtures("names_on")
def test_undone_as_one_the_clients_go_with_their_places_and_their_history(session, people):
    before = number(session, ValueChange)
    rows = (row(f"A-{n}", f"Leila Lahti {n}", 1990, valmentaja="Aino") for n in (1, 2, 3))
    stage = client_lists.put(session, people.dora, people.kokkola, *rows)
    batch = service.save(session, people.dora.actor, stage)

    told = service.undo(session, people.dora.actor, batch)

    assert (told.clients, told.kept) == (3, 0)
    assert [number(session, table) for table in (Client, ServicePeriod, PeriodStatus)] == [0, 0, 0]
    assert number(session, ValueChange) == before
    assert caseload.totals(session, people.aino.user_id).held == 0
    cells = session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id)).all()
    assert [found.cells for found in cells] == [[], [], []]
    with pytest.raises(ListUndone):
        service.undo(session, people.dora.actor, batch)


def test_a_client_with_whom_something_was_done_stays(session, people):
    rows = (row(f"A-{n}", valmentaja="Aino") for n in (1, 2, 3))
    stage = client_lists.put(session, people.dora, people.kokkola, *rows)
    batch = service.save(session, people.dora.actor, stage)
    stay_of = stays_of(session, batch)
    stays.pause(session, people.aino.actor, stay_of["A-1"], TODAY, keep_place=True)
    caseload.hand_over(session, people.dora.actor, stay_of["A-2"], people.bengt.user_id, TODAY)

    told = service.undo(session, people.dora.actor, batch)

    assert (told.clients, told.kept) == (1, 2)
    left = {stay.id for stay in session.scalars(select(ServicePeriod))}
    assert left == {stay_of["A-1"].id, stay_of["A-2"].id}


@pytest.mark.usefixtures("names_on")
def test_each_sees_the_clients_of_a_list_that_are_in_sight(session, people):
    rows = (row("A-1", valmentaja="Aino"), row("A-2", valmentaja="Bengt"))
    stage = client_lists.put(session, people.dora, people.kokkola, *rows)
    batch = service.save(session, people.dora.actor, stage)

    def codes(person):
        return [one.own_code for one in service.clients_of(session, person.actor, batch)]

    assert codes(people.dora) == ["A-1", "A-2"]
    assert codes(people.aino) == ["A-1"]
    with pytest.raises(NotThere):
        service.find_batch(session, people.cilla.actor, batch.public_id)
