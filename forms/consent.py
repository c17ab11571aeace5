"""Forms of a client's consent: recording it, and limiting or withdrawing it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field

import forms.consent_words
import forms.contact_words  # noqa: F401 - gives those whom one is in touch with their words
from coaching import clock
from coaching.consents.types import (
    OTHERS,
    SUGGESTED,
    ConsentKind,
    DataGroup,
    NewConsent,
    kind_for,
)
from coaching.contacts.types import With
from forms.base import BaseForm, ValidationError
from forms.choices import ChoiceField, ChoicesField, TickField
from forms.fields import DayField, TextField
from forms.labels import label
from forms.validators import NoIdentityCode, NotBefore, NotInFuture, Required

_ASKED_TOGETHER = tuple(one for one in DataGroup if one is not DataGroup.HEALTH)


class ConsentForm(BaseForm):
    """A consent as it stands on paper or was given by word; health is ticked on its own."""

    kind = ChoiceField(
        _l("Kind of consent"), ConsentKind, [Required(_l("Choose the kind of consent."))]
    )
    with_whom = ChoicesField(
        _l("With whom we may be in touch"),
        [(one.value, label(one)) for one in OTHERS],
        hint=_l("Tick only those whom the consent names."),
    )
    parties = TextField(
        _l("Parties by name"),
        [NoIdentityCode()],
        limit=500,
        hint=_l("Agencies and workplaces, for family and friends how they are related"),
    )
    data_groups = ChoicesField(
        _l("What may be told"), [(one.value, label(one)) for one in _ASKED_TOGETHER]
    )
    health = TickField(
        _l("Health data may be told too"),
        hint=_l("The client is asked about health data separately. No diagnoses are written here."),
    )
    purpose = TextField(
        _l("What the consent is for"), [NoIdentityCode()], limit=500,
        hint=_l("For example: planning the work search together"),
    )  # fmt: skip
    given_on = DayField(
        _l("Given on"), [Required(_l("Enter the date the consent was given.")), NotInFuture()]
    )
    valid_to = DayField(
        _l("Valid until"), [NotBefore("given_on")], past=False,
        hint=_l("Empty: as long as the service goes on"),
    )  # fmt: skip
    paper_at = TextField(
        _l("Where the paper is kept"), [NoIdentityCode()], limit=200,
        hint=_l("The paper itself is not stored here."),
    )  # fmt: skip
    contact_person = TextField(
        _l("Contact person and how to reach them"), [NoIdentityCode()], limit=300,
        hint=_l("The person of the other party who answers about this consent"),
    )  # fmt: skip

    def begin_with(self, with_whom: With | None) -> None:
        """Start a new consent for contact with somebody, with what such a consent usually names."""
        if with_whom is None or self.is_submitted() or self.came_back:
            return
        kind = kind_for(with_whom)
        self.kind.process_data(kind)
        usual = {with_whom, *SUGGESTED[kind]}
        self.with_whom.process_data(tuple(one.value for one in OTHERS if one in usual))

    def validate_with_whom(self, field: Field) -> None:
        """Somebody, unless the consent is for the own service only; the usual ones are offered."""
        kind = self.kind.data
        if field.data or kind is None or kind == ConsentKind.OWN_SERVICE:
            return
        field.process_data(tuple(one.value for one in SUGGESTED[kind]))
        raise ValidationError(
            _("Choose with whom the consent lets you be in touch. The usual ones are ticked now.")
        )

    def to_consent(self) -> NewConsent:
        """Return what was typed. Call after validation."""
        health = (DataGroup.HEALTH,) if self.health.data else ()
        return NewConsent(
            kind=ConsentKind(str(self.kind.data)),
            given_on=self.given_on.data or clock.today(),
            with_whom=tuple(With(code) for code in self.with_whom.data or ()),
            parties=self.parties.data or None,
            data_groups=(*(DataGroup(code) for code in self.data_groups.data or ()), *health),
            purpose=self.purpose.data or None,
            valid_to=self.valid_to.data,
            paper_at=self.paper_at.data or None,
            contact_person=self.contact_person.data or None,
            **self._later(),
        )

    def _later(self) -> dict[str, Any]:
        return {}


class EditConsentForm(ConsentForm):
    """A consent on record: limited, withdrawn, or mended where it was typed wrongly."""

    limited_on = DayField(_l("Limited on"), [NotBefore("given_on"), NotInFuture()])
    limits = TextField(
        _l("What was limited"), [NoIdentityCode()], rows=3, limit=1000,
        hint=_l("Untick below what the consent does not cover any more."),
    )  # fmt: skip
    withdrawn_on = DayField(
        _l("Withdrawn on"), [NotBefore("given_on"), NotInFuture()],
        hint=_l("From this day on it lets nobody be in touch. The record stays."),
    )  # fmt: skip

    def _later(self) -> dict[str, Any]:
        return {
            "limited_on": self.limited_on.data,
            "limits": self.limits.data or None,
            "withdrawn_on": self.withdrawn_on.data,
        }


def as_fields(known: NewConsent) -> dict[str, Any]:
    """Return a consent on record by the names of the form's fields."""
    groups = tuple(one for one in known.data_groups if one is not DataGroup.HEALTH)
    return {
        **vars(known),
        "data_groups": groups,
        "health": DataGroup.HEALTH in known.data_groups,
    }
