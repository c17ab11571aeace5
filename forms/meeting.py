"""The form of an employer meeting (form B): its words and options come from the definition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, FormField, HiddenField
from wtforms.validators import ValidationError

import forms.consent_words
import forms.meeting_words  # noqa: F401 - gives the refusals their words
from coaching import clock
from coaching.consents.types import Missing
from coaching.contacts.types import (
    Agreed,
    EmployerChoice,
    MadeBy,
    MeetingPurpose,
    Mode,
    NewContact,
    Place,
    Result,
    Task,
    Told,
    With,
)
from coaching.employers.types import LookAlike
from coaching.meetings.types import NewEmployer, NewMeeting, NewPerson, Offered
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField, TickField, YesNoField
from forms.contact import PickField
from forms.contact_words import FORM_B
from forms.fields import DayField, MinutesField, TextField
from forms.meeting_fields import AS_ON_CARD, DecidesField, TaskRow
from forms.validators import BusinessId, NoIdentityCode, NotInFuture, Required

NEW = "new"
"""Chosen in place of a person: somebody who is typed on the spot."""

NO_CLIENT = "none"
"""In place of a client: the meeting is in general."""

STEPS = ("find", "seek", "choose", "add", "change", "pick", "whose", "rows")
"""Buttons that show the page again with something found or chosen; nothing is saved by them."""

MOST_TASKS, EMPTY_TASKS = 8, 1


class MeetingForm(BaseForm):
    """An employer meeting as it is typed.

    The employer and the client are chosen by buttons that show the page again, so that everything
    known of them stands there, without scripts too.

    Attributes:
        people: people and sites of the employer.
        clients: whom the meeting can be about; None when that is settled.
        alike: employers that a typed one may be.
        lacking: the consent that is missing with employers; empty when none is.
        consents_of: the stay whose consents this person may record.
        strengths: what may be told of the client; without any the tick is not offered.
        has_goal: whether a profile of the client was in force on the day.
        teams: pairs of code and name, when the person works in several.
        is_logged: whether the page mends a meeting that is logged.
        is_step: whether the page is shown again with what was found or chosen, and nothing is saved.
    """

    employer = HiddenField(FORM_B.label("employer"))
    client = HiddenField(FORM_B.label("client"))
    made_by = HiddenField()
    suggested = HiddenField()
    needs_shown = HiddenField()
    searched = HiddenField()
    adding = HiddenField()
    find, seek, choose, add, change, pick, whose, rows = (PickField() for _step in STEPS)

    look_for = TextField(_l("Employer or place"), kind="search", limit=200)
    name = TextField(FORM_B.label("employer"), limit=200)
    municipality = TextField(_l("Municipality"), limit=80)
    site_name = TextField(
        _l("Site"), limit=200, hint=_l("If the employer has several in the same municipality")
    )
    business_id = TextField(
        _l("Business ID"), [BusinessId()], limit=40, width="w8", hint=_l("For example 1234567-1")
    )
    is_other = TickField(_l("This is another employer"))

    person = PickField(FORM_B.label("person"))
    new_person = TextField(
        _l("Name"), [NoIdentityCode()], limit=120, autocomplete="off",
        hint=_l("The person may ask to see what is kept and to be removed."),
    )  # fmt: skip
    role = TextField(_l("Role"), [NoIdentityCode()], limit=120)
    site = ChoiceField(_l("Site"), (), as_list=True)
    decides = DecidesField(FORM_B.label("decides"), (), chips=True)

    on = DayField(
        FORM_B.label("date"), [Required(_l("Enter the date of the meeting.")), NotInFuture()]
    )
    mode = ChoiceField(
        FORM_B.label("mode"), Mode, [Required(_l("Choose how the contact was made."))], chips=True
    )
    place = ChoiceField(FORM_B.label("place"), Place, chips=True, hint=FORM_B.hint("place"))
    reached = YesNoField(
        FORM_B.label("reached"), [Required(_l("Choose whether you reached them."))], chips=True
    )
    minutes = MinutesField(FORM_B.label("minutes"), unit=_l("min"))
    joint = TickField(FORM_B.label("joint"))
    team = PickField(_l("Team"))

    meeting_purpose = ChoiceField(
        FORM_B.label("purpose"), MeetingPurpose, chips=True, as_list=False
    )
    agreed = ChoiceField(_l("If it took place without a recorded consent"), Agreed)
    client_present = YesNoField(FORM_B.label("client_present"), chips=True)
    match = YesNoField(FORM_B.label("match"), chips=True)

    result = ChoiceField(FORM_B.label("result"), Result, as_list=False)
    ban = YesNoField(_l("Mark on the employer card: do not contact"), chips=True)
    ban_until = DayField(_l("Until what day?"), past=False, hint=_l("Empty: until further notice"))

    next_step = TextField(FORM_B.label("next"), [NoIdentityCode()], limit=500, rows=2)
    next_on = DayField(FORM_B.label("next_on"), past=False)
    told = ChoicesField(FORM_B.label("told"), Told, chips=True)
    needs = TextField(
        FORM_B.label("needs"), [NoIdentityCode()], limit=2000, rows=3, hint=FORM_B.hint("needs")
    )
    tasks = FieldList(FormField(TaskRow), FORM_B.label("tasks"), max_entries=MOST_TASKS)
    note = TextField(
        FORM_B.label("note"), [NoIdentityCode()], limit=2000, rows=3, hint=FORM_B.hint("note")
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        self.people: Sequence[EmployerChoice] = ()
        self.clients: Sequence[Offered] | None = None
        self.alike: Sequence[LookAlike] = ()
        self.lacking: Sequence[Missing] = ()
        self.consents_of: str | None = None
        self.strengths: Sequence[str] = ()
        self.has_goal = True
        self.teams: Sequence[tuple[str, str]] = ()
        self.is_logged = False
        super().__init__(*args, **values)
        pressed = any(self[step].data for step in STEPS)
        self.is_step = self.is_submitted() and (pressed or self.is_unsearched)
        while len(self.tasks) < min(MOST_TASKS, self._filled_tasks + EMPTY_TASKS):
            self.tasks.append_entry()
        self.offer_decides()

    # ---- what was pressed

    when_words = FORM_B.section("when_section")
    """Heading of when and how the meeting was."""

    @property
    def is_unsearched(self) -> bool:
        """Whether words stand in the search that nobody has searched for yet."""
        looked = self.look_for.data or ""
        return bool(looked) and looked != (self.searched.data or "")

    @property
    def is_adding(self) -> bool:
        """Whether the employer is a new one, typed on the page."""
        return bool(self.adding.data)

    @property
    def text_on_page(self) -> str:
        """A page that came back with something chosen holds text that is not saved yet."""
        return "filled" if self.is_submitted() else super().text_on_page

    @property
    def chosen_client(self) -> str | None:
        """The public id of the stay the meeting is about; None in general."""
        return None if self.client.data in (None, "", NO_CLIENT) else str(self.client.data)

    @property
    def is_of_client(self) -> bool:
        """Whether the client made the contact alone."""
        return bool(self.made_by.data == MadeBy.CLIENT)

    @property
    def _filled_tasks(self) -> int:
        return sum(1 for entry in self.tasks if any(one.data for one in entry.form))

    # ---- what is offered

    def offer_decides(self) -> None:
        """Let it be as the card says, unless there is no card yet."""
        known = [] if self.is_adding else [(AS_ON_CARD, _("as on the card"))]
        said = self.decides.data
        self.decides.set_options([*known, *FORM_B.options("decides").items()])
        if self.decides.data is None and said in dict(self.decides.pairs):
            self.decides.data = said

    def offer_people(self, people: Sequence[EmployerChoice]) -> None:
        """Let one of the people at the employer be chosen, or one be typed, at one of its sites."""
        self.people = people
        sites = [(one.code[2:], one.site or one.employer) for one in people if not one.person]
        self.site.set_options(sites)
        if len(sites) == 1 and not self.site.data:
            self.site.data = sites[0][0]

    def offer_told(self, strengths: Sequence[str]) -> None:
        """Let the client's strengths be ticked as told only when some may be."""
        self.strengths = strengths
        self.told.set_options(
            [
                (code, words)
                for code, words in FORM_B.options("told").items()
                if strengths or code != Told.STRENGTHS
            ]
        )
        self.told.data = tuple(Told(code) for code in self.told.data or ())

    def open_parts(self) -> set[str]:
        """Return which parts that are folded away hold something to be checked."""
        parts = {
            "when": ("on", "mode", "place", "reached", "minutes", "joint", "team"),
            "more": ("next_step", "next_on", "told", "needs", "tasks", "note"),
        }
        wrong = {field.name for field in self if field.errors}
        return {part for part, names in parts.items() if wrong & set(names)}

    # ---- checks

    def validate_employer(self, field: Field) -> None:
        """An employer, chosen or added."""
        if not field.data and not self.is_adding:
            raise ValidationError(_("Choose the employer, or search for it by name."))

    def validate_name(self, field: Field) -> None:
        """A new employer has a name."""
        if self.is_adding and not field.data:
            raise ValidationError(_("Enter the name of the employer."))

    def validate_municipality(self, field: Field) -> None:
        """A new employer is somewhere."""
        if self.is_adding and not field.data:
            raise ValidationError(_("Enter the municipality."))

    def validate_person(self, field: Field) -> None:
        """Whom the coach spoke with, unless nobody was reached."""
        if self.reached.data and self.employer.data and not field.data:
            raise ValidationError(_("Choose whom you spoke with."))

    def validate_new_person(self, field: Field) -> None:
        """A person typed on the spot has a name."""
        if self.is_new_person and not field.data:
            raise ValidationError(_("Enter the name of the person."))

    def validate_decides(self, field: Any) -> None:
        """Of somebody who is not on the card it is said here."""
        unknown = self.is_new_person or str(self.person.data or "").startswith("s:")
        if unknown and self.reached.data and field.said is None:
            raise ValidationError(_("Choose whether the person decides on hiring."))

    def validate_place(self, field: Field) -> None:
        """A place when face to face."""
        if self.mode.data == Mode.FACE_TO_FACE and field.data is None and not field.errors:
            raise ValidationError(_("Choose where you met."))

    def validate_meeting_purpose(self, field: Field) -> None:
        """A purpose when somebody was reached; who speaks for a client says for whom."""
        if self.reached.data and field.data is None and not field.errors:
            raise ValidationError(_("Choose what the meeting was for."))

    def validate_match(self, field: Field) -> None:
        """With a client whose goal is known, whether the employer matches it."""
        asked = self.chosen_client and self.has_goal and self.reached.data
        if asked and field.data is None:
            raise ValidationError(_("Choose whether the employer matches the client’s goal."))

    def validate_result(self, field: Field) -> None:
        """A result when somebody was reached."""
        if self.reached.data and field.data is None and not field.errors:
            raise ValidationError(_("Choose the result of the meeting."))

    def validate_ban(self, field: Field) -> None:
        """When an employer wants no contact, whether the card says so."""
        if self.result.data == Result.DO_NOT_CONTACT and field.data is None:
            raise ValidationError(
                _("Choose whether the employer card says that they must not be contacted.")
            )

    def validate_ban_until(self, field: Field) -> None:
        """A ban does not end before it began."""
        is_set = self.result.data == Result.DO_NOT_CONTACT and self.ban.data
        if is_set and field.data is not None and field.data < clock.today():
            raise ValidationError(_("The day has passed. Choose today or a later day."))

    def validate_next_on(self, field: Field) -> None:
        """The next step comes after the meeting."""
        if field.data is not None and self.on.data is not None and field.data < self.on.data:
            raise ValidationError(_("The next step comes after the meeting. Check both days."))

    # ---- the value

    @property
    def is_new_person(self) -> bool:
        """Whether the person is typed on the spot."""
        if self.person.data:
            return bool(self.person.data == NEW)
        return self.is_adding and bool(self.new_person.data or self.reached.data)

    def to_meeting(self) -> NewMeeting:
        """Return what was typed as the value the service takes. Call after validate()."""
        needs = self.needs.data or ""
        return NewMeeting(
            contact=self._contact(),
            employer=None if self.is_adding else self.employer.data,
            new_employer=self._new_employer() if self.is_adding else None,
            new_person=self._person() if self.is_new_person else None,
            needs_typed=needs != (self.needs_shown.data or ""),
            ban=self.ban.data,
            ban_until=self.ban_until.data if self.ban.data else None,
        )

    def _new_employer(self) -> NewEmployer:
        return NewEmployer(
            name=str(self.name.data),
            municipality=str(self.municipality.data),
            site=self.site_name.data or "",
            business_id=self.business_id.data or None,
            is_other=bool(self.is_other.data),
        )

    def _person(self) -> NewPerson:
        return NewPerson(
            name=str(self.new_person.data),
            role=self.role.data or "",
            why_kept=str(_("Contact person of an employer")),
            site=self.site.data,
        )

    def _contact(self) -> NewContact:
        known = None if self.is_new_person or not self.person.data else str(self.person.data)
        about = self.chosen_client is not None
        return NewContact(
            on=self.on.data,
            with_whom=With.EMPLOYER,
            mode=self.mode.data,
            place=self.place.data,
            minutes=self.minutes.data,
            reached=bool(self.reached.data),
            purposes=(),
            joint=bool(self.joint.data),
            note=self.note.data,
            made_by=MadeBy.CLIENT if about and self.is_of_client else MadeBy.COACH,
            employer=known,
            decides=self.decides.said,
            meeting_purpose=self.meeting_purpose.data,
            client_present=self.client_present.data if about else None,
            matches_goals=self.match.data if about else None,
            agreed=self.agreed.data,
            team=self.team.data,
            result=self.result.data,
            told=tuple(self.told.data or ()),
            needs=self.needs.data,
            next_step=self.next_step.data,
            next_on=self.next_on.data,
            tasks=tuple(
                Task(
                    one.task.data,
                    one.hours.data or "",
                    one.when.data or "",
                    can_be_shaped=True if one.can_be_shaped.data else None,
                )
                for one in (entry.form for entry in self.tasks)
                if one.task.data
            ),
        )
