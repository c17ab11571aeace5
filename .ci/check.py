"""Everything that is said about the code without running it. Called by `python3 run.py check`."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sysconfig.get_path("scripts"))

CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "import rules": ["lint-imports"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "translations": ["pybabel", "-q", "compile", "-d", "translations"],
}


def check() -> list[str]:
    """Run every check, show what the failing ones say, and return the names of those."""
    return [name for name, command in CHECKS.items() if not passes(name, command)]


def passes(name: str, command: list[str]) -> bool:
    """Run one check and print one line for it, with its whole output when it fails."""
    started = time.monotonic()
    program = [str(PROGRAMS / command[0]), *command[1:]]
    done = subprocess.run(program, cwd=ROOT, text=True, capture_output=True, check=False)
    good = done.returncode == 0
    if not good:
        print(done.stdout + done.stderr)
    took = time.monotonic() - started
    print(f"check  {name:13} {'good' if good else 'FAILED':6} {took:5.1f} s", flush=True)
    return good


if __name__ == "__main__":
    sys.exit(1 if check() else 0)
