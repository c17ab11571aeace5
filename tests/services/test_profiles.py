"""Form A of one stay: begun, saved with anything missing, skipped, ready, reopened; who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.accounts.models import ValueChange
from coaching.clients import doors
from coaching.clients import service as clients
from coaching.clients.refusals import NotOpen
from coaching.clients.stays import close
from coaching.clients.types import ClosingReason
from coaching.contacts.types import Purpose
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles import refusals, shown, versions
from coaching.profiles import service as profiles
from coaching.profiles.types import Disclosure, SkipReason, Strength
from coaching.uselog.types import Action, Basis
from tests.factories import make_assignment, make_client, make_contact, make_employer
from tests.profiles import EVERYTHING, LEAST, REQUIRED, fill, make_everything, make_ready, talk

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino)


@pytest.fixture
def draft(session, people, client):
    return versions.begin(session, people.aino.actor, client)


def save(session, person, client, version, section_id, told, shown_version=None):
    section = versions.definition_of(version).section(section_id)
    page = version.row_version if shown_version is None else shown_version
    versions.save_section(session, person.actor, client, version, section, told, page)


def skip(session, person, client, version, section_id, reason):
    section = versions.definition_of(version).section(section_id)
    versions.skip(session, person.actor, client, version, section, reason)


def missing(session, client, version):
    return {question.id for question in versions.missing(session, client, version)}


def lines(session):
    return [
        (note.action, note.basis, note.period_ids, note.detail) for note in session.info["notes"]
    ]


class TestBeginning:
    def test_the_first_version_is_open_and_empty(self, session, people, client):
        version = versions.begin(session, people.aino.actor, client)

        assert (version.number, version.state, version.answers) == (1, "open", {})
        assert version.opened_on == TODAY

    def test_a_second_one_waits_until_the_first_is_ready(self, session, people, client, draft):
        with pytest.raises(refusals.VersionOpen):
            versions.begin(session, people.aino.actor, client)

        assert versions.all_of(session, client) == [draft]

    def test_a_closed_stay_gets_none(self, session, people, client):
        close(session, people.aino.actor, client, ClosingReason.MOVED, TODAY)

        with pytest.raises(NotOpen):
            versions.begin(session, people.aino.actor, client)

    def test_a_number_that_is_not_there_is_not_found(self, session, client, draft):
        assert versions.get(session, client, 1) is draft
        with pytest.raises(NotThere):
            versions.get(session, client, 2)


class TestSaving:
    def test_a_section_is_saved_with_anything_missing(self, session, people, client, draft):
        save(session, people.aino, client, draft, "goal_section", {"goal": "To bake"})

        assert draft.answers == {"goal": "To bake"}
        assert missing(session, client, draft) == {*REQUIRED, "disclosure"} - {"goal"}

    def test_only_the_questions_of_the_section_are_taken(self, session, people, client, draft):
        told = {"goal": "To bake", "hours": "20", "forged": "x"}

        save(session, people.aino, client, draft, "goal_section", told)

        assert draft.answers == {"goal": "To bake"}

    def test_what_is_emptied_is_gone_and_its_history_stays(self, session, people, client, draft):
        save(session, people.aino, client, draft, "goal_section", {"goal": "To bake"})
        save(session, people.aino, client, draft, "goal_section", {"goal": "", "job_types": []})

        assert draft.answers == {}
        rows = session.scalars(select(ValueChange).where(ValueChange.field == "goal")).all()
        assert [row.value for row in rows] == ["To bake", None]

    def test_each_change_is_kept_as_typed_by_whom(self, session, people, client, draft):
        save(session, people.aino, client, draft, "conditions", {"hours": "20"})

        (origin,) = history.newest(session, "form_version", draft.public_id).values()
        assert (origin.field, origin.value, origin.source) == ("hours", "20", "typed")
        assert (origin.by_name, origin.confirmed) == ("Aino Ahola", False)

    def test_what_stayed_the_same_leaves_no_history(self, session, people, client, draft):
        save(session, people.aino, client, draft, "conditions", {"hours": "20"})
        before = draft.row_version

        save(session, people.aino, client, draft, "conditions", {"hours": "20", "times": []})

        assert draft.row_version == before
        assert len(history.newest(session, "form_version", draft.public_id)) == 1

    def test_employers_are_found_in_the_register_by_name(self, session, people, client, draft):
        known = make_employer(session, "Pesula Åström Oy")
        told = {"target_employers": [{"employer": "pesula astrom oy"}, {"employer": "Uusi Ky"}]}

        save(session, people.aino, client, draft, "plan", told)

        assert draft.answers["target_employers"] == [
            {"employer": {"name": "Pesula Åström Oy", "id": known.public_id}},
            {"employer": {"name": "Uusi Ky", "id": ""}},
        ]

    def test_the_second_of_two_editors_is_told_who_was_quicker(
        self, session, people, client, draft
    ):
        page_of_dora = draft.row_version
        save(session, people.aino, client, draft, "conditions", {"hours": "20"})

        with pytest.raises(ChangedMeanwhile) as refusal:
            save(session, people.dora, client, draft, "goal_section", {"goal": "X"}, page_of_dora)

        assert refusal.value.facts["user"] == "Aino Ahola"
        assert draft.answers == {"hours": "20"}

    def test_answers_are_sealed(self, session, people, client, draft):
        save(session, people.aino, client, draft, "goal_section", {"goal": "To bake bread"})

        assert b"bake" not in draft.answers_sealed
        (row,) = session.scalars(select(ValueChange.value_sealed))
        assert b"bake" not in row

    def test_leaves_a_line_with_field_ids_and_no_words(self, session, people, client, draft):
        session.info["notes"].clear()

        save(session, people.aino, client, draft, "goal_section", {"goal": "To bake bread"})

        assert lines(session) == [
            (Action.CHANGE, Basis.PROFILE, (client.id,), {"fields": ["goal"]})
        ]


class TestSkipping:
    def test_a_skipped_section_asks_for_nothing_and_keeps_its_answers(
        self, session, people, client, draft
    ):
        save(session, people.aino, client, draft, "conditions", {"hours": "20"})

        skip(session, people.aino, client, draft, "conditions", SkipReason.KYKYVIISARI)

        assert draft.answers == {"hours": "20", "skip_conditions": "kykyviisari"}
        assert "area" not in missing(session, client, draft)

    def test_filled_in_after_all_it_asks_again(self, session, people, client, draft):
        skip(session, people.aino, client, draft, "conditions", SkipReason.LATER)

        skip(session, people.aino, client, draft, "conditions", None)

        assert draft.answers == {}
        assert "area" in missing(session, client, draft)

    def test_answering_a_skipped_section_ends_the_skipping(self, session, people, client, draft):
        skip(session, people.aino, client, draft, "conditions", SkipReason.LATER)

        save(session, people.aino, client, draft, "conditions", {"hours": "20"})

        assert draft.answers == {"hours": "20"}

    @pytest.mark.parametrize("section", ["goal_section", "plan"])
    def test_goal_and_plan_are_always_asked(self, session, people, client, draft, section):
        with pytest.raises(refusals.SectionAlwaysAsked):
            skip(session, people.aino, client, draft, section, SkipReason.LATER)

    def test_all_that_can_be_skipped_leaves_four_questions(self, session, people, client, draft):
        for section in versions.definition_of(draft).sections:
            if section.skippable:
                skip(session, people.aino, client, draft, section.id, SkipReason.READY_PLAN)

        assert missing(session, client, draft) == {"goal", "job_types", "next_steps", "client_ok"}


class TestReady:
    def test_says_how_much_is_missing(self, session, people, client, draft):
        fill(session, people.aino, client, LEAST)

        with pytest.raises(refusals.NotReadyYet) as refusal:
            versions.mark_ready(session, people.aino.actor, client, draft)

        assert refusal.value.facts == {"count": 7}
        assert draft.state == "open"

    def test_two_strengths_are_too_few(self, session, people, client, draft):
        strengths = [{"words": "Exact", "tell": True}, {"words": "In time", "tell": True}]

        fill(session, people.aino, client, {**REQUIRED, "strengths": strengths})

        assert missing(session, client, draft) == {"strengths", "disclosure"}

    def test_a_talk_is_asked_for_and_is_enough_whatever_was_decided(
        self, session, people, client, draft
    ):
        fill(session, people.aino, client, REQUIRED)
        assert missing(session, client, draft) == {"disclosure"}

        talk(session, people.aino, client, Disclosure.NOTHING)

        versions.mark_ready(session, people.aino.actor, client, draft)
        assert (draft.state, draft.ready_on) == ("ready", TODAY)

    def test_freezes_a_copy_of_everything_that_was_shown(self, session, people, client):
        make_contact(session, client, people.aino, purposes=(Purpose.PROFILE, Purpose.BENEFITS))

        version = make_everything(session, people.aino, client)

        assert set(version.frozen["answers"]) == set(EVERYTHING)
        assert version.frozen["sessions"] == 1
        frozen = version.frozen["shown"]
        assert frozen["kyky"]["work_ability"] == 7
        assert frozen["income"] == ["disability_kela"]
        assert frozen["benefits"] == {"check": None, "talked_on": (TODAY - DAY).isoformat()}
        assert frozen["disclosure"]["choice"] == "agreed"

    def test_a_later_talk_does_not_change_the_copy(self, session, people, client):
        version = make_ready(session, people.aino, client)

        talk(session, people.aino, client, Disclosure.NOTHING)

        assert version.frozen["shown"]["disclosure"]["choice"] == "agreed"
        assert shown.now(session, client)["disclosure"]["choice"] == "nothing"

    def test_a_ready_version_takes_no_change(self, session, people, client):
        version = make_ready(session, people.aino, client)
        person = people.aino

        for change in (
            lambda: save(session, person, client, version, "goal_section", {"goal": "X"}),
            lambda: skip(session, person, client, version, "people", SkipReason.LATER),
            lambda: versions.confirm(session, person.actor, client, version, "goal"),
            lambda: versions.mark_ready(session, person.actor, client, version),
        ):
            with pytest.raises(refusals.VersionReady):
                change()

        assert version.answers["goal"] == REQUIRED["goal"]

    def test_reopened_it_is_a_draft_again_whose_day_of_ready_is_known(
        self, session, people, client
    ):
        version = make_ready(session, people.aino, client)

        versions.reopen(session, people.aino.actor, client, version)
        save(session, people.aino, client, version, "goal_section", {**LEAST, "goal": "New"})

        assert (version.state, version.ready_on) == ("open", TODAY)
        assert version.frozen["answers"]["goal"] == REQUIRED["goal"]
        versions.mark_ready(session, people.aino.actor, client, version)
        assert version.frozen["answers"]["goal"] == "New"

    def test_a_draft_is_not_reopened(self, session, people, client, draft):
        with pytest.raises(refusals.VersionOpen):
            versions.reopen(session, people.aino.actor, client, draft)

    def test_a_closed_stay_keeps_its_form_as_it_is(self, session, people, client):
        version = make_ready(session, people.aino, client)
        close(session, people.aino.actor, client, ClosingReason.MOVED, TODAY)

        for change in (
            lambda: versions.reopen(session, people.aino.actor, client, version),
            lambda: save(session, people.aino, client, version, "goal_section", {"goal": "X"}),
        ):
            with pytest.raises(NotOpen):
                change()


class TestShown:
    def test_counts_the_meetings_about_the_profile_in_which_somebody_was_reached(
        self, session, people, client
    ):
        make_contact(session, client, people.aino, purposes=(Purpose.PROFILE,))
        make_contact(session, client, people.aino, purposes=(Purpose.BENEFITS, Purpose.PROFILE))
        make_contact(session, client, people.aino, purposes=(Purpose.PROFILE,), reached=False)
        make_contact(session, client, people.aino, purposes=(Purpose.JOB_SEARCH,))
        make_contact(
            session,
            client,
            people.aino,
            purposes=(Purpose.PROFILE,),
            withdrawn_at=clock.now(),
            withdrawn_by_id=people.aino.user_id,
        )

        assert shown.sessions(session, client) == 2

    def test_before_anything_is_recorded_there_is_nothing(self, session, client):
        assert shown.now(session, client) == {
            "kyky": None,
            "disclosure": None,
            "income": None,
            "benefits": None,
        }


class TestSummary:
    def test_before_the_profile_there_is_nothing(self, session, client):
        found = profiles.summary(session, client)

        assert (found.goal, found.strengths, found.form, found.rounds) == (None, (), None, ())

    def test_tells_goal_strengths_and_how_far_the_form_is(self, session, people, client):
        fill(session, people.aino, client, {key: REQUIRED[key] for key in ("goal", "strengths")})

        found = profiles.summary(session, client)

        assert found.goal == REQUIRED["goal"]
        assert found.strengths[2] == Strength("Keeps a home in order", may_tell=False)
        assert (found.form.number, found.form.answered, found.form.asked) == (1, 2, 8)

    def test_a_ready_form_is_whole_and_a_skipped_section_asks_for_less(
        self, session, people, client
    ):
        version = make_ready(session, people.aino, client)
        assert profiles.summary(session, client).form.answered == 8

        versions.reopen(session, people.aino.actor, client, version)
        skip(session, people.aino, client, version, "conditions", SkipReason.LATER)

        found = profiles.summary(session, client).form
        assert (found.answered, found.asked) == (6, 6)

    def test_the_goal_is_dated_by_the_version_in_which_it_was_first_said(
        self, session, people, client
    ):
        first = make_ready(session, people.aino, client)
        first.ready_on = TODAY - 50 * DAY
        versions.begin(session, people.aino.actor, client)

        found = profiles.summary(session, client)

        assert (found.goal_version, found.goal_on) == (1, TODAY - 50 * DAY)
        assert found.form.number == 2


class TestWhoMay:
    def opened(self, session, person, client):
        return clients.take_charge(session, person.actor, client.public_id, Basis.PROFILE)

    def test_the_coach_and_the_leader(self, session, people, client):
        for person in (people.aino, people.dora):
            assert self.opened(session, person, client) is client

    def test_a_former_coach_sees_but_does_not_change(self, session, people, client):
        make_assignment(session, client, people.bengt, ended_on=TODAY - DAY)

        seen = doors.open_record(session, people.bengt.actor, client.public_id, Basis.PROFILE)
        with pytest.raises(NotThere):
            self.opened(session, people.bengt, client)

        assert seen is client
        assert lines(session)[-1][:2] == (Action.REFUSED, Basis.PROFILE)

    @pytest.mark.parametrize("name", ["bengt", "cilla", "matti", "ylva"])
    def test_nobody_else(self, session, people, client, name):
        with pytest.raises(NotThere):
            self.opened(session, getattr(people, name), client)

        assert lines(session)[-1] == (Action.REFUSED, Basis.PROFILE, (client.id,), {})
