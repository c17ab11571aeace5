"""What goes on from one version of form A into the next, within a stay and when somebody returns."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coaching import clock, history
from coaching.clients import intake, joining
from coaching.clients.cards import likeness
from coaching.clients.stays import close
from coaching.clients.types import ClosingReason, Decision, Intake, ReferralSource, WantsWork
from coaching.definitions import reading
from coaching.profiles import carrying, rounds, talks, versions
from coaching.profiles.types import KykyRound, NewRound, SkipReason
from coaching.uselog.types import Action
from tests.factories import make_client
from tests.profiles import LEAST, REQUIRED, fill, make_everything, make_ready, talk

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino)


def next_version(session, person, client):
    """Mark the newest version as ready and begin the next one."""
    version = versions.newest(session, client)
    if version.state == "open":
        fill(session, person, client, {"client_ok": "yes"})
        versions.mark_ready(session, person.actor, client, version)
    return versions.begin(session, person.actor, client)


def origin(session, version, question_id):
    found = carrying.origins(session, version).get(question_id)
    return found and (found.number, found.by_name, found.confirmed_on)


def close_and_return(session, people, client, decision=Decision.ACCEPTED):
    """End the stay and take the same person in again; return the new stay."""
    close(session, people.aino.actor, client, ClosingReason.OWN_WISH, TODAY)
    return intake.take_in(
        session,
        people.aino.actor,
        Intake(
            team_id=people.kokkola.id,
            decision=decision,
            decided_on=TODAY,
            returning_client_id=client.client_id,
            referral_source=ReferralSource.SELF,
            referral_date=None,
            in_work_at_entry=False,
            wants_work=WantsWork.YES,
            coach_id=people.aino.user_id if decision is Decision.ACCEPTED else None,
        ),
    )


class TestNextVersion:
    def test_everything_is_carried_but_done_steps_and_the_clients_agreement(
        self, session, people, client
    ):
        first = make_everything(session, people.aino, client)

        second = versions.begin(session, people.aino.actor, client)

        left = {"client_ok", "client_ok_on"}
        assert set(first.answers) - set(second.answers) == left
        assert (second.number, second.state) == (2, "open")
        assert [row["what"] for row in first.answers["next_steps"]] == [
            "Call the laundry",
            "Write down the bus times",
        ]
        assert [row["what"] for row in second.answers["next_steps"]] == ["Call the laundry"]
        same = set(second.answers) - {"next_steps"}
        assert {key: first.answers[key] for key in same} == {
            key: second.answers[key] for key in same
        }

    def test_steps_that_are_all_done_leave_none_and_are_asked_again(self, session, people, client):
        make_ready(session, people.aino, client)
        first = versions.newest(session, client)
        versions.reopen(session, people.aino.actor, client, first)
        fill(session, people.aino, client, {"next_steps": [{"what": "Call", "done": True}]})

        second = next_version(session, people.aino, client)

        assert "next_steps" not in second.answers
        assert {question.id for question in versions.missing(session, client, second)} == {
            "next_steps",
            "client_ok",
        }

    def test_a_skipped_section_stays_skipped(self, session, people, client):
        make_ready(session, people.aino, client)
        first = versions.newest(session, client)
        versions.reopen(session, people.aino.actor, client, first)
        people_section = reading.newest("a").section("people")
        versions.skip(
            session, people.aino.actor, client, first, people_section, SkipReason.DOES_NOT_WISH
        )

        second = next_version(session, people.aino, client)

        assert second.answers["skip_people"] == "does_not_wish"

    def test_carried_answers_are_kept_as_carried_with_their_origin(self, session, people, client):
        first = make_ready(session, people.aino, client)

        second = versions.begin(session, people.dora.actor, client)

        rows = history.newest(session, "form_version", second.public_id)
        assert {row.source for row in rows.values()} == {"carried"}
        assert {row.origin for row in rows.values()} == {first.public_id}
        assert origin(session, second, "goal") == (1, "Aino Ahola", None)

    def test_the_origin_is_where_somebody_typed_it_however_long_ago(self, session, people, client):
        make_ready(session, people.aino, client)
        second = next_version(session, people.dora, client)
        fill(session, people.dora, client, {"hours": "30"})

        third = next_version(session, people.bengt, client)

        assert origin(session, third, "goal") == (1, "Aino Ahola", None)
        assert origin(session, third, "hours") == (2, "Dora Dahl", None)
        assert origin(session, second, "hours") is None

    def test_what_is_typed_in_a_version_has_no_other_origin(self, session, people, client):
        make_ready(session, people.aino, client)
        second = next_version(session, people.aino, client)

        fill(session, people.aino, client, {"goal": "To bake"})

        assert origin(session, second, "goal") is None
        assert origin(session, second, "hours") is not None

    def test_a_reopened_version_cannot_be_one_before_the_newest(self, session, people, client):
        first = make_ready(session, people.aino, client)
        next_version(session, people.aino, client)

        with pytest.raises(versions.NotThere):
            versions.reopen(session, people.aino.actor, client, first)

    def test_a_version_keeps_the_definition_it_was_filled_in_with(
        self, session, people, client, monkeypatch
    ):
        first = make_ready(session, people.aino, client)
        newer = _newer_definition()
        load = reading.load
        monkeypatch.setattr(reading, "newest", lambda form: newer)
        monkeypatch.setattr(
            reading, "load", lambda f, n: newer if n == newer.version else load(f, n)
        )

        second = versions.begin(session, people.aino.actor, client)

        assert (first.definition, second.definition) == (newer.version - 1, newer.version)
        assert (
            versions.definition_of(first).question("hours").words["en"] == "Suitable hours a week"
        )
        assert "hours" not in second.answers
        assert second.answers["goal"] == first.answers["goal"]


class TestStillRight:
    def test_is_kept_with_the_day_and_leads_on_from_there(self, session, people, client):
        make_ready(session, people.aino, client)
        second = next_version(session, people.aino, client)

        versions.confirm(session, people.dora.actor, client, second, "goal")

        assert origin(session, second, "goal") == (1, "Aino Ahola", TODAY)
        assert origin(session, second, "hours") == (1, "Aino Ahola", None)
        third = next_version(session, people.aino, client)
        assert origin(session, third, "goal") == (2, "Dora Dahl", None)
        assert origin(session, third, "hours") == (1, "Aino Ahola", None)

    def test_changes_no_answer(self, session, people, client):
        make_ready(session, people.aino, client)
        second = next_version(session, people.aino, client)
        before = dict(second.answers)

        versions.confirm(session, people.aino.actor, client, second, "goal")

        newest = history.newest(session, "form_version", second.public_id)["goal"]
        assert (newest.source, newest.confirmed, newest.value) == (
            "carried",
            True,
            REQUIRED["goal"],
        )
        assert second.answers == before

    def test_of_what_was_typed_here_nothing_needs_to_be_said(self, session, people, client):
        version = fill(session, people.aino, client, LEAST)

        versions.confirm(session, people.aino.actor, client, version, "job_types")

        newest = history.newest(session, "form_version", version.public_id)["job_types"]
        assert (newest.source, newest.confirmed) == ("typed", False)

    @pytest.mark.parametrize("name", ["hours", "no_such_question"])
    def test_of_an_answer_that_is_not_there_is_not_found(self, session, people, client, name):
        version = fill(session, people.aino, client, LEAST)

        with pytest.raises(versions.NotThere):
            versions.confirm(session, people.aino.actor, client, version, name)


class TestComingBack:
    def test_form_a_goes_on_as_the_first_version_of_the_new_stay(self, session, people, client):
        earlier = make_everything(session, people.aino, client)

        stay = close_and_return(session, people, client)

        version = versions.newest(session, stay)
        assert (version.number, version.state, version.period_id) == (1, "open", stay.id)
        assert version.answers["goal"] == earlier.answers["goal"]
        assert "client_ok" not in version.answers
        assert origin(session, version, "goal") == (1, "Aino Ahola", None)
        assert versions.newest(session, client) is earlier

    def test_the_talk_and_the_figures_are_the_persons_own(self, session, people, client):
        make_everything(session, people.aino, client)

        stay = close_and_return(session, people, client)

        assert talks.newest(session, stay).choice == "agreed"
        assert len(rounds.of_stay(session, stay)) == 1

    def test_without_a_profile_there_is_nothing_to_carry(self, session, people, client):
        stay = close_and_return(session, people, client)

        assert versions.all_of(session, stay) == []

    def test_a_stay_that_ends_at_once_gets_none(self, session, people, client):
        make_ready(session, people.aino, client)

        stay = close_and_return(session, people, client, Decision.DID_NOT_WANT)

        assert versions.all_of(session, stay) == []


class TestJoining:
    """Two records of one person become one."""

    @pytest.fixture
    def twins(self, session, people):
        found = []
        for coach in (people.aino, people.bengt):
            stay = make_client(
                session, people.kokkola, coach, name="Leila Lahti", client_birth_year=1988
            )
            stay.client.likeness = likeness("Leila Lahti", 1988)
            found.append(stay)
        close(session, people.aino.actor, found[0], ClosingReason.OWN_WISH, TODAY)
        return found

    def test_talks_and_figures_go_to_the_person_that_stays(self, session, people, twins):
        older, newer = twins
        talk(session, people.bengt, newer)
        figures = NewRound(date(2026, 1, 15), KykyRound.START, 5, 6, {"mind": "3/5"})
        rounds.save(session, people.bengt.actor, newer, figures)
        stays = older.client_id

        joining.join(session, people.dora.actor, older.public_id, newer.public_id)

        assert newer.client_id == stays
        assert talks.newest(session, newer).words == "My boss may know that I need breaks"
        assert [one.work_ability for one in rounds.of_stay(session, newer)] == [5]
        assert rounds.of_stay(session, newer)[0].sections == {"mind": "3/5"}

    def test_each_stay_keeps_its_own_form(self, session, people, twins):
        older, newer = twins
        version = fill(session, people.bengt, newer, LEAST)

        joining.join(session, people.dora.actor, older.public_id, newer.public_id)

        assert versions.newest(session, newer) is version
        assert versions.newest(session, older) is None
        assert version.answers == LEAST


def test_beginning_leaves_a_line(session, people, client):
    session.info["notes"].clear()

    versions.begin(session, people.aino.actor, client)

    (line,) = session.info["notes"]
    assert (line.action, line.period_ids) == (Action.CREATE, (client.id,))


def _newer_definition():
    """Form A as it might be next, with the question of hours gone."""
    last = reading.newest("a").version
    text = (reading._HERE / f"a_{last}.toml").read_text(encoding="utf-8")
    text = text.replace(f"version = {last}", f"version = {last + 1}", 1)
    return reading.read(text.replace('id = "hours"', 'id = "week"'))
