"""The shipped weights, with their card and licence."""
