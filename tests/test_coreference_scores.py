"""Coreference is scored as the papers score it: their own worked examples come out."""

import pytest

from benchmarks.coreference_scores import Answer, Cluster, bias, clusters, conll, gap, score, summed
from benchmarks.reference_failures import choice_failures, link_failures, shown_reference
from benchmarks.scores import Counts
from corpora.document import Choice, Document, Span


def parted(*words: str) -> list[Cluster]:
    """Each word a cluster, each letter a mention."""
    return [frozenset(word) for word in words]


def figures(predicted: list[Cluster], gold: list[Cluster], measure: str) -> tuple[float, float]:
    """Precision and recall."""
    shares = score(predicted, gold)[measure]
    return shares.precision, shares.recall


@pytest.mark.parametrize(
    ("gold", "predicted", "precision", "recall"),
    [
        (["abcd"], ["ab", "cd"], 1.0, 2 / 3),
        (["ab", "cd"], ["abcd"], 2 / 3, 1.0),
        (["abcd"], ["ab"], 1.0, 1 / 3),
        (["abc"], ["ac"], 1.0, 1 / 2),
        (["bcde"], ["abc"], 1 / 2, 1 / 3),
    ],
)
def test_muc_as_vilain_and_others_work_it_out(
    gold: list[str], predicted: list[str], precision: float, recall: float
) -> None:
    assert figures(parted(*predicted), parted(*gold), "MUC") == pytest.approx((precision, recall))


TRUTH = parted("12345", "67", "89ABC")
"""The example of Bagga & Baldwin (1998), taken up by Luo (2005)."""


@pytest.mark.parametrize(
    ("predicted", "muc", "b_cubed", "ceaf"),
    [
        (["12345", "6789ABC"], 0.947, 0.865, 0.733),
        (["1234589ABC", "67"], 0.947, 0.737, 0.667),
        (["123456789ABC"], 0.900, 0.545, 0.294),
        (list("123456789ABC"), 0.0, 0.400, 0.178),
    ],
)
def test_luos_table(predicted: list[str], muc: float, b_cubed: float, ceaf: float) -> None:
    found = score(parted(*predicted), TRUTH)
    assert found["MUC"].f1 == pytest.approx(muc, abs=5e-4)
    assert found["B³"].f1 == pytest.approx(b_cubed, abs=5e-4)
    assert found["CEAFφ4"].f1 == pytest.approx(ceaf, abs=5e-4)


def test_baggas_and_baldwins_precision() -> None:
    assert figures(parted("12345", "6789ABC"), TRUTH, "B³") == pytest.approx((16 / 21, 1.0))
    assert figures(parted("1234589ABC", "67"), TRUTH, "B³") == pytest.approx((7 / 12, 1.0))


def test_mentions_of_one_side_only_as_pradhan_and_others_work_it_out() -> None:
    predicted, gold = parted("ab", "cd", "fghi"), parted("abc", "defg")
    assert figures(predicted, gold, "MUC") == pytest.approx((2 / 5, 2 / 5))
    assert figures(predicted, gold, "B³") == pytest.approx((4 / 8, (4 / 3 + 1 / 3 + 1 / 4 + 1) / 7))
    assert figures(predicted, gold, "CEAFφ4") == pytest.approx((1.3 / 3, 1.3 / 2))
    assert figures(predicted, gold, "mentions") == pytest.approx((6 / 8, 6 / 7))


def test_a_perfect_answer_and_none() -> None:
    assert conll(score(TRUTH, TRUTH)) == 1.0
    assert conll(score([], TRUTH)) == conll(score(TRUTH, [])) == conll(score([], [])) == 0.0


def test_documents_are_added_before_they_are_divided() -> None:
    total = summed([score(parted("ab"), parted("ab")), score(parted("cd", "ef"), parted("cdef"))])
    assert total["MUC"].recall == pytest.approx((1 + 2) / (1 + 3))
    assert total["MUC"].precision == 1.0
    assert total["B³"].recall == pytest.approx((2 + 2) / (2 + 4))
    assert total["CEAFφ4"].precision == pytest.approx((1 + 2 / 3) / (1 + 2))


def test_entities_mentioned_once_count_where_they_are_asked_for() -> None:
    mentions = [("Vall", 1), ("he", 1), ("Lund", 2), ("Vall", 2)]
    assert clusters(mentions, singletons=False) == [frozenset({"Vall", "he"})]
    assert clusters(mentions, singletons=True) == [frozenset({"Vall", "he"}), frozenset({"Lund"})]


def test_gap_takes_every_name_as_a_yes_or_a_no() -> None:
    found = gap(
        [
            Answer("he", gold=True, predicted=True),
            Answer("he", gold=False, predicted=False),
            Answer("His", gold=True, predicted=False),
            Answer("His", gold=False, predicted=True),
            Answer("her", gold=False, predicted=True),
            Answer("her", gold=False, predicted=False),
            Answer("She", gold=True, predicted=True),
            Answer("She", gold=False, predicted=False),
        ]
    )
    assert found["overall"] == Counts(4, 3, 2, 2)
    assert found["masculine"] == Counts(2, 2, 1, 1)
    assert found["feminine"] == Counts(2, 1, 1, 1)
    assert bias(found) == pytest.approx((2 / 3) / (1 / 2))
    assert bias(gap([])) == 0.0


def test_gap_knows_eight_pronouns() -> None:
    with pytest.raises(ValueError, match="neither masculine nor feminine"):
        gap([Answer("they", gold=True, predicted=True)])


TEXT = "Vall met Lund. He thanked her, and she left."


def at(words: str) -> Span:
    return (TEXT.index(words), TEXT.index(words) + len(words))


def test_links_that_disagree_are_told_apart() -> None:
    document = Document(id="d", corpus="test", text=TEXT, paragraphs=((0, len(TEXT)),))
    vall, lund, he, her, she = (at(words) for words in ("Vall", "Lund", "He", "her", "she"))
    gold = [(vall, 1), (lund, 2), (he, 1), (her, 2), (she, 2)]
    assert not link_failures(document, gold, gold)
    found = link_failures(document, [(vall, 1), (lund, 1), (he, 1), (her, 3), (she, 3)], gold)
    assert [(one.mention, one.kind) for one in found] == [(lund, "spurious"), (he, "wrong"), (her, "missed")]
    assert "Lund" in shown_reference(found[1])
    assert not link_failures(document, [(she, 1)], gold[:2])


def test_wrong_choices_are_told_apart() -> None:
    choice = Choice(at("her"), right=(at("Lund"),), wrong=(at("Vall"),))
    document = Document(id="d", corpus="test", text=TEXT, paragraphs=((0, len(TEXT)),), choices=(choice,))
    assert not choice_failures(document, [frozenset({at("Lund")})])
    assert [one.kind for one in choice_failures(document, [frozenset({at("Vall")})])] == ["wrong"]
    assert [one.kind for one in choice_failures(document, [frozenset()])] == ["missed"]
