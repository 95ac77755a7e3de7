"""Names that only the syntax and coreference see: a mention headed by a proper noun where no name was found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from onrecord.reading.mentions import FoundMention, found_mentions
from onrecord.reading.names import FoundName
from onrecord.reading.nouns import is_persons, names_organisation
from onrecord.reading.titles import titles
from onrecord.record import MentionKind

if TYPE_CHECKING:
    from onrecord.reading.encoder import Scores
    from onrecord.reading.syntax import Parse

_TYPES: Final = {"person": "person", "organization": "organisation", "place": "place"}
_SURE: Final = 0.8
"""How likely a word must head a mention for it to be a name that was missed."""
_SCORE: Final = 0.5
"""How sure such a name counts as, beside names that were found."""
_NAME_WORD: Final = re.compile(r"[^\W\d_].*")
_SMALL: Final = frozenset({"of", "the", "and", "for", "de", "la", "del", "al", "bin", "ibn", "van", "von", "&"})


def with_unfound(scores: Scores, parse: Parse, text: str, names: Sequence[FoundName]) -> list[FoundName]:
    """Names with those that were missed, in order.

    Args:
        scores: what the encoder says of the text.
        parse: its syntax.
        text: the text.
        names: the names found in it, in order, not overlapping.
    """
    taken = sorted((name.start, name.end) for name in names)
    found = list(names)
    for mention in found_mentions(scores, parse, text):
        if mention.kind is not MentionKind.NAME or mention.score < _SURE or mention.type not in _TYPES:
            continue
        span = _run(parse, text, mention)
        if span is None or not _is_free(taken, span):
            continue
        words = text[slice(*span)]
        kind = "organisation" if names_organisation(words) else _TYPES[mention.type]
        found.append(FoundName(*span, kind, _SCORE))
        taken = sorted((*taken, span))
    return sorted(found, key=lambda name: name.start)


def _run(parse: Parse, text: str, mention: FoundMention) -> tuple[int, int] | None:
    """The proper nouns around a mention's head; None where they are an office, a heading in capitals, or no words."""
    words = parse.words
    first = last = mention.head

    def part(at: int) -> bool:
        form = text[words[at].start : words[at].end]
        return words[at].upos == "PROPN" or (
            form.lower() in _SMALL and words[at].upos in {"ADP", "DET", "CCONJ", "SYM"}
        )

    while first > 0 and words[first - 1].start >= mention.start and part(first - 1):
        first -= 1
    while last + 1 < len(words) and words[last + 1].end <= mention.end and part(last + 1):
        last += 1
    while first < last and words[first].upos != "PROPN":
        first += 1
    while last > first and words[last].upos != "PROPN":
        last -= 1
    span = words[first].start, words[last].end
    form = text[slice(*span)]
    lower = [text[word.start : word.end].lower().rstrip(".") for word in words[first : last + 1]]
    office = lower[-1] in titles() or is_persons(lower[-1])
    proper = form[:1].isupper() and _NAME_WORD.match(form) is not None and len(form) > 1
    return None if office or not proper or (form.isupper() and len(form) > len("UNHCR")) else span


def _is_free(taken: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    after = bisect_left(taken, (span[1], 0))
    return after == 0 or taken[after - 1][1] <= span[0]
