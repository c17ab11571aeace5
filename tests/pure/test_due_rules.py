"""What is due, rule by rule, at the edges of its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coaching.clients.types import Status
from coaching.due import rules
from coaching.due.types import Change, Consent, DueKind, Job, Planned, Stay
from coaching.support.types import Step, Wants

TODAY = date(2026, 11, 25)
QUIET_DAYS = 28


def day(offset):
    return TODAY + timedelta(days=offset)


def due(stay, by=TODAY):
    return rules.due(stay, by, QUIET_DAYS)


def kinds(stay, by=TODAY):
    return {one.kind for one in due(stay, by)}


def only(stay, kind, by=TODAY):
    (found,) = [one for one in due(stay, by) if one.kind is kind]
    return found


def stay(**told):
    """A stay that nothing is due for: seen today, employer met, profile ready."""
    return Stay(
        **{
            "status": Status.SEARCHING,
            "entry_date": day(-200),
            "known_since": day(-200),
            "last_seen": TODAY,
            "met_employer": True,
            "ready_days": (day(-150),),
            **told,
        }
    )


def working(**told):
    """A stay with a job that nothing is due for."""
    job = Job(**{"public_id": "j", "start": day(-100), "checked": True, "wants": Wants.NO, **told})
    return stay(status=Status.WORKING, ready_days=(day(-90),), jobs=(job,))


def test_nothing_is_due_for_a_stay_that_is_looked_after():
    assert due(stay()) == []
    assert due(working()) == []


@pytest.mark.parametrize("status", [Status.WAITING, Status.CLOSED])
def test_nothing_is_due_for_those_who_have_no_coach(status):
    forgotten = stay(status=status, last_seen=None, met_employer=False, talk_review_on=day(-9))

    assert due(forgotten) == []


def test_the_first_employer_meeting_is_due_within_thirty_days_of_entry():
    found = only(stay(met_employer=False, entry_date=day(-10)), DueKind.FIRST_MEETING)

    assert (found.since, found.on) == (day(-10), day(20))
    assert not found.is_late(day(20))
    assert found.is_late(day(21))


@pytest.mark.parametrize(
    "told",
    [
        {"met_employer": True},
        {"in_work_at_entry": True},
        {"entry_date": None},
        {"jobs": (Job("j", day(-1), checked=True, wants=Wants.NO),)},
        {"status": Status.STUDYING},
        {"status": Status.PAUSED},
    ],
)
def test_no_first_employer_meeting_is_due(told):
    assert DueKind.FIRST_MEETING not in kinds(stay(**{"met_employer": False, **told}))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), None),
        ((-20,), None),
        ((-20, -10), (day(-10), None)),
        ((-20, -10, -3), (day(-10), day(-3))),
        ((-20, -10, -3, -1), (day(-10), day(-3))),
    ],
)
def test_the_profile_is_due_once_the_next_meeting_is_the_third(days, expected):
    found = due(stay(ready_days=(), profile_days=tuple(day(one) for one in days)))

    told = [(one.since, one.on) for one in found if one.kind is DueKind.PROFILE]
    assert told == ([] if expected is None else [expected])


def test_a_profile_that_was_ready_is_not_due():
    assert DueKind.PROFILE not in kinds(stay(profile_days=(day(-9), day(-8), day(-7))))


@pytest.mark.parametrize(("ready", "is_due"), [(-41, True), (-40, False), (-39, False)])
def test_a_new_version_of_the_profile_is_due_after_a_job_start(ready, is_due):
    job = Job("j", day(-40), checked=True, wants=Wants.NO)

    found = kinds(stay(jobs=(job,), ready_days=(day(-100), day(ready))))

    assert (DueKind.NEW_PROFILE in found) is is_due


def test_the_newest_start_or_end_of_a_job_counts():
    job = Job("j", day(-90), ended_on=day(-5), heard_on=day(-5), checked=True, wants=Wants.NO)

    found = only(stay(jobs=(job,), ready_days=(day(-80),)), DueKind.NEW_PROFILE)

    assert (found.since, found.on) == (day(-5), day(25))


def test_a_job_that_starts_later_asks_for_no_new_version_yet():
    job = Job("j", day(1), checked=True, wants=Wants.NO)

    assert DueKind.NEW_PROFILE not in kinds(stay(jobs=(job,)))


@pytest.mark.parametrize(("start", "is_due"), [(8, False), (7, True), (0, True), (-30, True)])
def test_benefits_are_to_be_checked_from_a_week_before_the_start(start, is_due):
    found = kinds(working(start=day(start), checked=False))

    assert (DueKind.BENEFITS in found) is is_due


def test_benefits_of_a_job_that_has_ended_are_not_asked_for():
    job = Job("j", day(-9), ended_on=day(-1), heard_on=day(-1), wants=Wants.NO)

    assert DueKind.BENEFITS not in kinds(stay(jobs=(job,), ready_days=(TODAY,)))


@pytest.mark.parametrize("checked", [True, False])
def test_a_change_of_hours_or_pay_asks_for_a_check_within_thirty_days(checked):
    found = due(working(changes=(Change("c", day(-4), checked),)))

    told = [(one.on, one.change) for one in found if one.kind is DueKind.BENEFITS_CHANGE]
    assert told == ([] if checked else [(day(26), "c")])


@pytest.mark.parametrize(("start", "is_due"), [(8, False), (7, True), (-60, True)])
def test_the_decision_on_support_is_asked_for_from_a_week_before_the_start(start, is_due):
    found = kinds(working(start=day(start), wants=None))

    assert (DueKind.SUPPORT_DECISION in found) is is_due


@pytest.mark.parametrize(("offset", "is_due"), [(1, False), (0, True), (-9, True)])
def test_support_is_asked_about_again_on_the_day_agreed(offset, is_due):
    found = kinds(working(wants=Wants.NOT_NOW, ask_again_on=day(offset)))

    assert (DueKind.ASK_AGAIN in found) is is_due


def test_planned_contacts_and_the_review_of_a_plan_are_due_until_support_ends():
    plan = {
        "wants": Wants.YES,
        "review_on": day(-1),
        "planned": (
            Planned(Step.WEEKLY, day(0), day(-3), day(3)),
            Planned(Step.WEEKLY, day(7), day(4), day(10)),
        ),
    }

    found = due(working(**plan))

    assert [(one.kind, one.on) for one in found] == [
        (DueKind.SUPPORT_REVIEW, day(-1)),
        (DueKind.SUPPORT_CONTACT, day(3)),
    ]
    assert due(working(**plan, support_closed_on=day(-2))) == []
    assert due(working(**{**plan, "wants": Wants.NO})) == []


@pytest.mark.parametrize(("seen", "is_due"), [(-4, True), (-3, False), (0, False), (None, True)])
def test_a_contact_is_due_within_three_days_of_hearing_of_a_jobs_end(seen, is_due):
    job = Job("j", day(-90), ended_on=day(-5), heard_on=day(-3), checked=True)
    last_seen = None if seen is None else day(seen)

    found = due(stay(jobs=(job,), ready_days=(TODAY,), last_seen=last_seen))

    told = [one.on for one in found if one.kind is DueKind.AFTER_END]
    assert told == ([day(0)] if is_due else [])


@pytest.mark.parametrize(("seen", "is_due"), [(-2, True), (-1, False)])
def test_how_it_goes_is_asked_when_the_client_said_so(seen, is_due):
    job = Job("j", day(-90), checked=True, wants=Wants.NO, contact_ok_on=day(-1))

    found = kinds(stay(jobs=(job,), ready_days=(TODAY,), last_seen=day(seen)))

    assert (DueKind.ASK_HOW in found) is is_due


@pytest.mark.parametrize(("offset", "is_due"), [(15, False), (14, True), (-3, True)])
def test_a_disclosure_talk_is_to_be_had_again_from_two_weeks_before_its_day(offset, is_due):
    found = kinds(stay(talk_review_on=day(offset)))

    assert (DueKind.TALK in found) is is_due


@pytest.mark.parametrize(
    ("ends", "is_due"),
    [
        ((15,), False),
        ((14,), True),
        ((-1,), True),
        ((None,), False),
        ((5, None), False),
        ((5, 200), False),
    ],
)
def test_a_consent_is_to_be_renewed_unless_another_of_its_kind_goes_on(ends, is_due):
    consents = tuple(Consent("family", None if end is None else day(end)) for end in ends)

    found = kinds(stay(consents=consents))

    assert (DueKind.CONSENT in found) is is_due


def test_each_kind_of_consent_is_looked_at_by_itself():
    found = due(stay(consents=(Consent("family", day(3)), Consent("employer", day(200)))))

    assert [(one.kind, one.detail) for one in found] == [(DueKind.CONSENT, "family")]


@pytest.mark.parametrize(("seen", "is_due"), [(-27, False), (-28, True)])
def test_a_client_is_quiet_after_the_days_of_the_setting(seen, is_due):
    assert (DueKind.QUIET in kinds(stay(last_seen=day(seen)))) is is_due


def test_one_who_was_never_seen_is_quiet_from_entry_or_a_new_coach_on():
    never = {"last_seen": None, "entry_date": day(-90), "known_since": day(-28)}

    assert only(stay(**never), DueKind.QUIET).since == TODAY
    assert DueKind.QUIET not in kinds(stay(**{**never, "known_since": day(-27)}))


def test_a_contact_that_is_due_anyway_stands_for_the_quiet_client_too():
    job = Job("j", day(-90), ended_on=day(-5), heard_on=day(-3), checked=True)
    silent = stay(jobs=(job,), ready_days=(TODAY,), last_seen=day(-60))

    assert kinds(silent) == {DueKind.AFTER_END}


def test_what_lies_ahead_shows_with_a_later_day():
    quiet = stay(talk_review_on=day(40))

    assert DueKind.TALK not in kinds(quiet)
    assert DueKind.TALK in kinds(quiet, by=day(26))


def test_the_most_pressing_comes_first():
    found = due(
        stay(
            last_seen=day(-40),
            talk_review_on=day(5),
            consents=(Consent("family", day(-20)),),
        )
    )

    assert [one.kind for one in found] == [DueKind.CONSENT, DueKind.QUIET, DueKind.TALK]
