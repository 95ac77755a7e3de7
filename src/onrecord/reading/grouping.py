"""Which names of a text are one: full and short, with and without their form, abbreviated, spelt otherwise.

"Rama" after "Edi Rama" is he; "MKO" in brackets after "Mujahedin-e-Khalq Organization" is it; "the Navy" after "the
United States Navy" is it. People named in full are parted first, so that nobody is two people because somebody shares
the surname. A short name that several share goes to the one told of most so far, of equals to the first.

Each rule was measured on Re-DocRED and GUM (docs/errors/entities.md). What is left apart although people may join it: a
country and its demonym, a province and the town it is named after, an acronym in brackets that neither stands alone
there nor has the letters of the name before it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Final

from onrecord.reading.countries import country
from onrecord.reading.names import FoundName
from onrecord.reading.nouns import names_place
from onrecord.reading.spelling import plain, same_spelling
from onrecord.reading.titles import title_end, titles

_POSSESSIVE: Final = ("'s", "s'")
ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_GENERATION: Final = re.compile(r",?\s+(?P<which>jr|sr|junior|senior|[ivx]{1,5})\.?$", re.IGNORECASE)
_FLAT: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00ad": None, "\u2060": None, "\u200b": None}
)
_SPACES: Final = re.compile(r"\s+")
_ALSO: Final = re.compile(
    r"[\"”’]?(?:,|\s*\(|\s)\s*(?:which\s+(?:is|was)\s+)?"
    r"(?:(?:(?:also|better|formerly|previously|originally|commonly|popularly|now|once|then|earlier|later)\s+)"
    r"(?:known|called|named|titled|spel(?:led|t)|written)(?:\s+as)?|known\s+as|formerly|previously|originally|"
    r"a\.?k\.?a\.?|née?|nee|(?<=\()or)\s+(?:the\s+)?[\"“‘]?",
    re.IGNORECASE,
)
"""Words between two names that say the second is another name of the first."""
_BRACKET: Final = re.compile(r"\s*\(\s*(?:the\s+)?[\"“]?$", re.IGNORECASE)
_CLOSING: Final = frozenset({")", ",", ";", "”", '"'})
_SURE: Final = 0.8
_REMEMBERED: Final = 4096
"""How many names are kept in mind with what was worked out of them."""
_LINKING: Final = frozenset("of the for and de in on to al e at von van della del la du des & y".split())
_FORMS: Final = frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp plc gmbh ag se sa spa srl nv bv ab oy as asa aps "
    "kg kgaa pte pty pjsc ojsc oao ooo zao jsc sarl sas kk holding holdings group".split()
)
"""Legal forms and the like, with which a name may end or not."""
_GENERIC: Final = frozenset(
    "university college school academy institute party movement front ministry bank agency newspaper club union "
    "association foundation airlines airways organisation organization".split()
)
"""Words for the kind of organisation, which a name may end in and be short without."""
_ORGANISATIONS: Final = frozenset({"organisation", "publication"})
_PARTS_OF_COUNTRIES: Final = frozenset({"england", "scotland", "wales", "northern ireland"})
"""Countries of a country: ISO 3166 gives them one code, and they are several."""


def written(name: str) -> str:
    """A name as one would cite it: flat apostrophes, no possessive endings, no invisible characters.

    Of what is written so already it is the same.
    """
    form = _SPACES.sub(" ", name.translate(_FLAT)).strip()
    while form[-2:].lower() in _POSSESSIVE:
        form = form[: -1 if form[-1] == "'" else -2].rstrip()
    return form


@lru_cache(maxsize=_REMEMBERED)
def folded(name: str) -> str:
    """A name for comparing: as `written`, without article, titles, stops or case."""
    bare = ARTICLE.sub("", written(name))
    bare = bare[title_end(bare, 0, len(bare)) :]
    return bare.replace(".", "").strip().casefold()


@dataclass(slots=True)
class _Group:
    """The mentions gathered so far under one entity."""

    type: str
    keys: dict[str, None] = field(default_factory=dict)
    forms: dict[str, None] = field(default_factory=dict)
    names: list[FoundName] = field(default_factory=list)

    def add(self, key: str, form: str, name: FoundName) -> None:
        """Take a mention in: what it folds to and how it is written."""
        self.keys[key] = None
        self.forms[form] = None
        self.names.append(name)


def grouped(text: str, names: Sequence[FoundName], *, bold: bool = True) -> list[list[FoundName]]:
    """Names parted into entities, each in text order, entities by their first mention.

    A name takes the type that most of its mentions have, by score. If not `bold`, a short name that somebody's could be
    as well as an organisation's stays what it was taken for.
    """
    types = name_types(text, names, bold=bold)
    people = _People([key for name in names if types.get(key := folded(text[name.start : name.end])) == "person"])
    groups: list[_Group] = []
    persons: dict[int, _Group] = {}
    before: tuple[int, _Group] | None = None
    for name in names:
        form = written(text[name.start : name.end])
        key = folded(form)
        if not key:
            continue
        kind = types[key]
        person = people.named(key, persons) if kind == "person" else None
        group = persons.get(person) if person is not None else _match(text, groups, kind, key, name)
        if group is None and before and before[1].type == kind and _ALSO.fullmatch(text, before[0], name.start):
            group = before[1]
        if group is None:
            group = _Group(kind)
            groups.append(group)
        if person is not None:
            persons[person] = group
        group.add(key, form, name)
        before = name.end, group
    return [group.names for group in groups]


def name_types(text: str, names: Sequence[FoundName], *, bold: bool = True) -> dict[str, str]:
    """The type of each folded name: what most of its mentions are, by score.

    A name right behind a title ("Mr.") is rather a person's, and so is one that ends in a person's name ("Ana Quill"
    where "Quill" is somebody). A surname alone that is not surely something else is that of who was named in full.
    """
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    counts: Counter[str] = Counter()
    for name in names:
        key = folded(text[name.start : name.end])
        weights[key][name.type] += name.score
        weights[key]["person"] += _TITLED * titled(text, name.start)
        counts[key] += 1
    types = {key: max(sorted(kinds), key=lambda kind: kinds[kind]) for key, kinds in weights.items()}
    types.update({key: "place" for key in types if names_place(key)})
    for key, kind in types.items():
        if kind in _DOUBTFUL and " " in key and types.get(key.split()[-1]) == "person":
            types[key] = "person"
    firsts = {key.split()[0] for key, kind in types.items() if kind == "organisation" and " " in key}
    people = {word for key, kind in types.items() if kind == "person" and " " in key for word in key.split()}
    for key, kind in types.items():
        if bold and kind in {*_DOUBTFUL, "person"} and key in firsts - people and weights[key]["person"] < _TITLED:
            types[key] = "organisation"
    surnames = {key.split()[-1] for key, kind in types.items() if kind == "person" and " " in key}
    for key, kind in types.items():
        if key in surnames and weights[key][kind] < _SURE * counts[key]:
            types[key] = "person"
    return types


_TITLED = 1.0
"""How much a title before a name counts towards its being a person's, beside the scores, which are in 0 to 1."""
_DOUBTFUL = frozenset({"nationality", "other", "work", "event"})


