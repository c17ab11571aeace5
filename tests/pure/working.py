"""Builds jobs, their clients and the support that they get, for the scoring tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from fidelity.facts import ClientStay, Contact, Facts, Job, Settings
from tests.pure.team import LONG_AGO


def job(name: str, start: date, **values: object) -> Job:
    """A permanent job of the open labour market, of a kind and with an employer of its own."""
    plain: dict[str, object] = {
        "id": f"job-{name}",
        "client": f"client-{name}",
        "employer": f"employer-{name}",
        "title": f"title {name}",
        "start": start,
        "open_to_all": True,
        "paid_by_agreement": True,
        "set_aside": False,
    }
    return Job(**{**plain, **values})  # type: ignore[arg-type]


def working(*jobs: Job, contacts: tuple[Contact, ...] = (), **settings: object) -> Facts:
    """Records of the jobs and of their clients, who came long ago without work."""
    clients = sorted({row.client for row in jobs})
    return Facts(
        clients=tuple(ClientStay(name, LONG_AGO, in_work_at_entry=False) for name in clients),
        jobs=jobs,
        contacts=contacts,
        settings=Settings(**settings),  # type: ignore[arg-type]
    )


def with_client(facts: Facts, name: str, **values: object) -> Facts:
    """The same records with something else known of one client."""
    changed = tuple(
        replace(row, **values) if row.id == name else row  # type: ignore[arg-type]
        for row in facts.clients
    )
    return replace(facts, clients=changed)


def support(client: str, on: date, **values: object) -> Contact:
    """A face-to-face contact with a client in work, unless a value says otherwise."""
    plain: dict[str, object] = {
        "id": f"support-{client}-{on}",
        "on": on,
        "coach": "aino",
        "client": client,
        "with_whom": "client",
        "mode": "face_to_face",
        "reached": True,
        "purposes": ("support_at_work",),
    }
    return Contact(**{**plain, **values})  # type: ignore[arg-type]


def days_from(start: date, *days: int) -> list[date]:
    """The days that many days after a start."""
    return [start + timedelta(days=day) for day in days]


def supported(count: int, on: date) -> Facts:
    """People in work for 200 days with every support that records can tell of."""
    jobs = [job(str(number), on - timedelta(days=200)) for number in range(count)]
    days = (*range(-7, 200, 7), 1)
    contacts = [
        support(row.client, row.start + timedelta(days=day)) for row in jobs for day in days
    ]
    return working(*jobs, contacts=tuple(contacts))
