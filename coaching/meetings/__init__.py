"""Form B, the employer meeting: a row of the shared register, and its week."""
