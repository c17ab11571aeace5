"""Form A as its copies read it."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from coaching.clients.models import ServicePeriod
from coaching.copies.types import Copyable
from coaching.definitions.types import Filled, Kind
from coaching.profiles import versions
from coaching.profiles.models import FormVersion
from coaching.profiles.pages import ProfilePage


def of_stay(session: Session, period: ServicePeriod) -> list[Copyable]:
    """Return the versions of a stay's form A, the newest first."""
    return [
        Copyable(
            form="a",
            record=str(version.number),
            on=version.ready_on or version.opened_on,
            fill=partial(filled, session, period, version),
        )
        for version in versions.all_of(session, period)
    ]


def filled(session: Session, period: ServicePeriod, version: FormVersion) -> Filled:
    """Return a version as it was filled in: live while it is open, as it was once it is ready."""
    page = ProfilePage(session, period, version)
    shown = {
        question.id: page.answered(question).lines
        for question in page.form
        if question.kind is Kind.SHOWN
    }
    return Filled(page.form, page.answers, shown, page.head())
