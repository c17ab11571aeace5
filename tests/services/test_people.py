"""People: adding, details and rights, passwords, closing an account, what is told of them."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from coaching import clock, history
from coaching.accounts import overview, passwords, sessions, throttle
from coaching.accounts import people as staff
from coaching.accounts import service as accounts
from coaching.accounts.models import SignIn, UserGrant
from coaching.accounts.types import Grant, Role
from coaching.caseload import service as caseload
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.uselog.types import Action, Basis
from tests.factories import id_of, make_client, make_post, make_user

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", cheap)


@pytest.fixture
def by(people):
    return people.ylva.actor


@pytest.fixture
def users(session, people):
    """The cast as the services give them, by name."""
    found = {one.name.split()[0].lower(): one.public_id for one in people}
    return lambda name: staff.get(session, found[name])


def change(session, by, user, *, grants=None, version=None, **values):
    had = frozenset(Grant(row.grant) for row in user.grants)
    told = {name: getattr(user, name) for name in staff.FIELDS} | values
    wanted = had if grants is None else frozenset(grants)
    staff.change(session, by, user, told, wanted, version or user.row_version)


def kept(session, user):
    newest = history.newest(session, "user", user.public_id)
    return {name: one.value for name, one in newest.items()}


def grants_of(session, user):
    return set(session.scalars(select(UserGrant.grant).where(UserGrant.user_id == id_of(user))))


def sign_in(session, name, password, remote):
    """Sign in as the page does: the password is checked first, then the sign-in begins."""
    return accounts.sign_in(session, accounts.check_sign_in(session, name, password, remote))


def actor(session, user):
    return sessions.actor_of(session, user.id)


# ---- adding


def test_a_new_person_gets_a_password_that_works_once_and_must_be_changed(session, by):
    user, password = staff.add(session, by, "Eeva Esko", "Eeva.Esko")

    token = sign_in(session, "EEVA.ESKO", password, "here")

    assert sessions.find(session, token).user_id == user.id
    assert actor(session, user).must_change_password
    assert kept(session, user) == {"name": "Eeva Esko", "user_name": "eeva.esko"}


def test_adding_a_person_leaves_a_line_that_names_nobody(session, by):
    staff.add(session, by, "Eeva Esko", "eeva")

    (note,) = session.info["notes"]
    assert (note.user_id, note.action, note.basis) == (
        by.user_id,
        Action.SETTINGS,
        Basis.ADMINISTRATION,
    )
    assert note.detail == {"kind": "user"}


@pytest.mark.parametrize("typed", ["aino", "AINO", " Aíno "])
def test_a_user_name_belongs_to_one_person_however_it_is_typed(session, by, typed):
    with pytest.raises(staff.UserNameTaken):
        staff.add(session, by, "Another Aino", typed)


@pytest.mark.parametrize("typed", ["", "\u202e", "ß" * 80])
def test_a_user_name_that_cannot_be_kept_is_refused(session, by, typed):
    with pytest.raises(staff.UserNameWrong):
        staff.add(session, by, "Eeva Esko", typed)


def test_the_first_administrator_comes_from_the_command_line(session):
    user = staff.add_with_password(
        session, "Ylva Öst", "ylva", "a long phrase of mine", administrator=True
    )

    assert actor(session, user).is_administrator
    assert kept(session, user)["grants"] == [Grant.ADMINISTRATOR]
    with pytest.raises(passwords.PasswordTooShort):
        staff.add_with_password(session, "Eeva Esko", "eeva", "short", administrator=False)


# ---- details and rights


def test_only_what_changed_is_kept_in_the_history(session, by, users):
    aino = users("aino")

    change(session, by, aino, name="Aino Aalto", phone="040 123 4567")

    assert kept(session, aino) == {"name": "Aino Aalto", "phone": "040 123 4567"}
    assert history.newest(session, "user", aino.public_id)["name"].by_name == "Ylva Öst"


def test_saving_without_a_change_leaves_nothing(session, by, users):
    aino = users("aino")
    version = aino.row_version

    change(session, by, aino)

    assert kept(session, aino) == {}
    assert aino.row_version == version
    assert session.info["notes"] == []


def test_a_newer_version_is_not_overwritten(session, by, users):
    aino = users("aino")
    version = aino.row_version
    change(session, by, aino, title="Coach")

    with pytest.raises(ChangedMeanwhile) as refused:
        change(session, by, aino, title="Leader", version=version)

    assert refused.value.facts["user"] == "Ylva Öst"
    assert aino.title == "Coach"


def test_rights_are_part_of_the_version(session, by, users):
    """Somebody who still sees the old rights must not take the new ones away again."""
    aino = users("aino")
    version = aino.row_version
    change(session, by, aino, grants=[Grant.MANAGER])

    with pytest.raises(ChangedMeanwhile):
        change(session, by, aino, grants=[], version=version)

    assert grants_of(session, aino) == {Grant.MANAGER}


def test_rights_are_given_and_taken(session, by, users):
    aino = users("aino")

    change(session, by, aino, grants=[Grant.MANAGER, Grant.ADMINISTRATOR])
    assert actor(session, aino).grants == {Grant.MANAGER, Grant.ADMINISTRATOR}
    change(session, by, aino, grants=[Grant.MANAGER])

    assert actor(session, aino).grants == {Grant.MANAGER}
    assert kept(session, aino)["grants"] == [Grant.MANAGER]


def test_a_reviewers_right_is_not_lost_here(session, by):
    user = make_user(session, "Rita Rask", grants=[Grant.REVIEWER])
    rita = staff.get(session, user.public_id)

    change(session, by, rita, grants=[Grant.MANAGER])

    assert grants_of(session, rita) == {Grant.REVIEWER, Grant.MANAGER}


def test_the_last_administrator_keeps_the_right(session, by, users):
    ylva = users("ylva")

    with pytest.raises(staff.LastAdministrator):
        change(session, by, ylva, grants=[])

    change(session, by, users("aino"), grants=[Grant.ADMINISTRATOR])
    change(session, by, ylva, grants=[])
    assert grants_of(session, ylva) == set()


def test_an_administrator_with_a_closed_account_does_not_count(session, by, users):
    make_user(session, "Olli Old", grants=[Grant.ADMINISTRATOR], closed_on=TODAY)

    with pytest.raises(staff.LastAdministrator):
        change(session, by, users("ylva"), grants=[])


def test_two_administrators_who_take_each_others_right_leave_one(database, people):
    with database.write() as session:
        aino = staff.get(session, people.aino.public_id)
        change(session, people.ylva.actor, aino, grants=[Grant.ADMINISTRATOR])
    refused = []

    def second():
        with database.write() as session:
            ylva = staff.get(session, people.ylva.public_id)
            try:
                change(session, people.aino.actor, ylva, grants=[])
            except staff.LastAdministrator as refusal:
                refused.append(refusal)

    with database.write() as session:
        change(session, people.ylva.actor, staff.get(session, people.aino.public_id), grants=[])
        other = threading.Thread(target=second)
        other.start()
        # The second one gets as far as it can while the first has not committed.
        other.join(0.5)
        assert other.is_alive()
    other.join(20)

    with database.read() as session:
        assert grants_of(session, people.ylva.user_id) == {Grant.ADMINISTRATOR}
    assert len(refused) == 1


def test_a_user_name_can_be_corrected_but_not_to_another_persons(session, by, users):
    aino = users("aino")

    with pytest.raises(staff.UserNameTaken):
        change(session, by, aino, user_name="Bengt")
    change(session, by, aino, user_name="Aino.Ahola")

    assert aino.user_name == "aino.ahola"


def test_a_person_who_does_not_exist(session, people):
    with pytest.raises(NotThere):
        staff.get(session, "a" * 26)


# ---- passwords


def test_a_new_one_time_password_replaces_the_old_and_ends_sign_ins(session, by):
    user, first = staff.add(session, by, "Eeva Esko", "eeva")
    token = sign_in(session, "eeva", first, "here")

    second = staff.reset_password(session, by, user)

    session.expire_all()
    assert sessions.find(session, token).ended_at is not None
    with pytest.raises(accounts.SignInFailed):
        sign_in(session, "eeva", first, "here")
    assert sign_in(session, "eeva", second, "here")
    assert kept(session, user)["password"] == "reset"


def test_whoever_forgot_a_password_need_not_wait_with_the_new_one(session, by):
    user, _password = staff.add(session, by, "Eeva Esko", "eeva")
    for number in range(throttle.BY_NAME):
        accounts.note_failed_sign_in(session, "eeva", f"address {number}")

    password = staff.reset_password(session, by, user)

    assert sign_in(session, "eeva", password, "here")


# ---- closing


def test_a_closed_account_is_signed_out_and_cannot_come_back(session, by):
    user, password = staff.add(session, by, "Eeva Esko", "eeva")
    sign_in(session, "eeva", password, "here")

    staff.close(session, by, user)

    live = select(func.count()).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    assert session.scalar(live) == 0
    with pytest.raises(accounts.SignInFailed):
        sign_in(session, "eeva", password, "here")


def test_closing_ends_posts_today_and_drops_those_to_come(session, by, users, people):
    make_post(session, people.aino, people.pietarsaari, since=TODAY + 9 * DAY)
    session.expire_all()
    aino = users("aino")

    staff.close(session, by, aino)

    assert [(post.team_id, post.until) for post in aino.posts] == [(people.kokkola.id, TODAY)]
    assert people.aino.name not in {
        coach.name for coach in caseload.coaches_of(session, [people.kokkola.id])
    }


def test_clients_stay_with_a_coach_whose_account_is_closed(session, by, users, people):
    make_client(session, people.kokkola, people.aino)

    staff.close(session, by, users("aino"))

    totals = caseload.totals(session, people.aino.user_id)
    assert (totals.owned, totals.held, totals.over) == (0, 1, 1)
    shown = caseload.caseloads(session, people.dora.actor, [people.kokkola.id])
    assert ("Aino Ahola", 1) in [(one.coach_name, one.held) for one in shown]


def test_nobody_closes_the_own_account(session, by, users):
    with pytest.raises(staff.OwnAccount):
        staff.close(session, by, users("ylva"))


def test_the_last_administrators_account_stays_open(session, by, users, people):
    """Somebody whose right has just been taken still has the page open."""
    with pytest.raises(staff.LastAdministrator):
        staff.close(session, people.aino.actor, users("ylva"))


def test_an_account_is_opened_again_without_its_posts(session, by, users):
    aino = users("aino")
    staff.close(session, by, aino)

    staff.open_again(session, by, aino)

    assert actor(session, aino) is not None
    assert not actor(session, aino).is_coach
    assert kept(session, aino)["closed_on"] is None


def test_closing_and_opening_twice_is_as_once(session, by, users):
    aino = users("aino")
    staff.close(session, by, aino)
    version = aino.row_version

    staff.close(session, by, aino)
    assert aino.row_version == version
    staff.open_again(session, by, aino)
    staff.open_again(session, by, aino)

    assert aino.row_version == version + 1


# ---- what is told of people


def card_of(session, name):
    return next(one for one in overview.people(session) if one.name.startswith(name))


def test_people_stand_in_finnish_order_closed_ones_last(session, by, people, users):
    make_user(session, "Åke Åman")
    make_user(session, "Älva Ängman")
    staff.close(session, by, users("aino"))

    names = [one.name.split()[0] for one in overview.people(session)]

    assert names == ["Bengt", "Cilla", "Dora", "Matti", "Ylva", "Åke", "Älva", "Aino"]


def test_posts_are_told_by_when_they_are(session, people):
    make_post(session, people.aino, people.pietarsaari, since=TODAY + DAY, fte="0.5")
    make_post(
        session, people.aino, people.pietarsaari, since=TODAY - 9 * DAY, until=TODAY, fte="0.4"
    )

    card = card_of(session, "Aino")

    assert [(post.team, post.role) for post in card.now] == [("Kokkola", Role.COACH)]
    assert [str(post.fte) for post in card.coming] == ["0.5"]
    assert [str(post.fte) for post in card.ended] == ["0.4"]


def test_a_person_without_post_and_right_sees_nothing(session, people):
    make_post(
        session, make_user(session, "Eeva Esko"), people.kokkola, since=TODAY - DAY, until=TODAY
    )

    assert card_of(session, "Eeva").sees_nothing
    assert not [
        name for name in ("Aino", "Dora", "Matti", "Ylva") if card_of(session, name).sees_nothing
    ]


def test_a_team_tells_who_leads_it_and_how_many_coach_in_it(session, people):
    make_post(session, people.dora, people.kokkola)

    kokkola, pietarsaari = overview.team_cards(session)

    assert (kokkola.leaders, kokkola.coaches) == (("Dora Dahl",), 3)
    assert (pietarsaari.leaders, pietarsaari.coaches) == ((), 1)
