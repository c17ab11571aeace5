"""Forms of a client: intake, card, status, pause, the end of the service and its undoing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField
from wtforms.validators import ValidationError

from coaching import clock
from coaching.clients.types import (
    BY_HAND,
    COUNTED_AGAINST_OUTREACH,
    Card,
    ClosingReason,
    ContactWay,
    Decision,
    Helper,
    Income,
    Intake,
    Likely,
    RefusalReason,
    ServiceLanguage,
    Status,
    WantsWork,
)
from forms import client_refusals as _refusals  # noqa: F401 - registers sentences
from forms import client_words as _words  # noqa: F401 - registers words
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField, TickField, YesNoField
from forms.fields import DayField, TextField, WholeNumberField
from forms.labels import label
from forms.validators import NoIdentityCode, NotInFuture, Required

SOMEBODY_ELSE = "somebody_else"
NEW_HELPER_ROWS = 2

HINT_TEXT = _l("No diagnoses, no identity code, nothing about other people")


class _PersonForm(BaseForm):
    """The person's part, alike on the intake page and on the card."""

    name = TextField(
        _l("Name"),
        [NoIdentityCode()],
        limit=120,
        autocomplete="off",
        hint=_l("First and last name"),
    )
    birth_year = WholeNumberField(_l("Year of birth"), least=1900, most=2100)
    language = ChoiceField(
        _l("Service language"), ServiceLanguage, [Required(_l("Choose the service language."))]
    )
    needs_interpreter = TickField(_l("An interpreter is needed"))
    contact_ways = ChoicesField(_l("Preferred way to keep in touch"), ContactWay)
    contact_details = TextField(
        _l("Contact details"),
        [NoIdentityCode()],
        limit=200,
        hint=_l("Phone number, e-mail or both"),
    )

    def validate_birth_year(self, field: Any) -> None:
        """Refuse a year to come."""
        if field.data is not None and field.data > clock.today().year:
            raise ValidationError(_l("The year of birth is still ahead. Check the year."))

    def without_names(self) -> None:
        """Leave out what is not asked while only codes are used."""
        del self.name
        del self.contact_details

    def person(self) -> dict[str, Any]:
        """Return the person's part as values."""
        return {
            "name": self.name.data or None if "name" in self else None,
            "birth_year": self.birth_year.data,
            "language": self.language.data,
            "needs_interpreter": self.needs_interpreter.data,
            "contact_ways": tuple(str(way) for way in self.contact_ways.data or ()),
            "contact_details": (
                self.contact_details.data or None if "contact_details" in self else None
            ),
        }


