"""The codes of the exchange format (exchange-format.md, reading 19; statuses: forms.md, R3)."""

from __future__ import annotations

WITH = (
    "client",
    "employer",
    "treatment_team",
    "employment_services",
    "benefits_office",
    "family",
    "other",
)
MODES = ("face_to_face", "video", "phone", "message")
PLACES = (
    "own_office",
    "treatment_site",
    "day_centre",
    "workplace",
    "community",
    "home",
    "remote",
    "travel",
)
PHASES = ("intake", "engagement", "assessment", "placement", "coaching", "follow_along")
PURPOSES = (
    "coming_to_service",
    "getting_to_know",
    "profile",
    "disclosure_talk",
    "benefits",
    "job_search",
    "employer_meeting",
    "support_at_work",
    "support_outside_work",
    "treatment_team",
    "network",
    "outreach",
    "job_loss",
    "other",
)
STATUSES = (
    "waiting",
    "profiling",
    "searching",
    "agreed",
    "working_supported",
    "working",
    "between",
    "studying",
    "paused",
    "closed",
)
CLOSED = "closed"
CLOSED_REASONS = (
    "in_work",
    "studies",
    "own_wish",
    "moved",
    "health",
    "other_service",
    "not_reached",
    "missed_appointments",
    "time_limit",
    "died",
    "other",
)
END_REASONS = (
    "better_job",
    "fixed_term_ended",
    "season_ended",
    "studies",
    "health",
    "tasks",
    "hours_or_travel",
    "relations",
    "pay_or_benefits",
    "less_work",
    "trial_period",
    "dismissed",
    "family",
    "moved",
    "retired",
    "other",
    "unknown",
)
CONTRACTS = ("permanent", "fixed_term", "on_call", "seasonal", "agency", "apprenticeship")
WORK_KINDS = ("employment", "other")
DECISIONS = ("pending", "accepted", "refused")
EVENT_KINDS = (
    "group_supervision",
    "individual_supervision",
    "field_mentoring",
    "treatment_team_meeting",
    "outcome_review",
    "log_review",
    "steering_group",
    "staff_communication",
    "employment_services_meeting",
)
OFFER_KINDS = ("benefits_counselling", "disclosure_talk")
OFFER_REASONS = ("before_job", "change", "search")
