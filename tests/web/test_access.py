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
from tests.world import ODD_IDS, UNKNOWN, parts

CAST = {"A": "aino", "B": "bengt", "C": "cilla", "D": "dora", "M": "matti", "Y": "ylva"}

SEEN = {
    "accounts.change_password": "ABCDMY",
    "accounts.demo_sign_in": "",
    "accounts.own_account": "ABCDMY",
    "accounts.sign_in": "abcdmy",
    "accounts.sign_out": "abcdmy",
    "accounts.start": "abcdmy",
    "accounts.switch_language": "abcdmy",
    "accounts.throw_away": "a",
    "administration.*": "Y",
    "benefits.*": "AD",
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
    "client_lists.import_list": "D",
    "client_lists.list_columns": "D",
    "client_lists.preview_list": "D",
    "client_lists.show_list": "ABD",
    "client_lists.throw_away_list": "d",
    "client_lists.undo_list": "D",
    "clients.take_in_again": "AD",
    "clients.take_in_client": "ABCD",
    "consents.*": "AD",
    "contacts.edit_contact": "AD",
    "contacts.list_contacts": "ABCD",
    "contacts.list_contacts_of_client": "AD",
    "contacts.list_withdrawn": "ABCD",
    "contacts.log_contact": "AD",
    "contacts.new_contact": "ABCD",
    "contacts.undo_withdrawal": "AD",
    "contacts.withdraw_contact": "AD",
    "copies.copy_all": "AD",
    "copies.copy_as_text": "AD",
    "copies.copy_as_word": "AD",
    "copies.list_copies": "AD",
    "days.my_day": "ABCDmy",
    "due.feed": "",
    "due.list_due": "ABCD",
    "due.own_calendar": "ABCD",
    "due.show_week": "ABCD",
    "employers.add_employer": "ABCD",
    "employers.add_person": "ABCD",
    "employers.add_site": "ABCD",
    "employers.choose_other": "ABCD",
    "employers.edit_employer": "ABCD",
    "employers.edit_person": "ABCD",
    "employers.edit_site": "ABCD",
    "employers.export": "ABCD",
    "employers.export_employers": "ABCD",
    "employers.export_meetings": "ABCD",
    "employers.export_rows": "ABCD",
    "employers.import_columns": "A",
    "employers.import_file": "ABCD",
    "employers.import_preview": "A",
    "employers.import_progress": "a",
    "employers.list_employers": "ABCD",
    "employers.make_meetings": "abD",
    "employers.merge_employers": "ABCD",
    "employers.remove_person": "ABCD",
    "employers.show_employer": "ABCD",
    "employers.show_import": "ABD",
    "employers.stop_import": "a",
    "employers.throw_away_import": "a",
    "employers.undo_import": "AD",
    "jobs.*": "AD",
    "employers.undo_merge": "ABCD",
    "meetings.copy_as_text": "ad",
    "meetings.copy_as_word": "ad",
    "meetings.edit_meeting": "AD",
    "meetings.log_meeting": "ABCD",
    "meetings.show_meeting": "ABD",
    "meetings.mark_week": "D",
    "meetings.week": "ABCD",
    "pages.accessibility": "ABCDMY",
    "pages.data_protection": "ABCDMY",
    "pages.help": "ABCDMY",
    "pages.show_guide": "ABCDMY",
    "profiles.*": "AD",
    "reviews.begin_review": "D",
    "reviews.enter_review": "D",
    "reviews.finish_review": "D",
    "reviews.quality": "abcdM",
    "reviews.show_card": "ABDM",
    "reviews.show_rows": "ABD",
    "reviews.show_caseload_rows": "ABD",
    "reviews.show_review": "ABDM",
    "reviews.show_team": "ABDM",
    "reviews.throw_away_review": "D",
    "reviews.trend_image": "ABDM",
    "static": "ABCDMY",
    "support.*": "AD",
    "worktime.confirm_week": "ABC",
    "worktime.newest_week": "abc",
    "teamwork.*": "D",
    "teamwork.add_event": "ABD",
    "teamwork.edit_event": "ABD",
    "teamwork.show_calendar": "ABD",
    "teamwork.tick": "ABD",
    "teamwork.tick_with_people": "ABD",
}

COACHES = {"aino", "bengt", "cilla"}
WRITTEN_BY_THE_LEADER = "Evidence kept by the leader"


def line_of(endpoint):
    """Return the line of a view: its own, or its slice's."""
    return SEEN.get(endpoint, SEEN.get(f"{endpoint.partition('.')[0]}.*"))


