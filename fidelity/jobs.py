"""Items V8 to V10: how varied jobs and employers are, and how many jobs are open and permanent."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from fidelity.facts import ClientStay, Facts, Job, Settings, Span
from fidelity.held import days_held
from fidelity.results import Beside, InsufficientData, LeftOut, Next, Result, Score, Window
from fidelity.rules import next_of_share, points_of_share
from fidelity.scale import LEAST_POINTS, Item, Scale
from fidelity.windows import DAY, share_a_day, window_start

HELD_AT_ENTRY = "held_at_entry"
PEOPLE_IN_JOB = "people_in_job"
FIXED_TERM = "fixed_term"

KindOf = Callable[[Job], Hashable]


def job_variety(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item V8: how many of the jobs that began are of different kinds.

    Job starts of the last six months, of twelve when there are fewer than ten; competitive or not,
    without the job a client had at entry. Jobs are of one kind when the first four characters of
    their code agree; a job without a code goes by its title, whatever its capitals and spaces. The
    setting `allowed_per_kind` tells how many of a kind count as different.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the exact share, and beside it the share among competitive job starts; or too
        few jobs.

    Source: fidelity scale, V8, cases V8-01 to V8-13; readings 4, 17, 20, 24, 43, 55–57.
    """
    characters = int(scale.rules["V8"]["kind_code_characters"])
    return _variety("V8", facts, on, scale, lambda job: _kind(job, characters), {})


