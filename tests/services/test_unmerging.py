"""A merge is undone: everything back as it was, and nothing lost of what came later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock, history
from coaching.employers import following, refusals
from coaching.employers import service as employers
from coaching.employers.merge_types import Merged
from coaching.employers.types import Look
from coaching.errors import NotThere
from tests.employers import add_person, make_job, met, people_of, sites_of, snapshot, twice
from tests.factories import make_client, make_employer


@pytest.fixture
def cards(session, people, kokkola):
    """Two cards of one café with meetings and a job; the other one tells more."""
    kept, other = twice(session, business_id="8219935-8", chain="Åströms", no_contact=True)
    twin, perho = sites_of(session, other)
    (same,) = people_of(session, twin)
    same.phone = "040 999"
    met(session, people.aino, other, twin, same, team=kokkola)
    met(session, people.bengt, other, perho, team=kokkola)
    met(session, people.cilla, kept, sites_of(session, kept)[0], team=people.pietarsaari)
    make_job(session, make_client(session, kokkola, people.aino), other, perho)
    return kept, other


def merge(session, actor, kept, other):
    employers.merge(session, actor, kept.public_id, other.public_id, {})
    return employers.can_be_undone(session, kept.id)[0].public_id


def undo(session, actor, kept, merge_id):
    return employers.undo(session, actor, kept.public_id, merge_id)


def test_everything_is_as_it_was(session, aino, cards):
    before = snapshot(session)
    merge_id = merge(session, aino, *cards)
    assert snapshot(session) != before

    undone = undo(session, aino, cards[0], merge_id)

    assert snapshot(session) == before
    assert (undone.fields, undone.rows, undone.places) == ((), 0, 0)
    assert len(employers.list_employers(session, aino, Look()).rows) == 2
    assert employers.can_be_undone(session, cards[0].id) == []
    assert "merge_undone" in history.newest(session, "employer", cards[1].public_id)


def test_the_kept_card_tells_who_merged_and_when(session, aino, cards):
    merge(session, aino, *cards)

    (done,) = employers.can_be_undone(session, cards[0].id)

    assert (done.other, done.by) == ("Rantakahvila", "Aino Ahola")
    assert clock.local(done.at).date() == clock.today()


def test_a_value_changed_after_the_merge_is_not_written_over(session, aino, cards):
    kept, other = cards
    merge_id = merge(session, aino, kept, other)
    kept.chain = "Uusi ketju"
    session.flush()

    undone = undo(session, aino, kept, merge_id)

    assert (kept.chain, undone.fields) == ("Uusi ketju", (Merged.CHAIN,))
    assert (kept.business_id, other.business_id) == (None, "8219935-8")


def test_a_business_id_that_was_given_to_another_one_stays_there(session, aino, cards):
    kept, other = cards
    merge_id = merge(session, aino, kept, other)
    kept.business_id = None
    session.flush()
    make_employer(session, "Kolmas Oy", business_id="8219935-8")

    undone = undo(session, aino, kept, merge_id)

    assert (other.business_id, undone.fields) == (None, (Merged.BUSINESS_ID,))


def test_what_was_added_after_the_merge_stays_with_the_kept_card(
    session, people, aino, kokkola, cards
):
    kept, other = cards
    perho = sites_of(session, other)[1]
    (kaj,) = people_of(session, perho)
    merge_id = merge(session, aino, kept, other)
    later = met(session, people.aino, kept, perho, kaj, team=kokkola)
    add_person(session, perho, "Uusi Ihminen")

    undo(session, aino, kept, merge_id)
    session.expire_all()

    own = sites_of(session, kept)[-1]
    assert (own.municipality, own.id != perho.id) == ("Perho", True)
    assert (later.employer_id, later.site_id) == (kept.id, own.id)
    assert {one.name for one in people_of(session, own)} == {"Kaj Back", "Uusi Ihminen"}
    assert later.person_id in {one.id for one in people_of(session, own)}
    assert (perho.employer_id, people_of(session, perho)) == (other.id, [kaj])


def test_a_meeting_moved_elsewhere_after_the_merge_is_left_alone_and_told(
    session, people, aino, kokkola, cards
):
    kept, other = cards
    contact = met(session, people.aino, other, team=kokkola)
    elsewhere = make_employer(session, "Kolmas Oy")
    merge_id = merge(session, aino, kept, other)
    contact.employer_id = elsewhere.id
    session.flush()

    undone = undo(session, aino, kept, merge_id)

    assert (contact.employer_id, undone.rows) == (elsewhere.id, 1)


def test_a_person_removed_after_the_merge_stays_removed_on_both(session, aino, cards):
    kept, other = cards
    (siv,) = people_of(session, sites_of(session, kept)[0])
    (same,) = people_of(session, sites_of(session, other)[0])
    merge_id = merge(session, aino, kept, other)
    employers.remove_person(session, aino, siv.public_id)

    undo(session, aino, kept, merge_id)

    assert (siv.name, siv.phone, same.name, same.phone) == ("",) * 4


def test_a_later_merge_leads_to_the_kept_card_after_an_earlier_one_is_undone(
    session, people, aino, kokkola, cards
):
    kept, other = cards
    third = make_employer(session, "Kolmas Oy", municipality="Perho", person="Kaj Back")
    (place,) = sites_of(session, third)
    (same,) = people_of(session, place)
    contact = met(session, people.aino, third, place, same, team=kokkola)
    before = snapshot(session)
    first = merge(session, aino, kept, other)
    second = merge(session, aino, kept, third)

    undo(session, aino, kept, first)
    spot = following.find_spot(session, place.id, same.id)
    session.expire_all()

    assert (spot.employer_id, spot.site_id) == (kept.id, contact.site_id)
    assert (spot.person_id, contact.employer_id) == (contact.person_id, kept.id)
    undone = undo(session, aino, kept, second)
    after = snapshot(session)
    assert undone.rows == 0
    assert {key: after[key] for key in before} == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_merges_of_merged_cards_are_undone_last_first(session, aino, cards, order):
    kept, other = cards
    third = make_employer(session, "Kolmas Oy")
    before = snapshot(session)
    merges = [(kept, merge(session, aino, kept, other)), (third, merge(session, aino, third, kept))]

    if order == (0, 1):
        with pytest.raises(refusals.MergedOnward) as refusal:
            undo(session, aino, *merges[0])
        assert refusal.value.facts == {"name": "Kolmas Oy"}
    for card, merge_id in reversed(merges):
        undo(session, aino, card, merge_id)

    assert snapshot(session) == before


def test_a_merge_is_undone_once_and_within_thirty_days(session, aino, cards):
    kept, other = cards
    with clock.at(clock.now() - timedelta(days=30, minutes=1)):
        old = merge(session, aino, kept, make_employer(session, "Vanha Oy"))
    new = merge(session, aino, kept, other)
    undo(session, aino, kept, new)

    with pytest.raises(refusals.MergeUndoneAlready):
        undo(session, aino, kept, new)
    with pytest.raises(refusals.MergeTooOld):
        undo(session, aino, kept, old)


def test_a_merge_of_another_card_is_not_there(session, aino, cards):
    merge_id = merge(session, aino, *cards)

    with pytest.raises(NotThere):
        undo(session, aino, make_employer(session, "Kolmas Oy"), merge_id)


def test_two_cards_can_be_merged_again_after_an_undo(session, aino, cards):
    before = snapshot(session)
    undo(session, aino, cards[0], merge(session, aino, *cards))

    again = merge(session, aino, *cards)
    spot = following.find_spot(session, sites_of(session, cards[1])[0].id)
    undo(session, aino, cards[0], again)

    assert spot.employer_id == cards[0].id
    assert snapshot(session) == before
