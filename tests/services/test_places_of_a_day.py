"""Places follow the posts on the days they begin and end, in an organisation of any size."""

from __future__ import annotations

from sqlalchemy import event, func, select

from coaching import clock
from coaching.accounts.models import Post
from coaching.caseload import service
from coaching.caseload.models import CoachPlace
from tests.factories import id_of, make_client, make_post, make_user


def places_of(session, person):
    """Return how many places a person has in rows."""
    return session.scalar(
        select(func.count()).select_from(CoachPlace).where(CoachPlace.coach_id == id_of(person))
    )


def test_only_coaches_whose_posts_began_or_ended_are_gone_through(session, people):
    beginner = make_user(session, "Eeva Esko")
    session.add(Post(
        user_id=beginner.id, team_id=people.kokkola.id, role="coach", fte=1, weekly_minutes=2295,
        since=clock.today(), until=None,
    ))  # fmt: skip
    end_post(session, people.bengt)
    session.flush()

    number = service.sync_all(session)

    assert number == 2
    assert places_of(session, people.aino) == 20
    assert places_of(session, people.bengt) == 0
    assert places_of(session, beginner) == 20


def test_a_place_that_is_held_stays_when_the_post_has_ended(session, people):
    make_client(session, people.kokkola, people.bengt)
    end_post(session, people.bengt)

    service.sync_all(session)

    assert places_of(session, people.bengt) == 1


def test_nothing_is_written_when_all_places_are_right(session, database, people):
    for n in range(10):
        make_post(session, make_user(session, f"Coach{n} Niemi"), people.kokkola)
    said = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _cursor, words, *_: said.append(words)
    )

    number = service.sync_all(session)

    assert number == 0
    assert 0 < len(said) <= 5
    assert not [words for words in said if not words.startswith("SELECT")]


def end_post(session, person):
    """Let a person's post end today."""
    post = session.scalars(select(Post).where(Post.user_id == person.user_id)).one()
    post.until = clock.today()
    session.flush()
