"""Teams, care teams, the organisation's own lists, and its settings."""

from __future__ import annotations

from itertools import count

import pytest
from sqlalchemy import func, select

from coaching import history
from coaching.accounts import lists, organisation
from coaching.accounts.models import CareTeam, ListOption, Team
from coaching.clients import cards, choices
from coaching.errors import ChangedMeanwhile, NotThere
from tests.factories import make_client

SOURCES = {
    "employment": ("työllisyyspalvelut", "sysselsättningstjänster", "employment services"),
    "self": ("itse tai läheinen", "själv eller närstående", "self, family or friend"),
    "other": ("muu", "annat", "other"),
}
HEALTH = {"fi": "terveysasema", "sv": "hälsostation", "en": "health station"}
NUMBERS = count()


@pytest.fixture
def by(people):
    return people.ylva.actor


def told(session, kind, record):
    return {name: one.value for name, one in history.newest(session, kind, record).items()}


def sources(session, language="en"):
    """What the intake page offers of the organisation's own list."""
    return [words for _code, words in choices.options(session, "referral_source", language)]


def option(session, code, name="referral_source"):
    found = lists.options_of(session, name, SOURCES)
    return next(one for one in found if one.code == code)


def save(session, by, one, **values):
    """Save an option as its page would: what is not named stays."""
    words = {name: values.get(name, one.words[name]) for name in ("fi", "sv", "en")}
    return lists.set_option(
        session,
        by,
        "referral_source",
        words,
        hidden=values.get("hidden", one.hidden),
        option=one,
        row_version=values.get("version", one.row_version),
        defaults=SOURCES,
    )


# ---- teams


def test_a_team_is_added_and_renamed(session, by):
    team = lists.set_team(session, by, "Kaustinen", "kaustinen")

    lists.set_team(session, by, "Kaustisen tiimi", "kaustinen", team, team.row_version)

    assert told(session, "team", team.public_id) == {
        "name": "Kaustisen tiimi",
        "short": "kaustinen",
    }
    assert lists.get_team(session, team.public_id).name == "Kaustisen tiimi"


@pytest.mark.parametrize(
    ("name", "short", "refusal"),
    [
        ("KOKKOLA", "new", lists.TeamNameTaken),
        ("New team", "kokkola", lists.ShortNameTaken),
        ("New team", "Kokkola", lists.ShortNameWrong),
        ("New team", "ä", lists.ShortNameWrong),
        ("New team", "a--b", lists.ShortNameWrong),
        ("New team", "../x", lists.ShortNameWrong),
        ("New team", "a\n", lists.ShortNameWrong),
    ],
)
def test_a_team_needs_names_of_its_own(session, by, name, short, refusal):
    with pytest.raises(refusal):
        lists.set_team(session, by, name, short)

    assert session.scalar(select(func.count()).select_from(Team)) == 2


def test_a_team_may_keep_its_names(session, by, people):
    team = lists.get_team(session, people.kokkola.public_id)

    lists.set_team(session, by, "KOKKOLA", "kokkola", team, team.row_version)

    assert team.name == "KOKKOLA"


def test_a_newer_team_is_not_overwritten(session, by, people):
    team = lists.get_team(session, people.kokkola.public_id)
    version = team.row_version
    lists.set_team(session, by, "Kokkolan tiimi", "kokkola", team, version)

    with pytest.raises(ChangedMeanwhile) as refused:
        lists.set_team(session, by, "Tiimi", "kokkola", team, version)

    assert refused.value.facts["user"] == "Ylva Öst"


def test_a_team_that_does_not_exist(session, people):
    with pytest.raises(NotThere):
        lists.get_team(session, "a" * 26)


# ---- care teams


def test_a_hidden_care_team_stays_with_those_who_have_it(session, by, people):
    clinic = lists.set_care_team(session, by, "Psychiatric clinic")

    lists.set_care_team(
        session, by, "Psychiatric clinic", hidden=True, care_team=clinic, row_version=1
    )

    assert choices.care_teams(session) == []
    assert choices.care_teams(session, clinic.id) == [(str(clinic.id), "Psychiatric clinic")]
    assert told(session, "care_team", clinic.public_id)["hidden"] is True


def test_care_teams_stand_by_name_hidden_ones_last(session, by):
    for name in ("Öja", "Åbo", "Borgå"):
        lists.set_care_team(session, by, name)
    lists.set_care_team(session, by, "Ala", hidden=True)

    assert [row.name for row in lists.all_care_teams(session)] == ["Borgå", "Åbo", "Öja", "Ala"]


def test_a_care_team_has_a_name_of_its_own(session, by):
    lists.set_care_team(session, by, "Clinic")

    with pytest.raises(lists.TeamNameTaken):
        lists.set_care_team(session, by, "CLINIC")

    assert session.scalar(select(func.count()).select_from(CareTeam)) == 1


def test_a_newer_care_team_is_not_overwritten(session, by):
    clinic = lists.set_care_team(session, by, "Clinic")
    version = clinic.row_version
    lists.set_care_team(session, by, "Clinic A", care_team=clinic, row_version=version)

    with pytest.raises(ChangedMeanwhile):
        lists.set_care_team(session, by, "Clinic B", care_team=clinic, row_version=version)

    assert clinic.name == "Clinic A"


def test_a_care_team_that_does_not_exist(session, people):
    with pytest.raises(NotThere):
        lists.get_care_team(session, "a" * 26)


# ---- own lists


