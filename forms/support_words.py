"""Words of options of form E (words.md, 9)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from coaching.support.types import Wants
from forms.labels import register

register(
    Wants,
    {Wants.YES: _l("yes"), Wants.NOT_NOW: _l("not now, ask again"), Wants.NO: _l("no")},
)
