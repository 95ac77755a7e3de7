"""The words that tell that somebody came to harm, by how they take whom it happens to; from `data/casualties.txt`."""

from __future__ import annotations

from functools import cache
from typing import Final

from onrecord.reading.acts import regular_forms
from onrecord.reading.headcount import FILE
from onrecord.reading.wordlists import words

HIT: Final = "hit"
"""The kind of those who are told to be hit, or to be victims, where it is open whether they were killed or hurt."""
KINDS: Final = ("killed", "injured", HIT, "arrested", "abducted", "missing", "displaced")
_HOWS: Final = ("whom", "who", "state", "of", "number")
_SECTIONS: Final = {
    "lives": "lives",
    "wounds": "wounds",
    "hospital": "hospitals",
    "killing": "killing",
    "numbered": "numbers",
}
"""Ways of telling that need more than a word, and the sections of the words they begin with."""
_ALONE: Final = ("treated", "condition", "toll", "counts")
SELVES: Final = frozenset({"himself", "herself", "themselves", "themself", "itself", "myself"})


@cache
def triggers() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each form the kinds it can tell, and how."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in KINDS:
        for how in _HOWS:
            for word in words(FILE, f"{kind} {how}"):
                verb = how in {"whom", "who"} and not word.endswith(("ed", "ing"))
                for form in {word, *(regular_forms(word, past=True) if verb else ())}:
                    found.setdefault(form, []).append((kind, how))
    for how, section in _SECTIONS.items():
        for word in words(FILE, section):
            found.setdefault(word.rpartition(" ")[2], []).append(("", how))
    for word in _ALONE:
        found.setdefault(word, []).append(("", word))
    for how, several in (("adverb", ("fatally", *words(FILE, "hurtful"))), ("self", SELVES)):
        for word in several:
            found.setdefault(word, []).append(("", how))
    return {form: tuple(each) for form, each in found.items()}


@cache
def inflected(section: str) -> frozenset[str]:
    """The forms of the verbs of a section."""
    return frozenset(form for word in words(FILE, section) for form in (word, *regular_forms(word, past=True)))


@cache
def multiples() -> dict[str, int]:
    """Words for a happening of several, and how many."""
    return {noun: int(size) for noun, _, size in (entry.partition(" ") for entry in words(FILE, "multiples"))}
