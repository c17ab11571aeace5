"""The contact form: one class for the strip of My day, the full page and editing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

import forms.consent_words
import forms.contact_words  # noqa: F401 - gives the options and refusals their words
from coaching.consents.types import Missing
from coaching.contacts.types import (
    NOTE_LIMIT,
    Agreed,
    ClientChoice,
    LastTime,
    Mode,
    NewContact,
    Period,
    Place,
    Purpose,
    With,
)
from forms.base import BaseForm
from forms.choices import ChoiceField, ChoicesField, TickField, YesNoField
from forms.fields import DayField, MinutesField, TextField
from forms.labels import label, labelled
from forms.validators import NoIdentityCode, NotInFuture, Required

AS_LAST = "as_last"
"""Chosen in place of an option: as the last time with the client that is chosen."""

SHORT_TOPICS = (
    Purpose.JOB_SEARCH,
    Purpose.PROFILE,
    Purpose.BENEFITS,
    Purpose.SUPPORT_AT_WORK,
    Purpose.GETTING_TO_KNOW,
    Purpose.OTHER,
)
"""Topics on the strip of My day; the full page has them all."""


class PickField(Field):
    """One of a group of buttons that the page lays out itself; data is a code or None."""

    is_group = True

    def process_data(self, value: Any) -> None:
        """Take a code from the record."""
        self.data = value or None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the code that was chosen; whether it exists is for the door or service to say."""
        self.data = (str(valuelist[0])[:60] or None) if valuelist else None


class CarriedField(ChoiceField):
    """One of a few, or as the last time."""

    def offer_last_time(self) -> None:
        """Let the last time stand first among the options."""
        self.set_options([(AS_LAST, _("as last time")), *self.pairs])

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take an option, or that it is as last time."""
        if valuelist and valuelist[0] == AS_LAST:
            self.data, self.unknown = AS_LAST, False
        else:
            super().process_formdata(valuelist)

    def fill(self, value: Any) -> None:
        """Put the value of the last time in place of saying so."""
        if self.data == AS_LAST:
            self.data = value


def _others() -> list[tuple[str, Any]]:
    """Return whom a contact can be with; an employer has a page of its own (forms.meeting)."""
    return [(code, words) for code, words in labelled(With) if code != With.EMPLOYER]


class ContactForm(BaseForm):
    """A contact as it is typed; its fields stand in the order of the page.

    Attributes:
        clients: whom it can be about; None when the page is one client's.
        last: what stands behind "as last time" without a client of that name.
        lacking: with whom no consent of the client lets one be in touch; empty when no client is
            known.
        consents_of: the stay whose consents this person may record.
    """

    client = PickField(_l("Client"))
    on = DayField(_l("Date"), [Required(_l("Enter the date of the contact.")), NotInFuture()])
    with_whom = CarriedField(
        _l("With whom"), _others, [Required(_l("Choose with whom the contact was."))], chips=True,
        as_list=False,
    )  # fmt: skip
    agreed = ChoiceField(_l("If it took place without a recorded consent"), Agreed)
    mode = CarriedField(
        _l("How"), Mode, [Required(_l("Choose how the contact was made."))], chips=True
    )
    place = CarriedField(_l("Where"), Place, chips=True, empty="–")
    purposes = ChoicesField(_l("Topic"), Purpose, chips=True)
    note = TextField(
        _l("Note"), [NoIdentityCode()], limit=NOTE_LIMIT, rows=4,
        hint=_l("No diagnoses, no identity code, nothing about other people"),
    )  # fmt: skip
    minutes = MinutesField(_l("Minutes"))
    reached = YesNoField(
        _l("Did you reach them?"), [Required(_l("Choose whether you reached them."))], chips=True
    )
    joint = TickField(_l("A team worker took part"))

    def __init__(self, *args: Any, **values: Any) -> None:
        self.clients: Sequence[ClientChoice] | None = None
        self.last: LastTime | None = None
        self.lacking: Sequence[Missing] = ()
        self.consents_of: str | None = None
        super().__init__(*args, **values)

    @property
    def page_id(self) -> str:
        """The id of the form on its page."""
        return "entry"

    @property
    def short_topics(self) -> list[tuple[str, Any]]:
        """The topics of the strip as pairs of code and words."""
        return [(topic, label(topic)) for topic in SHORT_TOPICS]

    @property
    def chosen_client(self) -> str | None:
        """The public id of the stay chosen on the page; None when none is."""
        return str(self.client.data) if self.client.data else None

    @property
    def has_chosen(self) -> bool:
        """Whether it is told whom the contact is about: then the last time is known too."""
        return self.clients is None or bool(self.client.data)

    def offer_last_time(self, last: LastTime | None) -> None:
        """Let with, mode and place be as last time, for a page that no client is chosen on.

        Args:
            last: the person's own last contact; without one there is no last time to speak of.
        """
        self.last = last
        if last is not None:
            for field in (self.with_whom, self.mode, self.place):
                field.offer_last_time()

    def tell_lacking(self, lacking: Sequence[Missing], consents_of: str | None) -> None:
        """Say with whom a consent is still needed, before anything is typed."""
        self.lacking, self.consents_of = lacking, consents_of

    def fill_from(self, last: LastTime | None) -> None:
        """Put with, mode and place of the last time where that was chosen; call before validate."""
        self.with_whom.fill(last and last.with_whom)
        self.mode.fill(last and last.mode)
        self.place.fill(last and last.place)

    def validate_client(self, field: Field) -> None:
        """A client: only an employer is met in general, and that has a page of its own."""
        if self.clients is not None and not self.chosen_client:
            raise ValidationError(_("Choose the client."))

    def validate_place(self, field: Field) -> None:
        """A place when face to face."""
        if self.mode.data == Mode.FACE_TO_FACE and field.data is None and not field.errors:
            raise ValidationError(_("Choose where you met."))

    def to_contact(self) -> NewContact:
        """Return what was typed as the value the service takes. Call after validate()."""
        return NewContact(
            on=self.on.data,
            with_whom=With(self.with_whom.data),
            mode=self.mode.data,
            place=self.place.data,
            minutes=self.minutes.data,
            reached=bool(self.reached.data),
            purposes=tuple(self.purposes.data or ()),
            joint=bool(self.joint.data),
            note=self.note.data,
            agreed=self.agreed.data,
        )


class WithdrawForm(BaseForm):
    """Why a contact is removed."""

    why = TextField(
        _l("Why is it removed?"),
        [Required(_l("Write why the contact is removed.")), NoIdentityCode()],
        limit=300,
        hint=_l("For example: logged twice, wrong client"),
    )


class NarrowForm(BaseForm):
    """What a list of contacts is narrowed to; nothing chosen shows all.

    Attributes:
        all_words: what `whose` says when nothing is chosen.
        whose_options: pairs of code and words.
    """

    class Meta(BaseForm.Meta):
        """It only reads, so it needs no token."""

        csrf = False

    kind = ChoiceField(_l("With whom"), With, empty=_l("all"), as_list=True)
    period = ChoiceField(_l("When"), Period, as_list=True)
    whose = PickField(_l("Whose contacts"))

    all_words: str = ""
    whose_options: Sequence[tuple[str, str]] = ()

    def offer(self, all_words: str, options: Sequence[tuple[str, str]]) -> None:
        """Let the person choose whose contacts are listed."""
        self.all_words, self.whose_options = all_words, options
