"""Copies of forms for the official client record: as Word, as plain text, all of a client at once."""