def titled(text: str, start: int) -> bool:
    """Whether the word before a place is a title that a person's name follows."""
    before = _LAST_WORD.search(text, max(0, start - _TITLE_REACH), start)
    return before is not None and (word := before["word"].lower()) in titles() and word not in _NO_TITLES


_NO_TITLES = frozenset({"former", "acting", "deputy", "vice", "senior", "chief", "assistant", "associate"})
"""What stands before other titles, and before the name of a people."""
_TITLE_REACH = 24
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)\.?[ \u00a0]$")


class _People:
    """The people of a text, by the names that they have in full; a short name is any of theirs whose it may be."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._full: list[list[str]] = []
        self._owner: dict[str, int] = {}
        for key in dict.fromkeys(keys):
            if _is_full(key):
                fitting = [
                    place for place, others in enumerate(self._full) if all(_same_full(key, other) for other in others)
                ]
                if fitting:
                    self._full[fitting[-1]].append(key)
                else:
                    self._full.append([key])
                self._owner[key] = fitting[-1] if fitting else len(self._full) - 1

    def named(self, key: str, told: dict[int, _Group]) -> int | None:
        """The person a name is of: by the full name, else who is told of most of those it fits, else who follows first.

        Args:
            key: the name, folded.
            told: the people told of so far, in order.
        """
        if key in self._owner:
            return self._owner[key]
        parts, which = _parts(key)
        if not parts:
            return None
        for fits in (_is_end, _is_inner, _is_spelt):
            fitting = [
                place
                for place, keys in enumerate(self._full)
                if any(fits(parts[0], _parts(full)[0]) for full in keys if which in {"", _parts(full)[1]})
            ]
            before = [place for place in told if place in fitting]
            if fits is not _is_end and len(fitting) > 1:
                return None
            if fitting:
                return max(before, key=lambda place: len(told[place].names)) if before else fitting[0]
        return None


@lru_cache(maxsize=_REMEMBERED)
def _parts(key: str) -> tuple[tuple[str, ...], str]:
    """The words of a folded name as `plain`, and which of its bearers it is: "jr", "ii"."""
    name = plain(key)
    which = _GENERATION.search(name)
    return tuple((name[: which.start()] if which else name).split()), which["which"] if which else ""


def _is_full(key: str) -> bool:
    """Whether a name tells its bearer from others of the family or the throne: "Ana Quill", "Osmar II"."""
    words, which = _parts(key)
    return len(words) > 1 or bool(words and which)


def _is_end(short: str, full: tuple[str, ...]) -> bool:
    return short in {full[0], full[-1]}


def _is_inner(short: str, full: tuple[str, ...]) -> bool:
    return short in full and short not in _LINKING


def _is_spelt(short: str, full: tuple[str, ...]) -> bool:
    return same_spelling(short, full[-1])


def _same_full(one: str, other: str) -> bool:
    """Whether two names in full, of two words or more, may be one person's."""
    (left, which), (right, whose) = _parts(one), _parts(other)
    if which and whose and which != whose:
        return False
    if len(left) == len(right):
        return all(_same_word(*pair) for pair in zip(left, right, strict=True))
    short, full = (left, right) if len(left) < len(right) else (right, left)
    if any(short == full[at : at + len(short)] for at in range(len(full) - len(short) + 1)):
        return True
    return _same_word(short[0], full[0]) and same_spelling(short[-1], full[-1])


