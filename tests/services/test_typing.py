"""Unsaved text by opening of its page, and a form that is sent again, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock
from coaching.accounts import submissions, typing
from coaching.accounts.models import Submission
from coaching.errors import AlreadyDone, NotThere, SavedAlready

PAGE = "/contacts/new"
TOKEN, OTHER = "a" * 26, "b" * 26


@pytest.fixture
def aino(people):
    return people.aino.actor


@pytest.fixture
def keep(session, aino):
    """Keep a note of Aino's: keep(note, opening, ...)."""

    def put(note, opening=TOKEN, **more):
        return typing.keep(session, aino.user_id, opening, PAGE, {"note": [note]}, **more)

    return put


@pytest.fixture
def notes(session, aino):
    """Read what Aino has not saved, newest first."""
    return lambda: [text.fields["note"][0] for text in typing.all_of(session, aino.user_id)]


class TestTexts:
    def test_each_opening_has_its_own(self, keep, notes, session, aino):
        keep("First")
        keep("Second", OTHER)
        keep("First, and more")

        assert notes() == ["First, and more", "Second"]
        assert typing.count(session, aino.user_id) == 2

    def test_a_page_goes_on_with_the_text_that_filled_it(self, keep, notes):
        first = keep("First")

        more = keep("First, and more", OTHER, filled_from=first.stamp)

        assert (more.public_id, notes()) == (first.public_id, ["First, and more"])

    def test_unless_it_was_written_on_where_it_began(self, keep, notes):
        stamp = keep("First").stamp
        keep("First, and there")

        keep("First, and here", OTHER, filled_from=stamp)

        assert notes() == ["First, and here", "First, and there"]

    @pytest.mark.parametrize("stamp", ["", "x", "x.y", f"{'a' * 26}.1", "x.99999999999999999", "."])
    def test_a_stamp_of_nothing_is_nothing(self, keep, notes, session, aino, stamp):
        keep("First")

        keep("Second", OTHER, filled_from=stamp)
        typing.forget(session, aino, OTHER, stamp)

        assert notes() == ["First"]

    def test_saving_forgets_what_filled_the_page_unless_it_was_written_on(
        self, keep, notes, session, aino
    ):
        old = keep("First").stamp
        new = keep("First, and more").stamp

        typing.forget(session, aino, OTHER, old)
        assert notes() == ["First, and more"]
        typing.forget(session, aino, OTHER, new)

        assert notes() == []

    def test_a_page_with_a_new_token_takes_its_text_along(self, keep, notes, session, aino):
        keep("First")

        typing.follow(session, aino, TOKEN, OTHER)
        typing.forget(session, aino, OTHER)

        assert notes() == []

    def test_only_its_person_throws_it_away(self, keep, notes, session, aino, people):
        text = keep("First")

        with pytest.raises(NotThere):
            typing.throw_away(session, people.dora.actor, text.public_id)
        assert notes() == ["First"]
        typing.throw_away(session, aino, text.public_id)

        assert notes() == []

    def test_what_is_too_old_is_dropped_with_the_next_text(self, keep, notes, session, aino):
        with clock.at(clock.now() - typing.KEPT_FOR - timedelta(seconds=1)):
            keep("First")
        assert notes() == []

        keep("Second", OTHER)

        assert [text.opening for text in typing.all_of(session, aino.user_id)] == [OTHER]


class TestSentAgain:
    @pytest.fixture
    def saved(self, session, aino):
        """A page that makes something new was sent."""
        submissions.claim(session, aino, TOKEN, "content", once=True).result = "/there"
        session.flush()

    @pytest.mark.parametrize("once", [True, False])
    def test_the_same_page_with_the_same_content_is_done(self, session, aino, saved, once):
        with pytest.raises(AlreadyDone) as done:
            submissions.claim(session, aino, TOKEN, "content", once=once)

        assert done.value.result == "/there"

    def test_other_content_of_the_same_page_is_asked_about(self, session, aino, saved):
        with pytest.raises(SavedAlready):
            submissions.claim(session, aino, TOKEN, "other", once=True)

    def test_or_taken_where_the_record_itself_tells_what_is_newer_and_once(
        self, session, aino, saved
    ):
        submissions.claim(session, aino, TOKEN, "other").result = "/elsewhere"
        session.flush()

        with pytest.raises(AlreadyDone) as done:
            submissions.claim(session, aino, TOKEN, "other")

        assert done.value.result == "/elsewhere"

    def test_the_same_content_of_another_page_is_asked_about(self, session, aino, saved):
        with pytest.raises(SavedAlready):
            submissions.claim(session, aino, OTHER, "content", once=True)

        assert submissions.claim(session, aino, OTHER, "content").result == ""

    def test_what_was_typed_is_kept_as_a_hash_only(self, session, aino, saved):
        row = session.scalars(select(Submission)).one()

        assert row.content is not None
        assert "content" not in row.content

    def test_text_of_a_page_that_was_just_saved_is_old_for_a_moment(self, session, aino, saved):
        assert submissions.is_just_saved(session, aino, TOKEN)
        assert not submissions.is_just_saved(session, aino, OTHER)
        with clock.at(clock.now() + submissions.ON_ITS_WAY):
            assert not submissions.is_just_saved(session, aino, TOKEN)
