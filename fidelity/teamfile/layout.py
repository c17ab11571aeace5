"""The keys of every list of `rinnalla-team/1`, in the order of exchange-format.md."""

from __future__ import annotations

from typing import Any

from fidelity.facts import Assignment, PlanVersion, Settings
from fidelity.teamfile import building, codes
from fidelity.teamfile.kinds import Code, Day, Flag, Id, Number, Reference, Text, Whole
from fidelity.teamfile.records import (
    FORMAT,
    CareTeam,
    DatedStatus,
    Team,
    by_days,
)
from fidelity.teamfile.shapes import Column, Rows, Shape, Values

FTE = Number(1, above_zero=True)
HOURS = Number(168)
_DEFAULTS = Settings()


def _to(lists: str) -> Reference:
    return Reference(tuple(lists.split()))


def _dated(of: str = "span") -> tuple[Column, Column]:
    return Column("from", Day(), f"{of}.start"), Column("to", Day(), f"{of}.end", None)


def _setting(key: str, kind: Any) -> Column:
    return Column(key, kind, default=getattr(_DEFAULTS, key))


TEAM = Shape(
    "the team",
    (
        Column("id", Id()),
        Column("name", Text()),
        Column("separate_from_treatment", Flag()),
        Column("written_exclusion_rule", Flag()),
    ),
    Team,
)

SETTINGS = Shape(
    "settings of the project; a missing one takes its default",
    (
        _setting("active_contact_days", Whole(1)),
        _setting("usual_share", Number(1)),
        _setting("count_video", Flag()),
        _setting("count_travel", Flag()),
        _setting("allowed_per_kind", Whole()),
        _setting("branch_is_employer", Flag()),
        _setting("min_current_jobs", Whole()),
        _setting("count_subsidised", Flag()),
    ),
    building.settings,
)

CARE_TEAM = Shape("a treatment team", (Column("id", Id()), Column("name", Text())), CareTeam)

LEADER = Shape(
    "a leader",
    (
        Column("id", Id(), "leader.id"),
        Column("name", Text(), default=None),
        Column("fte", FTE, "leader.fte"),
        Column("start", Day(), "leader.span.start"),
        Column("end", Day(), "leader.span.end", None),
    ),
    building.leader,
    order=lambda row: row.leader.id,
)

LEAVE = Shape(
    "leave; still on leave without an end",
    (Column("from", Day(), "start"), Column("to", Day(), "end", None)),
    building.span,
    order=by_days,
)

ATTACHMENT = Shape(
    "belonging to a treatment team",
    (Column("team", _to("treatment_teams"), "care_team"), *_dated()),
    building.attachment,
    order=lambda row: (row.care_team, by_days(row.span)),
)

POST = Shape(
    "a post",
    (*_dated(), Column("fte", FTE), Column("weekly_minutes", Whole())),
    building.post,
    order=lambda row: (by_days(row.span), row.fte, row.weekly_minutes),
)

SPECIALIST = Shape(
    "a specialist",
    (
        Column("id", Id(), "coach.id"),
        Column("name", Text(), default=None),
        Column("fte", FTE, "newest.fte", None),
        Column("weekly_minutes", Whole(), "newest.weekly_minutes", None),
        Column("start", Day(), default=None),
        Column("end", Day(), default=None),
        Column("leader", _to("leaders"), "coach.leader", None),
        Column("leave", Rows(LEAVE), "coach.leave"),
        Column("treatment_teams", Rows(ATTACHMENT), "coach.care_teams"),
        Column("posts", Rows(POST), "several_posts", None, written=False),
    ),
    building.coach,
    order=lambda row: row.coach.id,
)

CLIENT = Shape(
    "a service period of a client",
    (
        Column("id", Id(), "stay.id"),
        Column("person", Text(), "stay.person", None),
        Column("code", Text()),
        Column("name", Text(), default=None),
        Column("treatment_team", _to("treatment_teams"), "stay.care_team", None),
        Column("entry_date", Day(), "stay.entry_date", None),
        Column("in_work_at_entry", Flag(), "stay.in_work_at_entry"),
        Column("status", Code(codes.STATUSES), "stay.status_now"),
        Column("closed_on", Day(), "stay.closed_on", None),
        Column("closed_reason", Code(codes.CLOSED_REASONS), "stay.closed_reason", None),
    ),
    building.client,
    order=lambda row: row.stay.id,
)

STATUS = Shape(
    "the status of a client from a day on",
    (
        Column("client", _to("clients")),
        Column("status", Code(codes.STATUSES)),
        Column("from", Day(), "since"),
    ),
    DatedStatus,
    order=lambda row: (row.client, row.since),
)


def _by_client(row: Assignment) -> Any:
    return row.client, by_days(row.span), row.coach


ASSIGNMENT = Shape(
    "a specialist coaches a client",
    (
        Column("client", _to("clients")),
        Column("specialist", _to("specialists"), "coach"),
        *_dated(),
    ),
    building.assignment,
    order=_by_client,
)

EMPLOYER = Shape(
    "an employer",
    (
        Column("id", Id(), "employer.id"),
        Column("name", Text()),
        Column("business_id", Text(), default=None),
        Column("chain", Text(), "employer.chain", None),
    ),
    building.employer,
    order=lambda row: row.employer.id,
)

