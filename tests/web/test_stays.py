"""Pages of a stay's course: status, pause both ways, going on, the end of the service, undoing it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from tests.clients import coach_of, filled, made, stay_of

TODAY = clock.today()
DAY = timedelta(days=1)

PAGES = ("change_status", "pause_client", "resume_client", "close_client", "reopen_client")


@pytest.fixture
def client(page, people, database):
    """The page of Leila, who looks for work with Aino, in front of Aino."""
    stay = made(database, people.kokkola, people.aino, status="searching")
    page.sign_in(people.aino)
    return page.get("clients.show_client", period_id=stay)


class TestStatus:
    def test_a_status_is_set_from_a_day_on(self, client, database):
        client.follow("Change status")
        assert client.field("stands") == "searching"
        assert not {"waiting", "paused", "closed"} & set(client.options("stands"))

        client.submit("Save status", stands="agreed", on=TODAY - DAY)

        assert client.messages == ["Status saved"]
        assert "job agreed" in client.main
        assert stay_of(database).status == "agreed"

    def test_a_day_before_the_status_of_now_began_is_refused(self, client, database):
        client.follow("Change status")
        client.submit("Save status", stands="agreed", on=TODAY - 3 * DAY)
        client.follow("Change status")

        client.submit("Save status", stands="working_supported", on=TODAY - 4 * DAY)

        assert client.status == 422
        assert client.error("on").startswith("The status before this one began on ")
        assert client.field("stands") == "working_supported"
        assert stay_of(database).status == "agreed"

    def test_a_status_that_has_a_page_of_its_own_is_not_set_here(self, client, database):
        client.post(
            "clients.change_status",
            {"stands": "closed", "on": TODAY},
            period_id=stay_of(database).public_id,
        )

        assert client.error("stands") == "Choose one option."
        assert stay_of(database).status == "searching"

    def test_a_client_who_is_paused_meanwhile_keeps_the_pause(self, client, database, people):
        stay = stay_of(database).public_id
        client.follow("Pause")
        client.submit("Save pause", way="keep")

        client.get("clients.change_status", period_id=stay)
        client.submit("Save status", stands="agreed")

        assert client.status == 422
        assert client.error("stands") == (
            "This status comes from a pause, the waiting list or the end of the service."
        )
        assert stay_of(database).status == "paused"


class TestDays:
    @pytest.mark.parametrize(
        ("page_of", "button", "chosen"),
        [
            ("Change status", "Save status", {"stands": "agreed"}),
            ("Pause", "Save pause", {"way": "keep"}),
            ("Pause", "Save pause", {"way": "give_up"}),
            ("End the service", "End the service", {"reason": "moved"}),
        ],
    )
    def test_a_day_that_cannot_be_is_refused_beside_it(
        self, client, database, page_of, button, chosen
    ):
        client.follow(page_of)

        for typed, words in (
            ("31.2.", "“31.2.” is not in the calendar. Write the date like this: 24.11.2026."),
            ("", "Enter the day."),
            (TODAY + DAY, "The date is still ahead. Choose today or an earlier day."),
            (TODAY - 61 * DAY, "The client was not known to the service before "),
        ):
            client.submit(button, on=typed, **chosen)

            assert client.status == 422
            assert client.error("on").startswith(words)
            assert {name: client.field(name) for name in chosen} == chosen
        assert stay_of(database).status == "searching"


class TestPause:
    def test_the_way_is_asked(self, client):
        client.follow("Pause")

        client.submit("Save pause")

        assert client.error("way") == "Choose what happens to the place."

    def test_a_pause_with_the_place_kept_holds_it(self, client, database, people):
        client.follow("Pause")
        client.submit("Save pause", way="keep")

        assert client.messages == ["Pause saved"]
        stay = stay_of(database)
        assert (stay.status, coach_of(database, stay.public_id)) == (
            "paused", people.aino.user_id,
        )  # fmt: skip
        client.follow("End the pause")
        client.submit("End the pause")

        assert client.messages == ["The pause has ended"]
        assert stay_of(database).status == "searching"

    def test_a_pause_does_not_end_before_it_began(self, client, database):
        client.follow("Pause")
        client.submit("Save pause", way="keep", on=TODAY - DAY)
        client.follow("End the pause")

        client.submit("End the pause", on=TODAY - 2 * DAY)

        assert client.error("on").startswith("The status before this one began on ")
        assert stay_of(database).status == "paused"

    def test_giving_up_the_place_puts_the_client_first_on_the_list(self, client, database, people):
        made(database, people.kokkola, name="Waits Longer", referred=TODAY - 300 * DAY)
        client.follow("Pause")

        client.submit("Save pause", way="give_up")

        assert "Place in the queue: 1." in client.main
        (stay,) = {client.address.split("/")[2]}
        assert coach_of(database, stay) is None
        client.follow("Take from the list")
        client.submit("Take from the list")
        assert "looking for work" in client.main

    def test_a_pause_is_not_begun_twice(self, client, database):
        stay = stay_of(database).public_id
        client.follow("Pause")
        client.submit("Save pause", way="keep")

        client.get("clients.pause_client", period_id=stay)
        client.submit("Save pause", way="give_up")

        assert client.status == 422
        assert client.messages == [
            "Check these points The client is on a pause or waiting already."
            " Open the client’s page again."
        ]
        assert stay_of(database).status == "paused"

    def test_a_client_who_is_not_paused_does_not_go_on(self, client, database):
        client.get("clients.resume_client", period_id=stay_of(database).public_id)

        client.submit("End the pause")

        assert client.status == 422
        assert "The client is not on a pause any more." in client.main


class TestClosing:
    def test_the_service_ends_and_the_place_is_free(self, client, database):
        client.follow("End the service")

        client.submit("End the service", reason="in_work", on=TODAY - DAY)

        assert client.messages == ["The service has ended"]
        stay = stay_of(database)
        assert (stay.closed_on, stay.closed_reason) == (TODAY - DAY, "in_work")
        assert coach_of(database, stay.public_id) is None
        client.get("days.my_day")
        assert "0 of 20 places taken" in client.main

    @pytest.mark.parametrize("reason", ["missed_appointments", "time_limit"])
    def test_reasons_counted_against_the_service_ask_a_second_time(self, client, database, reason):
        client.follow("End the service")
        assert "The reason is right" not in client.main

        client.submit("End the service", reason=reason, on=TODAY - DAY)

        assert client.status == 422
        assert client.error("confirmed") == (
            "Nobody loses the service over missed appointments or a time limit: this reason is"
            " counted against the quality of the service. If it is right, tick the box and save"
            " again."
        )
        assert client.field("reason") == reason
        assert stay_of(database).closed_on is None

        client.submit("End the service", confirmed=True)

        assert stay_of(database).closed_reason == reason

    def test_another_reason_after_all_needs_no_tick(self, client, database):
        client.follow("End the service")
        client.submit("End the service", reason="time_limit")

        client.submit("End the service", reason="own_wish")

        assert stay_of(database).closed_reason == "own_wish"

    def test_an_end_of_long_ago_leads_to_the_list_since_the_client_is_out_of_sight(
        self, client, database, people
    ):
        stay = made(database, people.kokkola, people.aino, referred=TODAY - 200 * DAY)
        client.get("clients.close_client", period_id=stay)

        client.submit("End the service", reason="moved", on=TODAY - 90 * DAY)

        assert client.messages[0] == "The service has ended"
        assert client.h1 == "Clients"

    def test_the_reason_is_asked(self, client):
        client.follow("End the service")

        client.submit("End the service")

        assert client.error("reason") == "Choose the reason."

    def test_a_service_ends_once(self, client, database):
        stay = stay_of(database).public_id
        client.follow("End the service")
        client.submit("End the service", reason="moved")

        client.get("clients.close_client", period_id=stay)
        client.submit("End the service", reason="died")

        assert client.status == 422
        assert "The service has ended for this client." in client.main
        assert stay_of(database).closed_reason == "moved"


class TestUndoing:
    @pytest.fixture
    def ended(self, client):
        """The same client, whose service has ended today."""
        client.follow("End the service")
        client.submit("End the service", reason="moved")
        return client

    def test_the_same_stay_goes_on_where_it_was(self, ended, database, people):
        ended.follow("Undo the ending")
        assert ended.field("coach") == people.aino.public_id

        ended.submit("Undo the ending")

        assert ended.messages == ["The service goes on"]
        stay = stay_of(database)
        assert (stay.status, stay.closed_on) == ("searching", None)
        assert coach_of(database, stay.public_id) == people.aino.user_id

    def test_a_full_coach_is_refused_and_another_one_may_go_on(self, ended, database, people):
        filled(database, people.kokkola, people.aino, 20)
        ended.follow("Undo the ending")

        ended.submit("Undo the ending")

        assert ended.status == 422
        assert ended.error("coach").startswith("Aino Ahola: all 20 places are taken.")
        stay = ended.address.split("/")[2]
        assert stay_of(database, stay).closed_on == TODAY

        ended.submit("Undo the ending", coach=people.bengt.public_id)

        assert ended.messages == ["The service goes on"]
        assert coach_of(database, stay) == people.bengt.user_id

    def test_from_18_on_a_notice_stands_here_too(self, ended, database, people):
        filled(database, people.kokkola, people.aino, 17)
        ended.follow("Undo the ending")

        ended.submit("Undo the ending")

        assert ended.messages[1].startswith("Aino Ahola: 18 of 20 places are taken.")

    def test_who_had_a_coach_does_not_go_on_without_one(self, ended):
        ended.follow("Undo the ending")

        ended.submit("Undo the ending", coach="")

        assert ended.error("coach") == "A client who is taken in has a coach. Choose a coach."
        assert "nobody yet" not in ended.main

    def test_who_waited_may_go_back_to_waiting(self, page, people, database):
        stay = made(database, people.kokkola)
        page.sign_in(people.dora)
        page.get("clients.close_client", period_id=stay)
        page.submit("End the service", reason="own_wish")
        page.follow("Undo the ending")
        assert "nobody yet: back on the waiting list" in page.main

        page.submit("Undo the ending")

        assert stay_of(database, stay).status == "waiting"

    def test_after_thirty_days_the_client_is_taken_in_again_instead(self, ended, database, people):
        stay = stay_of(database).public_id
        with clock.at(clock.now() + 31 * DAY):
            ended.sign_in(people.aino)
            ended.get("clients.reopen_client", period_id=stay)

            ended.submit("Undo the ending", coach=people.aino.public_id)

            assert ended.status == 422
            assert (
                "An ending can be undone for 30 days. Take the client in again instead."
                in ended.main
            )

    def test_a_stay_that_goes_on_is_not_reopened(self, client, database):
        client.get("clients.reopen_client", period_id=stay_of(database).public_id)

        client.submit("Undo the ending")

        assert client.status == 422
        assert "The service goes on for this client already." in client.main


class TestSight:
    def test_others_clients_are_not_there(self, client, database, people):
        stay = stay_of(database).public_id
        for person in (people.bengt, people.cilla, people.matti, people.ylva):
            client.sign_in(person)
            for endpoint in PAGES:
                assert client.get(f"clients.{endpoint}", period_id=stay).status == 404
                assert client.post(f"clients.{endpoint}", {}, period_id=stay).status == 404

    def test_the_leader_may_do_all_of_it(self, client, database, people):
        client.sign_in(people.dora)

        for endpoint in PAGES:
            client.get(f"clients.{endpoint}", period_id=stay_of(database).public_id)
            assert client.status == 200

    def test_the_same_form_sent_twice_is_done_once(self, client, database, people):
        stay = stay_of(database).public_id
        form = {"reason": "moved", "on": TODAY, "submission": "b" * 26}

        for _ in range(2):
            client.post("clients.close_client", form, period_id=stay)
            assert client.h1 == "Client"
