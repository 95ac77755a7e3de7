"""What every item of a record is tied to: spans, words at their offsets, and the chain of who is speaking."""

from __future__ import annotations

import hashlib
import json
from dataclasses import InitVar, dataclass, field

from onrecord.errors import AnchorError

_ID_DIGITS = 16
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def content_id(kind: str, *parts: object) -> str:
    """An id made of content: the same parts give the same id on every machine.

    Args:
        kind: a letter that says what is named: `a` article, `e` entity, `s` statement.
        parts: strings, numbers, None, and tuples of these.
    """
    written = _WRITER.encode([kind, *parts])
    digest = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:_ID_DIGITS]}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open `[start, end)` in code points, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise AnchorError(f"[{self.start}, {self.end}) is not a span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Some words of a text, tied to where they stand in it.

    Attributes:
        text: the canonical text; kept to check and to quote, not printed.
        start: offset of the first code point.
        end: offset just past the last.

    Raises:
        AnchorError: the offsets are not inside the text, or `quote` is given and is not what stands there.
    """

    text: str = field(repr=False, compare=False)
    start: int
    end: int
    quote: InitVar[str | None] = None

    def __post_init__(self, quote: str | None) -> None:
        if not 0 <= self.start < self.end <= len(self.text):
            raise AnchorError(f"[{self.start}, {self.end}) is not in a text of {len(self.text)} characters")
        if quote is not None and quote != self.words:
            raise AnchorError(f"{quote!r} is not at [{self.start}, {self.end}), {self.words!r} is")

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The offsets alone."""
        return Span(self.start, self.end)


def both_or_neither(name: str, start: int | None, end: int | None) -> None:
    """Check offsets that may be missing.

    Raises:
        AnchorError: one is missing, or they are no span.
    """
    if (start is None) != (end is None):
        raise AnchorError(f"{name} has both offsets or neither")
    if start is not None and end is not None:
        Span(start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of a voice: somebody through whom the words come.

    Attributes:
        entity: the id of the entity it is, or None where the article names none ("reports").
        name: what to call it; None where nobody at all is told of ("was said").
        start: offset of the words that bring it in, or None for the outlet, known from outside the text.
        end: offset just past them, or None.
        anonymous: how a link that nobody is named for is told of, one of `ANONYMOUS`; None of a named one.
    """

    entity: str | None
    name: str | None
    start: int | None = None
    end: int | None = None
    anonymous: str | None = None

    def __post_init__(self) -> None:
        both_or_neither("a link", self.start, self.end)
        if self.anonymous is not None and self.anonymous not in ANONYMOUS:
            raise AnchorError(f"{self.anonymous!r} is no kind of anonymous link")


ANONYMOUS = ("described", "reports", "unstated")
"""Links without a name: somebody told of ("a senior official", "witnesses"), words without an author ("reports",
"rumours", "a leaked memo"), or nobody at all ("was said", "allegedly")."""


Voice = tuple[Link, ...]
"""The chain of who is speaking, outermost first; the outlet alone when it speaks for itself."""
