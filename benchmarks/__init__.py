"""Accuracy and speed, beside peers; `python -m benchmarks --help`."""
