"""Free continuation: sentences that go on a speaker's account though nobody is said to say them.

"He said no one had rung. The first he knew of it was the sound." After a statement that ends its sentence, what follows
in the paragraph is still its speaker's as long as it is told as reported speech is: in quotation marks, or set back in
time ("had been", "would cost"), with nobody else in between: free indirect speech (Leech and Short, Style in
Fiction, 1981).
It stops at a sentence in another tense, at another speaker, and at the paragraph's end. What "some" say does not go on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.reading.namings import is_silence
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Article, Span, Statement

_BACK: Final = frozenset({"had", "would", "could", "might", "'d", "’d"})
_SAID: Final = frozenset({"VBD", "VBN"})
_LONGEST: Final = 4
"""The most sentences that are taken for a continuation."""
_QUOTED: Final = 4
"""The fewest words in quotation marks that can be a sentence of their own."""


def continuations(
    article: Article, walk: Treewalk, statements: Sequence[Statement], quotes: Sequence[tuple[int, int]]
) -> Iterator[tuple[Statement, Span]]:
    """Sentences that go on statements, each with the statement it goes on, in text order.

    Args:
        article: with its sentences.
        walk: the syntax.
        statements: what is attributed, in the order of their cues.
        quotes: what stands in quotation marks, in order.
    """
    spans = sorted(
        (span.start, span.end, number)
        for number, each in enumerate(statements)
        for span in (*each.content, *((each.cue,) if each.cue is not None else ()))
    )
    longest = max((end - start for start, end, _ in spans), default=0)
    for paragraph in article.paragraphs:
        going: Statement | None = None
        left = 0
        for sentence in article.sentences:
            if not (paragraph.start <= sentence.start and sentence.end <= paragraph.end):
                continue
            first = bisect_left(spans, (sentence.start - longest, 0, 0))
            last = bisect_left(spans, (sentence.end, 0, 0))
            mine = [statements[at] for at in sorted({at for _, end, at in spans[first:last] if end > sentence.start})]
            if mine:
                going, left = _last(article, mine, sentence), _LONGEST
            elif going is not None and left > 0 and _goes_on(walk, going, sentence, quotes):
                left -= 1
                yield going, sentence
            else:
                going = None


def _last(article: Article, mine: Sequence[Statement], sentence: Span) -> Statement | None:
    """The statement whose content ends a sentence and that somebody is said to make; None if there is none."""
    ends = [
        each
        for each in mine
        if each.source is not None
        and each.act not in _NO_ACCOUNT
        and each.source.words.lower() not in _UNTOLD
        and _ends(article, each, sentence)
    ]
    return ends[0] if ends and len({each.voice[-1].name for each in ends}) == 1 else None


_UNTOLD: Final = frozenset("some many others most few several everyone everybody".split())
"""Sources that no account is told of: what some say is told in passing."""
_NO_ACCOUNT: Final = frozenset(
    {"praise", "criticise", "accuse", "thank", "order", "reject", "request", "demand", "question"}
)


def _ends(article: Article, statement: Statement, sentence: Span) -> bool:
    """Whether a statement is told to the end of a sentence, its attribution before or behind what is said."""
    last = max(each.end for each in (*statement.content, *([statement.cue] if statement.cue else [])))
    last = max(last, statement.source.end) if statement.source is not None else last
    return not article.text[last : sentence.end].strip(" \u00a0.,;:!?\"”’'")


def _goes_on(walk: Treewalk, going: Statement, sentence: Span, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence is told as the statement before it was."""
    quoted = [span for span in quotes if span[0] < sentence.end and sentence.start < span[1]]
    if quoted:
        whole = quoted[0][0] <= sentence.start + 1 and quoted[-1][1] >= sentence.end - 2
        return whole and len(walk.within(sentence)) >= _QUOTED
    cue = next((at for at in walk.within(going.cue.span) if walk.words[at].upos == "VERB"), None) if going.cue else None
    if cue is None or walk.words[cue].xpos not in _SAID or going.act in {"promise", "hope"}:
        return False
    head = walk.head(sentence)
    if head is None:
        return False
    auxiliaries = walk.children(head, "aux", "aux:pass")
    words = " ".join(walk.lower(at) for at in sorted((*auxiliaries, *walk.children(head, "advmod"), head)))
    return any(walk.lower(at) in _BACK for at in auxiliaries) and not is_silence(words)
