"""Targets: what On Record writes and reads again, and files that people edit."""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.fuzzing import material
from benchmarks.fuzzing.invariants import hold, sound_layer, sound_record
from benchmarks.fuzzing.target import Came, Target, encoded, scratch, text_of
from benchmarks.invented import invented
from onrecord import codec
from onrecord.articles.arrivals import Arrival
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.comparing.compare import compare
from onrecord.comparing.comparison import Comparison
from onrecord.comparing.indexing import Indexing
from onrecord.comparing.keeping import make
from onrecord.errors import SetupError
from onrecord.export.annotations import lines as annotated
from onrecord.export.annotations import read as read_annotations
from onrecord.ledger import Ledger, handed, judgements, stories
from onrecord.ledger.facets import search
from onrecord.ledger.judgements import Judged, Word
from onrecord.ledger.query import LONGEST, parse, period
from onrecord.reading.phrases import Grammar, RuleError
from onrecord.reading.plover.notation import NotationError, patterns
from onrecord.reading.plover.ontology import FOLDER, LexiconError, event_type
from onrecord.reading.quantities import as_quantity, find_quantities
from onrecord.reading.times import as_time, find_times
from onrecord.record import Record

_PUBLISHED: Final = (
    *(None, "2023-07-14", "0001-01-01", "9999-12-31", "2024-02-29T23:59:59+14:00", "2023", "2023-07", "nonsense"),
)


@cache
def records(count: int = 6) -> tuple[Record, ...]:
    """Invented records; no encoder is needed."""
    return tuple(each.record for each in islice(invented(count), count))


def _record() -> Callable[[bytes], Came]:
    def run(data: bytes) -> Came:
        try:
            found = codec.loads_record(data)
        except ValueError as error:
            return Came(type(error).__name__ + str(error)[:20], str(error))
        return Came(f"record {len(found.entities)} {len(found.statements)}", sound_record(found))

    return run


def _comparison() -> Callable[[bytes], Came]:
    of = {each.article.id: each.article.text for each in records()}

    def run(data: bytes) -> Came:
        try:
            found = codec.anchored_from(Comparison, json.loads(data), of)
        except (ValueError, RecursionError) as error:
            return Came(type(error).__name__ + str(error)[:20], str(error))
        line = codec.dumps(found)
        hold(codec.dumps(codec.anchored_from(Comparison, json.loads(line), of)) == line, "other bytes read back")
        return Came("comparison", line)

    return run


def _annotations() -> Callable[[bytes], Came]:
    text = records()[0].article.text

    def run(data: bytes) -> Came:
        try:
            found = read_annotations(data, text)
        except ValueError as error:
            return Came(type(error).__name__ + str(error)[:20], str(error))
        return Came("record", sound_record(found))

    return run


def _annotated() -> list[bytes]:
    return ["\n".join(annotated(each)).encode() for each in records()[:1]]


def _handed() -> Callable[[bytes], Came]:
    """Judgements and corrections from another ledger."""

    def run(data: bytes) -> Came:
        try:
            new = handed.take(ledger, data, "given:1")
        except SetupError as error:
            return Came(error.code + error.what[-20:], str(error))
        return Came(f"taken {new}")

    ledger = _kept(run)
    return run


def _kept(owner: object) -> Ledger:
    """A ledger that is open as long as something is."""
    ledger = ledger_of(scratch(owner) / "ledger.db")
    weakref.finalize(owner, ledger.close)
    return ledger


def ledger_of(path: Path) -> Ledger:
    """A new ledger with the invented records in it, and their stories compared."""
    ledger = Ledger(path, create=True)
    for each in records():
        ledger.add(each, Arrival(f"{each.article.id}.txt", b"as it came", each.article, None), Indexing())
    for told in stories.stories(ledger):
        main, _ = stories.articles_of(ledger, told.id)
        if len(main) > 1:
            make(ledger, told.id, [article.id for article in main])
    return ledger


def _judged() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder, ledger_of(Path(folder) / "ledger.db") as ledger:
        one, other = (Judged(article=each.article.id) for each in records()[:2])
        made = judgements.judge(ledger, "article", (one, other), Word(same=True, who="A. L.", why=None))
        return [codec.dumps(made).encode()]