def expected(endpoint, letter):
    """Return 200, 303 or 404 for one of the cast."""
    line = line_of(endpoint) or ""
    return 200 if letter in line else 303 if letter.lower() in line else 404


def openers(endpoint):
    """Return who of the cast opens a view."""
    return {name for letter, name in CAST.items() if expected(endpoint, letter) == 200}


@pytest.fixture
def world(whole_world):
    return whole_world


@pytest.fixture
def watch(app, database):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return Watch(app, database)


def answering(*methods):
    """Return each rule that answers one of the methods, with that method."""
    return [(rule, method) for rule in rules() for method in methods if takes(rule, method)]


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
    """Tell everything an answer shows a person without right, or without a line."""
    plain = {word for stay in world.stays.values() for word in stay.secrets}
    shown = [word for word in plain if word in answer.body or html.escape(word) in answer.body]
    known = may_know(world, name)
    named = answer.named(getattr(world.people, name).user_id)
    found = [f"is shown “{word}”" for word in shown if word not in known]
    for word in shown:
        of = {stay.id for stay in world.stays.values() if word in stay.secrets}
        if not of & named:
            found.append(f"is shown “{word}” without a line, only for the stays {named}")
    if name != "dora" and WRITTEN_BY_THE_LEADER in answer.body:
        found.append("reads the leader’s evidence")
    if answer.late:
        found.append(f"has {answer.late} lines after the first byte")
    return found


def refusal_faults(world, name, rule, answer):
    """Tell what the line of a refused request lacks."""
    refused = answer.refused(getattr(world.people, name).user_id)
    if [line.address for line in refused] != [rule.rule[:120]]:
        return [f"leaves refused lines of {[line.address for line in refused]}"]
    asked = world.values(rule).get("period_id")
    stays = {stay.id for stay in world.stays.values() if stay.public_id == asked}
    by_sight = name in COACHES and COACHES & openers(rule.endpoint)
    if stays and by_sight and refused[0].periods != stays:
        return [f"leaves a refused line that names {set(refused[0].periods)}"]
    return []


def test_every_view_has_its_line():
    without = sorted({rule.endpoint for rule in rules() if line_of(rule.endpoint) is None})

    assert without == [], "say in SEEN who may open them"


def test_nobody_is_led_to_sign_in_and_told_nothing(watch, world):
    wrong = []
    for rule, method in answering("GET", "POST"):
        if rule.endpoint in PUBLIC:
            continue

        answer = watch.ask(method, watch.page.url(rule.endpoint, **world.values(rule)))

        told = answer.holds({word for stay in world.stays.values() for word in stay.secrets})
        led = answer.location.startswith("/account/sign-in?next=")
        if (answer.status, led, told, answer.lines) != (303, True, [], ()):
            wrong.append(f"{method} {rule.rule}: {answer}")
    assert wrong == []


@pytest.mark.parametrize("letter", CAST)
def test_each_of_the_cast_opens_what_is_theirs_and_nothing_else(watch, world, letter):
    name, wrong, shown = CAST[letter], [], set()
    watch.sign_in(getattr(world.people, name))
    for rule, method in answering("GET"):
        answer = watch.ask(method, watch.page.url(rule.endpoint, **world.values(rule)))

        status = 303 if answer.status in (301, 302) else answer.status
        found = faults(world, name, answer)
        shown |= set(answer.holds(may_know(world, name)))
        if status != expected(rule.endpoint, letter):
            found.append(f"gets {answer.status}")
        elif status == 404:
            found += refusal_faults(world, name, rule, answer)
        wrong += [f"{rule.rule}: {name} {fault}" for fault in found]
    assert wrong == []
    assert shown >= met_on_pages(world) & may_know(world, name), "the walk meets no page of these"


def met_on_pages(world):
    """Return words that the pages show to those who may see them, so that the walk looks at some."""
    notes = {"Talked about mornings", "Spoke for the client", "Written in the wrong place"}
    stays = world.stays.values()
    return notes | {"open@example.fi"} | {word for stay in stays for word in (stay.name, stay.code)}


@pytest.mark.parametrize("letter", CAST)
def test_who_may_not_open_a_page_can_send_nothing_to_it(watch, world, database, letter):
    name, wrong = CAST[letter], []
    watch.sign_in(getattr(world.people, name))
    before = fingerprint(database)
    for rule, method in answering("POST"):
        if expected(rule.endpoint, letter) != 404 or rule.endpoint == "accounts.demo_sign_in":
            continue
        there = watch.page.url(rule.endpoint, **world.values(rule))

        answer = watch.ask(method, there, {"name": "Overwritten", "on": "1.11.2026"})

        found = faults(world, name, answer) + refusal_faults(world, name, rule, answer)
        if answer.status != 404:
            found.append(f"gets {answer.status}")
        wrong += [f"{rule.rule}: {name} {fault}" for fault in found]
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
        for rule, _method in answering("POST")
        for letter, name in CAST.items()
        if expected(rule.endpoint, letter) != 404
    ]


