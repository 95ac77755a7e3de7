"""`python -m benchmarks`: accuracy and speed, on corpora in their upstream layout.

    python -m benchmarks attribution PATH/polnear --split dev
    python -m benchmarks names PATH/uner_ewt PATH/crossner_politics --split dev
    python -m benchmarks speed examples/hallan

With --check a figure below its floor in floors.json fails the command; with --raise floors that were passed are raised.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import attribution, floors, names, speed
from onrecord.reading.encoder import Encoder, onnx_network, shipped


def main() -> None:
    """Parse the command line, measure, and hold the figures against their floors."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--model", type=Path, help="another ONNX file than the one that ships")
    measured = argparse.ArgumentParser(add_help=False, parents=[shared])
    measured.add_argument("--split", default="dev", help="which split to measure on (dev)")
    measured.add_argument("--check", action="store_true", help="fail if a figure is below its floor")
    measured.add_argument("--raise", dest="lift", action="store_true", help="raise the floors that were passed")
    measured.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print N errors to read, each time the same"
    )
    one = commands.add_parser("attribution", parents=[measured], help="PolNeAR: sources, cues, contents, triples")
    one.add_argument("path", type=Path, metavar="PATH", help="the upstream repository")
    one = commands.add_parser("names", parents=[measured], help="names on UNER-EWT, CrossNER politics, WNUT 2017")
    one.add_argument("paths", type=Path, metavar="PATH", nargs="+", help="upstream repositories")
    one = commands.add_parser("speed", parents=[shared], help="time and memory of reading")
    one.add_argument("files", metavar="FILE", nargs="+", help="articles, folders, JSON lines")
    arguments = parser.parse_args()
    encoder = Encoder(onnx_network(str(arguments.model))) if arguments.model else shipped()
    fell = False
    if arguments.command == "speed":
        speed.run(arguments.files, encoder)
    elif arguments.command == "attribution":
        figures = attribution.run(arguments.path, arguments.split, encoder, arguments.errors)
        corpus = attribution.corpus(arguments.path, arguments.split)
        fell = _hold("attribution", f"attribution POLNEAR --split {arguments.split}", corpus, figures, arguments)
    else:
        for path in arguments.paths:
            name, _ = names.documents(path, arguments.split)
            figures = names.run(path, arguments.split, encoder, arguments.errors)
            files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
            command = f"names {name.upper()} --split {arguments.split}"
            fell |= _hold(name, command, floors.corpus_hash(files), figures, arguments)
    if fell:
        sys.exit(1)


def _hold(
    benchmark: str, command: str, corpus: str, figures: Mapping[str, float], arguments: argparse.Namespace
) -> bool:
    """Check or raise the floors, as asked; say whether a figure fell."""
    if arguments.lift:
        for name, value in floors.raise_floors(benchmark, f"python -m benchmarks {command}", corpus, figures).items():
            print(f"floor raised: {name} {value:.4f}")
    fell = floors.fallen(benchmark, corpus, figures) if arguments.check else []
    for one in fell:
        print(f"below its floor: {one.name} {one.value:.4f}, floor {one.floor:.4f}", file=sys.stderr)
    return bool(fell)


if __name__ == "__main__":
    main()
