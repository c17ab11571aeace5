"""Consents of the demonstration: asked for at intake, renewed, limited and withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from coaching.accounts.types import Actor
from coaching.consents import service as consents
from coaching.consents.models import Consent
from coaching.consents.types import SUGGESTED, ConsentKind, DataGroup, NewConsent
from coaching.contacts.types import With
from coaching.demo import words
from coaching.demo.replay import LATER, RESUMED, Replay
from coaching.demo.story import Stay
from coaching.demo.workdays import on_or_before

_A_YEAR, _BEFORE = timedelta(days=365), timedelta(days=14)
_GROUPS = (DataGroup.WORK, DataGroup.SKILLS, DataGroup.BENEFITS, DataGroup.SUPPORT)

_WORDS = {
    "fi": {
        "agencies": "Kela, työllisyysalue",
        "planning": "Työllistymisen suunnittelu yhdessä",
        "speaking": "Työnantajille puhuminen asiakkaan puolesta",
        "relative": "Läheinen, jonka asiakas nimeää",
        "calls": "Sopiminen tapaamisista, kun asiakasta ei tavoiteta",
        "paper": "Asiakastietojärjestelmä",
        "person": "Palveluohjaaja, puhelimitse arkisin",
        "limits": "Vain yhdessä sovitut työnantajat",
    },
    "sv": {
        "agencies": "FPA, sysselsättningsområdet",
        "planning": "Gemensam planering av vägen till arbete",
        "speaking": "Att tala med arbetsgivare för klienten",
        "relative": "En närstående som klienten nämner",
        "calls": "Att komma överens om möten när klienten inte nås",
        "paper": "Klientdatasystemet",
        "person": "Servicehandledaren, per telefon på vardagar",
        "limits": "Bara arbetsgivare som vi kommit överens om",
    },
}


class Consents:
    """The consents as happenings of the replay."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self._rows: dict[tuple[int, ConsentKind], Consent] = {}

    def add(self) -> None:
        """Add everything to what is replayed."""
        today = self.replay.story.calendar.today
        for number, stay in enumerate(self.replay.story.stays):
            if not stay.coaches and stay.waits_since is None:
                continue
            until = stay.closed[0] if stay.closed else today
            self._agencies(stay, until)
            self._employers(stay, until, limits=number % 17 == 3)
            self._family(stay, until, gone=number % 11 == 5)

    def _agencies(self, stay: Stay, until: date) -> None:
        """Add the agencies' form and its renewals: it is valid for a year at a time."""
        given = stay.decided
        while given <= until:
            self._give_on(given, stay, self._shared(stay, given))
            # Renewed at a meeting some days after the reminder comes.
            given = on_or_before(given + _A_YEAR - _BEFORE + timedelta(days=given.day % 10))

    def _employers(self, stay: Stay, until: date, *, limits: bool) -> None:
        """Add the consent for speaking with employers, limited a while later for some."""
        new = self._named(stay, ConsentKind.EMPLOYER, stay.decided, "speaking")
        self._give_on(stay.decided, stay, new)
        day = on_or_before(stay.decided + timedelta(days=40))
        if limits and day < until:
            limited = replace(new, limited_on=day, limits=_bank(stay)["limits"])
            self.replay.add(day, LATER, self._change, stay, limited, day)

    def _family(self, stay: Stay, until: date, *, gone: bool) -> None:
        """Add the consent for calling a relative where it was needed, or once was and is no more."""
        called = [told.on for told in stay.contacts if told.with_whom is With.FAMILY]
        if called:
            given = max(min(called), stay.decided)
            self._give_on(given, stay, self._named(stay, ConsentKind.FAMILY, given, "calls"))
        day = on_or_before(stay.decided + timedelta(days=60))
        if not called and gone and day < until:
            new = self._named(stay, ConsentKind.FAMILY, stay.decided, "calls")
            self._give_on(stay.decided, stay, new)
            self.replay.add(day, LATER, self._change, stay, replace(new, withdrawn_on=day), day)

    def _shared(self, stay: Stay, given: date) -> NewConsent:
        bank, care = _bank(stay), stay.person.care_team
        team = [] if care is None else [words.CARE_TEAMS[care][0]]
        health = (DataGroup.HEALTH,) if team else ()
        return replace(
            self._named(stay, ConsentKind.MULTI_AGENCY, given, "planning"),
            parties=", ".join([bank["agencies"], *team]),
            data_groups=(*_GROUPS, *health),
            valid_to=given + _A_YEAR,
            contact_person=bank["person"],
        )

    @staticmethod
    def _named(stay: Stay, kind: ConsentKind, given: date, purpose: str) -> NewConsent:
        bank = _bank(stay)
        return NewConsent(
            kind=kind,
            given_on=given,
            with_whom=SUGGESTED[kind],
            parties=bank["relative"] if kind is ConsentKind.FAMILY else None,
            data_groups=(DataGroup.WORK,),
            purpose=bank[purpose],
            paper_at=bank["paper"],
        )

    def _give_on(self, day: date, stay: Stay, new: NewConsent) -> None:
        # Before the contacts of the day, which ask for it.
        self.replay.add(day, RESUMED, self._give, stay, new)

    def _give(self, stay: Stay, new: NewConsent) -> None:
        actor, period = self._actor(stay, new.given_on), self.replay.periods[id(stay)]
        self._rows[id(stay), new.kind] = consents.add(self.replay.session, actor, period, new)

    def _change(self, stay: Stay, new: NewConsent, on: date) -> None:
        row, period = self._rows[id(stay), new.kind], self.replay.periods[id(stay)]
        actor = self._actor(stay, on)
        consents.change(self.replay.session, actor, period, row, new, row.row_version)

    def _actor(self, stay: Stay, on: date) -> Actor:
        """Return who asks: the coach of the day, or who took the client in."""
        return (
            self.replay.coach(stay, on)
            if stay.coach_on(on)
            else self.replay.service.actors[stay.by]
        )


def _bank(stay: Stay) -> dict[str, str]:
    return _WORDS["sv" if stay.person.swedish else "fi"]
