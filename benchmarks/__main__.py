"""`python -m benchmarks`: accuracy and speed, on corpora in their upstream layout.

    python -m benchmarks attribution PATH/polnear --split dev
    python -m benchmarks resolution PATH/polnear
    python -m benchmarks names PATH/uner_ewt PATH/crossner_politics --split dev
    python -m benchmarks syntax PATH/ewt PATH/gum --split dev
    python -m benchmarks casing PATH/uner_ewt PATH/ewt PATH/gum PATH/polnear --split dev
    python -m benchmarks coreference PATH/gum PATH/gap PATH/redocred --split dev
    python -m benchmarks factuality PATH/uds_factuality --split dev
    python -m benchmarks event_type PREDICTIONS.jsonl
    python -m benchmarks events PATH/plv --scores SCORES.npz
    python -m benchmarks attacks PATH/muc34 --split dev
    python -m benchmarks times PATH/tempeval3
    python -m benchmarks passages --failures
    python -m benchmarks acceptance ARTICLE.txt GOLD.json
    python -m benchmarks relations PATH/redocred
    python -m benchmarks incidents PATH/incidents
    python -m benchmarks tolls PATH/incidents
    python -m benchmarks crossdoc PATH/ecbplus
    python -m benchmarks reuse PATH/polnear --split dev
    python -m benchmarks sayings --failures
    python -m benchmarks stories PATH/incidents PATH/ecbplus
    python -m benchmarks speed examples/hallan
    python -m benchmarks limit examples/hallan
    python -m benchmarks memory examples/hallan --articles 2000
    python -m benchmarks scale --articles 100000
    python -m benchmarks search --articles 10000
    python -m benchmarks desk --articles 10000
    python -m benchmarks bits --whole whole.onnx PATH

With --check a figure below its floor in floors.json fails the command; with --raise floors that were passed are raised.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language

from benchmarks import (
    acceptance,
    attacks,
    attribution,
    bits,
    casing,
    coreference,
    crossdoc,
    desk,
    event_type,
    events,
    factuality,
    floors,
    incidents,
    limit,
    memory,
    names,
    passages,
    relations,
    resolution,
    reuse,
    sayings,
    scale,
    searching,
    speed,
    stories,
    syntax,
    times,
    tolls,
    treebanks,
)
from benchmarks.peers import spacy_small
from onrecord.reading.encoder import Encoder, onnx_network, shipped

_ON_ONE = {
    "attribution": (attribution, "POLNEAR"),
    "resolution": (resolution, "POLNEAR"),
    "relations": (relations, "REDOCRED"),
    "attacks": (attacks, "MUC34"),
}
"""Measures of one corpus, and what the figures call it."""
_WITHOUT_SPLITS = {
    "incidents": (incidents, "INCIDENTS"),
    "tolls": (tolls, "INCIDENTS"),
    "crossdoc": (crossdoc, "ECBPLUS"),
}
"""The same of those that take a corpus whole."""


def main() -> None:
    """Parse the command line, measure, and hold the figures against their floors."""
    parser = _parser()
    arguments = parser.parse_args()
    if arguments.command == "speed":
        speed.run(arguments.files, _encoder(arguments.model), _peer(arguments.peer))
        return
    if arguments.command == "limit":
        limit.run(arguments.files, _alone(arguments.model))
        return
    if arguments.command == "memory":
        memory.run(arguments.files, _encoder(arguments.model), arguments.articles)
        return
    if arguments.command == "passages":
        _passages(arguments)
        return
    if arguments.command == "acceptance":
        shares = acceptance.run(arguments.article, arguments.gold, _encoder(arguments.model))
        if any(share < 1 for share in shares.values()):
            sys.exit(1)
        return
    if arguments.command == "bits":
        bits.run(arguments.corpora, _encoder(arguments.model), _encoder(arguments.whole))
        return
    if getattr(arguments, "only", "") and (arguments.check or arguments.lift):
        parser.error("floors are of whole corpora; leave out --only, or --check and --raise")
    measured = {
        "sayings": _measured_pairs, "scale": _measured_scale, "search": _measured_search, "desk": _measured_desk,
    }.get(arguments.command, _measured)  # fmt: skip
    fell = [_hold(*measured(path, arguments), arguments) for path in arguments.paths]
    if any(fell):
        sys.exit(1)


def _of_corpora(commands: Any, held: argparse.ArgumentParser) -> None:
    """Measures that take a corpus whole."""
    for name, kind, told in (
        ("times", "an upstream repository", "TempEval-3: times, beside dateparser and Recognizers-Text"),
        ("incidents", "a folder with articles.jsonl, incidents.jsonl", "gun incidents: how many were killed, injured"),
        (
            "tolls",
            "a folder with articles.jsonl, incidents.jsonl",
            "the same over all reports of an incident, compared",
        ),
        ("crossdoc", "a folder with ECB+ as published", "ECB+: events that are one within and across articles"),
    ):
        one = commands.add_parser(name, parents=[held], help=told)
        one.add_argument("paths", type=Path, metavar="PATH", nargs=1, help=kind)
        one.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors, each time the same")
    one = commands.add_parser("stories", parents=[held], help="incidents, ECB+: articles of one happening")
    one.add_argument("paths", type=Path, metavar="PATH", nargs="+", help="a folder with articles.jsonl, or of ECB+")
    one.add_argument("--errors", type=int, default=0, metavar="N", help="print ids of N errors, each time the same")


def _parser() -> argparse.ArgumentParser:
    """Every measure with its options."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--model", type=Path, help="another ONNX file than the one that ships")
    held = argparse.ArgumentParser(add_help=False, parents=[shared])
    held.add_argument("--check", action="store_true", help="fail if a figure is below its floor")
    held.add_argument("--raise", dest="lift", action="store_true", help="raise the floors that were passed")
    split = argparse.ArgumentParser(add_help=False, parents=[held])
    split.add_argument("--split", default="dev", help="which split to measure on (dev)")
    listed = argparse.ArgumentParser(add_help=False, parents=[split])
    listed.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors to read, each time the same")
    chosen = argparse.ArgumentParser(add_help=False, parents=[listed])
    chosen.add_argument("--only", default="", metavar="REGEX", help="measure documents whose name has this in it")
    beside = argparse.ArgumentParser(add_help=False)
    beside.add_argument("--peer", type=Path, metavar="MODEL", help="a spaCy pipeline to measure in the same run")
    _of_corpora(commands, held)
    for name, parents, paths, told in (
        ("attribution", [listed], None, "PolNeAR: sources, cues, contents, triples"),
        ("resolution", [listed], None, "PolNeAR: who the pronouns, roles and short names that speak are"),
        ("names", [chosen, beside], "+", "names on UNER-EWT, CrossNER politics, WNUT 2017"),
        ("syntax", [chosen, beside], "+", "words, tags, lemmas and trees on EWT and GUM"),
        ("casing", [chosen], "+", "text in capitals: its case, and names, trees, attributions read from it"),
        ("coreference", [listed], "+", "entities of GUM and Re-DocRED, pronouns of GAP"),
        ("relations", [listed], None, "Re-DocRED: standings between entities"),
        ("factuality", [split], None, "UDS-IH2: whether what predicates tell happened; EWT and UNER-EWT beside it"),
        ("attacks", [chosen], None, "MUC-3/4: attacks told of, their killed and injured; dev, tst1, tst2"),
        ("reuse", [listed], None, "copies made by script from PolNeAR: pairs, passages, edits, direction"),
        ("event_type", [held], None, "PLV: PLOVER types, from a file of held-out predictions or from the corpus"),
    ):
        one = commands.add_parser(name, parents=parents, help=told)
        one.add_argument("paths", type=Path, metavar="PATH", nargs=paths or 1, help="an upstream repository")
    one = commands.add_parser("events", parents=[held], help="PLV: who did what to whom, parties given and bare")
    one.add_argument("paths", type=Path, metavar="PATH", nargs=1, help="an upstream repository")
    one.add_argument("--scores", type=Path, metavar="FILE", help="held-out scores that `training crossvalidate` wrote")
    one.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors to read, each time the same")
    one = commands.add_parser("sayings", parents=[held], help="our own pairs: one saying in two wordings, or two")
    one.add_argument("paths", type=Path, metavar="DIR", nargs="*", default=[sayings.TABLES], help="another folder")
    one.add_argument("--failures", action="store_true", help="print the pairs in sight that are told wrong")
    _add_costs(commands, shared, held, beside)
    one = commands.add_parser(
        "passages", parents=[shared], help="our own passages: voices, acts, entities, relations, labels"
    )
    one.add_argument("folder", type=Path, nargs="?", default=passages.PASSAGES, help="another folder of passages")
    one.add_argument("--only", default="", metavar="REGEX", help="passages whose id has this in it")
    one.add_argument("--failures", action="store_true", help="print what does not hold, and what was found instead")
    one.add_argument("--mark", action="store_true", help="take the mark from lines that hold now")
    one.add_argument("--allow-worse", action="store_true", help="with --mark: mark lines that do not hold")
    one = commands.add_parser("acceptance", parents=[shared], help="an article row by row beside a careful reader's")
    one.add_argument("article", type=Path, help="the article's text")
    one.add_argument("gold", type=Path, help="what is to come out, JSON")
    one = commands.add_parser("bits", parents=[shared], help="every figure in 8 bits and in 32")
    one.add_argument("--whole", type=Path, required=True, help="the 32-bit file that `training export --whole` wrote")
    one.add_argument("corpora", type=Path, metavar="DIR", help="a folder with the corpora")
    return parser