class IntakeForm(_PersonForm):
    """Taking in a client: the person, the referral, the first meeting, the decision."""

    team = ChoiceField(_l("Team"), (), [Required(_l("Choose the team."))])
    same_person = ChoiceField(_l("Is this the same person?"), (), as_list=False)
    referral_source = ChoiceField(
        _l("Referred by"),
        (),
        [Required(_l("Choose where the client came from."))],
        empty=_l("choose"),
        as_list=True,
    )
    referral_date = DayField(_l("Referral date"), [NotInFuture()])
    care_team = ChoiceField(
        _l("Treatment or support team"), (), empty=_l("not known"), as_list=True
    )
    legal_basis = ChoiceField(_l("Basis of the service"), (), empty=_l("not known"), as_list=True)
    entry_date = DayField(
        _l("First meeting"),
        [NotInFuture()],
        hint=_l("Face to face or by video, together with the team. Leave empty if not held yet."),
    )
    wants_work = ChoiceField(
        _l("Wants paid work"),
        WantsWork,
        [Required(_l("Choose whether the client wants paid work."))],
        hint=_l("This is the only thing that is asked of a client"),
    )
    in_work_at_entry = YesNoField(
        _l("In work at entry"), [Required(_l("Choose whether the client is in work now."))]
    )
    decision = ChoiceField(_l("Decision"), Decision, [Required(_l("Choose the decision."))])
    decided_on = DayField(
        _l("Day of the decision"), [Required(_l("Enter the day of the decision.")), NotInFuture()]
    )
    coach = ChoiceField(
        _l("Coach"),
        (),
        hint=_l("For a client who is taken in. The place is held from the day of the decision."),
        empty=_l("choose"),
        as_list=True,
    )
    refusal = ChoiceField(
        _l("Why was the client not taken in?"),
        RefusalReason,
        hint=_l("Only interest in paid work counts at entry. Other reasons show in criterion O6."),
        empty=_l("choose"),
        as_list=True,
    )
    reason_words = TextField(
        _l("More about the decision"), [NoIdentityCode()], limit=1000, rows=3, hint=HINT_TEXT
    )

    def offer(self, known: Iterable[Likely]) -> None:
        """Ask whether this is one of the clients who are alike; nothing is asked without any."""
        known = list(known)
        if not known:
            del self.same_person
            return
        options = [(one.public_id, _alike(one)) for one in known]
        self.same_person.set_options([*options, (SOMEBODY_ELSE, _l("no, somebody else"))])
        self.same_person.as_list = False

    def to_intake(self, team_id: int, coach_id: int | None, known: Iterable[Likely]) -> Intake:
        """Return what was typed as a value the service takes. Call after validate().

        Args:
            team_id: of the team chosen; coach_id: of the coach chosen, None without one.
            known: the clients that were offered as the same person.
        """
        said = self.same_person.data if "same_person" in self else None
        again = next((one.client_id for one in known if one.public_id == said), None)
        return Intake(
            team_id=team_id,
            decision=self.decision.data,
            decided_on=self.decided_on.data,
            referral_source=self.referral_source.data,
            referral_date=self.referral_date.data,
            wants_work=self.wants_work.data,
            in_work_at_entry=self.in_work_at_entry.data,
            care_team_id=_key(self.care_team.data),
            legal_basis=self.legal_basis.data,
            entry_date=self.entry_date.data,
            refusal=self.refusal.data,
            reason_words=self.reason_words.data or None,
            coach_id=coach_id,
            returning_client_id=again,
            not_the_same=said == SOMEBODY_ELSE,
            **self.person(),
        )


class HelperForm(Form):
    """One row of other helpers; an empty row is no helper."""

    role = TextField(_l("Who"), [NoIdentityCode()], limit=80, hint=_l("Role, not the name"))
    organisation = TextField(_l("Where"), [NoIdentityCode()], limit=120)
    may_contact = TickField(_l("The client allows contact"))


class CardForm(_PersonForm):
    """The client card (forms.md 1.1)."""

    main_income = ChoicesField(
        _l("Main source of income"),
        Income,
        hint=_l("Decides which points of the benefits check are shown"),
    )
    referral_source = ChoiceField(
        _l("Referred by"), (), [Required(_l("Choose where the client came from."))], as_list=True
    )
    referral_date = DayField(_l("Referral date"), [NotInFuture()])
    wants_work = ChoiceField(
        _l("Wants paid work"),
        WantsWork,
        [Required(_l("Choose whether the client wants paid work."))],
    )
    entry_date = DayField(
        _l("Coaching began"), [NotInFuture()], hint=_l("The day of the first real meeting")
    )
    in_work_at_entry = YesNoField(
        _l("In work at entry"), [Required(_l("Choose whether the client was in work."))]
    )
    care_team = ChoiceField(
        _l("Treatment or support team"), (), empty=_l("not known"), as_list=True
    )
    legal_basis = ChoiceField(_l("Basis of the service"), (), empty=_l("not known"), as_list=True)
    other_helpers = FieldList(FormField(HelperForm), label=_l("Other helpers"), max_entries=20)

    @classmethod
    def of(cls, card: Card, version: int) -> CardForm:
        """Return the form that shows a card with its version, and empty rows for more helpers."""
        helpers = [vars(helper) for helper in card.other_helpers]
        told = {**vars(card), "care_team": card.care_team_id, "other_helpers": helpers}
        form = cls(data={**told, "row_version": version})
        if not form.is_submitted() and not form.came_back:
            for _row in range(NEW_HELPER_ROWS):
                form.other_helpers.append_entry()
        return form

    def to_card(self) -> Card:
        """Return what was typed as a value the service takes. Call after validate()."""
        return Card(
            main_income=tuple(str(source) for source in self.main_income.data or ()),
            referral_source=self.referral_source.data,
            referral_date=self.referral_date.data,
            wants_work=self.wants_work.data,
            entry_date=self.entry_date.data,
            in_work_at_entry=self.in_work_at_entry.data,
            care_team_id=_key(self.care_team.data),
            legal_basis=self.legal_basis.data,
            other_helpers=tuple(self._helpers()),
            **self.person(),
        )

    def _helpers(self) -> Iterable[Helper]:
        for row in self.other_helpers:
            if row.role.data or row.organisation.data:
                yield Helper(row.role.data, row.organisation.data, row.may_contact.data)


