"""`python -m benchmarks reuse`: copies whose truth is known, made by script from PolNeAR's articles.

`benchmarks/copies.py` makes the collection, the same each time; `docs/metrics.md` tells the figures.

**Pairs.** Of all pairs of articles, those that share telling, not only quotations or set phrases. A pair whose shared
sentences outside quotations have fewer than `TOO_LITTLE` characters counts neither way.

**Passages.** PAN's micro-averaged precision and recall in characters (Potthast, Stein, Barrón-Cedeño and Rosso, COLING
2010): of what is found, only characters that lie in a passage of the truth which the finding meets in both articles are
right. Whole sentences that a finding gives as cut or added are no part of it.

**Edits.** One is right if one of the truth has its kind and stands at its place: they share characters in each article
where both have any, and else stand within a word of each other.

**Direction.** Of pairs where one was made from the other, by what could tell: the dates, a stated credit, or neither.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Final

from tqdm import tqdm

from benchmarks import floors, parents
from benchmarks.copies import FILES, OTHER, Collection, collection
from benchmarks.copying import GoldEdit, Made, Span, Truth, truth
from benchmarks.failures import sample
from benchmarks.scores import Counts, Figures, added, interval
from onrecord.comparing.comparison import Edit, Passage, Reuse, Share
from onrecord.comparing.direction import order
from onrecord.comparing.edits import EditKind
from onrecord.comparing.reuse import Laid, between, laid
from onrecord.comparing.sketches import candidates
from onrecord.record import Article
from onrecord.record import Span as ReadSpan

TOO_LITTLE: Final = 150
"""Characters."""
NEAR: Final = 12
"""Characters that two places may lie apart to be one."""
KINDS: Final = tuple(kind.value for kind in EditKind)
WHOLE: Final = frozenset({EditKind.SENTENCE_CUT, EditKind.SENTENCE_ADDED})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two made articles, what they share, and what was found; an ancestor first.

    Attributes:
        one: the first.
        other: the second.
        descends: whether the second was made from the first.
        truth: what they share.
        found: what is found; None where nothing is.
        turned: whether what is found has the second as the earlier.
    """

    one: Made
    other: Made
    descends: bool
    truth: Truth
    found: Reuse | None
    turned: bool = False

    @property
    def told(self) -> list[Passage]:
        """The passages found that are no mere quotation or set phrase."""
        return [each for each in self.found.passages if each.kind is Share.TEXT] if self.found else []


def article(made: Made) -> Article:
    """A made article as the engine takes it."""
    return Article(
        outlet=made.outlet,
        title=made.name,
        published=made.published,
        language="en",
        text=made.text,
        paragraphs=tuple(ReadSpan(*span) for span in made.paragraph_places()),
    )


def corpus(root: Path, split: str) -> str:
    """The hash of what was measured on: the texts, and what the copies are made by."""
    texts = [path for each in (split, OTHER[split]) for path in (root / "data" / each / "text").glob("*.txt")]
    return floors.corpus_hash([*texts, *FILES])


def run(root: Path, split: str, errors: int = 0, most: int = 0) -> dict[str, float]:
    """Measure and print; return the figures that have floors.

    Args:
        root: PolNeAR's upstream repository.
        split: `dev` or `train`.
        errors: so many errors are printed to read.
        most: measure on up to so many sources; 0 for all.
    """
    made = collection(root, split, most)
    begun = time.perf_counter()
    ready = [laid(article(each)) for each in made.made]
    prepared = time.perf_counter()
    pairs = candidates([each.sketch for each in ready])
    picked = time.perf_counter()
    found = _aligned(made, ready, pairs)
    ended = time.perf_counter()
    judged, wrong = _judged(made, found)
    if errors:
        listed = [*wrong, *(line for pair in judged for line in failures(pair))]
        print("\n".join(sample(listed, errors)), end="\n\n")
    every = len(ready) * (len(ready) - 1) // 2
    print(f"PolNeAR {split}: {len(ready)} articles by script, {every} pairs, {len(judged)} of them with shared text\n")
    ready_in, rate = 1000 * (prepared - begun) / len(ready), every / (picked - prepared)
    print(f"made ready {ready_in:.1f} ms an article; {rate:,.0f} pairs a second by sketches; ", end="")
    print(f"{len(pairs)} aligned, {1000 * (ended - picked) / max(1, len(pairs)):.1f} ms each\n")
    each = [figures(pair) for pair in judged]
    told = _printed([*each, *({"pairs": Counts(predicted=1)} for _ in wrong)], made, judged)
    count, right = parents.shares(made.made, ready, found.values())
    print(f"\nparent told, of {count} copies with a choice: {right['spread']:.3f}", end="")
    print(f"; the first published {right['first']:.3f}, the last {right['nearest']:.3f}")
    return told | {"parent": right["spread"]}


