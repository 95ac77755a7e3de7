"""`python -m benchmarks.status`: whether events are told as having happened, on our own passages and on UDS-IH2.

    python -m benchmarks.status
    python -m benchmarks.status --failures --only seen
    python -m benchmarks.status --uds PATH/uds_factuality --split dev
    python -m benchmarks.status --mark

The passages stand in `tests/statuses/*.txt`, one a line: the text with the word that tells an event in asterisks, its
status, and flags (`historical`; `attempt`: of a kind of which an attempt is one too). Those in `held.txt` were written
before the rules and were not looked at while the rules were written; those in `late.txt` after them. A line that begins
with `~` is known not to hold.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tqdm import tqdm

from corpora import uds
from corpora.document import Document
from onrecord.articles import article
from onrecord.reading.background import historical
from onrecord.reading.clauses import Clauses
from onrecord.reading.encoder import Encoder, shipped
from onrecord.reading.reader import read
from onrecord.reading.status import status
from onrecord.reading.syntax import parse
from onrecord.reading.words import breaks_for
from onrecord.record import STATUSES, Article, Record, Span, Statement, Time

TABLES: Final = Path(__file__).parent.parent / "tests" / "statuses"
PUBLISHED: Final = "2024-05-15"
"""The day on which the passages were printed."""
_FLAGS: Final = frozenset({"historical", "attempt"})


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a table.

    Attributes:
        line: its number in the file, from 1.
        written: the passage with its word marked.
        text: the passage.
        place: the offset of the word in it.
        status: the status it should have.
        flags: what else holds of it.
        known: whether it is known not to hold today.
    """

    line: int
    written: str
    text: str
    place: int
    status: str
    flags: frozenset[str]
    known: bool


def table(path: Path) -> tuple[Told, ...]:
    """The lines of a table.

    Raises:
        ValueError: a line is not written as it should be.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_told(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#"))


def _told(number: int, line: str) -> Told:
    written, wanted, *more = (part.strip() for part in line.removeprefix("~").split("|"))
    flags = frozenset(more[0].split()) if more else frozenset()
    before, _, rest = written.partition("*")
    word, _, after = rest.partition("*")
    if not word or "*" in after or wanted not in STATUSES or not flags <= _FLAGS:
        raise ValueError(f"line {number} cannot be read: {line}")
    return Told(number, written, f"{before}{word}{after}", len(before), wanted, flags, line.startswith("~"))


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage as it was read."""

    record: Record
    clauses: Clauses


@cache
def _read(text: str) -> _Read:
    made = article(text, "a passage", published=PUBLISHED)
    return _Read(read(made, shipped()), clauses_of(made, shipped()))


def clauses_of(made: Article, encoder: Encoder) -> Clauses:
    """The syntax of an article."""
    scores = encoder.read(made.text, [(span.start, span.end) for span in made.paragraphs])
    return Clauses(made.text, parse(scores, made.text, made.paragraphs))


def found(told: Told) -> tuple[str, bool]:
    """The status of the marked word of a passage, and whether it is historical."""
    one = _read(told.text)
    at = next(at for at, word in enumerate(one.clauses.parse.words) if word.start <= told.place < word.end)
    holder = smallest(one.record.statements, told.place)
    when = _when(one, at)
    happened = status(one.clauses, at, holder, when=when, published=PUBLISHED, attempt="attempt" in told.flags)
    return happened, historical(one.clauses, at, when, PUBLISHED, reported=holder is not None)


def smallest(statements: Sequence[Statement], place: int) -> Statement | None:
    """The statement with the smallest content that holds a character."""
    holding = [
        (span.end - span.start, number)
        for number, each in enumerate(statements)
        for span in each.content
        if span.start <= place < span.end
    ]
    return statements[min(holding)[1]] if holding else None


def _when(one: _Read, at: int) -> Time | None:
    """The time of an event: the first that hangs on its word, or on what governs that, with no predicate between."""
    clauses = one.clauses
    for time in one.record.times:
        inside = [each for each, word in enumerate(clauses.parse.words) if time.start <= word.start < time.end]
        top = next((each for each in inside if clauses.word(each).head not in inside), None)
        if top is None or time.type not in {"DATE", "TIME"}:
            continue
        for above in clauses.above(top):
            if above == at:
                return time
            if above != top and clauses.predicates[above]:
                subject = clauses.word(at).head == above and clauses.word(at).upos in {"NOUN", "PROPN"}
                if subject and clauses.word(at).relation.startswith("nsubj"):
                    return time
                break
    return None


