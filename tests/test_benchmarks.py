"""The benchmarks ask the engine what they say they ask: of answers that are known, the figures are known."""

import re
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import bits, coreference, entity_clusters, factuality, syntax
from benchmarks.event_type import predicted_type
from benchmarks.only import kept_by
from corpora import gum, redocred
from corpora.document import Choice, Document, EventType, Mention, Span, Word
from onrecord.reading.encoder import Encoder, Scores, shipped
from onrecord.reading.names import FoundName
from onrecord.reading.pieces import Pieces, cut
from onrecord.reading.scheme import EVENT_TYPES
from tests import tiny_corpora
from tests.fakes import SURE, answered, blank, told

TEXT = "Vall accused Lund of lying. He denied it."
ACCUSE, REJECT = EVENT_TYPES.index("ACCUSE"), EVENT_TYPES.index("REJECT")


class Scripted(Encoder):
    """An encoder that says of the pieces what it is told to."""

    def __init__(self, scored: Callable[[Pieces], Scores]) -> None:
        self.scored = scored

    def read(self, text: str, paragraphs: Sequence[Span], breaks: Sequence[int] = ()) -> Scores:
        return self.scored(cut(text, paragraphs, breaks))


def at(words: str) -> Span:
    return (TEXT.index(words), TEXT.index(words) + len(words))


def piece(pieces: Pieces, words: str) -> int:
    return int(np.flatnonzero(pieces.starts == at(words)[0])[0])


def test_factuality_is_read_off_the_predicates() -> None:
    def scored(pieces: Pieces) -> Scores:
        values = np.zeros(len(pieces), np.float32)
        values[[piece(pieces, "accused"), piece(pieces, "lying")]] = 2.5, -1.0
        return blank(pieces, factuality=values)

    facts = ((*at("accused"), 3.0), (*at("lying"), -2.0))
    document = Document(id="d", corpus="test", text=TEXT, paragraphs=((0, len(TEXT)),), factuality=facts)
    assert factuality.compared(Scripted(scored), document) == [(2.5, 3.0), (-1.0, -2.0)]


def test_the_type_of_an_event_is_told_by_the_words_between_the_parties() -> None:
    def scored(pieces: Pieces) -> Scores:
        events = np.zeros((len(pieces), len(EVENT_TYPES)), np.float32)
        triggers = np.zeros(len(pieces), np.float32)
        events[piece(pieces, "accused"), ACCUSE] = events[piece(pieces, "Vall"), REJECT] = SURE
        triggers[piece(pieces, "accused")], triggers[piece(pieces, "Vall")] = 3.0, SURE
        return blank(pieces, events=events, triggers=triggers)

    def document(source: Span | None) -> Document:
        event = EventType("ACCUSE", source, at("Lund"))
        return Document(id="d", corpus="test", text=TEXT, paragraphs=((0, len(TEXT)),), event=event)

    assert predicted_type(Scripted(scored), document(at("Vall"))) == "ACCUSE"
    assert predicted_type(Scripted(scored), document(None)) == "REJECT"


PARSE = told(
    TEXT,
    """
    Vall PROPN NNP Vall 2 nsubj
    accused VERB VBD accuse 0 root
    Lund PROPN NNP Lund 2 obj
    of SCONJ IN of 5 mark
    lying VERB VBG lie 2 advcl
    . PUNCT . . 2 punct

    He PRON PRP he 2 nsubj
    denied VERB VBD deny 0 root
    it PRON PRP it 2 obj
    . PUNCT . . 2 punct
    """,
)


def entity(words: str, name: str) -> Mention:
    return Mention(*at(words), at(words)[0], name, "person")


