"""Putting the pages of a client list together: forms, what is chosen on them, and rows to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext
from sqlalchemy.orm import Session

from coaching import i18n, web
from coaching.accounts.types import Actor
from coaching.caseload import service as caseload
from coaching.client_lists import service
from coaching.client_lists.reading import headings_read, headings_shown
from coaching.client_lists.refusals import NoColumnForClients
from coaching.client_lists.types import (
    OTHER,
    SKIP,
    WAIT,
    Choices,
    Column,
    Fate,
    Planned,
    Why,
    Word,
)
from coaching.clients import choices as client_choices
from coaching.clients.types import ReferralSource, ServiceLanguage, Status
from coaching.employers import batches, staging
from coaching.employers.models import ImportStage
from coaching.sheets import pages as sheet_pages
from coaching.sheets.pages import SheetColumns
from coaching.text import fold
from forms.client_list import ClientListForm, ListColumnsForm
from forms.labels import labelled

PAGE = 50


def upload_form(session: Session, actor: Actor) -> ClientListForm:
    """Return the form a list is chosen on; who leads several teams says whose it is."""
    form = ClientListForm()
    teams = client_choices.teams(session, actor.leader_of)
    if len(teams) == 1:
        del form.team
    else:
        form.team.set_options([(short, name) for _id, short, name in teams])
    return form


def team_of(session: Session, actor: Actor, form: ClientListForm) -> int:
    """Return the team that was chosen, or the only one the person leads."""
    teams = client_choices.teams(session, actor.leader_of)
    chosen = form.team.data if "team" in form else teams[0][1]
    return next(id_ for id_, short, _name in teams if short == chosen)


def after_saving(session: Session, stage: ImportStage) -> str:
    """Return where a list that is saved leads: to what it brought."""
    batch = batches.public_id(session, stage.result_id)
    return url_for("client_lists.show_list", brought_id=batch)


# ---- what the columns hold


def columns_form(session: Session, stage: ImportStage, *, names_on: bool) -> ListColumnsForm:
    """Return the form of what is made of a list as a whole."""
    choices = service.choices_of(stage)
    told = {
        "source": choices.source,
        "wants_work": choices.wants_work,
        "row_version": stage.row_version,
    }
    form = ListColumnsForm(data=told)
    form.names_on = names_on
    form.source.set_options(_sources(session, choices.source))
    return form


def columns_of(stage: ImportStage) -> list[SheetColumns]:
    """Return the sheets that can be read, with what their columns hold or are said to hold."""
    choices = service.choices_of(stage)
    return sheet_pages.columns_of(
        staging.raw(stage), choices.columns, lambda sheet: headings_shown(sheet, choices)
    )


def chosen_columns(
    sheets: Sequence[SheetColumns], stage: ImportStage, form: ListColumnsForm, *, names_on: bool
) -> Choices:
    """Return what was said of the columns.

    Raises:
        ColumnTwice: two columns of a sheet hold the same.
        NoColumnForClients: no sheet says who the clients are.
    """
    allowed = {code for code, _words in form.column_options()}
    choices = replace(
        service.choices_of(stage),
        columns=sheet_pages.chosen_columns(sheets, allowed),
        source=form.source.data,
        wants_work=form.wants_work.data,
    )
    file = staging.raw(stage)
    if not any(headings_read(sheet, choices, names_on=names_on) for sheet in file.sheets):
        raise NoColumnForClients
    return choices


# ---- row by row


@dataclass(frozen=True)
class WordField:
    """A word of the list on the page, with what it can mean."""

    id: str
    word: Word
    options: tuple[tuple[str, Any], ...]
    empty: str
    chosen: str


@dataclass(frozen=True)
class PreviewPage:
    """What a list would do: sums, words whose meaning can be said, and some of the rows."""

    name: str
    counts: Mapping[Fate, int]
    words: tuple[WordField, ...]
    rows: tuple[Planned, ...]
    chosen: Mapping[str, str]
    asks: frozenset[str]
    only: str
    after: str | None
    turned: bool

    @property
    def adds(self) -> bool:
        """Whether saving brings in somebody."""
        return bool(self.counts[Fate.PLACE] or self.counts[Fate.WAITS])


def preview_page(session: Session, actor: Actor, stage: ImportStage) -> PreviewPage:
    """Return the preview, narrowed and turned as the address says."""
    planned, words = service.look(session, actor, stage)
    rows, typed = service.choices_of(stage).rows, web.typed()
    only, after = request.args.get("only", ""), request.args.get("after", "")
    fitting = [one for one in planned if not only or one.fate == only]
    keys = [one.row.key for one in fitting]
    begin = keys.index(after) + 1 if after in keys else 0
    shown = fitting[begin : begin + PAGE]
    fates = [one.fate for one in planned]
    asks = {
        one.row.key
        for one in shown
        if one.offered or one.row.key in rows or one.fate in (Fate.ASKS, Fate.PLACE, Fate.WAITS)
    }
    return PreviewPage(
        name=stage.results["name"],
        counts={fate: fates.count(fate) for fate in Fate},
        words=tuple(_word_fields(session, stage, words)),
        rows=tuple(shown),
        chosen={
            key: str(typed.get(f"row-{key}", rows.get(key, "")))
            for key in (one.row.key for one in shown)
        },
        asks=frozenset(asks),
        only=only,
        after=shown[-1].row.key if begin + PAGE < len(fitting) else None,
        turned=begin > 0,
    )


def chosen_rows(page: PreviewPage, stage: ImportStage) -> Choices:
    """Return what was said of words and rows on the page, with what was said on others."""
    choices, form = service.choices_of(stage), request.form
    meanings = {column: dict(told) for column, told in choices.meanings.items()}
    for one in page.words:
        said = form.get(one.id)
        if said is not None and said in {"", *(code for code, _words in one.options)}:
            meanings.setdefault(one.word.column.value, {})[fold(one.word.words)] = said
    rows = dict(choices.rows)
    for planned in page.rows:
        key = planned.row.key
        said = form.get(f"row-{key}")
        if said in {SKIP, OTHER, *(two.public_id for two in planned.offered)}:
            rows[key] = str(said)
        elif said == "":
            rows.pop(key, None)
    return replace(choices, meanings=meanings, rows=rows)


def still_asking(session: Session, actor: Actor, stage: ImportStage) -> str:
    """Return how many rows are left behind because nobody chose what becomes of them, in words."""
    planned, _words = service.look(session, actor, stage)
    number = sum(one.fate is Fate.ASKS for one in planned)
    if not number:
        return ""
    return ngettext(
        "%(num)s row is not saved: it still waits for your choice. "
        "Import the same file again and choose.",
        "%(num)s rows are not saved: they still wait for your choice. "
        "Import the same file again and choose.",
        number,
    )


def row_options(one: Planned) -> list[tuple[str, str]]:
    """Return what can be said of a row; nothing but leaving it out where nobody is like it."""
    looks_like = bool(one.offered) or {Why.LOOKS_LIKE, Why.SOMEBODY_ELSE} & set(one.reasons)
    options = [(SKIP, _("leave the row out"))]
    if looks_like:
        options.append((OTHER, _("somebody else, a new client")))
    for two in one.offered:
        if two.is_open:
            options.append((SKIP, _("the same client: %(client)s", client=two.shown)))
        else:
            options.append((two.public_id, _("%(client)s comes back", client=two.shown)))
    return options


def _word_fields(session: Session, stage: ImportStage, words: Sequence[Word]) -> list[WordField]:
    typed, coaches = web.typed(), caseload.coaches_of(session, [stage.team_id])
    source = service.choices_of(stage).source
    people = [(one.public_id, one.name) for one in coaches]
    options = {
        Column.COACH: ([*people, (WAIT, _("nobody yet, to the waiting list"))], _("choose")),
        Column.STATUS: (labelled(Status), _("choose")),
        Column.SOURCE: (_sources(session, source), pgettext("client list", "not told")),
        Column.LANGUAGE: (labelled(ServiceLanguage), pgettext("client list", "not told")),
    }
    return [
        WordField(
            id=f"word-{place}",
            word=word,
            options=tuple(options[word.column][0]),
            empty=options[word.column][1],
            chosen=str(typed.get(f"word-{place}", word.means)),
        )
        for place, word in enumerate(words)
    ]


def _sources(session: Session, keep: str) -> list[tuple[str, Any]]:
    own = client_choices.options(session, "referral_source", i18n.language(), keep)
    return own or labelled(ReferralSource)
