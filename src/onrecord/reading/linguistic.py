"""The linguistic view of an article: a spaCy `Doc`, so that rules are written the way the field writes them.

Words, syntax, names, attributions and coreference in one `Doc` for `DependencyMatcher`, displaCy and the
rest; no spaCy model is needed or downloaded. spaCy takes a second to import and is imported only here,
when a Doc is first asked for. For another spaCy pipeline in the place of our syntax and names see `borrowed`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from onrecord.reading.attribution import Attribution, attributions
from onrecord.reading.borrowed import Pipeline, borrowed_names, borrowed_parse
from onrecord.reading.coreference import clusters
from onrecord.reading.encoder import Encoder, shipped
from onrecord.reading.mentions import FoundMention
from onrecord.reading.names import FoundName, found_names
from onrecord.reading.syntax import Parse, Word, parse
from onrecord.reading.trees import ROOT
from onrecord.reading.truecase import recased
from onrecord.record import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

GROUPS: Final = ("sources", "cues", "contents", "mentions")
"""Span groups every Doc has. Spans of one attribution share their `id`, those of one entity too."""
CLUSTER: Final = "coref_clusters"
"""What the span groups of entities mentioned more than once begin with: `coref_clusters_1` and so on."""
_SPACE: Final = ("SPACE", "_SP", "dep")


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a text, as far as the Doc shows it.

    Attributes:
        parse: its syntax.
        names: its names.
        attributions: who is said to say what in it.
        clusters: its mentions, parted into entities.
    """

    parse: Parse
    names: Sequence[FoundName] = ()
    attributions: Sequence[Attribution] = ()
    clusters: Sequence[Sequence[FoundMention]] = ()


def document(article: Article | str, encoder: Encoder | None = None, pipeline: Pipeline | None = None) -> Doc:
    """Read an article into a Doc.

    Args:
        article: the article, or its text.
        encoder: another encoder than the one that comes with the package.
        pipeline: a spaCy pipeline whose syntax and names are taken instead of ours, as far as it has them.

    Returns:
        A Doc with `doc.text == article.text` and all that `built` tells of.

    Raises:
        ArticleError: a text is in another language, too long, or has no words.
        SetupError: the shipped encoder is missing, damaged, or of another version.
    """
    if isinstance(article, str):
        from onrecord.articles import article as made

        article = made(article, "the text")
    encoder = encoder or shipped()
    text = recased(article.text, article.paragraphs, encoder)
    scores = encoder.read(text, [(span.start, span.end) for span in article.paragraphs])
    other = pipeline(text) if pipeline is not None else None
    syntax = borrowed_parse(other, scores) if other is not None else None
    syntax = syntax or parse(scores, text, article.paragraphs)
    names = borrowed_names(other, scores) if other is not None else None
    names = names if names is not None else found_names(scores, text)
    return built(article.text, Findings(syntax, names, attributions(scores), clusters(scores, syntax, text, names)))


@cache
def vocabulary() -> Vocab:
    """The vocabulary of all Docs: blank English, loaded once a process."""
    import spacy

    return spacy.blank("en").vocab


