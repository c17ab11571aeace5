"""The JSON Schema of the exchange format, made from the same columns that read it."""

from __future__ import annotations

import json

from fidelity.teamfile import codes
from fidelity.teamfile.kinds import Schema
from fidelity.teamfile.layout import FILE
from fidelity.teamfile.records import FORMAT


def schema() -> Schema:
    """Return the schema of a whole file (JSON Schema 2020-12).

    It cannot tell what goes across rows: ids that stand once, references, overlapping assignments.
    """
    whole = FILE.schema()
    specialist = whole["properties"]["specialists"]["items"]
    specialist["properties"]["posts"]["minItems"] = 1
    specialist["anyOf"] = [
        _standing(fte="number", weekly_minutes="integer", start="string"),
        _standing(posts="array"),
    ]
    client = whole["properties"]["clients"]["items"]
    others = [status for status in codes.STATUSES if status != codes.CLOSED]
    closed = _standing(closed_on="string")
    closed["properties"]["status"] = {"enum": [codes.CLOSED]}
    not_closed: Schema = {"status": {"enum": others}, "closed_on": {"type": "null"}}
    client["anyOf"] = [closed, {"properties": not_closed}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": FORMAT, **whole}


def _standing(**types: str) -> Schema:
    """Return the schema of an object in which these keys stand and are not null."""
    properties = {key: {"type": name} for key, name in types.items()}
    return {"required": list(types), "properties": properties}


def schema_text() -> str:
    """Return the schema as it stands in the docs."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
