"""Whether what a clause tells holds, and how: told as so, as past, as ended, or left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.reading.frames import listed
from onrecord.reading.trees import ROOT

if TYPE_CHECKING:
    from onrecord.reading.clauses import Clauses

_DEEPEST: Final = 8
_NEGATIONS: Final = frozenset({"not", "never", "n't", "neither", "nor", "hardly", "no", "without"})
_OPEN: Final = frozenset({"if", "whether", "unless", "lest", "until", "till", "before"})
"""What opens a clause that is not told as so."""


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


def standing(clauses: Clauses, at: int) -> Standing | None:
    """How a predicate is told; None where it is denied, only possible, planned or asked."""
    if clauses.question(at):
        return None
    former = told = reported = ended = False
    chain = [at]
    for _ in range(_DEEPEST):
        place = chain[-1]
        past = _own(clauses, place, own=place == at)
        step = _up(clauses, place)
        if past is None or step is None:
            return None
        former, ended = former or past or step.former, ended or step.former
        told, reported = told or step.accused, reported or step.reported
        if step.onward == ROOT:
            break
        chain.append(step.onward)
    had = any(clauses.form(one) in {"had", "'d"} for one in clauses.governed(at, "aux")) and not reported
    return Standing(former, had, ended, told, frozenset(chain))


def _own(clauses: Clauses, at: int, *, own: bool) -> bool | None:
    """Whether the words beside a predicate make it former; None where they make it doubtful or deny it."""
    gone = _no_longer(clauses, at)
    if any(_undone(clauses, child, gone=gone) for child in clauses.children[at]):
        return None
    adverbs = [clauses.form(one) for one in clauses.governed(at, "advmod")]
    after = clauses.word(at).xpos == "VBG" and any(
        clauses.lemma(one) == "after" for one in clauses.governed(at, "mark")
    )
    return gone or after or (own and any(_past(clauses, at, form) for form in adverbs))


def _no_longer(clauses: Clauses, at: int) -> bool:
    words = [one for child in clauses.children[at] for one in (child, *clauses.children[child])]
    return {"no", "longer"} <= {clauses.form(one) for one in words}


def _undone(clauses: Clauses, child: int, *, gone: bool) -> bool:
    """Whether a word beside a predicate denies it or leaves it open."""
    relation, form, lemma = clauses.word(child).relation, clauses.form(child), clauses.lemma(child)
    negated = lemma in _NEGATIONS or form in {"n't", "n’t"}
    if relation in {"advmod", "aux", "det", "cc"} and negated:
        return not gone
    if relation.startswith("aux"):
        return clauses.word(child).xpos == "MD" and not _goes_on(clauses, child)
    if relation == "mark":
        return lemma in _OPEN
    return relation == "advmod" and form in listed("clauses doubt")


def _goes_on(clauses: Clauses, modal: int) -> bool:
    """Whether what is said to be so in time to come is so now: "will go on hosting"."""
    verb = clauses.word(modal).head
    if clauses.form(modal) not in {"will", "'ll", "’ll", "shall"}:
        return False
    below = [one for child in clauses.children[verb] for one in (child, *clauses.children[child])]
    going = clauses.lemma(verb) == "go" and any(one <= verb + 1 and clauses.form(one) == "on" for one in below)
    return going or clauses.lemma(verb) in listed("clauses continuing")


def _past(clauses: Clauses, at: int, form: str) -> bool:
    if form == "then":  # "then operating from Iraq"; "then joined" is what came next
        return clauses.word(at).relation in {"acl", "amod", "appos"}
    return form in listed("clauses former")


def _up(clauses: Clauses, at: int) -> _Step | None:
    """What a predicate stands under; None where that leaves it open."""
    word = clauses.word(at)
    relation = clauses.relation(at)
    if word.head == ROOT or relation in {"parataxis", "appos"} or word.relation == "acl:relcl":
        return _Step()
    if any(clauses.lemma(one) == "to" for one in clauses.governed(at, "mark")):
        return _infinitive(clauses, at, clauses.lemma(word.head))
    if relation == "conj":
        shared = clauses.predicates[word.head] and not clauses.governed(at, "nsubj")
        return _Step(word.head if shared else ROOT)
    beside = relation == "acl" and clauses.governed(at, "mark")
    if relation in {"xcomp", "ccomp", "advcl", "csubj"} or beside:
        return _clause(clauses, at, relation)
    return _Step()


def _clause(clauses: Clauses, at: int, relation: str) -> _Step | None:
    """The same of a clause or participle under another word."""
    head = clauses.word(at).head
    governor = clauses.lemma(head)
    if governor in listed("clauses stopping") and relation == "xcomp":
        return _Step(head, former=True)
    if (relation == "ccomp" and _wished(clauses, at)) or (
        governor in listed("clauses doubting") and relation != "advcl"
    ):
        return None  # "suggested that Canada list the group" wishes for it
    accused = governor in listed("clauses accusing")
    if relation == "ccomp":
        denied = _own(clauses, head, own=False) is None and not _modal(clauses, head)
        return None if denied else _Step(accused=accused, reported=True)
    finite = bool(clauses.governed(at, "nsubj", "aux"))
    onward = ROOT if accused or finite or not clauses.predicates[head] else head
    return _Step(onward, accused=accused, reported=accused)


def _wished(clauses: Clauses, at: int) -> bool:
    """Whether a verb stands bare where one that tells what is so would not: "suggested that Canada list it"."""
    if clauses.governed(at, "aux", "cop"):
        return False
    one = [each for each in clauses.governed(at, "nsubj") if clauses.word(each).xpos in {"NN", "NNP"}]
    alone = bool(one) and len(clauses.joined(one[0])) == 1 and clauses.form(at) == clauses.lemma(at)
    return clauses.word(at).xpos == "VB" or (clauses.word(at).xpos in {"VBP", "VBZ"} and alone)


def _modal(clauses: Clauses, at: int) -> bool:
    return any(clauses.word(one).xpos == "MD" for one in clauses.governed(at, "aux"))


def _infinitive(clauses: Clauses, at: int, governor: str) -> _Step | None:
    head = clauses.word(at).head
    if governor == "use":
        return _Step(former=True)
    if governor in listed("clauses stopping"):
        return _Step(head, former=True)
    if governor == "go" and "on" not in [clauses.form(one) for one in clauses.children[head]]:
        return None
    raised = governor in listed("clauses raising") and clauses.word(at).relation in {"xcomp", "ccomp", "advcl"}
    return _Step(head) if raised else None
