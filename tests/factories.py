"""Records with sensible defaults: what a test does not name, it does not depend on.

People are given as one of the cast (`people.aino`), a User row or a user id; teams likewise.
"""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching import clock
from coaching.accounts.models import Post, Team, User, UserGrant
from coaching.accounts.types import FULL_WEEK_MINUTES, Role
from coaching.caseload.models import Assignment, CoachPlace
from coaching.caseload.types import FULL_TIME_PLACES
from coaching.clients.models import Client, PeriodStatus, ServicePeriod
from coaching.clients.types import Decision, Status, WantsWork
from coaching.consents.models import Consent
from coaching.consents.types import OTHERS, ConsentKind
from coaching.contacts.models import Contact
from coaching.contacts.types import Mode, Purpose, With
from coaching.contacts.types import Place as ContactPlace
from coaching.employers import register
from coaching.employers.models import Employer, EmployerPerson, EmployerSite

NO_PASSWORD = "no password fits this"
A_YEAR_AGO = timedelta(days=365)


def id_of(thing: Any) -> int:
    """Return the key of a row, of one of the cast, or the number itself."""
    if isinstance(thing, int):
        return thing
    return int(getattr(thing, "user_id", None) or thing.id)


def make_team(session: Session, name: str = "Kokkola", short: str = "") -> Team:
    """Make a team."""
    return _add(session, Team(name=name, short=short or name.lower()))


def make_user(session: Session, name: str = "Eeva Esko", **values: Any) -> User:
    """Make a person who can be signed in by `page.sign_in`, with grants when given."""
    grants = values.pop("grants", ())
    plain = {
        "user_name": name.split()[0].lower(),
        "language": "en",
        "password_hash": NO_PASSWORD,
        "must_change_password": False,
        "created_at": clock.now(),
    }
    user = _add(session, User(name=name, **{**plain, **values}))
    session.add_all([UserGrant(user_id=user.id, grant=grant) for grant in grants])
    session.flush()
    return user


def make_post(
    session: Session,
    user: Any,
    team: Any,
    *,
    role: Role = Role.COACH,
    fte: str | Decimal = "1",
    since: date | None = None,
    until: date | None = None,
) -> Post:
    """Give a person a post, with the places a coach's post owns."""
    share = Decimal(fte)
    post = Post(
        user_id=id_of(user),
        team_id=id_of(team),
        role=role,
        fte=share,
        weekly_minutes=int(FULL_WEEK_MINUTES * share),
        since=since or clock.today() - 3 * A_YEAR_AGO,
        until=until,
    )
    if role is Role.COACH:
        make_places(session, user, int(FULL_TIME_PLACES * share))
    return _add(session, post)


def make_places(session: Session, coach: Any, number: int) -> None:
    """Let a coach own this many places."""
    owned = select(func.count()).where(CoachPlace.coach_id == id_of(coach))
    first = (session.scalar(owned) or 0) + 1
    session.add_all(
        [CoachPlace(coach_id=id_of(coach), number=place) for place in range(first, number + 1)]
    )
    session.flush()


