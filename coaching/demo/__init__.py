"""The made-up service of the demonstration."""
