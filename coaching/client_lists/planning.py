"""What becomes of each row of a client list, worked out against the places; writes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import sealing
from coaching.accounts.models import ListOption
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.caseload.types import Caseload
from coaching.client_lists import vocabulary
from coaching.client_lists.types import (
    OTHER,
    SKIP,
    WAIT,
    WORDED,
    Choices,
    Column,
    Fate,
    ListRow,
    Offered,
    Planned,
    Reasons,
    Why,
    Word,
)
from coaching.clients import cards, intake
from coaching.clients.types import Likely, Status
from coaching.employers import batches
from coaching.employers.import_types import Kind
from coaching.employers.meeting_rows import guess_coaches
from coaching.text import fold

_READS_AS_NAME = re.compile(r"[^\W\d_]{2,}(-[^\W\d_]{2,})?,? [^\W\d_]{2,}.*")
"""Two words of letters: a first and a last name rather than a code."""


def fingerprint(team_id: int, row: ListRow) -> str:
    """Return what knows a client of a team's lists again: the list's code, else name and year."""
    who = f"code:{fold(row.code)}" if row.code else f"name:{fold(row.name)}:{row.birth_year or ''}"
    return sealing.vault().keyed_hash(f"client list:{team_id}:{who}")


@dataclass(frozen=True)
class Meanings:
    """What the words of a list mean: as a person says, else as they are guessed."""

    said: Mapping[str, Mapping[str, str]]
    coaches: Mapping[str, str]
    sources: Mapping[str, str]

    def of(self, column: Column, words: str) -> str:
        """Return a coach's public id or WAIT, a status, a source, a language; "" undecided."""
        told = fold(words)
        said = self.said.get(column.value, {})
        if told in said:
            return said[told]
        if column is Column.COACH:
            return self.coaches.get(told, "") if told else WAIT
        if column is Column.STATUS and not told:
            return Status.PROFILING
        known = self.sources.get(told, "") if column is Column.SOURCE else ""
        return known or vocabulary.meaning(column, words)


def meanings(session: Session, team_id: int, rows: Sequence[ListRow], choices: Choices) -> Meanings:
    """Return what the words of a list mean."""
    coaches = caseload.coaches_of(session, [team_id])
    people = [(one.user_id, one.public_id, one.name, True) for one in coaches]
    told = {row.coach for row in rows if row.coach}
    options = session.scalars(select(ListOption).where(ListOption.list == "referral_source"))
    sources = {fold(words): one.code for one in options for words in (one.fi, one.sv, one.en)}
    return Meanings(choices.meanings, guess_coaches(people, sorted(told)), sources)


def words_of(rows: Sequence[ListRow], told: Meanings) -> list[Word]:
    """Return what stands in the columns of words, most rows first, and what it means.

    Rows without a coach are a word of their own: somebody may coach them all the same.
    """
    found = []
    for column in WORDED:
        counted: Counter[str] = Counter()
        shown: dict[str, str] = {}
        for row in rows:
            words = row.words(column)
            if words or column is Column.COACH:
                shown.setdefault(fold(words), words)
                counted[fold(words)] += 1
        found += [
            Word(column, shown[folded], count, told.of(column, shown[folded]))
            for folded, count in counted.most_common()
        ]
    return found


def plan(
    session: Session,
    actor: Actor,
    team_id: int,
    rows: Sequence[ListRow],
    choices: Choices,
    *,
    names_on: bool,
) -> list[Planned]:
    """Tell what becomes of each row, in the list's order.

    Places go in the order of the list: whoever finds the coach full waits.
    """
    told = meanings(session, team_id, rows, choices)
    brought = batches.brought(
        session, Kind.CLIENTS, team_id, {fingerprint(team_id, row) for row in rows}
    )
    alike = intake.likely(
        session, actor, {hashed for row in rows if (hashed := _likeness(row)) is not None}
    )
    coaches = {one.coach_public_id: one for one in caseload.coaches_with_places(session, [team_id])}
    planning = _Planning(team_id, choices, told, brought, alike, coaches, names_on)
    return [planning.plan(row) for row in rows]


