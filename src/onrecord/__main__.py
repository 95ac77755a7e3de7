"""`python -m onrecord`."""

from onrecord.cli.main import run

run()
