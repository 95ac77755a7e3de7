"""Scoring syntax as the CoNLL 2018 shared task did (Zeman et al., 2018), on CoNLL-U or on parsed sentences.

Gold and system cut the same characters, white space left out. A token is right if its characters are; so is a
sentence. Words are aligned: plain words by their characters, words around multiword tokens by the longest
common subsequence of their forms, capitals aside. Every other figure is over aligned words. The task's script
may also match a plain word with a part of the multiword token after it; its own description does not, nor do we.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.scores import Counts

Span = tuple[int, int]
LINES = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "Lemmas", "UAS", "LAS", "CLAS", "LAS with subtypes")
"""The figures in the order they are shown; the last is not the shared task's."""
CONTENT_WORDS = "Content words"
"""What CLAS is counted over; shown by no one."""

_CONTENT = frozenset(
    "nsubj obj iobj csubj ccomp xcomp obl vocative expl dislocated advcl advmod discourse nmod appos nummod acl amod "
    "conj fixed flat compound list parataxis orphan goeswith reparandum root dep".split()
)
_BLANK = "_"


@dataclass(frozen=True, slots=True)
class Row:
    """A syntactic word; `head` is the index of its governor in the sentence, -1 for the root."""

    form: str
    lemma: str = _BLANK
    upos: str = _BLANK
    xpos: str = _BLANK
    head: int = -1
    relation: str = "root"


@dataclass(frozen=True, slots=True)
class Token:
    """A written word: one syntactic word, or several (a multiword token)."""

    form: str
    rows: tuple[Row, ...]
    multiword: bool = False


Sentence = tuple[Token, ...]


def read(lines: Iterable[str]) -> Iterator[Sentence]:
    """Yield the sentences of CoNLL-U; comments and empty nodes (`8.1`) are left out.

    Raises:
        ValueError: a line has not ten columns, or its identifier or head is not what the format asks for.
    """
    rows: list[list[str]] = []
    for line in (raw.rstrip("\r\n") for raw in lines):
        if not line:
            if rows:
                yield _sentence(rows)
            rows = []
        elif not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) != 10:
                raise ValueError(f"not ten columns: {line!r}")
            if "." not in columns[0]:
                rows.append(columns)
    if rows:
        yield _sentence(rows)


