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

from coaching.employers import outcomes
from coaching.employers.names import Casing, likeness, places
from coaching.employers.rows import SheetRow
from coaching.employers.types import Decision, Finding, Outcome, Why
from coaching.text import fold

NEEDS_PERSON = (Finding.NO_NAME, Finding.NAME_UNCLEAR, Finding.TOO_LONG, Finding.ID_WRONG)
"""Findings that leave a row to a person; the others are told and do no harm to the register."""

PERSON_FIELDS = ("role", "phone", "email", "decides")

NEW = "new"
"""What a person says of a row that is of no employer yet; else a key of a candidate."""

MOST_CANDIDATES = 8

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
    made_by: int | None = None
    """Place of the row that makes it, among the rows; None when it is known."""

    @property
    def key(self) -> str:
        """What a person's choice says of it: the known employer, or the row that makes it."""
        return f"e:{self.known.id}" if self.known else f"r:{self.made_by}"

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
    """What becomes of one row; `candidates` are whom a person may choose where one is needed."""

    row: SheetRow
    outcome: Outcome
    reasons: Reasons
    employer: PlannedEmployer | None = None
    site: PlannedSite | None = None
    person: PlannedPerson | None = None
    candidates: tuple[PlannedEmployer, ...] = ()


def plan(
    rows: Sequence[SheetRow],
    known: Iterable[KnownEmployer],
    chosen: Mapping[int, str] | None = None,
) -> list[Placed]:
    """Decide what becomes of each row that holds something and was not brought in before.

    Args:
        rows: in the order of the file.
        known: the whole register.
        chosen: what a person said of rows that need one, by their places: NEW, or the key of an
            employer. A key that means nothing any more leaves the row to a person again.

    Returns:
        One for each row, in the same order; the planned employers, sites and people hang on them.
    """
    return _Plan(known, chosen or {}).of(rows)


class _Plan:
    """The register as it is and as the rows make it."""

    def __init__(self, known: Iterable[KnownEmployer], chosen: Mapping[int, str]) -> None:
        self.chosen = chosen
        self.by_key: dict[str, PlannedEmployer] = {}
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
        decided = [place for place in range(len(rows)) if place in self.chosen]
        free = [place for place in range(len(rows)) if place not in self.chosen]
        order = sorted(free, key=lambda place: (_turn(rows[place]), place))
        found = {place: self._place(rows[place], place) for place in order}
        # What a person says of a row may name an employer that another row makes.
        self.by_key |= self._keys(found)
        found |= {place: self._place_as_chosen(rows[place], place) for place in decided}
        placed = [found[place] for place in range(len(rows))]
        outcomes.tell(placed)
        self._offer(placed)
        return placed

    # ---- what a person says

    def _keys(self, found: Mapping[int, Placed]) -> dict[str, PlannedEmployer]:
        """Return the employers by their keys, once each new one has the first row that makes it."""
        for place in sorted(found):
            employer = found[place].employer
            if employer is not None and employer.known is None and employer.made_by is None:
                employer.made_by = place
        planned = {one.key: one for named in self.by_name.values() for one in named}
        return planned | {one.key: one for one in self.by_id.values()}

    def _place_as_chosen(self, row: SheetRow, place: int) -> Placed:
        unfit: Reasons = {found: {"told": told} for found, told in row.findings.items()}
        told = self.chosen[place]
        employer = self._new_as_chosen(row, place) if told == NEW else self.by_key.get(told)
        if employer is None:
            return self._place(row, place)
        return self._join(row, place, employer, {Why.CHOSEN: {"name": employer.name}, **unfit})

    def _new_as_chosen(self, row: SheetRow, place: int) -> PlannedEmployer | None:
        """Return a new employer, the same one for rows of one name and municipality."""
        if not row.name:
            return None
        key = f"new:{fold(row.name)}:{fold(row.municipality)}"
        if key not in self.by_key:
            free = row.business_id and row.business_id not in self.by_id
            self.by_key[key] = self._new(row, row.business_id if free else None)
            self.by_key[key].made_by = place
        return self.by_key[key]

    def _offer(self, placed: Sequence[Placed]) -> None:
        """Tell whom a person may choose for rows that need one."""
        waiting = [
            one
            for one in placed
            if one.row.name and (one.outcome is Outcome.NEEDS_PERSON or Why.CHOSEN in one.reasons)
        ]
        if not waiting:
            return
        alike: dict[str, list[PlannedEmployer]] = defaultdict(list)
        for name, named in self.by_name.items():
            alike[likeness(name)] += named
        for one in waiting:
            named = [*self.by_name[fold(one.row.name)], *alike[likeness(one.row.name)]]
            one.candidates = tuple(dict.fromkeys(named))[:MOST_CANDIDATES]

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
        return self._new(row, row.business_id), {Why.NEW_ID: {}, **others}

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
        return self._new(row, None), {Why.NEW_NAME: {}}

    def _of_name(self, row: SheetRow) -> list[PlannedEmployer]:
        """Return employers of the row's name in its municipality, or both without one."""
        where = places(row.municipality)
        alike = self.by_name[fold(row.name)] if row.name else []
        return [one for one in alike if where & one.places or not (where or one.places)]

    def _new(self, row: SheetRow, business_id: str | None) -> PlannedEmployer:
        shown = self.casing.shown(row.name)
        return self._add(PlannedEmployer(business_id=business_id, name=shown), fold(row.name))

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
