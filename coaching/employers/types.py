"""Words of the employer register and its import."""

from __future__ import annotations

from enum import StrEnum


class StaffSize(StrEnum):
    """How many people work for the employer."""

    S1_9 = "1-9"
    S10_49 = "10-49"
    S50_249 = "50-249"
    S250 = "250+"


class Outcome(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    JOINED = "joined"
    UNCHANGED = "unchanged"
    NEEDS_PERSON = "needs_person"
    SKIPPED = "skipped"


class Decision(StrEnum):
    """Whether a person decides on hiring."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Finding(StrEnum):
    """What of a row could not be read, in the order of weight."""

    NO_NAME = "no_name"
    NAME_UNCLEAR = "name_unclear"
    TOO_LONG = "too_long"
    ID_WRONG = "id_wrong"
    DAY_WITHOUT_YEAR = "day_without_year"
    DAY_UNCLEAR = "day_unclear"
    PERSON_WITHOUT_NAME = "person_without_name"
    EMAIL_UNCLEAR = "email_unclear"
    PHONE_UNCLEAR = "phone_unclear"
    DECIDES_UNCLEAR = "decides_unclear"


class Why(StrEnum):
    """Why an import does with a row what it does; the first of a row's reasons decides."""

    NEW_ID = "new_id"
    NEW_NAME = "new_name"
    SAME_ID = "same_id"
    SAME_NAME = "same_name"
    BROUGHT_BEFORE = "brought_before"
    TWO_CANDIDATES = "two_candidates"
    PLACE_UNKNOWN = "place_unknown"
    EMPTY_ROW = "empty_row"
    ABOVE_HEADINGS = "above_headings"
    HEADINGS = "headings"
    NO_HEADINGS = "no_headings"
    SHEET_LEFT_OUT = "sheet_left_out"
    SHEET_HIDDEN = "sheet_hidden"
    NEW_SITE = "new_site"
    ID_FILLED = "id_filled"
    OTHER_NAME = "other_name"
    OTHER_ID = "other_id"
    LOOKS_LIKE = "looks_like"
    NO_CONTACT = "no_contact"
    DOUBLED = "doubled"
