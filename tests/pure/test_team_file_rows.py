"""Rows of a team file that are right each by itself and cannot stand together."""

from __future__ import annotations

import pytest

from tests.pure.team_files import (
    change,
    example,
    in_file,
    problems,
    reading,
    refusal,
    with_open_assignments,
)


@pytest.mark.parametrize(
    ("path", "id", "other"),
    [
        ("contacts.4.id", "k-1", "contacts[0]"),
        ("jobs.0.id", "c-4", "clients[3]"),
        ("events.2.id", "team-1", "team"),
        ("specialists.0.id", "l-1", "leaders[0]"),
        ("treatment_teams.1.id", "ct-1", "treatment_teams[0]"),
    ],
)
def test_an_id_stands_once_in_the_whole_file(path, id, other):
    found = problems(change(example(), path, id))

    twice = [problem for problem in found if problem.code == "id_twice"]
    assert [(problem.path, problem.facts["other"]) for problem in twice] == [(in_file(path), other)]


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("jobs.1.end", "2023-04-30", "jobs[1].end"),
        ("leaders.0.end", "2023-12-31", "leaders[0].end"),
        ("specialists.0.end", "2024-01-07", "specialists[0].end"),
        ("specialists.0.leave.0.to", "2026-07-05", "specialists[0].leave[0].to"),
        ("specialists.1.posts.0.to", "2025-02-28", "specialists[1].posts[0].to"),
        (
            "specialists.0.treatment_teams.0.to",
            "2024-01-07",
            "specialists[0].treatment_teams[0].to",
        ),
        ("assignments.0.to", "2025-11-02", "assignments[0].to"),
    ],
)
def test_nothing_ends_before_it_began(path, value, at):
    assert refusal(change(example(), path, value)) == {at: "ends_before_start"}


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        # The hand-over of c-1 is on 1 March 2026.
        ([("c-1", "s-1", "2026-02-28", "2026-03-01")], ["assignments[4]"]),
        ([("c-1", "s-1", "2026-05-01", None)], ["assignments[4]"]),
        ([("c-1", "s-1", "2020-01-01", None)], ["assignments[4]", "assignments[4]"]),
        ([("c-2", "s-1", "2026-06-15", None)], ["assignments[4]"]),
        ([("c-4", "s-1", "2026-01-01", None), ("c-4", "s-1", "2026-01-01", "2026-01-02")],
         ["assignments[5]"]),
        ([("c-3", "s-2", "2025-01-31", "2026-01-01")], []),
        ([("c-3", "s-2", "2025-01-30", "2026-01-01")], ["assignments[4]"]),
    ],
)  # fmt: skip
def test_a_client_has_one_specialist_on_a_day(rows, at):
    data = example()
    keys = ("client", "specialist", "from", "to")
    data["assignments"] += [dict(zip(keys, row, strict=True)) for row in rows]

    if not at:
        assert reading(data)
        return
    found = problems(data)

    assert {problem.code for problem in found} == {"assignments_overlap"}
    assert {problem.path for problem in found} <= set(at) | {"assignments[1]"}
    assert found[-1].path == at[-1]


def test_a_specialist_has_at_most_twenty_open_assignments():
    (only,) = problems(with_open_assignments(example(), 21))

    assert (only.path, only.code) == ("assignments[23]", "too_many_open")
    assert (only.facts["specialist"], only.facts["count"]) == ('"s-2"', 21)


def test_an_assignment_that_ended_by_the_day_of_the_export_is_not_open():
    assert reading(with_open_assignments(example(), 25, to="2026-10-31"))
    assert refusal(with_open_assignments(example(), 25, to="2026-11-01"))


@pytest.mark.parametrize(
    ("path", "value", "at", "code"),
    [
        ("clients.2.closed_on", None, "clients[2].closed_on", "closed_without_day"),
        ("clients.2.status", "paused", "clients[2].status", "day_without_closed"),
        ("clients.0.closed_on", "2026-10-01", "clients[0].status", "day_without_closed"),
        ("statuses.1.from", "2025-11-03", "statuses[1]", "status_twice"),
        ("profiles.1.version", 1, "profiles[1]", "version_twice"),
        ("employers.2.business_id", "1234567-1", "employers[2]", "business_id_twice"),
        ("specialists.1.posts", [], "specialists[1].posts", "no_post"),
        ("specialists.1.posts.1.from", "2025-12-31", "specialists[1].posts[1]", "posts_overlap"),
        ("specialists.1.posts.0.to", None, "specialists[1].posts[1]", "posts_overlap"),
        ("specialists.1.start", "2025-03-02", "specialists[1].start", "post_differs"),
        ("specialists.1.end", "2026-03-02", "specialists[1].end", "post_differs"),
        ("specialists.1.fte", 0.7, "specialists[1].fte", "post_differs"),
        ("specialists.1.weekly_minutes", 1, "specialists[1].weekly_minutes", "post_differs"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(path, value, at, code):
    assert refusal(change(example(), path, value)) == {at: code}
