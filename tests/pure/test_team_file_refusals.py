"""A team file that is not right is refused by the path of what is wrong, in a clear sentence."""

from __future__ import annotations

import json

import pytest

from fidelity.teamfile import MOST_PROBLEMS, TeamFileRefused, read
from tests.pure.team_files import (
    EXAMPLE,
    LISTS,
    change,
    example,
    in_file,
    outcome,
    problems,
    reading,
    refusal,
    without,
)

OPTIONAL = {
    "leaders": {"name", "end"},
    "specialists": {"name", "end", "leader", "posts"},
    "clients": {
        "person", "name", "treatment_team", "entry_date", "closed_on", "closed_reason",
    },
    "assignments": {"to"},
    "employers": {"business_id", "chain"},
    "contacts": {
        "client", "place", "minutes", "employer", "decides_on_hiring", "matches_goals",
    },
    "jobs": {
        "kind_code", "end", "end_reason", "heard_on", "hours_per_week", "open_to_all",
        "paid_by_agreement", "set_aside", "support_declined_on", "support_handed_over_on",
    },
    "referrals": {"decided_on", "reason"},
    "events": {"treatment_team"},
}  # fmt: skip
"""The keys with a question mark in exchange-format.md."""

NEEDED = [
    f"{name}.0.{key}"
    for name in LISTS
    for key in example()[name][0]
    if key not in OPTIONAL.get(name, ())
]


# ---- JSON itself (reading 61)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_json"),
        (b"\xff\xfe{}", "not_utf8"),
        (b'{"format": }', "not_json"),
        (EXAMPLE + "x", "not_json"),
        (EXAMPLE.replace('"Lakeuden tiimi"', '"Lakeuden\ttiimi"'), "not_json"),
        (b"[" * 200_000, "too_deep"),
        (b'{"format": ' + b"9" * 5_000 + b"}", "number_too_long"),
        (b'{"format": 1e99999999999999999999}', "number_too_long"),
        (b"[]", "wrong_type"),
        (b'"rinnalla-team/1"', "wrong_type"),
        (b"null", "wrong_type"),
    ],
)
def test_what_is_no_json_object_is_refused_as_a_whole(raw, code):
    (only,) = problems(raw)

    assert (only.path, only.code) == ("", code)


def test_the_place_in_the_text_is_named():
    (only,) = problems('{\n "format": ,\n}')

    assert (only.facts["line"], only.facts["column"]) == (2, 12)


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ('"minutes": 60', '"minutes": NaN', "contacts[0].minutes", "wrong_type"),
        ('"fte": 0.5', '"fte": Infinity', "leaders[0].fte", "wrong_type"),
        ('"usual_share": 0.8', '"usual_share": -Infinity', "settings.usual_share", "wrong_type"),
        ('"minutes": 60', '"minutes": 60, "minutes": 61', "contacts[0].minutes", "key_twice"),
        ('"id": "team-1"', '"id": "a", "id": "a"', "team.id", "key_twice"),
        ('"contacts": [', '"contacts": [], "contacts": [', "contacts", "key_twice"),
        ('"name": "Lakeuden', '"name": "\\ud800', "team.name", "bad_character"),
        ('"name": "Lakeuden', '"name": "\\u0000', "team.name", "bad_character"),
    ],
)
def test_loose_json_is_refused_by_path(old, new, path, code):
    assert [(p.path, p.code) for p in problems(EXAMPLE.replace(old, new, 1))] == [(path, code)]


@pytest.mark.parametrize("version", ["rinnalla-team/2", "", None, 1, [], {}])
def test_a_version_that_is_not_known_is_refused_before_anything_else(version):
    assert refusal({"format": version, "strange": 1}) == {"format": "unknown_format"}


def test_a_file_without_a_version_is_refused():
    assert refusal(without(example(), "format")) == {"format": "missing"}


# ---- keys


def test_a_key_written_wrong_is_named_with_the_one_that_may_be_meant():
    data = change(example(), "contacts.3.plcae", "remote")

    (only,) = problems(data)

    assert (only.path, only.code) == ("contacts[3].plcae", "unknown_key_like")
    assert str(only) == "contacts[3].plcae: The format has no such key. Is place meant?"


