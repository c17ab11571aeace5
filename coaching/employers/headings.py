"""Which row of a sheet is its headings, and what each column holds, guessed from the words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coaching.employers.cells import Kept, is_blank
from coaching.employers.workbook import RawRow, RawSheet
from coaching.text import fold


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


LOOKED_AT = 15
"""Rows among which the headings are looked for."""

_LONGEST = 60
"""Characters of a heading; longer texts are titles and instructions."""

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

_PATTERNS = {column: re.compile("|".join(words)) for column, words in _WORDS.items()}

_OWNER = re.compile(
    r"^(yhteyshenkilon|kontaktihenkilon|henkilon|yrityksen|tyonantajan|kontaktpersonens"
    r"|foretagets|arbetsgivarens|employer|company|contact)s?(?= )"
)
"""Whose the column is said to be; what it holds comes after."""

_LEFT_OUT = frozenset(
    {"ei tuoda", "ala tuo", "ei saa tuoda", "importeras inte", "importera inte", "do not import"}
)
"""What a team writes on a sheet that is not to be brought in."""


@dataclass(frozen=True)
class Headings:
    """The headings of a sheet: row number, texts as they came, and the column each thing is in.

    `columns` maps what is understood to the position of its cell; other columns are kept unread.
    """

    row: int
    texts: tuple[Kept, ...]
    columns: Mapping[Column, int] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[str, ...]:
        """The headings of columns that are kept and not understood."""
        read = set(self.columns.values())
        return tuple(
            str(text).strip()
            for place, text in enumerate(self.texts)
            if place not in read and isinstance(text, str) and text.strip()
        )


def find(sheet: RawSheet) -> Headings | None:
    """Return the headings of a sheet: the row that names most columns, the employer among them.

    Returns:
        None when no row among the first ones names the employer.
    """
    guesses = [_guess(row) for row in sheet.rows[:LOOKED_AT]]
    named = [guess for guess in guesses if _names_employers(guess)]
    return max(named, key=lambda guess: len(guess.columns), default=None)


def says_left_out(sheet: RawSheet, headings: Headings | None) -> bool:
    """Tell whether a text above the headings says that the sheet is not to be brought in."""
    above = [row for row in sheet.rows[:LOOKED_AT] if headings is None or row.number < headings.row]
    return any(
        fold(cell).strip(" .!") in _LEFT_OUT
        for row in above
        for cell in row.cells
        if isinstance(cell, str)
    )


def likely_row(sheet: RawSheet) -> Headings | None:
    """Return the row that looks most like headings where none names the employers.

    What its columns hold is for a person to say.
    """
    rows = [row for row in sheet.rows[:LOOKED_AT] if not row.is_blank]
    texts = {row.number: sum(isinstance(cell, str) for cell in row.cells) for row in rows}
    row = max(rows, key=lambda row: (texts[row.number], -row.number), default=None)
    return None if row is None else Headings(row.number, row.cells)


def changed(guess: Headings, columns: Mapping[int, Column]) -> Headings:
    """Return headings whose columns hold what a person says, by the position of each column."""
    return Headings(guess.row, guess.texts, {column: place for place, column in columns.items()})


def are_again(headings: Headings, row: RawRow) -> bool:
    """Tell whether a row repeats the headings, as printed sheets do on every page."""
    same = len(row.cells) == len(headings.texts)
    pairs = zip(row.cells, headings.texts, strict=False)
    return same and all(_plain(cell) == _plain(text) for cell, text in pairs)


def column_of(heading: Kept) -> Column | None:
    """Return what a column with this heading holds, None when the words tell nothing."""
    if not isinstance(heading, str) or len(heading) > _LONGEST:
        return None
    # "Employer / company" says one thing twice.
    found = (_column_of(_plain(part)) for part in (heading, *heading.split("/")))
    return next((column for column in found if column is not None), None)


def _column_of(words: str) -> Column | None:
    bare = re.sub(r" ?\d$", "", words)
    for told in (bare, _OWNER.sub("", bare).strip()):
        for column, pattern in _PATTERNS.items():
            if pattern.fullmatch(told):
                return column
    return None


def _names_employers(guess: Headings) -> bool:
    """Tell whether a row can be headings: employers and something more, or employers alone."""
    if Column.NAME not in guess.columns:
        return False
    alone = _plain(guess.texts[guess.columns[Column.NAME]])
    told = [text for text in guess.texts if not is_blank(text)]
    return len(guess.columns) > 1 or (len(told) == 1 and alone not in ("nimi", "namn", "name"))


def _plain(cell: Kept) -> str:
    """Return a heading's words: folded, without signs, brackets and what stands in them."""
    if not isinstance(cell, str):
        return ""
    bare = re.sub(r"\(.*?\)", " ", fold(cell))
    return " ".join(re.sub(r"[^\w\s-]", " ", bare).replace("_", " ").split())


def _guess(row: RawRow) -> Headings:
    columns: dict[Column, int] = {}
    for place, cell in enumerate(row.cells):
        column = column_of(cell)
        if column is not None:
            columns.setdefault(column, place)
    return Headings(row.number, row.cells, columns)
