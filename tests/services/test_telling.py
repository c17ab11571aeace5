"""What an employer may be told: only what the client allows, from the version that is ready."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from coaching import clock
from coaching.accounts.models import User
from coaching.clients.refusals import NotOpen
from coaching.clients.stays import close
from coaching.clients.types import ClosingReason
from coaching.profiles import refusals, telling, versions
from coaching.profiles.types import Disclosure, SkipReason, Tick, WhyNot
from coaching.uselog.types import Action, Basis
from tests.factories import make_assignment, make_client, make_employer
from tests.profiles import (
    ALL_TICKS,
    EVERYTHING,
    LEAST,
    NEVER_TOLD,
    fill,
    make_everything,
    make_ready,
    talk,
)

TODAY = clock.today()
DAY = timedelta(days=1)
COACH = (Tick.COACH,)
TOLD_ALWAYS = {
    "job_types",
    "hours",
    "times",
    "area",
    "start_when",
    "start_on",
    "strengths",
    "education",
    "work_history",
    "cards",
    "languages",
    "digital",
}


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino)


def told(session, person, client):
    return telling.told(session, person.actor, client)


class TestWhyNot:
    @pytest.mark.parametrize(
        ("choice", "ticks", "days", "why"),
        [
            (Disclosure.NOTHING, (), None, WhyNot.NOTHING_TOLD),
            (Disclosure.LATER, (), None, WhyNot.LATER),
            (Disclosure.AGREED, (Tick.NAME,), None, WhyNot.COACH_NOT_TOLD),
            (Disclosure.FREELY, COACH, -1, WhyNot.REVIEW_PASSED),
        ],
    )
    def test_without_the_clients_leave_nothing_is_told(
        self, session, people, client, choice, ticks, days, why
    ):
        fill(session, people.aino, client, EVERYTHING)
        review_on = None if days is None else TODAY + days * DAY
        on = TODAY - 9 * DAY
        talk(session, people.aino, client, choice, ticks, on=on, review_on=review_on)

        with pytest.raises(refusals.NotAllowedToTell) as refusal:
            told(session, people.aino, client)

        assert refusal.value.facts == {"why": why}

    def test_without_a_talk_nothing_is_told(self, session, people, client):
        fill(session, people.aino, client, EVERYTHING)

        with pytest.raises(refusals.NotAllowedToTell) as refusal:
            told(session, people.aino, client)

        assert refusal.value.facts == {"why": WhyNot.NO_TALK}

    def test_the_newest_talk_counts(self, session, people, client):
        fill(session, people.aino, client, LEAST)
        talk(session, people.aino, client, Disclosure.AGREED, on=TODAY - DAY)
        talk(session, people.aino, client, Disclosure.NOTHING)

        with pytest.raises(refusals.NotAllowedToTell):
            told(session, people.aino, client)

    @pytest.mark.parametrize("answers", [None, {"goal": "To bake"}])
    def test_without_kinds_of_work_there_is_nothing_to_tell(self, session, people, client, answers):
        talk(session, people.aino, client)
        if answers is not None:
            fill(session, people.aino, client, answers)

        with pytest.raises(refusals.NothingToTell):
            told(session, people.aino, client)

    def test_of_somebody_who_has_left_the_service_nothing_is_told(self, session, people, client):
        make_ready(session, people.aino, client)
        close(session, people.aino.actor, client, ClosingReason.MOVED, TODAY)

        with pytest.raises(NotOpen):
            told(session, people.aino, client)


class TestWhatIsTold:
    def test_with_everything_filled_and_allowed(self, session, people, client):
        make_everything(session, people.aino, client)

        found = told(session, people.aino, client)

        assert set(found.answers) == TOLD_ALWAYS | {"goal", "hobbies", "adjust"}
        assert set(found.asked_for) == {"goal", "hobbies"}
        assert [row["words"] for row in found.answers["strengths"]] == [
            "Exact: sees a stain before others do",
            "Comes in time, every time",
        ]
        assert found.answers["work_history"][0] == {
            "job": "Laundry hand",
            "employer": "Puhdas Pesula Oy",
            "years": "2019–2021",
        }

    def test_never_what_is_the_clients_own(self, session, people, client):
        make_everything(session, people.aino, client)

        everything = json.dumps(dict(told(session, people.aino, client).answers))

        assert "Laundry hand" in everything
        assert [words for words in NEVER_TOLD if words in everything] == []

    def test_arrangements_and_former_employers_only_when_ticked(self, session, people, client):
        fill(session, people.aino, client, EVERYTHING)
        talk(session, people.aino, client, Disclosure.FREELY, COACH)

        found = told(session, people.aino, client)

        assert "adjust" not in found.answers
        assert [set(row) for row in found.answers["work_history"]] == [{"job", "years"}] * 2

    @pytest.mark.parametrize(
        ("tick", "there"), [(Tick.ARRANGEMENTS, "adjust"), (Tick.EMPLOYERS, "Café Åström")]
    )
    def test_each_tick_allows_its_own_thing(self, session, people, client, tick, there):
        fill(session, people.aino, client, EVERYTHING)
        talk(session, people.aino, client, ticks=(Tick.COACH, tick))

        found = told(session, people.aino, client)

        both = {"adjust": "adjust" in found.answers, "Café Åström": "Café" in str(found.answers)}
        assert both == {name: name == there for name in both}

    def test_a_job_of_which_only_the_employer_is_known_is_no_row_without_the_tick(
        self, session, people, client
    ):
        answers = {**LEAST, "work_history": [{"employer": "Café Åström"}]}
        fill(session, people.aino, client, answers)
        talk(session, people.aino, client, ticks=COACH)

        assert "work_history" not in told(session, people.aino, client).answers

    def test_a_skipped_section_is_not_told_though_its_answers_stay(self, session, people, client):
        version = fill(session, people.aino, client, EVERYTHING)
        talk(session, people.aino, client)
        section = versions.definition_of(version).section("skills")
        versions.skip(
            session, people.aino.actor, client, version, section, SkipReason.DOES_NOT_WISH
        )

        found = told(session, people.aino, client)

        assert version.answers["strengths"]
        assert set(found.answers).isdisjoint({"strengths", "work_history", "cards"})

    def test_narrowed_to_what_is_chosen(self, session, people, client):
        make_everything(session, people.aino, client)

        narrow = telling.only(told(session, people.aino, client), ("job_types", "hours", "income"))

        assert set(narrow.answers) == {"job_types", "hours"}
        assert [question.id for question in narrow.questions] == ["job_types", "hours"]


class TestWhichVersion:
    def test_the_newest_that_is_ready(self, session, people, client):
        make_ready(session, people.aino, client)
        versions.begin(session, people.aino.actor, client)
        fill(session, people.aino, client, {"hours": "37"})

        found = told(session, people.aino, client)

        assert (found.version, found.is_draft) == (1, False)
        assert found.answers["hours"] == "15–20"

    def test_a_draft_when_none_is_ready_and_it_says_so(self, session, people, client):
        fill(session, people.aino, client, LEAST)
        talk(session, people.aino, client)

        found = told(session, people.aino, client)

        assert (found.version, found.is_draft) == (1, True)

    def test_a_strength_that_a_later_draft_no_longer_allows_is_left_out_at_once(
        self, session, people, client
    ):
        make_ready(session, people.aino, client)
        version = versions.begin(session, people.aino.actor, client)
        strengths = [dict(row) for row in version.answers["strengths"]]
        strengths[0]["tell"] = False
        fill(session, people.aino, client, {"strengths": strengths})

        found = told(session, people.aino, client)

        assert found.version == 1
        assert [row["words"] for row in found.answers["strengths"]] == ["Comes in time, every time"]

    @pytest.mark.parametrize("change", ["reworded", "gone"])
    def test_a_strength_reworded_or_taken_away_in_a_draft_is_left_out_until_it_is_ready(
        self, session, people, client, change
    ):
        make_ready(session, people.aino, client)
        version = versions.begin(session, people.aino.actor, client)
        strengths = [dict(row) for row in version.answers["strengths"]]
        if change == "gone":
            del strengths[0]
        else:
            strengths[0] = {"words": strengths[0]["words"] + " now", "tell": False}
        fill(session, people.aino, client, {"strengths": strengths})

        found = told(session, people.aino, client)

        assert [row["words"] for row in found.answers["strengths"]] == ["Comes in time, every time"]


class TestName:
    @pytest.mark.parametrize(
        ("name", "ticks", "known_as"),
        [
            ("Leila Lahti", ALL_TICKS, "Leila Lahti"),
            ("Leila Lahti", COACH, "L. L."),
            ("leila  maria lahti", COACH, "L. M. L."),
            ("Åke", COACH, "Å."),
            ("علي حسن", COACH, "ع. ح."),
            (None, ALL_TICKS, None),
            (None, COACH, None),
        ],
    )
    def test_name_initials_or_a_line_to_write_on(self, session, people, name, ticks, known_as):
        client = make_client(session, people.kokkola, people.aino, name=name)
        fill(session, people.aino, client, LEAST)
        talk(session, people.aino, client, ticks=ticks)

        found = told(session, people.aino, client)

        assert found.known_as == known_as
        assert found.may_name == (Tick.NAME in ticks)


class TestCoach:
    def test_the_clients_coach_is_reached_whoever_makes_it(self, session, people, client):
        user = session.get_one(User, people.aino.user_id)
        user.title, user.phone, user.email = "job coach", "040 123 4567", "aino@example.fi"
        make_ready(session, people.aino, client)

        coach = told(session, people.dora, client).coach

        assert (coach.name, coach.title) == ("Aino Ahola", "job coach")
        assert (coach.phone, coach.email) == ("040 123 4567", "aino@example.fi")

    def test_of_a_client_who_waits_it_is_who_makes_it(self, session, people):
        waiting = make_client(session, people.kokkola, by=people.dora)
        make_ready(session, people.dora, waiting)

        assert told(session, people.dora, waiting).coach.name == "Dora Dahl"

    def test_a_former_coach_is_not_named(self, session, people, client):
        make_assignment(session, client, people.bengt, ended_on=TODAY - DAY)
        make_ready(session, people.aino, client)

        assert told(session, people.aino, client).coach.name == "Aino Ahola"


class TestForWhom:
    def test_an_employer_of_the_register_is_found_by_name(self, session, people):
        employer = make_employer(session, "Pesula Åström Oy")

        assert telling.employer_id(session, " pesula astrom OY ") == employer.public_id

    def test_no_name_is_for_nobody_in_particular(self, session):
        assert telling.employer_id(session, "") is None

    def test_an_employer_that_is_not_there_is_refused_beside_the_field(self, session):
        with pytest.raises(refusals.EmployerNotKnown) as refusal:
            telling.employer_id(session, "Nowhere Ltd")

        assert refusal.value.field == "for_whom"

    def test_the_line_of_a_document_holds_ids_and_codes_only(self, session, people, client):
        make_everything(session, people.aino, client)
        narrow = telling.only(told(session, people.aino, client), ("job_types", "goal"))
        session.info["notes"].clear()

        telling.note_export(
            session, people.aino.actor, client, narrow, template="ours", sha256="ab", for_whom="x1"
        )

        (line,) = session.info["notes"]
        assert (line.action, line.basis) == (Action.EXPORT, Basis.EMPLOYER_PROFILE)
        assert line.period_ids == (client.id,)
        assert line.detail == {
            "fields": ["goal", "job_types"],
            "version": 1,
            "template": "ours",
            "sha256": "ab",
            "for_whom": "x1",
        }
