"""Kykyviisari figures: only figures, oldest round first, mended when typed wrongly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.clients.refusals import DayAhead
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles import refusals, rounds
from coaching.profiles.models import Kykyviisari
from coaching.profiles.types import KykyRound, NewRound
from coaching.uselog.types import Action, Basis
from tests.factories import make_client

TODAY = clock.today()
DAY = timedelta(days=1)
START = NewRound(TODAY - 100 * DAY, KykyRound.START, 4, 5, {"mind": "3/5"})


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino)


def save(session, people, client, new, **more):
    return rounds.save(session, people.aino.actor, client, new, **more)


def test_rounds_come_oldest_first(session, people, client):
    save(session, people, client, replace(START, on=TODAY, round=KykyRound.MONTHS_3_4))
    save(session, people, client, START)

    found = rounds.of_stay(session, client)

    assert [(one.round, one.on) for one in found] == [
        (KykyRound.START, TODAY - 100 * DAY),
        (KykyRound.MONTHS_3_4, TODAY),
    ]
    assert (found[0].work_ability, found[0].functioning) == (4, 5)
    assert found[0].sections == {"mind": "3/5"}


def test_a_round_done_before_the_client_came_is_taken(session, people, client):
    save(session, people, client, replace(START, on=TODAY - 900 * DAY))

    assert len(rounds.of_stay(session, client)) == 1


def test_nought_is_a_figure(session, people, client):
    save(session, people, client, replace(START, work_ability=0, functioning=None, sections={}))

    assert rounds.of_stay(session, client)[0].work_ability == 0


def test_a_round_without_any_figure_is_refused(session, people, client):
    empty = replace(START, work_ability=None, functioning=None, sections={})

    with pytest.raises(refusals.FiguresMissing) as refusal:
        save(session, people, client, empty)

    assert refusal.value.field == "work_ability"
    assert rounds.of_stay(session, client) == []


def test_a_round_to_come_is_refused_beside_the_day(session, people, client):
    with pytest.raises(DayAhead) as refusal:
        save(session, people, client, replace(START, on=TODAY + DAY))

    assert refusal.value.field == "on"


def test_figures_typed_wrongly_are_changed(session, people, client):
    row = save(session, people, client, START)

    changed = replace(START, work_ability=6, sections={})
    save(session, people, client, changed, row=row, shown_version=row.row_version)

    (found,) = rounds.of_stay(session, client)
    assert (found.work_ability, found.sections, found.public_id) == (6, {}, row.public_id)


def test_the_second_of_two_editors_is_refused(session, people, client):
    row = save(session, people, client, START)
    page = row.row_version
    save(session, people, client, replace(START, functioning=9), row=row, shown_version=page)

    with pytest.raises(ChangedMeanwhile):
        save(session, people, client, replace(START, functioning=1), row=row, shown_version=page)

    assert rounds.of_stay(session, client)[0].functioning == 9


def test_a_round_of_somebody_else_is_not_there(session, people, client):
    other = make_client(session, people.kokkola, people.aino, name="Otto Oja")
    row = save(session, people, other, START)

    with pytest.raises(NotThere):
        rounds.get(session, client, row.public_id)

    assert rounds.get(session, other, row.public_id) is row


def test_figures_of_areas_are_sealed(session, people, client):
    save(session, people, client, START)

    (row,) = session.scalars(select(Kykyviisari))
    assert b"3/5" not in row.sections_sealed


def test_leaves_a_line_for_the_adding_and_one_for_the_change(session, people, client):
    session.info["notes"].clear()

    row = save(session, people, client, START)
    save(session, people, client, START, row=row, shown_version=row.row_version)

    assert [(line.action, line.basis, line.detail) for line in session.info["notes"]] == [
        (Action.CREATE, Basis.PROFILE, {"kind": "kykyviisari"}),
        (Action.CHANGE, Basis.PROFILE, {"kind": "kykyviisari"}),
    ]
