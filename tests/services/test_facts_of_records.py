"""The bridge from records to facts: contacts, jobs, offers, profiles and referrals, without words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coaching import clock
from coaching.clients.types import Decision as Referred
from coaching.clients.types import RefusalReason
from coaching.jobs import cancelling
from coaching.reviews import facts
from coaching.support import deciding
from fidelity import facts as plain
from tests.factories import make_client, make_contact, make_employer
from tests.jobs import begin, check_benefits, end_job, make_job
from tests.profiles import make_ready, talk
from tests.support import NO

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def leila(session, people):
    return make_client(session, people.kokkola, people.aino, entry_date=TODAY - 60 * DAY)


def known(session, people):
    return facts.collect(session, people.dora.actor, people.kokkola.id, TODAY)


def test_a_contact_tells_its_place_minutes_purposes_and_the_phases_that_follow(
    session, people, leila
):
    row = make_contact(
        session,
        leila,
        people.aino,
        on=TODAY,
        with_whom="care_team",
        mode="face_to_face",
        place="team_site",
        minutes=45,
        purposes=("care_team", "profile", "job_search"),
        joint=True,
        note="Talked about mornings",
    )

    (contact,) = known(session, people).contacts

    assert contact == plain.Contact(
        id=f"contact-{row.id}",
        on=TODAY,
        coach=f"coach-{people.aino.user_id}",
        client=f"client-{leila.id}",
        with_whom="treatment_team",
        mode="face_to_face",
        reached=True,
        place="treatment_site",
        minutes=45,
        purposes=("treatment_team", "profile", "job_search"),
        phases=("assessment", "placement"),
        joint=True,
    )


def test_a_job_ends_on_the_day_after_the_last_one_and_tells_what_the_client_said(
    session, people, leila
):
    employer = make_employer(session, chain="S-ryhmä")
    job = make_job(session, people.aino, leila, TODAY - 40 * DAY, employer, paid_by_agreement="no")
    deciding.decide(session, people.aino.actor, leila, job, NO)
    end_job(session, people.aino, leila, job, TODAY - 2 * DAY)

    (fact,) = known(session, people).jobs

    assert fact == plain.Job(
        id=f"job-{job.id}",
        client=f"client-{leila.id}",
        employer=f"employer-{employer.id}",
        title="Kitchen help",
        start=TODAY - 40 * DAY,
        end=TODAY - DAY,
        end_reason="season_ended",
        heard_on=TODAY - 2 * DAY,
        contract="permanent",
        open_to_all=True,
        paid_by_agreement=False,
        set_aside=False,
        support_declined_on=TODAY,
    )
    assert plain.Employer(fact.employer, "s-ryhma") in known(session, people).employers


def test_a_job_at_a_merged_card_is_of_the_chain_of_the_card_that_was_kept(session, people, leila):
    kept = make_employer(session, chain="Kesko")
    merged = make_employer(session, "Ranta Kahvila")
    make_job(session, people.aino, leila, TODAY - 40 * DAY, merged)
    merged.merged_into_id = kept.id

    facts_known = known(session, people)

    (job,) = facts_known.jobs
    assert plain.Employer(job.employer, "kesko") in facts_known.employers


def test_before_its_first_dated_status_a_stay_has_the_one_of_now(session, people, leila):
    (stay,) = known(session, people).clients

    assert stay.status_now == leila.status == "profiling"
    assert stay.status_on(date.min) == "profiling"


def test_jobs_without_a_start_and_those_that_fell_through_are_no_jobs(session, people, leila):
    begin(session, people.aino, leila, None)
    fell = make_job(session, people.aino, leila, TODAY + DAY)
    cancelling.cancel(session, people.aino.actor, leila, fell, "The shop was closed")

    assert known(session, people).jobs == ()


def test_benefits_checks_and_disclosure_talks_are_offers(session, people, leila):
    job = make_job(session, people.aino, leila)
    check_benefits(session, people.aino, job, "declined", checked_by="adviser")
    check_benefits(session, people.aino, job, reason="hours_change", on=TODAY - DAY)
    talk(session, people.aino, leila)

    assert known(session, people).offers == (
        plain.Offer(f"client-{leila.id}", TODAY, "benefits_counselling", True, "before_job"),
        plain.Offer(f"client-{leila.id}", TODAY - DAY, "benefits_counselling", False, "change"),
        plain.Offer(
            f"client-{leila.id}", TODAY, "disclosure_talk", False, "search", says_what=True
        ),
    )


def test_a_ready_profile_tells_after_how_many_sessions(session, people, leila):
    for days in (3, 2):
        make_contact(session, leila, people.aino, on=TODAY - days * DAY, purposes=("profile",))
    make_ready(session, people.aino, leila)

    (plan,) = known(session, people).plans

    assert plan == plain.PlanVersion(f"client-{leila.id}", 1, TODAY, 2)


def test_every_stay_began_with_a_referral_and_what_was_decided(session, people, leila):
    refused = make_client(
        session,
        people.kokkola,
        by=people.aino,
        referred=TODAY - 5 * DAY,
        decision=Referred.REFUSED,
        refusal=RefusalReason.SYMPTOMS,
    )
    waits = make_client(session, people.kokkola, by=people.aino)
    make_client(session, people.pietarsaari, people.cilla)

    told = {one.id: one for one in known(session, people).referrals}

    assert set(told) == {f"referral-{stay.id}" for stay in (leila, refused, waits)}
    assert told[f"referral-{leila.id}"].decision == "accepted"
    assert (told[f"referral-{waits.id}"].decision, told[f"referral-{waits.id}"].decided_on) == (
        "pending",
        None,
    )
    one = told[f"referral-{refused.id}"]
    assert (one.decision, one.reason, one.source) == ("refused", "symptoms", "employment")


def test_facts_hold_no_words_of_a_client(session, people, leila):
    make_contact(session, leila, people.aino, note="Talked about mornings", purposes=("profile",))
    make_ready(session, people.aino, leila)
    job = make_job(session, people.aino, leila)
    end_job(session, people.aino, leila, job)

    told = repr(known(session, people))

    for words in ("Leila", leila.client.code, "mornings", "Rantakahvila"):
        assert words not in told
