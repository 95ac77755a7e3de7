"""What stands by the word itself that tells an event: negation, modals, conditions, mood, tense, adverbs, adjectives.

Of a verb that shares its auxiliaries with the one before it ("will arrest and deport") those count; of a noun its
determiner, its adjectives and what is predicated of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from onrecord.reading.operators import FILE, forms, preposition
from onrecord.reading.trees import ROOT
from onrecord.reading.wordlists import words

if TYPE_CHECKING:
    from onrecord.reading.clauses import Clauses

_CONDITIONS: Final = frozenset({"if", "unless", "lest", "provided", "providing", "assuming", "supposing"})
_INSTEAD: Final = frozenset({"without", "instead", "rather"})
_WILL: Final = frozenset({"will", "'ll", "’ll", "shall", "wo", "sha"})
_WOULD: Final = frozenset({"would", "'d", "’d"})
_NOW_AND_THEN: Final = frozenset({"sometimes", "often", "always", "regularly", "frequently", "usually"})
_MUST: Final = frozenset({"must", "should", "ought", "need"})
_NOW: Final = frozenset({"am", "is", "are", "'s", "’s", "'re", "’re", "'m", "’m", "ai"})
_MADE: Final = ("negated", "conditional", "threatened", "demanded", "planned", "alleged", "ongoing")
_WH: Final = frozenset({"WP", "WRB", "WDT", "WP$"})


def sharing(clauses: Clauses, at: int) -> int:
    """The verb whose auxiliaries a verb shares: itself, or the one before "and" that has them."""
    for _ in range(4):
        word = clauses.word(at)
        if word.relation != "conj" or word.head == ROOT or clauses.governed(at, "nsubj", "aux", "mark", "expl"):
            return at
        head = clauses.word(word.head)
        if not _alike(word.xpos, head.xpos):
            return at
        at = word.head
    return at


def _alike(one: str, other: str) -> bool:
    """Whether two joined verbs can share auxiliaries, by their tags; a bare form may be taken for a noun."""
    plain = {"VB", "VBP", "NN", "JJ"}
    if other == "VB":
        return one in plain
    return one == other and one in {"VBN", "VBG"}


def negated(clauses: Clauses, at: int) -> bool:
    """Whether a predicate is denied where it stands: "not", "never", "nobody", "no arrests", "without"."""
    shared = sharing(clauses, at)
    if any(_denies(clauses, one) for place in {at, shared} for one in clauses.governed(place, "advmod", "aux", "cc")):
        return True
    marks = {clauses.form(one) for one in clauses.governed(at, "mark", "case")}
    if marks & _INSTEAD or ("before" in marks and _modals(clauses, at) & {"could", "can"}):
        return True
    things = clauses.governed(at, "nsubj", "obj") + (clauses.governed(shared, "nsubj") if shared != at else [])
    things += [one for one in clauses.governed(at, "obl") if clauses.word(one).upos == "PRON"]
    return any(none(clauses, one) for one in things)


def _denies(clauses: Clauses, at: int) -> bool:
    form, lemma = clauses.form(at), clauses.lemma(at)
    listed = words(FILE, "adverbs negated")
    if form == "no" or (form == "nor" and clauses.word(at).relation == "cc"):
        return form == "nor"
    return (form in listed or lemma in listed) and not _adds(clauses, at)


def none(clauses: Clauses, at: int) -> bool:
    """Whether a noun is none: "no arrests", "nobody", "none of the men", "hardly anyone"."""
    listed = words(FILE, "nobody")
    if clauses.form(at) in listed or clauses.lemma(at) in listed:
        return True
    if any(clauses.form(one) in listed for one in clauses.governed(at, "det")):
        return True
    beside = [one for one in clauses.governed(at, "advmod", "cc") if clauses.form(one) in {"not", "hardly"}]
    return any(not _adds(clauses, one) for one in beside)


def _adds(clauses: Clauses, at: int) -> bool:
    """Whether a "not" denies nothing: "not only", "not until he left"."""
    following = at + 1
    return following < len(clauses.parse.words) and clauses.form(following) in {
        "only",
        "just",
        "merely",
        "simply",
        "least",
        "until",
        "before",
    }


def _modals(clauses: Clauses, at: int) -> set[str]:
    place = sharing(clauses, at)
    return {clauses.form(one) for one in clauses.governed(place, "aux") if clauses.word(one).xpos == "MD"}


def verbal(clauses: Clauses, at: int) -> str | None:
    """The status that a predicate's own clause gives it; None where it says nothing against plain telling.

    Args:
        clauses: the syntax.
        at: a predicate.
    """
    adverbs = {clauses.form(one) for one in clauses.governed(at, "advmod")}
    if negated(clauses, at):
        return "negated"
    if _conditional(clauses, at):
        return "conditional"
    found = _modal(clauses, at)
    if found is not None:
        return found
    if adverbs & words(FILE, "adverbs alleged") or _whether(clauses, at):
        return "alleged"
    if _asked(clauses, at):
        return "demanded"
    return "planned" if _is_to(clauses, at) else "ongoing" if _goes_on(clauses, at, adverbs) else None


def _marks(clauses: Clauses, at: int) -> set[str]:
    """What opens the clause of a predicate, or of the one before "and" that it goes on."""
    place = sharing(clauses, at)
    return {clauses.form(one) for one in (*clauses.governed(place, "mark"), *clauses.governed(at, "mark"))}


def _whether(clauses: Clauses, at: int) -> bool:
    """Whether a clause leaves itself open: "whether the plane was shot down"."""
    asks = _marks(clauses, at) & {"whether", "if"}
    return bool(asks) and clauses.word(sharing(clauses, at)).relation.partition(":")[0] != "advcl"


def is_undecided(clauses: Clauses, at: int) -> bool:
    """Whether it is open if something is to be done: "no decision on whether to expel him"."""
    return {"whether", "to"} <= _marks(clauses, at)


def _conditional(clauses: Clauses, at: int) -> bool:
    """Whether a clause is a condition, or its own modal hangs on one: "if it attacks, we will leave"."""
    place = sharing(clauses, at)
    relation = clauses.word(place).relation.partition(":")[0]
    if relation == "advcl" and (_marks(clauses, at) & _CONDITIONS or _inverted(clauses, place)):
        return True
    later = _marks(clauses, at) & {"until", "till"} and _present(clauses, place)
    if relation == "advcl" and later:
        return True
    found = [one for one in clauses.governed(place, "advcl") if _opens_condition(clauses, one)]
    if _modals(clauses, at) or _is_to(clauses, at):
        return bool(found)
    return _present(clauses, place) and any(not _even(clauses, one) for one in found)


def _even(clauses: Clauses, at: int) -> bool:
    """Whether a condition makes no difference: "even if"."""
    marks = clauses.governed(at, "mark", "advmod")
    return any(clauses.form(one) == "even" for one in (*marks, *(mark - 1 for mark in marks if mark)))


def _opens_condition(clauses: Clauses, at: int) -> bool:
    marks = {clauses.form(one) for one in clauses.governed(at, "mark")}
    return bool(marks & _CONDITIONS) or _inverted(clauses, at)


def _inverted(clauses: Clauses, at: int) -> bool:
    """Whether an auxiliary before the subject makes a clause a condition: "should the talks fail"."""
    subjects = clauses.governed(at, "nsubj", "expl")
    first = [one for one in clauses.governed(at, "aux") if subjects and one < subjects[0]]
    if clauses.word(at).relation.partition(":")[0] != "advcl" or clauses.governed(at, "mark"):
        opened = clauses.word(at).relation == "advcl" and "to" in _own_marks(clauses, at)
        head = clauses.word(at).head
        return opened and any(clauses.form(one) == "were" and one < at for one in clauses.governed(head, "aux"))
    return bool(first) and clauses.form(first[0]) in {"should", "had", "were"}


def _own_marks(clauses: Clauses, at: int) -> set[str]:
    return {clauses.form(one) for one in clauses.governed(at, "mark")}


def _modal(clauses: Clauses, at: int) -> str | None:
    """The status that a modal gives."""
    found = _modals(clauses, at)
    perfect = any(clauses.form(one) in {"have", "'ve", "’ve"} for one in clauses.governed(at, "aux"))
    if found & _WILL:
        return "planned"
    if found & _WOULD:
        if not perfect and any(clauses.form(one) in _NOW_AND_THEN for one in clauses.governed(at, "advmod")):
            return None
        return "conditional" if perfect or not _reported(clauses, at) else "planned"
    if found & _MUST:
        return ("alleged" if "must" in found else "negated") if perfect else "demanded"
    if found & {"may", "might", "could", "can"}:
        return "alleged" if perfect else "conditional"
    return None


def _reported(clauses: Clauses, at: int) -> bool:
    """Whether "would" tells of what was to come when it was said: in reported speech or of a bill, a plan, a deal."""
    place = sharing(clauses, at)
    for above in clauses.above(place):
        relation = clauses.word(above).relation
        if relation in {"ccomp", "acl:relcl", "parataxis"}:
            return True
        if relation == "acl" and clauses.governed(above, "mark"):
            return True
        if relation.partition(":")[0] not in {"conj", "xcomp"}:
            return False
    return False


def _present(clauses: Clauses, at: int) -> bool:
    """Whether a predicate is in the present."""
    found = [at, *clauses.governed(at, "aux", "cop")]
    return any(clauses.word(one).xpos in {"VBZ", "VBP"} for one in found)


def _asked(clauses: Clauses, at: int) -> bool:
    """Whether a verb is an imperative, or bare as in "demanded that he resign"."""
    place = sharing(clauses, at)
    word = clauses.word(place)
    if clauses.question(at):
        return False
    beside = [clauses.form(one) for one in clauses.governed(place, "aux", "mark", "cop")]
    bare = word.xpos == "VB" or "be" in beside
    if not bare or any(form not in {"be", "that"} for form in beside):
        return False
    if clauses.governed(place, "nsubj"):
        return word.relation == "ccomp" and "that" in beside
    before = [one for one in clauses.children[place] if one < place]
    plain = all(clauses.word(one).relation in _BEFORE_IMPERATIVES for one in before)
    return plain and word.relation in {"root", "ccomp", "parataxis", "conj"}


_BEFORE_IMPERATIVES: Final = frozenset({"punct", "discourse", "advmod", "vocative", "cc", "advcl", "obl"})


def _is_to(clauses: Clauses, at: int) -> bool:
    """Whether something is to be: "are to be blown up", "is due to begin", and a headline's "minister to visit"."""
    place = sharing(clauses, at)
    marks = _own_marks(clauses, place)
    word = clauses.word(place)
    if "due" in marks or "about" in marks:
        return True
    if "to" not in marks:
        return False
    being = [one for one in clauses.governed(place, "aux") if clauses.form(one) in {*_NOW, "was", "were"}]
    headline = word.relation == "acl" and clauses.word(word.head).relation == "root" and word.head == place - 2
    return bool(being) or word.relation == "root" or (headline and not _tells(clauses, word.head))


