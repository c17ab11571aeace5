"""The pages of consents: recorded, limited, withdrawn, and shown beside the client's timeline."""

from __future__ import annotations

import pytest

from coaching import i18n
from coaching.consents import service as consents
from coaching.consents.types import ConsentKind, DataGroup
from coaching.contacts.types import With
from tests.clients import made, stay_of
from tests.contacts import DAY, TODAY
from tests.factories import make_consent


@pytest.fixture
def given(database, client):
    """Let the client have given a consent: given(with_whom=...)."""

    def make(**values):
        with database.write() as session:
            return make_consent(session, stay_of(database, client), **values).public_id

    return make


@pytest.fixture
def stored(database, client):
    """Read the client's consents."""

    def read():
        with database.read() as session:
            return consents.of_stay(session, stay_of(database, client))

    return read


def day_of(value):
    return f"{value.day} {value.strftime('%b %Y')}"


def test_one_is_recorded_from_the_clients_page_and_shown_there(signed_in, client, stored):
    signed_in.get("clients.show_client", period_id=client)
    assert "No consent is recorded yet." in signed_in.main
    signed_in.follow("Record a consent")

    signed_in.submit(
        "Save consent",
        kind="multi_agency",
        with_whom=["care_team", "benefits_office"],
        parties="Kela and the clinic",
        data_groups=["work", "support"],
        health=True,
        purpose="Planning together",
        valid_to=TODAY + 12 * DAY,
        paper_at="The client record system",
    )

    assert signed_in.messages == ["Consent saved"]
    assert "ends in 12 days" in signed_in.main
    assert "No consent in force today: employer, employment services, family or friend, other" in (
        signed_in.main
    )
    (one,) = stored()
    assert (one.kind, one.given_on) == (ConsentKind.MULTI_AGENCY, TODAY)
    assert one.with_whom == (With.CARE_TEAM, With.BENEFITS_OFFICE)
    assert one.data_groups == (DataGroup.WORK, DataGroup.SUPPORT, DataGroup.HEALTH)
    signed_in.get("clients.show_client", period_id=client)
    assert "multi-agency work (Y100)" in signed_in.main
    assert "ends in 12 days" in signed_in.main


def test_health_is_a_tick_of_its_own(signed_in, client, stored):
    signed_in.get("consents.add_consent", period_id=client)

    assert "health" not in signed_in.options("data_groups")
    signed_in.submit("Save consent", kind="own_service", data_groups=["work"])

    assert stored()[0].data_groups == (DataGroup.WORK,)


@pytest.mark.parametrize(
    ("asked", "kind", "ticked"),
    [
        ("family", "family", "family"),
        ("employer", "employer", "employer"),
        ("other", "multi_agency", ["care_team", "employment_services", "benefits_office", "other"]),
        ("client", None, None),
        ("nonsense", None, None),
    ],
)
def test_opened_for_somebody_it_begins_with_what_such_a_consent_usually_names(
    signed_in, client, asked, kind, ticked
):
    signed_in.get("consents.add_consent", period_id=client, **{"with": asked})

    assert signed_in.field("kind") == kind
    assert signed_in.field("with_whom") == ticked


def test_opened_beside_another_form_it_leads_back_to_that_window(signed_in, client):
    signed_in.get("consents.add_consent", period_id=client, **{"with": "family"})

    signed_in.submit("Save consent")

    assert signed_in.messages == ["Consent saved. Go on in the window you came from."]


def test_whom_it_names_is_asked_and_the_usual_ones_are_ticked(signed_in, client, stored):
    signed_in.get("consents.add_consent", period_id=client)

    signed_in.submit("Save consent", kind="multi_agency", purpose="Planning together")

    assert (signed_in.status, stored()) == (422, [])
    assert signed_in.error("with_whom") == (
        "Choose with whom the consent lets you be in touch. The usual ones are ticked now."
    )
    assert signed_in.field("purpose") == "Planning together"
    signed_in.submit("Save consent")
    assert len(stored()[0].with_whom) == 3


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("given_on", "", "Enter the date the consent was given."),
        (
            "given_on",
            TODAY + DAY,
            "The date is still ahead. Choose today or an earlier day.",
        ),
        (
            "valid_to",
            TODAY - DAY,
            "The end date is before the start date. Check both dates.",
        ),
        (
            "parties",
            "Siv 131052-308T",
            "The text seems to hold a personal identity code. Remove it before saving.",
        ),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(signed_in, client, stored, field, typed, said):
    signed_in.get("consents.add_consent", period_id=client, **{"with": "family"})

    signed_in.submit("Save consent", **{"purpose": "Kept on the page", field: typed})

    assert (signed_in.status, signed_in.error(field)) == (422, said)
    assert signed_in.field("purpose") == "Kept on the page"
    assert stored() == []


def test_one_is_limited_and_then_withdrawn_and_stays_on_the_page(signed_in, client, given, stored):
    row = given(with_whom=(With.CARE_TEAM, With.FAMILY))
    signed_in.get("consents.edit_consent", period_id=client, consent_id=row)

    signed_in.submit(
        "Save consent", limited_on=TODAY, limits="Not with the family", with_whom=["care_team"]
    )
    assert f"{day_of(TODAY)}: Not with the family" in signed_in.main
    assert "limited" in signed_in.main
    signed_in.get("consents.edit_consent", period_id=client, consent_id=row)
    signed_in.submit("Save consent", withdrawn_on=TODAY)

    assert f"withdrawn {day_of(TODAY)}" in signed_in.main
    told = " ".join(signed_in.table()[1])
    assert "With whom we may be in touch: treatment or support team before: " in told
    assert "What was limited: Not with the family before: empty" in told
    assert f"Withdrawn on: {day_of(TODAY)} before: empty" in told
    assert "Aino Ahola" in told
    assert signed_in.table()[2][1] == "recorded"
    (one,) = stored()
    assert (one.with_whom, one.limits) == ((With.CARE_TEAM,), "Not with the family")


def test_a_limit_without_words_is_asked_for_them(signed_in, client, given, stored):
    row = given()
    signed_in.get("consents.edit_consent", period_id=client, consent_id=row)

    signed_in.submit("Save consent", limited_on=TODAY)

    assert signed_in.status == 422
    assert signed_in.error("limits").startswith("A limit needs its day and what was limited.")
    assert stored()[0].limited_on is None


def test_who_was_slower_sees_what_was_saved_and_chooses(
    signed_in, client, given, stored, database, people
):
    row = given(purpose="Planning")
    signed_in.get("consents.edit_consent", period_id=client, consent_id=row)
    with database.write() as session:
        kept = consents.get(session, stay_of(database, client), row)
        kept.purpose = "Planning with Kela"

    signed_in.submit("Save consent", purpose="Planning with the clinic")

    assert signed_in.status == 422
    assert "Planning with Kela saved meanwhile" in signed_in.main
    assert stored()[0].purpose == "Planning with Kela"
    signed_in.submit("Save consent")
    assert stored()[0].purpose == "Planning with the clinic"


def test_the_consent_of_another_client_is_not_there(page, people, client, given, database):
    row = given()
    other = made(database, people.kokkola, people.aino)
    page.sign_in(people.aino)

    page.get("consents.edit_consent", period_id=other, consent_id=row)

    assert page.status == 404


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("endpoint", ["list_consents", "add_consent"])
def test_is_shown_in_each_language(page, people, client, given, language, endpoint):
    given(valid_to=TODAY - DAY)
    page.sign_in(people.aino, language)

    page.get(f"consents.{endpoint}", period_id=client)

    assert page.status == 200
