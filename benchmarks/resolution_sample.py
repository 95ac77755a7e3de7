"""Which sources of PolNeAR are annotated with the entity they stand for: a sample that anyone can draw again.

    python -m benchmarks.resolution_sample PATH/polnear

prints its items as JSON, an object a line, without the entities: `document`, `source`, `kind`. Sources are told apart
by how they are written, never by what a reader of ours makes of them. `data/sources.jsonl` has those of them whose
entity is clear to a careful reader.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import polnear
from corpora.document import Document, Span

EACH = {"pronoun": 80, "role": 120, "short-name": 80}
"""How many are drawn of each kind; most of those that no careful reader could tell are roles."""
PER_DOCUMENT = 5

_PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
_EDGES = " \t\r\n,;:.—–-\"“”'‘’"
_TITLE = re.compile(
    r"(?:the|mr|mrs|ms|miss|dr|sen|rep|gov|gen|president|secretary|senator|governor|representative|general|judge)\.?\s+",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}")
_HEAD_ENDS = re.compile(r"[,;:(—–]|\s--?\s|\b(?:of|for|in|from|at|with|on|to|by|near|who|which|that|whose)\b")
_ROLE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_APPOSITION = re.compile(r"(?:,|\s--?|[—–(])\s*(?:[^,]*\s)?[A-Z][\w'’-]+\s+(?:[A-Z]\.\s+)?[A-Z][a-z]")
_DEFINITE = re.compile(r"(?:the|this|that|these|those|his|her|its|their|[\w.]+['’]s?)\s", re.IGNORECASE)
_FIRST_PERSON = frozenset({"i", "me", "we", "us", "you", "my", "our", "your"})
_NO_ROLE = _PRONOUNS | {"which", "that", "this", "these", "those", "one", "him", "her", "them", "said"} | _FIRST_PERSON
_GROUPS = frozenset({"We", "They", "Democrats", "Republicans", "Congress"})
_THINNED = 5


@dataclass(frozen=True, slots=True)
class Drawn:
    """A source of the sample."""

    document: str
    source: Span
    kind: str

    @property
    def order(self) -> str:
        """What the sample is sorted by: a hash, so that neither place nor words decide."""
        return hashlib.sha256(f"{self.document}:{self.source[0]}:{self.source[1]}".encode()).hexdigest()

    @property
    def publisher(self) -> str:
        """The publisher, with which the corpus begins a document's name."""
        return self.document.partition("_")[0]


def kind(text: str, source: Span) -> str | None:
    """Whether a source is written as a pronoun, a role or a short name; None of any other.

    A role is a nominal whose head is no name. A short name is one word that the text has inside a longer name, or an
    acronym; a title or "the" may stand before it.
    """
    words = text[slice(*source)].strip(_EDGES)
    if words.lower() in _PRONOUNS:
        return "pronoun"
    bare = _bare(words)
    longer = rf"\b(?:[A-Z][\w.'’-]*\s+{re.escape(bare)}\b|{re.escape(bare)}\s+[A-Z][a-z])"
    named = _NAME.fullmatch(bare) and bare not in _GROUPS and re.search(longer, text)
    if _ACRONYM.fullmatch(bare) or named:
        return "short-name"
    head = _HEAD_ENDS.split(words, maxsplit=1)[0].split()
    lowered = {word.lower() for word in head}
    if not head or _FIRST_PERSON & lowered or words.lower() in _NO_ROLE or _APPOSITION.search(words):
        return None
    lone = len(head) == 1 and head[0][1:].islower() and head[0].lower() == head[0]
    determined = len(head) > 1 and _ROLE.fullmatch(head[-1]) is not None
    return "role" if lone or determined else None


def _bare(words: str) -> str:
    """A short name without what may stand before and after it."""
    title = _TITLE.match(words)
    return re.sub(r"['’]s?$", "", words[title.end() :] if title else words)


def candidates(documents: Iterable[Document]) -> Iterator[Drawn]:
    """The sources of the three kinds, each once, of attributions whose source is in one piece.

    Of one short name a document gives the source with the first hash. Of indefinite nominals ("voters"), which are
    mostly nobody who is named, one in five is a candidate.
    """
    for document in documents:
        spans = {each.source[0] for each in document.attributions or () if len(each.source) == 1}
        found = [Drawn(document.id, span, told) for span in spans if (told := kind(document.text, span))]
        seen: set[str] = set()
        for one in sorted(found, key=lambda one: one.order):
            words = document.text[slice(*one.source)].strip(_EDGES)
            short = _bare(words).lower()
            thinned = one.kind == "role" and not _DEFINITE.match(words) and int(one.order, 16) % _THINNED
            if thinned or (one.kind == "short-name" and short in seen):
                continue
            if one.kind == "short-name":
                seen.add(short)
            yield one


def draw(found: Sequence[Drawn], each: Mapping[str, int] = EACH, per_document: int = PER_DOCUMENT) -> list[Drawn]:
    """So many of each kind, at most so many of one document, publishers as evenly as they have them.

    Kinds take turns; the next of a kind is the first by its hash among those of the publisher it has fewest of.
    """
    left = {name: sorted((one for one in found if one.kind == name), key=lambda one: one.order) for name in each}
    documents: Counter[str] = Counter()
    publishers: Counter[tuple[str, str]] = Counter()
    drawn: list[Drawn] = []
    turns = [name for turn in range(max(each.values())) for name in each if turn < each[name]]
    for name in turns:
        fitting = [one for one in left[name] if documents[one.document] < per_document]
        if fitting:
            one = min(fitting, key=lambda one: (publishers[name, one.publisher], one.order))
            left[name].remove(one)
            documents[one.document] += 1
            publishers[name, one.publisher] += 1
            drawn.append(one)
    return sorted(drawn, key=lambda one: (one.document, one.source))


def lines(drawn: Sequence[Drawn]) -> list[str]:
    """The sample as JSON."""
    return [json.dumps({"document": one.document, "source": one.source, "kind": one.kind}) for one in drawn]


if __name__ == "__main__":
    print("\n".join(lines(draw(list(candidates(polnear.read(Path(sys.argv[1]), "dev")))))))
