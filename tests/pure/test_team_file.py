"""A team file: what is read, that its order never matters, and that it is written the same again."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fidelity.facts import Contact, Post, Settings, Span
from fidelity.scale import load
from fidelity.staffing import caseload_size
from fidelity.teamfile import facts_of, read, write
from tests.pure.team_files import (
    EXAMPLE,
    LISTS,
    change,
    example,
    reading,
    with_open_assignments,
    without,
)


def shuffled(value, dice):
    """The same content with every list and every object in another order."""
    if isinstance(value, dict):
        pairs = [(key, shuffled(inner, dice)) for key, inner in value.items()]
        dice.shuffle(pairs)
        return dict(pairs)
    if isinstance(value, list):
        return dice.sample([shuffled(inner, dice) for inner in value], len(value))
    return value


def without_nulls(value):
    """The same content with keys that hold nothing left out."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


# ---- the same content again


def test_what_is_written_is_what_was_read():
    assert write(read(EXAMPLE)) == EXAMPLE


def test_a_file_in_bytes_with_or_without_a_mark_is_the_same_file():
    assert read(EXAMPLE.encode()) == read(b"\xef\xbb\xbf" + EXAMPLE.encode()) == read(EXAMPLE)


def test_the_order_of_lists_and_keys_makes_no_difference():
    for seed in range(20):
        mixed = shuffled(example(), random.Random(seed))

        assert reading(mixed) == read(EXAMPLE)


def test_records_in_any_order_are_written_as_one_text():
    file = read(EXAMPLE)
    coach = file.coaches[1].coach
    turned = replace(
        file,
        contacts=file.contacts[::-1],
        assignments=file.assignments[::-1],
        coaches=(
            replace(
                file.coaches[1],
                coach=replace(coach, posts=coach.posts[::-1], care_teams=coach.care_teams[::-1]),
            ),
            file.coaches[0],
        ),
    )

    assert write(turned) == EXAMPLE


def test_a_key_left_out_means_the_same_as_null():
    assert reading(without_nulls(example())) == read(EXAMPLE)


def test_a_list_that_names_one_thing_twice_names_it_once():
    file = reading(change(example(), "events.0.people", ["s-2", "l-1", "s-1", "s-2"]))

    assert write(file) == EXAMPLE


@pytest.mark.parametrize("fte", ["1", "0.8", "0.05", "0.3333333333333333", "1e-3", "0.50"])
def test_fte_is_read_and_written_exactly(fte):
    raw = EXAMPLE.replace('"fte": 0.5', f'"fte": {fte}')

    file = read(raw)

    assert file.leaders[0].leader.fte == Fraction(fte)
    assert read(write(file)) == file


def test_a_share_that_no_decimal_says_is_not_written():
    file = read(EXAMPLE)
    third = replace(file, settings=Settings(usual_share=Fraction(1, 3)))

    with pytest.raises(ValueError, match="1/3"):
        write(third)


def test_a_code_that_the_format_does_not_have_is_not_written():
    file = read(EXAMPLE)
    met = replace(file.contacts[0], place="elsewhere")

    with pytest.raises(ValueError, match="elsewhere"):
        write(replace(file, contacts=(met,)))


def test_text_is_kept_letter_for_letter():
    name = 'Ääkkös"\\/\u2028 \U0001f600 Oy\n'

    file = reading(change(example(), "employers.0.name", name))

    assert read(write(file)).employers[0].name == name


# ---- what stands in the file


def test_a_contact_holds_every_key():
    met = next(contact for contact in read(EXAMPLE).contacts if contact.id == "k-2")

    assert met == Contact(
        id="k-2",
        on=date(2025, 11, 24),
        coach="s-1",
        client="c-1",
        with_whom="employer",
        mode="face_to_face",
        reached=True,
        decides=True,
        supports_working_client=False,
        place="workplace",
        minutes=45,
        purposes=("employer_meeting",),
        phases=("placement",),
        employer="e-1",
        matches_goals=True,
        joint=False,
    )


def test_a_job_holds_every_key():
    row = next(row for row in read(EXAMPLE).jobs if row.job.id == "j-2")
    other = next(row for row in read(EXAMPLE).jobs if row.job.id == "j-1")

    job = row.job
    assert (job.client, job.employer, job.title, job.kind_code) == ("c-3", "e-2", "myyjä", None)
    assert (job.start, job.end, job.end_reason) == (
        date(2023, 5, 1), date(2024, 9, 1), "hours_or_travel")  # fmt: skip
    assert (job.heard_on, job.contract, job.ends_by_programme) == (
        date(2024, 8, 30), "fixed_term", True)  # fmt: skip
    assert (job.open_to_all, job.paid_by_agreement, job.set_aside, job.subsidy) == (
        None, None, None, True)  # fmt: skip
    assert (job.support_declined_on, job.support_handed_over_on) == (
        date(2024, 6, 1), date(2024, 7, 1))  # fmt: skip
    assert (other.job.kind_code, other.job.open_to_all, other.hours_per_week) == (
        "7512", True, Fraction(45, 2))  # fmt: skip
    assert (other.job.paid_by_agreement, other.job.set_aside) == (True, False)


