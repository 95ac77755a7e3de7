"""`python -m benchmarks events`: who did what to whom, by PLOVER, on PLV; parties given, and from bare sentences.

The network that ships was trained on PLV's event types, so it is no measure of itself there. `--scores` takes what
five networks say, each of the fifth it did not see (`benchmarks/held_out.py`); all else is read as it ships.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from benchmarks import events_found, events_given, floors, held_out
from benchmarks.events_found import Found
from benchmarks.events_given import Asked
from benchmarks.failures import sample
from benchmarks.lexicon import listed
from corpora import plv
from corpora.document import Document
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read
from onrecord.reading.syntax import parse
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Article, Span

_FILE = Path("datasets") / "PLV_train.tsv"
_PARTS = 5
_CONFUSIONS = 12
_ELSEWHERE = "Zero-Shot PLOVER (Hu et al., 2024), reported on its own test sentences: macro F1 0.78, of quads 0.82"


def run(path: Path, encoder: Encoder, scores: Path | None, errors: int = 0) -> dict[str, float]:
    """Measure and print; return the figures that have floors. With the shipped event scores there are none.

    Args:
        path: PLV's upstream repository.
        encoder: who reads.
        scores: what `training crossvalidate` wrote, or None for the encoder's own event scores.
        errors: how many sentences whose surest event is wrong to print.

    Raises:
        ValueError: the scores are of other event types.
        KeyError: the scores are not of these sentences.
    """
    folds: dict[str, int] = {}
    if scores is None:
        print("these sentences were trained on; give held-out --scores for a measure\n")
    else:
        held = held_out.load(scores)
        encoder = held_out.HeldOutEncoder(encoder, held)
        folds = {name: one.fold for name, one in held.items()}
    asked: list[Asked] = []
    bare: list[Found] = []
    for number, document in enumerate(tqdm(list(plv.read(path)), desc="reading", leave=False)):
        one, other = _both(encoder, document, folds.get(document.id, number % _PARTS))
        asked.append(one)
        bare.append(other)
    figures = _given(asked) | _bare(bare)
    for failure in sample([one for one in bare if one.wrong], errors):
        print(f"\n{events_found.shown(failure)}")
    return {} if scores is None else figures


def corpus(path: Path) -> str:
    """The hash of what was measured on."""
    return floors.corpus_hash([path / _FILE])


def _both(encoder: Encoder, document: Document, fold: int) -> tuple[Asked, Found]:
    """A sentence with its parties given, and bare."""
    gold = document.event
    if gold is None:
        raise ValueError(f"{document.id} has no event")
    scores = encoder.read(document.text, document.paragraphs)
    syntax = parse(scores, document.text, [Span(*each) for each in document.paragraphs])
    walk = Treewalk(document.text, syntax)
    record = read(_article(document), encoder)
    asked = Asked(
        gold.type,
        fold,
        events_given.words_between(document.text, gold),
        events_given.by_head(scores, gold),
        events_given.by_lexicon(walk, gold, listed(record, scores, syntax)),
    )
    return asked, events_found.found(document.id, walk, gold, record.events, record.entities)


def _article(document: Document) -> Article:
    """A sentence as an article of nobody's."""
    return Article(
        text=document.text,
        paragraphs=tuple(Span(*each) for each in document.paragraphs),
        language="en",
    )


def _given(asked: Sequence[Asked]) -> dict[str, float]:
    print(f"PLV: {len(asked)} sentences, {len({one.fold for one in asked})} parts\n\nSource and target given\n")
    columns = ("accuracy", "macro F1", "quad accuracy", "quad macro F1", "answered")
    print(f"{'':30}" + "".join(f"{column:>15}" for column in columns))
    kept: dict[str, float] = {}
    answers = events_given.answers(asked)
    for way, answered in answers.items():
        figures = events_given.figures(asked, answered)
        print(f"{way:30}" + "".join(f"{figures[column]:>15.3f}" for column in columns))
        if way in _WATCHED:
            kept |= {f"parties given, {way}: {column}": figures[column] for column in ("accuracy", "macro F1")}
    print(f"\n{_ELSEWHERE}\n")
    last = list(answers)[-1]
    _confused(
        f"most often confused by {last}", [(answer, one.gold) for one, answer in zip(asked, answers[last], strict=True)]
    )
    return kept


_WATCHED = ("the encoder", "the lexicon", "both")


_KEPT = (
    "answered",
    "precision",
    "recall",
    "macro F1",
    "macro F1, between two",
    "macro F1, by the event's own words",
    "recall of any",
)


def _bare(sentences: Sequence[Found]) -> dict[str, float]:
    figures = events_found.figures(sentences)
    print("\nFrom the bare sentence: type right, source and target overlapping by a head word\n")
    for name in _KEPT:
        print(f"{name:40}{figures[name]:>15.3f}")
    print(f"\n{'right alone':30}{'the surest':>15}{'any':>15}")
    for part in ("type", "source", "target", "source and target"):
        print(f"{part:30}{figures[f'{part}, the surest']:>15.3f}{figures[f'{part}, any']:>15.3f}")
    print("\nwhat is wrong with the surest")
    wrong = [one.wrong for one in sentences if one.wrong]
    for what in sorted(set(wrong), key=lambda what: -wrong.count(what)):
        print(f"{what:30}{wrong.count(what):>15}")
    print()
    _confused(
        "types most often confused",
        [(events_given.as_plv(one.best.event.type) if one.best else None, one.gold.type) for one in sentences],
    )
    return {f"bare: {name}": figures[name] for name in ("macro F1", "recall of any", "source and target, the surest")}


def _confused(title: str, pairs: Sequence[tuple[str | None, str]]) -> None:
    print(f"{title}: gold, answered, sentences")
    for gold, answer, count in events_found.confusions(pairs)[:_CONFUSIONS]:
        print(f"{gold:12}{answer:12}{count:>4}")
