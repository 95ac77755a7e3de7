"""Questions to the syntax of a text: what is joined to a noun, what stands behind its preposition, what is an object.

Who is subject of a verb that has none of its own is asked of `control`, whether a clause holds of `holding`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.reading.control import ENDS, NOMINAL, meant, subjects
from onrecord.reading.holding import Standing, standing
from onrecord.reading.syntax import Parse, Word
from onrecord.reading.trees import ROOT

_TENSED: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING: Final = frozenset("ahead instead because regardless irrespective outside inside out front".split())
"""Words that make a longer preposition with "of"."""
_FREE: Final = frozenset({"what", "whatever", "whoever", "whomever", "whichever"})
_ASKING: Final = frozenset({"VB", "VBP", "VBZ", "VBG"})
"""Forms of verbs behind which "who" asks; a participle may end a noun phrase ("those killed who …")."""
_BEFORE_NOUNS: Final = frozenset({"amod", "compound", "flat"})
_BESIDE: Final = frozenset({"obj", "iobj", "obl", "nmod"})
_ARGUMENTS: Final = _BESIDE | {"nsubj"}


@dataclass(slots=True)
class Clauses:
    """The syntax of a text, to be asked.

    Attributes:
        text: the text.
        parse: its syntax.
    """

    text: str
    parse: Parse
    children: Sequence[Sequence[int]] = field(init=False)
    predicates: Sequence[bool] = field(init=False)
    _relations: list[str] = field(init=False)
    _bare: list[str] = field(init=False)
    _under: list[frozenset[str]] = field(init=False)
    _forms: list[str] = field(init=False)
    _lemmas: list[str] = field(init=False)

    def __post_init__(self) -> None:
        words = self.parse.words
        self._relations = [word.relation for word in words]
        self._bare = [relation.partition(":")[0] for relation in self._relations]
        self.predicates = self.parse.predicates()
        self.children = [[child for child in children if not self.leaps(child)] for children in self.parse.children()]
        self._under = [
            frozenset(name for child in children for name in (self._relations[child], self._bare[child]))
            for children in self.children
        ]
        self._forms = [self.text[word.start : word.end].lower() for word in words]
        self._lemmas = [word.lemma.lower() for word in words]

    def word(self, at: int) -> Word:
        """A word."""
        return self.parse.words[at]

    def leaps(self, at: int) -> bool:
        """Whether what stands beside a verb or noun is hung on it over the head of a clause that is no part of it.

        In "take the hall and ensure a vote in May" a "May" hung on "take" is of another clause; English hardly ever
        has its words so (arcs that cross: Nivre, 2006).
        """
        word = self.parse.words[at]
        bare = self._bare[at]
        if bare not in _ARGUMENTS or word.head == ROOT:
            return False
        first, last = sorted((at, word.head))
        words = self.parse.words
        if any(self.text[words[one].start : words[one].end] in ENDS for one in range(first + 1, last)):
            return True
        if bare not in _BESIDE:
            return False
        return any(
            self.predicates[between] and not first <= self.parse.words[between].head <= last
            for between in range(first + 1, last)
        )

    def relation(self, at: int) -> str:
        """How a word hangs on what governs it, without the subtype."""
        return self._bare[at]

    def form(self, at: int) -> str:
        """A word as it is written, lower case."""
        return self._forms[at]

    def is_name_like(self, at: int) -> bool:
        """Whether a word is a noun, or begins with a capital: "Marnish" and "government", not "political"."""
        return self.word(at).upos != "ADJ" or self.text[self.word(at).start].isupper()

    def lemma(self, at: int) -> str:
        """Its dictionary form, lower case."""
        return self._lemmas[at]

    def governed(self, at: int, *relations: str) -> list[int]:
        """The words that hang on a word by some relations, subtypes or not, in order."""
        if self._under[at].isdisjoint(relations):  # most often
            return []
        full, bare = self._relations, self._bare
        return [child for child in self.children[at] if full[child] in relations or bare[child] in relations]

    def joined(self, at: int) -> list[int]:
        """A noun and those joined to it: X, Y and Z; also a Y that is taken for another name of X.

        Of "X, leader and former envoy" X alone: a bare noun behind what else a name is called goes on with that.
        """
        found = [one for one in self.governed(at, "conj") if self.word(one).upos in NOMINAL]
        found = [one for one in found if not (self._is_inside(at, one) or self._is_past_verb(at, one))]
        found = [] if len(found) == 1 and self._is_past_end(at, found[0]) else found
        if found and self.word(at).upos == "PROPN":
            called = [one for one in self.governed(at, "appos") if self.word(one).upos == "NOUN"]
            found = [one for one in found if not any(each < one and self._is_plain(one) for each in called)]
        if found and self.word(at).upos == "PROPN":
            found += [one for one in self.governed(at, "appos") if self.word(one).upos == "PROPN" and one < found[0]]
        return [at, *sorted(found)]

    def _is_plain(self, at: int) -> bool:
        return self.word(at).xpos == "NN" and not self.governed(at, "det", "nummod", "nmod:poss")

    def _is_past_verb(self, at: int, other: int) -> bool:
        """Whether a noun was joined to one before a verb that stands between, with no comma to tell that it goes on.

        "Clerks allied with the league and other groups" are allied with other groups.
        """
        verbs = [one for one in self.governed(at, "acl") if at < one < other]
        if self._bare[at] == "nsubj" and at < self.word(at).head < other:
            verbs.append(self.word(at).head)
        if not any(self.predicates[one] for one in verbs):
            return False
        cc = next(iter(self.governed(other, "cc")), other)
        return self.form(cc - 1) not in {",", ")", "—", "–", "-"}

    def _is_past_end(self, at: int, other: int) -> bool:
        """Whether a comma before "and" ends the clause behind a noun in which another stands: "who backs X, and Y"."""
        verb = self.word(at).head
        if verb == ROOT or at < verb or not self.word(verb).relation.startswith("acl"):
            return False
        cc = next(iter(self.governed(other, "cc")), other)
        if self.form(cc - 1) != ",":
            return False
        return not any(at < one < cc - 1 for one in self.governed(at, "appos", "acl", "nmod", "punct") if one != cc - 1)

    def _is_inside(self, at: int, other: int) -> bool:
        """Whether a parenthesis opens between two words and does not close."""
        forms = [self.form(one) for one in range(at + 1, other)]
        return forms.count("(") > forms.count(")")

    def case(self, at: int) -> str:
        """The preposition before a noun, lower case; empty without one."""
        found = [child for child in self.governed(at, "case") if child < at]
        return self.lemma(found[0]) if found else ""

    def behind(self, at: int, preposition: str) -> list[int]:
        """The nouns that hang on a word behind a preposition."""
        places = self.governed(at, "obl", "nmod")
        found = [
            child for child in places if self.word(child).relation != "nmod:poss" and self.case(child) == preposition
        ]
        found = [one for one in found if not self._is_longer(one)]
        clauses = self.governed(at, "advcl", "xcomp")
        return found or [one for one in clauses if self.case(one) == preposition or self._is_for(one, preposition)]

    def _is_longer(self, at: int) -> bool:
        """Whether the preposition of a noun is the end of a longer one: "ahead of", "instead of"."""
        case = next((one for one in self.governed(at, "case") if one < at), at)
        return case > 0 and self.form(case) == "of" and self.form(case - 1) in _OPENING

    def _is_for(self, at: int, preposition: str) -> bool:
        """Whether an infinitive stands behind "for": "called for the files to be shown"."""
        return preposition == "for" and bool(meant(self, at))

    def possessors(self, at: int) -> list[int]:
        """Whose a noun is: the nearest of the owners before it, since those before that are the owner's own."""
        return [one for one in self.governed(at, "nmod:poss") if one < at][-1:]

    def left(self, at: int) -> int:
        """The first of the words before a noun that belong to it alone: "some 3,000 members"."""
        inside = [child for child in self.governed(at, "nummod", "amod", "compound", "det", "advmod") if child < at]
        first = min(inside, default=at)
        return min(self.left(first), first) if first != at else at

    def passive(self, at: int) -> bool:
        """Whether a verb is passive, said with or without its auxiliary."""
        if self.governed(at, "nsubj:pass", "aux:pass"):
            return True
        word = self.word(at)
        if word.xpos != "VBN" or self.governed(at, "aux") or self._is_perfect(at):
            return False
        if word.relation == "conj" and word.head != ROOT and not self.governed(at, "obj"):  # "and a guard wounded"
            return self.passive(word.head)
        return word.relation in {"acl", "amod", "advcl", "xcomp"} and not self.governed(at, "nsubj")

    def is_tensed(self, at: int) -> bool:
        """Whether a verb has a form that English gives a subject: "said", "has said"; no infinitive or participle."""
        helped = any(self.word(one).xpos in _TENSED for one in self.governed(at, "aux", "cop"))
        return helped or self.word(at).xpos in _TENSED - {"MD"}

    def is_infinitive(self, at: int) -> bool:
        """Whether a verb has a "to"."""
        return any(self.lemma(mark) == "to" for mark in self.governed(at, "mark"))

    def _is_perfect(self, at: int) -> bool:
        """Whether a participle stands behind "having", which was not taken for its auxiliary: "for having shot it"."""
        head = self.word(at).head
        return self._bare[at] == "xcomp" and self.form(head) == "having" and bool(self.governed(at, "obj"))

    def subjects(self, at: int, depth: int = 0) -> list[int]:
        """The heads of the subjects of a predicate, its own or the one it shares (`control`)."""
        return subjects(self, at, depth)

    def standing(self, at: int) -> Standing | None:
        """How a predicate is told (`holding`); None where it is denied, only possible, planned or asked."""
        return standing(self, at)

    def objects(self, at: int) -> list[int]:
        """The heads of the objects of a verb; of a relative clause without one the noun before it."""
        own = [one for one in self.governed(at, "obj") if one > at or self._is_fronted(one)]
        own = [one for one in own if not self.governed(one, "cop")]  # "people I met who are clerks" met no clerks
        own = own or [one for one in self.governed(at, "ccomp") if at < one and self._is_noun_alone(one)]
        own = [one for one in own if self.case(one) != "of" or one == at + 2]  # "ahead of his speech" is no object
        asked = [one for one in self.governed(at, "obj", "iobj") if one > at]
        if asked and self.governed(at, "xcomp"):  # "the letters that she asked him to find" are not what she asked
            own = [one for one in own if one > at]
        if own:  # of two, the one farther off is of another clause
            nearest = own if self.is_relative(own[0]) else own[:1]
            return [one for each in nearest if not self._is_of_next(at, each) for one in self.joined(each)]
        word = self.word(at)
        relative = word.relation == "acl:relcl" and self.governed(at, "nsubj") and not self._is_of_where(at)
        if relative and any(self.is_relative(one) and self.word(one).head > at for one in range(word.head + 1, at)):
            return []  # the pronoun is a verb's below
        return [word.head] if relative and not self._relative_subject(at) else []

    def _is_of_where(self, at: int) -> bool:
        """Whether a relative clause tells where or when: "the hall where she asked him"."""
        return any(self.word(one).xpos == "WRB" for one in self.governed(at, "advmod", "mark"))

    def _is_noun_alone(self, at: int) -> bool:
        """Whether what was taken for a clause is a noun with nothing that makes a clause of it."""
        return self.word(at).xpos in {"NN", "NNS"} and not self.governed(at, "cop", "nsubj", "mark", "aux", "case")

    def _is_fronted(self, at: int) -> bool:
        """Whether an object can stand before its verb: "that", "which bill"; another is of a clause before."""
        return self.is_relative(at) or any(self.is_relative(one) for one in self.governed(at, "det", "nmod:poss"))

    def _is_of_next(self, at: int, noun: int) -> bool:
        """Whether an object stands behind an "and" and a preposition, and so in the next clause: "go and for us to"."""
        first = min([noun, *self.governed(noun, "case", "mark")])
        return first < noun and at < first - 1 and self.form(first - 1) in {"and", "or", "but"}

    def _relative_subject(self, at: int) -> bool:
        return any(self.is_relative(one) for one in self.governed(at, "nsubj"))

    def is_relative(self, at: int) -> bool:
        """Whether a word is a relative pronoun."""
        return self.word(at).xpos in {"WDT", "WP", "WP$"} or self.form(at) in {"who", "whom"}

    def somebody(self, at: int) -> bool:
        """Whether what hangs from a noun says that it is a person: "who" behind it, "a" before a nationality."""
        clauses = self.governed(at, "acl:relcl")
        if any(self.form(one) == "who" for verb in clauses for one in self.governed(verb, "nsubj")):
            return True
        alone = self.word(at).upos == "ADJ" and self._bare[at] in {"obj", "nsubj", "obl", "conj", "nmod"}
        return alone and any(self.form(one) in {"a", "an", "another"} for one in self.governed(at, "det"))

    def antecedent(self, at: int) -> int | None:
        """The noun that a relative pronoun goes back to; "what" and its like go back to none.

        Right behind a verb it asks: who fired is not known to "a panel to investigate who fired".
        """
        if self.form(at) in _FREE or (at and self.word(at - 1).xpos in _ASKING):
            return None
        for above in self.above(at):
            if self.word(above).relation == "acl:relcl":
                return self.word(above).head
        before = at - 2 if at > 1 and self.form(at - 1) == "," else at - 1
        return before if before >= 0 and self.word(before).upos in {"NOUN", "PROPN"} else None

    def between(self, at: int, other: int) -> Iterator[int]:
        """The predicates between two words, the first before the second, that govern neither."""
        over = {*self.above(at), *self.above(other)}
        for one in range(at + 1, other):
            if self.predicates[one] and one not in over and self._bare[one] not in _BEFORE_NOUNS:
                yield one

    def has_own_form(self, at: int) -> bool:
        """Whether a predicate has a tense, or a subject of its own."""
        return self.is_tensed(at) or bool(self.governed(at, "nsubj", "nsubj:pass"))

    def above(self, at: int) -> Iterator[int]:
        """A word, what governs it, and so on up to the root."""
        for _ in range(60):
            yield at
            at = self.word(at).head
            if at == ROOT:
                return

    def question(self, at: int) -> bool:
        """Whether the sentence of a word ends in a question mark."""
        root = list(self.above(at))[-1]
        return any(self.form(child).startswith("?") for child in self.governed(root, "punct"))
