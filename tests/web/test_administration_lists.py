"""The administration page: teams, care teams, lists, settings, changes, and who may open it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts import lists, organisation, posts
from coaching.accounts import people as staff
from coaching.accounts.models import CareTeam, ListOption, Team
from coaching.accounts.types import NewPost, Role, minutes_of
from coaching.clients import choices
from coaching.clients.types import ReferralSource
from coaching.uselog.models import UseLogLine
from coaching.uselog.types import Action
from tests.factories import make_client

HEALTH = {"fi": "terveysasema", "sv": "hälsostation", "en": "health station"}


@pytest.fixture
def desk(page, people):
    """The page in front of the administrator."""
    page.sign_in(people.ylva)
    return page


@pytest.fixture
def clinic(database):
    """A care team, by public id."""
    with database.write() as session:
        return lists.set_care_team(session, None, "Clinic").public_id


def first_column(page, number=0):
    return [row[0] for row in page.table(number)[1:]]


def offered(database, name="referral_source"):
    with database.read() as session:
        return [words for _code, words in choices.options(session, name, "en")]


# ---- teams


def test_a_team_is_added_and_renamed(desk, database):
    desk.get("administration.edit_team")
    desk.submit("Save team", name="Kaustinen", short="kaustinen")
    assert desk.messages == ["The team is saved"]

    desk.follow("Kaustinen")
    desk.submit("Save team", name="Kaustisen tiimi")

    assert "Kaustisen tiimi" in first_column(desk, 1)


def test_a_team_with_names_of_another_is_refused_beside_them(desk):
    desk.get("administration.edit_team")

    desk.submit("Save team", name="kokkola", short="kokkola-2")
    assert desk.error("name") == "There is already a team with this name. Choose another one."
    desk.submit("Save team", name="Uusi", short="kokkola")
    assert desk.error("short") == "Another team has this short name. Choose another one."
    desk.submit("Save team", short="Kokkola 2")

    assert desk.error("short") == "Use small letters a–z, digits and hyphens in the short name."
    assert (desk.field("name"), desk.field("short")) == ("Uusi", "Kokkola 2")


def test_a_newer_team_is_shown_beside_what_was_typed(desk, database, people):
    desk.get("administration.edit_team", team_id=people.kokkola.public_id)
    with database.write() as session:
        team = lists.get_team(session, people.kokkola.public_id)
        lists.set_team(session, people.dora.actor, "Kokkolan tiimi", "kokkola", team, 1)

    desk.submit("Save team", name="Tiimi")

    assert "Dora Dahl has saved a newer version" in desk.messages[0]
    assert desk.saved_meanwhile("name") == "Kokkolan tiimi"
    desk.submit("Save team")
    with database.read() as session:
        assert session.scalar(select(Team.name).where(Team.short == "kokkola")) == "Tiimi"


# ---- care teams


def test_a_care_team_is_added_and_hidden(desk, database):
    desk.get("administration.list_care_teams")
    assert "No treatment or support teams yet." in desk.main
    desk.follow("Add treatment or support team")
    desk.submit("Save team", name="Clinic")

    desk.follow("Edit: Clinic")
    desk.submit("Save team", hidden=True)

    assert desk.table()[1][:2] == ["Clinic", "not offered any more"]


def test_a_care_team_has_a_name_of_its_own(desk, clinic):
    desk.get("administration.edit_care_team")

    desk.submit("Save team", name="CLINIC")

    assert desk.error("name") == "There is already a team with this name. Choose another one."


def test_two_who_change_other_things_of_a_care_team_both_have_their_way(
    desk, database, people, clinic
):
    desk.get("administration.edit_care_team", care_team_id=clinic)
    with database.write() as session:
        row = lists.get_care_team(session, clinic)
        lists.set_care_team(
            session, people.dora.actor, "Clinic", hidden=True, care_team=row, row_version=1
        )

    desk.submit("Save team", name="Clinic A")

    assert "Saved by somebody else meanwhile: Not offered any more" in desk.messages
    with database.read() as session:
        saved = session.scalars(select(CareTeam)).one()
        assert (saved.name, saved.hidden) == ("Clinic A", True)


# ---- lists


def test_an_untouched_list_shows_the_programs_words(desk):
    desk.get("administration.show_list", name="referral_source")

    assert desk.h1 == "Where clients come from"
    assert len(desk.table()) == 1 + len(ReferralSource)
    assert desk.table()[1][2] == "employment services"
    assert "the program’s own words" in desk.main


def test_a_programs_option_is_renamed_and_the_others_stay(desk, database):
    desk.get("administration.show_list", name="referral_source")
    desk.follow("Edit: employment services")

    desk.submit("Save option", en="employment area")

    assert desk.messages == ["The list is saved"]
    assert len(offered(database)) == len(ReferralSource)
    assert offered(database)[0] == "employment area"
    assert "the program’s own words" not in desk.main


def test_an_added_option_stands_last_and_moves_up(desk, database):
    desk.get("administration.edit_option", name="referral_source")
    desk.submit("Save option", **HEALTH)
    assert offered(database)[-1] == "health station"

    desk.submit("Move up: health station")

    assert offered(database)[-2] == "health station"


def test_an_option_is_hidden(desk, database):
    desk.get("administration.edit_option", name="industry")
    desk.submit("Save option", **HEALTH)
    desk.follow("Edit: health station")

    desk.submit("Save option", hidden=True)

    assert desk.table()[1][3] == "not offered any more"
    assert offered(database, "industry") == []


def test_a_word_that_the_list_has_is_refused_beside_it(desk):
    desk.get("administration.edit_option", name="referral_source")

    desk.submit("Save option", **{**HEALTH, "fi": "Kela", "sv": ""})
    assert desk.error("sv") == "Enter the word in Swedish."
    desk.submit("Save option", sv="FPA")

    assert desk.error("fi") == "“Kela” is in the list already. Change that one instead."
    assert desk.field("en") == "health station"


def test_an_option_opened_before_the_list_was_touched_is_not_overwritten(desk, database, people):
    desk.get("administration.edit_option", name="referral_source", key="self")
    defaults = {"self": ("itse", "själv", "self"), "other": ("muu", "annat", "other")}
    with database.write() as session:
        option = lists.get_option(session, "referral_source", "self", defaults)
        words = {"fi": "henkilö itse", "sv": "personen själv", "en": "the person"}
        lists.set_option(
            session, people.dora.actor, "referral_source", words, option=option, defaults=defaults
        )

    desk.submit("Save option", en="client")

    assert "Dora Dahl has saved a newer version" in desk.messages[0]
    assert desk.saved_meanwhile("en") == "the person"
    assert offered(database) == ["the person", "other"]


def test_lists_and_options_that_are_not_there(desk):
    for values in ({"name": "users"}, {"name": "referral_source", "key": "a" * 26}):
        endpoint = "edit_option" if "key" in values else "show_list"
        assert desk.get(f"administration.{endpoint}", **values).status == 404
    assert desk.get("administration.edit_option", name="users").status == 404
    place = {"name": "referral_source", "key": "nobody"}
    assert desk.post("administration.move_option_up", {}, **place).status == 404
    for endpoint, name in (("edit_team", "team_id"), ("edit_care_team", "care_team_id")):
        assert desk.get(f"administration.{endpoint}", **{name: "a" * 26}).status == 404


# ---- settings


def test_names_are_switched_on_and_what_that_means_is_told(desk, database, people):
    with database.write() as session:
        make_client(session, people.kokkola, people.aino, name="Leila Lahti")
    desk.get("administration.settings")
    for words in (
        "If you switch names off later",
        "Names kept until then are not removed",
        "1 client has a name now.",
    ):
        assert words in desk.main

    desk.submit("Save settings", name="Soite", names_on=True)

    assert desk.messages == ["The settings are saved"]
    with database.read() as session:
        assert organisation.load(session) == organisation.Organisation("Soite", names_on=True)


def test_a_name_that_is_too_long_is_refused(desk, database):
    desk.get("administration.settings")

    desk.submit("Save settings", name="x" * 121, names_on=True)

    assert desk.error("name") == "The text is 1 character too long. Shorten it."
    assert desk.field("names_on") == "y"


def test_newer_settings_are_shown_beside_what_was_typed(desk, database, people):
    desk.get("administration.settings")
    with database.write() as session:
        lists.change_settings(session, people.dora.actor, "Soite", names_on=True, version=0)

    desk.submit("Save settings", name="Eksote")

    assert "Dora Dahl has saved a newer version" in desk.messages[0]
    assert desk.saved_meanwhile("name") == "Soite"
    assert "Already in the form, as saved by the other one: Keep client names" in desk.main
    assert desk.field("names_on") == "y"


# ---- changes


def test_changes_are_told_in_words(desk, database, people):
    with database.write() as session:
        aino = staff.get(session, people.aino.public_id)
        staff.reset_password(session, people.ylva.actor, aino)
        new = NewPost(people.pietarsaari.id, Role.LEADER, 1, minutes_of(1), clock.today(), None)
        posts.set_post(session, people.ylva.actor, aino, new)
        lists.change_settings(session, people.ylva.actor, "", names_on=True, version=0)

    desk.get("administration.list_changes")

    told = desk.table()[1:]
    assert told[0][0].endswith("Ylva Öst")
    assert told[0][1:] == ["Settings", "Keep client names: yes"]
    assert told[1][1] == "Post: Aino Ahola, Pietarsaari"
    for words in ("Role: team leader", "Share of full time: 100%", "38 h 15 min"):
        assert words in told[1][2]
    assert told[2][1:] == ["Person: Aino Ahola", "Password: new one-time password"]


def test_changes_turn_pages_by_key(desk, database, people, monkeypatch):
    monkeypatch.setattr("coaching.administration.views.PAGE", 1)
    with database.write() as session:
        for name in ("First", "Second"):
            lists.set_care_team(session, people.ylva.actor, name)
    desk.get("administration.list_changes")
    assert "Name: Second" in desk.main
    assert "Name: First" not in desk.main

    desk.follow("Show older")

    assert "Name: First" in desk.main
    assert "Name: Second" not in desk.main
    desk.follow("Back to the newest")
    assert "Name: Second" in desk.main


@pytest.mark.parametrize("before", ["none", "-1", "1e9", "9" * 40])
def test_odd_addresses_of_changes_are_harmless(desk, before):
    assert desk.get("administration.list_changes", before=before).status == 200


# ---- not yours


def each_address(app):
    """Give an address for every view of the page, and whether it takes a POST only."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("administration."):
                values = dict.fromkeys(rule.arguments, "a" * 26) | (rule.defaults or {})
                yield app.url_for(rule.endpoint, **values), "GET" not in rule.methods


@pytest.mark.parametrize("name", ["aino", "dora", "matti"])
def test_the_page_is_there_for_administrators_only(page, app, database, people, name):
    page.sign_in(getattr(people, name))
    addresses = sorted(set(each_address(app)))
    assert len(addresses) > 20

    for address, only_post in addresses:
        found = page.post(address, {}) if only_post else page.get(address)
        assert found.status == 404, address

    with database.read() as session:
        refused = session.scalars(
            select(UseLogLine.action).where(UseLogLine.user_id == getattr(people, name).user_id)
        ).all()
    assert refused.count(Action.REFUSED) == len(addresses)


def test_nothing_of_the_list_is_kept_when_it_is_only_looked_at(desk, database):
    desk.get("administration.show_list", name="referral_source")

    with database.read() as session:
        assert session.scalar(select(ListOption.id)) is None
