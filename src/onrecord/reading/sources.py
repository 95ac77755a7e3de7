"""Who a source is: from the words "the Albanian prime minister" or "he" to an entity named elsewhere.

For now by rule: a name in the words themselves; a role that an entity was introduced with; for a pronoun,
the nearest fitting entity, whoever was speaking last before others. An indefinite source ("a senior
official", "reports") stays nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.reading.given_names import is_mans, is_womans
from onrecord.reading.grouping import folded
from onrecord.reading.nouns import is_persons, kind_of
from onrecord.reading.office_words import office
from onrecord.reading.peoples import are_some_of
from onrecord.reading.pieces import quoted_spans
from onrecord.reading.pronouns import FEMALE, HE, IT, MALE, SHE, THEY
from onrecord.reading.titles import title_end, titles
from onrecord.reading.variations import is_of_sex, varied
from onrecord.record import Entity, Mention, MentionKind, Span

_CUT = re.compile(
    r",|;|—|–|\s--?\s|\(|\bwho\b|\bwhich\b|\bthat\b|\b(?:of|for|in|from|at|with|on|to|by|near|behind|inside|against)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:[\s,;()—–]|--)*(?P<words>(?:(?!--)[^,;()—–])+)")
_TAIL = re.compile(r"(?:['’]s|['’])?[\s\"”’]*$")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_DEFINITE = re.compile(r"(?:the|this|that|these|those|his|her|their|its)\b|.*['’]s?\s", re.IGNORECASE)
_INDEFINITE = frozenset({"a", "an", "one", "some", "several", "many", "two", "three", "another", "other", "no", "any"})
_WHO = frozenset({"who", "whom", "whose", "which"})
_FIRST = frozenset({"i", "me", "my", "we", "us", "our", "you", "your"})
PRONOUNS = HE | SHE | THEY | IT | _WHO | _FIRST

_DESCRIPTION_REACH = 60
_APPOSITION = re.compile(r",\s+(?P<words>(?:(?:the|a|an|his|her|its|their)\s+|[^\s,]+['’]s\s+)?[^,.;:\"“”]{3,80})[,.;]")
_SPACED_WORD = re.compile(r"(?P<word>[^\W\d_][\w'’&-]*\.?|\S)(?P<space>[ \xa0]*)")
_SMALL = frozenset("and or but of for by that said with to from in on at as is was than when while".split())
_PRE_APPOSITION = re.compile(
    r"(?P<words>(?:\b(?:the|a|an|his|her|its|their)\s|[^\s,]+['’]s\s)[^,.;:\"“”]{3,60}),\s+$", re.IGNORECASE
)
_OPEN_ENDS = " \u00a0([,;"
_EDGES = " \t\n,;:—–-"
_NOMINAL = re.compile(r"(?P<words>\b(?:the|a|an|one|two|some|several|his|her|their)\s+[^,.;:\"“”()]{2,50}?)[\s,(—–-]*$")
_POSSESSED = frozenset({"his", "her", "their", "its", "our", "my", "your"})
_OWN = re.compile(
    r"(?:his|her)\s+(?:own\s+)?(?:\w+\s+)?(?:account|memoirs?|autobiography|diary|diaries|testimony|affidavit|"
    r"statement|letter|essay|op-ed|memo)(?!['’\w-])",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:\s\([^()]{1,12}\)|\))?(?:,\s[^,]*,?)?\s(?:and|&)\s(?:\w+\.?\s){0,3}")
_BOTH = re.compile(r"\bboth\s+(?:the\s+)?$", re.IGNORECASE)
_BOTH_REACH = 12
_BEFORE_BOTH = frozenset({"", "both", "the", "both the"})
_JOINED = frozenset({"country", "nationality"})
"""Kinds of which two that are joined by "and" speak together; of other kinds one name may hold the other."""
_DETERMINERS = frozenset({"the", "this", "that"})
_ARTICLES = frozenset({"a", "an"})
_LEAD = 500
"""Where the part of a report ends that tells in short what is told again with names."""
_LATER = 1200
"""How far below a description the name may stand for the first time."""
_SPEAKING = frozenset({"he", "she"})
_SOON = 260
_SOON_QUOTED = 600
"""How many characters ago somebody spoke whom "he" goes on to speak of; the second where a quotation ends before it."""
_PREPOSITIONS = frozenset(
    "of for in from at with on to by near behind against about over after under like as and".split()
)
_HEADED = re.compile(rf"{_CUT.pattern}|\band\b", re.IGNORECASE)
_BACK = 2
"""How many sentences back the topic is looked for that a description stands for."""
_STANDING = frozenset({"candidate", "nominee", "contender", "hopeful", "challenger", "lady"})
"""What somebody is for a while, without an office."""
_CLOSING = frozenset({'"', "”", "’", "'"})
_BREAK = re.compile(r"\n+")
_ANNOUNCED = re.compile(r":\s*\n")
_LINE = re.compile(r"[^\n]+")
_COLLECTIVE = frozenset({"organisation", "country", "place", "publication", "facility"})


@dataclass(slots=True)
class _Known:
    """What is known of an entity while sources are resolved.

    `roles` are the nouns that say what it is ("minister"), `descriptions` all words it was introduced with, `he`
    and `she` how many pronouns stand for it.
    """

    entity: Entity
    starts: list[int]
    roles: set[str] = field(default_factory=set)
    descriptions: set[str] = field(default_factory=set)
    male: bool = False
    female: bool = False
    he: int = 0
    she: int = 0

    @property
    def rather_male(self) -> bool:
        """Whether it is a man, or is mostly spoken of as one."""
        return self.male or (not self.female and self.he > self.she)

    @property
    def rather_female(self) -> bool:
        """Whether it is a woman, or is mostly spoken of as one."""
        return self.female or (not self.male and self.she > self.he)


def names_of(entity: Entity) -> list[Mention]:
    """Where an entity is named."""
    return [mention for mention in entity.mentions if mention.kind is MentionKind.NAME]


def _lowered(words: str) -> list[str]:
    return [word.group().lower() for word in _WORD.finditer(words)]


class Resolver:
    """Resolves the sources of one text, in order."""

    def __init__(self, text: str, entities: Sequence[Entity], sentences: Sequence[Span]) -> None:
        """Gather what the text tells of each entity around its mentions."""
        self._text = text
        self._sentence_starts = [span.start for span in sentences]
        everyone = [_Known(entity, [mention.start for mention in names_of(entity)]) for entity in entities]
        self._known = [known for known in everyone if known.starts]
        self._by_place = sorted(
            (
                (name.start, name.start + len(name.words.rstrip(_OPEN_ENDS)), known)
                for known in self._known
                for name in names_of(known.entity)
            ),
            key=lambda place: place[:2],
        )
        self._phrases = sorted(
            (
                (mention.start, mention.end, known)
                for known in everyone
                for mention in known.entity.mentions
                if mention.kind is not MentionKind.NAME
            ),
            key=lambda place: place[:2],
        )
        self._places = [start for start, _, _ in self._by_place]
        spoken_of = [place for place in self._phrases if place[2].starts]
        self._people_at = sorted(
            (place for place in (*self._by_place, *spoken_of) if place[2].entity.type == "person"),
            key=lambda place: place[:2],
        )
        lines = (line.span() for line in _LINE.finditer(text))
        self._quotes = [quote for start, end in lines for quote in quoted_spans(text, start, end)]
        self._called = {folded(name): known for known in reversed(self._known) for name in known.entity.names}
        self._spoke: list[tuple[int, _Known]] = []
        for known in self._known:
            self._describe(known)

    def resolve(self, source: Span, at: int) -> Entity | None:
        """The entity that a source's words stand for, or None.

        Args:
            source: the words.
            at: where the statement stands; later statements count as not yet made.
        """
        found = self._resolved(source)
        if found is not None and found.entity.type == "country" and are_some_of(self._head(source), found.entity):
            found = None
        if found is not None:
            self._spoke.append((at, found))
        return found.entity if found else None

    def called(self, source: Span) -> str:
        """What to call a source that is no entity: its words, or for "who" those it stands for."""
        words = self._text[source.start : source.end].strip(_EDGES)
        if words.lower() in _WHO:
            if (both := self._both_before(source)) is not None:
                return self._text[both.start : both.end]
            before = self._text[max(0, source.start - _DESCRIPTION_REACH) : source.start]
            if antecedent := _NOMINAL.search(before):
                return antecedent["words"]
        return words

    def spelt(self, source: Span) -> Span | None:
        """A source's words; where they are a mere mark, the name behind it ("as “The Norvane Wire” wrote"), or None."""
        if _WORD.search(self._text, source.start, source.end) or self._text[source.start : source.end].isalnum():
            return source
        named = next((place for place in self._by_place if place[0] == source.end), None)
        return Span(*named[:2]) if named is not None else None

    def _resolved(self, source: Span) -> _Known | None:
        words = _lowered(self._text[source.start : source.end])
        if not words:
            return None
        if self._is_several(source) or self._both_before(source) is not None:
            return None
        meant = self._meant(source)
        if len(words) == 1 and words[0] in _SPEAKING:
            meant = self._still_speaking(words[0], source.start) or meant
        if meant is not None and meant.starts:
            return meant if len(words) == 1 else self._named(source) or meant
        if len(words) == 1 and words[0] in PRONOUNS:
            return self._pronoun(words[0], source)
        found = self._named(source) or self._alike(source) or self._by_office(source, words)
        return found or self._varied(source, meant) or meant or self._author(source, words)

    def _head(self, source: Span) -> list[str]:
        """The words of a source before the first that hangs from its noun, in lower case."""
        cut = _CUT.search(self._text, source.start + 1, source.end)
        return _lowered(self._text[source.start : cut.start() if cut else source.end])

    def _author(self, source: Span, words: Sequence[str]) -> _Known | None:
        """Whose a text of somebody's own is: "her account", "his memoir of the siege"."""
        if words[0] not in _POSSESSED or words[0] in _FIRST or _OWN.match(self._text, source.start, source.end) is None:
            return None
        pronoun = {"his": "he", "her": "she"}.get(words[0])
        owner = Span(source.start, source.start + len(words[0]))
        found = self._meant(owner) or (self._pronoun(pronoun, owner) if pronoun is not None else None)
        return found if found is not None and found.entity.type == "person" and found.starts else None

    def _alike(self, source: Span) -> _Known | None:
        """Whoever has these words for a name, where no name was found in them."""
        words = folded(self._text[source.start : source.end].strip(_EDGES))
        return self._called.get(words) or self._by_surname(source)

    def _by_surname(self, source: Span) -> _Known | None:
        """The one person whose last name stands behind a title: "Mr. Quill", where it was not taken for a name."""
        bare = title_end(self._text, source.start, source.end)
        name = folded(self._text[bare : source.end].strip(_EDGES))
        if bare == source.start or " " in name or not self._text[bare].isupper():
            return None
        people = [known for known in self._known if known.entity.type == "person"]
        bearing = [known for known in people if folded(known.entity.name).split()[-1:] == [name]]
        return bearing[0] if len(bearing) == 1 else None

    def _by_office(self, source: Span, words: Sequence[str]) -> _Known | None:
        """Whoever was told of before with an office that these words repeat; nobody where they tell of somebody new."""
        if words[0] in _INDEFINITE or words[0] in _POSSESSED:
            return self._named_later(source) if words[0] in _ARTICLES else None
        if _DEFINITE.match(self._text, source.start, source.end) or self._text[source.start].isupper():
            return self._role(source)
        return None

    def _named_later(self, source: Span) -> _Known | None:
        """Whom a report's lead describes before naming: "a Marnish judge", where a judge is named further down."""
        end = next((cut.start() for cut in _CUT.finditer(self._text, source.start + 1, source.end)), source.end)
        words = _lowered(self._text[source.start : end])
        if source.start > _LEAD or len(words) < 2 or words[-1] not in titles():
            return None
        holders = [known for known in self._known if office(words[-1]) in known.roles]
        alone = len(holders) == 1 and source.end < holders[0].starts[0] < source.end + _LATER
        fits = alone and is_of_sex(words, male=holders[0].male, female=holders[0].female)
        return holders[0] if fits else None

    def _is_several(self, source: Span) -> bool:
        """Whether words name two who speak together: "Mr. Quill and Ms. Veldt", "Norland and Sarrin"."""
        named = self._within(source)
        people = [place for place in named if place[2].entity.type == "person"]
        lands = [place for place in named if place[2].entity.type in _JOINED]
        ends = {end for _, end in self._clauses(source)}
        return any(self._are_joined(one, other) for one, other in pairwise(people)) or any(
            other[1] in ends and self._text[source.start : one[0]].strip(_EDGES).lower() in _BEFORE_BOTH
            for one, other in pairwise(lands)
            if self._are_joined(one, other)
        )

    def _are_joined(self, one: tuple[int, int, _Known], other: tuple[int, int, _Known]) -> bool:
        """Whether two names of two entities are joined by "and"."""
        return one[2] is not other[2] and _AND.fullmatch(self._text, one[1], other[0]) is not None

    def _both_before(self, source: Span) -> Span | None:
        """The two whom "who" or "which" behind them stands for: "Norland and Sarrin, which vowed"; None for others."""
        index = bisect_left(self._places, source.start) - 1
        if index < 1 or self._text[source.start : source.end].lower() not in _WHO:
            return None
        one, other = self._by_place[index - 1 : index + 1]
        told = self._text[other[1] : source.start]
        joined = self._are_joined(one, other) and {one[2].entity.type, other[2].entity.type} <= _JOINED
        both = _BOTH.search(self._text, one[0] - _BOTH_REACH if one[0] > _BOTH_REACH else 0, one[0]) is not None
        return Span(one[0], other[1]) if joined and both and told.strip(_EDGES) == "" else None

    def pair(self, at: int) -> str | None:
        """Two people told of together shortly before a place, as its sentence's topic: the words for both, or None.

        Args:
            at: where "they", "each" or "both" stands.
        """
        people = [place for place in self._people_at if at - _SOON < place[0] < at and place[1] <= at]
        for one, other in reversed(list(pairwise(people))):
            if self._are_joined(one, other) and not self._is_quoted(one[0]) and not self._is_governed(one[0]):
                return self._text[one[0] : other[1]]
        return None

    def _meant(self, source: Span) -> _Known | None:
        """The entity that the phrase or pronoun at the head of some words was taken for."""
        first = bisect_left(self._phrases, source.start, key=lambda place: place[0])
        alone = not self._text[source.start : source.end].strip(_EDGES).count(" ")
        meant: _Known | None = None
        for start, end, known in self._phrases[first:]:
            if start >= source.end or self._text[source.start : start].strip(_EDGES):
                break
            if self._text[end : end + 1] in {"'", "’"} and end < source.end - 1:
                continue  # "the man's sister" is not the man
            if end <= source.end and (alone or self._text[start:end].lower() not in PRONOUNS):
                meant = known
        head = self._head(source)[-1:] or [""]
        is_body = meant is not None and meant.entity.type == "person" and kind_of(head[0]) == "organisation"
        return None if is_body else meant

    def _named(self, source: Span) -> _Known | None:
        """The entity whose name these words are built around.

        A name that ends the first part of the words ("Iran's spokesman Nasser Kanaani"), or a person's name
        that is a part by itself ("the union's secretary, Mara Veldt,"). A name after a preposition
        ("a spokesman for Clinton") is somebody else's.
        """
        inside = self._within(source)
        for number, (start, end) in enumerate(self._clauses(source)):
            head_end = self._cut(start, end, inside)
            for name_start, whole_end, known in reversed(inside):
                person = known.entity.type == "person"
                name_end = min(whole_end, end) if person else whole_end  # "Ola Lund, Q.C." may be taken for one name
                if not start <= name_start < name_end <= head_end or not _TAIL.fullmatch(
                    self._text, name_end, head_end
                ):
                    continue
                if number == 0 or (person and title_end(self._text, start, name_end) == name_start):
                    return known
        return None

    def _cut(self, start: int, end: int, names: Sequence[tuple[int, int, _Known]]) -> int:
        """Where the words that hang from the noun of a stretch begin; "of" within a name cuts nothing."""
        for cut in _CUT.finditer(self._text, start + 1, end):
            if not any(one <= cut.start() < other for one, other, _ in names):
                return cut.start()
        return end

    def _clauses(self, source: Span) -> list[tuple[int, int]]:
        """The stretches of some words between commas and brackets, without the blanks around them."""
        return [match.span("words") for match in _CLAUSE.finditer(self._text, source.start, source.end)]

    def _within(self, span: Span) -> list[tuple[int, int, _Known]]:
        first = bisect_left(self._places, span.start)
        return [place for place in self._by_place[first:] if place[0] < span.end and place[1] <= span.end + 2]

    def _pronoun(self, word: str, source: Span) -> _Known | None:
        if word in _FIRST:
            return None
        if word in _WHO:
            return self._antecedent(source)
        if word in IT or word in THEY:
            return None
        return self._last_speaker(word, source.start) or self._nearest(word, source.start)

    def _still_speaking(self, word: str, at: int) -> _Known | None:
        """Who spoke shortly before and "he" or "she" says more of, if nobody else was the topic of a sentence since."""
        speaker = self._last_speaker(word, at)
        if speaker is None or self._is_quoted(at) or (speaker.rather_female if word in HE else speaker.rather_male):
            return None
        last = max((place for place, known in self._spoke if known is speaker and place < at), default=-_SOON_QUOTED)
        soon = _SOON_QUOTED if self._text[:at].rstrip()[-1:] in _CLOSING else _SOON
        near = at - last < soon and len(_BREAK.findall(self._text, last, at)) <= 1
        if not near or _ANNOUNCED.search(self._text, last, at):
            return None
        since = self._sentence_starts[bisect_left(self._sentence_starts, last) :][:1] or [at]
        others = [
            start for start, known in self._people(since[0], at) if known is not speaker and self._fits(word, known)
        ]
        return speaker if all(self._is_governed(start) for start in others) else None

    def _varied(self, source: Span, meant: _Known | None) -> _Known | None:
        """Whom a description stands for that introduces nobody: the topic of the sentences before, if that fits."""
        end = next((cut.start() for cut in _HEADED.finditer(self._text, source.start + 1, source.end)), source.end)
        words = _lowered(self._text[source.start : end])
        noun = varied(words)
        told = meant is not None and any(mention.start < source.start for mention in meant.entity.mentions)
        if noun is None or told:
            return None
        here = bisect_right(self._sentence_starts, source.start) - 1
        since, until = self._stretch(here)
        beside = [known for start, _, known in self._by_place if since <= start < until]
        looked = 0
        for back in range(here - 1, -1, -1):
            since, until = self._stretch(back)
            if self._is_quoted(since + 1) and self._is_quoted(until - 3):
                continue
            fitting = [
                (self._is_governed(start), start, known)
                for start, known in self._people(since, until)
                if known not in beside and is_of_sex(words, male=known.rather_male, female=known.rather_female)
            ]
            if fitting:
                topic = min(fitting, key=lambda each: each[:2])[2]
                return topic if self._may_be(noun, topic) else None
            looked += 1
            if looked == _BACK:
                break
        return None

    def _is_governed(self, at: int) -> bool:
        """Whether a preposition stands before a name or its title."""
        words = _lowered(self._text[max(0, at - _DESCRIPTION_REACH) : at])
        while words and words[-1] in titles():
            words.pop()
        return bool(words) and words[-1] in _PREPOSITIONS

    def _may_be(self, noun: str, known: _Known) -> bool:
        """Whether somebody may be what a noun says: it is no office, or theirs, or that of nobody else."""
        holders = [other for other in self._known if office(noun) in other.roles]
        return known in holders or (not holders and (noun not in titles() or noun in _STANDING))

    def _stretch(self, number: int) -> tuple[int, int]:
        """Where a sentence begins and ends."""
        following = self._sentence_starts[number + 1 : number + 2]
        return self._sentence_starts[number], following[0] if following else len(self._text)

    def _people(self, since: int, until: int) -> list[tuple[int, _Known]]:
        """The people named or spoken of between two places outside quotations, in order; nobody whose something is."""
        first, last = (bisect_left(self._people_at, place, key=lambda each: each[0]) for place in (since, until))
        return [
            (start, known)
            for start, end, known in self._people_at[first:last]
            if not self._is_quoted(start) and self._text[end : end + 1] not in {"'", "’"}
        ]

    def _is_quoted(self, at: int) -> bool:
        """Whether a place stands in quotation marks."""
        before = bisect_right(self._quotes, at, key=lambda span: span[0])
        return before > 0 and at < self._quotes[before - 1][1]

    def _antecedent(self, source: Span) -> _Known | None:
        """The name just before a relative pronoun."""
        index = bisect_left(self._places, source.start) - 1
        if index < 0:
            return None
        _, end, known = self._by_place[index]
        between = self._text[end : source.start]
        return known if not between.strip(_EDGES) else None

    def _fits(self, word: str, known: _Known) -> bool:
        person = known.entity.type == "person"
        if word in HE:
            return person and not known.female
        if word in SHE:
            return person and not known.male
        if word in IT:
            return known.entity.type in _COLLECTIVE
        return known.entity.type == "organisation"

    def _last_speaker(self, word: str, at: int) -> _Known | None:
        """Who spoke last before a place, if nobody else who fits was the first named in a sentence since."""
        earlier = [(place, known) for place, known in self._spoke if place < at and self._fits(word, known)]
        if not earlier:
            return None
        place, speaker = max(earlier, key=lambda each: each[0])
        for start in self._sentence_starts[bisect_left(self._sentence_starts, place) :]:
            if start >= at:
                break
            index = bisect_left(self._places, start)
            if index < len(self._places) and self._places[index] < at:
                _, _, first = self._by_place[index]
                opens = set(_lowered(self._text[start : self._places[index]])) <= titles()
                if opens and first is not speaker and self._fits(word, first):
                    return first
        return speaker

    def _nearest(self, word: str, at: int) -> _Known | None:
        for _, end, known in reversed(self._by_place[: bisect_left(self._places, at)]):
            if end <= at and self._fits(word, known):
                return known
        return None

    def _role(self, source: Span) -> _Known | None:
        """The entity introduced by a role that these words repeat, the latest before them first."""
        end = source.end
        if cut := _CUT.search(self._text, source.start + 1, source.end):
            end = cut.start()
        words = _lowered(self._text[source.start : end])
        if not words:
            return None
        head = office(words[-1])
        whole = end == source.end
        fitting = [
            known
            for known in self._known
            if head in known.roles and self._agrees(words, known) and (whole or known.entity.type == "person")
        ]
        if not fitting:
            return None

        def closeness(known: _Known) -> tuple[int, int]:
            shared = len(known.descriptions.intersection(words))
            before = [start for start in known.starts if start < source.start]
            return shared, max(before, default=-1)

        return max(fitting, key=closeness)

    def _agrees(self, words: Sequence[str], known: _Known) -> bool:
        """Whether words tell of nobody else: not of several, and of no other body than the named one."""
        if known.entity.type == "person":
            one = not words[-1].endswith("s") or words[-1] in titles()
            return one and is_of_sex(words, male=known.male, female=known.female)
        named = {word for name in (known.entity.name, *known.entity.aliases) for word in _lowered(name)}
        return all(word in named or word in _DETERMINERS for word in words)

    def _describe(self, known: _Known) -> None:
        """Collect the words that introduce an entity: before its name, in apposition to it, in the name itself."""
        kind = known.entity.type
        for mention in names_of(known.entity):
            if kind == "person":
                for phrase in self._introductions(mention.start, mention.end):
                    words = _lowered(phrase)
                    known.descriptions.update(words)
                    last = _lowered(_CUT.split(phrase, maxsplit=1)[0])[-1:]
                    known.roles.update(office(word) for word in last if word in titles() or is_persons(word))
                    known.male |= not MALE.isdisjoint(words)
                    known.female |= not FEMALE.isdisjoint(words)
            elif kind in _COLLECTIVE:
                known.roles.update(_lowered(mention.words)[-1:])
        if known.male == known.female:
            known.male, known.female = is_mans(known.entity.name), is_womans(known.entity.name)
        called = [mention.words.lower() for mention in known.entity.mentions]
        known.he, known.she = (sum(word in words for word in called) for words in (HE, SHE))

    def _introductions(self, start: int, end: int) -> Iterator[str]:
        """The phrases that say who a named person is: the title before the name, appositions on either side."""
        yield self._title(start)
        if apposition := _APPOSITION.match(self._text, end):
            yield apposition["words"]
        reach = self._text[max(0, start - _DESCRIPTION_REACH) : start]
        if apposition := _PRE_APPOSITION.search(reach):
            yield apposition["words"]

    def _title(self, start: int) -> str:
        """The words just before a name, back to a mark, another name or a preposition; "Secretary of State" is one."""
        index = bisect_left(self._places, start) - 1
        since = max(self._by_place[index][1] if index >= 0 else 0, start - _DESCRIPTION_REACH, 0)
        taken: list[str] = []
        for word in reversed(list(_SPACED_WORD.finditer(self._text, since, start))):
            bare = word["word"].rstrip(".")
            within_title = bare == "of" and taken and all(each[0].isupper() for each in taken)
            ends_sentence = bare != word["word"] and bare.lower() not in titles()
            if not word["space"] or ends_sentence or (bare.lower() in _SMALL and not within_title):
                break
            taken.append(bare)
        return " ".join(reversed(taken))
