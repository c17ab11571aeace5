"""Rows of a sheet as meetings: who met whom on what day, or why a row gives none.

Nothing is made up: a coach whom Rinnalla does not know makes no meeting (the row waits in its
batch), a purpose that is not told stays unsaid, and words that are no code go into the note.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Post, User
from coaching.contacts import bringing_in
from coaching.contacts.bringing_in import OldMeeting
from coaching.contacts.types import NOTE_LIMIT, Decides
from coaching.employers import meeting_words
from coaching.employers.headings import Column, Headings
from coaching.employers.import_types import MeetingTerms, NoMeeting
from coaching.employers.rows import SheetRow
from coaching.employers.types import Decision
from coaching.text import fold, holds_identity_code

UNKNOWN = 0
"""Key of an employer that is not in the register yet."""


@dataclass(frozen=True)
class MetRow:
    """A row whose employer is known, or will be: UNKNOWN until it is written.

    `decides` is what the register or the file says of the person.
    """

    read: SheetRow
    headings: Headings
    fingerprint: str
    employer_id: int = UNKNOWN
    site_id: int | None = None
    person_id: int | None = None
    decides: Decision = Decision.UNSURE


def plan(
    session: Session, terms: MeetingTerms, rows: Sequence[MetRow]
) -> list[OldMeeting | NoMeeting]:
    """Return the meeting of each row, or why it gives none."""
    known = {row.employer_id for row in rows} - {UNKNOWN}
    logged = bringing_in.logged_before(session, terms.team_id, known)
    seen: set[str] = set()
    planned: list[OldMeeting | NoMeeting] = []
    for row in rows:
        found = _meeting(row, terms)
        if isinstance(found, OldMeeting):
            if row.fingerprint in seen:
                found = NoMeeting.SAME_ROW
            elif found.key in logged:
                found = NoMeeting.LOGGED_BEFORE
            seen.add(row.fingerprint)
        planned.append(found)
    return planned


def placed(
    meeting: OldMeeting, employer_id: int, site_id: int | None, person_id: int | None
) -> OldMeeting:
    """Return a meeting with the keys that its employer got."""
    return replace(meeting, employer_id=employer_id, site_id=site_id, person_id=person_id)


def coaches_of(session: Session, team_id: int) -> list[tuple[int, str, str, bool]]:
    """Return key, public id, name and whether still there, of all who ever worked in a team."""
    rows = session.execute(
        select(User.id, User.public_id, User.name, User.closed_on)
        .where(User.id.in_(select(Post.user_id).where(Post.team_id == team_id)))
        .order_by(User.name, User.id)
    )
    return [(row[0], row[1], row[2], row[3] is None) for row in rows]


def guess_coaches(
    people: Iterable[tuple[int, str, str, bool]], words: Collection[str]
) -> dict[str, str]:
    """Return whom names on a sheet mean, by what stands there folded; only where one person fits.

    A whole name is understood, a first name and a last name that one person of the team has; of
    several names in a cell the first that is known.
    """
    by_name: dict[str, set[str]] = {}
    for _id, public_id, name, _stays in people:
        whole = fold(name)
        for part in {whole, *whole.split()}:
            by_name.setdefault(part, set()).add(public_id)
    found = {}
    for told in words:
        fitting = [by_name[name] for name in meeting_words.names(told) if name in by_name]
        if fitting and len(fitting[0]) == 1:
            found[fold(told)] = next(iter(fitting[0]))
    return found


def _meeting(row: MetRow, terms: MeetingTerms) -> OldMeeting | NoMeeting:
    read = row.read
    coach_id = terms.coaches.get(fold(read.coach))
    if read.on is None:
        return NoMeeting.NO_DAY
    if read.on > clock.today():
        return NoMeeting.DAY_AHEAD
    if coach_id is None:
        return NoMeeting.COACH_UNKNOWN
    mode = meeting_words.mode(read.mode)
    purpose, result = meeting_words.purpose(read.purpose), meeting_words.result(read.result)
    # A step whose day had passed before the sheet came in is history: it stays in the note.
    ahead = read.next_on is not None and read.next_on >= clock.today()
    passed = "" if ahead or read.next_on is None else _written(read.next_on)
    unread = {
        Column.MODE: "" if mode else read.mode,
        Column.PURPOSE: "" if purpose else read.purpose,
        Column.RESULT: "" if result else read.result,
        Column.NEXT: passed,
    }
    note = _note(read.note, unread, row.headings)
    if max(len(note), len(read.step)) > NOTE_LIMIT:
        return NoMeeting.NOTE_TOO_LONG
    if holds_identity_code(f"{note}\n{read.step}"):
        return NoMeeting.IDENTITY_CODE
    told = read.decides if read.decides is not Decision.UNSURE else row.decides
    return OldMeeting(
        on=read.on,
        coach_id=coach_id,
        employer_id=row.employer_id,
        site_id=row.site_id,
        person_id=row.person_id,
        mode=mode or terms.mode,
        decides=Decides(told.value),
        purpose=purpose,
        result=result,
        note=note,
        next_step=read.step,
        next_on=read.next_on if ahead else None,
    )


def _written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _note(note: str, unread: Mapping[Column, str], headings: Headings) -> str:
    """Return the note with the words that are no code, each under its own heading."""
    lines = [note]
    for column, words in unread.items():
        if words:
            lines.append(f"{str(headings.texts[headings.columns[column]]).strip()}: {words}")
    return "\n".join(filter(None, lines))
