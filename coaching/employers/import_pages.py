"""Putting the pages of an import together: forms, what is chosen on them, and rows to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from coaching import web
from coaching.accounts.types import Actor
from coaching.clients import choices as client_choices
from coaching.employers import meeting_rows, staging
from coaching.employers.headings import VOCABULARY, Column, Headings
from coaching.employers.import_types import (
    NEW,
    SKIP,
    Candidate,
    Choices,
    CoachName,
    NoMeeting,
    ShownRow,
    State,
)
from coaching.employers.importing import headings_read
from coaching.employers.models import ImportStage
from coaching.employers.refusals import NoColumnForEmployers
from coaching.employers.types import Outcome
from coaching.sheets import headings as headings_of
from coaching.sheets import pages as sheet_pages
from coaching.sheets.cells import Kept, is_blank
from coaching.sheets.pages import SheetColumns
from coaching.sheets.workbook import RawFile, RawSheet
from coaching.text import fold
from forms.employer_import import ColumnsForm, TeamForm, UploadForm
from forms.import_words import ending

PAGE = 50


# ---- the file


def upload_form(session: Session, actor: Actor) -> UploadForm:
    """Return the form a file is chosen on; who works in several teams says whose it is."""
    form = UploadForm()
    _offer_teams(session, actor, form)
    return form


def team_form(session: Session, actor: Actor) -> TeamForm:
    """Return the form that says whose meetings the rows of an earlier import are."""
    form = TeamForm()
    _offer_teams(session, actor, form)
    return form


def team_of(session: Session, actor: Actor, form: UploadForm | TeamForm) -> int:
    """Return the team that was chosen, or the only one there is."""
    teams = client_choices.teams(session, actor.teams)
    chosen = form.team.data if "team" in form else teams[0][1]
    return next(id_ for id_, short, _name in teams if short == chosen)


def _offer_teams(session: Session, actor: Actor, form: UploadForm | TeamForm) -> None:
    teams = client_choices.teams(session, actor.teams)
    if len(teams) == 1:
        del form.team
    else:
        form.team.set_options([(short, name) for _id, short, name in teams])


# ---- what the columns hold


def columns_form(stage: ImportStage) -> ColumnsForm:
    """Return the form of what is made of a sheet as a whole."""
    choices = staging.choices_of(stage)
    told = {"meetings": choices.meetings, "mode": choices.mode, "row_version": stage.row_version}
    return ColumnsForm(data=told)


def columns_of(stage: ImportStage) -> list[SheetColumns]:
    """Return the sheets that can be read, with what their columns hold or are said to hold."""
    choices = staging.choices_of(stage)
    return sheet_pages.columns_of(
        staging.raw(stage), choices.columns, lambda sheet: _headings_shown(sheet, choices)
    )


def chosen_columns(sheets: list[SheetColumns], stage: ImportStage, form: ColumnsForm) -> Choices:
    """Return what was said of the columns.

    Raises:
        ColumnTwice: two columns of a sheet hold the same.
        NoColumnForEmployers: no sheet says where the employers are.
    """
    columns = sheet_pages.chosen_columns(sheets, list(Column))
    if not any(Column.NAME in told.values() for told in columns.values()):
        raise NoColumnForEmployers
    return replace(
        staging.choices_of(stage),
        columns=columns,
        meetings=bool(form.meetings.data),
        mode=form.mode.data,
    )


def _headings_shown(sheet: RawSheet, choices: Choices) -> Headings | None:
    guess = VOCABULARY.find(sheet)
    if sheet.hidden or headings_of.says_left_out(sheet, guess):
        return None
    return headings_read(sheet, choices) or guess or headings_of.likely_row(sheet)


# ---- row by row


@dataclass(frozen=True)
class PreviewPage:
    """What a file would do: sums, coaches, and some of the rows."""

    name: str
    adds: bool
    unread: tuple[str, ...]
    counts: Mapping[Outcome, int]
    meetings: int
    no_meetings: Mapping[NoMeeting, int]
    makes_meetings: bool
    coaches: tuple[CoachName, ...]
    people: tuple[tuple[str, str, bool], ...]
    rows: tuple[ShownRow, ...]
    named_sheets: frozenset[str]
    only: str
    after: str | None
    turned: bool
    ended: str

    def typed(self, name: str, saved: str) -> str:
        """Return what was typed in a field of the page before it came back, else what is saved."""
        return str(web.typed().get(name, saved))


def preview_page(session: Session, stage: ImportStage) -> PreviewPage:
    """Return the preview, narrowed and turned as the address says."""
    told, choices = stage.results, staging.choices_of(stage)
    only, after = request.args.get("only", ""), request.args.get("after", "")
    fitting = [row for row in told["rows"] if _fits(row, only)]
    keys = [row["key"] for row in fitting]
    begin = keys.index(after) + 1 if after in keys else 0
    shown = fitting[begin : begin + PAGE]
    why = [row["no_meeting"] for row in told["rows"] if "no_meeting" in row]
    outcomes = [row["outcome"] for row in told["rows"]]
    people = meeting_rows.coaches_of(session, stage.team_id) if choices.meetings else []
    file = staging.raw(stage)
    return PreviewPage(
        name=told["name"],
        adds=told["adds"],
        unread=tuple(told["unread"]),
        counts={outcome: outcomes.count(outcome) for outcome in Outcome},
        meetings=sum("meeting" in row for row in told["rows"]),
        no_meetings={code: why.count(code) for code in NoMeeting if code in why},
        makes_meetings=choices.meetings,
        coaches=tuple(staging.coach_names(session, stage)) if choices.meetings else (),
        people=tuple((public_id, name, stays) for _id, public_id, name, stays in people),
        rows=tuple(_shown_rows(file, choices, shown)),
        named_sheets=_named_sheets(told["rows"]),
        only=only,
        after=shown[-1]["key"] if begin + PAGE < len(fitting) else None,
        turned=begin > 0,
        ended=_ended(stage),
    )


def chosen_rows(page: PreviewPage, stage: ImportStage) -> Choices:
    """Return what was said of coaches and rows on the page, with what was said on others."""
    choices, form = staging.choices_of(stage), request.form
    people = {public_id for public_id, _name, _stays in page.people}
    coaches = dict(choices.coaches)
    for place, one in enumerate(page.coaches):
        said = form.get(f"coach-{place}")
        if said is not None and (said in people or not said):
            coaches[fold(one.words)] = said
    rows = dict(choices.rows)
    for row in page.rows:
        said = form.get(f"row-{row.key}")
        offered = {NEW, SKIP, *(one.code for one in row.candidates)}
        if said in offered:
            rows[row.key] = said
        elif said == "":
            rows.pop(row.key, None)
    return replace(choices, coaches=coaches, rows=rows)


def _named_sheets(rows: list[dict[str, Any]]) -> frozenset[str]:
    """Return the sheets whose rows are called by them too: all but one that is read alone."""
    every = {row["sheet"] for row in rows}
    read = {row["sheet"] for row in rows if row["outcome"] != Outcome.SKIPPED}
    return frozenset(every - read if len(read) == 1 else every)


def _ended(stage: ImportStage) -> str:
    """Return why the last attempt to save the file wrote nothing; a killed server says nothing."""
    if stage.state == State.RUNNING:
        return ending({"how": "killed"})
    return ending(stage.ended) if stage.ended else ""


def _fits(row: Mapping[str, Any], only: str) -> bool:
    if only == "asks":
        return bool(row.get("asks"))
    if only == "meeting":
        return "meeting" in row
    return not only or only in (row["outcome"], row.get("no_meeting"))


def _shown_rows(file: RawFile, choices: Choices, rows: list[dict[str, Any]]) -> list[ShownRow]:
    typed = web.typed()
    cells = {
        f"{index}-{row.number}": row.cells
        for index, sheet in enumerate(file.sheets)
        for row in sheet.rows
    }
    headings = {
        sheet.name: found
        for sheet in file.sheets
        if (found := headings_read(sheet, choices)) is not None
    }
    return [
        ShownRow(
            key=row["key"],
            sheet=row["sheet"],
            number=row["number"],
            name=row["name"],
            outcome=Outcome(row["outcome"]),
            reasons=tuple((code, facts) for code, facts in row["reasons"]),
            candidates=tuple(Candidate(*one) for one in row.get("candidates", ())),
            asks=bool(row.get("asks")),
            chosen=str(typed.get(f"row-{row['key']}", choices.rows.get(row["key"], ""))),
            meeting=date.fromisoformat(row["meeting"]) if "meeting" in row else None,
            no_meeting=NoMeeting(row["no_meeting"]) if "no_meeting" in row else None,
            cells=_told(cells[row["key"]], row["number"], headings.get(row["sheet"])),
        )
        for row in rows
    ]


def _told(
    cells: tuple[Kept, ...], number: int, headings: Headings | None
) -> tuple[tuple[str, str], ...]:
    """Return the cells of a row under their headings; what stands above them has none."""
    texts = headings.texts if headings and number > headings.row else ()
    return tuple(
        (sheet_pages.shown(texts[place]) if place < len(texts) else "", sheet_pages.shown(cell))
        for place, cell in enumerate(cells)
        if not is_blank(cell)
    )
