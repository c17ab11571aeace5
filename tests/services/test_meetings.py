"""Employer meetings: what is known beforehand, what is refused, what the card learns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from coaching.contacts.models import Contact
from coaching.contacts.refusals import ContactAhead, SpeakForWhom
from coaching.contacts.types import (
    Decides,
    MadeBy,
    MeetingPurpose,
    Mode,
    Purpose,
    Result,
    Task,
    Told,
    With,
)
from coaching.employers import merging
from coaching.employers.models import Employer, EmployerPerson
from coaching.employers.refusals import PersonTaken, SameEmployer
from coaching.meetings import gate
from coaching.meetings import service as meetings
from coaching.meetings.refusals import (
    BanNotSaid,
    DecidesMissing,
    EmployerBanned,
    EmployerGone,
    LinkNotAllowed,
    MatchMissing,
    NextBeforeMeeting,
    PersonNotChosen,
    ResultMissing,
)
from coaching.meetings.types import NewEmployer, NewMeeting, NewPerson, WhyMissing
from coaching.profiles.types import Disclosure
from tests.contacts import DAY, TODAY, changes_of, person_of, tell
from tests.factories import make_client, make_consent, make_contact, make_employer
from tests.meetings import ROW, make_profile, meeting_with


@pytest.fixture
def cafe(session):
    employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm", needs="Bakers")
    person_of(session, employer).decides = Decides.YES
    return employer


@pytest.fixture
def client(session, people):
    """A client who has agreed on what employers are told, and to being spoken for."""
    stay = make_client(session, people.kokkola, people.aino)
    make_consent(session, stay)
    tell(session, people, stay, Disclosure.AGREED, TODAY - 10 * DAY)
    return stay


@pytest.fixture
def typed(session, cafe):
    """Give a meeting with Siv at the café, with some of its row typed otherwise."""

    def make(**values):
        return meeting_with(session, cafe, **values)

    return make


@pytest.fixture
def log(session, people):
    """Log a meeting of Aino's."""

    def put(new, period=None, by=None):
        return meetings.log(session, (by or people.aino).actor, period, new)

    return put


@pytest.fixture
def refused(session, people):
    """Fail unless a meeting is refused and nothing is kept; give the refusal."""

    def refuse(kind, new, period=None):
        before = session.scalar(select(func.count()).select_from(Contact))
        with pytest.raises(kind) as refusal:
            meetings.log(session, people.aino.actor, period, new)
        assert session.scalar(select(func.count()).select_from(Contact)) == before
        return refusal.value

    return refuse


class TestWhatIsKnown:
    def test_the_card_tells_who_met_them_last_and_whom(self, session, people, cafe):
        siv = person_of(session, cafe)
        make_contact(
            session, None, people.bengt, on=TODAY - 12 * DAY, with_whom=With.EMPLOYER,
            employer_id=cafe.id, site_id=siv.site_id, person_id=siv.id, team_id=people.kokkola.id,
        )  # fmt: skip

        known = meetings.employer_of(session, people.aino.actor, cafe.public_id)
        far = meetings.employer_of(session, people.cilla.actor, cafe.public_id)

        assert (known.last_on, known.last_coach) == (TODAY - 12 * DAY, "Bengt Bäck")
        assert (known.meetings, known.needs) == (1, "Bakers")
        assert known.last_person == f"p:{siv.public_id}"
        assert (far.last_coach, far.last_person) == ("Bengt Bäck", None)

    @pytest.mark.parametrize(
        ("number", "about_client", "purpose"),
        [
            (1, True, MeetingPurpose.NEEDS),
            (2, False, MeetingPurpose.SERVICE),
            (3, True, MeetingPurpose.SPEAK_FOR_CLIENT),
            (4, False, MeetingPurpose.VACANCY),
        ],
    )
    def test_the_purpose_follows_the_number_of_the_meeting(self, number, about_client, purpose):
        found = meetings.suggested(number, about_client=about_client)

        assert (found.purpose, found.number) == (purpose, number)

    def test_meetings_are_numbered_by_day_and_calls_are_none(self, session, log, typed):
        second = log(typed())
        call = log(typed(mode=Mode.PHONE, place=None))
        first = log(typed(on=TODAY - DAY))
        third = log(typed(meeting_purpose=MeetingPurpose.SERVICE))

        numbers = [meetings.visit_number(session, one) for one in (first, second, call, third)]
        assert numbers == [1, 2, 3, 3]

    def test_clients_are_offered_as_they_have_decided(self, session, people, client):
        nothing = make_client(session, people.kokkola, people.aino, name="Noora Nurmi")
        tell(session, people, nothing, Disclosure.FREELY, TODAY - 9 * DAY)
        tell(session, people, nothing, Disclosure.NOTHING, TODAY - DAY)
        make_client(session, people.kokkola, people.aino, name="Unto Uusi")
        make_client(session, people.kokkola, people.bengt, name="Colleague’s Client")

        found = {
            one.public_id: one.why_missing
            for one in gate.offered(session, people.aino.actor, TODAY)
        }

        assert len(found) == 3
        assert found[client.public_id] is None
        assert found[nothing.public_id] is WhyMissing.NOTHING_TOLD
        assert WhyMissing.NO_TALK in found.values()
        assert gate.why_missing(session, nothing, TODAY - 2 * DAY) is None

    def test_a_choice_ends_with_the_day_to_talk_again(self, session, people):
        stay = make_client(session, people.kokkola, people.aino)
        talk = tell(session, people, stay, Disclosure.AGREED, TODAY - 9 * DAY)
        talk.review_on = TODAY
        session.flush()

        assert gate.why_missing(session, stay, TODAY) is None
        assert gate.why_missing(session, stay, TODAY + DAY) is WhyMissing.REVIEW_PASSED

    def test_the_goal_is_of_the_version_in_force_that_day(self, session, client):
        make_profile(session, client, TODAY - 20 * DAY, goal="Baker")
        make_profile(session, client, TODAY - 5 * DAY, goal="Gardener")

        assert gate.goal_on(session, client, TODAY - 21 * DAY) is None
        assert gate.goal_on(session, client, TODAY - 6 * DAY).answers["goal"] == "Baker"
        assert gate.goal_on(session, client, TODAY).answers["goal"] == "Gardener"


