"""From scores to words, heads and lemmas; from a parse to CoNLL-U."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading import syntax
from onrecord.reading.conllu import to_conllu
from onrecord.reading.encoder import Scores
from onrecord.reading.lemmas import lemma, scripts
from onrecord.reading.pieces import cut
from onrecord.reading.scheme import RELATIONS
from onrecord.reading.syntax import Parse, Word, parse
from onrecord.reading.trees import ROOT
from onrecord.reading.words import NO_ANCHOR, breaks_for
from onrecord.record import Span
from tests import fakes

DENIAL = """
“ PUNCT `` “ 5 punct
We PRON PRP we 5 nsubj
do AUX VBP do 5 aux
n’t PART RB not 5 advmod
say VERB VB say 0 root -2.5
so ADV RB so 5 advmod
” PUNCT '' ” 5 punct
. PUNCT . . 5 punct
"""


def scored(text: str, opens: str) -> Scores:
    """Scores that start a word at each bar of a copy of the text, and where nothing else could be."""
    pieces = cut(text, [(span.start, span.end) for span in fakes.paragraphs_of(text)])
    odds = np.full(len(pieces), -fakes.SURE, np.float32)
    places = [at - count for count, at in enumerate(i for i, sign in enumerate(opens) if sign == "|")]
    odds[np.isin(pieces.starts, places)] = fakes.SURE
    return fakes.blank(pieces, words=odds, sentences=np.full(len(pieces), -fakes.SURE, np.float32))


def forms(text: str, found: Parse) -> list[str]:
    return [text[word.start : word.end] for word in found.words]


def simple(found: Parse) -> list[Word]:
    return [replace(word, piece=0) for word in found.words]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("He don|'t say so|.", ["He", "do", "n't", "say", "so", "."]),
        ("He don|’t, won|’|t", ["He", "do", "n’t,", "won", "’", "t"]),
        ("DON|'T PANIC", ["DO", "N'T", "PANIC"]),
        ("n|'t stands alone", ["n", "'t", "stands", "alone"]),
        ("the mayor|’s U.S. visit", ["the", "mayor", "’s", "U.S.", "visit"]),
        ("can|not go", ["can", "not", "go"]),
        ("O'Brien|, 🙂 e\u0301te\u0301|!", ["O'Brien", ",", "🙂", "e\u0301te\u0301", "!"]),
        ("דוד בן־דוד| (שר|) spoke", ["דוד", "בן־דוד", "(שר", ")", "spoke"]),
        ("\u202bHe said\u202c so \u200b then", ["\u202bHe", "said\u202c", "so", "then"]),
        ("one\r\n\r\n\ttwo\u00a0three\u2028four\x1ffive", ["one", "two", "three", "four\x1ffive"]),
        ("it| clinton|'twas", ["it", "clinton", "'twas"]),
    ],
)
def test_where_words_start_and_end(marked: str, expected: list[str]) -> None:
    text = marked.replace("|", "")
    found = parse(scored(text, marked), text, fakes.paragraphs_of(text))
    assert forms(text, found) == expected


def test_sentences_and_paragraphs_start_words_whatever_the_scores_say() -> None:
    text = "yes,no.\nyes"
    scores = scored(text, text)
    assert forms(text, parse(scores, text, fakes.paragraphs_of(text))) == ["yes,no.", "yes"]
    scores.sentences[scores.pieces.starts == 4] = 1.0
    found = parse(scores, text, fakes.paragraphs_of(text))
    assert (forms(text, found), found.sentences) == (["yes,", "no.", "yes"], ((0, 1), (1, 2), (2, 3)))
    found = parse(scores, text, fakes.paragraphs_of(text), sentences=[Span(0, 6), Span(6, 11)])
    assert (forms(text, found), found.sentences) == (["yes,no", ".", "yes"], ((0, 1), (1, 3)))


def test_what_the_encoder_says_is_what_is_read() -> None:
    text = "“We don’t say so”.\r\n\r\nHe left 🙂 ."
    table = (
        DENIAL + "\nHe PRON PRP he 2 nsubj\nleft VERB VBD leave 0 root 3.0\n🙂 SYM NFP 🙂 2 dep\n. PUNCT . . 2 punct"
    )
    scores, expected = fakes.answered(text, fakes.told(text, table))
    found = parse(scores, text, fakes.paragraphs_of(text))
    assert forms(text, found) == forms(text, expected)
    assert found.sentences == expected.sentences
    for word, right in zip(found.words, expected.words, strict=True):
        assert word == replace(right, lemma=word.lemma)
    assert [word.lemma for word in found.words][2:5] == ["do", "not", "say"]
    assert [
        text[word.start : word.end] for word, is_one in zip(found.words, found.predicates(), strict=True) if is_one
    ] == [
        "say",
        "left",
    ]
    assert found.words[4].factuality == -2.5
    assert found.children()[4] == [0, 1, 2, 3, 5, 6, 7]


def test_heads_reach_over_the_edge_between_windows() -> None:
    clause = "Vall said that the mill closed ."
    text = " ".join([clause] * 30)
    rows = ["PROPN NNP", "VERB VBD", "SCONJ IN", "DET DT", "NOUN NN", "VERB VBD", "PUNCT ."]
    heads = [(2, "nsubj"), (0, "root"), (6, "mark"), (5, "det"), (6, "nsubj"), (2, "ccomp"), (2, "punct")]
    block = "\n".join(
        f"{form} {tags} {form.lower()} {head} {relation}"
        for form, tags, (head, relation) in zip(clause.split(), rows, heads, strict=True)
    )
    scores, expected = fakes.answered(text, fakes.told(text, "\n\n".join([block] * 30)), room=40)
    assert len(scores.arcs.windows) > 4
    found = parse(scores, text, fakes.paragraphs_of(text))
    assert [word.head for word in found.words] == [word.head for word in expected.words]
    assert [word.relation for word in found.words] == [word.relation for word in expected.words]


def test_only_the_word_under_the_root_is_called_so() -> None:
    text = "They left ."
    scores, _ = fakes.answered(
        text, fakes.told(text, "They PRON PRP they 0 root\nleft VERB VBD leave 0 root\n. PUNCT . . 2 punct")
    )
    found = parse(scores, text, fakes.paragraphs_of(text))
    assert sorted(word.head == ROOT for word in found.words) == [False, False, True]
    assert all((word.head == ROOT) == (word.relation == "root") for word in found.words)


def test_given_words_and_breaks() -> None:
    text = "Im gonna goaway"
    words = [Span(0, 1), Span(1, 2), Span(3, 6), Span(6, 8), Span(9, 11), Span(11, 15)]
    paragraphs = fakes.paragraphs_of(text)
    breaks = breaks_for(text, paragraphs, words)
    assert breaks == [1, 11]
    pieces = cut(text, [(span.start, span.end) for span in paragraphs], breaks)
    found = parse(fakes.blank(pieces), text, paragraphs, words=words, sentences=[Span(0, 8), Span(9, 15)])
    assert [Span(word.start, word.end) for word in found.words] == words
    assert found.sentences == ((0, 4), (4, 6))
    assert [int(pieces.starts[word.piece]) for word in found.words] == [0, 1, 3, 6, 9, 11]
    assert breaks_for(text, paragraphs, [Span(0, 2), Span(3, 8)]) == []


def test_a_word_without_an_anchor_hangs_on_its_neighbour() -> None:
    text = "\u200b\u200b He left\u200b \u200b"
    paragraphs = fakes.paragraphs_of(text)
    words = [Span(0, 1), Span(1, 2), Span(3, 5), Span(6, 10), Span(10, 11), Span(12, 13)]
    found = parse(
        fakes.blank(cut(text, [(span.start, span.end) for span in paragraphs])), text, paragraphs, words=words
    )
    lost = [index for index, word in enumerate(found.words) if word.piece == NO_ANCHOR]
    assert lost == [0, 1, 4, 5]
    assert [found.words[index].head for index in lost] == [2, 0, 3, 4]
    assert [found.words[index].relation for index in lost] == ["dep", "goeswith", "goeswith", "dep"]
    alone = parse(fakes.blank(cut("", [])), text, [], words=[Span(0, 1), Span(1, 2)])
    assert [word.relation for word in alone.words] == ["root", "goeswith"]


def test_a_sentence_longer_than_any_window_is_still_one_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "LONGEST", 7)
    text = "no " * 40
    scores = scored(text, text)
    found = parse(scores, text, fakes.paragraphs_of(text))
    assert found.sentences == ((0, 40),)
    tops = [word for word in found.words if word.head == ROOT]
    assert len(tops) == 1
    assert sum(word.relation == "parataxis" for word in found.words) == 5
    assert "root" not in {word.relation for word in found.words if word.head != ROOT}


def test_nothing_to_parse() -> None:
    assert parse(fakes.blank(cut("", [])), "", []) == Parse((), ())
    assert parse(fakes.blank(cut("\u200b", [(0, 1)])), "\u200b", [Span(0, 1)]) == Parse((), ())


def noise(text: str, paragraphs: Sequence[Span], seed: int) -> Scores:
    pieces = cut(text, [(span.start, span.end) for span in paragraphs])
    random = np.random.default_rng(seed)
    blank = fakes.blank(pieces)
    for array in (blank.words, blank.sentences, blank.upos, blank.governed, blank.lemmas):
        array[:] = random.normal(size=array.shape)
    return replace(
        blank, arcs=fakes.links(pieces, {at: {int(random.integers(len(pieces))): 0.9} for at in range(len(pieces))})
    )


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from(" \r\n\t'’nt.🙂\u0301\u200fאב"), max_size=80),
    st.integers(0, 99),
)
def test_every_character_is_in_one_word_and_every_sentence_is_a_tree(text: str, seed: int) -> None:
    paragraphs = fakes.paragraphs_of(text)
    found = parse(noise(text, paragraphs, seed), text, paragraphs)
    at = 0
    for word in found.words:
        assert at <= word.start < word.end
        assert text[word.start : word.end].strip() == text[word.start : word.end]
        assert word.lemma and word.relation in RELATIONS
        at = word.end
    assert [place for sentence in found.sentences for place in range(*sentence)] == list(range(len(found.words)))
    for first, last in found.sentences:
        assert [word.head for word in found.words[first:last]].count(ROOT) == 1
        assert all(first <= word.head < last for word in found.words[first:last] if word.head != ROOT)
    assert to_conllu(found, text).count("# text = ") == len(found.sentences)


def test_conllu() -> None:
    text = "“We don’t say so”.\nGo 🙂"
    table = DENIAL + "\nGo VERB VB go 0 root\n🙂 SYM NFP 🙂 1 dep"
    lines = to_conllu(fakes.told(text, table), text, "hallan").splitlines()
    assert lines == [
        "# sent_id = hallan-1",
        "# text = “We don’t say so”.",
        "1\t“\t“\tPUNCT\t``\t_\t5\tpunct\t_\tSpaceAfter=No",
        "2\tWe\twe\tPRON\tPRP\t_\t5\tnsubj\t_\t_",
        "3-4\tdon’t\t_\t_\t_\t_\t_\t_\t_\t_",
        "3\tdo\tdo\tAUX\tVBP\t_\t5\taux\t_\t_",
        "4\tn’t\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_",
        "5\tsay\tsay\tVERB\tVB\t_\t0\troot\t_\t_",
        "6\tso\tso\tADV\tRB\t_\t5\tadvmod\t_\tSpaceAfter=No",
        "7\t”\t”\tPUNCT\t''\t_\t5\tpunct\t_\tSpaceAfter=No",
        "8\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_",
        "",
        "# sent_id = hallan-2",
        "# text = Go 🙂",
        "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_",
        "2\t🙂\t🙂\tSYM\tNFP\t_\t1\tdep\t_\t_",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "words", "joined"),
    [
        ("the states' rights", "the states ' rights", "2-3\tstates'"),
        ("you cannot stay", "you can not stay", "2-3\tcannot"),
        ("you gotta stay", "you got ta stay", "2-3\tgotta"),
        ("she'd've stayed", "she 'd 've stayed", "1-3\tshe'd've"),
        ("a 'word' here", "a ' word ' here", None),
        ("well-known", "well - known", None),
    ],
)
def test_which_words_are_one_token(text: str, words: str, joined: str | None) -> None:
    parts = words.split()
    quote = joined is None
    table = "\n".join(
        f"{form} {'PUNCT' if form == chr(39) and quote else 'PART'} POS {form} {index} {'dep' if index else 'root'}"
        for index, form in enumerate(parts)
    )
    lines = to_conllu(fakes.told(text, table), text).splitlines()
    assert [line for line in lines if "-" in line.split("\t")[0] and "#" not in line] == (
        [f"{joined}" + "\t_" * 8] if joined else []
    )


@pytest.mark.parametrize(
    ("form", "likely", "expected"),
    [
        ("abilities", ("-1+", "-3+y"), "ability"),
        ("witnesses", ("-1+", "-0+", "-2+"), "witness"),
        ("revealed", ("-1+", "-2+"), "reveal"),
        ("formed", ("-2+", "-1+"), "form"),
        ("Zorbles", ("-1+", "-2+"), "zorble"),
        ("Marn", ("^-0+", "-0+"), "Marn"),
    ],
)
def test_a_lemma_is_a_word_where_a_likely_script_makes_one(form: str, likely: tuple[str, ...], expected: str) -> None:
    scores = np.full(len(scripts()), -fakes.SURE, np.float32)
    for place, edit in enumerate(likely):
        scores[scripts().index(edit)] = fakes.SURE - place
    assert lemma(scores, int(scores.argmax()), form) == expected


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "likely", "expected"),
    [
        ("agreed", "VERB", "VBN", ("-0+", "-2+", "-1+"), "agree"),
        ("refused", "VERB", "VB", ("-0+", "-2+", "-1+"), "refuse"),
        ("killing", "VERB", "VBG", ("-0+", "-3+"), "kill"),
        ("killing", "NOUN", "NN", ("-0+", "-3+"), "killing"),
        ("need", "VERB", "VBP", ("-0+", "-1+"), "need"),
        ("shed", "VERB", "VBD", ("-0+", "-1+"), "shed"),
        ("armed", "ADJ", "JJ", ("-0+", "-2+"), "armed"),
    ],
)
def test_a_verbs_form_with_an_ending_is_no_lemma(
    form: str, upos: str, xpos: str, likely: tuple[str, ...], expected: str
) -> None:
    scores = np.full(len(scripts()), -2 * fakes.SURE, np.float32)
    for place, edit in enumerate(likely):
        scores[scripts().index(edit)] = fakes.SURE - 4 * place
    assert lemma(scores, int(scores.argmax()), form, upos, xpos) == expected
