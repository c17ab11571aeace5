"""Which employer each row of a file belongs to, decided before anything is written.

The whole file is looked at: rows with a business ID are placed first, so that what becomes of a row
does not depend on where in the file it stands. Source: model.md, *Employers*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coaching.employers.names import Casing, places
from coaching.employers.rows import SheetRow
from coaching.employers.types import Decision, Finding, Outcome, Why
from coaching.text import fold

NEEDS_PERSON = (Finding.NO_NAME, Finding.NAME_UNCLEAR, Finding.TOO_LONG, Finding.ID_WRONG)
"""Findings that leave a row to a person; the others are told and do no harm to the register."""

PERSON_FIELDS = ("role", "phone", "email", "decides")

Code = Why | Finding

Reasons = dict[Code, Mapping[str, Any]]
"""Reasons by code with the facts that their sentences need; the first one decided."""


@dataclass(frozen=True)
class KnownPerson:
    """A person in the register."""

    id: int
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    decides: Decision = Decision.UNSURE


@dataclass(frozen=True)
class KnownSite:
    """A site in the register with its people."""

    id: int
    name: str
    municipality: str
    people: tuple[KnownPerson, ...] = ()


@dataclass(frozen=True)
class KnownEmployer:
    """An employer in the register with its sites; `no_contact` while the ban is in force.

    `also_names` and `also_ids` are of cards that were merged into it: a sheet that still has them
    means this employer.
    """

    id: int
    name: str
    business_id: str | None
    sites: tuple[KnownSite, ...] = ()
    no_contact: bool = False
    also_names: tuple[str, ...] = ()
    also_ids: tuple[str, ...] = ()


@dataclass(eq=False)
class PlannedPerson:
    """A person to be: known, or new with what the newest rows say."""

    name: str
    known: KnownPerson | None = None
    _told: dict[str, tuple[date, int, Any]] = field(default_factory=dict)

    def tell(self, row: SheetRow, place: int) -> None:
        """Take what a row says of the person, unless a newer one said something."""
        for name in PERSON_FIELDS:
            value = getattr(row, name)
            said = (row.on or date.min, place, value)
            if value not in ("", Decision.UNSURE) and said[:2] > self._age(name):
                self._told[name] = said

    def values(self) -> dict[str, Any]:
        """Return what is to be written: everything of a new person, empty fields of a known one."""
        said = {name: told[2] for name, told in self._told.items()}
        if self.known is None:
            return said
        empty = ("", Decision.UNSURE)
        return {name: said[name] for name in said if getattr(self.known, name) in empty}

    def _age(self, name: str) -> tuple[date, int]:
        found = self._told.get(name)
        return found[:2] if found else (date.min, -1)


@dataclass(eq=False)
class PlannedSite:
    """A site to be, with its people by folded name."""

    name: str
    municipality: str
    known: KnownSite | None = None
    people: dict[str, PlannedPerson] = field(default_factory=dict)


@dataclass(eq=False)
class PlannedEmployer:
    """An employer to be: known, or new; `names` are the folded names its rows give it."""

    known: KnownEmployer | None = None
    business_id: str | None = None
    name: str = ""
    names: set[str] = field(default_factory=set)
    sites: list[PlannedSite] = field(default_factory=list)
    industry: str = ""

    @property
    def places(self) -> frozenset[str]:
        """The folded municipalities it is known in."""
        return frozenset(part for site in self.sites for part in places(site.municipality))

    @property
    def fills_id(self) -> bool:
        """Whether the register gets the business ID of an employer it knows without one."""
        known = self.known
        return known is not None and known.business_id is None and self.business_id is not None


@dataclass(eq=False)
class Placed:
    """What becomes of one row."""

    row: SheetRow
    outcome: Outcome
    reasons: Reasons
    employer: PlannedEmployer | None = None
    site: PlannedSite | None = None
    person: PlannedPerson | None = None


def plan(rows: Sequence[SheetRow], known: Iterable[KnownEmployer]) -> list[Placed]:
    """Decide what becomes of each row that holds something and was not brought in before.

    Args:
        rows: in the order of the file.
        known: the whole register.

    Returns:
        One for each row, in the same order; the planned employers, sites and people hang on them.
    """
    return _Plan(known).of(rows)


class _Plan:
    """The register as it is and as the rows make it."""

    def __init__(self, known: Iterable[KnownEmployer]) -> None:
        self.by_id: dict[str, PlannedEmployer] = {}
        self.by_name: dict[str, list[PlannedEmployer]] = defaultdict(list)
        self.casing = Casing()
        for one in known:
            employer = self._add(_planned(one), fold(one.name))
            for name in {fold(also) for also in one.also_names} - employer.names:
                self._add(employer, name)
            self.by_id |= dict.fromkeys(one.also_ids, employer)
            self.casing.learn(one.name)

    def of(self, rows: Sequence[SheetRow]) -> list[Placed]:
        for row in rows:
            self.casing.learn(row.name)
        self._find_rivals(rows)
        order = sorted(range(len(rows)), key=lambda place: (_turn(rows[place]), place))
        found = {place: self._place(rows[place], place) for place in order}
        placed = [found[place] for place in range(len(rows))]
        _tell_outcomes(placed)
        return placed

    # ---- which employer

    def _find_rivals(self, rows: Sequence[SheetRow]) -> None:
        """Note employers without ID that rows of several IDs could be."""
        claims: dict[PlannedEmployer, set[str]] = defaultdict(set)
        for row in rows:
            if row.business_id and row.business_id not in self.by_id:
                for one in self._of_name(row):
                    if one.business_id is None:
                        claims[one].add(row.business_id)
        self.contested = {one for one, ids in claims.items() if len(ids) > 1}

    def _place(self, row: SheetRow, place: int) -> Placed:
        unfit: Reasons = {found: {"told": told} for found, told in row.findings.items()}
        if any(found in NEEDS_PERSON for found in unfit):
            same = self._of_name(row)
            alike: Reasons = {Why.LOOKS_LIKE: _named(same)} if same else {}
            return Placed(row, Outcome.NEEDS_PERSON, {**unfit, **alike})
        employer, reasons = self._by_id(row) if row.business_id else self._by_name(row)
        if employer is None:
            return Placed(row, Outcome.NEEDS_PERSON, {**reasons, **unfit})
        return self._join(row, place, employer, {**reasons, **unfit})

    def _by_id(self, row: SheetRow) -> tuple[PlannedEmployer | None, Reasons]:
        found = self.by_id.get(str(row.business_id))
        if found is not None:
            return found, {Why.SAME_ID: {"name": found.name}}
        same = self._of_name(row)
        free = [one for one in same if one.business_id is None]
        if len(free) > 1 or self.contested.intersection(free):
            return None, {Why.TWO_CANDIDATES: _named(free)}
        if free:
            free[0].business_id = row.business_id
            self.by_id[str(row.business_id)] = free[0]
            return free[0], {Why.SAME_NAME: {"name": free[0].name}, Why.ID_FILLED: {}}
        others: Reasons = {Why.OTHER_ID: _named(same)} if same else {}
        return self._new(row), {Why.NEW_ID: {}, **others}

    def _by_name(self, row: SheetRow) -> tuple[PlannedEmployer | None, Reasons]:
        same = self._of_name(row)
        if len(same) > 1:
            return None, {Why.TWO_CANDIDATES: _named(same)}
        if same:
            return same[0], {Why.SAME_NAME: {"name": same[0].name}}
        # Where either place is not known, only a person can tell whether the two are one.
        unsure = [
            one for one in self.by_name[fold(row.name)] if not (one.places and row.municipality)
        ]
        if unsure:
            return None, {Why.PLACE_UNKNOWN: _named(unsure)}
        return self._new(row), {Why.NEW_NAME: {}}

    def _of_name(self, row: SheetRow) -> list[PlannedEmployer]:
        """Return employers of the row's name in its municipality, or both without one."""
        where = places(row.municipality)
        alike = self.by_name[fold(row.name)] if row.name else []
        return [one for one in alike if where & one.places or not (where or one.places)]

    def _new(self, row: SheetRow) -> PlannedEmployer:
        shown = self.casing.shown(row.name)
        return self._add(PlannedEmployer(business_id=row.business_id, name=shown), fold(row.name))

    def _add(self, employer: PlannedEmployer, name: str) -> PlannedEmployer:
        employer.names.add(name)
        self.by_name[name].append(employer)
        if employer.business_id:
            self.by_id[employer.business_id] = employer
        return employer

    # ---- site and person

    def _join(
        self, row: SheetRow, place: int, employer: PlannedEmployer, reasons: Reasons
    ) -> Placed:
        name = fold(row.name)
        if name not in employer.names:
            reasons[Why.OTHER_NAME] = {"name": employer.name}
            employer.names.add(name)
            self.by_name[name].append(employer)
        if employer.known and employer.known.no_contact:
            reasons[Why.NO_CONTACT] = {}
        employer.industry = employer.industry or row.industry
        site, is_new = _site(employer, row)
        if is_new and len(employer.sites) > 1:
            reasons[Why.NEW_SITE] = {"place": site.municipality or site.name}
        return Placed(row, Outcome.JOINED, reasons, employer, site, _person(site, row, place))


