"""Bringing a team's sheet into the register: what each row would do, and doing it.

Each row is known again by a fingerprint of its cells, wherever it stands: a file that is brought in
twice, sorted anew or longer by some rows adds what is new in it and nothing else.
Source: model.md, *Employers*; forms.md, check 8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import clock, history, sealing
from coaching.accounts.models import ListOption
from coaching.accounts.types import Actor
from coaching.employers import headings as headings_of
from coaching.employers import joining, register
from coaching.employers.headings import Headings
from coaching.employers.joining import PlannedEmployer, PlannedPerson, PlannedSite, Reasons
from coaching.employers.models import (
    Employer,
    EmployerPerson,
    EmployerSite,
    ImportBatch,
    ImportRow,
)
from coaching.employers.refusals import NoHeadings, RegisterChanged
from coaching.employers.rows import SheetRow, content, normalise
from coaching.employers.types import Decision, Outcome, Why
from coaching.employers.workbook import RawFile, RawRow, RawSheet
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

KIND = "employers"

_AT_ONCE = 500


@dataclass(eq=False)
class Result:
    """What becomes of one row of the file: outcome, and reasons of which the first decided."""

    sheet: str
    raw: RawRow
    outcome: Outcome = Outcome.SKIPPED
    reasons: Reasons = field(default_factory=dict)
    fingerprint: str = ""
    read: SheetRow | None = None
    placed: joining.Placed | None = None
    is_known: bool = False

    @property
    def number(self) -> int:
        """The row's number in its sheet."""
        return self.raw.number

    @property
    def name(self) -> str:
        """The employer's name on the row, empty when it tells none."""
        return self.read.name if self.read else ""


