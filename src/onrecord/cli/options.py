"""Options that several commands share, and how they report what went wrong."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from onrecord.errors import OnRecordError, SetupError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.adding import Outcome, Step

F = TypeVar("F", bound=Callable[..., Any])


def ledger_option(function: F) -> F:
    """`--ledger FILE`."""
    return click.option(
        "--ledger",
        "ledger_path",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The ledger; $ONRECORD_LEDGER, or one in your data folder, when not given.",
    )(function)


def encoding_option(function: F) -> F:
    """`--encoding NAME`."""
    return click.option(
        "--encoding", metavar="NAME", help="Take every file as this encoding, whatever it says of itself."
    )(function)


def plover_option(function: F) -> F:
    """`--plover FOLDER`: the types of event to read by; checked before anything is read."""
    return click.option(
        "--plover",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        expose_value=False,
        callback=_read_by,
        help="Read events by the types in this folder; $ONRECORD_PLOVER, or those that come with On Record.",
    )(function)


def _read_by(ctx: click.Context, param: click.Parameter, folder: Path | None) -> None:  # noqa: ARG001 - click's
    if folder is not None:
        from onrecord.reading.plover.ontology import OWN_FOLDER, ontology

        os.environ[OWN_FOLDER] = str(folder)
        ontology()


def fast_option(function: F) -> F:
    """`--fast`: read with the shallower encoder."""
    return click.option(
        "--fast",
        is_flag=True,
        expose_value=False,
        callback=_read_fast,
        help="Read with the shallower encoder: sooner, and less well; as $ONRECORD_ENCODER=fast.",
    )(function)


def _read_fast(ctx: click.Context, param: click.Parameter, fast: bool) -> None:  # noqa: ARG001 - click's
    if fast:
        from onrecord.reading.encoder import CHOICE, FAST

        os.environ[CHOICE] = FAST  # worker processes are to know it too


def json_option(function: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(function)


def private_option(function: F) -> F:
    """`--allow-private`."""
    return click.option(
        "--allow-private",
        is_flag=True,
        help="Fetch from addresses in private networks and on unusual ports too, as an intranet has them.",
    )(function)


def why_option(function: F) -> F:
    """`--why TEXT`."""
    return click.option("--why", metavar="TEXT", help="The reason, kept with the judgement.")(function)


def by_option(function: F) -> F:
    """`--by NAME`."""
    return click.option("--by", metavar="NAME", help="Who says so; the name of your account when not given.")(function)


def of_two_items(function: F) -> F:
    """ITEM ITEM, and what every judgement of two takes: `--ledger`, `--why`, `--by`, `--json`."""
    for option in (json_option, by_option, why_option, ledger_option):
        function = option(function)
    function = click.argument("other", metavar="ITEM")(function)
    return click.argument("one", metavar="ITEM")(function)


ITEMS = """\
ITEM is an article's id, or that with a slash and the id of one of its entities or events, or a name of an entity.
What is said here outranks what On Record finds, and is kept for good: `onrecord judgements` lists it and undoes it."""
"""What is told under the examples of `same` and `different`."""


def caught_up(ledger: Ledger) -> None:
    """Take into a ledger's index what was added without it, with a progress bar where that takes a while."""
    from onrecord.comparing.indexing import Indexing
    from onrecord.ledger.adding import behind, catch_up

    index = Indexing()
    _go_through(catch_up(ledger, index), len(behind(ledger, index)), "indexing")


def tell_steps(steps: Iterable[Step], *, as_json: bool) -> Counter[Outcome]:
    """Print what became of each arrival as it is dealt with; return how many came to what."""
    from tqdm import tqdm

    counts: Counter[Outcome] = Counter()
    with tqdm(steps, unit=" articles", desc="adding", disable=not sys.stderr.isatty() or None, leave=False) as bar:
        for step in bar:
            counts[step.outcome] += 1
            if as_json:
                line = {"name": step.name, "outcome": step.outcome.value, "article": step.article}
                if step.error is not None:
                    line |= {"code": step.error.code, "what": step.error.what}
                bar.write(json.dumps(line, ensure_ascii=False), file=sys.stdout)
            elif step.error is not None:
                with bar.external_write_mode(file=sys.stderr):
                    complain(step.error)
    return counts


def faceted(ledger: Ledger) -> None:
    """Make the facets of articles that have none, with a progress bar where that takes a while."""
    from onrecord.ledger.facet_rows import behind, catch_up

    _go_through(catch_up(ledger), behind(ledger), "facets")


def cast(ledger: Ledger) -> None:
    """Keep the actors of articles that have none kept, with a progress bar where that takes a while."""
    from onrecord.ledger.actor_rows import behind, catch_up

    _go_through(catch_up(ledger), behind(ledger), "actors")


def _go_through(steps: Iterable[object], missing: int, name: str) -> None:
    if not missing:
        return
    from tqdm import tqdm

    for _ in tqdm(steps, total=missing, unit=" articles", desc=name, disable=not sys.stderr.isatty(), leave=False):
        pass


def where(ledger_path: Path | None) -> Path:
    """The ledger to use."""
    from onrecord.ledger import default_path

    return ledger_path or default_path()


def complain(error: OnRecordError) -> None:
    """Say on standard error what happened and what to do."""
    click.echo(f"onrecord: {error.what} [{error.code}]\n  {error.remedy}", err=True)


def write_page(path: str, page: str) -> None:
    """Write a page to a file; see `output`."""
    with output(path) as file:
        file.write(page.encode("utf-8"))


@contextmanager
def output(path: str) -> Iterator[IO[bytes]]:
    """A file to write, kept whole or not at all; `-` is standard output.

    Raises:
        SetupError: O01, it cannot be written.
    """
    try:
        if path == "-":
            with click.open_file(path, "wb") as file:
                yield file
        else:
            with _whole(Path(path)) as file:
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SetupError("O01", path=path, what=error.strerror or error) from error


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name once all of it is on the disk.

    click's own way gives a file its name also where the last of it could not be written, as on a full disk.
    """
    if path.exists() and not path.is_file():  # a device or a pipe, which nothing can be put in the place of
        with path.open("wb") as file:
            yield file
        return
    path = path.resolve()  # a link goes on leading to where it does
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            if path.exists():
                part.chmod(path.stat().st_mode)
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
