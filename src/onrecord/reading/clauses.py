"""Questions to the syntax of a text: who is subject of a verb, what stands behind its preposition, whether it holds.

Universal Dependencies tell a subject only where it stands. Here it is also found for a verb that shares one: the second
of two joined by "and", an infinitive, a clause beside the main one, a participle or relative clause behind its noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.reading.frames import listed
from onrecord.reading.syntax import Parse, Word
from onrecord.reading.trees import ROOT

_DEEPEST: Final = 8
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM", "DET"})
_NEGATIONS: Final = frozenset({"not", "never", "n't", "neither", "nor", "hardly", "no", "without"})
_OPEN: Final = frozenset({"if", "whether", "unless", "lest", "until", "till", "before"})
"""What opens a clause that is not told as so."""
_CALLING: Final = {
    **dict.fromkeys(("call", "prevail", "rely", "count", "depend"), ("on", "upon")),
    **dict.fromkeys(("appeal", "plead", "signal"), ("to", "with")),
}
"""Verbs with the prepositions of those who are to do what their infinitive tells."""
_REACHING: Final = frozenset("call phone telephone contact email visit meet ring text use".split())
"""Verbs whose infinitive tells what their subject does, and not their object."""
_TENSED: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTES: Final = frozenset({'"', "“", "”", "``", "''"})
_OPENING: Final = frozenset("ahead instead because regardless irrespective outside inside out front".split())
"""Words that make a longer preposition with "of"."""
_ENDS: Final = frozenset({".", "?", "!"})
_FREE: Final = frozenset({"what", "whatever", "whoever", "whomever", "whichever"})
_BESIDE: Final = frozenset({"obj", "iobj", "obl", "nmod"})
_ARGUMENTS: Final = _BESIDE | {"nsubj"}
_BESIDE_MARKS: Final = frozenset({"without", "after", "before", "while", "by", "despite"})
_FLOWN: Final = ("acl", "amod")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clause is told.

    Attributes:
        former: whether it is told as past: "previously", "no longer", "stopped hosting".
        had: whether a past perfect tells it in the article's own telling.
        ended: whether a verb of stopping ends it.
        told: whether it stands under a verb of accusing, and holds only for who accuses.
        chain: the words whose circumstances are its own: "is estimated" of "is estimated to host".
    """

    former: bool
    had: bool
    ended: bool
    told: bool
    chain: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Step:
    """What a predicate stands under.

    Attributes:
        onward: the word that its standing hangs on further, or `ROOT`.
        former: whether that ends it.
        accused: whether that is an accusation.
        reported: whether that tells of a telling.
    """

    onward: int = ROOT
    former: bool = False
    accused: bool = False
    reported: bool = False


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
    _forms: list[str] = field(init=False)
    _lemmas: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.predicates = self.parse.predicates()
        self.children = [[child for child in children if not self.leaps(child)] for children in self.parse.children()]
        words = self.parse.words
        self._relations = [word.relation for word in words]
        self._bare = [relation.partition(":")[0] for relation in self._relations]
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
        bare = word.relation.partition(":")[0]
        if word.head == ROOT or bare not in _ARGUMENTS:
            return False
        first, last = sorted((at, word.head))
        words = self.parse.words
        if any(self.text[words[one].start : words[one].end] in _ENDS for one in range(first + 1, last)):
            return True
        if bare not in _BESIDE:
            return False
        return any(
            self.predicates[between] and not first <= self.parse.words[between].head <= last
            for between in range(first + 1, last)
        )

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
        full, bare = self._relations, self._bare
        return [child for child in self.children[at] if full[child] in relations or bare[child] in relations]

    def joined(self, at: int) -> list[int]:
        """A noun and those joined to it: X, Y and Z; also a Y that is taken for another name of X.

        Of "X, leader and former envoy" X alone: a bare noun behind what else a name is called goes on with that.
        """
        found = [one for one in self.governed(at, "conj") if self.word(one).upos in _NOMINAL]
        found = [one for one in found if not (self._is_inside(at, one) or self._is_past_verb(at, one))]
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
        return preposition == "for" and bool(self._meant(at))

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
        if word.xpos != "VBN" or self.governed(at, "aux"):
            return False
        if word.relation == "conj" and word.head != ROOT and not self.governed(at, "obj"):  # "and a guard wounded"
            return self.passive(word.head)
        return word.relation in {"acl", "amod", "advcl", "xcomp"} and not self.governed(at, "nsubj")

    def subjects(self, at: int, depth: int = 0) -> list[int]:
        """The heads of the subjects of a predicate, its own or the one it shares."""
        own = [one for one in self.governed(at, "nsubj") if not self._is_asking(one)]
        if self.word(at).xpos == "VBG" and not self.governed(at, "aux"):
            own = [one for one in own if one < at]  # behind a participle stands no subject
        own = own[-1:] if own and own[-1] < at else own  # of two, the one farther off is of a clause above
        word = self.word(at)
        if own or word.head == ROOT or depth > _DEEPEST:
            return self._sharing(at, own) or [one for each in own for one in self.joined(each)]
        relation = self._bare[at]
        if relation in _FLOWN:
            return [] if self._is_beside(at) else self._of_noun(word.head, depth)
        controlled = self._controlled(at, relation)
        if controlled is not None:
            return controlled
        if relation not in {"conj", "xcomp", "advcl", "ccomp"} or (relation == "advcl" and self._is_tensed(at)):
            return []  # a clause that could have a subject of its own shares nobody's
        return self.subjects(self._shared(at) if relation == "conj" else word.head, depth + 1)

    def _is_tensed(self, at: int) -> bool:
        """Whether a verb has a form that English gives a subject: "said", "has said"; no infinitive or participle."""
        helped = any(self.word(one).xpos in _TENSED for one in self.governed(at, "aux", "cop"))
        return helped or self.word(at).xpos in _TENSED - {"MD"}

    def _shared(self, at: int) -> int:
        """The verb whose subject one joined to another shares: the next above that has a tense, where it has one.

        In "urged her to go and said" who urges also says.
        """
        above = self.word(at).head
        if not self._is_tensed(at):
            return above
        for one in self.above(above):
            if not self.predicates[one] or self._is_tensed(one) or self.governed(one, "nsubj", "nsubj:pass"):
                return one
            if self._bare[one] not in {"xcomp", "advcl", "conj"}:
                return above
        return above

    def _controlled(self, at: int, relation: str) -> list[int] | None:
        """The subjects of a clause without its own that are not its governor's; None where they are."""
        word = self.word(at)
        if self._shares_nothing(at, relation):
            return []
        if meant := self._meant(at):
            return meant
        if objects := self._controlling(at, relation):
            return [one for each in objects for one in self.joined(each)]
        if relation in {"xcomp", "advcl", "ccomp"} and (told := self._called_on(at)):
            return told
        if relation in {"advcl", "ccomp"} and self._is_of_object(at):
            return self.subjects(word.head) if self.passive(word.head) else self.objects(word.head)
        return None

    def _shares_nothing(self, at: int, relation: str) -> bool:
        """Whether a clause without a subject has none: an imperative, or one in another quotation than its governor.

        Of "'Jailing clerks is wrong,' said Roo" nobody jails.
        """
        head = self.word(at).head
        mixed = relation == "conj" and self.word(at).xpos == "VBG" and self.word(head).xpos == "VB"
        if self._is_ended(at, head) or mixed:  # "urged her to go, repeating a call" has one joined to "go"
            return True
        if relation == "ccomp":
            return at < head or not self._is_bare(at)
        if relation == "advcl" and self.passive(head) and self._is_after_another(at, head):
            return True  # "was blocked after they sued, calling it wrong"
        if relation == "advcl" and self._is_told_below(at, head):
            return True
        return relation in {"advcl", "conj"} and self._is_quoted_apart(at, head)

    def _is_told_below(self, at: int, head: int) -> bool:
        """Whether a gerund behind a preposition stands right behind a clause below its verb, which may be whose it is.

        "Said that she had won by cheating" tells of her, and not of who says so.
        """
        if self.word(at).xpos != "VBG" or not self.governed(at, "mark", "case"):
            return False
        between = (one for one in self.governed(head, "ccomp", "advcl") if head < one < at)
        return any(self.governed(one, "nsubj", "nsubj:pass") for one in between)

    def _is_after_another(self, at: int, head: int) -> bool:
        """Whether a clause with a subject of its own stands between a verb and a clause that hangs on it too."""
        between = (one for one in self.governed(head, "advcl") if head < one < at)
        return any(self.governed(one, "nsubj", "nsubj:pass") for one in between)

    def _controlling(self, at: int, relation: str) -> list[int]:
        """The objects of its governor, which do what a clause tells: "asked *them* to go"."""
        head = self.word(at).head
        if relation not in {"xcomp", "ccomp"} or self.passive(head):
            return []
        if self.lemma(head) in _REACHING and self.is_infinitive(at):
            return []  # "phoned the school to ask" tells who asks by the phoning
        return self.governed(head, "obj", "iobj")

    def _is_ended(self, at: int, other: int) -> bool:
        """Whether a sentence ends between two words, which were taken for one."""
        first, last = sorted((at, other))
        return any(self.form(one) in _ENDS for one in range(first + 1, last))

    def _is_quoted_apart(self, at: int, other: int) -> bool:
        """Whether a quotation ends or begins between two words."""
        first, last = sorted((at, other))
        return sum(self.form(one) in _QUOTES for one in range(first + 1, last)) % 2 == 1

    def is_infinitive(self, at: int) -> bool:
        """Whether a verb has a "to"."""
        return any(self.lemma(mark) == "to" for mark in self.governed(at, "mark"))

    def _is_beside(self, at: int) -> bool:
        """Whether a clause was hung on a noun that tells what went on beside: "a clerk held without being tried"."""
        opened = {self.form(one) for one in self.governed(at, "mark", "case")}
        return bool(opened & _BESIDE_MARKS)

    def _meant(self, at: int) -> list[int]:
        """Who is to do what an infinitive tells, between its "for" and its "to": "called for the files to be shown"."""
        marks = self.governed(at, "mark")
        if marks and self.form(marks[0]) == "to" and self._bare[at] in {"xcomp", "advcl"}:
            before = [one for one in self.governed(self.word(at).head, "obl") if self.case(one) == "for"]
            return [each for one in before if one == marks[0] - 1 for each in self.joined(one)]
        if [self.form(one) for one in marks[:2]] != ["for", "to"]:
            return []
        first, last = marks[:2]
        between = range(first + 1, last)
        return [one for one in between if self.word(one).upos in _NOMINAL and self.word(one).head not in between][-1:]

    def _is_asking(self, at: int) -> bool:
        """Whether what was taken for a subject stands behind "from" or "by": "pressure from donors to back him"."""
        return self.case(at) in {"from", "by"}

    def _is_bare(self, at: int) -> bool:
        """Whether a clause has no subject because it shares one: an infinitive, a gerund; and no imperative."""
        return self.word(at).xpos == "VBG" or any(self.lemma(one) == "to" for one in self.governed(at, "mark"))

    def _is_of_object(self, at: int) -> bool:
        """Whether a clause tells what somebody acted on did: "accused her of lying", "fined him for fishing"."""
        if at < self.word(at).head:  # "standing by the gate, she accused him" tells of who accuses
            return False
        return self.lemma(self.word(at).head) in listed("clauses accusing") or self._is_reason(at)

    def _called_on(self, at: int) -> list[int]:
        """Who is to do what an infinitive tells: "called on the firm to pay", "appealed to them to stay"."""
        word = self.word(at)
        if not any(self.lemma(one) == "to" for one in self.governed(at, "mark")):
            return []
        known = _CALLING.get(self.lemma(word.head), ())
        found = [one for preposition in known for one in self.behind(word.head, preposition) if one < at]
        return [each for one in found[:1] for each in self.joined(one)]

    def _is_reason(self, at: int) -> bool:
        """Whether a gerund says what somebody acted on did: "thanked her for coming", "kept them from fishing"."""
        word = self.word(at)
        opened = {self.form(one) for one in self.governed(at, "mark", "case")}
        if word.xpos != "VBG" or not opened & {"for", "from", "into"}:
            return False
        return self.passive(word.head) or bool(self.governed(word.head, "obj"))

    def _sharing(self, at: int, own: list[int]) -> list[int]:
        """All of those joined before a relative clause whose verb is plural: "Ana and Tom, who own the mill"."""
        word = self.word(at)
        if word.relation != "acl:relcl" or word.xpos != "VBP" or not any(self.is_relative(one) for one in own):
            return []
        head = self.word(word.head)
        together = self.joined(head.head if head.relation == "conj" else word.head)
        return together if len(together) > 1 else []

    def _of_noun(self, at: int, depth: int) -> list[int]:
        """The subjects of a participle or relative clause behind a noun: the noun, else whose the noun is."""
        found = self.joined(at) if not self.governed(at, "conj") else [at]
        if self.word(at).upos == "PROPN":
            return found
        return [*found, *self.possessors(at), *(self.subjects(at, depth + 1) if self.predicates[at] else [])]

    def objects(self, at: int) -> list[int]:
        """The heads of the objects of a verb; of a relative clause without one the noun before it."""
        own = [one for one in self.governed(at, "obj") if one > at or self._is_fronted(one)]
        own = [one for one in own if self.case(one) != "of" or one == at + 2]  # "ahead of his speech" is no object
        asked = [one for one in self.governed(at, "obj", "iobj") if one > at]
        if asked and self.governed(at, "xcomp"):  # "the letters that she asked him to find" are not what she asked
            own = [one for one in own if one > at]
        if own:  # of two, the one farther off is of another clause
            nearest = own if self.is_relative(own[0]) else own[:1]
            return [one for each in nearest if not self._is_of_next(at, each) for one in self.joined(each)]
        word = self.word(at)
        relative = word.relation == "acl:relcl" and self.governed(at, "nsubj")
        if relative and any(self.is_relative(one) and self.word(one).head > at for one in range(word.head + 1, at)):
            return []  # the pronoun is a verb's below
        return [word.head] if relative and not self._relative_subject(at) else []

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
        """The noun that a relative pronoun goes back to; "what" and its like go back to none."""
        if self.form(at) in _FREE:
            return None
        for above in self.above(at):
            if self.word(above).relation == "acl:relcl":
                return self.word(above).head
        before = at - 2 if at > 1 and self.form(at - 1) == "," else at - 1
        return before if before >= 0 and self.word(before).upos in {"NOUN", "PROPN"} else None

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

    def standing(self, at: int) -> Standing | None:
        """How a predicate is told; None where it is denied, only possible, planned or asked."""
        if self.question(at):
            return None
        former = told = reported = ended = False
        chain = [at]
        for _ in range(_DEEPEST):
            place = chain[-1]
            past = self._own(place, own=place == at)
            step = self._up(place)
            if past is None or step is None:
                return None
            former, ended = former or past or step.former, ended or step.former
            told, reported = told or step.accused, reported or step.reported
            if step.onward == ROOT:
                break
            chain.append(step.onward)
        had = any(self.form(one) in {"had", "'d"} for one in self.governed(at, "aux")) and not reported
        return Standing(former, had, ended, told, frozenset(chain))

    def _own(self, at: int, *, own: bool) -> bool | None:
        """Whether the words beside a predicate make it former; None where they make it doubtful or deny it."""
        gone = self._no_longer(at)
        if any(self._undone(child, gone=gone) for child in self.children[at]):
            return None
        adverbs = [self.form(one) for one in self.governed(at, "advmod")]
        after = self.word(at).xpos == "VBG" and any(self.lemma(one) == "after" for one in self.governed(at, "mark"))
        return gone or after or (own and any(self._past(at, form) for form in adverbs))

    def _no_longer(self, at: int) -> bool:
        words = [one for child in self.children[at] for one in (child, *self.children[child])]
        return {"no", "longer"} <= {self.form(one) for one in words}

    def _undone(self, child: int, *, gone: bool) -> bool:
        """Whether a word beside a predicate denies it or leaves it open."""
        relation, form, lemma = self.word(child).relation, self.form(child), self.lemma(child)
        negated = lemma in _NEGATIONS or form in {"n't", "n’t"}
        if relation in {"advmod", "aux", "det", "cc"} and negated:
            return not gone
        if relation.startswith("aux"):
            return self.word(child).xpos == "MD" and not self._goes_on(child)
        if relation == "mark":
            return lemma in _OPEN
        return relation == "advmod" and form in listed("clauses doubt")

    def _goes_on(self, modal: int) -> bool:
        """Whether what is said to be so in time to come is so now: "will go on hosting"."""
        verb = self.word(modal).head
        if self.form(modal) not in {"will", "'ll", "’ll", "shall"}:
            return False
        below = [one for child in self.children[verb] for one in (child, *self.children[child])]
        going = self.lemma(verb) == "go" and any(one <= verb + 1 and self.form(one) == "on" for one in below)
        return going or self.lemma(verb) in listed("clauses continuing")

    def _past(self, at: int, form: str) -> bool:
        if form == "then":  # "then operating from Iraq"; "then joined" is what came next
            return self.word(at).relation in {"acl", "amod", "appos"}
        return form in listed("clauses former")

    def _up(self, at: int) -> _Step | None:
        """What a predicate stands under; None where that leaves it open."""
        word = self.word(at)
        relation = self._bare[at]
        if word.head == ROOT or relation in {"parataxis", "appos"} or word.relation == "acl:relcl":
            return _Step()
        if any(self.lemma(one) == "to" for one in self.governed(at, "mark")):
            return self._infinitive(at, self.lemma(word.head))
        if relation == "conj":
            shared = self.predicates[word.head] and not self.governed(at, "nsubj")
            return _Step(word.head if shared else ROOT)
        beside = relation == "acl" and self.governed(at, "mark")
        if relation in {"xcomp", "ccomp", "advcl", "csubj"} or beside:
            return self._clause(at, relation)
        return _Step()

    def _clause(self, at: int, relation: str) -> _Step | None:
        """The same of a clause or participle under another word."""
        head = self.word(at).head
        governor = self.lemma(head)
        if governor in listed("clauses stopping") and relation == "xcomp":
            return _Step(head, former=True)
        if (relation == "ccomp" and self._wished(at)) or (
            governor in listed("clauses doubting") and relation != "advcl"
        ):
            return None  # "suggested that Canada list the group" wishes for it
        accused = governor in listed("clauses accusing")
        if relation == "ccomp":
            denied = self._own(head, own=False) is None and not self._modal(head)
            return None if denied else _Step(accused=accused, reported=True)
        finite = bool(self.governed(at, "nsubj", "aux"))
        onward = ROOT if accused or finite or not self.predicates[head] else head
        return _Step(onward, accused=accused, reported=accused)

    def _wished(self, at: int) -> bool:
        """Whether a verb stands bare where one that tells what is so would not: "suggested that Canada list it"."""
        if self.governed(at, "aux", "cop"):
            return False
        one = [each for each in self.governed(at, "nsubj") if self.word(each).xpos in {"NN", "NNP"}]
        alone = bool(one) and len(self.joined(one[0])) == 1 and self.form(at) == self.lemma(at)
        return self.word(at).xpos == "VB" or (self.word(at).xpos in {"VBP", "VBZ"} and alone)

    def _modal(self, at: int) -> bool:
        return any(self.word(one).xpos == "MD" for one in self.governed(at, "aux"))

    def _infinitive(self, at: int, governor: str) -> _Step | None:
        head = self.word(at).head
        if governor == "use":
            return _Step(former=True)
        if governor in listed("clauses stopping"):
            return _Step(head, former=True)
        if governor == "go" and "on" not in [self.form(one) for one in self.children[head]]:
            return None
        raised = governor in listed("clauses raising") and self.word(at).relation in {"xcomp", "ccomp", "advcl"}
        return _Step(head) if raised else None
