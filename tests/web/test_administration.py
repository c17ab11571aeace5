"""The administration page: people, their rights and passwords, closing an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from coaching import clock
from coaching.accounts import overview, passwords
from coaching.accounts import people as staff
from coaching.accounts import service as accounts
from coaching.accounts.models import SignIn, User
from coaching.accounts.types import Grant, Role
from tests.factories import make_client, make_post, make_user

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", cheap)


@pytest.fixture
def desk(page, people):
    """The page in front of the administrator."""
    page.sign_in(people.ylva)
    return page


def user(database, person):
    with database.read() as session:
        found = staff.get(session, person.public_id)
        session.expunge_all()
        return found


def rows(page, number=0):
    return {row[0]: row[1:] for row in page.table(number)[1:]}


def password_on(page):
    (found,) = [words for words in page.main.split() if words.count("-") == 3 and len(words) == 23]
    return found


def open_person(page, person):
    return page.get("administration.edit_person", person_id=person.public_id)


# ---- overview


def test_the_overview_lists_people_with_posts_and_rights(desk, database, people):
    with database.write() as session:
        make_post(session, people.dora, people.pietarsaari, fte="0.375")
        make_user(session, "Eeva Esko", must_change_password=True)
        make_user(session, "Olli Old", closed_on=TODAY)

    desk.get("administration.overview")

    found = rows(desk)
    assert found["Aino Ahola"][:3] == ["aino", "Job coach, Kokkola, 100%", "–"]
    assert "Team leader, Kokkola, 100%" in found["Dora Dahl"][1]
    assert "Job coach, Pietarsaari, 37.5%" in found["Dora Dahl"][1]
    assert found["Ylva Öst"][1:3] == ["no post", "administrator"]
    assert found["Eeva Esko"][3] == "has a one-time password sees nothing"
    assert "Olli Old" not in found
    assert rows(desk, 1)["Olli Old"][0] == "olli"
    assert rows(desk, 2) == {
        "Kokkola": ["kokkola", "Dora Dahl", "2"],
        "Pietarsaari": ["pietarsaari", "no leader", "2"],
    }


def test_the_overview_leads_to_everything(desk, people):
    desk.get("administration.overview")

    addresses = [link for link in desk.links.values() if link.startswith("/administration/")]

    assert len(addresses) > 12
    for address in addresses:
        assert desk.get(address).status == 200


def test_an_organisation_without_teams_is_told_to_begin_with_one(page, database):
    with database.write() as session:
        ylva = make_user(session, "Ylva Öst", grants=[Grant.ADMINISTRATOR])
    page.sign_in(type("Person", (), {"user_id": ylva.id}))

    page.get("administration.overview")

    assert "add one first" in page.main


# ---- adding


def test_a_new_person_signs_in_with_the_password_that_is_shown_once(desk, database, people):
    desk.get("administration.add_person")

    desk.submit("Add person", name="Eeva Esko", user_name="Eeva.Esko")

    assert desk.h1 == "One-time password"
    password = password_on(desk)
    desk.follow("To the person’s page")
    assert password not in desk.text
    with database.write() as session:
        assert accounts.check_sign_in(session, "eeva.esko", password, "here")


def test_a_person_sent_twice_is_added_once_and_the_second_page_says_what_to_do(desk, database):
    form = {"name": "Eeva Esko", "user_name": "eeva", "submission": "a" * 26}

    for _ in range(2):
        desk.post("administration.add_person", form)

    assert desk.h1 == "Eeva Esko"
    assert "shown only once" in desk.messages[0]
    with database.read() as session:
        assert len(session.scalars(select(User).where(User.user_name == "eeva")).all()) == 1


def test_a_user_name_that_is_taken_is_refused_beside_it(desk, people):
    desk.get("administration.add_person")

    desk.submit("Add person", name="Another Aino", user_name="AINO")

    assert desk.status == 422
    assert desk.error("user_name") == "Somebody has this user name. Choose another one."
    assert (desk.field("name"), desk.field("user_name")) == ("Another Aino", "AINO")


def test_each_field_of_a_new_person_says_what_to_mend(desk, people):
    desk.get("administration.add_person")

    desk.submit("Add person", name="x" * 121, user_name=" ")

    assert desk.error("name") == "The text is 1 character too long. Shorten it."
    assert desk.error("user_name") == "Enter a user name."


# ---- details and rights


def test_details_and_rights_are_changed(desk, database, people):
    open_person(desk, people.aino)

    desk.submit("Save person", name="Aino Aalto", title="Coach", grants=["manager"])

    assert desk.messages == ["The person is saved"]
    assert desk.h1 == "Aino Aalto"
    saved = user(database, people.aino)
    assert (saved.title, [row.grant for row in saved.grants]) == ("Coach", ["manager"])


def test_a_newer_version_is_shown_beside_what_was_typed(desk, database, people):
    open_person(desk, people.aino)
    with database.write() as session:
        aino = staff.get(session, people.aino.public_id)
        told = {name: getattr(aino, name) for name in staff.FIELDS} | {"phone": "040 1"}
        staff.change(session, people.dora.actor, aino, told, frozenset({Grant.MANAGER}), 1)

    desk.submit("Save person", phone="050 2", grants=["administrator"])

    assert desk.status == 422
    assert "Dora Dahl has saved a newer version" in desk.messages[0]
    assert desk.saved_meanwhile("phone") == "040 1"
    assert desk.saved_meanwhile("grants") == "management"
    assert desk.field("phone") == "050 2"
    desk.submit("Save person")
    saved = user(database, people.aino)
    assert (saved.phone, [row.grant for row in saved.grants]) == ("050 2", ["administrator"])


def test_the_last_administrator_cannot_give_the_right_away(desk, database, people):
    open_person(desk, people.ylva)

    desk.submit("Save person", grants=[])

    assert desk.error("grants") == (
        "There must be one administrator. Give the right to somebody else first."
    )
    assert [row.grant for row in user(database, people.ylva).grants] == ["administrator"]


def test_whoever_gives_the_own_right_away_is_led_out(desk, database, people):
    with database.write() as session:
        make_user(session, "Eeva Esko", grants=[Grant.ADMINISTRATOR])
    open_person(desk, people.ylva)

    desk.submit("Save person", grants=[])

    assert desk.address == "/account"
    assert desk.get("administration.overview").status == 404


def test_a_person_who_finds_nothing_after_signing_in_is_pointed_out(desk, database, people):
    with database.write() as session:
        eeva = make_user(session, "Eeva Esko")

    desk.get("administration.edit_person", person_id=eeva.public_id)

    assert "no post today and no right" in desk.main


def test_clients_of_a_person_are_numbers_only(desk, database, people):
    with database.write() as session:
        stay = make_client(session, people.pietarsaari, people.aino, name="Leila Lahti")
        code = stay.client.code

    open_person(desk, people.aino)

    assert "Pietarsaari: 1 client still has this coach" in desk.main
    assert "1 of 20 places taken" in desk.main
    assert "Leila" not in desk.text
    assert code not in desk.text


# ---- passwords


def test_a_new_one_time_password_signs_the_person_out(desk, database, people):
    with database.write() as session:
        signed_in = SignIn(
            token_hash="x", user_id=people.aino.user_id, created_at=clock.now(), seen_at=clock.now()
        )
        session.add(signed_in)
    open_person(desk, people.aino)

    desk.submit("Give a new one-time password")

    assert desk.h1 == "One-time password"
    assert passwords.fits(user(database, people.aino).password_hash, password_on(desk))
    with database.read() as session:
        assert session.scalar(select(SignIn.ended_at).where(SignIn.token_hash == "x"))


def test_a_password_asked_for_twice_is_given_once(desk, database, people):
    given = {"submission": "b" * 26}
    place = {"person_id": people.aino.public_id}
    desk.post("administration.reset_password", given, **place)
    password = password_on(desk)

    desk.post("administration.reset_password", given, **place)

    assert passwords.fits(user(database, people.aino).password_hash, password)
    assert "Give a new one if you did not see it" in desk.messages[0]


def test_the_own_password_is_changed_elsewhere(desk, people):
    open_person(desk, people.ylva)

    assert "Give a new one-time password" not in desk.buttons
    assert desk.follow("Change password").h1 == "Change password"


# ---- closing and opening


def test_closing_says_what_it_does_before_it_does_it(desk, database, people):
    with database.write() as session:
        make_client(session, people.kokkola, people.aino)
        make_post(session, people.aino, people.pietarsaari, role=Role.LEADER, since=TODAY + DAY)
    open_person(desk, people.aino)

    desk.follow("Close the account")

    for words in (
        "This post ends today: job coach, Kokkola.",
        "This post to come is removed: team leader, Pietarsaari.",
        "Kokkola: 1 client keeps this coach",
    ):
        assert words in desk.main
    assert user(database, people.aino).closed_on is None
    desk.submit("Close the account")

    assert desk.messages[0] == "The account is closed"
    assert user(database, people.aino).closed_on == TODAY
    assert "Kokkola: 1 client still has this coach" in desk.main


def test_a_closed_account_is_opened_again(desk, database, people):
    desk.get("administration.close_person", person_id=people.aino.public_id)
    desk.submit("Close the account")

    desk.submit("Open the account again")

    assert desk.messages[0].startswith("The account is open again.")
    assert user(database, people.aino).closed_on is None
    assert "Add post" in desk.links


def test_nobody_closes_the_own_account(desk, database, people):
    desk.get("administration.close_person", person_id=people.ylva.public_id)

    desk.submit("Close the account")

    assert desk.status == 422
    assert "Ask another administrator to close it." in desk.messages[0]
    assert user(database, people.ylva).closed_on is None


# ---- not yours


def test_people_who_are_not_there(desk, people):
    for endpoint in (
        "edit_person", "close_person", "add_post", "add_absence", "edit_post", "edit_absence"
    ):  # fmt: skip
        values = {"person_id": "a" * 26}
        if endpoint in ("edit_post", "edit_absence"):
            values[endpoint.replace("edit_", "") + "_id"] = "b" * 26
        assert desk.get(f"administration.{endpoint}", **values).status == 404
    for endpoint in ("reset_password", "open_person"):
        assert desk.post(f"administration.{endpoint}", {}, person_id="a" * 26).status == 404


def test_cards_tell_nothing_of_the_password(database, people):
    with database.read() as session:
        card = overview.people(session)[0]

    assert not [name for name in vars(card) if "hash" in name]
