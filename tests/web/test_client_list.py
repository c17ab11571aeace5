"""The list of clients: whom it shows, search without names in addresses, order and pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from coaching.clients import listing
from tests.clients import filled, keep_names, made, stay_of
from tests.factories import make_assignment, make_client, make_contact

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def clients(page, people, database):
    """Aino's list, where names are kept."""
    keep_names(database, people)
    page.sign_in(people.aino)
    return page


def names(page):
    """Return the first column: name and code, or the code alone."""
    return [row[0] for row in page.table()[1:]]


def shown(page):
    """Return the names of the list without their codes."""
    return [name.rsplit(" ", 1)[0] for name in names(page)]


class TestWhoIsShown:
    def test_an_empty_list_says_how_to_begin(self, clients):
        clients.get("clients.list_clients")

        assert "You have no clients yet. Add the first client." in clients.main
        clients.follow("Add client")
        assert clients.h1 == "Take in a client"

    def test_a_coach_begins_with_the_own_open_clients(self, clients, database, people):
        with database.write() as session:
            leila = make_client(
                session, people.kokkola, people.aino, name="Leila Lahti", status="searching",
                entry_date=TODAY - 12 * DAY,
            )  # fmt: skip
            code = leila.client.code
            make_contact(session, leila, people.aino, on=TODAY - 4 * DAY)
        made(database, people.kokkola, people.bengt, name="Bengts Own")
        made(database, people.kokkola, name="Waits Alone")

        clients.get("clients.list_clients")

        headings, leila_row = clients.table()
        assert headings == ["Client", "Phase", "Days in service", "Last contact", "Next"]
        assert leila_row[:4] == [f"Leila Lahti {code}", "3 looking for work", "12", "4 days ago"]
        assert leila_row[4].startswith("first employer meeting, ")
        assert "1 client waiting" in clients.main
        assert "Places of the team" not in clients.links
        clients.follow("Leila Lahti")
        assert clients.h1 == "Client"

    def test_a_leader_begins_with_the_team(self, clients, database, people):
        made(database, people.kokkola, people.aino, name="Ainos Own")
        made(database, people.kokkola, name="Waits Alone")
        made(database, people.pietarsaari, people.cilla, name="Cillas Own")
        clients.sign_in(people.dora)

        clients.get("clients.list_clients")

        assert shown(clients) == ["Ainos Own", "Waits Alone"]
        assert [row[5] for row in clients.table()] == ["Coach", "Aino Ahola", "no coach"]
        assert clients.options("coach") == [
            "all", people.aino.public_id, people.bengt.public_id,
        ]  # fmt: skip
        clients.follow("Places of the team")

    def test_a_leader_of_an_empty_team_is_told_so(self, clients, people):
        clients.sign_in(people.dora)

        clients.get("clients.list_clients")

        assert "No clients here. Choose another status or coach." in clients.main

    def test_a_client_handed_over_is_found_for_ninety_days(self, clients, database, people):
        with database.write() as session:
            for name, days in (("Lately Here", 89), ("Long Gone", 90)):
                stay = make_client(
                    session, people.kokkola, by=1, name=name, referred=TODAY - 200 * DAY
                )
                make_assignment(
                    session, stay, people.aino,
                    since=TODAY - 150 * DAY, ended_on=TODAY - days * DAY,
                )  # fmt: skip
                make_assignment(session, stay, people.bengt, since=TODAY - days * DAY)
        clients.get("clients.list_clients")
        assert "You have no clients yet" in clients.main

        clients.submit("Search", coach="all")

        assert shown(clients) == ["Lately Here"]

    def test_where_names_are_not_kept_codes_stand_in_their_place(self, page, people, database):
        stay = made(database, people.kokkola, people.aino, name=None)
        page.sign_in(people.aino)

        page.get("clients.list_clients")

        assert names(page) == [stay_of(database, stay).client.code]
        assert page.options("order") == ["code", "days"]
        assert "Name or code" not in page.main

    def test_is_not_there_for_people_without_a_post(self, page, people):
        for person in (people.matti, people.ylva):
            page.sign_in(person)
            assert page.get("clients.list_clients").status == 404


