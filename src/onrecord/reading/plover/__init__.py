"""PLOVER, the ontology of political events, as data that a person can edit, and what reads it."""
