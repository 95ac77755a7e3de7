"""Records and comparisons in forms that others read."""