@pytest.mark.parametrize(("rule", "name"), senders())
def test_what_is_sent_empty_is_answered_calmly_and_logged(watch, world, rule, name):
    watch.sign_in(getattr(world.people, name))

    answer = watch.ask("POST", watch.page.url(rule.endpoint, **world.values(rule)))

    assert answer.status in (200, 303, 422)
    assert faults(world, name, answer) == []
    if answer.status == 303:
        assert faults(world, name, watch.ask("GET", answer.location)) == []


@pytest.mark.parametrize("name", [name for letter, name in CAST.items() if letter in "ABCD"])
def test_lists_that_are_narrowed_or_widened_show_no_more(watch, world, name):
    watch.sign_in(getattr(world.people, name))
    stay, wrong = world.leila.public_id, []
    for address in (
        "/contacts?whose=team",
        f"/contacts?whose={world.people.aino.public_id}&period=all",
        f"/contacts?withdrawn={world.ids['contacts.undo_withdrawal:contact_id']}",
        f"/contacts?before={world.ids['contact_id']}",
        f"/contacts/new?client={stay}&period_id={stay}",
        "/clients?coach=all&stands=closed",
        f"/clients?coach={world.people.aino.public_id}&order=code",
        f"/clients?after={stay}",
        f"/clients/{stay}/contacts?kind=employer",
        f"/employers/{world.ids['employer_id']}?before={world.ids['contact_id']}",
        f"/clients/new?same_person={stay}",
    ):
        answer = watch.ask("GET", address)

        wrong += [f"{address}: {fault}" for fault in faults(world, name, answer)]
        if answer.status not in (200, 404):
            wrong.append(f"{address}: {answer.status}")
    assert wrong == []


@pytest.mark.parametrize("name", [name for letter, name in CAST.items() if letter in "ABCD"])
def test_looking_for_a_name_or_a_code_finds_only_who_may_be_seen(watch, world, name):
    watch.sign_in(getattr(world.people, name))
    sees = {"aino": 4, "dora": 5}.get(name, 0)
    found, wrong = 0, []
    for stay in world.stays.values():
        for words in (stay.name, stay.code):
            form = {"words": words, "coach": "all", "stands": "closed"}
            for stands in ("open", "closed"):
                answer = watch.ask("POST", "/clients", {**form, "stands": stands})

                # What was looked for stands in the field again; a hit is a link to the client.
                found += f'href="/clients/{stay.public_id}"' in answer.body
                shown = [fault for fault in faults(world, name, answer) if words not in fault]
                wrong += [f"{words}: {fault}" for fault in shown]
    assert wrong == []
    assert found == 2 * sees


@pytest.mark.parametrize("letter", "DY")
def test_an_id_that_nobody_has_is_not_there_and_leaves_its_line(watch, world, letter):
    person, wrong, asked = getattr(world.people, CAST[letter]), [], 0
    watch.sign_in(person)
    for rule, method in answering("GET", "POST"):
        ids = {name for name in parts(rule) if name.endswith("_id") or name == "team"}
        if not ids or expected(rule.endpoint, letter) != 200:
            continue
        values = {**world.values(rule), **dict.fromkeys(ids, UNKNOWN)}

        answer = watch.ask(method, watch.page.url(rule.endpoint, **values))

        asked += 1
        if (answer.status, len(answer.refused(person.user_id))) != (404, 1):
            wrong.append(f"{method} {rule.rule}: {answer.status}, {answer.lines}")
    assert wrong == []
    assert asked > 5


@pytest.mark.parametrize("letter", "DY")
def test_odd_ids_are_only_not_there(watch, world, letter):
    wrong, asked = [], 0
    watch.sign_in(getattr(world.people, CAST[letter]))
    for rule, method in answering("GET"):
        if not parts(rule) or expected(rule.endpoint, letter) != 200:
            continue
        for odd in ODD_IDS:
            answer = watch.ask(
                method, watch.page.url(rule.endpoint, **dict.fromkeys(parts(rule), odd))
            )

            asked += 1
            if answer.status not in (303, 308, 400, 404):
                wrong.append(f"{rule.rule} with {odd}: {answer.status}")
    assert wrong == []
    assert asked > 50
