"""Treebanks are read as they are laid out, and a system's answers are laid over them word by word."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import event_type, treebanks, ud_scores
from benchmarks.failures import attachment_failures, shown_attachment
from benchmarks.reading import gold_names
from benchmarks.syntax import GIVEN, RAW, by_sentence, run
from benchmarks.syntax_table import table
from benchmarks.treebanks import Bank, from_words, relabelled
from corpora.document import UNKNOWN, Document, Name, Word
from onrecord.reading.encoder import Encoder, Scores
from onrecord.reading.syntax import Parse
from onrecord.reading.syntax import Word as ReadWord
from tests.fakes import answered

ROWS = (
    "# newdoc id = a",
    "# newpar",
    "# text = We don't go.",
    "1\tWe\twe\tPRON\tPRP\t_\t4\tnsubj\t_\t_",
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_",
    "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_",
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_",
    "4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No",
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_",
    "",
    "# text = Lund's does.",
    "1-2\tLund's\t_\t_\t_\t_\t_\t_\t_\t_",
    "1\tLund\tLund\tPROPN\tNNP\t_\t3\tnsubj\t_\t_",
    "2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_",
    "3\tdoes\tdo\tVERB\tVBZ\t_\t0\troot\t_\tSpaceAfter=No",
    "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_",
    "",
    "# newdoc id = b",
    "# text = Go!",
    "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No",
    "2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_",
    "",
)


@pytest.fixture
def banks(tmp_path: Path) -> list[Bank]:
    (tmp_path / "en_ewt-ud-dev.conllu").write_text("\n".join(ROWS), encoding="utf-8")
    return list(treebanks.read(tmp_path, "dev"))


def test_documents_with_their_sentences(banks: list[Bank]) -> None:
    assert [bank.document.id for bank in banks] == ["a", "b"]
    assert banks[0].document.text == "We don't go. Lund's does."
    assert banks[0].document.paragraphs == ((0, 25),)
    (first, _), (second, words) = banks[0].texts
    assert (first, second) == ((0, 12), (13, 25))
    assert [banks[0].document.text[word.start : word.end] for word in words] == ["Lund", "'s", "does", "."]
    assert [word.head for word in words] == [2, 0, -1, 2]


def test_a_folder_without_a_treebank(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="neither EWT nor GUM"):
        treebanks.files(tmp_path, "dev")


def test_gold_words_come_out_as_gold(banks: list[Bank]) -> None:
    each = []
    for bank in banks:
        words = [words for _, words in bank.texts]
        given = [relabelled(sentence, one) for sentence, one in zip(bank.sentences, words, strict=True)]
        assert given == list(bank.sentences)
        assert from_words(bank.document.text, words) == list(bank.sentences)
        each.append(ud_scores.score(given, bank.sentences))
    assert table(each).splitlines()[8].split()[:5] == ["LAS", "1.000", "1.000", "1.000", "1.000"]


def test_words_with_nothing_between_them_are_one_token_when_they_lean() -> None:
    text = "the cats' “a”-b gonna"
    spans = [(0, 3), (4, 8), (8, 9), (10, 11), (11, 12), (12, 13), (13, 14), (14, 15), (16, 19), (19, 21)]
    words = [Word(start, end, "X", "POS" if start == 8 else "X", head=-1 if start == 0 else 0) for start, end in spans]
    (found,) = from_words(text, [words])
    assert [token.form for token in found] == ["the", "cats'", "“", "a", "”", "-", "b", "gonna"]


def test_characters_left_out_become_words_of_their_own() -> None:
    words = [Word(3, 5, "VERB", head=-1), Word(6, 9, "NOUN", head=0, relation="obj")]
    (found,) = from_words("¿? go out !", [words])
    rows = [row for token in found for row in token.rows]
    assert [(row.form, row.head, row.relation) for row in rows] == [
        ("¿?", 1, "dep"),
        ("go", -1, "root"),
        ("out", 1, "obj"),
        ("!", 1, "dep"),
    ]


def test_heads_are_counted_from_each_sentences_first_word() -> None:
    words = [
        ReadWord(0, 2, -1, "VERB", "VB", "go", -1, "root", 0.0),
        ReadWord(3, 5, -1, "VERB", "VB", "go", -1, "root", 0.0),
        ReadWord(5, 6, -1, "PUNCT", ".", "!", 1, "punct", 0.0),
    ]
    first, second = by_sentence(Parse(tuple(words), ((0, 1), (1, 3))))
    assert [word.head for word in first] == [-1]
    assert [word.head for word in second] == [-1, 0]


class Knowing(Encoder):
    """An encoder that gives the scores from which what it knows is read."""

    def __init__(self, banks: Sequence[Bank]) -> None:
        self.known = {bank.document.text: bank for bank in banks}

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> Scores:
        assert tuple(paragraphs) == self.known[text].document.paragraphs
        words: list[ReadWord] = []
        sentences: list[tuple[int, int]] = []
        for _, each in self.known[text].texts:
            first = len(words)
            for word in each:
                head = first + word.head if word.head >= 0 else -1
                tags = (word.upos, word.xpos, word.lemma)
                words.append(ReadWord(word.start, word.end, -1, *tags, head, word.relation, 0.0))
            sentences.append((first, len(words)))
        return answered(text, Parse(tuple(words), tuple(sentences)), breaks=breaks)[0]


def test_an_encoder_that_knows_all_is_always_right(
    banks: list[Bank], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = run(tmp_path, "dev", Knowing(banks), errors=3)
    assert {name for name in figures if "Lemmas" not in name} == {
        *(f"{line}, words given" for line in GIVEN if line != "Lemmas"),
        *(f"{line}, text alone" for line in RAW if line != "Lemmas"),
    }
    assert {value for name, value in figures.items() if "Lemmas" not in name} == {1.0}
    assert "2 documents, 11 words; paragraphs given" in capsys.readouterr().out


def test_wrong_attachments_are_told(banks: list[Bank]) -> None:
    words = [words for _, words in banks[1].texts]
    right = [relabelled(sentence, one) for sentence, one in zip(banks[1].sentences, words, strict=True)]
    assert not attachment_failures(banks[1], right)
    verb, mark = words[0]
    wrong = [relabelled(banks[1].sentences[0], [verb, Word(mark.start, mark.end, "PUNCT", ".", "!", 0, "dep")])]
    (failure,) = attachment_failures(banks[1], wrong)
    assert failure.kind == "relation"
    assert "!/2 <-dep- Go/1" in shown_attachment(failure)


def test_names_count_by_their_coarse_types() -> None:
    kinds = [{"place", "country"}, {"organisation", "publication"}, {"person", "place"}, {UNKNOWN}]
    names = tuple(Name(index, index + 1, frozenset(types)) for index, types in enumerate(kinds))
    document = Document(id="d", corpus="test", text="abcd", paragraphs=((0, 4),), names=names)
    assert gold_names(document) == [(0, 1, "place"), (1, 2, "organisation")]


def test_predictions_of_event_types_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "predictions.jsonl"
    file.write_text(
        '{"fold": 0, "gold": "AID", "predicted": "AID"}\n'
        '{"fold": 0, "gold": "YIELD", "predicted": "AID"}\n\n'
        '{"fold": 1, "gold": "YIELD", "predicted": "YIELD"}\n',
        encoding="utf-8",
    )
    figures = event_type.run(file, None)
    assert figures == {"macro F1": pytest.approx(2 / 3), "accuracy": pytest.approx(2 / 3)}
    assert "mean 0.667, 0.333 to 1.000" in capsys.readouterr().out
    same = tmp_path / "other.jsonl"
    same.write_text(file.read_text(encoding="utf-8").replace('"predicted": "AID"', '"predicted": "REJECT"'))
    assert event_type.corpus(same) == event_type.corpus(file)
    with pytest.raises(ValueError, match="need an encoder"):
        event_type.run(tmp_path, None)