def _tells(clauses: Clauses, at: int) -> bool:
    """Whether a noun stands in a sentence with a verb, and so no headline."""
    return bool(clauses.governed(at, "cop", "nsubj", "det"))


def _goes_on(clauses: Clauses, at: int, adverbs: set[str]) -> bool:
    """Whether a clause tells of what goes on: "are fighting", "have been fighting", "are still held"."""
    place = sharing(clauses, at)
    helpers = [clauses.form(one) for one in clauses.governed(place, "aux", "cop")]
    if any(clauses.form(one) in {"had", "was", "were"} for one in clauses.governed(place, "aux", "cop")):
        return False
    now = any(form in _NOW for form in helpers)
    progressive = clauses.word(at).xpos == "VBG" or "being" in helpers
    perfect = progressive and "been" in helpers and bool({"has", "have", "'s", "’s", "'ve", "’ve"} & set(helpers))
    still = "still" in adverbs and _present(clauses, place)
    return (now and progressive) or perfect or still or _since(clauses, place, helpers)


def _since(clauses: Clauses, at: int, helpers: list[str]) -> bool:
    """Whether a present perfect runs on from a "since": "has occupied the island since 1979"."""
    from_then = any(clauses.case(one) == "since" for one in clauses.governed(at, "obl"))
    return from_then and bool({"has", "have"} & set(helpers)) and not clauses.passive(at)


