"""The administration page over accounts."""