def right(told: Told) -> bool:
    """Whether both are as the line says."""
    return found(told) == (told.status, "historical" in told.flags)


def run(paths: Sequence[Path], *, failures: bool) -> None:
    """Print how many lines of some tables hold, by status; with failures each that does not."""
    print(f"{'':24}{'status':>10}{'historical':>12}{'lines':>8}")
    for path in paths:
        lines = table(path)
        answers = [(one, found(one)) for one in tqdm(lines, desc=path.stem, leave=False, disable=None)]
        _print(path.stem, answers)
        for wanted in STATUSES:
            _print(f"    {wanted}", [pair for pair in answers if pair[0].status == wanted])
        for one, (happened, back) in answers if failures else ():
            if (happened, back) != (one.status, "historical" in one.flags):
                print(f"{path.stem}:{one.line} {one.written} | {one.status} | {happened}{' historical' * back}")


def _print(name: str, answers: Sequence[tuple[Told, tuple[str, bool]]]) -> None:
    if answers:
        happened = sum(one.status == answer for one, (answer, _) in answers) / len(answers)
        back = sum(("historical" in one.flags) == answer for one, (_, answer) in answers) / len(answers)
        print(f"{name:24}{happened:>10.3f}{back:>12.3f}{len(answers):>8}")


def mark(path: Path) -> None:
    """Write the marks of a table as things stand."""
    holds = {one.line: right(one) for one in table(path)}
    lines = [
        line if number not in holds else f"{'' if holds[number] else '~'}{line.removeprefix('~')}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


_HAPPENED: Final = frozenset({"actual", "ongoing"})
_NOT: Final = frozenset({"negated", "planned", "demanded", "conditional", "threatened"})


def against_uds(path: Path, split: str) -> None:
    """Print how often statuses agree with whether annotators took a predicate to have happened."""
    pairs = [
        pair
        for document in tqdm(
            list(uds.read(path, split, path.parent / "ewt", path.parent / "uner_ewt")), leave=False, disable=None
        )
        for pair in _compared(document)
    ]
    print(f"UDS-IH2 {split}: {len(pairs)} predicates\n\n{'':16}{'predicates':>12}{'happened':>10}")
    counts = Counter(happened for happened, _ in pairs)
    for each in STATUSES:
        share = sum(gold > 0 for happened, gold in pairs if happened == each) / max(1, counts[each])
        print(f"{each:16}{counts[each]:>12}{share:>10.3f}")
    told = [(happened, gold) for happened, gold in pairs if happened in _HAPPENED | _NOT]
    for name, some in (("actual or negated", {"actual", "negated"}), ("all but alleged", _HAPPENED | _NOT)):
        kept = [(happened, gold) for happened, gold in told if happened in some]
        agreed = sum((happened in _HAPPENED) == (gold > 0) for happened, gold in kept)
        print(f"\n{name}: {agreed / len(kept):.3f} of {len(kept)} as annotators have it")


def _compared(document: Document) -> Iterator[tuple[str, float]]:
    spans = [Span(start, end) for start, end, _ in document.factuality or ()]
    paragraphs = [Span(*paragraph) for paragraph in document.paragraphs]
    scores = shipped().read(document.text, document.paragraphs, breaks_for(document.text, paragraphs, spans))
    clauses = Clauses(document.text, parse(scores, document.text, paragraphs))
    starts = {word.start: at for at, word in enumerate(clauses.parse.words)}
    for start, _, gold in document.factuality or ():
        if start in starts:
            yield status(clauses, starts[start]), gold


def main() -> None:
    """Measure as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="print what does not hold")
    parser.add_argument("--only", default="", metavar="REGEX", help="tables whose name has this in it")
    parser.add_argument("--mark", action="store_true", help="mark the lines that do not hold, and no others")
    parser.add_argument("--uds", type=Path, metavar="PATH", help="UDS-IH2, with EWT and UNER-EWT beside it")
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    arguments = parser.parse_args()
    if arguments.uds is not None:
        against_uds(arguments.uds, arguments.split)
        return
    paths = [path for path in sorted(TABLES.glob("*.txt")) if re.search(arguments.only, path.stem)]
    run(paths, failures=arguments.failures)
    for path in paths if arguments.mark else ():
        mark(path)


if __name__ == "__main__":
    main()
