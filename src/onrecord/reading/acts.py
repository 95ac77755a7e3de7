"""Acts: what a statement does, by the verb or noun that reports it (speech acts; Searle, 1976).

The words are data (`data/acts.txt`). A neutral verb ("said") leaves the act to what is said, as far as its first clause
shows it: what must be is demanded, what is flatly not so is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from onrecord.reading.tokens import Tokens, tokens
from onrecord.record import Span

if TYPE_CHECKING:
    from onrecord.reading.treewalk import Treewalk

NEUTRAL: Final = "assert"


def act(cue: str, content: Sequence[str]) -> str | None:
    """The act of a statement.

    Args:
        cue: the words that attribute it.
        content: what is said, in its spans.

    Returns:
        A name of `data/acts.txt`; None where the cue has no word that is listed, or is negated ("did not praise").
    """
    words = tokens(cue)
    if not any(word.isalpha() for word in words.lower):
        found: str | None = NEUTRAL  # a colon, a dash
    elif any(word in _NEGATIONS or word.endswith("n't") for word in words.lower):
        return None
    else:
        found = _by_cue(words)
    if found == "question" and content and content[0].lower().startswith("to "):
        return "request"
    if found != NEUTRAL:
        return found
    return _by_content(" ".join(content)) or NEUTRAL


def is_told(cue: str) -> bool:
    """Whether a cue has a word that reports, denied or not, or is a mere mark; "imposed" reports nothing."""
    words = tokens(cue)
    return not any(word.isalpha() for word in words.lower) or _by_cue(words) is not None


def asks_for(walk: Treewalk, cue: Span) -> bool:
    """Whether what is asked is for something, or that somebody do it: "asked Marn for help", "asked him to go"."""
    for verb in walk.within(cue):
        if walk.words[verb].lemma.lower() != "ask":
            continue
        told = any(walk.lower(to) == "to" for at in walk.children(verb, "xcomp") for to in walk.children(at, "mark"))
        wished = any(
            walk.lower(case) == "for" for at in walk.children(verb, "obl") for case in walk.children(at, "case")
        )
        return told or wished
    return False


_NEGATIONS: Final = frozenset({"not", "never", "without", "cannot"})


@cache
def names() -> tuple[str, ...]:
    """The acts there are, in the order of the file."""
    return tuple(dict.fromkeys(entry.act for entry in _entries()))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A form of a listed word: its act, and whether it is a noun or a verb that leaves its meaning to one."""

    act: str
    form: str
    noun: bool = False
    light: bool = False


def _by_cue(cue: Tokens) -> str | None:
    """The act of a cue: the last verb that is not neutral; a noun where no verb but a light one stands by it.

    "Said in a statement" is told by its verb, "issued a warning" by its noun.
    """
    known = _forms()
    found: list[_Entry] = []
    place = 0
    while place < len(cue):
        for length in range(min(_LONGEST, len(cue) - place), 0, -1):
            entry = known.get(" ".join(cue.lower[place : place + length]))
            if entry is not None:
                found.append(entry)
                place += length - 1
                break
        place += 1
    verbs = [entry for entry in found if not entry.noun and not entry.light]
    nouns = [entry for entry in found if entry.noun]
    chosen = verbs or nouns or found
    telling = [entry for entry in chosen if entry.act != NEUTRAL]
    return telling[-1].act if telling else chosen[-1].act if chosen else None


_LONGEST: Final = 5
_LIGHT: Final = frozenset("make give issue express voice offer deliver raise send pose release publish".split())


@cache
def _forms() -> Mapping[str, _Entry]:
    """The entries by their forms; the first that has one keeps it."""
    known: dict[str, _Entry] = {}
    for entry in _entries():
        known.setdefault(entry.form, entry)
    return known


def _entries() -> Iterator[_Entry]:
    source = (files("onrecord") / "reading" / "data" / "acts.txt").read_text(encoding="utf-8")
    lines = "\n".join(line for line in source.splitlines() if not line.startswith("#"))
    for section in re.split(r"^\[", lines, flags=re.MULTILINE)[1:]:
        name, _, body = section.partition("]")
        verbs, *nouns = re.split(r"^nouns\s", body, flags=re.MULTILINE)
        for entry in re.findall(r"[^\s(]+(?:\([^)]*\))?", verbs):
            light = entry.partition("(")[0] in _LIGHT
            for form in _inflected(entry):
                yield _Entry(name, form, light=light)
        for noun in " ".join(nouns).split():
            written = noun.replace("_", " ")
            yield _Entry(name, written, noun=True)
            yield _Entry(name, f"{written}s", noun=True)


def _inflected(entry: str) -> Iterator[str]:
    """The forms of a verb; of several words the first inflects."""
    written, _, irregular = entry.rstrip(")").partition("(")
    first, *rest = written.split("_")
    for form in (first, *regular_forms(first, past=not irregular)):
        yield " ".join([form, *rest])
    for form in irregular.split():
        yield form.replace("_", " ")


def regular_forms(verb: str, *, past: bool) -> Iterator[str]:
    """The forms of a verb by rule, with and without a doubled consonant, since both are written."""
    stem = verb.removesuffix("e")
    consonant_y = verb.endswith("y") and verb[-2:-1] not in "aeiou"
    yield (
        f"{verb[:-1]}ies" if consonant_y else f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    )
    yield f"{stem}ing"
    doubled = f"{verb}{verb[-1]}" if re.search(r"(?:[^aeiou]|qu)[aeiou][bdglmnprt]$", verb) else None
    if doubled:
        yield f"{doubled}ing"
    if past:
        yield f"{verb[:-1]}ied" if consonant_y else f"{stem}ed"
        if doubled:
            yield f"{doubled}ed"


_CLAUSE_END: Final = re.compile(
    r"[,;.!?—–]|\b(?:if|because|unless|when|while|but|and|as|that|who|which|since)\b", re.IGNORECASE
)
_MUST: Final = re.compile(r"\b(?:must|should|ought to|needs? to|ha(?:s|ve|d) to|shall)\b", re.IGNORECASE)
_NOT: Final = re.compile(
    r"\b(?:did(?:n['’]t| not)|(?:has|have|had)(?: no(?:thing|t)?|n['’]t| never)|never|"
    r"there (?:is|are|was|were) no|(?:was|were)(?:n['’]t| not)|no (?:plans?|intention))\b",
    re.IGNORECASE,
)
_UNSURE: Final = re.compile(
    r"\b(?:not|n['’]t|no)(?: yet| immediately)? (?:clear|known|sure|certain|aware|enough|only|just|think|thought|"
    r"believe|know|see|seen|feel|idea|doubt|decided|heard)\b",
    re.IGNORECASE,
)
_SHORTEST: Final = 12


def _by_content(content: str) -> str | None:
    """The act that the first clause of what is said shows by itself."""
    words = content.strip(" \t\r\n\"'“”‘’").removeprefix("that ")
    clause = words[: next((end.start() for end in _CLAUSE_END.finditer(words) if end.start() >= _SHORTEST), len(words))]
    if _MUST.search(clause):
        return "demand"
    if _NOT.search(clause) and not _UNSURE.search(clause):
        return "deny"
    return None