def test_an_untouched_list_holds_the_programs_words(session, people):
    found = lists.options_of(session, "referral_source", SOURCES)

    assert [(one.code, one.words["fi"], one.is_own) for one in found] == [
        ("employment", "työllisyyspalvelut", False),
        ("self", "itse tai läheinen", False),
        ("other", "muu", False),
    ]
    assert session.scalar(select(func.count()).select_from(ListOption)) == 0


def test_an_added_option_does_not_drive_out_the_programs_own(session, by):
    lists.set_option(session, by, "referral_source", HEALTH, defaults=SOURCES)

    assert sources(session) == [
        "employment services",
        "self, family or friend",
        "other",
        "health station",
    ]


def test_an_option_is_renamed_under_its_code(session, by):
    code = save(session, by, option(session, "self"), fi="itse", sv="själv", en="self")

    assert code == "self"
    assert sources(session, "fi") == ["työllisyyspalvelut", "itse", "muu"]
    assert told(session, "list_option", option(session, "self").key) == {
        "fi": "itse",
        "sv": "själv",
        "en": "self",
    }


def test_a_hidden_option_is_offered_only_where_it_is_held(session, by):
    save(session, by, option(session, "self"), hidden=True)

    assert sources(session) == ["employment services", "other"]
    kept = choices.options(session, "referral_source", "en", "self")
    assert [code for code, _words in kept] == ["employment", "self", "other"]


def test_something_stays_to_choose_on_the_intake_page(session, by):
    for code in ("employment", "self"):
        save(session, by, option(session, code), hidden=True)

    with pytest.raises(lists.LastOption):
        save(session, by, option(session, "other"), hidden=True)

    assert sources(session) == ["other"]


def test_a_list_that_is_not_asked_may_be_hidden_whole(session, by):
    words = {"fi": "sosiaalihuoltolaki", "sv": "socialvårdslagen", "en": "Social Welfare Act"}
    lists.set_option(session, by, "legal_basis", words)
    (one,) = lists.options_of(session, "legal_basis")

    lists.set_option(
        session, by, "legal_basis", words, hidden=True, option=one, row_version=one.row_version
    )

    assert choices.options(session, "legal_basis", "fi") == []


@pytest.mark.parametrize("word", ["muu", "MUU", " Muu"])
def test_a_word_stands_once_in_a_list(session, by, word):
    with pytest.raises(lists.OptionTaken):
        lists.set_option(session, by, "referral_source", {**HEALTH, "fi": word}, defaults=SOURCES)


def test_a_newer_option_is_not_overwritten(session, by):
    save(session, by, option(session, "self"), en="self")
    seen = option(session, "self")
    save(session, by, seen, en="the person")

    with pytest.raises(ChangedMeanwhile):
        save(session, by, seen, en="client")

    assert "the person" in sources(session)


def test_the_programs_option_seen_before_somebody_else_changed_it(session, by):
    seen = option(session, "self")
    save(session, by, seen, en="the person")

    with pytest.raises(ChangedMeanwhile):
        save(session, by, seen, en="client")

    assert "the person" in sources(session)


def test_an_option_moves_up_one_place(session, by):
    lists.move_up(session, by, "referral_source", option(session, "other"), SOURCES)
    assert sources(session) == ["employment services", "other", "self, family or friend"]

    lists.move_up(session, by, "referral_source", option(session, "other"), SOURCES)
    lists.move_up(session, by, "referral_source", option(session, "other"), SOURCES)

    assert sources(session)[0] == "other"
    assert told(session, "list_option", option(session, "other").key) == {"position": 1}


def test_codes_of_two_like_options_differ(session, by):
    codes = {
        lists.set_option(session, by, "industry", {**HEALTH, "fi": f"ala {next(NUMBERS)}"})
        for _ in range(2)
    }

    assert len(codes) == 2
    assert all(code.startswith("health_station_") for code in codes)


@pytest.mark.parametrize("name", ["", "user", "referral_source "])
def test_a_list_that_does_not_exist(session, by, name):
    with pytest.raises(NotThere):
        lists.options_of(session, name)
    with pytest.raises(NotThere):
        lists.set_option(session, by, name, HEALTH)


def test_an_option_that_does_not_exist(session, people):
    with pytest.raises(NotThere):
        lists.get_option(session, "referral_source", "nobody", SOURCES)


# ---- settings


def test_settings_are_changed_and_told(session, by):
    lists.change_settings(session, by, "Soite", names_on=True, version=0)

    assert organisation.load(session) == organisation.Organisation("Soite", names_on=True)
    assert told(session, "setting", "names_on") == {"names_on": True}
    assert organisation.last_writer(session) == "Ylva Öst"


def test_newer_settings_are_not_overwritten(session, by):
    lists.change_settings(session, by, "Soite", names_on=False, version=0)
    version = organisation.version(session)
    lists.change_settings(session, by, "Soite", names_on=True, version=version)

    with pytest.raises(ChangedMeanwhile) as refused:
        lists.change_settings(session, by, "Eksote", names_on=False, version=version)

    assert refused.value.facts["user"] == "Ylva Öst"
    assert organisation.load(session).names_on


def test_switching_names_off_leaves_the_names_that_are_kept(session, by, people):
    make_client(session, people.kokkola, people.aino, name="Leila Lahti")
    make_client(session, people.kokkola, people.aino, name=None)
    lists.change_settings(session, by, "", names_on=True, version=0)

    lists.change_settings(session, by, "", names_on=False, version=organisation.version(session))

    assert cards.names_kept(session) == 1
