"""Clients, their service periods, and the doors to their records."""
