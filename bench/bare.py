"""The bare queries: what the rows of a page need, said to the database with nothing around them.

Names that begin with a colon are keys of the person for whom it is said (`bench.cases.Visitor`).
"""

from __future__ import annotations

_LAST = '(SELECT max(k."on") FROM contact k WHERE k.period_id = p.id AND k.withdrawn_at IS NULL)'
_CLIENT = f"SELECT p.id, p.public_id, p.status, p.entry_date, c.code, c.public_id, c.name, {_LAST}"
_CONTACT = (
    'SELECT k.id, k.public_id, k."on", k.with_whom, k.mode, k.place, k.minutes, k.reached,'
    " k.purposes, k.note, p.public_id, c.public_id, c.name, u.name, e.name, s.municipality, m.name"
    " FROM contact k LEFT JOIN service_period p ON p.id = k.period_id"
    ' LEFT JOIN client c ON c.id = p.client_id JOIN "user" u ON u.id = k.coach_id'
    " LEFT JOIN employer e ON e.id = k.employer_id LEFT JOIN employer_site s ON s.id = k.site_id"
    " LEFT JOIN employer_person m ON m.id = k.person_id WHERE k.withdrawn_at IS NULL AND "
)
_NEWEST = ' ORDER BY k."on" DESC, k.id DESC LIMIT '
_AFTER = ' AND (k."on", k.id) < (:on, :id)'
_OF_TEAM = (
    f"{_CLIENT}, u.name FROM service_period p JOIN client c ON c.id = p.client_id"
    " LEFT JOIN assignment a ON a.period_id = p.id AND a.ended_on IS NULL"
    ' LEFT JOIN "user" u ON u.id = a.coach_id WHERE p.team_id = :team AND p.status '
)

OWN_CLIENTS = (
    f"{_CLIENT} FROM assignment a JOIN service_period p ON p.id = a.period_id"
    " JOIN client c ON c.id = p.client_id WHERE a.coach_id = :user AND a.ended_on IS NULL"
)
OPEN_CLIENTS = f"{_OF_TEAM}<> 'closed'"
CLOSED_CLIENTS = f"{_OF_TEAM}= 'closed'"
OWN_CONTACTS = f"{_CONTACT}k.coach_id = :user{_NEWEST}26"
OWN_CONTACTS_ON = f"{_CONTACT}k.coach_id = :user{_AFTER}{_NEWEST}26"
TEAM_CONTACTS = f"{_CONTACT}k.team_id = :team{_NEWEST}26"
TEAM_CONTACTS_ON = f"{_CONTACT}k.team_id = :team{_AFTER}{_NEWEST}26"
TEAM_MEETINGS = f"{_CONTACT}k.team_id = :team AND k.with_whom = 'employer'{_NEWEST}26"
CONTACTS_OF_ONE = f"{_CONTACT}k.period_id = :stay{_NEWEST}26"
LATEST = f"{_CONTACT}k.coach_id = :user{_NEWEST}5"
LATEST_OF_TEAM = f"{_CONTACT}k.team_id = :team{_NEWEST}5"
PLACES = (
    "SELECT a.coach_id, u.name, p.public_id, p.status, c.public_id, c.name FROM assignment a"
    ' JOIN "user" u ON u.id = a.coach_id JOIN service_period p ON p.id = a.period_id'
    " JOIN client c ON c.id = p.client_id WHERE p.team_id = :team AND a.ended_on IS NULL"
)
REVIEWS = (
    'SELECT r.id, r."on", i.item, i.points FROM review r JOIN review_item i ON i.review_id = r.id'
    " WHERE r.team_id = :team"
)
REGISTER = "SELECT * FROM employer ORDER BY sort_key, id LIMIT 51"
NEW_CONTACT = (
    'INSERT INTO contact (public_id, team_id, period_id, coach_id, made_by, "on", with_whom, mode,'
    " minutes, reached, purposes, joint, note, created_by_id, created_at, row_version) VALUES"
    " (:public_id, :team, :stay, :user, 'coach', :today, 'client', 'phone', 15, true,"
    " '[\"job_search\"]', false, :note, :user, :now, 1)"
)
"""One row, committed."""
