"""Other people's systems, trained or run on the same texts and scored by the same definitions."""