@pytest.mark.parametrize(
    "path",
    ["xyz", "team.xyz", "settings.xyz", "specialists.1.leave_xyz", "specialists.0.leave.0.xyz",
     "specialists.1.posts.1.xyz", "specialists.1.treatment_teams.0.xyz",
     *(f"{name}.0.xyz" for name in LISTS)],
)  # fmt: skip
def test_an_unknown_key_is_refused_wherever_it_stands(path):
    assert list(refusal(change(example(), path, None))) == [in_file(path)]


@pytest.mark.parametrize("name", ["scale", "exported_on", "team", "settings", *LISTS])
def test_every_list_must_stand(name):
    if name == "statuses":
        assert reading(without(example(), name))
        return

    assert refusal(without(example(), name))[name] == "missing"


@pytest.mark.parametrize("path", NEEDED)
def test_a_key_that_is_needed_is_refused_when_it_is_missing_or_null(path):
    assert refusal(without(example(), path))[in_file(path)] == "missing"
    if path.startswith("specialists") and path.split(".")[-1] in {"fte", "start", "weekly_minutes"}:
        return  # null says the same as nothing here, for posts may stand instead

    assert refusal(change(example(), path, None))[in_file(path)] == "wrong_type"


@pytest.mark.parametrize(
    "path",
    [
        f"{name}.{1 if name == 'assignments' else 0}.{key}"
        for name, keys in OPTIONAL.items()
        for key in sorted(keys)
    ],
)
def test_a_key_that_may_be_null_may_be_missing(path):
    data = change(example(), path, None)

    null = reading(data)

    assert reading(without(data, path)) == null


# ---- values

WRONG = ["text", 1, -1, 0.5, True, [], {}, [1], {"a": 1}, "", " ", "2026-02-30", 10**30]


