"""The scores are what docs/metrics.md says they are, on passages small enough to count by hand."""

import json
from pathlib import Path

import pytest

from benchmarks import floors
from benchmarks.attribution_scores import outermost, score, triples
from benchmarks.failures import name_failures, shown_names
from benchmarks.name_scores import score as name_score
from benchmarks.scores import Counts, added, by_label, interval, macro_f1, mean_absolute_error, pearson
from benchmarks.tokens import Tokens
from corpora.document import Attribution, Document, Span

TEXT = "Vall said: “It is over,” and he told Lund that nobody was hurt."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return (start, start + len(words))


def attribution(source: str | None, cue: str, *content: str) -> Attribution:
    return Attribution((at(source),) if source else (), (at(cue),), tuple(at(one) for one in content))


GOLD = [attribution("Vall", "said", "“It is over,”"), attribution("he", "told", "that nobody was hurt")]


def figures(predicted: list[Attribution], gold: list[Attribution] = GOLD) -> dict[str, Counts]:
    tokens = Tokens(TEXT)
    whole = [(0, len(TEXT))]
    return score(triples(TEXT, whole, tokens, predicted), triples(TEXT, whole, tokens, gold))


def test_tokens_are_words_and_single_marks() -> None:
    tokens = Tokens("Rama’s “no,” in e-mails: 17,000.")
    words = ["Rama’s", "“", "no", ",", "”", "in", "e", "-", "mails", ":", "17", ",", "000", "."]
    text = "Rama’s “no,” in e-mails: 17,000."
    assert [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)] == words
    assert {words[index] for index in tokens.marks} == {"“", ",", "”", "-", ":", "."}


def test_a_perfect_answer() -> None:
    assert all(counts.f1 == 1.0 for counts in figures(GOLD).values())


def test_punctuation_does_not_count_unless_raw() -> None:
    found = figures([attribution("Vall", "said", "It is over"), GOLD[1]])
    assert found["exact triple"].f1 == 1.0
    assert found["exact triple (raw)"].f1 == 0.5
    assert found["content token"].f1 == 1.0
    assert found["content token (raw)"].recall == pytest.approx(7 / 10)


def test_overlap_needs_cue_and_source_exact_needs_all() -> None:
    found = figures([attribution("Vall", "said", "over"), attribution(None, "told", "that nobody was hurt")])
    assert found["overlap triple"].right_gold == 1
    assert found["exact triple"].right_gold == 0
    assert found["content span"].right_gold == 1
    assert found["source span"] == Counts(1, 2, 1, 1)


def test_both_sources_absent_is_agreement() -> None:
    gold = [attribution(None, "told", "that nobody was hurt")]
    assert figures(gold, gold)["overlap triple"].f1 == 1.0
    assert figures([attribution("he", "told", "that nobody was hurt")], gold)["overlap triple"].f1 == 0.0


def test_attributions_are_aligned_one_to_one() -> None:
    found = figures([GOLD[0], GOLD[0], GOLD[1]])
    assert found["overlap triple"] == Counts(3, 2, 2, 2)
    assert found["content token"].f1 == 1.0


def test_token_sets_are_counted_once_a_document() -> None:
    twice = [attribution("Vall", "said", "“It is over,”"), attribution("Vall", "told", "that nobody was hurt")]
    assert figures(twice)["source token"] == Counts(1, 2, 1, 1)


def test_classes() -> None:
    found = figures(GOLD)
    assert found["exact triple, direct"] == Counts(1, 1, 1, 1)
    assert found["exact triple, indirect"] == Counts(1, 1, 1, 1)
    assert found["exact triple, named source"].gold == found["exact triple, pronoun source"].gold == 1
    split = [attribution("Vall", "said", "“It is", "nobody was hurt")]
    assert figures(split, split)["exact triple, discontinuous"].gold == 1
    assert figures(split, split)["exact triple, mixed"].gold == 1


def test_what_is_nested_in_anothers_content_is_dropped() -> None:
    outer = attribution("Vall", "said", "he told Lund that nobody was hurt")
    assert outermost([outer, GOLD[1]]) == [outer]
    assert outermost(GOLD) == GOLD


def test_nothing_predicted_scores_nothing() -> None:
    assert figures([])["overlap triple"].f1 == 0.0
    assert figures([], [])["overlap triple"] == Counts()


