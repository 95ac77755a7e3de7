"""The voice map of an article: who is speaking in each stretch of its text, and how much of it each voice has.

A stretch is in the voice of the smallest content of a statement that holds it, and in the outlet's own where none
does. The words of an attribution ("Rama said") are no part of what it attributes, so they belong to whoever speaks
around it: the outlet, or the voice of the statement that it is told in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from string import ascii_letters

from onrecord.record import Article, Link, Record, Span, Statement, Voice

_SIGNS = ascii_letters[26:] + ascii_letters[:26]
_CROWD = "*"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of an article: the chain of who is speaking, and what is said in it.

    Attributes:
        number: from 0, in the order of first speaking; a voice that no stretch is in comes after those.
        colour: 0 for the outlet's own voice, else from 1 in the order of the numbers.
        own: whether it is the outlet's own.
        voice: the chain, outermost first; empty for the own voice of an outlet that is not known.
        chain: what to call each link of it.
        share: of the article's letters and digits, from 0 to 1.
        first: the first stretch in it that has letters, or None.
        statements: those that are told in it, in text order.
    """

    number: int
    colour: int
    own: bool
    voice: Voice
    chain: tuple[str, ...]
    share: float
    first: Span | None
    statements: tuple[Statement, ...]

    @property
    def sign(self) -> str:
        """One letter to know it by; beyond 52 voices an asterisk."""
        return _SIGNS[self.number] if self.number < len(_SIGNS) else _CROWD

    @property
    def name(self) -> str:
        """The chain in a line."""
        return " › ".join(self.chain) + (", in its own voice" if self.own else "")

    @property
    def percent(self) -> str:
        """The share in whole hundredths; what is there is never called nothing."""
        return "<1%" if 0 < self.share < 0.005 else f"{self.share:.0%}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some characters of the text in one voice, within a paragraph.

    Attributes:
        span: their offsets.
        speaker: the number of the voice.
        statement: the statement whose content they are, or None.
        letters: how many of them are letters or digits.
    """

    span: Span
    speaker: int
    statement: Statement | None
    letters: int


@dataclass(frozen=True, slots=True)
class VoiceMap:
    """Who is speaking where.

    Attributes:
        speakers: every voice, by number; their shares sum to 1 unless the article has no letter at all.
        stretches: in text order; they hold every character but white space once, and no character twice.
    """

    speakers: tuple[Speaker, ...]
    stretches: tuple[Stretch, ...]
    _numbers: dict[_Key, int]
    _outlet: str | None

    def of(self, voice: Voice) -> Speaker | None:
        """The speaker with a voice; None where nothing is said in it."""
        number = self._numbers.get(_key(voice, self._outlet))
        return None if number is None else self.speakers[number]


_Key = tuple[tuple[str, ...], ...]


def voice_map(record: Record) -> VoiceMap:
    """Part an article among its voices.

    Voices are one where their links are, one by one: the same entity, or nobody known by the same words.
    """
    outlet = record.article.outlet
    own = _own(record)
    runs = list(_runs(record))
    voices: dict[_Key, Voice] = {}
    spoken = [run[2].voice if run[2] else own for run in runs]
    for voice in (*spoken, *(statement.voice for statement in record.statements), own):
        voices.setdefault(_key(voice, outlet), voice)
    numbers = {key: number for number, key in enumerate(voices)}
    text = record.article.text
    stretches = tuple(
        Stretch(Span(start, end), numbers[_key(voice, outlet)], statement, letters(text[start:end]))
        for (start, end, statement), voice in zip(runs, spoken, strict=True)
    )
    speakers = _speakers(record, voices, _key(own, outlet), stretches)
    return VoiceMap(speakers, stretches, numbers, outlet)


def letters(words: str) -> int:
    """How many letters and digits some words have: what shares are counted in."""
    return sum(character.isalnum() for character in words)


def called(link: Link) -> str:
    """What to call a link of a voice; of somebody unnamed it says so."""
    note = {"described": "unnamed", "reports": "no author told", "unstated": "not told who"}.get(link.anonymous or "")
    if link.name:
        return f"{link.name} ({note})" if note else link.name
    if link.anonymous == "reports":
        return f"reports ({note})"
    return "somebody unnamed" if link.anonymous == "described" else "somebody unnamed (not told who)"


def chain(voice: Voice) -> str:
    """A voice in a line, outermost first."""
    return " › ".join(called(link) for link in voice) or "the article"


def said(statement: Statement) -> tuple[Span, ...]:
    """What is said: a statement's contents without the words of its own attribution or blanks around, in text order."""
    cuts = [anchor for anchor in (statement.source, statement.cue) if anchor is not None]
    found = [content.span for content in statement.content]
    for cut in cuts:
        found = [
            Span(start, end)
            for span in found
            for start, end in ((span.start, min(span.end, cut.start)), (max(span.start, cut.end), span.end))
            if start < end
        ]
    text = statement.content[0].text
    trimmed = {_trimmed(text, span.start, span.end) for span in found}
    return tuple(sorted(span for span in trimmed if span is not None))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Some characters without the white space around them; None if there is nothing else."""
    words = text[start:end]
    first, last = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return Span(first, last) if first < last else None


def contents(record: Record) -> list[tuple[Span, Statement]]:
    """The pieces of what is said, the largest first; of two over the same characters the later one speaks.

    Of equally large ones the longer chain comes later: what is told through more people lies further in.
    """
    found = [
        (piece, place, statement) for place, statement in enumerate(record.statements) for piece in said(statement)
    ]
    found.sort(key=lambda each: (each[0].start - each[0].end, len(each[2].voice), -each[1]))
    return [(piece, statement) for piece, _, statement in found]


def _own(record: Record) -> Voice:
    """The outlet speaking for itself."""
    outlet = record.article.outlet
    if outlet is None:
        return ()
    outermost = (statement.voice[0] for statement in record.statements if statement.voice)
    return (next((link for link in outermost if link.name == outlet), Link(entity=None, name=outlet)),)


def _key(voice: Voice, outlet: str | None) -> _Key:
    """What makes two voices one."""
    keys: list[tuple[str, ...]] = []
    for place, link in enumerate(voice):
        if place == 0 and outlet is not None and link.name == outlet:
            keys.append(("outlet",))
        elif link.entity is not None:
            keys.append(("entity", link.entity))
        else:
            keys.append(
                ("words", " ".join(link.name.casefold().split())) if link.name else ("nobody", link.anonymous or "")
            )
    return tuple(keys)


def _runs(record: Record) -> Iterator[tuple[int, int, Statement | None]]:
    """The stretches and the statements whose content they are; None is the outlet speaking.

    The contents are painted over each other, the largest first, so that of those over a character the smallest
    is seen.
    """
    text = record.article.text
    painted: list[Statement | None] = [None] * len(text)
    for piece, statement in contents(record):
        painted[piece.start : piece.end] = [statement] * (piece.end - piece.start)
    for block in _blocks(record.article):
        for _, places in groupby(range(block.start, block.end), key=lambda at: id(painted[at])):
            run = list(places)
            if not text[run[0] : run[-1] + 1].isspace():
                yield run[0], run[-1] + 1, painted[run[0]]


def _blocks(article: Article) -> Iterator[Span]:
    """The paragraphs, and what stands between them, without the white space around each."""
    edges = [0, *(edge for span in article.paragraphs for edge in (span.start, span.end)), len(article.text)]
    for start, end in pairwise(edges):
        block = _trimmed(article.text, start, end)
        if block is not None:
            yield block


def _speakers(
    record: Record, voices: dict[_Key, Voice], own: _Key, stretches: Sequence[Stretch]
) -> tuple[Speaker, ...]:
    counts = [0] * len(voices)
    first: dict[int, Span] = {}
    for stretch in stretches:
        counts[stretch.speaker] += stretch.letters
        if stretch.letters:
            first.setdefault(stretch.speaker, stretch.span)
    total = sum(counts) or 1
    told: dict[_Key, list[Statement]] = {}
    for statement in record.statements:
        told.setdefault(_key(statement.voice, record.article.outlet), []).append(statement)
    found = []
    for number, (key, voice) in enumerate(voices.items()):
        found.append(
            Speaker(
                number=number,
                colour=0 if key == own else number + (own not in list(voices)[:number]),
                own=key == own,
                voice=voice,
                chain=tuple(called(link) for link in voice) or ("the article",),
                share=counts[number] / total,
                first=first.get(number),
                statements=tuple(told.get(key, ())),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch, or the part of it that falls on a row, as drawn on a strip.

    Attributes:
        stretch: which.
        speaker: whose.
        start: how many cells of its row come before it.
        cells: how many it takes, at least one.
    """

    stretch: Stretch
    speaker: Speaker
    start: int
    cells: int


def strip(voices: VoiceMap, width: int) -> list[list[Block]]:
    """The voice map drawn to scale: rows of blocks, a block a stretch that has letters.

    Every stretch gets a cell, so that no voice is lost, and the rest of the cells go by letters (Hamilton's method of
    largest remainders). There are as few rows as leave half as many cells again as there are stretches.

    Args:
        voices: of the article.
        width: cells in a row, at least 1.
    """
    shown = [stretch for stretch in voices.stretches if stretch.letters]
    if not shown:
        return []
    rows = -(-3 * len(shown) // (2 * width))
    spare, total = rows * width - len(shown), sum(stretch.letters for stretch in shown)
    cells = [1 + spare * stretch.letters // total for stretch in shown]
    left = sorted(range(len(shown)), key=lambda each: (-(spare * shown[each].letters % total), each))
    for each in left[: rows * width - sum(cells)]:
        cells[each] += 1
    found: list[list[Block]] = [[] for _ in range(rows)]
    at = 0
    for stretch, wanted in zip(shown, cells, strict=True):
        end = at + wanted
        while at < end:
            upto = min(end, (at // width + 1) * width)
            found[at // width].append(Block(stretch, voices.speakers[stretch.speaker], at % width, upto - at))
            at = upto
    return found
