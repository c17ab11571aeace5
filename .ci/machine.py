"""What this machine has for the tests that need more than Python, and how to get it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PACKAGES = ("chromium", "fonts-dejavu", "postgresql")


def missing() -> list[str]:
    """Return the Debian packages that the browser and PostgreSQL tests would need."""
    there = {
        "chromium": shutil.which("chromium") is not None,
        "fonts-dejavu": any(Path("/usr/share/fonts").rglob("DejaVuSans.ttf")),
        "postgresql": any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    }
    return [name for name in PACKAGES if not there[name]]


def browser() -> str:
    """Return name and version of the browser that tests drive, or that there is none."""
    program = shutil.which("chromium")
    if program is None:
        return "none (chromium is not installed)"
    done = subprocess.run([program, "--version"], text=True, capture_output=True, check=False)
    return done.stdout.strip()


def provide(*, may_install: bool) -> None:
    """Install what is missing where that is allowed and possible; else say what would do it."""
    wanted = missing()
    if not wanted:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *wanted]
    root = getattr(os, "geteuid", lambda: 1)() == 0
    if not (may_install and root and shutil.which("apt-get")):
        print("Missing for the browser and PostgreSQL tests, which are skipped without them:")
        print(f"  sudo apt-get update && sudo {' '.join(command)}", flush=True)
        return
    print(f"Installing {', '.join(wanted)} with apt-get ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update"], command):
        done = subprocess.run(step, env=quiet, text=True, capture_output=True, check=False)
        if done.returncode:
            print(done.stdout[-2000:] + done.stderr[-2000:], flush=True)
