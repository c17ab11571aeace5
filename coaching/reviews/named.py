"""A team by the name that somebody types on the command line."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coaching.accounts.models import Team
from coaching.text import fold


class NoSuchTeam(LookupError):
    """No team has this name or short name."""


def team_called(session: Session, name: str) -> Team:
    """Return the team of a name or short name; capitals and marks do not matter.

    Raises:
        NoSuchTeam: no such team.
    """
    exact = session.scalar(
        select(Team).where(or_(Team.name == name, Team.short == name)).order_by(Team.id).limit(1)
    )
    if exact is not None:
        return exact
    for team in session.scalars(select(Team).order_by(Team.id)):
        if fold(name) in (fold(team.name), fold(team.short)):
            return team
    raise NoSuchTeam(name)