def asks(clauses: Clauses, at: int) -> bool:
    """Whether a predicate is what a yes-or-no question asks: "Did the army shell the town?"."""
    if clauses.word(sharing(clauses, at)).relation != "root" or not clauses.question(at):
        return False
    return not any(
        clauses.word(one).xpos in _WH for child in clauses.children[at] for one in (child, *_below(clauses, child))
    )


def _below(clauses: Clauses, at: int) -> Iterator[int]:
    """What hangs on a word directly, but for clauses."""
    return (one for one in clauses.children[at] if not clauses.predicates[one])


def nominal(clauses: Clauses, at: int) -> str | None:
    """The status that what stands by a noun gives it: "no", "a planned", "possible", "without a"; None where nothing.

    Args:
        clauses: the syntax.
        at: a noun that tells an event.
    """
    if none(clauses, at) or preposition(clauses, at) in {"without", "instead of", "rather than", "in lieu of"}:
        return "negated"
    near = [one for one in clauses.governed(at, "amod", "det", "compound", "acl") if not clauses.governed(one, "mark")]
    near = [one for one in near if clauses.word(one).relation != "acl:relcl"]
    found = _made(clauses, near)
    if found is not None:
        return found
    return "planned" if preposition(clauses, at) in {"ahead of", "pending"} else None


