"""The introduction for an employer in words: one page, the same for the preview and the document.

The client speaks, as in the form whose labels it uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from coaching import clock, i18n
from coaching.definitions import words
from coaching.documents.parts import Block
from coaching.profiles.telling import Told

CONDITIONS = ("hours", "times", "area", "start_when")
SKILLS = ("education", "cards", "languages", "digital")


@dataclass(frozen=True)
class Introduction:
    """Every word that goes out, in the order of the page.

    `line` is what stands before an empty line to write on, when no name is known.
    """

    language: str
    service: str
    title: str
    known_as: str
    line: str
    subtitle: str
    blocks: tuple[Block, ...]
    contact_heading: str
    contact: tuple[str, ...]
    made_on: str


def write(told: Told, language: str, service: str, known_as: str = "") -> Introduction:
    """Put the facts that may be told into words.

    Args:
        told: only what the client allows and the coach chose.
        language: fi, sv or en: of the document, whatever the page's is.
        service: name of the organisation, for the header; may be empty.
        known_as: what was typed for a client whose name is not known; kept nowhere.
    """
    with force_locale(language):
        return Introduction(
            language=language,
            service=service,
            title=_("Introduction for the employer"),
            known_as=told.known_as or known_as,
            line="" if told.known_as or known_as else _("Name"),
            subtitle=_(
                "I am looking for work: %(work)s", work=", ".join(told.answers["job_types"])
            ),
            blocks=tuple(_blocks(_Facts(told, language))),
            contact_heading=_("Coach’s contact details"),
            contact=tuple(filter(None, _contact(told))),
            made_on=_("Made on %(date)s", date=i18n.day(clock.today())),
        )


class _Facts:
    """The facts of one introduction, question by question, as words of its language."""

    def __init__(self, told: Told, language: str) -> None:
        self._told, self._language = told, language

    def __contains__(self, name: str) -> bool:
        return name in self._told.answers

    def label(self, name: str) -> str:
        """Return how a question is called."""
        return self._told.definition.question(name).words[self._language]

    def lines(self, name: str) -> tuple[str, ...]:
        """Return an answer as lines; none when it is not told."""
        question = self._told.definition.question(name)
        answer = self._told.answers.get(name)
        return tuple(words.lines(question, answer, self._language, i18n.day))

    def named(self, names: Iterable[str]) -> dict[str, str]:
        """Return answers on one line each behind what they are called, by question id."""
        return {
            name: f"{self.label(name)}: {'; '.join(self.lines(name))}"
            for name in names
            if name in self
        }

    def table(self, name: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Return rows as headings and cells, of the columns that hold something."""
        question, rows = self._told.definition.question(name), self._told.answers[name]
        columns = [one for one in question.columns if any(row.get(one.id) for row in rows)]
        cells = words.table(columns, rows, self._language, i18n.day)
        heads = tuple(one.words[self._language] for one in columns)
        return heads, tuple(tuple(row) for row in cells)


def _blocks(facts: _Facts) -> Iterator[Block]:
    """Give the parts of the page that have something to tell, in its order."""
    if "goal" in facts:
        yield Block(facts.label("goal"), text="\n".join(facts.lines("goal")))
    if "strengths" in facts:
        yield Block(_("Strengths"), items=facts.lines("strengths"))
    if "work_history" in facts:
        yield Block(_("Work experience"), *facts.table("work_history"))
    if skills := facts.named(SKILLS):
        yield Block(_("Skills and cards"), items=tuple(skills.values()))
    if "hobbies" in facts:
        yield Block(facts.label("hobbies"), text="\n".join(facts.lines("hobbies")))
    conditions = facts.named(CONDITIONS)
    if "start_on" in facts:  # the day says more than “later”
        conditions["start_when"] = f"{facts.label('start_when')}: {facts.lines('start_on')[0]}"
    if conditions:
        yield Block(_("When and how much I can work"), items=tuple(conditions.values()))
    if "adjust" in facts:
        (arrangements,) = facts.lines("adjust")
        text = arrangements[0].upper() + arrangements[1:]
        yield Block(_("Arrangements that help"), text=text)
    yield Block(_("What support the employer gets"), items=_support())


def _support() -> tuple[str, ...]:
    return (
        _("My coach helps with induction and with shaping the tasks."),
        _("You can reach my coach for as long as support is wanted."),
        _("My coach knows the subsidies for employers and helps with the papers."),
    )


def _contact(told: Told) -> tuple[str, ...]:
    coach = told.coach
    name = f"{coach.name}, {coach.title}" if coach.title else coach.name
    return (name, coach.phone, coach.email)
