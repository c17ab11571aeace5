"""Use cases of fidelity reviews: begin, enter, finish, list, and when the next one is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from coaching import clock, history
from coaching.accounts.models import Team
from coaching.accounts.types import Actor
from coaching.clients import service as clients
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.reviews import facts
from coaching.reviews.models import Review, ReviewItem
from coaching.reviews.types import (
    AlreadyFinished,
    Entry,
    HasPoints,
    ItemsMissing,
    Listed,
    NewReview,
    PeriodBackwards,
    ReviewAhead,
    ReviewKind,
    ReviewState,
)
from fidelity import trend
from fidelity.results import Result, Score
from fidelity.scale import Scale, load
from fidelity.staffing import caseload_size

SCALE_IN_FORCE = "ips25-2008"
"""The version that new reviews are scored with; old ones keep theirs."""

LEAST_GROUP = 5
"""Fewest clients a figure for a manager tells of (model.md, *Who sees what*)."""


def teams_seen(session: Session, actor: Actor) -> list[Team]:
    """Return the teams whose scores a person may see, by name.

    A coach and a leader see their own teams, a manager all. Source: model.md, *Who sees what*.
    """
    query = select(Team).order_by(Team.name)
    if not actor.is_manager:
        query = query.where(Team.id.in_(actor.teams))
    return list(session.scalars(query))


def get_team(session: Session, actor: Actor, short: str) -> Team:
    """Return a team by its short name.

    Raises:
        NotThere: no such team, or not one whose scores this person may see.
    """
    for team in teams_seen(session, actor):
        if team.short == short:
            return team
    raise NotThere


def get_own_team(session: Session, actor: Actor, short: str) -> Team:
    """Return a team by its short name to those who work in it.

    Raises:
        NotThere: no such team, or not one this person works in.
    """
    team = get_team(session, actor, short)
    if team.id not in actor.teams:
        raise NotThere
    return team


def get_led_team(session: Session, actor: Actor, short: str) -> Team:
    """Return a team by its short name to its leader.

    Raises:
        NotThere: no such team, or not one this person leads.
    """
    team = get_team(session, actor, short)
    _must_lead(actor, team.id)
    return team


def begin(session: Session, actor: Actor, team: Team, new: NewReview) -> Review:
    """Begin a review of a team by its leader, with a row for every item of the scale in force.

    Raises:
        NotThere: the person does not lead the team.
        ReviewAhead: its day is still ahead.
        PeriodBackwards: its period begins after its day.
    """
    _must_lead(actor, team.id)
    if new.on > clock.today():
        raise ReviewAhead
    if new.since is not None and new.since > new.on:
        raise PeriodBackwards
    review = Review(
        team_id=team.id,
        scale=SCALE_IN_FORCE,
        kind=new.kind,
        state=ReviewState.OPEN,
        since=new.since,
        on=new.on,
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )
    review.items = [ReviewItem(item=item.id, points=None) for item in load(SCALE_IN_FORCE).items]
    session.add(review)
    session.flush()
    return review


def get(session: Session, actor: Actor, public_id: str) -> Review:
    """Return a review with its items: an open one for the leader, a finished one for the team too.

    Raises:
        NotThere: no such review, or not this person's to see.
    """
    review = session.scalar(
        select(Review).where(Review.public_id == public_id).options(selectinload(Review.items))
    )
    if review is None:
        raise NotThere
    if review.team_id in actor.leader_of:
        return review
    seen = actor.is_manager or review.team_id in actor.teams
    if review.state == ReviewState.FINISHED and seen:
        return review
    raise NotThere


def get_open(session: Session, actor: Actor, public_id: str) -> Review:
    """Return an open review for its leader to write.

    Raises:
        NotThere: no such review, or not this person's to write.
        AlreadyFinished: it is finished.
    """
    review = get(session, actor, public_id)
    _must_be_open(actor, review)
    return review


def team_of(session: Session, review: Review) -> Team:
    """Return the team of a review."""
    return session.get_one(Team, review.team_id)


def scale_of(review: Review) -> Scale:
    """Return the scale version a review is scored with."""
    return load(review.scale)


def kind_of(review: Review) -> ReviewKind:
    """Return who made a review."""
    return ReviewKind(review.kind)


def enter(
    session: Session, actor: Actor, review: Review, entries: Mapping[str, Entry], version: int
) -> None:
    """Save points and evidence of an open review.

    Args:
        entries: by item id; items left out stay as they are.
        version: row version of the review that the page showed.

    Raises:
        NotThere: the person does not lead the team.
        AlreadyFinished: the review is finished.
        ChangedMeanwhile: somebody saved after the page was opened.
    """
    _hold(session, actor, review, version)
    changed: dict[str, int | str | None] = {}
    for item in review.items:
        entry = entries.get(item.item)
        if entry is None:
            continue
        if entry.points != item.points:
            item.points = changed[item.item] = entry.points
        if (entry.evidence or None) != item.evidence:
            item.evidence = changed[f"{item.item}_evidence"] = entry.evidence or None
    if changed:
        # The review's own version counts every saving, whichever item it touched.
        review.row_version = version + 1
        history.record(session, actor, "review", review.public_id, changed)
    session.flush()


def missing(review: Review) -> list[str]:
    """Return the ids of items without points, in the order of the scale."""
    points = points_of(review)
    return [item.id for item in load(review.scale).items if points[item.id] is None]


def entries_of(review: Review) -> dict[str, Entry]:
    """Return what has been entered, by item id."""
    return {item.item: Entry(item.points, item.evidence) for item in review.items}


def points_of(review: Review) -> dict[str, int | None]:
    """Return points by item id, None where not scored."""
    return {item.item: item.points for item in review.items}


def finish(
    session: Session,
    actor: Actor,
    review: Review,
    missing_why: str | None,
    version: int | None = None,
) -> None:
    """Finish a review; it is not written any more after this.

    Args:
        missing_why: why items have no points; asked for when some have none.
        version: row version of the review that the page showed; None when no page did.

    Raises:
        NotThere: the person does not lead the team.
        AlreadyFinished: it is finished already.
        ChangedMeanwhile: somebody entered points after the page was opened.
        ItemsMissing: items have no points and no reason is given (model.md, *Reviews and scales*).
    """
    _hold(session, actor, review, version)
    without = missing(review)
    if without and not missing_why:
        raise ItemsMissing(items=without)
    review.missing_why = missing_why if without else None
    review.state = ReviewState.FINISHED
    review.finished_at, review.finished_by_id = clock.now(), actor.user_id
    history.record(session, actor, "review", review.public_id, {"state": ReviewState.FINISHED})
    session.flush()


def throw_away(session: Session, actor: Actor, review: Review) -> None:
    """Remove an open review that was begun by mistake.

    Raises:
        NotThere: the person does not lead the team.
        AlreadyFinished: it is finished.
        HasPoints: points or evidence have been entered.
    """
    _hold(session, actor, review)
    if any(item.points is not None or item.evidence for item in review.items):
        raise HasPoints
    for item in review.items:
        session.delete(item)
    session.delete(review)
    session.flush()


def listed(session: Session, actor: Actor, team: Team) -> list[Listed]:
    """Return the reviews of a team, newest first; open ones for its leader only."""
    query = (
        select(Review)
        .where(Review.team_id == team.id)
        .options(selectinload(Review.items))
        .order_by(Review.on.desc(), Review.id.desc())
    )
    if team.id not in actor.leader_of:
        query = query.where(Review.state == ReviewState.FINISHED)
    return [_listed(review) for review in session.scalars(query)]


def _listed(review: Review) -> Listed:
    return Listed(
        public_id=review.public_id,
        kind=ReviewKind(review.kind),
        state=ReviewState(review.state),
        on=review.on,
        scale=review.scale,
        points=points_of(review),
        finished_at=review.finished_at,
    )


def _must_lead(actor: Actor, team_id: int) -> None:
    if team_id not in actor.leader_of:
        raise NotThere


def _must_be_open(actor: Actor, review: Review) -> None:
    _must_lead(actor, review.team_id)
    if review.state != ReviewState.OPEN:
        raise AlreadyFinished


def _hold(session: Session, actor: Actor, review: Review, version: int | None = None) -> None:
    """Hold an open review for this transaction, read anew and not newer than what the page showed."""
    session.scalars(
        select(Review)
        .where(Review.id == review.id)
        .options(selectinload(Review.items))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    _must_be_open(actor, review)
    if version is not None and review.row_version != version:
        changes = history.newest(session, "review", review.public_id)
        raise ChangedMeanwhile(**history.by_whom(changes.values()))


def scale_in_force() -> Scale:
    """Return the scale that new reviews are scored with."""
    return load(SCALE_IN_FORCE)


def live_caseload_size(session: Session, actor: Actor, team: Team, on: date) -> Result:
    """Return item S1 of a team on a day, from the records: an estimate, not a review."""
    found = facts.collect(session, actor, team.id, on, with_contacts=False)
    return caseload_size(found, on, scale_in_force())


def is_small_group(actor: Actor, team: Team, result: Result) -> bool:
    """Tell whether a figure is hidden from a person who sees figures only: it tells of too few.

    Source: model.md, *Who sees what*: groups under 5 are hidden from a manager.
    """
    few = (
        isinstance(result, Score)
        and result.numerator is not None
        and result.numerator < LEAST_GROUP
    )
    return few and team.id not in actor.teams


def finished(session: Session, team_id: int) -> list[trend.Finished]:
    """Return the finished reviews of a team, oldest first, as the trend takes them."""
    return finished_of(session, [team_id])[team_id]


def finished_of(session: Session, team_ids: Collection[int]) -> dict[int, list[trend.Finished]]:
    """Return the finished reviews of each team, oldest first."""
    query = (
        select(Review)
        .where(Review.team_id.in_(team_ids), Review.state == ReviewState.FINISHED)
        .options(selectinload(Review.items))
        .order_by(Review.on, Review.id)
    )
    found: dict[int, list[trend.Finished]] = {team_id: [] for team_id in team_ids}
    for review in session.scalars(query):
        found[review.team_id].append(
            trend.Finished(review.on, review.kind, review.scale, points_of(review))
        )
    return found


def next_review(session: Session, team_id: int) -> date | None:
    """Return the day a team's next review is due, None before its first client."""
    first = clients.first_day_of_team(session, team_id)
    return trend.next_due(finished(session, team_id), first, scale_in_force())


def next_reviews(session: Session, team_ids: Collection[int]) -> dict[int, date | None]:
    """Return the day each team's next review is due, None before its first client."""
    firsts = clients.first_days_of_teams(session, team_ids)
    return {
        team_id: trend.next_due(done, firsts.get(team_id), scale_in_force())
        for team_id, done in finished_of(session, team_ids).items()
    }
