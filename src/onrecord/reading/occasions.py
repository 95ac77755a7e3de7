"""When an event takes place: the time that hangs on its words, or on what it is told to be part of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reading.classes import listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.participants import Cast
from onrecord.reading.trees import ROOT
from onrecord.reading.triggers import Match, tells_event
from onrecord.reading.usage import used
from onrecord.record import Time

_AT_ONCE: Final = frozenset({"brings", "goes on", "attempts"})
"""What words do to an infinitive whose time is theirs: "began on Monday to march"."""
_APART: Final = frozenset({"after", "before"})
_PARTS: Final = frozenset(
    "beginning start end middle close outset course rest eve week weekend month year day night morning afternoon "
    "evening spring summer autumn fall winter anniversary".split()
)
"""Nouns for a part of a time: "at the beginning of this month"."""
_POINTS: Final = frozenset({"DATE", "TIME"})
_HIGHEST: Final = 6
_OF_PAST: Final = frozenset({"anniversary", "centenary", "jubilee", "commemoration", "veteran", "survivor", "victim"})
_HYPHENS: Final = frozenset({"-", "‐", "‑"})
_ASKING: Final = frozenset({"WRB", "WDT", "WP"})
_CLAUSES: Final = frozenset({"root", "advcl", "ccomp", "acl", "parataxis", "csubj"})
_DEEDS: Final = ("tion", "sion", "ment", "ance", "ence", "ism")
_BEFORE_NOUN: Final = frozenset({"compound", "amod", "nummod", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked"})


class Occasions:
    """The times of an article by the words whose circumstances they are.

    Args:
        clauses: the syntax.
        cast: the entities.
        times: the times.
    """

    def __init__(self, clauses: Clauses, cast: Cast, times: Sequence[Time]) -> None:
        self.clauses = clauses
        self._owners: dict[int, list[Time]] = {}
        for time in times:
            words = cast.words(time.start, time.end)
            head = next((at for at in words if clauses.word(at).head not in words), None)
            if (
                time.type == "DURATION"
                and words
                and clauses.form(words[-1]) not in _APART
                and self._is_apart(words[-1])
            ):
                continue  # "months after her release" is how much later it was
            joined = clauses.text[time.end : time.end + 1] in _HYPHENS  # "the quarter-century-old brigade"
            last = words[-1] + 1 if words else 0
            if time.type == "DURATION" and head is not None and clauses.relation(head) in {"nsubj", "obj"}:
                continue  # "the 50-year-old left"
            if clauses.text[max(0, time.start - 2) : time.start] == '="':
                continue  # a mark-up that was not taken out
            if "REF" in time.value and self._is_kind(words):
                continue  # "the future hall"
            measure = time.type == "DURATION" and last < len(clauses.parse.words) and clauses.form(last) == "of"
            if measure and head is not None and not clauses.case(head):
                continue  # "71 months of growth" are how much it was
            if head is not None and not joined and not self._is_said(head):
                owned = words[0] > 0 and clauses.word(words[0] - 1).xpos in {"PRP$", "POS"}
                for above in self._holders(head, words[-1]):
                    if owned and above < words[0]:
                        break  # in "our Monday paper" Monday is the paper's
                    self._owners.setdefault(above, []).append(time)

    def _is_apart(self, last: int) -> bool:
        """Whether a length stands before what it is reckoned from."""
        return last + 1 < len(self.clauses.parse.words) and self.clauses.form(last + 1) in _APART

    def _is_kind(self, words: Sequence[int]) -> bool:
        """Whether a vague time stands right before a noun, and tells which one of its kind it is."""
        clauses = self.clauses
        if not words or words[-1] + 1 >= len(clauses.parse.words):
            return False
        behind = clauses.word(words[-1] + 1).upos
        return clauses.word(words[-1]).upos in {"ADJ", "NOUN"} and behind in {"ADJ", "NOUN", "PROPN"}

    def _holders(self, head: int, last: int) -> list[int]:
        """The words that a time may tell of: those above it up to the first predicate, and that one.

        Args:
            head: the word at the top of the time.
            last: its last word.
        """
        clauses = self.clauses
        if clauses.case(head) == "since" and not self._since(head):
            return []  # "the worst attack since 2011" was not in 2011
        if self._owns(last):  # "Monday night's first debate" is on Monday, and nothing else
            return [one for one in range(last + 2, last + _HIGHEST) if clauses.word(one).upos == "NOUN"][:1]
        found, ended = self._up(head)
        if found and not ended and self._is_participle(found[-1], head):
            found.append(clauses.word(found[-1]).head)
            rest = [one for one in clauses.above(found[-1]) if clauses.predicates[one]]
            found += rest[:1]
        return found

    def _up(self, head: int) -> tuple[list[int], bool]:
        """The words above a time that it may tell of, and whether it can be of nothing further up."""
        clauses = self.clauses
        found: list[int] = []
        below = head
        for above in list(clauses.above(head))[1:_HIGHEST]:
            if self._is_cut(head, below, above):
                return found, True
            if clauses.predicates[above] and self._stands_before(head, above):
                if not self._is_open(head, above):
                    return found, True
                below = above
                continue
            below = above
            found.append(above)
            if self._is_noun_alone(head, above, found):
                return found, True
            if clauses.predicates[above]:
                break
        return found, False

    def _is_cut(self, head: int, below: int, above: int) -> bool:
        """Whether a time is of nothing above: "on the anniversary of 3 May" is not on 3 May."""
        clauses = self.clauses
        if clauses.word(below).upos == "ADP":
            return True  # "a day before the raid"
        if clauses.leaps(below) or clauses.lemma(above) in _OF_PAST or self._is_next(below):
            return True
        if self._is_of_next(head, above):
            return True
        named = below != head and clauses.word(below).relation == "appos"
        return named or self._is_past_clause(head, above)

    def _is_of_next(self, head: int, at: int) -> bool:
        """Whether a time behind a clause and a comma opens the next: "though she objected, in 2009 she signed it"."""
        clauses = self.clauses
        first = min([head, *clauses.governed(head, "case", "det", "amod", "nummod")])
        before = clauses.relation(at) == "advcl" and at < head < clauses.word(at).head
        return before and clauses.form(first - 1) == ","

    def _is_noun_alone(self, head: int, at: int, found: Sequence[int]) -> bool:
        """Whether a time is a noun's and of no verb above."""
        clauses = self.clauses
        if not found[1:] and (self._is_before(head, at) or self._is_dated(head, at)):
            return True
        if clauses.predicates[at]:
            return False
        event = clauses.word(at).upos == "NOUN" and tells_event(clauses.lemma(at))
        return event or self._is_of_deed(head, at)

    def _is_dated(self, head: int, at: int) -> bool:
        """Whether a time tells which thing a noun before it means: "scandals from the 1990s"."""
        if self.clauses.lemma(at) in _PARTS:
            return False
        of = {"PROPN": {"of"}, "NOUN": {"of", "from"}}  # "voted against the Mills Act of 2015"
        return self.clauses.case(head) in of.get(self.clauses.word(at).upos, ())

    def _is_open(self, head: int, at: int) -> bool:
        """Whether a time before a clause can be of what is above it: "in May to sell", not "days after it fell"."""
        clauses = self.clauses
        opening = self._opening(at)
        return clauses.form(opening) == "to" or any(clauses.form(one) == "," for one in range(head + 1, opening))

    def _is_next(self, at: int) -> bool:
        """Whether a noun is joined to one before, which has not its time: "an attack, and the second in a month"."""
        return self.clauses.word(at).relation == "conj" and not self.clauses.predicates[at]

    def _since(self, head: int) -> bool:
        """Whether a "since" and its time stand by a verb, which goes on since then."""
        above = self.clauses.word(head).head
        return above != ROOT and self.clauses.word(above).upos == "VERB"

    def _owns(self, last: int) -> bool:
        """Whether "'s" stands behind the last word of a time."""
        words = self.clauses.parse.words
        return last + _HIGHEST < len(words) and words[last + 1].xpos == "POS"

    def _is_before(self, time: int, at: int) -> bool:
        """Whether a time only tells which thing of its kind a noun means: "Monday's debate", "the 2011 survivors"."""
        return time < at and self.clauses.word(time).relation in _BEFORE_NOUN

    def _stands_before(self, time: int, at: int) -> bool:
        """Whether a time stands before what opens the clause it was hung on: "agreed in May to sell it"."""
        return time < self._opening(at)

    def _opening(self, at: int) -> int:
        """The word that opens the clause of a predicate: "to", "when", "which"; before all where there is none."""
        clauses = self.clauses
        asking = [one for one in clauses.governed(at, "advmod", "nsubj") if clauses.word(one).xpos in _ASKING]
        return min([*clauses.governed(at, "mark"), *asking], default=-1)

    def _is_said(self, head: int) -> bool:
        """Whether a time is what a clause tells, and no circumstance: "the match would be that night"."""
        return self.clauses.predicates[head] and self.clauses.relation(head) in _CLAUSES

    def _is_past_clause(self, time: int, at: int) -> bool:
        """Whether a clause with a tense stands between a verb and a time behind it, which is likelier the clause's."""
        clauses = self.clauses
        if time < at or not clauses.predicates[at]:
            return False
        return any(clauses.has_own_form(one) for one in clauses.between(at, time))

    def _is_of_deed(self, time: int, at: int) -> bool:
        """Whether a time stands behind a noun for somebody's deed, and is the deed's: "his prediction a year ago"."""
        clauses = self.clauses
        owned = clauses.word(at).upos == "NOUN" and at < time and bool(clauses.possessors(at))
        return owned and clauses.lemma(at).endswith(_DEEDS)

    def _is_participle(self, at: int, time: int) -> bool:
        """Whether a day stands behind a participle of standing: "raided a camp belonging to X on Monday"."""
        word = self.clauses.word(at)
        stands = self.clauses.lemma(at) in listed("owning") or self.clauses.lemma(at).rstrip("e") in listed("owning")
        return stands and word.xpos == "VBG" and word.relation == "acl" and self.clauses.case(time) == "on"

    def of(self, match: Match) -> Time | None:
        """The time of an event, where the text tells one."""
        for word in match.words:
            found = [time for time in self._owners.get(word, ()) if self._is_of(time, word, match)]
            if found:
                return self._best(self._behind(found, word))
        return self._shared(match.at if match.light is None else match.light)

    def _is_of(self, time: Time, word: int, match: Match) -> bool:
        """Whether a time by a word of an event is the event's: "rejected the 2015 request" was not in 2015."""
        clauses = self.clauses
        if time.type == "DURATION" and word not in {match.at, match.light} and time.end <= clauses.word(word).start:
            return False  # "ended a weeks-long strike" on one day
        below = (
            clauses.relation(word) == "xcomp" and clauses.word(word).head == match.at and clauses.is_infinitive(word)
        )
        if below and used(clauses, match.at, word) not in _AT_ONCE:
            return False  # "asked him to go on Monday" asks at no time that is told
        own = word == match.at or clauses.lemma(match.at) in listed("doing") or word == match.light
        return own or time.start > clauses.word(word).start

    def _behind(self, found: Sequence[Time], at: int) -> Sequence[Time]:
        """The times without those between a verb and its subject, which a clause there may tell, if others remain."""
        clauses = self.clauses
        first = min((clauses.word(one).start for one in clauses.governed(at, "nsubj", "nsubj:pass")), default=None)
        if first is None:
            return found
        return [time for time in found if not first < time.start < clauses.word(at).start] or found

    def _best(self, found: Sequence[Time]) -> Time:
        points = [time for time in found if time.type in _POINTS]
        return (points or list(found))[0]

    def _shared(self, at: int) -> Time | None:
        """The time at the head of a sentence whose verb is joined to one before it."""
        clauses = self.clauses
        for _ in range(_HIGHEST):
            word = clauses.word(at)
            if word.relation not in {"conj", "xcomp"} or word.head == ROOT or not clauses.predicates[at]:
                return None
            if word.relation == "conj" and clauses.governed(at, "nsubj", "nsubj:pass"):
                return None  # "in years past they quarrelled, but now she praised him"
            first = clauses.word(word.head).start
            if word.relation == "xcomp" and used(clauses, word.head, at) not in _AT_ONCE:
                return None  # "agreed in May to sell it" tells nothing of when it sells
            early = [time for time in self._owners.get(word.head, ()) if time.end <= first or word.relation == "xcomp"]
            if early:
                return self._best(early)
            at = word.head
        return None
