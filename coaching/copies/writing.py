"""A filled-in form in words: the same for its text and its Word file (forms.md, rule 5)."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _

import forms.profile_words  # noqa: F401 - gives the reasons for skipping their words
from coaching import clock, i18n
from coaching.clients.types import Head
from coaching.copies.types import Copy, Copyable, Part
from coaching.definitions import words
from coaching.definitions.types import Filled, Kind, Question, Section, skipped
from coaching.profiles.types import SkipReason
from forms.labels import label


def write(source: Copyable, head: Head | None, language: str, service: str) -> Copy:
    """Return the words of a copy.

    Args:
        head: of the client's pages; says whom the form is about. None for a form about no client.
        language: fi, sv or en: of the copy, whatever the page's is.
        service: name of the organisation; may be empty.
    """
    with force_locale(language):
        filled = source.fill()
        return Copy(
            language=language,
            service=service,
            title=filled.definition.words[language],
            about=tuple(_about(filled, head)),
            parts=tuple(
                part
                for section in filled.definition.sections
                if (part := _part(filled, section, language)).rows or not section.when_answered
            ),
            made_on=_("Copied on %(date)s", date=i18n.day(clock.today())),
        )


def as_text(copy: Copy) -> str:
    """Return a copy as plain text, to be pasted into the official client record."""
    found = [copy.title, *copy.about]
    for part in copy.parts:
        found += ["", part.heading]
        if part.skipped:
            found.append(part.skipped)
        for question, answer in part.rows:
            found.append(f"{question}: {'; '.join(answer.splitlines())}")
        if not part.rows and not part.skipped:
            found.append("–")
    return "\n".join([*found, "", copy.made_on]) + "\n"


def _about(filled: Filled, head: Head | None) -> list[str]:
    """Return whom and what the form is about: the client, which form it is, the coach."""
    if head is None:
        return [filled.head]
    client = [head.shown]
    if head.shown != head.code:
        client.append(_("code %(code)s", code=head.code))
    coach = [_("Coach: %(name)s", name=head.coach)] if head.coach else []
    return [*client, filled.head, *coach]


def _part(filled: Filled, section: Section, language: str) -> Part:
    reason = skipped(section, filled.answers)
    rows = [
        (question.words[language], "\n".join(lines))
        for question in section.questions
        if (lines := _lines(filled, question, language))
    ]
    heading = section.words[language]
    if len(filled.definition.sections) > 1:
        heading = f"{section.number} {heading}"
    why = _("Skipped: %(why)s", why=label(SkipReason(reason))) if reason else ""
    return Part(heading, tuple(rows), why)


def _lines(filled: Filled, question: Question, language: str) -> list[str]:
    if question.kind is Kind.SHOWN:
        return list(filled.shown.get(question.id, ()))
    return words.lines(question, filled.answers.get(question.id), language, i18n.day)
