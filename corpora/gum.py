"""GUM (Zeldes, 2017): syntax, entity mentions and the proper names among them.

Upstream layout: `dep/*.conllu` with `Entity=` in the last column. A mention there is a whole noun phrase;
its name is the run of proper nouns around its head, with the small words a linked entity's name may
hold ("University of Oxford"). A proper noun outside every such run is left undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora import names
from corpora.assemble import Assembly
from corpora.conllu import Sentence, sentences, syntactic_words
from corpora.document import UNKNOWN, Document, Mention, Name
from corpora.names import untitled

DEV = frozenset(
    "academic_exposure academic_librarians bio_byron bio_emperor conversation_grounded conversation_risk "
    "court_loan court_negligence essay_evolved essay_tools fiction_beast fiction_lunre interview_cyclone "
    "interview_gaming letter_arendt letter_wiki news_homeopathic news_iodine podcast_bangladesh "
    "podcast_wrestling reddit_macroeconomics reddit_pandas speech_impeachment speech_inauguration "
    "textbook_governments textbook_labor vlog_portland vlog_radiology voyage_athens voyage_coron "
    "whow_joke whow_overalls".split()
)
"""Development documents, from the upstream `splits.md`."""

_BRACKET = re.compile(r"\((?P<open>[^()]+)(?P<shut>\))?|(?P<close>[^()]+)\)")
_PROPER = frozenset({"NNP", "NNPS"})
"""Penn tags of a word in a name, whatever its universal tag: in "United Nations", "United" is a verb there."""
_LINKING = frozenset({"of", "the", "for", "and", "de", "on", "in", "&", "-", "'s", "’s", ".", ","})


@dataclass(slots=True)
class _Mention:
    key: str
    type: str
    head: int
    linked: bool
    first: int
    last: int = -1


def read(root: Path, split: str) -> Iterator[Document]:
    """Yield the documents of a split, in the order of their names."""
    for path in sorted((root / "dep").glob("GUM_*.conllu")):
        identity = path.stem.removeprefix("GUM_")
        if (identity in DEV) != (split == "dev"):
            continue
        assembly = Assembly(path.stem, "gum", silent=names.ALL - names.CORE)
        for sentence in sentences(path):
            found = list(_names(sentence))
            opens = any(comment.startswith("newpar") for comment in sentence.comments)
            assembly.add(
                sentence.text,
                found,
                opens_paragraph=opens,
                words=syntactic_words(sentence),
                mentions=[
                    Mention(
                        sentence.spans[one.first][0],
                        sentence.spans[one.last][1],
                        sentence.spans[_governing(sentence, one)][0],
                        one.key,
                        one.type,
                    )
                    for one in _mentions(sentence)
                ],
            )
        yield assembly.document()


def _governing(sentence: Sentence, mention: _Mention) -> int:
    """The head of a mention: the word of it whose governor lies outside it.

    Upstream's is the first of the words that must be in the mention, which in "North Korea" is "North".
    """
    inside = range(mention.first, mention.last + 1)
    free = [index for index in inside if int(sentence.rows[index][6]) - 1 not in inside]
    return mention.head if mention.head in free or not free else free[0]


def _names(sentence: Sentence) -> Iterator[Name]:
    proper = [row[3] == "PROPN" or row[4] in _PROPER for row in sentence.rows]
    covered = [False] * len(sentence.rows)
    for mention in _mentions(sentence):
        types = names.GUM.get(mention.type)
        if types is None or not proper[mention.head]:
            continue
        first = last = mention.head
        while first > mention.first and proper[first - 1]:
            first -= 1
        while last < mention.last:
            if proper[last + 1]:
                last += 1
            elif mention.linked and (bridge := _bridge(sentence, proper, last + 1, mention.last)):
                last = bridge
            else:
                break
        if any(covered[first : last + 1]):
            continue
        covered[first : last + 1] = [True] * (last + 1 - first)
        start, end = sentence.spans[first][0], sentence.spans[last][1]
        yield untitled(sentence.text[start:end], Name(start, end, types))
    for index, (is_proper, is_covered) in enumerate(zip(proper, covered, strict=True)):
        if is_proper and not is_covered:
            yield Name(*sentence.spans[index], frozenset({UNKNOWN}))


def _bridge(sentence: Sentence, proper: list[bool], start: int, last: int) -> int | None:
    """The proper noun reached over at most three linking words, if any."""
    for index in range(start, min(start + 4, last + 1)):
        if proper[index]:
            return index
        if sentence.rows[index][1].lower() not in _LINKING:
            return None
    return None


def _mentions(sentence: Sentence) -> list[_Mention]:
    """The mentions that open and close within the sentence, in text order, the outermost first."""
    still_open: list[_Mention] = []
    done: list[_Mention] = []
    for index, row in enumerate(sentence.rows):
        value = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for bracket in _BRACKET.finditer(value):
            if bracket["open"]:
                still_open.append(_opened(bracket["open"], index))
            closed = still_open[-1].key if bracket["shut"] and still_open else bracket["close"]
            if closed is None:
                continue
            for position in range(len(still_open) - 1, -1, -1):
                if still_open[position].key == closed:
                    mention = still_open.pop(position)
                    mention.last = index
                    done.append(mention)
                    break
    return sorted(done, key=lambda mention: (mention.first, -mention.last))


def _opened(fields: str, index: int) -> _Mention:
    """A mention from `GRP-etype-infstat-salience-centering-minspan-link[-identity]`."""
    key, kind, _infstat, _salience, _centering, minspan, *link_and_identity = fields.split("-", 7)
    head = index + int(minspan.split(",")[0]) - 1
    return _Mention(key, kind, head, len(link_and_identity) > 1, index)
