"""Forms of the employer register: search, employer, site, person."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from wtforms.validators import ValidationError

import forms.employer_words  # noqa: F401 - gives the options and refusals their words
from coaching import clock
from coaching.employers.types import (
    Decision,
    EmployerDetails,
    PersonDetails,
    SiteDetails,
    StaffSize,
)
from forms.base import BaseForm
from forms.choices import ChoiceField, TickField
from forms.fields import DayField, TextField
from forms.validators import BusinessId, Email, NoIdentityCode, Required

HINT_TEXT = _l("No diagnoses, no identity code, nothing about clients")


class LookForm(BaseForm):
    """What the list of employers is narrowed to."""

    words = TextField(
        _l("Employer, place, business ID or contact person"), kind="search", limit=100
    )
    place = ChoiceField(_l("Municipality"), (), empty=_lp("municipality", "all"), as_list=True)
    industry = ChoiceField(_l("Industry"), (), empty=_lp("industry", "all"), as_list=True)
    owner = ChoiceField(_l("Responsible coach"), (), empty=_l("all"), as_list=True)
    not_met = ChoiceField(
        _l("Not met for"),
        [
            ("30", _lp("not met for", "a month")),
            ("90", _lp("not met for", "three months")),
            ("180", _lp("not met for", "half a year")),
            ("365", _lp("not met for", "a year")),
        ],
        empty=_lp("not met for", "does not matter"),
        as_list=True,
    )
    banned = TickField(_l("Only those that must not be contacted"))


class _EmployerFields(BaseForm):
    """What is asked of an employer, on adding and on editing."""

    name = TextField(_l("Employer"), [Required(_l("Enter the name of the employer."))], limit=200)
    business_id = TextField(
        _l("Business ID"), [BusinessId()], limit=40, width="w8", hint=_l("For example 1234567-1")
    )
    chain = TextField(
        _l("Chain"), limit=200, hint=_l("If the employer belongs to a chain or a group")
    )
    industry = ChoiceField(_l("Industry"), (), empty=_l("not known"), as_list=True)
    size = ChoiceField(_l("Staff size"), StaffSize)
    needs = TextField(_l("Staffing needs"), [NoIdentityCode()], limit=2000, rows=4, hint=HINT_TEXT)
    owner = ChoiceField(_l("Responsible coach"), (), empty=_l("nobody yet"), as_list=True)

    def details(self, **more: Any) -> EmployerDetails:
        """Return what was typed. Call after validate()."""
        return EmployerDetails(
            name=str(self.name.data),
            business_id=self.business_id.data or None,
            chain=self.chain.data or "",
            industry=self.industry.data if "industry" in self else None,
            size=self.size.data,
            needs=self.needs.data or "",
            owner=self.owner.data,
            **more,
        )


class EmployerForm(_EmployerFields):
    """An employer that is edited."""

    is_other = TickField(_l("This is another employer"))
    no_contact = TickField(_l("Do not contact"))
    no_contact_until = DayField(
        _l("Until what day?"),
        past=False,
        hint=_l("Empty: until further notice"),
    )

    def validate_no_contact_until(self, field: Any) -> None:
        """A day only with the ban, and not one that has passed."""
        if field.data is None:
            return
        if not self.no_contact.data:
            raise ValidationError(
                _("The day belongs to “Do not contact”. Tick that, or empty the day.")
            )
        if field.data < clock.today() and field.data != field.object_data:
            raise ValidationError(_("The day has passed. Choose today or a later day."))

    def to_details(self) -> EmployerDetails:
        """Return what was typed. Call after validate()."""
        return self.details(
            no_contact=bool(self.no_contact.data),
            no_contact_until=self.no_contact_until.data if self.no_contact.data else None,
        )


class SiteForm(BaseForm):
    """A site of an employer."""

    municipality = TextField(
        _l("Municipality"), [Required(_l("Enter the municipality."))], limit=80
    )
    site = TextField(
        _l("Site"), limit=200, hint=_l("If the employer has several in the same municipality")
    )

    def to_site(self) -> SiteDetails:
        """Return what was typed. Call after validate()."""
        return SiteDetails(self.site.data or "", self.municipality.data or "")


def _role() -> TextField:
    return TextField(_l("Role"), limit=120)


def _phone() -> TextField:
    return TextField(_l("Phone"), limit=40, width="w8", kind="tel")


def _email() -> TextField:
    return TextField(_l("E-mail"), [Email()], limit=200, kind="email")


def _decides() -> ChoiceField:
    return ChoiceField(_l("Decides on hiring"), Decision)


def _person(form: Any, name: str, why_kept: str) -> PersonDetails:
    return PersonDetails(
        name=name,
        role=form.role.data or "",
        phone=form.phone.data or "",
        email=form.email.data or "",
        decides=form.decides.data or Decision.UNSURE,
        why_kept=why_kept,
    )


class PersonForm(BaseForm):
    """A person at a site."""

    name = TextField(
        _l("Name"), [Required(_l("Enter the name of the person.")), NoIdentityCode()], limit=120
    )
    role, phone, email, decides = _role(), _phone(), _email(), _decides()
    why_kept = TextField(
        _l("Why the person is kept"),
        [Required(_l("Enter why the person is kept in the register.")), NoIdentityCode()],
        limit=300,
        hint=_l("The person may ask to see this and to be removed"),
    )

    def to_person(self) -> PersonDetails:
        """Return what was typed. Call after validate()."""
        return _person(self, str(self.name.data), str(self.why_kept.data))


class NewEmployerForm(_EmployerFields, SiteForm):
    """An employer that is added, with its first site and the person met there."""

    person = TextField(_l("Contact person"), [NoIdentityCode()], limit=120)
    role, phone, email, decides = _role(), _phone(), _email(), _decides()
    is_other = TickField(_l("This is another employer"))

    def validate_person(self, field: Any) -> None:
        """Ways of contact are somebody's."""
        told = (self.role, self.phone, self.email, self.decides)
        if not field.data and any(one.data for one in told):
            raise ValidationError(
                _("Enter the name of the contact person, or empty the person’s other details.")
            )

    def to_person(self) -> PersonDetails | None:
        """Return the person typed, None when nobody was. Call after validate()."""
        if not self.person.data:
            return None
        return _person(self, self.person.data, str(_("Contact person of an employer")))
