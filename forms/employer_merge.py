"""Forms of merging two cards of one employer: whose value stays, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

import forms.employer_words  # noqa: F401 - gives the refusals their words
from coaching.employers.merge_types import Merged, Stays
from forms.base import BaseForm, VersionField
from forms.choices import ChoiceField
from forms.fields import TextField

FIELD_WORDS: Mapping[Merged, Any] = {
    Merged.NAME: _l("Employer"),
    Merged.BUSINESS_ID: _l("Business ID"),
    Merged.CHAIN: _l("Chain"),
    Merged.INDUSTRY: _l("Industry"),
    Merged.SIZE: _l("Staff size"),
    Merged.NEEDS: _l("Staffing needs"),
    Merged.OWNER: _l("Responsible coach"),
    Merged.BAN: _l("Do not contact"),
}


class OtherForm(BaseForm):
    """What the other card is looked for by."""

    words = TextField(_l("Name or business ID of the other card"), kind="search", limit=100)


def _field(field: Merged) -> ChoiceField:
    return ChoiceField(FIELD_WORDS[field], (), as_list=False)


class MergeForm(BaseForm):
    """Whose value stays where both cards tell something; other fields are left out of the page."""

    other_version = VersionField()
    name = _field(Merged.NAME)
    business_id = _field(Merged.BUSINESS_ID)
    chain = _field(Merged.CHAIN)
    industry = _field(Merged.INDUSTRY)
    size = _field(Merged.SIZE)
    needs = _field(Merged.NEEDS)
    owner = _field(Merged.OWNER)
    ban = _field(Merged.BAN)

    def ask(self, field: Merged, kept: str, other: str, chosen: Stays) -> None:
        """Ask whose value stays, both shown in words."""
        both = [(Stays.BOTH, _lp("merge", "both, one after the other"))]
        options = [(Stays.KEPT, kept), (Stays.OTHER, other)]
        asked: Any = self[field.value]
        asked.set_options(options + (both if field is Merged.NEEDS else []))
        if not self.is_submitted() and not self.came_back:
            asked.data = chosen

    def leave_out(self, field: Merged) -> None:
        """Leave a field out of the page: nothing is to be chosen."""
        del self[field.value]

    def choices(self) -> dict[Merged, Stays]:
        """Return what was chosen. Call after validate()."""
        asked = [(field, self[field.value].data) for field in Merged if field.value in self]
        return {field: Stays(chosen) for field, chosen in asked if chosen}
