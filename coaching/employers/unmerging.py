"""A merge is undone: what was moved goes back, what came later or was changed since stays.

What was added to a site or for a person after the merge stays with the kept card, which then gets a
site or person of its own for it. Source: model.md, *Employers*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.models import User
from coaching.accounts.types import Actor
from coaching.employers import merging, register
from coaching.employers.cards import get
from coaching.employers.following import follow
from coaching.employers.merge_types import UNDO_DAYS, Map, Merged, MergeDone, Pointing, Undone
from coaching.employers.models import Employer, EmployerMerge, EmployerPerson, EmployerSite
from coaching.employers.refusals import MergedOnward, MergeTooOld, MergeUndoneAlready
from coaching.employers.types import Decision
from coaching.employers.writing import write
from coaching.errors import NotThere


def show_merge(session: Session, kept_id: str, merge_id: str) -> MergeDone:
    """Return a merge into a card, undone or not.

    Raises:
        NotThere: the card has no such merge.
    """
    done = _get(session, get(session, Employer, kept_id), merge_id)
    name = select(Employer.name).where(Employer.id == done.merged_id)
    by = select(User.name).where(User.id == done.by_id)
    return MergeDone(
        done.public_id, session.scalars(name).one(), done.at, session.scalars(by).one()
    )


def undo(session: Session, actor: Actor, kept_id: str, merge_id: str) -> Undone:
    """Take a merge apart.

    Returns:
        What stays as it is, since it was changed after the merge.

    Raises:
        NotThere: the card has no such merge.
        MergeUndoneAlready, MergeTooOld, MergedOnward.
    """
    kept = get(session, Employer, kept_id)
    done = _get(session, kept, merge_id)
    other = session.get_one(Employer, done.merged_id)
    merging.hold(session, kept.public_id, other.public_id)
    session.refresh(done)
    if done.undone_at is not None:
        raise MergeUndoneAlready
    if done.at <= clock.now() - timedelta(days=UNDO_DAYS):
        raise MergeTooOld(days=UNDO_DAYS)
    if kept.merged_into_id is not None:
        raise MergedOnward(name=follow(session, kept).name)
    found = _Undoing(session, actor, kept, other, done).run()
    done.undone_at = clock.now()
    for card, about in ((kept, other), (other, kept)):
        told = {"merge_undone": about.public_id}
        history.record(session, actor, "employer", card.public_id, told)
    merging.note_use(session, actor, done, undone=True)
    merging.forget_old(session)
    return found


def _get(session: Session, kept: Employer, merge_id: str) -> EmployerMerge:
    found = session.scalar(
        select(EmployerMerge).where(
            EmployerMerge.public_id == merge_id, EmployerMerge.kept_id == kept.id
        )
    )
    if found is None:
        raise NotThere
    return found


@dataclass
class _Undoing:
    """One merge that is taken apart."""

    session: Session
    actor: Actor
    kept: Employer
    other: Employer
    done: EmployerMerge
    sites: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    twins: Map = field(default_factory=Map)
    places: int = 0

    def run(self) -> Undone:
        self.moved: dict[str, Any] = self.done.moved
        now = {
            owner.name: owner.pointing_at(self.session, self.kept.id) for owner in merging.OWNERS
        }
        fields = self._give_fields_back()
        self._give_sites_back()
        self._give_people_back()
        rows = sum(self._give_rows_back(owner, now[owner.name]) for owner in merging.OWNERS)
        self._take_people_added_since()
        self._rename_in_later_merges()
        for card_id in self.moved["merged_before"]:
            self.session.get_one(Employer, card_id).merged_into_id = self.other.id
        self.other.merged_into_id = None
        self.session.flush()
        return Undone(self.other.name, fields, rows, self.places)

    # ---- the card

    def _give_fields_back(self) -> tuple[Merged, ...]:
        """Put the kept card's values back where nobody has changed them since."""
        columns: dict[str, Any] = {}
        changed = []
        for name, (before, after) in self.moved["fields"].items():
            if merging.value_of(self.kept, Merged(name)) == after:
                columns |= merging.columns_of(Merged(name), before)
            else:
                changed.append(Merged(name))
        write(self.session, self.actor, self.kept, columns)
        taken = self.moved["other_business_id"]
        holder = select(Employer.id).where(Employer.business_id == taken)
        if taken and self.session.scalar(holder) is None:
            self.other.business_id = taken
        return tuple(changed)

    # ---- sites and people

    def _give_sites_back(self) -> None:
        left = {
            (site.name_folded, site.municipality_folded)
            for site in self.session.scalars(
                select(EmployerSite).where(EmployerSite.employer_id == self.other.id)
            )
        }
        for site_id in self.moved["sites"]:
            site = self.session.get_one(EmployerSite, site_id)
            here = site.employer_id == self.kept.id
            if here and (site.name_folded, site.municipality_folded) not in left:
                site.employer_id = self.other.id
                self.sites.add(site.id)
            else:
                self.places += 1
        self.session.flush()

    def _give_people_back(self) -> None:
        for person_id, was_at, put_at in self.moved["people"]:
            person = self.session.get_one(EmployerPerson, person_id)
            if person.site_id == put_at:
                person.site_id = was_at
                self.people.add(person.id)
            else:
                self.places += 1
        self.people |= {
            one
            for one in self.moved["site_people"]
            if self.session.get_one(EmployerPerson, one).site_id in self.sites
        }
        for person_id, other_id, names in self.moved["filled_people"]:
            person = self.session.get_one(EmployerPerson, person_id)
            other = self.session.get_one(EmployerPerson, other_id)
            for name in names:
                if getattr(person, name) == getattr(other, name):
                    setattr(person, name, Decision.UNSURE if name == "decides" else "")
        self.session.flush()

    # ---- what points here

    def _give_rows_back(self, owner: merging.Owner, now: list[Pointing]) -> int:
        """Put rows back that still point where the merge put them; return how many do not."""
        here = {row.row: row for row in now}
        there = Map(dict(self.moved["joined_sites"]), dict(self.moved["joined_people"]))
        stayed, back = 0, []
        for row_id, site, person in self.moved[owner.name]:
            before = Pointing(row_id, self.other.id, site, person)
            expected = merging.moved_on(before, self.kept.id, there)
            site_stays = site in self.moved["sites"] and site not in self.sites
            if here.get(row_id) == expected and not site_stays:
                back.append(before)
                del here[row_id]
            else:
                stayed += 1
        owner.repoint(self.session, back)
        kept = [self._kept(row) for row in here.values() if self._needs_twin(row)]
        owner.repoint(self.session, kept)
        return stayed

    def _needs_twin(self, row: Pointing) -> bool:
        return row.site in self.sites or row.person in self.people

    def _kept(self, row: Pointing) -> Pointing:
        """Return where a row points that was made after the merge, and stays."""
        site = None if row.site is None else self._site(row.site)
        person = row.person
        if person in self.people and person is not None:
            person = self._person(person, site)
        return Pointing(row.row, row.employer, site, person)

    def _site(self, site_id: int) -> int:
        """Return a site of the kept card's own in place of one that goes back."""
        if site_id not in self.sites:
            return site_id
        if site_id not in self.twins.sites:
            site = self.session.get_one(EmployerSite, site_id)
            twin = EmployerSite(
                employer_id=self.kept.id, **register.site_columns(site.name, site.municipality)
            )
            self.session.add(twin)
            self.session.flush()
            self.twins.sites[site_id] = twin.id
        return self.twins.sites[site_id]

    def _person(self, person_id: int, site_id: int | None) -> int:
        """Return a person of the kept card's own in place of one who goes back."""
        if person_id not in self.twins.people:
            person = self.session.get_one(EmployerPerson, person_id)
            twin = EmployerPerson(
                site_id=site_id if site_id is not None else self._site(self._place_of(person)),
                **register.person_columns(person.name),
                role=person.role,
                phone=person.phone,
                email=person.email,
                decides=person.decides,
                why_kept=person.why_kept,
                removed_at=person.removed_at,
            )
            self.session.add(twin)
            self.session.flush()
            self.twins.people[person_id] = twin.id
        return self.twins.people[person_id]

    def _place_of(self, person: EmployerPerson) -> int:
        """Return the site a person was at until now: on the kept card, or one that goes back."""
        put = {one: put_at for one, _was_at, put_at in self.moved["people"]}
        return put.get(person.id, person.site_id)

    def _take_people_added_since(self) -> None:
        """Let people who were added to a site after the merge stay with the kept card."""
        people = self.session.scalars(
            select(EmployerPerson).where(
                EmployerPerson.site_id.in_(self.sites), EmployerPerson.id.not_in(self.people)
            )
        ).all()
        for person in people:
            person.site_id = self._site(person.site_id)
        self.session.flush()

    def _rename_in_later_merges(self) -> None:
        """Let other merges into the kept card lead to its own sites and people from now on."""
        sites, people = self.twins.sites, self.twins.people
        others = self.session.scalars(
            select(EmployerMerge).where(
                EmployerMerge.kept_id == self.kept.id,
                EmployerMerge.undone_at.is_(None),
                EmployerMerge.id != self.done.id,
            )
        ).all()
        for one in others:
            moved = one.moved
            for pair in moved["joined_sites"]:
                if pair[1] in self.sites:
                    pair[1] = self._site(pair[1])
            for pair in moved["joined_people"]:
                if pair[1] in self.people:
                    pair[1] = self._person(pair[1], None)
            for row in moved["people"]:
                row[2] = sites.get(row[2], row[2])
            for row in moved["filled_people"]:
                row[0] = people.get(row[0], row[0])
            one.moved = moved
        self.session.flush()
