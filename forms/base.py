"""What every form has: a token that makes its sending unique, problems in page order, kept text."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from flask import g, has_request_context, request
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, FileField, FormField, HiddenField
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError

from forms import merging
from forms.merging import as_shown


class _OurCatalogue:
    """Makes WTForms' own messages come from our catalogue."""

    def gettext(self, string: str) -> str:
        return gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return ngettext(singular, plural, n)


class Problem(NamedTuple):
    """One thing to check: the id of its control (None for the page) and the sentence."""

    target: str | None
    words: str


class SubmissionField(HiddenField):
    """A token made when the page is first shown and kept when it is shown again."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a token of the right shape, or make a new one."""
        given = str(valuelist[0]) if valuelist else ""
        fits = len(given) == 26 and given.isalnum()
        self.data = given if fits else secrets.token_hex(13)

    def process_data(self, value: Any) -> None:
        """Make a token for a new page."""
        self.data = secrets.token_hex(13)


class VersionField(HiddenField):
    """The row version that the page showed, 0 when there is none."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a whole number."""
        given = str(valuelist[0]) if valuelist else ""
        self.data = int(given) if given.isdigit() else 0

    def process_data(self, value: Any) -> None:
        """Take the record's version."""
        self.data = int(value or 0)


RESERVED = frozenset({"about", "again", "filled_from", "keep", "page_words", "shown", "turn"})
"""Names that every form on a page has for its unsaved text (coaching/unsaved.py); no field's name."""