CONTACT = Shape(
    "a contact",
    (
        Column("id", Id()),
        Column("date", Day(), "on"),
        Column("specialist", _to("specialists"), "coach"),
        Column("client", _to("clients"), default=None),
        Column("with", Code(codes.WITH), "with_whom"),
        Column("mode", Code(codes.MODES)),
        Column("place", Code(codes.PLACES), default=None),
        Column("minutes", Whole(), default=None),
        Column("reached", Flag()),
        Column("purposes", Values(Code(codes.PURPOSES))),
        Column("phases", Values(Code(codes.PHASES))),
        Column("employer", _to("employers"), default=None),
        Column("decides_on_hiring", Flag(), "decides", None),
        Column("supports_working_client", Flag()),
        Column("matches_goals", Flag(), default=None),
        Column("joint", Flag()),
    ),
    building.contact,
)

WORK_TIME = Shape(
    "working time that no contact holds",
    (
        Column("specialist", _to("specialists"), "coach"),
        Column("date", Day(), "on"),
        Column("minutes", Whole()),
        Column("kind", Code(codes.WORK_KINDS)),
        Column("place", Code(codes.PLACES)),
    ),
    building.work_time,
    order=lambda row: (row.coach, row.on, row.kind, row.place, row.minutes),
)

JOB = Shape(
    "a job",
    (
        Column("id", Id(), "job.id"),
        Column("client", _to("clients"), "job.client"),
        Column("employer", _to("employers"), "job.employer"),
        Column("title", Text(), "job.title"),
        Column("kind_code", Text(), "job.kind_code", None),
        Column("start", Day(), "job.start"),
        Column("end", Day(), "job.end", None),
        Column("end_reason", Code(codes.END_REASONS), "job.end_reason", None),
        Column("heard_on", Day(), "job.heard_on", None),
        Column("hours_per_week", HOURS, default=None),
        Column("contract", Code(codes.CONTRACTS), "job.contract"),
        Column("ends_by_programme", Flag(), "job.ends_by_programme"),
        Column("open_to_all", Flag(), "job.open_to_all", None),
        Column("paid_by_agreement", Flag(), "job.paid_by_agreement", None),
        Column("set_aside", Flag(), "job.set_aside", None),
        Column("subsidy", Flag(), "job.subsidy"),
        Column("support_declined_on", Day(), "job.support_declined_on", None),
        Column("support_handed_over_on", Day(), "job.support_handed_over_on", None),
    ),
    building.job,
    order=lambda row: row.job.id,
)

REFERRAL = Shape(
    "a referral",
    (
        Column("id", Id()),
        Column("date", Day(), "on"),
        Column("source", Text()),
        Column("decision", Code(codes.DECISIONS)),
        Column("decided_on", Day(), default=None),
        Column("reason", Text(), default=None),
    ),
    building.referral,
)

PROFILE = Shape(
    "a version of a client's profile",
    (
        Column("client", _to("clients")),
        Column("version", Whole()),
        Column("date", Day(), "on"),
        Column("session", Whole()),
    ),
    PlanVersion,
    order=lambda row: (row.client, row.version),
)

EVENT = Shape(
    "something the team did together",
    (
        Column("id", Id()),
        Column("date", Day(), "on"),
        Column("kind", Code(codes.EVENT_KINDS)),
        Column("people", Values(_to("specialists leaders"))),
        Column("treatment_team", _to("treatment_teams"), "care_team", None),
    ),
    building.event,
)

OFFER = Shape(
    "benefits counselling or a disclosure talk that was offered",
    (
        Column("date", Day(), "on"),
        Column("client", _to("clients")),
        Column("kind", Code(codes.OFFER_KINDS)),
        Column("trained", Flag()),
        Column("reason", Code(codes.OFFER_REASONS)),
    ),
    building.offer,
    order=lambda row: (row.client, row.on, row.kind, row.reason, row.trained),
)

LISTS = (
    Column("treatment_teams", Rows(CARE_TEAM), "care_teams"),
    Column("leaders", Rows(LEADER)),
    Column("specialists", Rows(SPECIALIST), "coaches"),
    Column("clients", Rows(CLIENT)),
    Column("statuses", Rows(STATUS), default=()),
    Column("assignments", Rows(ASSIGNMENT)),
    Column("employers", Rows(EMPLOYER)),
    Column("contacts", Rows(CONTACT)),
    Column("work_time", Rows(WORK_TIME)),
    Column("jobs", Rows(JOB)),
    Column("referrals", Rows(REFERRAL)),
    Column("profiles", Rows(PROFILE), "plans"),
    Column("events", Rows(EVENT)),
    Column("offers", Rows(OFFER)),
)
"""The lists; all must stand, empty ones too, but for `statuses` (readings 2 and 58)."""

_HEAD = (
    Column("format", Code((FORMAT,))),
    Column("scale", Text()),
    Column("exported_on", Day()),
    Column("team", TEAM),
    Column("settings", SETTINGS),
)


def _by_key(*values: Any) -> dict[str, Any]:
    return dict(zip((column.key for column in FILE.columns), values, strict=True))


FILE = Shape("One team as one file, rinnalla-team/1", (*_HEAD, *LISTS), _by_key)
"""The whole file; it is read into its keys and values, which `reading` checks against each other."""
