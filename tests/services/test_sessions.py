"""Sign-ins, the throttle, unsaved text and sending once, as the database keeps them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from coaching import clock
from coaching.accounts import passwords, sessions, submissions, throttle, typing
from coaching.accounts import service as accounts
from coaching.accounts.models import SignIn, SignInAttempt, Submission, Typing, User
from coaching.accounts.types import Grant, Role
from coaching.errors import AlreadyDone
from tests.at_once import together
from tests.factories import make_post, make_user
from tests.passwords import CHEAP

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PAGE = "/contacts/new"


def later(**how):
    return clock.at(NOON + timedelta(**how))


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


class TestSignIns:
    @pytest.fixture
    def begun(self, database, people):
        """A sign-in of Aino at noon: its token."""
        with later(), database.write() as session:
            return sessions.begin(session, session.get_one(User, people.aino.user_id))

    def test_the_table_keeps_a_hash_and_never_the_token(self, database, begun):
        with database.read() as session:
            row = session.scalars(select(SignIn)).one()

            assert row.token_hash == sessions.token_hash(begun)
            assert begun not in (row.token_hash, str(row.id))
            assert len(begun) >= 43

    def test_is_found_by_its_token_only(self, database, begun):
        with database.read() as session:
            found = sessions.find(session, begun)
            assert found is not None
            assert sessions.find(session, sessions.token_hash(begun)) is None
            assert sessions.find(session, begun + "x") is None
            assert sessions.find(session, "") is None

    @pytest.mark.parametrize(
        ("how", "lives"),
        [
            ({"minutes": 29, "seconds": 59}, True),
            ({"minutes": 30}, False),
            ({"hours": 12}, False),
        ],
    )
    def test_ends_when_it_was_idle_for_long(self, database, begun, how, lives):
        with later(**how), database.read() as session:
            row = sessions.find(session, begun)

            assert sessions.is_live(row, 30, 12) is lives

    def test_ends_after_its_hours_however_busy(self, database, begun):
        with later(hours=11, minutes=59), database.write() as session:
            sessions.touch(session, sessions.find(session, begun).id)
        with later(hours=11, minutes=59, seconds=59), database.read() as session:
            assert sessions.is_live(sessions.find(session, begun), 30, 12)
        with later(hours=12), database.read() as session:
            assert not sessions.is_live(sessions.find(session, begun), 30, 12)

    def test_ending_one_leaves_the_others(self, database, people, begun):
        with later(minutes=1), database.write() as session:
            other = sessions.begin(session, session.get_one(User, people.aino.user_id))
            sessions.end(session, sessions.find(session, begun).id)

        with later(minutes=2), database.read() as session:
            lives = [sessions.is_live(sessions.find(session, t), 30, 12) for t in (begun, other)]
        assert lives == [False, True]

    def test_ending_all_but_one_touches_nobody_else(self, database, people, begun):
        with later(minutes=1), database.write() as session:
            this = sessions.begin(session, session.get_one(User, people.aino.user_id))
            bengts = sessions.begin(session, session.get_one(User, people.bengt.user_id))
            keep = sessions.find(session, this).id
            sessions.end_all(session, people.aino.user_id, but=keep)

        with later(minutes=2), database.read() as session:
            lives = [
                sessions.is_live(sessions.find(session, token), 30, 12)
                for token in (begun, this, bengts)
            ]
        assert lives == [False, True, True]


class TestWhoIsActing:
    DAY = date(2026, 11, 24)

    @pytest.mark.parametrize(
        ("since", "until", "works"),
        [
            (0, None, True),
            (1, None, False),
            (-10, 0, False),
            (-10, 1, True),
            (0, 0, False),
        ],
    )
    def test_a_post_counts_from_its_first_day_until_the_day_it_ends(
        self, database, people, since, until, works
    ):
        days = (self.DAY + timedelta(days=since),
                None if until is None else self.DAY + timedelta(days=until))  # fmt: skip
        with later(), database.write() as session:
            user = make_user(session, "Eeva Esko")
            make_post(session, user, people.kokkola, since=days[0], until=days[1])

            actor = sessions.actor_of(session, user.id)

        assert actor.is_coach is works
        assert actor.teams == (frozenset({people.kokkola.id}) if works else frozenset())

    def test_several_posts_and_grants_add_up(self, database, people):
        with database.write() as session:
            user = make_user(session, "Eeva Esko", grants=[Grant.MANAGER, Grant.ADMINISTRATOR])
            make_post(session, user, people.kokkola)
            make_post(session, user, people.pietarsaari, role=Role.LEADER)

            actor = sessions.actor_of(session, user.id, 42)

        assert actor.coach_of == {people.kokkola.id}
        assert actor.leader_of == {people.pietarsaari.id}
        assert (actor.is_manager, actor.is_administrator, actor.is_reviewer) == (True, True, False)
        assert actor.session_id == 42

    def test_a_closed_account_is_nobody_from_its_day_on(self, database, people):
        with database.write() as session:
            session.get_one(User, people.aino.user_id).closed_on = self.DAY

        with database.read() as session:
            with clock.at(NOON - timedelta(days=1)):
                assert sessions.actor_of(session, people.aino.user_id) is not None
            with later():
                assert sessions.actor_of(session, people.aino.user_id) is None
                assert sessions.actor_of(session, 10_000) is None


class TestThrottle:
    def test_the_fifth_failure_of_a_name_makes_it_wait_for_a_quarter(self, session):
        for minute in range(5):
            with later(minutes=minute):
                assert throttle.wait_until(session, "aino", "192.0.2.7") is None
                throttle.note_failure(session, "aino", "192.0.2.7")

        with later(minutes=5):
            until = throttle.wait_until(session, "aino", "198.51.100.1")
        assert until == NOON + timedelta(minutes=15)
        with clock.at(until - timedelta(seconds=1)):
            assert throttle.wait_until(session, "aino", "198.51.100.1") == until
        with clock.at(until):
            assert throttle.wait_until(session, "aino", "198.51.100.1") is None

    def test_an_address_waits_after_fifty_whatever_the_names(self, session):
        with later():
            for number in range(throttle.BY_ADDRESS):
                throttle.note_failure(session, f"somebody {number}", "192.0.2.7")

            assert throttle.wait_until(session, "aino", "192.0.2.7") == NOON + throttle.WINDOW
            assert throttle.wait_until(session, "aino", "192.0.2.8") is None

    def test_a_name_and_an_address_of_the_same_letters_are_two_things(self, session):
        with later():
            for _ in range(throttle.BY_NAME):
                throttle.note_failure(session, "192.0.2.7", "192.0.2.9")

            assert throttle.wait_until(session, "aino", "192.0.2.7") is None

    def test_what_is_old_is_thrown_away(self, session):
        with later():
            throttle.note_failure(session, "aino", "192.0.2.7")
        with later(minutes=16):
            throttle.note_failure(session, "bengt", "192.0.2.7")

        assert count(session, SignInAttempt) == 1

    def test_a_sign_in_that_worked_forgets_its_name_alone(self, session, people):
        with later():
            for name in ("aino", "bengt"):
                throttle.note_failure(session, name, "192.0.2.7")

            accounts.sign_in(session, people.aino.user_id)

        assert count(session, SignInAttempt) == 1


class TestPasswords:
    @pytest.mark.parametrize("password", ["a" * 11, ""])
    def test_under_twelve_characters_is_too_short(self, password):
        with pytest.raises(passwords.PasswordTooShort) as refused:
            passwords.check_new(password, "aino")
        assert refused.value.facts == {"least": 12}

    @pytest.mark.parametrize(
        "password",
        [
            "salasana1234",
            "LÖSENORD2026!",
            "welcome.......",
            "aaaaaaaaaaaa",
            "aino........",
            "abcdabcdabcd",
        ],
    )
    def test_what_everybody_guesses_is_refused(self, password):
        with pytest.raises(passwords.PasswordEasy):
            passwords.check_new(password, "aino")

    @pytest.mark.parametrize(
        "password", ["kolme kaunista kuusta", "x" * 8 + "yzåä", "correct horse"]
    )
    def test_a_phrase_is_good(self, password):
        passwords.check_new(password, "aino")

    def test_is_kept_as_argon2_and_fits_itself_only(self, monkeypatch):
        monkeypatch.setattr(passwords, "hasher", CHEAP)
        kept = passwords.hashed("kolme kaunista kuusta")

        assert kept.startswith("$argon2id$")
        assert passwords.fits(kept, "kolme kaunista kuusta")
        assert not passwords.fits(kept, "kolme kaunista kuusta ")
        assert not passwords.fits("no password fits this", "no password fits this")

    def test_a_one_time_password_is_long_and_never_the_same(self):
        made = {passwords.one_time() for _ in range(50)}

        assert len(made) == 50
        for password in made:
            passwords.check_new(password, "aino")


class TestUnsavedText:
    def keep(self, database, people, **fields):
        with database.write() as session:
            return typing.keep(session, people.aino.user_id, "a" * 26, PAGE, fields)

    def test_is_its_persons_alone(self, database, people):
        self.keep(database, people, note=["Talked"])

        with database.read() as session:
            (text,) = typing.all_of(session, people.aino.user_id)
            assert (text.record, text.fields) == (PAGE, {"note": ["Talked"]})
            assert typing.all_of(session, people.bengt.user_id) == []

    def test_the_newest_of_an_opening_stands_in_one_row(self, database, people):
        first = self.keep(database, people, note=["First"])
        second = self.keep(database, people, note=["Second"])

        assert first.public_id == second.public_id
        with database.read() as session:
            assert [text.fields for text in typing.all_of(session, people.aino.user_id)] == [
                {"note": ["Second"]}
            ]

    def test_is_kept_by_public_id_for_who_is_not_signed_in(self, database, people):
        with database.write() as session:
            known = typing.keep_for(session, people.aino.public_id, "a" * 26, PAGE, {"a": ["b"]})
            unknown = typing.keep_for(session, "a" * 26, "a" * 26, PAGE, {"a": ["b"]})
            session.get_one(User, people.bengt.user_id).closed_on = clock.today()
            session.flush()
            closed = typing.keep_for(session, people.bengt.public_id, "a" * 26, PAGE, {})

            assert typing.all_of(session, people.aino.user_id) == [known]
        assert unknown is closed is None

    def test_is_forgotten_when_saved_and_after_a_week(self, database, people):
        with later():
            self.keep(database, people, note=["Talked"])
        with later(days=7), database.read() as session:
            assert typing.all_of(session, people.aino.user_id) == []
            assert typing.count(session, people.aino.user_id) == 0
        with later(days=8), database.write() as session:
            typing.forget(session, people.bengt.actor, "b" * 26)
            assert count(session, Typing) == 0

    def test_two_sendings_at_once_leave_one_row(self, database, people):
        failed = together(
            lambda number: self.keep(database, people, note=[f"Sent {number}"]), times=4
        )

        assert failed == []
        with database.read() as session:
            assert count(session, Typing) == 1


class TestSendingOnce:
    def test_the_second_sending_is_told_where_the_first_one_led(self, database, people):
        with database.write() as session:
            submissions.claim(session, people.aino.actor, "a" * 26).result = "/clients/x"

        with database.write() as session, pytest.raises(AlreadyDone) as done:
            submissions.claim(session, people.aino.actor, "a" * 26)
        assert done.value.result == "/clients/x"

    def test_a_sending_that_was_undone_can_be_sent_again(self, database, people):
        def undone():
            with database.write() as session:
                submissions.claim(session, people.aino.actor, "a" * 26)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            undone()

        with database.write() as session:
            assert submissions.claim(session, people.aino.actor, "a" * 26).result == ""

    def test_of_four_at_once_one_does_the_work_and_the_rest_follow_it(self, database, people):
        done, followed = [], []

        def send(number):
            try:
                with database.write() as session:
                    submissions.claim(session, people.aino.actor, "b" * 26).result = f"/{number}"
                    done.append(f"/{number}")
            except AlreadyDone as already:
                followed.append(already.result)

        assert together(send, times=4) == []
        assert len(done) == 1
        assert followed == done * 3
        with database.read() as session:
            assert count(session, Submission) == 1