def attempted(clauses: Clauses, at: int) -> bool:
    """Whether a noun tells of an attempt: "an attempted coup"."""
    return any(clauses.form(one) == "attempted" for one in clauses.governed(at, "amod"))


def predicated(clauses: Clauses, at: int) -> str | None:
    """The status that is predicated of a noun: "is possible", "looks imminent", "is still under way"."""
    word = clauses.word(at)
    if word.relation not in {"nsubj", "nsubj:pass", "nsubj:outer"}:
        return None
    head = word.head
    if clauses.predicates[head] and clauses.word(head).upos in {"VERB", "AUX"}:
        within = clauses.governed(head, "xcomp")
        return _made(clauses, [one for one in within if clauses.word(one).upos == "ADJ"])
    return _made(clauses, [head])


def _made(clauses: Clauses, places: list[int]) -> str | None:
    """The status that some adjectives, or words behind a preposition, give."""
    for status in _MADE:
        listed = words(FILE, f"made {status}")
        if any(clauses.form(one) in listed for one in places):
            return status
    phrases = {f"{clauses.case(one)} {clauses.form(one)}" for one in places}
    return "ongoing" if phrases & words(FILE, "made ongoing phrases") else None


def occurring(clauses: Clauses, at: int) -> str | None:
    """Whether a verb tells that its subject takes place, "occurs", or goes on, "occurs on"; None where neither."""
    heads = (clauses.form(at), clauses.lemma(at))
    beside = [clauses.form(one) for one in clauses.governed(at, "compound:prt", "advmod", "obj") if one > at]
    for section in ("occurs on", "occurs"):
        listed = forms(section)
        if any(f"{head} {one}" in listed for head in heads for one in beside) or listed & set(heads):
            return section
    return None
