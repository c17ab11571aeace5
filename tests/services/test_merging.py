"""Two cards of one employer made one: what stays, what moves, what is refused, what is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coaching import clock, history
from coaching.contacts import service as contacts
from coaching.employers import following, merging, refusals, register
from coaching.employers import service as employers
from coaching.employers.merge_types import Merged, Stays
from coaching.employers.models import EmployerMerge, EmployerPerson, ImportRow
from coaching.employers.types import EmployerDetails, Look, SiteDetails
from coaching.errors import ChangedMeanwhile, NotThere
from coaching.profiles import telling
from coaching.profiles.refusals import EmployerNotKnown
from tests import sheets
from tests.contacts import with_employer
from tests.employers import (
    add_person,
    add_site,
    bring_in,
    make_job,
    met,
    people_of,
    sites_of,
    twice,
)
from tests.factories import make_client, make_employer


@pytest.fixture
def cards(session):
    return twice(session)


def merge(session, actor, kept, other, **choices):
    told = {Merged(field): stays for field, stays in choices.items()}
    return employers.merge(session, actor, kept.public_id, other.public_id, told)


def names(session, actor, words=""):
    return [row.name for row in employers.list_employers(session, actor, Look(words)).rows]


class TestWhatMoves:
    def test_sites_join_by_place_and_people_by_name(self, session, aino, cards):
        kept, other = cards
        (kokkola,) = sites_of(session, kept)
        twin, perho = sites_of(session, other)
        add_person(session, twin, "Maija Esimerkki")

        merge(session, aino, kept, other)

        assert [site.municipality for site in sites_of(session, kept)] == ["Kokkola", "Perho"]
        assert sites_of(session, kept)[1].id == perho.id
        assert [one.name for one in people_of(session, kokkola)] == ["Siv Holm", "Maija Esimerkki"]
        assert [one.name for one in people_of(session, perho)] == ["Kaj Back"]

    def test_a_joined_person_is_filled_and_never_written_over(self, session, aino, cards):
        kept, other = cards
        (siv,) = people_of(session, sites_of(session, kept)[0])
        (same,) = people_of(session, sites_of(session, other)[0])
        siv.phone, same.phone = "040 111", "040 222"
        same.email, same.decides = "siv@example.fi", "yes"
        session.flush()

        merge(session, aino, kept, other)

        assert (siv.phone, siv.email, siv.decides) == ("040 111", "siv@example.fi", "yes")

    def test_meetings_jobs_and_imported_rows_point_at_the_kept_card(
        self, session, people, aino, kokkola
    ):
        content = sheets.register(
            sheets.employer("Rantakahvila", None, "Kokkola", yhteyshenkilo="Siv Holm")
        )
        kept = make_employer(session, "Rantakahvila Oy", person="Siv Holm")
        bring_in(session, content)
        row = session.scalars(select(ImportRow).where(ImportRow.person_id.is_not(None))).one()
        other = session.get_one(type(kept), row.employer_id)
        (twin,), (place,) = sites_of(session, other), sites_of(session, kept)
        (same,), (siv,) = people_of(session, twin), people_of(session, place)
        contact = met(session, people.aino, other, twin, same, team=kokkola)
        withdrawn = met(session, people.aino, other, team=kokkola, withdrawn_at=clock.now())
        job = make_job(session, make_client(session, kokkola, people.aino), other, twin, same)
        version = contact.row_version

        merge(session, aino, kept, other)
        session.expire_all()

        spot = (kept.id, place.id, siv.id)
        assert (contact.employer_id, contact.site_id, contact.person_id) == spot
        assert (job.employer_id, job.site_id, job.supervisor_id) == spot
        assert (row.employer_id, row.site_id, row.person_id) == spot
        assert (withdrawn.employer_id, withdrawn.site_id) == (kept.id, None)
        assert contact.row_version == version, "an open page of the meeting must not be refused"

    def test_what_is_empty_is_filled_and_what_was_chosen_stays(self, session, aino, people):
        kept = make_employer(session, "Kahvila A", chain="Åströms", needs="Servers")
        other = make_employer(
            session, "Kahvila B", chain="Muu", business_id="8219935-8", size="1-9",
            needs="Cooks", owner_id=people.bengt.user_id, industry="food",
        )  # fmt: skip

        merge(session, aino, kept, other, name=Stays.OTHER, needs=Stays.BOTH)

        assert (kept.name, kept.name_folded) == ("Kahvila B", "kahvila b")
        assert (kept.chain, kept.needs) == ("Åströms", "Servers\n\nCooks")
        assert (kept.business_id, kept.size, kept.industry) == ("8219935-8", "1-9", "food")
        assert kept.owner_id == people.bengt.user_id
        assert other.business_id is None

    def test_needs_that_do_not_fit_together_are_refused_and_nothing_is_done(self, session, aino):
        kept = make_employer(session, "Kahvila A", needs="x" * 1500)
        other = make_employer(session, "Kahvila B", needs="y" * 1500)

        with pytest.raises(refusals.NeedsTooLong) as refusal:
            merge(session, aino, kept, other, needs=Stays.BOTH)

        assert refusal.value.facts == {"over": 1002}
        assert other.merged_into_id is None

    @pytest.mark.parametrize(
        ("ours", "theirs", "stays", "banned"),
        [
            (None, None, None, False),
            (None, 10, None, True),
            (-1, 10, None, True),
            (10, None, None, True),
            (None, 10, Stays.KEPT, False),
            (10, None, Stays.OTHER, False),
        ],
    )
    def test_a_ban_in_force_is_lost_only_when_somebody_says_so(
        self, session, aino, ours, theirs, stays, banned
    ):
        cards = [
            make_employer(
                session, name, no_contact=days is not None,
                no_contact_until=None if days is None else clock.today() + timedelta(days=days),
            )
            for name, days in (("A Oy", ours), ("B Oy", theirs))
        ]  # fmt: skip

        kept = merge(session, aino, *cards, **({"ban": stays} if stays else {}))

        assert register.is_banned(kept.no_contact, kept.no_contact_until) is banned

    def test_both_histories_and_the_use_log_tell_of_the_merge(self, session, aino, cards):
        kept, other = cards
        session.info["notes"].clear()

        merge(session, aino, kept, other)

        merged = history.newest(session, "employer", kept.public_id)["merged"]
        assert (merged.value, merged.by_name) == (other.public_id, "Aino Ahola")
        assert "merged_into" in history.newest(session, "employer", other.public_id)
        (note,) = session.info["notes"]
        assert set(note.detail) == {"employer_merge", "undone"}

    def test_what_was_moved_is_kept_without_anybodys_details(self, session, aino, cards):
        kept, other = cards
        people_of(session, sites_of(session, other)[0])[0].email = "siv@example.fi"
        session.flush()

        merge(session, aino, kept, other)

        moved = str(session.scalars(select(EmployerMerge)).one().moved)
        assert "siv" not in moved.lower()


class TestWhatIsRefused:
    def test_a_card_with_itself(self, session, aino, cards):
        with pytest.raises(refusals.MergeWithItself):
            merge(session, aino, cards[0], cards[0])

    @pytest.mark.parametrize("place", [0, 1])
    def test_a_card_that_is_part_of_another_one(self, session, aino, cards, place):
        third = make_employer(session, "Kolmas Oy")
        merge(session, aino, *cards)
        pair = [third, cards[1]]

        with pytest.raises(refusals.MergedAlready) as refusal:
            merge(session, aino, *(pair if place else reversed(pair)))

        assert refusal.value.facts == {"name": "Rantakahvila", "into": "Rantakahvila Oy"}

    def test_a_card_that_somebody_changed_meanwhile(self, session, aino, people, cards):
        kept, other = cards
        shown = (kept.row_version, other.row_version)
        details = EmployerDetails("Rantakahvila Ab")
        employers.change(
            session, people.bengt.actor, other.public_id, details, shown[1], is_other=True
        )

        with pytest.raises(ChangedMeanwhile) as refusal:
            employers.merge(session, aino, kept.public_id, other.public_id, {}, shown)

        assert refusal.value.facts["user"] == "Bengt Bäck"
        assert other.merged_into_id is None

    def test_a_card_that_is_not_there(self, session, aino, cards):
        with pytest.raises(NotThere):
            employers.merge(session, aino, cards[0].public_id, "a" * 26, {})

    def test_changing_a_merged_card_its_site_or_person(self, session, aino, cards):
        kept, other = cards
        merge(session, aino, kept, other)
        (twin,) = sites_of(session, other)
        (same,) = people_of(session, twin)
        changes = [
            (employers.change, other, EmployerDetails("Uusi")),
            (employers.change_site, twin, SiteDetails("", "Perho")),
            (
                employers.change_person,
                same,
                employers.show_person(session, same.public_id)[2].details,
            ),
        ]

        for change, row, details in changes:
            with pytest.raises(refusals.MergedMeanwhile):
                change(session, aino, row.public_id, details, row.row_version)


class TestWhatIsFound:
    def test_the_other_card_is_in_no_list_and_its_name_finds_the_kept_one(
        self, session, aino, cards
    ):
        kept, other = cards
        other.name, other.name_folded = "Lounas Siv", "lounas siv"
        session.flush()
        merge(session, aino, kept, other)

        assert names(session, aino) == names(session, aino, "lounas") == ["Rantakahvila Oy"]
        (alike,) = employers.look_alikes(session, "Lounas Siv Oy")
        assert (alike.public_id, alike.known_as) == (kept.public_id, "Lounas Siv")
        assert telling.employer_id(session, "Lounas Siv") == kept.public_id
        with pytest.raises(EmployerNotKnown):
            telling.employer_id(session, "Lounas")

    def test_a_new_card_of_the_other_name_is_asked_about(self, session, aino, cards):
        merge(session, aino, *cards)

        with pytest.raises(refusals.SameEmployer):
            employers.add(session, aino, EmployerDetails("Rantakahvila"), SiteDetails(), None)

    def test_its_business_id_is_the_kept_cards(self, session, aino):
        kept = make_employer(session, "Kahvila A", business_id="8219935-8")
        other = make_employer(session, "Kahvila B", business_id="5288200-9")
        merge(session, aino, kept, other)

        with pytest.raises(refusals.BusinessIdTaken) as refusal:
            employers.add(session, aino, EmployerDetails("C", "5288200-9"), SiteDetails(), None)
        new = EmployerDetails("Kahvila A", "5288200-9")
        employers.change(session, aino, kept.public_id, new, kept.row_version)

        assert refusal.value.facts == {"name": "Kahvila A"}
        assert kept.business_id == "5288200-9"

    @pytest.mark.parametrize("business_id", [None, "5288200-9"])
    def test_a_sheet_that_still_has_both_brings_no_second_card(self, session, aino, business_id):
        kept = make_employer(session, "Kahvila A", business_id="8219935-8")
        other = make_employer(session, "Kahvila B", business_id="5288200-9")
        merge(session, aino, kept, other)

        bring_in(session, sheets.register(sheets.employer("Kahvila B", business_id, "Kokkola")))

        assert names(session, aino) == ["Kahvila A"]
        (row,) = session.scalars(select(ImportRow).where(ImportRow.employer_id.is_not(None)))
        assert row.employer_id == kept.id

    def test_a_meeting_typed_on_the_other_cards_page_lands_on_the_kept_one(
        self, session, aino, cards
    ):
        kept, other = cards
        typed = with_employer(session, other)
        merge(session, aino, kept, other)

        contact = contacts.log(session, aino, None, typed)

        (siv,) = people_of(session, sites_of(session, kept)[0])
        assert (contact.employer_id, contact.person_id) == (kept.id, siv.id)
        assert contacts.offered_at(session, other.public_id)[0].employer == "Rantakahvila Oy"

    def test_a_site_and_a_person_added_on_the_other_cards_page_land_on_the_kept_one(
        self, session, aino, cards
    ):
        kept, other = cards
        (twin, _perho) = sites_of(session, other)
        merge(session, aino, kept, other)

        added = employers.add_site(session, aino, other.public_id, SiteDetails("", "Halsua"))
        details = employers.show_person(
            session, people_of(session, sites_of(session, kept)[0])[0].public_id
        )[2].details
        with pytest.raises(refusals.PersonTaken):
            employers.add_person(session, aino, twin.public_id, details)

        assert added.employer_id == kept.id

    def test_cards_merged_one_after_another_lead_to_the_last(self, session, aino, cards):
        first, second = cards
        third = make_employer(session, "Kolmas Oy", person="Siv Holm")
        (same,) = people_of(session, sites_of(session, second)[0])
        merge(session, aino, first, second)
        merge(session, aino, third, first)

        spot = following.find_spot(session, same.site_id, same.id)

        assert employers.follow(session, second) is third
        assert employers.show(session, second.public_id).merged_into == third.public_id
        assert spot.employer_id == third.id
        assert session.get_one(EmployerPerson, spot.person_id).name == "Siv Holm"

    def test_a_person_of_both_cards_is_removed_from_both(self, session, aino, cards):
        kept, other = cards
        (siv,) = people_of(session, sites_of(session, kept)[0])
        (same,) = people_of(session, sites_of(session, other)[0])
        merge(session, aino, kept, other)

        employers.remove_person(session, aino, siv.public_id)

        assert (siv.name, same.name) == ("", "")
        assert same.removed_at is not None

    def test_who_was_joined_is_forgotten_once_the_merge_cannot_be_undone(
        self, session, aino, cards
    ):
        kept, other = cards
        (same,) = people_of(session, sites_of(session, other)[0])
        with clock.at(clock.now() - timedelta(days=31)):
            merge(session, aino, kept, other)
        assert same.name

        merging.forget_old(session)

        assert same.name == ""
        assert [one.name for one in people_of(session, sites_of(session, kept)[0])] == ["Siv Holm"]


def test_a_site_without_place_stays_beside_the_others(session, aino):
    kept = make_employer(session, "A Oy")
    other = make_employer(session, "B Oy", municipality="")
    add_site(session, other, "Kruunupyy / Kronoby", "Keittiö")
    add_site(session, kept, "Kronoby", "Keittiö")

    merge(session, aino, kept, other)

    assert [site.municipality for site in sites_of(session, kept)] == ["Kokkola", "", "Kronoby"]
