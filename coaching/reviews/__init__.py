"""Fidelity reviews of a team and the bridge from records to facts."""
