"""The benefits check: what to ask about before a job starts or changes; it never computes."""
