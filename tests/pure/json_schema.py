"""As much of JSON Schema as the schema of the exchange format uses; any other word is refused."""

from __future__ import annotations

import re
from typing import Any

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
TELLS_NOTHING = {"$schema", "$id", "title", "format"}


def violations(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:
    """Return the paths at which a value does not keep to a schema."""
    found = []
    for word, rule in schema.items():
        if word in TELLS_NOTHING:
            continue
        if not _keeps(value, word, rule, schema):
            found.append(at)
        if word == "properties" and isinstance(value, dict):
            for key in value.keys() & rule.keys():
                found += violations(value[key], rule[key], f"{at}.{key}" if at else key)
        if word == "items" and isinstance(value, list):
            for index, inner in enumerate(value):
                found += violations(inner, rule, f"{at}[{index}]")
    return found


def _keeps(value: Any, word: str, rule: Any, schema: dict[str, Any]) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    match word:
        case "type":
            names = rule if isinstance(rule, list) else [rule]
            return any(_is(value, name) for name in names)
        case "enum":
            return any(value == one and type(value) is type(one) for one in rule)
        case "required":
            return not isinstance(value, dict) or set(rule) <= value.keys()
        case "additionalProperties":
            known = schema["properties"].keys()
            return not isinstance(value, dict) or value.keys() <= known
        case "anyOf":
            return any(not violations(value, one) for one in rule)
        case "minItems":
            return not isinstance(value, list) or len(value) >= rule
        case "pattern":
            return not isinstance(value, str) or re.search(rule, value) is not None
        case "maxLength":
            return not isinstance(value, str) or len(value) <= rule
        case "minimum":
            return not number or value >= rule
        case "exclusiveMinimum":
            return not number or value > rule
        case "maximum":
            return not number or value <= rule
        case "properties" | "items":
            return True
    raise AssertionError(f"the schema uses {word}, which is not looked at here")


def _is(value: Any, name: str) -> bool:
    if name in {"integer", "number"}:
        kinds = (int,) if name == "integer" else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])
