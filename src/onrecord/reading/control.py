"""Who does what a clause tells that has no subject of its own: control and sharing.

Universal Dependencies tell a subject only where it stands. Here it is also found for a verb that shares one: the second
of two joined by "and", an infinitive, a clause beside the main one, a participle or relative clause behind its noun.
Where it is open whose clause it is, nobody does it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.reading.frames import listed
from onrecord.reading.nouns import is_collective, is_persons
from onrecord.reading.trees import ROOT

if TYPE_CHECKING:
    from onrecord.reading.clauses import Clauses

_DEEPEST: Final = 8
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM", "DET"})
_CALLING: Final = {
    **dict.fromkeys(("call", "prevail", "rely", "count", "depend"), ("on", "upon")),
    **dict.fromkeys(("appeal", "plead", "signal"), ("to", "with")),
}
"""Verbs with the prepositions of those who are to do what their infinitive tells."""
_QUOTES: Final = frozenset({'"', "“", "”", "``", "''"})
ENDS: Final = frozenset({".", "?", "!"})
_BESIDE_MARKS: Final = frozenset({"without", "after", "before", "while", "by", "despite"})
_PAIR: Final = 2
_ANDS: Final = frozenset({"and", "or", "&"})
_FLOWN: Final = ("acl", "amod")
_WHILE: Final = frozenset({"while"})
_THAT: Final = frozenset({"that"})
_FOR: Final = frozenset({"for"})
_WITHIN: Final = frozenset({"in", "at", "of"})
_OF_ANYBODY: Final = frozenset({"over", "than", "like", "against", "around"})
"""What opens a gerund that tells of nobody's doing: "a row over closing the mill"."""
_DUMMIES: Final = frozenset({"it", "this", "that", "there"})
_NOUNS: Final = frozenset({"NN", "NNS"})
_ELSEWHERE: Final = frozenset({"obj", "iobj", "obl", "nmod"})
_PAUSES: Final = frozenset({",", ";", "—", "–", "-", "(", ":"})


def subjects(clauses: Clauses, at: int, depth: int = 0) -> list[int]:
    """The heads of the subjects of a predicate, its own or the one it shares."""
    own = [one for one in clauses.governed(at, "nsubj") if not _is_asking(clauses, one)]
    if clauses.word(at).xpos == "VBG" and not clauses.governed(at, "aux"):
        own = [one for one in own if one < at]  # behind a participle stands no subject
    own = [one for one in own if not _is_torn(clauses, one)]
    if own and own[-1] < at and not _are_joined(clauses, own):
        own = own[-1:]  # of two, the one farther off is of a clause above
    word = clauses.word(at)
    if own or word.head == ROOT or depth > _DEEPEST:
        return _sharing(clauses, at, own) or [one for each in own for one in clauses.joined(each)]
    relation = clauses.relation(at)
    if relation in {"csubj", "nsubj"}:
        return _turned(clauses, at)
    if relation in _FLOWN:
        return _flown(clauses, at, depth)
    controlled = _controlled(clauses, at, relation)
    if controlled is not None:
        return controlled
    if relation not in {"conj", "xcomp", "advcl", "ccomp"} or (relation == "advcl" and clauses.is_tensed(at)):
        return []  # a clause that could have a subject of its own shares nobody's
    found = subjects(clauses, _shared(clauses, at) if relation == "conj" else word.head, depth + 1)
    return [] if _disagree(clauses, at, found) else _without_dummy(clauses, at, found)


def _turned(clauses: Clauses, at: int) -> list[int]:
    """Who does what a participle tells at the head of a sentence: "also giving to the school was *Tom Flint*"."""
    head = clauses.word(at).head
    here = clauses.word(at).xpos == "VBG" and at < head and clauses.word(head).upos == "PROPN"
    return clauses.joined(head) if here and clauses.governed(head, "cop") else []


def _flown(clauses: Clauses, at: int, depth: int) -> list[int]:
    """The subjects of a participle or infinitive behind a noun."""
    head = clauses.word(at).head
    if _is_beside(clauses, at):
        return []
    if is_said_of(clauses, at):
        return subjects(clauses, head, depth + 1)
    return meant(clauses, at) or _without_dummy(clauses, at, _of_noun(clauses, head, depth))


def is_said_of(clauses: Clauses, at: int) -> bool:
    """Whether a participle goes on from a clause that tells what somebody is: "*he* is a donor, giving to schools"."""
    head = clauses.word(at).head
    return bool(clauses.governed(head, "cop")) and head < at and clauses.form(at - 1) == ","


