"""Runs migrations on the connection that coaching.migrating hands over."""

from typing import Any

from alembic import context

import coaching.models  # noqa: F401 - every table is known through this import
from coaching.db import Model


def _plain_types(kind: str, item: Any, _context: Any) -> str | bool:
    """Write column types into migrations by what they store, so that migrations never import ours."""
    names = {
        "Moment": "sa.DateTime(timezone=True)",
        "Share": "sa.Integer()",
        "Codes": "sa.Text()",
        "Sealed": "sa.LargeBinary()",
    }
    return names.get(type(item).__name__, False) if kind == "type" else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=_plain_types,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
