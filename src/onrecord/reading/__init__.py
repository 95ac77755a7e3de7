"""From one article to its record."""
