"""Places under many hands: the full numbers of tests/services/test_places_together.py.

    .venv/bin/python bench/places.py                     SQLite and PostgreSQL, threads
    .venv/bin/python bench/places.py --processes         each worker a process of its own
    .venv/bin/python bench/places.py --starts 2 --rounds 50 --only sqlite

Every start is made by its own dice; after every round everything is looked at. Ends with status 1
when anything did not hold.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coaching.config import Config
from tests import databases, postgres, together


def main() -> int:
    """Run every start on the databases asked for and print what came of it."""
    asked = _arguments()
    kinds = [asked.only] if asked.only else ["sqlite", "postgresql"]
    return 1 if sum(_run(kind, asked) for kind in kinds) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Places under many hands")
    parser.add_argument("--starts", type=int, default=10, help="random starts for each database")
    parser.add_argument("--rounds", type=int, default=75, help="rounds of a start")
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--processes", action="store_true", help="processes rather than threads")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    return parser.parse_args()


def _run(kind: str, asked: argparse.Namespace) -> int:
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    faults: list[str] = []
    began = time.monotonic()
    with _fresh_urls(kind, asked.starts) as urls:
        for seed, url in enumerate(urls, start=1):
            world = together.make_world(url, seed)
            result = together.run(
                world,
                workers=asked.workers,
                rounds=asked.rounds,
                seed=seed,
                processes=asked.processes,
            )
            done, refused = done + result.done, refused + result.refused
            faults += [f"start {seed}: {fault}" for fault in result.faults]
    hands = "processes" if asked.processes else "threads"
    print(f"{kind}: {asked.starts} starts, {asked.rounds} rounds, {asked.workers} {hands}")
    print(f"  {time.monotonic() - began:.0f} s, done {done.total()}, refused {refused.total()}")
    for name, number in sorted((done + refused).items()):
        print(f"    {number:6} {name}")
    print(f"  did not hold: {len(faults)}")
    for fault in faults[:20]:
        print(f"    {fault}")
    return len(faults)


@contextmanager
def _fresh_urls(kind: str, number: int) -> Iterator[list[str]]:
    databases.use_key()
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            template = databases.make_sqlite_template(Path(folder) / "template")
            copies = [
                databases.copy_sqlite(template, Path(folder) / str(one)) for one in range(number)
            ]
            yield [Config(instance=copy).url for copy in copies]
            return
        with postgres.server() as server:
            template = databases.make_postgres_template(server, Path(folder) / "template")
            yield [server.url(server.make(template)) for _ in range(number)]


if __name__ == "__main__":
    sys.exit(main())
