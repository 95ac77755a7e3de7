"""Whether an event happened, as it is told: one of the record's `STATUSES`.

A word that tells an event stands in a clause, and that under others, each of which may undo it, put it off, ask for it
or leave it open. So a status is composed from inside out: what stands by the word itself (`mood.py`), then what each
word above does to what is under it (`operators.py`), itself as it is told: "failed to" undoes an event and "did not
fail to" tells one (polarity signatures: Karttunen 2012; MacCartney and Manning, IWCS 2009). Where no rule speaks, of an
infinitive under a word that is not listed, the encoder decides, which has learned factuality from UDS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.reading import mood
from onrecord.reading.clauses import Clauses
from onrecord.reading.operators import FILE, forms, governor_of
from onrecord.reading.trees import ROOT
from onrecord.reading.usage import CLAUSES, used
from onrecord.reading.wordlists import words
from onrecord.record import Link, Statement, Time

ACTUAL: Final = "actual"
SURE: Final = 1.0
"""From so much factuality on, of 3, an infinitive that no rule decides happened; below, it is only meant."""
UNSURE: Final = -1.0
"""Below so much, a verb without a tense that no rule decides is only meant."""
_DEEPEST: Final = 12
_TELLING: Final = frozenset({ACTUAL, "ongoing"})
_UNREAL: Final = frozenset({"planned", "conditional", "demanded", "threatened"})
_HANGING: Final = frozenset({"conditional", "threatened"})
"""Statuses that are handed on to what is meant or asked for: "might have to close"."""
_PUT: Final = {
    "plans": "planned",
    "demands": "demanded",
    "threatens": "threatened",
    "supposes": "conditional",
    "accuses": "alleged",
    "alleges": "alleged",
    "doubts": "alleged",
    "thinks": "alleged",
}
"""The status that effects give which leave an event to come or unsure."""
_DISTANT: Final = frozenset({"accuse", "suggest", "believe"})
"""Acts that do not stand by what they tell."""


def status(
    clauses: Clauses,
    at: int,
    statement: Statement | None = None,
    *,
    when: Time | None = None,
    published: str | None = None,
    attempt: bool = False,
) -> str:
    """Whether an event happened, as whoever tells it tells it.

    Args:
        clauses: the syntax.
        at: the word that tells the event, a verb or a noun.
        statement: the smallest statement whose content holds the word; None where the outlet speaks.
        when: the time of the event, where told.
        published: when the article was published, ISO 8601.
        attempt: whether an attempt at it is such an event too: at an attack, but not at an agreement.

    Returns:
        One of `STATUSES`.
    """
    reading = _Reading(clauses, attempt=attempt)
    found = reading.of(at)
    if found == ACTUAL and not reading.decides(at):
        found = _by_head(clauses, at)
    if found not in _TELLING:
        return found
    if _is_ahead(when, published) and _may_be_ahead(clauses, at):
        return "planned"
    return _by_statement(clauses, at, statement, found) if statement is not None else found


def _by_head(clauses: Clauses, at: int) -> str:
    """The status of what no rule says anything against: of a verb without a tense the encoder is asked."""
    word = clauses.word(at)
    plain = word.upos == "VERB" and word.xpos in {"VB", "VBG"} and word.relation not in {"amod", "compound"}
    return "planned" if plain and word.factuality < UNSURE else ACTUAL


def _is_ahead(when: Time | None, published: str | None) -> bool:
    """Whether a time lies past the day of publication."""
    if when is None or when.earliest is None or published is None:
        return False
    length = min(len(when.earliest), len(published), len("2024-05-15"))
    return when.type in {"DATE", "TIME"} and when.earliest[:length] > published[:length]


def _may_be_ahead(clauses: Clauses, at: int) -> bool:
    """Whether a word can tell of what is to come without saying so: "meets on Friday", "is meeting", "the vote"."""
    return clauses.word(at).xpos in {"VBZ", "VBP", "VBG"} or clauses.word(at).upos in {"NOUN", "PROPN"}


def _by_statement(clauses: Clauses, at: int, statement: Statement, found: str) -> str:
    """A status as it is in a statement that syntax does not show: in unnamed reports, of an accusation, in a denial."""
    if statement.voice and _is_hearsay(statement.voice[-1]):
        return "alleged"
    if statement.cue is None or not _is_main(clauses, at, statement):
        return found
    cue = statement.cue.words.lower().split()
    if statement.act in {"deny", "reject"} and any(word in forms("prevents") for word in cue):
        return "negated"
    return (
        "alleged" if statement.act in _DISTANT or any(word in {"claim", "claims", "claimed"} for word in cue) else found
    )


def _is_hearsay(link: Link) -> bool:
    """Whether what speaks is unnamed reports or rumours; records and papers of somebody named are none."""
    named = (link.name or "").split()
    if link.anonymous != "reports" or not named or named[-1].lower() not in words(FILE, "hearsay sources"):
        return False
    somebodys = any(word[:1].isupper() for word in named[1:-1])
    return not somebodys and not any(word.lower() in words(FILE, "papers") for word in named[:-1])


def _is_main(clauses: Clauses, at: int, statement: Statement) -> bool:
    """Whether a word is the predicate of what is said, or joined to it."""
    for above in clauses.above(at):
        head = clauses.word(above).head
        outside = head == ROOT or not any(
            span.start <= clauses.word(head).start < span.end for span in statement.content
        )
        if outside:
            return clauses.predicates[at]
        if clauses.word(above).relation != "conj":
            return False
    return False


@dataclass(frozen=True, slots=True)
class _Reading:
    """Composes statuses over a text's syntax.

    Attributes:
        clauses: the syntax.
        attempt: whether an attempt at the event is one.
    """

    clauses: Clauses
    attempt: bool

    def of(self, at: int, depth: int = 0) -> str:
        """The status of what a word tells."""
        if depth > _DEEPEST:
            return ACTUAL
        word = self.clauses.word(at)
        noun = word.upos in {"NOUN", "PROPN", "NUM", "X"} and not self.clauses.governed(at, "cop", "aux")
        if noun and not self.clauses.governed(at, "nsubj"):
            found = self._noun(at, depth)
            tried = found in _TELLING and mood.attempted(self.clauses, at) and not self.attempt
            return "planned" if tried else found
        return self._verb(at, depth)

    def decides(self, at: int) -> bool:
        """Whether a listed word stands above a word."""
        place = self._place(at)
        governor = governor_of(self.clauses, place)
        return governor != ROOT and used(self.clauses, governor, place) is not None

    def _verb(self, at: int, depth: int) -> str:
        """The status of a predicate."""
        if mood.is_undecided(self.clauses, at):
            return "planned"
        own = mood.verbal(self.clauses, at)
        if own is None and mood.asks(self.clauses, at):
            own = "alleged"
        return self._under(self._place(at), own, depth)

    def _place(self, at: int) -> int:
        """The word whose place in the sentence a word shares: the first of those joined by "and"."""
        for _ in range(_DEEPEST):
            word = self.clauses.word(at)
            if word.relation != "conj" or word.head == ROOT:
                return at
            at = word.head
        return at

    def _under(self, at: int, own: str | None, depth: int) -> str:
        """The status of what stands at a place, with what stands by itself."""
        governor = governor_of(self.clauses, at)
        if governor == ROOT:
            return own or ACTUAL
        does = used(self.clauses, governor, at)
        if does is None:
            return self._beside(at, own, depth)
        outer = self.of(governor, depth + 1)
        if does in {"attempts", "warns"}:
            base = self._attempted({governor, at}, outer) if does == "attempts" else self._warned(at, own)
        else:
            base = _composed(does, own, outer)
        return _with_own(does, own, base)

    def _attempted(self, places: set[int], outer: str) -> str:
        """The status of what is tried: of an attack, that of the attempt; else meant, or not so where "but" follows."""
        if self.attempt or outer == "negated":
            return outer
        clauses = self.clauses
        joined = [one for place in places for one in clauses.governed(place, "conj")]
        but = any(clauses.form(one) == "but" for each in joined for one in clauses.children[each])
        return "negated" if but else "planned"

    def _warned(self, at: int, own: str | None) -> str:
        """The status of what is warned of: to come, threatened; told as so, actual; advised, demanded."""
        clauses = self.clauses
        if clauses.word(at).relation == "xcomp":
            return "demanded"
        finite = clauses.word(at).relation.partition(":")[0] in CLAUSES and clauses.word(at).xpos != "VBG"
        return ACTUAL if finite and own not in _UNREAL else "threatened"

    def _beside(self, at: int, own: str | None, depth: int) -> str:
        """The status of a predicate under a word that is not listed."""
        clauses, word = self.clauses, self.clauses.word(at)
        relation = word.relation.partition(":")[0]
        if own is not None or relation not in CLAUSES or word.relation == "acl:relcl":
            return own or ACTUAL
        outer = self.of(word.head, depth + 1)
        marks = [clauses.form(one) for one in clauses.governed(at, "mark", "advmod") if one < at]
        if relation in {"ccomp", "csubj"} and marks[:1] != ["to"]:
            return "alleged" if outer == "negated" and not self._is_asked(at) else ACTUAL
        if "to" in marks and word.xpos in {"VB", "VBN"}:
            return self._infinitive(at, outer)
        if relation == "acl":
            banning = word.xpos == "VBG" and clauses.lemma(word.head) in words(FILE, "instruments")
            return "planned" if banning else ACTUAL
        if relation == "xcomp":
            return outer
        return self._adverbial(at, marks, outer)

    def _is_asked(self, at: int) -> bool:
        """Whether a clause is a question for what it takes for granted: "did not say who had fired"."""
        clauses = self.clauses
        below = [one for child in clauses.children[at] for one in (child, *clauses.children[child])]
        return any(clauses.word(one).xpos in {"WP", "WRB", "WDT", "WP$"} for one in below)

    def _infinitive(self, at: int, outer: str) -> str:
        """The status of an infinitive that no rule decides."""
        clauses = self.clauses
        before = at - 2
        if before >= 0 and clauses.form(before) == "only":
            return outer
        if outer not in _TELLING:
            return outer
        return ACTUAL if clauses.word(at).factuality >= SURE else "planned"

    def _adverbial(self, at: int, marks: list[str], outer: str) -> str:
        """The status of a clause of time, manner or cause."""
        if outer not in _UNREAL:
            return ACTUAL
        clauses, xpos = self.clauses, self.clauses.word(at).xpos
        if xpos in {"VBG", "VBN"} and not clauses.governed(at, "nsubj", "aux"):
            return ACTUAL if marks and marks[0] in {"for", "after", "since", "despite", "besides"} else outer
        present = xpos in {"VBZ", "VBP"} or any(
            clauses.word(one).xpos in {"VBZ", "VBP"} for one in clauses.governed(at, "aux", "cop")
        )
        timed = set(marks) & {"when", "once", "after", "before", "until", "till", "as"}
        return outer if present and timed else ACTUAL

    def _noun(self, at: int, depth: int) -> str:
        """The status of what a noun tells."""
        clauses = self.clauses
        place = self._place(at)
        own = mood.nominal(clauses, at)
        if place != at and own is None and mood.none(clauses, place):
            own = "negated"
        word = clauses.word(place)
        if word.head == ROOT:
            return own or ACTUAL
        if word.relation == "appos":
            return own or self.of(word.head, depth + 1)
        if word.relation.partition(":")[0] == "nsubj":
            return self._subject(place, own, depth)
        if word.relation == "nmod" and clauses.form(word.head) in forms("parts"):
            return own or self.of(word.head, depth + 1)
        return self._object(place, own, depth)

    def _subject(self, at: int, own: str | None, depth: int) -> str:
        """The status of what is the subject of a predicate."""
        clauses = self.clauses
        head = clauses.word(at).head
        said = mood.predicated(clauses, at)
        if said is not None:
            return "negated" if mood.negated(clauses, head) else own or said
        if clauses.word(at).relation == "nsubj:pass":
            return self._object(at, own, depth)
        outer = self.of(head, depth + 1)
        occurs = mood.occurring(clauses, head)
        if occurs is None:
            return own or ("conditional" if outer == "conditional" and self._is_new(at) else ACTUAL)
        if outer == "negated" or own == "negated":
            return "negated"
        if occurs == "occurs on":
            return own or _composed("goes on", None, outer)
        return outer if outer not in _TELLING else own or outer

    def _object(self, at: int, own: str | None, depth: int) -> str:
        """The status of what a noun tells that stands under a verb or another noun."""
        clauses, word = self.clauses, self.clauses.word(at)
        if used(clauses, governor_of(clauses, at), at) is not None:
            return self._under(at, own, depth)
        if own is not None or word.relation.partition(":")[0] not in {"obj", "obl", "nsubj"} or not self._is_new(at):
            return own or ACTUAL
        outer = self.of(word.head, depth + 1)
        denied = outer == "negated" and word.relation != "obl"
        return outer if outer in _UNREAL or denied else ACTUAL

    def _is_new(self, at: int) -> bool:
        """Whether a noun brings in what it tells: it has no "the", no owner and is no name."""
        clauses = self.clauses
        known = {"the", "this", "that", "these", "those", "both", "such"}
        return clauses.word(at).upos != "PROPN" and not (
            any(clauses.form(one) in known for one in clauses.governed(at, "det")) or clauses.possessors(at)
        )


def _composed(does: str, own: str | None, outer: str) -> str:
    """What an effect makes of an event, the word that has the effect being itself told as `outer`."""
    if does == "brings":
        found = outer
    elif does == "prevents":
        found = {"negated": ACTUAL, "conditional": "conditional"}.get(outer, "negated")
    elif does == "goes on":
        found = "ongoing" if outer in {*_TELLING, "planned"} else outer
    elif does in {"presupposes", "shows"}:
        unshown = does == "shows" and outer in {"negated", "alleged"}
        found = "alleged" if unshown else own or ACTUAL
    elif does not in {"accuses", "doubts"} and outer == "negated":
        found = outer
    else:
        found = outer if outer in _HANGING and does in {"plans", "demands"} else _PUT[does]
    return found


def _with_own(does: str, own: str | None, base: str) -> str:
    """The status of an event under an effect, with what stands by the event itself."""
    if own is None or does in {"doubts", "goes on"}:
        return base
    if own == "negated":
        return ACTUAL if does == "prevents" and base == "negated" else own
    if does in {"brings", "presupposes", "shows"} and base in _TELLING:
        return own
    return own if does in {"accuses", "alleges", "thinks"} and base == "alleged" and own in _UNREAL else base
