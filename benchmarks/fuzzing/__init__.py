"""Fuzzing: every parser, and reading as a whole, on input that nobody would write or that somebody wrote to do harm.

`targets` says what is fuzzed and what must hold of it, `material` and `mutating` make the inputs, `guided` lets atheris
choose among them by coverage where it is installed, `trying` runs one input under a watchdog, `running` runs many in a
process that may crash or hang. See docs/hostile-input.md.
"""
