"""Whether a given name is nearly only a man's or a woman's (`data/given_names.txt`)."""

from __future__ import annotations

from onrecord.reading.wordlists import words


def is_mans(name: str) -> bool:
    """Whether a full name begins with a given name of men."""
    return _given(name) in words("given_names.txt", "men")


def is_womans(name: str) -> bool:
    """Whether a full name begins with a given name of women."""
    return _given(name) in words("given_names.txt", "women")


def is_given(word: str) -> bool:
    """Whether a word is a given name that is listed."""
    return word.lower() in words("given_names.txt", "men") or word.lower() in words("given_names.txt", "women")


def _given(name: str) -> str:
    """The first of several words, in lower case; nothing of a name of one word, which may be a surname."""
    first, _, rest = name.strip().partition(" ")
    return first.lower() if rest else ""