def _aligned(made: Collection, ready: Sequence[Laid], pairs: Sequence[tuple[int, int]]) -> dict[frozenset[str], Reuse]:
    found: dict[frozenset[str], Reuse] = {}
    for pair in tqdm(pairs, desc="aligning", leave=False):
        first, second = sorted(pair, key=lambda at: order(ready[at].article))
        reuse = between(ready[first], ready[second])
        if reuse is not None:
            found[frozenset({made.made[first].name, made.made[second].name})] = reuse
    return found


def _judged(made: Collection, found: Mapping[frozenset[str], Reuse]) -> tuple[list[Pair], list[str]]:
    """The pairs of the truth with what was found of them, and a line for each pair found that is none."""
    judged, known = [], set()
    for one, other, descends in made.related():
        key = frozenset({one.name, other.name})
        known.add(key)
        reuse = found.get(key)
        turned = reuse is not None and reuse.earlier == article(other).id
        judged.append(Pair(one, other, descends, truth(one, other, descends=descends), reuse, turned))
    wrong = [
        f"pair {' and '.join(sorted(key))}: shares nothing by script; {reuse.shared_words} words found"
        for key, reuse in sorted(found.items(), key=lambda each: sorted(each[0]))
        if key not in known and reuse.shared_words
    ]
    return judged, wrong


def figures(pair: Pair) -> Figures:
    """The counts of one pair with shared text."""
    shares, told = pair.truth.own >= TOO_LITTLE, bool(pair.told)
    counts: dict[str, Counts] = {}
    if shares or pair.truth.own == 0:
        counts["pairs"] = Counts(int(told), int(shares), int(shares and told), int(shares and told))
    if not shares:
        return counts
    counts["passages"] = overlapping(covered(pair), pair.truth.passages)
    if pair.truth.edits is not None:
        right = matched(found_edits(pair), pair.truth.edits)
        counts["edits"] = sum(right.values(), Counts())
        counts |= {f"edits {kind}": right[kind] for kind in KINDS if kind in right}
        counts |= _direction(pair)
    return counts


def _direction(pair: Pair) -> Figures:
    """Whether the direction is right, by what could tell it."""
    first, second = pair.one.published, pair.other.published
    by = "neither"
    if first and second and (first[:10] != second[:10] or (len(first) > 10 and len(second) > 10 and first != second)):
        by = "dates"
    elif pair.other.credits and pair.other.parent == pair.one.name:
        by = "credit"
    told = pair.found is not None and pair.found.directed
    right = int(told and not pair.turned)
    return {f"direction by {by}": Counts(int(told), 1, right, right)}


def covered(pair: Pair) -> list[tuple[list[Span], list[Span]]]:
    """The passages found, in characters of either article, without the sentences that one of them lacks."""
    found = []
    for passage in pair.found.passages if pair.found else ():
        sides = [[(passage.earlier.start, passage.earlier.end)], [(passage.later.start, passage.later.end)]]
        for edit in passage.edits:
            if edit.kind in WHOLE:
                for side, place in enumerate((edit.before, edit.after)):
                    if place is not None:
                        start, end = sides[side].pop()
                        sides[side] += [(start, place.start), (place.end, end)]
        found.append((sides[pair.turned], sides[not pair.turned]))
    return found


def overlapping(found: Sequence[tuple[list[Span], list[Span]]], gold: Sequence[tuple[Span, Span]]) -> Counts:
    """PAN's counts: characters of both articles that are found, that are shared, and right among both."""
    met = [
        (one, other)
        for one in found
        for other in gold
        if all(any(_shared(part, whole) for part in parts) for parts, whole in zip(one, other, strict=True))
    ]
    predicted = sum(end - start for sides in found for parts in sides for start, end in parts)
    wanted = sum(end - start for sides in gold for start, end in sides)
    right: set[tuple[int, int]] = set()
    for parts, whole in met:
        for side in (0, 1):
            for start, end in parts[side]:
                right.update((side, at) for at in range(max(start, whole[side][0]), min(end, whole[side][1])))
    return Counts(predicted, wanted, len(right), len(right))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


