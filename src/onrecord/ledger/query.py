"""What people type to search: words, "phrases", and operators such as `speaker:"Ada Lind"`, read and written back."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from onrecord.errors import SetupError
from onrecord.ledger.folding import KEY_LENGTH, clean, fold, has_words
from onrecord.record import STATUSES, Mode

NAMED: Final = ("outlet", "speaker", "place", "where", "label")
"""Operators whose value is some words of a name; with `:=` the whole name."""
CODED: Final = ("act", "mode", "event", "status")
"""Operators whose value is one word of a list."""
DATED: Final = ("since", "until", "date")
"""Operators whose value is a year, a month or a day."""
OPERATORS: Final = (*NAMED, *CODED, *DATED, "kind")

GROUPS: Final = {"occurred": ("actual", "ongoing")}
"""Values of `status` that stand for several."""
_LISTED: Final = {
    "mode": tuple(mode.value for mode in Mode),
    "status": (*GROUPS, *STATUSES),
    "kind": ("article", "statement"),
}
LONGEST: Final = 4_000
"""Characters of a query."""
MOST: Final = 100
"""Words and operators of a query."""

_PIECE: Final = re.compile(
    r'(?P<minus>-)?(?:(?P<operator>[^\W\d_]+):(?P<exact>=)?)?(?:"(?P<quoted>[^"]*)"?(?P<star>\*)?|(?P<bare>[^\s"]+))?'
)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_KEYWORDS: Final = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase looked for; with `prefix` its last word may go on."""

    text: str
    prefix: bool = False

    def __str__(self) -> str:
        plain = _PIECE.fullmatch(self.text)
        bare = plain is not None and plain["bare"] == self.text and self.text not in _KEYWORDS
        written = self.text if bare and not self.text.endswith("*") else f'"{self.text}"'
        return f"{written}*" if self.prefix else written


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms of which one must occur, or, negated, none may."""

    terms: tuple[Term, ...]
    negated: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.negated else ''}{' OR '.join(map(str, self.terms))}"


@dataclass(frozen=True, slots=True)
class Filter:
    """An operator with its value.

    Attributes:
        operator: one of `OPERATORS`.
        value: what is asked for.
        exact: whether it is the whole name as facets list it, not some words of any name.
        negated: whether what has it is left out.
    """

    operator: str
    value: str
    exact: bool = False
    negated: bool = False

    def __str__(self) -> str:
        bare = re.search(r"\s", self.value) is None and not self.value.startswith("=")
        value = self.value if bare else f'"{self.value}"'
        return f"{'-' if self.negated else ''}{self.operator}:{'=' if self.exact else ''}{value}"


def exactly(operator: str, name: str) -> Filter:
    """The filter for a whole name, whatever is in it.

    Args:
        operator: one of `NAMED`.
        name: as it is written.
    """
    value = " ".join(clean(name).replace('"', " ").split())
    if fold(value) != fold(name) or len(value) > 2 * KEY_LENGTH:
        value = fold(name)
    return Filter(operator, value, exact=True)


@dataclass(frozen=True, slots=True)
class Query:
    """A search as it was typed; `str` writes it so that `parse` reads the same.

    All clauses must hold. Of several values of one operator one must hold; those of `since` and `until` all must.
    """

    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, (*self.clauses, *self.filters)))

    @property
    def statements(self) -> bool:
        """Whether it asks for statements: `kind:statement`."""
        return any(each.value == "statement" for each in self.of("kind"))

    def of(self, operator: str, *, negated: bool = False) -> tuple[Filter, ...]:
        """Its filters with an operator."""
        return tuple(each for each in self.filters if each.operator == operator and each.negated is negated)

    def terms(self) -> tuple[Term, ...]:
        """The terms that may occur."""
        return tuple(term for clause in self.clauses if not clause.negated for term in clause.terms)

    def plus(self, added: Filter) -> Query:
        """The same with one more filter."""
        return self if added in self.filters else replace(self, filters=(*self.filters, added))

    def minus(self, dropped: Filter) -> Query:
        """The same without a filter."""
        return replace(self, filters=tuple(each for each in self.filters if each != dropped))


def parse(line: str) -> Query:
    """Read what somebody typed.

    Args:
        line: words, "phrases", -word, OR, prefix* and operators; see docs/search.md.

    Returns:
        the query; an empty one, which everything answers, of an empty line.

    Raises:
        SetupError: L06 it cannot be understood, L40 an operator that does not exist, L41 a value that it cannot have.
    """
    if len(line) > LONGEST:
        raise SetupError("L06", query=f"{line[:40]}…", what=f"it has over {LONGEST} characters")
    reading = _Reading(line)
    for piece in _pieces(clean(line)):
        reading.take(piece)
    return reading.query()


def _pieces(line: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        found = _PIECE.match(line, at)
        if found is None or found.end() == at:  # cannot be: a character that is no space is a word or a mark
            at += 1
            continue
        yield found
        at = found.end()


class _Reading:
    """A line as far as it was read."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._clauses: list[Clause] = []
        self._filters: list[Filter] = []
        self._last: Clause | Filter | None = None
        self._either = self._not = False
        self._count = 0

    def take(self, piece: re.Match[str]) -> None:
        """Take in a word, a phrase, a keyword or an operator."""
        operator = None if piece["operator"] is None else unicodedata.normalize("NFKC", piece["operator"]).lower()
        value = " ".join((piece["quoted"] if piece["quoted"] is not None else piece["bare"] or "").split())
        negated = piece["minus"] is not None
        if operator is None:
            if not negated and piece["bare"] in _KEYWORDS:
                self._keyword(value)
            else:
                self._word(value, negated=negated, prefix=piece["star"] is not None, bare=piece["bare"] is not None)
        elif operator not in OPERATORS and not value:
            self._word(f"{piece['operator']}:", negated=negated, prefix=False, bare=False)
        elif operator not in OPERATORS:
            raise SetupError("L40", operator=operator, operators=", ".join(f"{each}:" for each in OPERATORS))
        else:
            self._put(Filter(operator, *_checked(operator, value, piece["exact"]), negated or self._not))

    def query(self) -> Query:
        """What it comes to."""
        if not self._clauses and not self._filters and self._line.strip():
            raise SetupError("L06", query=self._line, what="it has no words")
        return Query(tuple(dict.fromkeys(self._clauses)), tuple(dict.fromkeys(self._filters)))

    def _keyword(self, word: str) -> None:
        self._either = (self._either or word == "OR") and self._last is not None
        self._not = self._not or word == "NOT"

    def _word(self, text: str, *, negated: bool, prefix: bool, bare: bool) -> None:
        if bare and text.endswith("*"):
            text, prefix = text.rstrip("*"), True
        if has_words(text):
            self._put(Clause((Term(text, prefix),), negated or self._not))

    def _put(self, item: Clause | Filter) -> None:
        self._count += 1
        if self._count > MOST:
            raise SetupError("L06", query=f"{self._line[:40]}…", what=f"it has over {MOST} words")
        if self._either:
            item = self._joined(item)
        elif isinstance(item, Clause):
            self._clauses.append(item)
        else:
            self._filters.append(item)
        self._last, self._either, self._not = item, False, False

    def _joined(self, item: Clause | Filter) -> Clause | Filter:
        """What comes after an OR, joined to what stands before it."""
        last = self._last
        if isinstance(last, Clause) and isinstance(item, Clause) and not (last.negated or item.negated):
            joined = Clause(tuple(dict.fromkeys((*last.terms, *item.terms))))
            self._clauses[-1] = joined
            return joined
        if isinstance(last, Filter) and isinstance(item, Filter) and last.operator == item.operator:
            alike = not (last.negated or item.negated) and item.operator not in {"since", "until", "kind"}
            if alike:
                self._filters.append(item)
                return item
        raise SetupError(
            "L06", query=self._line, what="OR stands between two words, or between two values of one operator"
        )


