"""Writing the profiles of the demonstration: talks, figures and form A, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from coaching.clients.models import ServicePeriod
from coaching.demo import answers, portraits
from coaching.demo.portraits import Version
from coaching.demo.replay import CONTACTS, LATER, Replay
from coaching.demo.story import TALK_HOLDS, TALK_SOON_AGAIN, Stay
from coaching.profiles import rounds, talks, versions
from coaching.profiles.models import FormVersion
from coaching.profiles.types import (
    TELLS,
    Disclosure,
    FormState,
    NewRound,
    NewTalk,
    SkipReason,
    Tick,
)


class Files:
    """The profiles as happenings of the replay."""

    def __init__(self, replay: Replay) -> None:
        self.replay, self.session = replay, replay.session
        self.random = Random(f"talks {replay.story.calendar.today.isoformat()}")

    def add(self) -> None:
        """Add everything to what is replayed."""
        story = self.replay.story
        for stay, portrait in zip(
            story.stays, portraits.draw(story.stays, story.calendar.today), strict=True
        ):
            for on, choice in stay.talks:
                self.replay.add(on, CONTACTS, self._talk, stay, self._decided(stay, on, choice))
            for figures in portrait.rounds:
                self.replay.add(figures.on, CONTACTS, self._round, stay, figures)
            for version in portrait.versions:
                self._version(stay, version)

    def _version(self, stay: Stay, version: Version) -> None:
        for on, section, reason in version.skipped:
            self.replay.add(on, LATER, self._skip, stay, on, section, reason)
        for on, section, told in version.saved:
            self.replay.add(on, LATER, self._save, stay, on, section, told)
        for question in version.confirmed:
            self.replay.add(version.begun, LATER, self._confirm, stay, version.begun, question)
        if version.ready is not None:
            self.replay.add(version.ready, LATER, self._ready, stay, version.ready)

    # ---- the talk and the figures

    def _decided(self, stay: Stay, on: date, choice: Disclosure) -> NewTalk:
        random, bank = self.random, answers.SV if stay.person.swedish else answers.FI
        ticks: tuple[Tick, ...] = ()
        if choice is Disclosure.FREELY:
            ticks = tuple(Tick)
        elif choice is Disclosure.AGREED:
            shares = {Tick.NAME: 0.8, Tick.COACH: 0.95, Tick.ARRANGEMENTS: 0.6, Tick.EMPLOYERS: 0.3}
            ticks = tuple(tick for tick, share in shares.items() if random.random() < share)
        again = TALK_HOLDS if choice in TELLS else TALK_SOON_AGAIN
        return NewTalk(
            on=on,
            choice=choice,
            pros_and_cons=True,
            ticks=ticks,
            words=random.choice(bank.talk[choice.value]),
            review_on=None if choice is Disclosure.NOTHING else on + again,
        )

    def _talk(self, stay: Stay, new: NewTalk) -> None:
        talks.record(self.session, self.replay.coach(stay, new.on), self._period(stay), new)

    def _round(self, stay: Stay, new: NewRound) -> None:
        rounds.save(self.session, self.replay.coach(stay, new.on), self._period(stay), new)

    # ---- form A

    def _save(self, stay: Stay, on: date, section_id: str, told: Mapping[str, Any]) -> None:
        actor, period = self.replay.coach(stay, on), self._period(stay)
        version = self._open(stay, on)
        section = versions.definition_of(version).section(section_id)
        versions.save_section(
            self.session, actor, period, version, section, told, version.row_version
        )

    def _skip(self, stay: Stay, on: date, section_id: str, reason: SkipReason) -> None:
        version = self._open(stay, on)
        section = versions.definition_of(version).section(section_id)
        actor = self.replay.coach(stay, on)
        versions.skip(self.session, actor, self._period(stay), version, section, reason)

    def _confirm(self, stay: Stay, on: date, question: str) -> None:
        actor = self.replay.coach(stay, on)
        versions.confirm(self.session, actor, self._period(stay), self._open(stay, on), question)

    def _ready(self, stay: Stay, on: date) -> None:
        actor = self.replay.coach(stay, on)
        versions.mark_ready(self.session, actor, self._period(stay), self._open(stay, on))

    def _open(self, stay: Stay, on: date) -> FormVersion:
        """Return the version that is open, beginning one when there is none."""
        period = self._period(stay)
        newest = versions.newest(self.session, period)
        if newest is not None and newest.state == FormState.OPEN:
            return newest
        return versions.begin(self.session, self.replay.coach(stay, on), period)

    def _period(self, stay: Stay) -> ServicePeriod:
        return self.replay.periods[id(stay)]
