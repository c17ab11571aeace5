"""My day: the first page of coaches and leaders."""