def _same_word(one: str, other: str) -> bool:
    """Whether two words of a name are one, in another spelling or as an initial."""
    if 1 in {len(one), len(other)}:
        return one[0] == other[0]
    return same_spelling(one, other)


def same_name(one: str, other: str) -> bool:
    """Whether one person's name, folded, is the other with words left out: a first name, a middle name dropped.

    Initials, accents and romanisations of full names are seen through. The same letters alone are no such pair.
    """
    (left, which), (right, whose) = _parts(one), _parts(other)
    if one == other or not left or not right:
        return False
    if min(len(left), len(right)) > 1:
        return _same_full(one, other)
    if left == right:
        return which == whose
    short, full = (left, right) if len(left) < len(right) else (right, left)
    return len(short) < len(full) and _is_end(short[0], full)


def _match(text: str, groups: Sequence[_Group], kind: str, key: str, name: FoundName) -> _Group | None:
    """The group a name that is not a known person's belongs to."""
    same = _held(groups, kind, key)
    if same is None and (kind == "country" or (kind == "place" and " " in key)):
        same = _same_country(groups, key)
    if same is None:
        same = _abbreviated(text, groups, name, kind)
    if same is None:
        same = _shortened(groups, kind, key)
    return same


def _held(groups: Sequence[_Group], kind: str, key: str) -> _Group | None:
    """The last group of a type that holds a name, but for accents, legal forms or a demonym's plural."""
    alike = [group for group in reversed(groups) if group.type == kind]
    bare = bare_name(kind, key)
    same = (group for group in alike if key in group.keys)
    nearly = (group for group in alike if bare and bare in {bare_name(kind, other) for other in group.keys})
    return next(chain(same, nearly), None)


