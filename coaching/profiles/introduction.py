"""The introduction for an employer in words: one page, the same for the preview and the document.

The client speaks, as in the form whose labels it uses.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from coaching import clock, i18n
from coaching.definitions import words
from coaching.definitions.types import Question
from coaching.profiles.telling import Told

CONDITIONS = ("hours", "times", "area", "start_when", "start_on")
SKILLS = ("education", "cards", "languages", "digital")
MOST_ROWS = 6
"""Rows of a table or list; more would not fit on one page."""


@dataclass(frozen=True)
class Block:
    """One part under a heading: a text, a list, or a table with a row of headings."""

    heading: str
    text: str = ""
    items: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


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

    @property
    def words(self) -> list[str]:
        """Every word of the page as lines, top to bottom."""
        found = [self.known_as or self.line, self.subtitle, self.title]
        for block in self.blocks:
            found += [block.heading, block.text, *block.items, *block.columns]
            found += [cell for row in block.rows for cell in row]
        found += [self.contact_heading, *self.contact, self.made_on]
        return [line for line in found if line]


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
            blocks=tuple(_blocks(told, language)),
            contact_heading=_("Coach’s contact details"),
            contact=tuple(filter(None, _contact(told))),
            made_on=_("Made on %(date)s", date=i18n.day(clock.today())),
        )


def _blocks(told: Told, language: str) -> list[Block]:
    answers = told.answers
    by_id = {question.id: question for question in told.questions}

    def lines(question: Question) -> list[str]:
        return words.lines(question, answers[question.id], language, i18n.day)

    def named(question: Question) -> str:
        return f"{question.words[language]}: {', '.join(lines(question))}"

    def own_words(name: str) -> list[Block]:
        if name not in by_id:
            return []
        return [Block(by_id[name].words[language], text="\n".join(lines(by_id[name])))]

    found = own_words("goal")
    if "strengths" in by_id:
        found.append(Block(_("Strengths"), items=tuple(lines(by_id["strengths"])[:MOST_ROWS])))
    if "work_history" in by_id:
        found.append(_work(by_id["work_history"], told, language))
    skills = [named(by_id[name]) for name in SKILLS if name in by_id]
    if skills:
        found.append(Block(_("Skills and cards"), items=tuple(skills)))
    found += own_words("hobbies")
    conditions = [named(by_id[name]) for name in CONDITIONS if name in by_id]
    if conditions:
        found.append(Block(_("When and how much I can work"), items=tuple(conditions)))
    if "adjust" in by_id:
        found.append(Block(_("Arrangements that help"), text=", ".join(lines(by_id["adjust"]))))
    found.append(Block(_("What support the employer gets"), items=_support()))
    return found


def _work(question: Question, told: Told, language: str) -> Block:
    """Return the work experience as a table of the columns that may be told and hold something."""
    rows = told.answers[question.id][:MOST_ROWS]
    columns = [one for one in question.columns if any(row.get(one.id) for row in rows)]
    return Block(
        _("Work experience"),
        columns=tuple(one.words[language] for one in columns),
        rows=tuple(tuple(cells) for cells in words.table(columns, rows, language, i18n.day)),
    )


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
