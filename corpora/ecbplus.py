"""ECB+ (Cybulska and Vossen, LREC 2014): news in 43 topics, with events that are one within and across articles.

Upstream layout: `ECB+/<topic>/<topic>_<number>ecb.xml` and `…ecbplus.xml`, `ECBplus_coreference_sentences.csv`. A topic
has two kinds of happening, told apart by the end of a file's name: its sub-topics. For measuring only: nothing is
trained on it. Topics 1 to 35 are read unless others are asked for.

**Texts.** A file holds tokens in numbered sentences. They are put together as print spaces them; a sentence that ends
with no full stop (a headline, a date line) is a paragraph of its own. In `ecbplus` files the first sentence is the
address of the page, which becomes the article's and no part of its text.

**Events.** What is marked as an action or a negated one, in the sentences that the list of selected ones names: others
are annotated in part. Mentions of a chain across documents share its instance, those of a chain within a document share
the chain; any other stands alone.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from corpora.detokenise import detokenise
from corpora.document import Span

DEV: Final = range(1, 36)
"""The topics to develop on."""
SELECTED: Final = "ECBplus_coreference_sentences.csv"

_NAME: Final = re.compile(r"(?P<topic>\d+)_(?P<number>\d+)(?P<part>ecb(?:plus)?)")
_EVENT: Final = re.compile(r"(?:NEG_)?ACTION_")
_STOP: Final = re.compile(r"[.!?…][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class EventMention:
    """Words that tell an event.

    Attributes:
        words: the spans of its tokens; they need not stand side by side.
        cluster: mentions of one event share this, over all documents.
    """

    words: tuple[Span, ...]
    cluster: str


@dataclass(frozen=True, slots=True)
class EventDocument:
    """An article of the corpus.

    Attributes:
        id: the name of its file, without the ending.
        topic: the number of its topic.
        subtopic: its topic and the half of the corpus that it is of.
        text: the text.
        paragraphs: half-open spans.
        url: the page's address, where the file gives one.
        selected: the spans of the sentences in which every event is annotated.
        events: the events of these sentences, in text order.
    """

    id: str
    topic: int
    subtopic: str
    text: str
    paragraphs: tuple[Span, ...]
    url: str | None
    selected: tuple[Span, ...]
    events: tuple[EventMention, ...]


def files(root: Path, topics: Sequence[int] = DEV) -> list[Path]:
    """The files of some topics, by topic, part and number.

    Raises:
        FileNotFoundError: there are none.
    """
    found: list[tuple[int, str, int, Path]] = []
    for path in root.glob("**/*.xml"):
        name = _NAME.fullmatch(path.stem)
        if name is not None and int(name["topic"]) in topics:
            found.append((int(name["topic"]), name["part"], int(name["number"]), path))
    if not found:
        raise FileNotFoundError(f"{root} has no files of ECB+")
    return [path for *_, path in sorted(found)]


def listed(root: Path) -> Path:
    """The list of the sentences that are annotated in full.

    Raises:
        FileNotFoundError: it is not there.
    """
    found = sorted(root.glob(f"**/{SELECTED}"))
    if not found:
        raise FileNotFoundError(f"{root} has no {SELECTED}")
    return found[0]


def read(root: Path, topics: Sequence[int] = DEV) -> Iterator[EventDocument]:
    """Yield the documents of some topics, in the order of `files`."""
    with listed(root).open(encoding="utf-8", newline="") as lines:
        selected = {(f"{row['Topic']}_{row['File']}", int(row["Sentence Number"])) for row in csv.DictReader(lines)}
    for path in files(root, topics):
        yield _document(path, {number for name, number in selected if name == path.stem})


@dataclass(frozen=True, slots=True)
class _Token:
    id: str
    sentence: int
    word: str


def _document(path: Path, selected: set[int]) -> EventDocument:
    root = ET.parse(path).getroot()  # noqa: S314 - a corpus that the reader chose to measure on
    name = _NAME.fullmatch(path.stem)
    if name is None:
        raise ValueError(f"{path} is not named as a file of ECB+ is")
    tokens = [_Token(one.attrib["t_id"], int(one.attrib["sentence"]), one.text or "") for one in root.iter("token")]
    sentences = [list(each) for _, each in groupby(tokens, key=lambda token: token.sentence)]
    url = None
    if sentences and sentences[0][0].word.startswith("http"):
        url = "".join(token.word for token in sentences.pop(0))
    text, paragraphs, spans, bounds = _put_together(sentences)
    of = {token.id: token.sentence for token in tokens}
    return EventDocument(
        id=path.stem,
        topic=int(name["topic"]),
        subtopic=f"{name['topic']}{name['part']}",
        text=text,
        paragraphs=paragraphs,
        url=url,
        selected=tuple(bounds[number] for number in sorted(selected) if number in bounds),
        events=tuple(_events(root, path.stem, {id_: span for id_, span in spans.items() if of[id_] in selected})),
    )


def _put_together(
    sentences: Sequence[Sequence[_Token]],
) -> tuple[str, tuple[Span, ...], dict[str, Span], dict[int, Span]]:
    """The text, its paragraphs, each token's span and each sentence's."""
    text = ""
    paragraphs: list[Span] = []
    spans: dict[str, Span] = {}
    bounds: dict[int, Span] = {}
    for sentence in sentences:
        words, places = detokenise([token.word for token in sentence])
        opens = not text or not _STOP.search(words) or not _STOP.search(text)
        if text:
            text += "\n\n" if opens else " "
        start = len(text)
        text += words
        bounds[sentence[0].sentence] = (start, len(text))
        paragraphs[len(paragraphs) if opens else -1 :] = [(start if opens else paragraphs[-1][0], len(text))]
        for token, (begin, end) in zip(sentence, places, strict=True):
            spans[token.id] = (start + begin, start + end)
    return text, tuple(paragraphs), spans, bounds


def _events(root: ET.Element, document: str, spans: dict[str, Span]) -> Iterator[EventMention]:
    """The events whose tokens all stand in selected sentences."""
    chains: dict[str, str] = {}
    for relation in root.iter():
        if relation.tag in {"CROSS_DOC_COREF", "INTRA_DOC_COREF"}:
            within = relation.tag == "INTRA_DOC_COREF"
            chain = f"{document}:{relation.attrib['r_id']}" if within else relation.attrib["note"]
            chains.update((source.attrib["m_id"], chain) for source in relation.iter("source"))
    found: dict[tuple[Span, ...], str] = {}
    for markable in root.iterfind("Markables/*"):
        tokens = [anchor.attrib["t_id"] for anchor in markable.iter("token_anchor")]
        if tokens and _EVENT.match(markable.tag) and all(token in spans for token in tokens):
            mention = markable.attrib["m_id"]
            words = tuple(sorted(spans[token] for token in tokens))
            found.setdefault(words, chains.get(mention, f"{document}/{mention}"))
    for words, cluster in sorted(found.items()):
        yield EventMention(words, cluster)
