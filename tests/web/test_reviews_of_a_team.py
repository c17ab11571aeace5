"""The quality page of a team: newest review, trend, clients per coach today, next review due."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from coaching import clock
from coaching.reviews.types import ReviewKind
from coaching.security import IMAGE_POLICY
from tests.factories import make_client
from tests.reviews import begun, finished

SHADES = [("light", "wide"), ("light", "narrow"), ("dark", "wide"), ("dark", "narrow")]


@pytest.fixture(autouse=True)
def _today():
    with clock.at(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def three(database, people):
    """Three finished reviews of the team: 64 and 84 by itself, 73 from outside between them."""
    with database.write() as session:
        finished(session, people, 64, on=date(2025, 9, 17))
        finished(session, people, 73, on=date(2026, 3, 18), kind=ReviewKind.EXTERNAL)
        finished(session, people, 84, on=date(2026, 9, 16))


def quality(page, person, team="kokkola"):
    page.sign_in(person)
    return page.get("reviews.show_team", team=team)


def pictures(page):
    """The addresses of the trend's pictures."""
    html = page.response.get_data(as_text=True)
    return re.findall(r'(?:src|srcset)="(/quality/[^"]*\.svg[^"]*)"', html)


class TestTrend:
    def test_sentence_table_and_figure_hold_the_same_numbers(self, page, people, three):
        quality(page, people.dora)

        assert "Newest review: 84. Quality: fair" in page.main
        assert "84 points, up 11 since 18 Mar 2026. Quality: fair." in page.main
        assert "16 points to good." in page.main
        assert page.table()[1:] == [
            ["16 Sept 2026", "self-review", "84", "fair"],
            ["18 Mar 2026", "external review", "73", "not supported employment"],
            ["17 Sept 2025", "self-review", "64", "not supported employment"],
        ]

    @pytest.mark.parametrize(
        ("totals", "words"),
        [
            ([90], "90 points in the first review."),
            ([90, 80], "80 points, down 10 since 1 Mar 2026."),
            ([90, 90], "90 points, the same as on 1 Mar 2026."),
        ],
    )
    def test_it_says_what_is_seen(self, page, database, people, totals, words):
        with database.write() as session:
            for month, total in enumerate(totals, start=3):
                finished(session, people, total, on=date(2026, month, 1))

        quality(page, people.dora)

        assert words in page.main

    def test_with_items_missing_the_total_is_a_range(self, page, database, people, three):
        with database.write() as session:
            finished(session, people, 90, missing=("O7", "O8"), on=date(2026, 10, 1))

        quality(page, people.dora)

        assert "The newest review is a range, 92–100 points," in page.main
        assert page.table()[1] == ["1 Oct 2026", "self-review", "92–100", "fair to good"]
        assert "O7 Paid work as the organisation’s aim no points" in page.main

    def test_the_pictures_are_images_under_the_strict_policy(self, page, people, three):
        quality(page, people.dora)
        found = pictures(page)
        assert len(found) == 4
        seen = set()
        for address in found:
            page.get(address)
            assert (page.status, page.response.mimetype) == (200, "image/svg+xml")
            headers = page.response.headers
            assert headers["Content-Security-Policy"] == IMAGE_POLICY
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert b"<text" not in page.body
            assert b"<svg" in page.body
            seen.add(page.body)

        assert len(seen) == 4
        assert IMAGE_POLICY == "default-src 'none'; style-src 'unsafe-inline'; sandbox"

    def test_dark_and_light_have_their_own_ground(self, page, people, three):
        page.sign_in(people.dora)
        ground = {"light": b"#15161b", "dark": b"#ffffff"}
        for shade, size in SHADES:
            page.get("reviews.trend_image", team="kokkola", shade=shade, size=size)
            assert ground[shade] not in page.body

    def test_new_numbers_have_a_new_address_so_that_no_old_picture_is_shown(
        self, page, database, people, three
    ):
        quality(page, people.dora)
        before = pictures(page)
        with database.write() as session:
            finished(session, people, 90, on=date(2026, 10, 1))

        page.get("reviews.show_team", team="kokkola")

        assert not set(before) & set(pictures(page))

    def test_without_a_review_there_is_no_picture_and_it_says_how_to_begin(self, page, people):
        quality(page, people.dora)
        assert "The trend of finished reviews will be here." in page.main
        assert "Begin the first review" in page.links
        assert pictures(page) == []

        page.get("reviews.trend_image", team="kokkola", shade="light", size="wide")
        assert page.status == 404

    def test_a_picture_that_nobody_draws_is_not_there(self, page, people, three):
        page.sign_in(people.dora)

        page.get("reviews.trend_image", team="kokkola", shade="pink", size="wide")

        assert page.status == 404


