"""Profiles to tell employers from: one with everything in it, one with the least.

Answers are given as a form gives them, and kept through the same doors.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from coaching import clock
from coaching.clients.models import ServicePeriod
from coaching.profiles import rounds, talks, versions
from coaching.profiles.models import FormVersion
from coaching.profiles.types import Disclosure, KykyRound, NewRound, NewTalk, Tick
from tests.people import Person

ALL_TICKS = tuple(Tick)

LEAST: dict[str, Any] = {"job_types": ["laundry work"]}
"""What an introduction needs of a profile."""

REQUIRED: dict[str, Any] = {
    "goal": "I want a job where I see the work of my own hands",
    "job_types": ["laundry work", "kitchen work"],
    "hours": "15–20",
    "area": "Kokkola and Kruunupyy",
    "strengths": [
        {"words": "Exact: sees a stain before others do", "tell": True},
        {"words": "Comes in time, every time", "tell": True},
        {"words": "Keeps a home in order", "tell": False},
    ],
    "next_steps": [{"what": "Call the laundry", "who": "Aino"}],
    "client_ok": "yes",
}
"""The required answers of form A, except for the talk about what is told."""

EVERYTHING: dict[str, Any] = {
    **REQUIRED,
    "avoid": "Calls all day long",
    "ready_plan": "no",
    "times": ["morning", "day", "no_shifts"],
    "travel": ["public", "ride"],
    "travel_minutes": 45,
    "start_when": "later",
    "start_on": "2027-01-04",
    "education": [
        {"level": "vocational", "field": "Textile care", "year": 2014},
        {"level": "upper", "field": "General studies", "year": 2016, "unfinished": True},
    ],
    "work_history": [
        {
            "job": "Laundry hand",
            "employer": "Puhdas Pesula Oy",
            "years": "2019–2021",
            "went_well": "Learned the mangle in a week",
            "why_ended": "The laundry moved away",
        },
        {"job": "Kitchen help", "employer": "Café Åström", "years": "summer 2023"},
    ],
    "cards": [
        {"card": "hygiene"},
        {"card": "driving", "which": "B", "valid_to": "2030-05-12"},
        {"card": "other", "which": "Forklift licence"},
    ],
    "languages": [
        {"language": "Finnish", "level": "fluent"},
        {"language": "Swedish", "level": "basic"},
    ],
    "digital": ["phone", "email"],
    "hobbies": "I bake bread for the whole street",
    "support_needs": "A calm start of the day helps me cope",
    "adjust": ["breaks", "written", "one_task"],
    "helps_home": "A neighbour looks in on me twice a week",
    "network": [
        {"employer": "Kauppatorin Kahvila", "relation": "an old classmate", "may_contact": True}
    ],
    "team_view": "The care team sees no hindrance",
    "next_steps": [
        {"what": "Call the laundry", "who": "Aino", "by": "2026-12-01"},
        {"what": "Write down the bus times", "who": "Leila", "done": True},
    ],
    "target_employers": [{"employer": "Uusi Pesula Ky"}],
    "client_ok_on": "2026-11-02",
}
"""An answer to every question of form A."""

TALKED_OF = "My boss may know that I need breaks"

NEVER_TOLD = (
    "Keeps a home in order",
    "Calls all day long",
    "Learned the mangle in a week",
    "The laundry moved away",
    "A calm start of the day",
    "A neighbour looks in",
    "Kauppatorin Kahvila",
    "an old classmate",
    "The care team sees",
    "Call the laundry",
    "bus times",
    "Uusi Pesula",
    TALKED_OF,
    "public transport",
    "needs a ride",
    "disability pension",
    "Abilitator",
    "7/10",
    "3/5",
)
"""Words of EVERYTHING, and of the records around it, that no employer is told whatever is ticked."""


def fill(
    session: Session, person: Person, period: ServicePeriod, answers: dict[str, Any]
) -> FormVersion:
    """Put answers into the newest version of form A, begun when there is none."""
    version = versions.newest(session, period) or versions.begin(session, person.actor, period)
    for section in versions.definition_of(version).sections:
        kept = {one.id: _as_typed(version.answers.get(one.id)) for one in section.asked}
        told = {one.id: answers[one.id] for one in section.asked if one.id in answers}
        if told:
            versions.save_section(
                session,
                person.actor,
                period,
                version,
                section,
                {**kept, **told},
                version.row_version,
            )
    return version


def _as_typed(answer: Any) -> Any:
    """Return a kept answer as it was typed: employers by name only."""
    if not isinstance(answer, list) or not all(isinstance(row, dict) for row in answer):
        return answer
    return [
        {key: cell["name"] if isinstance(cell, dict) else cell for key, cell in row.items()}
        for row in answer
    ]


def talk(
    session: Session,
    person: Person,
    period: ServicePeriod,
    choice: Disclosure = Disclosure.AGREED,
    ticks: tuple[Tick, ...] = ALL_TICKS,
    *,
    on: date | None = None,
    review_on: date | None = None,
    words: str | None = TALKED_OF,
) -> None:
    """Record a talk about what is told, today unless dated."""
    new = NewTalk(on or clock.today(), choice, True, ticks, words, review_on)
    talks.record(session, person.actor, period, new)


def make_ready(session: Session, person: Person, period: ServicePeriod) -> FormVersion:
    """Fill in what is required, talk, and mark the newest version as ready."""
    talk(session, person, period)
    version = fill(session, person, period, REQUIRED)
    versions.mark_ready(session, person.actor, period, version)
    return version


def make_everything(session: Session, person: Person, period: ServicePeriod) -> FormVersion:
    """Fill in everything there is about a client, with figures, income and a talk; mark as ready."""
    period.client.main_income = ("disability_kela",)
    figures = NewRound(
        clock.today() - timedelta(days=40), KykyRound.START, 7, 6, {"mind": "3/5", "body": "4/5"}
    )
    rounds.save(session, person.actor, period, figures)
    talk(session, person, period)
    version = fill(session, person, period, EVERYTHING)
    versions.mark_ready(session, person.actor, period, version)
    return version


def lines_of_document(document: Any) -> list[str]:
    """Return the words of a Word document's body, line by line and cell by cell, top to bottom."""
    found = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            found += [cell.text for row in part.rows for cell in row.cells]
        else:
            found.append(part.text)
    return [line for line in found if line]


def parts_of_document(content: bytes) -> dict[str, str]:
    """Return every part of a Word file as text, by its name in the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
