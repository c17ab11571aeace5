"""Writes the tables of docs/fidelity.md from the scale: python3 docs/fidelity_tables.py

A table stands between the lines `<!-- table: NAME -->` and `<!-- end -->`; the text around them is
written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs from any folder, without an installed package

from fidelity.facts import Settings  # noqa: E402 - the path comes first
from fidelity.scale import LEAST_POINTS, Better, Item, Scale, Threshold, load  # noqa: E402

DOCUMENT = ROOT / "docs" / "fidelity.md"
VERSION = "ips25-2008"

_MOST_IN_LINE = 5
_PLACE = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end -->\n)", re.S)

_BANDS = {
    "exemplary": "exemplary",
    "good": "good",
    "fair": "fair",
    "not_ips": "not supported employment",
}

_LEVELS: Mapping[str, Sequence[tuple[int | str, str]]] = {
    "O3": (
        (5, "a planned meeting in each of the {months} months, and weekly contacts"),
        (4, "a planned meeting in one of the months, or weekly contacts"),
        (3, "a contact in each of the months"),
        (2, "a contact in one of the months"),
        (1, "no contact"),
    ),
    "O4": (
        (5, "{full_time} full-time coaches, a leader, cover, group supervision weekly"),
        (4, "the same, group supervision {meetings_a_month} times a month or more"),
        (3, "one leader; cover and a weekly talk, or far apart and meeting as often as for 4"),
        (2, "one leader, and less than that"),
        (1, "no leader in common"),
    ),
    "O6": (
        (5, "nobody shut out, {sources} sources of clients or more"),
        ("ceilings.few_sources", "nobody shut out, fewer sources"),
        ("ceilings.some", "somebody shut out, {most} of the decided referrals or less"),
        ("ceilings.most", "more than {most} shut out"),
        ("ceilings.written_rule", "a written rule shuts somebody out"),
    ),
    "V1": (
        (5, "before the start in {share}, and at changes in {share}"),
        (4, "before the start in {share}; at changes in less, or there was no change"),
        (3, "talked over with {share} of the clients"),
        ("none", "less than that: the records propose nothing"),
    ),
    "V12": (
        (
            5,
            "as for 4, and each of before the start, after the start, after a loss in {usual_share}",
        ),
        (4, "weekly in the first month and monthly up to a year, each in {usual_share}"),
        (3, "each of the four months in {half}"),
        (2, "less than that, but somebody was reached after the first month"),
        (1, "nobody was reached after the first month"),
    ),
}
"""Points that follow from several figures: what each asks, in our own words, with the scale's figures."""

_LAST = {
    "S3": ("1 or 2", "only a person gives these"),
    "O1": (1, "a service that works apart from treatment"),
    "V10": (1, "less, or too few people in a job"),
}
"""The last row of points where something else than a figure decides."""

_HEADS = {"O6": "Points at most", "V1": "Points proposed"}

