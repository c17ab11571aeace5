"""How long the Word copies of all five forms of a client take (at most two seconds).

    .venv/bin/python bench/copies.py                     thirty times, in a database thrown away
    .venv/bin/python bench/copies.py --runs 100

The client has every form filled in from the first question to the last. Each form is a whole request
through the application in this process: sign-in looked up, records read and opened, Word file made,
line of the use log written and committed. Beside the five stands the package, which holds the same
files and their texts. Ends with status 1 when the five take longer than they may.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coaching.app import create_app
from coaching.clients import doors
from coaching.config import Config
from coaching.uselog.types import Basis
from tests import databases
from tests.all_forms import make_full
from tests.factories import make_client
from tests.page import Page
from tests.people import make_people

FORMS = ("a", "b", "c", "d", "e")
AT_MOST = 2000
"""Milliseconds that the five copies of a client may take."""


def main() -> int:
    """Copy every form of a client many times and print how long it took."""
    parser = argparse.ArgumentParser(description="How long Word copies of a client's forms take")
    parser.add_argument("--runs", type=int, default=30, help="times that each form is copied")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        template = databases.make_sqlite_template(Path(folder) / "template")
        config = Config(instance=databases.copy_sqlite(template, Path(folder) / "instance"))
        times = measure(config, asked.runs)
    print(f"milliseconds, median and slowest of {asked.runs} runs")
    for name, taken in times.items():
        print(f"{name:14}{statistics.median(taken):9.1f}{max(taken):9.1f}")
    return 0 if statistics.median(times["all five"]) < AT_MOST else 1


def measure(config: Config, runs: int) -> dict[str, list[float]]:
    """Return how long each copy took each time; each is made once before the clock starts."""
    database = databases.open_copy(config.url)
    try:
        page = Page(create_app(config, database), database)
        people = make_people(database)
        with database.write() as session:
            made = make_client(session, people.kokkola, people.aino).public_id
            period = doors.open_record(session, people.aino.actor, made, Basis.PROFILE)
            forms = make_full(session, people.aino, period)
        page.sign_in(people.aino)
        folder = page.url("copies.list_copies", period_id=made)
        paths = {form: f"{folder}/{form}-{forms.record(form)}.docx" for form in FORMS}
        times: dict[str, list[float]] = defaultdict(list)
        for run in range(runs + 1):
            taken = {form: _milliseconds(page, path) for form, path in paths.items()}
            taken = {
                **{f"form {form.upper()}": value for form, value in taken.items()},
                "all five": sum(taken.values()),
                "package": _milliseconds(page, f"{folder}/all.zip"),
            }
            for name, value in taken.items() if run else ():
                times[name].append(value)
        return times
    finally:
        database.close()


def _milliseconds(page: Page, path: str) -> float:
    """Ask for a file and take in all of it."""
    began = time.perf_counter()
    answer = page.client.get(path)
    taken = (time.perf_counter() - began) * 1000
    if answer.status_code != 200 or not answer.data.startswith(b"PK"):
        raise SystemExit(f"{path}: status {answer.status_code}\n{answer.text[-2000:]}")
    return taken


if __name__ == "__main__":
    sys.exit(main())
