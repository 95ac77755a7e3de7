"""Punctuation hangs where the guidelines have it, whatever the arcs say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.pieces import cut
from onrecord.reading.punctuation import hung
from onrecord.reading.syntax import parse
from tests import fakes

DENIAL = """
Vall PROPN NNP Vall 2 nsubj
said VERB VBD say 0 root
“ PUNCT `` “ {opening} punct
no INTJ UH no 2 ccomp
” PUNCT '' ” {closing} punct
to ADP IN to 7 case
Lund PROPN NNP Lund 2 obl
. PUNCT . . {final} punct
"""
TEXT = "Vall said “no” to Lund."


def heads(opening: int, closing: int, final: int, likelier: int = 0) -> list[int]:
    """The heads that are read, counted from 1; the mark at `likelier` is surer of its own than the others."""
    told = fakes.told(TEXT, DENIAL.format(opening=opening, closing=closing, final=final))
    scores, wanted = fakes.answered(TEXT, told)
    if likelier:
        pieces = [word.piece for word in wanted.words]
        pointed = {
            pieces[at]: {pieces[word.head] if word.head >= 0 else -1: 0.9 if at + 1 == likelier else 0.6}
            for at, word in enumerate(wanted.words)
        }
        scores = replace(scores, arcs=fakes.links(scores.pieces, pointed))
    return [word.head + 1 for word in parse(scores, TEXT, fakes.paragraphs_of(TEXT)).words]


def test_the_mark_that_ends_a_sentence_hangs_from_its_root() -> None:
    assert heads(4, 4, final=7) == [2, 0, 4, 2, 4, 7, 2, 2]


@pytest.mark.parametrize(("likelier", "head"), [(3, 4), (5, 2)])
def test_quotation_marks_that_belong_together_hang_from_one_word(likelier: int, head: int) -> None:
    found = heads(4, 2, 2, likelier)
    assert (found[2], found[4]) == (head, head)


def test_words_that_are_no_marks_stay_where_they_are() -> None:
    forms = ["(", "the", ")", "."]
    links = fakes.links(cut("( the ) .", [(0, 9)]))
    anchors = np.arange(4)
    alone = hung(forms, [False] * 4, np.array([1, -1, 3, 2]), anchors, links)
    assert alone.tolist() == [1, -1, 3, 2]
    assert hung([], [], np.zeros(0, np.int64), np.zeros(0, np.int64), links).tolist() == []
    assert hung(["."], [True], np.array([-1]), np.array([0]), links).tolist() == [-1]


@given(st.lists(st.sampled_from(["“", "”", '"', "(", ")", "]", ".", "word"]), min_size=1, max_size=9), st.randoms())
def test_a_tree_stays_a_tree(forms: list[str], chance: object) -> None:
    text = " ".join(forms)
    links = fakes.links(cut(text, [(0, len(text))]))
    count = len(forms)
    before = np.array([-1, *(chance.randrange(at) for at in range(1, count))])  # type: ignore[attr-defined]
    marks = [form != "word" and at not in before.tolist() for at, form in enumerate(forms)]
    after = hung(forms, marks, before, np.arange(count), links)
    assert (after == -1).sum() == 1
    for at in range(count):
        seen = set()
        place = at
        while after[place] >= 0:
            assert place not in seen
            seen.add(place)
            place = int(after[place])
