"""The words of client lists: what columns are called, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coaching.client_lists.types import Column
from coaching.clients.types import ReferralSource, ServiceLanguage, Status
from coaching.sheets import headings as sheet_headings
from coaching.sheets.headings import Vocabulary
from coaching.text import fold

Headings = sheet_headings.Headings[Column]
"""The headings of a client list."""

_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    # "Asiakas" alone is a code in one list and a name in another: a person says.
    Column.CODE: (
        r"(asiakas)?(koodi|tunnus|tunniste|numero|nro)|(kund|klient)?(kod|nummer|nr)",
        r"code|id|number|client (code|id|number)",
    ),
    Column.FIRST: (r"etunimi|fornamn|first name|given name",),
    Column.LAST: (r"sukunimi|efternamn|last name|surname|family name",),
    Column.NAME: (
        r"(koko ?)?nimi|etu- ja sukunimi|(etunimi ja )?sukunimi (ja )?etunimi|etunimi sukunimi",
        r"namn|for- och efternamn|(full )?name",
    ),
    Column.BIRTH_YEAR: (
        r"synt(yma|ynyt)? ?(vuosi|v|aika|pvm|paiva)?|fodelse(ar|tid|datum)|fodd( ar)?",
        r"(birth year|year of birth|date of birth|born)",
    ),
    Column.LANGUAGE: (r"(asiointi|aidin|palvelu)?kieli|(service|moders)?(sprak|mal)|language",),
    Column.PHONE: (
        r"puh(elin|elimet)?( ?(numero|nro))?|gsm|tel(efon|efonnummer)?|mobil(nummer)?",
        r"phone( number)?|mobile",
    ),
    Column.EMAIL: (r"s(ahko)?-? ?posti(osoite)?|e-? ?post(adress)?|e-? ?mail( address)?",),
    Column.SOURCE: (
        r"(lahettava|ohjaava) taho|lahettaja|ohjaaja|mista( tullut| ohjattu)?|remittent",
        r"(remitterande|hanvisande) (instans|part|enhet)|varifran|(referred|sent) by|source",
        r"referral source",
    ),
    Column.REFERRED: (
        r"lahete ?(pvm|paiva)?|lahetetty|ohjattu ?(pvm)?|ohjaus ?(pvm|paiva)|remiss(datum|dag)?",
        r"remitterad|referral( date)?|referred( on)?",
    ),
    Column.ENTERED: (
        r"(palvelun )?(aloitus|alku|alkamis) ?(pvm|paiva)?|aloittanut|aloitti|alkoi|alkanut",
        r"(ensi|ensimmainen )tapaaminen|start(datum|dag)?|borja(de|t)|forsta (motet|traffen)",
        r"(start|entry)( date)?|first meeting|started( on)?|entered( on)?",
    ),
    Column.IN_WORK: (
        r"(toissa|tyossa)( alussa| aloittaessa| tullessa)?|i arbete( vid start(en)?)?",
        r"in work( at (entry|start))?|employed( at (entry|start))?",
    ),
    Column.COACH: (
        r"(vastuu|tyohon|tyo|oma)?-?valmentaja|kenen( asiakas)?",
        r"(ansvarig )?(arbets|job)?-?(tranare|coach)|(job |responsible )?coach",
    ),
    Column.STATUS: (r"status|tilanne|tila|vaihe|lage|skede|fas|phase|state",),
}

_OWNER = re.compile(r"^(asiakkaan|klientens|kundens|client'?s?|customer'?s?)(?= )")

_MEANINGS: Mapping[Column, Mapping[str, str]] = {
    Column.STATUS: {
        Status.WAITING: r"jono(ssa)?|odotta.*|vantar|i ko|ko|waiting.*|queue",
        Status.CLOSED: r"paattynyt|paattyi|lopettanut|loppunut|avslutad|avslutat|closed|ended",
        Status.PAUSED: r"tauolla|tauko|paus(ad|erad)?|paused|on hold",
        Status.PROFILING: r"alku(vaihe)?|uusi|profil(ointi|ering|ing)|kartoitus|kartlaggning|new",
        Status.SEARCHING: r"(tyon)?haku.*|hakee.*|(jobb)?sok.*|job ?search|searching",
        Status.AGREED: r"(tyo )?sovittu|avtalat|(job )?agreed",
        Status.WORKING: r"(toissa|tyossa),? ilman tukea|i arbete,? utan stod|working,? no support",
        Status.WORKING_SUPPORTED: r"(toissa|tyossa|i arbete|i jobb|working|in work).*|tuettu.*",
        Status.BETWEEN: r"tyo (paattyi|paattynyt).*|arbetet (slut|avslut).*|job ended.*",
        Status.STUDYING: r"opiskel.*|opinno.*|koulutuksessa|stude?r.*|studi.*",
    },
    Column.LANGUAGE: {
        ServiceLanguage.FI: r"fi|suomi|suomen ?kieli(nen)?|finska|finnish",
        ServiceLanguage.SV: r"sv|ruotsi|ruotsin ?kieli(nen)?|svenska|swedish",
        ServiceLanguage.PLAIN_FI: r"selko.*|lattlast.*|easy finnish",
        ServiceLanguage.OTHER: r".+",
    },
    Column.SOURCE: {
        ReferralSource.EMPLOYMENT: r"te-?(toimisto|palvelut).*|tyollisyys.*|sysselsattning.*",
        ReferralSource.SOCIAL: r"(aikuis)?sosiaali.*|vuxensocial.*|social work.*",
        ReferralSource.DISABILITY: r"vammais.*|handikapp.*|funktionshind.*|disability.*",
        ReferralSource.MENTAL: r"(mielenterv|paihde|psyk).*|mental.*|missbruk.*",
        ReferralSource.KELA: r"kela|fpa",
        ReferralSource.SCHOOL: r"(koulu|oppilait|ammattiopisto).*|skola.*|school.*",
        ReferralSource.OTHER: r"ohjaamo.*|navigatorn.*|muu|annan|other",
        ReferralSource.SELF: r"itse|omatoim.*|laheinen|sjalv|self.*",
    },
}

_YES = frozenset(["k", "kylla", "joo", "x", "y", "yes", "ja", "j", "true", "1", "toissa", "on"])
_NO = frozenset(["", "e", "ei", "nej", "n", "no", "false", "0", "-", "ei toissa"])


def _names_clients(guess: Headings) -> bool:
    """Tell whether a row can be headings: clients by code or name, and something more."""
    who = {Column.CODE, Column.NAME, Column.FIRST, Column.LAST} & set(guess.columns)
    return bool(who) and len(guess.columns) > 1


VOCABULARY = Vocabulary(
    {column: re.compile("|".join(words)) for column, words in _HEADINGS.items()},
    _OWNER,
    _names_clients,
)


def meaning(column: Column, words: str) -> str:
    """Return what words of a list are taken to mean: a status, a source, a language; "" unclear."""
    told = fold(words).strip(" .!?")
    for code, pattern in _MEANINGS.get(column, {}).items():
        if re.fullmatch(pattern, told):
            return code
    return ""


def yes_or_no(words: str) -> bool | None:
    """Return whether words say yes; None when they say neither."""
    told = fold(words).strip(" .!?")
    return True if told in _YES else False if told in _NO else None
