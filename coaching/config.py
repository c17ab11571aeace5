"""Every setting of Rinnalla, read once from the environment and the instance folder."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from coaching.paths import checkout


class SettingRefused(Exception):
    """A setting cannot be understood; the message names it and says what it takes."""


def _setting(default: object, words: str) -> object:
    return field(default=default, metadata={"words": words})


@dataclass(frozen=True)
class Config:
    """The settings in force.

    Each can be given as an environment variable `RINNALLA_` + its name in capitals, or as a line in
    `settings.toml` in the instance folder; the environment wins.
    """

    instance: Path
    database_url: str = _setting("", "Database. Empty: SQLite in the instance folder.")  # type: ignore[assignment]
    key_file: str = _setting(
        "", "Key of the sealed columns. Empty: secret.key in the instance folder."
    )  # type: ignore[assignment]
    host: str = _setting("127.0.0.1", "Address that serve listens on.")  # type: ignore[assignment]
    port: int = _setting(8000, "Port that serve listens on.")  # type: ignore[assignment]
    threads: int = _setting(8, "Threads of serve.")  # type: ignore[assignment]
    trusted_proxies: int = _setting(
        0, "Number of reverse proxies in front whose headers are believed."
    )  # type: ignore[assignment]
    idle_minutes: int = _setting(30, "Minutes without a page after which a sign-in ends.")  # type: ignore[assignment]
    absolute_hours: int = _setting(12, "Hours after which a sign-in ends in any case.")  # type: ignore[assignment]
    language: str = _setting("fi", "Language before sign-in and on the command line: fi, sv or en.")  # type: ignore[assignment]
    service_name: str = _setting(
        "", "Name of the service in the header of Word documents. Empty: the organisation's name."
    )  # type: ignore[assignment]
    upload_megabytes: int = _setting(10, "Largest file that an import reads, in megabytes.")  # type: ignore[assignment]

    @property
    def url(self) -> str:
        """The database address in force."""
        return self.database_url or f"sqlite:///{self.instance / 'rinnalla.db'}"

    @property
    def key_path(self) -> Path:
        """The file that holds the key of the sealed columns."""
        return Path(self.key_file) if self.key_file else self.instance / "secret.key"


def instance_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of database, key and settings.

    Raises:
        SettingRefused: outside a checkout RINNALLA_INSTANCE is needed; nothing is guessed.
    """
    named = environment.get("RINNALLA_INSTANCE")
    if named:
        return Path(named).resolve()
    root = checkout()
    if root is None:
        raise SettingRefused(
            "Set RINNALLA_INSTANCE to the folder of the database, the key and the settings."
        )
    return root / "instance"


def load(environment: Mapping[str, str] | None = None) -> Config:
    """Read the settings from `settings.toml` and the environment.

    Raises:
        SettingRefused: an unknown name, or a value of the wrong kind.
    """
    env = os.environ if environment is None else environment
    folder = instance_folder(env)
    values = _from_file(folder / "settings.toml")
    for item in fields(Config):
        if item.name != "instance" and f"RINNALLA_{item.name.upper()}" in env:
            values[item.name] = env[f"RINNALLA_{item.name.upper()}"]
    return Config(instance=folder, **{name: _typed(name, value) for name, value in values.items()})  # type: ignore[arg-type]


def keep_font_cache(config: Config) -> None:
    """Let charts keep their font cache in the instance folder; else each start takes seconds."""
    os.environ.setdefault("MPLCONFIGDIR", str(config.instance / "matplotlib"))


def _from_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        values: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise SettingRefused(f"settings.toml cannot be read: {broken}") from None
    known = {item.name for item in fields(Config)} - {"instance"}
    unknown = sorted(set(values) - known)
    if unknown:
        raise SettingRefused(
            f"settings.toml: unknown setting {unknown[0]}. Known: {', '.join(sorted(known))}."
        )
    return values


def _typed(name: str, value: object) -> object:
    kind = {item.name: item.type for item in fields(Config)}[name]
    if kind == "int":
        if not str(value).isdigit():
            raise SettingRefused(f"RINNALLA_{name.upper()} takes a whole number, not {value!r}.")
        return int(str(value))
    if name == "language" and value not in ("fi", "sv", "en"):
        raise SettingRefused("RINNALLA_LANGUAGE takes fi, sv or en.")
    return str(value)