@pytest.mark.parametrize(("antecedent", "mean"), [(2, 1.0), (0, (0 + 1 / 4 + 1 / 2) / 3)])
def test_entities_are_those_the_mentions_go_back_to(
    antecedent: int, mean: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tuple(Word(word.start, word.end, word.upos) for word in PARSE.words)
    mentions = (entity("Vall", "1"), entity("Lund", "2"), entity("He", "2"))
    document = Document("d", "test", TEXT, ((0, len(TEXT)),), words=words, mentions=mentions)
    pointed = {6: {antecedent: 0.9, -1: 0.1}}
    scores, _ = answered(TEXT, PARSE, mentions=dict.fromkeys((0, 2, 6), "person"), antecedents=pointed)
    monkeypatch.setattr(gum, "read", lambda *_: iter([document]))
    (tmp_path / "dep").mkdir()
    (tmp_path / "dep" / "GUM_d.conllu").write_text("")
    figures = coreference.run(tmp_path, "dev", Scripted(lambda _: scores))
    assert figures["CoNLL"] == pytest.approx(mean)
    assert figures["mentions, with singletons"] == 1.0


NAMED = "Ana Quill of the Marn Courier met Mara Lund. Quill left; the MC wrote of it."


def named(words: str, nth: int = 0) -> Span:
    start = [place for place in range(len(NAMED)) if NAMED.startswith(words, place)][nth]
    return (start, start + len(words))


ANA, COURIER, MARA, QUILL, MC = (
    named("Ana Quill"),
    named("Marn Courier"),
    named("Mara Lund"),
    named("Quill", 1),
    named("MC"),
)


def the_read(entities: Sequence[Sequence[Span]]) -> entity_clusters.Read:
    gold = ((ANA, "1", "person"), (COURIER, "2", "organization"), (MARA, "3", "person"), (QUILL, "1", "person"))
    mentions = tuple(Mention(*span, span[0], entity, kind) for span, entity, kind in (*gold, (MC, "2", "organization")))
    document = Document("d", "test", NAMED, ((0, len(NAMED)),), mentions=mentions)
    return entity_clusters.Read(
        document,
        entities=tuple(tuple(each) for each in entities),
        types=("person",) * len(entities),
        clusters=(((ANA, named("Ana")), (QUILL, QUILL)), ((COURIER, named("Courier")),)),
        names=(FoundName(*COURIER, "publication", 0.9), FoundName(*MC, "publication", 0.9)),
    )


@pytest.mark.parametrize(
    ("way", "together"),
    [
        (entity_clusters.RECORD, [{ANA, QUILL}, {COURIER}, {MARA}, {MC}]),
        (entity_clusters.ALIKE, [{ANA}, {QUILL}, {COURIER}, {MARA}, {MC}]),
        (entity_clusters.GIVEN, [{ANA, QUILL}, {COURIER, MC}, {MARA}]),
        (entity_clusters.GIVEN_ALIKE, [{ANA}, {QUILL}, {COURIER}, {MARA}, {MC}]),
        (entity_clusters.CLUSTERS, [{ANA, QUILL}, {COURIER}]),
        (entity_clusters.CLUSTERS_ALIKE, [{ANA}, {QUILL}, {COURIER}]),
        (entity_clusters.OWN, [{COURIER}, {MC}]),
        (entity_clusters.OWN_ALIKE, [{COURIER}, {MC}]),
    ],
)
def test_ways_to_part_the_mentions_of_re_docred(way: str, together: list[set[Span]]) -> None:
    """A mention that no entity covers is one by itself; of coreference only what was found is held against gold."""
    found: dict[Hashable, set[Any]] = {}
    for mention, one in entity_clusters.PARTINGS[way](the_read([[ANA, QUILL], [(COURIER[0] - 4, COURIER[1])], [MARA]])):
        found.setdefault(one, set()).add(mention)
    assert sorted(found.values(), key=min) == sorted(together, key=min)


@pytest.mark.parametrize(("name", "right"), [("Vall", 0), ("Lund", 1)])
def test_a_pronoun_is_taken_for_one_of_its_names(name: str, right: int) -> None:
    chosen = 0 if name == "Vall" else 2
    scores, _ = answered(TEXT, PARSE, mentions=dict.fromkeys((0, 2, 6), "person"), antecedents={6: {chosen: 0.9}})
    choice = Choice(at("He"), right=(at("Lund"),), wrong=(at("Vall"),))
    document = Document(id="d", corpus="test", text=TEXT, paragraphs=((0, len(TEXT)),), choices=(choice,))
    found = coreference.predicted_choices(Scripted(lambda _: scores), document)
    assert found == [frozenset({at(name)})]
    answers = coreference.answers(document, found)
    assert [(one.pronoun, one.gold, one.predicted) for one in answers] == [
        ("He", True, right == 1),
        ("He", False, right == 0),
    ]


def test_only_some_documents_are_measured() -> None:
    names = ["GUM_news_iodine", "GUM_bio_byron", "newsgroup-1"]
    assert kept_by("", names, str) == names
    assert kept_by("news", names, str) == ["GUM_news_iodine", "newsgroup-1"]
    with pytest.raises(SystemExit, match="no document's name has 'court' in it"):
        kept_by("court", names, str)


def test_the_cost_of_eight_bits_is_told_figure_by_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="no corpus that is measured on"):
        bits.run(tmp_path, Scripted(blank), Scripted(blank))
    eight, whole = Scripted(blank), Scripted(blank)

    def measure(_: Path, split: str, encoder: Encoder) -> dict[str, float]:
        print("a table")
        return {"LAS": 0.9 if encoder is whole and split == "dev" else 0.895, "UPOS": 0.5}

    monkeypatch.setattr(syntax, "run", measure)
    (tmp_path / "ewt").mkdir()
    bits.run(tmp_path, eight, whole)
    written = capsys.readouterr().out
    assert "a table" not in written
    assert re.search(r"EWT LAS +0\.9000 +0\.8950 +0\.0050", written)
    assert "dearest: EWT LAS, 0.0050; mean over 2 figures 0.0025" in written


def test_entities_of_re_docred_are_measured_from_text_to_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = coreference.run(tiny_corpora.write(tmp_path) / "redocred", "dev", shipped(), errors=3)
    written = capsys.readouterr().out
    assert entity_clusters.LEARNT in written and "wrongly merged" in written
    for way in entity_clusters.PARTINGS:
        assert written.count(way) >= 2
    assert 0.5 < figures["entities, B³, with singletons"] <= 1.0
    assert set(figures) == {
        f"{what}, {measure}{kept}"
        for what in ("entities", "entities, mentions given", "coreference, mentions found")
        for measure in ("B³", "CoNLL", "LEA")
        for kept in ("", ", with singletons")
    }


def test_kinds_of_re_docred_that_are_asked_for(tmp_path: Path) -> None:
    tiny = tiny_corpora.write(tmp_path)
    kinds = {one.type for document in redocred.read(tiny / "redocred") for one in document.mentions or ()}
    assert kinds <= set(redocred.TYPES.values())
    (first, *_) = redocred.read(tiny / "redocred", "dev", {"PER": "someone"})
    assert {one.type for one in first.mentions or ()} == {"someone"}


def test_a_path_without_coreference_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="neither GUM nor GAP nor Re-DocRED"):
        coreference.corpus(tmp_path, "dev")
