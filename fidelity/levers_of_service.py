"""What raises S1, O1 and O3: posts, ties to treatment teams, work with employment services."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil

from fidelity.changes import Filled, Step
from fidelity.coaches import in_post
from fidelity.facts import (
    Assignment,
    Attachment,
    ClientStay,
    Coach,
    Event,
    Facts,
    Post,
    Span,
    StatusFrom,
)
from fidelity.ladders import Rung, cheapest, points_missing
from fidelity.levers import Action, Lever, Situation, by_id, in_care, with_client
from fidelity.organisation import APART, EMPLOYMENT_SERVICES, EMPLOYMENT_SERVICES_MEETING
from fidelity.results import InsufficientData, Score
from fidelity.windows import last_whole_weeks, month_parts

FULL_WEEK = 38 * 60 + 15
THREE_MONTHS = 13
"""Weeks of work that a post is taken to cost."""
FILLING, CALLING, MEETING, ATTACHING, TAKING_IN = 1, 15, 60, 240, 600
"""Minutes of work that a field, a call, a meeting, a tie to a team and a new client take."""
SOME_TEAM = "supposed-team"
"""The team of clients of whom nothing tells one: known, but nobody's own."""
TWENTIETH = Fraction(1, 20)


def more_posts(situation: Situation) -> Iterator[Lever]:
    """What raises S1: more of full-time coaches, in twentieths."""
    score = situation.result
    if not isinstance(score, Score) or score.numerator is None or score.denominator is None:
        return
    threshold = situation.item.next_threshold(score.points)
    if threshold is None:
        return
    asked = score.numerator / threshold.edge - score.denominator
    share = ceil(asked / TWENTIETH) * TWENTIETH
    posts = [min(share - n, Fraction(1)) for n in range(ceil(share))]
    steps = tuple(
        Step(
            int(post * FULL_WEEK * THREE_MONTHS),
            added=Facts(
                coaches=(
                    Coach(
                        situation.id(n),
                        (Post(Span(situation.on), post, int(post * FULL_WEEK)),),
                    ),
                )
            ),
        )
        for n, post in enumerate(posts)
    )
    yield Lever(Action.MORE_POSTS, steps, share, whole=True)


def care_teams(situation: Situation) -> Iterator[Lever]:
    """What raises O1: teams missing on clients, coaches tied to teams, clients of these teams."""
    score, facts, on = situation.result, situation.facts, situation.on
    if (
        score.reason_code == "no_clients"
        if isinstance(score, InsufficientData)
        else score.note == APART
    ):
        return
    stays = {stay.id: stay for stay in facts.clients}
    clients: dict[str, list[ClientStay]] = defaultdict(list)
    for row in sorted(facts.assignments, key=lambda row: (row.coach, row.client)):
        if row.span.holds(on) and stays[row.client] not in clients[row.coach]:
            entry = stays[row.client].entry_date
            if entry is not None and entry <= on:
                clients[row.coach].append(stays[row.client])
    own = {coach.id: _own_teams(coach, situation) for coach in in_post(facts, on)}
    filling = {
        coach: _filling(coach, of, own.get(coach, [])) for coach, of in sorted(clients.items())
    }
    if isinstance(score, InsufficientData):
        unique = {step.client: step for steps in filling.values() for step in steps}
        yield Lever(Action.FILL_CARE_TEAMS, tuple(unique[key] for key in sorted(map(str, unique))))
        return
    yield from _lifting(situation, score, clients, own, filling)


def _own_teams(coach: Coach, situation: Situation) -> list[str]:
    return sorted({row.care_team for row in coach.care_teams if row.span.holds(situation.on)})


def _filling(coach: str, clients: Iterable[ClientStay], own: Sequence[str]) -> list[Step]:
    """Return steps that give clients without a team the one their coach mostly works with."""
    known = Counter(stay.care_team for stay in clients if stay.care_team is not None)
    usual = sorted(known, key=lambda team: (-known[team], team))
    team = next(iter([*own, *usual]), SOME_TEAM)
    return [
        Step(
            FILLING,
            coach,
            stay.id,
            filled=(Filled("clients", stay.id, (("care_team", team),)),),
        )
        for stay in clients
        if stay.care_team is None
    ]


