"""What the columns of a team's sheet of employers hold, and the words they are known by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from coaching.sheets import headings as sheet_headings
from coaching.sheets.cells import is_blank
from coaching.sheets.headings import Vocabulary, plain


class Column(StrEnum):
    """What a column of a team's sheet can hold."""

    DATE = "date"
    NAME = "name"
    BUSINESS_ID = "business_id"
    MUNICIPALITY = "municipality"
    SITE = "site"
    INDUSTRY = "industry"
    PERSON = "person"
    ROLE = "role"
    PHONE = "phone"
    EMAIL = "email"
    DECIDES = "decides"
    COACH = "coach"
    MODE = "mode"
    PURPOSE = "purpose"
    RESULT = "result"
    STEP = "step"
    NEXT = "next"
    NOTE = "note"


Headings = sheet_headings.Headings[Column]
"""The headings of a sheet of employers."""

_WORDS: Mapping[Column, tuple[str, ...]] = {
    # The more telling words first: "contact person's phone" is a phone, "next contact" no date.
    Column.BUSINESS_ID: (
        r"(y|fo|ly) ?-? ?(tunnus|nummer|nro|numero)|ytunnus|fonummer",
        r"business ?id|organisationsnummer|vat ?(id|number)?",
    ),
    Column.EMAIL: (r"s(ahko)?-? ?posti(osoite)?|e-? ?post(adress)?|e-? ?mail( address)?",),
    Column.PHONE: (
        r"puh(elin|elimet)?( ?(numero|nro))?|gsm|matkapuhelin|kannykka",
        r"tel(efon|efonnummer)?|mobil(nummer|telefon)?|phone( number)?|mobile",
    ),
    Column.DECIDES: (
        r"paattaa(ko)?( rekrysta| rekrytoinnista| palkkaamisesta)?|paattaja|rekryvastuu",
        r"(beslutar|bestammer)( om (rekrytering|anstallning)(en)?)?|beslutsfattare",
        r"decides( on hiring)?|decision maker|hires",
    ),
    Column.STEP: (
        r"seuraava (askel|toimenpide)|jatkotoim(i|et|enpide|enpiteet)|miten jatketaan",
        r"nasta (steg|atgard)|fortsattning|next (step|action)",
    ),
    Column.NEXT: (
        r"seuraava( kontakti| yhteydenotto| tapaaminen| pvm| paiva)?|seuraavaksi",
        r"nasta( kontakt| mote| datum)?|harnast|next( contact| meeting| date)?|follow-? ?up",
    ),
    Column.MODE: (
        r"(yhteydenotto|kontakti)?tapa|miten( tavattu)?|(kontakt)?satt|hur|mode|how|channel",
    ),
    Column.PURPOSE: (
        r"(tapaamisen |kaynnin )?(tarkoitus|aihe|syy)|(motets )?(syfte|arende)|purpose|reason",
    ),
    Column.COACH: (
        r"(vastuu|tyohon|tyo)?valmentaja(t)?|kuka( kavi)?|kontaktoija",
        r"(ansvarig )?(arbets|job)?-?(tranare|coach)|(job|responsible) coach",
    ),
    Column.RESULT: (r"(lopputu|tu)lo(s|kset)|status|tilanne|resultat|utfall|result|outcome",),
    Column.ROLE: (
        r"asema|rooli|titteli|(tyo)?tehtava(nimike)?|ammatti|roll|befattning|titel|uppgift",
        r"role|position|(job )?title",
    ),
    Column.PERSON: (
        r"(yhteys|kontakti)?henkilo(n nimi)?|kontakti|yhteyshlo|kontakt(person(ens namn)?)?",
        r"contact( person| name)?|person",
    ),
    Column.DATE: (
        r"(kontakti ?)?(pvm|paiva)|paiva(ys|maara)|milloin|(kontakt)?datum|dag|(contact )?date",
    ),
    Column.INDUSTRY: (r"(toimi)?ala|bransch|industry|sector",),
    Column.MUNICIPALITY: (
        r"paikkakunta|kunta|kaupunki|kotipaikka|(postitoimi)?paikka",
        r"(hem)?ort|kommun|stad|town|city|municipality|place",
    ),
    Column.SITE: (
        r"toimipaikka|toimipiste|yksikko|osasto|myymala|verksamhetsstalle|enhet|site|branch|unit",
    ),
    Column.NOTE: (
        r"muistiinpano(t)?|huom(autus|autuksia|ioita|io)?|lisatie(to|toja|dot)|kommentti|kommentit",
        r"selite|muuta|anteckning(ar)?|kommentar(er)?|anmarkning(ar)?|ovrigt",
        r"notes?|comments?|remarks?",
    ),
    Column.NAME: (
        r"yritys|yritykset|yrityksen nimi|tyonantaja(t)?|tyonantajan nimi|organisaatio|firma",
        r"asiakasyritys|toiminimi|foretag(et)?|foretagets? namn|arbetsgivare|arbetsgivarens namn",
        r"employer( name)?|company( name)?|organi[sz]ation|nimi|namn|name",
    ),
}

_OWNER = re.compile(
    r"^(yhteyshenkilon|kontaktihenkilon|henkilon|yrityksen|tyonantajan|kontaktpersonens"
    r"|foretagets|arbetsgivarens|employer|company|contact)s?(?= )"
)
"""Whose the column is said to be; what it holds comes after."""


def _names_employers(guess: Headings) -> bool:
    """Tell whether a row can be headings: employers and something more, or employers alone."""
    if Column.NAME not in guess.columns:
        return False
    alone = plain(guess.texts[guess.columns[Column.NAME]])
    told = [text for text in guess.texts if not is_blank(text)]
    return len(guess.columns) > 1 or (len(told) == 1 and alone not in ("nimi", "namn", "name"))


VOCABULARY = Vocabulary(
    {column: re.compile("|".join(words)) for column, words in _WORDS.items()},
    _OWNER,
    _names_employers,
)