def _add_costs(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    held: argparse.ArgumentParser,
    beside: argparse.ArgumentParser,
) -> None:
    """The measures that need no corpus."""
    one = commands.add_parser("speed", parents=[shared, beside], help="time and memory of reading")
    one.add_argument("files", metavar="FILE", nargs="+", help="articles, folders, JSON lines")
    one = commands.add_parser("limit", parents=[shared], help="how near reading comes to what the processor can do")
    one.add_argument("files", metavar="FILE", nargs="+", help="articles, folders, JSON lines")
    one = commands.add_parser("memory", parents=[shared], help="what adding one article after another holds")
    one.add_argument("files", metavar="FILE", nargs="+", help="articles, folders, JSON lines")
    one.add_argument("--articles", type=int, default=2000, metavar="N", help="how many (2000)")
    for name, articles, told in (
        ("scale", 100_000, "a ledger of many invented articles: adding, listing, asking"),
        ("search", 10_000, "searching invented articles with all facets, beside FTS5 alone"),
        ("desk", 10_000, "ten people clicking through `onrecord serve` while articles are added"),
    ):
        one = commands.add_parser(name, parents=[held], help=told)
        one.add_argument("--articles", type=int, default=articles, metavar="N", help=f"how many ({articles})")
        one.add_argument("--seed", type=int, default=7, help="what they are drawn by (7)")
        one.add_argument("--ledger", type=Path, metavar="FILE", help="where to keep it; your cache folder")
        if name == "desk":
            one.add_argument("--seconds", type=float, default=120.0, help="how long they click (120)")
        one.set_defaults(paths=[Path()])


