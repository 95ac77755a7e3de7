"""Entities: the mentions of one name, full and short, gathered under the fullest.

"Rama" after "Edi Rama" is he; "MKO" in brackets after "Mujahedin-e-Khalq Organization" is it. A short name
that two people share goes to the one named in full last.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.reading.countries import country
from onrecord.reading.names import FoundName
from onrecord.reading.roles import with_roles
from onrecord.reading.titles import title_end
from onrecord.record import Entity, Mention, MentionKind, content_id

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_GENERATION = re.compile(r",?\s+(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_FLAT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00ad": None, "\u2060": None, "\u200b": None}
)
_SPACES = re.compile(r"\s+")
_BRACKETED = re.compile(r"\s*\(\s*(?:the\s+)?[\"“]?$", re.IGNORECASE)
_SURE = 0.8
_SMALL_WORDS = frozenset({"of", "the", "for", "and", "de", "in", "on", "to", "al", "e"})


def written(name: str) -> str:
    """A name as one would cite it: flat apostrophes, no possessive ending, no invisible characters."""
    return _POSSESSIVE.sub("", _SPACES.sub(" ", name.translate(_FLAT))).strip()


def folded(name: str) -> str:
    """A name for comparing: as `written`, without article, titles, stops or case."""
    bare = _ARTICLE.sub("", written(name))
    bare = bare[title_end(bare, 0, len(bare)) :]
    return bare.replace(".", "").casefold()


@dataclass(slots=True)
class _Group:
    """The mentions gathered so far under one entity."""

    type: str
    keys: list[str] = field(default_factory=list)
    names: list[FoundName] = field(default_factory=list)


def grouped(text: str, names: Sequence[FoundName]) -> list[list[FoundName]]:
    """Names parted into entities, each in text order, entities by their first mention.

    A name takes the type that most of its mentions have, by score.
    """
    types = _types(text, names)
    groups: list[_Group] = []
    for name in names:
        key = folded(text[name.start : name.end])
        if not key:
            continue
        kind = types[key]
        group = _match(groups, kind, key) or _acronym(text, groups, name)
        if group is None:
            group = _Group(kind)
            groups.append(group)
        if key not in group.keys:
            group.keys.append(key)
        group.names.append(name)
    return [group.names for group in groups]


def _types(text: str, names: Sequence[FoundName]) -> dict[str, str]:
    """The type of each folded name: what most of its mentions are, by score.

    A surname alone that is not surely something else is the person's who was named in full.
    """
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    counts: Counter[str] = Counter()
    for name in names:
        key = folded(text[name.start : name.end])
        weights[key][name.type] += name.score
        counts[key] += 1
    types = {key: max(sorted(kinds), key=lambda kind: kinds[kind]) for key, kinds in weights.items()}
    surnames = {key.split()[-1] for key, kind in types.items() if kind == "person" and " " in key}
    for key, kind in types.items():
        if key in surnames and weights[key][kind] < _SURE * counts[key]:
            types[key] = "person"
    return types


def _match(groups: Sequence[_Group], kind: str, key: str) -> _Group | None:
    """The group a name belongs to: one that holds it already, else the last that it shortens or lengthens."""
    for group in reversed(groups):
        if group.type == kind and key in group.keys:
            return group
    if kind == "country" and (named := country(key)) is not None:
        same = (
            group for group in groups if group.type == kind and any(country(other) == named for other in group.keys)
        )
        return next(same, None)
    if kind != "person":
        return None
    for group in reversed(groups):
        if group.type == kind and any(same_name(key, other) for other in group.keys):
            return group
    return None


def same_name(one: str, other: str) -> bool:
    """Whether one person's name, folded, is the other with words left out: a first name, a middle name dropped."""
    left, right = _GENERATION.sub("", one).split(), _GENERATION.sub("", other).split()
    short, full = (left, right) if len(left) < len(right) else (right, left)
    if not short or len(short) == len(full):
        return False
    if len(short) == 1:
        return short[0] in {full[0], full[-1]}
    if short == full[-len(short) :]:
        return True
    return short[0] == full[0] and short[-1] == full[-1]


def _acronym(text: str, groups: Sequence[_Group], name: FoundName) -> _Group | None:
    """The group whose name was just spelt out before these brackets, or whose initials these are."""
    letters = written(text[name.start : name.end]).replace(".", "")
    if not (letters.isupper() and 2 <= len(letters) <= 8):
        return None
    for group in reversed(groups):
        last = group.names[-1]
        if last.end <= name.start and _BRACKETED.fullmatch(text, last.end, name.start):
            return group
        if any(_initials(text[each.start : each.end]) == letters for each in group.names):
            return group
    return None


def _initials(name: str) -> str:
    words = re.split(r"[\s-]+", written(name))
    return "".join(word[0] for word in words if word and word.lower() not in _SMALL_WORDS).upper()


def entities(text: str, article_id: str, names: Sequence[FoundName]) -> tuple[Entity, ...]:
    """The entities of a text, in the order of their first mentions."""
    types = _types(text, names)
    return with_roles(text, [_entity(text, article_id, group, types) for group in grouped(text, names)])


def _entity(text: str, article_id: str, group: Sequence[FoundName], types: dict[str, str]) -> Entity:
    forms: dict[str, None] = {}
    for name in group:
        forms.setdefault(_ARTICLE.sub("", written(text[name.start : name.end])))
    fullest = max(forms, key=lambda form: (len(form.split()), len(form)))
    kind = types[folded(text[group[0].start : group[0].end])]
    named = country(fullest) if kind == "country" else None
    return Entity(
        code=named.code if named else None,
        id=content_id("e", article_id, kind, fullest, group[0].start),
        type=kind,
        name=fullest,
        aliases=tuple(form for form in forms if form != fullest),
        mentions=tuple(Mention(text=text, start=name.start, end=name.end, kind=MentionKind.NAME) for name in group),
    )
