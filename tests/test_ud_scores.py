"""Syntax is scored as the CoNLL 2018 shared task scored it, on sentences small enough to count by hand."""

import pytest

from benchmarks.scores import Counts, added
from benchmarks.ud_scores import LINES, Row, Sentence, Token, accuracy, read, score

WE_DO_NOT_GO = """
1 We we PRON PRP 4 nsubj
2-3 don't
2 do do AUX VBP 4 aux
3 n't not PART RB 4 advmod
4 go go VERB VB 0 root
"""
HER_PARTY = """
1 Her her PRON PRP$ 2 nmod:poss
2 party party NOUN NN 3 nsubj
3 won win VERB VBD 0 root
4 in in ADP IN 5 case
5 Oslo Oslo PROPN NNP 3 obl
"""
HE_LEFT = """
1 He he PRON PRP 2 nsubj
2 left leave VERB VBD 0 root

1 She she PRON PRP 2 nsubj
2 stayed stay VERB VBD 0 root
"""


def written(table: str) -> list[str]:
    """CoNLL-U lines of lines "number form lemma UPOS XPOS head relation", or "from-to form"."""
    lines = ["# text = not looked at"]
    for line in table.strip().splitlines():
        columns = line.split()
        if len(columns) > 2:
            number, form, lemma, upos, xpos, head, relation = columns
            columns = [number, form, lemma, upos, xpos, "_", head, relation]
        lines.append("\t".join(columns + ["_"] * (10 - len(columns))) if columns else "")
    return lines


def sentences(table: str) -> list[Sentence]:
    return list(read(written(table)))


def figures(system: str, gold: str) -> dict[str, Counts]:
    return score(sentences(system), sentences(gold))


def counted(counts: Counts) -> tuple[int, int, int]:
    """Right, predicted, gold."""
    assert counts.right_predicted == counts.right_gold
    return counts.right_gold, counts.predicted, counts.gold