def _without_dummy(clauses: Clauses, at: int, found: list[int]) -> list[int]:
    """The subjects without an "it" that stands for the infinitive: "it is no option to refuse", "it is ready to go"."""
    head = clauses.word(at).head
    if not clauses.is_infinitive(at) or not clauses.governed(head, "cop"):
        return found
    if clauses.lemma(head) in listed("clauses ready"):
        return found
    return [one for one in found if clauses.form(one) not in _DUMMIES]


def _disagree(clauses: Clauses, at: int, found: list[int]) -> bool:
    """Whether a verb in the singular was joined to one whose subject is plural: "clerks who say so, and has left"."""
    forms = [clauses.word(one).xpos for one in (at, *clauses.governed(at, "aux"))]
    if "VBZ" not in forms:
        return False
    return len(found) > 1 or any(clauses.word(one).xpos == "NNS" for one in found)


def _are_joined(clauses: Clauses, words: list[int]) -> bool:
    """Whether two subjects are joined by an "and" that was hung on their verb: "a clerk and his wife left"."""
    if len(words) != _PAIR:
        return False
    first, last = words
    between = range(first + 1, last)
    joined = any(clauses.form(one) in _ANDS for one in between)
    return joined and not any(clauses.predicates[one] or clauses.form(one) == "," for one in between)


def _is_torn(clauses: Clauses, at: int) -> bool:
    """Whether what was taken for a subject is the end of a name whose beginning hangs elsewhere."""
    beside = 0 < at < len(clauses.parse.words) - 1
    if not beside or clauses.form(at + 1) != "," or {clauses.word(at).upos, clauses.word(at - 1).upos} != {"PROPN"}:
        return False
    before = clauses.word(at - 1)
    return before.head not in {at, clauses.word(at).head} and clauses.relation(at - 1) in _ELSEWHERE


def _shared(clauses: Clauses, at: int) -> int:
    """The verb whose subject one joined to another shares: the next above that has a tense, where it has one.

    In "urged her to go and said" who urges also says.
    """
    above = clauses.word(at).head
    if not clauses.is_tensed(at):
        return above
    for one in clauses.above(above):
        if not clauses.predicates[one] or clauses.is_tensed(one) or clauses.governed(one, "nsubj", "nsubj:pass"):
            return one
        if clauses.relation(one) not in {"xcomp", "advcl", "conj"}:
            return above
    return above


def _controlled(clauses: Clauses, at: int, relation: str) -> list[int] | None:
    """The subjects of a clause without its own that are not its governor's; None where they are."""
    word = clauses.word(at)
    if shares_nothing(clauses, at):
        return []
    objects = [one for each in _controlling(clauses, at, relation) for one in clauses.joined(each)]
    told = meant(clauses, at) or objects
    if not told and relation in {"xcomp", "advcl", "ccomp"}:
        told = _called_on(clauses, at) or _lashed(clauses, at)
    if told:
        return told
    if relation in {"advcl", "ccomp"} and _is_of_object(clauses, at):
        return subjects(clauses, word.head) if clauses.passive(word.head) else clauses.objects(word.head)
    return None


def shares_nothing(clauses: Clauses, at: int) -> bool:
    """Whether a clause without a subject has none: an imperative, or one in another quotation than its governor.

    Of "'Jailing clerks is wrong,' said Roo" nobody jails.
    """
    head, relation = clauses.word(at).head, clauses.relation(at)
    if _is_ended(clauses, at, head) or _is_mixed(clauses, at, relation) or _is_of_nobody(clauses, at, head):
        return True
    if clauses.is_infinitive(at) and clauses.is_tensed(at):
        return True  # "a letter to invite her was only to mock him"
    if relation == "ccomp":  # "said that fining them was wrong" tells of nobody who fines
        return at < head or not _is_bare(clauses, at) or _is_opened(clauses, at, _THAT)
    if relation == "advcl" and _is_behind_clause(clauses, at, head):
        return True
    return relation in {"advcl", "conj"} and (
        _is_behind_another(clauses, at, head)
        or _is_quoted_apart(clauses, at, head)
        or (relation == "conj" and _is_open(clauses, at, head))
    )


def _is_behind_clause(clauses: Clauses, at: int, head: int) -> bool:
    """Whether a clause hung on a verb stands behind another below it: "was blocked after they sued, calling it so"."""
    return (clauses.passive(head) and _is_after_another(clauses, at, head)) or _is_told_below(clauses, at, head)


