"""The rules of bringing in a client list that can refuse something."""

from __future__ import annotations

from coaching.errors import Refusal


class HoldsIdentityCodes(Refusal):
    """The file holds personal identity codes; it is not read. Facts: rows."""

    field = "file"


class NoColumnForClients(Refusal):
    """No column is said to hold the clients' codes, or names where names are kept."""


class NothingToBringIn(Refusal):
    """No row of the list gives a client."""


class ListUndone(Refusal):
    """The import has been undone."""