class TestLogging:
    def test_everything_of_form_b_is_kept(self, session, log, typed, client, cafe):
        make_profile(session, client, TODAY - DAY, goal="Baker")
        tasks = (Task("Baking", "15–20", "mornings", can_be_shaped=True), Task("Dishes"))

        new = log(
            typed(
                meeting_purpose=MeetingPurpose.SPEAK_FOR_CLIENT, result=Result.INTERVIEW,
                told=(Told.SERVICE, Told.STRENGTHS), needs="Bakers", next_step="Call Siv",
                next_on=TODAY + 7 * DAY, tasks=tasks, matches_goals=True, client_present=False,
                note="Nice place",
            ),
            client,
        )  # fmt: skip

        session.expire_all()
        assert (new.period_id, new.employer_id, new.decides) == (client.id, cafe.id, Decides.YES)
        assert (new.result, new.matches_goals) == (Result.INTERVIEW, True)
        assert (new.needs, new.next_step, new.note) == ("Bakers", "Call Siv", "Nice place")
        assert new.next_on == TODAY + 7 * DAY
        assert set(new.told) == {Told.SERVICE, Told.STRENGTHS}
        assert new.purposes == (Purpose.EMPLOYER_MEETING,)
        assert meetings.tasks_of(session, new) == tasks

    def test_without_a_profile_that_day_nothing_matches(self, log, typed, client):
        new = log(typed(on=TODAY - DAY, matches_goals=True), client)

        assert new.matches_goals is False

    def test_support_at_work_counts_as_that_topic(self, log, typed):
        new = log(typed(meeting_purpose=MeetingPurpose.SUPPORT_AT_WORK))

        assert new.purposes == (Purpose.SUPPORT_AT_WORK,)

    def test_an_attempt_needs_neither_person_nor_result(self, session, log, typed, cafe):
        new = log(typed(reached=False, employer=None, result=None, meeting_purpose=None))

        assert (new.employer_id, new.person_id, new.reached) == (cafe.id, None, False)
        assert new.site_id == person_of(session, cafe).site_id

    def test_a_new_employer_comes_with_its_person(self, session, people, log):
        typed = NewMeeting(
            replace(ROW, decides=Decides.NO),
            new_employer=NewEmployer("Leipomo Kaisla", "Kannus"),
            new_person=NewPerson("Kai Kaisla", "owner", "Contact person"),
        )

        new = log(typed)

        employer = session.get_one(Employer, new.employer_id)
        person = session.get_one(EmployerPerson, new.person_id)
        assert (employer.name, employer.owner_id) == ("Leipomo Kaisla", people.aino.user_id)
        assert (person.name, person.role, person.decides) == ("Kai Kaisla", "owner", Decides.NO)
        assert (person.why_kept, new.decides) == ("Contact person", Decides.NO)

    def test_another_person_is_added_to_the_site(self, session, log, typed, cafe):
        person = NewPerson("Outi Oja", "shift manager", "Contact person")

        new = log(typed(more={"new_person": person}, employer=None, decides=Decides.YES))

        added = session.get_one(EmployerPerson, new.person_id)
        assert (added.name, added.site_id) == ("Outi Oja", person_of(session, cafe).site_id)

    def test_a_card_that_was_merged_meanwhile_leads_to_the_one_that_was_kept(
        self, session, people, log, typed, cafe
    ):
        kept = make_employer(session, "Rantakahvila", person="Siv Holm")
        new = typed()
        merging.merge(session, people.aino.actor, kept.public_id, cafe.public_id, {})

        logged = log(new)

        assert logged.employer_id == kept.id
        assert logged.person_id == person_of(session, kept).id


