"""How the lexicon writes who stands where beside a word that tells an event.

A line such as `A open fire on/at R` is read from left to right. `A` is who acts, `R` to whom, `P` the place, `I` the
instrument, `N` what is counted, `X` something that has to be there and plays no part. What stands before a role is the
preposition it stands behind; two with a slash between are alternatives. A role in brackets may be missing: `A bomb
[R]`.
A small word joined by an underscore belongs to the verb (`A carry_out attack`), and to a noun the word before it
(`air_strike by A on R`); a lower-case word that no role follows must stand beside it (`A sever ties with R`), behind
a preposition where one is written before a colon (`A put R on:trial`). `TO`, `THAT` and `ING` ask for an infinitive,
a clause that is no question, a gerund; `DO` for a clause that says what is to be done ("that he leave"). A dot
narrows who can stand at a place: `A charge R.person with X`.

The notation is that of a dictionary of valency (Herbst et al., 2004), cut down to what a line needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

SUBJECT: Final = "subject"
OBJECT: Final = "object"
SECOND: Final = "second"
OWNER: Final = "'s"
"""Where a role stands that no preposition tells: before a verb, right behind it, behind its object, before a noun."""

ROLES: Final = {"A": "actor", "R": "recipient", "P": "place", "I": "instrument", "N": "counted", "X": "other"}
CLASSES: Final = frozenset({"person", "group", "actor", "state", "armed", "police", "place", "thing"})
"""What can be asked of who stands at a place: a person or people; a body or country; either; a government or country;
armed forces, police or fighters; police alone; a place or building; no person. A line that asks this of `A` asks for an
`A`; else who acts may always be left out."""
CLAUSES: Final = {"TO": "infinitive", "THAT": "clause", "DO": "mandative", "ING": "gerund"}
_ROLE: Final = re.compile(r"(\[)?([ARPINX])(?:\.([a-z]+))?(\])?$")
_WORD: Final = re.compile(r"[\w'’-]+(?:/[\w'’-]+)*$")


class NotationError(ValueError):
    """A line of the lexicon that cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place beside a word and who stands there.

    Attributes:
        role: one of the values of `ROLES`.
        places: `SUBJECT`, `OBJECT`, `SECOND`, `OWNER` or prepositions, any of which will do.
        needed: whether the event is told only if somebody stands there.
        kind: one of `CLASSES`, or None if anybody will do.
    """

    role: str
    places: tuple[str, ...]
    needed: bool = True
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """A word that has to stand beside another: one of `words`, behind `preposition` if that is not empty."""

    words: frozenset[str]
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One reading of a line: a single word with its places.

    Attributes:
        sort: "verb" or "noun".
        word: the lemma it hangs on.
        joined: of a verb its particle ("out"), of a noun the word before it ("air"); else empty.
        slots: who stands where.
        literals: the words that have to stand beside it.
        clause: one of the values of `CLAUSES` that it asks for, or None.
        written: the line as it was written.
    """

    sort: str
    word: str
    joined: str
    slots: tuple[Slot, ...]
    literals: tuple[Literal, ...]
    clause: str | None
    written: str

    def slot(self, role: str) -> Slot | None:
        """The place of a role."""
        return next((slot for slot in self.slots if slot.role == role), None)


def patterns(written: str, sort: str) -> Iterator[Pattern]:
    """The patterns of a line, one for each of the words that it hangs on.

    Args:
        written: the line.
        sort: "verb" or "noun".

    Raises:
        NotationError: the line cannot be read.
    """
    tokens = written.replace("[ ", "[").replace(" ]", "]").split()
    slots: list[Slot] = []
    if sort == "verb":
        if len(tokens) < 2 or _role(tokens[0]) is None:
            raise NotationError(f"{written!r}: a verb's line begins with who stands before it, as in 'A attack R'")
        slots.append(_slot(tokens[0], (SUBJECT,), written))
        tokens = tokens[1:]
    if not tokens or not _WORD.match(tokens[0]):
        raise NotationError(f"{written!r}: no word to hang on")
    literals, clause = _rest(tokens[1:], sort, slots, written)
    for word in tokens[0].split("/"):
        first, _, last = word.rpartition("_") if sort == "noun" else word.partition("_")
        lemma, joined = (last, first) if sort == "noun" else (first, last)
        yield Pattern(sort, lemma, joined.replace("_", " "), tuple(slots), tuple(literals), clause, written)


def _rest(tokens: Sequence[str], sort: str, slots: list[Slot], written: str) -> tuple[list[Literal], str | None]:
    """What stands behind the word: fills `slots`; returns the literals and the clause."""
    literals: list[Literal] = []
    clause: str | None = None
    before: tuple[str, ...] = ()
    for token, following in zip_longest(tokens, tokens[1:], fillvalue=""):
        bare = token.lstrip("[")
        if token in CLAUSES:
            clause = CLAUSES[token]
        elif _role(token) is not None:
            slots.append(_slot(token, before or (_bare_place(sort, slots, written),), written))
            before = ()
        elif token.startswith("[") or (_role(following) is not None and _takes(bare)):
            before = tuple(bare.split("/"))
        else:
            literals.append(_literal(bare, written))
    return literals, clause


def _literal(token: str, written: str) -> Literal:
    preposition, _, words = token.rpartition(":")
    if not _WORD.match(words) or not (_WORD.match(preposition) or not preposition):
        raise NotationError(f"{written!r}: cannot read {token!r}")
    return Literal(frozenset(words.replace("_", " ").split("/")), preposition)


_PREPOSITIONS: Final = frozenset(
    "about above across after against along alongside amid among amongst around as at before behind below beneath "
    "beside between beyond by concerning despite down during for from in inside into near of off on onto out outside "
    "over past per regarding round since through throughout to toward towards under until up upon via with within "
    "without 's".split()
)


def _takes(token: str) -> bool:
    return all(word in _PREPOSITIONS for word in token.split("/"))


def _role(token: str) -> re.Match[str] | None:
    return _ROLE.match(token)


def _slot(token: str, places: tuple[str, ...], written: str) -> Slot:
    found = _role(token)
    if found is None:
        raise NotationError(f"{written!r}: {token!r} is no role")
    kind = found[3]
    if kind is not None and kind not in CLASSES:
        raise NotationError(f"{written!r}: {kind!r} is none of {', '.join(sorted(CLASSES))}")
    return Slot(ROLES[found[2]], places, needed=found[4] is None, kind=kind)


def _bare_place(sort: str, slots: Sequence[Slot], written: str) -> str:
    if sort == "noun":
        raise NotationError(f"{written!r}: a role beside a noun stands behind a preposition or 's")
    return SECOND if any(slot.places == (OBJECT,) for slot in slots) else OBJECT
