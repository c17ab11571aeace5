"""What teams write of a meeting on their sheets, understood in three languages or not at all.

A word that is not understood goes into the meeting's note as it stands, never into a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from coaching.contacts.types import MeetingPurpose, Mode, Result
from coaching.text import fold

_Code = TypeVar("_Code", bound=StrEnum)

_MODES: Mapping[Mode, str] = {
    Mode.FACE_TO_FACE: (
        r"kasvokkain|(tyopaikka)?kaynti|tapaaminen|vierailu|paikan paalla|lasna"
        r"|ansikte mot ansikte|pa plats|besok|mote|face[ -]to[ -]face|in person|visit|meeting"
    ),
    Mode.VIDEO: r"video(lla|puhelu|samtal)?|per video|by video|teams|zoom|eta(tapaaminen|palaveri)?",
    Mode.PHONE: (
        r"puh(elin|elimessa|elimella|elu)?|soitto|soitettu|soitin|(per )?telefon|tel|samtal"
        r"|ringt|by phone|phone( call)?|call(ed)?"
    ),
    Mode.MESSAGE: (
        r"(teksti|sahko)?viesti(lla)?|sahkoposti(lla|tse)?|sposti|s-posti|email|e-mail|meili"
        r"|(per )?meddelande|e-?post|mejl|by message|message|sms"
    ),
}
# Whoever speaks for a client says for which one, and an old log names no client of Rinnalla's: such
# words stay words.
_PURPOSES: Mapping[MeetingPurpose, str] = {
    MeetingPurpose.NEEDS: (
        r"(tarpeisiin )?tutustuminen|tarpeet|tarve(kartoitus)?|kartoitus|ensikontakti"
        r"|lara kanna( behoven)?|behov(en)?|bekanta|(get to know )?needs|introduction"
    ),
    MeetingPurpose.SERVICE: (
        r"palvelu(n|sta)? ?(esittely|kertominen)?|esittely|esittelykaynti|presentera tjansten"
        r"|presentation|(present|tell of) the service"
    ),
    MeetingPurpose.VACANCY: (
        r"avoin (tyo)?paikka|rekry(tointi)?|(tyo)?paikkahaku|ledig plats|lediga platser"
        r"|(open )?vacancy|opening"
    ),
    MeetingPurpose.INTERVIEW: (
        r"(tyo)?haastattelu(ssa)?( mukana)?|(med pa )?(anstallnings)?intervju|(at an )?interview"
    ),
    MeetingPurpose.TERMS: (
        r"ehdoista sopiminen|(tyo)?sopimus|sopiminen|komma overens( om villkor)?|villkor|avtal"
        r"|(agree on )?terms|contract"
    ),
    MeetingPurpose.THANKS: (
        r"kiitos( ja seuranta)?|kiittaminen|seuranta|jalkihoito|tack( och uppfoljning)?"
        r"|uppfoljning|thank( and follow up)?|thanks|follow[ -]?up"
    ),
    MeetingPurpose.SUPPORT_AT_WORK: (
        r"tuki tyossa( olevalle)?|tyossa tuki|tukikaynti|stod (till klient )?i arbete(t)?"
        r"|stod pa arbetsplatsen|support (of a client )?at work"
    ),
}
_RESULTS: Mapping[Result, str] = {
    Result.NOTHING_NOW: (
        r"ei (tarvetta |tarpeita )?(just )?(nyt|talla hetkella)|ei tarvetta|inget behov( nu)?"
        r"|inte (just )?nu|nothing now|not now|no need"
    ),
    Result.MAY_COME_BACK: (
        r"(voi|saa) (tulla|palata|ottaa yhteytta) (uudelleen|uudestaan|myohemmin)"
        r"|palataan( myohemmin)?|valkommen tillbaka( senare)?|may come back|come back later"
    ),
    Result.ASKED_DETAILS: (
        r"pyysi (asiakkaan )?(tiedot|cv:n|ansioluettelon)|bad om (klientens )?(uppgifter|cv)"
        r"|asked for (client's )?(details|cv)"
    ),
    Result.INTERVIEW: (
        r"(tyo)?haastattelu( on)?( sovittu)?|(anstallnings)?intervju( overenskommen| bokad)?"
        r"|interview( agreed| booked)?"
    ),
    Result.TRYOUT: (
        r"(tutustuminen( tai tyokokeilu)?|(tyo)?kokeilu|tyokokeilupaikka)( tarjolla| sovittu)?"
        r"|(besok eller )?arbetsprovning( erbjods)?|(visit or )?work try-?out( offered)?"
    ),
    Result.AGREED: (
        r"(tyosta|tyopaikasta) sovittu|palkattu|palkataan|palkkasi|tyollistyi|sai tyopaikan"
        r"|arbete overenskommet|anstalld|anstallde|fick jobb|job agreed|agreed on work|hired"
    ),
    Result.NOT_SUITABLE: r"ei (sovi|sovellu|sopiva)|passar inte|inte lamplig|not suitable",
    Result.DO_NOT_CONTACT: (
        r"ei saa ottaa yhteytta|ei halua yhteydenottoja|vill inte bli kontaktad"
        r"|do not contact( again)?"
    ),
}

_MANY = re.compile(r"\s*(?:[/,;&+]|\bja\b|\boch\b|\band\b)\s*")


def mode(words: str) -> Mode | None:
    """Return how a meeting was held, None when the words tell nothing."""
    return _found(_MODES, words)


def purpose(words: str) -> MeetingPurpose | None:
    """Return what a meeting was for, None when the words tell nothing."""
    return _found(_PURPOSES, words)


def result(words: str) -> Result | None:
    """Return what a meeting led to, None when the words tell nothing."""
    return _found(_RESULTS, words)


def names(words: str) -> list[str]:
    """Return the folded names in a cell: the whole of it, then each of "Siv / Anna"."""
    whole = fold(words)
    return list(dict.fromkeys([whole, *filter(None, _MANY.split(whole))]))


def _found(known: Mapping[_Code, str], words: str) -> _Code | None:
    plain = _plain(words)
    return next((code for code, said in known.items() if re.fullmatch(said, plain)), None)


def _plain(words: str) -> str:
    return fold(words).strip(" .!?()").replace("\u2019", "'")
