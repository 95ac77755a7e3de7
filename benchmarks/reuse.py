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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Final

from tqdm import tqdm

from benchmarks import floors
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
    print(f"made ready {1000 * (prepared - begun) / len(ready):.1f} ms an article; {every / (picked - prepared):,.0f}", end="")
    print(f" pairs a second by sketches; {len(pairs)} aligned, {1000 * (ended - picked) / max(1, len(pairs)):.1f} ms each\n")
    each = [figures(pair) for pair in judged]
    extra = len(wrong)
    return _printed(each, extra, made, judged)


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
        right = matched(pair)
        counts["edits"] = sum(right.values(), Counts())
        counts |= {f"edits {kind}": right[kind] for kind in KINDS if kind in right}
        counts |= _direction(pair)
    return counts


def _direction(pair: Pair) -> Figures:
    """Whether the direction is right, by what could tell it."""
    dates = order(article(pair.one))[1], order(article(pair.other))[1]
    day = dates[0][:10] != dates[1][:10] or (len(dates[0]) > 10 and len(dates[1]) > 10 and dates[0] != dates[1])
    by = "dates" if all(dates) and day else "credit" if pair.other.credits and pair.other.parent == pair.one.name else "neither"
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


def _joined(pair: Pair) -> tuple[list[GoldEdit], list[GoldEdit], dict[int, int]]:
    """The edits found, those of the truth, and which is which; one of the same kind goes before another."""
    found, gold = found_edits(pair), list(pair.truth.edits or ())
    joined: dict[int, int] = {}
    for same in (True, False):
        for at, edit in enumerate(found):
            if at in joined:
                continue
            for to, wanted in enumerate(gold):
                if to not in joined.values() and (edit.kind == wanted.kind) == same and is_there(edit, wanted):
                    joined[at] = to
                    break
    return found, gold, joined


def matched(pair: Pair) -> dict[str, Counts]:
    """Counts of edits by kind."""
    found, gold, joined = _joined(pair)
    counts: dict[str, Counts] = {}
    for edit in found:
        counts[edit.kind] = counts.get(edit.kind, Counts()) + Counts(predicted=1)
    for edit in gold:
        counts[edit.kind] = counts.get(edit.kind, Counts()) + Counts(gold=1)
    for at, to in joined.items():
        if found[at].kind == gold[to].kind:
            counts[gold[to].kind] += Counts(0, 0, 1, 1)
    return counts


def failures(pair: Pair) -> Iterator[str]:
    """A line for each error in one pair."""
    name = f"{pair.one.name} {pair.other.name} ({pair.other.recipe})"
    shares = pair.truth.own >= TOO_LITTLE
    if shares != bool(pair.told) and (shares or not pair.truth.own):
        yield f"pair {name}: {'missed' if shares else f'only quotations or set phrases, {pair.found.shared_words if pair.found else 0} words found'}"
    if not shares or pair.truth.edits is None:
        return
    found, gold, joined = _joined(pair)
    for at, edit in enumerate(found):
        wanted = gold[joined[at]].kind if at in joined else "none"
        if wanted != edit.kind:
            yield f"edit {name}: {edit.kind} for {wanted}: {_told(pair, edit)}"
    for to, edit in enumerate(gold):
        if to not in joined.values():
            yield f"edit {name}: none for {edit.kind}: {_told(pair, edit)}"


def _told(pair: Pair, edit: GoldEdit) -> str:
    parts = []
    for text, (start, end) in ((pair.one.text, edit.before), (pair.other.text, edit.after)):
        around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}"
        parts.append(" ".join(around.split()))
    return " -> ".join(parts)


def _printed(each: Sequence[Figures], extra: int, made: Collection, judged: Sequence[Pair]) -> dict[str, float]:
    """Print the figures beside the baselines; return those with floors."""
    total = added([*each, {"pairs": Counts(predicted=extra)}])
    rows = [("pairs", "pairs"), ("passages, characters", "passages"), ("edits", "edits")]
    rows += [(f"  {kind}", f"edits {kind}") for kind in KINDS if f"edits {kind}" in total]
    print(f"{'':30}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}   95 % interval of F1")
    for shown, name in rows:
        counts = total[name]
        low, high = interval(each, name, rounds=200)
        print(
            f"{shown:30}{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}{counts.gold:>8}   {low:.3f} to {high:.3f}"
        )
    for shown, counts in baselines(made, judged):
        print(f"{shown:30}{counts.precision:>10.3f}{counts.recall:>10.3f}{counts.f1:>10.3f}{counts.gold:>8}")
    print(f"\n{'direction':30}{'right':>10}{'wrong':>10}{'not told':>10}{'pairs':>8}")
    reached = {"pairs": total["pairs"].f1, "passages": total["passages"].f1, "edits": total["edits"].f1}
    for by in ("dates", "credit", "neither"):
        counts = total.get(f"direction by {by}", Counts())
        right, wrong = counts.recall, (counts.predicted - counts.right_predicted) / max(1, counts.gold)
        shown = {"dates": "by dates", "credit": "by credit alone", "neither": "by neither"}[by]
        print(f"{shown:30}{right:>10.3f}{wrong:>10.3f}{1 - right - wrong:>10.3f}{counts.gold:>8}")
        reached |= {f"direction by {by}": right} if by != "neither" else {}
    return reached


def baselines(made: Collection, judged: Sequence[Pair]) -> Iterator[tuple[str, Counts]]:
    """Shingles of eight words with the Jaccard threshold that is best here, and difflib on the pairs that share text."""
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
    sharing = [pair for pair in judged if pair.truth.own >= TOO_LITTLE]
    found = [(pair, list(_blocks(pair))) for pair in tqdm(sharing, desc="difflib", leave=False)]
    yield (
        "difflib, passages",
        sum((overlapping([([a], [b]) for a, b in blocks], pair.truth.passages) for pair, blocks in found), Counts()),
    )


def _over(threshold: float, likeness: Mapping[frozenset[str], float], gold: set[frozenset[str]]) -> tuple[str, Counts]:
    told = {pair for pair, value in likeness.items() if value >= threshold}
    right = len(told & gold)
    return f"8-word shingles, {threshold:g}", Counts(len(told), len(gold), right, right)


def _shingles(text: str) -> set[tuple[str, ...]]:
    told = text.lower().split()
    return {tuple(told[at : at + 8]) for at in range(len(told) - 7)}


def _blocks(pair: Pair) -> Iterable[tuple[Span, Span]]:
    """Stretches of 40 characters and more that difflib finds equal, by words."""
    sides = [_spans(each.text) for each in (pair.one, pair.other)]
    texts = [[each.text[start:end] for start, end in spans] for each, spans in zip((pair.one, pair.other), sides, strict=True)]
    for block in SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks():
        if block.size >= 8:
            yield (
                (sides[0][block.a][0], sides[0][block.a + block.size - 1][1]),
                (sides[1][block.b][0], sides[1][block.b + block.size - 1][1]),
            )


def _spans(text: str) -> list[Span]:
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append((start, at))
    return spans
