"""The treatment teams that coaches of a team belong to, with dates (item O1)."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.changes import refuse_newer, remember, write
from coaching.accounts.models import CareTeam, Post, Team, User
from coaching.accounts.posts import EndBeforeStart
from coaching.accounts.types import Actor, Role, Span
from coaching.errors import NotThere
from coaching.teamwork import service as teamwork
from coaching.teamwork.models import CareTeamLink
from coaching.teamwork.refusals import LinksOverlap
from coaching.teamwork.types import CoachLinks, ListedLink, NewLink
from coaching.text import sort_key

KIND = CareTeamLink.__tablename__


def of_team(session: Session, team: Team) -> list[CoachLinks]:
    """Return the coaches of today, and others with a link, with their treatment teams."""
    links: dict[int, list[ListedLink]] = defaultdict(list)
    rows = session.execute(
        select(CareTeamLink, CareTeam.name)
        .join(CareTeam, CareTeam.id == CareTeamLink.care_team_id)
        .where(CareTeamLink.team_id == team.id)
        .order_by(CareTeamLink.since.desc(), CareTeamLink.id.desc())
    )
    for row, name in rows:
        links[row.user_id].append(ListedLink(row.public_id, name, row.since, row.until))
    today = clock.today()
    coaches = session.execute(
        select(User.id, User.name)
        .where(
            or_(
                User.id.in_(links),
                User.id.in_(
                    select(Post.user_id).where(
                        Post.team_id == team.id,
                        Post.role == Role.COACH,
                        Post.since <= today,
                        or_(Post.until.is_(None), Post.until > today),
                    )
                ),
            )
        )
        .order_by(User.id)
    )
    return [
        CoachLinks(name, tuple(links[user]))
        for user, name in sorted(coaches, key=lambda one: sort_key(one[1]))
    ]


def coaches(session: Session, team: Team) -> list[tuple[str, str]]:
    """Return everybody who coaches in the team or has done so, as public id and name."""
    rows = session.execute(
        select(User.public_id, User.name).where(User.id.in_(_coaches(team))).order_by(User.id)
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda one: sort_key(one[1]))


def get(session: Session, team: Team, public_id: str) -> CareTeamLink:
    """Return a link of a coach of the team.

    Raises:
        NotThere: it is not of this team.
    """
    row = session.scalar(
        select(CareTeamLink).where(
            CareTeamLink.public_id == public_id, CareTeamLink.team_id == team.id
        )
    )
    if row is None:
        raise NotThere
    return row


def coach_of(session: Session, row: CareTeamLink) -> str:
    """Return the public id of the coach of a link."""
    return session.get_one(User, row.user_id).public_id


def add(session: Session, actor: Actor, team: Team, new: NewLink) -> CareTeamLink:
    """Tell that a coach belongs to a treatment team.

    Raises:
        NotThere: the person does not lead the team, or the coach is none of it.
        EndBeforeStart, BeforeTeam, LinksOverlap.
    """
    teamwork.must_lead(actor, team)
    teamwork.lock(session, team)
    values = _checked(session, team, new)
    row = CareTeamLink(team_id=team.id, **values)
    session.add(row)
    session.flush()
    remember(session, actor, KIND, row.public_id, _told(new, values))
    return row


def change(
    session: Session, actor: Actor, team: Team, row: CareTeamLink, new: NewLink, version: int
) -> None:
    """Change or end a link.

    Args:
        version: row version that the page showed.

    Raises:
        ChangedMeanwhile: somebody saved it after the page was opened.
        As `add`.
    """
    teamwork.must_lead(actor, team)
    teamwork.lock(session, team)
    session.refresh(row)
    refuse_newer(session, row, version)
    changed = write(row, _checked(session, team, new, but=row))
    remember(session, actor, KIND, row.public_id, _told(new, changed))


def remove(session: Session, actor: Actor, team: Team, row: CareTeamLink, version: int) -> None:
    """Remove a link that was entered by mistake; one that was true is ended instead.

    Raises:
        NotThere: the person does not lead the team.
        ChangedMeanwhile: somebody saved it after the page was opened.
    """
    teamwork.must_lead(actor, team)
    teamwork.lock(session, team)
    session.refresh(row)
    refuse_newer(session, row, version)
    session.delete(row)
    remember(session, actor, KIND, row.public_id, {"removed": True})


def _checked(
    session: Session, team: Team, new: NewLink, but: CareTeamLink | None = None
) -> dict[str, object]:
    user = session.scalar(
        select(User.id).where(User.public_id == new.coach, User.id.in_(_coaches(team)))
    )
    if user is None:
        raise NotThere
    teamwork.must_be_care_team(session, new.care_team_id)
    if new.until is not None and new.until <= new.since:
        raise EndBeforeStart
    teamwork.refuse_before_team(session, team, new.since, "since")
    days = Span(new.since, new.until)
    for other in session.scalars(
        select(CareTeamLink).where(
            CareTeamLink.team_id == team.id,
            CareTeamLink.user_id == user,
            CareTeamLink.care_team_id == new.care_team_id,
        )
    ):
        if other is not but and Span(other.since, other.until).meets(days):
            raise LinksOverlap
    return {
        "user_id": user,
        "care_team_id": new.care_team_id,
        "since": new.since,
        "until": new.until,
    }


def _coaches(team: Team) -> Select[int]:
    return select(Post.user_id).where(Post.team_id == team.id, Post.role == Role.COACH)


def _told(new: NewLink, values: dict[str, object]) -> dict[str, object]:
    """Return values as the history keeps them: the coach by public id."""
    told = {name: value for name, value in values.items() if name != "user_id" or value}
    if "user_id" in told:
        told["user"] = new.coach
        del told["user_id"]
    return told