def make_client(
    session: Session,
    team: Any,
    coach: Any = None,
    *,
    by: Any = None,
    name: str | None = "Leila Lahti",
    status: Status | None = None,
    referred: date | None = None,
    **values: Any,
) -> ServicePeriod:
    """Make a client with a stay in a team, coached when a coach is named, else waiting.

    Returns the stay, since addresses and services speak of it; the person is `stay.client`.
    Further values go to the stay's columns, or with the prefix `client_` to the person's.
    """
    person = {key: values.pop(key) for key in list(values) if key.startswith("client_")}
    known_on = referred or clock.today() - timedelta(days=60)
    stands = status or (Status.WAITING if coach is None else Status.PROFILING)
    client = Client(
        code=f"K-{secrets.token_hex(3).upper()}",
        name=name,
        created_at=clock.now(),
        **{key.removeprefix("client_"): value for key, value in person.items()},
    )
    plain = {
        "known_on": known_on,
        "referral_source": "employment",
        "referral_date": known_on,
        "decision": Decision.WAITING if coach is None else Decision.ACCEPTED,
        "decided_on": known_on,
        "wants_work": WantsWork.YES,
        "in_work_at_entry": False,
        # Made on the day the client was known from, as the intake does; a list brings in later.
        "created_at": datetime.combine(known_on, time(7), UTC),
        "waiting_since": known_on if coach is None else None,
        "entry_date": None if coach is None else known_on,
    }
    author = id_of(by or coach) if by or coach else _anybody(session)
    stay = ServicePeriod(
        client=_add(session, client),
        team_id=id_of(team),
        status=stands,
        created_by_id=author,
        **{**plain, **values},
    )
    _add(session, stay)
    _add(
        session,
        PeriodStatus(
            period_id=stay.id, status=stands, since=known_on, by_id=author, at=clock.now()
        ),
    )
    if coach is not None:
        make_assignment(session, stay, coach, since=known_on)
    return stay


def make_assignment(
    session: Session,
    stay: Any,
    coach: Any,
    *,
    since: date | None = None,
    ended_on: date | None = None,
) -> Assignment:
    """Let a coach coach a client, in the first free place; fails when there is none."""
    held = select(Assignment.place).where(
        Assignment.coach_id == id_of(coach), Assignment.ended_on.is_(None)
    )
    free = select(func.min(CoachPlace.number)).where(
        CoachPlace.coach_id == id_of(coach), CoachPlace.number.not_in(held)
    )
    place = None if ended_on else session.scalar(free)
    return _add(
        session,
        Assignment(
            period_id=id_of(stay),
            coach_id=id_of(coach),
            place=place,
            since=since or clock.today() - timedelta(days=60),
            ended_on=ended_on,
        ),
    )


def make_contact(
    session: Session,
    stay: ServicePeriod | None,
    coach: Any,
    *,
    on: date | None = None,
    **values: Any,
) -> Contact:
    """Make a contact: a meeting with the client at the workplace unless told otherwise."""
    plain = {
        "with_whom": With.CLIENT,
        "mode": Mode.FACE_TO_FACE,
        "place": ContactPlace.COMMUNITY,
        "minutes": 45,
        "purposes": (Purpose.JOB_SEARCH,),
        "created_at": clock.now(),
        "created_by_id": id_of(coach),
        "team_id": None if stay is None else stay.team_id,
    }
    return _add(
        session,
        Contact(
            period_id=None if stay is None else stay.id,
            coach_id=id_of(coach),
            on=on or clock.today() - timedelta(days=1),
            **{**plain, **values},
        ),
    )


def make_consent(session: Session, stay: ServicePeriod, **values: Any) -> Consent:
    """Make a consent of a client, to be in touch with everybody unless told with whom."""
    plain = {
        "kind": ConsentKind.MULTI_AGENCY,
        "with_whom": OTHERS,
        "given_on": stay.known_on - timedelta(days=30),
        "by_id": stay.created_by_id,
        "at": clock.now(),
    }
    return _add(session, Consent(period_id=stay.id, **{**plain, **values}))


def make_employer(session: Session, name: str = "Rantakahvila Oy", **values: Any) -> Employer:
    """Make an employer with one site (`municipality`), and one person there (`person`)."""
    municipality, person = values.pop("municipality", "Kokkola"), values.pop("person", None)
    plain = {**register.employer_columns(name), "created_at": clock.now()}
    employer = _add(session, Employer(**{**plain, **values}))
    site = _add(
        session,
        EmployerSite(
            employer_id=employer.id,
            **register.site_columns("", municipality),
        ),
    )
    if person:
        _add(
            session,
            EmployerPerson(site_id=site.id, **register.person_columns(person)),
        )
    return employer


def _anybody(session: Session) -> int:
    found = session.scalar(select(func.min(User.id)))
    return found or make_user(session, "Intake Ingrid").id


def _add(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
