"""Contacts: logged once, dated rightly, seen by whom they may, withdrawn and brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock, history
from coaching.accounts.models import ValueChange
from coaching.clients.models import ServicePeriod
from coaching.contacts import refusals
from coaching.contacts import service as contacts
from coaching.contacts.models import Contact
from coaching.contacts.types import (
    NOTE_LIMIT,
    Decides,
    MeetingPurpose,
    Mode,
    Narrowed,
    NewContact,
    Period,
    Place,
    Purpose,
    With,
)
from coaching.employers.models import EmployerPerson, EmployerSite
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles.models import DisclosureTalk
from coaching.uselog.types import Action
from tests.factories import (
    make_assignment,
    make_client,
    make_contact,
    make_employer,
    make_post,
)

TODAY = clock.today()
DAY = timedelta(days=1)

PHONE_CALL = NewContact(
    on=TODAY,
    with_whom=With.CLIENT,
    mode=Mode.PHONE,
    place=None,
    minutes=10,
    reached=True,
    purposes=(Purpose.JOB_SEARCH,),
    joint=False,
    note="Agreed on Tuesday",
)
MEETING = replace(PHONE_CALL, mode=Mode.FACE_TO_FACE, place=Place.COMMUNITY, minutes=45)


@pytest.fixture
def client(session, people):
    return make_client(session, people.kokkola, people.aino, entry_date=None)


@pytest.fixture
def cafe(session):
    employer = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
    return employer


def person_of(session, employer):
    return session.scalar(
        select(EmployerPerson).join(EmployerSite).where(EmployerSite.employer_id == employer.id)
    )


def with_employer(session, met, **values):
    person = person_of(session, met)
    plain = {
        "with_whom": With.EMPLOYER,
        "employer": f"p:{person.public_id}",
        "meeting_purpose": MeetingPurpose.NEEDS,
    }
    return replace(MEETING, **{**plain, **values})


def rows(session):
    return session.scalar(select(func.count()).select_from(Contact))


def refused(session, people, period, new):
    before = rows(session)
    with pytest.raises(refusals.Refusal) as refusal:
        contacts.log(session, people.aino.actor, period, new)
    assert rows(session) == before
    return refusal.value


def listed(session, person, *narrowed, **more):
    return contacts.list_contacts(session, person.actor, Narrowed(*narrowed, **more)).rows


class TestLogging:
    def test_a_contact_keeps_what_was_typed_and_who_made_it(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        assert (contact.coach_id, contact.team_id) == (people.aino.user_id, people.kokkola.id)
        assert (contact.place, contact.minutes, contact.purposes) == (
            "community",
            45,
            ("job_search",),
        )
        assert contact.note == "Agreed on Tuesday"

    def test_its_making_leaves_a_line_with_the_stay_and_without_words(
        self, session, people, client
    ):
        contacts.log(session, people.aino.actor, client, PHONE_CALL)

        (line,) = session.info["notes"]
        assert (line.action, line.period_ids) == (Action.CREATE, (client.id,))
        assert "Tuesday" not in str(line.detail)

    def test_the_first_real_meeting_is_the_day_coaching_began(self, session, people, client):
        contacts.log(session, people.aino.actor, client, replace(MEETING, on=TODAY - 3 * DAY))
        contacts.log(session, people.aino.actor, client, MEETING)

        assert session.get_one(ServicePeriod, client.id).entry_date == TODAY - 3 * DAY

    @pytest.mark.parametrize(
        "other",
        [
            {"mode": Mode.PHONE},
            {"mode": Mode.MESSAGE},
            {"reached": False},
            {"with_whom": With.FAMILY},
        ],
        ids=str,
    )
    def test_what_is_no_real_meeting_begins_nothing(self, session, people, client, other):
        contacts.log(session, people.aino.actor, client, replace(MEETING, **other))

        assert session.get_one(ServicePeriod, client.id).entry_date is None

    def test_a_meeting_by_video_begins_coaching(self, session, people, client):
        contacts.log(session, people.aino.actor, client, replace(PHONE_CALL, mode=Mode.VIDEO))

        assert session.get_one(ServicePeriod, client.id).entry_date == TODAY

    def test_a_client_on_the_waiting_list_can_have_contacts(self, session, people):
        waiting = make_client(session, people.kokkola, by=people.dora)

        contact = contacts.log(session, people.dora.actor, waiting, PHONE_CALL)

        assert (contact.period_id, contact.coach_id) == (waiting.id, people.dora.user_id)

    def test_an_empty_note_is_no_note(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, replace(MEETING, note="  "))

        assert contact.note_sealed is None


class TestDays:
    def test_a_day_to_come_is_refused(self, session, people, client):
        refusal = refused(session, people, client, replace(PHONE_CALL, on=TODAY + DAY))

        assert (type(refusal), refusal.field) == (refusals.ContactAhead, "on")

    def test_the_day_of_the_referral_is_the_first_one_possible(self, session, people, client):
        first = client.referral_date

        contacts.log(session, people.aino.actor, client, replace(PHONE_CALL, on=first))

        refusal = refused(session, people, client, replace(PHONE_CALL, on=first - DAY))
        assert isinstance(refusal, refusals.ContactBeforeKnown)
        assert refusal.facts == {"known": first}

    def test_without_a_referral_date_thirty_days_before_the_record_are_known(self, session, people):
        known_on = TODAY - 5 * DAY
        client = make_client(
            session, people.kokkola, people.aino, referral_date=None, known_on=known_on
        )
        first = known_on - 30 * DAY

        contacts.log(session, people.aino.actor, client, replace(PHONE_CALL, on=first))

        refusal = refused(session, people, client, replace(PHONE_CALL, on=first - DAY))
        assert refusal.facts == {"known": first}

    def test_a_closed_stay_takes_contacts_up_to_its_closing_day(self, session, people):
        closed = TODAY - 10 * DAY
        client = make_client(
            session,
            people.kokkola,
            people.aino,
            status="closed",
            closed_on=closed,
            closed_reason="moved",
        )

        contacts.log(session, people.aino.actor, client, replace(PHONE_CALL, on=closed))

        refusal = refused(session, people, client, replace(PHONE_CALL, on=closed + DAY))
        assert isinstance(refusal, refusals.ContactAfterClosing)
        assert refusal.facts == {"closed": closed}


class TestWhatIsNeeded:
    def test_only_an_employer_is_met_without_a_client(self, session, people):
        refusal = refused(session, people, None, PHONE_CALL)

        assert (type(refusal), refusal.field) == (refusals.ClientNotChosen, "client")

    def test_face_to_face_needs_a_place(self, session, people, client):
        refusal = refused(session, people, client, replace(MEETING, place=None))

        assert (type(refusal), refusal.field) == (refusals.PlaceNotChosen, "place")

    @pytest.mark.parametrize("minutes", [-1, 1441, 1_000_000])
    def test_minutes_fit_a_day(self, session, people, client, minutes):
        refusal = refused(session, people, client, replace(MEETING, minutes=minutes))

        assert (type(refusal), refusal.field) == (refusals.LengthOutside, "minutes")

    @pytest.mark.parametrize("minutes", [0, 1440, None])
    def test_no_minutes_a_whole_day_and_not_told_are_fine(self, session, people, client, minutes):
        contact = contacts.log(
            session, people.aino.actor, client, replace(MEETING, minutes=minutes)
        )

        assert contact.minutes == minutes

    def test_a_note_over_the_limit_is_refused_never_cut(self, session, people, client):
        longest = contacts.log(
            session, people.aino.actor, client, replace(MEETING, note="a" * NOTE_LIMIT)
        )
        refusal = refused(session, people, client, replace(MEETING, note="a" * (NOTE_LIMIT + 7)))

        assert len(longest.note) == NOTE_LIMIT
        assert isinstance(refusal, refusals.NoteOverLimit)
        assert refusal.facts == {"over": 7}


class TestEmployers:
    def test_whether_the_person_decides_is_copied_on_the_day(self, session, people, cafe):
        person = person_of(session, cafe)
        person.decides = Decides.YES
        contact = contacts.log(session, people.aino.actor, None, with_employer(session, cafe))

        person.decides = Decides.NO
        session.flush()

        assert (contact.employer_id, contact.person_id) == (cafe.id, person.id)
        assert session.get_one(Contact, contact.id).decides == Decides.YES

    def test_what_the_coach_saw_that_day_goes_before_the_register(self, session, people, cafe):
        contact = contacts.log(
            session, people.aino.actor, None, with_employer(session, cafe, decides=Decides.NO)
        )

        assert contact.decides == Decides.NO

    def test_somebody_else_at_a_site_leaves_the_decision_open(self, session, people, cafe):
        site = session.scalar(select(EmployerSite))
        new = with_employer(session, cafe, employer=f"s:{site.public_id}")

        contact = contacts.log(session, people.aino.actor, None, new)

        assert (contact.site_id, contact.person_id, contact.decides) == (site.id, None, "unsure")

    @pytest.mark.parametrize("code", [None, "", "p:nobody", "x:y"])
    def test_the_employer_must_be_known(self, session, people, cafe, code):
        refusal = refused(session, people, None, with_employer(session, cafe, employer=code))

        assert (type(refusal), refusal.field) == (refusals.EmployerNotChosen, "employer")

    def test_a_meeting_has_a_purpose_and_an_attempt_needs_none(self, session, people, cafe):
        new = with_employer(session, cafe, meeting_purpose=None)

        refusal = refused(session, people, None, new)
        attempt = contacts.log(session, people.aino.actor, None, replace(new, reached=False))

        assert isinstance(refusal, refusals.MeetingPurposeMissing)
        assert attempt.meeting_purpose is None

    def test_employer_columns_stay_empty_for_other_contacts(self, session, people, client, cafe):
        new = with_employer(session, cafe, with_whom=With.CLIENT, matches_goals=True)

        contact = contacts.log(session, people.aino.actor, client, new)

        assert contact.employer_id is None
        assert (contact.decides, contact.meeting_purpose, contact.matches_goals) == (None,) * 3

    def test_nobody_speaks_for_a_client_who_wants_nothing_told(self, session, people, client, cafe):
        tell(session, people, client, "nothing", TODAY - DAY)
        new = with_employer(session, cafe, meeting_purpose=MeetingPurpose.SPEAK_FOR_CLIENT)

        refusal = refused(session, people, client, new)

        assert (type(refusal), refusal.field) == (refusals.NothingIsTold, "meeting_purpose")

    def test_the_newest_talk_counts_and_other_purposes_are_free(
        self, session, people, client, cafe
    ):
        tell(session, people, client, "nothing", TODAY - 20 * DAY)
        needs = with_employer(session, cafe)
        contacts.log(session, people.aino.actor, client, needs)
        tell(session, people, client, "agreed", TODAY - DAY)

        speaking = replace(needs, meeting_purpose=MeetingPurpose.SPEAK_FOR_CLIENT)
        contact = contacts.log(session, people.aino.actor, client, speaking)

        assert contact.meeting_purpose == MeetingPurpose.SPEAK_FOR_CLIENT

    def test_a_coach_of_two_teams_says_for_which_one_an_employer_was_met(
        self, session, people, cafe
    ):
        make_post(session, people.aino, people.pietarsaari)
        both = replace(
            people.aino.actor, coach_of=frozenset({people.kokkola.id, people.pietarsaari.id})
        )
        new = with_employer(session, cafe)

        with pytest.raises(refusals.TeamNotChosen):
            contacts.log(session, both, None, new)
        contact = contacts.log(session, both, None, replace(new, team=people.pietarsaari.short))

        assert contact.team_id == people.pietarsaari.id

    def test_search_offers_each_person_and_the_site_itself(self, session, people, cafe):
        make_employer(session, "Toinen Oy", person="Kaj Back")

        offered = contacts.search_employers(session, "RANTAkah")

        assert [(one.employer, one.person) for one in offered] == [
            ("Rantakahvila Oy", "Siv Holm"),
            ("Rantakahvila Oy", ""),
        ]

    def test_the_last_ones_met_are_offered_first(self, session, people, cafe):
        contacts.log(session, people.aino.actor, None, with_employer(session, cafe))
        bakery = make_employer(session, "Leipomo Kaisla", person="Kai Kaisla")
        contacts.log(session, people.aino.actor, None, with_employer(session, bakery))

        mine = contacts.latest_employers(session, people.aino.actor)

        assert [one.employer for one in mine] == ["Leipomo Kaisla", "Rantakahvila Oy"]
        assert contacts.latest_employers(session, people.bengt.actor) == []


def tell(session, people, client, choice, on):
    session.add(
        DisclosureTalk(
            client_id=client.client_id,
            on=on,
            pros_and_cons=True,
            choice=choice,
            by_id=people.aino.user_id,
            at=clock.now(),
        )
    )
    session.flush()


class TestEditing:
    def test_the_old_value_stays_in_the_history(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        contacts.edit(
            session, people.aino.actor, contact, replace(MEETING, minutes=60), contact.row_version
        )

        assert session.get_one(Contact, contact.id).minutes == 60
        values = changes_of(session, contact, "minutes")
        assert values == [(45, "as_logged"), (60, "")]
        assert changes_of(session, contact, "note") == []

    def test_a_second_change_tells_the_first_value_once(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        for minutes in (60, 90):
            new = replace(MEETING, minutes=minutes)
            contacts.edit(session, people.aino.actor, contact, new, contact.row_version)

        assert [value for value, _origin in changes_of(session, contact, "minutes")] == [45, 60, 90]

    def test_what_is_shown_for_editing_is_what_was_logged(self, session, people, client, cafe):
        new = with_employer(
            session,
            cafe,
            decides=Decides.YES,
            client_present=True,
            matches_goals=False,
        )
        contact = contacts.log(session, people.aino.actor, client, new)

        assert contacts.as_typed(session, contact) == new

    def test_saving_over_a_newer_version_is_refused(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        seen = contact.row_version
        contacts.edit(session, people.dora.actor, contact, replace(MEETING, minutes=1), seen)

        with pytest.raises(ChangedMeanwhile) as refusal:
            contacts.edit(session, people.aino.actor, contact, replace(MEETING, minutes=2), seen)

        assert refusal.value.facts == {"user": "Dora Dahl"}
        assert session.get_one(Contact, contact.id).minutes == 1

    def test_nothing_changed_writes_nothing(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        seen = contact.row_version

        contacts.edit(session, people.aino.actor, contact, MEETING, seen)

        assert session.get_one(Contact, contact.id).row_version == seen
        assert history.newest(session, "contact", contact.public_id) == {}

    def test_the_rules_hold_for_a_changed_day_too(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        early = replace(MEETING, on=client.referral_date - DAY)

        with pytest.raises(refusals.ContactBeforeKnown):
            contacts.edit(session, people.aino.actor, contact, early, contact.row_version)

    def test_who_made_it_and_the_leader_may_change_it_nobody_else(self, session, people, client):
        make_assignment(session, client, people.bengt, ended_on=TODAY - DAY)
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        for person in (people.aino, people.dora):
            assert contacts.find_changeable(session, person.actor, contact.public_id) is contact
        for person in (people.bengt, people.cilla, people.matti, people.ylva):
            with pytest.raises(NotThere):
                contacts.find_changeable(session, person.actor, contact.public_id)
            assert session.info["notes"][-1].action == Action.REFUSED

    def test_a_contact_about_a_client_out_of_sight_cannot_be_changed(self, session, people):
        gone = TODAY - 91 * DAY
        client = make_client(session, people.kokkola, by=people.dora, referred=gone - 30 * DAY)
        make_assignment(session, client, people.aino, since=gone - 20 * DAY, ended_on=gone)
        contact = make_contact(session, client, people.aino, on=gone - 10 * DAY)

        with pytest.raises(NotThere):
            contacts.find_changeable(session, people.aino.actor, contact.public_id)


def changes_of(session, contact, field):
    found = session.scalars(
        select(ValueChange)
        .where(ValueChange.record_id == contact.public_id, ValueChange.field == field)
        .order_by(ValueChange.id)
    )
    return [(change.value, change.origin) for change in found]


class TestWithdrawing:
    def test_it_leaves_lists_and_comes_back(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        contacts.withdraw(session, people.aino.actor, contact, "Wrong client")
        without = [row.key for row in listed(session, people.aino)]
        waiting = [row.key for row in contacts.list_withdrawn(session, people.aino.actor)]
        contacts.undo_withdrawal(session, people.aino.actor, contact)

        assert (without, waiting) == ([], [contact.public_id])
        assert [row.note for row in listed(session, people.aino)] == ["Agreed on Tuesday"]
        assert contacts.list_withdrawn(session, people.aino.actor) == []

    def test_it_keeps_who_when_and_why(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        contacts.withdraw(session, people.dora.actor, contact, " Logged twice ")

        assert contact.withdrawn_by_id == people.dora.user_id
        assert (contact.withdrawn_why, contact.withdrawn_at is None) == ("Logged twice", False)

    def test_a_reason_is_needed_and_once_is_enough(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        with pytest.raises(refusals.WhyMissing):
            contacts.withdraw(session, people.aino.actor, contact, "  ")
        contacts.withdraw(session, people.aino.actor, contact, "Twice")

        with pytest.raises(refusals.AlreadyWithdrawn):
            contacts.withdraw(session, people.aino.actor, contact, "Twice")
        with pytest.raises(refusals.AlreadyWithdrawn):
            contacts.edit(session, people.aino.actor, contact, MEETING, contact.row_version)

    def test_a_standing_contact_cannot_be_brought_back(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)

        with pytest.raises(refusals.NotWithdrawn):
            contacts.undo_withdrawal(session, people.aino.actor, contact)

    def test_the_way_back_is_open_for_thirty_days_and_the_text_kept_as_long(
        self, session, people, client
    ):
        start = datetime(2026, 11, 2, 9, tzinfo=UTC)
        with clock.at(start):
            early = contacts.log(session, people.aino.actor, client, on_day(client))
            late = contacts.log(session, people.aino.actor, client, on_day(client))
            contacts.edit(
                session,
                people.aino.actor,
                early,
                replace(on_day(client), note="Changed words"),
                early.row_version,
            )
            contacts.withdraw(session, people.aino.actor, early, "Twice")
        with clock.at(start + timedelta(days=29, hours=23)):
            contacts.withdraw(session, people.aino.actor, late, "Twice")
            assert early.note == "Changed words"
        with clock.at(start + timedelta(days=30)):
            with pytest.raises(refusals.TooLateToBringBack):
                contacts.undo_withdrawal(session, people.aino.actor, early)
            contacts.log(session, people.aino.actor, client, on_day(client))

            session.expire_all()
            assert (early.note, late.note) == (None, "Agreed on Tuesday")
            assert changes_of(session, early, "note") == [(None, "as_logged"), (None, "")]
            assert early.withdrawn_why == "Twice"
            contacts.undo_withdrawal(session, people.aino.actor, late)


def on_day(client):
    return replace(PHONE_CALL, on=client.referral_date)


class TestLists:
    def test_a_coach_sees_the_own_newest_first(self, session, people, client):
        for days in (5, 1, 3):
            make_contact(session, client, people.aino, on=TODAY - days * DAY)
        theirs = make_client(session, people.kokkola, people.bengt)
        make_contact(session, theirs, people.bengt)

        found = listed(session, people.aino)

        assert [(TODAY - row.on).days for row in found] == [1, 3, 5]
        assert {(row.client, row.period_public_id) for row in found} == {
            ("Leila Lahti", client.public_id)
        }

    def test_pages_turn_by_key_without_gap_or_repetition(self, session, people, client):
        made = [make_contact(session, client, people.aino, on=TODAY - DAY) for _ in range(7)]

        seen, before = [], None
        while True:
            page = contacts.list_contacts(session, people.aino.actor, Narrowed(), before, limit=3)
            seen += [row.key for row in page.rows]
            before = page.older
            if before is None:
                break

        assert seen == [contact.public_id for contact in reversed(made)]

    def test_the_row_that_only_tells_there_is_more_is_not_logged(self, session, people):
        first, second = (make_client(session, people.kokkola, people.aino) for _ in range(2))
        make_contact(session, first, people.aino, on=TODAY - 2 * DAY)
        make_contact(session, second, people.aino, on=TODAY - DAY)

        page = contacts.list_contacts(session, people.aino.actor, Narrowed(), None, limit=1)

        assert page.older == page.rows[0].key
        assert session.info["notes"][-1].period_ids == (second.id,)

    def test_it_is_narrowed_by_whom_and_by_time(self, session, people, client):
        make_contact(session, client, people.aino, with_whom=With.FAMILY, on=TODAY)
        make_contact(session, client, people.aino, with_whom=With.CLIENT, on=TODAY)
        make_contact(session, client, people.aino, on=TODAY - 400 * DAY)

        assert len(listed(session, people.aino)) == 3
        assert len(listed(session, people.aino, With.FAMILY)) == 1
        assert len(listed(session, people.aino, None, Period.WEEK)) == 2
        assert len(listed(session, people.aino, With.CLIENT, Period.YEAR)) == 1

    @pytest.mark.parametrize(
        ("period", "first"),
        [
            (Period.WEEK, date(2026, 11, 23)),
            (Period.MONTH, date(2026, 11, 1)),
            (Period.QUARTER, date(2026, 10, 1)),
            (Period.YEAR, date(2026, 1, 1)),
        ],
    )
    def test_a_period_begins_with_its_first_day(self, session, people, client, period, first):
        make_contact(session, client, people.aino, on=first)
        make_contact(session, client, people.aino, on=first - DAY)

        with clock.at(datetime(2026, 11, 24, 9, tzinfo=UTC)):
            found = listed(session, people.aino, None, period)

        assert [row.on for row in found] == [first]

    def test_a_leader_sees_the_team_and_one_coach_of_it(self, session, people, client):
        make_contact(session, client, people.aino)
        make_contact(session, make_client(session, people.kokkola, people.bengt), people.bengt)
        far = make_client(session, people.pietarsaari, people.cilla)
        make_contact(session, far, people.cilla)

        assert {row.coach for row in listed(session, people.dora)} == {"Aino Ahola", "Bengt Bäck"}
        of_bengt = listed(session, people.dora, coach=people.bengt.public_id)
        assert [row.coach for row in of_bengt] == ["Bengt Bäck"]
        assert listed(session, people.dora, coach=people.cilla.public_id) == ()

    def test_a_coach_cannot_ask_for_a_colleagues_list(self, session, people, client):
        make_contact(session, client, people.aino)

        assert listed(session, people.bengt, coach=people.aino.public_id) == ()

    def test_a_client_out_of_sight_takes_the_contacts_along(self, session, people):
        gone = TODAY - 91 * DAY
        client = make_client(session, people.kokkola, by=people.dora, referred=gone - 30 * DAY)
        make_assignment(session, client, people.aino, since=gone - 20 * DAY, ended_on=gone)
        make_contact(session, client, people.aino, on=gone - 10 * DAY)

        assert listed(session, people.aino) == ()

    def test_the_timeline_holds_one_client_narrowed_by_kind(self, session, people, client):
        make_contact(session, client, people.aino, with_whom=With.FAMILY)
        make_contact(session, client, people.bengt)
        make_contact(session, make_client(session, people.kokkola, people.aino), people.aino)

        everything = contacts.timeline(session, people.aino.actor, client)
        family = contacts.timeline(session, people.aino.actor, client, With.FAMILY)

        assert [row.coach for row in everything.rows] == ["Bengt Bäck", "Aino Ahola"]
        assert [row.may_change for row in everything.rows] == [False, True]
        assert [row.with_whom for row in family.rows] == [With.FAMILY]

    def test_nobody_else_reads_a_timeline(self, session, people, client):
        make_contact(session, client, people.aino)

        for person in (people.bengt, people.cilla, people.matti, people.ylva):
            assert contacts.timeline(session, person.actor, client).rows == ()


class TestSharedEmployers:
    @pytest.fixture
    def meetings(self, session, people, client, cafe):
        """Aino met the café for her client and in general, Cilla once for hers."""
        actor = people.aino.actor
        contacts.log(session, actor, client, with_employer(session, cafe, note="About the client"))
        contacts.log(session, actor, None, with_employer(session, cafe, note="In general"))
        hers = make_client(session, people.pietarsaari, people.cilla)
        contacts.log(
            session, people.cilla.actor, hers, with_employer(session, cafe, on=TODAY - DAY)
        )

    def test_a_colleague_sees_the_meeting_but_not_for_whom(self, session, people, meetings):
        found = {row.note: row for row in listed(session, people.bengt, team=True)}

        assert set(found) == {None, "In general"}
        hidden, general = found[None], found["In general"]
        assert (hidden.client, hidden.period_public_id, hidden.mode) == (None, None, None)
        assert (hidden.person, hidden.client_present, hidden.may_change) == ("", None, False)
        assert (hidden.employer, hidden.coach, hidden.meeting_purpose) == (
            "Rantakahvila Oy",
            "Aino Ahola",
            MeetingPurpose.NEEDS,
        )
        assert (general.mode, general.person) == (Mode.FACE_TO_FACE, "Siv Holm")

    def test_a_list_without_clients_names_none_in_the_log(self, session, people, meetings):
        session.info["notes"].clear()

        listed(session, people.bengt, team=True)

        assert session.info["notes"] == []

    def test_the_employers_page_tells_other_teams_day_and_coach_only(
        self, session, people, meetings, cafe
    ):
        rows = contacts.employer_meetings(session, people.cilla.actor, cafe.id).rows

        assert [row.coach for row in rows] == ["Aino Ahola", "Aino Ahola", "Cilla Sandås"]
        for row in rows[:2]:
            told = (row.client, row.note, row.person, row.meeting_purpose, row.mode, row.employer)
            assert told == (None, None, "", None, None, None)
        assert rows[2].client == "Leila Lahti"

    def test_a_manager_meets_nobody(self, session, people, meetings):
        assert listed(session, people.matti, team=True) == ()

    def test_everybody_sees_when_an_employer_was_last_met_and_by_whom(
        self, session, people, meetings, cafe
    ):
        never = make_employer(session, "Toinen Oy")
        attempt = with_employer(session, cafe, reached=False)
        contacts.log(session, people.bengt.actor, None, attempt)

        met = contacts.last_meetings(session, people.cilla.actor, [cafe.id, never.id])

        assert set(met) == {cafe.id}
        assert (met[cafe.id].on, met[cafe.id].coach, met[cafe.id].count) == (
            TODAY,
            "Aino Ahola",
            3,
        )


class TestCarried:
    def test_the_latest_clients_are_those_last_logged_then_the_newest(self, session, people):
        clients = [
            make_client(session, people.kokkola, people.aino, name=f"Client {number}")
            for number in range(7)
        ]
        for number in (2, 0):
            make_contact(session, clients[number], people.aino)
        make_contact(session, clients[4], people.bengt)

        found = contacts.latest_clients(session, people.aino.actor)

        assert sorted(one.shown for one in found) == [f"Client {n}" for n in (0, 2, 4, 5, 6)]

    def test_a_coach_chooses_among_the_own_clients_of_today(self, session, people, client):
        make_client(session, people.kokkola, people.bengt)
        make_client(session, people.kokkola, by=people.dora)
        make_client(
            session,
            people.kokkola,
            people.aino,
            status="closed",
            closed_on=TODAY,
            closed_reason="moved",
        )

        found = contacts.choices(session, people.aino.actor)

        assert [one.public_id for one in found] == [client.public_id]
        assert session.info["notes"][-1].period_ids == (client.id,)

    def test_a_leader_without_clients_chooses_among_the_teams_and_the_waiting(
        self, session, people, client
    ):
        waiting = make_client(session, people.kokkola, by=people.dora, name="Waiting Wilma")
        make_client(session, people.pietarsaari, people.cilla)

        found = contacts.choices(session, people.dora.actor)

        assert [one.public_id for one in found] == [client.public_id, waiting.public_id]

    def test_each_choice_carries_its_own_last_time(self, session, people, client):
        other = make_client(session, people.kokkola, people.aino, name="Other Olli")
        make_contact(session, client, people.aino, mode=Mode.PHONE, place=None, on=TODAY)
        make_contact(session, other, people.bengt, place=Place.HOME, on=TODAY - DAY)
        make_contact(session, other, people.aino, place=Place.REMOTE, on=TODAY - 2 * DAY)

        first, second = contacts.choices(session, people.aino.actor)

        assert (first.last.mode, first.last.place) == (Mode.PHONE, None)
        assert (second.last.mode, second.last.place) == (Mode.FACE_TO_FACE, Place.HOME)

    def test_last_time_with_a_new_client_is_as_the_coach_did_last(self, session, people, client):
        new = make_client(session, people.kokkola, people.aino)
        make_contact(
            session, client, people.aino, with_whom=With.FAMILY, mode=Mode.PHONE, place=None
        )

        known = contacts.last_time(session, people.aino.actor, client)
        first = contacts.last_time(session, people.aino.actor, new)

        assert (known.with_whom, known.mode) == (With.FAMILY, Mode.PHONE)
        assert (first.with_whom, first.mode) == (With.CLIENT, Mode.PHONE)
        assert contacts.last_time(session, people.bengt.actor, new) is None

    def test_withdrawn_contacts_carry_nothing(self, session, people, client):
        contact = contacts.log(session, people.aino.actor, client, MEETING)
        contacts.withdraw(session, people.aino.actor, contact, "Twice")

        assert contacts.last_time(session, people.aino.actor, client) is None
        assert contacts.last_contact_days(session, [client.id]) == {}

    def test_the_last_contact_of_each_stay_is_told_by_its_day(self, session, people, client):
        quiet = make_client(session, people.kokkola, people.aino)
        for days in (9, 4):
            make_contact(session, client, people.aino, on=TODAY - days * DAY)

        found = contacts.last_contact_days(session, [client.id, quiet.id])

        assert found == {client.id: TODAY - 4 * DAY}
