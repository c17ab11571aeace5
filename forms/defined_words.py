"""Words of a form's definition for fields that stand in code: read when they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString

from coaching import i18n
from coaching.definitions import reading
from coaching.definitions.types import Question
from forms.labels import register


@dataclass(frozen=True)
class WordsOf:
    """The words of the newest version of a form, in the language of the moment."""

    form: str

    def question(self, question_id: str) -> Question:
        """Return a question, or a column of one: "tasks.hours"."""
        name, _dot, column = question_id.partition(".")
        found = reading.newest(self.form).question(name)
        return next((one for one in found.columns if one.id == column), found)

    def label(self, question_id: str) -> LazyString:
        """Return how a question is called."""
        return LazyString(lambda: self.question(question_id).words[i18n.language()])

    def section(self, section_id: str) -> LazyString:
        """Return how a section is called."""
        form = self.form
        return LazyString(lambda: reading.newest(form).section(section_id).words[i18n.language()])

    def hint(self, question_id: str) -> LazyString:
        """Return the hint of a question, empty when it has none."""
        return LazyString(lambda: self.question(question_id).hint.get(i18n.language(), ""))

    def options(self, question_id: str) -> dict[str, LazyString]:
        """Return the words of each option by its code."""
        return {
            one.code: self.option(question_id, one.code)
            for one in self.question(question_id).options
        }

    def option(self, question_id: str, code: str) -> LazyString:
        """Return the words of one option."""
        return LazyString(lambda: self.question(question_id).option(code, i18n.language()))

    def register(self, enum: type[StrEnum], question_id: str) -> None:
        """Let the options of a question be the words of an enum everywhere."""
        register(enum, self.options(question_id))
