"""A small world for walking every address: Aino's clients and everything that hangs on them.

`World.values` gives what fills the address of any rule: the ids of Aino's records, or of the team's.
A new route whose parts are called as those of others is walked without a change here; a part of a
new name gets an id in `World.ids`, under its own name or as "slice:name" or "slice.view:name".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from coaching import clock
from coaching.accounts import lists, organisation, typing
from coaching.accounts.models import Absence, ListOption, Post
from coaching.accounts.types import Actor
from coaching.benefits import service as benefits
from coaching.benefits.types import CheckResult
from coaching.caseload.models import Assignment
from coaching.clients import cards
from coaching.clients.models import ServicePeriod
from coaching.clients.types import Status
from coaching.consents.models import Consent
from coaching.consents.types import ConsentKind
from coaching.contacts.types import Decides, MeetingPurpose, Result, With, monday_of
from coaching.db import Database
from coaching.employers import service as employers
from coaching.employers.models import Employer, EmployerPerson, EmployerSite
from coaching.jobs import changing
from coaching.jobs.types import ChangeKind, NewChange
from coaching.profiles.models import DisclosureTalk, FormVersion, Kykyviisari, SkillsMapping
from coaching.reviews import service as reviews
from coaching.reviews.types import Entry, NewReview, ReviewKind
from coaching.support import deciding
from coaching.support.types import Decision, Wants
from tests import jobs
from tests.benefits import answered, make_job
from tests.client_lists import make_lists
from tests.factories import make_client, make_contact, make_employer
from tests.imports import make_imports
from tests.people import People
from tests.teamwork import make_teamwork

UNKNOWN = "a" * 26
ODD_IDS = ("a" * 26, "1", "0", "-1", "none", "x" * 300, "%00", "'", "..", "\N{GRINNING FACE}")


@dataclass(frozen=True)
class Stay:
    """One client of the world, with the words that nobody may see who does not see the client."""

    id: int
    public_id: str
    name: str
    code: str
    words: tuple[str, ...] = ()

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that tells who the client is or what was written of them."""
        return (self.name, self.code, *self.words)


@dataclass
class World:
    """The records, by what they are for."""

    people: People
    stays: dict[str, Stay] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def leila(self) -> Stay:
        """Aino's client of today."""
        return self.stays["open"]

    def values(self, rule: Any) -> dict[str, str]:
        """Return a value for each part of a rule's address; an unknown id where there is none."""
        slice_, _dot, _view = rule.endpoint.rpartition(".")
        return {
            name: self.ids.get(f"{rule.endpoint}:{name}")
            or self.ids.get(f"{slice_}:{name}")
            or self.ids.get(name)
            or UNKNOWN
            for name in parts(rule)
        }


def parts(rule: Any) -> set[str]:
    """Return the names of the parts of a rule's address that are to be filled in."""
    return set(rule.arguments) - set(rule.defaults or ())


def make_world(database: Database, people: People) -> World:
    """Put the world into a database that holds the cast."""
    world = World(people)
    with database.write() as session:
        organisation.put(session, None, "names_on", True)
        _make_stays(session, world)
        _make_contacts(session, world)
        _make_merge(session, world)
        _make_profile(session, world)
        _make_check(session, world)
        _make_job(session, world)
        _make_consent(session, world)
        _make_support(session, world)
        _make_reviews(session, world)
        world.ids |= make_teamwork(session, people)
        _name_the_rest(session, world)
    return world


def _make_stays(session: Session, world: World) -> None:
    people, ago = world.people, clock.today() - timedelta(days=20)
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        "open": ("Leila Lahti", {"reason_words": "Wants mornings only"}),
        "alike": ("Leila Lahti", {}),
        "paused": ("Pekka Puro", {"status": Status.PAUSED, "status_before_pause": "searching"}),
        "closed": (
            "Kaija Koski",
            {
                "status": Status.CLOSED,
                "closed_on": ago,
                "closed_at": clock.now() - timedelta(days=20),
                "closed_reason": "own_wish",
            },
        ),
        "waiting": ("Onni Ojala", {"waiting_reason": "Asked for Bengt"}),
    }
    for kind, (name, values) in kinds.items():
        coach = None if kind == "waiting" else people.aino
        details = f"{kind}@example.fi"
        row = make_client(
            session,
            people.kokkola,
            coach,
            by=people.aino,
            name=name,
            client_contact_details=details,
            client_likeness=cards.likeness(name, None),
            **values,
        )
        if kind == "closed":
            _end_assignment(session, row, ago)
        written = tuple(str(word) for word in values.values() if str(word)[0].isupper())
        world.stays[kind] = Stay(row.id, row.public_id, name, row.client.code, (details, *written))
        world.ids[kind] = row.public_id
    world.ids |= {
        "period_id": world.ids["open"],
        "other_id": world.ids["alike"],
        "clients.reopen_client:period_id": world.ids["closed"],
        "clients.take_in_again:period_id": world.ids["closed"],
        "clients.resume_client:period_id": world.ids["paused"],
        "caseload.take_from_list:period_id": world.ids["waiting"],
        "caseload.move_on_list:period_id": world.ids["waiting"],
    }