def story_of() -> tuple[str, tuple[str, ...]]:
    """The id of the story that most of the invented records are of, and those of two of its articles."""
    with tempfile.TemporaryDirectory() as folder, ledger_of(Path(folder) / "ledger.db") as ledger:
        told = stories.stories(ledger)[0].id
        return told, tuple(each.id for each in stories.articles_of(ledger, told)[0][:2])


def _query() -> Callable[[bytes], Came]:
    """A search, read, written, read again, and asked of a ledger."""
    count = 0

    def run(data: bytes) -> Came:
        nonlocal count
        try:
            found = parse(text_of(data))
        except SetupError as error:
            return Came(error.code, str(error))
        written = str(found)
        hold(parse(written) == found, f"{written!r} is read as another search")
        hold(str(parse(written)) == written, "a search is written in another way the second time")
        count += 1
        if count % 20 == 0:
            search(ledger, found)
        return Came(f"query {min(len(found.clauses), 5)} {min(len(found.filters), 5)}", written)

    ledger = _kept(run)
    return run


def _period() -> Callable[[bytes], Came]:
    def run(data: bytes) -> Came:
        found = period(text_of(data))
        hold(found is None or found[0] <= found[1], "a period that ends before it begins")
        return Came(f"{found is None}", str(found))

    return run


def _rules() -> Callable[[bytes], Came]:
    """The language in which rules for times and quantities are written."""

    def run(data: bytes) -> Came:
        try:
            found = Grammar(text_of(data), {})
        except RuleError as error:
            return Came("RuleError" + str(error)[-20:], str(error))
        return Came(f"rules {len(found.rules)}", str(len(found.tries)))

    return run


def _rule_seeds() -> list[bytes]:
    return [
        (
            b"words month\n  january jan. = 1\n  may = 5\n\nrule day of a month -> date\n  {month} 1[,] 2\n"
            b"  [the] (a b|c) [of] {month}\n  = day(year, month)\n  > It was signed on [May 1, 2]. = 1988-06-20\n"
        ),
        b"rule a -> b\n  one/two \\( {first:c} [x]\n  = d(first)\n\nrule c -> c\n  May\n  = e()\n",
    ]


def _event_type() -> Callable[[bytes], Came]:
    """A file of the ontology of events."""

    def run(data: bytes) -> Came:
        try:
            found = event_type(text_of(data), "given.yaml")
        except LexiconError as error:
            return Came("LexiconError" + str(error)[11:40], str(error))
        return Came(f"type {len(found.modes)}", str(len(found.triggers)))

    return run


def _notation() -> Callable[[bytes], Came]:
    """A line of the ontology of events."""

    def run(data: bytes) -> Came:
        kinds = []
        for sort in ("verb", "noun"):
            try:
                kinds.append(str(len(list(patterns(text_of(data), sort)))))
            except NotationError as error:
                kinds.append(str(error)[-20:])
        return Came(" ".join(kinds), " ".join(kinds))

    return run


def _lexicon() -> list[bytes]:
    whole = b"name: A\ndefinition: b\nquad: material conflict\nmodes:\n  c:\n    verbs:\n      - A beat R\n"
    return [*(path.read_bytes()[:4_000] for path in sorted(FOLDER.glob("*.yaml"))), whole]


def _notations() -> list[bytes]:
    lines = [line.strip(b" -") for file in _lexicon() for line in file.split(b"\n") if b"  - " in line]
    return lines[::10]