def _passages(arguments: argparse.Namespace) -> None:
    """Check the passages; exit with 1 where a line without a mark does not hold."""
    encoder = _encoder(arguments.model)
    outcomes = passages.run(arguments.folder, encoder, only=arguments.only, failures=arguments.failures)
    worse = passages.worse(outcomes)
    if arguments.mark:
        passages.mark(arguments.folder, outcomes, allow_worse=arguments.allow_worse)
    for one in worse:
        print(f"{one.passage.id} does not hold: {one.expectation.written}", file=sys.stderr)
    if worse and not (arguments.mark and arguments.allow_worse):
        sys.exit(1)


@cache
def _encoder(model: Path | None) -> Encoder:
    """The encoder in a file, or the one that ships."""
    return Encoder(onnx_network(str(model))) if model else shipped()


def _alone(model: Path | None) -> Encoder:
    """The same, its network on one thread."""
    return Encoder(onnx_network(str(model), 1)) if model else shipped(1)


@cache
def _peer(model: Path | None) -> Language | None:
    """The peer in a folder, if one is asked for."""
    return spacy_small.loaded(model) if model else None


def _measured(path: Path, arguments: argparse.Namespace) -> tuple[str, str, str, Mapping[str, float]]:
    """Measure on one corpus; its name among the floors, the command, the corpus' hash and the figures."""
    command = arguments.command
    if command in {"event_type", "events"}:
        return _measured_events(path, arguments)
    if command == "times":
        return command, f"{command} TEMPEVAL3", times.corpus(path), times.run(path, arguments.errors)
    if command in _WITHOUT_SPLITS:
        module, corpus = _WITHOUT_SPLITS[command]
        figures = module.run(path, _encoder(arguments.model), arguments.errors)
        return command, f"{command} {corpus}", module.corpus(path), figures
    if command in {"stories", "reuse"}:
        return _measured_across(path, arguments)
    if command in _ON_ONE:
        measure, corpus = _ON_ONE[command]
        split = arguments.split
        only = {"only": arguments.only} if command == "attacks" else {}
        figures = measure.run(path, split, _encoder(arguments.model), arguments.errors, **only)
        name = command if split == "dev" else f"{command} {split}"
        return name, f"{command} {corpus} --split {split}", measure.corpus(path, split), figures
    return _measured_on_split(path, arguments)


