"""Build hook: compiles the translations and puts the folders without Python inside the wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("templates", "static", "translations", "migrations")


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before hatchling collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile each catalogue; a real wheel also takes the folders, under `coaching/`.

        An editable install must not: copies of the folders would go stale beside the checkout.
        """
        root = Path(self.root)
        for source in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
            compile_catalogue(source)
        if self.target_name == "wheel" and version != "editable":
            for folder in FOLDERS:
                build_data["force_include"][str(root / folder)] = f"coaching/{folder}"


def compile_catalogue(source: Path) -> None:
    """Write the `.mo` beside a `.po`."""
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parts[-3])
    with source.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, catalogue)