class TestNextReview:
    def test_it_is_due_after_half_a_year_and_told_when_late(self, page, database, people):
        with database.write() as session:
            finished(session, people, 84, on=date(2026, 4, 30))

        quality(page, people.dora)

        assert "Next review due 30 Oct 2026 late" in page.main

    def test_from_a_hundred_points_on_it_is_due_after_a_year(self, page, database, people):
        with database.write() as session:
            finished(session, people, 100, on=date(2026, 4, 30))

        quality(page, people.dora)

        assert "Next review due 30 Apr 2027" in page.main
        assert "late" not in page.main.split()

    def test_before_the_first_review_it_follows_the_first_client(self, page, database, people):
        quality(page, people.dora)
        assert "The first review is due half a year after the team’s first client." in page.main
        with database.write() as session:
            make_client(session, people.kokkola, people.aino, referred=date(2026, 10, 1))

        page.get("reviews.show_team", team="kokkola")

        assert "Next review due 1 Apr 2027" in page.main


class TestToday:
    @pytest.fixture
    def clients(self, database, people):
        with database.write() as session:
            for number in range(5):
                make_client(session, people.kokkola, people.aino, name=f"Client {number}")
            make_client(session, people.kokkola, people.bengt, name="Bertta Berg")

    def test_the_figure_is_called_an_estimate_and_names_what_it_is_made_of(
        self, page, people, clients
    ):
        quality(page, people.dora)

        assert "3 clients per full-time coach: 6 clients, 2 full-time coaches." in page.main
        assert "Largest caseload per full-time coach 5." in page.main
        assert "This is an estimate from the records, not a quality review." in page.main

    def test_the_leader_sees_every_row_behind_it_and_the_rule(self, page, people, clients):
        quality(page, people.dora)

        page.follow("Show the rows")

        assert page.h1 == "S1 Clients per coach"
        assert [row[:2] for row in page.table()[1:]] == [
            *[[f"Client {number}", "Aino Ahola"] for number in range(5)],
            ["Bertta Berg", "Bengt Bäck"],
        ]
        assert page.table(1)[1] == ["5", "at most 20", "seen in a public source"]
        assert "Bengt Bäck, 1 counted" in page.main

    def test_a_coach_sees_the_own_rows_and_how_many_more_there_are(self, page, people, clients):
        quality(page, people.bengt)

        page.follow("Show the rows")

        assert [row[0] for row in page.table()[1:]] == ["Bertta Berg"]
        assert "5 clients of colleagues belong to the figure too." in page.main
        assert "Client 0" not in page.text

    def test_a_manager_sees_the_figure_without_rows(self, page, people, clients):
        quality(page, people.matti)

        assert "3 clients per full-time coach: 6 clients, 2 full-time coaches." in page.main
        assert "Largest caseload" not in page.main
        assert "Show the rows" not in page.links
        assert page.get("reviews.show_caseload_rows", team="kokkola").status == 404

    def test_a_small_group_is_hidden_from_a_manager(self, page, database, people):
        with database.write() as session:
            for number in range(4):
                make_client(session, people.kokkola, people.aino, name=f"Client {number}")

        quality(page, people.matti)
        assert "fewer than five clients, so the figure is not shown" in page.main
        assert "4 clients" not in page.main
        quality(page, people.aino)
        assert "4 clients, 2 full-time coaches" in page.main


class TestSight:
    def test_a_coach_sees_the_own_team_and_no_open_review(self, page, database, people, three):
        with database.write() as session:
            begun(session, people, on=date(2026, 11, 1))

        quality(page, people.aino)

        assert (page.status, page.main.count("finished")) == (200, 3)
        assert "1 Nov 2026" not in page.main
        assert "Begin a review" not in page.links
        quality(page, people.dora)
        assert "1 Nov 2026, self-review open" in page.main

    def test_another_team_is_not_there(self, page, people, three):
        for name in ("cilla", "ylva"):
            quality(page, getattr(people, name))
            assert page.status == 404
            page.get("reviews.trend_image", team="kokkola", shade="light", size="wide")
            assert page.status == 404
            assert page.get("reviews.show_caseload_rows", team="kokkola").status == 404
        assert quality(page, people.aino, "nowhere").status == 404

    def test_who_has_one_team_is_led_to_it(self, page, people, three):
        page.sign_in(people.aino)

        page.get("reviews.quality")

        assert page.address == "/quality/kokkola"

    def test_a_manager_sees_every_team_in_one_table(self, page, database, people, three):
        with database.write() as session:
            make_client(session, people.pietarsaari, people.cilla, referred=date(2026, 10, 1))
        page.sign_in(people.matti)

        page.get("reviews.quality")

        assert page.table()[1:] == [
            ["Kokkola", "16 Sept 2026", "84", "fair", "16 Mar 2027"],
            ["Pietarsaari", "not yet", "–", "–", "1 Apr 2027"],
        ]
        page.follow("Kokkola")
        assert "84 points, up 11" in page.main

    def test_every_page_with_points_says_that_the_names_are_ours(self, page, people, three):
        page.sign_in(people.dora)
        for endpoint in ("show_team", "show_caseload_rows"):
            page.get(f"reviews.{endpoint}", team="kokkola")
            assert "The names of the items are ours, not the official wording." in page.main
        page.sign_in(people.matti)
        page.get("reviews.quality")
        assert "The names of the items are ours, not the official wording." in page.main
