"""Pages of merging two cards of one employer: chosen side by side, led on, undone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coaching.employers import service as employers
from coaching.employers.models import Employer, EmployerMerge
from coaching.employers.types import EmployerDetails, SiteDetails
from tests.employers import add_site, met, people_of, sites_of, twice
from tests.factories import make_employer

COMPARED = "Merge two cards of one employer"


@pytest.fixture
def cards(database, people):
    """Two cards of one café, by public id; the other one says who is responsible."""
    with database.write() as session:
        kept, other = twice(session, owner_id=people.bengt.user_id, needs="Servers")
        kept.needs = "Cooks"
        met(session, people.aino, other, sites_of(session, other)[1], team=people.kokkola)
        return kept.public_id, other.public_id


def compare(page, cards):
    kept_id, other_id = cards
    return page.get("employers.merge_employers", employer_id=kept_id, other_id=other_id)


def merge(page, cards, **chosen):
    return compare(page, cards).submit("Merge the cards", **chosen)


def card(database, public_id):
    with database.read() as session:
        return employers.show(session, public_id)


def test_a_card_leads_to_the_ones_that_look_alike(signed_in, cards):
    signed_in.get("employers.show_employer", employer_id=cards[0])

    signed_in.follow("Same employer twice? Merge").follow("Compare: Rantakahvila")

    assert (signed_in.h1, signed_in.status) == (COMPARED, 200)
    rows = {row[0]: row[1:] for row in signed_in.table()[1:]}
    assert rows["Sites and contact persons"] == [
        "Kokkola: Siv Holm",
        "Kokkola: Siv HOLMPerho: Kaj Back",
    ]
    assert signed_in.options("needs") == ["kept", "other", "both"]
    assert signed_in.field("name") == "kept"
    assert rows["Responsible coach"] == ["–", "Bengt Bäck"]


def test_another_card_is_found_by_a_search(signed_in, cards, database):
    with database.write() as session:
        make_employer(session, "Lounas Siv", business_id="8219935-8")
    signed_in.get("employers.choose_other", employer_id=cards[0])

    signed_in.submit("Search", words="82199")
    assert "Compare: Lounas Siv" in signed_in.links
    signed_in.submit("Search", words="rantakahvila oy")

    assert "No hits. Try a shorter word." in signed_in.main, "a card is not merged with itself"


def test_what_was_chosen_stays_and_the_rest_is_filled(signed_in, cards, database, people):
    merge(signed_in, cards, name="other", needs="both")

    assert signed_in.h1 == "Rantakahvila"
    assert "The cards are merged. You can undo it on this card." in signed_in.messages
    assert "Aino Ahola" in signed_in.table(2)[1][1]
    kept = card(database, cards[0])
    assert (kept.details.needs, kept.details.owner) == ("Cooks\n\nServers", people.bengt.public_id)
    assert [site.details.municipality for site in kept.sites] == ["Kokkola", "Perho"]


@pytest.mark.parametrize(
    ("endpoint", "more"),
    [
        ("employers.show_employer", {}),
        ("employers.edit_employer", {}),
        ("employers.add_site", {}),
        ("employers.choose_other", {}),
    ],
)
def test_the_merged_cards_address_leads_to_the_kept_one(signed_in, cards, endpoint, more):
    merge(signed_in, cards)

    signed_in.get(endpoint, employer_id=cards[1], **more)

    assert signed_in.address.endswith(cards[0])
    assert signed_in.h1 == "Rantakahvila Oy"


def test_pages_of_its_joined_site_and_person_lead_there_too(signed_in, cards, database):
    with database.read() as session:
        other = session.scalars(select(Employer).filter_by(public_id=cards[1])).one()
        site = sites_of(session, other)[0]
        site_id, person_id = site.public_id, people_of(session, site)[0].public_id
    merge(signed_in, cards)

    for endpoint, values in (
        ("employers.edit_site", {"site_id": site_id}),
        ("employers.add_person", {"site_id": site_id}),
        ("employers.edit_person", {"person_id": person_id}),
    ):
        assert signed_in.get(endpoint, **values).h1 == "Rantakahvila Oy"


def test_what_was_being_typed_on_the_merged_card_is_not_lost(signed_in, cards, database, people):
    signed_in.get("employers.edit_employer", employer_id=cards[1])
    with database.write() as session:
        employers.merge(session, people.bengt.actor, *cards, {})

    signed_in.submit("Save employer", needs="Waiters at weekends")

    assert signed_in.status == 422
    assert "This card was merged into Rantakahvila Oy while you were typing" in signed_in.main
    assert signed_in.field("needs") == "Waiters at weekends"


def test_a_site_typed_for_the_merged_card_lands_on_the_kept_one(signed_in, cards, database, people):
    signed_in.get("employers.add_site", employer_id=cards[1])
    with database.write() as session:
        employers.merge(session, people.bengt.actor, *cards, {})

    signed_in.submit("Save site", municipality="Halsua")

    assert signed_in.address.endswith(cards[0])
    assert "Halsua" in [site.details.municipality for site in card(database, cards[0]).sites]


def test_a_card_changed_meanwhile_is_shown_before_it_is_merged(signed_in, cards, database, people):
    compare(signed_in, cards)
    with database.write() as session:
        shown = employers.show(session, cards[1])
        changed = EmployerDetails("Rantakahvila", needs="Bakers")
        employers.change(session, people.bengt.actor, cards[1], changed, shown.row_version)

    signed_in.submit("Merge the cards", name="other")
    assert signed_in.status == 422
    assert "Bengt Bäck has saved a newer version" in signed_in.main
    assert "Bakers" in signed_in.main
    assert signed_in.field("name") == "other"
    signed_in.submit("Merge the cards")

    assert signed_in.h1 == "Rantakahvila"


def test_what_cannot_be_merged_says_why(signed_in, cards, database):
    compare(signed_in, (cards[0], cards[0]))
    assert "This is the card itself." in signed_in.main
    merge(signed_in, cards)
    with database.write() as session:
        third = make_employer(session, "Kolmas Oy").public_id

    compare(signed_in, (third, cards[1]))

    assert "Rantakahvila has been merged into Rantakahvila Oy" in signed_in.main
    assert "Merge the cards" not in signed_in.buttons


def test_needs_that_are_too_long_together_are_refused_beside_them(signed_in, cards, database):
    with database.write() as session:
        for one in session.scalars(select(Employer)):
            one.needs = one.name * 100

    merge(signed_in, cards, needs="both")

    assert signed_in.status == 422
    assert "Choose one." in signed_in.error("needs")


class TestUndoing:
    def test_the_kept_card_offers_it_and_both_cards_are_back(self, signed_in, cards, database):
        merge(signed_in, cards)
        assert "Rantakahvila was merged into this card." in signed_in.main

        signed_in.follow("Undo the merge: Rantakahvila").submit("Undo the merge")

        assert signed_in.messages == ["The merge is undone. Rantakahvila has its own card again."]
        assert signed_in.get("employers.show_employer", employer_id=cards[1]).h1 == "Rantakahvila"
        assert card(database, cards[0]).details == EmployerDetails("Rantakahvila Oy", needs="Cooks")

    def test_what_was_changed_since_is_told(self, signed_in, cards, database):
        merge(signed_in, cards)
        signed_in.get("employers.edit_employer", employer_id=cards[0])
        signed_in.submit("Save employer", owner="")

        signed_in.follow("Undo the merge: Rantakahvila").submit("Undo the merge")

        assert (
            "Changed after the merge, so it stays as it is: Responsible coach."
            in signed_in.messages
        )

    def test_a_second_undo_of_two_tabs_says_that_it_is_done(
        self, signed_in, cards, database, people
    ):
        merge(signed_in, cards)
        signed_in.follow("Undo the merge: Rantakahvila")
        with database.write() as session:
            done = session.scalars(select(EmployerMerge.public_id)).one()
            employers.undo(session, people.bengt.actor, cards[0], done)

        signed_in.submit("Undo the merge")

        assert signed_in.status == 422
        assert "The merge has been undone already." in signed_in.main


def test_a_name_of_another_employer_is_asked_about_and_can_be_merged(signed_in, database, people):
    with database.write() as session:
        make_employer(session, "Leipomo Kaisla")
        mine = employers.add(
            session, people.aino.actor, EmployerDetails("Pesula"), SiteDetails("", "Perho"), None
        ).public_id
    signed_in.get("employers.edit_employer", employer_id=mine)

    signed_in.submit("Save employer", name="leipomo kaisla oy")
    assert signed_in.status == 422
    assert signed_in.error("name") == (
        "An employer with this name is already in the register. Open it or add a site."
    )
    assert "Same employer twice? Merge: Leipomo Kaisla" in signed_in.links
    signed_in.submit("Save employer", is_other=True)

    assert signed_in.h1 == "leipomo kaisla oy"


def test_a_look_alike_is_found_by_business_id_site_and_place(database):
    with database.write() as session:
        chain = make_employer(session, "Osuuskauppa Esimerkki", business_id="8219935-8")
        add_site(session, chain, "Kokkola", "Marketti Kokkola")
        make_employer(session, "Kauppahalli", municipality="Kokkola")
        make_employer(session, "Kauppahalve", municipality="Perho")

    def found(*typed):
        with database.read() as session:
            return [one.name for one in employers.look_alikes(session, *typed)]

    assert found("Jokin muu", "8219935-8") == ["Osuuskauppa Esimerkki"]
    assert found("Marketti Kokkola Oy") == ["Osuuskauppa Esimerkki"]
    assert found("Kauppahalxx", None, "kokkola") == ["Kauppahalli"]
