"""What tests of the register share: two cards of one employer, and what hangs on them."""

from __future__ import annotations

from sqlalchemy import select

from coaching import clock
from coaching.contacts.models import Contact
from coaching.contacts.types import With
from coaching.employers import importing, register
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.jobs.models import Job
from coaching.sheets import workbook
from tests.factories import id_of, make_contact, make_employer


def add_site(session, employer, municipality, name=""):
    site = EmployerSite(employer_id=employer.id, **register.site_columns(name, municipality))
    session.add(site)
    session.flush()
    return site


def add_person(session, site, name, **values):
    person = EmployerPerson(site_id=site.id, **register.person_columns(name), **values)
    session.add(person)
    session.flush()
    return person


def sites_of(session, employer):
    rows = session.scalars(
        select(EmployerSite).filter_by(employer_id=employer.id).order_by(EmployerSite.id)
    )
    return rows.all()


def people_of(session, site):
    rows = select(EmployerPerson).filter_by(site_id=site.id).order_by(EmployerPerson.id)
    return session.scalars(rows).all()


def met(session, coach, employer, site=None, person=None, *, team, **values):
    """Log a meeting with an employer, about no client."""
    return make_contact(
        session, None, coach, team_id=id_of(team), with_whom=With.EMPLOYER,
        employer_id=employer.id, site_id=site.id if site else None,
        person_id=person.id if person else None, **values,
    )  # fmt: skip


def make_job(session, stay, employer, site=None, supervisor=None, **values):
    job = Job(
        period_id=stay.id, employer_id=employer.id, site_id=site.id if site else None,
        supervisor_id=supervisor.id if supervisor else None, title="Baker",
        **{"start": clock.today(), **values}, created_at=clock.now(),
        created_by_id=session.scalar(select(Contact.coach_id).limit(1)) or 1,
    )  # fmt: skip
    session.add(job)
    session.flush()
    return job


def twice(session, **values):
    """Make the same café twice: with Siv at both in Kokkola, and with a site in Perho at one."""
    kept = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    other = make_employer(session, "Rantakahvila", person="Siv  HOLM", **values)
    there = add_site(session, other, "Perho")
    add_person(session, there, "Kaj Back", phone="040 123")
    return kept, other


def bring_in(session, content, actor=None, name="register.xlsx"):
    read = importing.read_rows(workbook.read_bytes(content, name))
    found, _batch = importing.accept(session, actor, read, "Contact person")
    return found


def snapshot(session):
    """Return every row that a merge may touch, by table: what an undo must give back."""
    session.flush()
    session.expire_all()
    kept = {
        Employer: ("merged_into_id", "name", "business_id", "chain", "industry", "size", "needs",
                   "owner_id", "no_contact", "no_contact_until"),
        EmployerSite: ("employer_id", "name", "municipality"),
        EmployerPerson: ("site_id", "name", "role", "phone", "email", "decides", "removed_at"),
        Contact: ("employer_id", "site_id", "person_id"),
        Job: ("employer_id", "site_id", "supervisor_id"),
    }  # fmt: skip
    return {
        (table.__name__, row.id): tuple(getattr(row, name) for name in names)
        for table, names in kept.items()
        for row in session.scalars(select(table))
    }
