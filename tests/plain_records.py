"""The records of every team, read with plain SQL: what the other account of the scale is made from."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from types import SimpleNamespace

from sqlalchemy import text
from sqlalchemy.orm import Session

_DAYS = {"on", "since", "until", "entry", "closed", "start", "end", "heard", "declined", "passed"}

_POSTS = """
SELECT team_id, user_id AS coach, since, until, fte, weekly_minutes
FROM post WHERE role = 'coach' ORDER BY since, id"""
_LEAVE = "SELECT user_id AS coach, since, until FROM absence"
_LINKS = (
    "SELECT team_id, user_id AS coach, care_team_id AS care_team, since, until FROM care_team_link"
)
_STAYS = """
SELECT team_id, id, client_id AS person, entry_date AS entry, in_work_at_entry, closed_on AS closed,
       care_team_id AS care_team, status
FROM service_period"""
_STATUSES = "SELECT period_id AS stay, status, since FROM period_status ORDER BY since, id"
_ASSIGNMENTS = """
SELECT stay.team_id, period_id AS stay, coach_id AS coach, since, ended_on AS until
FROM assignment JOIN service_period AS stay ON stay.id = period_id"""
_CONTACTS = """
SELECT team_id, period_id AS stay, coach_id AS coach, "on", with_whom, mode, place, minutes, reached,
       purposes, decides, matches_goals, COALESCE(meeting_purpose, '') = 'support_at_work' AS at_work
FROM contact WHERE withdrawn_at IS NULL"""
_LOOKS = "SELECT team_id, \"on\", 'log_review' AS kind FROM log_review"
_EVENTS = 'SELECT team_id, "on", kind FROM event WHERE held = 1'
_WORK = """
SELECT work_week.team_id, work_week.user_id AS coach, "on", minutes, kind, place
FROM work_time JOIN work_week ON work_week.id = week_id"""
# Form D has the last day worked; a job's end is the day after (reading 23).
_JOBS = """
SELECT stay.team_id, period_id AS stay, title, kind_code, start, heard_on AS heard,
       date(ended_on, '+1 day') AS "end", kept.id AS employer, kept.chain,
       COALESCE(open_to_all = 1 AND paid_by_agreement = 'yes' AND set_aside = 0, 0) AS competitive,
       CASE WHEN wants = 'no' THEN support.decided_on END AS declined, support.passed_on AS passed
FROM job
JOIN service_period AS stay ON stay.id = period_id
JOIN employer AS card ON card.id = employer_id
JOIN employer AS kept ON kept.id = COALESCE(card.merged_into_id, card.id)
LEFT JOIN support ON support.job_id = job.id
WHERE start IS NOT NULL AND cancelled_on IS NULL"""
_PLANS = """
SELECT period_id AS stay, MIN(ready_on) AS since
FROM form_version WHERE form = 'a' AND state = 'ready' GROUP BY period_id"""


class Team:
    """Every record of a team, of all days; leave and plans are kept by person and by stay."""

    def __init__(self, row, leave, statuses, plans) -> None:
        self.id = row.id
        self.is_apart = row.apart_from_treatment
        self.leave, self.statuses, self.plans = leave, statuses, plans
        self.posts, self.links = defaultdict(list), defaultdict(list)
        self.stays = {}
        self.assignments, self.contacts, self.events, self.work, self.jobs = [], [], [], [], []
        self.contacts_of = defaultdict(list)


def read(session: Session) -> dict[int, Team]:
    """Return every team of a SQLite database by its key."""
    leave = _by(_rows(session, _LEAVE), "coach")
    statuses = _by(_rows(session, _STATUSES), "stay")
    plans = {one.stay: one.since for one in _rows(session, _PLANS)}
    teams = {
        row.id: Team(row, leave, statuses, plans)
        for row in session.execute(text("SELECT id, apart_from_treatment FROM team"))
    }
    for one in _rows(session, _POSTS):
        teams[one.team_id].posts[one.coach].append(one)
    for one in _rows(session, _LINKS):
        teams[one.team_id].links[one.coach].append(one)
    for one in _rows(session, _STAYS):
        teams[one.team_id].stays[one.id] = one
    for one in _rows(session, _ASSIGNMENTS):
        teams[one.team_id].assignments.append(one)
    for one in _rows(session, _CONTACTS):
        one.purposes = set(json.loads(one.purposes))
        teams[one.team_id].contacts.append(one)
        teams[one.team_id].contacts_of[one.stay].append(one)
    for one in [*_rows(session, _LOOKS), *_rows(session, _EVENTS)]:
        teams[one.team_id].events.append(one)
    for one in _rows(session, _WORK):
        teams[one.team_id].work.append(one)
    for one in _rows(session, _JOBS):
        teams[one.team_id].jobs.append(one)
    return teams


def _rows(session, query):
    return [
        SimpleNamespace(
            **{
                name: date.fromisoformat(value) if name in _DAYS and value else value
                for name, value in row.items()
            }
        )
        for row in session.execute(text(query)).mappings()
    ]


def _by(rows, name):
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