def built(text: str, findings: Findings, vocab: Vocab | None = None) -> Doc:
    """A Doc of a text and what was found in it.

    Tokens are the words of syntax, and as in spaCy white space beyond single spaces. Characters that belong
    to no word are tokens `X`. `token.dep_` is the universal relation, `ROOT` for a root. `doc.ents` are the
    names, widened to whole tokens. The span groups are those of `GROUPS` and one for each entity mentioned
    more than once. `token._.factuality` is a number for predicates, None for other words.

    Args:
        text: the text; `doc.text` is equal to it.
        findings: what was found.
        vocab: the vocabulary; blank English when None.
    """
    from spacy.tokens import Doc, Token

    if not Token.has_extension("factuality"):
        Token.set_extension("factuality", default=None)
    tokens = _tokens(text, findings.parse)
    doc = Doc(
        vocab if vocab is not None else vocabulary(),
        words=tokens.forms,
        spaces=tokens.spaces,
        heads=tokens.heads,
        deps=tokens.relations,
        pos=tokens.upos,
        tags=tokens.xpos,
        lemmas=tokens.lemmas,
    )
    for place, word, predicate in zip(tokens.places, findings.parse.words, findings.parse.predicates(), strict=True):
        if predicate:
            doc[place]._.factuality = word.factuality
    _name(doc, tokens, findings.names)
    _attribute(doc, tokens, findings.attributions)
    _refer(doc, tokens, findings.clusters)
    return doc


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A Doc's columns, one entry a token, and for each word of syntax the place of its token."""

    starts: list[int] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def add(self, start: int, form: str, tags: tuple[str, str, str], lemma: str) -> None:
        """Put a token after the others, its head the one before it until told otherwise."""
        self.starts.append(start)
        self.forms.append(form)
        self.spaces.append(False)
        self.heads.append(max(len(self.heads) - 1, 0))
        self.upos.append(tags[0])
        self.xpos.append(tags[1])
        self.relations.append(tags[2])
        self.lemmas.append(lemma)

    def fill(self, text: str, start: int, end: int) -> None:
        """Put what lies between two words: one space is the first one's, the rest are tokens."""
        for at, form in _stretches(text, start, end):
            if form.isspace():
                begin = at
                if self.forms and form[0] == " " and not self.forms[-1].isspace():
                    self.spaces[-1] = True
                    begin += 1
                if begin < at + len(form):
                    self.add(begin, text[begin : at + len(form)], _SPACE, text[begin : at + len(form)])
            else:
                self.add(at, form, ("X", "", "dep"), form)

    def cover(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens that some characters touch, as a half-open range; without white space at its edges."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_right(self.starts, end - 1)
        while first < last and self.forms[first].isspace():
            first += 1
        while first < last and self.forms[last - 1].isspace():
            last -= 1
        return (first, last) if first < last else None


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Some characters parted into white space and other, with their offsets."""
    begin = start
    for at in range(start + 1, end + 1):
        if at == end or text[at].isspace() != text[begin].isspace():
            yield begin, text[begin:at]
            begin = at


def _tokens(text: str, syntax: Parse) -> _Tokens:
    """The tokens of a text: its words and what lies between them."""
    tokens = _Tokens()
    at = 0
    for word in syntax.words:
        tokens.fill(text, at, word.start)
        tokens.places.append(len(tokens.forms))
        tokens.add(word.start, text[word.start : word.end], _tags(word), word.lemma)
        at = word.end
    tokens.fill(text, at, len(text))
    for place, word in zip(tokens.places, syntax.words, strict=True):
        tokens.heads[place] = place if word.head == ROOT else tokens.places[word.head]
    first = tokens.places[0] if tokens.places else 0
    tokens.heads[:first] = [first] * first
    return tokens


def _tags(word: Word) -> tuple[str, str, str]:
    return word.upos, word.xpos, "ROOT" if word.head == ROOT else word.relation


def _span(doc: Doc, tokens: _Tokens, start: int, end: int, label: str, number: int = 0) -> Span | None:
    from spacy.tokens import Span

    covered = tokens.cover(start, end)
    return Span(doc, *covered, label=label, span_id=number) if covered else None


def _name(doc: Doc, tokens: _Tokens, names: Sequence[FoundName]) -> None:
    """Set the entities; of two that share a token the surer one stays, or the first."""
    taken: set[int] = set()
    ents: list[Span] = []
    for name in sorted(names, key=lambda name: (-name.score, name.start)):
        span = _span(doc, tokens, name.start, name.end, name.type)
        if span is not None and taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            ents.append(span)
    doc.set_ents(sorted(ents, key=lambda span: span.start))


def _attribute(doc: Doc, tokens: _Tokens, found: Sequence[Attribution]) -> None:
    groups: dict[str, list[Span]] = {"sources": [], "cues": [], "contents": []}
    for number, one in enumerate(found, start=1):
        parts = [("cues", one.cue), *(("contents", content) for content in one.content)]
        if one.source is not None:
            parts.append(("sources", one.source))
        for group, (start, end) in parts:
            if (span := _span(doc, tokens, start, end, group.removesuffix("s"), number)) is not None:
                groups[group].append(span)
    for group, spans in groups.items():
        doc.spans[group] = spans


def _refer(doc: Doc, tokens: _Tokens, found: Sequence[Sequence[FoundMention]]) -> None:
    everything: list[tuple[int, Span]] = []
    shared = 0
    for number, cluster in enumerate(found, start=1):
        spans = [
            (mention.head, span)
            for mention in cluster
            if (span := _span(doc, tokens, mention.start, mention.end, mention.type, number)) is not None
        ]
        everything += spans
        if len(spans) > 1:
            shared += 1
            doc.spans[f"{CLUSTER}_{shared}"] = [span for _, span in spans]
    doc.spans["mentions"] = [span for _, span in sorted(everything, key=lambda each: each[0])]
