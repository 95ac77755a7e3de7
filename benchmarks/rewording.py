"""Changes that a copied sentence may go through, for the copies of `benchmarks/copying.py`. Names are invented.

Each function yields the changes of one kind that a sentence allows; which are made is drawn by the recipe.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.copying import Change

FILE: Final = Path(__file__).with_name("data") / "rewording.txt"

_FIGURES: Final = re.compile(r"(?<![\w.,$€£:/-])(\d{1,3}(?:,\d{3})*|\d{1,4})(?![\w,:/-]|\.\d|(?:st|nd|rd|th)\b)")
_SMALL: Final = "two three four five six seven eight nine ten eleven twelve".split()
_SPELLED: Final = re.compile(rf"\b({'|'.join(_SMALL)})\b")
_NAME: Final = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?)(?=[ ,.]|’s|'s)")
_NO_NAMES: Final = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September "
    "October November December American Americans Republican Republicans Democrat Democrats Democratic President "
    "Senator Secretary Governor House Senate White Congress State States United National Party".split()
)
_INVENTED: Final = ("Oda Flint", "Redek", "Ines Vall", "Tarn Moreld", "Sorenia", "Hallan", "Benno Quist", "Marn")
_HEDGE: Final = re.compile(
    r"\b((?:reportedly|allegedly|apparently|perhaps|possibly|probably|likely|nearly|roughly|approximately|seemingly|"
    r"at least|almost|potentially|presumably|supposedly) )(?=\w)"
)
_SAID: Final = r"(?:said|says|told reporters|argued|claimed|added|noted|explained|insisted|announced|reported)"
_OPENING: Final = re.compile(rf"^(?:[A-Z][^,“”\"]{{2,50}}?) {_SAID}(?: on \w+day| \w+day)? that (?=(\w))")
_ACCORDING: Final = re.compile(r"^According to [^,“”\"]{3,50}, (?=(\w))")
_ENDING: Final = re.compile(
    rf"(?<=[a-z0-9])(, (?:(?:the |an? )?[\w.’' -]{{2,40}} {_SAID}(?: \w+day| on \w+day)?|said [\w.’' -]{{3,50}}|"
    r"according to [\w.’' -]{3,50}))(?=\.$)"
)


@cache
def pairs(part: str) -> Mapping[str, str]:
    """A section of `data/rewording.txt`: words, and what they become."""
    body = re.search(rf"^\[{part}\]\n([^\[]*)", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    lines = [line for line in (body[1] if body else "").splitlines() if line and not line.startswith("#")]
    return {one.strip(): other.strip() for one, _, other in (line.partition(":") for line in lines)}


def numbers(text: str, chance: random.Random) -> Iterator[Change]:
    """Other numbers, in figures and in words."""
    for match in _FIGURES.finditer(text):
        value = int(match[1].replace(",", ""))
        other = (
            value + chance.choice([1, 2, 3, 7, 12]) if value < 1900 or value > 2100 else value - chance.choice([1, 2])
        )
        spelled = value != other and 2 <= other <= 12 and chance.random() < 0.3
        told = _SMALL[other - 2] if spelled else f"{other:,}" if "," in match[1] else str(other)
        yield Change(*match.span(1), told, "number")
    for match in _SPELLED.finditer(text):
        at = _SMALL.index(match[1])
        other = (at + chance.choice([1, 2, 3])) % len(_SMALL)
        yield Change(*match.span(1), _SMALL[other] if chance.random() < 0.7 else str(other + 2), "number")


def names(text: str, chance: random.Random) -> Iterator[Change]:
    """Another name, or another spelling of the same."""
    for match in _NAME.finditer(text):
        if set(match[1].split()) & _NO_NAMES:
            continue
        yield Change(*match.span(1), chance.choice(_INVENTED) if chance.random() < 0.5 else _spelling(match[1]), "name")


def _spelling(name: str) -> str:
    for one, other in (
        ("ck", "kk"),
        ("ll", "l"),
        ("nn", "n"),
        ("c", "k"),
        ("y", "i"),
        ("i", "y"),
        ("o", "oo"),
        ("a", "aa"),
    ):
        if one in name[1:]:
            return name[0] + name[1:].replace(one, other, 1)
    return f"{name}e"


def hedges(text: str, _: random.Random) -> Iterator[Change]:
    """A hedge gone."""
    for match in _HEDGE.finditer(text):
        yield Change(*match.span(1), "", "hedge-dropped")


def attributions(text: str, _: random.Random) -> Iterator[Change]:
    """An attribution gone, from the head of a sentence or from its end."""
    for pattern in (_OPENING, _ACCORDING):
        if match := pattern.match(text):
            yield Change(match.start(), match.end(1), match[1].upper(), "attribution-dropped")
    if (match := _ENDING.search(text)) and "”" not in text[match.start() - 2 : match.start()]:
        yield Change(*match.span(1), "", "attribution-dropped")


def labels(text: str, _: random.Random) -> Iterator[Change]:
    """Another noun for people or a body."""
    yield from _listed(text, "labels", "label")


def rewordings(text: str, _: random.Random) -> Iterator[Change]:
    """Synonyms, contractions, tenses, British and American spelling."""
    yield from _listed(text, "wording", "changed")


def marks(text: str, _: random.Random) -> Iterator[Change]:
    """Straight quotation marks for curly ones: no edit, for no word is another."""
    for match in re.finditer("[“”]", text):
        yield Change(*match.span(), '"', "")


def planted(text: str, chance: random.Random) -> str:
    """A sentence of a source with a hedge or an attribution put in, so that there are enough to drop."""
    if match := re.search(r"\b(?:has|have|had|was|were) (?=[a-z]+ed\b)|(?<=[a-z] )(?=\d{1,3} [a-z])", text):
        told = "reportedly " if match.group() else "at least "
        return text[: match.end()] + told + text[match.end() :]
    if (
        re.search('[“”"?!:‘]', text)
        or not text.endswith(".")
        or not re.match(r"(?:The|In|A|It|They|But|He|She)\b", text)
    ):
        return text
    opening, ending = chance.choice(list(pairs("planted").items()))
    if chance.random() < 0.5 or text.startswith("But"):
        return f"{text[:-1]}, {ending}."
    return f"{opening} {text[0].lower()}{text[1:]}"


def _listed(text: str, part: str, kind: str) -> Iterator[Change]:
    known = pairs(part)
    for match in _any(part).finditer(text):
        yield Change(*match.span(), known[match.group()], kind)


@cache
def _any(part: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(re.escape(each) for each in pairs(part))})(?![\w’'-])")


Kind = Callable[[str, random.Random], Iterator[Change]]
KINDS: Final[Mapping[str, Kind]] = {
    "numbers": numbers,
    "names": names,
    "hedges": hedges,
    "attributions": attributions,
    "labels": labels,
    "reworded": rewordings,
}