def load(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(read(file))


def _sentence(rows: Sequence[Sequence[str]]) -> Sentence:
    tokens: list[Token] = []
    whole = ""
    parts: list[Row] = []
    last = 0
    count = 0
    for columns in rows:
        if "-" in columns[0]:
            last = int(columns[0].split("-")[1])
            whole, parts = columns[1], []
            continue
        count += 1
        if int(columns[0]) != count:
            raise ValueError(f"word {columns[0]} ({columns[1]!r}) stands where word {count} should")
        _, form, lemma, upos, xpos, _, head, relation = columns[:8]
        row = Row(form, lemma, upos, xpos, int(head) - 1, relation)
        if count > last:
            tokens.append(Token(form, (row,)))
            continue
        parts.append(row)
        if count == last:
            tokens.append(Token(whole, tuple(parts), multiword=True))
    return tuple(tokens)


@dataclass(eq=False, slots=True)
class _Word:
    """A word in its place: the span of its token among the text's visible characters, its governor a reference."""

    row: Row
    start: int
    end: int
    multiword: bool
    governor: _Word | None = None

    @property
    def form(self) -> str:
        return _visible(self.row.form).lower()

    @property
    def relation(self) -> str:
        return self.row.relation.split(":")[0]

    @property
    def is_content(self) -> bool:
        return self.relation in _CONTENT


@dataclass(slots=True)
class _Text:
    characters: list[str] = field(default_factory=list)
    tokens: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    words: list[_Word] = field(default_factory=list)


def _laid_out(sentences: Iterable[Sentence]) -> _Text:
    """Sentences over their characters.

    Raises:
        ValueError: a sentence is no tree with one root, or a token has no characters.
    """
    text = _Text()
    at = 0
    for sentence in sentences:
        first, words = at, []
        for token in sentence:
            form = _visible(token.form)
            if not form:
                raise ValueError("a token without characters")
            text.characters.append(form)
            text.tokens.append((at, at + len(form)))
            words += [_Word(row, at, at + len(form), token.multiword) for row in token.rows]
            at += len(form)
        _join(words)
        text.sentences.append((first, at))
        text.words += words
    return text


def _join(words: Sequence[_Word]) -> None:
    """Tie the words of a sentence to their governors."""
    heads = [word.row.head for word in words]
    if heads.count(-1) != 1:
        raise ValueError(f"a sentence with {heads.count(-1)} roots: {' '.join(word.row.form for word in words)!r}")
    for head, word in zip(heads, words, strict=True):
        if not -1 <= head < len(words):
            raise ValueError(f"the head of {word.row.form!r} lies outside its sentence")
    for index, word in enumerate(words):
        seen = index
        for _ in words:
            if seen < 0:
                break
            seen = heads[seen]
        if seen >= 0:
            raise ValueError(f"{word.row.form!r} hangs from a circle")
        word.governor = words[heads[index]] if heads[index] >= 0 else None


def _visible(form: str) -> str:
    """A form without its spaces, as the shared task compares characters."""
    return "".join(character for character in form if unicodedata.category(character) != "Zs")


def score(system: Iterable[Sentence], gold: Iterable[Sentence]) -> dict[str, Counts]:
    """Every figure of one text, by name; texts' figures can be added.

    Raises:
        ValueError: the two do not cut the same characters, or a sentence is no tree with one root.
    """
    mine, theirs = _laid_out(system), _laid_out(gold)
    written, asked = "".join(mine.characters), "".join(theirs.characters)
    if written != asked:
        at = next((at for at, pair in enumerate(zip(written, asked, strict=False)) if len(set(pair)) > 1), -1)
        at = at if at >= 0 else min(len(written), len(asked))
        raise ValueError(f"the characters differ: gold {asked[at : at + 20]!r}, system {written[at : at + 20]!r}")
    pairs = _aligned(mine.words, theirs.words)
    counterpart = {id(one): other for one, other in pairs}

    def governed(one: _Word, other: _Word) -> bool:
        if one.governor is None or other.governor is None:
            return one.governor is other.governor
        return counterpart.get(id(one.governor)) is other.governor

    def related(one: _Word, other: _Word) -> bool:
        return governed(one, other) and one.relation == other.relation

    content = [(one, other) for one, other in pairs if other.is_content]
    sizes = (len(mine.words), len(theirs.words))
    content_sizes = (sum(word.is_content for word in mine.words), sum(word.is_content for word in theirs.words))
    tests: Mapping[str, Callable[[_Word, _Word], bool]] = {
        "UPOS": lambda one, other: one.row.upos == other.row.upos,
        "XPOS": lambda one, other: one.row.xpos == other.row.xpos,
        "Lemmas": lambda one, other: other.row.lemma in {_BLANK, one.row.lemma},
        "UAS": governed,
        "LAS": related,
        "LAS with subtypes": lambda one, other: governed(one, other) and one.row.relation == other.row.relation,
    }
    figures = {
        "Tokens": _equal(mine.tokens, theirs.tokens),
        "Sentences": _equal(mine.sentences, theirs.sentences),
        "Words": Counts(*sizes, len(pairs), len(pairs)),
        CONTENT_WORDS: Counts(*content_sizes, len(content), len(content)),
        "CLAS": _counts(content_sizes, sum(related(*pair) for pair in content)),
    }
    return figures | {name: _counts(sizes, sum(test(*pair) for pair in pairs)) for name, test in tests.items()}


def accuracy(figures: Mapping[str, Counts], name: str) -> float:
    """Of the words that are aligned, the share that is right in `name`; 0 where none is aligned."""
    aligned = figures[CONTENT_WORDS if name == "CLAS" else "Words"].right_gold
    return figures[name].right_gold / aligned if aligned else 0.0


def _counts(sizes: tuple[int, int], right: int) -> Counts:
    return Counts(*sizes, right, right)


def _equal(mine: Sequence[Span], theirs: Sequence[Span]) -> Counts:
    return _counts((len(mine), len(theirs)), len(set(mine) & set(theirs)))


def _aligned(mine: Sequence[_Word], theirs: Sequence[_Word]) -> list[tuple[_Word, _Word]]:
    """Pairs of a system's word and a gold word that are one, in order."""
    pairs: list[tuple[_Word, _Word]] = []
    stretches = _multiword_stretches([*mine, *theirs])
    inside: dict[Span, tuple[list[_Word], list[_Word]]] = {stretch: ([], []) for stretch in stretches}
    plain: tuple[dict[Span, _Word], dict[Span, _Word]] = ({}, {})
    for side, words in enumerate((mine, theirs)):
        place = 0
        for word in words:
            while place < len(stretches) and stretches[place][1] <= word.start:
                place += 1
            if place < len(stretches) and stretches[place][0] <= word.start and word.end <= stretches[place][1]:
                inside[stretches[place]][side].append(word)
            else:
                plain[side][word.start, word.end] = word
    pairs += [(word, plain[1][span]) for span, word in plain[0].items() if span in plain[1]]
    for left, right in inside.values():
        pairs += _common(left, right)
    return sorted(pairs, key=lambda pair: pair[1].start)


def _multiword_stretches(words: Iterable[_Word]) -> list[Span]:
    """The least stretches of characters out of which no multiword token of either side sticks."""
    stretches: list[Span] = []
    for start, end in sorted({(word.start, word.end) for word in words if word.multiword}):
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _common(mine: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[tuple[_Word, _Word]]:
    """A longest common subsequence of forms, the earliest on the gold side."""
    length = [[0] * (len(mine) + 1) for _ in range(len(theirs) + 1)]
    for row in reversed(range(len(theirs))):
        for column in reversed(range(len(mine))):
            same = theirs[row].form == mine[column].form
            length[row][column] = max(
                length[row + 1][column], length[row][column + 1], length[row + 1][column + 1] + 1 if same else 0
            )
    row = column = 0
    while row < len(theirs) and column < len(mine):
        if theirs[row].form == mine[column].form:
            yield mine[column], theirs[row]
            row, column = row + 1, column + 1
        elif length[row][column] == length[row + 1][column]:
            row += 1
        else:
            column += 1
