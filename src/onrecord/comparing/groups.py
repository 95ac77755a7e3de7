"""Who is counted: whether two counts are of the same people, or one is of some of the other's.

"Three people were killed" and "one officer was killed" are no conflict; "one rioter died" and "three people were
killed" are, where each is all that its voice counts. So only groups that can be told apart whoever names them make a
count one of some: police and soldiers, children, women, journalists and the like (`data/counted.txt`); how a side calls
the others ("rioters", "villagers") does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onrecord.reading.plover.societies import sector

_LONGEST = 3


@cache
def listed(part: str) -> tuple[str, ...]:
    """The lines of a section of `data/counted.txt`.

    Args:
        part: the section's name.
    """
    source = (files("onrecord") / "comparing" / "data" / "counted.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in source.splitlines() if not line.startswith("#")]
    body = re.search(rf"^\[{re.escape(part)}\]\n([^\[]*)", "\n".join(lines), re.MULTILINE)
    return tuple(line for line in (body[1] if body else "").splitlines() if line)


def group(of: str | None) -> str | None:
    """The group that a noun counts some of; None where it counts whoever it may be.

    Args:
        of: the noun, as the text has it.
    """
    if of is None:
        return None
    told = of.lower().replace("’", "'").split()
    for length in range(min(_LONGEST, len(told)), 0, -1):
        phrase = " ".join(told[len(told) - length :])
        for form in (phrase, *_singular(phrase)):
            if form in _nouns():
                return _nouns()[form]
    return _sectors().get(sector([*told[:-1], _lemma(told[-1])]) or "")


def tells(part: str, words: str) -> bool:
    """Whether some words have one of a section's."""
    return _phrases(part).search(words.lower()) is not None


@cache
def _phrases(part: str) -> re.Pattern[str]:
    phrases = [entry.strip() for line in listed(part) for entry in line.split(",") if entry.strip()]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


@cache
def _nouns() -> Mapping[str, str]:
    return {
        noun.strip(): name
        for name, _, nouns in (line.partition(": ") for line in listed("groups"))
        for noun in nouns.split(",")
    }


@cache
def _sectors() -> Mapping[str, str]:
    return {code: name for name, _, code in (line.partition(": ") for line in listed("sectors"))}


def _lemma(noun: str) -> str:
    return noun.removesuffix("men") + "man" if noun.endswith("men") else noun.removesuffix("s")


def _singular(phrase: str) -> tuple[str, ...]:
    irregular = {"children": "child", "women": "woman", "babies": "baby", "schoolchildren": "schoolchild"}
    first, _, last = phrase.rpartition(" ")
    forms = (irregular.get(last, last), _lemma(last), last.removesuffix("es"))
    return tuple(f"{first} {form}".strip() for form in forms)