def _is_mixed(clauses: Clauses, at: int, relation: str) -> bool:
    """Whether a clause was hung on one of another form, with which it shares nothing.

    "Urged her to go, repeating a call" has a gerund joined to "go", "is no threat to them or in fining them" one that
    "or" joins to a clause with a tense, "resistant to calls" a noun.
    """
    word = clauses.word(at)
    head = word.head
    if relation != "conj":
        return word.xpos in _NOUNS and not clauses.governed(at, "cop") and not clauses.form(at).endswith("ing")
    if word.xpos == "VB" and clauses.is_tensed(head) and not clauses.governed(at, "aux", "mark"):
        return any(head < one < at for one in clauses.governed(head, "xcomp"))  # "want us to talk and not fight"
    if word.xpos == "VBG" and not clauses.governed(at, "aux", "cop"):
        others = clauses.governed(head, "advcl", "xcomp", "conj")
        another = any(clauses.form(one).endswith("ing") for one in others if one < at)
        mixed = clauses.is_tensed(head) and clauses.word(head).xpos != "VBG" and not another
        return clauses.word(head).xpos == "VB" or (bool(clauses.governed(at, "cc")) and mixed)
    another = any(clauses.is_infinitive(one) for one in clauses.governed(head, "advcl", "xcomp") if one < at)
    return clauses.is_infinitive(at) and clauses.is_tensed(head) and not another


def _is_of_nobody(clauses: Clauses, at: int, head: int) -> bool:
    """Whether an infinitive or gerund tells what anybody may do: "votes needed to win", "called for fining them"."""
    if clauses.is_infinitive(at):
        return clauses.passive(head) and clauses.lemma(head) in listed("clauses needing")
    if clauses.word(at).xpos == "VBN":
        return _is_by_noun(clauses, at, head)
    if clauses.word(at).xpos != "VBG":
        return False
    urged = clauses.lemma(head) in listed("clauses urging") and _is_opened(clauses, at, _FOR)
    wished = clauses.lemma(head) in listed("clauses attitudes") and not clauses.governed(at, "mark", "case")
    if wished and clauses.relation(at) in {"xcomp", "ccomp"}:
        return True  # "the voters support closing the mill"
    return urged or _is_opened(clauses, at, _OF_ANYBODY) or _is_by_noun(clauses, at, head)


def _is_by_noun(clauses: Clauses, at: int, head: int) -> bool:
    """Whether a gerund hung on a verb stands right behind a noun whose it is likelier.

    "Fought guards using clubs" may have the guards use them, and "blamed it for its haste in closing the mill" has "it"
    close the mill.
    """
    opened = clauses.governed(at, "mark", "case")
    before = min([at, *opened, *clauses.governed(at, "advmod")]) - 1
    if clauses.relation(at) == "advcl" and head < before and clauses.form(before) == "those":
        return True  # "urged those calling for it to wait"
    if clauses.relation(at) != "advcl" or before <= head or clauses.word(before).upos != "NOUN":
        return False
    if opened:
        return _is_opened(clauses, at, _WITHIN) and bool(clauses.possessors(before))
    noun = clauses.lemma(before)
    return clauses.word(at).xpos == "VBN" or is_persons(noun) or is_collective(noun, clauses.form(before - 1))


def _is_opened(clauses: Clauses, at: int, words: frozenset[str]) -> bool:
    """Whether one of some words opens a clause."""
    return any(clauses.form(one) in words for one in clauses.governed(at, "mark", "case"))


def _is_behind_another(clauses: Clauses, at: int, head: int) -> bool:
    """Whether a gerund stands right behind another clause with a subject, with no comma to say that it goes on.

    "Where the two met but she was firm in refusing" has her refuse, whatever the gerund was hung on. Even a comma does
    not tell behind a relative clause.
    """
    if clauses.word(at).xpos != "VBG" or at < head:
        return False
    first = min([at, *clauses.governed(at, "mark", "case", "advmod", "cc")])
    if _is_opened(clauses, at, _WHILE):
        return False
    above = set(clauses.above(at))
    between = [one for one in range(head + 1, first) if clauses.predicates[one] and one not in above]
    if clauses.form(first - 1) in _PAUSES:  # "ended rules that kept lorries out, forcing them to turn"
        if clauses.relation(at) == "conj" or clauses.form(first - 2) == ")":
            return False
        between = [one for one in between if clauses.word(one).relation == "acl:relcl" and clauses.is_tensed(one)]
    return any(head < each for one in between for each in clauses.governed(one, "nsubj", "nsubj:pass"))