def _end_assignment(session: Session, stay: ServicePeriod, on: Any) -> None:
    session.execute(
        update(Assignment).where(Assignment.period_id == stay.id).values(ended_on=on, place=None)
    )


def _make_contacts(session: Session, world: World) -> None:
    people = world.people
    stay = session.get_one(ServicePeriod, world.leila.id)
    cafe = make_employer(session, "Café Åström Ab", person="Maija Esimerkki")
    site = session.scalars(select(EmployerSite).where(EmployerSite.employer_id == cafe.id)).one()
    person = session.scalars(select(EmployerPerson)).one()
    notes = (
        "Talked about mornings",
        "Spoke for the client",
        "Written in the wrong place",
        "Come back with Leila on Monday",
    )
    met = make_contact(session, stay, people.aino, note=notes[0])
    meeting = make_contact(
        session,
        stay,
        people.aino,
        note=notes[1],
        next_step=notes[3],
        result=Result.INTERVIEW,
        with_whom=With.EMPLOYER,
        employer_id=cafe.id,
        site_id=site.id,
        person_id=person.id,
        decides=Decides.YES,
        meeting_purpose=MeetingPurpose.VACANCY,
    )
    withdrawn = make_contact(
        session,
        stay,
        people.aino,
        note=notes[2],
        withdrawn_at=clock.now(),
        withdrawn_by_id=people.aino.user_id,
        withdrawn_why="Logged twice over",
    )
    _write(world, *notes, "Logged twice over")
    world.ids |= {
        "contact_id": met.public_id,
        "contacts.undo_withdrawal:contact_id": withdrawn.public_id,
        "meetings:contact_id": meeting.public_id,
        "copies:form": "b",
        "copies:record": meeting.public_id,
        "employer_id": cafe.public_id,
        "site_id": site.public_id,
        "employers:person_id": person.public_id,
    }


def _make_merge(session: Session, world: World) -> None:
    """Let the café have taken in another card of itself."""
    twin, third = (make_employer(session, f"Cafe Astrom {n}") for n in (1, 2))
    kept_id, actor = world.ids["employer_id"], world.people.aino.actor
    employers.merge(session, actor, kept_id, twin.public_id, {})
    (done,) = employers.can_be_undone(session, session.get_one(Employer, twin.merged_into_id).id)
    world.ids |= {
        "merge_id": done.public_id,
        "employers.merge_employers:other_id": third.public_id,
    }


def _write(world: World, *words: str) -> None:
    """Take in words that were written of Leila."""
    world.stays["open"] = replace(world.leila, words=(*world.leila.words, *words))


def _make_profile(session: Session, world: World) -> None:
    """Give Leila an open form A, a talk that allows an introduction, and a Kykyviisari round."""
    words = ("Bake bread at night", "Do not tell where I live")
    client = session.get_one(ServicePeriod, world.leila.id).client_id
    made = {"by_id": world.people.aino.user_id, "at": clock.now()}
    session.add(
        FormVersion(
            period_id=world.leila.id,
            form="a",
            definition=1,
            number=1,
            state="open",
            opened_on=clock.today(),
            answers={"goal": words[0], "job_types": ["Baker"]},
            created_by_id=world.people.aino.user_id,
            created_at=clock.now(),
        )
    )
    session.add(
        DisclosureTalk(
            client_id=client,
            on=clock.today(),
            pros_and_cons=True,
            choice="agreed",
            tell_coach=True,
            words=words[1],
            **made,
        )
    )
    figures = Kykyviisari(
        client_id=client, on=clock.today(), round="start", work_ability=7, sections={}, **made
    )
    told = "Rolls dough faster than anybody"
    mapping = SkillsMapping(
        client_id=client, on=clock.today(), tool="Foreammatti", summary=told, **made
    )
    session.add_all([figures, mapping])
    session.flush()
    _write(world, *words, told)
    world.ids |= {
        "section_id": "goal_section",
        "round_id": figures.public_id,
        "mapping_id": mapping.public_id,
    }


