"""Who coaches whom: the places of a coach and the assignments that hold them."""