def _is_open(clauses: Clauses, at: int, head: int) -> bool:
    """Whether a verb joined to another may as well be joined to one that stands between them.

    "The council stated that clerks were late and struck them off" may have either strike; so may "threats to close the
    mill and fine them", whatever the second verb was joined to. A comma tells that it goes on from the first, but not
    over two clauses.
    """
    first = min([at, *clauses.governed(at, "cc", "aux", "advmod", "mark")])
    paused = clauses.form(first - 1) in _PAUSES
    above = set(clauses.above(at))
    between = [one for one in range(head + 1, first) if clauses.predicates[one] and one not in above]
    if clauses.is_tensed(at):
        told = [one for one in between if _can_share(clauses, one, at, head)]
        return len(told) > paused
    bare = clauses.word(at).xpos == "VB" and not clauses.is_infinitive(at)
    return bare and not paused and any(clauses.is_infinitive(one) for one in between)


def _can_share(clauses: Clauses, at: int, joined: int, head: int) -> bool:
    """Whether a verb can be what another is joined to rather than the one above: by its subject, and by its tense.

    In "says he waited and left" who left is who waited, in "said they wait, but left" who said so; "said he had waited
    and left" tells of one person either way.
    """
    own = clauses.governed(at, "nsubj", "nsubj:pass")
    if not own or not clauses.is_tensed(at):
        return False
    past, here, above = (_is_past(clauses, one) for one in (joined, at, head))
    if here != past:
        return False
    return above != past or clauses.word(own[0]).upos != "PRON"


def _is_past(clauses: Clauses, at: int) -> bool:
    """Whether a verb is in the past tense, by its own form or its first auxiliary's."""
    helpers = clauses.governed(at, "aux", "aux:pass", "cop")
    return clauses.word(helpers[0] if helpers else at).xpos == "VBD"


def _is_told_below(clauses: Clauses, at: int, head: int) -> bool:
    """Whether a gerund behind a preposition stands right behind a clause below its verb, which may be whose it is.

    "Said that she had won by cheating" tells of her, and not of who says so.
    """
    if clauses.word(at).xpos != "VBG" or not clauses.governed(at, "mark", "case"):
        return False
    between = (one for one in clauses.governed(head, "ccomp", "advcl") if head < one < at)
    return any(clauses.governed(one, "nsubj", "nsubj:pass") for one in between)


def _is_after_another(clauses: Clauses, at: int, head: int) -> bool:
    """Whether a clause with a subject of its own stands between a verb and a clause that hangs on it too."""
    between = (one for one in clauses.governed(head, "advcl") if head < one < at)
    return any(clauses.governed(one, "nsubj", "nsubj:pass") for one in between)


def _controlling(clauses: Clauses, at: int, relation: str) -> list[int]:
    """The objects of its governor, which do what a clause tells: "asked *them* to go"."""
    head = clauses.word(at).head
    sent = relation == "advcl" and clauses.is_infinitive(at) and clauses.lemma(head) in listed("clauses sending")
    if clauses.passive(head) or not (relation in {"xcomp", "ccomp"} or (sent and head < at)):
        return []
    if clauses.lemma(head) in listed("clauses reaching") and clauses.is_infinitive(at):
        return []  # "phoned the school to ask" tells who asks by the phoning
    found = clauses.governed(head, "obj", "iobj")
    return [one for one in found if one < at or clauses.is_relative(one)]


def _is_ended(clauses: Clauses, at: int, other: int) -> bool:
    """Whether a sentence ends between two words, which were taken for one."""
    first, last = sorted((at, other))
    return any(clauses.form(one) in ENDS for one in range(first + 1, last))


def _is_quoted_apart(clauses: Clauses, at: int, other: int) -> bool:
    """Whether a quotation ends or begins between two words."""
    first, last = sorted((at, other))
    return sum(clauses.form(one) in _QUOTES for one in range(first + 1, last)) % 2 == 1


def _is_beside(clauses: Clauses, at: int) -> bool:
    """Whether a clause was hung on a noun that tells what went on beside: "a clerk held without being tried"."""
    opened = {clauses.form(one) for one in clauses.governed(at, "mark", "case")}
    return bool(opened & _BESIDE_MARKS)


