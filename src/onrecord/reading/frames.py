"""The words that tell of standings between entities, with their places, from `data/relations.txt`.

A frame is a word and who stands where beside it, as in a dictionary of valency (Fillmore's case frames, 1968): "S play
host to O" has its subject where the verb has one and its object behind "to".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.reading.acts import regular_forms

SUBJECT: Final = ""
"""The place of a verb's subject, or of a noun's possessor."""
OBJECT: Final = "object"
"""The place of a verb's object."""
SECOND: Final = "second"
"""The place behind the object: "named her mayor"."""
HOLD: Final = "hold"
BEGIN: Final = "begin"
END: Final = "end"
_PLACES: Final = frozenset({"S", "O", "B", "L", "LIST"})
_NOUN: Final = re.compile(r"(?:ing|tion|ment|al|sion|sale|purchase|takeover|ban)$")


@dataclass(frozen=True, slots=True)
class Frame:
    """A word with its places.

    Attributes:
        kind: the kind of relation, or "becomes".
        word: the lemma it hangs on; of a frame with "be" the word behind it.
        phase: `HOLD`, `BEGIN` or `END`.
        sort: "verb", "noun", or "be".
        literal: the noun, adverb or participle that must stand beside it, else empty.
        slots: who stands at which place: `S`, `O`, `B`, `L` or `LIST`, each with `SUBJECT`, `OBJECT`, `SECOND` or a
            preposition.
    """

    kind: str
    word: str
    phase: str
    sort: str
    literal: str
    slots: tuple[tuple[str, str], ...]

    def role(self, place: str) -> str | None:
        """Who stands at a place."""
        return next((role for role, where in self.slots if where == place), None)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that names the subject by what it is to the object, and the prepositions before the object."""

    kind: str
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frames:
    """All of the file.

    Attributes:
        frames: by the word they hang on.
        nouns: by lemma, several words with a space between.
        types: of each kind the types of entity that may be subject and object.
        words: the lists of words, by section and name ("clauses raising").
    """

    frames: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Noun, ...]]
    types: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    words: Mapping[str, frozenset[str]]


@cache
def frames() -> Frames:
    """The file, read once."""
    source = (files("onrecord") / "reading" / "data" / "relations.txt").read_text(encoding="utf-8")
    lines = "\n".join(line for line in source.splitlines() if not line.startswith("#"))
    found: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Noun]] = {}
    types: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    words: dict[str, frozenset[str]] = {}
    for section in re.split(r"^\[", lines, flags=re.MULTILINE)[1:]:
        kind, _, body = section.partition("]")
        for key, prepositions, told in _ENTRIES.findall(body):
            if key in {HOLD, BEGIN, END}:
                for each in told.split(","):
                    frame = _frame(kind, key, each.split())
                    for form in _forms(frame):
                        found.setdefault(form, []).append(frame)
            elif key == "nouns":
                noun = Noun(kind, frozenset(prepositions.split()))
                for word in told.split():
                    nouns.setdefault(word.replace("_", " "), []).append(noun)
            else:
                words[f"{kind} {key}"] = frozenset(word.replace("_", " ") for word in told.split())
        subjects, objects = (words.get(f"{kind} {key}", frozenset()) for key in ("subjects", "objects"))
        types[kind] = (subjects, objects)
    return Frames(
        {word: tuple(each) for word, each in found.items()},
        {word: tuple(each) for word, each in nouns.items()},
        types,
        words,
    )


def _forms(frame: Frame) -> Iterator[str]:
    """The forms a frame's word is looked up by: a verb's regular ones too, since a lemma may be guessed wrong."""
    yield frame.word
    if frame.sort == "verb":
        yield from regular_forms(frame.word, past=True)


_ENTRIES: Final = re.compile(r"^([a-z]+)(?: \(([^)]*)\))?:((?:.|\n)*?)(?=^[a-z]+(?: \([^)]*\))?:|\Z)", re.MULTILINE)


def _frame(kind: str, phase: str, written: list[str]) -> Frame:
    """A frame as it is written: "S play host to O"."""
    first, word, *rest = written
    sort = "be" if word == "be" else "noun" if rest and _NOUN.search(word) and rest[0] == "of" else "verb"
    if sort == "be" and rest[0] not in _PLACES and len(rest) > 2:
        word, *rest = rest
    slots = [(first, SUBJECT)]
    before: list[str] = []
    literal = ""
    for each in rest:
        if each not in _PLACES:
            before.append(each)
            continue
        place, literal = (SECOND, literal) if each == "L" and not before else _place(before, slots, literal)
        slots.append((each, place))
        before = []
    return Frame(kind, word, phase, sort, literal or " ".join(before), tuple(slots))


def _place(before: list[str], slots: list[tuple[str, str]], literal: str) -> tuple[str, str]:
    """The place that the words before a slot give it, and the word that must stand beside the verb."""
    if not before:
        return (OBJECT if len(slots) == 1 else SECOND), literal
    if before[-2:] == ["out", "of"]:
        return "out", literal or " ".join(before[:-2])
    if len(before) > 1 and len(slots) == 1:
        return before[-1], " ".join(before[:-1])
    return before[-1], literal or " ".join(before[:-1])


def listed(name: str) -> frozenset[str]:
    """One of the lists of words: "clauses raising"."""
    return frames().words[name]


@cache
def letters() -> Mapping[str, str]:
    """Parties by the letters that stand for them in brackets."""
    source = (files("onrecord") / "reading" / "data" / "relations.txt").read_text(encoding="utf-8")
    written = re.search(r"^letters:((?:.|\n)*?)^[a-z]+:", source, re.MULTILINE)
    pairs = (each.partition("=") for each in written[1].split(",")) if written else ()
    return {letter.strip(): party.strip() for letter, _, party in pairs}
