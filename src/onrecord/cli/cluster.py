"""`onrecord cluster`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.options import encoding_option, fast_option, json_option, plover_option

if TYPE_CHECKING:
    from onrecord.cluster.engine import Engine

F = TypeVar("F", bound=Callable[..., Any])


@click.group(
    "cluster",
    epilog="""\b
Examples:
  onrecord cluster read --input crawl/ --output records
  onrecord cluster compare records
  onrecord add --from-parquet records --since 2024-05-01 --until 2024-05-07""",
)
def command() -> None:
    """Read and compare by the million: on Spark, or on all cores of this machine."""


def _engine_options(function: F) -> F:
    for option in (
        click.option("--conf", metavar="NAME=VALUE", multiple=True, help="A setting of Spark; may be given again."),
        click.option("--workers", metavar="N", type=click.IntRange(min=1), help="With --local: how many processes."),
        click.option("--local", is_flag=True, help="Use processes of this machine and no Spark."),
        click.option("--master", metavar="ADDRESS", help="Spark's master; local[*] when not given."),
    ):
        function = option(function)
    return function


@command.command(
    "read",
    epilog="""\b
Examples:
  onrecord cluster read --input crawl/ --output records
  onrecord cluster read --local --workers 4 --input archive.jsonl --output records
  onrecord cluster read --master spark://head:7077 --input s3a://news/2024 --output s3a://news/records

Safe to stop and to run again: what is there is passed over, and what is new is added. What cannot be read is written
down with its reason, and the rest goes on. Without Spark (`pip install 'onrecord[spark]'`) it is as with --local.""",
)
@click.option(
    "--input",
    "inputs",
    metavar="PATH",
    multiple=True,
    required=True,
    help="A file or folder of WARC, WET, JSON lines, Parquet, pages or texts; may be given again.",
)
@click.option("--output", metavar="FOLDER", required=True, help="Where the records go.")
@click.option(
    "--shards",
    type=click.Choice(["16", "256", "4096", "65536"]),
    help="Groups of articles that are kept apart; 256 when not given. It cannot be changed later.",
)
@encoding_option
@plover_option
@fast_option
@_engine_options
@json_option
def read_command(
    inputs: tuple[str, ...],
    output: str,
    shards: str | None,
    encoding: str | None,
    as_json: bool,
    **where: Any,
) -> None:
    """Read articles into a folder of records."""
    from onrecord.cluster.read import read
    from onrecord.cluster.reading import Settings

    settings = Settings(output=output, shards=int(shards or 256), encoding=encoding)
    with _running(**where) as engine:
        found = read(engine, inputs, settings)
    failed = sum(found.failed.values())
    if as_json:
        click.echo(json.dumps(asdict(found)))
    else:
        reasons = ", ".join(f"{count} {code}" for code, count in found.failed.items())
        click.echo(
            f"{found.read} read, {found.present} already there, {failed} could not be read"
            f"{f' ({reasons})' if reasons else ''}; {found.before} of {found.splits} inputs were done before; "
            f"records in {output}"
        )
    if failed:
        sys.exit(1)


@command.command(
    "compare",
    epilog="""\b
Examples:
  onrecord cluster compare records
  onrecord cluster compare --stories-only --local records

What is found is put in FOLDER/compare: text that articles share, stories, and the comparison of each story's articles,
as `onrecord compare --json` prints it. Steps that are done are not done again unless records have come since.""",
)
@click.argument("folder", metavar="FOLDER")
@click.option("--stories-only", is_flag=True, help="Find stories and shared text, and compare no articles.")
@_engine_options
@json_option
def compare_command(
    folder: str,
    stories_only: bool,
    as_json: bool,
    **where: Any,
) -> None:
    """Find shared text and stories in a folder of records, and compare the articles of each story."""
    from onrecord.cluster.compare import compare
    from onrecord.cluster.read import manifest

    manifest(folder)
    with _running(**where) as engine:
        tell = (lambda _: None) if as_json else (lambda step: click.echo(f"{step} …", err=True))
        found = compare(engine, folder, whole=not stories_only, tell=tell)
    if as_json:
        click.echo(json.dumps(asdict(found)))
    else:
        click.echo(
            f"{found.articles} articles: {found.stories} stories, {found.told} of them told by two or more; "
            f"{found.reuse} pairs share text; {found.comparisons} stories compared, in {folder}/compare"
        )


@contextmanager
def _running(*, master: str | None, conf: tuple[str, ...], workers: int | None, local: bool) -> Iterator[Engine]:
    """What to run on, as the options say."""
    if local and (master or conf):
        raise click.UsageError("give --local, or --master and --conf, not both")
    settings = dict(_setting(each) for each in conf)
    if local or (master is None and find_spec("pyspark") is None):
        from onrecord.cluster.local import Local
        from onrecord.reading.encoder import cores

        engine: Engine = Local(workers or cores())
    else:
        from onrecord.cluster.spark import Spark

        engine = Spark(master or "local[*]", settings)
    try:
        yield engine
    finally:
        engine.close()


def _setting(told: str) -> tuple[str, str]:
    name, given, value = told.partition("=")
    if not given:
        raise click.UsageError(f"--conf takes NAME=VALUE, not {told!r}")
    return name, value