@dataclass
class _Planning:
    """Plans one row after another, with the places that are left."""

    team_id: int
    choices: Choices
    told: Meanings
    brought: set[str]
    alike: Mapping[str, list[Likely]]
    coaches: Mapping[str, Caseload]
    names_on: bool
    seen: dict[str, int] = field(default_factory=dict)
    likeness: set[str] = field(default_factory=set)
    taken: Counter[str] = field(default_factory=Counter)

    def plan(self, row: ListRow) -> Planned:
        """Tell what becomes of the next row."""
        found = Reasons({why: dict(facts) for why, facts in row.findings.items()})
        planned = Planned(row, Fate.SKIPPED, found, fingerprint=fingerprint(self.team_id, row))
        left = self._left_out(planned) or self._unclear(planned)
        return left or self._placed(planned)

    def _left_out(self, one: Planned) -> Planned | None:
        row = one.row
        if not row.shown:
            return _fated(one, Fate.SKIPPED, Why.NOBODY)
        if not self.names_on and _READS_AS_NAME.fullmatch(row.code):
            return _fated(one, Fate.SKIPPED, Why.READS_AS_NAME)
        if one.fingerprint in self.brought:
            return _fated(one, Fate.KNOWN, Why.BROUGHT_BEFORE)
        first = self.seen.setdefault(one.fingerprint, row.number)
        if first != row.number:
            return _fated(one, Fate.SKIPPED, Why.SAME_ROW, row=str(first))
        if self.choices.rows.get(row.key) == SKIP:
            return _fated(self._offering(one), Fate.SKIPPED, Why.LEFT_OUT)
        if self.told.of(Column.STATUS, row.status) == Status.CLOSED:
            return _fated(one, Fate.SKIPPED, Why.ENDED)
        return None

    def _unclear(self, one: Planned) -> Planned | None:
        row, said = one.row, self.choices.rows.get(one.row.key, "")
        status = self.told.of(Column.STATUS, row.status)
        if not status:
            return _fated(one, Fate.ASKS, Why.STATUS_UNKNOWN, words=row.status)
        if status != Status.WAITING and not self.told.of(Column.COACH, row.coach):
            return _fated(one, Fate.ASKS, Why.COACH_UNKNOWN, words=row.coach)
        hashed = _likeness(row)
        again = hashed is not None and hashed in self.likeness
        if hashed is not None:
            self.likeness.add(hashed)
        offering = self._offering(one)
        back = any(said == two.public_id and not two.is_open for two in offering.offered)
        if (offering.offered or again) and said != OTHER and not back:
            return _fated(offering, Fate.ASKS, Why.LOOKS_LIKE)
        return None

    def _placed(self, one: Planned) -> Planned:
        row, said = one.row, self.choices.rows.get(one.row.key, "")
        one = self._offering(one)
        if said and said != SKIP:
            why = Why.SOMEBODY_ELSE if said == OTHER else Why.COMES_BACK
            one = _fated(one, one.fate, why)
        if self.told.of(Column.STATUS, row.status) == Status.WAITING:
            return _fated(one, Fate.WAITS, Why.ON_LIST)
        coach = self.coaches.get(self.told.of(Column.COACH, row.coach))
        if coach is None:
            return _fated(one, Fate.WAITS, Why.NO_COACH)
        if coach.held + self.taken[coach.coach_public_id] >= coach.owned:
            return _fated(one, Fate.WAITS, Why.COACH_FULL, coach=coach.coach_name)
        self.taken[coach.coach_public_id] += 1
        placed = _fated(one, Fate.PLACE, Why.HAS_PLACE, coach=coach.coach_name)
        return replace(placed, coach=coach.coach_public_id)

    def _offering(self, one: Planned) -> Planned:
        known = self.alike.get(_likeness(one.row) or "", [])
        offered = tuple(
            Offered(
                two.client_id,
                two.public_id,
                f"{two.shown} ({two.code})",
                two.status != Status.CLOSED,
            )
            for two in known
        )
        return replace(one, offered=offered)


def _fated(one: Planned, fate: Fate, why: Why, **facts: str) -> Planned:
    return replace(one, fate=fate, reasons=one.because(why, **facts))


def _likeness(row: ListRow) -> str | None:
    return cards.likeness(row.name, row.birth_year)
