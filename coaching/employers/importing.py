"""Bringing a team's sheet into the register: what each row would do, and doing it.

Each row is known again by a fingerprint of its cells, wherever it stands: a file that is brought in
twice, sorted anew or longer by some rows adds what is new in it and nothing else.
Source: model.md, *Employers*; forms.md, check 8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coaching import sealing
from coaching.accounts.types import Actor
from coaching.contacts.bringing_in import OldMeeting
from coaching.employers import joining, meeting_rows, register
from coaching.employers.headings import VOCABULARY, Column, Headings
from coaching.employers.import_types import (
    NEW,
    SKIP,
    Candidate,
    Choices,
    Kind,
    MeetingTerms,
    NoMeeting,
)
from coaching.employers.import_writing import Writing
from coaching.employers.joining import PlannedEmployer, Reasons
from coaching.employers.meeting_rows import UNKNOWN, MetRow
from coaching.employers.models import Employer, ImportBatch, ImportRow
from coaching.employers.refusals import NoHeadings, RegisterChanged
from coaching.employers.rows import SheetRow, content, normalise
from coaching.employers.types import Decision, Outcome, Why
from coaching.sheets import headings as headings_of
from coaching.sheets.runs import Tick, silent
from coaching.sheets.workbook import RawFile, RawRow, RawSheet

KIND = Kind.EMPLOYERS.value

_AT_ONCE = 500


@dataclass(eq=False)
class Result:
    """What becomes of one row of the file: outcome, and reasons of which the first decided.

    `key` is what a person's choices call the row. `meeting` is what the row becomes in the log of
    meetings, or why it does not; None where no meetings are made.
    """

    key: str
    sheet: str
    raw: RawRow
    outcome: Outcome = Outcome.SKIPPED
    reasons: Reasons = field(default_factory=dict)
    fingerprint: str = ""
    read: SheetRow | None = None
    placed: joining.Placed | None = None
    is_known: bool = False
    candidates: tuple[Candidate, ...] = ()
    meeting: OldMeeting | NoMeeting | None = None

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


@dataclass(frozen=True)
class Reading:
    """A file as far as it can be read without the register."""

    file: RawFile
    choices: Choices
    headings: dict[str, Headings]
    results: tuple[Result, ...]


def read_rows(file: RawFile, choices: Choices | None = None, tick: Tick = silent) -> Reading:
    """Read the rows of a file; takes time for a long one, and no look at the database.

    Args:
        choices: what a person said of columns and rows.
        tick: told how many rows are read.

    Raises:
        NoHeadings: no sheet names the employers' column.
    """
    chosen = choices or Choices()
    headings = {
        sheet.name: found for sheet in file.sheets if (found := headings_read(sheet, chosen))
    }
    if not headings:
        raise NoHeadings
    results = tuple(
        one
        for index, sheet in enumerate(file.sheets)
        for one in _read(index, sheet, headings.get(sheet.name), tick)
    )
    return Reading(file, chosen, headings, results)


def preview(session: Session, read: Reading, terms: MeetingTerms | None = None) -> Preview:
    """Tell what bringing in a file would do to each of its rows; writes nothing.

    Args:
        read: the file, from `read_rows`; good for one time.
        terms: on what terms rows become meetings; none do without.
    """
    _know_again(session, read.results)
    _leave_out(read.results, read.choices)
    _place(session, read.results, read.choices)
    if terms is not None:
        _meet(session, read.results, read.headings, terms)
    return Preview(read.file, read.headings, read.results)


def accept(
    session: Session,
    actor: Actor | None,
    read: Reading,
    why_kept: str,
    terms: MeetingTerms | None = None,
    *,
    team_id: int | None = None,
    tick: Tick = silent,
) -> tuple[Preview, ImportBatch | None]:
    """Bring a file in: employers, sites, people, meetings, and each row with its cells as a batch.

    A batch is kept only when the file has something that was not brought in before.

    Args:
        actor: who brings it in; None on the command line.
        read, terms: as `preview`.
        why_kept: why the people on the sheet are kept, shown beside them.
        team_id: whose sheet it is, None when nobody has said.
        tick: told how many rows are written and made meetings of.

    Returns:
        As `preview`, for what was done; and the batch, None when there was nothing new.

    Raises:
        RegisterChanged: somebody else wrote the same at the same moment.
    """
    hold_register(session)
    found = preview(session, read, terms)
    if not found.adds:
        return found, None
    team = terms.team_id if terms else team_id
    try:
        return found, Writing(session, actor, found, why_kept, team, tick).write()
    except IntegrityError:
        raise RegisterChanged from None


def hold_register(session: Session) -> None:
    """Let no other import, and no page that adds an employer, write until this one has ended."""
    if session.get_bind().dialect.name == "postgresql":
        # Two imports at once, or a page and an import, would each make the same employer.
        session.execute(text("LOCK TABLE import_batch, employer IN SHARE ROW EXCLUSIVE MODE"))


def headings_read(sheet: RawSheet, chosen: Choices) -> Headings | None:
    """Return the headings of a sheet that is to be read: as guessed, or as a person says."""
    guess = VOCABULARY.find(sheet)
    if sheet.hidden or headings_of.says_left_out(sheet, guess):
        return None
    told = chosen.columns.get(sheet.name)
    base = guess or headings_of.likely_row(sheet)
    if told is None or base is None:
        return guess
    columns = {place: Column(code) for place, code in told.items()}
    return headings_of.changed(base, columns) if Column.NAME in columns.values() else None


# ---- reading


def _read(index: int, sheet: RawSheet, headings: Headings | None, tick: Tick) -> Iterator[Result]:
    for place, row in enumerate(sheet.rows):
        if place % _AT_ONCE == _AT_ONCE - 1:
            tick(_AT_ONCE)
        result = Result(f"{index}-{row.number}", sheet.name, row)
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
        if headings_of.says_left_out(sheet, VOCABULARY.find(sheet)):
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


def _leave_out(results: Sequence[Result], chosen: Choices) -> None:
    """Leave out the rows of which a person says so."""
    for result in results:
        fresh = result.read is not None and result.outcome is not Outcome.UNCHANGED
        if fresh and chosen.rows.get(result.key) == SKIP:
            result.outcome, result.reasons = Outcome.SKIPPED, {Why.LEFT_OUT: {}}


def _place(session: Session, results: Sequence[Result], chosen: Choices) -> None:
    fresh = [
        one
        for one in results
        if one.read and one.outcome is not Outcome.UNCHANGED and Why.LEFT_OUT not in one.reasons
    ]
    told = _chosen(session, fresh, chosen)
    placed = joining.plan([one.read for one in fresh if one.read], register.load(session), told)
    codes = _codes(session, fresh, placed)
    first: dict[str, int] = {}
    for result, one in zip(fresh, placed, strict=True):
        result.placed, result.outcome, result.reasons = one, one.outcome, one.reasons
        # What was left to a person and is clear by now is new to the register.
        result.is_known = result.is_known and one.outcome is Outcome.NEEDS_PERSON
        if first.setdefault(result.fingerprint, result.number) != result.number:
            result.reasons[Why.DOUBLED] = {"row": first[result.fingerprint]}
        result.candidates = tuple(
            Candidate(codes[candidate], _words(candidate)) for candidate in one.candidates
        )


def _chosen(session: Session, fresh: Sequence[Result], chosen: Choices) -> dict[int, str]:
    """Return what a person said of the rows, with keys in place of what forms carry."""
    place_of = {one.key: place for place, one in enumerate(fresh)}
    named = {code[2:] for code in chosen.rows.values() if code.startswith("e:")}
    ids = _kept_ids(session, named)
    told: dict[int, str] = {}
    for key, code in chosen.rows.items():
        kind, _colon, which = code.partition(":")
        if key not in place_of:
            continue
        if code == NEW:
            told[place_of[key]] = joining.NEW
        elif kind == "e" and which in ids:
            told[place_of[key]] = f"e:{ids[which]}"
        elif kind == "r" and which in place_of:
            told[place_of[key]] = f"r:{place_of[which]}"
    return told


def _kept_ids(session: Session, public_ids: Iterable[str]) -> dict[str, int]:
    """Return the keys of employers, of merged ones those of the cards that were kept."""
    rows = session.execute(
        select(Employer.public_id, Employer.id).where(Employer.public_id.in_(set(public_ids)))
    )
    found: dict[str, int] = {row[0]: row[1] for row in rows}
    while True:
        merged = select(Employer.id, Employer.merged_into_id).where(
            Employer.id.in_(set(found.values())), Employer.merged_into_id.is_not(None)
        )
        into = {row[0]: int(row[1] or 0) for row in session.execute(merged)}
        if not into:
            return found
        found = {public_id: into.get(id_, id_) for public_id, id_ in found.items()}


def _codes(
    session: Session, fresh: Sequence[Result], placed: Sequence[joining.Placed]
) -> dict[PlannedEmployer, str]:
    """Return what forms carry of the candidates: a public id, or the key of the row that makes it."""
    offered = {candidate for one in placed for candidate in one.candidates}
    ids = {one.known.id for one in offered if one.known}
    rows = session.execute(select(Employer.id, Employer.public_id).where(Employer.id.in_(ids)))
    public_ids = {row[0]: row[1] for row in rows}
    return {
        one: f"e:{public_ids[one.known.id]}" if one.known else f"r:{fresh[one.made_by or 0].key}"
        for one in offered
    }


def _words(candidate: PlannedEmployer) -> str:
    where = ", ".join(dict.fromkeys(site.municipality for site in candidate.sites))
    return ", ".join(filter(None, (candidate.name, candidate.business_id, where)))


def _meet(
    session: Session,
    results: Sequence[Result],
    headings: dict[str, Headings],
    terms: MeetingTerms,
) -> None:
    """Work out the meetings of rows that are new or join; the others tell why they give none."""
    rows: list[tuple[Result, MetRow]] = []
    for result in results:
        placed = result.placed
        if result.read is None:
            continue
        if result.outcome is Outcome.UNCHANGED:
            result.meeting = NoMeeting.MADE_BEFORE
        elif placed is None or placed.employer is None:
            result.meeting = NoMeeting.NO_EMPLOYER
        else:
            known, person = placed.employer.known, placed.person
            told = person.known.decides if person and person.known else Decision.UNSURE
            met = MetRow(
                result.read,
                headings[result.sheet],
                result.fingerprint,
                employer_id=known.id if known else UNKNOWN,
                person_id=person.known.id if person and person.known else None,
                decides=told,
            )
            rows.append((result, met))
    planned = meeting_rows.plan(session, terms, [met for _result, met in rows])
    for (result, _met), meeting in zip(rows, planned, strict=True):
        result.meeting = meeting