def _measured_pairs(folder: Path, arguments: argparse.Namespace) -> tuple[str, str, str, Mapping[str, float]]:
    """The same for our own pairs of statements."""
    return "sayings", "sayings", sayings.corpus(folder), sayings.run(folder, failures=arguments.failures)


def _measured_across(path: Path, arguments: argparse.Namespace) -> tuple[str, str, str, Mapping[str, float]]:
    """The same for what is measured across articles."""
    command = arguments.command
    if command == "stories":
        name, digest = stories.corpus(path)
        figures = stories.run(path, _encoder(arguments.model), arguments.errors)
        return f"{command} {name}", f"{command} {name.upper()}", digest, figures
    split = arguments.split
    figures = reuse.run(path, split, arguments.errors)
    name = command if split == "dev" else f"{command} {split}"
    return name, f"{command} POLNEAR --split {split}", reuse.corpus(path, split), figures


def _measured_scale(_: Path, arguments: argparse.Namespace) -> tuple[str, str, str, Mapping[str, float]]:
    """The same for a ledger of invented articles, which are made and not found at a path."""
    articles, seed = arguments.articles, arguments.seed
    figures = scale.run(articles, arguments.ledger or scale.default_ledger(articles, seed), seed)
    return "scale", f"scale --articles {articles}", f"invented {articles} {seed}", figures


def _measured_search(_: Path, arguments: argparse.Namespace) -> tuple[str, str, str, Mapping[str, float]]:
    """The same for searching a ledger of invented articles."""
    articles, seed = arguments.articles, arguments.seed
    figures = searching.run(articles, arguments.ledger or scale.default_ledger(articles, seed, "search"), seed)
    return "search", f"search --articles {articles}", f"invented {articles} {seed}", figures


def _measured_desk(_: Path, arguments: argparse.Namespace) -> tuple[str, str, str, Mapping[str, float]]:
    """The same for the desk over a ledger of invented articles."""
    articles, seed = arguments.articles, arguments.seed
    path = arguments.ledger or scale.default_ledger(articles, seed, "desk")
    figures = desk.run(articles, path, seed, arguments.seconds)
    return "desk", f"desk --articles {articles}", f"invented {articles} {seed}", figures


def _measured_on_split(path: Path, arguments: argparse.Namespace) -> tuple[str, str, str, Mapping[str, float]]:
    """The same for measures whose corpora name themselves."""
    command, split = arguments.command, arguments.split
    if command == "names":
        name, _ = names.documents(path, split)
        figures = names.run(
            path, split, _encoder(arguments.model), arguments.errors, arguments.only, _peer(arguments.peer)
        )
        files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
        return name, f"{command} {name.upper()} --split {split}", floors.corpus_hash(files), figures
    if command == "factuality":
        figures = factuality.run(path, split, _encoder(arguments.model))
        return command, f"{command} UDS_FACTUALITY --split {split}", factuality.corpus(path, split), figures
    encoder, errors = _encoder(arguments.model), arguments.errors
    if command == "casing":
        measured = casing.corpus(path, split, encoder, arguments.only)
        name, files = measured.name, measured.files
        figures = casing.run(measured, split, encoder, errors)
    elif command == "syntax":
        name, files = treebanks.files(path, split)
        figures = syntax.run(path, split, encoder, errors, arguments.only, _peer(arguments.peer))
    else:
        name, files = coreference.corpus(path, split)
        figures = coreference.run(path, split, encoder, errors)
    return f"{command} {name}", f"{command} {name.upper()} --split {split}", floors.corpus_hash(files), figures


def _measured_events(path: Path, arguments: argparse.Namespace) -> tuple[str, str, str, Mapping[str, float]]:
    """The same for events and their types, on PLV."""
    command = arguments.command
    if command == "events":
        figures = events.run(path, _encoder(arguments.model), arguments.scores, arguments.errors)
        return command, f"{command} PLV --scores SCORES", events.corpus(path), figures
    figures = event_type.run(path, None if path.is_file() else _encoder(arguments.model))
    return command, f"{command} {'PREDICTIONS' if path.is_file() else 'PLV'}", event_type.corpus(path), figures


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