def _turn(row: SheetRow) -> int:
    """Return when a row is placed: those with an ID first, those that tell least last."""
    if any(found in NEEDS_PERSON for found in row.findings):
        return 3
    return 0 if row.business_id else 1 if row.municipality else 2


def _planned(known: KnownEmployer) -> PlannedEmployer:
    sites = [
        PlannedSite(
            site.name,
            site.municipality,
            site,
            {fold(one.name): PlannedPerson(one.name, one) for one in site.people},
        )
        for site in known.sites
    ]
    return PlannedEmployer(known, known.business_id, known.name, sites=sites)


def _named(candidates: Sequence[PlannedEmployer]) -> dict[str, Any]:
    told = (" ".join(filter(None, (one.name, one.business_id))) for one in candidates)
    return {"names": ", ".join(told)}


def _site(employer: PlannedEmployer, row: SheetRow) -> tuple[PlannedSite, bool]:
    """Return the row's site of an employer, a new one where the municipality or its name is new."""
    where, called = places(row.municipality), fold(row.site)
    fitting = [
        site
        for site in employer.sites
        if (not where or where & places(site.municipality))
        and (not called or called == fold(site.name))
    ]
    if not where and not called and len(fitting) > 1:
        # Nothing tells which: what is said belongs to the employer and to no place.
        fitting = [site for site in fitting if not site.municipality and not site.name]
    if fitting:
        return min(fitting, key=lambda site: bool(site.name) and not called), False
    site = PlannedSite(row.site, row.municipality)
    employer.sites.append(site)
    return site, True


