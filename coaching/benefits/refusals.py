"""What a benefits check can be refused for."""

from __future__ import annotations

from coaching.errors import Refusal


class WaitingForWhat(Refusal):
    """An answer is waited for, and nobody has said what for."""

    field = "waiting_for"


class RowsUnanswered(Refusal):
    """Rows that fit the client have no answer. Facts: count."""

    field = "result"
