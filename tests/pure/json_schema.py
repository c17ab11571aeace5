"""Where values do not keep to a JSON Schema."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator


def violations(value: Any, schema: dict[str, Any]) -> list[str]:
    """Return the paths at which a value does not keep to a schema, such as `contacts[17]`."""
    found = Draft202012Validator(schema).iter_errors(value)
    return [error.json_path.removeprefix("$").removeprefix(".") for error in found]
