"""Fields for choosing: one of a few, several, yes or no, one box to tick."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from forms.labels import labelled


class ChoiceField(RadioField):
    """One of a few: buttons up to seven options, a list above that.

    Args:
        options: an enum with registered words, or pairs of code and label (or a function that
            gives them when the form is made).
    """

    is_group = True

    def __init__(
        self,
        label: Any = None,
        options: Any = (),
        validators: Any = (),
        *,
        hint: Any = "",
        empty: Any = None,
        as_list: bool | None = None,
        chips: bool = False,
        **kwargs: Any,
    ) -> None:
        self.enum = options if isinstance(options, type) and issubclass(options, StrEnum) else None
        super().__init__(
            label, validators, choices=[], coerce=self._to_value, validate_choice=False, **kwargs
        )
        self.hint, self.empty, self.chips = hint, empty, chips
        self.as_list = as_list
        self.set_options(labelled(self.enum) if self.enum else options)

    def set_options(self, options: Any) -> None:
        """Give the options: pairs of code and label."""
        pairs = list(options() if callable(options) else options)
        self.pairs: list[tuple[str, Any]] = [(str(code), words) for code, words in pairs]
        self.choices = [SelectChoice(value=code, label=words) for code, words in self.pairs]
        if self.as_list is None:
            self.as_list = len(pairs) > 7
        if getattr(self, "sent", None) is not None:
            # Options that come from the records are given after the form was sent and read.
            self.process_formdata(self.sent)

    @property
    def is_list(self) -> bool:
        """Whether it is shown as a list."""
        return bool(self.as_list)

    def _to_value(self, raw: Any) -> Any:
        return None if raw in (None, "", "None") else raw

    def process_data(self, value: Any) -> None:
        """Take a value from the record."""
        self.data = None if value in (None, "") else value

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take one of the codes; something else is as if nothing were chosen."""
        self.sent = valuelist
        given = str(valuelist[0]) if valuelist else ""
        self.data, self.unknown = None, False
        if given in {code for code, _words in self.pairs}:
            self.data = self.enum(given) if self.enum else given
        elif given:
            self.unknown = True

    def pre_validate(self, form: Any) -> None:
        """Refuse a code that is not among the options."""
        if getattr(self, "unknown", False):
            raise ValidationError(_("Choose one option."))

    def is_chosen(self, code: str) -> bool:
        """Whether a code is the chosen one."""
        return self.data is not None and str(self.data) == code


class ChoicesField(SelectMultipleField):
    """Several of a few, as boxes to tick (or chips)."""

    data: Any
    is_group = True

    def __init__(
        self,
        label: Any = None,
        options: Any = (),
        validators: Any = (),
        *,
        hint: Any = "",
        chips: bool = False,
        **kwargs: Any,
    ) -> None:
        self.enum = options if isinstance(options, type) and issubclass(options, StrEnum) else None
        super().__init__(label, validators, choices=[], validate_choice=False, **kwargs)
        self.hint, self.chips = hint, chips
        self.set_options(labelled(self.enum) if self.enum else options)

    def set_options(self, options: Any) -> None:
        """Give the options: pairs of code and label."""
        pairs = list(options() if callable(options) else options)
        self.pairs: list[tuple[str, Any]] = [(str(code), words) for code, words in pairs]
        self.choices = [SelectChoice(value=code, label=words) for code, words in self.pairs]
        if getattr(self, "sent", None) is not None:
            self.process_formdata(self.sent)

    def process_data(self, value: Any) -> None:
        """Take values from the record."""
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the codes that are among the options, in the options' order."""
        self.sent = valuelist
        given = {str(value) for value in valuelist}
        known = [code for code, _words in self.pairs if code in given]
        self.data = tuple(self.enum(code) for code in known) if self.enum else tuple(known)

    def is_chosen(self, code: str) -> bool:
        """Whether a code is among the chosen ones."""
        return code in {str(value) for value in self.data or ()}


class YesNoField(ChoiceField):
    """Yes or no, and not sure when asked for; data is True, False or None."""

    def __init__(
        self, label: Any = None, validators: Any = (), *, unsure: bool = False, **kwargs: Any
    ) -> None:
        pairs = [("yes", _l("yes")), ("no", _l("no"))]
        super().__init__(
            label, [*pairs, ("unsure", _l("not sure"))] if unsure else pairs, validators, **kwargs
        )

    def process_data(self, value: Any) -> None:
        """Take True, False or None from the record."""
        self.data = value

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Understand yes and no; not sure gives None with `unsure` set."""
        super().process_formdata(valuelist)
        self.unsure = self.data == "unsure"
        self.data = {"yes": True, "no": False}.get(str(self.data))

    def is_chosen(self, code: str) -> bool:
        """Whether yes, no or not sure is chosen."""
        return {"yes": self.data is True, "no": self.data is False}.get(
            code, getattr(self, "unsure", False)
        )


class TickField(Field):
    """One box to tick."""

    is_tick = True
    false_values = (False, "false", "")

    def __init__(
        self, label: Any = None, validators: Any = (), *, hint: Any = "", **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.hint = hint

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Ticked when anything was sent."""
        self.data = bool(valuelist) and valuelist[0] not in self.false_values