def meant(clauses: Clauses, at: int) -> list[int]:
    """Who is to do what an infinitive tells, between its "for" and its "to": "called for the files to be shown"."""
    marks = clauses.governed(at, "mark")
    if marks and clauses.form(marks[0]) == "to" and clauses.relation(at) in {"xcomp", "advcl"}:
        before = [one for one in clauses.governed(clauses.word(at).head, "obl") if clauses.case(one) == "for"]
        return [each for one in before if one == marks[0] - 1 for each in clauses.joined(one)]
    if [clauses.form(one) for one in marks[:2]] != ["for", "to"]:
        return []
    first, last = marks[:2]
    between = range(first + 1, last)
    return [one for one in between if clauses.word(one).upos in NOMINAL and clauses.word(one).head not in between][-1:]


def _is_asking(clauses: Clauses, at: int) -> bool:
    """Whether what was taken for a subject stands behind "from" or "by": "pressure from donors to back him"."""
    return clauses.case(at) in {"from", "by"}


def _is_bare(clauses: Clauses, at: int) -> bool:
    """Whether a clause has no subject because it shares one: an infinitive, a gerund; and no imperative."""
    return clauses.word(at).xpos == "VBG" or any(clauses.lemma(one) == "to" for one in clauses.governed(at, "mark"))


def _is_of_object(clauses: Clauses, at: int) -> bool:
    """Whether a clause tells what somebody acted on did: "accused her of lying", "fined him for fishing"."""
    if at < clauses.word(at).head:  # "standing by the gate, she accused him" tells of who accuses
        return False
    return clauses.lemma(clauses.word(at).head) in listed("clauses accusing") or _is_reason(clauses, at)


def _called_on(clauses: Clauses, at: int) -> list[int]:
    """Who is to do what an infinitive tells: "called on the firm to pay", "appealed to them to stay"."""
    word = clauses.word(at)
    if not any(clauses.lemma(one) == "to" for one in clauses.governed(at, "mark")):
        return []
    known = _CALLING.get(clauses.lemma(word.head), ())
    particles = [one for one in clauses.governed(word.head, "compound:prt") if clauses.form(one) in known]
    if particles:  # "on" taken for a part of the verb
        behind = [one for one in clauses.governed(word.head, "obj", "obl") if particles[0] < one < at]
        return [each for one in behind[:1] for each in clauses.joined(one)]
    found = [one for each in known for one in clauses.behind(word.head, each) if word.head < one < at]
    return [each for one in found[:1] for each in clauses.joined(one)]


def _lashed(clauses: Clauses, at: int) -> list[int]:
    """Whom somebody turns on for what a gerund tells: "lashed out at the firm for closing the mill"."""
    head = clauses.word(at).head
    if clauses.word(at).xpos != "VBG" or not _is_opened(clauses, at, _FOR) or clauses.governed(head, "obj"):
        return []
    found = [one for one in clauses.behind(head, "at") if head < one < at]
    return [each for one in found[:1] for each in clauses.joined(one)]


def _is_reason(clauses: Clauses, at: int) -> bool:
    """Whether a gerund says what somebody acted on did: "thanked her for coming", "kept them from fishing"."""
    word = clauses.word(at)
    opened = {clauses.form(one) for one in clauses.governed(at, "mark", "case")}
    if word.xpos != "VBG" or not opened & {"for", "from", "into"}:
        return False
    return clauses.passive(word.head) or bool(clauses.governed(word.head, "obj"))


def _sharing(clauses: Clauses, at: int, own: list[int]) -> list[int]:
    """All of those joined before a relative clause whose verb is plural: "Ana and Tom, who own the mill"."""
    word = clauses.word(at)
    if word.relation != "acl:relcl" or word.xpos != "VBP":
        return []
    if not any(clauses.is_relative(one) and clauses.form(one - 1) == "," for one in own):
        return []
    head = clauses.word(word.head)
    together = clauses.joined(head.head if head.relation == "conj" else word.head)
    return together if len(together) > 1 else []


def _of_noun(clauses: Clauses, at: int, depth: int) -> list[int]:
    """The subjects of a participle or relative clause behind a noun: the noun, else whose the noun is."""
    found = clauses.joined(at) if not clauses.governed(at, "conj") else [at]
    if clauses.word(at).upos == "PROPN":
        return found
    return [*found, *clauses.possessors(at), *(subjects(clauses, at, depth + 1) if clauses.predicates[at] else [])]
