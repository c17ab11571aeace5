"""The contact row: every meeting, call, message or attempt."""
