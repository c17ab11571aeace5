"""The project's own files, as git would list them, and what Python modules import."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("coaching", "forms", "fidelity")


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Return the project's files (known to git or not ignored by it) with one of the endings."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    ).stdout.splitlines()
    found = {ROOT / name for name in listed if name.endswith(endings or ("",))}
    return tuple(sorted(path for path in found if path.is_file()))


def modules() -> list[Path]:
    """Return the modules of the three packages."""
    return [path for path in files(".py") if path.relative_to(ROOT).parts[0] in PACKAGES]


def name_of(path: Path) -> str:
    """Return a file's name as seen from the project's folder, for messages."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Return the full names a module imports: modules, and names out of modules."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
