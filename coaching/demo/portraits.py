"""Profiles of the story: what clients tell in form A, and how their Kykyviisari figures go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from coaching.clients.types import ServiceLanguage, Status
from coaching.contacts.types import Mode, Purpose, With
from coaching.demo import answers, fields
from coaching.demo.answers import Bank
from coaching.demo.story import Stay
from coaching.demo.workplaces import WORKPLACES
from coaching.profiles.types import KykyRound, KykySection, NewRound, SkipReason

_DOMESTIC = ("suomi", "ruotsi", "finska", "svenska")
_AT_WORK = (Status.WORKING_SUPPORTED, Status.WORKING)
_ROUNDS = (
    (KykyRound.START, 4, 0.65),
    (KykyRound.MONTHS_3_4, 100, 0.8),
    (KykyRound.MONTHS_10, 295, 0.85),
)
"""Rounds with the days from the first meeting after which they come, and how many come to each."""


@dataclass
class Version:
    """One version of a client's form A in the story.

    `saved` holds for days what was typed on them by section; `confirmed` are questions that were
    said to be right still on the last of the days. `ready` is None for one that is open.
    """

    saved: list[tuple[date, str, Mapping[str, Any]]] = field(default_factory=list)
    skipped: list[tuple[date, str, SkipReason]] = field(default_factory=list)
    confirmed: tuple[str, ...] = ()
    ready: date | None = None

    @property
    def begun(self) -> date:
        """The day it was begun."""
        return self.saved[0][0]


@dataclass
class Portrait:
    """What is known of one client from the profile work of one stay."""

    versions: list[Version] = field(default_factory=list)
    rounds: list[NewRound] = field(default_factory=list)


def draw(stays: Sequence[Stay], today: date) -> list[Portrait]:
    """Return a portrait for every stay, in the same order."""
    random = Random(f"portraits {today.isoformat()}")
    return [_Sitting(random, stay, today).draw() for stay in stays]


class _Sitting:
    """The profile work of one stay."""

    def __init__(self, random: Random, stay: Stay, today: date) -> None:
        self.random, self.stay, self.today = random, stay, today
        self.person = stay.person
        self.bank: Bank = answers.SV if stay.person.swedish else answers.FI
        self.met = [
            told.on
            for told in stay.contacts
            if told.with_whom is With.CLIENT and told.reached and told.mode is Mode.FACE_TO_FACE
        ]
        self.sessions = list(
            dict.fromkeys(
                told.on
                for told in stay.contacts
                if told.purpose in (Purpose.PROFILE, Purpose.DISCLOSURE_TALK) and told.reached
            )
        )
        self.history = self._past_jobs()
        self.skills = self._skills()

    def draw(self) -> Portrait:
        """Return the portrait."""
        portrait = Portrait(rounds=self._rounds())
        first = self._first(bool(portrait.rounds))
        if first is None:
            return portrait
        portrait.versions.append(first)
        if first.ready is not None:
            for changed in self._changes():
                later = self._after_change(portrait.versions[-1], changed)
                if later is not None and portrait.versions[-1].ready is not None:
                    portrait.versions.append(later)
        return portrait

    # ---- form A

    def _first(self, measured: bool) -> Version | None:
        """Return the first version, filled in over two or three sessions."""
        days = self.sessions[:3]
        if not days or (len(days) == 1 and self.stay is not self.person.stays[0]):
            return None
        version = Version()
        for section, place in (
            ("goal_section", 0), ("conditions", 0), ("skills", 1), ("everyday", 1),
            ("people", 2), ("plan", 2),
        ):  # fmt: skip
            if place >= len(days) and not (place == 2 and len(days) == 2):
                continue
            day = days[min(place, len(days) - 1)]
            if section == "everyday" and measured and self.random.random() < 0.6:
                version.skipped.append((day, section, SkipReason.KYKYVIISARI))
            else:
                version.saved.append((day, section, self._answers(section, day)))
        talked = self.stay.talks[0][0] if self.stay.talks else None
        is_whole = len(days) > 1 and talked is not None
        is_old = bool(days) and (self.today - days[-1]).days > 45
        if is_whole and talked is not None and (self.random.random() < 0.9 or is_old):
            version.ready = self._meeting_from(max(days[-1], talked))
        return version

    def _changes(self) -> list[date]:
        """Return the days on which a job began or ended."""
        days = [day for job in self.stay.jobs for day in (job.began, job.ended)]
        return sorted(day for day in days if day is not None)

    def _after_change(self, last: Version, changed: date) -> Version | None:
        """Return the version after a job began or ended, at a meeting soon after.

        What a job's end brings comes into the version by itself, with form D.
        """
        is_new = (self.today - changed).days < 60
        if is_new and self.random.random() < 0.06:
            return None
        day = self._meeting_from(changed + timedelta(days=self.random.randrange(2, 14)))
        if day is None or last.ready is None or day <= last.ready:
            return None
        version = Version(confirmed=tuple(self.random.sample(("hours", "area", "job_types"), 2)))
        version.saved = [(day, "plan", self._plan(day, at_work=True))]
        is_new = (self.today - day).days < 12
        version.ready = None if is_new and self.random.random() < 0.35 else day
        return version

    def _meeting_from(self, day: date) -> date | None:
        return next((met for met in self.met if met >= day), None)

    def _answers(self, section: str, day: date) -> Mapping[str, Any]:
        by_section = {
            "goal_section": self._goal,
            "conditions": self._conditions,
            "skills": lambda: self.skills,
            "everyday": self._everyday,
            "people": self._people,
        }
        return self._plan(day) if section == "plan" else by_section[section]()

    def _goal(self) -> Mapping[str, Any]:
        return {
            "goal": self.person.goal,
            "job_types": list(self.person.job_types),
            "avoid": self._maybe(self.bank.avoid, 0.6),
            "ready_plan": "yes" if self.random.random() < 0.1 else "no",
        }

    def _conditions(self) -> Mapping[str, Any]:
        hours = self.person.hours
        return {
            "hours": f"{hours - 5}–{hours}" if self.random.random() < 0.3 else str(hours),
            "times": self._some(("morning", "day", "evening", "weekend", "no_shifts"), 1, 3),
            "area": self.person.area,
            "travel": self._some(("public", "foot", "car", "ride"), 1, 2),
            "travel_minutes": self.random.choice((20, 30, 30, 45, 60)),
            "start_when": self.random.choice(("now", "now", "month", "later")),
        }

    def _skills(self) -> Mapping[str, Any]:
        random = self.random
        level, branch, unfinished = random.choice(self.bank.schools)
        school: dict[str, Any] = {
            "level": level,
            "field": branch,
            "year": self.person.birth_year + random.randrange(17, 22),
        }
        if unfinished:
            school["unfinished"] = True
        cards: list[dict[str, Any]] = [
            {"card": card}
            for card in self._some(("hygiene", "safety", "first_aid", "driving"), 0, 2)
        ]
        told = 0.75 if self.stay.talks else 0.5
        return {
            "strengths": [
                {"words": words, "tell": self._may_tell(words, place, told)}
                for place, words in enumerate(self.person.strengths)
            ],
            "education": [school],
            "work_history": list(self.history),
            "cards": cards,
            "languages": [
                {"language": language, "level": level} for language, level in self._languages()
            ],
            "digital": self._some(("phone", "email", "office"), 1, 3),
            "hobbies": self._maybe(self.bank.hobbies, 0.7),
        }

    def _may_tell(self, words: str, place: int, share: float) -> bool:
        """Tell whether employers may hear of a strength; how things are at home is the client's own."""
        return words not in fields.AT_HOME and (place == 0 or self.random.random() < share)

    def _languages(self) -> tuple[tuple[str, str], ...]:
        """Return languages that agree with the strengths and the language of service."""
        if self.person.language is ServiceLanguage.OTHER:
            return self.bank.newcomer
        both = any(self.bank.both in words for words in self.person.strengths)
        fitting = [one for one in self.bank.languages if not both or len(one) > 1]
        return self.random.choice([one for one in fitting if not both or one[1][0] in _DOMESTIC])

    def _everyday(self) -> Mapping[str, Any]:
        return {
            "support_needs": self.random.choice(self.bank.support),
            "adjust": self._some(
                ("pace", "breaks", "quiet", "written", "one_task", "workmate"), 1, 3
            ),
            "helps_home": self._maybe(self.bank.home, 0.5),
        }

    def _people(self) -> Mapping[str, Any]:
        network = []
        if self.random.random() < 0.35:
            known = {
                "employer": self.random.choice(WORKPLACES).name,
                "relation": self.random.choice(self.bank.relations),
            }
            network.append({**known, "may_contact": True} if self.random.random() < 0.5 else known)
        return {"network": network, "team_view": self._maybe(self.bank.team_view, 0.3)}

    def _plan(self, day: date, *, at_work: bool = False) -> Mapping[str, Any]:
        random, bank = self.random, self.bank
        offered = (
            bank.steps_at_work if at_work and self.stay.status_on(day) in _AT_WORK else bank.steps
        )
        who = (bank.own, bank.coach, bank.together)
        steps = [
            {
                "what": what,
                "who": random.choice(who),
                "by": (day + timedelta(days=random.randrange(7, 40))).isoformat(),
            }
            for what in random.sample(offered, random.randrange(1, 4))
        ]
        own = self.person.work.industries
        fitting = [one.name for one in WORKPLACES if one.industry in own]
        return {
            "next_steps": steps,
            "target_employers": [
                {"employer": name} for name in random.sample(fitting, min(3, len(fitting)))
            ],
            "client_ok": "yes",
            "client_ok_on": day.isoformat(),
        }

    def _past_jobs(self) -> list[dict[str, Any]]:
        age = self.today.year - self.person.birth_year
        number = min(2 if age < 25 else 3, self.random.choice((1, 1, 2, 2, 3)))
        found, year = [], self.today.year - self.random.randrange(2, 6)
        for job, where, went_well, ended in self.random.sample(self.bank.past, number):
            began = max(year - self.random.randrange(1, 4), self.person.birth_year + 15)
            years = f"{began}–{year}" if began < year else str(began)
            row = {"job": job, "employer": where, "years": years}
            found.append({**row, "went_well": went_well, "why_ended": ended})
            year = began - 1
        return found

    # ---- Kykyviisari

    def _rounds(self) -> list[NewRound]:
        """Return the rounds the client came to; who leaves one out leaves out those after it."""
        random = self.random
        found: list[NewRound] = []
        ability, functioning = random.randrange(2, 6), random.randrange(3, 7)
        for which, days, share in _ROUNDS:
            entered = self.stay.entered
            day = None if entered is None else self._meeting_from(entered + timedelta(days=days))
            if day is None or random.random() > share or self.stay is not self.person.stays[0]:
                break
            sections = {one.value: f"{random.randrange(2, 5)}/5" for one in KykySection}
            found.append(
                NewRound(day, which, ability, functioning, sections if len(found) < 2 else {})
            )
            ability = min(9, ability + random.choice((0, 1, 1, 2)))
            functioning = min(9, functioning + random.choice((-1, 0, 1, 1, 2)))
        return found

    # ---- dice

    def _maybe(self, offered: Sequence[str], share: float) -> str:
        return self.random.choice(offered) if self.random.random() < share else ""

    def _some(self, offered: Sequence[str], least: int, most: int) -> list[str]:
        chosen = set(self.random.sample(offered, self.random.randint(least, most)))
        return [code for code in offered if code in chosen]
