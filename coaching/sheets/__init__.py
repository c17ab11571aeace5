"""Reading files in rows and columns: what every import stands on."""