class BaseForm(FlaskForm):  # type: ignore[misc]
    """Base of every form on a page.

    Text kept from before a sign-in had ended fills the form again (status 200; nothing is saved yet).

    Attributes:
        needed_when_ready: names of fields that only marking as ready asks for.
    """

    submission = SubmissionField()
    row_version = VersionField()

    needed_when_ready: ClassVar[tuple[str, ...]] = ()

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """WTForms settings: the wall checks the token, our catalogue gives the words."""

        csrf = True

        def get_translations(self, form: Any) -> Any:
            """Give our catalogue."""
            return _OurCatalogue()

    def __init_subclass__(cls, **values: Any) -> None:
        """Refuse a field whose name means something else on every page."""
        super().__init_subclass__(**values)
        if taken := sorted(
            RESERVED & {name for name, one in vars(cls).items() if isinstance(one, UnboundField)}
        ):
            raise TypeError(f"{cls.__name__} has fields of reserved names: {taken}")

    def __init__(self, *args: Any, **values: Any) -> None:
        self.came_back = False
        if not args and "formdata" not in values and has_request_context():
            kept = g.get("typed_before")
            if kept and request.method == "GET":
                values["formdata"] = MultiDict(
                    [(name, value) for name, many in kept.items() for value in many]
                )
                self.came_back = True
        self._page_problems: list[str] = []
        self._refused = False
        self.again, self.meeting = False, merging.Newer()
        self._shown: dict[str, str] | None = None
        self._sent: Mapping[str, str] = {}
        self._has_met = self._is_behind = False
        super().__init__(*args, **values)

    def process(self, formdata: Any = None, *args: Any, **values: Any) -> None:
        """Read the form, and what its page showed when it was opened."""
        super().process(formdata, *args, **values)
        sent = self.meta.wrap_formdata(self, formdata)
        if sent:
            self._sent, self._shown = sent, _marks(sent.get("shown"))

    @property
    def status(self) -> int:
        """HTTP status of the page that shows the form: 422 when something is to be checked."""
        sent = self.is_submitted() and (bool(self.errors) or self._refused)
        return 422 if sent else 200

    def refuse(self, field: str | None, words: str) -> None:
        """Put a refusal beside a field, or above the form when it has no field of the name."""
        self._refused = True
        target = self._fields.get(field) if field else None
        if target is None:
            self._page_problems.append(words)
        else:
            target.errors = [*target.errors, words]

    def problems(self) -> list[Problem]:
        """Return what is to be checked, in the order of the page."""
        found = [Problem(None, words) for words in self._page_problems]
        for field in self:
            found.extend(_problems_of(field))
        return found

    @property
    def page_id(self) -> str:
        """The id of the form on its page."""
        return f"form-{str(self.submission.data)[:8]}"

    @property
    def has_text(self) -> bool:
        """Whether there is something to fill in that may be kept for later."""
        return any(
            "password" not in field.name and not isinstance(field, FileField)
            for field in merging.asked(self)
        )

    @property
    def text_on_page(self) -> str:
        """Whether the page was opened fresh or filled with unsaved text, for app.js."""
        return "filled" if self.came_back or self.status == 422 else "fresh"

    @property
    def shown(self) -> str:
        """What the page showed as saved when it was opened, as marks; goes along with the form."""
        if self.row_version.object_data is None:
            return ""
        if self._shown is None:
            self._shown = merging.marks(self)
        return json.dumps(self._shown, separators=(",", ":"))

    def validate(self, *args: Any, **values: Any) -> bool:
        """Bring what was saved meanwhile together with what was typed, then check it."""
        self._meet()
        return bool(super().validate(*args, **values))

    @property
    def filled_from(self) -> str:
        """Stamp of the unsaved text that filled the page, empty when none did."""
        if self.is_submitted():
            return str(self._sent.get("filled_from", ""))
        return str(g.get("filled_from", "")) if self.came_back else ""

    def tell_newer(self, facts: Mapping[str, Any]) -> None:
        """Say who saved the newer version and when, as far as the refusal knows."""
        self.meeting.by, self.meeting.at = facts.get("user", ""), facts.get("at")

    def take_new_token(self) -> None:
        """Take a new token along: whoever sends the page once more means to."""
        self.again = True
        self.submission.process_data(None)

    def newer(self, version: int, stored: Mapping[str, Any]) -> merging.Newer:
        """Return what is saved otherwise by now, for choosing field by field.

        The form takes the newest version along: whoever saves again after seeing it means to.

        Args:
            version: of the record as it stands.
            stored: its values, by field name.
        """
        if self.row_version.object_data is None:
            # The form was made without the record.
            self.row_version.object_data = version
            for name in stored.keys() & self._fields.keys():
                self._fields[name].object_data = stored[name]
        self._meet()
        if self._is_behind:
            self.row_version.process_data(version)
            self._shown = merging.marks(self)
        self.meeting.form_id = self.page_id
        return self.meeting

    def _meet(self) -> None:
        """Let what the page showed, what was typed and what is saved by now meet, once."""
        saved, opened = self.row_version.object_data, self.row_version.data
        if self._has_met or not saved or not self._sent:
            return
        self._has_met = True
        merging.choose(self, self._sent)
        self._is_behind = int(saved) != int(opened or 0)
        if not self._is_behind:
            return
        self.meeting = merging.merge(self, self._shown or {})
        if not self.meeting.both:
            # Nothing is to be chosen: it is saved as if the page had been opened just now.
            self.row_version.process_data(saved)

    def validate_ready(self) -> bool:
        """Ask for the fields that marking as ready needs, beside the form's own checks."""
        fine = self.validate_on_submit()
        for name in self.needed_when_ready:
            field = self._fields[name]
            if not field.data and not field.errors:
                field.errors = [
                    *field.errors,
                    gettext("Fill in this point before marking as ready."),
                ]
                self._refused, fine = True, False
        return fine


def flat(errors: Any) -> list[str]:
    """Return the sentences of a field's errors, which sub-forms nest in dicts and lists."""
    if isinstance(errors, dict):
        return [words for nested in errors.values() for words in flat(nested)]
    if isinstance(errors, list | tuple):
        return [words for nested in errors for words in flat(nested)]
    return [str(errors)]


def _marks(text: str | None) -> dict[str, str]:
    """Read the marks that came along with a page; from an older page there are none."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def control_id(field: Field) -> str:
    """Return the id that a link to the field goes to (the first option of a group of buttons)."""
    is_buttons = getattr(field, "is_group", False) and not getattr(field, "is_list", False)
    return f"{field.id}-0" if is_buttons else str(field.id)


def _problems_of(field: Field) -> Iterator[Problem]:
    """Give what is to be checked in a field; rows of fields lead to the control of each."""
    if isinstance(field, FieldList | FormField):
        for inner in field:
            yield from _problems_of(inner)
        return
    yield from (Problem(control_id(field), words) for words in flat(field.errors))


__all__ = ["BaseForm", "Problem", "ValidationError", "as_shown", "control_id", "flat"]
