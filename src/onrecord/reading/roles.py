"""Roles: what a person is said to be beside the name, "Interior Minister Ana Quill" or "Ana Quill, a spokeswoman".

A role is the title words next to a name, with what they are of: a possessive, a country or demonym, an institution
before them, or an "of" behind them. "Former", "ex-" and "then" are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.reading.countries import country
from onrecord.reading.titles import titles
from onrecord.reading.tokens import Tokens, tokens
from onrecord.record import Entity, MentionKind, Role

_REACH: Final = 90
_PAST: Final = frozenset({"former", "ex", "late", "outgoing", "onetime", "ousted", "deposed"})
_THEN: Final = frozenset({"then"})
INSTITUTION: Final = frozenset(
    "ministry office department party bank court parliament senate house council commission union committee agency "
    "police army navy government university company group club association church federation front movement".split()
)
MODIFIERS: Final = frozenset(
    "prime foreign interior defence defense finance justice health education trade energy home deputy vice chief "
    "acting assistant associate senior junior executive managing general supreme attorney police army opposition party "
    "state federal district county city national regional provincial presidential parliamentary permanent special "
    "lead".split()
)
_LINK: Final = frozenset({"of", "for", "at", "in"})


def with_roles(text: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities with the roles that the text gives the persons among them."""
    return tuple(replace(one, roles=_roles(text, one)) if one.type == "person" else one for one in entities)


def _roles(text: str, entity: Entity) -> tuple[Role, ...]:
    found: dict[Role, None] = {}
    for mention in entity.mentions:
        if mention.kind is not MentionKind.NAME:
            continue
        before = before_name(tokens(text, max(0, mention.start - _REACH), mention.start))
        behind = behind_name(tokens(text, mention.end, min(len(text), mention.end + _REACH)))
        for role in (before, behind):
            if role is not None and not any(_covers(known, role) for known in found):
                found[role] = None
    return tuple(found)


def _covers(known: Role, role: Role) -> bool:
    """Whether a role is told already, perhaps with more of it."""
    same = known.title.lower().endswith(role.title.lower())
    return same and (role.of is None or role.of == known.of)


def before_name(words: Tokens) -> Role | None:
    """The role in the words that end right before a name."""
    end = place = len(words)
    while place > 0 and _is_title(words, place - 1):
        place -= 1
    if place == end or not any(
        words.lower[at] in titles() and words.lower[at] not in MODIFIERS for at in range(place, end)
    ):
        return None
    title = _between(words, place, end)
    if title.lower() in _ADDRESSES:
        return None
    institution, place = _institution(words, place)
    of, place = _of_before(words, place)
    lead = words.lower[max(0, place - 2) : place]
    lead = lead[lead.index(".") + 1 :] if "." in lead else lead
    former = bool(_PAST & set(lead)) or lead[-2:] == ["ex", "-"]
    then = bool(_THEN & set(lead))
    return Role(title=title, of=_joined(institution, of), former=former, then=then)


_ADDRESSES: Final = frozenset("mr mrs ms miss dr sir lady lord madam madame dame prof professor monsieur señor".split())


def _is_title(words: Tokens, place: int) -> bool:
    word = words.lower[place]
    return (word in titles() or word in MODIFIERS) and word not in _PAST


def _institution(words: Tokens, place: int) -> tuple[str | None, int]:
    """An institution right before a title: "Foreign Ministry spokesman"."""
    if place == 0 or words.lower[place - 1] not in INSTITUTION or not words.words[place - 1][:1].isupper():
        return None, place
    start = place - 1
    while start > 0 and words.words[start - 1][:1].isupper() and country(words.words[start - 1]) is None:
        start -= 1
    return _between(words, start, place), start


def _of_before(words: Tokens, place: int) -> tuple[str | None, int]:
    """What a title is of: a possessive, or a country or demonym, right before it."""
    if place > 1 and words.lower[place - 1] == "'s":
        start = place - 1
        while start > 0 and words.words[start - 1][:1].isupper() and place - start <= _LONGEST:
            start -= 1
        return (_named(_between(words, start, place - 1)), start) if start < place - 1 else (None, place)
    for length in (3, 2, 1):
        if place >= length:
            found = country(" ".join(words.words[place - length : place]))
            if found is not None and words.words[place - length][:1].isupper():
                return found.name, place - length
    return None, place


_LONGEST: Final = 5


def behind_name(words: Tokens) -> Role | None:
    """The role in an apposition behind a name: ", the prime minister of Albania,"."""
    if len(words) < 2 or words.words[0] not in {",", "("}:
        return None
    place = 1
    former = then = False
    while place < len(words) and (words.lower[place] in _ARTICLES or words.lower[place] in _PAST | _THEN | {"-"}):
        former, then = former or words.lower[place] in _PAST, then or words.lower[place] in _THEN
        place += 1
    found = country(words.words[place]) if place < len(words) else None
    place += found is not None
    start = place
    while place < len(words) and _is_title(words, place):
        place += 1
    if place == start or words.lower[place - 1] not in titles():
        return None
    of = found.name if found else None
    if place + 1 < len(words) and words.lower[place] in _LINK:
        of = _of_behind(words, place + 1) or of
    return Role(title=_between(words, start, place), of=of, former=former, then=then)


_ARTICLES: Final = frozenset({"the", "a", "an", "his", "her", "its", "their", "who", "is", "was"})


def _of_behind(words: Tokens, place: int) -> str | None:
    if words.lower[place] == "the":
        place += 1
    end = place
    while end < len(words) and (words.words[end][:1].isupper() or (end > place and _goes_on(words, end))):
        end += 1
    return _named(_between(words, place, end)) if end > place else None


def _goes_on(words: Tokens, place: int) -> bool:
    """Whether a name runs on: "of", the "'s" of "St. Luke's Hospital", the stop of "St."."""
    following = words.words[place + 1][:1].isupper() if place + 1 < len(words) else False
    stop = words.words[place] == "." and words.lower[place - 1] in _STOPPED
    return following and (words.lower[place] in {"of", "'s", "’s", "and", "for"} or stop)


_STOPPED: Final = frozenset({"st", "mt", "ft", "dr"})


def _named(words: str) -> str | None:
    found = country(words)
    return found.name if found is not None else words or None


def _joined(institution: str | None, of: str | None) -> str | None:
    if institution is None:
        return of
    return f"{institution} ({of})" if of else institution


def _between(words: Tokens, start: int, end: int) -> str:
    """Some words as the text has them, white space as single spaces."""
    return re.sub(r"\s+", " ", words.text[words.starts[start] : words.ends[end - 1]]) if start < end else ""