@lru_cache(maxsize=_REMEMBERED)
def bare_name(kind: str, key: str) -> str:
    """A name without what it may have or not: accents, a legal form, the ending of a plural."""
    words = plain(key).replace(",", "").split()
    if kind in _ORGANISATIONS:
        while len(words) > 1 and words[-1] in _FORMS:
            words.pop()
    if kind == "nationality" and words and len(words[-1]) > len("sss"):
        words[-1] = words[-1].removesuffix("s")
    return " ".join(words)


def _same_country(groups: Sequence[_Group], key: str) -> _Group | None:
    named = country(key)
    if named is None or key in _PARTS_OF_COUNTRIES:
        return None
    for group in groups:
        told = [other for other in group.keys if group.type == "country" or (group.type == "place" and " " in other)]
        others = [other for other in told if other not in _PARTS_OF_COUNTRIES]
        if any(country(other) == named for other in others):
            return group
    return None


def _abbreviated(text: str, groups: Sequence[_Group], name: FoundName, kind: str) -> _Group | None:
    """The group whose name was just spelt out before these brackets, or whose initials these are; or the other way."""
    words = written(text[name.start : name.end])
    letters = acronym(words)
    for group in groups:
        last = group.names[-1]
        if last.end <= name.start and _BRACKET.fullmatch(text, last.end, name.start):
            before = written(text[last.start : last.end])
            spelt = _spells(letters, before) if letters else _spells(acronym(before), words)
            alone = letters and group.type == kind and text[name.end : name.end + 1] in _CLOSING
            if spelt or alone:
                return group
    for group in reversed(groups):
        if letters and any(initials(form) == letters for form in group.forms):
            return group
        if not letters and " " in words and any(acronym(form) == initials(words) for form in group.forms):
            return group
    return None


@lru_cache(maxsize=_REMEMBERED)
def acronym(words: str) -> str | None:
    """The letters of an acronym; None of other words."""
    letters = words.replace(".", "")
    return letters if letters.isupper() and letters.isalnum() and 2 <= len(letters) <= 8 else None


@lru_cache(maxsize=_REMEMBERED)
def initials(words: str) -> str:
    """The first letters of a name's words, those that only link left out."""
    parts = re.split(r"[\s-]+", words)
    return "".join(word[0] for word in parts if word and word.lower() not in _LINKING).upper()


def _spells(letters: str | None, words: str) -> bool:
    """Whether an acronym's letters stand in a name, in order, the first at a word (Schwartz & Hearst, 2003)."""
    if letters is None or acronym(words):
        return False
    parts = words.casefold().split()
    return any(
        parts[place][0] == letters[0].casefold() and _in_order(letters.casefold(), "".join(parts[place:]))
        for place in range(len(parts))
    )


def _in_order(letters: str, words: str) -> bool:
    rest = iter(words)
    return all(letter in rest for letter in letters)


def _shortened(groups: Sequence[_Group], kind: str, key: str) -> _Group | None:
    """The one group told of before whose name an organisation's short name is short for; None where several are."""
    if kind not in _ORGANISATIONS:
        return None
    fitting = [
        group
        for group in groups
        if group.type in _ORGANISATIONS
        and any(is_short_for(plain(key).split(), plain(other).split()) for other in group.keys)
    ]
    return fitting[0] if len(fitting) == 1 else None


def is_short_for(short: list[str], full: list[str]) -> bool:
    """Whether words are an organisation's name without what comes before its head, after a preposition, or its kind.

    "Navy" is short for "Sorenian Navy", "House of Deputies" for "House of Deputies of Sorenia" and "Marn" for "Marn
    University", but "University of Marn" is not short for "Hospital of the University of Marn".
    """
    if not 0 < len(short) < len(full):
        return False
    if short == full[-len(short) :]:
        return not _LINKING & set(full[: -len(short)])
    after = full[len(short) :]
    return short == full[: len(short)] and (after[0] in _LINKING or _GENERIC.issuperset(after))
