"""Who may see what: every address, each of the cast, and the use log before the first byte.

`SEEN` says for each view who gets it. A letter in capitals opens the page (200), a small one is
led on to another page, a letter that is missing gets 404:

    A Aino, who coaches Leila         B Bengt, coach in the same team
    C Cilla, coach in another team    D Dora, who leads Aino's team
    M Matti, manager                  Y Ylva, administrator

Addresses carry the ids of Aino's client and what hangs on her (tests/world.py). A new view needs a
line here; until it has one, `test_every_view_has_its_line` fails.
"""

from __future__ import annotations

import html

import pytest
from sqlalchemy import select

from coaching.db import Model
from coaching.security import PUBLIC
from tests.routes import rules, takes
from tests.watching import Watch
from tests.world import ODD_IDS, UNKNOWN, make_world

CAST = {"A": "aino", "B": "bengt", "C": "cilla", "D": "dora", "M": "matti", "Y": "ylva"}

SEEN = {
    "accounts.change_password": "ABCDMY",
    "accounts.demo_sign_in": "",
    "accounts.own_account": "ABCDMY",
    "accounts.sign_in": "abcdmy",
    "accounts.sign_out": "abcdmy",
    "accounts.start": "abcdmy",
    "accounts.switch_language": "abcdmy",
    "administration.*": "Y",
    "caseload.hand_over": "AD",
    "caseload.move_clients": "D",
    "caseload.move_on_list": "D",
    "caseload.take_from_list": "ABD",
    "caseload.team_caseloads": "D",
    "caseload.waiting_list": "ABCD",
    "clients.change_status": "AD",
    "clients.close_client": "AD",
    "clients.edit_card": "AD",
    "clients.list_clients": "ABCD",
    "clients.pause_client": "AD",
    "clients.reopen_client": "AD",
    "clients.resume_client": "AD",
    "clients.same_client": "D",
    "clients.show_client": "AD",
    "clients.take_in_again": "AD",
    "clients.take_in_client": "ABCD",
    "contacts.edit_contact": "AD",
    "contacts.list_contacts": "ABCD",
    "contacts.list_contacts_of_client": "AD",
    "contacts.list_withdrawn": "ABCD",
    "contacts.log_contact": "AD",
    "contacts.new_contact": "ABCD",
    "contacts.undo_withdrawal": "AD",
    "contacts.withdraw_contact": "AD",
    "days.my_day": "ABCDmy",
    "employers.add_employer": "ABCD",
    "employers.add_person": "ABCD",
    "employers.add_site": "ABCD",
    "employers.edit_employer": "ABCD",
    "employers.edit_person": "ABCD",
    "employers.edit_site": "ABCD",
    "employers.list_employers": "ABCD",
    "employers.remove_person": "ABCD",
    "employers.show_employer": "ABCD",
    "pages.accessibility": "ABCDMY",
    "pages.data_protection": "ABCDMY",
    "pages.help": "ABCDMY",
    "pages.show_guide": "ABCDMY",
    "reviews.begin_review": "D",
    "reviews.enter_review": "D",
    "reviews.finish_review": "D",
    "reviews.quality": "abcdM",
    "reviews.show_review": "ABDM",
    "reviews.show_team": "ABDM",
    "reviews.throw_away_review": "D",
    "reviews.trend_image": "ABDM",
    "static": "ABCDMY",
}

WRITTEN_BY_THE_LEADER = "Evidence kept by the leader"


def line_of(endpoint):
    """Return the line of a view: its own, or its slice's."""
    return SEEN.get(endpoint, SEEN.get(f"{endpoint.partition('.')[0]}.*"))


def expected(endpoint, letter):
    """Return 200, 303 or 404 for one of the cast."""
    line = line_of(endpoint) or ""
    return 200 if letter in line else 303 if letter.lower() in line else 404


def each_rule(*methods):
    """Run a test for each rule that answers one of the methods."""
    found = [rule for rule in rules() if any(takes(rule, method) for method in methods)]
    return pytest.mark.parametrize("rule", found, ids=lambda rule: rule.rule)


@pytest.fixture
def world(database, people):
    return make_world(database, people)


@pytest.fixture
def watch(app, database):
    return Watch(app, database)


def address(watch, rule, values):
    return watch.page.url(rule.endpoint, **values)


def may_know(world, name):
    """Return the words of clients that a person may be shown."""
    stays = world.stays
    everything = {word for stay in stays.values() for word in stay.secrets}
    own = {word for kind, stay in stays.items() if kind != "waiting" for word in stay.secrets}
    return {
        "aino": own | {stays["waiting"].code},
        "bengt": {stays["waiting"].code},
        "dora": everything,
    }.get(name, set())


def faults(world, name, answer):
    """Tell everything an answer to a person shows without right or without a line."""
    person = getattr(world.people, name)
    plain = {word for stay in world.stays.values() for word in stay.secrets}
    shown = [word for word in plain if word in answer.body or html.escape(word) in answer.body]
    known, named = may_know(world, name), answer.named(person.user_id)
    found = [f"{name} is shown “{word}”" for word in shown if word not in known]
    for word in shown:
        of = {stay.id for stay in world.stays.values() if word in stay.secrets}
        if not of & named:
            found.append(f"no line names {name} and the stay of “{word}”, only {named}")
    if name != "dora" and WRITTEN_BY_THE_LEADER in answer.body:
        found.append(f"{name} reads the leader’s evidence")
    if answer.late:
        found.append(f"{answer.late} lines came after the first byte")
    return found


