"""What the pages of the caseload share: coaches offered, and the page that moves many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import ngettext
from sqlalchemy.orm import Session

from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.caseload.types import Caseload, Move
from coaching.clients import doors
from coaching.clients.types import Head, Status
from coaching.uselog.types import Action, Basis
from forms import client_words as _words  # noqa: F401 - registers the words of statuses
from forms.caseload import MoveForm, coach_options
from forms.labels import label


def other_coaches(session: Session, head: Head) -> list[Caseload]:
    """Return the coaches of a client's team but for the coach of now."""
    coaches = caseload.coaches_with_places(session, [head.team_id])
    return [one for one in coaches if one.coach_id != head.coach_id]


def coaches_to_take(session: Session, actor: Actor, team_id: int) -> list[Caseload]:
    """Return whom a client of the waiting list can be given to: a coach gives to herself only."""
    coaches = caseload.coaches_with_places(session, [team_id])
    leads = team_id in actor.leader_of
    return [one for one in coaches if leads or one.coach_id == actor.user_id]


def chosen(coaches: Sequence[Caseload], public_id: object) -> int:
    """Return the user id of the coach chosen among those that were offered."""
    return next(one.coach_id for one in coaches if one.coach_public_id == public_id)


def moved_words(number: int) -> str:
    """Return the message after many were moved."""
    return str(ngettext("%(num)s client moved", "%(num)s clients moved", number))


@dataclass(frozen=True)
class MoveRow:
    """A client on the page that moves many."""

    public_id: str
    shown: str
    status_words: str
    options: list[tuple[str, str]]
    """The other coaches of the client's team."""


class MovePage:
    """One opening of the page that moves many clients: the clients of each coach of the teams."""

    def __init__(self, session: Session, actor: Actor, form: MoveForm) -> None:
        self.session, self.actor, self.form = session, actor, form
        self.coaches = caseload.coaches_with_places(session, actor.leader_of)
        self.options = {
            team_id: coach_options(caseload.coaches_with_places(session, [team_id]))
            for team_id in actor.leader_of
        }
        shown = caseload.caseloads(session, actor, actor.leader_of)
        self.groups = [(one, rows) for one in shown if (rows := self._rows(one))]
        form.offer({row.public_id: row.options for _one, rows in self.groups for row in rows})

    def _rows(self, one: Caseload) -> list[MoveRow]:
        """Return the clients of a coach in the teams led, in the order of the squares."""
        return [
            MoveRow(
                square.period_public_id,
                square.shown_as or "",
                label(Status(str(square.status))),
                [
                    (code, words)
                    for code, words in self.options[square.team_id]
                    if code != one.coach_public_id
                ],
            )
            for square in one.squares
            if square.period_public_id and square.team_id in self.options
        ]

    def move(self, typed: Mapping[str, str]) -> int:
        """Move everybody for whom a new coach was chosen; return how many."""
        pairs = self.form.chosen(typed)
        clients = [client for client, _coach in pairs]
        periods = doors.open_records(
            self.session, self.actor, clients, Basis.CASELOAD, Action.CHANGE
        )
        moves = [
            Move(period.id, chosen(self.coaches, coach))
            for period, (_client, coach) in zip(periods, pairs, strict=True)
        ]
        day = self.form.on.data
        return len(caseload.move(self.session, self.actor, moves, day))
