"""The JSON Schema of the exchange format, made from the same columns that read it."""

from __future__ import annotations

import json

from fidelity.teamfile.kinds import Schema
from fidelity.teamfile.layout import FILE
from fidelity.teamfile.records import FORMAT


def schema() -> Schema:
    """Return the schema of a whole file (JSON Schema 2020-12).

    It cannot tell what goes across rows: ids that stand once, references, overlapping assignments.
    """
    whole = FILE.schema()
    specialist = whole["properties"]["specialists"]["items"]
    specialist["anyOf"] = [
        {"required": ["fte", "weekly_minutes", "start"]},
        {"required": ["posts"]},
    ]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": FORMAT, **whole}


def schema_text() -> str:
    """Return the schema as it stands in the docs."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
