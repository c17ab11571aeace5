"""Words of the employer register and its import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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

    CHOSEN = "chosen"
    LEFT_OUT = "left_out"
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


NOBODY = "nobody"
"""In place of a coach's public id: employers without a responsible coach."""


@dataclass(frozen=True)
class Look:
    """What the list of employers is narrowed to.

    `words` are looked for in names, places, business IDs, people and industries; `place` is a
    folded municipality, `industry` a code, `owner` the public id of the responsible coach or NOBODY.
    `not_met` is days in which nobody of any team met the employer; `banned` leaves those that must
    not be contacted. `after` is the public id of the last employer shown.
    """

    words: str = ""
    place: str = ""
    industry: str = ""
    owner: str = ""
    not_met: int | None = None
    banned: bool = False
    after: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        narrowing = (self.words, self.place, self.industry, self.owner, self.not_met, self.banned)
        return any(narrowing)


@dataclass(frozen=True)
class LastMet:
    """When an employer was last met by anybody, and how many times in all."""

    on: date
    coach: str
    count: int


@dataclass(frozen=True)
class ListedEmployer:
    """An employer as the list shows it; `person` is the one to ask for first."""

    public_id: str
    name: str
    places: tuple[str, ...]
    industry: str | None
    person: str
    role: str
    owner: str
    is_banned: bool
    banned_until: date | None
    last: LastMet | None
    added_on: date


@dataclass(frozen=True)
class EmployerPage:
    """Some employers in Finnish order, how many there are, and where to go on from."""

    rows: tuple[ListedEmployer, ...]
    total: int
    after: str | None = None


@dataclass(frozen=True)
class LookAlike:
    """An employer of the register that a typed one may be; `is_same` when the names are one.

    `known_as` is another name it is known by: a site's, or that of a card merged into it.
    """

    public_id: str
    name: str
    business_id: str | None
    places: tuple[str, ...]
    is_same: bool
    known_as: str = ""


@dataclass(frozen=True)
class PersonDetails:
    """A person as typed: name, role and ways of contact, and why the person is kept."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    decides: Decision = Decision.UNSURE
    why_kept: str = ""


@dataclass(frozen=True)
class SiteDetails:
    """A site as typed."""

    name: str = ""
    municipality: str = ""


@dataclass(frozen=True)
class EmployerDetails:
    """An employer as typed: `owner` is the public id of the responsible coach."""

    name: str
    business_id: str | None = None
    chain: str = ""
    industry: str | None = None
    size: StaffSize | None = None
    needs: str = ""
    owner: str | None = None
    no_contact: bool = False
    no_contact_until: date | None = None


@dataclass(frozen=True)
class PersonCard:
    """A person of the register; `origin` tells the file that brought the person in."""

    public_id: str
    row_version: int
    details: PersonDetails
    origin: str = ""


@dataclass(frozen=True)
class SiteCard:
    """A site with its people by name."""

    public_id: str
    row_version: int
    details: SiteDetails
    people: tuple[PersonCard, ...] = ()


@dataclass(frozen=True)
class EmployerCard:
    """An employer with its sites; `is_banned` while it must not be contacted."""

    id: int
    public_id: str
    row_version: int
    details: EmployerDetails
    owner_name: str
    sites: tuple[SiteCard, ...]
    is_banned: bool
    added_on: date
    added_by: str
    origin: str = ""
    merged_into: str = ""
