"""What became of consents: who recorded and changed them, when, and what stood there before."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import history
from coaching.accounts.changelog import at_once
from coaching.accounts.models import User
from coaching.clients.models import ServicePeriod
from coaching.consents.models import Consent
from coaching.consents.service import AS_GIVEN, RECORD
from coaching.consents.types import ConsentChange


def of_stay(session: Session, period: ServicePeriod) -> dict[str, list[ConsentChange]]:
    """Return what was saved of each consent of a stay by its public id, newest first.

    The last one is its recording.
    """
    recorded = session.execute(
        select(Consent.public_id, Consent.at, User.name)
        .join(User, User.id == Consent.by_id)
        .where(Consent.period_id == period.id)
    )
    found = {public_id: [ConsentChange(at, by)] for public_id, at, by in recorded}
    before: dict[tuple[str, str], Any] = defaultdict(lambda: None)
    for saved in reversed(at_once(history.of_records(session, RECORD, list(found)))):
        values = []
        for one in reversed(saved):
            key = (one.record_id, one.field)
            if one.origin != AS_GIVEN:
                values.append((one.field, before[key], one.value))
            before[key] = one.value
        newest = saved[0]
        found[newest.record_id].insert(0, ConsentChange(newest.at, newest.by_name, tuple(values)))
    return found