def changed(table: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert table.count(old) == 1
        table = table.replace(old, new)
    return table


def test_what_is_read_of_conllu() -> None:
    lines = written(WE_DO_NOT_GO)
    lines.insert(1, "0.1\tnothing" + "\t_" * 8)
    (found,) = read(lines)
    assert [token.form for token in found] == ["We", "don't", "go"]
    assert [token.multiword for token in found] == [False, True, False]
    assert found[1].rows[1] == Row("n't", "not", "PART", "RB", 3, "advmod")
    assert found[2].rows[0].head == -1


def test_a_perfect_answer() -> None:
    found = figures(WE_DO_NOT_GO, WE_DO_NOT_GO)
    assert {found[name].f1 for name in LINES} == {1.0}
    assert counted(found["Tokens"]) == (3, 3, 3)
    assert counted(found["Words"]) == (4, 4, 4)


def test_parts_written_as_plain_words_are_still_the_words() -> None:
    found = figures(changed(WE_DO_NOT_GO, ("2-3 don't\n", "")), WE_DO_NOT_GO)
    assert counted(found["Tokens"]) == (2, 4, 3)
    assert counted(found["Words"]) == (4, 4, 4)
    assert found["LAS"].f1 == 1.0


@pytest.mark.parametrize("whole", ["2-3 don't\n", ""])
def test_a_multiword_token_split_elsewhere_has_no_words_in_common(whole: str) -> None:
    system = changed(WE_DO_NOT_GO, ("2-3 don't\n", whole), ("2 do do", "2 don do"), ("3 n't not", "3 't not"))
    found = figures(system, WE_DO_NOT_GO)
    assert counted(found["Words"]) == (2, 4, 4)
    assert counted(found["UPOS"]) == counted(found["LAS"]) == (2, 4, 4)
    assert accuracy(found, "LAS") == 1.0


def test_a_multiword_token_left_whole() -> None:
    system = """
1 We we PRON PRP 3 nsubj
2 don't don't AUX VBP 3 aux
3 go go VERB VB 0 root
"""
    found = figures(system, WE_DO_NOT_GO)
    assert counted(found["Tokens"]) == (3, 3, 3)
    assert counted(found["Words"]) == (2, 3, 4)
    assert found["Words"].precision == pytest.approx(2 / 3)
    assert found["Words"].recall == pytest.approx(2 / 4)
    assert found["Words"].f1 == pytest.approx(4 / 7)


def plain(*forms: str | tuple[str, ...]) -> list[Sentence]:
    """One flat sentence; a tuple is a multiword token and its parts."""
    tokens: list[Token] = []
    count = 0
    for form in forms:
        parts = (form,) if isinstance(form, str) else form[1:]
        rows = tuple(Row(part, head=0 if count + index else -1) for index, part in enumerate(parts))
        tokens.append(Token(form if isinstance(form, str) else form[0], rows, not isinstance(form, str)))
        count += len(parts)
    return [tuple(tokens)]


@pytest.mark.parametrize(
    ("gold", "system", "right"),
    [
        (["abc", "d"], ["a", "b", "c", "d"], 1),
        ([("abcd", "a", "b", "c", "d")], [("ab", "a", "b"), ("cd", "c", "d")], 4),
        (["x", ("bc", "b", "c"), "d"], ["x", "b", "cd"], 2),
        ([("abc", "A", "b", "c"), "d"], ["a", "b", "c", "d"], 4),
        ([("abc", "a", "b", "c"), ("de", "d", "e")], ["a", ("bcd", "b", "c", "d"), "e"], 5),
        ([("gonna", "gon", "na"), "na"], ["gonna", ("na", "na")], 1),
        (["aa", ("aa", "a", "b")], ["a", "a", "aa"], 0),
    ],
    ids=["plain", "nested", "tail", "capitals", "chained", "order", "word before"],
)
def test_words_are_aligned_within_the_least_stretch_around_multiword_tokens(
    gold: list[str | tuple[str, ...]], system: list[str | tuple[str, ...]], right: int
) -> None:
    assert score(plain(*system), plain(*gold))["Words"].right_gold == right


def test_a_sentence_that_was_not_split() -> None:
    system = """
1 He he PRON PRP 2 nsubj
2 left leave VERB VBD 0 root
3 She she PRON PRP 4 nsubj
4 stayed stay VERB VBD 2 parataxis
"""
    found = figures(system, HE_LEFT)
    assert counted(found["Sentences"]) == (0, 1, 2)
    assert counted(found["Words"]) == (4, 4, 4)
    assert counted(found["UAS"]) == counted(found["LAS"]) == (3, 4, 4)
    assert counted(figures(HE_LEFT, system)["Sentences"]) == (0, 2, 1)


def test_a_head_that_is_not_aligned_is_wrong() -> None:
    gold = """
1 Oslo Oslo PROPN NNP 3 compound
2 - - PUNCT HYPH 3 punct
3 led lead VERB VBN 4 amod
4 talks talk NOUN NNS 0 root
"""
    system = """
1 Oslo-led Oslo-led ADJ JJ 2 amod
2 talks talk NOUN NNS 0 root
"""
    found = figures(system, gold)
    assert counted(found["Tokens"]) == (1, 2, 4)
    assert counted(found["LAS"]) == (1, 2, 4)
    swapped = figures(changed(system, ("0 root", "1 dep"), ("2 amod", "0 root")), gold)
    assert counted(swapped["Words"]) == (1, 2, 4)
    assert counted(swapped["UAS"]) == (0, 2, 4)


def test_relations_are_compared_without_subtypes_but_on_the_last_line() -> None:
    found = figures(changed(HER_PARTY, ("nmod:poss", "nmod")), HER_PARTY)
    assert found["LAS"].f1 == 1.0
    assert counted(found["LAS with subtypes"]) == (4, 5, 5)
    found = figures(changed(HER_PARTY, ("nmod:poss", "det")), HER_PARTY)
    assert found["UAS"].f1 == 1.0
    assert counted(found["LAS"]) == (4, 5, 5)


def test_clas_counts_content_words_only() -> None:
    assert counted(figures(HER_PARTY, HER_PARTY)["CLAS"]) == (4, 4, 4)
    found = figures(changed(HER_PARTY, ("5 case", "5 fixed")), HER_PARTY)
    assert counted(found["LAS"]) == (4, 5, 5)
    assert counted(found["CLAS"]) == (4, 5, 4)
    assert accuracy(found, "CLAS") == 1.0
    found = figures(changed(HER_PARTY, ("3 obl", "2 nmod")), HER_PARTY)
    assert counted(found["CLAS"]) == (3, 4, 4)
    assert accuracy(found, "CLAS") == 0.75


def test_tags_and_lemmas_are_right_of_aligned_words() -> None:
    system = changed(HER_PARTY, ("won win VERB VBD", "won won VERB VBN"), ("Oslo PROPN NNP", "oslo PROPN NNP"))
    found = figures(system, HER_PARTY)
    assert counted(found["UPOS"]) == (5, 5, 5)
    assert counted(found["XPOS"]) == (4, 5, 5)
    assert counted(found["Lemmas"]) == (3, 5, 5)
    assert counted(figures(system, changed(HER_PARTY, ("won win", "won _")))["Lemmas"]) == (4, 5, 5)


def test_spaces_within_forms_do_not_count() -> None:
    assert score(plain("17", "000"), plain("17 000"))["Tokens"] == Counts(2, 1, 0, 0)
    assert score(plain("17\u00a0000"), plain("17 000"))["Tokens"] == Counts(1, 1, 1, 1)


def test_texts_are_added_up() -> None:
    total = added([figures(HER_PARTY, HER_PARTY), figures(changed(HE_LEFT, ("2 left", "2 left")), HE_LEFT)])
    assert counted(total["Sentences"]) == (3, 3, 3)
    assert counted(total["LAS"]) == (9, 9, 9)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("3 won win", "3 win win")], "the characters differ"),
        ([("0 root", "2 root")], "0 roots"),
        ([("3 nsubj", "0 nsubj")], "2 roots"),
        ([("3 nsubj", "1 nsubj")], "circle"),
        ([("3 nsubj", "9 nsubj")], "outside its sentence"),
        ([("4 in in", "6 in in")], "stands where word 4 should"),
    ],
)
def test_what_cannot_be_scored(changes: list[tuple[str, str]], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        figures(changed(HER_PARTY, *changes), HER_PARTY)


def test_lines_of_another_format() -> None:
    with pytest.raises(ValueError, match="not ten columns"):
        list(read(["1\tHer\ther"]))
