"""Word files: the paper they are written on, and the parts that they are made of."""