_FIGURES = {
    "months": "calendar months looked at",
    "weeks": "whole weeks looked at",
    "weekly": "weeks of these that make it weekly",
    "share": "share that is enough",
    "usual_share": "share that is enough",
    "least_clients": "clients needed",
    "least_jobs": "jobs needed",
    "least_contacts": "contacts needed",
    "least_recorded": "part of the scheduled time that must be on record",
    "half": "share that three points ask",
    "few_starts": "with fewer job starts, the longer window",
    "longer_months": "calendar months of the longer window",
    "days": "days within which it must follow",
    "least_four_months": "of them, jobs that lasted four months",
    "ends_days_before": "days before the day on which the window ends",
    "after_month_1": "after the first month: any contact",
    "four_months": "four months: met in each period",
    "weekly_first_month": "weekly in the first month: met in each period",
    "monthly_to_a_year": "monthly up to a year: met in each period that was over",
    "before_start": "before the start: met",
    "after_start": "after the start: met",
    "after_loss": "after a loss: reached, counted from the day it was heard of",
    "S1.absence_days": "days away in a row from which a post is not counted",
    "S1.warn_above": "largest caseload per full-time coach before a warning",
    "S3.phases": "phases",
    "S3.phases_in_work": "given to a coach without anybody in work",
    "S3.least_tagged_contacts": "contacts with a phase that a coach needs",
    "O1.most_teams": "most treatment teams of a coach",
    "O1.without_fit": "points with more teams, or none",
    "O1.apart": "points of a service that works apart from treatment",
    "O1.least_clients": "clients that a coach needs",
    "O1.least_known": "part of the active clients whose treatment team must be known",
    "O3.weeks_weekly": "weeks with a contact that make it weekly",
    "O4.months": "months by which the meetings are divided",
    "O4.meetings_a_month": "meetings a month that four points ask",
    "O4.full_time": "full-time coaches needed",
    "O5.most_specialists": "most coaches for a full-time leader",
    "O6.ceilings.written_rule": "points at most with a written rule that shuts somebody out",
    "O6.ceilings.most": "points at most when more than that part is shut out",
    "O6.ceilings.some": "points at most when somebody is shut out",
    "O6.ceilings.few_sources": "points at most with fewer sources",
    "O6.most": "part shut out, more than which lowers the ceiling again",
    "O6.sources": "sources of clients needed",
    "O6.help_days": "days after a job in which help is looked for",
    "O6.counting_reasons": "reasons that count as shutting out",
    "O7.stories": "times that work stories are shared",
    "O8.quarter": "months of a quarter",
    "V1.days": "days to either side of a change",
    "V2.searched_days": "days in a row of looking for work, more than which ask for a second talk",
    "V3.most_sessions": "sessions up to which a first profile is shown as in time",
    "V4.waiting_counts_after_days": "days of waiting, more than which may count",
    "V6.log_caps.weekly": "points at most when the log was looked at weekly",
    "V6.log_caps.monthly": "points at most when it was looked at monthly",
    "V6.log_caps.none": "points at most when it was looked at less",
    "V6.few_job_seekers": "job seekers up to whom fewer meetings are enough",
    "V6.meetings_per_job_seeker": "meetings a week for each of these, enough for 5",
    "V6.weeks_reviewed_weekly": "weeks with a look at the log that make it weekly",
    "V6.least_weeks_worked": "weeks at work that a coach needs",
    "V7.meetings": "meetings with an employer that are shown as often",
    "V8.kind_code_characters": "characters of the job's code that tell its kind",
    "V11.ceilings": "points at most, by the share with a support contact",
    "V13.places": "places that count",
    "V13.place_on_the_way": "counted only where a setting says so",
    "V14.days": "days without being reached, and days in which an attempt must follow",
    "V14.visits": "visits to the same client",
    "V14.against": "reasons of closing that speak against",
    "V14.not_sought": "not looked for while the status is",
    "V14.visit_places": "places of a visit",
    "per_specialist.new_for_days": "days from the first post in which a coach is new",
    "reviews.months": "months to the next review",
    "reviews.calm_months": "months to the next review from the total below on",
    "reviews.calm_from": "total from which reviews may be rarer",
}
"""What each figure of `[rules.X]` is, by its name with the rule's or without."""

_SETTINGS = {
    "active_contact_days": "S1: an active client has been reached in the last so many days",
    "usual_share": "V12: the share that is enough",
    "count_video": "V6: meetings by video count",
    "count_travel": "V13: time on the way counts",
    "allowed_per_kind": "V8, V9: jobs of one kind, or with one employer, that count as different",
    "branch_is_employer": "V9: each branch of a chain is an employer of its own",
    "min_current_jobs": "V10: people in a job needed for more than one point",
    "count_subsidised": "V10, V12: a job with a wage subsidy may be competitive",
}


def printed(text: str, scale: Scale) -> str:
    """Return the document with every table made anew."""
    return _PLACE.sub(lambda place: f"{place[1]}\n{table(place[2], scale)}\n{place[3]}", text)


def table(name: str, scale: Scale) -> str:
    """Return a table by its name: bands, settings, a rule's figures or an item with its figures."""
    if name == "bands":
        rows = [(f"{one.least} to {one.most}", _BANDS[one.id], one.mark) for one in scale.bands]
        return _table(("Total", "Quality", "Sure"), rows)
    if name == "settings":
        default = Settings()
        return _table(
            ("Setting", "What it does", "Unless set"),
            [
                (f"`{one.name}`", _SETTINGS[one.name], _words(getattr(default, one.name)))
                for one in fields(Settings)
            ],
        )
    if name in scale.rules and name not in {item.id for item in scale.items}:
        return _figures(name, scale)
    return "\n".join(filter(None, (_points(scale.item(name), scale), _figures(name, scale))))