class TestRefused:
    def test_the_future(self, refused, typed):
        assert refused(ContactAhead, typed(on=TODAY + DAY))

    def test_speaking_for_nobody(self, refused, typed):
        assert refused(SpeakForWhom, typed(meeting_purpose=MeetingPurpose.SPEAK_FOR_CLIENT))

    @pytest.mark.parametrize("choice", [Disclosure.NOTHING, Disclosure.LATER])
    def test_a_client_who_changed_the_choice_before_saving(
        self, session, people, refused, typed, client, choice
    ):
        tell(session, people, client, choice, TODAY)

        assert refused(LinkNotAllowed, typed(), client)

    def test_a_client_who_has_not_decided(self, session, people, refused, typed):
        stay = make_client(session, people.kokkola, people.aino)

        assert refused(LinkNotAllowed, typed(), stay).facts == {"why": WhyMissing.NO_TALK}

    def test_but_not_what_the_client_did_alone(self, session, people, log, typed):
        stay = make_client(session, people.kokkola, people.aino)

        new = log(typed(made_by=MadeBy.CLIENT), stay)

        assert (new.period_id, new.made_by) == (stay.id, MadeBy.CLIENT)

    def test_an_employer_that_must_not_be_contacted(self, session, refused, typed, cafe):
        cafe.no_contact, cafe.no_contact_until = True, TODAY + DAY
        session.flush()

        assert refused(EmployerBanned, typed()).facts["until"] == TODAY + DAY
        cafe.no_contact_until = TODAY - DAY
        session.flush()

    def test_an_employer_that_is_not_there(self, refused, typed):
        assert refused(EmployerGone, replace(typed(), employer="a" * 26))

    @pytest.mark.parametrize(
        ("kind", "row"),
        [
            (ResultMissing, {"result": None}),
            (BanNotSaid, {"result": Result.DO_NOT_CONTACT}),
            (NextBeforeMeeting, {"next_on": TODAY - DAY}),
            (PersonNotChosen, {"employer": None}),
            (PersonNotChosen, {"employer": "p:" + "a" * 26}),
        ],
        ids=str,
    )
    def test_what_is_needed_and_not_there(self, refused, typed, kind, row):
        refused(kind, typed(**row))

    def test_a_person_of_another_employer(self, session, refused, typed):
        other = make_employer(session, "Leipomo Kaisla", person="Kai Kaisla")

        refused(PersonNotChosen, typed(employer=f"p:{person_of(session, other).public_id}"))

    def test_somebody_of_whom_it_is_not_known_whether_they_decide(
        self, session, refused, typed, cafe
    ):
        site = person_of(session, cafe).site_id
        code = next(
            one.code for one in meetings.people_of(session, cafe.public_id) if not one.person
        )
        assert site
        refused(DecidesMissing, typed(employer=code))
        refused(DecidesMissing, typed(employer=None, more={"new_person": NewPerson("Outi Oja")}))

    def test_a_match_that_is_not_told_when_a_profile_is_in_force(
        self, session, refused, typed, client
    ):
        make_profile(session, client, TODAY, goal="Baker")

        refused(MatchMissing, typed(), client)

    def test_an_employer_or_person_that_is_there_already(self, refused, typed):
        again = NewEmployer("Rantakahvila Oy", "Kokkola")
        person = NewPerson("Siv Holm")

        refused(SameEmployer, NewMeeting(ROW, new_employer=again))
        refused(PersonTaken, typed(employer=None, decides=Decides.YES, more={"new_person": person}))


class TestWhatTheCardLearns:
    def test_needs_and_who_decides_from_the_newest_meeting(self, session, people, log, typed, cafe):
        person_of(session, cafe).decides = Decides.UNSURE
        new = log(typed(needs="Dishwashers", decides=Decides.YES, more={"needs_typed": True}))

        assert cafe.needs == "Dishwashers"
        assert person_of(session, cafe).decides == Decides.YES
        assert changes_of(session, cafe, "needs") == [
            ("Bakers", "as_added"),
            ("Dishwashers", f"meeting:{new.public_id}"),
        ]

    def test_nothing_from_an_older_one_or_what_was_only_shown(self, session, log, typed, cafe):
        log(typed(needs="Dishwashers", more={"needs_typed": True}))
        log(typed(on=TODAY - DAY, needs="Old news", more={"needs_typed": True}))
        log(typed(needs="Bakers", meeting_purpose=MeetingPurpose.THANKS))

        assert cafe.needs == "Dishwashers"

    def test_that_they_want_no_contact_when_it_is_said_so(self, session, log, typed, cafe):
        until = TODAY + 90 * DAY
        log(typed(result=Result.DO_NOT_CONTACT, more={"ban": False}))
        assert not cafe.no_contact

        log(
            typed(
                result=Result.DO_NOT_CONTACT,
                meeting_purpose=MeetingPurpose.THANKS,
                more={"ban": True, "ban_until": until},
            )
        )

        assert (cafe.no_contact, cafe.no_contact_until) == (True, until)

    def test_without_a_day_the_ban_has_no_end(self, session, log, typed, cafe):
        log(typed(result=Result.DO_NOT_CONTACT, more={"ban": True}))

        assert (cafe.no_contact, cafe.no_contact_until) == (True, None)
