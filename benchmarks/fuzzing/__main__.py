"""`python -m benchmarks.fuzzing`: every parser, and reading as a whole, on hostile input.

    python -m benchmarks.fuzzing list
    python -m benchmarks.fuzzing parsers --inputs 1000000 --seed 1
    python -m benchmarks.fuzzing read --inputs 10000 --seed 1
    python -m benchmarks.fuzzing feed --inputs 20000
    python -m benchmarks.fuzzing growth page
    python -m benchmarks.fuzzing again feed .fuzzing/feed-guided-1/findings/NAME.bin

A run can be stopped and goes on where it was: what it keeps is in `.fuzzing/`. Coverage guides where atheris is
installed (`pip install 'onrecord[fuzz]'`), unless --seeded asks for the inputs that a seed alone gives.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.fuzzing import growth, running
from benchmarks.fuzzing.targets import PARSERS, TARGETS, shared_out


def main() -> None:
    """Parse the command line and fuzz; exit with 1 where something went wrong."""
    arguments = _parser().parse_args()
    if arguments.command == "list":
        for each in TARGETS.values():
            print(f"{each.name:<12}{each.told}")
        return
    if arguments.command == "again":
        print(TARGETS[arguments.target].prepare()(arguments.file.read_bytes()))
        return
    if arguments.command == "growth":
        slow = growth.run([TARGETS[name] for name in arguments.targets or TARGETS], arguments.size)
        sys.exit(1 if slow else 0)
    counts = shared_out(arguments.inputs) if arguments.command == "parsers" else {arguments.command: arguments.inputs}
    guided = running.has_atheris() and not arguments.seeded
    tallies = running.run(counts, arguments.seed, arguments.folder, guided=guided)
    found = sum(len(each.findings) for each in tallies)
    print(f"{sum(each.inputs for each in tallies):,} inputs, {found} findings")
    sys.exit(1 if found else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzzing", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("list", help="the targets")
    told = {"parsers": "all parsers, inputs shared out among them"} | {
        each.name: each.told for each in TARGETS.values()
    }
    for name, what in told.items():
        one = commands.add_parser(name, help=what)
        one.add_argument("--inputs", type=int, default=10_000, metavar="N", help="how many in all (10000)")
        one.add_argument("--seed", type=int, default=1, help="what they are drawn by (1)")
        one.add_argument("--folder", type=Path, default=Path(".fuzzing"), help="what is kept between runs (.fuzzing)")
        one.add_argument("--seeded", action="store_true", help="do without atheris")
    one = commands.add_parser("growth", help="how time grows with the length of one repeated word")
    one.add_argument("targets", nargs="*", metavar="TARGET", choices=[*(each.name for each in PARSERS), "read", []])
    one.add_argument("--size", type=int, default=100_000, help="bytes of the longest input (100000)")
    one = commands.add_parser("again", help="one input once more, to see what comes of it")
    one.add_argument("target", choices=[*TARGETS])
    one.add_argument("file", type=Path)
    return parser


if __name__ == "__main__":
    main()