class TestSearch:
    def test_names_are_looked_for_without_ever_standing_in_an_address(
        self, clients, database, people
    ):
        made(database, people.kokkola, people.aino, name="Åsa Öhman")
        made(database, people.kokkola, people.aino, name="Ossi Öster")
        clients.get("clients.list_clients")

        clients.submit("Search", words="ohm ÅSA")

        assert shown(clients) == ["Åsa Öhman"]
        assert clients.address == "/clients"
        assert clients.field("words") == "ohm ÅSA"

    def test_words_in_an_address_are_not_looked_for(self, clients, database, people):
        made(database, people.kokkola, people.aino, name="Åsa Öhman")

        clients.get("clients.list_clients", words="nobody like this")
        assert shown(clients) == ["Åsa Öhman"]

        clients.submit("Search", words="nobody like this")

        assert "No hits. Try a shorter word." in clients.main

    def test_codes_are_found(self, clients, database, people):
        stay = made(database, people.kokkola, people.aino, name="Åsa Öhman")
        made(database, people.kokkola, people.aino, name="Ossi Öster")
        clients.get("clients.list_clients")

        clients.submit("Search", words=stay_of(database, stay).client.code.lower())

        assert shown(clients) == ["Åsa Öhman"]

    def test_the_list_narrows_by_status(self, clients, database, people):
        made(database, people.kokkola, people.aino, name="Still Here", status="searching")
        gone = made(database, people.kokkola, people.aino, name="Gone Away")
        clients.get("clients.close_client", period_id=gone)
        clients.submit("End the service", reason="moved")
        clients.get("clients.list_clients")
        assert shown(clients) == ["Still Here"]

        clients.submit("Search", stands="closed")

        assert shown(clients) == ["Gone Away"]
        assert clients.table()[1][1] == "service ended"

    def test_the_leader_narrows_by_coach_also_among_those_that_have_ended(
        self, clients, database, people
    ):
        made(database, people.kokkola, people.aino, name="Ainos Own")
        made(database, people.kokkola, people.bengt, name="Bengts Own")
        gone = made(database, people.kokkola, people.bengt, name="Bengts Gone")
        clients.sign_in(people.dora)
        clients.get("clients.close_client", period_id=gone)
        clients.submit("End the service", reason="moved")
        clients.get("clients.list_clients")

        clients.submit("Search", coach=people.bengt.public_id)
        assert shown(clients) == ["Bengts Own"]
        clients.submit("Search", stands="closed")
        assert clients.table()[1][0::5] == [names(clients)[0], "Bengt Bäck"]
        clients.submit("Search", coach=people.aino.public_id)

        assert "No clients here. Choose another status or coach." in clients.main

    def test_words_that_are_too_long_are_refused_beside_the_field(self, clients):
        clients.get("clients.list_clients")

        clients.submit("Search", words="x" * 81)

        assert clients.status == 422
        assert clients.error("words") == "The text is 1 character too long. Shorten it."
        assert clients.field("words") == "x" * 81

    def test_a_choice_that_is_not_offered_is_refused(self, clients):
        for field in ("coach", "stands", "order"):
            clients.post("clients.list_clients", {field: "another"})
            assert clients.error(field) == "Choose one option."

    def test_odd_addresses_are_harmless(self, clients, database, people):
        made(database, people.kokkola, people.aino, name="Åsa Öhman")

        for values in ({"after": "none"}, {"stands": "x" * 500}, {"coach": "'"}, {"order": "%"}):
            assert clients.get("clients.list_clients", **values).status == 200
            assert shown(clients) == ["Åsa Öhman"]


class TestOrder:
    @pytest.mark.parametrize(
        ("order", "expected"),
        [
            ("name", ["Aalto", "Zilliacus", "Åberg", "Öhman"]),
            ("days", ["Zilliacus", "Öhman", "Aalto", "Åberg"]),
        ],
    )
    def test_the_list_is_sorted(self, clients, database, people, order, expected):
        days = {"Öhman": 20, "Aalto": 0, "Zilliacus": 30, "Åberg": None}
        for name, ago in days.items():
            entry = None if ago is None else TODAY - ago * DAY
            made(database, people.kokkola, people.aino, name=name, entry_date=entry)
        clients.get("clients.list_clients")

        clients.submit("Search", order=order)

        assert shown(clients) == expected

    def test_codes_are_sorted(self, clients, database, people):
        filled(database, people.kokkola, people.aino, 5)
        clients.get("clients.list_clients")

        clients.submit("Search", order="code")

        codes = [name.rsplit(" ", 1)[1] for name in names(clients)]
        assert codes == sorted(codes)


class TestPages:
    @pytest.fixture
    def many(self, clients, database, people, monkeypatch):
        """Seven clients on pages of three."""
        monkeypatch.setattr(listing.find, "__defaults__", (3,))
        with database.write() as session:
            for n in range(7):
                make_client(session, people.kokkola, people.aino, name=f"Client {n}")
        return clients.get("clients.list_clients")

    def test_pages_turn_by_key(self, many):
        assert "7 clients, shown 1–3" in many.main
        first = shown(many)

        many.follow("Show more")
        assert "7 clients, shown 4–6" in many.main
        second = shown(many)
        many.follow("Show more")

        assert first + second + shown(many) == [f"Client {n}" for n in range(7)]
        assert "7 clients, shown 7–7" in many.main
        assert "Show more" not in many.links

    def test_pages_of_a_search_turn_without_the_words_in_an_address(self, many):
        many.submit("Search", words="client")

        many.submit("Show more")

        assert shown(many) == ["Client 3", "Client 4", "Client 5"]
        assert many.field("words") == "client"
        assert many.address == "/clients"

    def test_a_client_who_left_the_list_meanwhile_does_not_lose_the_place(self, many, database):
        (third,) = [href for words, href in many.links.items() if words == "Client 2"]
        address = many.links["Show more"]
        many.get("clients.change_status", period_id=third.split("/")[2])
        many.submit("Save status", stands="searching")

        many.get(address)

        assert shown(many) == ["Client 3", "Client 4", "Client 5"]
