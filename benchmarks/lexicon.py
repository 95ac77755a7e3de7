"""The words of a text that PLOVER's lexicon lists, by lemma and by what has to stand beside them, without roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.plover.notation import Literal, Pattern
from onrecord.reading.plover.ontology import ontology
from onrecord.reading.treewalk import Treewalk

_SORTS = {"verb": frozenset({"VERB", "AUX", "ADJ"}), "noun": frozenset({"NOUN", "PROPN"})}


@dataclass(frozen=True, slots=True)
class Listed:
    """A word that the lexicon lists.

    Attributes:
        at: the word, as an index into the parse.
        type: the type it tells.
        weak: whether it tells it only now and then.
    """

    at: int
    type: str
    weak: bool = False


def listed(walk: Treewalk) -> Iterator[Listed]:
    """The words of a text that the lexicon lists, each once with each type."""
    by_word = ontology().by_word
    for at, word in enumerate(walk.words):
        fitting = [each for each in by_word.get(word.lemma.lower(), ()) if _fits(walk, at, each.pattern)]
        for kind in dict.fromkeys(each.type for each in fitting):
            yield Listed(at, kind, weak=all(each.weak for each in fitting if each.type == kind))


def _fits(walk: Treewalk, at: int, pattern: Pattern) -> bool:
    if walk.words[at].upos not in _SORTS[pattern.sort]:
        return False
    if pattern.joined and not _joined(walk, at, pattern):
        return False
    return all(_beside(walk, at, literal) for literal in pattern.literals)


def _joined(walk: Treewalk, at: int, pattern: Pattern) -> bool:
    """Whether a verb has its particle, or a noun the word before it."""
    if pattern.sort == "verb":
        return any(walk.lower(child) == pattern.joined for child in walk.children(at))
    return at > 0 and pattern.joined.rpartition(" ")[2] in {walk.lower(at - 1), walk.words[at - 1].lemma}


def _beside(walk: Treewalk, at: int, literal: Literal) -> bool:
    """Whether a word that has to stand beside another hangs from it."""
    last = {words.rpartition(" ")[2] for words in literal.words}
    return any({walk.lower(child), walk.words[child].lemma} & last for child in walk.children(at))
