"""The contacts of a made-up organisation in the order of days, each with its line of the use log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from bench.world import CHUNK, COACHES, YEARS, Chunks, Rows, Stay, World, moment
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    UNDO_DAYS,
    Decides,
    MeetingPurpose,
    Mode,
    Place,
    Purpose,
    With,
)
from coaching.uselog.models import UseLogLine, UseLogPeriod
from coaching.uselog.types import Action, Basis

_NOTES = (
    "Käytiin läpi viikon kuulumiset ja sovittiin seuraavasta tapaamisesta.",
    "Katsottiin avoimia paikkoja, kolme kiinnosti; yhteen lähetettiin hakemus heti.",
    "Harjoiteltiin haastattelua. Vahvuudet löytyvät jo omin sanoin.",
    "Työ sujuu, aamut ovat hitaita. Sovittiin kirjallinen työlista esihenkilön kanssa.",
    "Soitettiin yhdessä etuuksista ja sovittiin aika neuvojalle ensi viikkoon.",
    "Tutustuttiin tuotantoon. Kevääksi tarvitaan tekijöitä, voi tulla uudelleen.",
)
_OTHERS = (With.CARE_TEAM, With.EMPLOYMENT_SERVICES, With.BENEFITS_OFFICE, With.FAMILY)
_TOPICS = tuple(Purpose)
_PLACES = (Place.OWN_OFFICE, Place.TEAM_SITE, Place.WORKPLACE, Place.COMMUNITY, Place.HOME)
_MEETINGS = tuple(MeetingPurpose)

WITHOUT_CLIENT = 0.03
"""Share of contacts that are meetings with an employer about no client."""

WITHDRAWN = 0.002
"""Share of contacts that were withdrawn."""

NEAR = 60
"""Employers that the coaches of one team deal with."""


def chunks(world: World) -> Chunks:
    """Give the contacts and what the use log says of their making, some at a time."""
    days = _pick_days(world)
    for start in range(0, len(days), CHUNK):
        contacts, lines, periods = _written(world, days[start : start + CHUNK], start)
        yield Contact, contacts
        yield UseLogLine, lines
        if periods:
            yield UseLogPeriod, periods


def _pick_days(world: World) -> list[tuple[int, int]]:
    """Return day and stay (by place in the list, -1 for none) of each contact, by days.

    The longer a stay, the more contacts it has.
    """
    dice, number = world.dice, world.size.contacts
    general = int(number * WITHOUT_CLIENT)
    ends = [(stay.until or world.today).toordinal() for stay in world.coached]
    starts = [stay.since.toordinal() for stay in world.coached]
    lengths = [end - start + 1 for start, end in zip(starts, ends, strict=True)]
    last = world.today.toordinal()
    found = [(last - dice.randrange(YEARS.days), -1) for _ in range(general)]
    weights = list(accumulate(lengths))
    for n in dice.choices(range(len(lengths)), cum_weights=weights, k=number - general):
        found.append((starts[n] + int(dice.random() * lengths[n]), n))
    return sorted(found)


def _written(world: World, days: Iterable[tuple[int, int]], after: int) -> tuple[Rows, Rows, Rows]:
    contacts, lines, periods = [], [], []
    for key, (day, n) in enumerate(days, start=after + 1):
        on = date.fromordinal(day)
        contact = _contact(world, on, world.coached[n] if n >= 0 else None)
        contacts.append(contact)
        lines.append(_line(key, contact))
        if n >= 0:
            periods.append({"line_id": key, "period_id": contact["period_id"]})
    return contacts, lines, periods


def _contact(world: World, on: date, stay: Stay | None) -> dict[str, Any]:
    dice, public_id = world.dice, world.public_id()
    coach = dice.randrange(COACHES * world.size.teams) + 1 if stay is None else stay.coach
    team = (coach - 1) // COACHES + 1
    luck = dice.random()
    met_employer = stay is None or luck < 0.2
    with_whom = With.CLIENT if luck < 0.85 else dice.choice(_OTHERS)
    mode = dice.choice(tuple(Mode))
    note = "  ".join(dice.sample(_NOTES, dice.randrange(1, 4))) if dice.random() < 0.8 else None
    withdrawn = dice.random() < WITHDRAWN
    if withdrawn and on < world.today - timedelta(days=UNDO_DAYS):
        note = None  # blanked by the program
    return {
        "public_id": public_id,
        "team_id": team,
        "period_id": None if stay is None else stay.id,
        "coach_id": coach,
        "on": on,
        "with_whom": With.EMPLOYER if met_employer else with_whom,
        "mode": mode,
        "place": dice.choice(_PLACES) if mode is Mode.FACE_TO_FACE else None,
        "minutes": dice.choice((10, 15, 30, 45, 60)),
        "reached": dice.random() < 0.93,
        "purposes": tuple(dice.sample(_TOPICS, dice.randrange(1, 3))),
        "note": Contact.note.seal(Contact, public_id, note) if note else None,
        **_meeting(world, team, about=stay is not None, met=met_employer),
        "created_by_id": coach,
        "created_at": moment(on),
        "withdrawn_at": moment(min(on + timedelta(days=1), world.today)) if withdrawn else None,
        "withdrawn_by_id": coach if withdrawn else None,
        "withdrawn_why": Contact.withdrawn_why.seal(Contact, public_id, "Kahdesti")
        if withdrawn
        else None,
    }


def _meeting(world: World, team: int, *, about: bool, met: bool) -> dict[str, Any]:
    dice = world.dice
    # A site and its only person have the employer's key.
    employer = (team * NEAR + dice.randrange(NEAR)) % world.employers + 1 if met else None
    return {
        "employer_id": employer,
        "site_id": employer,
        "person_id": employer,
        "decides": dice.choice(tuple(Decides)) if met else None,
        "meeting_purpose": dice.choice(_MEETINGS) if met else None,
        "client_present": dice.random() < 0.5 if met and about else None,
        "matches_goals": dice.random() < 0.8 if met and about else None,
    }


def _line(key: int, contact: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": key,
        "at": contact["created_at"],
        "user_id": contact["coach_id"],
        "action": Action.CREATE,
        "basis": Basis.LOG_CONTACT,
        "address": "/contacts/new",
        "remote": "127.0.0.1",
        "request_id": contact["public_id"],
        "detail": f'{{"contact": "{contact["public_id"]}"}}',
    }
