"""What the engine makes of a corpus' documents, in the shapes that scores take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks import attribution_scores, name_scores
from benchmarks.name_scores import TypedSpan
from benchmarks.scores import Counts
from benchmarks.tokens import Tokens
from corpora.document import UNKNOWN, Attribution, Document
from corpora.names import coarse
from onrecord.reading.attribution import attributions
from onrecord.reading.encoder import Encoder
from onrecord.reading.names import found_names

CORE = frozenset({"person", "organisation", "place"})


def predicted_attributions(encoder: Encoder, document: Document) -> list[Attribution]:
    """The attributions read from a document, the outermost only."""
    found = attributions(encoder.read(document.text, document.paragraphs))
    return attribution_scores.outermost(
        [Attribution((one.source,) if one.source else (), (one.cue,), one.content) for one in found]
    )


def attribution_figures(predicted: Sequence[Attribution], document: Document) -> Mapping[str, Counts]:
    """The figures of one document with gold attributions."""
    tokens = Tokens(document.text)
    return attribution_scores.score(
        attribution_scores.triples(document.text, document.paragraphs, tokens, predicted),
        attribution_scores.triples(document.text, document.paragraphs, tokens, document.attributions or ()),
    )


def name_spans(encoder: Encoder, document: Document) -> tuple[list[TypedSpan], list[TypedSpan]]:
    """The names read from a document and its gold names, their types as coarse as every corpus has them.

    Types that the corpus leaves open are in neither.
    """
    gold = gold_names(document)
    known = ({kind for _, _, kind in gold} | CORE) - document.silent
    found = found_names(encoder.read(document.text, document.paragraphs), document.text)
    return (
        [(name.start, name.end, coarse(name.type)) for name in found if coarse(name.type) in known],
        [(start, end, kind) for start, end, kind in gold if kind in known],
    )


def gold_names(document: Document) -> list[TypedSpan]:
    """The names a corpus gives of which it leaves the coarse type in no doubt."""
    typed = [(name, {coarse(kind) for kind in name.types}) for name in document.names or ()]
    return [(name.start, name.end, min(kinds)) for name, kinds in typed if len(kinds) == 1 and UNKNOWN not in kinds]


def name_figures(encoder: Encoder, document: Document) -> Mapping[str, Counts]:
    """The figures of one document with gold names."""
    return name_scores.score(*name_spans(encoder, document))


def sentence_counts(encoder: Encoder, document: Document) -> Counts:
    """Where sentences start, against gold, over the whole text with its paragraphs given."""
    scores = encoder.read(document.text, document.paragraphs)
    opens = (scores.sentences > 0) & scores.pieces.heads
    mine = {int(start) for start in scores.pieces.starts[opens]} | {start for start, _ in document.paragraphs}
    theirs = {start for start, _ in document.sentences or ()}
    right = len(mine & theirs)
    return Counts(len(mine), len(theirs), right, right)
