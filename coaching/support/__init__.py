"""Support after finding work (form E): the decision, the plan, and the contacts it makes due."""
