"""The live card of a team: every item from the records, on any day; an estimate, never a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Post, Team, User
from coaching.accounts.types import Actor
from coaching.contacts.models import Contact
from coaching.reviews import facts
from coaching.reviews.in_scale import coach
from coaching.reviews.service import LEAST_GROUP, scale_in_force
from fidelity import card as cards
from fidelity.card import Card
from fidelity.results import AnyResult, Assisted, InsufficientData, Score
from fidelity.scorecard import Totals
from fidelity.suggestions import Suggestion, suggestions, together, worth_telling


def card_of(session: Session, actor: Actor, team: Team, on: date) -> Card:
    """Return the card of a team on a day.

    Raises:
        NotThere: the scores of the team are not this person's to see; a refused line is left.
    """
    found = facts.collect(session, actor, team.id, on)
    return cards.card(found, team.name, on, scale_in_force())


MOST_TOLD = 5
"""How many suggestions a page tells."""
CASELOAD = "S1"
"""The item that counts the clients of a team."""


@dataclass(frozen=True)
class Advice:
    """What would raise a card's score most, and the totals when all of it is done.

    `names` are the coaches' by id, for those who work in the team; None for others.
    """

    suggestions: tuple[Suggestion, ...]
    totals: Totals
    names: Mapping[str, str] | None


def card_with_advice(session: Session, actor: Actor, team: Team, on: date) -> tuple[Card, Advice]:
    """Return the card of a team on a day with what would raise its score most.

    A person who sees figures only is told nothing of figures that are hidden, and nothing at all of a
    team whose clients are too few.

    Raises:
        NotThere: the scores of the team are not this person's to see; a refused line is left.
    """
    found = facts.collect(session, actor, team.id, on)
    scale = scale_in_force()
    card = cards.card(found, team.name, on, scale)
    hidden = {item for item, of in card.results.items() if is_hidden(actor, team, of)}
    told = worth_telling(
        (
            one
            for one in suggestions(found, on, scale, card.results)
            if CASELOAD not in hidden and hidden.isdisjoint(one.gains)
        ),
        MOST_TOLD,
    )
    totals = together(found, on, scale, told, card.results)
    names = _coaches(session, team.id) if team.id in actor.teams else None
    return card, Advice(told, totals, names)


def _coaches(session: Session, team_id: int) -> dict[str, str]:
    rows = session.execute(
        select(User.id, User.name)
        .join(Post, Post.user_id == User.id)
        .where(Post.team_id == team_id)
    )
    return {coach(key): name for key, name in rows}


def card_for_command(session: Session, team: Team, on: date) -> Card:
    """Return the same card for whoever may run commands on the server."""
    return cards.card(facts.gather(session, team.id), team.name, on, scale_in_force())


def entered_later(session: Session, team_id: int, on: date) -> int:
    """Return how many contacts dated up to a past day were entered after it; they count by their date."""
    after = datetime.combine(on + timedelta(days=1), time(), clock.FINLAND)
    query = select(func.count(Contact.id)).where(
        Contact.team_id == team_id,
        Contact.on <= on,
        Contact.created_at >= after,
        Contact.withdrawn_at.is_(None),
    )
    return session.scalar(query) or 0


def is_hidden(actor: Actor, team: Team, result: AnyResult) -> bool:
    """Tell whether a figure is hidden from a person who sees figures only: it tells of too few.

    Source: model.md, *Who sees what*: groups under 5 are hidden from a manager.
    """
    if team.id in actor.teams or not isinstance(result, Score | Assisted | InsufficientData):
        return False
    return _about(result) < LEAST_GROUP


def _about(result: Score | Assisted | InsufficientData) -> int:
    """Return of how many records a figure tells."""
    if isinstance(result, InsufficientData):
        if result.reason_code.startswith("no_"):
            return LEAST_GROUP  # no figure is told
        # Where nothing is counted, what is needed may tell of how many there are.
        return int(result.have or result.need)
    return len(result.counted)
