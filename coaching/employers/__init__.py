"""The shared employer register and its import."""
