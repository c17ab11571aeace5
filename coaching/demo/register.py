"""Writing the employers of the demonstration, each on the day somebody first met it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from coaching.demo import words
from coaching.demo.staff import Service, Written
from coaching.demo.telling import Story
from coaching.demo.workplaces import WORKPLACES, Workplace
from coaching.employers import service as employers
from coaching.employers.types import (
    Decision,
    EmployerDetails,
    PersonDetails,
    SiteDetails,
    StaffSize,
)
from coaching.text import fold

_SECOND_SITES = {"Siivouspalvelu Kirkas": "Pietarsaari", "Rakennus Kehä": "Pietarsaari",
                 "Hoivakoti Iltarusko": "Kannus"}  # fmt: skip
_WHY_KEPT_FI = ("Rekrytoi ja sopii työajoista.", "Ottaa vastaan tutustumiskäynnit.")
_WHY_KEPT_SV = ("Rekryterar och avtalar om arbetstider.", "Tar emot besök.")
_SWEDISH_PLACES = ("Pietarsaari", "Kruunupyy")


def first_met(story: Story) -> dict[int, tuple[date, str]]:
    """Return for every workplace the day it was first met and by whom, or when it was found."""
    found: dict[int, tuple[date, str]] = {}
    told = [*story.general, *(one for stay in story.stays for one in stay.contacts)]
    for one in sorted(told, key=lambda one: one.on):
        if one.employer is not None:
            found.setdefault(one.employer, (one.on, one.coach))
    first = story.calendar.started(words.COACHES[0])
    for place in range(len(WORKPLACES)):
        found.setdefault(place, (first + timedelta(days=7 * place), words.COACHES[0]))
    return found


def add_employer(service: Service, place: int, by: str, day: date) -> None:
    """Write one workplace with its people; call on that day."""
    workplace, session, actor = WORKPLACES[place], service.session, service.actors[by]
    owner = service.story.owners[place]
    owner = owner if service.story.calendar.started(owner) <= day else by
    added = employers.add(
        session,
        actor,
        _details(service, workplace, owner),
        SiteDetails(municipality=workplace.municipality),
        _person(workplace, place, 0),
    )
    card = employers.show(session, added.public_id)
    site = card.sites[0]
    codes = [f"p:{site.people[0].public_id}"]
    for number in range(1, len(workplace.people)):
        other = employers.add_person(
            session, actor, site.public_id, _person(workplace, place, number)
        )
        codes.append(f"p:{other.public_id}")
    if workplace.name in _SECOND_SITES:
        elsewhere = SiteDetails(municipality=_SECOND_SITES[workplace.name])
        employers.add_site(session, actor, added.public_id, elsewhere)
    service.employers[place] = Written(added.public_id, codes)


def pass_on(service: Service, place: int, owner: str) -> None:
    """Write that another coach, who has begun by now, is responsible for an employer."""
    _change(service, place, owner, owner=service.users[owner].public_id)


def _change(service: Service, place: int, by: str, **values: Any) -> None:
    card = employers.show(service.session, service.employers[place].public_id)
    details = replace(card.details, **values)
    actor = service.actors[by]
    employers.change(service.session, actor, card.public_id, details, card.row_version)


def _details(service: Service, workplace: Workplace, owner: str) -> EmployerDetails:
    return EmployerDetails(
        name=workplace.name,
        chain=workplace.chain,
        industry=service.industries[workplace.industry],
        size=StaffSize(workplace.size),
        needs=workplace.needs,
        owner=service.users[owner].public_id,
    )


def _person(workplace: Workplace, place: int, number: int) -> PersonDetails:
    name, role, decides = workplace.people[number]
    swedish = workplace.municipality in _SWEDISH_PLACES
    domain = fold(workplace.name).replace(" ", "-")
    return PersonDetails(
        name=name,
        role=role,
        phone=f"06 000 {place:02d}{number:02d}",
        email=f"{fold(name).replace(' ', '.')}@{domain}.example" if place % 3 else "",
        decides=Decision(decides),
        why_kept=(_WHY_KEPT_SV if swedish else _WHY_KEPT_FI)[number % 2],
    )