def _checked(operator: str, value: str, exact: str | None) -> tuple[str, bool]:
    """A value as it is kept, and whether it is the whole name.

    Raises:
        SetupError: L41.
    """
    if operator in NAMED:
        if not fold(value):
            raise SetupError("L41", operator=operator, value=value, allowed='a name, as in outlet:"Hallan Post"')
        return value, exact is not None
    if operator in DATED:
        if period(value) is None:
            raise SetupError("L41", operator=operator, value=value, allowed="2024, 2024-03 or 2024-03-05")
        return value, False
    value = value.upper() if operator == "event" else value.lower()
    allowed = _LISTED.get(operator)
    if not fold(value) or (allowed is not None and value not in allowed):
        told = ", ".join(allowed) if allowed is not None else f"a word, as in {_EXAMPLES[operator]}"
        raise SetupError("L41", operator=operator, value=value, allowed=told)
    return value, False


_EXAMPLES: Final = {"act": "act:deny", "event": "event:ASSAULT"}


def period(written: str) -> tuple[int, int] | None:
    """The first and the last day of a year, a month or a day, as ordinals; None if it is none.

    Args:
        written: `2024`, `2024-03` or `2024-03-05`, the digits of ASCII.
    """
    found = _DATE.fullmatch(written) if written.isascii() else None
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last = date(int(year), int(month or 12), int(day or 1))
    except ValueError:
        return None
    if day is None:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return first.toordinal(), last.toordinal()
