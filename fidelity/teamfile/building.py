"""Makes records from the values of a row, and refuses what a row alone shows to be wrong."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from fidelity.facts import (
    Assignment,
    Attachment,
    ClientStay,
    Coach,
    Contact,
    Employer,
    Event,
    Job,
    Leader,
    Offer,
    Post,
    Referral,
    Settings,
    Span,
    WorkTime,
)
from fidelity.teamfile import codes
from fidelity.teamfile.problems import Problem, Wrong
from fidelity.teamfile.records import (
    JobWithHours,
    NamedCoach,
    NamedEmployer,
    NamedLeader,
    NamedStay,
)


def span(start: date, end: date | None, key: str = "to") -> Span:
    """Return the days from one on, before the other; both the same is an empty span (reading 60).

    Raises:
        Wrong: the end lies before the start.
    """
    if end is not None and end < start:
        facts = {"start": start, "end": end}
        raise Wrong([Problem(f".{key}", "ends_before_start", facts)])
    return Span(start, end)


def settings(*values: Any) -> Settings:
    """Return the settings, in the order of the format."""
    return Settings(*values)


def leader(id: str, name: str | None, fte: Fraction, start: date, end: date | None) -> NamedLeader:
    """Return a leader."""
    return NamedLeader(Leader(id, fte, span(start, end, "end")), name)


def attachment(team: str, start: date, end: date | None) -> Attachment:
    """Return a coach's belonging to a care team."""
    return Attachment(team, span(start, end))


def post(start: date, end: date | None, fte: Fraction, weekly_minutes: int) -> Post:
    """Return a post."""
    return Post(span(start, end), fte, weekly_minutes)


def coach(
    id: str,
    name: str | None,
    fte: Fraction | None,
    weekly_minutes: int | None,
    start: date | None,
    end: date | None,
    led_by: str | None,
    leave: tuple[Span, ...],
    care_teams: tuple[Attachment, ...],
    posts: tuple[Post, ...] | None,
) -> NamedCoach:
    """Return a coach with the posts, or with the one post that the four keys tell (reading 1).

    Beside posts the four keys may stand when they say the same: the first day, the day after the
    last, and FTE and minutes of one of the posts.

    Raises:
        Wrong: neither tells a post, posts overlap, or the two differ.
    """
    if posts is not None:
        _check_posts(posts)
        made = NamedCoach(Coach(id, posts, leave, care_teams, led_by), name)
        _check_same(made, fte, weekly_minutes, start, end)
        return made
    if fte is None or weekly_minutes is None or start is None:
        needed = {
            "fte": (fte, "the FTE, above 0 and at most 1 (or posts stand)"),
            "weekly_minutes": (weekly_minutes, "the contracted minutes a week (or posts stand)"),
            "start": (start, "the first day of the post (or posts stand)"),
        }
        raise Wrong(
            Problem(f".{key}", "missing", {"expected": expected})
            for key, (value, expected) in needed.items()
            if value is None
        )
    only = Post(span(start, end, "end"), fte, weekly_minutes)
    return NamedCoach(Coach(id, (only,), leave, care_teams, led_by), name)


def _check_posts(posts: tuple[Post, ...]) -> None:
    if not posts:
        raise Wrong([Problem(".posts", "no_post")])
    held = [
        (each.span, index) for index, each in enumerate(posts) if each.span.start != each.span.end
    ]
    held.sort(key=lambda pair: pair[0].start)
    for (before, other), (after, index) in pairwise(held):
        if before.end is None or after.start < before.end:
            facts = {"other": f"posts[{other}]"}
            raise Wrong([Problem(f".posts[{index}]", "posts_overlap", facts)])


def _check_same(
    made: NamedCoach,
    fte: Fraction | None,
    weekly_minutes: int | None,
    start: date | None,
    end: date | None,
) -> None:
    posts = made.coach.posts
    pairs: tuple[tuple[str, Any, set[Any]], ...] = (
        ("fte", fte, {each.fte for each in posts}),
        ("weekly_minutes", weekly_minutes, {each.weekly_minutes for each in posts}),
        ("start", start, {made.start}),
        ("end", end, {made.end}),
    )
    found = [
        Problem(
            f".{key}",
            "post_differs",
            {"got": _plain(said), "expected": " or ".join(sorted(map(_plain, told)))},
        )
        for key, said, told in pairs
        if said is not None and said not in told
    ]
    if found:
        raise Wrong(found)


def _plain(value: Any) -> str:
    if value is None:
        return "no end"
    return str(float(value)) if isinstance(value, Fraction) else str(value)


def client(
    id: str,
    person: str | None,
    code: str,
    name: str | None,
    care_team: str | None,
    entry_date: date | None,
    in_work_at_entry: bool,
    status: str,
    closed_on: date | None,
    closed_reason: str | None,
) -> NamedStay:
    """Return a stay, still without dated statuses.

    Raises:
        Wrong: closed without a day of closing, or the reverse (reading 60).
    """
    if status == codes.CLOSED and closed_on is None:
        raise Wrong([Problem(".closed_on", "closed_without_day")])
    if status != codes.CLOSED and closed_on is not None:
        raise Wrong([Problem(".status", "day_without_closed", {"got": status})])
    stay = ClientStay(
        id,
        entry_date,
        in_work_at_entry,
        closed_on=closed_on,
        person=person,
        care_team=care_team,
        closed_reason=closed_reason,
        status_now=status,
    )
    return NamedStay(stay, code, name)


def assignment(client: str, coach: str, start: date, end: date | None) -> Assignment:
    """Return an assignment."""
    return Assignment(client, coach, span(start, end))


def employer(id: str, name: str, business_id: str | None, chain: str | None) -> NamedEmployer:
    """Return an employer."""
    return NamedEmployer(Employer(id, chain), name, business_id)


def contact(
    id: str,
    on: date,
    coach: str,
    client: str | None,
    with_whom: str,
    mode: str,
    place: str | None,
    minutes: int | None,
    reached: bool,
    purposes: tuple[str, ...],
    phases: tuple[str, ...],
    employer: str | None,
    decides: bool | None,
    supports_working_client: bool,
    matches_goals: bool | None,
    joint: bool,
) -> Contact:
    """Return a contact."""
    return Contact(
        id, on, coach, client, with_whom, mode, reached, decides, supports_working_client,
        place, minutes, purposes, phases, employer, matches_goals, joint,
    )  # fmt: skip


def work_time(coach: str, on: date, minutes: int, kind: str, place: str) -> WorkTime:
    """Return working time that no contact holds."""
    return WorkTime(coach, on, minutes, kind, place)


def job(
    id: str,
    client: str,
    employer: str,
    title: str,
    kind_code: str | None,
    start: date,
    end: date | None,
    end_reason: str | None,
    heard_on: date | None,
    hours_per_week: Fraction | None,
    *rest: Any,
) -> JobWithHours:
    """Return a job; one that ended before it began is refused."""
    span(start, end, "end")
    return JobWithHours(
        Job(id, client, employer, title, start, end, kind_code, end_reason, heard_on, *rest),
        hours_per_week,
    )


def referral(
    id: str, on: date, source: str, decision: str, decided_on: date | None, reason: str | None
) -> Referral:
    """Return a referral."""
    return Referral(id, on, source, decision, decided_on, reason)


def event(id: str, on: date, kind: str, people: tuple[str, ...], care_team: str | None) -> Event:
    """Return an event."""
    return Event(id, on, kind, people, care_team)


def offer(on: date, client: str, kind: str, trained: bool, reason: str) -> Offer:
    """Return an offer."""
    return Offer(client, on, kind, trained, reason)
