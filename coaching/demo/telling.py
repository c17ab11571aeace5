"""The whole story as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from coaching.demo import course, words
from coaching.demo.casting import Casting
from coaching.demo.diary import Diary, Page, Writer
from coaching.demo.meetings import Round
from coaching.demo.story import Stay, Told
from coaching.demo.workdays import Calendar


@dataclass(frozen=True)
class Story:
    """Everything that is told: stays in the order of their decisions, meetings in general.

    `owners` tells which coach is responsible for each workplace, by user name.
    """

    calendar: Calendar
    stays: list[Stay]
    general: list[Told]
    owners: list[str]


def tell(today: date) -> Story:
    """Tell the story as of a day; the same every time."""
    calendar = Calendar(today)
    stays = Casting(calendar).cast()
    course.lay_out(stays, calendar)
    writer = Writer(Random(f"diary {today.isoformat()}"))
    diary, meetings = Diary(calendar, writer), Round(calendar, writer)
    monday = calendar.started(words.COACHES[0])
    while monday <= today:
        for coach in words.COACHES:
            page = Page(coach, calendar.days(coach, monday))
            if page.days:
                own = [stay for stay in stays if coach in _coaches(stay)]
                for stay in own:
                    diary.write(page, stay)
                meetings.write(page, own)
        monday += timedelta(days=7)
    for stay in stays:
        if stay.called_leader:
            leader = words.LEADERS[stay.team]
            stay.contacts.append(writer.told(stay, leader, stay.referred, "coming_to_service"))
        stay.contacts.sort(key=lambda told: told.on)
    return Story(calendar, stays, meetings.general, meetings.owners)


def _coaches(stay: Stay) -> set[str]:
    return {stay.by, *(coach for _since, coach in stay.coaches)}
