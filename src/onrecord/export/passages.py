"""Shared passages for showing: the earlier text with what the later changed, and the changes named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from onrecord.comparing.comparison import Passage, Share
from onrecord.comparing.edits import EditKind
from onrecord.comparing.spreading import Counted

_MOST_TELLING: Final = {kind: rank for rank, kind in enumerate(EditKind)}
_NAMED: Final = {
    EditKind.NUMBER: "number changed",
    EditKind.NAME: "name changed",
    EditKind.LABEL: "label changed",
    EditKind.HEDGE_DROPPED: "hedge dropped",
    EditKind.HEDGE_ADDED: "hedge added",
    EditKind.ATTRIBUTION_DROPPED: "attribution dropped",
    EditKind.ATTRIBUTION_ADDED: "attribution added",
    EditKind.SENTENCE_CUT: "sentence cut",
    EditKind.SENTENCE_ADDED: "sentence added",
    EditKind.CHANGED: "words changed",
    EditKind.ADDED: "words added",
    EditKind.REMOVED: "words removed",
}
_SHARED: Final = {
    Share.QUOTATION: "a quotation that both give",
    Share.STOCK: "a set phrase, or too little to tell copying",
}
_CLOSING: Final = re.compile(r"[.!?…,;:]?[\"”’»')\]]*")
TELLING: Final = frozenset(list(EditKind)[: list(EditKind).index(EditKind.CHANGED)])
"""Kinds of edits that change what is told, or who tells it; the rest change its words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a shared passage.

    Attributes:
        kind: `same` in both, only `before` or only `after`.
        words: the words.
        edit: what was done to them; None where nothing was.
    """

    kind: str
    words: str
    edit: EditKind | None = None

    @property
    def number(self) -> bool:
        """Whether a number was changed."""
        return self.edit is EditKind.NUMBER

    @property
    def told(self) -> str:
        """What was done to them, in words."""
        return _NAMED[self.edit] if self.edit else ""


def pieces(passage: Passage) -> list[Piece]:
    """A shared passage as the earlier article has it, with what the later changed."""
    text, at = passage.earlier.text, passage.earlier.start
    shown: list[Piece] = []
    for number, edit in enumerate(passage.edits):
        following = passage.edits[number + 1].earlier_at if number + 1 < len(passage.edits) else passage.earlier.end
        to = edit.earlier_at
        if edit.kind is EditKind.SENTENCE_ADDED:
            closing = _CLOSING.match(text, to)
            to = min(closing.end(), following) if closing else to
        shown.append(Piece("same", text[at:to]))
        at = to
        if edit.before is not None:
            shown.append(Piece("before", edit.before.words, edit.kind))
            at = edit.before.end
        if edit.after is not None:
            shown.append(Piece("after", f" {edit.after.words}", edit.kind))
    shown.append(Piece("same", text[at : passage.earlier.end]))
    return [piece for piece in shown if piece.words]


def named(kinds: Iterable[EditKind]) -> list[str]:
    """Kinds of edits in words, each once with how often, the most telling first."""
    counts = Counter(kinds)
    return [counted(Counted(kind=kind, times=counts[kind])) for kind in sorted(counts, key=_MOST_TELLING.__getitem__)]


def counted(one: Counted) -> str:
    """A kind of edit and how often it was made."""
    return _NAMED[one.kind] + (f" ×{one.times}" if one.times > 1 else "")


def note(passage: Passage) -> str:
    """What is to be said of a shared passage in a line: how much is the same, and what was done to the rest."""
    told = [f"{passage.equal_words} words the same"]
    if passage.kind in _SHARED:
        told.append(_SHARED[passage.kind])
    return "; ".join([*told, *named(edit.kind for edit in passage.edits)])
