"""Writing an accepted file: employers, sites, people, meetings, and every row as it came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock, history
from coaching.accounts.models import ListOption
from coaching.accounts.types import Actor
from coaching.contacts import bringing_in
from coaching.contacts.bringing_in import OldMeeting
from coaching.employers import meeting_rows, register
from coaching.employers.headings import Headings
from coaching.employers.import_types import Kind
from coaching.employers.joining import PlannedEmployer, PlannedPerson, PlannedSite
from coaching.employers.models import (
    Employer,
    EmployerPerson,
    EmployerSite,
    ImportBatch,
    ImportRow,
)
from coaching.employers.types import Decision
from coaching.sheets.runs import Tick
from coaching.text import fold
from coaching.uselog import service as uselog
from coaching.uselog.types import Action, Basis

if TYPE_CHECKING:
    from coaching.employers.importing import Preview, Result

_AT_ONCE = 500


class Writing:
    """Writes one accepted file: each kind of row at once, what others point to first."""

    def __init__(
        self,
        session: Session,
        actor: Actor | None,
        preview: Preview,
        why_kept: str,
        team_id: int | None,
        tick: Tick,
    ) -> None:
        self.session, self.actor, self.preview, self.why_kept = session, actor, preview, why_kept
        self.team_id, self.tick = team_id, tick
        self.placed = [one.placed for one in preview.results if one.placed and one.placed.employer]
        self.employers: dict[PlannedEmployer, int] = {}
        self.sites: dict[PlannedSite, int] = {}
        self.people: dict[PlannedPerson, int] = {}

    def write(self) -> ImportBatch:
        """Write everything; returns the batch."""
        self.batch = self._batch()
        self._write_employers()
        self._write_sites()
        self._write_people()
        self._fill_known()
        meetings = self._write_meetings()
        self._write_rows(meetings)
        user_id = None if self.actor is None else self.actor.user_id
        uselog.note(
            self.session,
            user_id,
            Action.CREATE,
            Basis.EMPLOYER_WORK,
            import_batch=self.batch.public_id,
            file=self.preview.file.sha256,
            rows={outcome.value: count for outcome, count in self.preview.counts.items()},
            meetings=len(meetings),
        )
        return self.batch

    def _batch(self) -> ImportBatch:
        file = self.preview.file
        batch = ImportBatch(
            kind=Kind.EMPLOYERS.value,
            team_id=self.team_id,
            file_name=file.name,
            file_hash=file.sha256,
            headings={name: kept(told) for name, told in self.preview.headings.items()},
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

    def _write_meetings(self) -> dict[str, int]:
        """Write the meetings; returns their keys by the keys of their rows."""
        rows: dict[str, OldMeeting] = {}
        for result in self.preview.results:
            if isinstance(result.meeting, OldMeeting):
                rows[result.key] = meeting_rows.placed(result.meeting, *self._spot(result))
        if self.team_id is None or not rows:
            return {}
        ids = bringing_in.bring_in(
            self.session, self.actor, self.team_id, list(rows.values()), self.tick
        )
        return dict(zip(rows, ids, strict=True))

    def _spot(self, result: Result) -> tuple[int, int | None, int | None]:
        """Return the keys of a placed row's employer, site and person."""
        placed = result.placed
        if placed is None or placed.employer is None:
            raise LookupError(f"row {result.key} belongs to no employer")
        site = self.sites[placed.site] if placed.site else None
        person = self.people[placed.person] if placed.person else None
        return self.employers[placed.employer], site, person

    def _write_rows(self, meetings: Mapping[str, int]) -> None:
        results = self.preview.results
        for start in range(0, len(results), _AT_ONCE):
            some = results[start : start + _AT_ONCE]
            rows = [self._row(result, meetings.get(result.key)) for result in some]
            self.session.add_all(rows)
            self.session.flush()
            for row in rows:
                self.session.expunge(row)
            self.tick(len(some))

    def _row(self, result: Result, contact_id: int | None) -> ImportRow:
        is_placed = result.placed is not None and result.placed.employer is not None
        employer, site, person = self._spot(result) if is_placed else (None, None, None)
        return ImportRow(
            batch_id=self.batch.id,
            sheet=result.sheet,
            number=result.number,
            cells=list(result.raw.cells),
            fingerprint=result.fingerprint,
            outcome=result.outcome,
            reason=" ".join(result.reasons)[:300],
            employer_id=employer,
            site_id=site,
            person_id=person,
            contact_id=contact_id,
        )


def kept(headings: Headings) -> dict[str, Any]:
    """Return headings as a batch keeps them."""
    columns = {column.value: place for column, place in headings.columns.items()}
    return {"row": headings.row, "texts": list(headings.texts), "columns": columns}


def _industries(session: Session) -> dict[str, str]:
    """Return the codes of the organisation's industries by their folded words in each language."""
    options = session.scalars(select(ListOption).where(ListOption.list == "industry"))
    return {fold(words): one.code for one in options for words in (one.fi, one.sv, one.en)}
