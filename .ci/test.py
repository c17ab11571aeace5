"""Every check and test in labelled stages, and at the end what ran. See `python3 run.py`."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from check import check
from defusedxml.ElementTree import parse
from machine import browser, provide

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("pure", "services", "web", "project", "browser")
TWO_WORKERS = ("pure", "services", "web", "browser")
CI = os.environ.get("CI") == "true"


@dataclass
class Outcome:
    """What one stage did."""

    stage: str
    seconds: float
    status: int
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    on_postgresql: int = 0
    reasons: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        counts = f"{self.passed:5} passed {self.failed:4} failed {self.skipped:4} skipped"
        return f"{self.stage:11}{counts} {self.seconds:7.1f} s"


def run_stage(stage: str, arguments: list[str]) -> Outcome:
    """Run the tests of one kind with pytest and read its report."""
    print(f"\n==== {stage} ====", flush=True)
    workers = ["-n", "2", "--dist", "loadgroup"] if stage in TWO_WORKERS else []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"tests/{stage}", f"--junit-xml={report}"]
        started = time.monotonic()
        done = subprocess.run([*command, *workers, *arguments], cwd=ROOT, check=False)
        outcome = Outcome(stage, time.monotonic() - started, done.returncode)
        if report.exists():
            read_report(report, outcome)
    return outcome


def read_report(report: Path, outcome: Outcome) -> None:
    """Count the tests of a report, with the reasons of skips."""
    for case in parse(report).iter("testcase"):
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif skip is not None:
            outcome.skipped += 1
            outcome.reasons.add(skip.get("message", ""))
        else:
            outcome.passed += 1
            outcome.on_postgresql += "postgresql" in case.get("name", "")


def summary(broken_checks: list[str], outcomes: list[Outcome]) -> bool:
    """Print what ran and return whether all is well; the last line holds the totals."""
    print("\n==== what ran ====")
    print(f"checks     {'FAILED: ' + ', '.join(broken_checks) if broken_checks else 'all good'}")
    for outcome in outcomes:
        print(outcome)
    on_postgresql = sum(outcome.on_postgresql for outcome in outcomes)
    print(f"databases  SQLite {sqlite3.sqlite_version}; PostgreSQL in {on_postgresql} tests")
    print(f"browser    {browser()}")
    for reason in sorted({reason for outcome in outcomes for reason in outcome.reasons}):
        print(f"skipped    {reason}")
    passed, failed, skipped = (
        sum(getattr(outcome, kind) for outcome in outcomes)
        for kind in ("passed", "failed", "skipped")
    )
    if CI and skipped:
        print(f"With CI=true a skipped test counts as failed: {skipped}")
        failed, skipped = failed + skipped, 0
    good = not broken_checks and not failed and not any(outcome.status for outcome in outcomes)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return good


def main(arguments: list[str]) -> int:
    """Run the checks and the stages named (all without a name); pass the rest on to pytest."""
    provide(may_install=CI or "--install" in arguments)
    stages = [stage for stage in STAGES if stage in arguments] or list(STAGES)
    rest = [word for word in arguments if word not in STAGES and word != "--install"]
    broken_checks = check()
    outcomes = [run_stage(stage, rest) for stage in stages]
    return 0 if summary(broken_checks, outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