def _times() -> Callable[[bytes], Came]:
    """Times and quantities of a text, in one stretch and cut in two."""

    def run(data: bytes) -> Came:
        text = text_of(data)
        published = _PUBLISHED[len(data) % len(_PUBLISHED)]
        cut = len(text) // 2
        kinds, made = [], []
        for stretches in ([(span.start, span.end) for span in paragraph_spans(text)], [(0, cut), (cut, len(text))]):
            around = [(start, end) for start, end in stretches if start < end]
            found = find_times(text, around, published)
            times = [as_time(text, one) for one in found]
            quantities = [as_quantity(text, one) for one in find_quantities(text, around, found)]
            sound_layer(text, times)
            sound_layer(text, quantities)
            hold(all(_ordered(one.earliest, one.latest) for one in times), "a time that ends before it begins")
            for one in quantities:
                hold(one.lower is None or one.upper is None or one.lower <= one.upper, "bounds the wrong way round")
            kinds.append(
                " ".join(sorted({one.type for one in times}) + sorted({one.unit or "-" for one in quantities}))
            )
            made.append(codec.dumps(tuple(times)) + codec.dumps(tuple(quantities)))
        return Came(kinds[0][:60], "\n".join(made))

    return run


def _ordered(earliest: str | None, latest: str | None) -> bool:
    """Whether two instants are in order; only days are looked at, as zones may differ."""
    if not earliest or not latest or earliest.startswith("-") or latest.startswith("-"):
        return True
    return earliest[:10] <= latest[: len(earliest[:10])] or earliest[: len(latest[:10])] <= latest[:10]


TARGETS: Final = (
    Target(
        name="query",
        told="what people type to search",
        prepare=_query,
        share=20,
        longest=600,
        most=LONGEST,
        seeds=lambda: [b'speaker:"Ada Lind" raid* -outlet:post OR since:2026-02 kind:statement', b'"a b" OR c NOT d'],
        words=lambda: encoded((*material.QUERY, *material.STRANGE)),
    ),
    Target(
        name="period",
        told="years, months and days of a search",
        prepare=_period,
        share=4,
        longest=40,
        most=1_000,
        seeds=lambda: [b"2026", b"2026-02", b"2026-02-28"],
        words=lambda: encoded((*material.QUERY, "2026-02-29", "-", "0")),
    ),
    Target(
        name="times",
        told="times and quantities in a text",
        prepare=_times,
        share=0.8,
        longest=1_500,
        seeds=lambda: [text.encode() for text in material.texts()],
        words=lambda: encoded((*material.rule_words(), *material.STRANGE[:80], *material.NEWS)),
        most=400_000,
    ),
    Target(
        name="rules",
        told="the language of rules for times and quantities",
        prepare=_rules,
        share=6,
        longest=1_500,
        seeds=_rule_seeds,
        opening=(b"rule a -> b\n  ", b"\n  = c()\n"),
        most=10_000,
        words=lambda: encoded(material.RULES),
    ),
    Target(
        name="event_type",
        told="a YAML file of the ontology of events",
        prepare=_event_type,
        share=2.5,
        longest=3_000,
        seeds=_lexicon,
        words=lambda: encoded(material.YAML),
        opening=(b"name: A\ndefinition: b\nverbs:\n", b""),
    ),
    Target(
        name="notation",
        told="a line of the ontology of events",
        prepare=_notation,
        share=12,
        longest=300,
        most=10_000,
        seeds=_notations,
        words=lambda: encoded(material.NOTATION),
    ),
    Target(
        name="record",
        told="a record's JSON",
        prepare=_record,
        share=2,
        longest=20_000,
        seeds=lambda: [codec.dumps(each).encode() for each in records()[:2]] + [b'{"article": {"text": "a b"}}'],
        words=lambda: encoded(material.RECORD),
        opening=(b'{"article": {"text": "', b'"}}'),
    ),
    Target(
        name="comparison",
        told="a comparison's JSON",
        prepare=_comparison,
        share=0.6,
        longest=30_000,
        seeds=lambda: [codec.dumps(compare(records()[:3])).encode()],
        words=lambda: encoded(material.RECORD),
    ),
    Target(
        name="annotations",
        told="a page of Web Annotations",
        prepare=_annotations,
        share=0.8,
        longest=40_000,
        seeds=_annotated,
        words=lambda: encoded((*material.RECORD, '"target"', '"selector"', '"layer"')),
    ),
    Target(
        name="judgements",
        told="judgements and corrections from another ledger",
        prepare=_handed,
        share=3,
        longest=1_500,
        seeds=_judged,
        words=lambda: encoded((*material.RECORD, '"same"', '"one"', '"other"', '"judged"')),
    ),
)