def _person(site: PlannedSite, row: SheetRow, place: int) -> PlannedPerson | None:
    if not row.person:
        return None
    person = site.people.setdefault(fold(row.person), PlannedPerson(row.person))
    person.tell(row, place)
    return person


def _tell_outcomes(placed: Sequence[Placed]) -> None:
    """Let the first row of each new employer be the one that makes it, and the rest join it."""
    made: dict[PlannedEmployer, int] = {}
    for one in placed:
        employer = one.employer
        if employer is None or employer.known is not None:
            continue
        if employer not in made:
            made[employer] = one.row.number
            one.outcome = Outcome.NEW
            one.reasons = _as_first(one)
        elif not {Why.SAME_ID, Why.SAME_NAME} & set(one.reasons):
            same = Why.SAME_ID if one.row.business_id else Why.SAME_NAME
            one.reasons = {same: {"name": employer.name}, **_without_new(one.reasons)}


def _as_first(one: Placed) -> Reasons:
    told = {
        why: facts
        for why, facts in one.reasons.items()
        if why not in (Why.SAME_ID, Why.SAME_NAME, Why.NEW_SITE, Why.OTHER_NAME)
    }
    first = Why.NEW_ID if one.row.business_id else Why.NEW_NAME
    return {first: {}, **{why: facts for why, facts in told.items() if why != first}}


def _without_new(reasons: Reasons) -> Reasons:
    return {why: told for why, told in reasons.items() if why not in (Why.NEW_ID, Why.NEW_NAME)}