def test_posts_stand_for_the_four_keys_and_one_post_for_none():
    first, second = read(EXAMPLE).coaches

    assert first.coach.posts == (Post(Span(date(2024, 1, 8)), Fraction(1), 2295),)
    assert second.coach.posts == (
        Post(Span(date(2025, 3, 1), date(2026, 1, 1)), Fraction(1), 2295),
        Post(Span(date(2026, 1, 1)), Fraction(4, 5), 1836),
    )
    assert second.coach.started == date(2025, 3, 1)


def test_four_keys_may_be_missing_beside_posts():
    data = example()
    for key in ("fte", "weekly_minutes", "start", "end"):
        without(data, f"specialists.1.{key}")

    assert reading(data) == read(EXAMPLE)


def test_one_post_in_the_list_is_the_same_as_the_four_keys():
    data = example()
    change(data, "specialists.0.posts", [{"from": "2024-01-08", "fte": 1, "weekly_minutes": 2295}])

    assert reading(data) == read(EXAMPLE)


def test_dated_statuses_go_to_their_client():
    stay = read(EXAMPLE).clients[0].stay

    assert stay.status_on(date(2025, 11, 19)) == "profiling"
    assert stay.status_on(date(2025, 11, 20)) == "searching"
    assert stay.status_on(date(2025, 11, 2)) == "working_supported"


def test_without_the_list_of_statuses_the_status_of_the_export_holds():
    stay = reading(without(example(), "statuses")).clients[0].stay

    assert stay.status_on(date(2025, 11, 19)) == "working_supported"
    assert not stay.has_dated_status(date(2026, 10, 31))


@pytest.mark.parametrize("settings", [{}, dict.fromkeys(example()["settings"])])
def test_a_missing_setting_takes_its_default(settings):
    assert reading({**example(), "settings": settings}).settings == Settings()


def test_leave_without_an_end_goes_on():
    assert read(EXAMPLE).coaches[0].coach.leave[1] == Span(date(2026, 12, 21), None)


def test_empty_lists_are_a_team_of_nothing():
    file = reading({**example(), **{name: [] for name in LISTS}})

    assert facts_of(file).coaches == ()
    assert read(write(file)) == file


# ---- what is taken although it looks odd (reading 60)


def test_an_empty_span_is_taken_and_overlaps_nothing():
    data = example()
    data["assignments"] += [
        {"client": "c-2", "specialist": "s-2", "from": "2026-07-01", "to": "2026-07-01"},
        {"client": "c-1", "specialist": "s-2", "from": "2026-03-01", "to": "2026-03-01"},
    ]
    change(data, "jobs.0.end", "2026-02-02")

    file = reading(data)

    assert len(file.assignments) == 6
    assert read(write(file)) == file


def test_contacts_outside_a_post_and_days_after_the_export_are_taken():
    data = change(example(), "contacts.0.date", "2019-02-28")
    change(data, "contacts.1.date", "2028-02-29")

    assert len(reading(data).contacts) == 5


def test_twenty_open_assignments_are_taken_whatever_the_fte():
    file = reading(with_open_assignments(example(), 20))

    assert sum(row.coach == "s-2" and row.span.end is None for row in file.assignments) == 20


# ---- what scoring gets


def test_facts_hold_every_record_and_no_name():
    data = change(example(), "team.separate_from_treatment", True)
    file = reading(data)

    facts = facts_of(file)

    for name in LISTS:
        if name in {"treatment_teams", "statuses"}:
            continue
        kept = {"specialists": "coaches", "profiles": "plans"}.get(name, name)
        assert len(getattr(facts, kept)) == len(data[name])
    assert (facts.separate_from_treatment, facts.written_exclusion_rule) == (True, False)
    assert facts.settings.active_contact_days == 60
    for words in ("Esimerkki", "Keksitty", "K-7F3Q", "Ruokakauppa Asema", "1234567-1"):
        assert words not in repr(facts)


def test_a_read_file_is_scored():
    file = reading(change(example(), "settings.active_contact_days", None))

    result = caseload_size(facts_of(file), date(2026, 8, 31), load("ips25-2008"))

    assert (result.numerator, result.denominator) == (2, Fraction(9, 5))


def test_a_large_file_is_read():
    data = example()
    row = {key: value for key, value in data["contacts"][0].items() if key != "id"}
    data["contacts"] = [{"id": f"contact-{number}", **row} for number in range(100_000)]

    file = reading(data)

    assert len(file.contacts) == 100_000
    assert len({id(contact.coach) for contact in file.contacts}) == 1
