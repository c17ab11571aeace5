"""`rinnalla fidelity --team T --on DATE [--json]`: the live card on the command line."""

from __future__ import annotations

from datetime import date
from typing import TextIO

from coaching import clock
from coaching.db import Database
from coaching.reviews import live
from coaching.reviews.named import team_called
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis
from fidelity import card_json, card_words
from fidelity.card import Card
from fidelity.results import InsufficientData, Score


def run(database: Database, name: str, on: date | None, as_json: bool, out: TextIO) -> None:
    """Print the card of a team on a day, today when left out; a line for the use log is left.

    Args:
        name: the team's name or short name, capitals and marks do not matter.
        as_json: the JSON of the exchange format; plain lines for people otherwise.

    Raises:
        NoSuchTeam: no such team.
    """
    day = on or clock.today()
    with database.write() as session:
        found = team_called(session, name)
        card = live.card_for_command(session, found, day)
        uselog.note(
            session,
            None,
            Action.COMPUTE,
            Basis.MAINTENANCE,
            team=found.id,
            on=day.isoformat(),
        )
    out.write(card_json.as_text(card) if as_json else _lines(card))


def _lines(card: Card) -> str:
    totals = card.totals
    lines = [
        f"{card.team}, {card.on.isoformat()}, {card.scale.version} (an estimate, not a review)",
        *(f"{item:4} {_line(result, card)}" for item, result in card.results.items()),
        f"{totals.scored} of {totals.items} items, total {totals.lowest}-{totals.highest}",
    ]
    return "\n".join(lines) + "\n"


def _line(result: object, card: Card) -> str:
    if isinstance(result, Score):
        step = card_words.next_step(result, card.scale)
        value = "" if result.value is None else f"  value {result.value}"
        return f"{result.points}{value}  {step or ''}".rstrip()
    if isinstance(result, InsufficientData):
        return f"-  {card_words.reason(result)}"
    return "-  a person scores"
