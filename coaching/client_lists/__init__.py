"""A team's existing list of clients, brought in against the coaches' places."""
