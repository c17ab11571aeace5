"""What the forms and the support rhythm make due: computed from the records, kept nowhere."""
