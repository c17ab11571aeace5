"""Words of what a team does together."""

from __future__ import annotations

from enum import StrEnum


class EventKind(StrEnum):
    """What was held (exchange format; the look at the employer log is a row of its own table)."""

    GROUP_SUPERVISION = "group_supervision"
    INDIVIDUAL_SUPERVISION = "individual_supervision"
    FIELD_MENTORING = "field_mentoring"
    CARE_TEAM_MEETING = "care_team_meeting"
    OUTCOME_REVIEW = "outcome_review"
    STEERING_GROUP = "steering_group"
    STAFF_COMMUNICATION = "staff_communication"
    EMPLOYMENT_SERVICES_MEETING = "employment_services_meeting"
    WORK_STORIES = "work_story"
    """People who found work tell others and the staff about it (fidelity scale, O7)."""
