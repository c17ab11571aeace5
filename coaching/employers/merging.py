"""Two cards of one employer are made one, and taken apart again within 30 days.

The other card's row stays, marked with the card it is part of: it is in no list, its address leads
on, and its name and business ID still lead to the kept card when a sheet is imported. What was moved
is kept as keys and, of the card itself, values; never as a person's details.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.contacts import repointing as contacts
from coaching.employers import register
from coaching.employers.cards import get
from coaching.employers.following import follow
from coaching.employers.merge_types import (
    UNDO_DAYS,
    Choices,
    Map,
    Merged,
    MergeDone,
    Pointing,
    Stays,
)
from coaching.employers.models import Employer, EmployerMerge, EmployerPerson, EmployerSite
from coaching.employers.names import places
from coaching.employers.pointing import repoint_rows, rows_pointing_at
from coaching.employers.refusals import MergedAlready, MergeWithItself, NeedsTooLong
from coaching.employers.removing import blank_person
from coaching.employers.types import Decision
from coaching.employers.writing import write
from coaching.errors import ChangedMeanwhile
from coaching.jobs import employers as jobs
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

NEEDS_LIMIT = 2000
_FILLED = ("role", "phone", "email", "decides")


class Owner(NamedTuple):
    """A kind of rows that point into the register, and the two functions of who owns them."""

    name: str
    pointing_at: Callable[[Session, int], list[Pointing]]
    repoint: Callable[[Session, Iterable[Pointing]], None]


OWNERS = (
    Owner("contacts", contacts.pointing_at, contacts.repoint),
    Owner("jobs", jobs.pointing_at, jobs.repoint),
    Owner("job_changes", jobs.changes_pointing_at, jobs.repoint_changes),
    Owner("import_rows", rows_pointing_at, repoint_rows),
)


def merge(
    session: Session,
    actor: Actor,
    kept_id: str,
    other_id: str,
    choices: Choices,
    versions: tuple[int, int] | None = None,
) -> Employer:
    """Make two cards one: sites, people, meetings, jobs and imported rows go to the kept card.

    Sites of the same name and municipality are joined, and in them people of the same name. What is
    empty on the kept card or person is filled from the other.

    Args:
        kept_id, other_id: public ids.
        choices: whose value stays where both tell something.
        versions: row versions of both cards as the page showed them.

    Returns:
        The kept card.

    Raises:
        NotThere: no such employer.
        MergeWithItself, MergedAlready, NeedsTooLong, ChangedMeanwhile.
    """
    check_mergeable(session, kept_id, other_id)
    kept, other = hold(session, kept_id, other_id)
    check_mergeable(session, kept_id, other_id)
    if versions and versions != (kept.row_version, other.row_version):
        raise _changed_meanwhile(session, kept, other)
    pointings = {owner.name: owner.pointing_at(session, other.id) for owner in OWNERS}
    fields, business_id = _take_fields(session, actor, kept, other, choices)
    moved: dict[str, Any] = {"fields": fields, "other_business_id": business_id}
    there = _take_places(session, kept, other, moved)
    for owner in OWNERS:
        rows = pointings[owner.name]
        owner.repoint(session, [moved_on(row, kept.id, there) for row in rows])
        moved[owner.name] = [[row.row, row.site, row.person] for row in rows]
    moved["merged_before"] = _lead_on(session, other, kept)
    done = EmployerMerge(
        kept_id=kept.id, merged_id=other.id, moved=moved, by_id=actor.user_id, at=clock.now()
    )
    session.add(done)
    _record(session, actor, kept, other, "merged")
    _record(session, actor, other, kept, "merged_into")
    note_use(session, actor, done)
    forget_old(session)
    return kept


def check_mergeable(session: Session, kept_id: str, other_id: str) -> None:
    """Refuse two cards that cannot be made one.

    Raises:
        MergeWithItself, MergedAlready.
    """
    if kept_id == other_id:
        raise MergeWithItself
    for one in (get(session, Employer, kept_id), get(session, Employer, other_id)):
        if one.merged_into_id is not None:
            raise MergedAlready(name=one.name, into=follow(session, one).name)


def can_be_undone(session: Session, employer_id: int) -> list[MergeDone]:
    """Return the merges into a card that can still be undone, newest first."""
    rows = session.execute(
        select(EmployerMerge.public_id, Employer.name, EmployerMerge.at, User.name.label("by"))
        .join(Employer, Employer.id == EmployerMerge.merged_id)
        .join(User, User.id == EmployerMerge.by_id)
        .where(
            EmployerMerge.kept_id == employer_id,
            EmployerMerge.undone_at.is_(None),
            EmployerMerge.at > clock.now() - timedelta(days=UNDO_DAYS),
        )
        .order_by(EmployerMerge.id.desc())
    )
    return [MergeDone(row.public_id, row.name, row.at, row.by) for row in rows]


def hold(session: Session, *public_ids: str) -> list[Employer]:
    """Hold cards for this transaction, in one order whoever holds them, and read them anew.

    Contacts come first, as for who edits one; and an import, which holds the whole table, is waited
    for before anything else is held.

    Raises:
        NotThere: no such employer.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE employer IN ROW EXCLUSIVE MODE"))
    cards = [get(session, Employer, public_id) for public_id in public_ids]
    for employer_id in sorted(one.id for one in cards):
        contacts.pointing_at(session, employer_id)
    session.scalars(
        select(Employer)
        .where(Employer.id.in_([one.id for one in cards]))
        .order_by(Employer.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return cards


def moved_on(row: Pointing, employer_id: int, there: Map) -> Pointing:
    """Return where a row points when sites and people are found where the map says."""
    site = None if row.site is None else there.sites.get(row.site, row.site)
    person = None if row.person is None else there.people.get(row.person, row.person)
    return Pointing(row.row, employer_id, site, person)


def note_use(session: Session, actor: Actor, done: EmployerMerge, *, undone: bool = False) -> None:
    """Leave a line of who merged, or took apart, what."""
    uselog.note(
        session,
        actor.user_id,
        Action.CHANGE,
        Basis.EMPLOYER_WORK,
        employer_merge=done.public_id,
        undone=undone,
    )


def forget_old(session: Session) -> None:
    """Blank people who were joined with another one, once their merge cannot be undone any more.

    Called whenever a card is merged or taken apart, so that no timer is needed.
    """
    since = clock.now() - timedelta(days=UNDO_DAYS)
    people = session.scalars(
        select(EmployerPerson)
        .join(EmployerSite, EmployerSite.id == EmployerPerson.site_id)
        .join(EmployerMerge, EmployerMerge.merged_id == EmployerSite.employer_id)
        .where(
            EmployerPerson.removed_at.is_(None),
            EmployerMerge.undone_at.is_(None),
            EmployerMerge.at <= since,
        )
        .limit(500)
    ).all()
    for person in people:
        blank_person(session, person)


# ---- the card


def value_of(employer: Employer, field: Merged) -> Any:
    """Return what a card tells in one field, as JSON can hold it; empty ones are all falsy."""
    if field is Merged.BAN:
        until = employer.no_contact_until
        return [until.isoformat() if until else None] if employer.no_contact else None
    return getattr(employer, "owner_id" if field is Merged.OWNER else field.value)


def columns_of(field: Merged, value: Any) -> dict[str, Any]:
    """Return the columns that hold a field's value."""
    if field is Merged.NAME:
        return register.employer_columns(value)
    if field is Merged.OWNER:
        return {"owner_id": value}
    if field is Merged.BAN:
        until = date.fromisoformat(value[0]) if value and value[0] else None
        return {"no_contact": value is not None, "no_contact_until": until}
    return {field.value: value}


def _take_fields(
    session: Session, actor: Actor, kept: Employer, other: Employer, choices: Choices
) -> tuple[dict[str, list[Any]], str | None]:
    """Write the chosen values; return what changed, before and after, and the ID that moved."""
    columns: dict[str, Any] = {}
    fields: dict[str, list[Any]] = {}
    for field in Merged:
        before = value_of(kept, field)
        after = _chosen(kept, other, field, choices.get(field))
        if before != after:
            fields[field.value] = [before, after]
            columns |= columns_of(field, after)
    taken = other.business_id if Merged.BUSINESS_ID in fields else None
    if taken is not None:
        # A business ID is one card's at a time.
        other.business_id = None
        session.flush()
    write(session, actor, kept, columns)
    return fields, taken


def _chosen(kept: Employer, other: Employer, field: Merged, stays: Stays | None) -> Any:
    ours, theirs = value_of(kept, field), value_of(other, field)
    if field is Merged.BAN:
        # Nothing chosen: a ban in force is never lost.
        banned = theirs is None or register.is_banned(kept.no_contact, kept.no_contact_until)
        stays = stays or (Stays.KEPT if banned else Stays.OTHER)
        return theirs if stays is Stays.OTHER else ours
    if stays is Stays.BOTH and field is Merged.NEEDS and ours and theirs:
        both = f"{ours}\n\n{theirs}"
        if len(both) > NEEDS_LIMIT:
            raise NeedsTooLong(over=len(both) - NEEDS_LIMIT)
        return both
    return (theirs or ours) if stays is Stays.OTHER else (ours or theirs)


# ---- sites and people


def _take_places(session: Session, kept: Employer, other: Employer, moved: dict[str, Any]) -> Map:
    """Move or join the other card's sites with their people; return where they are found."""
    ours, theirs = _sites_of(session, kept), _sites_of(session, other)
    there = Map()
    sites, site_people, people, filled = [], [], [], []
    for site in theirs:
        same = _same_site(site, ours)
        if same is None:
            site.employer_id = kept.id
            sites.append(site.id)
            site_people += [one.id for one in _people_of(session, site)]
            continue
        there.sites[site.id] = same.id
        known = {one.name_folded: one for one in _people_of(session, same) if not one.removed_at}
        for person in _people_of(session, site):
            twin = None if person.removed_at else known.get(person.name_folded)
            if twin is None:
                person.site_id = same.id
                people.append([person.id, site.id, same.id])
            else:
                there.people[person.id] = twin.id
                filled.append([twin.id, person.id, _fill(twin, person)])
    session.flush()
    moved |= {
        "sites": sites,
        "site_people": site_people,
        "joined_sites": [list(pair) for pair in there.sites.items()],
        "people": people,
        "joined_people": [list(pair) for pair in there.people.items()],
        "filled_people": filled,
    }
    return there


def _sites_of(session: Session, employer: Employer) -> list[EmployerSite]:
    rows = session.scalars(
        select(EmployerSite)
        .where(EmployerSite.employer_id == employer.id)
        .order_by(EmployerSite.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)


def _people_of(session: Session, site: EmployerSite) -> list[EmployerPerson]:
    rows = session.scalars(
        select(EmployerPerson)
        .where(EmployerPerson.site_id == site.id)
        .order_by(EmployerPerson.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)


def _same_site(site: EmployerSite, ours: list[EmployerSite]) -> EmployerSite | None:
    """Return the kept card's site of the same name in the same municipality."""
    alike = [one for one in ours if one.name_folded == site.name_folded]
    exact = [one for one in alike if one.municipality_folded == site.municipality_folded]
    where = places(site.municipality)
    return next(iter(exact or [one for one in alike if where & places(one.municipality)]), None)


def _fill(person: EmployerPerson, other: EmployerPerson) -> list[str]:
    """Fill what a person lacks from the same person on the other card; return which columns."""
    empty = ("", Decision.UNSURE)
    lacking = [
        name
        for name in _FILLED
        if getattr(person, name) in empty and getattr(other, name) not in empty
    ]
    for name in lacking:
        setattr(person, name, getattr(other, name))
    return lacking


# ---- marking


def _lead_on(session: Session, other: Employer, kept: Employer) -> list[int]:
    """Let the other card, and cards that were merged into it before, lead to the kept one."""
    before = session.scalars(select(Employer).where(Employer.merged_into_id == other.id)).all()
    for one in (*before, other):
        one.merged_into_id = kept.id
    session.flush()
    return [one.id for one in before]


def _record(session: Session, actor: Actor, card: Employer, about: Employer, field: str) -> None:
    history.record(session, actor, "employer", card.public_id, {field: about.public_id})


def _changed_meanwhile(session: Session, *cards: Employer) -> ChangedMeanwhile:
    changes = [
        change
        for one in cards
        for change in history.newest(session, "employer", one.public_id).values()
    ]
    return ChangedMeanwhile(**history.by_whom(changes))