def _make_consent(session: Session, world: World) -> None:
    """Let Leila's family be called, but not her employers."""
    words = ("Her sister in Vaasa", "Only about the bus times")
    consent = Consent(
        period_id=world.leila.id,
        kind=ConsentKind.FAMILY,
        with_whom=(With.FAMILY,),
        parties=words[0],
        given_on=clock.today(),
        limited_on=clock.today(),
        limits=words[1],
        by_id=world.people.aino.user_id,
        at=clock.now(),
    )
    session.add(consent)
    session.flush()
    _write(world, *words)
    world.ids["consent_id"] = consent.public_id


def _make_check(session: Session, world: World) -> None:
    """Give Leila a benefits check that waits for an answer."""
    words = "Kela tells how much she may earn"
    with_client = joinedload(ServicePeriod.client)
    period = session.get_one(ServicePeriod, world.leila.id, options=[with_client])
    new = answered(waiting_for=words, result=CheckResult.WAITING)
    made = benefits.record(session, world.people.aino.actor, period, new)
    _write(world, words)
    world.ids["check_id"] = made.public_id


def _make_job(session: Session, world: World) -> None:
    """Give Leila a job that goes on, with a change."""
    words = "Sorts the sheets at a private laundry"
    aino = world.people.aino
    with_client = joinedload(ServicePeriod.client)
    joined = session.get_one(ServicePeriod, world.leila.id, options=[with_client])
    job = jobs.make_job(session, aino, joined, schedule=words)
    new = NewChange(clock.today(), ChangeKind.TASKS, words="Also folds towels")
    change = changing.save(session, aino.actor, joined, job, new)
    _write(world, words, "Also folds towels")
    world.ids |= {
        "job_id": job.public_id,
        "change_id": change.public_id,
        "copies:form": "a",
        "copies:record": "1",
    }


def _make_support(session: Session, world: World) -> None:
    """Give Leila a job that she has not decided on support for, and one with a plan."""
    words, aino = "I stop answering the phone", world.people.aino.actor
    with_client = joinedload(ServicePeriod.client)
    period = session.get_one(ServicePeriod, world.leila.id, options=[with_client])
    undecided = make_job(session, period, clock.today())
    supported = make_job(session, period, clock.today() - timedelta(days=10))
    yes = Decision(clock.today(), Wants.YES, contact_ok=True)
    made = deciding.decide(session, aino, period, supported, yes)
    plan = {"kinds": [{"kind": "coping", "who": "coach"}], "warning": words}
    deciding.save_plan(session, aino, period, supported, plan, made.row_version)
    _write(world, words)
    world.ids |= {
        "support.edit_support:job_id": undecided.public_id,
        "support:job_id": supported.public_id,
    }


def _make_reviews(session: Session, world: World) -> None:
    dora: Actor = world.people.dora.actor
    team = reviews.get_team(session, dora, "kokkola")
    day = clock.today() - timedelta(days=30)
    done = reviews.begin(session, dora, team, NewReview(ReviewKind.SELF, day))
    entries = {item.item: Entry(4, "Evidence kept by the leader") for item in done.items}
    reviews.enter(session, dora, done, entries, done.row_version)
    reviews.finish(session, dora, done, None)
    begun = reviews.begin(session, dora, team, NewReview(ReviewKind.PEER, clock.today()))
    world.ids |= {
        "review_id": begun.public_id,
        "reviews.show_review:review_id": done.public_id,
        "team": "kokkola",
        "shade": "light",
        "item": "V4",
        "size": "wide",
    }


def _name_the_rest(session: Session, world: World) -> None:
    people = world.people
    post = session.scalars(select(Post).where(Post.user_id == people.aino.user_id)).one()
    option = ListOption(
        list="referral_source", code="own", fi="Oma", sv="Egen", en="Own", position=1
    )
    session.add(option)
    absence = Absence(user_id=people.aino.user_id, since=clock.today() + timedelta(days=30))
    session.add(absence)
    session.flush()
    brought, looked_at = make_imports(session, people)
    brought_list, list_looked_at = make_lists(session, people)
    half = {"note": ["Half written"]}
    unsaved = typing.keep(session, people.aino.user_id, UNKNOWN, "/contacts/new", half)
    world.ids |= {
        "typing_id": unsaved.public_id,
        "batch_id": brought,
        "import_id": looked_at,
        "brought_id": brought_list,
        "list_id": list_looked_at,
        "administration:person_id": people.aino.public_id,
        "team_id": people.kokkola.public_id,
        "post_id": post.public_id,
        "absence_id": absence.public_id,
        "monday": (monday_of(clock.today()) - timedelta(days=7)).isoformat(),
        "name": "referral_source",
        "option_id": option.public_id,
        "key": option.public_id,
        "care_team_id": lists.set_care_team(session, None, "Mielenterveystiimi").public_id,
        "guide": "coach",
        "filename": "app.css",
    }
