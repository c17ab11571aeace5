"""Consents of clients to be in touch with others on their behalf."""