def _points(item: Item, scale: Scale) -> str:
    if item.thresholds:
        rows: list[tuple[object, ...]] = [
            (step.points, _edge(step, item), step.mark) for step in item.thresholds
        ]
        rows.append((*_LAST.get(item.id, (LEAST_POINTS, _beyond(item))), item.thresholds[-1].mark))
        head = "Share" if item.unit == "per cent" else item.unit[0].upper() + item.unit[1:]
        return _table(("Points", head, "Sure"), rows)
    if item.components:
        counts = map(str, range(len(item.components)))
        row = ("Points", *item.components, item.mark)
        return _table(("Parts present", *counts, "Sure"), [row])
    if item.id in _LEVELS:
        rule = scale.rules[item.id]
        figures = {**vars(Settings()), **rule}.items()
        told = {key: _words(of) for key, of in figures if not isinstance(of, dict | list)}
        rows = [
            (_level(points, rule), words.format(**told), item.mark)
            for points, words in _LEVELS[item.id]
        ]
        return _table((_HEADS.get(item.id, "Points"), "What it asks", "Sure"), rows)
    return ""


def _level(points: int | str, rule: Any) -> str:
    """Return the points of a level, read from the rule where they stand there."""
    group, dot, name = str(points).partition(".")
    return str(rule[group][name]) if dot else group


def _edge(step: Threshold, item: Item) -> str:
    if item.better is Better.LESS:
        return f"{_of(step, item)} or less"
    if not step.edge:
        return "less than that"
    return f"more than {_of(step, item)}" if step.above else f"{_of(step, item)} or more"


def _beyond(item: Item) -> str:
    """Return what meets no threshold."""
    last = item.thresholds[-1]
    if item.better is Better.LESS:
        return f"more than {_of(last, item)}"
    return f"{_of(last, item)} or less" if last.above else f"less than {_of(last, item)}"


def _of(step: Threshold, item: Item) -> str:
    return f"{step.edge} %" if item.unit == "per cent" else str(step.edge)


def _figures(name: str, scale: Scale) -> str:
    rule = scale.rules[name]
    rows: list[tuple[object, ...]] = []
    for key, value in rule.items():
        if key == "mark":
            continue
        if key in {"log_caps", "ceilings"} and isinstance(value, dict):
            rows += [(_named(name, f"{key}.{one}"), of, rule["mark"]) for one, of in value.items()]
        else:
            parts = _in_lines(value) if isinstance(value, list) else [value]
            told = [_named(name, key), *["and further"] * (len(parts) - 1)]
            rows += [
                (what, _words(part), rule["mark"]) for what, part in zip(told, parts, strict=True)
            ]
    return _table(("Figure of the rule", "Value", "Sure"), rows)


def _named(rule: str, key: str) -> str:
    """Return what a figure is; one that nobody has told the words of stops the program."""
    return _FIGURES.get(f"{rule}.{key}") or _FIGURES[key]


def _words(value: Any) -> str:
    """Return a figure of the scale as it is read."""
    if value is None:
        return "off"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _days(value)
    if isinstance(value, list):
        words = (_below(one) if isinstance(one, dict) else one.replace("_", " ") for one in value)
        return ", ".join(words)
    if isinstance(value, Fraction) or "/" in str(value):
        return f"{Fraction(value) * 100} %"
    return str(value)


def _in_lines(values: list[Any]) -> list[list[Any]]:
    """Return a long list in parts that fit a line of the table."""
    return [values[at : at + _MOST_IN_LINE] for at in range(0, len(values), _MOST_IN_LINE)]


def _below(row: dict[str, Any]) -> str:
    return f"{row['points']} under {Fraction(row['below']) * 100} %"


def _days(rule: dict[str, int]) -> str:
    if "lasted_to" in rule:
        return f"from day {rule['from']} on, once day {rule['lasted_to']} is over"
    span = f"days {rule['from']} to {rule['to']}"
    periods = (rule["to"] - rule["from"] + 1) // rule.get("days", 1)
    each = f", in periods of {rule['days']} days" if "days" in rule and periods > 1 else ""
    return span + each


def _table(head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


if __name__ == "__main__":
    DOCUMENT.write_text(
        printed(DOCUMENT.read_text(encoding="utf-8"), load(VERSION)), encoding="utf-8"
    )
