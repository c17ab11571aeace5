"""Where the folders without Python are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder `name` (templates, static, translations or migrations).

    A wheel carries it inside the package, a checkout beside it.

    Raises:
        FileNotFoundError: neither place has it.
    """
    for place in (_PACKAGE / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {name} is missing from this installation")


def checkout() -> Path | None:
    """Return the checkout's folder, or None when the program runs from a wheel."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "run.py").is_file() else None
