"""What tests of employer meetings share: a meeting as it is typed, a profile marked ready."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from coaching import clock
from coaching.contacts.types import MeetingPurpose, Mode, NewContact, Place, Result, With
from coaching.meetings.types import NewMeeting
from coaching.profiles.models import FormVersion
from tests.contacts import TODAY, person_of

ROW = NewContact(
    on=TODAY,
    with_whom=With.EMPLOYER,
    mode=Mode.FACE_TO_FACE,
    place=Place.WORKPLACE,
    minutes=None,
    reached=True,
    purposes=(),
    joint=False,
    note=None,
    meeting_purpose=MeetingPurpose.NEEDS,
    result=Result.MAY_COME_BACK,
)


def meeting_with(session, employer, /, *, more=None, **row):
    """Give a meeting with the person of an employer, with some of its row typed otherwise."""
    code = f"p:{person_of(session, employer).public_id}"
    contact = replace(ROW, **{"employer": code, **row})
    return NewMeeting(contact, **{"employer": employer.public_id, **(more or {})})


def make_profile(session, stay, on, **answers):
    """Keep a version of form A that was marked ready on a day."""
    number = 1 + session.scalar(
        select(func.count()).select_from(FormVersion).where(FormVersion.period_id == stay.id)
    )
    row = FormVersion(
        period_id=stay.id,
        form="a",
        definition=1,
        number=number,
        state="ready",
        opened_on=on,
        ready_on=on,
        ready_at=clock.now(),
        answers=answers,
        created_by_id=stay.created_by_id,
        created_at=clock.now(),
    )
    row.frozen = {"answers": answers, "shown": {}, "sessions": 1}
    session.add(row)
    session.flush()
