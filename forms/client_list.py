"""Forms of bringing in a client list: the file, what its columns hold, what is chosen of the rows."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

import forms.client_list_words  # noqa: F401 - gives codes and refusals their words
from coaching.client_lists.types import MOST_CLIENTS, NAMES, Column
from coaching.clients.types import WantsWork
from forms.base import BaseForm
from forms.choices import ChoiceField
from forms.employer_import import SheetColumnsForm, SheetField
from forms.validators import Required


class ListField(SheetField):
    """A file with a client list."""

    hint = _l("Excel (.xlsx) or CSV, at most %(most)s clients", most=MOST_CLIENTS)


class ClientListForm(BaseForm):
    """A client list that is brought in."""

    team = ChoiceField(
        _l("Whose clients are they?"), (), [Required(_l("Choose the team."))], as_list=True
    )
    file = ListField(_l("File"))


class ListColumnsForm(SheetColumnsForm):
    """What is made of a list as a whole; its columns are fields of the page."""

    columns = Column
    source = ChoiceField(
        _l("Where did they come from, where the list does not tell?"),
        (),
        [Required(_l("Choose where the clients came from."))],
        as_list=True,
    )
    wants_work = ChoiceField(
        _l("Do they want paid work?"),
        WantsWork,
        [Required(_l("Choose whether the clients want paid work."))],
        hint=_l("Each coach can correct it on the client’s card."),
    )
    names_on = False

    def column_options(self) -> list[tuple[str, Any]]:
        """Return what a column can hold; names only where the organisation keeps them."""
        options = super().column_options()
        return [one for one in options if self.names_on or one[0] not in NAMES]


class RowsForm(BaseForm):
    """What is chosen of words and rows; each is a field of the page."""

    has_text = True
