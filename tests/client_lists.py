"""Client lists as teams have kept them."""

from __future__ import annotations

from coaching.client_lists import service
from coaching.sheets import workbook
from tests import sheets

HEADINGS = (
    "Asiakasnumero",
    "Nimi",
    "Syntymävuosi",
    "Äidinkieli",
    "Lähettävä taho",
    "Lähetepäivä",
    "Aloituspäivä",
    "Valmentaja",
    "Tilanne",
    "Diagnoosi",
)
"""The last one is no business of ours."""


def row(code, name=None, year=None, **cells):
    """Return a row under HEADINGS; further cells by heading in small plain letters."""
    told = {"asiakasnumero": code, "nimi": name, "syntymävuosi": year, **cells}
    plain = {
        "kieli": "äidinkieli",
        "taho": "lähettävä taho",
        "lahete": "lähetepäivä",
        "aloitus": "aloituspäivä",
    }
    told = {plain.get(key, key): value for key, value in told.items()}
    assert set(told) <= {heading.lower() for heading in HEADINGS}, told
    return [told.get(heading.lower()) for heading in HEADINGS]


def content(*rows):
    """Return a workbook with a title above the headings, as teams have it."""
    return sheets.workbook(Asiakkaat=[["Asiakkaat 2026"], HEADINGS, *rows])


def put(session, person, team, *rows, name="asiakkaat.xlsx"):
    """Let a leader look at a list."""
    file = workbook.read_bytes(content(*rows), name)
    return service.put(session, person.actor, team.id, file)


def make_lists(session, people):
    """Let Dora have brought in a list with a client who waits, and look at another one.

    Returns:
        The public ids of the list that was brought in and of the one that is looked at.
    """
    first = put(session, people.dora, people.kokkola, row("A-1"))
    batch = service.save(session, people.dora.actor, first)
    second = put(session, people.dora, people.kokkola, row("A-1"), row("A-2", valmentaja="S.K."))
    return batch.public_id, second.public_id
