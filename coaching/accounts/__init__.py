"""People, posts, teams, absences, grants and sign-in."""
