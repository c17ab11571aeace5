"""Jobs of clients: their start (form C), their changes and their end (form D)."""