@pytest.mark.parametrize(
    "path", [f"{name}.0.{key}" for name in LISTS for key in example()[name][0]]
)
def test_each_key_refuses_values_of_another_kind_at_its_own_path(path):
    found = [outcome(change(example(), path, value)) for value in WRONG]

    refused = [because for because in found if because]
    assert len(refused) >= len(WRONG) - 6
    for because in refused:
        # A new id leaves others dangling, and days and statuses are compared with their neighbours.
        assert any(at.startswith(in_file(path)) for at in because) or path.split(".")[-1] in {
            "id", "status", "closed_on", "end", "from", "to", "start", "fte",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("contacts.0.date", "2026-10-32", "not_a_date"),
        ("contacts.0.date", "2026-2-1", "not_a_date"),
        ("contacts.0.date", "20261031", "not_a_date"),
        ("contacts.0.date", "2026-W44-6", "not_a_date"),
        ("contacts.0.date", "2026-10-31T00:00", "not_a_date"),
        ("contacts.0.date", "31.10.2026", "not_a_date"),
        ("contacts.0.date", "2027-02-29", "not_a_date"),
        ("contacts.0.date", "２０26-10-31", "not_a_date"),
        ("contacts.0.date", "0000-01-01", "not_a_date"),
        ("contacts.0.date", 20261031, "wrong_type"),
        ("contacts.0.minutes", -1, "too_small"),
        ("contacts.0.minutes", 30.5, "wrong_type"),
        ("contacts.0.minutes", 30.0, "wrong_type"),
        ("contacts.0.minutes", "30", "wrong_type"),
        ("contacts.0.minutes", True, "wrong_type"),
        ("contacts.0.minutes", 2**31, "too_large"),
        ("contacts.0.reached", 1, "wrong_type"),
        ("contacts.0.reached", "true", "wrong_type"),
        ("contacts.0.with", "Client", "unknown_code"),
        ("contacts.0.mode", "fax", "unknown_code"),
        ("contacts.0.place", "elsewhere", "unknown_code"),
        ("contacts.0.purposes.1", "small_talk", "unknown_code"),
        ("contacts.0.phases.0", "waiting", "unknown_code"),
        ("contacts.0.purposes", "profile", "wrong_type"),
        ("contacts.0.specialist", "s-9", "dangling"),
        ("contacts.0.client", "s-1", "dangling"),
        ("contacts.1.employer", "e-9", "dangling"),
        ("work_time.0.kind", "leave", "unknown_code"),
        ("work_time.0.place", None, "wrong_type"),
        ("work_time.0.specialist", "l-1", "dangling"),
        ("clients.0.status", "lost", "unknown_code"),
        ("clients.2.closed_reason", "bored", "unknown_code"),
        ("clients.0.treatment_team", "ct-9", "dangling"),
        ("statuses.0.client", "c-9", "dangling"),
        ("statuses.0.status", "lost", "unknown_code"),
        ("assignments.0.client", "c-9", "dangling"),
        ("assignments.0.specialist", "c-1", "dangling"),
        ("jobs.1.end_reason", "fixed_term", "unknown_code"),
        ("jobs.1.contract", "zero_hours", "unknown_code"),
        ("jobs.1.client", "c-9", "dangling"),
        ("jobs.1.employer", "c-1", "dangling"),
        ("jobs.0.hours_per_week", -1, "too_small"),
        ("jobs.0.hours_per_week", 169, "too_large"),
        ("leaders.0.fte", 0, "not_above"),
        ("leaders.0.fte", -0.5, "not_above"),
        ("leaders.0.fte", 1.01, "too_large"),
        ("leaders.0.fte", 1e-40, "too_fine"),
        ("leaders.0.fte", "0.8", "wrong_type"),
        ("specialists.0.leader", "s-2", "dangling"),
        ("specialists.0.treatment_teams.0.team", "l-1", "dangling"),
        ("specialists.1.posts.0.fte", 0, "not_above"),
        ("referrals.0.decision", "waiting", "unknown_code"),
        ("profiles.0.client", "c-9", "dangling"),
        ("profiles.0.session", -1, "too_small"),
        ("events.0.kind", "party", "unknown_code"),
        ("events.0.people.2", "c-1", "dangling"),
        ("events.1.treatment_team", "team-1", "dangling"),
        ("offers.0.client", "c-9", "dangling"),
        ("offers.0.kind", "lunch", "unknown_code"),
        ("offers.0.reason", "none", "unknown_code"),
        ("settings.usual_share", 1.5, "too_large"),
        ("settings.active_contact_days", 0, "too_small"),
        ("settings.count_video", "no", "wrong_type"),
        ("team.name", "", "blank"),
        ("team.name", "x" * 1_001, "too_long"),
        ("employers.1.chain", " ", "blank"),
        ("team", [], "wrong_type"),
        ("settings", "default", "wrong_type"),
        ("contacts", {}, "wrong_type"),
        ("contacts.2", None, "wrong_type"),
        ("contacts.2", ["k-3"], "wrong_type"),
        ("exported_on", "today", "not_a_date"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_right_is_refused_by_its_path(path, value, code):
    assert refusal(change(example(), path, value))[in_file(path)] == code


def test_a_sentence_says_what_stands_there_and_what_may():
    data = change(example(), "contacts.0.mode", "fax")

    with pytest.raises(TeamFileRefused) as refused:
        reading(data)

    assert str(refused.value) == (
        'contacts[0].mode: "fax" is no code of this key; '
        "known: face_to_face, video, phone, message."
    )
    assert (refused.value.path, refused.value.code) == ("contacts[0].mode", "unknown_code")
    assert refused.value.facts["got"] == '"fax"'


def test_a_scale_that_is_not_known_is_refused_where_that_matters():
    data = change(example(), "scale", "ips99")

    with pytest.raises(TeamFileRefused) as refused:
        read(json.dumps(data), scales={"ips25-2008"})

    assert (refused.value.path, refused.value.code) == ("scale", "unknown_scale")
    assert reading(data).scale == "ips99"


# ---- many at once


def test_several_problems_are_named_together_in_the_order_of_the_format():
    data = change(example(), "contacts.0.mode", "fax")
    change(data, "contacts.0.minutes", -5)
    change(data, "jobs.1.end", "yesterday")
    without(data, "team.name")

    assert list(refusal(data)) == [
        "team.name", "contacts[0].mode", "contacts[0].minutes", "jobs[1].end",
    ]  # fmt: skip


def test_no_more_problems_are_named_than_anybody_reads():
    data = example()
    data["contacts"] = [{"id": number} for number in range(10_000)]

    with pytest.raises(TeamFileRefused) as refused:
        reading(data)

    assert len(refused.value.problems) == MOST_PROBLEMS
    assert refused.value.more


def test_a_list_longer_than_may_be_read_is_refused():
    with pytest.raises(TeamFileRefused) as refused:
        read(EXAMPLE, most_rows=4)

    assert {p.path: p.code for p in refused.value.problems} == {"contacts": "too_many_rows"}