def _lifting(
    situation: Situation,
    score: Score,
    clients: dict[str, list[ClientStay]],
    own: dict[str, list[str]],
    filling: dict[str, list[Step]],
) -> Iterator[Lever]:
    rule, item = situation.scale.rules["O1"], situation.item
    records: dict[str, list[Rung]] = {}
    joining: dict[str, list[Rung]] = {}
    taking: dict[str, list[Rung]] = {}
    for at, part in enumerate(score.coaches):
        of, teams = clients[part.coach], own[part.coach]
        ours, fits = int(part.value * len(of)), 0 < len(teams) <= int(rule["most_teams"])
        if not fits:
            step, share = _tied_to(
                situation.coach(part.coach), of, situation, int(rule["most_teams"])
            )
            gain = item.points(share * 100) - part.points
            if step and gain > 0:
                joining[part.coach] = [Rung(gain, (step,))]
            continue
        records[part.coach], taking[part.coach] = [], []
        for n in range(1, len(filling[part.coach]) + 1):
            gain = item.points(Fraction(ours + n, len(of)) * 100) - part.points
            if gain > 0:
                records[part.coach].append(Rung(gain, tuple(filling[part.coach][:n])))
        new = [
            _new_client(situation, 1000 * (at + 1) + n, part.coach, teams[0])
            for n in range(2 * len(of))
        ]
        for n in range(1, len(new) + 1):
            gain = item.points(Fraction(ours + n, len(of) + n) * 100) - part.points
            if gain > (taking[part.coach][-1].gain if taking[part.coach] else 0):
                taking[part.coach].append(Rung(gain, tuple(new[:n])))
    wanted = points_missing(score)
    yield Lever(Action.FILL_CARE_TEAMS, cheapest(records, wanted), whole=True)
    yield Lever(Action.JOIN_CARE_TEAMS, cheapest(joining, wanted), whole=True)
    yield Lever(Action.CLIENTS_OF_OWN_TEAMS, cheapest(taking, wanted), whole=True)


def _tied_to(
    coach: Coach, clients: Sequence[ClientStay], situation: Situation, most: int
) -> tuple[Step | None, Fraction]:
    """Return the step that ties a coach to the teams most of the clients come from, and the share."""
    known = Counter(stay.care_team for stay in clients if stay.care_team is not None)
    teams = sorted(known, key=lambda team: (-known[team], team))[:most]
    if not teams:
        return None, Fraction(0)
    earlier = [
        replace(row, span=replace(row.span, end=situation.on))
        if row.span.holds(situation.on)
        else row
        for row in sorted(coach.care_teams, key=lambda row: (row.span.start, row.care_team))
    ]
    now = [Attachment(team, Span(situation.on)) for team in teams]
    filled = Filled("coaches", coach.id, (("care_teams", (*earlier, *now)),))
    share = Fraction(sum(known[team] for team in teams), len(clients))
    return Step(ATTACHING * len(teams), coach.id, filled=(filled,)), share


def _new_client(situation: Situation, number: int, coach: str, team: str) -> Step:
    key, on = situation.id(number), situation.on
    stay = ClientStay(key, on, False, (StatusFrom("searching", on),), care_team=team)
    added = Facts(clients=(stay,), assignments=(Assignment(key, coach, Span(on)),))
    return Step(TAKING_IN, coach, added=added)


def employment_services(situation: Situation) -> Iterator[Lever]:
    """What raises O3: clients missing on contacts; contacts and meetings in empty weeks and months."""
    score, facts, on = situation.result, situation.facts, situation.on
    clients = in_care(facts, on)
    if not isinstance(score, Score) or not clients:
        return
    rule = situation.scale.rules["O3"]
    contacts = sorted(
        row.on
        for row in facts.contacts
        if row.with_whom == EMPLOYMENT_SERVICES and row.client is not None and row.reached
    )
    meetings = [row.on for row in facts.events if row.kind == EMPLOYMENT_SERVICES_MEETING]
    weeks = last_whole_weeks(on, int(rule["weeks"]))
    months = month_parts(on, int(rule["months"]))
    nameless = by_id(facts.contacts, situation.left_out.get("no_client", ()))
    yield Lever(
        Action.FILL_CLIENTS,
        tuple(
            Step(
                FILLING,
                row.coach,
                filled=(Filled("contacts", row.id, (("client", clients[0][0]),)),),
            )
            for row in nameless
            if row.reached
        ),
    )
    empty_weeks = [
        last for first, last in weeks if not any(first <= day <= last for day in contacts)
    ]
    empty_months = [
        last for first, last in months if not any(first <= day <= last for day in contacts)
    ]
    unmet = [last for first, last in months if not any(first <= day <= last for day in meetings)]

    def call(number: int, last: date) -> Step:
        client, coach = clients[number % len(clients)]
        made = with_client(situation, number, last, coach, client)
        made = replace(made, with_whom=EMPLOYMENT_SERVICES)
        return Step(CALLING, coach, client, added=Facts(contacts=(made,)))

    by_month = tuple(call(n, day) for n, day in enumerate(reversed(empty_months)))
    missing = int(rule["weeks_weekly"]) - (len(weeks) - len(empty_weeks))
    by_week = tuple(call(50 + n, day) for n, day in enumerate(empty_weeks[::-1][: max(0, missing)]))
    met = tuple(
        Step(MEETING, added=Facts(events=(_meeting(situation, n, day),)))
        for n, day in enumerate(reversed(unmet))
    )
    if score.points < 3:
        yield Lever(Action.CONTACT_SERVICES_MONTHLY, by_month)
    yield Lever(Action.CONTACT_SERVICES, by_week)
    yield Lever(Action.MEET_SERVICES, met)
    if by_week and met:
        yield Lever(Action.MEET_AND_CONTACT_SERVICES, (*by_week, *met))


def _meeting(situation: Situation, number: int, day: date) -> Event:
    return Event(situation.id(100 + number), day, EMPLOYMENT_SERVICES_MEETING)
