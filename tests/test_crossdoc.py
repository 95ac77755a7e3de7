"""Events across articles as ECB+ lays them out: what is read of it, which words tell events, how joins are counted."""

from pathlib import Path

import pytest

from benchmarks.coreference_scores import clusters, conll, score
from benchmarks.crossdoc import measured, read_all, scored
from benchmarks.event_mentions import event_mentions
from corpora import ecbplus
from onrecord.reading.encoder import shipped

QUAKE = [
    ["A", "strong", "earthquake", "hit", "Marn", "on", "Monday", "."],
    ["The", "quake", "killed", "three", "people", ",", "''", "the", "mayor", "of", "Marn", "said", "."],
]
OTHER = [
    ["http", ":", "/", "/", "paper", ".", "example", "/", "quake"],
    ["Two", "Dead", "After", "Earthquake"],
    ["The", "earthquake", "in", "Orsk", "killed", "two", "people", "."],
    ["Nobody", "was", "arrested", "."],
]


def written(sentences: list[list[str]], events: dict[str, tuple[int, list[int], str | None]]) -> str:
    """A file of the corpus: its tokens, and events by id with their sentence, their places in it, their chain."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<Document doc_name="x">']
    ids: dict[tuple[int, int], int] = {}
    for number, sentence in enumerate(sentences):
        for place, word in enumerate(sentence):
            ids[number, place] = len(ids) + 1
            lines.append(f'<token t_id="{len(ids)}" sentence="{number}" number="{place}">{word}</token>')
    lines.append("<Markables>")
    for mention, (number, places, _) in events.items():
        anchors = "".join(f'<token_anchor t_id="{ids[number, place]}"/>' for place in places)
        lines.append(f'<ACTION_OCCURRENCE m_id="{mention}">{anchors}</ACTION_OCCURRENCE>')
    lines.append('<HUMAN_PART_PER m_id="900"><token_anchor t_id="5"/></HUMAN_PART_PER>')
    lines.append('<ACTION_OCCURRENCE m_id="901" RELATED_TO="" TAG_DESCRIPTOR="a_quake" instance_id="ACT1" />')
    lines.append("</Markables><Relations>")
    chains: dict[str, list[str]] = {}
    for mention, (_, _, chain) in events.items():
        if chain is not None:
            chains.setdefault(chain, []).append(mention)
    for number, (chain, mentions) in enumerate(chains.items()):
        tag = "INTRA_DOC_COREF" if chain == "within" else "CROSS_DOC_COREF"
        sources = "".join(f'<source m_id="{mention}" />' for mention in mentions)
        lines.append(f'<{tag} r_id="{number}" note="{chain}">{sources}<target m_id="901" /></{tag}>')
    return "\n".join([*lines, "</Relations></Document>"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "ECB+" / "1"
    folder.mkdir(parents=True)
    first = {
        "1": (0, [2], "ACT1"),
        "2": (0, [3], None),
        "3": (1, [1], "ACT1"),
        "4": (1, [2], "within"),
        "5": (1, [11], None),
    }
    (folder / "1_1ecb.xml").write_text(written(QUAKE, first), encoding="utf-8")
    again = {"1": (0, [2], "ACT1"), "2": (0, [3], None)}
    (folder / "1_2ecb.xml").write_text(written(QUAKE, again), encoding="utf-8")
    second = {
        "1": (1, [1], "ACT3"),
        "2": (2, [1], "ACT2"),
        "3": (2, [4], "ACT3"),
        "4": (3, [1, 2], None),
        "5": (1, [3], "ACT2"),
    }
    (folder / "1_1ecbplus.xml").write_text(written(OTHER, second), encoding="utf-8")
    rows = ["1,1ecb,0", "1,1ecb,1", "1,2ecb,0", "1,1ecbplus,1", "1,1ecbplus,2"]
    (tmp_path / ecbplus.SELECTED).write_text("Topic,File,Sentence Number\n" + "\n".join(rows), encoding="utf-8")
    return tmp_path


def test_texts_are_put_together_as_print_has_them(root: Path) -> None:
    first, second, other = ecbplus.read(root)
    assert [one.id for one in (first, second, other)] == ["1_1ecb", "1_2ecb", "1_1ecbplus"]
    assert first.text.startswith("A strong earthquake hit Marn on Monday. The quake killed three people,")
    assert first.paragraphs == ((0, len(first.text)),)
    assert other.url == "http://paper.example/quake"
    assert other.text == ("Two Dead After Earthquake\n\nThe earthquake in Orsk killed two people. Nobody was arrested.")
    assert [other.text[start:end] for start, end in other.paragraphs] == other.text.split("\n\n")
    assert {one.subtopic for one in (first, second, other)} == {"1ecb", "1ecbplus"}


def test_events_of_selected_sentences_by_their_chains(root: Path) -> None:
    first, _, other = ecbplus.read(root)
    words = [" ".join(first.text[start:end] for start, end in event.words) for event in first.events]
    assert words == ["earthquake", "hit", "quake", "killed", "said"]
    assert first.events[0].cluster == first.events[2].cluster == "ACT1"
    assert len({event.cluster for event in first.events}) == 4
    assert all(other.text[start:end] != "arrested" for event in other.events for start, end in event.words)
    assert len(other.events) == 4
    assert [other.text[start:end] for start, end in other.selected] == [
        "Two Dead After Earthquake",
        "The earthquake in Orsk killed two people.",
    ]


def test_a_folder_without_the_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ecbplus.files(tmp_path)
    with pytest.raises(FileNotFoundError):
        ecbplus.listed(tmp_path)


def test_verbs_and_nouns_of_deeds_tell_events(root: Path) -> None:
    first, _, _ = read_all(root, shipped())
    found = [
        first.document.text[one.start : one.end]
        for one in event_mentions(first.record, first.parse, first.document.selected, {})
    ]
    assert found == ["earthquake", "hit", "quake", "killed", "said"]
    told = {one.lemma: one.told for one in event_mentions(first.record, first.parse, first.document.selected, {})}
    assert told["kill"].done_to.nouns == {"people"}
    assert "mayor" in told["say"].doers.nouns
    assert told["quake"].deeds & told["earthquake"].deeds


def test_both_clusterings_are_measured_in_every_setting(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = measured(list(read_all(root, shipped())), errors=2)
    printed = capsys.readouterr().out
    for setting in ("within sub-topics", "within topics", "over all"):
        assert setting in printed
        for kind in ("", ", no singletons"):
            assert 0 < figures[f"{setting}{kind}: CoNLL"] <= 1
            assert f"{setting}{kind}: gain on the head lemma" in figures
    assert figures["within sub-topics: CoNLL"] >= figures["within topics: CoNLL"]
    assert figures["within topics: gain on the head lemma"] > 0, "a quake here and a quake there"


def test_scores_in_parts_are_scores_of_the_whole() -> None:
    made = clusters([(1, "a"), (2, "a"), (3, "b"), (4, "b"), (5, "c"), (7, "d")], singletons=True)
    gold = clusters([(1, "x"), (2, "y"), (3, "y"), (4, "z"), (6, "w"), (8, "w")], singletons=True)
    assert conll(scored(made, gold)) == pytest.approx(conll(score(made, gold)))
    assert scored(made, gold)["LEA"].f1 == pytest.approx(score(made, gold)["LEA"].f1)
    assert conll(scored([], gold)) == 0
    assert conll(scored([], [])) == 0
