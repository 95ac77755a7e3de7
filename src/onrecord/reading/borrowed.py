"""Syntax and names from another spaCy pipeline, in the shapes of ours.

Any pipeline will do that turns a text into a Doc, `nlp = spacy.load(...)` first of all. Its words, parts of
speech, lemmas, heads and relations are taken as they are, but for names of relations that Universal
Dependencies has too. Rules that go by universal relations want a pipeline trained on them; spaCy's own
English models hang nouns on prepositions and predicates on copulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from onrecord.reading.names import FoundName
from onrecord.reading.scheme import NAME_TAGS, NAME_TYPES, UPOS
from onrecord.reading.syntax import Parse, Word
from onrecord.reading.trees import ROOT
from onrecord.reading.words import NO_ANCHOR, anchored
from onrecord.record import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.reading.encoder import Scores

GEOPOLITICAL: Final = "country or place"
"""What a country, a city or a province is to a pipeline that does not tell them apart."""

NAMES: Final[dict[str, str]] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": GEOPOLITICAL,
    "LOC": "place",
    "NORP": "nationality",
    "FAC": "facility",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "PRODUCT": "other",
    "LANGUAGE": "other",
    "MISC": "other",
}
"""Kinds of name by the labels of OntoNotes and CoNLL-2003; labels not listed, as of numbers and dates, are no names."""

RELATIONS: Final[dict[str, str]] = {
    "ROOT": "root",
    "dobj": "obj",
    "dative": "iobj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "poss": "nmod:poss",
    "possessive": "case",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "neg": "advmod",
    "nn": "compound",
    "npadvmod": "obl:unmarked",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "intj": "discourse",
    "quantmod": "advmod",
}
"""Relations of ClearNLP, which spaCy's English models use, that universal ones stand for one to one."""


class Pipeline(Protocol):
    """What turns a text into a Doc; every `spacy.language.Language` does."""

    def __call__(self, text: str, /) -> Doc:
        """A Doc whose text is the text."""


def borrowed_parse(doc: Doc, scores: Scores) -> Parse | None:
    """The syntax of a Doc, or None if it has no heads.

    Words are given the pieces and the factuality that the encoder has for them, so that coreference can be
    read on this syntax as well as on ours. White space is left out.

    Args:
        doc: what a pipeline made of the text.
        scores: what the encoder says of the same text.
    """
    if not doc.has_annotation("DEP"):
        return None
    tokens = [token for token in doc if not token.is_space]
    places = {token.i: place for place, token in enumerate(tokens)}
    spans = [Span(token.idx, token.idx + len(token)) for token in tokens]
    pieces = anchored(scores.pieces, spans).anchors.tolist()
    words: list[Word] = []
    openings: list[int] = []
    for place, (token, span, piece) in enumerate(zip(tokens, spans, pieces, strict=True)):
        head = _governor(token)
        if not words or token.sent.start != tokens[place - 1].sent.start:
            openings.append(place)
        words.append(
            Word(
                start=span.start,
                end=span.end,
                piece=piece,
                upos=token.pos_ if token.pos_ in UPOS else "X",
                xpos=token.tag_,
                lemma=token.lemma_ or token.text,
                head=ROOT if head is None else places[head.i],
                relation="root" if head is None else RELATIONS.get(token.dep_, token.dep_),
                factuality=float(scores.factuality[piece]) if piece != NO_ANCHOR else 0.0,
            )
        )
    return Parse(tuple(words), tuple(zip(openings, [*openings[1:], len(words)], strict=True)))


def _governor(token: Token) -> Token | None:
    """The head of a token, passing over white space; None for a root."""
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    return None if head.i == token.i or head.is_space else head


def borrowed_names(doc: Doc, scores: Scores) -> list[FoundName] | None:
    """The names of a Doc in the kinds of `scheme.NAME_TYPES`, or None if nothing looked for any.

    Labels that are our kinds already stay. Whether a GPE is a country is for the encoder to say. Pipelines
    give no scores, so that each name has 1.

    Args:
        doc: what a pipeline made of the text.
        scores: what the encoder says of the same text.
    """
    if not doc.has_annotation("ENT_IOB"):
        return None
    found: list[FoundName] = []
    for entity in doc.ents:
        kind = entity.label_ if entity.label_ in NAME_TYPES else NAMES.get(entity.label_)
        if kind == GEOPOLITICAL:
            kind = _geopolitical(scores, Span(entity.start_char, entity.end_char))
        if kind is not None:
            found.append(FoundName(entity.start_char, entity.end_char, kind, 1.0))
    return found


def _geopolitical(scores: Scores, span: Span) -> str:
    """Whether the encoder would rather call a name a country or a place."""
    piece = anchored(scores.pieces, [span]).anchors[0]
    if piece == NO_ANCHOR:
        return "place"
    country, place = (scores.names[piece, NAME_TAGS.index(f"B-{kind}")] for kind in ("country", "place"))
    return "country" if country > place else "place"
