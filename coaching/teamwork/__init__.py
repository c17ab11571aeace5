"""What a team does together: meetings and supervision, and the treatment teams coaches belong to."""