_TURNED: Final = {
    "sentence-cut": "sentence-added",
    "hedge-dropped": "hedge-added",
    "attribution-dropped": "attribution-added",
    "removed": "added",
}
_BACK: Final = _TURNED | {other: one for one, other in _TURNED.items()}


def found_edits(pair: Pair) -> list[GoldEdit]:
    """The edits found, as from the first to the second, whichever was taken for the earlier."""
    made = []
    for passage in pair.found.passages if pair.found else ():
        for edit in passage.edits:
            spans = _span(edit, earlier=True), _span(edit, earlier=False)
            kind = _BACK.get(edit.kind.value, edit.kind.value) if pair.turned else edit.kind.value
            made.append(GoldEdit(kind, spans[pair.turned], spans[not pair.turned]))
    return made


def _span(edit: Edit, *, earlier: bool) -> Span:
    place, at = (edit.before, edit.earlier_at) if earlier else (edit.after, edit.later_at)
    return (place.start, place.end) if place is not None else (at, at)


def is_there(one: GoldEdit, other: GoldEdit) -> bool:
    """Whether two edits stand at one place."""
    for mine, theirs in ((one.before, other.before), (one.after, other.after)):
        if mine[0] < mine[1] and theirs[0] < theirs[1]:
            if not _shared(mine, theirs):
                return False
        elif max(mine[0], theirs[0]) - min(mine[1], theirs[1]) > NEAR:
            return False
    return True


def joined(found: Sequence[GoldEdit], gold: Sequence[GoldEdit]) -> dict[int, int]:
    """Which edit found is which of the truth, each once; one of the same kind goes before another."""
    pairs: dict[int, int] = {}
    for same in (True, False):
        for at, edit in enumerate(found):
            taken = set(pairs.values())
            if at not in pairs:
                fitting = (
                    to
                    for to, wanted in enumerate(gold)
                    if to not in taken and (edit.kind == wanted.kind) == same and is_there(edit, wanted)
                )
                to = next(fitting, None)
                if to is not None:
                    pairs[at] = to
    return pairs


def matched(found: Sequence[GoldEdit], gold: Sequence[GoldEdit]) -> dict[str, Counts]:
    """Counts of edits by kind."""
    counts: dict[str, Counts] = {}
    for edit in found:
        counts[edit.kind] = counts.get(edit.kind, Counts()) + Counts(predicted=1)
    for edit in gold:
        counts[edit.kind] = counts.get(edit.kind, Counts()) + Counts(gold=1)
    for at, to in joined(found, gold).items():
        if found[at].kind == gold[to].kind:
            counts[gold[to].kind] += Counts(0, 0, 1, 1)
    return counts


def failures(pair: Pair) -> Iterator[str]:
    """A line for each error in one pair."""
    name = f"{pair.one.name} {pair.other.name} ({pair.other.recipe})"
    shares = pair.truth.own >= TOO_LITTLE
    if shares and not pair.told:
        yield f"pair {name}: missed"
    elif pair.told and not pair.truth.own:
        words = pair.found.shared_words if pair.found else 0
        yield f"pair {name}: only quotations or set phrases, {words} words found"
    if not shares or pair.truth.edits is None:
        return
    found, gold = found_edits(pair), pair.truth.edits
    known = joined(found, gold)
    for at, edit in enumerate(found):
        wanted = gold[known[at]].kind if at in known else "none"
        if wanted != edit.kind:
            yield f"edit {name}: {edit.kind} for {wanted}: {_told(pair, edit)}"
    for to, edit in enumerate(gold):
        if to not in known.values():
            yield f"edit {name}: none for {edit.kind}: {_told(pair, edit)}"


def _told(pair: Pair, edit: GoldEdit) -> str:
    parts = []
    for text, (start, end) in ((pair.one.text, edit.before), (pair.other.text, edit.after)):
        around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}"
        parts.append(" ".join(around.split()))
    return " -> ".join(parts)