def employer_variety(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item V9: how many of the jobs that began are with different employers.

    Job starts, window and setting as in V8. Employers of one chain are one employer, unless the
    setting `branch_is_employer` says that each branch hires on its own.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the exact share, and beside it the share among competitive job starts; or too
        few jobs.

    Source: fidelity scale, V9, cases V9-01 to V9-11; readings 4, 17, 20, 24, 44, 55–57.
    """
    branches = facts.settings.branch_is_employer
    chains = {
        row.id: folded(row.chain)
        for row in facts.employers
        if row.chain and not row.chain.isspace() and not branches
    }

    def employer(job: Job) -> Hashable:
        chain = chains.get(job.employer)
        return ("employer", job.employer) if chain is None else ("chain", chain)

    return _variety("V9", facts, on, scale, employer, {"branch_is_employer": branches})


def permanent_competitive_jobs(facts: Facts, on: date, scale: Scale) -> Result:
    """Score item V10: how many of the jobs held are competitive and without a programme's end.

    Jobs held on any day of the last six months, without the job a client had at entry. A job is
    held from its start until it ended or the client was closed. Without any job, or with fewer
    people in a job on the day than the setting `min_current_jobs` asks, the item gives one point.

    Args:
        facts: records of one team, any order; what lies after the day is not known.
        on: the day scored, included.
        scale: the definition whose thresholds apply.

    Returns:
        Points with the exact share (none without jobs), and beside it the people in a job now and
        how many of the jobs counted have a wage subsidy or a fixed term.

    Source: fidelity scale, V10, cases V10-01 to V10-12; readings 9, 17, 20, 23, 24, 45, 46, 55, 56.
    """
    item = scale.item("V10")
    first = window_start(on, int(scale.rules["V10"]["months"]))
    stays = {stay.id: stay for stay in facts.clients}
    held, left_out = _held(facts, stays, first, on)
    good = [job for job in held if _is_lasting(job, facts.settings)]
    people = {stays[job.client].who for job in held if is_held(job, stays[job.client], on, on)}
    enough = len(people) >= facts.settings.min_current_jobs
    value = Fraction(len(good), len(held)) if held else None
    points = points_of_share(item, value) if value is not None and enough else LEAST_POINTS
    return Score(
        item="V10",
        scale=scale.version,
        window=Window(first, on),
        points=points,
        value=value,
        numerator=Fraction(len(good)),
        denominator=Fraction(len(held)),
        unit=item.unit,
        counted=_ids(held),
        left_out=left_out,
        next=next_of_share(item, points)
        if enough
        else _next_people(item, facts.settings, len(people), len(good), len(held)),
        shown_beside={
            PEOPLE_IN_JOB: len(people),
            "min_current_jobs": facts.settings.min_current_jobs,
            "subsidised": sum(job.subsidy for job in good),
            "fixed_term": sum(job.contract == FIXED_TERM for job in good),
        },
    )


def folded(text: str) -> str:
    """Return a text as it is compared: composed, without capitals, white space as one (reading 43)."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return " ".join(unicodedata.normalize("NFC", plain).split())


def is_competitive(job: Job, settings: Settings) -> bool:
    """Tell whether a job is one of the open labour market; an unknown answer says no (reading 46).

    A wage subsidy does no harm unless the setting `count_subsidised` is off.
    """
    answers = job.open_to_all is True and job.paid_by_agreement is True and job.set_aside is False
    return answers and (settings.count_subsidised or not job.subsidy)


def was_held_at_entry(job: Job, stay: ClientStay) -> bool:
    """Tell whether a client who came in work already had this job (rule 10, reading 24)."""
    entry = stay.entry_date
    return stay.in_work_at_entry and entry is not None and job.start <= entry


def is_held(job: Job, stay: ClientStay, first: date, last: date) -> bool:
    """Tell whether a job was held on any day from `first` to `last` (readings 9 and 23)."""
    days = days_held(job, stay.closed_on)
    return days is not None and share_a_day(days, Span(first, last + DAY))


def _kind(job: Job, characters: int) -> Hashable:
    code = (job.kind_code or "").strip()
    return ("code", code[:characters]) if code else ("title", folded(job.title))


def _variety(
    item_id: str,
    facts: Facts,
    on: date,
    scale: Scale,
    kind_of: KindOf,
    beside: Mapping[str, Beside],
) -> Result:
    rule, item = scale.rules[item_id], scale.item(item_id)
    window, starts, left_out = _starts(facts, on, int(rule["months"]))
    if len(starts) < int(rule["few_starts"]):
        window, starts, left_out = _starts(facts, on, int(rule["longer_months"]))
    need = int(rule["least_jobs"])
    if len(starts) < need:
        return InsufficientData(
            item_id,
            scale.version,
            window,
            "too_few_jobs",
            Fraction(len(starts)),
            Fraction(need),
            left_out,
        )
    different = _different(starts, kind_of, facts.settings)
    value = Fraction(different, len(starts))
    points = points_of_share(item, value)
    return Score(
        item=item_id,
        scale=scale.version,
        window=window,
        points=points,
        value=value,
        numerator=Fraction(different),
        denominator=Fraction(len(starts)),
        unit=item.unit,
        counted=_ids(starts),
        left_out=left_out,
        next=next_of_share(item, points),
        shown_beside={
            "allowed_per_kind": facts.settings.allowed_per_kind,
            **beside,
            **_among_competitive(starts, kind_of, facts.settings),
        },
    )


def _starts(facts: Facts, on: date, months: int) -> tuple[Window, list[Job], tuple[LeftOut, ...]]:
    first = window_start(on, months)
    stays = {stay.id: stay for stay in facts.clients}
    starts, left_out = [], []
    for job in facts.jobs:
        if not first <= job.start <= on:
            continue
        if was_held_at_entry(job, stays[job.client]):
            left_out.append(LeftOut(job.id, HELD_AT_ENTRY))
        else:
            starts.append(job)
    return Window(first, on), starts, _sorted(left_out)


def _different(jobs: Sequence[Job], kind_of: KindOf, settings: Settings) -> int:
    """Count the jobs of different kinds, at most so many of a kind as the setting allows."""
    counts = Counter(kind_of(job) for job in jobs)
    return sum(min(count, settings.allowed_per_kind) for count in counts.values())


def _among_competitive(
    starts: Sequence[Job], kind_of: KindOf, settings: Settings
) -> dict[str, Beside]:
    """Return the share among the competitive job starts, None without one (reading 4)."""
    chosen = [job for job in starts if is_competitive(job, settings)]
    share = Fraction(_different(chosen, kind_of, settings), len(chosen)) if chosen else None
    return {"competitive_starts": len(chosen), "competitive_share": share}


def _held(
    facts: Facts, stays: Mapping[str, ClientStay], first: date, on: date
) -> tuple[list[Job], tuple[LeftOut, ...]]:
    held, left_out = [], []
    for job in facts.jobs:
        stay = stays[job.client]
        if is_held(job, stay, first, on):
            if was_held_at_entry(job, stay):
                left_out.append(LeftOut(job.id, HELD_AT_ENTRY))
            else:
                held.append(job)
        elif first <= job.start <= on:
            # It began in the window and ended, or its client was closed, before that.
            left_out.append(LeftOut(job.id, "never_held"))
    return held, _sorted(left_out)


def _is_lasting(job: Job, settings: Settings) -> bool:
    return is_competitive(job, settings) and not job.ends_by_programme


def _next_people(item: Item, settings: Settings, people: int, good: int, held: int) -> Next | None:
    """Return how many people in a job would give more, when there are too few (fidelity scale, V10).

    Those who are missing are taken to find permanent competitive jobs, which raise the share too;
    where that leaves the share in the lowest band, as many more as lift it out of there.
    """
    missing = settings.min_current_jobs - people
    lowest = next_of_share(item, LEAST_POINTS)
    if lowest is None or lowest.edge == 1:
        return None
    lifting = ceil((lowest.edge * held - good) / (1 - lowest.edge))
    added = max(missing, lifting)
    points = points_of_share(item, Fraction(good + added, held + added))
    return Next(points, Fraction(people + added), (PEOPLE_IN_JOB,))


def _ids(jobs: Sequence[Job]) -> tuple[str, ...]:
    return tuple(sorted(job.id for job in jobs))


def _sorted(left_out: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(sorted(left_out, key=lambda row: (row.reason, row.id)))
