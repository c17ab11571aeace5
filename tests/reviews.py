"""What tests of reviews share: a review begun, with points, and finished, by the leader."""

from __future__ import annotations

from datetime import timedelta

from coaching import clock
from coaching.accounts.models import Team
from coaching.reviews import service as reviews
from coaching.reviews.types import Entry, NewReview, ReviewKind

ITEMS = tuple(item.id for item in reviews.scale_in_force().items)


def begun(session, people, *, kind=ReviewKind.SELF, on=None, team=None, by=None):
    """A review of a day, without points yet."""
    of = session.get_one(Team, (team or people.kokkola).id)
    new = NewReview(kind, on or clock.today() - timedelta(days=1))
    return reviews.begin(session, (by or people.dora).actor, of, new)


def scored(session, people, total, *, missing=(), **values):
    """An open review with points that add up to a total over the items that are not missing."""
    review = begun(session, people, **values)
    items = [item for item in ITEMS if item not in missing]
    least, more = divmod(total, len(items))
    assert 1 <= least <= 5
    entries = {item: Entry(least + (place < more), None) for place, item in enumerate(items)}
    by = values.get("by") or people.dora
    reviews.enter(session, by.actor, review, entries, review.row_version)
    return review


def finished(session, people, total=75, *, missing=(), **values):
    """A finished review; with items missing the reason is that they were not looked at."""
    review = scored(session, people, total, missing=missing, **values)
    by = values.get("by") or people.dora
    reviews.finish(session, by.actor, review, "Not looked at" if missing else None)
    return review