def _printed(each: Sequence[Figures], made: Collection, judged: Sequence[Pair]) -> dict[str, float]:
    """Print the figures beside the baselines; return those with floors."""
    total = added(each)
    print(f"{'':30}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>9}   95 % interval of F1")
    for name in ("pairs", "passages", "edits", *(f"edits {kind}" for kind in KINDS)):
        if name in total:
            low, high = interval(each, name, rounds=200)
            print(f"{_line(name, total[name])}   {low:.3f} to {high:.3f}")
    for name, counts in baselines(made, judged):
        print(_line(name, counts))
    print(f"\n{'direction':30}{'right':>10}{'wrong':>10}{'not told':>10}{'pairs':>9}")
    for by in ("dates", "credit", "neither"):
        counts = total.get(f"direction by {by}", Counts())
        wrong = (counts.predicted - counts.right_predicted) / max(1, counts.gold)
        shares = f"{counts.recall:>10.3f}{wrong:>10.3f}{1 - counts.recall - wrong:>10.3f}"
        print(f"{f'by {by}':30}{shares}{counts.gold:>9}")
    reached = {name: total[name].f1 for name in ("pairs", "passages", "edits")}
    return reached | {name: total[name].recall for name in ("direction by dates", "direction by credit")}


def _line(name: str, counts: Counts) -> str:
    return f"{name:30}{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}{counts.gold:>9}"


def baselines(made: Collection, judged: Sequence[Pair]) -> Iterator[tuple[str, Counts]]:
    """Shingles of eight words with the Jaccard threshold that is best here; difflib on the pairs that share text."""
    shingled = {each.name: _shingles(each.text) for each in made.made}
    gold = {frozenset({pair.one.name, pair.other.name}) for pair in judged if pair.truth.own >= TOO_LITTLE}
    aside = {frozenset({pair.one.name, pair.other.name}) for pair in judged if 0 < pair.truth.own < TOO_LITTLE}
    likeness = {
        frozenset({one, other}): len(mine & theirs) / len(mine | theirs)
        for (one, mine), (other, theirs) in combinations(shingled.items(), 2)
        if mine & theirs and frozenset({one, other}) not in aside
    }
    yield max(
        (_over(threshold, likeness, gold) for threshold in (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)),
        key=lambda row: row[1].f1,
    )
    passages = edits = Counts()
    for pair in tqdm(judged, desc="difflib", leave=False):
        if pair.truth.own >= TOO_LITTLE:
            blocks, changes = _by_difflib(pair)
            passages += overlapping([([one], [other]) for one, other in blocks], pair.truth.passages)
            edits += sum(matched(changes, pair.truth.edits or ()).values(), Counts()) if pair.descends else Counts()
    yield "difflib, passages", passages
    yield "difflib, edits", edits


def _over(threshold: float, likeness: Mapping[frozenset[str], float], gold: set[frozenset[str]]) -> tuple[str, Counts]:
    told = {pair for pair, value in likeness.items() if value >= threshold}
    right = len(told & gold)
    return f"8-word shingles, {threshold:g}", Counts(len(told), len(gold), right, right)


def _shingles(text: str) -> set[tuple[str, ...]]:
    told = text.lower().split()
    return {tuple(told[at : at + 8]) for at in range(len(told) - 7)}


def _by_difflib(pair: Pair) -> tuple[list[tuple[Span, Span]], list[GoldEdit]]:
    """Stretches of eight words and more that difflib finds equal, and what it has between words that are equal."""
    texts = pair.one.text, pair.other.text
    sides = _spans(texts[0]), _spans(texts[1])
    mine, theirs = ([text[start:end] for start, end in spans] for text, spans in zip(texts, sides, strict=True))
    blocks, changes = [], []
    for tag, *ranges in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        one, other = (_over_words(sides[side], *ranges[2 * side : 2 * side + 2]) for side in (0, 1))
        if tag == "equal" and ranges[1] - ranges[0] >= 8:
            blocks.append((one, other))
        elif tag != "equal":
            figures = all(
                any(map(str.isdigit, text[slice(*span)])) for text, span in zip(texts, (one, other), strict=True)
            )
            kind = {"replace": "number" if figures else "changed", "delete": "removed", "insert": "added"}[tag]
            changes.append(GoldEdit(kind, one, other))
    return blocks, changes


def _over_words(spans: Sequence[Span], first: int, last: int) -> Span:
    if first < last:
        return spans[first][0], spans[last - 1][1]
    at = spans[first - 1][1] if first else 0
    return at, at


def _spans(text: str) -> list[Span]:
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append((start, at))
    return spans
