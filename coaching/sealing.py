"""Sealed columns: AES-GCM with the key outside the database (model.md, *Sealed columns*)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_FORMAT = b"\x01"
_KEY_ID = 4
_NONCE = 12


class KeyMissing(Exception):
    """The key file is not there, so the sealed columns cannot be opened."""


class WrongKey(Exception):
    """The key is not the one the database was sealed with."""


class Vault:
    """One key and what can be done with it: seal, open, and keyed hashes."""

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise ValueError("the key is 32 bytes")
        self._cipher = AESGCM(key)
        self.key_id = hashlib.sha256(b"rinnalla key id" + key).digest()[:_KEY_ID]
        self._hash_key = hmac.digest(key, b"rinnalla keyed hash", "sha256")
        self._web_key = hmac.digest(key, b"rinnalla web session", "sha256")

    def seal(self, text: str, bound: str) -> bytes:
        """Return the sealed bytes of `text`, tied to `bound` (table.column:public id)."""
        nonce = os.urandom(_NONCE)
        return (
            _FORMAT
            + self.key_id
            + nonce
            + self._cipher.encrypt(nonce, text.encode(), bound.encode())
        )

    def open(self, sealed: bytes, bound: str) -> str:
        """Return the text sealed under `bound`.

        Raises:
            WrongKey: another key, another place, or changed bytes.
        """
        head = len(_FORMAT) + _KEY_ID
        nonce, body = sealed[head : head + _NONCE], sealed[head + _NONCE :]
        if sealed[len(_FORMAT) : head] != self.key_id:
            raise WrongKey("a value was sealed with another key")
        try:
            return self._cipher.decrypt(nonce, body, bound.encode()).decode()
        except (InvalidTag, ValueError):
            raise WrongKey("a sealed value was moved or changed: it does not open here") from None

    def keyed_hash(self, text: str) -> str:
        """Return a hash that only this key can make, for comparing without keeping the text."""
        return hmac.new(self._hash_key, text.encode(), "sha256").hexdigest()

    @property
    def web_secret(self) -> bytes:
        """The key that signs the session cookie."""
        return self._web_key


class _Holder:
    vault: Vault | None = None


def use(vault: Vault) -> None:
    """Open sealed values with this vault from now on, in the whole process."""
    _Holder.vault = vault


def vault() -> Vault:
    """Return the vault in use.

    Raises:
        KeyMissing: none was opened.
    """
    if _Holder.vault is None:
        raise KeyMissing("no key is open")
    return _Holder.vault


def read_key(path: Path) -> Vault:
    """Return the vault of a key file.

    Raises:
        KeyMissing: no such file, or not a key.
    """
    try:
        return Vault(base64.b64decode(path.read_bytes().strip(), validate=True))
    except FileNotFoundError:
        raise KeyMissing(
            f"The key file {path.name} is missing. Without it the records cannot be opened."
        ) from None
    except ValueError:
        raise KeyMissing(f"The file {path.name} does not hold a key.") from None


def make_key(path: Path) -> Vault:
    """Make a new key file, readable by its owner only, unless one is there; return its vault."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)) + b"\n")
    return read_key(path)


class Sealed(TypeDecorator[bytes]):
    """Column type that takes only what a vault has sealed, never plain text."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Refuse anything that is not sealed."""
        if value is not None and (not isinstance(value, bytes) or value[:1] != _FORMAT):
            raise TypeError("only sealed bytes go into a sealed column")
        return value


class opened:  # noqa: N801 - reads as a word in the models
    """Descriptor that shows a sealed column as text: `name = opened("name_sealed")`.

    The value is bound to table, column and the row's public id, so a sealed value moved to another
    row, column or table does not open.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    def __get__(self, row: Any, owner: type) -> Any:
        if row is None:
            return self
        sealed = getattr(row, self.column)
        return None if sealed is None else self.open(owner, row.public_id, sealed)

    def __set__(self, row: Any, value: Any) -> None:
        bound = _bound(type(row), self.column, row.public_id)
        setattr(row, self.column, None if value is None else vault().seal(self.write(value), bound))

    def open(self, model: type, public_id: str, sealed: bytes) -> Any:
        """Return the value of a sealed column read without its row object."""
        return self.read(vault().open(sealed, _bound(model, self.column, public_id)))

    def write(self, value: Any) -> str:
        """Turn the value into the text that is sealed."""
        if not isinstance(value, str):
            raise TypeError("this sealed column holds text")
        return value

    def read(self, text: str) -> Any:
        """Turn the opened text into the value."""
        return text


class opened_json(opened):  # noqa: N801 - reads as a word in the models
    """As `opened`, for a value that JSON can hold; assign a whole new value to change it."""

    def write(self, value: Any) -> str:
        """Turn the value into JSON text."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def read(self, text: str) -> Any:
        """Turn the JSON text into the value."""
        return json.loads(text)


def _bound(model: type, column: str, public_id: str) -> str:
    return f"{model.__tablename__}.{column.removesuffix('_sealed')}:{public_id}"  # type: ignore[attr-defined]
