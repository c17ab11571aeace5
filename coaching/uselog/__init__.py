"""The use log: who opened which record, when and why."""
