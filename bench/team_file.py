"""How long a team file takes to read and to write, and how much memory.

    .venv/bin/python bench/team_file.py                     100,000 contacts
    .venv/bin/python bench/team_file.py --contacts 1000000

The file is made up: ten specialists, 200 clients, 500 employers, and as many contacts as asked, every
key of them written out. Beside reading stands the standard library's own reading of the same text,
which checks nothing. What is written is read again and must be the same file.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fidelity.teamfile import facts_of, read, write
from fidelity.teamfile.codes import MODES, PHASES, PLACES, PURPOSES, WITH
from fidelity.teamfile.layout import LISTS

COACHES, CLIENTS, EMPLOYERS = 10, 200, 500


def main() -> int:
    """Make a file, read it, write it, and print how long each took."""
    parser = argparse.ArgumentParser(description="How long a team file takes")
    parser.add_argument("--contacts", type=int, default=100_000)
    asked = parser.parse_args()
    raw = "".join(text(asked.contacts)).encode()
    print(f"{asked.contacts:,} contacts, {len(raw) / 2**20:.0f} MB; {memory():,.0f} MB in use")
    timed("json.loads", lambda: json.loads(raw) and None)
    file = timed("read", lambda: read(raw))
    timed("facts_of", lambda: facts_of(file))
    written = timed("write", lambda: write(file))
    if read(written) != file:
        print("what was written reads differently", file=sys.stderr)
        return 1
    return 0


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do something once; print its seconds, those of the processor, and the most memory so far."""
    began, computing = time.perf_counter(), time.process_time()
    done = work()
    took, computed = time.perf_counter() - began, time.process_time() - computing
    print(f"{name:12}{took:9.2f} s {computed:9.2f} s computing {memory():9,.0f} MB at most")
    return done


def memory() -> float:
    """Return the most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def text(contacts: int) -> Iterator[str]:
    """Give a file piece by piece."""
    rest = {
        "format": "rinnalla-team/1",
        "scale": "ips25-2008",
        "exported_on": "2026-10-31",
        "team": {
            "id": "t",
            "name": "Team",
            "separate_from_treatment": False,
            "written_exclusion_rule": False,
        },
        "settings": {},
        **{column.key: [] for column in LISTS if column.key != "contacts"},
        "specialists": [specialist(number) for number in range(COACHES)],
        "clients": [client(number) for number in range(CLIENTS)],
        "assignments": [
            {"client": f"c{number}", "specialist": f"s{number % COACHES}", "from": "2023-01-02"}
            for number in range(CLIENTS)
        ],
        "employers": [{"id": f"e{n}", "name": f"Employer {n}"} for n in range(EMPLOYERS)],
    }
    yield json.dumps(rest)[:-1] + ', "contacts": ['
    dice = random.Random(1)
    for number in range(contacts):
        yield (", " if number else "") + json.dumps(contact(number, dice))
    yield "]}"


def specialist(number: int) -> dict[str, Any]:
    """A full-time specialist."""
    return {
        "id": f"s{number}",
        "fte": 1,
        "weekly_minutes": 2295,
        "start": "2023-01-02",
        "leave": [],
        "treatment_teams": [],
    }


def client(number: int) -> dict[str, Any]:
    """A client who looks for work."""
    return {
        "id": f"c{number}",
        "code": f"K-{number}",
        "entry_date": "2023-01-02",
        "in_work_at_entry": False,
        "status": "searching",
    }


def contact(number: int, dice: random.Random) -> dict[str, Any]:
    """A contact with every key."""
    return {
        "id": f"k{number}",
        "date": f"202{dice.randint(3, 6)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        "specialist": f"s{dice.randrange(COACHES)}",
        "client": f"c{dice.randrange(CLIENTS)}",
        "with": dice.choice(WITH),
        "mode": dice.choice(MODES),
        "place": dice.choice(PLACES),
        "minutes": dice.randrange(5, 120, 5),
        "reached": dice.random() < 0.9,
        "purposes": dice.sample(PURPOSES, 2),
        "phases": [dice.choice(PHASES)],
        "employer": f"e{dice.randrange(EMPLOYERS)}",
        "decides_on_hiring": dice.choice([True, False, None]),
        "supports_working_client": False,
        "matches_goals": dice.choice([True, False, None]),
        "joint": False,
    }


if __name__ == "__main__":
    sys.exit(main())
