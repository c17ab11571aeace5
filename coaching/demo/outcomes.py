"""What meetings with employers of the demonstration lead to: needs, tasks, what was told, next steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from coaching.contacts.types import MadeBy, MeetingPurpose, NewContact, Result, Task
from coaching.contacts.types import Told as Topic
from coaching.demo import words, work_words
from coaching.demo.staff import Written
from coaching.demo.story import Stay, Told
from coaching.demo.telling import Story
from coaching.demo.terms import Work
from coaching.demo.workdays import on_or_before
from coaching.demo.workplaces import WORKPLACES
from coaching.meetings.types import NewMeeting

_LATE = 2
"""Steps of a coach whose day has passed and nothing has come of yet, at most."""
_OPEN_DAYS = 25
"""How old a meeting may be whose step still lies ahead."""
_BAN = timedelta(days=120)
_LIGHT = (MeetingPurpose.NEEDS, MeetingPurpose.SERVICE, MeetingPurpose.VACANCY,
          MeetingPurpose.THANKS)  # fmt: skip
_GOES_ON = (Result.MAY_COME_BACK, Result.ASKED_DETAILS, Result.INTERVIEW, Result.TRYOUT)


class Outcomes:
    """What each meeting of the story led to."""

    def __init__(self, story: Story, works: list[Work]) -> None:
        self.today = story.calendar.today
        self.works = {(id(work.stay), work.job.agreed): work for work in works}
        self._next = self._next_days(story)
        self._last_wish = self._wishes_to_rest(story)

    def meeting(self, stay: Stay | None, told: Told, new: NewContact, met: Written) -> NewMeeting:
        """Return a meeting as it is typed."""
        random = Random(f"outcome {told.on} {told.coach} {told.employer} {told.meeting_purpose}")
        rests = told is self._last_wish
        result = Result.DO_NOT_CONTACT if rests else told.result
        next_on = None if rests else self._next.get(id(told))
        bank = work_words.SV if told.coach in words.SWEDISH else work_words.FI
        steps = bank.next_steps.get(told.meeting_purpose) or bank.next_steps[None]
        needs = WORKPLACES[told.employer or 0].needs
        asked = told.meeting_purpose in (MeetingPurpose.NEEDS, MeetingPurpose.VACANCY)
        contact = replace(
            new,
            made_by=told.made_by,
            purposes=(),
            employer=met.people[told.person],
            meeting_purpose=told.meeting_purpose,
            client_present=told.client_present,
            matches_goals=told.matches_goals,
            result=result,
            told=self._told(random, stay, told),
            needs=needs if needs and asked and random.random() < 0.7 else None,
            next_step=random.choice(steps) if next_on else None,
            next_on=next_on,
            tasks=self._tasks(random, stay, told),
        )
        return NewMeeting(
            contact,
            employer=met.public_id,
            ban=True if rests else None,
            ban_until=self.today + _BAN if rests else None,
        )

    @staticmethod
    def _told(random: Random, stay: Stay | None, told: Told) -> tuple[Topic, ...]:
        if told.made_by is MadeBy.CLIENT:
            return ()
        spoke = stay is not None and told.meeting_purpose is MeetingPurpose.SPEAK_FOR_CLIENT
        shares = {
            Topic.SERVICE: 0.8 if told.meeting_purpose is MeetingPurpose.SERVICE else 0.3,
            Topic.STRENGTHS: 0.9 if spoke else 0,
            Topic.PAY_SUBSIDY: 0.25,
            Topic.ARRANGEMENTS: 0.4 if spoke else 0.05,
            Topic.TRYOUT_IS_NO_JOB: 0.9 if told.result is Result.TRYOUT else 0,
        }
        return tuple(topic for topic, share in shares.items() if random.random() < share)

    def _tasks(self, random: Random, stay: Stay | None, told: Told) -> tuple[Task, ...]:
        bank = work_words.SV if told.coach in words.SWEDISH else work_words.FI
        work = self.works.get((id(stay), told.on)) if told.result is Result.AGREED else None
        if work is not None:
            return (Task(work.title, str(work.hours), can_be_shaped=random.random() < 0.6),)
        asked = told.meeting_purpose in (MeetingPurpose.NEEDS, MeetingPurpose.VACANCY)
        if not asked or random.random() < 0.55:
            return ()
        found = random.sample(bank.tasks, random.choice((1, 1, 2)))
        hours = ("6", "10", "15", "15–20", "20")
        return tuple(
            Task(task, random.choice(hours), when, random.random() < 0.5) for task, when in found
        )

    # ---- what is to come

    def _next_days(self, story: Story) -> dict[int, date]:
        """Return the day of the next step by meeting.

        It lies before the next contact with that employer when there was one; the newest meetings
        have steps ahead, and each coach a few that are late.
        """
        found: dict[int, date] = {}
        late: dict[str, int] = dict.fromkeys(words.COACHES, 0)
        by_place = _by_place(story)
        newest_first = sorted(
            (told for meetings in by_place.values() for told in meetings),
            key=lambda told: (told.on, told.employer or 0),
            reverse=True,
        )
        later: dict[tuple[int, int], date] = {}
        for told in newest_first:
            key = (told.employer or 0, words.TEAM_OF.get(told.coach, 0))
            following = later.get(key)
            later[key] = told.on
            random = Random(f"step {told.on} {told.coach} {told.employer}")
            if told.result not in _GOES_ON or told.made_by is MadeBy.CLIENT:
                continue
            if following is not None:
                if following > told.on and random.random() < 0.6:
                    planned = on_or_before(following - timedelta(days=random.randrange(3)))
                    found[id(told)] = max(told.on, planned)
                continue
            if (self.today - told.on).days > _OPEN_DAYS or random.random() < 0.3:
                continue
            day = on_or_before(told.on + timedelta(days=random.choice((7, 10, 14, 21, 28))))
            if day <= self.today:
                if late[told.coach] >= _LATE:
                    continue
                late[told.coach] += 1
            found[id(told)] = day
        return found

    @staticmethod
    def _wishes_to_rest(story: Story) -> Told | None:
        """Return the last meeting of the employer met longest ago, who wishes to be left alone."""
        last = [
            meetings[-1]
            for meetings in _by_place(story).values()
            if meetings[-1].meeting_purpose in _LIGHT
            and meetings[-1].made_by is MadeBy.COACH
            and [told.on for told in meetings].count(meetings[-1].on) == 1
        ]
        return min(last, key=lambda told: (told.on, told.employer or 0), default=None)


def _by_place(story: Story) -> dict[int, list[Told]]:
    """Return the meetings with each employer, oldest first."""
    found: dict[int, list[Told]] = {}
    told = [*story.general, *(one for stay in story.stays for one in stay.contacts)]
    for one in sorted(told, key=lambda one: one.on):
        if one.employer is not None:
            found.setdefault(one.employer, []).append(one)
    return found
