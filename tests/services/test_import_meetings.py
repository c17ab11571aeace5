"""Rows of a team's sheet as meetings, made at once or of an earlier import, and taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.contacts import bringing_in
from coaching.contacts.bringing_in import OldMeeting
from coaching.contacts.models import Contact
from coaching.contacts.refusals import CoachOfOtherTeam, ContactAhead, NoteOverLimit
from coaching.contacts.types import MeetingPurpose, Mode, With
from coaching.employers import batches, importing, staging, undoing
from coaching.employers.import_types import Choices, MeetingTerms, NoMeeting
from coaching.employers.models import Employer, EmployerPerson, EmployerSite, ImportBatch, ImportRow
from coaching.employers.refusals import ImportUndone
from coaching.employers.types import Outcome
from coaching.errors import NotThere
from coaching.sheets import workbook
from coaching.uselog.models import UseLogLine
from tests import sheets
from tests.factories import make_contact, make_employer, make_post, make_user

NEXT = clock.today() + timedelta(days=7)
DAY = date(2026, 3, 2)
HEADINGS = ("Pvm", "Yritys", "Paikkakunta", "Yhteyshenkilö", "Päättää", "Valmentaja", "Tapa",
            "Tarkoitus", "Tulos", "Seuraava askel", "Seuraava pvm", "Muistiinpanot")  # fmt: skip


def meeting(name="Café Åström", on=DAY, coach="Aino", **cells):
    told = {"pvm": on, "yritys": name, "paikkakunta": "Kokkola", "valmentaja": coach, **cells}
    names = [heading.lower().replace("ö", "o").replace("ä", "a") for heading in HEADINGS]
    assert set(told) <= set(names), told
    return [told.get(one) for one in names]


def file(*rows):
    return workbook.read_bytes(sheets.workbook(HEADINGS, *rows), "log.xlsx")


@pytest.fixture
def terms(people):
    """Meetings of Kokkola; Aino and Bengt are known by their first names."""
    known = {"aino": people.aino.user_id, "bengt": people.bengt.user_id}
    return MeetingTerms(people.kokkola.id, known)


@pytest.fixture
def accept(session, aino, terms):
    """Bring rows in with their meetings: accept(row, …) gives what was done and the batch."""

    def bring(*rows, terms=terms):
        return importing.accept(session, aino, importing.read_rows(file(*rows)), "kept", terms)

    return bring


def told(found):
    return [one.meeting for one in found.results if one.read is not None]


def contacts(session):
    return session.scalars(select(Contact).order_by(Contact.id)).all()


class TestARow:
    def test_becomes_a_row_of_form_b(self, session, people, accept):
        accept(
            meeting(
                yhteyshenkilo="Maija Esimerkki", paattaa="kyllä", tapa="puhelin",
                tarkoitus="avoin paikka", tulos="haastattelu sovittu", muistiinpanot="Soita taas",
                **{"seuraava askel": "Lähetä CV", "seuraava pvm": NEXT},
            )
        )  # fmt: skip

        (made,) = contacts(session)
        person = session.scalars(select(EmployerPerson)).one()
        assert (made.team_id, made.coach_id, made.created_by_id) == (
            people.kokkola.id,
            people.aino.user_id,
            people.aino.user_id,
        )
        assert (made.on, made.with_whom, made.mode, made.place) == (DAY, "employer", "phone", None)
        assert (made.reached, made.decides, made.person_id) == (True, "yes", person.id)
        assert (made.meeting_purpose, made.result) == (MeetingPurpose.VACANCY, "interview")
        assert (made.note, made.next_step, made.next_on) == (
            "Soita taas",
            "Lähetä CV",
            NEXT,
        )
        assert made.period_id is None
        assert b"Soita" not in made.note_sealed

    def test_keeps_a_next_day_that_had_passed_in_the_note(self, session, accept):
        accept(meeting(muistiinpanot="Soita taas", **{"seuraava pvm": date(2026, 3, 9)}))

        (made,) = contacts(session)
        assert (made.note, made.next_on) == ("Soita taas\nSeuraava pvm: 9.3.2026", None)

    def test_that_tells_little_says_no_more_than_it_does(self, session, accept):
        accept(meeting())

        (made,) = contacts(session)
        assert (made.mode, made.place, made.decides) == ("face_to_face", "workplace", "unsure")
        assert (made.meeting_purpose, made.result, made.minutes, made.note) == (None,) * 4

    def test_keeps_words_that_are_no_code_in_its_note(self, session, accept):
        accept(meeting(tulos="jatkoon", tapa="savusaunassa", muistiinpanot="Mukava päivä"))

        assert contacts(session)[0].note == "Mukava päivä\nTapa: savusaunassa\nTulos: jatkoon"

    def test_takes_who_decides_from_the_card_when_it_does_not_tell(self, session, accept):
        make_employer(session, "Café Åström", person="Maija Esimerkki")
        session.scalars(select(EmployerPerson)).one().decides = "yes"
        session.flush()

        accept(meeting(yhteyshenkilo="Maija Esimerkki"))

        assert contacts(session)[0].decides == "yes"

    def test_may_be_of_a_day_before_the_coachs_post(self, session, accept):
        accept(meeting(on=date(2015, 1, 5)))

        assert contacts(session)[0].on == date(2015, 1, 5)

    def test_leaves_the_card_as_it_stands(self, session, accept):
        there = make_employer(session, "Café Åström", needs="Two bakers")

        accept(meeting(muistiinpanot="Nobody needed", tulos="ei saa ottaa yhteyttä"))

        session.expire_all()
        assert (there.needs, there.no_contact) == ("Two bakers", False)


class TestARowThatGivesNoMeeting:
    @pytest.mark.parametrize(
        ("cells", "why"),
        [
            ({"on": None}, NoMeeting.NO_DAY),
            ({"on": "1.9."}, NoMeeting.NO_DAY),
            ({"on": clock.today() + timedelta(days=1)}, NoMeeting.DAY_AHEAD),
            ({"coach": "Siv"}, NoMeeting.COACH_UNKNOWN),
            ({"coach": None}, NoMeeting.COACH_UNKNOWN),
            ({"muistiinpanot": "x" * 2001}, NoMeeting.NOTE_TOO_LONG),
            ({"muistiinpanot": "hetu 131052-308T"}, NoMeeting.IDENTITY_CODE),
            ({"name": "-"}, NoMeeting.NO_EMPLOYER),
        ],
    )
    def test_tells_why_and_is_kept(self, session, accept, cells, why):
        found, batch = accept(meeting(**cells))

        assert told(found) == [why]
        assert contacts(session) == []
        kept = session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id)).all()
        assert len(kept) == 2

    def test_is_one_that_stands_twice_on_the_sheet(self, session, accept):
        found, _batch = accept(meeting(), meeting())

        assert told(found)[1] is NoMeeting.SAME_ROW
        assert len(contacts(session)) == 1

    def test_is_one_the_team_has_logged_by_hand(self, session, people, accept):
        there = make_employer(session, "Café Åström")
        site = session.scalars(select(EmployerSite)).one()
        make_contact(
            session, None, people.aino, on=DAY, team_id=people.kokkola.id,
            with_whom=With.EMPLOYER, employer_id=there.id, site_id=site.id,
        )  # fmt: skip

        found, _batch = accept(meeting(), meeting(on=DAY + timedelta(days=1)))

        assert told(found)[0] is NoMeeting.LOGGED_BEFORE
        assert len(contacts(session)) == 2


class TestTwice:
    def test_adds_nothing_the_second_time_also_when_sorted_anew(self, session, accept):
        rows = [meeting(on=DAY + timedelta(days=n), muistiinpanot=f"Käynti {n}") for n in range(5)]
        accept(*rows)

        found, batch = accept(*reversed(rows))

        assert {one.outcome for one in found.results if one.read} == {Outcome.UNCHANGED}
        assert set(told(found)) == {NoMeeting.MADE_BEFORE}
        assert batch is None
        assert len(contacts(session)) == 5

    def test_adds_only_what_is_new_in_a_longer_sheet(self, session, accept):
        accept(meeting())

        accept(meeting(), meeting(on=DAY + timedelta(days=7)))

        assert [one.on for one in contacts(session)] == [DAY, DAY + timedelta(days=7)]


class TestAnEarlierImport:
    @pytest.fixture
    def earlier(self, session):
        """An import from the command line, without meetings."""
        rows = (meeting(), meeting("Leipomo", coach="Siv"), meeting("-"))
        _found, batch = importing.accept(
            session, None, importing.read_rows(file(*rows)), "kept", None
        )
        return batch

    def staged(self, session, actor, batch, team, **coaches):
        stage = staging.put_again(session, actor, batch.public_id, team)
        staging.choose(session, stage, Choices(meetings=True, coaches=coaches))
        return stage

    def test_gives_its_rows_as_meetings_with_where_they_led(self, session, dora, earlier, people):
        from coaching.employers import batch_meetings

        stage = self.staged(session, dora, earlier, people.kokkola.id)
        args = (staging.raw(stage), staging.choices_of(stage), staging.terms_of(session, stage))

        assert batch_meetings.accept(session, dora, earlier, *args) == 1
        assert batch_meetings.accept(session, dora, earlier, *args) == 0

        (made,) = contacts(session)
        row = session.scalars(select(ImportRow).where(ImportRow.contact_id == made.id)).one()
        assert (row.number, row.employer_id, row.site_id) == (2, made.employer_id, made.site_id)
        assert earlier.team_id == people.kokkola.id

    def test_tells_what_it_would_make(self, session, dora, earlier, people):
        stage = self.staged(session, dora, earlier, people.kokkola.id)

        rows = {row["number"]: row for row in stage.results["rows"]}
        assert rows[2]["meeting"] == DAY.isoformat()
        assert rows[3]["no_meeting"] == NoMeeting.COACH_UNKNOWN
        assert rows[4]["no_meeting"] == NoMeeting.NO_EMPLOYER
        assert contacts(session) == []

    def test_that_was_undone_gives_none(self, session, dora, earlier, people):
        undoing.undo(session, dora, earlier.public_id)

        with pytest.raises(ImportUndone):
            staging.put_again(session, dora, earlier.public_id, people.kokkola.id)

    def test_from_the_command_line_is_the_leaders_where_there_are_several_teams(
        self, session, aino, dora, earlier
    ):
        assert batches.find(session, dora, earlier.public_id) is earlier
        with pytest.raises(NotThere):
            batches.find(session, aino, earlier.public_id)


class TestUndoing:
    def test_takes_back_meetings_people_sites_and_employers(self, session, dora, accept):
        _found, batch = accept(meeting(yhteyshenkilo="Maija"), meeting("Leipomo"))

        told = undoing.undo(session, dora, batch.public_id)

        assert (told.employers, told.sites, told.people, told.meetings) == (2, 2, 1, 2)
        for table in (Employer, EmployerSite, EmployerPerson, Contact):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        rows = session.scalars(select(ImportRow)).all()
        assert {(row.employer_id, row.contact_id, str(row.cells)) for row in rows} == {
            (None, None, "[]")
        }
        with pytest.raises(ImportUndone):
            undoing.undo(session, dora, batch.public_id)

    def test_lets_the_same_file_come_in_again(self, session, dora, accept):
        _found, batch = accept(meeting())
        undoing.undo(session, dora, batch.public_id)

        accept(meeting())

        assert len(contacts(session)) == 1

    def test_keeps_a_meeting_that_was_edited_with_whom_it_was(self, session, dora, accept):
        _found, batch = accept(meeting(yhteyshenkilo="Maija"), meeting("Leipomo"))
        contacts(session)[0].note = "Mended by hand"
        session.flush()

        told = undoing.undo(session, dora, batch.public_id)

        assert (told.kept_meetings, told.kept_people, told.kept_employers) == (
            1,
            1,
            ("Café Åström",),
        )
        assert [one.name for one in session.scalars(select(Employer))] == ["Café Åström"]
        kept = [row.cells for row in session.scalars(select(ImportRow)) if row.cells]
        assert len(kept) == 1

    def test_keeps_what_a_later_sheet_joined(self, session, dora, accept):
        _found, first = accept(meeting(yhteyshenkilo="Maija"))
        accept(meeting(on=DAY + timedelta(days=3), yhteyshenkilo="Maija"))

        undoing.undo(session, dora, first.public_id)

        assert [one.on for one in contacts(session)] == [DAY + timedelta(days=3)]
        assert session.scalars(select(EmployerPerson.name)).all() == ["Maija"]

    def test_keeps_a_card_that_was_changed_by_hand(self, session, dora, accept):
        _found, batch = accept(meeting())
        session.scalars(select(Employer)).one().chain = "Kahvilat"
        session.flush()

        told = undoing.undo(session, dora, batch.public_id)

        assert told.kept_employers == ("Café Åström",)
        assert contacts(session) == []

    def test_empties_the_fields_it_filled_unless_somebody_wrote_over_them(
        self, session, dora, accept
    ):
        make_employer(session, "Café Åström", person="Maija")
        _found, batch = accept(meeting(yhteyshenkilo="Maija", paattaa="kyllä"))
        person = session.scalars(select(EmployerPerson)).one()
        assert person.decides == "yes"

        undoing.undo(session, dora, batch.public_id)

        session.refresh(person)
        assert person.decides == "unsure"
        assert session.scalars(select(Employer.name)).all() == ["Café Åström"]

    def test_is_not_for_a_colleague(self, session, people, accept):
        _found, batch = accept(meeting())

        with pytest.raises(NotThere):
            undoing.undo(session, people.bengt.actor, batch.public_id)
        assert session.scalars(select(ImportBatch)).one().undone_at is None

    def test_leaves_a_line_of_counts_only(self, database, people, terms):
        with database.write() as session:
            read = importing.read_rows(file(meeting(muistiinpanot="Soita")))
            _found, batch = importing.accept(session, people.aino.actor, read, "kept", terms)
        with database.write() as session:
            undoing.undo(session, people.aino.actor, batch.public_id)

        with database.read() as session:
            details = session.scalars(select(UseLogLine.detail).order_by(UseLogLine.id)).all()
        assert '"meetings": 1' in details[0]
        assert '"undone"' in details[1]
        assert not [word for word in ("Caf", "Soita") if word in "".join(details)]


class TestOldMeetings:
    """What the contacts slice refuses, whoever asks."""

    def old(self, session, people, **values):
        there = make_employer(session)
        site = session.scalars(select(EmployerSite)).one()
        plain = {"on": DAY, "coach_id": people.aino.user_id, "mode": Mode.PHONE}
        return OldMeeting(employer_id=there.id, site_id=site.id, **{**plain, **values})

    @pytest.mark.parametrize(
        ("values", "refusal"),
        [
            ({"on": clock.today() + timedelta(days=1)}, ContactAhead),
            ({"note": "x" * 2001}, NoteOverLimit),
        ],
    )
    def test_of_a_day_ahead_or_with_too_long_a_note_are_refused(
        self, session, people, values, refusal
    ):
        with pytest.raises(refusal):
            bringing_in.bring_in(
                session,
                people.aino.actor,
                people.kokkola.id,
                [self.old(session, people, **values)],
            )
        assert contacts(session) == []

    def test_of_somebody_who_never_worked_in_the_team_are_refused(self, session, people):
        old = self.old(session, people, coach_id=people.cilla.user_id)

        with pytest.raises(CoachOfOtherTeam):
            bringing_in.bring_in(session, people.aino.actor, people.kokkola.id, [old])

    def test_of_somebody_who_has_left_the_team_are_kept(self, session, people):
        siv = make_user(session, "Siv Salo")
        make_post(session, siv, people.kokkola, until=clock.today() - timedelta(days=400))
        old = self.old(session, people, coach_id=siv.id)

        bringing_in.bring_in(session, people.aino.actor, people.kokkola.id, [old])

        assert contacts(session)[0].coach_id == siv.id