def test_names_are_exact_spans_and_types() -> None:
    found = name_score([(0, 4, "person"), (9, 12, "place")], [(0, 4, "person"), (9, 12, "organisation")])
    assert found["names"] == Counts(2, 2, 1, 1)
    assert found["person"].f1 == 1.0 and found["place"].precision == 0.0


def test_f1_is_over_all_documents_together() -> None:
    documents = [{"x": Counts(1, 1, 1, 1)}, {"x": Counts(9, 9, 0, 0)}]
    assert added(documents)["x"].f1 == pytest.approx(0.1)
    low, high = interval(documents, "x", rounds=200)
    assert (low, high) == (0.0, 1.0)
    assert interval(documents, "x", rounds=200) == (low, high)


def test_floors_only_rise(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert floors.raise_floors("a", "cmd", "c1", {"f1": 0.7}, file) == {"f1": 0.7}
    assert floors.raise_floors("a", "cmd", "c1", {"f1": 0.6}, file) == {}
    assert json.loads(file.read_text())["a"]["figures"] == {"f1": 0.7}
    assert floors.fallen("a", "c1", {"f1": 0.6}, file) == [floors.Fallen("f1", 0.7, 0.6)]
    assert floors.fallen("a", "c1", {"f1": 0.71}, file) == []
    assert floors.fallen("a", "c1", {}, file) == [floors.Fallen("f1", 0.7, 0.0)]
    assert floors.fallen("a", "another corpus", {"f1": 0.1}, file) == []


def test_names_that_disagree_are_told_apart() -> None:
    document = Document(id="d", corpus="test", text=TEXT, paragraphs=((0, len(TEXT)),))
    vall, lund, it = (*at("Vall"), "person"), (*at("Lund"), "person"), (*at("It is"), "work")
    said = (*at("Vall said"), "person")
    assert not name_failures(document, [vall], [vall])
    kinds = [one.kind for one in name_failures(document, [said, it], [vall, lund])]
    assert kinds == ["bounds", "spurious", "missed"]
    assert [one.kind for one in name_failures(document, [(*at("Lund"), "place")], [lund])] == ["type"]
    assert "Lund (place)" in shown_names(name_failures(document, [(*at("Lund"), "place")], [lund])[0])


def test_each_label_counts_the_same_in_macro_f1() -> None:
    pairs = [("AID", "AID"), ("AID", "AID"), ("AID", "YIELD"), ("REJECT", "REJECT"), ("ACCUSE", "REJECT")]
    found = by_label(pairs)
    assert found["AID"] == Counts(3, 2, 2, 2)
    assert found["YIELD"] == Counts(0, 1, 0, 0)
    assert found["ACCUSE"] == Counts(1, 0, 0, 0)
    assert found["REJECT"].f1 == pytest.approx(2 / 3)
    assert macro_f1(pairs) == pytest.approx((0.8 + 0.0 + 2 / 3 + 0.0) / 4)
    assert macro_f1([]) == 0.0


def test_numbers_are_compared_by_distance_and_by_correlation() -> None:
    pairs = [(1.0, 2.0), (2.0, 4.0), (3.0, 9.0)]
    assert mean_absolute_error(pairs) == pytest.approx((1 + 2 + 6) / 3)
    assert pearson(pairs) == pytest.approx(7 / (2**0.5 * 26**0.5))
    assert pearson([(value, 5 - 2 * value) for value in (1.0, 2.0, 4.0)]) == pytest.approx(-1.0)
    assert pearson([(0.0, 1.0), (0.0, 2.0)]) == 0.0
    with pytest.raises(ValueError, match="no numbers"):
        mean_absolute_error([])
    with pytest.raises(ValueError, match="no numbers"):
        pearson([])


def test_floors_may_lie_below_nought(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert floors.raise_floors("a", "cmd", "c1", {"error, negated": -0.7}, file) == {"error, negated": -0.7}
    assert floors.raise_floors("a", "cmd", "c1", {"error, negated": -0.8}, file) == {}
    assert floors.fallen("a", "c1", {"error, negated": -0.8}, file) == [floors.Fallen("error, negated", -0.7, -0.8)]
    assert floors.fallen("a", "c1", {"error, negated": -0.6}, file) == []
    assert floors.fallen("a", "c1", {}, file) != []
