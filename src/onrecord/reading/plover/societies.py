"""PLOVER's sectors and contexts: what part of society somebody is of, and what an event is about, by the words told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import yaml

from onrecord.reading.plover.ontology import LOADER, LexiconError

_LONGEST: Final = 4
"""Words in the longest of the listed phrases."""
_SHORTEST: Final = 3
"""Letters in the shortest listed beginning of words."""
_REMEMBERED: Final = 4096


def sector(words: Sequence[str], names: Iterable[str] = (), *, loaded: bool = False) -> str | None:
    """The sector of somebody who is told of with some words.

    Args:
        words: the lemmas of the phrase up to its head, lower case, in order; the head is the last.
        names: the names of an organisation, which tell its sector if the words do not.
        loaded: whether words that take a side count.

    Returns:
        a code of three letters, or None where no word tells.
    """
    told = _by_word("words") | (_by_word("loaded") if loaded else {})
    for length in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[len(words) - length :])
        for form in (phrase, phrase.removesuffix("s")):
            if form in told:
                return told[form]
    named = _by_word("names")
    for name in names:
        parts = name.lower().replace(".", "").split()
        for length in (3, 2, 1):
            for first in reversed(range(len(parts) - length + 1)):
                found = named.get(" ".join(parts[first : first + length]))
                if found is not None:
                    return found
    return None


def contexts(words: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The contexts that some words tell of, in the order of the file.

    Args:
        words: for each word of a stretch of text its forms: as written and its lemma, lower case.
    """
    openings = _openings()
    found: set[str] = set()
    for first in range(len(words)):
        for form in words[first]:
            found.update(_contexts_of(form))
        if words[first][0].partition(" ")[0] not in openings:
            continue
        for length in range(2, min(_LONGEST, len(words) - first) + 1):
            stretch = words[first : first + length]
            before = " ".join(word[0] for word in stretch[:-1])
            for last in {stretch[-1][0], stretch[-1][-1]}:
                found.update(_contexts_of(f"{before} {last}"))
    return tuple(name for name in _data("contexts.yaml") if name in found)


@cache
def _data(name: str) -> Mapping[str, Mapping[str, Any]]:
    source = (files("onrecord") / "reading" / "plover" / name).read_text(encoding="utf-8")
    try:
        data = yaml.load(source, Loader=LOADER)  # noqa: S506 - both choices are safe loaders
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not YAML: {error}") from error
    for key, told in data.items():
        if not isinstance(told, dict) or not isinstance(told.get("words"), str):
            raise LexiconError(f"{name}: {key}: words are missing")
    return dict(data)


@cache
def _by_word(key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, told in _data("sectors.yaml").items():
        for word in str(told.get(key, "")).split(","):
            if word.strip():
                found.setdefault(" ".join(word.split()), code)
    return found


@cache
def _context_words() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """The contexts by word, and by the beginning of a word."""
    whole: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for name, told in _data("contexts.yaml").items():
        for each in told["words"].split(","):
            word = " ".join(each.split())
            place = beginnings if word.endswith("*") else whole
            place.setdefault(word.removesuffix("*"), []).append(name)
    return {key: tuple(names) for key, names in whole.items()}, {key: tuple(names) for key, names in beginnings.items()}


@cache
def _openings() -> frozenset[str]:
    """The first words of the phrases that tell of contexts."""
    return frozenset(phrase.partition(" ")[0] for listed in _context_words() for phrase in listed if " " in phrase)


@lru_cache(maxsize=_REMEMBERED)
def _contexts_of(form: str) -> tuple[str, ...]:
    """The contexts that a word or phrase tells of, by all of it or by how it begins."""
    whole, beginnings = _context_words()
    begun = (name for length in range(_SHORTEST, len(form) + 1) for name in beginnings.get(form[:length], ()))
    return (*whole.get(form, ()), *begun)


def context_names() -> tuple[str, ...]:
    """The names of all contexts, in the order of the file."""
    return tuple(_data("contexts.yaml"))


def sector_names() -> Mapping[str, str]:
    """The codes of all sectors with what they are."""
    return {code: str(told["name"]) for code, told in _data("sectors.yaml").items()}
