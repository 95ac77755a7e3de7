"""Coreference is scored as the papers score it: their own worked examples come out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cluster_tables import HEADER, measured, row
from benchmarks.coreference_scores import SHARED, Answer, Cluster, bias, clusters, conll, gap, score, summed
from benchmarks.entity_clusters import covering, headed
from benchmarks.reference_failures import (
    choice_failures,
    cluster_failures,
    link_failures,
    shown_clusters,
    shown_reference,
)
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


def test_lea_as_moosavi_and_strube_work_it_out() -> None:
    """Theirs: the one link of r1, none of r2, one of r3's six are in gold; one of k1's three and of k2's six."""
    predicted, gold = parted("ab", "cd", "fghi"), parted("abc", "defg")
    assert figures(predicted, gold, "LEA") == pytest.approx(((2 * 1 + 2 * 0 + 4 / 6) / 8, (3 / 3 + 4 / 6) / 7))


@pytest.mark.parametrize(
    ("gold", "predicted", "precision", "recall"),
    [
        # one entity of five cut into three and two: of its ten links 3 + 1 are kept, those of the parts are all right
        (["abcde"], ["abc", "de"], 1.0, 5 * (4 / 10) / 5),
        # two entities of three and two run together: 3 + 1 of ten links are right
        (["abc", "de"], ["abcde"], 5 * (4 / 10) / 5, 1.0),
        # a large entity weighs by its size: all of it found and a pair missed, and the other way round
        (["abcdef", "gh"], ["abcdef", "g", "h"], (6 * 1 + 1 * 0 + 1 * 0) / 8, 6 / 8),
        (["abcdef", "gh"], ["gh", "abc", "def"], (2 + 3 + 3) / 8, (2 + 6 * (6 / 15)) / 8),
        # an entity mentioned once has a link to itself: found alone it is resolved, in company it is not
        (["a", "bc"], ["a", "bc"], 1.0, 1.0),
        (["a", "bc"], ["abc"], 3 * (1 / 3) / 3, (0 + 2 * 1) / 3),
        # a mention that the other side has not at all: its links are lost, and nothing is added for it
        (["abc"], ["ab"], 1.0, 3 * (1 / 3) / 3),
        (["ab", "c"], ["ab", "d"], 2 / 3, 2 / 3),
    ],
)
def test_lea_worked_out_by_hand(gold: list[str], predicted: list[str], precision: float, recall: float) -> None:
    assert figures(parted(*predicted), parted(*gold), "LEA") == pytest.approx((precision, recall))


def test_lea_does_not_reward_mentions_that_resolve_nothing() -> None:
    """What LEA was made for: B³ and CEAF rise with mentions that are found but in the wrong company."""
    gold = parted("abc", "def")
    crossed = score(parted("ad", "be", "cf"), gold)
    assert crossed["B³"].f1 > 0.0
    assert crossed["CEAFφ4"].f1 > 0.0
    assert crossed["LEA"].f1 == crossed["MUC"].f1 == 0.0


@pytest.mark.parametrize(
    ("gold", "predicted", "precision", "recall"),
    [
        # of abcde each of a, b, c is with 3 of its 5 and each of d, e with 2
        (["abcde"], ["abc", "de"], 1.0, (3 * 3 / 5 + 2 * 2 / 5) / 5),
        (["abc", "de"], ["abcde"], (3 * 3 / 5 + 2 * 2 / 5) / 5, 1.0),
        # all alone: every precision is one, every recall one by the entity's size
        (["abc", "de"], ["a", "b", "c", "d", "e"], 1.0, (3 / 3 + 2 / 2) / 5),
        # one moved from a pair to a triple
        (["abc", "de"], ["ab", "cde"], (2 + 1 / 3 + 2 * 2 / 3) / 5, (2 * 2 / 3 + 1 / 3 + 2) / 5),
    ],
)
def test_b_cubed_worked_out_by_hand(gold: list[str], predicted: list[str], precision: float, recall: float) -> None:
    assert figures(parted(*predicted), parted(*gold), "B³") == pytest.approx((precision, recall))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12))
def test_measures_are_fair_to_both_sides(placed: list[tuple[int, int]]) -> None:
    """Precision of one way is recall of the other; all lie from nought to one, and are one of equal sides."""
    mine, theirs = (
        clusters(((place, pair[side]) for place, pair in enumerate(placed)), singletons=True) for side in (0, 1)
    )
    found, swapped = score(mine, theirs), score(theirs, mine)
    for measure in SHARED:
        assert found[measure].precision == pytest.approx(swapped[measure].recall)
        assert 0.0 <= found[measure].f1 <= 1.0 + 1e-9
    for measure in ("B³", "CEAFφ4", "LEA"):
        same = score(mine, mine)[measure]
        assert (same.precision, same.recall) == pytest.approx((1.0, 1.0))
    assert (found["LEA"].f1 < 1.0 - 1e-9) is (set(mine) != set(theirs))


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


def test_entities_wrongly_merged_and_split_are_told_once_a_part() -> None:
    document = Document(id="d", corpus="test", text=TEXT, paragraphs=((0, len(TEXT)),))
    vall, lund, he, her, she = (at(words) for words in ("Vall", "Lund", "He", "her", "she"))
    gold = {vall: "a", lund: "b", he: "a", her: "b", she: "b"}
    right = {vall: 0, lund: 1, he: 0, her: 1, she: 1}
    assert not cluster_failures(document, right, gold, ("person", "person"))
    found = cluster_failures(document, {**right, he: 1, she: None}, gold, ("person", "place"))
    assert [(one.kind, one.earlier, one.later) for one in found] == [
        ("split", vall, he),
        ("merged", lund, he),
        ("missed", lund, she),
    ]
    assert found[0].types == ("person", "place") and found[2].types == ("place", None)
    assert "[He]" in shown_clusters(found[0]) and "–" in shown_clusters(found[2])
    assert len(cluster_failures(document, dict.fromkeys(gold, 0), gold, ("person",))) == 1


def test_gold_mentions_are_covered_by_the_likest_of_ours() -> None:
    entities = [[(0, 9)], [(5, 9), (20, 24)], [(30, 40)]]
    assert covering((5, 9), entities) == 1
    assert covering((0, 4), entities) == 0
    assert covering((19, 25), entities) == 1
    assert covering((10, 20), entities) is None
    assert covering((35, 45), entities) == 2


def test_gold_mentions_are_headed_by_the_longest_of_ours() -> None:
    found = [[((0, 20), (4, 8))], [((4, 8), (4, 8))], [((4, 14), (10, 14))]]
    assert headed((4, 8), found) == 1
    assert headed((2, 9), found) == 0
    assert headed((0, 3), found) is None
    assert headed((9, 16), found) == 2


def test_a_line_of_a_table_is_over_all_documents() -> None:
    gold = [[("a", 1), ("b", 1)], [("a", 1), ("b", 2)]]
    total = measured(gold, gold, singletons=True)
    assert row("gold", total).split()[1:] == ["1.000"] * 8
    assert len(row("gold", total)) == len(HEADER)
    assert measured(gold, gold, singletons=False)["B³"].gold == 2.0