@dataclass(frozen=True)
class Preview:
    """What an import does: a result for each row of the file, in its order, and what was read.

    `headings` are those of the sheets that are read, by sheet.
    """

    file: RawFile
    headings: dict[str, Headings]
    results: tuple[Result, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows have each outcome."""
        counted = Counter(result.outcome for result in self.results)
        return {outcome: counted[outcome] for outcome in Outcome}

    @property
    def adds(self) -> bool:
        """Whether a row under the headings says something that was not brought in before."""
        return any(result.read and not result.is_known for result in self.results)


def preview(session: Session, file: RawFile) -> Preview:
    """Tell what bringing in a file would do to each of its rows; writes nothing.

    Raises:
        NoHeadings: no sheet names the employers' column.
    """
    headings = {sheet.name: found for sheet in file.sheets if (found := _headings(sheet))}
    if not headings:
        raise NoHeadings
    results = [one for sheet in file.sheets for one in _read(sheet, headings.get(sheet.name))]
    _know_again(session, results)
    _place(session, results)
    return Preview(file, headings, tuple(results))


def accept(session: Session, actor: Actor | None, file: RawFile, why_kept: str) -> Preview:
    """Bring a file in: employers, sites, people, and each row with its cells as a batch.

    A batch is kept only when the file has something that was not brought in before.

    Args:
        actor: who brings it in; None on the command line.
        why_kept: why the people on the sheet are kept, shown beside them.

    Returns:
        As `preview`, for what was done.

    Raises:
        NoHeadings: as `preview`.
        RegisterChanged: somebody else wrote the same at the same moment.
    """
    if session.get_bind().dialect.name == "postgresql":
        # Two imports at once, or a page and an import, would each make the same employer.
        session.execute(text("LOCK TABLE import_batch, employer IN SHARE ROW EXCLUSIVE MODE"))
    found = preview(session, file)
    if found.adds:
        try:
            _Writing(session, actor, found, why_kept).write()
        except IntegrityError:
            raise RegisterChanged from None
    return found


# ---- reading


def _headings(sheet: RawSheet) -> Headings | None:
    """Return the headings of a sheet that is to be read."""
    found = headings_of.find(sheet)
    return None if sheet.hidden or headings_of.says_left_out(sheet, found) else found


def _read(sheet: RawSheet, headings: Headings | None) -> Iterator[Result]:
    for row in sheet.rows:
        result = Result(sheet.name, row)
        if row.is_blank:
            result.reasons = {Why.EMPTY_ROW: {}}
        else:
            result.fingerprint = sealing.vault().keyed_hash(content(row, headings))
            left_out = _why_left_out(sheet, headings, row)
            result.reasons = {left_out: {}} if left_out else {}
            if headings and not left_out:
                result.read = normalise(sheet.name, row, headings)
        yield result


def _why_left_out(sheet: RawSheet, headings: Headings | None, row: RawRow) -> Why | None:
    if headings is None:
        if headings_of.says_left_out(sheet, headings_of.find(sheet)):
            return Why.SHEET_LEFT_OUT
        return Why.SHEET_HIDDEN if sheet.hidden else Why.NO_HEADINGS
    if row.number < headings.row:
        return Why.ABOVE_HEADINGS
    return Why.HEADINGS if headings_of.are_again(headings, row) else None


def _know_again(session: Session, results: Sequence[Result]) -> None:
    """Mark the rows that an earlier batch holds, as many times as it holds them."""
    brought, kept = _earlier(session, {one.fingerprint for one in results if one.fingerprint})
    for result in results:
        if kept[result.fingerprint] > 0:
            kept[result.fingerprint] -= 1
            result.is_known = True
        if result.read is not None and brought[result.fingerprint] > 0:
            brought[result.fingerprint] -= 1
            result.outcome, result.reasons = Outcome.UNCHANGED, {Why.BROUGHT_BEFORE: {}}


def _earlier(session: Session, fingerprints: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how many times rows were brought into the register, and kept in a batch at all."""
    brought: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    asked = sorted(fingerprints)
    for place in range(0, len(asked), _AT_ONCE):
        rows = session.execute(
            select(ImportRow.fingerprint, ImportRow.outcome, func.count())
            .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
            .where(
                ImportBatch.kind == KIND,
                ImportBatch.undone_at.is_(None),
                ImportRow.outcome != Outcome.UNCHANGED,
                ImportRow.fingerprint.in_(asked[place : place + _AT_ONCE]),
            )
            .group_by(ImportRow.fingerprint, ImportRow.outcome)
        )
        for fingerprint, outcome, count in rows:
            kept[fingerprint] += count
            if outcome in (Outcome.NEW, Outcome.JOINED):
                brought[fingerprint] += count
    return brought, kept


def _place(session: Session, results: Sequence[Result]) -> None:
    fresh = [one for one in results if one.read and one.outcome is not Outcome.UNCHANGED]
    placed = joining.plan([one.read for one in fresh if one.read], register.load(session))
    first: dict[str, int] = {}
    for result, one in zip(fresh, placed, strict=True):
        result.placed, result.outcome, result.reasons = one, one.outcome, one.reasons
        # What was left to a person and is clear by now is new to the register.
        result.is_known = result.is_known and one.outcome is Outcome.NEEDS_PERSON
        if first.setdefault(result.fingerprint, result.number) != result.number:
            result.reasons[Why.DOUBLED] = {"row": first[result.fingerprint]}


# ---- writing


class _Writing:
    """Writes one accepted file: each kind of row at once, what others point to first."""

    def __init__(
        self, session: Session, actor: Actor | None, preview: Preview, why_kept: str
    ) -> None:
        self.session, self.actor, self.preview, self.why_kept = session, actor, preview, why_kept
        self.placed = [one.placed for one in preview.results if one.placed and one.placed.employer]
        self.employers: dict[PlannedEmployer, int] = {}
        self.sites: dict[PlannedSite, int] = {}
        self.people: dict[PlannedPerson, int] = {}

    def write(self) -> None:
        self.batch = self._batch()
        self._write_employers()
        self._write_sites()
        self._write_people()
        self._fill_known()
        self._write_rows()
        user_id = None if self.actor is None else self.actor.user_id
        uselog.note(
            self.session,
            user_id,
            Action.CREATE,
            Basis.EMPLOYER_WORK,
            import_batch=self.batch.public_id,
            file=self.preview.file.sha256,
            rows={outcome.value: count for outcome, count in self.preview.counts.items()},
        )

    def _batch(self) -> ImportBatch:
        file = self.preview.file
        batch = ImportBatch(
            kind=KIND,
            file_name=file.name,
            file_hash=file.sha256,
            headings={name: _kept(told) for name, told in self.preview.headings.items()},
            by_id=None if self.actor is None else self.actor.user_id,
            at=clock.now(),
        )
        self.session.add(batch)
        self.session.flush()
        return batch

    def _write_employers(self) -> None:
        industries = _industries(self.session)
        made: dict[PlannedEmployer, Employer] = {}
        for one in self.placed:
            employer = one.employer
            if employer is None or employer in made:
                continue
            if employer.known is not None:
                self.employers[employer] = employer.known.id
                continue
            made[employer] = Employer(
                **register.employer_columns(employer.name),
                business_id=employer.business_id,
                industry=industries.get(fold(employer.industry)),
                created_by_id=self.batch.by_id,
                created_at=self.batch.at,
                batch_id=self.batch.id,
            )
        self._add(made, self.employers)

    def _write_sites(self) -> None:
        made: dict[PlannedSite, EmployerSite] = {}
        for one in self.placed:
            site = one.site
            if site is None or one.employer is None or site in made:
                continue
            if site.known is not None:
                self.sites[site] = site.known.id
                continue
            made[site] = EmployerSite(
                employer_id=self.employers[one.employer],
                **register.site_columns(site.name, site.municipality),
                batch_id=self.batch.id,
            )
        self._add(made, self.sites)

    def _write_people(self) -> None:
        made: dict[PlannedPerson, EmployerPerson] = {}
        for one in self.placed:
            person = one.person
            if person is None or one.site is None or person in made:
                continue
            if person.known is not None:
                self.people[person] = person.known.id
                continue
            made[person] = EmployerPerson(
                site_id=self.sites[one.site],
                **register.person_columns(person.name),
                **{"decides": Decision.UNSURE, **person.values()},
                why_kept=self.why_kept,
                batch_id=self.batch.id,
            )
        self._add(made, self.people)

    def _add(self, made: dict[Any, Any], ids: dict[Any, int]) -> None:
        self.session.add_all(made.values())
        self.session.flush()
        ids.update({planned: row.id for planned, row in made.items()})

    def _fill_known(self) -> None:
        """Fill what is empty in the register; what stands there stays, and each filling is kept."""
        for employer, employer_id in self.employers.items():
            if employer.fills_id:
                row = self.session.get_one(Employer, employer_id)
                self._fill(row, {"business_id": employer.business_id})
        for person, person_id in self.people.items():
            if person.known is not None and (values := person.values()):
                self._fill(self.session.get_one(EmployerPerson, person_id), values)

    def _fill(self, row: Employer | EmployerPerson, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        history.record(
            self.session,
            self.actor,
            row.__tablename__,
            row.public_id,
            values,
            source="imported",
            origin=self.batch.public_id,
        )

    def _write_rows(self) -> None:
        self.session.add_all(self._row(result) for result in self.preview.results)
        self.session.flush()

    def _row(self, result: Result) -> ImportRow:
        placed = result.placed
        return ImportRow(
            batch_id=self.batch.id,
            sheet=result.sheet,
            number=result.number,
            cells=list(result.raw.cells),
            fingerprint=result.fingerprint,
            outcome=result.outcome,
            reason=" ".join(result.reasons)[:300],
            employer_id=self.employers[placed.employer] if placed and placed.employer else None,
            site_id=self.sites[placed.site] if placed and placed.site else None,
            person_id=self.people[placed.person] if placed and placed.person else None,
        )


def _kept(headings: Headings) -> dict[str, Any]:
    columns = {column.value: place for column, place in headings.columns.items()}
    return {"row": headings.row, "texts": list(headings.texts), "columns": columns}


def _industries(session: Session) -> dict[str, str]:
    """Return the codes of the organisation's industries by their folded words in each language."""
    options = session.scalars(select(ListOption).where(ListOption.list == "industry"))
    return {fold(words): one.code for one in options for words in (one.fi, one.sv, one.en)}
