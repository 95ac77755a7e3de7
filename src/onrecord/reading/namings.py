"""Attributions in which nobody says anything, though the encoder takes them for such.

A naming: "known as Hallan-3", "listed the group as a terrorist one": what is listed is a relation, and what something
is called is a name of it. A silence: "did not say", "declined to comment", "nobody has claimed". A pointer to another
source: "citing two people". A deed: "imposed sanctions", where the encoder takes a verb for one of saying.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.reading.acts import is_told
from onrecord.reading.attribution import Attribution
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span

_KNOWN: Final = re.compile(
    r"(?:(?:is|are|was|were|been|be|also|better|well|best|widely|commonly|locally|formerly|otherwise|popularly|now)\s+)*"
    r"(?:known|named|nicknamed|code-?named|titled|entitled|christened|headlined)(?:\s+(?:as|for|to|simply))?",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"(?:(?:is|are|was|were|been|be|has|have|had|also|previously|formally|officially|recently|already|formerly|since|still|now|both|no|longer|not)\s+)*"
    r"(?:listed|lists|list|listing|designated|designates|designating|blacklisted|blacklists|proscribed|proscribes|"
    r"delisted|delists|classified|classifies|registered|registers|ranked|ranks)(?:\s+as)?",
    re.IGNORECASE,
)


_SILENT: Final = re.compile(
    r"(?:\w+(?:n['’]t)|.*\b(?:not|never|nor|neither|without|hardly)|refus\w+|declin\w+)\b.*"
    r"\b(?:say|said|saying|comment|commented|commenting|respond|responded|responding|reply|replied|replying|answer|answered|answering|"
    r"elaborate|elaborated|elaborating|specify|specified|specifying|discuss|discussed|speculate|disclose|disclosed|reveal|revealed|tell|"
    r"told|name|named|identify|identified|explain|explained|mention|mentioned|speak|talk|give|given)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_REFUSAL: Final = re.compile(r"(?:\w+\s+)?(?:refus|declin)(?:e|es|ed|ing)", re.IGNORECASE)
_SPEAKING: Final = re.compile(
    r"to\s+(?:say|comment|discuss|answer|elaborate|give|speculate|name|identify|disclose|confirm|specify|talk|reveal|respond|reply|be\s+(?:named|"
    r"identified|interviewed|quoted)|speak|tell|explain|address|provide|take\s+questions)\b",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(
    r"(?:nobody|no[ -]one|no\s+\w+|none(?:\s+of\b.*)?|neither(?:\s+of\b.*)?)", re.IGNORECASE | re.DOTALL
)
_POINTER: Final = re.compile(r"(?:citing|quoting)", re.IGNORECASE)


def says_something(text: str, found: Attribution) -> bool:
    """Whether an attribution attributes anything."""
    cue = text[slice(*found.cue)].strip()
    content = text[slice(*found.content[0])].strip() if found.content else ""
    source = text[slice(*found.source)].strip() if found.source is not None else ""
    silent = is_silence(cue) or (_REFUSAL.fullmatch(cue) is not None and _SPEAKING.match(content))
    nothing = (
        content.lower() == "nothing" or _NOBODY.fullmatch(source) is not None or _POINTER.fullmatch(cue) is not None
    )
    return not (silent or nothing or is_naming(text, found))


def is_silence(words: str) -> bool:
    """Whether the words of a verb say that somebody does not speak: "would not say", "could not explain"."""
    return _SILENT.fullmatch(words) is not None


_EMPTY: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ", "SYM"})
_CLAUSAL: Final = frozenset({"nsubj", "nsubj:pass", "csubj", "expl", "mark", "root", "parataxis"})


def is_bare(walk: Treewalk, found: Attribution) -> bool:
    """Whether nothing is said by anybody: content of function words ("the"), or a noun for a cue that nobody has.

    "The dispute over the rolls" tells of a subject; "the claim that the rolls were lost" tells what is claimed.
    """
    said = [walk.words[at] for span in found.content for at in walk.within(Span(*span))]
    if all(word.upos in _EMPTY for word in said) and not any(_is_pointing(walk, Span(*span)) for span in found.content):
        return True
    cue = [walk.words[at] for at in walk.within(Span(*found.cue))]
    return (
        found.source is None
        and bool(cue)
        and not any(word.upos in {"VERB", "AUX", "PUNCT"} for word in cue)
        and not any(word.relation in _CLAUSAL for word in said)
    )


def is_deed(walk: Treewalk, found: Attribution, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether an attribution tells what somebody does or is like, and nothing that they say.

    Its cue has no word that reports (`data/acts.txt`), nothing of its content is quoted, and its content is no clause
    ("signed the order", "plans to hire"); nor need it be one where nobody has it ("it seems that").

    Args:
        walk: the syntax.
        found: an attribution.
        quotes: what stands in quotation marks.
    """
    quoted = any(start < end_ and start_ < end for start, end in found.content for start_, end_ in quotes)
    if quoted or is_told(walk.text[slice(*found.cue)]):
        return False
    return found.source is None or not any(_is_clause(walk, Span(*span)) for span in found.content)


def _is_clause(walk: Treewalk, span: Span) -> bool:
    """Whether words are a clause with a subject, or open as one does: "that", "whether", "how to go on"."""
    head, within = walk.head(span), walk.within(span)
    opens = bool(within) and walk.lower(within[0]) in _OPENING
    return opens or (head is not None and bool(walk.children(head, *_SUBJECTS)))


_SUBJECTS: Final = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl")
_OPENING: Final = frozenset("that whether if how why what who when where".split())


def _is_pointing(walk: Treewalk, span: Span) -> bool:
    """Whether a determiner stands alone for what is said: "denied this", "did all"."""
    within = walk.within(span)
    return any(walk.words[at].upos == "DET" and walk.words[at].relation not in {"det", "det:predet"} for at in within)


def is_naming(text: str, found: Attribution) -> bool:
    """Whether an attribution's cue only gives something its name, or puts it on a list."""
    cue = text[slice(*found.cue)].strip()
    if _KNOWN.fullmatch(cue):
        return found.source is None
    return _LISTED.fullmatch(cue) is not None
