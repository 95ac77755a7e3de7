"""How the shipped weights are made; `python -m training --help`."""
