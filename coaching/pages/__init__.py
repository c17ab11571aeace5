"""Pages that show no records: help, accessibility, data protection."""