def test_every_view_has_its_line():
    endpoints = {rule.endpoint for rule in rules()}
    without = sorted(endpoint for endpoint in endpoints if line_of(endpoint) is None)
    gone = {name for name in SEEN if not name.endswith("*")} - endpoints

    assert without == [], "say in SEEN who may open them"
    assert gone == set(), "these views are no more"


@each_rule("GET", "POST")
def test_nobody_is_led_to_sign_in_and_told_nothing(watch, world, rule):
    there = address(watch, rule, world.values(rule))
    watch.token = ""
    for method in ("GET", "POST"):
        if not takes(rule, method) or rule.endpoint in PUBLIC:
            continue

        answer = watch.ask(method, there, {"name": "x"})

        assert (answer.status, answer.lines) == (303, ())
        assert answer.location.startswith("/account/sign-in?next=")
        assert not answer.holds({word for stay in world.stays.values() for word in stay.secrets})


@each_rule("GET")
def test_each_of_the_cast_opens_what_is_theirs_and_nothing_else(watch, world, rule):
    there, wrong = address(watch, rule, world.values(rule)), []
    for letter, name in CAST.items():
        person = getattr(world.people, name)
        watch.sign_in(person)

        answer = watch.ask("GET", there)

        status = 303 if answer.status in (301, 302) else answer.status
        if status != expected(rule.endpoint, letter):
            wrong.append(f"{name} gets {answer.status}")
        wrong += faults(world, name, answer)
        if answer.status == 404:
            wrong += refusal_faults(world, name, rule, answer)
    assert wrong == []


def refusal_faults(world, name, rule, answer):
    """Tell what the line of a refused request lacks."""
    person = getattr(world.people, name)
    refused = answer.refused(person.user_id)
    if len(refused) != 1:
        return [f"{len(refused)} refused lines for {name}"]
    (line,) = refused
    asked = world.values(rule).get("period_id")
    stay = next((stay for stay in world.stays.values() if stay.public_id == asked), None)
    found = [] if line.address == rule.rule[:120] else [f"the line is of {line.address}"]
    if stay and name in ("bengt", "cilla") and line.periods and stay.id not in line.periods:
        found.append(f"the refused line of {name} does not name the stay")
    return found


@each_rule("POST")
def test_who_may_not_open_a_page_can_send_nothing_to_it(watch, world, rule, database):
    there, wrong = address(watch, rule, world.values(rule)), []
    before = fingerprint(database)
    for letter, name in CAST.items():
        if expected(rule.endpoint, letter) != 404 or rule.endpoint == "accounts.demo_sign_in":
            continue
        watch.sign_in(getattr(world.people, name))

        answer = watch.ask("POST", there, {"name": "Overwritten", "on": "1.11.2026"})

        if answer.status != 404:
            wrong.append(f"{name} gets {answer.status}")
        wrong += faults(world, name, answer) + refusal_faults(world, name, rule, answer)
    assert wrong == []
    assert fingerprint(database) == before


def fingerprint(database):
    """Return the rows of every table but those of the use log and of sign-in."""
    left_out = {"use_log", "use_log_period", "sign_in", "user"}
    with database.read() as session:
        return {
            table.name: session.execute(select(table)).all()
            for table in Model.metadata.sorted_tables
            if table.name not in left_out
        }


def senders():
    """Return each rule that takes a POST with each of the cast who may send one."""
    return [
        pytest.param(rule, name, id=f"{rule.rule}-{name}")
        for rule in rules()
        if takes(rule, "POST")
        for letter, name in CAST.items()
        if expected(rule.endpoint, letter) != 404
    ]


@pytest.mark.parametrize(("rule", "name"), senders())
def test_what_is_sent_empty_is_answered_calmly_and_logged(watch, world, rule, name):
    watch.sign_in(getattr(world.people, name))

    answer = watch.ask("POST", address(watch, rule, world.values(rule)))

    assert answer.status in (200, 303, 422)
    assert faults(world, name, answer) == []


@each_rule("GET", "POST")
def test_an_id_that_nobody_has_is_not_there_and_leaves_its_line(watch, world, rule):
    ids = {name for name in rule.arguments if name.endswith("_id") or name in ("team", "key")}
    letters = [letter for letter in CAST if expected(rule.endpoint, letter) == 200]
    if not ids or not letters:
        pytest.skip("its address names no record, or nobody opens it")
    letter = letters[-1]
    person = getattr(world.people, CAST[letter])
    watch.sign_in(person)
    for method in ("GET", "POST"):
        if not takes(rule, method):
            continue
        there = address(watch, rule, {**world.values(rule), **dict.fromkeys(ids, UNKNOWN)})

        answer = watch.ask(method, there)

        assert answer.status == 404
        assert len(answer.refused(person.user_id)) == 1


@each_rule("GET")
def test_odd_ids_are_only_not_there(watch, world, rule):
    if not rule.arguments:
        pytest.skip("its address has no parts")
    letters = [letter for letter in CAST if expected(rule.endpoint, letter) == 200]
    watch.sign_in(getattr(world.people, CAST[letters[-1]]))
    for odd in ODD_IDS:
        there = address(watch, rule, dict.fromkeys(rule.arguments, odd))

        answer = watch.ask("GET", there)

        assert answer.status in (303, 308, 400, 404), odd
