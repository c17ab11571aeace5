"""Rinnalla: the daily tool of a supported employment service."""

__version__ = "0.1.0"
