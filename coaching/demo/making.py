"""Making the demonstration: once for a day, never into a database that something else made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from coaching import clock, migrating
from coaching.accounts import organisation
from coaching.accounts import service as accounts
from coaching.accounts.types import Actor
from coaching.config import Config
from coaching.db import Database
from coaching.demo import (
    assessments,
    checking,
    consenting,
    filing,
    gathering,
    looking,
    marking,
    replay,
    staff,
    supporting,
    telling,
    timekeeping,
    working,
)
from coaching.demo.marking import NotADemo
from coaching.demo.staff import Service
from coaching.opening import prepare_database

__all__ = ["NotADemo", "make"]

Say = Callable[[str], object]


def make(settings: Config, say: Say = print, *, anew: bool = False) -> Database:
    """Open the demonstration, making it when there is none yet.

    One of an earlier day is made anew for today when nobody has written anything into it since;
    what somebody wrote is kept until `anew` asks for a fresh one.

    Args:
        settings: tell where the database and its key are.
        say: is given lines about how far it is, at the end whom one can be.
        anew: throw the demonstration of this place away and make it again.

    Raises:
        NotADemo: another database is there; nothing was touched.
        CannotOpen: its key is missing or another one.
    """
    marking.refuse_others(settings)
    database = prepare_database(settings, first=marking.mark_begun)
    try:
        today, made = clock.today(), marking.read(database)
        if made is not None and (anew or (made.on != today and made.is_untouched)):
            say(f"The demonstration of {made.on} is made anew.")
            migrating.start_over(database, also=marking.mark_begun)
            database.close()
            database, made = prepare_database(settings), None
        if made is None:
            _write(database, today, say)
        elif made.on == today:
            say("The demonstration of today is here already.")
        else:
            say(
                f"The demonstration was made on {made.on}. Somebody has written into it since, "
                "so it is kept as it is. A fresh one: rinnalla demo --anew"
            )
        _say_who(database, say)
    except BaseException:
        database.close()
        raise
    return database


def _write(database: Database, today: date, say: Say) -> None:
    """Write everything in one transaction: who interrupts it leaves nothing half made."""
    say("Making the demonstration, this takes about half a minute.")
    story = telling.tell(today)
    with database.write() as session:
        try:
            service = Service(session, story, clock.now())
            staff.write_organisation(service)
            written = replay.Replay(service)
            consenting.Consents(written).add()
            filing.Files(written).add()
            jobs = working.Jobs(written, written.works)
            jobs.add()
            checking.Checks(jobs).add()
            supporting.Supports(jobs).add()
            looking.Looks(written).add()
            looking.Mappings(written).add()
            timekeeping.Timekeeping(written).add()
            gathering.Gatherings(written).add()
            for planned in assessments.PLANNED:
                day = assessments.day_of(service, planned)
                written.add(day, replay.LATER, assessments.write_review, service, planned)
            for piece, happenings in replay.by_half_year(written.happenings()):
                say(f"  {piece}: {len(happenings)} entries")
                for one in happenings:
                    with service.on(one.on):
                        one.write()
            organisation.put(session, None, "demo", True)
            marking.mark_made(session, today)
        except BaseException:
            # Lines of the use log outlive what is undone; these would speak of nothing.
            session.info["notes"].clear()
            raise


def _say_who(database: Database, say: Say) -> None:
    with database.read() as session:
        people, teams = accounts.demo_people(session), accounts.team_names(session)
    say("Try it as one of these; the sign-in page has a button for each, no password is needed:")
    for _public_id, _user_name, who in people:
        say(f"  {who.name}, {_role(who, teams)}")


def _role(who: Actor, teams: dict[int, str]) -> str:
    role = (
        "coach" if who.is_coach else "team leader" if who.is_leader
        else "manager" if who.is_manager else "administrator"
    )  # fmt: skip
    return ", ".join([role, *(teams[team] for team in sorted(who.teams))])
