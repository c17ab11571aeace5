"""What an employer's page and the list tell by role and team (model.md, *Who sees what*)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.clients.models import ServicePeriod
from coaching.contacts.models import Contact
from coaching.contacts.types import MeetingPurpose
from tests.employers import make_job, met, people_of, sites_of
from tests.factories import make_client, make_employer

SECRETS = ("Leila Lahti", "Would fit the kitchen")


@pytest.fixture
def cafe(database, people):
    """A café that Aino met for her client, whose job is there, and Cilla of another team too."""
    with database.write() as session:
        cafe = make_employer(session, "Café Åström Ab", person="Maija Esimerkki")
        (site,) = sites_of(session, cafe)
        (maija,) = people_of(session, site)
        stay = make_client(session, people.kokkola, people.aino, name="Leila Lahti")
        about = met(session, people.aino, cafe, site, maija, team=people.kokkola,
                    on=clock.today() - timedelta(days=12), note=SECRETS[1],
                    meeting_purpose=MeetingPurpose.VACANCY)  # fmt: skip
        about.period_id, about.client_present, about.matches_goals = stay.id, True, True
        met(session, people.cilla, cafe, site, maija, team=people.pietarsaari,
            on=clock.today() - timedelta(days=30), meeting_purpose=MeetingPurpose.SERVICE)  # fmt: skip
        make_job(session, stay, cafe, site)
        return cafe.public_id


def meetings(page):
    """Return the rows of the meetings by coach."""
    return {row[1]: row for row in page.table(-1)[1:]}


@pytest.mark.parametrize("who", ["aino", "bengt", "cilla", "dora"])
def test_everybody_sees_in_the_list_by_whom_and_when_the_employer_was_last_met(
    page, people, cafe, who
):
    page.sign_in(getattr(people, who))

    page.get("employers.list_employers")

    assert page.table()[1][2] == "12 days ago, Aino Ahola 2 meetings"
    assert not any(word in page.text for word in SECRETS)


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("bengt", "vacancy", "met"),
        ("dora", "vacancy", "met"),
        ("cilla", "met", "present the service"),
    ],
)
def test_the_own_teams_meetings_tell_what_they_were_for_and_other_teams_that_they_were(
    page, people, cafe, who, own, other
):
    page.sign_in(getattr(people, who))

    page.get("employers.show_employer", employer_id=cafe)

    rows = meetings(page)
    assert rows["Aino Ahola"][2].startswith(own)
    assert rows["Cilla Sandås"][2].startswith(other)
    for coach, told in (("Aino Ahola", own), ("Cilla Sandås", other)):
        if told == "met":
            assert rows[coach][2:] == ["met", "–"], (
                "another team's meeting tells day and coach only"
            )


@pytest.mark.parametrize(("who", "links"), [("aino", 0), ("bengt", 0), ("cilla", 0), ("dora", 1)])
def test_only_the_leader_of_the_team_has_a_link_to_the_client(page, people, cafe, who, links):
    page.sign_in(getattr(people, who))

    page.get("employers.show_employer", employer_id=cafe)

    clients = [to for to in page.links.values() if to.startswith("/clients/")]
    assert len(clients) == links
    if who in ("bengt", "cilla"):
        assert not any(word in page.text for word in SECRETS)


@pytest.mark.parametrize("who", ["aino", "bengt", "cilla", "dora"])
def test_jobs_are_told_as_some_or_none(page, people, database, cafe, who):
    with database.write() as session:
        empty = make_employer(session, "Pesula Ky").public_id
        cancelled = make_employer(session, "Kylmä Oy")
        stay = session.scalar(select(Contact.period_id).where(Contact.period_id.is_not(None)))
        make_job(
            session, session.get_one(ServicePeriod, stay), cancelled, cancelled_on=clock.today()
        )
        cancelled_id = cancelled.public_id
    page.sign_in(getattr(people, who))

    told = [
        page.get("employers.show_employer", employer_id=one).main
        for one in (cafe, empty, cancelled_id)
    ]

    assert ["Jobs some" in one for one in told] == [True, False, False]
    assert ["Jobs none yet" in one for one in told] == [False, True, True]