class _DatedForm(BaseForm):
    """One thing that happens on a day, today unless told otherwise."""

    on = DayField(_l("From day"), [Required(_l("Enter the day.")), NotInFuture()])

    def __init__(self, *args: Any, **values: Any) -> None:
        values.setdefault("on", clock.today())
        super().__init__(*args, **values)


class StatusForm(_DatedForm):
    """Where the client stands."""

    stands = ChoiceField(
        _l("Status"),
        [(str(status), label(status)) for status in BY_HAND],
        [Required(_l("Choose the status."))],
        as_list=False,
    )

    def to_status(self) -> Status:
        """Return the status chosen. Call after validate()."""
        return Status(str(self.stands.data))


class PauseForm(_DatedForm):
    """A pause, in one of two ways."""

    way = ChoiceField(
        _l("What happens to the place?"),
        [
            ("keep", _l("the client keeps the place and the coach")),
            ("give_up", _l("the place is given up; the client stands first on the waiting list")),
        ],
        [Required(_l("Choose what happens to the place."))],
        as_list=False,
    )


class ResumeForm(_DatedForm):
    """The end of a pause."""


class CloseForm(_DatedForm):
    """The end of the service."""

    reason = ChoiceField(
        _l("Reason"), ClosingReason, [Required(_l("Choose the reason."))], empty=_l("choose")
    )
    confirmed = TickField(_l("The reason is right, though it is counted against the service"))

    def ask_again(self) -> bool:
        """Tell whether the second confirmation belongs on the page."""
        return self.reason.data in COUNTED_AGAINST_OUTREACH


class ReopenForm(BaseForm):
    """Undoing the end of the service."""

    coach = ChoiceField(_l("Coach"), (), empty=_l("choose"), as_list=True)

    def offer(self, coaches: Iterable[tuple[str, str]], *, may_wait: bool) -> None:
        """Give the coaches; nobody can be chosen where the client may go back to waiting."""
        self.coach.set_options(coaches)
        if may_wait:
            self.coach.empty = _l("nobody yet: back on the waiting list")


class ClientSearchForm(BaseForm):
    """What the list of clients is narrowed to; words travel in the body, never in an address."""

    words = TextField(_l("Name or code"), limit=80, kind="search", autocomplete="off")
    stands = ChoiceField(_l("Status"), (), as_list=True)
    coach = ChoiceField(_l("Coach"), (), as_list=True)
    order = ChoiceField(_l("Sort by"), (), as_list=True)


class SameForm(BaseForm):
    """Two records of one name: one person, or two."""

    answer = ChoiceField(
        _l("Is this the same person?"),
        [("same", _l("yes, join the two records")), ("two", _l("no, they are two people"))],
        [Required(_l("Choose whether this is the same person."))],
        as_list=False,
    )


def _alike(one: Likely) -> str:
    year = f", {one.birth_year}" if one.birth_year else ""
    return f"{one.shown} ({one.code}){year}: {label(Status(one.status))}"


def _key(code: str | None) -> int | None:
    return int(code) if code else None
