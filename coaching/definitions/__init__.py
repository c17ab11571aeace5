"""The paper forms as data: one file for each version of a form, and what reads it."""
